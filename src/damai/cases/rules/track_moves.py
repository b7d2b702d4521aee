"""The way of one class within a case: handling, the plenary, and what follows for each class (law.md A.6)."""

from damai.statutes.rules import Event

from .moves import TrackMove, find_track
from .states import Class, Guard, Outcome, Receiver, TrackState, Who

T, G, E, O = TrackState, Guard, Event, Outcome  # noqa: E741  short, because each line of the table names them all
EVERY = frozenset(Class)
ADM, TSM, HEARD = frozenset({Class.ADM}), frozenset({Class.TSM}), frozenset({Class.ADM, Class.TSM})
KEPP, PID, LAIN = frozenset({Class.KEPP}), frozenset({Class.PID}), frozenset({Class.LAIN})
LEAD = Who.LEAD


def _handled(source: TrackState) -> tuple[TrackMove, ...]:
    """How handling ends: in the plenary, or for crimes also in a discussion of Gakkumdu."""
    return (
        TrackMove(
            source=source, target=T.PLENO_HASIL, label="Putuskan dalam pleno", classes=EVERY - PID, who=LEAD,
            events=(E.DECIDED,), guards=(G.PLENARY, G.OUTCOME), form="B.13",
        ),
        TrackMove(
            source=source, target=T.PLENO_HASIL, label="Putuskan dalam pleno", classes=PID, who=LEAD, events=(E.DECIDED,),
            if_violation=(E.STATED,), guards=(G.PLENARY, G.OUTCOME), form="B.13",
        ),
        TrackMove(
            source=source, target=T.DIHENTIKAN, label="Hentikan menurut pembahasan Gakkumdu", classes=PID, who=LEAD,
            events=(E.DECIDED, E.STOPPED), guards=(G.PLENARY, G.STOPPED_IN_DISCUSSION),
        ),
    )  # fmt: skip


