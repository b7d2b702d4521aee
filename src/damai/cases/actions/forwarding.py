"""Offering a case or a class of it to another body, proving that the letter arrived, taking it back, and its end unanswered.

Until somebody accepts, the offering office is accountable and what runs goes on. The duty to forward a crime within the running
hours of the law (UU 7/2017 Ps. 476) is kept by whoever forwards: it is met when the letter is proven to have arrived, or when the
police accept, whichever is first (docs/law/forwarding.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.rules import Capability, NotYours
from damai.identities.actions import end_releases
from damai.identities.queries import people_of
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.statutes.rules import Event

from .. import facts, queries, rules
from ..models import Case, Forwarding, PlenoRecord, Track
from ..queries.forwarding import ends_that_matter, unanswered, way_for
from ..queries.handed import pieces_of
from ..queries.law import day_at
from ..rules import Plenary, Receiver
from ..rules.forwarding import AGENCIES, BETWEEN_SUPERVISORS, Way, answer_by, is_reference
from .handing import may_forward, plenary_of
from .happening import happen
from .moving import minutes_of
from .notices import tell_receiver, tell_sender
from .papers import issue_letter
from .refusals import NotAllowed, locked

Answer = Forwarding.Answer


class AlreadyOffered(NotAllowed):
    """Another body is being asked at this moment."""


class NotOpen(NotAllowed):
    """There is no offer to answer: it was answered, taken back, or went back unanswered."""


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What goes with an offer: chosen pieces of evidence and chosen people by their codes. Studies never go."""

    exhibits: Sequence[str] = ()
    people: Sequence[str] = ()
    letter: Mapping[str, Any] = field(default_factory=dict)  # what was typed for it


@transaction.atomic
def offer(
    what: Track | Case,
    *,
    kind: Receiver | str,
    by: Member,
    to_agency: Agency | None = None,
    body: str = "",
    plenary: Plenary | None = None,
    handed: Handed | None = None,
) -> Forwarding:
    """Offer a case or a class of it to an agency with accounts, or to a body that is named. Its letter is issued with it."""
    wanted, handed = Receiver(kind), handed or Handed()
    track = what if isinstance(what, Track) else None
    case = locked(what.case if isinstance(what, Track) else what, by=by)
    fresh = _fresh(what, case)
    way = _way(fresh, wanted)
    _must_decide(case, way, by=by)
    _must_suit(wanted, case, to_agency, body)
    minutes = _plenary(case, way, plenary)
    _must_be_of(case, handed)
    at = now()
    row = Forwarding(
        code=f"~{case.code}.{track.pk if track else 0}", case=case, track=track, kind=wanted.value, target=way.target,
        sender_id=case.agency_id, receiver=to_agency, body=body.strip() if to_agency is None else "", plenary=minutes,
        exhibits=list(handed.exhibits), people=list(handed.people), offered_at=at, offered_by=by.code,
        answer_by=answer_by(wanted, at, ends_that_matter(fresh, wanted)),
    )  # fmt: skip
    against = () if way.move is None else may_forward(fresh, wanted, plenary=plenary_of(row))
    if against:
        raise NotAllowed(*against)
    _insert(row)
    record(
        facts.ForwardingOffered(
            forwarding=row.code, case=case.code, klass=track.klass if track else "", way=wanted.value, sender=row.sender_id,
            receiver=to_agency.code if to_agency else "", answer_by=row.answer_by.isoformat(timespec="minutes"),
            exhibits=len(row.exhibits), people=len(row.people),
        ),
        by=by.code,
    )  # fmt: skip
    issue_letter(row, typed=handed.letter, dated=day_at(case, at), by=by)
    tell_receiver(row)
    return row


def _fresh(what: Track | Case, case: Case) -> Track | Case:
    if not isinstance(what, Track):
        return case
    track = Track.objects.select_for_update().get(pk=what.pk)
    track.case = case
    return track


def _way(what: Track | Case, kind: Receiver) -> Way:
    found = way_for(what, kind)
    if found is None:
        raise NotAllowed(_("Dari keadaannya sekarang, ini tidak dapat diserahkan ke sana."))
    return found


def _must_decide(case: Case, way: Way, *, by: Member) -> None:
    """What the law's table leaves to the leads is offered by them; a decision that was read is delivered by its handler too."""
    if way.move is not None and not queries.cases_for(by, Capability.DECIDE_CASES).filter(pk=case.pk).exists():
        raise NotAllowed(_("Penerusan ini ditawarkan pimpinan."))
    if not queries.handles(by, case):
        raise NotAllowed(_("Perkara ini ditangani petugas lain."))


def _must_suit(kind: Receiver, case: Case, agency: Agency | None, body: str) -> None:
    if agency is None and not body.strip():
        raise NotAllowed(_("Pilih lembaga penerima, atau tulis nama badannya."))
    if agency is None and kind in BETWEEN_SUPERVISORS:
        raise NotAllowed(_("Pelimpahan dan pengambilalihan hanya ke kantor pengawas yang memakai Damai."))
    if agency is not None and (agency.kind not in AGENCIES[kind] or agency.code == case.agency_id):
        raise NotAllowed(_("Lembaga itu tidak dapat menerima penerusan seperti ini."))
    if len(body.strip()) > 120:
        raise NotAllowed(_("Nama badan paling panjang 120 huruf."))


