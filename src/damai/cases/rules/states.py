"""What can happen to a case at all: one table of moves. What is not in it cannot be done.

The words are the law's (UU 7/2017 Ps. 454 ff., Perbawaslu 7/2022); docs/law/cases.md says where each was read. A case is
`dugaan` (alleged) until a plenary has decided.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case is, in the words of Perbawaslu 7/2022."""

    INFORMASI_AWAL = "informasi_awal"
    ARSIP = "arsip"
    DUGAAN_DITEMUKAN = "dugaan_ditemukan"
    TEMUAN = "temuan"
    LAPORAN_DITERIMA = "laporan_diterima"
    KAJIAN_AWAL = "kajian_awal"
    MENUNGGU_PERBAIKAN = "menunggu_perbaikan"
    KAJIAN_AWAL_ULANG = "kajian_awal_ulang"
    LENGKAP = "lengkap"
    DILIMPAHKAN = "dilimpahkan"
    DIAMBIL_ALIH = "diambil_alih"
    DICABUT = "dicabut"
    TIDAK_DIREGISTRASI = "tidak_diregistrasi"
    DIREGISTRASI = "diregistrasi"
    PENANGANAN = "penanganan"
    PENANGANAN_LANJUT = "penanganan_lanjut"
    PLENO_HASIL = "pleno_hasil"
    DIPUTUS_ADM = "diputus_adm"
    DITERUSKAN_DKPP = "diteruskan_dkpp"
    DITERUSKAN_POLRI = "diteruskan_polri"
    DITERUSKAN_INSTANSI = "diteruskan_instansi"
    DIHENTIKAN = "dihentikan"
    STATUS_DIUMUMKAN = "status_diumumkan"
    DITUTUP = "ditutup"


class CaseKind(StrEnum):
    """What a case came from: a report by someone entitled, a finding of the supervisors, or preliminary information."""

    LAPORAN = "laporan"
    TEMUAN = "temuan"
    INFORMASI_AWAL = "informasi_awal"


class Regime(StrEnum):
    """Which law a case lives under, for ever: the same word means other days in the other."""

    PEMILU = "PEMILU"
    PILKADA = "PILKADA"


class Class(StrEnum):
    """What a violation turned out to be (UU 7/2017 Ps. 455, 460, 476)."""

    ADM = "adm"
    TSM = "tsm"
    KEPP = "kepp"
    PID = "pid"
    LAIN = "lain"
    BUKAN = "bukan"


class Who(StrEnum):
    """Who may make a move: an officer, the leads for what the plenary decides, or the house itself."""

    OFFICER = "officer"
    LEAD = "lead"


class Guard(StrEnum):
    """What must be true first; `guards.py` says when it is. G-numbers: docs/law/cases.md."""

    IDENTITY = "identity"  # G-1
    IN_TIME = "in_time"  # G-2
    COMPLETE = "complete"  # three formal and three material conditions
    REASON = "reason"  # a reason from the list
    BEFORE_P7_ENDS = "before_p7_ends"  # G-3
    ONLY_ONCE = "only_once"  # G-3
    PLENARY = "plenary"  # G-5
    CLASS = "class"  # a class is named
    GAKKUMDU = "gakkumdu"  # G-6


@dataclass(frozen=True, kw_only=True)
class Move:
    """One thing that can happen to a case."""

    source: State
    target: State
    label: str  # what the button says, in Indonesian
    basis: str  # the article, as the law is cited
    who: Who = Who.OFFICER
    guards: tuple[Guard, ...] = ()
    starts: str = ""  # the clock that runs from here; the running one ends with every move that does not keep it
    keeps: bool = False  # the running clock goes on
    form: str = ""  # Formulir Model B.…; only B.1 and B.2 were read, the labels of the others are configuration
    only_for: Class | None = None


S, G = State, Guard
PB7 = "Perbawaslu 7/2022"
# What stands beside the citations, for pages that say it in the reader's language.
SAID = ("arsip perkara", "informasi awal", "penelusuran", "status laporan/temuan")


