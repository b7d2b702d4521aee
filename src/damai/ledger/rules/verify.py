"""Checking a copy of the log on its own: no server, no database, no network, and nothing of the copy believed but its signature.

The signed root vouches for the tiles of the tree's edge, these for the tiles under them, and level 0 for every entry and opening.
Where a tile does not hold what the one above vouches for, what is under it is asked: that tells which of the two was changed.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from .findings import Finding, Kind, finding
from .merkle import FULL, HASH, HEIGHT, WIDTH, Position, Tree, TreeIncomplete, edge, edge_root, fold, leaf_hash
from .notes import Checkpoint, NoteRefused, PublicKey, Refusal, open_checkpoint
from .openings import SALT, commit
from .tiles import Malformed, TilePath, levels, number_path, of_level, unpack

CHECKPOINT, HISTORY, KEY = "checkpoint", "checkpoints.jsonl", "key"
Read = Callable[[str], bytes | None]  # a file of the copy by its name, None when it is not there

_REFUSED = {
    Refusal.MALFORMED: Kind.CHECKPOINT_BROKEN,
    Refusal.UNKNOWN: Kind.CHECKPOINT_UNKNOWN,
    Refusal.FORGED: Kind.CHECKPOINT_FORGED,
    Refusal.OTHER_LOG: Kind.CHECKPOINT_OTHER_LOG,
}


@dataclass
class Verdict:
    """What was found, and what it was found about."""

    findings: list[Finding] = field(default_factory=list)
    checkpoint: Checkpoint | None = None
    openings: int = 0  # facts that were opened and match
    agreeing: int = 0  # earlier checkpoints, exported or kept, that the copy extends

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


@dataclass(frozen=True)
class Kept:
    """A checkpoint that somebody kept from earlier: where it came from, and the note."""

    where: str
    note: str


def openings_path(bundle: TilePath) -> str:
    """Where an export keeps the openings of a bundle of entries: one line each, salt in hex, a space, canonical JSON."""
    partial = "" if bundle.width == WIDTH else f".p/{bundle.width}"
    return f"openings/{number_path(bundle.number)}{partial}"


def verify(
    read: Read, keys: Sequence[PublicKey], *, kept: Sequence[Kept] = (), step: Callable[[], object] = lambda: None
) -> Verdict:
    """Check a copy against the log's keys and against checkpoints kept from earlier; `step` is called once per bundle."""
    verdict = Verdict()
    note = read(CHECKPOINT)
    if note is None:
        verdict.findings.append(finding(Kind.CHECKPOINT_MISSING, CHECKPOINT))
        return verdict
    signed = _open(Kept(CHECKPOINT, note.decode(errors="replace")), keys, verdict)
    if signed is None:
        return verdict
    verdict.checkpoint = signed
    copy = _Copy(read, signed, verdict)
    copy.check_tiles()
    copy.check_entries(step)
    _check_earlier(copy, _history(read), keys, verdict, once=True)
    _check_earlier(copy, kept, keys, verdict, once=False)
    return verdict


def _open(kept: Kept, keys: Sequence[PublicKey], verdict: Verdict) -> Checkpoint | None:
    try:
        return open_checkpoint(kept.note, keys)
    except NoteRefused as error:
        verdict.findings.append(finding(_REFUSED[error.refusal], kept.where))
        return None


