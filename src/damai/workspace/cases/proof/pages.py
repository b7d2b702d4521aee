"""The list of a case's evidence, one piece with everything that happened to it, and writing down what happens next."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.cases.queries import Case
from damai.evidence import actions
from damai.evidence.queries import Shown, adopted, exhibits_of, packs_of
from damai.intake.queries import Forgotten, Message, NamedFile, files_of
from damai.ledger.queries import now
from damai.triage.queries import messages_of

from ...commitments.doors import tried
from ...desk import history_of, reader
from ..desk import headed
from .forms import EventForm
from .found import HANDLERS, case_of, piece_of, settled


@HANDLERS
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """All evidence of a case, with digests and custody."""
    case = case_of(request, code)
    context = {
        **headed(case, "bukti"),
        "exhibits": exhibits_of(case.code),
        "waiting": len(waiting(case)),
        "packs": list(packs_of(case.code)[:20]),
        "may_pack": scope_of(reader(request)).may(Capability.EXPORT_PERSONAL_DATA, agency=case.agency_id),
        "now": now(),
    }
    return render(request, "workspace/cases/proof/listing.html", context)


def waiting(case: Case) -> list[tuple[Message, NamedFile]]:
    """The attachments of the report's messages that are no evidence yet."""
    done = adopted(case.code)
    found: list[tuple[Message, NamedFile]] = []
    for message in messages_of(case.report):
        try:
            found += [(message, file) for file in files_of(message) if (message.code, file.number) not in done]
        except Forgotten:
            continue
    return found


@HANDLERS
@require_safe
def detail(request: HttpRequest, code: str, exhibit: str) -> HttpResponse:
    """One piece of evidence."""
    return page(request, case_of(request, code), piece_of(request, code, exhibit))


def page(request: HttpRequest, case: Case, shown: Shown, status: int = 200, **bad: object) -> HttpResponse:
    """The page; `bad` holds the form that has to be mended."""
    context = {
        "case": case,
        "shown": shown,
        "row": shown.row,
        "event_form": bad.get("event") or EventForm(shown=shown),
        "compared": bad.get("compared", ""),
        "history": history_of(shown.code),
        "now": now(),
    }
    return render(request, "workspace/cases/proof/detail.html", context, status=status)


@HANDLERS
@require_POST
def event(request: HttpRequest, code: str, exhibit: str) -> HttpResponse:
    """Write down what happened to a piece of evidence."""
    case, shown = case_of(request, code), piece_of(request, code, exhibit)
    form = EventForm(request.POST, shown=shown)
    if not shown.open_actions:
        raise Http404

    def act() -> None:
        said = form.cleaned_data
        actions.record_event(
            shown.row,
            said["action"],
            by=reader(request),
            happened_at=settled(form.moment, shown.row.received_at, shown.standing.moved_at),
            agency=said["agency"],
            holder=said["holder"],
            place=said["place"],
            reference=said["reference"],
            note=said["note"],
        )

    return tried(
        request,
        form,
        act,
        again=lambda status: page(request, case, shown, status, event=form),
        said=_("Dicatat dalam riwayat penguasaan."),
        back=f"/kerja/perkara/{case.code}/bukti/{shown.code}/",
    )
