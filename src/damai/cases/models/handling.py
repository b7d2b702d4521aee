"""What is stored of handling: who handles, who may not, first studies, repairs, hand-overs, reminders.

Words that could point to a person are sealed (`seals`); what is in the open is a code, a number, a date or a word of a list.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Agency, Member

from .case import Case, PlenoRecord, Term, Track


class Assignment(models.Model):
    """Who handles a case, from when to when; one at a time."""

    class How(models.TextChoices):
        """How the handler was found."""

        LOT = "lot", _("undian")
        CHOSEN = "chosen", _("ditunjuk pimpinan")

    class End(models.TextChoices):
        """Why it ended."""

        RECUSED = "recused", _("mengundurkan diri")
        REPLACED = "replaced", _("diganti pimpinan")
        LEFT = "left", _("tidak lagi bertugas")
        CLOSED = "closed", _("perkara ditutup")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=How.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=20)
    seed = models.CharField(max_length=64, blank=True)  # of the lot, so that anyone can draw again
    eligible = models.JSONField(default=list)  # codes of members in the lot, in order
    declared_at = models.DateTimeField(null=True)  # the handler declared to be free of conflicts of interest
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="cases_one_handler"),
            models.CheckConstraint(
                condition=(Q(ended_at=None) & Q(end="")) | (Q(ended_at__isnull=False) & ~Q(end="")), name="cases_assignment_end"
            ),
        ]
        indexes = [models.Index(fields=["member"], condition=Q(ended_at=None), name="cases_handled_by")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.member_id}"


class Recusal(models.Model):
    """That a member may not touch, nor see, a case. It is never lifted."""

    class Reason(models.TextChoices):
        """Why; a list, because a free word here would name a person."""

        FAMILY = "family", _("hubungan keluarga")
        PARTY = "party", _("pernah menjadi anggota atau tim peserta")
        BUSINESS = "business", _("hubungan kerja atau usaha")
        INVOLVED = "involved", _("terlibat dalam peristiwa")
        OTHER = "other", _("alasan lain yang disampaikan kepada pimpinan")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recusals")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=20)

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="cases_recused_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.member_id}"


class Assessment(models.Model):
    """A first study (kajian awal): the six conditions, each met or not. The second round is the last."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    round = models.PositiveSmallIntegerField(default=1)
    met = models.JSONField(default=list)  # rules.Item values
    missing = models.JSONField(default=list)
    sealed_notes = models.BinaryField(blank=True, default=b"")  # JSON: item -> what is missing, in words for the reporter
    classes = models.JSONField(default=list)  # suspected classes
    at = models.DateTimeField()
    by = models.CharField(max_length=20)

    class Meta:
        ordering = ["case_id", "round"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="cases_assessed_once"),
            models.CheckConstraint(condition=Q(round__gte=1, round__lte=2), name="cases_one_repair_cycle"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.round}"


