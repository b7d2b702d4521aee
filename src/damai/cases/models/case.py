"""What is stored of the way of a case: the case, its tracks, its terms, every step, what the plenary recorded."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Agency
from damai.areas.models import Area
from damai.statutes.models import Regime
from damai.triage.models import Report

from ..rules import CaseKind, Class, Item, Outcome, Reason, State, TrackState, is_alleged

STATES = [
    (State.INFORMASI_AWAL.value, _("Informasi awal")),
    (State.ARSIP.value, _("Diarsipkan")),
    (State.DUGAAN_DITEMUKAN.value, _("Dugaan ditemukan pengawas")),
    (State.TEMUAN.value, _("Temuan")),
    (State.LAPORAN_DITERIMA.value, _("Laporan diterima")),
    (State.KAJIAN_AWAL.value, _("Kajian awal")),
    (State.BELUM_LENGKAP.value, _("Belum lengkap")),
    (State.MENUNGGU_PERBAIKAN.value, _("Menunggu perbaikan dari pelapor")),
    (State.KAJIAN_AWAL_ULANG.value, _("Kajian awal ulang")),
    (State.LENGKAP.value, _("Dinyatakan lengkap")),
    (State.LEWAT_WAKTU.value, _("Lewat waktu")),
    (State.DILIMPAHKAN.value, _("Dilimpahkan")),
    (State.DIAMBIL_ALIH.value, _("Diambil alih")),
    (State.DICABUT.value, _("Dicabut pelapor")),
    (State.TIDAK_DIREGISTRASI.value, _("Tidak diregistrasi")),
    (State.DIREGISTRASI.value, _("Diregistrasi")),
    (State.STATUS_DIUMUMKAN.value, _("Status diumumkan")),
    (State.DITUTUP.value, _("Ditutup")),
]
TRACK_STATES = [
    (TrackState.PENANGANAN.value, _("Penanganan")),
    (TrackState.PENANGANAN_LANJUT.value, _("Penanganan diperpanjang")),
    (TrackState.PLENO_HASIL.value, _("Diputuskan dalam pleno")),
    (TrackState.SIDANG.value, _("Diperiksa dalam sidang terbuka")),
    (TrackState.REKOMENDASI.value, _("Direkomendasikan kepada pengawas di atas")),
    (TrackState.DIPUTUS.value, _("Putusan dibacakan")),
    (TrackState.KPU_MELAKSANAKAN.value, _("Dilaksanakan KPU")),
    (TrackState.UPAYA_HUKUM_MA.value, _("Upaya hukum ke Mahkamah Agung")),
    (TrackState.PUTUSAN_MA.value, _("Diputus Mahkamah Agung")),
    (TrackState.DITERUSKAN_DKPP.value, _("Diteruskan ke DKPP")),
    (TrackState.DIPUTUS_DKPP.value, _("Diputus DKPP")),
    (TrackState.DIPUTUS_KABKOTA.value, _("Diputus Bawaslu kabupaten/kota")),
    (TrackState.DITERUSKAN_KPU.value, _("Diteruskan ke KPU")),
    (TrackState.DIPUTUS_KPU.value, _("Diputus KPU")),
    (TrackState.DITERUSKAN_POLRI.value, _("Diteruskan ke Polri")),
    (TrackState.SIDIK.value, _("Penyidikan")),
    (TrackState.P19.value, _("Berkas dikembalikan kepada penyidik (P-19)")),
    (TrackState.P21.value, _("Berkas lengkap (P-21)")),
    (TrackState.PN.value, _("Pengadilan negeri")),
    (TrackState.PT.value, _("Pengadilan tinggi")),
    (TrackState.INKRAH.value, _("Berkekuatan hukum tetap")),
    (TrackState.EKSEKUSI.value, _("Putusan dilaksanakan")),
    (TrackState.DITERUSKAN_INSTANSI.value, _("Diteruskan ke instansi berwenang")),
    (TrackState.TINDAK_LANJUT_INSTANSI.value, _("Ditindaklanjuti instansi berwenang")),
    (TrackState.DIHENTIKAN.value, _("Dihentikan")),
]
CASE_KINDS = [
    (CaseKind.LAPORAN.value, _("Laporan")),
    (CaseKind.TEMUAN.value, _("Temuan")),
    (CaseKind.INFORMASI_AWAL.value, _("Informasi awal")),
]
CLASSES = [
    (Class.ADM.value, _("Pelanggaran administratif")),
    (Class.TSM.value, _("Pelanggaran administratif terstruktur, sistematis, dan masif (TSM)")),
    (Class.KEPP.value, _("Pelanggaran kode etik penyelenggara")),
    (Class.PID.value, _("Tindak pidana pemilu")),
    (Class.LAIN.value, _("Pelanggaran peraturan lainnya")),
]
OUTCOMES = [
    (Outcome.VIOLATION.value, _("pelanggaran")),
    (Outcome.NOT_VIOLATION.value, _("bukan pelanggaran")),
    (Outcome.STOPPED.value, _("dihentikan")),
]
REASONS = [
    (Reason.WITNESS.value, _("Saksi perlu didengar")),
    (Reason.EVIDENCE.value, _("Bukti perlu diperoleh")),
    (Reason.EXPERT.value, _("Ahli perlu didengar")),
    (Reason.SUSPECT.value, _("Terlapor perlu didengar")),
    (Reason.INCOMPLETE.value, _("Syarat belum lengkap")),
    (Reason.LATE.value, _("Disampaikan lewat dari batas waktu")),
    (Reason.HANDLED.value, _("Sudah ditangani")),
    (Reason.NOT_A_VIOLATION.value, _("Bukan pelanggaran pemilu")),
    (Reason.NO_IDENTITY.value, _("Identitas pelapor tidak ada")),
    (Reason.REPAIR_LAPSED.value, _("Tidak diperbaiki dalam batas waktu")),
]
ITEMS = [
    (Item.REPORTER.value, _("Formal: nama dan alamat pelapor")),
    (Item.REPORTED.value, _("Formal: pihak terlapor")),
    (Item.IN_TIME.value, _("Formal: disampaikan dalam batas waktu")),
    (Item.WHEN_WHERE.value, _("Materiel: waktu dan tempat kejadian")),
    (Item.DESCRIPTION.value, _("Materiel: uraian kejadian")),
    (Item.EVIDENCE.value, _("Materiel: bukti")),
]


class PlenoRecord(models.Model):
    """What a plenary of the supervisors recorded: number of the minutes, day, who was there (`PlenarySeat`), what was decided.

    Only one that is in force stands behind a decision. `present` and `of` follow the seats; where there are none, they were typed
    before seats were kept.
    """

    class State(models.TextChoices):
        """How far it is: written, being signed, signed by everyone who was there, in force; or it came to nothing."""

        DRAFT = "draft", _("rancangan")
        SIGNING = "signing", _("sedang ditandatangani")
        SIGNED = "signed", _("ditandatangani")
        IN_FORCE = "in_force", _("berlaku")
        DROPPED = "dropped", _("batal")

    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    held_on = models.DateField()
    present = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    sealed_notes = models.BinaryField(default=bytes)  # what was considered, in words
    sha256 = models.CharField(max_length=64, blank=True)  # of what is signed
    document = models.CharField(max_length=24, blank=True)  # the minutes as a paper: code of `documents`
    drafted_at = models.DateTimeField(null=True)
    drafted_by = models.CharField(max_length=20, blank=True)
    in_force_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-held_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="cases_pleno_once"),
            models.CheckConstraint(condition=Q(present__lte=F("of")) & Q(of__gte=1), name="cases_pleno_counts"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def code(self) -> str:
        """What its page and the ledger call it; the number of the minutes is the office's own."""
        return f"PL-{self.pk:05d}"


