"""Everything that can happen to a case. Codes, dates, articles and enumerations only.

`CaseMoved`, `CaseExtended`, `CaseDecided`, `CaseLate` and `CaseExpired` were recorded before a case had tracks; they stay so that
the log can still be read.
"""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Fact):
    """A case begins, under a law that never changes for it."""

    sentence = "Perkara {case} dibuka dari laporan {report} sebagai {kind} ({regime}); {clock} berakhir {decide_by}"
    case: str
    report: str
    regime: str
    kind: str
    clock: str
    decide_by: str | None


@dataclass(frozen=True, kw_only=True)
class CaseMoved(Fact):
    """A case took a step that has no fact of its own."""

    sentence = "Perkara {case} beralih dari {source} ke {target} ({basis}); jam {clock} berakhir {due}"
    case: str
    step: int
    source: str
    target: str
    basis: str
    reason: str
    clock: str
    due: str | None


@dataclass(frozen=True, kw_only=True)
class PlenaryRecorded(Fact):
    """A plenary stood behind a step."""

    sentence = "Langkah ke-{step} perkara {case} diputuskan pleno {number} tanggal {held_on}, hadir {present} dari {of}"
    case: str
    step: int
    number: str
    held_on: str
    present: int
    of: int


@dataclass(frozen=True, kw_only=True)
class CaseRegistered(Fact):
    """A case was registered: the time for handling it runs."""

    sentence = "Perkara {case} diregistrasi; ditangani paling lambat {due} ({clock})"
    case: str
    clock: str
    due: str | None


@dataclass(frozen=True, kw_only=True)
class CaseExtended(Fact):
    """More time, once, within the ceiling that is counted from registration."""

    sentence = "Penanganan perkara {case} diperpanjang karena {reason}; paling lambat {due} ({clock})"
    case: str
    reason: str
    clock: str
    due: str | None


@dataclass(frozen=True, kw_only=True)
class CaseDecided(Fact):
    """The plenary decided what it is."""

    sentence = "Perkara {case} diputuskan: {klass}; melewati batas waktu: {late}"
    case: str
    klass: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class CaseAnnounced(Fact):
    """The status was announced and told to the reporter (B.18)."""

    sentence = "Status perkara {case} diumumkan setelah {outcome}"
    case: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Fact):
    """Nothing more happens to the case."""

    sentence = "Perkara {case} ditutup"
    case: str


@dataclass(frozen=True, kw_only=True)
class CaseLate(Fact):
    """A clock other than the handling clock ended without the step it is for."""

    sentence = "Batas waktu {clock} perkara {case} terlewati pada {due}"
    case: str
    clock: str
    due: str


@dataclass(frozen=True, kw_only=True)
class CaseExpired(Fact):
    """KEDALUWARSA: the handling clock ended without a decision, which the law counts as a failure."""

    sentence = "Perkara {case} kedaluwarsa: {clock} berakhir {due} tanpa keputusan"
    case: str
    clock: str
    due: str


@dataclass(frozen=True, kw_only=True)
class DeadlineMoved(Fact):
    """A deadline was counted again, because a holiday or a clock was corrected."""

    sentence = "Batas waktu {clock} perkara {case} dihitung ulang: dari {before} menjadi {after}"
    case: str
    clock: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ReporterIdentified(Fact):
    """An officer saw the reporter's name and address; who it is stays sealed."""

    sentence = "Identitas pelapor perkara {case} dinyatakan lengkap"
    case: str


@dataclass(frozen=True, kw_only=True)
class CaseStepped(Fact):
    """A case took a step that has no fact of its own."""

    sentence = "Perkara {case} beralih dari {source} ke {target} ({basis})"
    case: str
    step: int
    source: str
    target: str
    basis: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseHandedOn(Fact):
    """Another office accepted the case and is accountable from now on; what ran here stays written down."""

    sentence = "Perkara {case} diserahkan dari {sender} kepada {receiver} lewat {forwarding}"
    case: str
    sender: str
    receiver: str
    forwarding: str


@dataclass(frozen=True, kw_only=True)
class CaseAssessed(Fact):
    """A first study: how many of the six conditions are met, and which are not."""

    sentence = "Kajian awal ke-{round} perkara {case}: {met} dari 6 syarat terpenuhi; belum: {missing}"
    case: str
    round: int
    met: int
    missing: str


@dataclass(frozen=True, kw_only=True)
class ShortfallTold(Fact):
    """The reporter was told what is missing, and until when it can be mended."""

    sentence = "Pelapor perkara {case} diberi tahu kekurangannya ({items}); dapat diperbaiki sampai {due}"
    case: str
    items: str
    how: str
    due: str | None


@dataclass(frozen=True, kw_only=True)
class ReportMended(Fact):
    """What the reporter sent to mend the report came in."""

    sentence = "Perbaikan laporan perkara {case} diterima ({answer}); terlambat: {late}"
    case: str
    answer: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class TrackOpened(Fact):
    """A class of violation is followed up within a case."""

    sentence = "Perkara {case}: jalur {klass} dibuka"
    case: str
    klass: str


@dataclass(frozen=True, kw_only=True)
class TrackClassified(Fact):
    """A track that was begun before classes were named at registration got its class."""

    sentence = "Perkara {case}: jalur yang belum bernama ditetapkan sebagai {klass}"
    case: str
    klass: str


@dataclass(frozen=True, kw_only=True)
class TrackMoved(Fact):
    """A class within a case took a step that has no fact of its own."""

    sentence = "Perkara {case}: jalur {klass} beralih dari {source} ke {target} ({basis})"
    case: str
    klass: str
    step: int
    source: str
    target: str
    basis: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TrackExtended(Fact):
    """More time for a class, once, within the ceiling that is counted from where the first term is counted."""

    sentence = "Perkara {case}: penanganan jalur {klass} diperpanjang karena {reason}; paling lambat {due}"
    case: str
    klass: str
    reason: str
    due: str | None


@dataclass(frozen=True, kw_only=True)
class TrackDecided(Fact):
    """The plenary decided what a class is."""

    sentence = "Perkara {case}: jalur {klass} diputuskan {outcome}; melewati batas waktu: {late}"
    case: str
    klass: str
    outcome: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class TermMissed(Fact):
    """A term other than one of handling ended without the step it is for."""

    sentence = "Tenggat {clock} perkara {case} (nomor {term}) terlewati pada {due}; kewajiban {duty}"
    case: str
    term: int
    clock: str
    due: str
    duty: str


@dataclass(frozen=True, kw_only=True)
class TermExpired(Fact):
    """KEDALUWARSA: a term of handling ended without a decision, which the law counts as a failure."""

    sentence = "Perkara {case} kedaluwarsa: tenggat {clock} (nomor {term}) jalur {klass} berakhir {due} tanpa keputusan"
    case: str
    term: int
    clock: str
    klass: str
    due: str


@dataclass(frozen=True, kw_only=True)
class TermReminded(Fact):
    """Handler and leads were told of a term at a stated point; once each."""

    sentence = "Tenggat {clock} perkara {case} (nomor {term}), berakhir {due}: diingatkan ({point})"
    case: str
    term: int
    clock: str
    point: str
    due: str


@dataclass(frozen=True, kw_only=True)
class PartyDescribed(Fact):
    """What a reported party of a case is; who it is stays sealed."""

    sentence = "Perkara {case}: terlapor nomor {party} adalah {kind}"
    case: str
    party: int
    kind: str
