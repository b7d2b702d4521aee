"""What can happen to an interview. Nothing is recorded of one that was not sent, but that it was forgotten, by number."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ReportTakenDown(Fact):
    """A member wrote a report down for someone at the counter or on the telephone."""

    sentence = "Pesan {message} ditulis petugas di {way}"
    message: str
    way: str


@dataclass(frozen=True, kw_only=True)
class InterviewsForgotten(Fact):
    """Interviews that nobody finished were forgotten."""

    sentence = "{number} laporan yang tidak diselesaikan pada {day} dilupakan"
    day: str
    number: int


@dataclass(frozen=True, kw_only=True)
class RepairOpened(Fact):
    """The reporter was asked for what was missing."""

    sentence = "Pelapor pesan {message} diminta melengkapi laporan perkara {case} ({items}) sampai {due}"
    message: str
    case: str
    items: str
    due: str


@dataclass(frozen=True, kw_only=True)
class RepairMoved(Fact):
    """The last moment to mend a report was moved, because a day off or the law was corrected."""

    sentence = "Batas melengkapi laporan perkara {case} (pesan {message}) dipindah menjadi {due}"
    message: str
    case: str
    due: str


@dataclass(frozen=True, kw_only=True)
class RepairSent(Fact):
    """The reporter sent what was asked for."""

    sentence = "Pelapor pesan {message} melengkapi laporan perkara {case} lewat pesan {answer}; terlambat: {late}"
    message: str
    case: str
    answer: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class RepairClosed(Fact):
    """The office no longer waits for the reporter."""

    sentence = "Permintaan melengkapi laporan perkara {case} (pesan {message}) ditutup"
    message: str
    case: str
