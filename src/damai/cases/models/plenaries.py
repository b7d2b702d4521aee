"""What is stored of deciding: plenaries with their seats and agenda, studies in versions, and joint discussions in Gakkumdu."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Agency, Member

from .case import CLASSES, OUTCOMES, REASONS, Case, PlenoRecord, Track


class PlenarySeat(models.Model):
    """One commissioner at one plenary: there or not, signed or not, and out of the room for a case they are close to."""

    plenary = models.ForeignKey(PlenoRecord, on_delete=models.PROTECT, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField(default=False)
    recused = models.BooleanField(default=False)  # out of the room for the whole agenda; for one case, see `Recusal`
    signed_at = models.DateTimeField(null=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)  # what they signed

    class Meta:
        ordering = ["plenary_id", "member_id"]
        constraints = [
            models.UniqueConstraint(fields=["plenary", "member"], name="cases_seat_once"),
            models.CheckConstraint(condition=Q(present=True) | Q(signed_at=None), name="cases_only_who_was_there_signs"),
        ]

    def __str__(self) -> str:
        return f"{self.plenary_id} {self.member_id}"


class PlenaryItem(models.Model):
    """One decision on the agenda of a plenary: of a case, or of one of its tracks."""

    plenary = models.ForeignKey(PlenoRecord, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, related_name="decisions")
    matter = models.CharField(max_length=24)  # the state it leads to: a word of the law's tables
    outcome = models.CharField(max_length=14, choices=OUTCOMES, blank=True)  # of a track
    classes = models.JSONField(default=list)  # of a registration: the tracks it opens
    reason = models.CharField(max_length=20, choices=REASONS, blank=True)
    recused = models.JSONField(default=list)  # codes of the members who were out of the room, as it was signed
    standing = models.BooleanField(default=True)  # False: taken off, or the plenary came to nothing
    done_at = models.DateTimeField(null=True)  # when the step of the law's table was taken

    class Meta:
        ordering = ["plenary_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plenary", "number"], name="cases_plenary_item_once"),
            # Two plenaries for one decision cannot be written down: from one state a case takes one decision, and then another.
            models.UniqueConstraint(
                fields=["case"], condition=Q(standing=True, done_at=None, track=None), name="cases_one_open_decision"
            ),
            models.UniqueConstraint(
                fields=["track"],
                condition=Q(standing=True, done_at=None, track__isnull=False),
                name="cases_one_open_decision_of_a_track",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plenary_id} {self.number}"


class Study(models.Model):
    """A study (kajian dugaan pelanggaran) in versions: secret until the plenary, never changed, only followed by another."""

    class Advice(models.TextChoices):
        """What it recommends."""

        VIOLATION = "violation", _("pelanggaran")
        NOT_VIOLATION = "not_violation", _("bukan pelanggaran")
        MORE = "more", _("perlu keterangan tambahan")
        FORWARD = "forward", _("diteruskan kepada yang berwenang")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="studies")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveSmallIntegerField()
    sealed_text = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    citations = models.JSONField(default=list)  # stable ids of articles and offences
    advice = models.CharField(max_length=16, choices=Advice.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=20)
    final = models.BooleanField(default=False)  # laid before the plenary
    plenary = models.ForeignKey(PlenoRecord, on_delete=models.PROTECT, null=True, related_name="+")  # that one

    class Meta:
        ordering = ["case_id", "track_id", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "version"], condition=Q(track=None), name="cases_study_version_of_a_case_once"
            ),
            models.UniqueConstraint(
                fields=["track", "version"], condition=Q(track__isnull=False), name="cases_study_version_of_a_track_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} v{self.version}"


class Discussion(models.Model):
    """A joint discussion in Gakkumdu: supervisors, police and prosecutors at one table (G-6)."""

    class Conclusion(models.TextChoices):
        """What it came to."""

        GO_ON = "go_on", _("dilanjutkan")
        MORE = "more", _("perlu keterangan atau bukti tambahan")
        STOP = "stop", _("dihentikan")

    code = models.CharField(max_length=24, unique=True)  # G-00001
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="discussions")
    ordinal = models.PositiveSmallIntegerField()  # Pembahasan I, II, III
    number = models.CharField(max_length=60)  # of the minutes
    held_at = models.DateTimeField()
    supervisors = models.PositiveSmallIntegerField()
    police = models.PositiveSmallIntegerField()
    prosecutors = models.PositiveSmallIntegerField()
    conclusion = models.CharField(max_length=8, choices=Conclusion.choices)
    police_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")  # who reads this record
    sealed_words = models.BinaryField(blank=True, default=bytes)  # JSON: who sat there, what was discussed and concluded
    sha256 = models.CharField(max_length=64, blank=True)
    document = models.CharField(max_length=24, blank=True)  # code of `documents`
    at = models.DateTimeField()
    by = models.CharField(max_length=20)

    class Meta:
        ordering = ["track_id", "ordinal", "id"]
        constraints = [
            models.UniqueConstraint(fields=["track", "number"], name="cases_discussion_once"),
            models.CheckConstraint(condition=Q(ordinal__gte=1, ordinal__lte=3), name="cases_three_discussions"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def complete(self) -> bool:
        """Whether all three institutions were at the table."""
        return min(self.supervisors, self.police, self.prosecutors) >= 1


__all__ = ["CLASSES", "OUTCOMES", "Discussion", "PlenaryItem", "PlenarySeat", "Study"]
