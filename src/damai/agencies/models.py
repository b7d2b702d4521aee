"""What is stored: agencies, members, and what each member answers for, from when to when."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
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
    """What a member may do in their agency and area."""

    FIELD = "field", _("Pengawas lapangan")  # PKD, PTPS: sends reports, sees their own
    OFFICER = "officer", _("Petugas")  # reads, decides on kind and place, handles
    LEAD = "lead", _("Pimpinan")  # everything an officer does, and decisions of the plenary
    LIAISON = "liaison", _("Penghubung")  # sees what is handed to the agency, accepts or refuses
    OPERATOR = "operator", _("Operator sistem")  # members, devices and imports; no reports


class Agency(models.Model):
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

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Appointment(models.Model):
    """What a member answers for: a role in an agency, over an area and everything below it, from when to when."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="appointments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=10, choices=Role.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="agencies_end_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.member.code} {self.role} {self.agency_id}"
