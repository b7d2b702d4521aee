"""What is stored: areas by their official code, what became of them, polling stations, boundaries."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The four levels of the national hierarchy, by the Ministry of Home Affairs' decree."""

    PROVINCE = "province", _("Provinsi")
    REGENCY = "regency", _("Kabupaten/Kota")
    DISTRICT = "district", _("Kecamatan")
    VILLAGE = "village", _("Kelurahan/Desa")


class Kind(models.TextChoices):
    """What a place of a level is called where it lies; the words are the decree's."""

    PROVINCE = "provinsi", _("Provinsi")
    REGENCY = "kabupaten", _("Kabupaten")
    CITY = "kota", _("Kota")
    DISTRICT = "kecamatan", _("Kecamatan")
    PAPUAN_DISTRICT = "distrik", _("Distrik")
    URBAN_VILLAGE = "kelurahan", _("Kelurahan")
    VILLAGE = "desa", _("Desa")
    CUSTOMARY_VILLAGE = "desa adat", _("Desa adat")


class Area(models.Model):
    """A place in the official hierarchy. Its code is the Ministry of Home Affairs' (not BPS's, which look alike)."""

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=Level.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    # A point inside the place, in degrees (WGS 84); null where nobody has given one.
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    # Generations: null means "since before we kept count" and "until further notice". The area exists on both days.
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                name="areas_end_after_begin",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="areas_point_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """On a day, (part of) one area became another. An area that goes on under its own code after a split has no row to itself."""

    old = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()

    class Meta:
        ordering = ["on", "old_id", "new_id"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="areas_succession_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="areas_no_self_succession"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class PollingStation(models.Model):
    """A polling station (TPS) of one election in one kelurahan; special ones (901 up) serve prisons and hospitals."""

    election = models.CharField(max_length=30)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="polling_stations")
    number = models.PositiveIntegerField()
    special = models.BooleanField(default=False)

    class Meta:
        ordering = ["area_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "area", "number"], name="areas_station_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=999), name="areas_station_number"),
        ]

    def __str__(self) -> str:
        return f"TPS {self.number:03d} {self.area_id}"


class BoundaryImport(models.Model):
    """One file of boundaries that an operator imported, and whom to credit for it."""

    source = models.CharField(max_length=200)
    credit = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # SHA-256 of the file, in hex
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.source} ({self.digest[:8]})"


class Boundary(models.Model):
    """The outline of one area, as last imported. Indicative: it is not a legal boundary."""

    area = models.OneToOneField(Area, on_delete=models.PROTECT, primary_key=True, related_name="boundary")
    geometry = models.TextField()  # a GeoJSON Polygon or MultiPolygon in degrees (WGS 84)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    origin = models.ForeignKey(BoundaryImport, on_delete=models.PROTECT, related_name="boundaries")

    class Meta:
        ordering = ["area_id"]
        verbose_name_plural = "boundaries"
        constraints = [models.CheckConstraint(condition=Q(west__lte=F("east"), south__lte=F("north")), name="areas_box_is_a_box")]

    def __str__(self) -> str:
        return self.area_id


class Revision(models.Model):
    """One row whose token changes with every change of areas, so that each process can tell what it remembers is still true."""

    token = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="areas_one_revision")]

    def __str__(self) -> str:
        return self.token
