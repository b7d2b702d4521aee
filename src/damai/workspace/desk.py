"""What every desk does the same way: who is asking, what they may not see, and what to say when something is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from damai.agencies.actions import Member
from damai.ledger.queries import Told, entries_about
from damai.triage.actions import NotYours, Refused
from damai.triage.queries import Report


def reader(request: HttpRequest) -> Member:
    """The member behind a request that has passed a door."""
    return cast(Member, request.user)


def mistaken(request: HttpRequest) -> int:
    """The status of a page that shows a form with what to mend; htmx swaps only what is 200."""
    return 200 if getattr(request, "htmx", False) else 422


@dataclass(frozen=True)
class History:
    """What happened to something, and how often its words were opened, which would drown the rest."""

    told: list[Told]
    openings: int


NO_HISTORY = History([], 0)


def history_of(code: str) -> History:
    """The ledger's entries about a code, oldest first."""
    told = entries_about(code)
    kept = [each for each in told if not each.name.startswith("PersonalData")]
    return History(kept, len(told) - len(kept))


def others(waiting: QuerySet[Report], held: list[Report], size: int) -> list[Report]:
    """The first that wait, without those that the reader holds already and sees above."""
    mine = {report.pk for report in held}
    return [report for report in waiting[: size + len(mine)] if report.pk not in mine][:size]


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
