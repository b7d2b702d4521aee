"""What is stored: participants of an election, declarations with their texts and clauses, and signatures."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Agency


class Participant(models.Model):
    """A party or a pair in one election, by ballot number. Never ordered by anything else."""

    class Kind(models.TextChoices):
        """What stands on the ballot."""

        PAIR = "pair", _("Pasangan calon")
        PARTY = "party", _("Partai politik")

    code = models.CharField(max_length=40, unique=True)  # pemilu_2024/party/01
    election = models.CharField(max_length=40)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    ballot_number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["election", "kind", "ballot_number"]
        constraints = [models.UniqueConstraint(fields=["election", "kind", "ballot_number"], name="pledges_participant_once")]

    def __str__(self) -> str:
        return self.name


class Declaration(models.Model):
    """A peace declaration (deklarasi damai, pakta integritas): an occasion and its text."""

    class State(models.TextChoices):
        """Whether it can be signed. Once the first signature stands, the text is fixed."""

        DRAFT = "draft", _("Rancangan")
        OPEN = "open", _("Dapat ditandatangani")
        CLOSED = "closed", _("Penandatanganan ditutup")
        ARCHIVE = "archive", _("Dokumen rujukan")  # signed elsewhere; kept with date and source
        TEMPLATE = "template", _("Templat")  # ships with Damai; a new declaration begins with its clauses

    code = models.CharField(max_length=24, unique=True)  # D-00001
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    occasion = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    held_at = models.DateTimeField()
    convener = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")  # null: signed elsewhere
    election = models.CharField(max_length=40)
    series = models.CharField(max_length=24, blank=True)  # code of the rakor series
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    binds_until = models.DateField(null=True)  # the last day its clauses bind
    for_citizens = models.BooleanField(default=True)  # citizens may sign on the portal
    source = models.CharField(max_length=300, blank=True)  # where an archived text comes from
    witnesses = models.TextField(blank=True)  # offices that witness, one per line, printed on the sheet

    class Meta:
        ordering = ["-held_at", "-id"]

    def __str__(self) -> str:
        return self.title


class Text(models.Model):
    """One version of a declaration's text. Its digest is fixed in the ledger when it opens for signing; then it cannot change."""

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="texts")
    version = models.PositiveSmallIntegerField()
    preamble = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    is_official = models.BooleanField(default=False)  # the official wording, pasted by an office; else points in words of our own
    sha256 = models.CharField(max_length=64, blank=True)  # rules.text_digest, once fixed
    fixed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=20)
    leaf = models.BinaryField(max_length=32, default=bytes)  # of the fact that fixed it

    class Meta:
        ordering = ["declaration_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "version"], name="pledges_text_version_once"),
            models.CheckConstraint(
                condition=(Q(sha256="") & Q(fixed_at=None)) | (~Q(sha256="") & Q(fixed_at__isnull=False)),
                name="pledges_fixed_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id} v{self.version}"


class Clause(models.Model):
    """One point of a text, its legal basis, and (as commitment) its indicators. Code: D-00001/v1/3."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="clauses")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    basis = models.CharField(max_length=300)  # articles
    basis_note = models.CharField(max_length=300, blank=True)  # what was not verified

    class Meta:
        ordering = ["text_id", "number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="pledges_clause_once")]

    def __str__(self) -> str:
        return f"{self.text_id}/{self.number}"


class ClauseIndicator(models.Model):
    """A measurable indicator of a clause; it becomes an indicator of the commitment when the text is fixed."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=8)  # commitments.models.Direction
    target = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=200)
    figure = models.SlugField(max_length=40, blank=True)

    class Meta:
        ordering = ["clause_id", "number"]
        constraints = [models.UniqueConstraint(fields=["clause", "number"], name="pledges_clause_indicator_once")]

    def __str__(self) -> str:
        return self.words


class SignatoryKind(models.TextChoices):
    """Who signs, in the order in which they stand under the text."""

    PARTICIPANT = "participant", _("Peserta pemilu")
    INSTITUTION = "institution", _("Lembaga")
    COMMUNITY = "community", _("Tokoh masyarakat")
    CITIZEN = "citizen", _("Warga")


class Signature(models.Model):
    """A place under a text: invited, signed or withdrawn. A citizen's row begins when the confirmation is asked for.

    Who withdraws may sign again later, under another code; the withdrawn row stays, without name, contact and drawing.
    """

    class State(models.TextChoices):
        """How far it is."""

        INVITED = "invited", _("Belum menandatangani")
        ASKED = "asked", _("Menunggu konfirmasi")  # citizens: the letter with the link is on its way
        SIGNED = "signed", _("Menandatangani")
        WITHDRAWN = "withdrawn", _("Menarik tanda tangan")

    class Means(models.TextChoices):
        """How it was signed."""

        DRAWN = "drawn", _("Digambar di tempat")
        CERTIFICATE = "certificate", _("Sertifikat elektronik")
        ACCOUNT = "account", _("Akun lembaga dengan faktor kedua")
        CONFIRMED = "confirmed", _("Surel atau nomor telepon yang dikonfirmasi")

    code = models.CharField(max_length=24, unique=True)  # S-7K3MQ-9XD2P: random, so that nobody counts through them
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="signatures")
    kind = models.CharField(max_length=11, choices=SignatoryKind.choices)
    place = models.PositiveIntegerField(default=0)  # order within the kind: ballot number, then protocol
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    sealed_name = models.BinaryField(default=bytes)  # JSON: the name, and the salt of the statement
    office = models.CharField(max_length=160, blank=True)  # in which function: "Ketua DPC", "Wali Kota"
    sealed_contact = models.BinaryField(default=bytes)
    contact_hash = models.CharField(max_length=64, blank=True)  # keyed: nobody signs twice
    named = models.BooleanField(default=False)  # may the name be shown in public; citizens choose, officials are
    state = models.CharField(max_length=9, choices=State.choices)
    means = models.CharField(max_length=11, choices=Means.choices, blank=True)
    drawing = models.BinaryField(default=bytes)  # sealed strokes; only we make a picture of them (rules.drawing)
    certificate_reference = models.CharField(max_length=120, blank=True)  # BSrE number or the like
    # Of the personal link; null, because several rows without one must stay unique.
    token_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001
    # Nonce of the form it was asked with: one form, one contact. Null, because invited places come from no form.
    form = models.CharField(max_length=40, unique=True, null=True)  # noqa: DJ001
    letters = models.PositiveSmallIntegerField(default=0)  # sent to the contact on `letters_on`
    letters_on = models.DateField(null=True)
    statement = models.CharField(max_length=64, blank=True)  # digest of what was signed (rules.statement)
    asked_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    leaf = models.BinaryField(max_length=32, default=bytes)  # of the fact in the ledger

    class Meta:
        ordering = ["text_id", "kind", "place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "contact_hash"],
                condition=~Q(contact_hash="") & ~Q(state="withdrawn"),
                name="pledges_nobody_signs_twice",
            ),
            models.UniqueConstraint(
                fields=["text", "participant"],
                condition=Q(participant__isnull=False) & ~Q(state="withdrawn"),
                name="pledges_one_place_per_participant",
            ),
            models.UniqueConstraint(
                fields=["text", "agency"],
                condition=Q(agency__isnull=False) & ~Q(state="withdrawn"),
                name="pledges_one_place_per_agency",
            ),
            models.CheckConstraint(condition=~Q(state="signed") | Q(signed_at__isnull=False), name="pledges_signed_has_a_moment"),
        ]
        indexes = [
            models.Index(fields=["text", "state", "kind", "place"], name="pledges_under_a_text"),
            models.Index(
                fields=["text", "-signed_at", "-id"],
                condition=Q(kind="citizen", state="signed", named=True),
                name="pledges_named_citizens",
            ),
        ]

    def __str__(self) -> str:
        return self.code
