"""The way of a case: from the first word to registration or its end, and from there to the announcement (law.md A.6)."""

from damai.statutes.rules import Event

from .moves import Move, find
from .states import CaseKind, Guard, Receiver, State, Who

S, G, E = State, Guard, Event
LEAD = Who.LEAD


def _assessed(source: State, done: Event) -> tuple[Move, ...]:
    """What a first study may end in, besides asking for completion; `done` is what it is called when it is over."""
    return (
        Move(
            source=source, target=S.LENGKAP, label="Nyatakan lengkap", events=(done, E.COMPLETE),
            guards=(G.IDENTITY, G.IN_TIME, G.COMPLETE),
        ),
        Move(
            source=source, target=S.TIDAK_DIREGISTRASI, label="Nyatakan tidak diregistrasi", who=LEAD,
            events=(done, E.NOT_REGISTERED), guards=(G.PLENARY, G.REASON),
        ),
        Move(
            source=source, target=S.DILIMPAHKAN, label="Limpahkan ke kantor lain", who=LEAD, events=(done, E.HANDED_OVER),
            guards=(G.PLENARY, G.ACCEPTED), receiver=(Receiver.TRANSFER,),
        ),
        Move(
            source=source, target=S.DIAMBIL_ALIH, label="Serahkan untuk diambil alih", who=LEAD, events=(done, E.TAKEN_OVER),
            guards=(G.PLENARY, G.ACCEPTED), receiver=(Receiver.TAKEOVER,),
        ),
    )  # fmt: skip


def _withdrawn(*sources: State) -> tuple[Move, ...]:
    """The reporter takes the report back; only before registration."""
    return tuple(
        Move(source=source, target=S.DICABUT, label="Catat dicabut pelapor", events=(E.WITHDRAWN,), form="B.4")
        for source in sources
    )


def _received(target: State, event: Event) -> tuple[Move, ...]:
    """Another office received the case: there it begins as it began here, with clocks of its own."""
    return tuple(
        Move(source=source, target=target, label="Diterima kantor lain", events=(event,), again=True)
        for source in (S.DILIMPAHKAN, S.DIAMBIL_ALIH)
    )


