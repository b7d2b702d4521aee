"""What can be done to the log: record facts, give them their place, sign; and nothing that takes one back."""

import logging
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from .facts import Fact
from .models import Checkpoint, Entry, Log, Tile
from .queries import OnlyInADemo, forget, now, signing_key, tile, trusted_keys
from .rules import merkle, notes
from .rules.merkle import Position
from .rules.openings import SALT, canonical_at, commit

logger = logging.getLogger(__name__)

BATCH = 4096  # entries that one transaction of the sequencer takes: 30 to 90 ms under the lock, as measured
ROWS = 160  # entries that one insert takes: within the 999 parameters that SQLite always allows


def record(fact: Fact, *, by: str) -> Entry:
    """Append one fact. Must run inside the transaction that makes the fact true, so both happen or neither does."""
    return record_many([(fact, by)])[0]


def record_many(facts: Sequence[tuple[Fact, str]]) -> list[Entry]:
    """Append several facts at once, in order, with one insert. Raises NotForTheLog for what looks like a person or prose."""
    if not connection.in_atomic_block:
        raise RuntimeError("ledger.record() belongs inside transaction.atomic()")
    at = now()
    written, salts = at.isoformat(timespec="microseconds"), secrets.token_bytes(SALT * len(facts))
    entries = []
    for place, (fact, by) in enumerate(facts):
        values, name = fact.values(), type(fact).__name__
        opening = salts[place * SALT : (place + 1) * SALT] + canonical_at(written, by, name, values)
        about = str(next(iter(values.values()), ""))
        entries.append(Entry(None, at, by, name, about, opening, commit(opening), None))
    for start in range(0, len(entries), ROWS):
        _insert(entries[start : start + ROWS])
    return entries


def _insert(entries: list[Entry]) -> None:
    """One insert for all, with the ids filled in. By hand: half the time of bulk_create, and every submission waits."""
    values: list[Any] = []
    for entry in entries:
        at = connection.ops.adapt_datetimefield_value(entry.at)
        values += (at, entry.by, entry.name, entry.about, entry.opening, entry.leaf)
    rows = ",".join(["(%s,%s,%s,%s,%s,%s)"] * len(entries))
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO ledger_entry (at, "by", name, about, opening, leaf) VALUES {rows} RETURNING id', values)  # noqa: S608
        for entry, (number,) in zip(entries, cursor.fetchall(), strict=True):
            entry.id, entry._state.adding, entry._state.db = number, False, connection.alias


class OtherLog(RuntimeError):
    """This database already holds a log of another name, or a demo where a real one was asked for, or the other way round."""


@transaction.atomic
def ensure_log(origin: str | None = None, *, is_demo: bool = False) -> Log:
    """This database's log, begun with a signed checkpoint over nothing if it is not there. Raises OtherLog.

    A demo log's name ends in /demo; once begun, a log stays what it is.
    """
    name = (origin or settings.LEDGER_ORIGIN).removesuffix("/demo") + ("/demo" if is_demo else "")
    log, is_new = Log.objects.get_or_create(id=1, defaults={"origin": name, "is_demo": is_demo})
    if log.is_demo != is_demo:
        raise OtherLog(f"{log.origin} is {'a demo' if log.is_demo else 'real'} and stays so; use another database")
    if origin and log.origin != name:
        raise OtherLog(f"This database holds the log {log.origin}, not {name}")
    if is_new:
        forget()
        _sign(log, merkle.EMPTY_ROOT)
    return log


@transaction.atomic
def set_demo_offset(offset: timedelta) -> None:
    """Move the demo's clock: now() becomes the real time plus this, in every process within a second. Raises OnlyInADemo."""
    if not Log.objects.filter(id=1, is_demo=True).update(demo_offset_seconds=round(offset.total_seconds())):
        raise OnlyInADemo("Only a demo log has a clock that can be moved")
    forget()
    transaction.on_commit(forget)


class TreeDamaged(RuntimeError):
    """What is stored is not what was signed: the log does not go on until a person has looked. `damai ledger check` says more."""


def integrate() -> int:
    """Give every waiting fact its place, extend the tiles and sign; says how many. Run every second; cheap when nothing waits.

    Raises TreeDamaged, and writes nothing, when the stored tree is not the one under the last signed checkpoint.
    """
    done = 0
    while Entry.objects.filter(index=None).exists():
        taken = _integrate_batch()
        done += taken
        if taken < BATCH:
            break
    return done


@transaction.atomic
def _integrate_batch() -> int:
    """One batch in one transaction. One runner at a time: PostgreSQL by the row lock, SQLite because it began IMMEDIATE."""
    if not Log.objects.filter(id=1).exists():
        ensure_log()
    log = Log.objects.select_for_update().get(id=1)
    edge = {position: tile(position) for position in merkle.edge(log.size)}
    _must_be_signed(log, edge)
    leaves = _take(log.size)
    if not leaves:
        return 0  # somebody else has just done it
    grown = merkle.grow(log.size, edge, leaves)
    Tile.objects.bulk_create(
        [Tile(level=at.level, number=at.number, hashes=hashes) for at, hashes in grown.tiles.items()],
        update_conflicts=True,
        unique_fields=["level", "number"],
        update_fields=["hashes"],
    )
    log.size = grown.size
    log.save(update_fields=["size"])
    _sign(log, merkle.edge_root(log.size, {**edge, **grown.tiles}))
    return len(leaves)


def _take(size: int) -> list[bytes]:
    """Number the waiting entries in the order of their ids, and return their leaves in the order of their numbers.

    On PostgreSQL a transaction that began earlier may commit later; its entry is simply numbered at the next run.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE ledger_entry SET "index" = %s + waiting.place
            FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS place
                  FROM (SELECT id FROM ledger_entry WHERE "index" IS NULL ORDER BY id LIMIT %s) AS first) AS waiting
            WHERE ledger_entry.id = waiting.id
            RETURNING "index", leaf
            """,
            [size, BATCH],
        )
        return [bytes(leaf) for _, leaf in sorted(cursor.fetchall())]


def _must_be_signed(log: Log, edge: dict[Position, bytes]) -> None:
    """Refuse to build on a tree that differs from the last signed checkpoint."""
    last = Checkpoint.objects.last()
    try:
        if last is None:
            raise TreeDamaged("the log has no checkpoint")
        signed = notes.open_checkpoint(last.note, trusted_keys(log.origin))
        stored = notes.Checkpoint(origin=log.origin, size=log.size, root=merkle.edge_root(log.size, edge))
        if signed != stored:
            raise TreeDamaged(f"signed: {signed.text!r}, stored: {stored.text!r}")
    except notes.NoteRefused as error:
        raise _loudly(
            f"the last checkpoint is not signed with this house's key ({error}); is DAMAI_LEDGER_KEY the right one? "
            "A key that was replaced belongs into DAMAI_LEDGER_RETIRED_KEYS"
        ) from error
    except (merkle.TreeIncomplete, TreeDamaged) as error:
        raise _loudly(str(error)) from error


def _loudly(what: str) -> TreeDamaged:
    logger.critical("The ledger stands still: %s. Run `damai ledger check`.", what)
    return TreeDamaged(what)


def _sign(log: Log, root: bytes) -> Checkpoint:
    text = notes.Checkpoint(origin=log.origin, size=log.size, root=root).text
    return Checkpoint.objects.create(size=log.size, root=root, note=notes.sign(text, signing_key(log.origin)), at=now())
