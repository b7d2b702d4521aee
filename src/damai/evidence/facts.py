"""Everything that can happen to evidence. Codes, numbers, digests and enumerations only: words are sealed."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ExhibitKept(Fact):
    """A piece of evidence was taken in; nothing of it changes any more."""

    sentence = "Bukti {exhibit} ({kind}) disimpan sebagai bukti ke-{number} untuk {subject}; sidik jari {digest}"
    exhibit: str
    subject: str
    number: int
    kind: str
    source: str
    digest: str | None  # of the bytes; none for a thing
    size: int
    record: str  # of everything that is said of it


@dataclass(frozen=True, kw_only=True)
class CustodyRecorded(Fact):
    """Something happened to a piece of evidence: who had it, when, is in the entry with this digest."""

    sentence = "Bukti {exhibit}, catatan penguasaan ke-{number}: {action}; pemegang {holder}; sidik jari {digest}"
    exhibit: str
    number: int
    action: str
    holder: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class CopyBlurred(Fact):
    """A copy was made in which faces or plates cannot be seen."""

    sentence = "Salinan tersamar ke-{number} dari bukti {exhibit} dibuat dengan {boxes} kotak; sidik jari {digest}"
    exhibit: str
    number: int
    boxes: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ReplacementRefused(Fact):
    """Other bytes came in the name of a piece of evidence; it stays as it is."""

    sentence = "Berkas lain untuk bukti {exhibit} ditolak karena isinya berbeda; sidik jari berkas itu {digest}"
    exhibit: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class OriginalDamaged(Fact):
    """The bytes of a piece of evidence are not those that were taken in, or cannot be read."""

    sentence = "Berkas asli bukti {exhibit} tidak lagi seperti saat disimpan; yang ditemukan {digest}"
    exhibit: str
    digest: str | None  # none where it cannot be read


@dataclass(frozen=True, kw_only=True)
class PackMade(Fact):
    """A pack for a hearing was signed and left the house."""

    sentence = "Paket bukti {pack} dengan {exhibits} bukti dibuat untuk {subject}; sidik jari daftar isinya {digest}"
    pack: str
    subject: str
    exhibits: int
    persons: int
    digest: str
