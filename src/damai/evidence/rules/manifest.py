"""What a pack says of itself, for machines: every file with its digest, every piece with its custody record and the ledger's
proofs.

The format is described in docs/law/evidence-pack.md. What is read here comes from strangers: a manifest that is not exactly of
this shape is refused, whatever is wrong with it.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from .chain import ENTRY, PIECE, Entry, Piece
from .container import is_safe

FORMAT = "damai.evidence-pack/v1"
MANIFEST, SIGNATURE, SUMS, README, INDEX = "manifest.json", "manifest.sig", "SHA256SUMS", "BACA-SAYA.txt", "indeks.pdf"
LARGEST = 64 * 1024 * 1024  # bytes of a manifest that is still looked at
MOST_FILES = 20_000
_HEX = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[A-Z]{1,3}-[0-9]{1,12}")


class NotAManifest(ValueError):
    """Bytes that are not a manifest of this format."""


@dataclass(frozen=True)
class Listed:
    """One file of the pack."""

    path: str
    what: str  # original, copy, paper, index, custody, chronology, people, sums, readme
    size: int
    sha256: str
    crc32: int


@dataclass(frozen=True)
class Recorded:
    """An entry of a custody record, its words where there are any, and the proof that the ledger was told of it."""

    entry: Entry
    words: dict[str, str]
    proof: str


@dataclass(frozen=True)
class Copied:
    """A copy with boxes hidden."""

    number: int
    path: str
    sha256: str
    boxes: list[list[int]]
    made_at: str
    made_by: str


@dataclass(frozen=True)
class Carried:
    """A piece of evidence: what it is, where it lies in the pack (nowhere for a thing), and what happened to it."""

    piece: Piece
    path: str
    words: dict[str, str]
    standing: str  # here, lent, gone
    withdrawn: bool
    on_hold: bool
    held: str  # why nobody should open it without care; empty: nothing found
    proof: str
    custody: list[Recorded]
    copies: list[Copied]


@dataclass(frozen=True)
class Happened:
    """A fact of the ledger about the case, as a sentence and with its proof."""

    at: str
    by: str
    name: str
    sentence: str
    proof: str


@dataclass(frozen=True)
class Paper:
    """An issued paper."""

    code: str
    kind: str
    number: str
    dated: str
    is_void: bool
    path: str


@dataclass(frozen=True)
class Person:
    """Somebody whose data a lead asked to be in the pack; who it is stands in the paper about people, not here."""

    code: str
    role: str


@dataclass(frozen=True)
class People:
    """That the pack holds data of persons, and why."""

    why: str
    persons: list[Person]


@dataclass(frozen=True)
class Manifest:
    """The whole of it."""

    origin: str  # the house: the name of its ledger
    pack: str
    subject: str
    made_at: str  # with the offset of the office's zone
    made_by: str
    checkpoint: str  # the signed note under which the proofs stand
    files: list[Listed]
    exhibits: list[Carried] = field(default_factory=list)
    chronology: list[Happened] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    people: People | None = None
    format: str = FORMAT

    @property
    def moment(self) -> datetime:
        """When it was made, in the zone of the office."""
        return datetime.fromisoformat(self.made_at)


def written(manifest: Manifest) -> bytes:
    """The manifest as a file: JSON that people can read, too."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


# --- Reading what strangers send ----------------------------------------------------------------------------------------


def read(body: bytes) -> Manifest:
    """The manifest in these bytes. Raises NotAManifest."""
    if len(body) > LARGEST:
        raise NotAManifest("large")
    try:
        return _manifest(json.loads(body, object_pairs_hook=_once))
    except NotAManifest:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise NotAManifest(type(error).__name__) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotAManifest("a name twice")  # readers of JSON disagree about which of the two counts
    return found


def _fields(raw: Any, shape: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """Exactly these fields, each read in its way."""
    if not isinstance(raw, dict) or raw.keys() != shape.keys():
        raise NotAManifest("fields")
    return {name: reader(raw[name]) for name, reader in shape.items()}


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) > 100_000:
        raise NotAManifest("text")
    return raw


def _number(raw: Any) -> int:
    if type(raw) is not int or not 0 <= raw < 2**53:
        raise NotAManifest("number")
    return raw


