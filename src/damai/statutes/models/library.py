"""What is stored of the library: laws, their provisions, how each was worded from when to when, and where the words came from."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..rules.library import law_label
from .tables import Confidence


class ProvisionKind(models.TextChoices):
    """What a provision is; the same words as `rules.library.Kind`."""

    ARTICLE = "article", _("pasal")
    PARAGRAPH = "paragraph", _("ayat")
    LETTER = "letter", _("huruf")
    NUMBER = "number", _("angka")


class Quality(models.TextChoices):
    """What may be done with a text; the same words as `rules.library.Quality`."""

    CLEAN = "clean", _("naskah digital")
    LIGHT = "light", _("hasil pindai, sedikit derau")
    NOISY = "noisy", _("hasil pindai, banyak derau")
    NONE = "none", _("naskah belum diimpor")


class Ending(models.TextChoices):
    """Why a wording is no longer in force."""

    AMENDED = "amended", _("diubah")
    REPEALED = "repealed", _("dicabut")
    ANNULLED = "annulled", _("dibatalkan pengadilan")
    REREAD = "reread", _("dibaca lain menurut putusan pengadilan")


class TextFormat(models.TextChoices):
    """The kinds of files that laws come in; the same words as `rules.library.Format`."""

    TEXT = "text", _("teks")
    HTML = "html", "HTML"
    PDF = "pdf", "PDF"
    JSONL = "jsonl", "JSONL"


class Law(models.Model):
    """An act or regulation, known by its facts whether or not its text was imported."""

    code = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    names = models.CharField(max_length=300, blank=True)  # what people call it, parted by |
    enacted_on = models.DateField(null=True)
    in_force_on = models.DateField(null=True)
    articles = models.PositiveSmallIntegerField(null=True)  # how many it has, where that is known
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="amended_by")
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    source = models.CharField(max_length=200, blank=True)
    repealed_on = models.DateField(null=True)  # the first day on which it is no longer law
    repealed_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(repealed_on=None, repealed_by="") | (Q(repealed_on__isnull=False) & ~Q(repealed_by="")),
                name="statutes_repealed_by_something",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def label(self) -> str:
        """UU 7/2017."""
        return law_label(self.code)


class LawImport(models.Model):
    """One official text as it was read: first a draft that shows what it would change, then applied, or dropped."""

    class State(models.TextChoices):
        """What became of it."""

        DRAFT = "draft", _("rancangan")
        APPLIED = "applied", _("diterapkan")
        DROPPED = "dropped", _("dibuang")

    law = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="imports")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    format = models.CharField(max_length=10, choices=TextFormat.choices)
    origin = models.CharField(max_length=300)  # where the text is from, as the person who brought it says
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    size = models.PositiveIntegerField()
    text = models.TextField()  # its words, so that it can be read anew
    quality = models.CharField(max_length=10, choices=Quality.choices)
    noise = models.PositiveSmallIntegerField()  # odd words in a thousand
    units = models.PositiveIntegerField(default=0)  # provisions read
    lines = models.PositiveIntegerField()
    unread = models.PositiveIntegerField()
    valid_from = models.DateField(null=True)
    begun_by = models.CharField(max_length=60, blank=True)  # the act that words it so, where it is not the law itself
    read_at = models.DateTimeField()
    read_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-read_at", "-id"]

    def __str__(self) -> str:
        return f"{self.law_id} {self.state}"

    @property
    def code(self) -> str:
        """How people call it: N-00012."""
        return f"N-{self.pk:05d}"


class Provision(models.Model):
    """An article, paragraph, letter or number. Its code never changes, whatever becomes of its words."""

    code = models.CharField(max_length=80, primary_key=True)  # uu-7-2017/280/1/j
    law = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="provisions")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    kind = models.CharField(max_length=10, choices=ProvisionKind.choices)
    heading = models.CharField(max_length=400, blank=True)
    position = models.PositiveIntegerField(default=0)  # its place among all provisions of its law

    class Meta:
        ordering = ["law_id", "position", "code"]

    def __str__(self) -> str:
        return self.code

    @property
    def number(self) -> str:
        """Its own number or letter: 280, 1, j."""
        return self.code.rpartition("/")[2].removeprefix("angka-")


class Wording(models.Model):
    """How a provision reads from one day to another. A wrong transcription is superseded and stays."""

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="wordings")
    text = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    quality = models.CharField(max_length=10, choices=Quality.choices)
    stems = models.TextField(blank=True)  # of heading, text and explanation: what the search index is built from
    valid_from = models.DateField(null=True)  # null: the day is not known; it counts as always
    begun_by = models.CharField(max_length=60, blank=True)
    valid_to = models.DateField(null=True)  # the last day in force
    ended_by = models.CharField(max_length=60, blank=True)
    ended_how = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    # What a court or an editor says about how it is to be read, in both languages.
    note = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    source = models.ForeignKey(LawImport, on_delete=models.PROTECT, null=True, related_name="wordings")
    superseded = models.BooleanField(default=False)

    class Meta:
        ordering = ["provision_id", F("valid_from").asc(nulls_first=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["provision"], condition=Q(superseded=False, valid_to=None), name="statutes_one_wording_in_force"
            ),
            models.UniqueConstraint(
                fields=["provision", "valid_from"], condition=Q(superseded=False), name="statutes_wording_once"
            ),
            models.UniqueConstraint(
                fields=["provision"], condition=Q(superseded=False, valid_from=None), name="statutes_wording_undated_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="statutes_wording_ends_later",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None, ended_how="", ended_by="")
                | (Q(valid_to__isnull=False) & ~Q(ended_how="") & ~Q(ended_by="")),
                name="statutes_wording_ended_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provision_id} {self.valid_from}"


class LibraryEdition(models.Model):
    """One row whose token changes with every change to the library, so that an index in memory knows when it is old."""

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token
