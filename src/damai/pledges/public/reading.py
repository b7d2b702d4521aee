"""Declarations with their texts, who stands under them in order, and how many."""

from decimal import Decimal

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from damai.commitments.public import PublicCommitment, commitments_of
from damai.ledger.queries import now

from .. import queries
from ..models import Clause, Declaration, SignatoryKind, Signature, Text
from ..rules import read_code, text_bytes
from .told import (
    Counts,
    NamedCitizens,
    PublicClause,
    PublicDeclaration,
    PublicIndicator,
    PublicText,
    Signatory,
    Summary,
)

State = Declaration.State
PUBLIC = [State.OPEN, State.CLOSED, State.ARCHIVE]


def declarations() -> list[Summary]:
    """Every declaration that is not a draft, the latest first."""
    rows = Declaration.objects.filter(state__in=PUBLIC).select_related("convener")
    return [_summary(row) for row in rows]


def declaration(slug: str) -> PublicDeclaration | None:
    """One declaration with its text and what became of each clause; None for a draft and for what is not there."""
    row = published(slug)
    if row is None:
        return None
    first, *earlier = queries.fixed_texts(row)
    kept = {each.origin_code: each for each in commitments_of(f"{row.code}/")}
    at = now()
    is_open = queries.is_open(row, at) and row.for_citizens
    return PublicDeclaration(
        summary=_summary(row),
        text=_text(row, first, kept),
        earlier=tuple(_text(row, each, kept) for each in earlier),
        witnesses=tuple(line.strip() for line in row.witnesses.splitlines() if line.strip()),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        binds_until=row.binds_until,
        can_be_signed=is_open,
        why_not="" if is_open else queries.why_not(row, at),
    )


def signatories(slug: str) -> list[Signatory]:
    """The places under the newest fixed text in order; citizens only by `citizens`.

    Who withdrew stands there with the day, without a name; a participant that signed again later stands there once.
    """
    row = published(slug)
    text = queries.signed_text(row) if row else None
    if text is None:
        return []
    rows = queries.signatures_of(text)
    current = {(each.participant_id, each.agency_id) for each in rows if each.state != Signature.State.WITHDRAWN}
    return [_signatory(each, text.version) for each in rows if is_current(each, current)]


def is_current(signature: Signature, current: set[tuple[int | None, str | None]]) -> bool:
    who = (signature.participant_id, signature.agency_id)
    return signature.state != Signature.State.WITHDRAWN or who == (None, None) or who not in current


def citizens(slug: str, *, after: str = "", size: int = 60) -> NamedCitizens:
    """Citizens who wish to be named, the latest first, page by page (`after`: the code of the last one seen)."""
    row = published(slug)
    text = queries.signed_text(row) if row else None
    if text is None:
        return NamedCitizens(rows=(), after="", total=0)
    rows = text.signatures.filter(kind=SignatoryKind.CITIZEN, state=Signature.State.SIGNED, named=True)
    last = text.signatures.filter(code=read_code(after)).values_list("signed_at", "pk").first() if after else None
    page = rows.filter(Q(signed_at__lt=last[0]) | Q(signed_at=last[0], pk__lt=last[1])) if last else rows
    found = list(page.select_related("participant", "agency").order_by("-signed_at", "-id")[: size + 1])
    shown = found[:size]
    return NamedCitizens(
        rows=tuple(_signatory(each, text.version) for each in shown),
        after=shown[-1].code if len(found) > size else "",
        total=queries.tally(text).named,
    )


def counts(slug: str) -> Counts | None:
    """How many have signed; cheap enough to be asked every second. None for a draft and for what is not there."""
    row = Text.objects.filter(declaration__slug=slug, declaration__state__in=PUBLIC).exclude(sha256="").order_by("version").last()
    if row is None:
        return None
    tally, signed, invited = queries.tally(row), Signature.State.SIGNED, Signature.State.INVITED
    return Counts(
        participants=tally.of("participant", signed),
        participants_invited=tally.of("participant", signed, invited),
        institutions=tally.of("institution", signed),
        institutions_invited=tally.of("institution", signed, invited),
        community=tally.of("community", signed),
        citizens=tally.of("citizen", signed),
        citizens_named=tally.named,
        withdrawn=sum(tally.of(kind, Signature.State.WITHDRAWN) for kind in SignatoryKind.values),
    )


