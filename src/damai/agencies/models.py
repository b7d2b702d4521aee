"""What is stored: agencies, members, what each member answers for and from when to when, and who looked at what."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from damai.areas.models import Area


class AgencyKind(models.TextChoices):
    """The agencies of the coordination meeting of 11 October 2023, and those that reports are handed to."""

    SUPERVISOR = "supervisor", _("Pengawas pemilu (Bawaslu)")
    COMMISSION = "commission", _("Penyelenggara pemilu (KPU)")
    COMMUNICATION = "communication", _("Komunikasi dan informatika (Kominfotik)")
    UNITY = "unity", _("Kesatuan bangsa dan politik (Kesbangpol)")
    GOVERNMENT = "government", _("Pemerintahan kota")
    POLICE = "police", _("Kepolisian")


class Role(models.TextChoices):
    """What a member may do in their agency and area; rules.ROLES says it in full."""

    FIELD = "field", _("Pengawas lapangan")  # PKD, PTPS: sends reports, sees their own
    OFFICER = "officer", _("Petugas")  # reads, decides on kind and place, handles
    LEAD = "lead", _("Pimpinan")  # everything an officer does, and decisions of the plenary
    LIAISON = "liaison", _("Penghubung")  # sees what is handed to the agency, accepts or refuses
    OPERATOR = "operator", _("Operator sistem")  # members, devices and imports; no reports


class Language(models.TextChoices):
    """The languages the house speaks, each by its own name."""

    INDONESIAN = "id", "Bahasa Indonesia"
    ENGLISH = "en", "English"


class Channel(models.TextChoices):
    """Where a member wants to be told that something waits."""

    WORKSPACE = "workspace", _("Di ruang kerja saja")
    EMAIL = "email", _("Surel")


class Agency(models.Model):
    """A body that takes part, with the area it answers for."""

    code = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Member(AbstractUser):
    """A person who signs in. The code stands for them in the ledger, which never holds a name."""

    code = models.CharField(max_length=10, unique=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.INDONESIAN)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WORKSPACE)
    # The password was chosen by someone else: nothing under /kerja/ opens until it is changed.
    must_change_password = models.BooleanField(default=False)

    class Meta:
        constraints = [
            # Appointments open doors, and nothing else does: Django's shortcuts past every check stay shut.
            models.CheckConstraint(condition=Q(is_superuser=False, is_staff=False), name="agencies_nobody_above_the_doors"),
            models.UniqueConstraint(Lower("username"), name="agencies_one_member_per_login"),
            # A login with @ in it is read as an e-mail address.
            models.CheckConstraint(condition=~Q(username__contains="@"), name="agencies_username_is_no_address"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Appointment(models.Model):
    """What a member answers for: a role in an agency, over an area and everything below it, from when to when.

    Appointments may overlap: people hold two offices, and an acting one is laid over one's own.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="appointments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=10, choices=Role.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the last day; null: until further notice
    is_over = models.BooleanField(default=False)  # ended at once, before the last day was over

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="agencies_end_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.member.code} {self.role} {self.agency_id}"


class PersonalData(models.TextChoices):
    """What of a person was looked at."""

    CONTACT = "contact", _("Kontak")
    WORDS = "words", _("Kata-kata pelapor")
    FILES = "files", _("Foto dan video")
    PLACE = "place", _("Titik lokasi")
    ALL = "all", _("Seluruh isi")


class AccessReason(models.TextChoices):
    """Why someone looked. A list and not free text, because free text about a report ends up naming people."""

    HANDLING = "handling", _("Menangani")
    CLARIFYING = "clarifying", _("Meminta klarifikasi pelapor")
    HANDING_OVER = "handing-over", _("Menyerahkan ke lembaga lain")
    REVIEWING = "reviewing", _("Memeriksa pekerjaan")
    REQUESTED = "requested", _("Atas permintaan pemilik data")
    URGENT = "urgent", _("Keadaan mendesak")


class PersonalDataAccess(models.Model):
    """Who saw or took out personal data, when, of what. It holds codes only: the log itself reveals nobody but the viewer."""

    class Action(models.TextChoices):
        """Looking, or taking out of the house."""

        VIEW = "view", _("Melihat")
        EXPORT = "export", _("Mengekspor")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    action = models.CharField(max_length=6, choices=Action.choices)
    subject = models.CharField(max_length=40)  # the code of the report, case or message
    what = models.CharField(max_length=10, choices=PersonalData.choices)
    own = models.BooleanField()  # the member was handling it at that moment
    why = models.CharField(max_length=12, choices=AccessReason.choices, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject", "-at"], name="agencies_access_subject"),
            models.Index(fields=["member", "-at"], name="agencies_access_member"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
