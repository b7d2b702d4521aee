"""What is stored: the log itself, its entries, tiles and checkpoints."""

from django.db import models
from django.db.models import Q


class Log(models.Model):
    """The one log of this database. A demo log is marked for ever and can never become a real one.

    The mark is in the origin, the origin is in every signed checkpoint, and the sequencer refuses to go on when the two differ:
    changing the mark in the database does not change what was signed.
    """

    origin = models.CharField(max_length=200)  # the log's name in every checkpoint
    is_demo = models.BooleanField(default=False)
    demo_offset_seconds = models.BigIntegerField(default=0)  # added to the real time, in a demo log only
    size = models.BigIntegerField(default=0)  # leaves that have an index, all of them under the last checkpoint

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="ledger_one_log"),
            models.CheckConstraint(condition=Q(is_demo=True) | Q(demo_offset_seconds=0), name="ledger_real_time_is_real"),
            models.CheckConstraint(
                condition=Q(is_demo=True, origin__endswith="/demo") | (Q(is_demo=False) & ~Q(origin__endswith="/demo")),
                name="ledger_demo_says_so",
            ),
        ]

    def __str__(self) -> str:
        return self.origin


class Entry(models.Model):
    """One fact, recorded in the transaction that made it true. It gets its index in the tree a moment later."""

    at = models.DateTimeField()
    by = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    about = models.CharField(max_length=40, db_index=True)  # the code of what the fact is about, to find it again
    opening = models.BinaryField()  # salt ‖ canonical bytes of the fact; the leaf commits to it
    leaf = models.BinaryField(max_length=32, unique=True)  # SHA-256(opening): all that is published
    index = models.BigIntegerField(null=True, unique=True)  # null: not yet integrated

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(index=None), name="ledger_waiting")]

    def __str__(self) -> str:
        return f"{self.name} {self.about}"


class Tile(models.Model):
    """Hashes of one tile of the tree, as C2SP tlog-tiles defines them: up to 256 hashes of 32 bytes."""

    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "number"], name="ledger_tile_once")]

    def __str__(self) -> str:
        return f"tile {self.level}/{self.number}"


class Checkpoint(models.Model):
    """A signed note over the size and root of the tree."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["size"]
        constraints = [models.CheckConstraint(condition=Q(size__gte=0), name="ledger_size_positive")]

    def __str__(self) -> str:
        return f"checkpoint {self.size}"
