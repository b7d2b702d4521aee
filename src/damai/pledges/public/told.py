"""What everyone may be told, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from damai.commitments.public import PublicCommitment


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
