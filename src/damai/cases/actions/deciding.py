"""The steps of a track and the end of a case, as people say them."""

from django.db import transaction

from damai.agencies.models import Member

from ..models import Case, Track
from ..rules import Outcome, Plenary, Reason, State, TrackState
from .moving import move, move_track


def extend(track: Track, *, reason: Reason | str, by: Member) -> Track:
    """More time for a class, once, before its term of handling ends; the whole is measured from where that is counted (G-3)."""
    return move_track(track, to=TrackState.PENANGANAN_LANJUT, reason=reason, by=by)


@transaction.atomic
def decide(track: Track, *, outcome: Outcome | str, plenary: Plenary | None, by: Member) -> Track:
    """What the plenary decided a class is. "stopped": a complete discussion of Gakkumdu came to that, and the plenary says so."""
    if Outcome(outcome) is Outcome.STOPPED:
        return move_track(track, to=TrackState.DIHENTIKAN, plenary=plenary, by=by)
    return move_track(track, to=TrackState.PLENO_HASIL, outcome=outcome, plenary=plenary, by=by)


def announce(case: Case, *, by: Member) -> Case:
    """Announce the status and tell the reporter (B.18)."""
    return move(case, to=State.STATUS_DIUMUMKAN, by=by)


def close(case: Case, *, by: Member) -> Case:
    """Nothing more happens to the case."""
    return move(case, to=State.DITUTUP, by=by)
