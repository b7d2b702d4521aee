"""Open who somebody is: at once in one's own case, with a second officer elsewhere; every reading is noted."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from damai.agencies.models import AccessReason, Member
from damai.agencies.queries import proven_recently
from damai.agencies.rules import Charge
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.rules import seal

from .. import facts, queries, rules
from ..models import Opening, Person, Reading, RefusalReason
from ..queries import Identity
from ..rules import Way
from .refusing import (
    AlreadyAnswered,
    AlreadyAsked,
    AlreadyForgotten,
    NeedsSecond,
    NotYours,
    OpeningOver,
    ProveAgain,
    WordsMissing,
)

State = Opening.State
SHORTEST, LONGEST = 10, 1000  # characters of a reason in words


@transaction.atomic
def look(person: Person, *, by: Member, reason: AccessReason | str, own: bool) -> Identity:
    """Read who a person is, and note it.

    `own`: the caller says that the case is this member's own (assigned to them, or of the office they lead). Elsewhere it opens
    when the person was handed to the member's agency, or when a second officer agreed a moment ago; else NeedsSecond.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if queries.is_barred(by, person.subject):
        raise NotYours(person.code)
    charge, handed = queries.charge_over(by, person), queries.charge_by_release(by, person)
    if charge is None and handed is None:
        raise NotYours(person.code)
    if person.forgotten:
        raise AlreadyForgotten(_("Data diri ini sudah dihapus untuk selamanya."))
    if charge is not None and own:
        return _read(person, by=by, charge=charge, way=Way.OWN, why=AccessReason(reason))
    if handed is not None:
        return _read(person, by=by, charge=handed, way=Way.HANDED, why=AccessReason(reason))
    agreed = queries.live_opening(person, by)
    if agreed is None or charge is None:
        raise NeedsSecond(_("Ini bukan perkara Anda: petugas kedua harus menyetujui lebih dahulu."))
    return _read(person, by=by, charge=charge, way=Way.SECOND, why=AccessReason(agreed.reason), opening=agreed)


@transaction.atomic
def ask(person: Person, *, by: Member, reason: AccessReason | str, words: str, proven_at: datetime | None) -> Opening:
    """Ask a second officer to agree that this member reads who a person is.

    `proven_at`: when this session last proved its second factor (agencies.access.proven_at); older than five minutes is refused.
    """
    person, at = Person.objects.select_for_update().get(pk=person.pk), now()
    charge = queries.charge_over(by, person)
    if charge is None or queries.is_barred(by, person.subject):
        raise NotYours(person.code)
    _must_be_proven(by, proven_at)
    if person.forgotten:
        raise AlreadyForgotten(_("Data diri ini sudah dihapus untuk selamanya."))
    said = _said(words)
    wish = Opening(person=person, asked_by=by, office=charge.role, agency_id=person.agency_id, reason=AccessReason(reason))
    wish.asked_at, wish.answer_by = at, at + rules.ANSWER_WITHIN
    _lapse_old(person, by)
    wish.code = f"~{person.pk}.{by.pk}"
    try:
        with transaction.atomic():
            wish.save(force_insert=True)
    except IntegrityError:
        raise AlreadyAsked(_("Anda sudah memohon pembukaan ini; tunggu jawaban petugas kedua.")) from None
    wish.code = f"BK-{wish.pk:05d}"
    wish.sealed_words = _sealed(wish, "words", said)
    wish.save(update_fields=["code", "sealed_words"])
    record(facts.OpeningAsked(person=person.code, opening=wish.code, reason=wish.reason), by=by.code)
    return wish


@transaction.atomic
def approve(opening: Opening, *, by: Member, proven_at: datetime | None, words: str = "") -> Opening:
    """Agree: who asked may read for half an hour. Nobody agrees with themselves, and nobody who is barred agrees."""
    wish = _answerable(opening, by)
    _must_be_proven(by, proven_at)
    if wish.person.forgotten:
        raise AlreadyForgotten(_("Data diri ini sudah dihapus untuk selamanya."))
    wish.state, wish.opens_until = State.APPROVED, now() + rules.READ_FOR
    _answer(wish, by, words)
    record(
        facts.OpeningApproved(person=wish.person.code, opening=wish.code, until=wish.opens_until.isoformat(timespec="seconds")),
        by=by.code,
    )
    return wish


