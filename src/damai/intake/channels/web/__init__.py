"""The public web form. The portal draws the page; here is what the form asks, checks and hands over.

outcome = web.receive(request)      # a POST; the view must be csrf_exempt (see receive.py)
form = web.blank()                  # a GET
lookup = web.look_up(request, code) # a receipt
"""

from .follow import Lookup, answer, look_up
from .forms import ReportForm
from .receive import Outcome, blank, receive

__all__ = ["Lookup", "Outcome", "ReportForm", "answer", "blank", "look_up", "receive"]
