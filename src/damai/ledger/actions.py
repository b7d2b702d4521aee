"""What can be done to the log: record facts, and nothing that takes one back."""

import hashlib
import json
import secrets

from django.db import connection

from .facts import Fact
from .models import Entry
from .queries import now


def record(fact: Fact, *, by: str) -> Entry:
    """Append one fact. Must run inside the transaction that makes the fact true, so both happen or neither does."""
    return record_many([(fact, by)])[0]


def record_many(facts: list[tuple[Fact, str]]) -> list[Entry]:
    """Append several facts at once, in order, with one insert."""
    if not connection.in_atomic_block:
        raise RuntimeError("ledger.record() belongs inside transaction.atomic()")
    at = now()
    entries = []
    for fact, by in facts:
        values = fact.values()
        body = json.dumps(
            {"at": at.isoformat(), "by": by, "fact": type(fact).__name__, "of": values},
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
        ).encode()
        opening = secrets.token_bytes(16) + body
        about = str(next(iter(values.values()), ""))
        leaf = hashlib.sha256(opening).digest()
        entries.append(Entry(at=at, by=by, name=type(fact).__name__, about=about, opening=opening, leaf=leaf))
    return Entry.objects.bulk_create(entries)
