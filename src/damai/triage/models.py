"""What is stored: reports, the messages behind them, who answers for them, and what was counted in public."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Agency, AgencyKind, Member
from damai.areas.models import Area
from damai.intake.models import Message

from . import rules
from .rules import Aside, Kind, Refusal, Shown

KINDS = [
    (Kind.VIOLATION.value, _("Dugaan pelanggaran")),
    (Kind.INCIDENT.value, _("Insiden atau konflik")),
    (Kind.CLAIM.value, _("Klaim yang perlu dicek (hoaks)")),
    (Kind.QUESTION.value, _("Pertanyaan")),
    (Kind.PRELIMINARY.value, _("Informasi awal")),
    (Kind.OTHER.value, _("Lainnya")),
]
SEVERITIES = [
    (0, _("0 – informasi")),
    (1, _("1 – ringan")),
    (2, _("2 – biasa")),
    (3, _("3 – serius, ditangani hari ini")),
    (4, _("4 – keselamatan atau hak pilih terancam sekarang")),
]
REFUSALS = [
    (Refusal.NOT_OURS.value, _("Bukan kewenangan kami")),
    (Refusal.OTHER_AREA.value, _("Di luar wilayah kami")),
    (Refusal.NOT_ENOUGH.value, _("Keterangan belum cukup")),
    (Refusal.ALREADY_HANDLED.value, _("Sudah ditangani")),
    (Refusal.CONFLICT_OF_INTEREST.value, _("Ada benturan kepentingan")),
]
ASIDES = [
    (Aside.SPAM.value, _("Spam")),
    (Aside.OUT_OF_SCOPE.value, _("Di luar lingkup pemilu")),
    (Aside.TEST.value, _("Pesan percobaan")),
    (Aside.UNREADABLE.value, _("Tidak dapat dibaca")),
]
SHOWN = [
    (Shown.COUNT.value, _("angka")),
    (Shown.WITHHELD.value, _("terlalu sedikit untuk ditampilkan")),
    (Shown.NO_DATA.value, _("tidak ada data")),
]


def category_name(category: str) -> str:
    """The name of a category in the reader's language; empty for no category."""
    known = rules.CATEGORIES.get(category)
    if known is None:
        return ""
    return known.name_en if (get_language() or "id").startswith("en") else known.name_id


class State(models.TextChoices):
    """How far a report is: read by the rules, decided by a person, part of another report, or set aside with a reason."""

    NEW = "new", _("Menunggu ditetapkan")
    CONFIRMED = "confirmed", _("Ditetapkan")
    JOINED = "joined", _("Digabung ke laporan lain")
    SET_ASIDE = "set_aside", _("Dikesampingkan")


class Placed(models.TextChoices):
    """How the area of a report came to be known."""

    EXACT = "exact", _("titik di dalam batas wilayah")
    APPROXIMATE = "approximate", _("wilayah terdekat dari titik")
    STATED = "stated", _("disebut pengirim")
    SUGGESTED = "suggested", _("dugaan dari isi pesan")
    DECIDED = "decided", _("ditetapkan petugas")
    NONE = "none", _("belum diketahui")


