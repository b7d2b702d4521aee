"""What clocks hear: an event ends the terms it meets and starts those the law's table says. No term is ever started anew."""

import re
from collections.abc import Iterable
from datetime import datetime, time

from django.db.models import Max, Q

from damai.ledger.actions import record
from damai.ledger.facts import Fact
from damai.ledger.queries import now
from damai.statutes.rules import Clock, Event, StatuteError

from .. import facts, queries
from ..models import Case, PlenoRecord, Step, Term, Track
from ..queries import law
from .refusals import UnknownLaw

Events = Event | str | Iterable[Event | str]


def happen(
    case: Case,
    event: Events,
    *,
    track: Track | None = None,
    at: datetime | None = None,
    by: str = "damai",
    again: bool = False,
) -> list[Term]:
    """End the terms that the event meets, start those that the law's table says; return the started ones.

    The case is locked by the caller. Several events that happen at once are heard at once: what one starts and another meets
    is not started. `track`: it happened to this class alone; without, to the case and all its classes. `again`: the clocks may
    have run before (an incomplete file that came back); else a clock that ever ran on the case or the track stays as it is.
    """
    heard = tuple(Event(word) for word in ([event] if isinstance(event, str) else event))
    at = at or now()
    if not heard:
        return []
    try:
        _end(case, track, heard, at)
        started = _start(case, track, heard, at=at, again=again)
        if track is not None:  # a law may give a clock to the case as a whole that a class starts
            started += _start(case, None, heard, at=at, again=False)
    except StatuteError as unclear:
        raise UnknownLaw(str(unclear)) from unclear
    return started


def _end(case: Case, track: Track | None, heard: tuple[Event, ...], at: datetime) -> None:
    for term in queries.open_terms(case):
        term.case = case  # one object, so that what is noted on it is not overwritten
        meets = set(law.met_by(term))
        if not meets & set(heard):
            continue
        if track is None or term.track_id == track.pk or (term.track_id is None and _everywhere(case, track, meets)):
            end(term, at=at)


def _everywhere(case: Case, track: Track, meets: set[Event]) -> bool:
    """Whether what meets a term of the whole case has happened to each of its classes, this one included."""
    others = Track.objects.filter(case=case).exclude(pk=track.pk)
    return all(meets & queries.events_of(other) for other in others)


def end(term: Term, *, at: datetime, how: str = "") -> None:
    """End a running term: met, or met late; or as `how` says. One that ended before anybody noted it is noted first."""
    if term.missed_at is None and law.passed(term, now()):
        note(term)
    term.ended_at = at
    term.end = how or (Term.End.MET_LATE if law.passed(term, at) else Term.End.MET)
    term.save(update_fields=["ended_at", "end"])


def _start(case: Case, track: Track | None, heard: tuple[Event, ...], *, at: datetime, again: bool) -> list[Term]:
    klass = track.klass if track is not None else ""
    if track is not None and not klass:
        return []
    return [
        term
        for clock, event in law.clocks_started(case, heard, klass=klass, at=at)
        if not set(clock.met_by) & set(heard) and (term := _open(case, track, clock, event, at=at, again=again)) is not None
    ]


def _open(case: Case, track: Track | None, clock: Clock, event: Event, *, at: datetime, again: bool) -> Term | None:
    before = list(Term.objects.filter(case=case, track=track, clock=clock.code).order_by("round"))
    if before and not again:
        return None
    start = moment_of(case, track, clock.counted_from or event, event=event, at=at)
    ends = law.deadline_of(case, clock.code, start, on=law.day_at(case, at))
    if ends is None:
        return None
    if before and before[-1].ended_at is None:
        end(before[-1], at=at, how=Term.End.REPLACED)
    number = Term.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    return Term.objects.create(
        case=case,
        track=track,
        number=number + 1,
        clock=clock.code,
        round=len(before) + 1,
        event=event,
        agency_id=case.agency_id,
        duty=clock.duty or "",
        handling=clock.handling,
        start_at=start,
        opened_at=at,
        due_at=ends.due_at,
        due_on=ends.due_on,
    )


