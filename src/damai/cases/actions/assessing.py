"""The first study of a report and its one repair: what is met, what is missing in plain words, until when it can be mended."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.intake.models import Message
from damai.interviews.actions import open_repair
from damai.interviews.queries import Mending
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.actions import sealed

from .. import facts, queries, rules
from ..models import Assessment, Case, Repair, Term
from ..queries import law
from ..rules import Class, Item, State
from .gathering import keep_told
from .happening import happen
from .moving import Given, facts_of, make, take
from .refusals import NotAllowed, as_seen, locked
from .telling import message_of_reporter, shortfall_text, tell_late

LONGEST_NOTE = 600  # of one condition: the message with all of them has to fit a chat
HOW = ("channel", "phone", "counter", "post")


@transaction.atomic
def assess(
    case: Case,
    *,
    met: frozenset[Item] | set[Item],
    notes: Mapping[Item | str, str] | None = None,
    classes: frozenset[Class] | set[Class] = frozenset(),
    by: Member,
) -> Case:
    """What a first study found: complete with all six conditions, late, or incomplete with what is missing in plain words.

    Whether it came in time is counted and not said: `met` may leave it out. `notes`: to each missing condition, what is missing,
    in words for the reporter. `classes`: what is suspected. The second study, after the repair, is the last: what is then still
    missing waits for the plenary.
    """
    fresh = locked(case, by=by)
    as_seen(case, fresh)
    if fresh.state == State.LAPORAN_DITERIMA:
        take(fresh, State.KAJIAN_AWAL, Given(), by=by)
    if fresh.state not in {State.KAJIAN_AWAL, State.KAJIAN_AWAL_ULANG}:
        raise NotAllowed(_("Perkara ini tidak sedang dalam kajian awal."))
    given = Given(classes=frozenset(Class(each) for each in classes))
    late = rules.reported_late(facts_of(fresh, given))
    found = frozenset(Item(each) for each in met) - {Item.IN_TIME} | (frozenset() if late else {Item.IN_TIME})
    said = {Item(item): words.strip() for item, words in (notes or {}).items() if words.strip()}
    _needs_short(said)
    if Item.REPORTER in found and not fresh.reporter_identified:
        raise NotAllowed(_("Laporan memerlukan nama dan alamat pelapor. Tanpa itu, catat sebagai informasi awal."))
    _write_down(fresh, found, said, given.classes, by=by)
    _conclude(fresh, found, said, given, late=late, by=by)
    return fresh


def _needs_short(said: Mapping[Item, str]) -> None:
    if any(len(words) > LONGEST_NOTE for words in said.values()):
        raise NotAllowed(_("Catatan untuk satu syarat paling panjang %(number)s huruf.") % {"number": LONGEST_NOTE})


def _write_down(
    case: Case, found: frozenset[Item], said: Mapping[Item, str], classes: frozenset[Class], *, by: Member
) -> Assessment:
    number = 2 if case.state == State.KAJIAN_AWAL_ULANG else 1
    if Assessment.objects.filter(case=case, round=number).exists():
        raise NotAllowed(_("Kajian awal ini sudah dicatat."))
    missing = [item for item in Item if item not in found]
    words = json.dumps({item: said[item] for item in missing if item in said}, ensure_ascii=False)
    row = Assessment.objects.create(
        case=case,
        round=number,
        met=[item for item in Item if item in found],
        missing=missing,
        sealed_notes=sealed(words, about=f"cases.assessment.notes/{case.code}/{number}"),
        classes=[klass for klass in Class if klass in classes],
        at=now(),
        by=by.code,
    )
    told = ",".join(missing)
    record(facts.CaseAssessed(case=case.code, round=number, met=len(row.met), missing=told), by=by.code)
    return row


def _conclude(case: Case, found: frozenset[Item], said: Mapping[Item, str], given: Given, *, late: bool, by: Member) -> None:
    again = case.state == State.KAJIAN_AWAL_ULANG
    whole = Given(classes=given.classes, items=found, explained=frozenset(said))
    if late and not again:
        take(case, State.LEWAT_WAKTU, whole, by=by)
    elif found == frozenset(Item):
        take(case, State.LENGKAP, whole, by=by)
    elif not again:
        take(case, State.BELUM_LENGKAP, whole, by=by)
    else:  # nothing can be mended a second time: the study is done, and the plenary decides
        happen(case, rules.Event.REASSESSED, at=now(), by=by.code)


@transaction.atomic
def notify_shortfall(case: Case, *, how: str, by: Member) -> Case:
    """Tell the reporter what is missing, in their channel or by phone, at the counter or by post; the one repair begins.

    `how`: by "channel" Damai sends it; otherwise the officer says that it was told.
    """
    fresh = locked(case, by=by)
    as_seen(case, fresh)
    if how not in HOW:
        raise NotAllowed(_("Pilih bagaimana pelapor diberi tahu."))
    study = Assessment.objects.filter(case=fresh).order_by("-round").first()
    if study is None or fresh.state != State.BELUM_LENGKAP:
        raise NotAllowed(_("Perkara ini tidak sedang menunggu pemberitahuan kekurangan."))
    message = message_of_reporter(fresh)
    if message is None and how == "channel":
        raise NotAllowed(_("Pelapor tidak dapat dihubungi lewat Damai. Beri tahu dengan cara lain, lalu catat caranya."))
    take(fresh, State.MENUNGGU_PERBAIKAN, Given(), by=by)
    term = _term_of_repair(fresh)
    items = [item for item in study.missing if item != Item.IN_TIME]
    if message is not None:
        _ask(fresh, message, study, items, term, how=how, by=by)
    Repair.objects.create(case=fresh, items=items, notified_at=now(), notified_by=by.code, how=how, term=term)
    due = term.due_on.isoformat() if term else None
    record(facts.ShortfallTold(case=fresh.code, items=",".join(items), how=how, due=due), by=by.code)
    return fresh


def _ask(case: Case, message: Message, study: Assessment, items: list[str], term: Term | None, *, how: str, by: Member) -> None:
    """Open the page where exactly this is mended, and say so in the reporter's channel; told otherwise, the page is open too."""
    if term is None:  # a law without a term for mending: the page has no last moment to show
        return
    words = shortfall_text(study, until=term.due_at, message=message)
    open_repair(
        message=message, items=items, due_at=term.due_at, case=case.code, by=by.code, announce=how == "channel", text=words
    )


