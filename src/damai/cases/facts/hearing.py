"""What happens when people are heard. Codes, dates, digests and enumerations only."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ClarificationInvited(Fact):
    """Somebody was invited to be heard; who it is stays sealed under their code."""

    sentence = "{person} ({role}) pada perkara {case} diundang untuk klarifikasi {hearing} ({times}) pada {at} ({way})"
    case: str
    hearing: str
    person: str
    role: str
    times: int
    at: str
    way: str
    mailed: bool


@dataclass(frozen=True, kw_only=True)
class ClarificationMoved(Fact):
    """A hearing is at another time or place."""

    sentence = "Klarifikasi {hearing} perkara {case} dipindah menjadi {at} ({way}), perubahan ke-{sequence}"
    case: str
    hearing: str
    sequence: int
    at: str
    way: str


@dataclass(frozen=True, kw_only=True)
class ClarificationCancelled(Fact):
    """Nobody need come any more."""

    sentence = "Klarifikasi {hearing} perkara {case} dibatalkan"
    case: str
    hearing: str


@dataclass(frozen=True, kw_only=True)
class InvitationHanded(Fact):
    """The letter reached whom it invites, or somebody in their place."""

    sentence = "Undangan {hearing} perkara {case} disampaikan {how} kepada {to} pada {at}"
    case: str
    hearing: str
    how: str
    to: str
    at: str


@dataclass(frozen=True, kw_only=True)
class AbsenceNoted(Fact):
    """They stayed away after a proper invitation; the clock goes on."""

    sentence = "{person} tidak hadir pada klarifikasi {hearing} perkara {case}, undangan ke-{times}"
    case: str
    hearing: str
    person: str
    times: int


@dataclass(frozen=True, kw_only=True)
class HearingBegun(Fact):
    """Somebody is being heard."""

    sentence = "Klarifikasi {hearing} perkara {case} dimulai"
    case: str
    hearing: str


@dataclass(frozen=True, kw_only=True)
class HearingClosed(Fact):
    """The minutes of a hearing are closed; the digest is of everything that was said."""

    sentence = "Berita acara klarifikasi {hearing} perkara {case} ditutup: {questions} pertanyaan, sumpah {oath}"
    case: str
    hearing: str
    person: str
    oath: str
    questions: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class HearingAddendumAdded(Fact):
    """Something was added to closed minutes."""

    sentence = "Tambahan ke-{addendum} pada berita acara klarifikasi {hearing} perkara {case}"
    case: str
    hearing: str
    addendum: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class SideAsked(Fact):
    """A reported party was asked for their side."""

    sentence = "{person} pada perkara {case} dimintai tanggapan {reply} sampai {until} ({how})"
    case: str
    reply: str
    person: str
    how: str
    until: str


@dataclass(frozen=True, kw_only=True)
class SideLinkRenewed(Fact):
    """The link was lost; another stands in its place."""

    sentence = "Tautan tanggapan {reply} perkara {case} diganti ({how})"
    case: str
    reply: str
    how: str


@dataclass(frozen=True, kw_only=True)
class SideClosed(Fact):
    """The way to answer was closed."""

    sentence = "Jalan tanggapan {reply} perkara {case} ditutup"
    case: str
    reply: str


@dataclass(frozen=True, kw_only=True)
class SideGiven(Fact):
    """A reported party told their side."""

    sentence = "Tanggapan {reply} perkara {case} diterima, kiriman ke-{version}, {files} berkas"
    case: str
    reply: str
    version: int
    files: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class SideFileTakenIn(Fact):
    """A file of a reported party became evidence."""

    sentence = "Berkas ke-{file} dari tanggapan {reply} perkara {case} menjadi bukti {exhibit}"
    case: str
    reply: str
    file: int
    exhibit: str


@dataclass(frozen=True, kw_only=True)
class WithdrawalAsked(Fact):
    """The reporter wants to take the report back."""

    sentence = "Pencabutan laporan pada perkara {case} diminta ({how})"
    case: str
    how: str


@dataclass(frozen=True, kw_only=True)
class WithdrawalTaken(Fact):
    """The report was taken back, before registration."""

    sentence = "Laporan pada perkara {case} dicabut atas permintaan pelapor"
    case: str


@dataclass(frozen=True, kw_only=True)
class WithdrawalNoted(Fact):
    """The wish was noted and stops nothing."""

    sentence = "Permintaan pencabutan pada perkara {case} dicatat; penanganan berjalan"
    case: str
