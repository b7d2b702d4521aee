"""The page about the open log: what it promises, how it stands, how anyone checks it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from damai.agencies.access import open_to_everyone
from damai.ledger.public import state


@open_to_everyone
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """How the log stands."""
    return render(request, "portal/log.html", {"state": state()})