TRACK_MOVES: tuple[TrackMove, ...] = (
    # Handling. The longer term is a ceiling over the whole, counted from where the shorter one is counted.
    TrackMove(
        source=T.PENANGANAN, target=T.PENANGANAN_LANJUT, label="Perpanjang", classes=EVERY, events=(E.EXTENDED,),
        guards=(G.REASON, G.ONLY_ONCE, G.BEFORE_HANDLING_ENDS),
    ),
    *_handled(T.PENANGANAN),
    *_handled(T.PENANGANAN_LANJUT),
    TrackMove(
        source=T.PLENO_HASIL, target=T.DIHENTIKAN, label="Hentikan: bukan pelanggaran", classes=EVERY, who=LEAD,
        events=(E.STOPPED,), needs=O.NOT_VIOLATION,
    ),
    # Administrative violations: an open hearing, or from the lower ranks a recommendation upward (UU 7/2017 Ps. 461).
    TrackMove(
        source=T.PLENO_HASIL, target=T.SIDANG, label="Periksa dalam sidang terbuka", classes=HEARD, who=LEAD, needs=O.VIOLATION,
    ),
    TrackMove(
        source=T.PLENO_HASIL, target=T.REKOMENDASI, label="Rekomendasikan kepada pengawas di atas", classes=ADM, who=LEAD,
        needs=O.VIOLATION, form="B.14",
    ),
    *(
        TrackMove(
            source=T.SIDANG, target=T.DIPUTUS, label="Bacakan putusan", classes=classes, cites=cites, who=LEAD, events=(E.READ,),
            guards=(G.PLENARY, G.OUTCOME),
        )
        for classes, cites in ((ADM, "diputus_adm"), (TSM, "diputus_tsm"))
    ),
    TrackMove(
        source=T.REKOMENDASI, target=T.DIPUTUS, label="Bacakan putusan", classes=ADM,
        cites="diputus_adm", who=LEAD, events=(E.READ,),
        guards=(G.PLENARY, G.OUTCOME),
    ),
    TrackMove(
        source=T.DIPUTUS, target=T.DIHENTIKAN, label="Hentikan: tidak terbukti", classes=HEARD, who=LEAD, events=(E.STOPPED,),
        needs=O.NOT_VIOLATION,
    ),
    TrackMove(
        source=T.DIPUTUS, target=T.KPU_MELAKSANAKAN, label="Catat pelaksanaan putusan oleh KPU", classes=ADM,
        events=(E.EXECUTED_BY_KPU,), needs=O.VIOLATION, told=True,
    ),
    TrackMove(
        source=T.DIPUTUS, target=T.KPU_MELAKSANAKAN, label="Catat keputusan KPU", classes=TSM,
        cites="kpu_melaksanakan_tsm",
        events=(E.EXECUTED_BY_KPU, E.KPU_DECIDED), needs=O.VIOLATION, told=True,
    ),
    TrackMove(
        source=T.KPU_MELAKSANAKAN, target=T.UPAYA_HUKUM_MA, label="Catat upaya hukum ke MA", classes=TSM,
        cites="diajukan_ke_ma", events=(E.APPEALED,),
        told=True,
    ),
    TrackMove(
        source=T.UPAYA_HUKUM_MA, target=T.UPAYA_HUKUM_MA, label="Catat berkas diterima MA", classes=TSM,
        cites="diajukan_ke_ma",
        events=(E.FILE_AT_SUPREME_COURT,), told=True,
    ),
    TrackMove(
        source=T.UPAYA_HUKUM_MA, target=T.PUTUSAN_MA, label="Catat putusan MA", classes=TSM,
        cites="diputus_ma", events=(E.SUPREME_COURT_DECIDED,),
        after=E.FILE_AT_SUPREME_COURT, told=True,
    ),
    # Ethics: DKPP; the lower ranks of supervisors and of the commission are dealt with in the city (Perbawaslu 7/2022 Ps. 20).
    TrackMove(
        source=T.PLENO_HASIL, target=T.DITERUSKAN_DKPP, label="Teruskan ke DKPP", classes=KEPP, who=LEAD, events=(E.FORWARDED,),
        guards=(G.ACCEPTED,), needs=O.VIOLATION, receiver=(Receiver.ETHICS,), form="B.15",
    ),
    TrackMove(
        source=T.DITERUSKAN_DKPP, target=T.DIPUTUS_DKPP, label="Catat putusan DKPP", classes=KEPP, events=(E.ANSWERED,),
        told=True,
    ),
    TrackMove(
        source=T.PLENO_HASIL, target=T.DIPUTUS_KABKOTA, label="Putuskan: pengawas ad hoc", classes=KEPP,
        cites="diputus_bawaslu", who=LEAD,
        events=(E.READ,), guards=(G.PLENARY, G.ABOUT_SUPERVISOR), needs=O.VIOLATION,
    ),
    TrackMove(
        source=T.PLENO_HASIL, target=T.DITERUSKAN_KPU, label="Teruskan ke KPU: penyelenggara ad hoc", classes=KEPP, who=LEAD,
        events=(E.FORWARDED,), guards=(G.ACCEPTED, G.ABOUT_ORGANISER), needs=O.VIOLATION, receiver=(Receiver.COMMISSION,),
        form="B.15",
    ),
    TrackMove(
        source=T.DITERUSKAN_KPU, target=T.DIPUTUS_KPU, label="Catat putusan KPU", classes=KEPP, events=(E.ANSWERED,), told=True,
    ),
    # Crimes: to the police within a day, then the way of investigators, prosecutors and courts (UU 7/2017 Ps. 476–484).
    TrackMove(
        source=T.PLENO_HASIL, target=T.DITERUSKAN_POLRI, label="Teruskan ke Polri", classes=PID, who=LEAD,
        events=(E.FORWARDED, E.POLICE_RECEIVED), guards=(G.GAKKUMDU, G.ACCEPTED), needs=O.VIOLATION,
        receiver=(Receiver.POLICE,), form="B.16",
    ),
    TrackMove(
        source=T.DITERUSKAN_POLRI, target=T.DITERUSKAN_POLRI, label="Catat bukti permulaan cukup", classes=PID,
        cites="penyelidikan",
        events=(E.ENOUGH_EVIDENCE,), told=True,
    ),
    TrackMove(
        source=T.DITERUSKAN_POLRI, target=T.SIDIK, label="Catat penyidikan", classes=PID,
        cites="penyidikan", events=(E.AT_INVESTIGATOR,), told=True,
    ),
    TrackMove(
        source=T.SIDIK, target=T.SIDIK, label="Catat berkas diterima penuntut umum", classes=PID,
        cites="berkas_di_penuntut",
        events=(E.INVESTIGATED, E.FILE_AT_PROSECUTOR), told=True,
    ),
    TrackMove(
        source=T.SIDIK, target=T.P19, label="Catat berkas dikembalikan (P-19)", classes=PID,
        cites="berkas_dikembalikan", events=(E.FILE_RETURNED,),
        after=E.FILE_AT_PROSECUTOR, told=True, again=True,
    ),
    TrackMove(
        source=T.P19, target=T.SIDIK, label="Catat berkas perbaikan diterima penuntut umum", classes=PID,
        cites="berkas_diperbaiki",
        events=(E.FILE_RESUBMITTED, E.FILE_AT_PROSECUTOR), told=True, again=True,
    ),
    TrackMove(
        source=T.SIDIK, target=T.P21, label="Catat berkas lengkap (P-21)", classes=PID,
        cites="berkas_lengkap", events=(E.FILE_COMPLETE,),
        after=E.FILE_AT_PROSECUTOR, told=True,
    ),
    TrackMove(
        source=T.P21, target=T.PN, label="Catat pelimpahan ke pengadilan", classes=PID,
        cites="pengadilan_negeri", events=(E.AT_COURT,), told=True
    ),
    TrackMove(
        source=T.PN, target=T.PN, label="Catat putusan pengadilan negeri dibacakan", classes=PID,
        cites="putusan_pn", events=(E.VERDICT,), told=True,
    ),
    TrackMove(
        source=T.PN, target=T.PT, label="Catat permohonan banding", classes=PID,
        cites="banding", events=(E.APPEAL_FILED,), after=E.VERDICT,
        told=True,
    ),
    TrackMove(
        source=T.PT, target=T.PT, label="Catat berkas diterima pengadilan tinggi", classes=PID,
        cites="pengadilan_tinggi",
        events=(E.FILE_AT_COURT_OF_APPEAL,), told=True,
    ),
    TrackMove(
        source=T.PN, target=T.INKRAH, label="Catat putusan berkekuatan hukum tetap: tanpa banding", classes=PID,
        events=(E.FINAL_VERDICT,), after=E.VERDICT, leaves=E.VERDICT, told=True,
    ),
    TrackMove(
        source=T.PT, target=T.INKRAH, label="Catat putusan pengadilan tinggi", classes=PID, events=(E.FINAL_VERDICT,),
        leaves=E.APPEAL_FILED, told=True,
    ),
    TrackMove(
        source=T.INKRAH, target=T.INKRAH, label="Catat putusan diterima penuntut umum", classes=PID,
        cites="putusan_di_penuntut",
        events=(E.VERDICT_AT_PROSECUTOR,), told=True,
    ),
    TrackMove(
        source=T.INKRAH, target=T.EKSEKUSI, label="Catat pelaksanaan putusan", classes=PID, events=(E.EXECUTED,),
        after=E.VERDICT_AT_PROSECUTOR, told=True,
    ),
    *(
        TrackMove(
            source=source, target=T.DIHENTIKAN, label="Catat penyidikan dihentikan", classes=PID, events=(E.STOPPED,), told=True,
        )
        for source in (T.DITERUSKAN_POLRI, T.SIDIK, T.P19)
    ),
    # Other law: the competent body, without a clock for it.
    TrackMove(
        source=T.PLENO_HASIL, target=T.DITERUSKAN_INSTANSI, label="Teruskan ke instansi", classes=LAIN, who=LEAD,
        events=(E.FORWARDED,), guards=(G.ACCEPTED,), needs=O.VIOLATION, receiver=(Receiver.BODY,), form="B.17",
    ),
    TrackMove(
        source=T.DITERUSKAN_INSTANSI, target=T.TINDAK_LANJUT_INSTANSI, label="Catat tindak lanjut instansi", classes=LAIN,
        events=(E.ANSWERED,), told=True,
    ),
)  # fmt: skip

