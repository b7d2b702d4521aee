"""When a move is allowed. Each guard is a plain question about a case; the answer is a sentence, or nothing to object."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from .states import CaseKind, Class, Guard, Item, Outcome, Reason, State, TrackState

EXTENSION_REASONS = frozenset({Reason.WITNESS, Reason.EVIDENCE, Reason.EXPERT, Reason.SUSPECT})
REASONS: dict[State | TrackState, frozenset[Reason]] = {
    TrackState.PENANGANAN_LANJUT: EXTENSION_REASONS,
    State.TIDAK_DIREGISTRASI: frozenset(
        {Reason.INCOMPLETE, Reason.LATE, Reason.HANDLED, Reason.NOT_A_VIOLATION, Reason.NO_IDENTITY, Reason.REPAIR_LAPSED}
    ),
}


@dataclass(frozen=True, kw_only=True)
class Plenary:
    """What a plenary record says: its number, its day, and how many of the members were there."""

    number: str
    held_on: date
    present: int
    of: int

    @property
    def quorate(self) -> bool:
        """More than half of the members were there (our reading; Perbawaslu 5/2018 is to be checked by counsel)."""
        return self.present * 2 > self.of > 0 and self.present <= self.of


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """What a joint discussion of Gakkumdu came to, and whether all three institutions were at the table (G-6)."""

    ordinal: int
    complete: bool
    conclusion: str  # go_on, more, stop


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards may look at: the case and the track as they are, the moment, and what the person gives with the move."""

    kind: CaseKind
    at: datetime
    today: date
    since: date  # nothing that decides this move can be older
    identified: bool = False  # name and address of the reporter were seen
    known_on: date | None = None
    received_on: date | None = None
    report_due_on: date | None = None  # P1; None: not computable without `known_on`
    in_window: bool = False  # within the window of the reports that may come until voting day (TSM)
    classes: frozenset[Class] = frozenset()  # suspected, or to be registered
    items: frozenset[Item] = frozenset()
    explained: frozenset[Item] = frozenset()  # the missing ones of which it was said what is missing
    repair_until: datetime | None = None  # the last moment of the one repair
    klass: Class | None = None
    outcome: Outcome | None = None
    extended: bool = False
    handling_due_at: datetime | None = None  # of the shorter term, counted anew when it was extended
    parties: frozenset[str] = frozenset()  # what the reported parties are
    discussions: tuple[Discussion, ...] = ()
    accepted: bool = False  # the receiver accepted
    states: tuple[tuple[str, bool, bool], ...] = ()  # of every track: its name, whether it is still open, whether it may rest
    running: bool = False  # a term runs whose end is still ahead
    reason: Reason | None = None
    plenary: Plenary | None = None


@dataclass(frozen=True, kw_only=True)
class Objection:
    """A guard that is not satisfied, and why in Indonesian."""

    guard: Guard
    words: str


# Minutes are cited by number; anything longer or freer could carry a name into a log that cannot forget.
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,59}")


def reported_late(facts: Facts) -> bool:
    """Whether a report came after P1 ended; a defect that cannot be repaired (G-2). Findings have no such clock.

    What is suspected to be structured, systematic and massive has a window of its own (Perbawaslu 7/2022 Ps. 8 ayat (4)).
    """
    if facts.kind is not CaseKind.LAPORAN or facts.report_due_on is None or facts.received_on is None:
        return False
    if Class.TSM in facts.classes and facts.in_window:
        return False
    return facts.received_on > facts.report_due_on


def say(words: str) -> str:
    """The words as they are: a mark by which they are collected for translation; who shows them translates them."""
    return words


def _identity(facts: Facts) -> str:
    if facts.kind is CaseKind.LAPORAN and not facts.identified:
        return say("Laporan memerlukan nama dan alamat pelapor. Tanpa itu, catat sebagai informasi awal.")
    return ""


def _in_time(facts: Facts) -> str:
    if facts.kind is CaseKind.LAPORAN and facts.known_on is None:
        return say("Isi tanggal pelanggaran diketahui: dari tanggal itulah batas 7 hari pelaporan dihitung.")
    if reported_late(facts):
        return say("Laporan disampaikan lewat dari batas sejak diketahui. Kekurangan ini tidak dapat diperbaiki.")
    return ""


def _is_late(facts: Facts) -> str:
    return "" if reported_late(facts) else say("Laporan ini disampaikan dalam batas waktu.")


def _complete(facts: Facts) -> str:
    missing = frozenset(Item) - facts.items
    return say("Syarat formal dan materiel belum lengkap. Beri tanda pada setiap syarat yang terpenuhi.") if missing else ""


def _incomplete(facts: Facts) -> str:
    missing = frozenset(Item) - facts.items
    if not missing:
        return say("Semua syarat terpenuhi: nyatakan lengkap.")
    if missing - facts.explained:
        return say("Tulis apa yang kurang pada setiap syarat yang belum terpenuhi, dengan kata yang dimengerti pelapor.")
    return ""


def _mended_in_time(facts: Facts) -> str:
    if facts.repair_until is not None and facts.at >= facts.repair_until:
        return say("Batas waktu perbaikan sudah berakhir. Perbaikan yang datang sesudahnya tetap disimpan.")
    return ""


def _repair_over(facts: Facts) -> str:
    if facts.repair_until is not None and facts.at < facts.repair_until:
        return say("Pelapor masih dapat memperbaiki laporannya; tunggu sampai batas waktunya berakhir.")
    return ""


