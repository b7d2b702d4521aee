"""What is stored of the way of a case: the case, its tracks, its terms, every step, what the plenary recorded."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Agency
from damai.areas.models import Area
from damai.triage.models import Report

from ..rules import DECIDED, CaseKind, Class, Item, Reason, Regime, State

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
    (Class.TSM.value, _("Pelanggaran administratif terstruktur, sistematis, dan masif (TSM)")),
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
    register_number = models.CharField(max_length=80, blank=True)  # in the book of registers; empty until registered
    came_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")  # the case it grew out of
    announced_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

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


class Track(models.Model):
    """One class of violation within a case, on a way of its own with clocks of its own. A class added later resets nothing."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tracks")
    klass = models.CharField(max_length=6, choices=CLASSES)
    state = models.CharField(max_length=24)
    offence = models.CharField(max_length=60, blank=True)  # stable id in the catalogue of `statutes`
    citations = models.JSONField(default=list)  # stable ids of articles
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=20)
    extended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, blank=True)  # "", "violation", "not_violation", "stopped"
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
    duty = models.CharField(max_length=16)  # who must act: word of `statutes`
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
    event = models.CharField(max_length=24, blank=True)  # word of `statutes`: what clocks hear
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