# Still with the supervisors, and nothing is decided for the outside.
IN_HANDLING = frozenset({T.PENANGANAN, T.PENANGANAN_LANJUT})
OPEN = IN_HANDLING | {T.PLENO_HASIL, T.SIDANG, T.REKOMENDASI}
# In which discussion of Gakkumdu a track can be.
DISCUSSED_IN: dict[int, frozenset[TrackState]] = {
    1: IN_HANDLING,
    2: IN_HANDLING | {T.PLENO_HASIL},
    3: frozenset({T.DITERUSKAN_POLRI, T.SIDIK, T.P19}),
}
_ENDS = frozenset(
    {T.DIHENTIKAN, T.PUTUSAN_MA, T.DIPUTUS_DKPP, T.DIPUTUS_KABKOTA, T.DIPUTUS_KPU, T.EKSEKUSI, T.TINDAK_LANJUT_INSTANSI}
)
# Nothing more need come: the receiver may stay silent, and the house may close the case once no term runs.
_RESTS = frozenset({T.KPU_MELAKSANAKAN, T.DITERUSKAN_DKPP, T.DITERUSKAN_KPU, T.DITERUSKAN_INSTANSI, T.INKRAH})
# Here somebody has decided, and the word is no longer "dugaan".
_FOUND = frozenset(
    {
        T.DIPUTUS, T.KPU_MELAKSANAKAN, T.UPAYA_HUKUM_MA, T.PUTUSAN_MA, T.DIPUTUS_DKPP, T.DIPUTUS_KABKOTA, T.DIPUTUS_KPU,
        T.INKRAH, T.EKSEKUSI, T.DIHENTIKAN,
    }
)  # fmt: skip


