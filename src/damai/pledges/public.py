"""What everyone may know of declarations: the text, who stands under it in order, how many, and what became of each clause."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from damai.commitments.public import PublicBreach, PublicCommitment, commitments_of
from damai.ledger.queries import now

from . import queries
from .models import Clause, Declaration, Participant, SignatoryKind, Signature, Text
from .rules import read_code, text_bytes
from .rules.certificate import Flaw

State = Declaration.State
PUBLIC = [State.OPEN, State.CLOSED, State.ARCHIVE]


@dataclass(frozen=True, kw_only=True)
class PublicIndicator:
    """How a clause is measured."""

    words: str
    unit: str
    direction: str  # in words: "paling banyak"
    target: str  # as a person reads it: "0", "12,5"
    source: str
    figure: str  # code of a figure that Damai counts by itself, or empty


@dataclass(frozen=True, kw_only=True)
class PublicClause:
    """One point of a text, with what became of it (None: it was not signed here, so nothing is followed)."""

    code: str  # D-00001/v1/3
    number: int
    words: str
    basis: str
    basis_note: str  # what was not verified; empty when nothing
    indicators: tuple[PublicIndicator, ...]
    commitment: PublicCommitment | None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A declaration in a list."""

    code: str
    slug: str
    title: str
    occasion: str
    place: str
    held_at: datetime
    state: str  # open, closed, archive (models.Declaration.State); drafts are never public
    state_words: str
    convener: str  # name of the agency; empty for a text signed elsewhere
    source: str


@dataclass(frozen=True, kw_only=True)
class PublicText:
    """One version, as it is fixed."""

    version: int
    preamble: str
    closing: str
    is_official: bool  # False: points in words of our own, not the official wording
    sha256: str  # empty while it is not fixed
    fixed_at: datetime | None
    intact: bool  # what is stored still has that digest; when False nobody can sign and the page must say so
    clauses: tuple[PublicClause, ...]
    receipt: str  # leaf (hex) of the fact that fixed it in the ledger; for /log and ledger.public.receipt_file


@dataclass(frozen=True, kw_only=True)
class PublicDeclaration:
    """A declaration with its text."""

    summary: Summary
    text: PublicText
    earlier: tuple[PublicText, ...]  # older versions, the newest first
    witnesses: tuple[str, ...]
    opens_at: datetime | None
    closes_at: datetime | None
    binds_until: date | None  # the last day its clauses bind
    can_be_signed: bool  # now, and by citizens on the portal
    why_not: str  # in a sentence for the reader, when it cannot


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """A place under the text, in order: participants by ballot number, institutions, community, named citizens."""

    code: str
    kind: str
    kind_words: str
    ballot_number: int | None
    participant: str  # name of party or pair; empty for others
    participant_kind: str  # "party" or "pair", or empty
    name: str  # of the person; empty for who did not wish it, or has not signed
    office: str
    agency: str  # name of the agency, or empty
    state: str  # invited, signed, withdrawn
    state_words: str
    means_words: str
    signed_at: datetime | None
    withdrawn_at: datetime | None
    has_drawing: bool
    version: int  # of the text that was signed


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many stand under a text, and of how many places. Fresh within a second at 100,000 signatures."""

    participants: int
    participants_invited: int  # places, signed or not
    institutions: int
    institutions_invited: int
    community: int
    citizens: int
    citizens_named: int
    withdrawn: int

    @property
    def total(self) -> int:
        """Everyone who stands under it."""
        return self.participants + self.institutions + self.community + self.citizens


@dataclass(frozen=True, kw_only=True)
class NamedCitizens:
    """A page of the citizens who wish to be named, the latest first."""

    rows: tuple[Signatory, ...]
    after: str  # cursor of the next page; empty at the end
    total: int


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What the register says of a signature's code."""

    code: str
    title: str
    slug: str
    version: int
    sha256: str
    kind_words: str
    name: str  # empty for a citizen who is not named, and after withdrawing
    office: str
    participant: str
    agency: str
    means_words: str
    signed_at: datetime
    withdrawn_at: datetime | None
    statement: str
    leaf: str  # hex; ledger.public.proof_of


