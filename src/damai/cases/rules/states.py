"""The words of the law that a case speaks in: states, classes, reasons, conditions. What joins them stands in the tables."""

from enum import StrEnum


class State(StrEnum):
    """Where a case is until it is registered, and again when its status is told (Perbawaslu 7/2022)."""

    INFORMASI_AWAL = "informasi_awal"
    ARSIP = "arsip"
    DUGAAN_DITEMUKAN = "dugaan_ditemukan"
    TEMUAN = "temuan"
    LAPORAN_DITERIMA = "laporan_diterima"
    KAJIAN_AWAL = "kajian_awal"
    BELUM_LENGKAP = "belum_lengkap"
    MENUNGGU_PERBAIKAN = "menunggu_perbaikan"
    KAJIAN_AWAL_ULANG = "kajian_awal_ulang"
    LENGKAP = "lengkap"
    LEWAT_WAKTU = "lewat_waktu"
    DILIMPAHKAN = "dilimpahkan"
    DIAMBIL_ALIH = "diambil_alih"
    DICABUT = "dicabut"
    TIDAK_DIREGISTRASI = "tidak_diregistrasi"
    DIREGISTRASI = "diregistrasi"
    STATUS_DIUMUMKAN = "status_diumumkan"
    DITUTUP = "ditutup"


class TrackState(StrEnum):
    """Where one class of violation is, from registration to its own end."""

    PENANGANAN = "penanganan"
    PENANGANAN_LANJUT = "penanganan_lanjut"
    PLENO_HASIL = "pleno_hasil"
    # Administrative violations, TSM among them
    SIDANG = "sidang"
    REKOMENDASI = "rekomendasi"
    DIPUTUS = "diputus"
    KPU_MELAKSANAKAN = "kpu_melaksanakan"
    UPAYA_HUKUM_MA = "upaya_hukum_ma"
    PUTUSAN_MA = "putusan_ma"
    # Ethics of organisers
    DITERUSKAN_DKPP = "diteruskan_dkpp"
    DIPUTUS_DKPP = "diputus_dkpp"
    DIPUTUS_KABKOTA = "diputus_kabkota"  # supervisors of the lower ranks, by the supervisors of the city themselves
    DITERUSKAN_KPU = "diteruskan_kpu"  # organisers of the lower ranks
    DIPUTUS_KPU = "diputus_kpu"
    # Crimes
    DITERUSKAN_POLRI = "diteruskan_polri"
    SIDIK = "sidik"
    P19 = "p19"
    P21 = "p21"
    PN = "pn"
    PT = "pt"
    INKRAH = "inkrah"
    EKSEKUSI = "eksekusi"
    # Other law
    DITERUSKAN_INSTANSI = "diteruskan_instansi"
    TINDAK_LANJUT_INSTANSI = "tindak_lanjut_instansi"
    # Any
    DIHENTIKAN = "dihentikan"


class CaseKind(StrEnum):
    """What a case came from: a report by someone entitled, a finding of the supervisors, or preliminary information."""

    LAPORAN = "laporan"
    TEMUAN = "temuan"
    INFORMASI_AWAL = "informasi_awal"


class Class(StrEnum):
    """What a violation may be (UU 7/2017 Ps. 455, 460, 463, 476). Each is a track of its own."""

    ADM = "adm"
    TSM = "tsm"
    KEPP = "kepp"
    PID = "pid"
    LAIN = "lain"


class Outcome(StrEnum):
    """What became of a track."""

    VIOLATION = "violation"  # the plenary found one: it goes on to whoever decides, forwards or carries out
    NOT_VIOLATION = "not_violation"
    STOPPED = "stopped"  # in a Gakkumdu discussion, or by the investigator


class Who(StrEnum):
    """Who may make a move: an officer, or the leads for what the plenary decides."""

    OFFICER = "officer"
    LEAD = "lead"


class Receiver(StrEnum):
    """To whom a move hands over; it becomes real only when they accepted. The words of `Forwarding.Kind`."""

    POLICE = "police"
    ETHICS = "ethics"
    COMMISSION = "commission"
    BODY = "body"
    TRANSFER = "transfer"
    TAKEOVER = "takeover"


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


class Item(StrEnum):
    """The three formal and three material conditions of a report (Perbawaslu 7/2022 Ps. 15 ayat (3)–(4))."""

    REPORTER = "reporter"  # formal: name and address of the reporter
    REPORTED = "reported"  # formal: the reported party
    IN_TIME = "in_time"  # formal: not later than seven days after it was known
    WHEN_WHERE = "when_where"  # material: time and place
    DESCRIPTION = "description"  # material: what happened
    EVIDENCE = "evidence"  # material: evidence


FORMAL = frozenset({Item.REPORTER, Item.REPORTED, Item.IN_TIME})
MATERIAL = frozenset({Item.WHEN_WHERE, Item.DESCRIPTION, Item.EVIDENCE})


class Guard(StrEnum):
    """What must be true first; `guards.py` says when it is. G-numbers: docs/law/cases.md."""

    IDENTITY = "identity"  # G-1
    IN_TIME = "in_time"  # G-2
    IS_LATE = "is_late"  # G-2: only a late report is declared late
    COMPLETE = "complete"  # three formal and three material conditions
    INCOMPLETE = "incomplete"  # something is missing, and each missing condition says what
    REASON = "reason"  # a reason from the list
    MENDED_IN_TIME = "mended_in_time"  # the one repair, before its last moment
    REPAIR_OVER = "repair_over"  # nobody is shut out while there is still time to mend
    CLASSES = "classes"  # at least one class is named
    BEFORE_HANDLING_ENDS = "before_handling_ends"  # G-3
    ONLY_ONCE = "only_once"  # G-3
    PLENARY = "plenary"  # G-5
    OUTCOME = "outcome"  # the plenary says what it is
    GAKKUMDU = "gakkumdu"  # G-6
    STOPPED_IN_DISCUSSION = "stopped_in_discussion"  # a discussion of all three institutions ended with: stop
    ACCEPTED = "accepted"  # the receiver accepted what was offered
    ABOUT_SUPERVISOR = "about_supervisor"  # the reported party is a supervisor
    ABOUT_ORGANISER = "about_organiser"  # the reported party is an organiser
    TRACKS_DECIDED = "tracks_decided"  # no class is still open
    TRACKS_OVER = "tracks_over"  # no class goes on, and no term runs
