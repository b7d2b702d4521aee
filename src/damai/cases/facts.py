"""Everything that can happen to a case. Codes, dates, articles and enumerations only."""

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
