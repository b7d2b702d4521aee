"""What was offered to whom and what they answered: for the office that sends, for the receiver, and who is accountable now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from damai.agencies.models import Agency, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.identities.queries import Masked, people_of
from damai.ledger.queries import now
from damai.seals.queries import opened
from damai.statutes.rules import Duty, Event

from ..models import TRACK_STATES, Case, Forwarding, Recusal, Step, Term, Track
from ..rules import Class, Outcome, Receiver, State, TrackMove, TrackState
from ..rules.forwarding import (
    AGENCIES,
    BETWEEN_SUPERVISORS,
    Answer,
    Way,
    answers,
    results_of,
    ways_of_case,
    ways_of_track,
)
from .law import met_by
from .terms import Explained, open_terms, term_explained, terms_of

Waiting = Forwarding.Answer.WAITING
ROWS = ("case__agency", "track", "sender", "receiver", "plenary")


# --- Who is accountable ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Accountable:
    """The one body that must act: an agency by its code, or a body without an account, by the name that was written down."""

    agency: str
    name: str
    since: datetime | None = None  # when it accepted; None: from the beginning


def accountable(what: Track | Case) -> Accountable:
    """Who must act on a case, or on one class of it. Always exactly one, and only an acceptance changes who.

    A case is its office's; what another office accepted is theirs. A class is its case's until another body accepted it.
    """
    case = what.case if isinstance(what, Track) else what
    taken = Forwarding.objects.filter(case=case, answer=Forwarding.Answer.ACCEPTED).select_related("receiver").order_by("-id")
    if isinstance(what, Track) and (row := taken.filter(track=what).first()) is not None:
        name = row.receiver.name if row.receiver else row.body
        return Accountable(row.receiver_id or "", name, row.answered_at)
    row = taken.filter(track=None, receiver=case.agency).first()
    return Accountable(case.agency_id, case.agency.name, row.answered_at if row else None)


# --- The office that sends ------------------------------------------------------------------------------------------


def way_for(what: Track | Case, kind: Receiver) -> Way | None:
    """How a case or a class can be offered to such a receiver now; None if it cannot."""
    return next((way for way in ways_for(what) if way.kind is kind), None)


def ways_for(what: Track | Case) -> tuple[Way, ...]:
    """To whom a case or a class can be offered now."""
    if not isinstance(what, Track):
        return ways_of_case(State(what.state))
    if not what.klass:
        return ()
    return ways_of_track(Class(what.klass), TrackState(what.state), Outcome(what.outcome) if what.outcome else None)


def receivers_for(kind: Receiver, case: Case) -> QuerySet[Agency]:
    """The agencies with accounts that can be asked."""
    return Agency.objects.filter(kind__in=AGENCIES[kind]).exclude(pk=case.agency_id).order_by("name")


def may_be_outside(kind: Receiver) -> bool:
    """Whether a body without an account can be named."""
    return kind not in BETWEEN_SUPERVISORS


def time_to_answer(kind: Receiver) -> Answer:
    """How long such a receiver has, and whether a law says so."""
    return answers()[kind]


def ends_that_matter(what: Track | Case, kind: Receiver) -> list[datetime]:
    """The ends of what runs for the supervisors and would be met by handing it over: an answer is asked for before them."""
    case = what.case if isinstance(what, Track) else what
    rows = [term for term in open_terms(case) if term.duty == Duty.SUPERVISOR]
    if kind in BETWEEN_SUPERVISORS:
        return [term.due_at for term in rows if term.track_id is None]
    if isinstance(what, Track):
        return [term.due_at for term in rows if term.track_id == what.pk and Event.FORWARDED in met_by(term)]
    return []


def forwardings_of(case: Case) -> QuerySet[Forwarding]:
    """Everything that was offered of a case, the latest first. Who may see the case may see these."""
    return Forwarding.objects.filter(case=case).select_related(*ROWS).order_by("-id")


def forwarding_of(case: Case, code: str) -> Forwarding:
    """One offer of a case; Forwarding.DoesNotExist if it is another's."""
    return forwardings_of(case).get(code=code)


def sent_by(member: Member) -> QuerySet[Forwarding]:
    """What the offices that a member serves sent, the latest first: also of a case that another office has now."""
    agencies = scope_of(member).where(Capability.HANDLE_CASES).agencies
    return _not_recused(member).filter(sender__in=agencies).order_by("-id")


