"""The day: what waits, what is late, what is mine."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from damai.agencies.access import open_to_members
from damai.cases.queries import expired_now, late_cases, soon_late, unassigned, undeclared
from damai.cases.queries.forwarding import waiting_for as handed_to
from damai.chores.queries import state as work_state
from damai.commitments.queries import waiting_for as promised_by
from damai.ledger.queries import now
from damai.triage.queries import count_waiting, held_by, offers_to, page_of, waiting_for

from .cases.openings import waiting_for as openings_for
from .desk import others, reader
from .house import open_places

SHOWN = 8


@open_to_members
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The first page after signing in; its body asks again by itself."""
    member = reader(request)
    late, soon = late_cases(member), soon_late(member)
    held = list(held_by(member))
    context = {
        "now": now(),
        "waiting": count_waiting(member),
        "urgent": others(waiting_for(member), held, SHOWN),
        "held": held,
        "offers": offers_to(member)[:SHOWN],
        # What has expired stands first, whatever else waits; nothing on this page hides it.
        "expired": expired_now(member, most=SHOWN),
        "late": late[:SHOWN],
        "late_count": late.count(),
        "soon": soon[:SHOWN],
        "soon_count": soon.count(),
        "sent": page_of(member, desk="sent", size=SHOWN).reports,
        # Those who have no inbox find here what was handed to them.
        "ours": [] if "inbox" in open_places(member) else page_of(member, desk="mine", size=SHOWN).reports,
        "waiting_work": promised_by(member),
        "undeclared": undeclared(member)[:SHOWN],
        "unassigned": unassigned(member)[:SHOWN] if "cases" in open_places(member) else [],
        "handed": handed_to(member)[:SHOWN],
        "openings": openings_for(member)[:SHOWN] if "cases" in open_places(member) else [],
        "work": work_state(),
    }
    template = "workspace/today/_today.html" if getattr(request, "htmx", False) else "workspace/today/today.html"
    return render(request, template, context)