CASE_MOVES: tuple[Move, ...] = (
    # Preliminary information: an anonymous word is followed up, and may become a finding.
    Move(
        source=S.INFORMASI_AWAL, target=S.DUGAAN_DITEMUKAN, label="Penelusuran menemukan dugaan", events=(E.FOUND,),
    ),
    Move(source=S.INFORMASI_AWAL, target=S.ARSIP, label="Arsipkan: tidak cukup", events=(E.ARCHIVED,)),
    # A finding of the supervisors.
    Move(
        source=S.DUGAAN_DITEMUKAN, target=S.TEMUAN, label="Tetapkan sebagai temuan", who=LEAD, events=(E.DECLARED,),
        guards=(G.PLENARY,), form="B.2",
    ),
    Move(
        source=S.DUGAAN_DITEMUKAN, target=S.ARSIP, label="Arsipkan: bukan temuan", who=LEAD, events=(E.ARCHIVED,),
        guards=(G.PLENARY,),
    ),
    Move(
        source=S.TEMUAN, target=S.DIREGISTRASI, label="Registrasi", who=LEAD, events=(E.REGISTERED,),
        guards=(G.PLENARY, G.CLASSES),
    ),
    # A report.
    Move(source=S.LAPORAN_DITERIMA, target=S.KAJIAN_AWAL, label="Mulai kajian awal", form="B.5"),
    *_assessed(S.KAJIAN_AWAL, E.ASSESSED),
    Move(
        source=S.KAJIAN_AWAL, target=S.BELUM_LENGKAP, label="Nyatakan belum lengkap", events=(E.ASSESSED,),
        guards=(G.IN_TIME, G.INCOMPLETE),
    ),
    Move(
        source=S.KAJIAN_AWAL, target=S.LEWAT_WAKTU, label="Nyatakan lewat waktu", events=(E.ASSESSED,), guards=(G.IS_LATE,),
    ),
    Move(
        source=S.BELUM_LENGKAP, target=S.MENUNGGU_PERBAIKAN, label="Beri tahu pelapor", events=(E.NOTIFIED,), form="B.7",
    ),
    Move(
        source=S.MENUNGGU_PERBAIKAN, target=S.KAJIAN_AWAL_ULANG, label="Terima perbaikan", events=(E.MENDED,), form="B.3.1",
        guards=(G.MENDED_IN_TIME,),
    ),
    Move(
        source=S.MENUNGGU_PERBAIKAN, target=S.TIDAK_DIREGISTRASI, label="Nyatakan tidak diregistrasi", who=LEAD,
        events=(E.NOT_REGISTERED,), guards=(G.PLENARY, G.REASON, G.REPAIR_OVER),
    ),
    *_assessed(S.KAJIAN_AWAL_ULANG, E.REASSESSED),
    Move(
        source=S.LEWAT_WAKTU, target=S.TIDAK_DIREGISTRASI, label="Nyatakan tidak diregistrasi", who=LEAD,
        events=(E.NOT_REGISTERED,), guards=(G.PLENARY, G.REASON),
    ),
    Move(
        source=S.LENGKAP, target=S.DIREGISTRASI, label="Registrasi", who=LEAD, events=(E.REGISTERED,),
        guards=(G.PLENARY, G.IDENTITY, G.IN_TIME, G.CLASSES),
    ),
    *_withdrawn(
        S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, S.BELUM_LENGKAP, S.MENUNGGU_PERBAIKAN, S.KAJIAN_AWAL_ULANG, S.LENGKAP, S.LEWAT_WAKTU
    ),
    # What fails a condition is not lost: it may be followed up as preliminary information.
    Move(source=S.TIDAK_DIREGISTRASI, target=S.INFORMASI_AWAL, label="Jadikan informasi awal", events=(E.RECORDED,)),
    Move(source=S.DICABUT, target=S.INFORMASI_AWAL, label="Jadikan informasi awal", events=(E.RECORDED,)),
    # Another office took it: it goes on there.
    *_received(S.LAPORAN_DITERIMA, E.SUBMITTED),
    *_received(S.DUGAAN_DITEMUKAN, E.FOUND),
    *_received(S.INFORMASI_AWAL, E.RECORDED),
    # Every end is told to the reporter and announced.
    *(
        Move(source=end, target=S.STATUS_DIUMUMKAN, label="Umumkan status", events=(E.ANNOUNCED,), form="B.18")
        for end in (S.ARSIP, S.TIDAK_DIREGISTRASI, S.DILIMPAHKAN, S.DIAMBIL_ALIH, S.DICABUT)
    ),
    Move(
        source=S.DIREGISTRASI, target=S.STATUS_DIUMUMKAN, label="Umumkan status", events=(E.ANNOUNCED,), form="B.18",
        guards=(G.TRACKS_DECIDED,),
    ),
    Move(
        source=S.STATUS_DIUMUMKAN, target=S.DITUTUP, label="Tutup perkara", events=(E.CLOSED,), guards=(G.TRACKS_OVER,),
    ),
)  # fmt: skip

# Where a case begins, and what clocks hear then.
OPENS: dict[CaseKind, tuple[State, Event]] = {
    CaseKind.LAPORAN: (S.LAPORAN_DITERIMA, E.SUBMITTED),
    CaseKind.TEMUAN: (S.DUGAAN_DITEMUKAN, E.FOUND),
    CaseKind.INFORMASI_AWAL: (S.INFORMASI_AWAL, E.RECORDED),
}
# Here what ran for the case runs no more: it ended, or it is another office's.
ENDS = frozenset({S.ARSIP, S.DILIMPAHKAN, S.DIAMBIL_ALIH, S.DICABUT, S.TIDAK_DIREGISTRASI, S.DITUTUP})
HANDED_ON = frozenset({S.DILIMPAHKAN, S.DIAMBIL_ALIH})
OVER = frozenset({S.STATUS_DIUMUMKAN, S.DITUTUP})
REGISTERED = frozenset({S.DIREGISTRASI, *OVER})  # here a case may have tracks


def move_between(source: State, target: State) -> Move:
    """The move of a case from one state to another; NoSuchMove if the table has none."""
    return find(CASE_MOVES, source, target)


def moves_from(state: State) -> tuple[Move, ...]:
    """What can happen next to a case, in the table's order."""
    return tuple(move for move in CASE_MOVES if move.source is state)
