"""What every desk does the same way: who is asking, what they may not see, and what to say when something is refused."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from damai.agencies.actions import Member
from damai.triage.actions import NotYours, Refused


def reader(request: HttpRequest) -> Member:
    """The member behind a request that has passed a door."""
    return cast(Member, request.user)


def attempt(request: HttpRequest, act: Callable[[], Any], *, said: str, back: str) -> HttpResponse:
    """Do something and say so; what is refused is said too, and what is not theirs does not exist."""
    try:
        act()
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(back)