def unanswered(at: datetime) -> QuerySet[Forwarding]:
    """Offers whose time to answer is over, for the house itself."""
    return Forwarding.objects.filter(answer=Waiting, answer_by__lte=at).order_by("answer_by", "id")


# --- The receiver ---------------------------------------------------------------------------------------------------


def forwardings_to(member: Member) -> QuerySet[Forwarding]:
    """What was offered to the agencies for which a member answers: what waits, and what they accepted.

    What they refused, what went back and what was withdrawn is not theirs any more. Of what accuses supervisors, only leads read.
    """
    seen = Q(pk__in=[])
    for charge in scope_of(member).where(Capability.ANSWER_OFFERS).charges:
        mine = Q(receiver=charge.agency)
        if charge.role != "lead":
            mine &= ~Q(case__report__accused=charge.kind, receiver__kind="supervisor")
        seen |= mine
    theirs = Q(answer__in=[Waiting, Forwarding.Answer.ACCEPTED])
    return _not_recused(member).filter(seen, theirs).order_by("-id")


def _not_recused(member: Member) -> QuerySet[Forwarding]:
    recused = Recusal.objects.filter(case=OuterRef("case"), member=member)
    return Forwarding.objects.exclude(Exists(recused)).select_related(*ROWS)


def forwarding_to(member: Member, code: str) -> Forwarding:
    """One of them; Forwarding.DoesNotExist for what is another's and for what does not exist alike."""
    return forwardings_to(member).get(code=code)


def waiting_for(member: Member) -> QuerySet[Forwarding]:
    """What waits for this member's answer, the soonest first."""
    return forwardings_to(member).filter(answer=Waiting, answer_by__gt=now()).order_by("answer_by", "id")


def people_handed(row: Forwarding) -> list[Masked]:
    """The chosen people, masked: who they are opens only after acceptance, one by one, and is noted."""
    return [each for each in people_of(row.case.code) if each.code in row.people]


def results_for(row: Forwarding) -> tuple[TrackMove, ...]:
    """What the receiver can tell next."""
    track = row.track
    if track is None or row.answer != Forwarding.Answer.ACCEPTED or not track.klass:
        return ()
    return results_of(Class(track.klass), TrackState(track.state), Outcome(track.outcome) if track.outcome else None)


@dataclass(frozen=True, kw_only=True)
class Told:
    """Something the receiver told."""

    at: datetime
    what: str  # the state it led to, in words
    reference: str


def results_told(row: Forwarding) -> list[Told]:
    """What became of it since it was accepted, the first first: told by the receiver, or written down from a letter."""
    if row.track is None or row.answer != Forwarding.Answer.ACCEPTED or row.answered_at is None:
        return []
    steps = list(Step.objects.filter(track=row.track, at__gte=row.answered_at).order_by("number"))
    if steps and steps[0].target == row.target:  # the acceptance itself
        steps = steps[1:]
    references = {each["step"]: each["reference"] for each in row.results}
    words = dict(TRACK_STATES)
    return [
        Told(
            at=step.happened_at or step.at,
            what=str(words.get(step.target, step.target)),
            reference=references.get(step.number, ""),
        )
        for step in steps
    ]


# --- Clocks on both sides -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """What runs on either side of a hand-over: a person must see what becomes of each clock."""

    senders: Sequence[Explained]
    receivers: Sequence[Explained]


def clocks_of(row: Forwarding) -> Clocks:
    """The terms of what was handed over. Between supervisors: those of the old office and those of the new one."""
    rows: QuerySet[Term] = terms_of(row.case)
    if row.track is not None:
        rows = rows.filter(Q(track=row.track))
        ours = [each for each in rows if each.duty == Duty.SUPERVISOR]
        return Clocks(
            senders=[term_explained(each) for each in ours],
            receivers=[term_explained(each) for each in rows if each.duty != Duty.SUPERVISOR],
        )
    return Clocks(
        senders=[term_explained(each) for each in rows.filter(agency=row.sender)],
        receivers=[term_explained(each) for each in rows.filter(agency=row.receiver)] if row.receiver_id else [],
    )


# --- Words ----------------------------------------------------------------------------------------------------------


def about_words(row: Forwarding) -> str:
    """What the sealed words of an answer are about."""
    return f"cases.forwarding.words/{row.code}"


def words_of(row: Forwarding) -> str:
    """What the receiver added to the answer."""
    return opened(row.sealed_words, about=about_words(row))