@transaction.atomic
def refuse(opening: Opening, *, by: Member, reason: RefusalReason | str, words: str = "") -> Opening:
    """Do not agree, and say why; who asked reads nothing."""
    wish = _answerable(opening, by)
    wish.state, wish.refusal = State.REFUSED, RefusalReason(reason)
    _answer(wish, by, words)
    record(facts.OpeningRefused(person=wish.person.code, opening=wish.code, refusal=wish.refusal), by=by.code)
    return wish


@transaction.atomic
def withdraw(opening: Opening, *, by: Member) -> Opening:
    """Take one's own wish back while it waits."""
    wish = _locked(opening)
    if wish.asked_by_id != by.pk:
        raise NotYours(wish.code)
    if wish.state != State.ASKED:
        raise AlreadyAnswered(_("Permohonan ini sudah dijawab atau berakhir."))
    _end(wish, State.WITHDRAWN, by=by.code)
    return wish


@transaction.atomic
def lapse() -> int:
    """Note the wishes that nobody answered in time; says how many."""
    rows = list(queries.overdue().select_for_update().select_related("person"))
    for wish in rows:
        _end(wish, State.LAPSED, by="damai")
    return len(rows)


def _read(person: Person, *, by: Member, charge: Charge, way: Way, why: AccessReason, opening: Opening | None = None) -> Identity:
    found = queries.opened(person)
    Reading.objects.create(
        person=person,
        member=by,
        agency_id=charge.agency,
        office=charge.role,
        at=now(),
        way=way,
        why=why,
        opening=opening,
    )
    fact = facts.IdentityRead(person=person.code, way=way, why=why, opening=opening.code if opening else None)
    record(fact, by=by.code)
    return found


def _locked(opening: Opening) -> Opening:
    # `of` names the row itself: on PostgreSQL the joined rows would be locked too
    rows = Opening.objects.select_for_update(of=("self",)).select_related("person", "agency", "asked_by")
    return rows.get(pk=opening.pk)


def _answerable(opening: Opening, by: Member) -> Opening:
    wish = _locked(opening)
    if not queries.may_answer(by, wish):
        raise NotYours(wish.code)
    if wish.state != State.ASKED:
        raise AlreadyAnswered(_("Permohonan ini sudah dijawab atau berakhir."))
    if not rules.is_waiting(wish.answer_by, now()):
        raise OpeningOver(_("Batas menjawab permohonan ini sudah lewat; pemohon dapat memohon lagi."))
    return wish


def _answer(wish: Opening, by: Member, words: str) -> None:
    charge = queries.charge_over(by, wish.person)
    if charge is None:  # the person moved to another office meanwhile
        raise NotYours(wish.code)
    wish.answered_by, wish.answered_office, wish.answered_at = by, charge.role, now()
    wish.sealed_answer = _sealed(wish, "answer", words.strip()[:LONGEST]) if words.strip() and not wish.person.forgotten else b""
    wish.save()


def _end(wish: Opening, state: Opening.State, *, by: str) -> None:
    wish.state = state
    wish.save(update_fields=["state"])
    record(facts.OpeningEnded(person=wish.person.code, opening=wish.code, state=wish.state), by=by)


def _lapse_old(person: Person, by: Member) -> None:
    """A wish of theirs that nobody answered in time does not stand in the way of a new one."""
    for wish in queries.overdue().filter(person=person, asked_by=by).select_related("person"):
        _end(wish, State.LAPSED, by="damai")


def _said(words: str) -> str:
    said = " ".join(words.split())
    if len(said) < SHORTEST:
        raise WordsMissing(_("Tulis alasannya dengan kata-kata: untuk apa data ini perlu dibaca."))
    if len(said) > LONGEST:
        raise WordsMissing(_("Alasannya terlalu panjang: paling banyak %(number)s tanda.") % {"number": LONGEST})
    return said


def _sealed(wish: Opening, part: str, words: str) -> bytes:
    """Words under the person's own key: they may name the person, and are forgotten with them."""
    data_key = queries.data_key_of(wish.person)
    return seal(words.encode(), data_key=data_key, about=queries.about(wish.person, f"{part}/{wish.code}"))


def _must_be_proven(by: Member, proven_at: datetime | None) -> None:
    if not proven_recently(by, proven_at, now()):
        raise ProveAgain(_("Buktikan sekali lagi dengan faktor kedua Anda; yang terakhir sudah lebih dari lima menit."))