def _yes(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise NotAManifest("yes or no")
    return raw


def _digest(raw: Any) -> str:
    if not isinstance(raw, str) or not _HEX.fullmatch(raw):
        raise NotAManifest("digest")
    return raw


def _code(raw: Any) -> str:
    if not isinstance(raw, str) or not _CODE.fullmatch(raw):
        raise NotAManifest("code")
    return raw


def _path(raw: Any) -> str:
    if not isinstance(raw, str) or not is_safe(raw):
        raise NotAManifest("path")
    return raw


def _path_or_none(raw: Any) -> str:
    return raw if raw == "" else _path(raw)


def _moment(raw: Any) -> str:
    if not isinstance(raw, str) or datetime.fromisoformat(raw).tzinfo is None:
        raise NotAManifest("moment")
    return raw


def _list(reader: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    def read_all(raw: Any) -> list[Any]:
        if not isinstance(raw, list) or len(raw) > 10 * MOST_FILES:
            raise NotAManifest("list")
        return [reader(each) for each in raw]

    return read_all


def _words(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict) or len(raw) > 20:
        raise NotAManifest("words")
    return {_text(name): _text(value) for name, value in raw.items()}


_NUMBERS = frozenset({"number", "size", "crc32", "derivative"})


def _plain(names: frozenset[str]) -> dict[str, Callable[[Any], Any]]:
    return {name: _number if name in _NUMBERS else _text for name in names}


def _piece(raw: Any) -> Piece:
    return Piece(**_fields(raw, _plain(PIECE)))


def _entry(raw: Any) -> Entry:
    return Entry(**_fields(raw, _plain(ENTRY)))


def _listed(raw: Any) -> Listed:
    return Listed(**_fields(raw, {"path": _path, "what": _text, "size": _number, "sha256": _digest, "crc32": _number}))


def _recorded(raw: Any) -> Recorded:
    return Recorded(**_fields(raw, {"entry": _entry, "words": _words, "proof": _text}))


def _copied(raw: Any) -> Copied:
    shape = {
        "number": _number, "path": _path_or_none, "sha256": _digest, "boxes": _list(_list(_number)), "made_at": _moment,
        "made_by": _code,
    }  # fmt: skip
    return Copied(**_fields(raw, shape))


def _carried(raw: Any) -> Carried:
    shape = {
        "piece": _piece, "path": _path_or_none, "words": _words, "standing": _text, "withdrawn": _yes, "on_hold": _yes,
        "held": _text, "proof": _text, "custody": _list(_recorded), "copies": _list(_copied),
    }  # fmt: skip
    return Carried(**_fields(raw, shape))


def _happened(raw: Any) -> Happened:
    return Happened(**_fields(raw, {"at": _moment, "by": _text, "name": _text, "sentence": _text, "proof": _text}))


def _paper(raw: Any) -> Paper:
    shape = {"code": _code, "kind": _text, "number": _text, "dated": _text, "is_void": _yes, "path": _path}
    return Paper(**_fields(raw, shape))


def _person(raw: Any) -> Person:
    return Person(**_fields(raw, {"code": _text, "role": _text}))


def _people(raw: Any) -> People | None:
    return None if raw is None else People(**_fields(raw, {"why": _text, "persons": _list(_person)}))


def _format(raw: Any) -> str:
    if raw != FORMAT:
        raise NotAManifest("format")
    return raw


def _manifest(raw: Any) -> Manifest:
    shape = {
        "format": _format, "origin": _text, "pack": _code, "subject": _code, "made_at": _moment, "made_by": _code,
        "checkpoint": _text, "files": _list(_listed), "exhibits": _list(_carried), "chronology": _list(_happened),
        "papers": _list(_paper), "people": _people,
    }  # fmt: skip
    found = Manifest(**_fields(raw, shape))
    if len(found.files) > MOST_FILES:
        raise NotAManifest("files")
    return found


# --- The list that `sha256sum -c` reads ---------------------------------------------------------------------------------


def sums(files: list[Listed]) -> bytes:
    """The digests of all files but the list itself, as coreutils write them."""
    return "".join(f"{each.sha256}  {each.path}\n" for each in files if each.what != "sums").encode()