def track_move_between(klass: Class, source: TrackState, target: TrackState) -> TrackMove:
    """The move of a class from one state to another; NoSuchMove if the table has none."""
    return find_track(TRACK_MOVES, klass, source, target)


def track_moves_from(klass: Class, state: TrackState, *, outcome: Outcome | None = None) -> tuple[TrackMove, ...]:
    """What can happen next to a class, in the table's order; after the plenary, only what it found allows."""
    return tuple(
        move
        for move in TRACK_MOVES
        if move.source is state and klass in move.classes and (move.needs is None or move.needs is outcome)
    )


def is_over(klass: Class | None, state: TrackState) -> bool:
    """Whether nothing more happens to a class here."""
    return state in _ENDS or (state is T.KPU_MELAKSANAKAN and klass is Class.ADM)


def may_rest(state: TrackState) -> bool:
    """Whether the house need not wait for more."""
    return state in _ENDS or state in _RESTS


def is_alleged(state: TrackState, outcome: Outcome | None) -> bool:
    """Whether the word is "dugaan": nobody who may decide it has decided that it was a violation, or that it was none (A-10).

    The plenary decides what is none. What it sends to a hearing, to court or to another body is still alleged until they decided.
    """
    return outcome is not Outcome.NOT_VIOLATION and outcome is not Outcome.STOPPED and state not in _FOUND