class Repair(models.Model):
    """What the reporter was asked to mend, by when, and that it came."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="repair")
    items = models.JSONField(default=list)  # rules.Item values asked for
    notified_at = models.DateTimeField()
    notified_by = models.CharField(max_length=20)
    how = models.CharField(max_length=10)  # channel | phone | counter | post
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, related_name="+")
    mended_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)  # it came after the last moment: kept, and said
    answer = models.CharField(max_length=24, blank=True)  # code of the message or reply that mended it

    def __str__(self) -> str:
        return str(self.case_id)


class Forwarding(models.Model):
    """An offer of a case or a track to another body: accepted, refused with a reason, or gone back unanswered.

    Until it is accepted the offering office stays accountable; the clock that runs meanwhile goes on.
    """

    class Kind(models.TextChoices):
        """What is handed over, and what for."""

        POLICE = "police", _("penerusan ke Polri")
        ETHICS = "ethics", _("penerusan ke DKPP")
        COMMISSION = "commission", _("penyampaian kepada KPU")
        BODY = "body", _("penerusan ke instansi berwenang")
        TRANSFER = "transfer", _("pelimpahan ke pengawas lain")
        TAKEOVER = "takeover", _("pengambilalihan oleh pengawas di atas")

    class Answer(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("menunggu jawaban")
        ACCEPTED = "accepted", _("diterima")
        REFUSED = "refused", _("ditolak")
        RETURNED = "returned", _("kembali tanpa jawaban")
        WITHDRAWN = "withdrawn", _("ditarik kembali")

    class Refusal(models.TextChoices):
        """Why it was refused."""

        NOT_OURS = "not_ours", _("bukan kewenangan kami")
        INCOMPLETE = "incomplete", _("berkas tidak lengkap")
        NO_EVIDENCE = "no_evidence", _("bukti tidak cukup")
        HANDLED = "handled", _("sudah ditangani")
        OTHER_PLACE = "other_place", _("di luar wilayah kami")

    code = models.CharField(max_length=24, unique=True)  # T-00001
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="forwardings")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, related_name="forwardings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")  # null: a body without an account
    body = models.CharField(max_length=120, blank=True)  # its name then (DKPP, BKN)
    # That decided to hand a case on to another office; a track is forwarded as its own plenary decided.
    plenary = models.ForeignKey(PlenoRecord, on_delete=models.PROTECT, null=True, related_name="+")
    target = models.CharField(max_length=24, blank=True)  # the state that acceptance leads to; empty: it stays where it is
    exhibits = models.JSONField(default=list)  # codes of the chosen pieces of evidence, and of nothing else
    people = models.JSONField(default=list)  # codes of the chosen people; who they are opens after acceptance
    number = models.CharField(max_length=100, blank=True)  # of the letter
    document = models.CharField(max_length=24, blank=True)  # code of `documents`
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=20)
    answer_by = models.DateTimeField()  # unanswered then: it goes back, with an alarm
    delivered_at = models.DateTimeField(null=True)  # the letter is proven to have arrived; nobody else is accountable for that
    receipt = models.CharField(max_length=80, blank=True)  # the number of the receipt
    delivered_by = models.CharField(max_length=20, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.WAITING)
    refusal = models.CharField(max_length=12, choices=Refusal.choices, blank=True)
    sealed_words = models.BinaryField(blank=True, default=b"")  # what was added to the answer
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=80, blank=True)  # the receiver's own number (LP/…)
    results = models.JSONField(default=list)  # [{"at": ISO, "what": word of a list, "reference": number}] from the receiver

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(receiver__isnull=False) | ~Q(body=""), name="cases_forwarded_to_somebody"),
            models.CheckConstraint(condition=Q(receiver=None) | ~Q(receiver=F("sender")), name="cases_forwarded_to_another"),
            models.CheckConstraint(condition=~Q(answer="refused") | ~Q(refusal=""), name="cases_refusal_has_a_reason"),
            models.CheckConstraint(
                condition=(Q(answer="waiting") & Q(answered_at=None)) | (~Q(answer="waiting") & Q(answered_at__isnull=False)),
                name="cases_answered_or_waiting",
            ),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | (Q(delivered_at__gte=F("offered_at")) & ~Q(receipt="")),
                name="cases_delivery_has_a_receipt",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(answer="waiting", track=None), name="cases_one_open_offer_of_a_case"
            ),
            models.UniqueConstraint(
                fields=["track"], condition=Q(answer="waiting", track__isnull=False), name="cases_one_open_offer_of_a_track"
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "answer"], name="cases_offered_to"),
            models.Index(fields=["answer_by"], condition=Q(answer="waiting"), name="cases_offers_waiting"),
        ]

    def __str__(self) -> str:
        return self.code


POINTS = [
    ("2d", _("dua hari sebelumnya")),
    ("1d", _("sehari sebelumnya")),
    ("day", _("pagi hari terakhir")),
    ("3h", _("tiga jam sebelumnya")),
    ("over", _("saat berakhir")),
]


class Reminder(models.Model):
    """That somebody was reminded of a term at a stated point; once."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="reminders")
    point = models.CharField(max_length=12)  # "2d", "1d", "day", "3h", "over"
    at = models.DateTimeField()

    class Meta:
        ordering = ["term_id", "id"]
        constraints = [models.UniqueConstraint(fields=["term", "point"], name="cases_reminded_once")]

    def __str__(self) -> str:
        return f"{self.term_id} {self.point}"
