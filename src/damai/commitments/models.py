"""What is stored: commitments with their indicators, action items with their evidence, alleged breaches and replies."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Agency, Member
from damai.intake.models import StoredFile


class Origin(models.TextChoices):
    """Where a commitment was made: the word of a declaration, or the decision of a meeting."""

    CLAUSE = "clause", _("Butir deklarasi")
    DECISION = "decision", _("Keputusan rakor")


class Direction(models.TextChoices):
    """Which way an indicator is good."""

    AT_LEAST = "at-least", _("paling sedikit")
    AT_MOST = "at-most", _("paling banyak")


class Commitment(models.Model):
    """A promise that can be checked: who owns it, until when, and by which indicator.

    The standing (on course, at risk, late, kept, broken) is computed by `rules.standing`, never stored.
    """

    code = models.CharField(max_length=24, unique=True)  # K-00001
    origin = models.CharField(max_length=10, choices=Origin.choices)
    origin_code = models.CharField(
        max_length=40
    )  # R-00003/2 (decision 2 of that meeting) or D-00001/v1/3 (clause 3 of version 1)
    series = models.CharField(max_length=24, blank=True, db_index=True)  # code of the series it is followed in
    words = models.TextField()  # what was promised; official words, no personal data
    basis = models.CharField(max_length=200, blank=True)  # article or document it rests on
    owner = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null only for clauses: the signatories own them
    convener = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # who follows it up
    made_on = models.DateField()
    due_on = models.DateField()  # clauses: the last day they bind
    kept_on = models.DateField(null=True)  # somebody of another agency confirmed it
    kept_confirmed_by = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True)  # a later decision lifted it
    withdrawn_by = models.CharField(max_length=40, blank=True)  # code of that decision (R-00005/1)
    is_public = models.BooleanField(default=False)  # shown on the portal; clauses always are

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "origin_code"], name="commitments_one_per_origin"),
            models.CheckConstraint(condition=Q(due_on__gte=F("made_on")), name="commitments_due_after_made"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(origin="clause"), name="commitments_decisions_have_owners"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Indicator(models.Model):
    """What is measured to see whether a promise is kept."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)  # "Kelurahan yang didatangi sosialisasi"
    unit = models.CharField(max_length=40)  # kelurahan, laporan, persen …
    direction = models.CharField(max_length=8, choices=Direction.choices)
    target = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=200)  # where the figure comes from
    figure = models.SlugField(
        max_length=40, blank=True
    )  # a figure that Damai counts by itself (rakor.rules.figures); empty: entered by hand

    class Meta:
        ordering = ["commitment_id", "number"]
        constraints = [models.UniqueConstraint(fields=["commitment", "number"], name="commitments_indicator_once")]

    def __str__(self) -> str:
        return self.words


