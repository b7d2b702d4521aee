"""The database against the tree: whoever edits or deletes a row behind the application's back is named by leaf and column."""

from collections.abc import Callable, Iterator
from dataclasses import fields

from ..facts import FACTS
from ..models import Checkpoint, Entry, Log
from ..rules.findings import Finding, Kind, finding
from ..rules.merkle import HASH, Position
from ..rules.openings import BadOpening, Opened, commit, read
from ..rules.tiles import TilePath, pack, parse
from ..rules.verify import CHECKPOINT, HISTORY, verify
from .copy import history
from .keys import trusted_keys
from .log import leaves, tile

CHUNK = 2000  # rows held in memory at a time


def check(step: Callable[[], object] = lambda: None) -> list[Finding]:
    """Everything in which the stored rows, the tree and the signed checkpoints differ; `step` is called once per 256 leaves."""
    log = Log.objects.filter(id=1).first()
    if log is None:
        return []
    verdict = verify(_stored, trusted_keys(log.origin), step=step)
    signed = verdict.checkpoint
    found = [_of_rows(one) for one in verdict.findings]
    if signed and signed.size != log.size:
        found.append(finding(Kind.LOG_SIZE, "log", found=log.size, expected=signed.size))
    return found + list(_rows(signed.size if signed else 0))


def _stored(name: str) -> bytes | None:
    """The database as if it were an exported copy."""
    if name == CHECKPOINT:
        last = Checkpoint.objects.last()
        return last.note.encode() if last else None
    if name == HISTORY:
        return history(Checkpoint.objects.values_list("note", flat=True))
    if not name.startswith("tile/"):
        return None  # openings are looked at row by row, which says more
    path = parse(name.removeprefix("tile/"))
    return pack(leaves(path.first, path.width)) if path.level is None else stored_tile(path)


def stored_tile(path: TilePath) -> bytes | None:
    """A tile of hashes as wide as asked, if it is there at all."""
    return tile(Position(path.level or 0, path.number))[: path.width * HASH] or None


def _of_rows(one: Finding) -> Finding:
    """What `verify` says of bundles of entries, said of rows."""
    if one.kind is Kind.LEAF_REMOVED:
        return finding(Kind.ROW_MISSING, one.where, one.index)
    if one.kind is Kind.LEAF_CHANGED and one.index is not None:
        entry = Entry.objects.filter(index=one.index).first()
        return finding(Kind.LEAF_MOVED, _named(entry) if entry else one.where, one.index)
    return one


def _rows(size: int) -> Iterator[Finding]:
    """Each row against its own opening."""
    for entry in Entry.objects.order_by("id").iterator(chunk_size=CHUNK):
        if entry.index is not None and not 0 <= entry.index < size:
            yield finding(Kind.ROW_BEYOND, _named(entry), entry.index, size=size)
        if commit(bytes(entry.opening)) != bytes(entry.leaf):
            yield finding(Kind.ROW_CHANGED, _named(entry), entry.index, column="opening/leaf")
            continue
        try:
            opened = read(bytes(entry.opening))
        except BadOpening:
            yield finding(Kind.ROW_UNREADABLE, _named(entry), entry.index)
            continue
        for column, stored, told in [
            ("at", entry.at, opened.at),
            ("by", entry.by, opened.by),
            ("name", entry.name, opened.name),
            ("about", entry.about, _about(opened) or entry.about),
        ]:
            if stored != told:
                yield finding(Kind.ROW_CHANGED, _named(entry), entry.index, column=column)


def _about(opened: Opened) -> str | None:
    """The code that the fact is about: its first field. None when the code of today no longer knows this kind of fact."""
    kind = FACTS.get(opened.name)
    first = next((field.name for field in fields(kind)), None) if kind else None
    return str(opened.values[first]) if first in opened.values else None


def _named(entry: Entry) -> str:
    return f"id {entry.pk}, {entry.name} {entry.about}"
