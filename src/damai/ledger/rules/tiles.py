"""Names and shapes of what is served and exported, as C2SP tlog-tiles fixes them (c2sp.org/tlog-tiles)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .merkle import HEIGHT, WIDTH

_PATH = re.compile(r"(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")
_HIGHEST = 63  # the highest level the specification allows


class Malformed(ValueError):
    """A path or a bundle that does not have the shape the specification gives it; of a bundle, what could still be read."""

    def __init__(self, what: str, entries: Sequence[bytes] = ()) -> None:
        super().__init__(what)
        self.entries = entries


@dataclass(frozen=True)
class TilePath:
    """One resource: a tile of hashes, or (level None) a bundle of entries. Width below 256 is a partial one."""

    level: int | None
    number: int
    width: int = WIDTH

    def __str__(self) -> str:
        level = "entries" if self.level is None else str(self.level)
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{number_path(self.number)}{partial}"

    @property
    def first(self) -> int:
        """The place of the first hash within its level; for entries and level 0, the index of the first leaf."""
        return self.number * WIDTH


def number_path(number: int) -> str:
    """1234067 is x001/x234/067."""
    parts = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        parts.insert(0, f"x{number % 1000:03d}")
    return "/".join(parts)


def parse(path: str) -> TilePath:
    """The resource behind `<L>/<N>[.p/<W>]` (what follows `tile/`). Raises Malformed for any other spelling."""
    match = _PATH.fullmatch(path)
    if not match:
        raise Malformed(path)
    level, digits, width = match.groups()
    found = TilePath(
        level=None if level == "entries" else int(level),
        number=int(digits.replace("x", "").replace("/", "")),
        width=int(width) if width else WIDTH,
    )
    if str(found) != f"tile/{path}" or (found.level or 0) > _HIGHEST or found.width > WIDTH:
        raise Malformed(path)
    return found


def of_level(level: int | None, size: int) -> Iterator[TilePath]:
    """Every tile of one level (None: every bundle of entries) of a tree of this size, in order."""
    full, rest = divmod(size >> (HEIGHT * (level or 0)), WIDTH)
    for number in range(full):
        yield TilePath(level, number)
    if rest:
        yield TilePath(level, full, rest)


def levels(size: int) -> range:
    """The levels that a tree of this size has."""
    return range((max(size.bit_length(), 1) - 1) // HEIGHT + 1 if size else 0)


def pack(entries: Iterable[bytes]) -> bytes:
    """A bundle: each entry after its length as two bytes."""
    return b"".join([len(entry).to_bytes(2, "big") + entry for entry in entries])


def unpack(bundle: bytes) -> Sequence[bytes]:
    """The entries of a bundle. Raises Malformed when it ends in the middle of one."""
    entries: list[bytes] = []
    at = 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if at + 2 > len(bundle) or end > len(bundle):
            raise Malformed(f"the bundle ends in the middle of its entry {len(entries)}", entries)
        entries.append(bundle[at + 2 : end])
        at = end
    return entries
