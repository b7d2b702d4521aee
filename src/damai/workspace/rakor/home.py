"""The first page of the rakor desk: every promise as it stands, what is late, the next meeting with its agenda."""

from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.commitments.queries import FollowedItem, followed_for, waiting_for
from damai.commitments.rules import ESCALATES_AFTER, OPEN, Standing
from damai.ledger.queries import now
from damai.rakor.actions.drafting import draft_agenda
from damai.rakor.queries.meetings import agenda_of, coming_for, conveners_of, may_convene, meetings_for, series_for
from damai.rakor.queries.minutes import Meeting, may_write

from ..desk import attempt, reader
from .minutes import TABLE, found, lines_for

SHOWN = 12
MEETINGS = 6


@TABLE
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Promises first; beside them the next meeting, and what the reader owes or judges."""
    member = reader(request)
    convenes = {agency.code for agency in conveners_of(member)}
    promises = followed_for(member)
    still = [each for each in promises if each.standing in OPEN]
    coming = list(coming_for(member)[: MEETINGS + 1])
    following = next(iter(coming), None)
    context = {
        "convenes": bool(convenes),
        "promises": still[:SHOWN],
        "open_count": len(still),
        "established_count": sum(each.standing is Standing.BROKEN_ESTABLISHED for each in still),
        "alleged_count": sum(each.standing is Standing.BROKEN_ALLEGED for each in still),
        "late_count": sum(each.standing is Standing.LATE for each in still),
        "risk_count": sum(each.standing is Standing.AT_RISK for each in still),
        "silent_count": sum(each.standing is Standing.NO_DATA for each in still),
        "kept_count": sum(each.standing is Standing.KEPT for each in promises),
        "escalated": escalated(chain.from_iterable(each.items for each in still if each.commitment.convener_id in convenes)),
        "waiting": waiting_for(member),
        "next": following,
        "agenda": agenda_lines(request, following) if following else [],
        "may_draft": following is not None and may_convene(member, following) and following.state != Meeting.State.FINAL,
        "writes": following is not None and may_write(member, following),
        "coming": coming[1:],
        "held": list(meetings_for(member).filter(ends_at__lt=now())[:MEETINGS]),
        "series": [
            {"row": row, "meetings": row.meetings.count(), "mine": row.convener_id in convenes}
            for row in series_for(member).filter(is_over=False)[:MEETINGS]
        ],
        "now": now(),
    }
    return render(request, "workspace/rakor/home.html", context)


def escalated(items: chain[FollowedItem]) -> list[FollowedItem]:
    """Items so late that the convener is told, the longest late first; evidence that waits takes one off."""
    found = [each for each in items if each.days_late >= ESCALATES_AFTER and each.waiting is None]
    return sorted(found, key=lambda each: (-each.days_late, each.item.code))[:SHOWN]


def agenda_lines(request: HttpRequest, meeting: Meeting) -> list[dict[str, object]]:
    """The agenda with its figures as this reader may see them."""
    return [{"item": item, "lines": lines_for(request, item.figures)} for item in agenda_of(meeting)]


@TABLE
@require_POST
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Let the agenda write itself, or bring it up to date."""
    meeting = found(request, code)
    back = request.POST.get("kembali", "")
    return attempt(
        request,
        lambda: draft_agenda(meeting, by=reader(request)),
        said=_("Rancangan agenda disusun. Yang Anda ubah atau hapus tidak disentuh."),
        back="/kerja/rakor/#berikut" if back == "meja" else f"/kerja/rakor/{code}/#agenda",
    )


urlpatterns = [
    path("", home, name="rakor"),
    path("<str:code>/agenda/rancang/", draft, name="agenda_draft"),
]
