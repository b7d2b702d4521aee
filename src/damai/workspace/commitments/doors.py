"""Who comes in here, and what every page of this desk does the same way."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from damai.agencies.access import Role, open_to
from damai.agencies.actions import Member
from damai.commitments.actions import NotYours, Refused
from damai.rakor.queries.meetings import series_for

from ..desk import mistaken


def series_titles(member: Member) -> dict[str, str]:
    """The titles of the series a member may read, by their codes."""
    return dict(series_for(member).values_list("code", "title"))


AT_THE_TABLE = open_to(Role.OFFICER, Role.LEAD, Role.LIAISON)
Page = Callable[[int], HttpResponse]  # the page again, with this status


def tried(request: HttpRequest, form: Form, act: Callable[[], Any], *, again: Page, said: str, back: str) -> HttpResponse:
    """Do something with what was typed. What is refused is said above the same form, with everything still in it."""
    if not form.is_valid():
        return again(mistaken(request))
    try:
        act()
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return again(mistaken(request))
    messages.success(request, said)
    return redirect(back)