class Measurement(models.Model):
    """The value of an indicator on a day, with its denominator where it has one. Corrected by a later row of the same day."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements")
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # null: looked, and there are no data
    of = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # denominator
    source = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.CharField(max_length=20)

    class Meta:
        ordering = ["indicator_id", "on", "id"]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.on}"


class ItemState(models.TextChoices):
    """How far an action item is."""

    OPEN = "open", _("Belum dimulai")
    WORKING = "working", _("Dikerjakan")
    SUBMITTED = "submitted", _("Bukti menunggu diperiksa")
    SENT_BACK = "sent-back", _("Bukti dikembalikan")
    DONE = "done", _("Selesai: bukti diterima")
    CANCELLED = "cancelled", _("Dibatalkan")


class ActionItem(models.Model):
    """Something that one agency does until a day (tindak lanjut), with evidence that someone of another agency accepts."""

    code = models.CharField(max_length=24, unique=True)  # T-00001
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="items")
    words = models.TextField()
    output = models.CharField(max_length=200, blank=True)  # keluaran
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    supporting = models.ManyToManyField(Agency, blank=True, related_name="+")
    indicator = models.CharField(max_length=300)
    target = models.CharField(max_length=200)
    starts_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.OPEN)
    obstacles = models.TextField(blank=True)  # kendala, as the owner tells it
    done_on = models.DateField(null=True)
    cancelled_words = models.CharField(max_length=300, blank=True)  # why the convener cancelled it
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="commitments_item_due_after_start")]
        indexes = [
            models.Index(fields=["owner", "state", "due_on"], name="commitments_items_of"),
            models.Index(fields=["state", "due_on"], name="commitments_items_due"),
        ]

    def __str__(self) -> str:
        return self.code


class DueMove(models.Model):
    """That the convener moved a due date: from which day to which, and why. Both days stay to be seen."""

    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="moves")
    before = models.DateField()
    after = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["item_id", "id"]
        constraints = [models.CheckConstraint(condition=~Q(before=F("after")), name="commitments_moves_move")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.before} {self.after}"


class Evidence(models.Model):
    """What shows that an action item was done: a file, a link, or something in Damai."""

    class Kind(models.TextChoices):
        """What it is."""

        FILE = "file", _("Berkas")
        LINK = "link", _("Tautan")
        DAMAI = "damai", _("Sesuatu di Damai")

    class State(models.TextChoices):
        """What someone of another agency said."""

        SUBMITTED = "submitted", _("Menunggu diperiksa")
        ACCEPTED = "accepted", _("Diterima")
        SENT_BACK = "sent-back", _("Dikembalikan")

    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=Kind.choices)
    words = models.CharField(max_length=300)  # what it shows
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=120, blank=True)
    link = models.URLField(max_length=500, blank=True)
    reference = models.CharField(max_length=40, blank=True)  # a code in Damai
    state = models.CharField(max_length=9, choices=State.choices, default=State.SUBMITTED)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # for whom `by` acted
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    judged_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    judged_words = models.CharField(max_length=500, blank=True)  # why it was sent back

    class Meta:
        ordering = ["item_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="commitments_evidence_once"),
            models.CheckConstraint(
                condition=Q(judged_agency=None) | ~Q(judged_agency=F("agency")), name="commitments_nobody_judges_their_own"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"


class Notice(models.Model):
    """That a reminder or an escalation was sent, so that it is sent once."""

    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="notices")
    step = models.SlugField(max_length=20)  # before-7, before-1, due, after-1 …, escalation-1 …
    on = models.DateField()  # the due date it speaks of: a moved date is reminded anew
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "step", "on"], name="commitments_notice_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.step}"


class Breach(models.Model):
    """That a commitment is said to be broken: *alleged* until the competent body has decided, the party's reply beside it."""

    class State(models.TextChoices):
        """Alleged with verified evidence; established or dismissed by the decision of the competent body, never by us."""

        ALLEGED = "alleged", _("Diduga dilanggar")
        ESTABLISHED = "established", _("Dinyatakan dilanggar")
        DISMISSED = "dismissed", _("Dinyatakan tidak terbukti")

    code = models.CharField(max_length=24, unique=True)  # B-00001
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="breaches")
    participant = models.CharField(max_length=40, blank=True)  # code of a participant of the election (pledges), or empty
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")  # or the agency concerned
    what = models.TextField()  # what happened, in neutral words, no private person named
    happened_on = models.DateField()
    reports = models.JSONField(default=list)  # codes of the verified reports (L-…) it rests on
    verification = models.PositiveSmallIntegerField()  # 2: two independent sources; 3: verified by an agency (law.md D.3)
    state = models.CharField(max_length=11, choices=State.choices, default=State.ALLEGED)
    alleged_at = models.DateTimeField()
    alleged_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)  # of the link by which the party replies
    decided_by = models.CharField(max_length=120, blank=True)  # the competent body
    decision = models.CharField(max_length=120, blank=True)  # number of its decision
    decided_on = models.DateField(null=True)
    decision_case = models.CharField(max_length=24, blank=True)  # the case in Damai, where there is one
    decision_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")  # who recorded it

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(verification__in=[2, 3]), name="commitments_breach_is_verified"),
            models.CheckConstraint(
                condition=(Q(participant="") & Q(agency__isnull=False)) | (~Q(participant="") & Q(agency=None)),
                name="commitments_breach_concerns_one",
            ),
            models.CheckConstraint(
                condition=Q(state="alleged") | (~Q(decision="") & ~Q(decided_by="") & Q(decided_on__isnull=False)),
                name="commitments_breach_decided_by_a_body",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class PartyReply(models.Model):
    """What the party concerned says to an alleged breach, shown beside it, word by word."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="replies")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    capacity = models.CharField(max_length=120)  # in which function it is said: "Sekretaris DPC"
    at = models.DateTimeField()

    class Meta:
        ordering = ["breach_id", "number"]
        constraints = [models.UniqueConstraint(fields=["breach", "number"], name="commitments_reply_once")]

    def __str__(self) -> str:
        return f"{self.breach_id}/{self.number}"