def _plenary(case: Case, way: Way, given: Plenary | None) -> PlenoRecord | None:
    """The plenary that decided to hand the case on, where the table asks for one."""
    if way.move is None or rules.Guard.PLENARY not in way.move.guards:
        return None
    if given is None:
        raise NotAllowed(_("Langkah ini memerlukan berita acara pleno: nomor, tanggal, dan kuorum."))
    against = may_forward(case, way.kind, plenary=given)
    if against:  # before the minutes are written down
        raise NotAllowed(*against)
    return minutes_of(case, given)


def _must_be_of(case: Case, handed: Handed) -> None:
    """Only what belongs to this case goes with it, and nobody who was forgotten."""
    pieces = {each.code for each in pieces_of(case.code)}
    people = {each.code for each in people_of(case.code) if not each.forgotten}
    if not set(handed.exhibits) <= pieces or not set(handed.people) <= people:
        raise NotYours(_("Perkara tidak ditemukan."))


def _insert(row: Forwarding) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise AlreadyOffered(_("Ini sedang ditawarkan; tunggu jawabannya atau tarik dahulu.")) from None
    row.code = f"T-{row.pk:05d}"  # from the id, so that no counter row has to be locked; gaps mean nothing
    row.save(update_fields=["code"])


# --- While it waits -------------------------------------------------------------------------------------------------


def sent(forwarding: Forwarding, *, by: Member) -> Forwarding:
    """The offer as it is now, with its case locked, if the member may act for the office that sent it."""
    case = locked(forwarding.case, by=by)
    if not queries.handles(by, case):
        raise NotYours(_("Penerusan tidak ditemukan."))
    row = fresh_of(forwarding, case)
    if row.sender_id != case.agency_id:  # another office has the case since
        raise NotYours(_("Penerusan tidak ditemukan."))
    return row


def fresh_of(forwarding: Forwarding, case: Case) -> Forwarding:
    """The row as it is now, locked after its case, as everywhere."""
    rows = Forwarding.objects.select_for_update(of=("self",)).select_related("sender", "receiver", "track", "plenary")
    row = rows.get(pk=forwarding.pk)
    row.case = case
    if row.track is not None:
        row.track.case = case
    return row


def must_wait(row: Forwarding) -> None:
    """Refuse where there is nothing to answer any more."""
    if row.answer != Answer.WAITING:
        said = _("Penerusan %(code)s sudah selesai: %(state)s.")
        raise NotOpen(said % {"code": row.code, "state": row.get_answer_display()})


@transaction.atomic
def prove_delivery(forwarding: Forwarding, *, at: datetime, receipt: str, by: Member) -> Forwarding:
    """Write down that the letter arrived, with the number of its receipt. It does not change who is accountable."""
    row = sent(forwarding, by=by)
    must_wait(row)
    if row.delivered_at is not None:
        raise NotOpen(_("Penyampaian suratnya sudah dicatat."))
    number = receipt.strip()
    if not is_reference(number):
        raise NotAllowed(_("Nomor tanda terima hanya memuat huruf, angka, titik, garis miring, dan tanda hubung."))
    if not row.offered_at <= at <= now():
        raise NotAllowed(_("Waktu penyampaian harus sesudah penawaran dan tidak di masa depan."))
    row.delivered_at, row.receipt, row.delivered_by = at, number, by.code
    row.save(update_fields=["delivered_at", "receipt", "delivered_by"])
    record(facts.ForwardingDelivered(forwarding=row.code, case=row.case.code, at=at.isoformat(timespec="minutes")), by=by.code)
    if row.kind == Receiver.POLICE and row.track is not None:
        happen(row.case, Event.FORWARDED, track=row.track, at=at, by=by.code)
    return row


@transaction.atomic
def withdraw(forwarding: Forwarding, *, by: Member) -> Forwarding:
    """Take an offer back before it is answered."""
    row = sent(forwarding, by=by)
    must_wait(row)
    close(row, Answer.WITHDRAWN, by=by.code)
    record(facts.ForwardingWithdrawn(forwarding=row.code, case=row.case.code), by=by.code)
    tell_receiver(row)
    return row


def close(row: Forwarding, answer: Answer, *, by: str) -> None:
    """End an offer; what was released with it opens no more, unless it was accepted."""
    row.answer, row.answered_at, row.answered_by = answer, now(), by
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    if answer != Answer.ACCEPTED:
        end_releases(row.code, by=by)


# --- By itself ------------------------------------------------------------------------------------------------------


def return_unanswered(at: datetime | None = None) -> int:
    """Give offers that nobody answered in time back, with an alarm to handler and leads; return how many.

    Harmless when two workers call it at once.
    """
    return sum(_return(row, at or now()) for row in unanswered(at or now())[:500])


@transaction.atomic
def _return(forwarding: Forwarding, at: datetime) -> bool:
    case = Case.objects.select_for_update(of=("self",)).select_related("agency").get(pk=forwarding.case_id)
    row = fresh_of(forwarding, case)
    if row.answer != Answer.WAITING or row.answer_by > at:
        return False
    close(row, Answer.RETURNED, by="damai")
    record(facts.ForwardingReturned(forwarding=row.code, case=case.code), by="damai")
    tell_sender(row)
    return True
