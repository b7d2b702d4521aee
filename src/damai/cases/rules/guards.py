"""When a move is allowed. Each guard is a plain question about a case; the answer is a sentence, or nothing to object."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .states import CaseKind, Class, Guard, Move, State


class Reason(StrEnum):
    """Why a case is extended, returned or not registered. A list, so that it can be recorded for ever without a person in it."""

    WITNESS = "witness"  # a witness has to be heard
    EVIDENCE = "evidence"  # evidence has to be obtained
    EXPERT = "expert"  # an expert has to be heard
    SUSPECT = "suspect"  # the reported party has to be heard
    INCOMPLETE = "incomplete"
    LATE = "late"
    HANDLED = "handled"  # handled already
    NOT_A_VIOLATION = "not_a_violation"
    NO_IDENTITY = "no_identity"
    REPAIR_LAPSED = "repair_lapsed"


EXTENSION_REASONS = frozenset({Reason.WITNESS, Reason.EVIDENCE, Reason.EXPERT, Reason.SUSPECT})
REASONS: dict[State, frozenset[Reason]] = {
    State.PENANGANAN_LANJUT: EXTENSION_REASONS,
    State.MENUNGGU_PERBAIKAN: frozenset({Reason.INCOMPLETE}),
    State.TIDAK_DIREGISTRASI: frozenset(
        {Reason.INCOMPLETE, Reason.LATE, Reason.HANDLED, Reason.NOT_A_VIOLATION, Reason.NO_IDENTITY, Reason.REPAIR_LAPSED}
    ),
}


class Item(StrEnum):
    """The three formal and three material conditions of a report (Perbawaslu 7/2022 Ps. 15 ayat (3)–(4))."""

    REPORTER = "reporter"  # formal: name and address of the reporter
    REPORTED = "reported"  # formal: the reported party
    IN_TIME = "in_time"  # formal: not later than seven days after it was known
    WHEN_WHERE = "when_where"  # material: time and place
    DESCRIPTION = "description"  # material: what happened
    EVIDENCE = "evidence"  # material: evidence


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
class Facts:
    """What the guards may look at: the case as it is, the moment, and what the person gives with the move."""

    kind: CaseKind
    identified: bool  # name and address of the reporter were seen
    known_on: date | None
    received_on: date
    report_due_on: date | None  # P1; None: not computable without `known_on`
    extended: bool
    handling_due_at: datetime | None  # P7
    klass: Class | None
    at: datetime
    today: date
    reason: Reason | None = None
    plenary: Plenary | None = None
    items: frozenset[Item] = frozenset()
    gakkumdu: str = ""


@dataclass(frozen=True, kw_only=True)
class Objection:
    """A guard that is not satisfied, and why in Indonesian."""

    guard: Guard
    words: str


# Minutes are cited by number; anything longer or freer could carry a name into a log that cannot forget.
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,59}")


def reported_late(facts: Facts) -> bool:
    """Whether a report came after P1 ended; a defect that cannot be repaired (G-2). Findings have no such clock."""
    return facts.kind is CaseKind.LAPORAN and facts.report_due_on is not None and facts.received_on > facts.report_due_on


def say(words: str) -> str:
    """The words as they are: a mark by which they are collected for translation; who shows them translates them."""
    return words


def _identity(facts: Facts, move: Move) -> str:
    if facts.kind is CaseKind.LAPORAN and not facts.identified:
        return say("Laporan memerlukan nama dan alamat pelapor. Tanpa itu, catat sebagai informasi awal.")
    return ""


def _in_time(facts: Facts, move: Move) -> str:
    if facts.kind is CaseKind.LAPORAN and facts.known_on is None:
        return say("Isi tanggal pelanggaran diketahui: dari tanggal itulah batas 7 hari pelaporan dihitung.")
    if reported_late(facts):
        return say("Laporan disampaikan lewat dari batas sejak diketahui. Kekurangan ini tidak dapat diperbaiki.")
    return ""


def _complete(facts: Facts, move: Move) -> str:
    missing = frozenset(Item) - facts.items
    return say("Syarat formal dan materiel belum lengkap. Beri tanda pada setiap syarat yang terpenuhi.") if missing else ""


def _reason(facts: Facts, move: Move) -> str:
    return "" if facts.reason in REASONS.get(move.target, frozenset()) else say("Pilih alasan dari daftar.")


def _before_p7_ends(facts: Facts, move: Move) -> str:
    if facts.handling_due_at is not None and facts.at >= facts.handling_due_at:
        return say("Perpanjangan hanya dapat dicatat sebelum batas penanganan berakhir.")
    return ""


def _only_once(facts: Facts, move: Move) -> str:
    return say("Perkara hanya dapat diperpanjang satu kali.") if facts.extended else ""


def _plenary(facts: Facts, move: Move) -> str:
    if facts.plenary is None or not facts.plenary.number:
        return say("Langkah ini memerlukan berita acara pleno: nomor, tanggal, dan kuorum.")
    if not NUMBER.fullmatch(facts.plenary.number):
        return say("Nomor berita acara hanya memuat huruf, angka, titik, garis miring, dan tanda hubung (paling banyak 60).")
    if facts.plenary.held_on > facts.today:
        return say("Tanggal pleno tidak boleh di masa depan.")
    if facts.plenary.held_on < facts.received_on:
        return say("Tanggal pleno tidak boleh sebelum laporan diterima.")
    return "" if facts.plenary.quorate else say("Pleno tidak mencapai kuorum.")


def _class(facts: Facts, move: Move) -> str:
    return "" if facts.klass else say("Pilih kelas pelanggaran, atau bukan pelanggaran.")


def _gakkumdu(facts: Facts, move: Move) -> str:
    if NUMBER.fullmatch(facts.gakkumdu):
        return ""
    return say("Penerusan ke Polri memerlukan nomor berita acara pembahasan Gakkumdu (huruf, angka, titik, garis miring).")


CHECKS: dict[Guard, Callable[[Facts, Move], str]] = {
    Guard.IDENTITY: _identity,
    Guard.IN_TIME: _in_time,
    Guard.COMPLETE: _complete,
    Guard.REASON: _reason,
    Guard.BEFORE_P7_ENDS: _before_p7_ends,
    Guard.ONLY_ONCE: _only_once,
    Guard.PLENARY: _plenary,
    Guard.CLASS: _class,
    Guard.GAKKUMDU: _gakkumdu,
}


def objections(move: Move, facts: Facts) -> tuple[Objection, ...]:
    """What stands against a move; empty if it may be made."""
    found = [Objection(guard=guard, words=words) for guard in move.guards if (words := CHECKS[guard](facts, move))]
    if move.only_for is not None and facts.klass is not move.only_for:
        words = say("Kelas pelanggaran yang diputuskan pleno tidak mengizinkan langkah ini.")
        found.append(Objection(guard=Guard.CLASS, words=words))
    return tuple(found)
