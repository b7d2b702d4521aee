"""Everything that can happen to a report. Codes, dates and enumerations only: its words stay sealed in the inbox."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ReportSorted(Fact):
    """A message was read by the rules and became a report, or evidence of one."""

    sentence = (
        "Laporan {report} dibuat dari pesan {message}; diduga {kind}/{category}, tingkat {severity}; tanggung jawab {agency}"
    )
    report: str
    message: str
    kind: str
    category: str
    severity: int
    area: str | None
    agency: str


@dataclass(frozen=True, kw_only=True)
class ReportCorrected(Fact):
    """A corrected form replaced an earlier one behind the same report."""

    sentence = "Pesan {message} memperbaiki pesan di balik laporan {report}"
    report: str
    message: str


@dataclass(frozen=True, kw_only=True)
class ReportConfirmed(Fact):
    """A person decided what a report is."""

    sentence = "Laporan {report} ditetapkan sebagai {kind}/{category}, tingkat {severity}, wilayah {area}; usul mesin {suggested}"
    report: str
    kind: str
    category: str
    severity: int
    area: str | None
    happened_on: str | None
    known_on: str | None
    suggested: str


@dataclass(frozen=True, kw_only=True)
class ReportSetAside(Fact):
    """A report is not followed up; it is kept with the reason."""

    sentence = "Laporan {report} dikesampingkan: {reason}"
    report: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportTakenUp(Fact):
    """A report that was set aside waits for a decision again."""

    sentence = "Laporan {report} diangkat kembali"
    report: str


@dataclass(frozen=True, kw_only=True)
class ReportJoined(Fact):
    """Two reports are of one event; all messages are kept."""

    sentence = "Laporan {report} digabung ke laporan {into}"
    report: str
    into: str


@dataclass(frozen=True, kw_only=True)
class ReportSeparated(Fact):
    """Two reports turned out not to be of one event."""

    sentence = "Laporan {report} dipisahkan kembali dari laporan {out_of}"
    report: str
    out_of: str


@dataclass(frozen=True, kw_only=True)
class DuplicateDenied(Fact):
    """A person said that two reports that look alike are of two events."""

    sentence = "Laporan {report} dan {other} dinyatakan dua peristiwa"
    report: str
    other: str


@dataclass(frozen=True, kw_only=True)
class ReportOffered(Fact):
    """An agency offers a report to another and stays accountable until that one accepts."""

    sentence = "Laporan {report} ditawarkan oleh {from_agency} kepada {to_agency}; dijawab paling lambat {answer_by}"
    report: str
    from_agency: str
    to_agency: str
    answer_by: str


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(Fact):
    """From now on another agency is accountable."""

    sentence = "Laporan {report} diterima {to_agency}; tanggung jawab berpindah dari {from_agency}"
    report: str
    from_agency: str
    to_agency: str


@dataclass(frozen=True, kw_only=True)
class ReportPassedOn(Fact):
    """The report went with its case to another office of the supervisors."""

    sentence = "Laporan {report} mengikuti perkaranya dari {from_agency} ke {to_agency}"
    report: str
    from_agency: str
    to_agency: str


@dataclass(frozen=True, kw_only=True)
class OfferRefused(Fact):
    """The agency does not take it; the sender stays accountable."""

    sentence = "Laporan {report} ditolak {to_agency}: {reason}; tanggung jawab tetap pada {from_agency}"
    report: str
    from_agency: str
    to_agency: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OfferLapsed(Fact):
    """Nobody answered in time; the sender stays accountable."""

    sentence = "Tawaran laporan {report} kepada {to_agency} tidak dijawab; tanggung jawab tetap pada {from_agency}"
    report: str
    from_agency: str
    to_agency: str


@dataclass(frozen=True, kw_only=True)
class OfferWithdrawn(Fact):
    """The sender took the offer back."""

    sentence = "Tawaran laporan {report} kepada {to_agency} ditarik kembali oleh {from_agency}"
    report: str
    from_agency: str
    to_agency: str


@dataclass(frozen=True, kw_only=True)
class CountsReleased(Fact):
    """Public counts were made anew, protected; the digest is of the published table."""

    sentence = "Angka publik {subject} untuk {epoch} diterbitkan; sidik jari {digest}"
    subject: str
    epoch: str
    digest: str
