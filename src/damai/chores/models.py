"""What is stored beside the queue: who runs what until when, what is done, and what was last scheduled."""

from django.db import models


class Lease(models.Model):
    """A chore that was started: by which worker, for how long it is theirs, and how often it was tried."""

    task_id = models.UUIDField(primary_key=True)
    worker = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.task_id} until {self.until}"


class Done(models.Model):
    """The mark that a chore's effect happened; it commits with the effect."""

    task_id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.task_id)


class Period(models.Model):
    """The last period for which a scheduled chore was enqueued."""

    chore = models.CharField(max_length=200, primary_key=True)
    period = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.chore} {self.period}"
