"""Cases as tests of this room and of the surfaces need them: opened, complete, registered, decided; through the real actions."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from damai.agencies.models import Agency
from damai.cases import actions, queries
from damai.cases.models import Case, Discussion, Forwarding, PlenoRecord, Track
from damai.cases.rules import Item, Plenary, State
from damai.ledger.queries import now
from damai.triage.tests.story import confirmed

MOMENT = datetime(2024, 2, 1, 6, 0, tzinfo=UTC)  # Thursday 13.00 in Jakarta, an hour after the message
ALL = frozenset(Item)
_numbers = iter(range(1, 10**6))


def plenary(number: str = "", held_on: date | None = None, present: int = 3, of: int = 5) -> Plenary:
    """Minutes of a plenary of today, with a number of its own unless one is given."""
    return Plenary(number=number or f"BA.{next(_numbers)}/PP.01/2024", held_on=held_on or queries.today(), present=present, of=of)


def opened(people, *, kind: str = "laporan", regime: str = "PEMILU", **given) -> Case:
    """A case just opened from a confirmed report."""
    found = confirmed(by=people.sari, **given)
    return actions.open_case(found, regime=regime, kind=kind, reporter_identified=kind == "laporan", by=people.sari)


def complete(people, **given) -> Case:
    """A report whose six conditions are met."""
    return actions.assess(opened(people, **given), met=ALL, by=people.sari)


def registered(people, *, classes: Iterable[str] = ("adm",), **given) -> Case:
    """A registered case with a track for each class."""
    return actions.register(complete(people, **given), classes=classes, plenary=plenary(), by=people.tuti)


def track_of(case: Case, klass: str = "adm") -> Track:
    """One class of a case, as it is now."""
    return Track.objects.select_related("case").get(case=case, klass=klass)


def in_handling(people, *, klass: str = "adm", **given) -> Track:
    """A track that is being handled."""
    return track_of(registered(people, classes=[klass], **given), klass)


def decided(people, *, klass: str = "adm", outcome: str = "violation", **given) -> Track:
    """A track that the plenary has decided."""
    return actions.decide(in_handling(people, klass=klass, **given), outcome=outcome, plenary=plenary(), by=people.tuti)


def discussed(
    track: Track, *, ordinal: int = 1, conclusion: str = "go_on", seats: tuple[int, int, int] = (1, 1, 1)
) -> Discussion:
    """A discussion in Gakkumdu: supervisors, police, prosecutors."""
    number = next(_numbers)
    at = now()
    return Discussion.objects.create(
        code=f"G-{number:05d}", track=track, ordinal=ordinal, number=f"{number}/GKMD/2024", held_at=at, supervisors=seats[0],
        police=seats[1], prosecutors=seats[2], conclusion=conclusion, at=at, by="M-0001",
    )  # fmt: skip


def clocks(case: Case, track: Track | None = None) -> dict[str, date]:
    """What runs, and its last day: of the case itself, or of one class."""
    return {term.clock: term.due_on for term in queries.open_terms(case).filter(track=track)}


def state(case: Case) -> State:
    """Where a case is now."""
    return State(Case.objects.get(pk=case.pk).state)


def accepted(
    what: Track | Case, kind: str, *, receiver: str = "", body: str = "", minutes: PlenoRecord | None = None
) -> Forwarding:
    """An offer that was accepted just now, as the hand-over in two phases leaves it."""
    case = what.case if isinstance(what, Track) else what
    number, at = next(_numbers), now()
    return Forwarding.objects.create(
        code=f"T-{number:05d}", case=case, track=what if isinstance(what, Track) else None, kind=kind, sender_id=case.agency_id,
        receiver=Agency.objects.get(code=receiver) if receiver else None, body=body, plenary=minutes, offered_at=at,
        offered_by="M-0002", answer_by=at, answer="accepted", answered_at=at, answered_by="M-0006",
    )  # fmt: skip
