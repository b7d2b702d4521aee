"""What is stored: areas by their official code, polling stations, boundaries."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The four levels of the national hierarchy, by the Ministry of Home Affairs' decree."""

    PROVINCE = "province", _("Provinsi")
    REGENCY = "regency", _("Kabupaten/Kota")
    DISTRICT = "district", _("Kecamatan")
    VILLAGE = "village", _("Kelurahan/Desa")


class Area(models.Model):
    """A place in the official hierarchy. Its code is the Ministry of Home Affairs' (not BPS's, which look alike)."""

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=Level.choices)
    kind = models.CharField(max_length=20)  # provinsi, kabupaten, kota, kecamatan, kelurahan, desa, desa adat
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    # Generations: an area that is split or renamed ends, and its successors name it.
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    successor_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("begins_on")),
                name="areas_end_after_begin",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PollingStation(models.Model):
    """A polling station (TPS) of one election in one kelurahan; special ones (901 up) serve prisons and hospitals."""

    election = models.CharField(max_length=30)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="polling_stations")
    number = models.PositiveIntegerField()
    special = models.BooleanField(default=False)

    class Meta:
        ordering = ["area_id", "number"]
        constraints = [models.UniqueConstraint(fields=["election", "area", "number"], name="areas_station_once")]

    def __str__(self) -> str:
        return f"TPS {self.number:03d} {self.area_id}"