def _term_of_repair(case: Case) -> Term | None:
    """The term in which the reporter may mend, by whatever code the law calls it."""
    rows = queries.open_terms(case).filter(track=None, event=rules.Event.NOTIFIED)
    return next((row for row in rows if rules.Event.MENDED in law.met_by(row)), None)


@transaction.atomic
def mend(case: Case, *, answer: str, by: Member | None = None, at: datetime | None = None) -> Case:
    """What the reporter sent to mend the report came in; `answer` is the code of the message or reply, whichever way it came.

    In time, the report is studied once more. After the last moment it is kept and said so, and does not move the case.
    `by` is None when the reporter did it by themselves on the page of the repair. The same answer twice is one.
    """
    fresh = (
        locked(case, by=by)
        if by is not None
        else Case.objects.select_for_update(of=("self",)).select_related("agency").get(pk=case.pk)
    )
    moment, who = at or now(), by.code if by else "damai"
    repair = Repair.objects.filter(case=fresh).select_related("term").first()
    if repair is None:
        raise NotAllowed(_("Perbaikan laporan ini tidak diminta."))
    if repair.mended_at is not None:
        return fresh
    late = repair.term is not None and law.passed(repair.term, moment)
    repair.mended_at, repair.late, repair.answer = moment, late, answer[:24]
    repair.save(update_fields=["mended_at", "late", "answer"])
    record(facts.ReportMended(case=fresh.code, answer=repair.answer, late=late), by=who)
    message = message_of_reporter(fresh)
    if message is not None and keep_told(fresh, [message], by=who).identified and not fresh.reporter_identified:
        fresh.reporter_identified = True
        fresh.save(update_fields=["reporter_identified"])
    if late and message is not None:
        tell_late(fresh, message, by=who)
    if fresh.state != State.MENUNGGU_PERBAIKAN:
        return fresh
    if late:
        happen(fresh, rules.Event.MENDED, at=moment, by=who)
        return fresh
    make(fresh, rules.move_between(State.MENUNGGU_PERBAIKAN, State.KAJIAN_AWAL_ULANG), Given(), by=who)
    return fresh


def reporter_mended(mending: Mending) -> None:
    """The reporter sent what was asked for, on the page of the repair or by chat. Twice is once."""
    case = Case.objects.filter(code=mending.case).first()
    if case is not None and mending.answer is not None:
        mend(case, answer=mending.answer.code, at=mending.sent_at)
