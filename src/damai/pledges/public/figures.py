"""Participants by ballot number, and what is alleged and established about each, out of how much."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.commitments.public import PublicBreach, commitments_of

from .. import queries
from ..models import Participant, Signature
from .reading import State, is_current, published
from .told import ParticipantFigure


def participants(election: str) -> list[Participant]:
    """All participants of an election, pairs then parties, by ballot number."""
    return list(Participant.objects.filter(election=election).order_by("kind", "ballot_number"))


def participant_name(code: str) -> str:
    """The name of a participant (pemilu_2024/party/01), or nothing."""
    return Participant.objects.filter(code=code).values_list("name", flat=True).first() or ""


def figures_about(slug: str) -> list[ParticipantFigure]:
    """For each participant with a place under the text: clauses alleged and found broken, out of all, by ballot number.

    Without any allegation there are no data: that nobody reported is not that nothing happened.
    """
    row = published(slug)
    text = queries.signed_text(row) if row else None
    if row is None or text is None or row.state == State.ARCHIVE:
        return []
    followed = commitments_of(f"{row.code}/v{text.version}/")
    breaches = [(each.code, breach) for each in followed for breach in each.breaches]
    places = [one for one in queries.signatures_of(text) if one.participant is not None]
    current = {(one.participant_id, one.agency_id) for one in places if one.state != Signature.State.WITHDRAWN}
    return [_figure(one, breaches, of=len(followed)) for one in places if is_current(one, current)]


def _figure(signature: Signature, breaches: list[tuple[str, PublicBreach]], *, of: int) -> ParticipantFigure:
    who = signature.participant
    assert who is not None  # noqa: S101  # the caller chose participants
    own = [(code, breach.state) for code, breach in breaches if breach.participant == who.code]
    alleged = len({code for code, state in own if state == "alleged"}) if own else None
    established = len({code for code, state in own if state == "established"}) if own else None
    words = _("tidak ada data")
    if own:
        words = _("%(alleged)d diduga, %(established)d dinyatakan dilanggar, dari %(of)d butir")
        words %= {"alleged": alleged, "established": established, "of": of}
    is_signed = signature.state == Signature.State.SIGNED and signature.signed_at is not None
    return ParticipantFigure(
        kind=who.kind,
        ballot_number=who.ballot_number,
        name=who.name,
        short=who.short,
        signed_on=localdate(signature.signed_at) if is_signed else None,
        alleged=alleged,
        established=established,
        of=of,
        words=words,
    )