class _Copy:
    """A copy while it is checked. `level[n]` is the tile as vouched for, repaired from below where that is possible."""

    def __init__(self, read: Read, signed: Checkpoint, verdict: Verdict) -> None:
        self._read, self.signed, self._verdict = read, signed, verdict
        self._upper: dict[Position, bytes] = {}  # vouched tiles of level 1 and up: a 65,536th of the log
        self._ground: dict[int, bytes] = {}  # tiles of level 0 that had to be repaired
        self.whole = True  # whether the signed root vouches for the tiles
        self._cached = lru_cache(maxsize=64)(self._ground_tile)
        self.tree = Tree(self._tile)

    def _report(self, kind: Kind, where: str, index: int | None = None, **details: str | int) -> None:
        self._verdict.findings.append(finding(kind, where, index, **details))

    # --- Tiles ------------------------------------------------------------------------------------------------

    def check_tiles(self) -> None:
        """Every tile is what the tile above vouches for, and the edge is what was signed."""
        stored: dict[Position, bytes] = {}  # level 1 and up, as found
        derived: dict[Position, list[bytes]] = {}  # the same tiles, as the tiles under them say
        ground: dict[int, bytes] = {}  # roots of the full tiles of level 0
        for level in levels(self.signed.size):
            for path in of_level(level, self.signed.size):
                tile = self._load(path)
                if level:
                    stored[Position(level, path.number)] = tile
                root = fold(tile) if len(tile) == FULL else b"\x00" * HASH
                if path.width == WIDTH:
                    derived.setdefault(Position(level + 1, path.number // WIDTH), []).append(root)
                    if not level:
                        ground[path.number] = root
        self._check_edge(stored, derived)
        for level in reversed(levels(self.signed.size)):
            for path in of_level(level, self.signed.size):
                position = Position(level, path.number)
                if path.width == WIDTH and level:
                    self._upper[position] = self._settle(path, stored[position], b"".join(derived[position]))
                elif path.width == WIDTH and ground[path.number] != self._vouched(position):
                    self._ground[path.number] = self._settle(path, self._load(path, quiet=True), self._from_entries(path))

    def _load(self, path: TilePath, *, quiet: bool = False) -> bytes:
        """A tile as it is in the copy; empty, and reported, when it is missing or has another length."""
        tile, expected = self._read(str(path)), path.width * HASH
        if tile is not None and len(tile) == expected:
            return tile
        if not quiet and tile is None:
            self._report(Kind.FILE_MISSING, str(path))
        elif not quiet:
            self._report(Kind.FILE_LENGTH, str(path), found=len(tile or b""), expected=expected)
        return b""

    def _check_edge(self, stored: dict[Position, bytes], derived: dict[Position, list[bytes]]) -> None:
        """The unfinished tiles, one per level, are together what the signed root vouches for."""
        paths = {at: TilePath(at.level, at.number, width) for at, width in edge(self.signed.size).items()}
        found, below = {}, {}
        for at, path in paths.items():
            found[at] = stored[at] if at.level else self._load(path, quiet=True)
            below[at] = b"".join(derived.get(at, [])) if at.level else self._from_entries(path)
        changed = self._which_changed(found, below)
        self.whole = changed is not None
        truth = {at: below[at] if at in (changed or ()) else found[at] for at in paths}
        if changed is None:
            root = edge_root(self.signed.size, truth) if all(map(len, truth.values())) else b""
            self._report(
                Kind.ROOT_DIFFERS, CHECKPOINT, found=root.hex() or "?", expected=self.signed.root.hex(), size=self.signed.size
            )
        for at, tile in truth.items():
            self._name_changes(paths[at], found[at], tile)
            if at.level:
                self._upper[at] = tile
            elif at in (changed or ()):
                self._ground[at.number] = tile

    def _which_changed(self, found: dict[Position, bytes], below: dict[Position, bytes]) -> set[Position] | None:
        """The fewest tiles of the edge that must be taken from below to arrive at the signed root; None if no choice does."""
        doubtful = [at for at in found if found[at] != below[at]]
        for count in range(len(doubtful) + 1):
            for choice in combinations(doubtful, count):
                try:
                    tiles = {at: below[at] if at in choice else found[at] for at in found}
                    if edge_root(self.signed.size, tiles) == self.signed.root:
                        return set(choice)
                except TreeIncomplete:
                    continue
        return None

    def _vouched(self, position: Position) -> bytes:
        """The root of a full tile, as the tile above it says."""
        place = position.number % WIDTH * HASH
        return self._upper[Position(position.level + 1, position.number // WIDTH)][place : place + HASH]

    def _settle(self, path: TilePath, tile: bytes, below: bytes) -> bytes:
        """The tile that is vouched for: as found, or as what is under it says; whichever has the right root."""
        root = self._vouched(Position(path.level or 0, path.number))
        if len(tile) == FULL and fold(tile) == root:
            return tile
        if len(below) == FULL and fold(below) == root:
            self._name_changes(path, tile, below)
            return below
        self.whole = False
        if tile:
            self._report(Kind.TILE_CHANGED, str(path))
        return tile or below

    def _name_changes(self, path: TilePath, found: bytes, right: bytes) -> None:
        for start in range(0, len(found), HASH):
            if found[start : start + HASH] != right[start : start + HASH]:
                place = start // HASH
                leaf = (path.number * WIDTH + place) << (HEIGHT * (path.level or 0))
                self._report(Kind.HASH_CHANGED, str(path), leaf, place=place)

    def _from_entries(self, path: TilePath) -> bytes:
        """A tile of level 0 as the entries say."""
        entries, _ = self._entries(TilePath(None, path.number, path.width))
        return b"".join(map(leaf_hash, entries or ()))[: path.width * HASH]

    def _tile(self, position: Position) -> bytes:
        return self._upper.get(position, b"") if position.level else self._cached(position.number)

    def _ground_tile(self, number: int) -> bytes:
        """A tile of level 0 as it is vouched for."""
        if number in self._ground:
            return self._ground[number]
        width = min(WIDTH, self.signed.size - number * WIDTH)
        return self._load(TilePath(0, number, width), quiet=True)

    # --- Entries and openings ---------------------------------------------------------------------------------

    def check_entries(self, step: Callable[[], object]) -> None:
        """Every entry, and every opening there is, hashes to what its tile holds."""
        with_openings = any(self._read(openings_path(path)) is not None for path in of_level(None, self.signed.size))
        for path in of_level(None, self.signed.size):
            tile = self._ground_tile(path.number)
            right = [tile[start : start + HASH] for start in range(0, len(tile), HASH)]
            self._check_bundle(path, right)
            if with_openings:
                self._check_openings(path, right)
            step()

    def _entries(self, path: TilePath) -> tuple[Sequence[bytes] | None, int | None]:
        """The entries of a bundle as far as they can be read, and the place where it is broken."""
        bundle = self._read(str(path))
        if bundle is None:
            return None, None
        try:
            return unpack(bundle), None
        except Malformed as error:
            return error.entries, len(error.entries)

    def _check_bundle(self, path: TilePath, right: list[bytes]) -> None:
        entries, broken = self._entries(path)
        if entries is None:
            self._report(Kind.FILE_MISSING, str(path))
            return
        hashes = [leaf_hash(entry) for entry in entries]
        first, missing = path.first, path.width - len(hashes)
        if broken is not None:
            self._report(Kind.BUNDLE_BROKEN, str(path), first + broken)
            right = right[:broken]
        elif missing:
            at = next((i for i, (a, b) in enumerate(zip(hashes, right, strict=False)) if a != b), min(len(hashes), len(right)))
            removed, added = missing > 0, missing < 0
            if removed and hashes[at:] == right[at + missing :]:
                for place in range(at, at + missing):
                    self._report(Kind.LEAF_REMOVED, str(path), first + place)
                return
            if added and hashes[at - missing :] == right[at:]:
                for place in range(at, at - missing):
                    self._report(Kind.LEAF_ADDED, str(path), first + place)
                return
            self._report(Kind.FILE_LENGTH, str(path), found=len(self._read(str(path)) or b""), expected=path.width * (2 + HASH))
        for place, (found, expected) in enumerate(zip(hashes, right, strict=False)):
            if found != expected:
                self._report(Kind.LEAF_CHANGED, str(path), first + place)

    def _check_openings(self, path: TilePath, right: list[bytes]) -> None:
        where = openings_path(path)
        content = self._read(where)
        if content is None:
            self._report(Kind.FILE_MISSING, where)
            return
        *lines, rest = content.split(b"\n")
        if rest:
            lines.append(b"")  # a last line that does not end is no line
        for place in range(max(path.width, len(lines))):
            if place >= len(lines):
                self._report(Kind.OPENING_MISSING, where, path.first + place)
                continue
            opening = _opening(lines[place])
            if opening is None or place >= path.width:
                self._report(Kind.OPENING_BROKEN, where, path.first + place)
            elif place < len(right) and leaf_hash(commit(opening)) != right[place]:
                self._report(Kind.OPENING_CHANGED, where, path.first + place)
            else:
                self._verdict.openings += 1


def _opening(line: bytes) -> bytes | None:
    """Salt and fact out of a line of an openings file, if it is in its one proper spelling."""
    salt, _, body = line.partition(b" ")
    try:
        opening = bytes.fromhex(salt.decode()) + body
    except ValueError:
        return None
    return opening if salt == opening[:SALT].hex().encode() else None


def _history(read: Read) -> Iterator[Kept]:
    """The earlier checkpoints that an export carries along, one JSON string a line."""
    lines = (read(HISTORY) or b"").decode(errors="replace").split("\n")
    for number, line in enumerate(lines, start=1):
        if number == len(lines) and not line:
            return  # the end of the last line
        try:
            note = str(json.loads(line))
        except ValueError:
            note = ""
        proper = number < len(lines) and line == json.dumps(note, ensure_ascii=False)
        yield Kept(f"{HISTORY}:{number}", note if proper else "")


def _check_earlier(copy: _Copy, earlier: Iterable[Kept], keys: Sequence[PublicKey], verdict: Verdict, *, once: bool) -> None:
    """The copy extends each earlier checkpoint; with `once`, only the first that it does not extend is named."""
    for kept in earlier:
        old = _open(kept, keys, verdict)
        if old is None:
            continue
        wrong = _against(copy, old, kept.where)
        if wrong is None:
            verdict.agreeing += 1
            continue
        verdict.findings.append(wrong)
        if once:
            return


def _against(copy: _Copy, old: Checkpoint, where: str) -> Finding | None:
    """What is wrong between the copy and an earlier signed checkpoint."""
    signed = copy.signed
    if old.origin != signed.origin:
        return finding(Kind.CHECKPOINT_OTHER_LOG, where)
    if old.size > signed.size:
        return finding(Kind.ROLLED_BACK, where, found=signed.size, expected=old.size)
    try:
        root = signed.root if old.size == signed.size else copy.tree.root(old.size)
    except TreeIncomplete:
        root = b""
    if root == old.root:
        return None
    if copy.whole or old.size == signed.size:
        return finding(Kind.DISAGREE, CHECKPOINT, other=where, size=old.size)
    return finding(Kind.KEPT_DIFFERS, where, size=old.size)  # the copy is damaged, so it cannot speak for its own checkpoint
