"""What is stored: letters on their way to people, what is enclosed, and what came back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How a letter travels."""

    EMAIL = "email", _("Surel")
    SMS = "sms", _("SMS")
    CHAT = "chat", _("Obrolan")


class State(models.TextChoices):
    """What became of a letter."""

    WAITING = "waiting", _("Menunggu dikirim")
    SENT = "sent", _("Terkirim")  # the next server, or the gateway, has taken it
    FAILED = "failed", _("Gagal dikirim")  # refused for good, or every try failed
    BOUNCED = "bounced", _("Kembali: tidak sampai")  # taken, and came back later
    CANCELLED = "cancelled", _("Dibatalkan")  # no longer wanted before it left


class Letter(models.Model):
    """One letter to one person. Address and words are sealed; what it is about is a code."""

    key = models.CharField(max_length=120, unique=True)  # the caller's own name for it: asked twice, it is sent once
    way = models.CharField(max_length=5, choices=Way.choices)
    about = models.CharField(max_length=40)  # code of the meeting, item or signature
    purpose = models.SlugField(max_length=30)  # invitation, reminder, confirmation …
    sealed_to = models.BinaryField()
    to_hash = models.CharField(
        max_length=64, blank=True, db_index=True
    )  # keyed: finds letters to one address; empty once forgotten
    sealed_content = models.BinaryField()  # JSON: subject, text, names of the files
    # Part of the Message-ID and of the return address, so that a bounce finds its letter.
    token = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()  # real time of the next try; while one is under way, when another worker may take it
    tries = models.PositiveSmallIntegerField(default=0)  # begun ones: counted before, so that a crash counts too
    done_at = models.DateTimeField(null=True, db_index=True)  # left, failed or cancelled
    trouble = models.CharField(max_length=20, blank=True)  # status code such as 5.1.1, or a word of ours; never free text

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["state", "not_before"], name="outbox_next"),
            models.Index(fields=["about", "id"], name="outbox_about"),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.purpose} {self.about}"


class Enclosure(models.Model):
    """A file that goes with a letter (an iCalendar file, a document), sealed; its name is sealed with the letter's words."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="enclosures")
    media_type = models.CharField(max_length=100)  # with its parameters, such as text/calendar; method=REQUEST
    sealed_body = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.media_type
