"""What is stored of hearing people: invitations and minutes of clarification, the right of reply, and reports taken back.

Words are sealed (`seals`). In the open stands what is a code, a number, a date or a word of a list.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Member
from damai.intake.models import StoredFile

from .case import Case, Track


class Clarification(models.Model):
    """An invitation to be heard, and the minutes of the hearing. Whoever stays away does not stop the clock."""

    class State(models.TextChoices):
        """How far it is."""

        INVITED = "invited", _("diundang")
        OPEN = "open", _("sedang didengar")
        HEARD = "heard", _("didengar")
        ABSENT = "absent", _("tidak hadir")
        CANCELLED = "cancelled", _("dibatalkan")

    class Way(models.TextChoices):
        """Where somebody is heard."""

        OFFICE = "office", _("di kantor pengawas")
        HOME = "home", _("di tempat tinggal yang diundang")
        ONLINE = "online", _("daring")

    class Role(models.TextChoices):
        """As what somebody is heard."""

        REPORTER = "reporter", _("pelapor")
        WITNESS = "witness", _("saksi")
        VICTIM = "victim", _("korban")
        REPORTED = "reported", _("terlapor")
        EXPERT = "expert", _("ahli")

    class Oath(models.TextChoices):
        """Whether the statement was made under oath."""

        NOT_YET = "", _("belum dicatat")
        SWORN = "sworn", _("di bawah sumpah atau janji")
        DECLINED = "declined", _("menolak bersumpah atau berjanji")

    class Handed(models.TextChoices):
        """How the letter came to whom it invites."""

        MESSENGER = "messenger", _("diantar petugas")
        POST = "post", _("dikirim lewat pos tercatat")
        COUNTER = "counter", _("diambil di kantor")

    class Taken(models.TextChoices):
        """Who took the letter."""

        PERSON = "person", _("yang diundang sendiri")
        HOUSEHOLD = "household", _("orang serumah")
        NEIGHBOURHOOD = "neighbourhood", _("pengurus RT/RW atau kelurahan")
        REFUSED = "refused", _("tidak ada yang mau menerima")

    code = models.CharField(max_length=24, unique=True)  # H-00001: a hearing
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clarifications")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.CharField(max_length=24)  # code of `identities`
    role = models.CharField(max_length=12, choices=Role.choices)
    times = models.PositiveSmallIntegerField(default=1)  # first, second invitation
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    at = models.DateTimeField()  # when to come
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.OFFICE)
    sealed_place = models.BinaryField(default=bytes)  # or a link
    sealed_matter = models.BinaryField(default=bytes)  # what it is about, in neutral words
    basis = models.CharField(max_length=200)  # the article as it was cited then
    bring = models.JSONField(default=list)  # words of rules.hearings.BRING
    state = models.CharField(max_length=10, choices=State.choices, default=State.INVITED)

    sequence = models.PositiveSmallIntegerField(default=0)  # iCalendar's: raised by every change that whoever comes must know
    letter_key = models.CharField(max_length=80, blank=True)  # of the outbox; empty: no address was known
    document = models.CharField(max_length=24, blank=True)  # the letter that stands: code of `documents`
    handed = models.CharField(max_length=10, choices=Handed.choices, blank=True)
    handed_to = models.CharField(max_length=14, choices=Taken.choices, blank=True)
    handed_at = models.DateTimeField(null=True)

    oath = models.CharField(max_length=10, choices=Oath.choices, blank=True, default="")
    heard_at = models.DateTimeField(null=True)  # when the hearing began
    closed_at = models.DateTimeField(null=True)
    sealed_minutes = models.BinaryField(blank=True, default=bytes)  # the canonical bytes, once closed
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    invited_at = models.DateTimeField()
    by = models.CharField(max_length=20)

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(times__gte=1, times__lte=2), name="cases_invited_twice_at_most"),
            models.CheckConstraint(
                condition=(Q(state="heard") & ~Q(minutes_sha256="") & Q(closed_at__isnull=False))
                | (~Q(state="heard") & Q(minutes_sha256="") & Q(closed_at=None)),
                name="cases_heard_is_sealed",
            ),
        ]
        indexes = [models.Index(fields=["state", "at"], name="cases_hearings_ahead")]

    def __str__(self) -> str:
        return self.code


class HearingPart(models.Model):
    """One text of the minutes of a hearing: opening, question, answer, closing. Two officers may write into it at once."""

    class Side(models.TextChoices):
        """What it is."""

        OPENING = "o", _("pembukaan")
        QUESTION = "q", _("pertanyaan")
        ANSWER = "a", _("jawaban")
        CLOSING = "c", _("penutup")

    hearing = models.ForeignKey(Clarification, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()  # of the question; opening and closing have 0
    side = models.CharField(max_length=1, choices=Side.choices)
    version = models.PositiveIntegerField(default=0)
    sealed_words = models.BinaryField(default=bytes)

    class Meta:
        ordering = ["hearing_id", "number", "side"]
        constraints = [models.UniqueConstraint(fields=["hearing", "number", "side"], name="cases_hearing_part_once")]

    def __str__(self) -> str:
        return f"{self.hearing_id} {self.key}"

    @property
    def key(self) -> str:
        """What the page calls it: "3q"."""
        return f"{self.number}{self.side}"


class HearingVersion(models.Model):
    """One saving of one part, as it was sent and as it was merged; sealed, and kept."""

    part = models.ForeignKey(HearingPart, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    client = models.CharField(max_length=36, blank=True)  # the open page that sent it
    sealed_sent = models.BinaryField(default=bytes)
    sealed_merged = models.BinaryField(default=bytes)
    clashed = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["part_id", "version"]
        constraints = [models.UniqueConstraint(fields=["part", "version"], name="cases_hearing_version_once")]

    def __str__(self) -> str:
        return f"{self.part_id} v{self.version}"


class HearingPresence(models.Model):
    """Who writes in a part at this moment; it lapses by itself."""

    part = models.ForeignKey(HearingPart, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "member"], name="cases_hearing_presence_once")]

    def __str__(self) -> str:
        return f"{self.part_id} {self.member_id}"


class HearingAddendum(models.Model):
    """What was added after the minutes were closed. What stood there stays."""

    hearing = models.ForeignKey(Clarification, on_delete=models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField()
    sealed_words = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["hearing_id", "number"]
        constraints = [models.UniqueConstraint(fields=["hearing", "number"], name="cases_hearing_addendum_once")]

    def __str__(self) -> str:
        return f"{self.hearing_id} {self.number}"


class RightOfReply(models.Model):
    """That a reported party was asked for their side, and what they said."""

    class How(models.TextChoices):
        """How they got the way to answer."""

        EMAIL = "email", _("surel")
        SMS = "sms", _("SMS")
        PRINTED = "printed", _("surat cetak dengan kode")

    code = models.CharField(max_length=24, unique=True)  # J-00001
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="replies")
    person = models.CharField(max_length=24)  # code of `identities`
    token_hash = models.CharField(max_length=64, unique=True)
    sealed_question = models.BinaryField(default=bytes)  # what is asked, in neutral words
    how = models.CharField(max_length=8, choices=How.choices)
    letter_key = models.CharField(max_length=80, blank=True)  # of the outbox
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=20)
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # the way in was closed before: asked by mistake, or of the wrong person
    sealed_words = models.BinaryField(blank=True, default=bytes)  # as they stand
    sha256 = models.CharField(max_length=64, blank=True)
    answered_at = models.DateTimeField(null=True)  # the last time

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], condition=Q(closed_at=None), name="cases_asked_once_for_a_side")
        ]

    def __str__(self) -> str:
        return self.code


class ReplyVersion(models.Model):
    """One time a reported party sent their side; the last one before the deadline stands, the others are kept."""

    reply = models.ForeignKey(RightOfReply, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    sealed_words = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["reply_id", "number"]
        constraints = [models.UniqueConstraint(fields=["reply", "number"], name="cases_reply_version_once")]

    def __str__(self) -> str:
        return f"{self.reply_id} v{self.number}"


class ReplyFile(models.Model):
    """A file that a reported party sent with their side; an officer makes it evidence."""

    version = models.ForeignKey(ReplyVersion, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sealed_name = models.BinaryField(default=bytes)
    exhibit = models.CharField(max_length=24, blank=True)  # code in `evidence`, once it was taken in

    class Meta:
        ordering = ["version_id", "number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="cases_reply_file_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.number}"


class Withdrawal(models.Model):
    """That the reporter asked to take the report back. What was seen may still be followed up."""

    class How(models.TextChoices):
        """By which way it was asked."""

        RECEIPT = "receipt", _("lewat tanda terima")
        COUNTER = "counter", _("di kantor")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="withdrawals")
    message = models.CharField(max_length=24, blank=True)  # whose receipt it was; a case may rest on several messages
    asked_at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How.choices)
    by = models.CharField(max_length=20)
    taken_at = models.DateTimeField(null=True)  # when the case became DICABUT
    refused_at = models.DateTimeField(null=True)  # after registration it is only noted
    answered_by = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "message"], condition=Q(taken_at=None, refused_at=None), name="cases_withdrawal_asked_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.case_id)