class RegimeChanged(Exception):
    """Somebody tried to move a case to another law. The same word counts other days there; a case stays where it began."""


class Case(models.Model):
    """An alleged violation on its way through the law: what came in, until it is registered, and again when its status is told.

    What it is said to violate stands on its tracks, what runs on its terms. The regime never changes.
    """

    code = models.CharField(max_length=24, unique=True)  # P-00001
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="+")
    regime = models.CharField(max_length=20)  # code of a regime of `statutes`, for ever
    kind = models.CharField(max_length=16, choices=CASE_KINDS)
    state = models.CharField(max_length=24, choices=STATES)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    reporter_identified = models.BooleanField(default=False)  # an officer saw name and address; the data stay in the inbox

    # Three dates, and none stands in for another: it happened, it became known, it was reported.
    happened_on = models.DateField(null=True)
    known_on = models.DateField(null=True)
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True)
    report_due_on = models.DateField(null=True)  # P1

    register_number = models.CharField(max_length=80, blank=True)  # in the book of registers; empty until registered
    announced_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    expired_at = models.DateTimeField(null=True)  # KEDALUWARSA: the first handling clock that ended without a decision

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_on=None) | Q(known_on=None) | Q(known_on__gte=F("happened_on")),
                name="cases_known_after_happened",
            ),
            models.CheckConstraint(condition=~Q(kind="laporan") | Q(reporter_identified=True), name="cases_no_anonymous_laporan"),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="cases_of_agency"),
            models.Index(fields=["agency", "state", "-id"], name="cases_of_agency_by_state"),
            models.Index(fields=["area", "-id"], name="cases_of_area"),
            models.Index(fields=["agency", "-expired_at"], condition=Q(expired_at__isnull=False), name="cases_expired"),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it, under the law it began with."""
        kept = self.__dict__.get("_regime_kept")
        if kept is not None and self.regime != kept:
            raise RegimeChanged(f"{self.code}: {kept} → {self.regime}")
        super().save(*args, **kwargs)
        self.__dict__["_regime_kept"] = self.regime

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any) -> "Case":
        """A row as it stands, remembering under which law."""
        row = super().from_db(db, field_names, values, **kwargs)
        row.__dict__["_regime_kept"] = row.__dict__.get("regime")
        return row

    @property
    def regime_name(self) -> str:
        """What the law of the case is called; its code where the table does not know it any more."""
        return Regime.objects.filter(code=self.regime).values_list("name", flat=True).first() or self.regime

    @property
    def alleged(self) -> bool:
        """Whether the word is "dugaan": nobody who may decide has decided, on at least one track."""
        tracks = self.tracks.all()
        return any(track.alleged for track in tracks) or not tracks

    @property
    def expired(self) -> bool:
        """Whether the case is KEDALUWARSA: decided too late or not at all, which is a legal failure."""
        return self.expired_at is not None


class Track(models.Model):
    """One class of violation within a case, on a way of its own with clocks of its own. A class added later resets nothing."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tracks")
    klass = models.CharField(max_length=6, choices=CLASSES, blank=True)  # empty: begun before classes were named at registration
    state = models.CharField(max_length=24, choices=TRACK_STATES)
    offence = models.CharField(max_length=60, blank=True)  # stable id in the catalogue of `statutes`
    citations = models.JSONField(default=list)  # stable ids of articles
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=20)
    extended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, choices=OUTCOMES, blank=True)
    decided_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)  # nothing more happens on it here

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "klass"], name="cases_one_track_per_class"),
            models.CheckConstraint(
                condition=(Q(outcome="") & Q(decided_at=None)) | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="cases_decided_has_an_outcome",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="cases_tracks_by_state")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.klass}"

    @property
    def alleged(self) -> bool:
        """Whether the word is "dugaan": nobody who may decide it has decided."""
        return is_alleged(TrackState(self.state), Outcome(self.outcome) if self.outcome else None)


