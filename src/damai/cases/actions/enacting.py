"""Put a signed plenary in force, and carry out what it decided: each matter is a step of the law's table, with these minutes."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.documents.actions import issue
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.triage.actions import NotYours, Refused

from .. import facts
from ..models import PlenaryItem, PlenoRecord
from ..queries.plenaries import as_seats, count_of, guard_value, items_of, leads, plenaries_for, seats_of, signed_bytes
from ..queries.plenary_papers import plenary_values
from ..rules import Outcome, State, TrackState
from ..rules.papers_handling import BA_PLENO
from ..rules.plenary import NEW_CLASS, digest, everybody_signed
from .convening import CannotSign, NoQuorum, NotSignedYet
from .deciding import decide
from .moving import move, move_track
from .reaching import led
from .registering import add_track, register

S = PlenoRecord.State
# Decided here, and made real when the other office takes it (`handing`).
HANDED = frozenset({State.DILIMPAHKAN.value, State.DIAMBIL_ALIH.value})


class NotInForce(Refused):
    """Nothing is carried out of a plenary that is not in force."""


@dataclass(frozen=True, kw_only=True)
class Enacted:
    """What came of putting a plenary in force: what could not be carried out, by the number of the matter, and why."""

    plenary: PlenoRecord
    done: int
    refused: dict[int, str]


def put_in_force(plenary: PlenoRecord, *, by: Member) -> Enacted:
    """Everyone who was there has signed: what was decided holds from now on, stands on paper, and is carried out.

    A matter that the law's table refuses (the case moved meanwhile, a term ended) stays, with the reason; the others go on.
    """
    row = _in_force(plenary, by=by)
    refused: dict[int, str] = {}
    for item in items_of(row):
        if item.done_at is None:
            try:
                carry_out(item, by=by)
            except Refused as refusal:
                refused[item.number] = str(refusal)
    return Enacted(plenary=row, done=sum(item.done_at is not None for item in items_of(row)), refused=refused)


@transaction.atomic
def _in_force(plenary: PlenoRecord, *, by: Member) -> PlenoRecord:
    if not plenaries_for(by).filter(pk=plenary.pk).exists() or not leads(by, plenary.agency_id):
        raise NotYours(_("Rapat pleno tidak ditemukan."))
    row = PlenoRecord.objects.select_for_update(of=("self",)).select_related("agency").get(pk=plenary.pk)
    if row.state != S.SIGNED or not everybody_signed(as_seats(seats_of(row))):
        raise NotSignedYet(_("Semua yang hadir menandatangani lebih dahulu."))
    if digest(signed_bytes(row)) != row.sha256:
        raise CannotSign(_("Isi berita acara berubah sejak ditandatangani. Kembalikan ke rancangan."))
    for item in items_of(row):
        if not count_of(item, signed=True).quorate:
            raise NoQuorum(_("Kuorum tidak tercapai untuk nomor %(number)d.") % {"number": item.number})
    row.state, row.in_force_at = S.IN_FORCE, now()
    row.save(update_fields=["state", "in_force_at"])
    paper = issue(
        kind=BA_PLENO, agency=row.agency, values=plenary_values(row), dated=localdate(now()), about=row.code, by=by
    )  # fmt: skip
    row.document = paper.code
    row.save(update_fields=["document"])
    record(
        facts.PlenaryInForce(
            plenary=row.code,
            agency=row.agency_id,
            number=row.number,
            held_on=row.held_on.isoformat(),
            present=row.present,
            of=row.of,
            sha256=row.sha256,
        ),
        by=by.code,
    )
    for item in items_of(row):
        _record_decision(item, by=by)
    return row


def _record_decision(item: PlenaryItem, *, by: Member) -> None:
    """What was decided about a case, where whoever reads the case's history looks; and by how many."""
    count = count_of(item, signed=True)
    record(
        facts.DecisionTaken(
            case=item.case.code,
            plenary=item.plenary.code,
            item=item.number,
            klass=item.track.klass if item.track else "",
            matter=item.matter,
            outcome=item.outcome,
            present=count.present,
            of=count.of,
        ),
        by=by.code,
    )
    if item.matter in HANDED:
        item.done_at = now()
        item.save(update_fields=["done_at"])


@transaction.atomic
def carry_out(item: PlenaryItem, *, by: Member) -> PlenaryItem:
    """Take the step that was decided; by somebody who leads the office and is not recused from the case."""
    case = led(item.case, by=by)
    row = PlenaryItem.objects.select_for_update(of=("self",)).select_related("plenary__agency", "track").get(pk=item.pk)
    if row.plenary.state != S.IN_FORCE or not row.standing:
        raise NotInForce(_("Berita acara %(number)s belum berlaku.") % {"number": row.plenary.number})
    if row.done_at is not None:
        return row
    row.case = case
    if row.track is not None:
        row.track.case = case
        row.track.refresh_from_db(fields=["state", "klass", "outcome"])
    _take(row, by=by)
    row.done_at = now()
    row.save(update_fields=["done_at"])
    return row


def _take(row: PlenaryItem, *, by: Member) -> None:
    plenary = guard_value(row.plenary, row)
    if row.track is None:
        if row.matter == State.DIREGISTRASI:
            register(row.case, classes=row.classes, plenary=plenary, by=by)
        elif row.matter == NEW_CLASS:
            for klass in row.classes:
                add_track(row.case, klass=klass, plenary=plenary, by=by)
        else:
            move(row.case, to=row.matter, reason=row.reason or None, plenary=plenary, by=by)
    elif row.matter == TrackState.PLENO_HASIL:
        decide(row.track, outcome=row.outcome, plenary=plenary, by=by)
    elif row.matter == TrackState.DIHENTIKAN:
        decide(row.track, outcome=Outcome.STOPPED, plenary=plenary, by=by)
    else:
        move_track(row.track, to=row.matter, outcome=row.outcome or None, plenary=plenary, by=by)
