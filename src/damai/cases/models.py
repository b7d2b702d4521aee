"""What is stored: cases, every step they took, what the plenary recorded, and extensions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Agency
from damai.areas.models import Area
from damai.triage.models import Report

from .rules import DECIDED, CaseKind, Class, Item, Reason, Regime, State

STATES = [
    (State.INFORMASI_AWAL.value, _("Informasi awal")),
    (State.ARSIP.value, _("Diarsipkan")),
    (State.DUGAAN_DITEMUKAN.value, _("Dugaan ditemukan pengawas")),
    (State.TEMUAN.value, _("Temuan")),
    (State.LAPORAN_DITERIMA.value, _("Laporan diterima")),
    (State.KAJIAN_AWAL.value, _("Kajian awal")),
    (State.MENUNGGU_PERBAIKAN.value, _("Menunggu perbaikan dari pelapor")),
    (State.KAJIAN_AWAL_ULANG.value, _("Kajian awal ulang")),
    (State.LENGKAP.value, _("Dinyatakan lengkap")),
    (State.DILIMPAHKAN.value, _("Dilimpahkan")),
    (State.DIAMBIL_ALIH.value, _("Diambil alih")),
    (State.DICABUT.value, _("Dicabut pelapor")),
    (State.TIDAK_DIREGISTRASI.value, _("Tidak diregistrasi")),
    (State.DIREGISTRASI.value, _("Diregistrasi")),
    (State.PENANGANAN.value, _("Penanganan")),
    (State.PENANGANAN_LANJUT.value, _("Penanganan diperpanjang")),
    (State.PLENO_HASIL.value, _("Diputuskan dalam pleno")),
    (State.DIPUTUS_ADM.value, _("Diputus sebagai pelanggaran administratif")),
    (State.DITERUSKAN_DKPP.value, _("Diteruskan ke DKPP")),
    (State.DITERUSKAN_POLRI.value, _("Diteruskan ke Polri")),
    (State.DITERUSKAN_INSTANSI.value, _("Diteruskan ke instansi berwenang")),
    (State.DIHENTIKAN.value, _("Dihentikan: bukan pelanggaran")),
    (State.STATUS_DIUMUMKAN.value, _("Status diumumkan")),
    (State.DITUTUP.value, _("Ditutup")),
]
CASE_KINDS = [
    (CaseKind.LAPORAN.value, _("Laporan")),
    (CaseKind.TEMUAN.value, _("Temuan")),
    (CaseKind.INFORMASI_AWAL.value, _("Informasi awal")),
]
REGIMES = [
    (Regime.PEMILU.value, _("Pemilu (UU 7/2017)")),
    (Regime.PILKADA.value, _("Pilkada (UU 1/2015 jo. UU 10/2016)")),
]
CLASSES = [
    (Class.ADM.value, _("Pelanggaran administratif")),
    (Class.KEPP.value, _("Pelanggaran kode etik penyelenggara")),
    (Class.PID.value, _("Tindak pidana pemilu")),
    (Class.LAIN.value, _("Pelanggaran peraturan lainnya")),
    (Class.BUKAN.value, _("Bukan pelanggaran")),
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
    """What a plenary of the supervisors recorded: number of the minutes, day, and how many members were there."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    held_on = models.DateField()
    present = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-held_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="cases_pleno_once"),
            models.CheckConstraint(condition=Q(present__lte=F("of")) & Q(of__gte=1), name="cases_pleno_counts"),
        ]

    def __str__(self) -> str:
        return self.number


class Case(models.Model):
    """An alleged violation on its way through the law, with the clock that runs now. The regime never changes."""

    code = models.CharField(max_length=24, unique=True)  # P-00001
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="+")
    regime = models.CharField(max_length=10, choices=REGIMES)
    kind = models.CharField(max_length=16, choices=CASE_KINDS)
    state = models.CharField(max_length=24, choices=STATES)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    klass = models.CharField(max_length=6, choices=CLASSES, blank=True)  # only once the plenary has decided
    reporter_identified = models.BooleanField(default=False)  # an officer saw name and address; the data stay in the inbox

    # Three dates, and none stands in for another: it happened, it became known, it was reported.
    happened_on = models.DateField(null=True)
    known_on = models.DateField(null=True)
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True)
    report_due_on = models.DateField(null=True)  # P1

    # Stored so that lists are fast; computed again whenever a holiday is added.
    clock = models.CharField(max_length=6, blank=True)
    clock_from = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    late_clock = models.CharField(max_length=6, blank=True)  # the running clock, once its end was noted as missed
    expired_at = models.DateTimeField(null=True)  # KEDALUWARSA: a handling clock (P7, P8) ended without a decision

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(clock="") & Q(due_at=None)) | (~Q(clock="") & Q(due_at__isnull=False) & Q(clock_from__isnull=False)),
                name="cases_clock_is_whole",
            ),
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
            models.Index(fields=["agency", "due_at"], name="cases_running"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def alleged(self) -> bool:
        """Whether the word is "dugaan": no plenary has decided."""
        return not self.klass and State(self.state) not in DECIDED

    @property
    def expired(self) -> bool:
        """Whether the case is KEDALUWARSA: decided too late or not at all, which is a legal failure."""
        return self.expired_at is not None


class Step(models.Model):
    """One move a case made. Steps are only ever added."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=24, choices=STATES, blank=True)  # empty: the opening
    target = models.CharField(max_length=24, choices=STATES)
    at = models.DateTimeField()
    by = models.CharField(max_length=20)  # actor code
    basis = models.CharField(max_length=120)
    form = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=20, choices=REASONS, blank=True)
    missing = models.JSONField(default=list)  # the conditions that were not met, for the letter to the reporter
    plenary = models.ForeignKey(PlenoRecord, on_delete=models.PROTECT, null=True, related_name="steps")
    gakkumdu = models.CharField(max_length=60, blank=True)  # number of the minutes
    clock = models.CharField(max_length=6, blank=True)  # the one that runs after the step
    due_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)  # the clock that ran before had ended

    class Meta:
        ordering = ["case_id", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_step_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number} {self.target}"


class Extension(models.Model):
    """That a case was extended: once, with its reason, before P7 ended."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="extension")
    reason = models.CharField(max_length=20, choices=REASONS)
    at = models.DateTimeField()
    by = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"