@dataclass(frozen=True, kw_only=True)
class FileVerdict:
    """What a certificate file proves."""

    good: bool  # signed by this house and not one byte changed
    flaw: str  # rules.certificate.Flaw, or empty
    sentence: str  # for the reader
    code: str  # of the signature it speaks of; empty when nothing can be believed
    registered: Verified | None  # what the register says today (withdrawn?)


@dataclass(frozen=True, kw_only=True)
class ParticipantFigure:
    """A figure about one participant: always with what it is out of, and by ballot number."""

    kind: str
    ballot_number: int
    name: str
    short: str
    signed_on: date | None  # None: has not signed, or withdrew
    alleged: int | None  # clauses with an allegation that no body has decided on; None: no data
    established: int | None  # clauses that a competent body found broken; None: no data
    of: int  # the denominator: clauses of the text
    words: str  # "1 diduga, 0 dinyatakan dilanggar, dari 8 butir", or "tidak ada data"


def declarations() -> list[Summary]:
    """Every declaration that is not a draft, the latest first."""
    rows = Declaration.objects.filter(state__in=PUBLIC).select_related("convener")
    return [_summary(row) for row in rows]


def declaration(slug: str) -> PublicDeclaration | None:
    """One declaration with its text and what became of each clause; None for a draft and for what is not there."""
    row = _public(slug)
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
    row = _public(slug)
    text = queries.signed_text(row) if row else None
    if text is None:
        return []
    rows = queries.signatures_of(text)
    current = {(each.participant_id, each.agency_id) for each in rows if each.state != Signature.State.WITHDRAWN}
    return [_signatory(each, text.version) for each in rows if _is_current(each, current)]


def _is_current(signature: Signature, current: set[tuple[int | None, str | None]]) -> bool:
    who = (signature.participant_id, signature.agency_id)
    return signature.state != Signature.State.WITHDRAWN or who == (None, None) or who not in current


def citizens(slug: str, *, after: str = "", size: int = 60) -> NamedCitizens:
    """Citizens who wish to be named, the latest first, page by page (`after`: the code of the last one seen)."""
    row = _public(slug)
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


def verify(code: str) -> Verified | None:
    """What the register says of a code as it stands on a certificate (S-7K3MQ-9XD2P); None when nobody signed under it.

    Small letters, missing hyphens, o for 0 and l for 1 are understood.
    """
    rows = Signature.objects.select_related("text__declaration", "participant", "agency")
    row = rows.filter(code=read_code(code), state__in=[Signature.State.SIGNED, Signature.State.WITHDRAWN]).first()
    if row is None or row.signed_at is None:
        return None
    one = _signatory(row, row.text.version)
    return Verified(
        code=row.code,
        title=row.text.declaration.title,
        slug=row.text.declaration.slug,
        version=row.text.version,
        sha256=row.text.sha256,
        kind_words=one.kind_words,
        name=one.name,
        office=one.office,
        participant=one.participant,
        agency=one.agency,
        means_words=one.means_words,
        signed_at=row.signed_at,
        withdrawn_at=row.withdrawn_at,
        statement=row.statement,
        leaf=bytes(row.leaf).hex(),
    )


def verify_file(body: bytes) -> FileVerdict:
    """Whether a certificate is this house's and unchanged, and what the register says of it today."""
    verdict = queries.check_certificate(body)
    if not verdict.good or verdict.claim is None:
        flaw = verdict.flaw or Flaw.NOT_A_CERTIFICATE
        return FileVerdict(good=False, flaw=flaw.value, sentence=_flaw_words(flaw), code="", registered=None)
    registered = verify(verdict.claim.code)
    return FileVerdict(good=True, flaw="", sentence=_good_words(registered), code=verdict.claim.code, registered=registered)


