"""What becomes of a case or a track when another body accepted it. Until then the office that offers it is accountable."""

from django.db import transaction
from django.utils.translation import gettext as _

from damai.identities.actions import follow
from damai.ledger.actions import record

from .. import facts, rules
from ..models import Assignment, Case, Forwarding, Term, Track
from ..rules import CaseKind, Plenary, Receiver, State, TrackState
from .assigning import end_handling
from .moving import Given, facts_of, make, make_track
from .refusals import NotAllowed

_BEGINS = {kind: state for kind, (state, _event) in rules.OPENS.items()}


@transaction.atomic
def forwarded(what: Track | Case, forwarding: Forwarding, *, by: str) -> Track | Case:
    """Make an accepted forwarding real: the move it stands for, whoever accepted (`by`: their code).

    The forwarding is ACCEPTED and written by the caller, in the same transaction. A case that another office took goes on there:
    that office is accountable, its clocks count from its own receipt, and what ran here is kept as replaced.
    """
    if forwarding.answer != Forwarding.Answer.ACCEPTED:
        raise NotAllowed(_("Penerusan baru terjadi setelah penerima menerimanya."))
    receiver = Receiver(forwarding.kind)
    rows = Case.objects.select_for_update(of=("self",)).select_related("agency")
    case = rows.get(pk=what.case_id if isinstance(what, Track) else what.pk)
    if isinstance(what, Track):
        return _track(Track.objects.select_for_update().get(pk=what.pk), case, receiver, forwarding, by=by)
    return _case(case, receiver, forwarding, by=by)


def may_forward(what: Track | Case, receiver: Receiver | str, *, plenary: Plenary | None = None) -> tuple[str, ...]:
    """What stands against offering it to such a receiver now, in sentences; empty if it may be offered.

    Asked before the offer is made, so that nothing is sent that could not become real when it is accepted.
    """
    wanted = Receiver(receiver)
    if isinstance(what, Track):
        found = _track_move(what, wanted)
        if found is None:
            return (_("Dari keadaannya sekarang, jalur ini tidak diteruskan ke sana."),)
        known = facts_of(what.case, Given(accepted=True, plenary=plenary), track=what)
        return tuple(_(each.words) for each in rules.objections(found.guards, found.target, known))
    move = _case_move(what, wanted)
    if move is None:
        return (_("Dari keadaannya sekarang, perkara ini tidak diserahkan ke kantor lain."),)
    known = facts_of(what, Given(accepted=True, plenary=plenary))
    return tuple(_(each.words) for each in rules.objections(move.guards, move.target, known))


def _track_move(track: Track, receiver: Receiver) -> rules.TrackMove | None:
    if not track.klass:
        return None
    outcome = rules.Outcome(track.outcome) if track.outcome else None
    moves = rules.track_moves_from(rules.Class(track.klass), TrackState(track.state), outcome=outcome)
    return next((move for move in moves if receiver in move.receiver), None)


def _case_move(case: Case, receiver: Receiver) -> rules.Move | None:
    return next((move for move in rules.moves_from(State(case.state)) if receiver in move.receiver), None)


def _track(track: Track, case: Case, receiver: Receiver, forwarding: Forwarding, *, by: str) -> Track:
    track.case = case
    found = _track_move(track, receiver)
    against = may_forward(track, receiver)
    if found is None or against:
        raise NotAllowed(*against)
    last = track.discussions.order_by("-held_at", "-id").first() if receiver is Receiver.POLICE else None
    make_track(track, found, Given(accepted=True, gakkumdu=last.number if last else ""), by=by)
    return track


def _case(case: Case, receiver: Receiver, forwarding: Forwarding, *, by: str) -> Case:
    found, plenary = _case_move(case, receiver), plenary_of(forwarding)
    against = may_forward(case, receiver, plenary=plenary)
    if found is None or against:
        raise NotAllowed(*against)
    make(case, found, Given(accepted=True, plenary=plenary), by=by)
    if forwarding.receiver is None:  # an office without an account: here the case ends
        return case
    sender = case.agency_id
    end_handling(case, Assignment.End.LEFT, by=by)
    case.agency = forwarding.receiver
    record(
        facts.CaseHandedOn(case=case.code, sender=sender, receiver=forwarding.receiver.code, forwarding=forwarding.code), by=by
    )
    begins = rules.move_between(State(case.state), _BEGINS[CaseKind(case.kind)])
    make(case, begins, Given(), by=by)
    Term.objects.filter(case=case, ended_at=None).update(agency=forwarding.receiver)
    follow(case.code, to=case.code, agency=forwarding.receiver, by=by)
    return case


def plenary_of(forwarding: Forwarding) -> Plenary | None:
    """The plenary that decided to hand a case over, as the guards read it."""
    row = forwarding.plenary
    return Plenary(number=row.number, held_on=row.held_on, present=row.present, of=row.of) if row else None
