"""What is stored: pieces of evidence, what happened to them, copies with faces hidden, and packs. Rows are only added."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from damai.intake.models import StoredFile

from .rules.custody import Action, Holder, Kind, Source

KINDS = [
    (Kind.PHOTO.value, _("Foto")),
    (Kind.VIDEO.value, _("Video")),
    (Kind.AUDIO.value, _("Rekaman suara")),
    (Kind.DOCUMENT.value, _("Dokumen")),
    (Kind.SCREEN.value, _("Tangkapan layar")),
    (Kind.OBJECT.value, _("Benda")),
    (Kind.OTHER.value, _("Lainnya")),
]
SOURCES = [
    (Source.MESSAGE.value, _("Lampiran pesan pelapor")),
    (Source.COUNTER.value, _("Diserahkan di kantor")),
    (Source.CLARIFICATION.value, _("Diserahkan saat klarifikasi")),
    (Source.FIELD.value, _("Dibawa pengawas dari lapangan")),
    (Source.SEIZED.value, _("Disita oleh yang berwenang")),
]
ACTIONS = [
    (Action.RECEIVED.value, _("diterima")),
    (Action.KEPT.value, _("disimpan di tempatnya")),
    (Action.MOVED.value, _("dipindahkan")),
    (Action.VIEWED.value, _("dilihat")),
    (Action.COPIED.value, _("salinan diserahkan")),
    (Action.DERIVED.value, _("salinan tersamar dibuat")),
    (Action.COMPARED.value, _("dibandingkan dengan berkas lain")),
    (Action.LENT.value, _("dipinjamkan")),
    (Action.RETURNED.value, _("kembali dari peminjam")),
    (Action.HANDED_OVER.value, _("diserahkan kepada lembaga lain")),
    (Action.GIVEN_BACK.value, _("dikembalikan kepada pemiliknya")),
    (Action.EXPORTED.value, _("dimasukkan ke paket bukti")),
    (Action.SEALED.value, _("disegel")),
    (Action.UNSEALED.value, _("segelnya dibuka")),
    (Action.HELD.value, _("ditahan: tidak boleh keluar")),
    (Action.RELEASED.value, _("tidak lagi ditahan")),
    (Action.WITHDRAWN.value, _("tidak lagi dipakai sebagai bukti")),
    (Action.REINSTATED.value, _("dipakai lagi sebagai bukti")),
]
HOLDERS = [
    (Holder.MEMBER.value, _("anggota")),
    (Holder.AGENCY.value, _("lembaga")),
    (Holder.OUTSIDE.value, _("pihak luar")),
    (Holder.GIVER.value, _("yang menyerahkan")),
]


class Exhibit(models.Model):
    """A piece of evidence. Never changed, replaced or deleted: what becomes of it is in its custody record.

    A second version is another piece that names the first. The columns repeat what the file store says of the bytes, so that a
    store that was changed is noticed.
    """

    code = models.CharField(max_length=24, unique=True)  # E-00001
    subject = models.CharField(max_length=24, db_index=True)  # the code of the case; rooms above say who may see it
    number = models.PositiveIntegerField()  # within the subject
    kind = models.CharField(max_length=10, choices=KINDS)
    source = models.CharField(max_length=14, choices=SOURCES)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")  # null: a thing
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True)
    crc32 = models.PositiveBigIntegerField(default=0)  # what a ZIP file wants to know before the bytes
    sealed_words = models.BinaryField(default=bytes)  # title and description with their salt
    words_sha256 = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()  # when it came to us
    kept_at = models.DateTimeField()  # when it was taken in here
    taken_from = models.CharField(max_length=24, blank=True)  # the code of a message or of a clarification
    taken_number = models.PositiveIntegerField(null=True)  # the attachment's number within the message
    version_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["subject", "number"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "number"], name="evidence_number_once"),
            models.UniqueConstraint(
                fields=["subject", "taken_from", "taken_number"],
                condition=Q(taken_number__isnull=False),
                name="evidence_attachment_once",
            ),
            models.CheckConstraint(
                condition=(Q(file=None) & Q(sha256="")) | (Q(file__isnull=False) & Q(sha256=F("file_id"))),
                name="evidence_bytes_are_of_the_file",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_object(self) -> bool:
        """Whether it is a thing: there are no bytes of it."""
        return self.file_id is None


class Custody(models.Model):
    """One entry of a custody record: what happened, when, who had it then. Each holds the digest of the one before it."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="custody")
    number = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()  # by the clock of the house
    happened_at = models.DateTimeField()  # as whoever recorded it says
    action = models.CharField(max_length=12, choices=ACTIONS)
    by = models.CharField(max_length=20)  # actor code
    holder_kind = models.CharField(max_length=8, choices=HOLDERS)
    holder = models.CharField(max_length=40, blank=True)  # code of a member or an agency
    derivative = models.PositiveIntegerField(default=0)  # the copy that it happened to; 0: the original
    sealed_words = models.BinaryField(default=bytes)  # holder, place, reference, note, with their salt
    words_sha256 = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)  # digest of the entry before, or of the piece
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["exhibit_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exhibit", "number"], name="evidence_custody_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="evidence_custody_begins_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.exhibit_id}/{self.number} {self.action}"


class Derivative(models.Model):
    """A copy of a picture in which boxes are hidden for good: faces, number plates. The original stays as it was."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="derivatives")
    number = models.PositiveIntegerField()
    boxes = models.JSONField()  # [[left, top, width, height], …] in hundredths of a percent
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    crc32 = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    by = models.CharField(max_length=20)

    class Meta:
        ordering = ["exhibit_id", "number"]
        constraints = [models.UniqueConstraint(fields=["exhibit", "number"], name="evidence_copy_once")]

    def __str__(self) -> str:
        return f"{self.exhibit_id}-{self.number}"


class Pack(models.Model):
    """A pack that was made for a hearing: when, by whom, and the digest of its list. Its bytes are not kept."""

    code = models.CharField(max_length=24, unique=True)  # PB-00001
    subject = models.CharField(max_length=24, db_index=True)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=20)
    exhibits = models.PositiveIntegerField()
    persons = models.PositiveIntegerField(default=0)  # whose data a lead asked to be in it
    size = models.PositiveBigIntegerField(default=0)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    left_at = models.DateTimeField(null=True)  # the last byte left; null: broken off

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.code
