"""What is stored: the law's tables, versioned and dated, so that a lawyer can correct them without touching code."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """What a clock counts; the same words as `rules.Unit`."""

    WORKING_DAYS = "working_days", _("hari kerja")
    CALENDAR_DAYS = "calendar_days", _("hari kalender")
    HOURS = "hours", _("jam")
    WINDOW = "window", _("rentang waktu")


class Confidence(models.TextChoices):
    """Whether a row was read in a source; the same words as `rules.Confidence`."""

    VERIFIED = "verified", _("terverifikasi")
    UNVERIFIED = "unverified", _("belum diverifikasi")


class HolidayKind(models.TextChoices):
    """Why nobody works; the same words as `rules.HolidayKind`."""

    NATIONAL = "national", _("libur nasional")
    JOINT_LEAVE = "joint_leave", _("cuti bersama")
    ONE_OFF = "one_off", _("libur sekali")


class StageKind(models.TextChoices):
    """What a stage is about; the same words as `rules.StageKind`."""

    PREPARATION = "preparation", _("persiapan")
    NOMINATION = "nomination", _("pencalonan")
    CAMPAIGN = "campaign", _("kampanye")
    QUIET = "quiet", _("masa tenang")
    VOTING = "voting", _("pemungutan suara")
    COUNTING = "counting", _("penghitungan dan rekapitulasi")
    OATH = "oath", _("pengucapan sumpah")


class Status(models.TextChoices):
    """Whether a date was decided by regulation or is assumed; the same words as `rules.Status`."""

    DECIDED = "decided", _("ditetapkan")
    ASSUMED = "assumed", _("asumsi")


class Zone(models.TextChoices):
    """The three time zones of Indonesia; the same words as `rules.Zone`."""

    WIB = "WIB", "WIB"
    WITA = "WITA", "WITA"
    WIT = "WIT", "WIT"


class Regime(models.Model):
    """A body of law under which cases are handled."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=120)
    law = models.CharField(max_length=200)
    joint_leave_is_holiday = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Clock(models.Model):
    """One version of one clock. A version is never edited in its length or unit: it ends, and the next one begins."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="clocks")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    start_event = models.CharField(max_length=200)
    length = models.PositiveSmallIntegerField(null=True)  # null: a window
    unit = models.CharField(max_length=20, choices=Unit.choices)
    written = models.CharField(max_length=120, blank=True)
    reads_as = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=200)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    confidence_note = models.CharField(max_length=200, blank=True)
    unit_confidence = models.CharField(max_length=10, choices=Confidence.choices)
    counts_start_day = models.BooleanField(default=False)
    counts_back = models.BooleanField(default=False)
    # Words of `rules.Event`, `rules.Track` and `rules.Duty`; without choices, so that a new word is no migration.
    event = models.CharField(max_length=30, blank=True)
    counts_from = models.CharField(max_length=30, blank=True)
    met_by = models.CharField(max_length=200, blank=True)  # separated by spaces
    tracks = models.CharField(max_length=80, blank=True)  # separated by spaces; empty: the case itself
    duty = models.CharField(max_length=30, blank=True)
    handling = models.BooleanField(default=False)
    opens_with = models.CharField(max_length=40, blank=True)
    closes_with = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)  # the order in which the law tells its clocks

    class Meta:
        ordering = ["regime_id", "position", "code", "valid_from"]
        constraints = [
            # Overlaps that this cannot see are refused by the actions, and by the query if they happen all the same.
            models.UniqueConstraint(fields=["regime", "code", "valid_from"], name="statutes_clock_version_once"),
            models.UniqueConstraint(fields=["regime", "code"], condition=Q(valid_to=None), name="statutes_one_open_version"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="statutes_clock_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(unit="window", length=None) | (~Q(unit="window") & Q(length__isnull=False, length__gte=1)),
                name="statutes_clock_has_length",
            ),
        ]
        indexes = [models.Index(fields=["regime", "event"], name="statutes_started_by")]

    def __str__(self) -> str:
        return f"{self.regime_id}/{self.code}"


class Basis(models.Model):
    """The article that one step of a case stands on, under one regime."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="bases")
    step = models.CharField(max_length=60)  # "lengkap", or "kajian_awal/lengkap" where the source matters
    basis = models.CharField(max_length=200)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    note = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["regime_id", "position", "step", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["regime", "step", "valid_from"], name="statutes_basis_once"),
            models.UniqueConstraint(fields=["regime", "step"], condition=Q(valid_to=None), name="statutes_one_open_basis"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="statutes_basis_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regime_id}/{self.step}"


class Holiday(models.Model):
    """One day off. A holiday that is taken back keeps its row, because deadlines were counted with it."""

    date = models.DateField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=HolidayKind.choices)
    source = models.CharField(max_length=200)
    decided_on = models.DateField(null=True)
    estimated = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        ordering = ["date", "name"]
        constraints = [models.UniqueConstraint(fields=["date", "name"], name="statutes_holiday_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class Office(models.Model):
    """Opening hours of the counters of one time zone on one weekday."""

    zone = models.CharField(max_length=4, choices=Zone.choices)
    weekday = models.PositiveSmallIntegerField()  # ISO: Monday is 1
    opens = models.TimeField()
    closes = models.TimeField()
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["zone", "weekday"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "weekday"], name="statutes_office_day_once"),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="statutes_office_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="statutes_office_closes_later"),
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.weekday}"


class LocalTime(models.Model):
    """The time zone of an area, and of everything below it that has no row of its own."""

    area = models.CharField(max_length=13, primary_key=True)  # official code; the tables of law are there before the areas
    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=4, choices=Zone.choices)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["area"]

    def __str__(self) -> str:
        return f"{self.area} {self.zone}"


class Election(models.Model):
    """A vote, or several on one calendar of stages. Which law governs it may not be decided yet."""

    code = models.CharField(max_length=30, primary_key=True)
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, null=True, related_name="elections")
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=Status.choices)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Stage(models.Model):
    """One stage of an election. A day that is not known yet is empty, never guessed."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="stages")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=StageKind.choices)
    name = models.CharField(max_length=160)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["election_id", "starts_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="statutes_stage_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="statutes_stage_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election_id}/{self.code}"
