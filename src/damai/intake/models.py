"""What is stored: messages as they came, sealed; their files; what was said back and forth; how often a network knocks."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Member


class Basis(models.TextChoices):
    """Why the content of a message is forgotten."""

    REQUEST = "request", _("permintaan pemilik data (UU 27/2022)")
    RETENTION = "retention", _("masa simpan berakhir")
    MISTAKE = "mistake", _("terkirim karena keliru")


class Message(models.Model):
    """One delivery. What it says is sealed; what is in the open is needed to keep, count and answer it."""

    channel = models.CharField(max_length=20)
    their_id = models.CharField(max_length=300)
    received_at = models.DateTimeField()
    digest = models.BinaryField(max_length=32)  # SHA-256 of the raw bytes
    size = models.PositiveBigIntegerField()  # bytes of the raw message, without files
    raw_type = models.CharField(max_length=100)
    sealed = models.BinaryField()  # the raw bytes
    sealed_advisory = models.BinaryField(null=True)  # what the device said about itself
    data_key = models.BinaryField(null=True)  # wrapped; null: forgotten, for ever
    key_id = models.CharField(max_length=8)  # the key around data_key, and the one the receipt comes from
    receipt_lookup = models.BinaryField(max_length=16, unique=True)
    sender = models.CharField(max_length=10, blank=True)  # member code; empty: the public
    form = models.CharField(max_length=300, blank=True)
    # unique: of two corrections of one message, the later must correct the first correction
    revises = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="revision")
    readable = models.BooleanField(default=True)
    sorted_at = models.DateTimeField(null=True)  # null: waits for triage

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["channel", "their_id"], name="intake_once")]
        indexes = [models.Index(fields=["id"], condition=Q(sorted_at=None), name="intake_waiting")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """What staff call it. It comes from the id, so no counter row has to be locked; gaps mean nothing."""
        return f"W-{self.pk:06d}"

    @property
    def forgotten(self) -> bool:
        """Whether its content is gone for ever."""
        return self.data_key is None


class StoredFile(models.Model):
    """Bytes in the file store, kept once however often they were sent; they lie sealed, under a name that says nothing."""

    sha256 = models.CharField(max_length=64, primary_key=True)  # of the bytes as they came: what the ledger and evidence know
    place = models.CharField(max_length=32, blank=True)  # their name on the disk; empty: unsealed, from before files were sealed
    data_key = models.BinaryField(null=True)  # their own key, wrapped; null: unsealed, or destroyed
    key_id = models.CharField(max_length=8, blank=True)  # of the key around data_key
    destroyed_at = models.DateTimeField(null=True)  # nobody reads these bytes any more, here or in a backup of the disk
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)  # detected by content
    held = models.CharField(max_length=20, blank=True)  # rules.content.Held: why it is kept apart; empty: nothing found

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=~Q(place=""), name="intake_one_file_per_place"),
            models.CheckConstraint(
                condition=(Q(data_key=None) & (Q(place="") | Q(destroyed_at__isnull=False)))
                | (Q(data_key__isnull=False) & ~Q(place="") & Q(destroyed_at=None)),
                name="intake_sealed_has_its_key",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def sealed(self) -> bool:
        """Whether the bytes lie sealed on the disk."""
        return self.data_key is not None


class Attachment(models.Model):
    """A file as part of a message, under the name the sender gave it."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="attachments")
    name_lookup = models.BinaryField(max_length=16)  # keyed hash of the name: the same file sent again is noticed
    sealed_name = models.BinaryField()
    expected = models.BooleanField(default=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        # The file is part of the key: other bytes under the same name are kept beside the first, never over them.
        constraints = [models.UniqueConstraint(fields=["message", "name_lookup", "file"], name="intake_file_once")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.file_id[:12]}"


class Direction(models.TextChoices):
    """Who speaks to whom."""

    TO_SENDER = "out", _("kepada pengirim")
    FROM_SENDER = "in", _("dari pengirim")


class Reply(models.Model):
    """One thing said after the message: a question to the sender or their answer. Sealed under the message's key."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="replies")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=20)  # actor code
    their_id = models.CharField(max_length=64)  # so that a double click is one answer
    sealed = models.BinaryField()  # salt and text
    digest = models.BinaryField(max_length=32)  # SHA-256 of salt and text
    read_at = models.DateTimeField(null=True)  # when staff read an answer

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["message", "their_id"], name="intake_reply_once")]
        indexes = [models.Index(fields=["id"], condition=Q(read_at=None, direction="in"), name="intake_unread")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.direction}"


class Knock(models.Model):
    """How often one network did one thing in one hour. The network is a keyed hash that changes daily; rows live a day."""

    what = models.CharField(max_length=20)
    network = models.BinaryField(max_length=8)
    hour = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "network", "hour"], name="intake_knock_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.hour:%H}"


class FormState(models.TextChoices):
    """The life of a form in the field; the words are ODK Central's."""

    OPEN = "open", _("dibuka")  # listed, and accepted
    CLOSING = "closing", _("sedang ditutup")  # no longer listed; what is filled in on phones is still accepted
    CLOSED = "closed", _("ditutup")  # refused, except what had been received before it closed


class Form(models.Model):
    """A form that phones fill in, through all its versions."""

    form_id = models.CharField(max_length=249, unique=True)  # as the XForm names itself
    state = models.CharField(max_length=10, choices=FormState.choices, default=FormState.OPEN)

    class Meta:
        ordering = ["form_id"]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """What facts call it: a form's own id may be any text."""
        return f"F-{self.pk:04d}"


class FormVersion(models.Model):
    """One version, byte for byte as it is served. Versions are never changed: phones tell them apart by their MD5."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=250, blank=True)
    title = models.CharField(max_length=250)
    xml = models.BinaryField()
    md5 = models.CharField(max_length=32)  # of xml
    binaries = models.JSONField(default=list)  # paths at which an answer is the name of a file
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["form", "version"], name="intake_version_once")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.version}"


class FormMedia(models.Model):
    """A file that a form shows or looks things up in."""

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="media")
    filename = models.CharField(max_length=250)
    content = models.BinaryField()
    md5 = models.CharField(max_length=32)

    class Meta:
        ordering = ["filename"]
        constraints = [models.UniqueConstraint(fields=["version", "filename"], name="intake_media_once")]

    def __str__(self) -> str:
        return self.filename


class Device(models.Model):
    """A phone that may send for a member, by a token in its address or by Digest with a secret of its own."""

    code = models.CharField(max_length=12, unique=True)  # also its user name for Digest
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)  # SHA-256; the token itself is shown once and kept nowhere
    sealed_ha1 = models.BinaryField()  # MD5(code:realm:secret), sealed by a key outside the database
    key_id = models.CharField(max_length=8)  # of that key
    linked_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.code


class DigestNonce(models.Model):
    """How far a nonce has been counted, so that an overheard request cannot be sent again. Rows live ten minutes."""

    nonce = models.CharField(max_length=60, primary_key=True)
    count = models.PositiveBigIntegerField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.nonce} {self.count}"