def _assessed(source: State) -> tuple[Move, ...]:
    """What a first study may end in; the second one may not ask for completion again (one repair cycle)."""
    return (
        Move(
            source=source, target=S.LENGKAP, label="Nyatakan lengkap", basis=f"{PB7} Ps. 15 ayat (3)–(4)",
            guards=(G.IDENTITY, G.IN_TIME, G.COMPLETE), starts="P6",
        ),
        Move(
            source=source, target=S.TIDAK_DIREGISTRASI, label="Nyatakan tidak diregistrasi", basis=f"{PB7} Ps. 16",
            who=Who.LEAD, guards=(G.PLENARY, G.REASON),
        ),
        Move(
            source=source, target=S.DILIMPAHKAN, label="Limpahkan", basis=f"{PB7} Ps. 16", who=Who.LEAD, guards=(G.PLENARY,)
        ),
        Move(
            source=source, target=S.DIAMBIL_ALIH, label="Catat diambil alih", basis=f"{PB7} Ps. 20", who=Who.LEAD,
            guards=(G.PLENARY,),
        ),
        Move(source=source, target=S.DICABUT, label="Catat dicabut pelapor", basis=PB7, form="B.4"),
    )  # fmt: skip


MOVES: tuple[Move, ...] = (
    # Preliminary information: an anonymous word is followed up, and may become a finding.
    Move(
        source=S.INFORMASI_AWAL, target=S.DUGAAN_DITEMUKAN, label="Penelusuran menemukan dugaan",
        basis=f"{PB7} (penelusuran)", starts="P2",
    ),
    Move(source=S.INFORMASI_AWAL, target=S.ARSIP, label="Arsipkan: tidak cukup", basis=f"{PB7} (penelusuran)"),
    # A finding of the supervisors.
    Move(
        source=S.DUGAAN_DITEMUKAN, target=S.TEMUAN, label="Tetapkan sebagai temuan", basis="UU 7/2017 Ps. 454 ayat (5)",
        who=Who.LEAD, guards=(G.PLENARY,), form="B.2", starts="P6",
    ),
    Move(
        source=S.DUGAAN_DITEMUKAN, target=S.ARSIP, label="Arsipkan: bukan temuan", basis="UU 7/2017 Ps. 454 ayat (5)",
        who=Who.LEAD, guards=(G.PLENARY,),
    ),
    Move(
        source=S.TEMUAN, target=S.DIREGISTRASI, label="Registrasi", basis="UU 7/2017 Ps. 454 ayat (7)", who=Who.LEAD,
        guards=(G.PLENARY,), starts="P7",
    ),
    # A report.
    Move(
        source=S.LAPORAN_DITERIMA, target=S.KAJIAN_AWAL, label="Mulai kajian awal", basis=f"{PB7} Ps. 15 ayat (1)",
        keeps=True, form="B.5",
    ),
    Move(source=S.LAPORAN_DITERIMA, target=S.DICABUT, label="Catat dicabut pelapor", basis=PB7, form="B.4"),
    *_assessed(S.KAJIAN_AWAL),
    Move(
        source=S.KAJIAN_AWAL, target=S.MENUNGGU_PERBAIKAN, label="Minta perbaikan", basis=PB7, guards=(G.IN_TIME, G.REASON),
        starts="P5", form="B.7",
    ),
    Move(
        source=S.MENUNGGU_PERBAIKAN, target=S.KAJIAN_AWAL_ULANG, label="Terima perbaikan", basis=PB7, form="B.3.1", starts="P3",
    ),
    Move(
        source=S.MENUNGGU_PERBAIKAN, target=S.TIDAK_DIREGISTRASI, label="Nyatakan tidak diregistrasi", basis=PB7, who=Who.LEAD,
        guards=(G.PLENARY, G.REASON),
    ),
    Move(source=S.MENUNGGU_PERBAIKAN, target=S.DICABUT, label="Catat dicabut pelapor", basis=PB7, form="B.4"),
    *_assessed(S.KAJIAN_AWAL_ULANG),
    Move(
        source=S.LENGKAP, target=S.DIREGISTRASI, label="Registrasi", basis="UU 7/2017 Ps. 454 ayat (7)", who=Who.LEAD,
        guards=(G.PLENARY, G.IDENTITY, G.IN_TIME), starts="P7",
    ),
    Move(source=S.LENGKAP, target=S.DICABUT, label="Catat dicabut pelapor", basis=PB7, form="B.4"),
    # What fails a formal condition is not lost: it may be followed up as preliminary information.
    Move(
        source=S.TIDAK_DIREGISTRASI, target=S.INFORMASI_AWAL, label="Jadikan informasi awal", basis=f"{PB7} (informasi awal)",
        starts="P9",
    ),
    Move(
        source=S.DICABUT, target=S.INFORMASI_AWAL, label="Jadikan informasi awal", basis=f"{PB7} (informasi awal)", starts="P9"
    ),
    # Handling. P8 is measured from registration: fourteen days in all, never seven and fourteen.
    Move(
        source=S.DIREGISTRASI, target=S.PENANGANAN, label="Mulai penanganan", basis="UU 7/2017 Ps. 454 ayat (7)", keeps=True
    ),
    Move(
        source=S.PENANGANAN, target=S.PENANGANAN_LANJUT, label="Perpanjang", basis="UU 7/2017 Ps. 454 ayat (8)",
        guards=(G.REASON, G.ONLY_ONCE, G.BEFORE_P7_ENDS), starts="P8",
    ),
    Move(
        source=S.PENANGANAN, target=S.PLENO_HASIL, label="Putuskan dalam pleno", basis="UU 7/2017 Ps. 454 ayat (7)",
        who=Who.LEAD, guards=(G.PLENARY, G.CLASS), form="B.13",
    ),
    Move(
        source=S.PENANGANAN_LANJUT, target=S.PLENO_HASIL, label="Putuskan dalam pleno", basis="UU 7/2017 Ps. 454 ayat (8)",
        who=Who.LEAD, guards=(G.PLENARY, G.CLASS), form="B.13",
    ),
    # What follows, by class.
    Move(
        source=S.PLENO_HASIL, target=S.DIPUTUS_ADM, label="Catat putusan administratif", basis="UU 7/2017 Ps. 461",
        who=Who.LEAD, guards=(G.PLENARY,), only_for=Class.ADM, starts="A2",
    ),
    Move(
        source=S.PLENO_HASIL, target=S.DITERUSKAN_DKPP, label="Teruskan ke DKPP", basis="UU 7/2017 Ps. 455", who=Who.LEAD,
        only_for=Class.KEPP,
    ),
    Move(
        source=S.PLENO_HASIL, target=S.DITERUSKAN_POLRI, label="Teruskan ke Polri", basis="UU 7/2017 Ps. 476 ayat (1)",
        who=Who.LEAD, guards=(G.GAKKUMDU,), only_for=Class.PID,
    ),
    Move(
        source=S.PLENO_HASIL, target=S.DITERUSKAN_INSTANSI, label="Teruskan ke instansi", basis="UU 7/2017 Ps. 455",
        who=Who.LEAD, only_for=Class.LAIN,
    ),
    Move(
        source=S.PLENO_HASIL, target=S.DIHENTIKAN, label="Hentikan: bukan pelanggaran", basis="UU 7/2017 Ps. 454 ayat (7)",
        who=Who.LEAD, only_for=Class.BUKAN,
    ),
    # Every end is told to the reporter and announced.
    *(
        Move(
            source=end, target=S.STATUS_DIUMUMKAN, label="Umumkan status", basis=f"{PB7} (status laporan/temuan)", form="B.18"
        )
        for end in (
            S.ARSIP, S.TIDAK_DIREGISTRASI, S.DILIMPAHKAN, S.DIAMBIL_ALIH, S.DICABUT, S.DIPUTUS_ADM, S.DITERUSKAN_DKPP,
            S.DITERUSKAN_POLRI, S.DITERUSKAN_INSTANSI, S.DIHENTIKAN,
        )
    ),
    Move(source=S.STATUS_DIUMUMKAN, target=S.DITUTUP, label="Tutup perkara", basis="arsip perkara"),
)  # fmt: skip
TABLE: dict[tuple[State, State], Move] = {(move.source, move.target): move for move in MOVES}

