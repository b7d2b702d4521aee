"""What is stored to publish figures and to print forms: releases that remember the last, and what form numbers are called."""

from django.db import models


class FiguresRelease(models.Model):
    """A day's public figures, already protected: what is not here cannot leak. The last shown numbers are remembered."""

    epoch = models.CharField(max_length=10, unique=True)  # the day it stands for
    at = models.DateTimeField()
    cells = models.JSONField(default=dict)  # "registered/office/law/kind/quarter/result" -> [how it is shown, count]
    memory = models.JSONField(default=dict)  # the last number ever shown for each; never published
    times = models.JSONField(default=dict)  # "office/step" -> [n (never shown), quartile, median, quartile], in hours
    held = models.JSONField(default=list)  # offices whose tables do not add up: nothing of them is published
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.epoch


class FormLabel(models.Model):
    """What a form number is called, where it was corrected; without a row, the table that ships says it."""

    number = models.CharField(max_length=8, primary_key=True)  # "B.18"
    label = models.CharField(max_length=120)
    verified = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)  # the text where it was read
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=20)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number
