"""What is stored: interviews that are being told, their files, the conversations they run in, and what is being mended."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from damai.intake.models import Message, StoredFile


class Way(models.TextChoices):
    """By which door an interview is told."""

    PORTAL = "portal", _("Halaman lapor")
    CHAT = "chat", _("Obrolan")
    COUNTER = "counter", _("Loket")
    PHONE = "phone", _("Telepon")


class Interview(models.Model):
    """One report, or one repair, that is being told. Its answers are sealed under a key of its own; without it they are gone."""

    token = models.CharField(
        max_length=32, unique=True
    )  # random; names the row in what is sealed, and the delivery when it is sent
    lookup = models.CharField(max_length=64, blank=True)  # keyed hash of the resume code; empty: a repair has none
    way = models.CharField(max_length=7, choices=Way.choices)
    data_key = models.BinaryField()  # wrapped
    key_id = models.CharField(max_length=8)
    sealed = models.BinaryField()  # the state after the last answer; empty once it was sent
    sealed_code = models.BinaryField()  # the resume code, for whoever asks for it in the conversation
    sealed_raw = models.BinaryField()  # the bytes as they are sent, fixed at the first try, so that every try sends the same
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")  # null: not sent yet
    taken_by = models.CharField(max_length=10, blank=True)  # code of the member who writes it down for someone

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["lookup"], condition=~Q(lookup=""), name="interviews_one_per_code")]

    def __str__(self) -> str:
        return f"{self.way} {self.begun_at:%Y-%m-%d}"


class InterviewFile(models.Model):
    """A file that came while an interview was told; the store keeps it as long as this row does."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sealed_name = models.BinaryField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["interview", "file"], name="interviews_file_once")]

    def __str__(self) -> str:
        return self.file_id[:12]


class Conversation(models.Model):
    """A conversation of a chat, known by a keyed hash. Its address is kept, sealed, only of who agreed to be written to."""

    lookup = models.CharField(max_length=64, unique=True)
    interview = models.ForeignKey(Interview, on_delete=models.SET_NULL, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")  # what is followed here
    sealed_address = models.BinaryField()
    language = models.CharField(max_length=2, default="id")
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.lookup[:8]


class Delivery(models.Model):
    """What a gateway delivered, by a keyed hash, and what was answered: delivered again, it is answered the same. Lives a day."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    lookup = models.CharField(max_length=64, unique=True)
    sealed_replies = models.BinaryField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.lookup[:8]


class RepairState(models.TextChoices):
    """What became of a repair."""

    OPEN = "open", _("Menunggu pelapor")
    SENT = "sent", _("Dilengkapi pelapor")
    CLOSED = "closed", _("Ditutup")  # by the office, before anything was sent


class Repair(models.Model):
    """The one time a reporter is asked again, for exactly what was missing (Perbawaslu 7/2022, perbaikan)."""

    case = models.CharField(max_length=20, db_index=True)  # the caller's code: P-00001
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")  # what is mended
    items = models.JSONField()  # the missing conditions, by code
    due_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=RepairState.choices, default=RepairState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=20)
    interview = models.OneToOneField(Interview, on_delete=models.SET_NULL, null=True, related_name="repair")
    sent_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")  # what was sent
    noticed_at = models.DateTimeField(null=True)  # when the room above had heard of it

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["message"], condition=Q(state="open"), name="interviews_one_open_repair"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False, answer__isnull=False) | ~Q(state="sent"),
                name="interviews_sent_repair_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.state}"
