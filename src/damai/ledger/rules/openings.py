"""What a leaf commits to: an opening is a 16-byte salt followed by the canonical JSON of one fact.

The log publishes only SHA-256(opening). The salt is random, so that nobody can find a fact by trying all facts that are likely;
whoever holds the opening can show what was committed to, and nobody can show anything else.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

SALT = 16  # bytes
Value = str | int | bool | None

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
# Codes, dates, enumerations and digests have no spaces, no @ and do not begin with +; names, mails, numbers to call and prose do.
_plain = re.compile(r"(?!\+)[A-Za-z0-9._:/+\-,;=~#|]{0,200}").fullmatch
_actor = re.compile(r"public|damai|[A-Z]{1,3}-[0-9]{1,8}").fullmatch
_LARGEST = 2**53  # whole numbers beyond it are not the same in every reader of JSON


class NotForTheLog(ValueError):
    """A value that must not enter a log which cannot forget: free text, a name, a mail address, a number to call."""


class BadOpening(ValueError):
    """Bytes that are not an opening in canonical form."""


def canonical(*, at: datetime, by: str, name: str, values: Mapping[str, Value]) -> bytes:
    """The one way to write a fact as bytes: keys sorted, no spaces, UTF-8, time in UTC. Raises NotForTheLog."""
    return canonical_at(at.isoformat(timespec="microseconds"), by, name, values)


def canonical_at(at: str, by: str, name: str, values: Mapping[str, Value]) -> bytes:
    """The same, with the time already written, for many facts of one moment."""
    if not _actor(by):
        raise NotForTheLog(f"{name}: by={by!r} is not a member's code, 'public' or 'damai'")
    for field, value in values.items():
        if isinstance(value, str):
            if not _plain(value):
                raise NotForTheLog(f"{name}.{field} looks like prose or a person; only codes, dates, digests enter the log")
        elif value is not None and not (isinstance(value, int) and -_LARGEST < value < _LARGEST):
            raise NotForTheLog(f"{name}.{field} is {type(value).__name__}; a fact holds text, whole numbers, yes/no or nothing")
    return _written(at, by, name, values)


def _written(at: str, by: str, name: str, values: Mapping[str, Value]) -> bytes:
    return _encode({"at": at, "by": by, "fact": name, "of": values}).encode()


def commit(opening: bytes) -> bytes:
    """The 32 bytes that are published."""
    return sha256(opening).digest()


@dataclass(frozen=True)
class Opened:
    """An opening that was read: who did what, when."""

    salt: bytes
    at: datetime
    by: str
    name: str
    values: dict[str, Value]


def read(opening: bytes) -> Opened:
    """Read an opening. Raises BadOpening when it is not in the form that `canonical` writes.

    What may enter the log is not asked again: the rule may become stricter, and what is in the log stays readable.
    """
    try:
        body = json.loads(opening[SALT:])
        at = datetime.fromisoformat(body["at"])
        opened = Opened(salt=opening[:SALT], at=at, by=body["by"], name=body["fact"], values=body["of"])
        again = _written(at.isoformat(timespec="microseconds"), opened.by, opened.name, opened.values)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadOpening(str(error)) from error
    if again != opening[SALT:]:
        raise BadOpening("not in canonical form")
    return opened
