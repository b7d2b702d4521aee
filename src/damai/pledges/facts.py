"""Everything that can happen to a declaration. Codes, dates, enumerations and digests only."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ParticipantsLoaded(Fact):
    """The parties and pairs of an election that ship with Damai are here."""

    sentence = "{count} peserta {election} dimuat dari daftar yang disertakan"
    election: str
    count: int


@dataclass(frozen=True, kw_only=True)
class DeclarationDrafted(Fact):
    """An agency begins a declaration, or one that ships with Damai was put on the shelf (`state`: archive, template)."""

    sentence = "Deklarasi {declaration} dibuat oleh {agency} sebagai {state} untuk tanggal {held_on}"
    declaration: str
    agency: str | None
    state: str
    held_on: str


@dataclass(frozen=True, kw_only=True)
class DeclarationChanged(Fact):
    """Title, occasion, place, date or witnesses of a draft were changed; `details` is the digest of what they are now."""

    sentence = "Keterangan deklarasi {declaration} diubah; tanggalnya kini {held_on}"
    declaration: str
    held_on: str
    details: str


@dataclass(frozen=True, kw_only=True)
class PledgeTextWritten(Fact):
    """A version of the text was written. It is not fixed yet."""

    sentence = "Naskah {declaration} versi {version} ditulis, {clauses} butir, naskah resmi: {official}"
    declaration: str
    version: int
    clauses: int
    official: bool
    digest: str


@dataclass(frozen=True, kw_only=True)
class PledgeOpened(Fact):
    """The text is fixed by its digest, and can be signed within a window."""

    sentence = "Deklarasi {declaration} versi {version} dapat ditandatangani {opens_at} sampai {closes_at}; sidik jari {digest}"
    declaration: str
    version: int
    digest: str
    clauses: int
    opens_at: str
    closes_at: str
    binds_until: str


@dataclass(frozen=True, kw_only=True)
class PledgeWindowMoved(Fact):
    """The window for signing ends at another time."""

    sentence = "Batas penandatanganan {declaration} dipindahkan dari {before} ke {after}"
    declaration: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class PledgeClosed(Fact):
    """Nobody signs this version any more; `unfinished` places were begun and not signed."""

    sentence = "Penandatanganan {declaration} versi {version} ditutup; {signed} tanda tangan, {unfinished} belum selesai"
    declaration: str
    version: int
    signed: int
    unfinished: int


@dataclass(frozen=True, kw_only=True)
class SignatoryInvited(Fact):
    """A place under a text, for one participant, agency or community leader; or another personal link for it."""

    sentence = "Tempat {signature} di bawah {declaration} disiapkan untuk {kind} {who}"
    signature: str
    declaration: str
    kind: str
    who: str | None  # code of participant or agency


@dataclass(frozen=True, kw_only=True)
class SignatoryTakenOff(Fact):
    """A place that was not signed was removed."""

    sentence = "Tempat {signature} di bawah {declaration} dihapus sebelum ditandatangani"
    signature: str
    declaration: str


@dataclass(frozen=True, kw_only=True)
class PledgeSigned(Fact):
    """Someone signed. `statement` is the digest of exactly what was signed, person, function and moment included."""

    sentence = "Tanda tangan {signature} diberikan oleh {kind} {who} pada naskah {digest} ({means})"
    signature: str
    declaration: str
    version: int
    digest: str
    kind: str
    who: str | None  # code of participant or agency; never a person
    means: str
    statement: str


@dataclass(frozen=True, kw_only=True)
class PledgeWithdrawn(Fact):
    """A signatory took the signature back. Name, drawing and contact were forgotten."""

    sentence = "Tanda tangan {signature} pada {declaration} ditarik oleh penanda tangannya"
    signature: str
    declaration: str
    statement: str


@dataclass(frozen=True, kw_only=True)
class CitizenNameHidden(Fact):
    """The convener stopped showing the name that a citizen had given; the signature still counts."""

    sentence = "Nama pada tanda tangan {signature} di bawah {declaration} tidak ditampilkan lagi"
    signature: str
    declaration: str
