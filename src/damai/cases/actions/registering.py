"""Registration, and the classes that are followed up from then on, each on a track of its own."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.rules import Capability
from damai.documents.actions import take_number
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import facts, queries, rules
from ..models import Case, Track
from ..queries import law
from ..rules import CaseKind, Class, Event, Plenary, State, TrackState
from ..rules.registers import SIGNS, book_of, pattern_for
from .happening import happen, step
from .moving import Given, facts_of, locked_track, minutes_of, take
from .refusals import NotAllowed, as_seen, locked
from .telling import tell_senders


@transaction.atomic
def register(case: Case, *, classes: Iterable[Class | str], plenary: Plenary | None, by: Member) -> Case:
    """Register a case by plenary: it gets its number, one track per class, and the time for handling each begins."""
    fresh = locked(case, by=by)
    as_seen(case, fresh)
    wanted = _ordered(classes)
    take(fresh, State.DIREGISTRASI, Given(plenary=plenary, classes=frozenset(wanted)), by=by)
    _number(fresh, by=by)
    for klass in wanted:
        _open_track(fresh, klass, by=by)
    tell_senders(fresh, "registered", by=by.code)
    return fresh


def _number(case: Case, *, by: Member) -> None:
    """The next number in the office's book of registers for this law and kind; what is refused later leaves no gap."""
    kind, on = CaseKind(case.kind), law.day_at(case, now())
    pattern = pattern_for(case.regime, kind)
    row = take_number(
        agency=case.agency,
        sign=SIGNS[kind],
        dated=on,
        about=case.code,
        by=by.code,
        register=book_of(case.regime, kind),
        write=lambda number: pattern.written(number, office=case.agency.area_id or case.agency_id, on=on),
    )
    case.register_number = row.text
    case.save(update_fields=["register_number"])


def _ordered(classes: Iterable[Class | str]) -> list[Class]:
    wanted = {Class(each) for each in classes}
    return [klass for klass in Class if klass in wanted]


def _open_track(case: Case, klass: Class, *, by: Member) -> Track:
    """One class, with the clocks of registration counted from the registration, whenever it is added (G-4)."""
    at = now()
    track = Track.objects.create(case=case, klass=klass.value, state=TrackState.PENANGANAN.value, opened_at=at, opened_by=by.code)
    happen(case, Event.REGISTERED, track=track, at=at, by=by.code)
    record(facts.TrackOpened(case=case.code, klass=klass), by=by.code)
    return track


@transaction.atomic
def add_track(case: Case, *, klass: Class | str, by: Member, plenary: Plenary | None) -> Track:
    """Follow up another class within a registered case, by plenary. Its clocks count from the registration of the case (G-4)."""
    fresh = locked(case, by=by, capability=Capability.DECIDE_CASES)
    wanted = Class(klass)
    if fresh.state != State.DIREGISTRASI:
        raise NotAllowed(_("Jenis dugaan hanya dapat ditambahkan pada perkara yang diregistrasi dan belum diumumkan."))
    if Track.objects.filter(case=fresh, klass=wanted.value).exists():
        raise NotAllowed(_("Perkara ini sudah mempunyai jalur itu."))
    known = facts_of(fresh, Given(plenary=plenary, classes=frozenset({wanted})))
    found = rules.objections((rules.Guard.PLENARY, rules.Guard.IN_TIME), State.DIREGISTRASI, known)
    if found:
        raise NotAllowed(*(_(objection.words) for objection in found))
    minutes = minutes_of(fresh, plenary) if plenary else None
    track = _open_track(fresh, wanted, by=by)
    basis = law.cited(fresh.regime, State.DIREGISTRASI.value)
    step(
        fresh,
        track=track,
        source="",
        target=TrackState.PENANGANAN,
        event=(),
        by=by.code,
        basis=basis.words,
        verified=basis.verified,
        plenary=minutes,
    )
    return track


@transaction.atomic
def classify(track: Track, *, klass: Class | str, by: Member) -> Track:
    """Name the class of a track that was begun before classes were named at registration."""
    fresh = locked_track(track, by=by)
    wanted = Class(klass)
    if fresh.klass or fresh.outcome:
        raise NotAllowed(_("Jenis dugaan pada jalur ini sudah ditetapkan."))
    if queries.tracks_of(fresh.case).filter(klass=wanted.value).exists():
        raise NotAllowed(_("Perkara ini sudah mempunyai jalur itu."))
    fresh.klass = wanted.value
    fresh.save(update_fields=["klass"])
    happen(fresh.case, Event.REGISTERED, track=fresh, at=now(), by=by.code)
    record(facts.TrackClassified(case=fresh.case.code, klass=wanted), by=by.code)
    return fresh
