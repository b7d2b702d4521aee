"""What is stored: people under a key of their own, hashes that find them, wishes to open them, every reading, and who may not."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import AccessReason, Agency, Member
from damai.agencies.models import Role as Office

from .rules import Part, Way

PARTS = [
    (Part.REPORTER.value, _("Pelapor")),
    (Part.WITNESS.value, _("Saksi")),
    (Part.VICTIM.value, _("Korban")),
    (Part.REPORTED.value, _("Terlapor")),
    (Part.EXPERT.value, _("Ahli")),
]
WAYS = [
    (Way.OWN.value, _("perkara sendiri")),
    (Way.SECOND.value, _("atas persetujuan petugas kedua")),
    (Way.HANDED.value, _("diserahkan bersama penerusan perkara")),
]


class Basis(models.TextChoices):
    """Why a person is forgotten."""

    REQUEST = "request", _("permintaan pemilik data (UU 27/2022)")
    RETENTION = "retention", _("masa simpan berakhir")
    MISTAKE = "mistake", _("tercatat karena keliru")


class RefusalReason(models.TextChoices):
    """Why the second officer did not agree."""

    NOT_NEEDED = "not-needed", _("Tidak diperlukan untuk tujuan ini")
    OTHER_WAY = "other-way", _("Ada cara lain yang tidak membuka identitas")
    NOT_ENTITLED = "not-entitled", _("Pemohon tidak berwenang")
    CONFLICT = "conflict", _("Ada benturan kepentingan")
    UNCLEAR = "unclear", _("Alasannya tidak jelas")


class Person(models.Model):
    """Somebody in a case or a message. Who they are is sealed under a key of their own; destroying that key forgets them."""

    code = models.CharField(max_length=24, unique=True)  # O-00001
    subject = models.CharField(max_length=24)  # the case, P-00001, or the message W-000123 while there is no case
    origin = models.CharField(max_length=24, blank=True)  # the message in which a reporter told it: whose receipt shows openings
    part = models.CharField(max_length=10, choices=PARTS)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # the office that answers for the subject
    data_key = models.BinaryField(null=True)  # wrapped; null: forgotten, for ever
    key_id = models.CharField(max_length=8)  # of the key around data_key
    sealed = models.BinaryField()  # the fields as JSON, of a length that says little
    has = models.JSONField(default=list)  # names of the fields that are filled in, for "is there a way to reach them"
    kept_at = models.DateTimeField()
    by = models.CharField(max_length=20)
    changed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(data_key=None) & Q(forgotten_at__isnull=False)) | (Q(data_key__isnull=False) & Q(forgotten_at=None)),
                name="identities_forgotten_has_no_key",
            )
        ]
        indexes = [
            models.Index(fields=["subject", "id"], name="identities_of_subject"),
            models.Index(fields=["origin"], condition=~Q(origin=""), name="identities_of_origin"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def forgotten(self) -> bool:
        """Whether nobody can read who this was, for ever."""
        return self.data_key is None


class Lookup(models.Model):
    """A keyed hash by which a person is found: of a telephone number, an address, an identity number or a name."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="lookups")
    field = models.CharField(max_length=8)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "field"], name="identities_lookup_once")]
        indexes = [models.Index(fields=["field", "hash"], name="identities_by_hash")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.field}"


class Opening(models.Model):
    """A wish to read who somebody is outside one's own case, and what a second officer said to it."""

    class State(models.TextChoices):
        """How far it is. What was agreed to ends by itself; `opens_until` says when."""

        ASKED = "asked", _("Menunggu petugas kedua")
        APPROVED = "approved", _("Disetujui")
        REFUSED = "refused", _("Ditolak")
        LAPSED = "lapsed", _("Lewat batas jawab")
        WITHDRAWN = "withdrawn", _("Ditarik pemohon")

    code = models.CharField(max_length=24, unique=True)  # BK-00001
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="openings")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=10, choices=Office.choices)  # of who asks, as it was then
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # the office whose second officer answers
    reason = models.CharField(max_length=12, choices=AccessReason.choices)
    sealed_words = models.BinaryField(default=bytes)  # under the person's key: they may name the person
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    answered_office = models.CharField(max_length=10, choices=Office.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=12, choices=RefusalReason.choices, blank=True)
    sealed_answer = models.BinaryField(default=bytes)
    opens_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "asked_by"], condition=Q(state="asked"), name="identities_asked_once"),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")), name="identities_nobody_answers_their_own"
            ),
            models.CheckConstraint(
                condition=(Q(state="approved") & Q(answered_by__isnull=False) & Q(opens_until__isnull=False))
                | (~Q(state="approved") & Q(opens_until=None)),
                name="identities_open_only_when_agreed",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "answer_by"], name="identities_waiting")]

    def __str__(self) -> str:
        return self.code


class Reading(models.Model):
    """That somebody read who a person is: when, as what, why and by which right. Only ever added."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="readings")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=10, choices=Office.choices)
    at = models.DateTimeField()
    way = models.CharField(max_length=6, choices=WAYS)
    why = models.CharField(max_length=12, choices=AccessReason.choices)
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, null=True, related_name="readings")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["person", "-at"], name="identities_read"),
            models.Index(fields=["agency", "-at"], name="identities_read_by_office"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(way="second") & Q(opening__isnull=False)) | (~Q(way="second") & Q(opening=None)),
                name="identities_second_has_its_opening",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.way}"


class Release(models.Model):
    """That a person's data was handed to another body together with a case: its members may read it from then on."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="releases")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    forwarding = models.CharField(max_length=24)  # code of the forwarding
    at = models.DateTimeField()
    by = models.CharField(max_length=20)
    ended_at = models.DateTimeField(null=True)  # the receiver refused, or gave it back

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["person", "agency", "forwarding"], name="identities_released_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.agency_id}"


class Bar(models.Model):
    """That a member recused themselves or was recused: nothing of this subject's people opens for them, by any way."""

    subject = models.CharField(max_length=24)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "member"], name="identities_barred_once")]

    def __str__(self) -> str:
        return f"{self.subject} {self.member_id}"
