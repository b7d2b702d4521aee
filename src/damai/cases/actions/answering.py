"""What a receiver answers to an offer, and what they tell afterwards. A body without accounts is written down by who sent it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.actions import note_export
from damai.agencies.models import Member, PersonalData
from damai.agencies.rules import NotYours
from damai.evidence.actions import append
from damai.evidence.models import Exhibit
from damai.evidence.queries import exhibit_of
from damai.evidence.rules.custody import Action, Holder
from damai.identities.actions import look, release
from damai.identities.queries import Identity, person
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.actions import sealed
from damai.triage.actions import pass_on

from .. import facts
from ..models import Assignment, Case, Forwarding
from ..queries.forwarding import about_words, forwardings_to
from ..rules import Class, Outcome, TrackState
from ..rules.forwarding import BETWEEN_SUPERVISORS, is_reference, results_of
from .forwarding import Answer, NotOpen, close, fresh_of, must_wait, sent
from .handing import forwarded
from .moving import told_track
from .notices import tell_sender
from .refusals import NotAllowed

LONGEST = 4000  # characters of what is added to an answer


@transaction.atomic
def accept(forwarding: Forwarding, *, reference: str, by: Member, words: str = "") -> Forwarding:
    """Take it over: from this moment the receiver is accountable, and their own clocks run. `reference`: their own number.

    For a body without accounts, whoever handles the case writes down what that body answered.
    """
    row = _answerable(forwarding, by=by)
    number = reference.strip()
    if not is_reference(number):
        raise NotAllowed(_("Tulis nomor penerimaan Anda: huruf, angka, titik, garis miring, dan tanda hubung."))
    row.reference = number
    _keep_words(row, words)
    row.save(update_fields=["reference", "sealed_words"])
    close(row, Answer.ACCEPTED, by=by.code)
    _hand_out(row, by=by)
    record(
        facts.ForwardingAccepted(forwarding=row.code, case=row.case.code, sender=row.sender_id, receiver=row.receiver_id or ""),
        by=by.code,
    )
    if row.target:
        forwarded(row.track or row.case, row, by=by.code)
    if row.kind in BETWEEN_SUPERVISORS:
        _pass_on(row, by=by)
    tell_sender(row)
    return row


def _hand_out(row: Forwarding, *, by: Member) -> None:
    """The chosen people open for the receiver from now on, and the custody record says who has copies of the chosen files.

    A thing is handed over by hand, and whoever hands it over writes that down (`evidence`).
    """
    if row.receiver is None:
        return
    for code in row.people:
        release(person(code), to_agency=row.receiver, forwarding=row.code, by=by.code)
    for code in row.exhibits:
        shown = exhibit_of(row.case.code, code)
        if not shown.row.is_object:
            _copied(shown.row, row, by=by)


def _copied(exhibit: Exhibit, row: Forwarding, *, by: Member) -> None:
    words = {"reference": row.code}
    append(exhibit, Action.COPIED, by=by.code, holder_kind=Holder.AGENCY, holder=row.receiver_id or "", words=words)


def _pass_on(row: Forwarding, *, by: Member) -> None:
    """Who handled it at the old office handles it no more; the report goes with its case."""
    handlers = Assignment.objects.filter(case_id=row.case_id, ended_at=None)
    handlers.update(ended_at=now(), end=Assignment.End.LEFT)
    if row.receiver is not None:
        pass_on(row.case.report, to_agency=row.receiver, by=by.code)


@transaction.atomic
def refuse(forwarding: Forwarding, *, reason: str, by: Member, words: str = "") -> Forwarding:
    """Do not take it, with a reason from the list and perhaps words that only the two offices read."""
    if reason not in Forwarding.Refusal.values:
        raise NotAllowed(_("Pilih alasan dari daftar."))
    row = _answerable(forwarding, by=by)
    row.refusal = reason
    _keep_words(row, words)
    row.save(update_fields=["refusal", "sealed_words"])
    close(row, Answer.REFUSED, by=by.code)
    record(
        facts.ForwardingRefused(
            forwarding=row.code, case=row.case.code, sender=row.sender_id, receiver=row.receiver_id or "", refusal=reason
        ),
        by=by.code,
    )
    tell_sender(row)
    return row


def _keep_words(row: Forwarding, words: str) -> None:
    if len(words) > LONGEST:
        raise NotAllowed(_("Tulisan terlalu panjang: paling banyak %(n)d huruf.") % {"n": LONGEST})
    row.sealed_words = sealed(words.strip(), about=about_words(row))


def _answerable(forwarding: Forwarding, *, by: Member) -> Forwarding:
    """The offer as it is now, with its case locked, if this member may answer it and there is still time."""
    row = sent(forwarding, by=by) if forwarding.receiver_id is None else received(forwarding, by=by)
    must_wait(row)
    if row.answer_by <= now():
        said = _("Waktu menjawab penerusan %(code)s sudah habis; ia kembali ke pengirimnya.")
        raise NotOpen(said % {"code": row.code})
    return row


def received(forwarding: Forwarding, *, by: Member) -> Forwarding:
    """A forwarding as it is now, with its case locked, if the member may act for its receiver."""
    if not forwardings_to(by).filter(pk=forwarding.pk).exists():
        raise NotYours(_("Penerusan tidak ditemukan."))
    case = Case.objects.select_for_update(of=("self",)).select_related("agency").get(pk=forwarding.case_id)
    return fresh_of(forwarding, case)


@transaction.atomic
def take_piece(forwarding: Forwarding, code: str, *, by: Member) -> Exhibit:
    """A member of the receiver takes a copy of a chosen file with them; custody record and access log say so."""
    row = received(forwarding, by=by)
    if row.answer != Answer.ACCEPTED or code not in row.exhibits:
        raise NotYours(_("Penerusan tidak ditemukan."))
    exhibit = exhibit_of(row.case.code, code).row
    if exhibit.is_object:
        raise NotAllowed(_("Ini benda, bukan berkas; penyerahannya dicatat pada rantai bukti."))
    note_export(by, subject=row.code, what=PersonalData.FILES, own=True, digest=exhibit.sha256)
    _copied(exhibit, row, by=by)
    return exhibit


@transaction.atomic
def read_person(forwarding: Forwarding, code: str, *, by: Member, reason: str) -> Identity:
    """A member of the receiver reads who a chosen person is; the reporter sees that it was read."""
    row = received(forwarding, by=by)
    if row.answer != Answer.ACCEPTED or code not in row.people:
        raise NotYours(_("Penerusan tidak ditemukan."))
    return look(person(code), by=by, reason=reason, own=False)


# --- What they tell -------------------------------------------------------------------------------------------------


@transaction.atomic
def tell_result(forwarding: Forwarding, *, to: TrackState | str, at: datetime, reference: str, by: Member) -> Forwarding:
    """Write down what the receiver did with it and when: the class moves as the law's table has it, with their clocks.

    By the receiver; for a body without accounts, or where they tell by letter, by the office that sent it.
    """
    target = TrackState(to)
    of_receiver = forwardings_to(by).filter(pk=forwarding.pk).exists()
    row = received(forwarding, by=by) if of_receiver else sent(forwarding, by=by)
    if row.answer != Answer.ACCEPTED or row.track is None:
        raise NotOpen(_("Hasil hanya dicatat untuk penerusan yang diterima."))
    if not is_reference(reference.strip()):
        raise NotAllowed(_("Tulis nomor surat atau berkasnya: huruf, angka, titik, garis miring, dan tanda hubung."))
    track = row.track
    klass, outcome = Class(track.klass), Outcome(track.outcome) if track.outcome else None
    if target not in {move.target for move in results_of(klass, TrackState(track.state), outcome)}:
        raise NotAllowed(_("Hasil itu tidak mengikuti keadaan sekarang."))
    step = told_track(track, target, at=at, by=by.code)
    row.results = [
        *row.results,
        {"at": at.isoformat(), "what": target.value, "reference": reference.strip(), "by": by.code, "step": step.number},
    ]
    row.save(update_fields=["results"])
    record(facts.ForwardingTold(forwarding=row.code, case=row.case.code, klass=track.klass, target=target.value), by=by.code)
    if of_receiver:
        tell_sender(row)
    return row
