"""What is stored: letterheads, the number books, templates in versions, and issued documents."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Agency


class Letterhead(models.Model):
    """What stands on an agency's paper, and how its numbers are written."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, primary_key=True, related_name="+")
    lines = models.TextField()  # one line of the head per line: name of the government, of the office
    address = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=60)  # where letters are dated: "Jakarta"
    logo = models.BinaryField(default=bytes, blank=True)  # PNG, made anew from what was uploaded
    # Fields: {number} {kind} {agency} {month} (roman) {year}; checked by rules.
    pattern = models.CharField(max_length=80, default="{number:03d}/{kind}/{agency}/{month}/{year}")
    short = models.CharField(max_length=40)  # what {agency} becomes: "KESBANGPOL-JP"
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.agency_id


class Number(models.Model):
    """A number out of an agency's book of one year: taken in the transaction that uses it, never given back, void at most."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    register = models.CharField(max_length=20)  # the book: "umum" for letters; cases keep others
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=100)  # as it is written on the paper
    about = models.CharField(max_length=40)
    taken_at = models.DateTimeField()
    by = models.CharField(max_length=20)
    void = models.BooleanField(default=False)  # "batal": the paper was never used; the number stays taken

    class Meta:
        ordering = ["agency_id", "-year", "register", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "register", "number"], name="documents_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="documents_numbers_begin_at_one"),
        ]

    def __str__(self) -> str:
        return self.text


class Template(models.Model):
    """A version of an office's own template of one kind of document. Without one, the template that ships with Damai is used."""

    class State(models.TextChoices):
        """Which version is used: the one in force. Old ones stay, because papers were made from them."""

        DRAFT = "draft", _("Rancangan")
        IN_FORCE = "in-force", _("Berlaku")
        RETIRED = "retired", _("Tidak dipakai lagi")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    docx = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=20)

    class Meta:
        ordering = ["agency_id", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "version"], name="documents_template_version_once"),
            models.UniqueConstraint(
                fields=["agency", "kind"], condition=Q(state="in-force"), name="documents_one_template_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.kind} {self.version}"


class Document(models.Model):
    """An issued document: its values (sealed, they name people), its template, and its bytes as they were issued."""

    code = models.CharField(max_length=24, unique=True)  # N-00001
    token_sha256 = models.CharField(max_length=64)  # of what stands behind the code in the QR: papers are not found by counting
    kind = models.SlugField(max_length=40)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.OneToOneField(Number, on_delete=models.PROTECT, null=True, related_name="document")
    template = models.ForeignKey(Template, on_delete=models.PROTECT, null=True, related_name="+")  # null: the shipped one
    template_sha256 = models.CharField(max_length=64)
    about = models.CharField(max_length=40, db_index=True)
    dated = models.DateField()
    sealed_values = models.BinaryField()  # JSON, letterhead included as it was on that day
    values_sha256 = models.CharField(max_length=64)
    docx_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    docx = models.BinaryField()  # sealed, as issued: a later version of a library must not change a paper
    pdf = models.BinaryField()  # sealed
    made_at = models.DateTimeField()
    by = models.CharField(max_length=20)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    is_void = models.BooleanField(default=False)  # "batal": not to be relied on; its bytes and its number stay
    guarded = models.BooleanField(default=False)  # as its kind was then: listed and opened only by the room it belongs to
    forgotten_at = models.DateTimeField(null=True)  # what it said was destroyed; number, day and digests stay

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["replaces"], condition=Q(replaces__isnull=False), name="documents_replaced_once")
        ]

    def __str__(self) -> str:
        return self.code