# Where a case begins, and the clock that runs from its opening.
OPENS: dict[CaseKind, tuple[State, str]] = {
    CaseKind.LAPORAN: (S.LAPORAN_DITERIMA, "P3"),
    CaseKind.TEMUAN: (S.DUGAAN_DITEMUKAN, "P2"),
    CaseKind.INFORMASI_AWAL: (S.INFORMASI_AWAL, "P9"),
}
# Before these a suspicion is never called anything but that.
DECIDED = frozenset({S.PLENO_HASIL, S.DIPUTUS_ADM, S.DITERUSKAN_DKPP, S.DITERUSKAN_POLRI, S.DITERUSKAN_INSTANSI, S.DIHENTIKAN})
OVER = frozenset({S.STATUS_DIUMUMKAN, S.DITUTUP})
# Missing these is a legal failure, not only lateness (G-7).
HANDLING_CLOCKS = frozenset({"P7", "P8"})


class NoSuchMove(Exception):
    """The table knows no way from the one state to the other."""


def move_between(source: State, target: State) -> Move:
    """The move from one state to another; NoSuchMove if the table has none."""
    try:
        return TABLE[source, target]
    except KeyError:
        raise NoSuchMove(f"{source} → {target}") from None


def moves_from(state: State, *, klass: Class | None = None) -> tuple[Move, ...]:
    """What can happen next, in the table's order; after the plenary, only what the class allows."""
    return tuple(move for move in MOVES if move.source is state and (move.only_for is None or move.only_for is klass))