def moment_of(case: Case, track: Track | None, wanted: Event, *, event: Event, at: datetime) -> datetime:
    """The moment a clock is counted from: of the event its table names, where that has happened; else of the one that starts it.

    A class added later asks for the registration of the case, so that nothing is gained by adding it late (G-4).
    """
    if wanted is Event.REGISTERED and case.registered_at is not None:
        return case.registered_at
    if wanted is event or (wanted is Event.SUBMITTED and case.kind != "laporan"):  # a finding was never handed in
        return at
    if wanted is Event.KNOWN and case.known_on is not None:
        return datetime.combine(case.known_on, time.min, law.zone_of_office(case.agency).tz)
    rows = Step.objects.filter(case=case, event__contains=wanted).order_by("-number")
    for row in rows.filter(Q(track=None) | Q(track=track)):
        if wanted in row.event.split():
            return row.happened_at or row.at
    return at


def drop(case: Case, *, track: Track | None, at: datetime, started_by: Event | None = None, how: str = Term.End.VOID) -> None:
    """End what still runs on the case itself, or on one class, without its having been met: it falls away, or another has it."""
    rows = Term.objects.filter(case=case, track=track, ended_at=None)
    for term in rows if started_by is None else rows.filter(event=started_by):
        term.case = case
        end(term, at=at, how=how)


def note(term: Term) -> None:
    """Write down that a term ended unmet, once; a case whose handling ended so is KEDALUWARSA from then on."""
    if term.missed_at is not None:
        return
    term.missed_at = now()
    term.save(update_fields=["missed_at"])
    case = term.case
    due = term.due_on.isoformat()
    if not term.handling:
        record(facts.TermMissed(case=case.code, term=term.number, clock=term.clock, due=due, duty=term.duty), by="damai")
        return
    expired = case.expired_at is None or term.due_at < case.expired_at
    if expired:
        case.expired_at = term.due_at
        Case.objects.filter(pk=case.pk).update(expired_at=term.due_at)
    klass = term.track.klass if term.track else ""
    record(facts.TermExpired(case=case.code, term=term.number, clock=term.clock, klass=klass, due=due), by="damai")


def step(
    case: Case,
    *,
    track: Track | None = None,
    source: str,
    target: str,
    event: Events,
    by: str,
    basis: str,
    form: str = "",
    reason: str = "",
    plenary: PlenoRecord | None = None,
    gakkumdu: str = "",
    verified: bool = False,
    happened_at: datetime | None = None,
    late: bool = False,
    fact: Fact | None = None,
) -> Step:
    """Write a move down and record it; `fact` where the move has one of its own."""
    number = (Step.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0) + 1
    row = Step.objects.create(
        case=case,
        track=track,
        number=number,
        event=" ".join([event] if isinstance(event, str) else event),
        source=source,
        target=target,
        at=now(),
        happened_at=happened_at,
        by=by,
        basis=basis[:250],
        verified=verified,
        form=form,
        reason=reason,
        plenary=plenary,
        gakkumdu=gakkumdu,
        late=late,
    )
    record(fact or _moved(case, row), by=by)
    if plenary is not None:
        record(
            facts.PlenaryRecorded(
                case=case.code,
                step=number,
                number=plenary.number,
                held_on=plenary.held_on.isoformat(),
                present=plenary.present,
                of=plenary.of,
            ),
            by=by,
        )
    return row


def _moved(case: Case, row: Step) -> Fact:
    if row.track is not None:
        return facts.TrackMoved(
            case=case.code,
            klass=row.track.klass,
            step=row.number,
            source=row.source,
            target=row.target,
            basis=as_cited(row.basis),
            reason=row.reason,
        )
    return facts.CaseStepped(
        case=case.code,
        step=row.number,
        source=row.source,
        target=row.target,
        basis=as_cited(row.basis),
        reason=row.reason,
    )


def as_cited(basis: str) -> str:
    """An article as a fact cites it, without the signs that could be prose: "UU_7/2017_Ps._454_ayat_5"."""
    return "_".join(re.sub(r"[^A-Za-z0-9 ./;,-]", "", basis.replace("–", "-")).split())[:200]