class Term(models.Model):
    """One running of one clock of the law: from a moment, to a moment, for somebody. It ends; it is never started anew."""

    class End(models.TextChoices):
        """How it ended."""

        MET = "met", _("dipenuhi")
        MET_LATE = "met_late", _("dipenuhi terlambat")
        REPLACED = "replaced", _("diganti tenggat lain")
        VOID = "void", _("gugur")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="terms")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, related_name="terms")
    number = models.PositiveSmallIntegerField()  # within the case; a page about it has this in its address
    clock = models.CharField(max_length=6)
    round = models.PositiveSmallIntegerField(default=1)  # only clocks whose event can happen again (P3, K4, K5) have a second
    event = models.CharField(max_length=24)  # the event that started it
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # whose wall it hangs on
    duty = models.CharField(max_length=24)  # who must act: word of `statutes`
    handling = models.BooleanField(default=False)  # missing it makes the case kedaluwarsa
    start_at = models.DateTimeField()  # the moment it is counted from; never changes
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_on = models.DateField()
    missed_at = models.DateTimeField(null=True)  # when it was noted that it had ended
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)

    class Meta:
        ordering = ["case_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_term_number_once"),
            models.UniqueConstraint(fields=["case", "clock", "round"], condition=Q(track=None), name="cases_term_of_a_case_once"),
            models.UniqueConstraint(
                fields=["track", "clock", "round"], condition=Q(track__isnull=False), name="cases_term_of_a_track_once"
            ),
            models.CheckConstraint(
                condition=(Q(ended_at=None) & Q(end="")) | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="cases_term_end_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "due_at"], condition=Q(ended_at=None), name="cases_wall"),
            models.Index(fields=["due_at"], condition=Q(ended_at=None, missed_at=None), name="cases_terms_to_note"),
            models.Index(fields=["due_at", "id"], condition=Q(ended_at=None), name="cases_terms_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.clock}/{self.round}"


class Party(models.Model):
    """A reported party, as figures need it: what it is and for whom it stands. Its name is sealed in `identities`."""

    class Kind(models.TextChoices):
        """What a reported party is (Perbawaslu 8/2022 Ps. 8 lists those of administrative violations)."""

        PARTICIPANT = "participant", _("peserta pemilu atau pasangan calon")
        CANDIDATE = "candidate", _("calon anggota legislatif atau DPD")
        TEAM = "team", _("tim atau pelaksana kampanye")
        ORGANISER = "organiser", _("penyelenggara pemilu")
        SUPERVISOR = "supervisor", _("pengawas pemilu")
        OFFICIAL = "official", _("pejabat, ASN, TNI, Polri, atau perangkat desa")
        CITIZEN = "citizen", _("orang perseorangan")
        UNKNOWN = "unknown", _("belum diketahui")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    participant = models.CharField(max_length=40, blank=True)  # code of the party or pair it stands for, where there is one
    person = models.CharField(max_length=24, blank=True)  # code in `identities`

    class Meta:
        ordering = ["case_id", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_party_once")]
        indexes = [models.Index(fields=["participant"], name="cases_party_of")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Step(models.Model):
    """One move a case made. Steps are only ever added."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, related_name="steps")  # null: of the case itself
    number = models.PositiveIntegerField()
    event = models.CharField(max_length=80, blank=True)  # words of `statutes`, with spaces between: what clocks hear
    source = models.CharField(max_length=24, choices=[*STATES, *TRACK_STATES], blank=True)  # empty: the opening
    target = models.CharField(max_length=24, choices=[*STATES, *TRACK_STATES])
    at = models.DateTimeField()
    happened_at = models.DateTimeField(null=True)  # when others did it, where that was written down later
    by = models.CharField(max_length=20)  # actor code
    basis = models.CharField(max_length=250)
    verified = models.BooleanField(default=False)  # whether the article was read in a source when the step was taken
    form = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=20, choices=REASONS, blank=True)
    plenary = models.ForeignKey(PlenoRecord, on_delete=models.PROTECT, null=True, related_name="steps")
    gakkumdu = models.CharField(max_length=60, blank=True)  # number of the minutes
    late = models.BooleanField(default=False)  # a term it had to meet had ended

    class Meta:
        ordering = ["case_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_step_once"),
            # One decision, one plenary: neither is ever taken twice.
            models.UniqueConstraint(
                fields=["case", "target"],
                condition=Q(track=None, target__in=["temuan", "diregistrasi", "tidak_diregistrasi"]),
                name="cases_decided_once",
            ),
            models.UniqueConstraint(
                fields=["track", "target"],
                condition=Q(track__isnull=False, plenary__isnull=False, target__in=["pleno_hasil", "diputus", "diputus_kabkota"]),
                name="cases_track_decided_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number} {self.target}"