def text_file(slug: str, version: int) -> bytes | None:
    """A fixed version as the very bytes whose SHA-256 is its digest; None for a draft and for what is not there."""
    row = published(slug)
    texts = queries.fixed_texts(row) if row else []
    return next((text_bytes(queries.given(text)) for text in texts if text.version == version), None)


def sheet(slug: str) -> bytes | None:
    """The ceremonial sheet (PDF, A3 portrait): the text and the places, saying which were signed, without drawings."""
    row = published(slug)
    return queries.sheet_of(row, in_public=True) if row else None


def signatory(row: Signature) -> Signatory:
    """One place as everyone may see it."""
    return _signatory(row, row.text.version)


def published(slug: str) -> Declaration | None:
    fixed = Text.objects.filter(declaration=OuterRef("pk")).exclude(sha256="")
    rows = Declaration.objects.filter(Exists(fixed), slug=slug, state__in=PUBLIC).select_related("convener")
    return rows.first()


def _summary(row: Declaration) -> Summary:
    ended = row.state == State.OPEN and not queries.is_open(row, now()) and row.closes_at and row.closes_at <= now()
    state = State.CLOSED if ended else State(row.state)
    return Summary(
        code=row.code,
        slug=row.slug,
        title=row.title,
        occasion=row.occasion,
        place=row.place,
        held_at=row.held_at,
        state=state.value,
        state_words=str(state.label),
        convener=row.convener.name if row.convener else "",
        source=row.source,
    )


def _text(row: Declaration, text: Text, kept: dict[str, PublicCommitment]) -> PublicText:
    return PublicText(
        version=text.version,
        preamble=text.preamble,
        closing=text.closing,
        is_official=text.is_official,
        sha256=text.sha256,
        fixed_at=text.fixed_at,
        intact=queries.intact(text),
        clauses=tuple(_clause(f"{row.code}/v{text.version}/{each.number}", each, kept) for each in text.clauses.all()),
        receipt=bytes(text.leaf).hex(),
    )


def _clause(code: str, clause: Clause, kept: dict[str, PublicCommitment]) -> PublicClause:
    return PublicClause(
        code=code,
        number=clause.number,
        words=clause.words,
        basis=clause.basis,
        basis_note=clause.basis_note,
        indicators=tuple(
            PublicIndicator(
                words=each.words,
                unit=each.unit,
                direction=_("paling sedikit") if each.direction == "at-least" else _("paling banyak"),
                target=as_number(each.target),
                source=each.source,
                figure=each.figure,
            )
            for each in clause.indicators.all()
        ),
        commitment=kept.get(code),
    )


def as_number(value: Decimal) -> str:
    """12.50 as 12,5 in Indonesian and 12.5 in English; 0 as 0."""
    return str(number_format(value.normalize()))


def _signatory(row: Signature, version: int) -> Signatory:
    participant, agency = row.participant, row.agency
    shown = row.named and row.state == Signature.State.SIGNED
    return Signatory(
        code=row.code,
        kind=row.kind,
        kind_words=str(SignatoryKind(row.kind).label),
        ballot_number=participant.ballot_number if participant else None,
        participant=participant.name if participant else "",
        participant_kind=participant.kind if participant else "",
        name=queries.name_of(row) if shown else "",
        office=row.office,
        agency=agency.name if agency else "",
        state=row.state,
        state_words=str(Signature.State(row.state).label),
        means_words=str(Signature.Means(row.means).label) if row.means else "",
        signed_at=row.signed_at,
        withdrawn_at=row.withdrawn_at,
        has_drawing=row.means == Signature.Means.DRAWN and row.state == Signature.State.SIGNED,
        version=version,
    )
