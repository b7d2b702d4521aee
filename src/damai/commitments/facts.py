"""Everything that can happen to a promise. Codes, days, numbers and digests only; words and names stay in their rows."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class CommitmentMade(Fact):
    """Something was promised: by whom, until when, and a digest of the words."""

    sentence = "Komitmen {commitment} dicatat dari {origin_code}; penanggung jawab {owner}, sampai {due_on}"
    commitment: str
    origin: str
    origin_code: str
    owner: str | None
    convener: str
    due_on: str
    sha256: str  # of words, basis and indicators


@dataclass(frozen=True, kw_only=True)
class CommitmentKept(Fact):
    """Somebody of another agency confirmed that it was kept."""

    sentence = "Komitmen {commitment} dinyatakan ditepati oleh {agency}"
    commitment: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class CommitmentWithdrawn(Fact):
    """A later decision lifted it."""

    sentence = "Komitmen {commitment} dicabut dengan keputusan {decision}"
    commitment: str
    decision: str


@dataclass(frozen=True, kw_only=True)
class IndicatorMeasured(Fact):
    """A value of an indicator on a day; no value: looked, and there are no data."""

    sentence = "Indikator {number} komitmen {commitment} per {on}: nilai {value}, penyebut {of}"
    commitment: str
    number: int
    on: str
    value: str | None
    of: str | None


@dataclass(frozen=True, kw_only=True)
class ItemAssigned(Fact):
    """An agency was given something to do until a day."""

    sentence = "Tindak lanjut {item} dari komitmen {commitment} diberikan kepada {agency}, paling lambat {due_on}"
    item: str
    commitment: str
    agency: str
    due_on: str


@dataclass(frozen=True, kw_only=True)
class ItemBegun(Fact):
    """The owner works on it."""

    sentence = "Tindak lanjut {item} mulai dikerjakan"
    item: str


@dataclass(frozen=True, kw_only=True)
class ObstaclesTold(Fact):
    """The owner told what is in the way; the words stay in the row."""

    sentence = "Kendala tindak lanjut {item} ditulis oleh {agency}"
    item: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class EvidenceSubmitted(Fact):
    """Evidence was sent."""

    sentence = "Bukti ke-{number} tindak lanjut {item} diserahkan {agency} ({kind})"
    item: str
    number: int
    kind: str
    agency: str
    sha256: str | None  # of the file, or of the address
    reference: str | None


@dataclass(frozen=True, kw_only=True)
class EvidenceAccepted(Fact):
    """Somebody of another agency accepted it: the item is done."""

    sentence = "Bukti ke-{number} tindak lanjut {item} diterima {agency}; selesai"
    item: str
    number: int
    agency: str


@dataclass(frozen=True, kw_only=True)
class EvidenceSentBack(Fact):
    """Somebody of another agency sent it back; why stays in the row."""

    sentence = "Bukti ke-{number} tindak lanjut {item} dikembalikan {agency}"
    item: str
    number: int
    agency: str


@dataclass(frozen=True, kw_only=True)
class ItemCancelled(Fact):
    """The convener cancelled it."""

    sentence = "Tindak lanjut {item} dibatalkan oleh {agency}"
    item: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class DueDateMoved(Fact):
    """The convener moved the day; both days stay to be seen."""

    sentence = "Tenggat tindak lanjut {item} dipindah dari {before} ke {after} oleh {agency}"
    item: str
    before: str
    after: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class ItemEscalated(Fact):
    """The convener was told that an item is late."""

    sentence = "Penyelenggara rapat diberi tahu: tindak lanjut {item} lewat {days} hari dari {due_on}"
    item: str
    days: int
    due_on: str


@dataclass(frozen=True, kw_only=True)
class BreachAlleged(Fact):
    """A supervisor alleged, with verified evidence, that a commitment was broken."""

    sentence = "Dugaan pelanggaran {breach} atas komitmen {commitment} dicatat; {reports} laporan, verifikasi {verification}"
    breach: str
    commitment: str
    participant: str | None
    agency: str | None
    happened_on: str
    reports: int
    verification: int
    sha256: str  # of the words


@dataclass(frozen=True, kw_only=True)
class ReplyLinkRenewed(Fact):
    """The party was given another link; the one before opens nothing any more."""

    sentence = "Tautan hak jawab untuk dugaan {breach} diganti"
    breach: str


@dataclass(frozen=True, kw_only=True)
class PartyReplied(Fact):
    """The party concerned replied; the words stand beside the allegation."""

    sentence = "Tanggapan ke-{number} dari pihak terkait atas dugaan {breach}"
    breach: str
    number: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class BreachDecided(Fact):
    """The competent body decided."""

    sentence = "Dugaan {breach}: {state}, putusan {decision} tanggal {decided_on}"
    breach: str
    state: str
    decision: str
    decided_on: str
    case: str | None