class Report(models.Model):
    """One event as it was told to us, by one message or many. Its words stay sealed in the inbox; here are only codes."""

    code = models.CharField(max_length=24, unique=True)  # L-00001
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    state_before = models.CharField(max_length=10, choices=State.choices, blank=True)  # what separating or taking up restores
    received_at = models.DateTimeField()  # of the first message
    happened_on = models.DateField(null=True)
    known_on = models.DateField(null=True)  # when the sender learned of it: the clock for reporting runs from here (P1)

    # What the reader thought; kept beside the decision, never replaced by it.
    suggested_kind = models.CharField(max_length=12, choices=KINDS)
    suggested_category = models.CharField(max_length=24)
    suggested_severity = models.PositiveSmallIntegerField()
    because = models.JSONField(default=list)  # entries of the word lists only, never words of the message
    confidence = models.FloatField(default=0)
    needs_person = models.BooleanField(default=True)
    accused = models.CharField(max_length=20, blank=True)  # kind of agency accused, in reports on the organisers' conduct
    told_kind = models.CharField(max_length=40, blank=True)  # what the sender called it, in the channel's own code
    sketch = models.BinaryField(max_length=400)  # keyed; recognises its like without the words

    # What a person decided. Categories are data (taxonomy.json), so they are no choices of the column.
    kind = models.CharField(max_length=12, choices=KINDS, blank=True)
    category = models.CharField(max_length=24, blank=True)
    severity = models.PositiveSmallIntegerField(choices=SEVERITIES)  # as suggested until it is decided
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    placed = models.CharField(max_length=12, choices=Placed.choices, default=Placed.NONE)
    confirmed_by = models.CharField(max_length=20, blank=True)  # actor code
    confirmed_at = models.DateTimeField(null=True)
    aside = models.CharField(max_length=12, choices=ASIDES, blank=True)
    joined_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")

    # Exactly one agency is accountable at any time: the column is never empty.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    inbox = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # whose inbox it came to; keeps sight of it
    offered_to = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")  # of the open hand-over

    leased_to = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    leased_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(severity__lte=4) & Q(suggested_severity__lte=4), name="triage_severity_0_to_4"),
            models.CheckConstraint(
                condition=Q(happened_on=None) | Q(known_on=None) | Q(known_on__gte=F("happened_on")),
                name="triage_known_after_happened",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | (~Q(kind="") & ~Q(category="") & ~Q(confirmed_by="") & Q(confirmed_at__isnull=False)),
                name="triage_confirmed_is_decided",
            ),
            models.CheckConstraint(
                condition=(Q(state="joined") & Q(joined_into__isnull=False)) | (~Q(state="joined") & Q(joined_into=None)),
                name="triage_joined_into_one",
            ),
            models.CheckConstraint(
                condition=(Q(state="set_aside") & ~Q(aside="")) | (~Q(state="set_aside") & Q(aside="")),
                name="triage_aside_has_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(leased_to=None) & Q(leased_until=None))
                | (Q(leased_to__isnull=False) & Q(leased_until__isnull=False)),
                name="triage_lease_is_whole",
            ),
            models.CheckConstraint(condition=Q(offered_to=None) | ~Q(offered_to=F("agency")), name="triage_offered_to_another"),
        ]
        # Lists go by id, newest first, and each first page is one walk along one of these.
        indexes = [
            models.Index(fields=["agency", "-id"], name="triage_of_agency"),
            models.Index(fields=["agency", "state", "-id"], name="triage_of_agency_by_state"),
            models.Index(fields=["agency", "kind", "-id"], name="triage_of_agency_by_kind"),
            models.Index(fields=["area", "state", "-id"], name="triage_of_area"),
            models.Index(fields=["inbox", "-id"], name="triage_of_inbox"),
            models.Index(fields=["offered_to", "-id"], condition=Q(offered_to__isnull=False), name="triage_offered"),
            models.Index(fields=["agency", "state", "-severity", "id"], name="triage_queue"),
            models.Index(fields=["leased_to"], condition=Q(leased_to__isnull=False), name="triage_leases"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def category_name(self) -> str:
        """The decided category, or the suggested one until then, in the reader's language."""
        return category_name(self.category or self.suggested_category)

    @property
    def suggested_category_name(self) -> str:
        """The suggested category in the reader's language."""
        return category_name(self.suggested_category)

    @property
    def unsure(self) -> bool:
        """Whether the reader abstained: shown as "tidak yakin"."""
        return self.confidence < rules.WEAK_CONFIDENCE

    @property
    def restricted(self) -> bool:
        """Whether no words of it may stand in a list."""
        return bool({self.category, self.suggested_category} & rules.RESTRICTED)

    def leased_at(self, at: datetime) -> bool:
        """Whether someone holds it at a moment: a lease ends by itself."""
        return self.leased_until is not None and self.leased_until > at


class ReportMessage(models.Model):
    """A message behind a report. A message belongs to the report it made for ever; joining reports joins them, not their rows."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="links")
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="+")  # one message, one report
    sender = models.CharField(max_length=10, blank=True, db_index=True)  # member code, so that field members find their own

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.message_id}"


class Duplicate(models.Model):
    """A suggestion that two reports are of one event. A person joins them or says that they are not."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="duplicates")  # the later one
    of = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField()
    because = models.JSONField(default=list)
    answer = models.CharField(max_length=3, blank=True, choices=[("yes", _("ya")), ("no", _("bukan"))])

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "of"], name="triage_duplicate_once"),
            models.CheckConstraint(condition=~Q(report=F("of")), name="triage_no_duplicate_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} ~ {self.of_id}"


class Handover(models.Model):
    """An agency offers a report, another accepts or refuses. Until it accepts, the sender stays accountable."""

    class State(models.TextChoices):
        """How an offer ends."""

        OFFERED = "offered", _("Ditawarkan")
        ACCEPTED = "accepted", _("Diterima")
        REFUSED = "refused", _("Ditolak")
        LAPSED = "lapsed", _("Tidak dijawab, kembali ke pengirim")
        WITHDRAWN = "withdrawn", _("Ditarik kembali")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="handovers")
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    reason = models.CharField(max_length=24, choices=REFUSALS, blank=True)
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=20)
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=Q(state="offered"), name="triage_one_open_offer"),
            models.CheckConstraint(condition=~Q(from_agency=F("to_agency")), name="triage_offer_to_another"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="triage_refusal_has_a_reason"),
            models.CheckConstraint(
                condition=(Q(state="offered") & Q(answered_at=None)) | (~Q(state="offered") & Q(answered_at__isnull=False)),
                name="triage_answered_or_open",
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="triage_open_offers")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.from_agency_id} -> {self.to_agency_id}"


class Release(models.Model):
    """A moment at which public counts were made. Between two releases nothing public changes."""

    subject = models.CharField(max_length=20)  # what is counted: "reports", "cases"
    epoch = models.CharField(max_length=16)  # the hour it stands for
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["subject", "epoch"], name="triage_one_release_per_epoch")]

    def __str__(self) -> str:
        return f"{self.subject} {self.epoch}"


class PublicCount(models.Model):
    """One number of a release, already protected: what is not here cannot leak."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="counts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    shown = models.CharField(max_length=10, choices=SHOWN)
    count = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["area_id"]
        constraints = [
            models.UniqueConstraint(fields=["release", "area"], name="triage_one_count_per_area"),
            models.CheckConstraint(
                condition=(Q(shown="count") & Q(count__isnull=False)) | (~Q(shown="count") & Q(count=None)),
                name="triage_only_shown_numbers_exist",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.shown} {self.count}"


__all__ = [
    "AgencyKind",
    "Duplicate",
    "Handover",
    "Placed",
    "PublicCount",
    "Release",
    "Report",
    "ReportMessage",
    "State",
    "category_name",
]
