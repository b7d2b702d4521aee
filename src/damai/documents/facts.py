"""Everything that can happen to papers. Codes, numbers, dates and digests only: what a paper says is sealed elsewhere."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class DocumentIssued(Fact):
    """A document was made and its bytes are fixed."""

    sentence = "Dokumen {document} ({kind}) diterbitkan {agency} untuk {about}, tertanggal {dated}"
    document: str
    kind: str
    agency: str
    about: str
    dated: str
    number: int | None  # in the agency's book of the year; the text of the number is on the paper
    template: str  # digests from here on
    content: str
    docx: str
    pdf: str
    replaces: str | None


@dataclass(frozen=True, kw_only=True)
class DocumentVoided(Fact):
    """A document is not to be relied on any more; its bytes and its number stay."""

    sentence = "Dokumen {document} dinyatakan batal"
    document: str


@dataclass(frozen=True, kw_only=True)
class DocumentForgotten(Fact):
    """What a document said was destroyed, because somebody it names was forgotten; its number and digests stay."""

    sentence = "Isi dokumen {document} dihapus untuk selamanya"
    document: str


@dataclass(frozen=True, kw_only=True)
class NumberTaken(Fact):
    """The next number of an agency's book was given to a paper."""

    sentence = "Nomor {number} buku {register} tahun {year} milik {agency} dipakai untuk {about}"
    about: str
    agency: str
    register: str
    year: int
    number: int


@dataclass(frozen=True, kw_only=True)
class NumberVoided(Fact):
    """A number will not be used; it stays taken."""

    sentence = "Nomor {number} buku {register} tahun {year} milik {agency} dinyatakan batal"
    about: str
    agency: str
    register: str
    year: int
    number: int


@dataclass(frozen=True, kw_only=True)
class LetterheadSet(Fact):
    """What stands on an agency's paper was changed."""

    sentence = "Kepala surat {agency} diubah"
    agency: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class TemplateKept(Fact):
    """A version of an office's own template was taken in; it is not used yet."""

    sentence = "Templat {kind} versi {version} milik {agency} disimpan sebagai rancangan"
    agency: str
    kind: str
    version: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class TemplateInForce(Fact):
    """From now on an agency's papers of a kind are made from this version."""

    sentence = "Templat {kind} versi {version} milik {agency} berlaku"
    agency: str
    kind: str
    version: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ShippedTemplateInForce(Fact):
    """An agency went back to the template that comes with Damai."""

    sentence = "{agency} kembali memakai templat {kind} bawaan Damai"
    agency: str
    kind: str
    sha256: str