def _classes(facts: Facts) -> str:
    if not facts.classes:
        return say("Pilih sekurangnya satu jenis dugaan pelanggaran.")
    if Class.TSM in facts.classes and facts.classes - {Class.TSM}:
        alone = Facts(
            kind=facts.kind,
            at=facts.at,
            today=facts.today,
            since=facts.since,
            received_on=facts.received_on,
            report_due_on=facts.report_due_on,
        )
        if reported_late(alone):
            return say("Hanya dugaan TSM yang masih dapat diregistrasi: untuk jenis lain laporan ini lewat waktu.")
    return ""


def _reason(allowed: frozenset[Reason]) -> Callable[[Facts], str]:
    return lambda facts: "" if facts.reason in allowed else say("Pilih alasan dari daftar.")


def _before_handling_ends(facts: Facts) -> str:
    if facts.handling_due_at is not None and facts.at >= facts.handling_due_at:
        return say("Perpanjangan hanya dapat dicatat sebelum batas penanganan berakhir.")
    return ""


def _only_once(facts: Facts) -> str:
    return say("Penanganan hanya dapat diperpanjang satu kali.") if facts.extended else ""


def _plenary(facts: Facts) -> str:
    if facts.plenary is None or not facts.plenary.number:
        return say("Langkah ini memerlukan berita acara pleno: nomor, tanggal, dan kuorum.")
    if not NUMBER.fullmatch(facts.plenary.number):
        return say("Nomor berita acara hanya memuat huruf, angka, titik, garis miring, dan tanda hubung (paling banyak 60).")
    if facts.plenary.held_on > facts.today:
        return say("Tanggal pleno tidak boleh di masa depan.")
    if facts.plenary.held_on < facts.since:
        return say("Tanggal pleno tidak boleh sebelum yang diputuskannya: laporan diterima, atau perkara diregistrasi.")
    return "" if facts.plenary.quorate else say("Pleno tidak mencapai kuorum.")


def _outcome(facts: Facts) -> str:
    if facts.klass is None:
        return say("Tetapkan dahulu jenis dugaan pelanggarannya.")
    if facts.outcome in {Outcome.VIOLATION, Outcome.NOT_VIOLATION}:
        return ""
    return say("Pilih hasil pleno: pelanggaran, atau bukan pelanggaran.")


def _gakkumdu(facts: Facts) -> str:
    held = [each for each in facts.discussions if each.ordinal <= 2]
    if not any(each.complete for each in held):
        return say(
            "Penerusan ke Polri memerlukan berita acara pembahasan Gakkumdu yang dihadiri pengawas, kepolisian, dan kejaksaan."
        )
    if held[-1].conclusion != "go_on":
        return say("Pembahasan Gakkumdu yang terakhir tidak menyimpulkan bahwa penanganan dilanjutkan.")
    return ""


def _stopped_in_discussion(facts: Facts) -> str:
    if facts.discussions and facts.discussions[-1].complete and facts.discussions[-1].conclusion == "stop":
        return ""
    return say("Hanya pembahasan Gakkumdu yang lengkap dan menyimpulkan berhenti yang dapat menghentikan jalur pidana.")


def _accepted(facts: Facts) -> str:
    return "" if facts.accepted else say("Penerusan baru terjadi setelah penerima menerimanya.")


def _about(kind: str, words: str) -> Callable[[Facts], str]:
    return lambda facts: "" if kind in facts.parties else words


def _tracks_decided(facts: Facts) -> str:
    still = [name for name, is_open, _ in facts.states if is_open]
    return say("Masih ada jenis dugaan pelanggaran yang belum diputuskan.") if still or not facts.states else ""


def _tracks_over(facts: Facts) -> str:
    if any(not rests for _, _, rests in facts.states):
        return say("Masih ada jalur yang berlanjut; perkara ditutup setelah semuanya selesai.")
    return say("Masih ada tenggat yang berjalan.") if facts.running else ""


CHECKS: dict[Guard, Callable[[Facts], str]] = {
    Guard.IDENTITY: _identity,
    Guard.IN_TIME: _in_time,
    Guard.IS_LATE: _is_late,
    Guard.COMPLETE: _complete,
    Guard.INCOMPLETE: _incomplete,
    Guard.MENDED_IN_TIME: _mended_in_time,
    Guard.REPAIR_OVER: _repair_over,
    Guard.CLASSES: _classes,
    Guard.BEFORE_HANDLING_ENDS: _before_handling_ends,
    Guard.ONLY_ONCE: _only_once,
    Guard.PLENARY: _plenary,
    Guard.OUTCOME: _outcome,
    Guard.GAKKUMDU: _gakkumdu,
    Guard.STOPPED_IN_DISCUSSION: _stopped_in_discussion,
    Guard.ACCEPTED: _accepted,
    Guard.ABOUT_SUPERVISOR: _about("supervisor", say("Langkah ini hanya untuk terlapor pengawas ad hoc.")),
    Guard.ABOUT_ORGANISER: _about("organiser", say("Langkah ini hanya untuk terlapor penyelenggara ad hoc.")),
    Guard.TRACKS_DECIDED: _tracks_decided,
    Guard.TRACKS_OVER: _tracks_over,
}


def objections(guards: Iterable[Guard], target: State | TrackState, facts: Facts) -> tuple[Objection, ...]:
    """What stands against a move with these guards to this state; empty if it may be made."""
    found = []
    for guard in guards:
        check = _reason(REASONS.get(target, frozenset())) if guard is Guard.REASON else CHECKS[guard]
        if words := check(facts):
            found.append(Objection(guard=guard, words=words))
    return tuple(found)