def _good_words(registered: Verified | None) -> str:
    if registered is None:
        return _("Sertifikat ini asli, tetapi nomornya tidak ada di daftar kami. Laporkan kepada pengelola situs ini.")
    if registered.withdrawn_at is not None:
        day = date_format(localtime(registered.withdrawn_at), "j F Y")
        return _("Sertifikat ini asli dan tidak diubah, tetapi tanda tangannya ditarik pada %(day)s.") % {"day": day}
    return _("Sertifikat ini asli dan tidak diubah satu bita pun.")


def _flaw_words(flaw: Flaw) -> str:
    words = {
        Flaw.NOT_A_CERTIFICATE: _("Ini bukan sertifikat dari Damai."),
        Flaw.TRUNCATED: _("Berkas ini terpotong: bagian akhirnya hilang. Unduh ulang dari halaman Anda."),
        Flaw.APPENDED: _("Ada yang ditambahkan di belakang berkas ini. Sertifikat ini tidak dapat dipercaya."),
        Flaw.TWO_PLACES: _("Berkas ini memuat lebih dari satu tanda tangan digital. Sertifikat ini tidak dapat dipercaya."),
        Flaw.OTHER_HOUSE: _("Sertifikat ini tidak dikeluarkan oleh pengelola situs ini."),
        Flaw.CHANGED: _("Berkas ini diubah setelah dikeluarkan. Sertifikat ini tidak dapat dipercaya."),
    }
    return words[flaw]


def key() -> str:
    """The key (vkey) that checks certificates of this house, for `damai pledge verify FILE --key`."""
    return str(queries.certificate_keys()[0])


def text_file(slug: str, version: int) -> bytes | None:
    """A fixed version as the very bytes whose SHA-256 is its digest; None for a draft and for what is not there."""
    row = _public(slug)
    texts = queries.fixed_texts(row) if row else []
    return next((text_bytes(queries.given(text)) for text in texts if text.version == version), None)


def sheet(slug: str) -> bytes | None:
    """The ceremonial sheet (PDF, A3 portrait) with the text and the signature places, drawn signatures filled in."""
    row = _public(slug)
    return queries.sheet_of(row) if row else None


def drawing(code: str) -> bytes | None:
    """The drawn signature (PNG) of a participant, an institution or a community leader; None for others."""
    rows = Signature.objects.exclude(kind=SignatoryKind.CITIZEN)
    row = rows.filter(code=code, state=Signature.State.SIGNED, means=Signature.Means.DRAWN).first()
    return queries.as_drawn(row) if row else None


def participants(election: str) -> list[Participant]:
    """All participants of an election, pairs then parties, by ballot number."""
    return list(Participant.objects.filter(election=election).order_by("kind", "ballot_number"))


def figures_about(slug: str) -> list[ParticipantFigure]:
    """For each participant with a place under the text: clauses alleged and found broken, out of all, by ballot number.

    Without any allegation there are no data: that nobody reported is not that nothing happened.
    """
    row = _public(slug)
    text = queries.signed_text(row) if row else None
    if row is None or text is None or row.state == State.ARCHIVE:
        return []
    followed = commitments_of(f"{row.code}/v{text.version}/")
    breaches = [(each.code, breach) for each in followed for breach in each.breaches]
    places = [one for one in queries.signatures_of(text) if one.participant is not None]
    current = {(one.participant_id, one.agency_id) for one in places if one.state != Signature.State.WITHDRAWN}
    return [_figure(one, breaches, of=len(followed)) for one in places if _is_current(one, current)]


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


def participant_name(code: str) -> str:
    """The name of a participant (pemilu_2024/party/01), or nothing."""
    return Participant.objects.filter(code=code).values_list("name", flat=True).first() or ""


def signatory(row: Signature) -> Signatory:
    """One place as everyone may see it."""
    return _signatory(row, row.text.version)


def _public(slug: str) -> Declaration | None:
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
    """12.50 as 12,5; 0 as 0."""
    return f"{value.normalize():f}".replace(".", ",")


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
