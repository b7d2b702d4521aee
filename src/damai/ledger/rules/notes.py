"""Signed notes and checkpoints (c2sp.org/signed-note, c2sp.org/tlog-checkpoint), with Ed25519."""

import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # the signature type that the specification assigns
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/=]+)")
_LARGEST = 1_000_000  # bytes of a note that is still looked at
_MOST_SIGNATURES = 64


class Refusal(StrEnum):
    """Why a note is refused."""

    MALFORMED = "malformed"  # it is not a signed note, or its text is not a checkpoint
    UNKNOWN = "unknown"  # none of the signatures is by a key that is trusted
    FORGED = "forged"  # a signature claims a trusted key and does not hold
    OTHER_LOG = "other-log"  # it is signed, but for another log


def unbase64(text: str) -> bytes:
    """The bytes behind base64 in its one proper spelling. Raises ValueError for any other: no change goes unseen."""
    body = b64decode(text, validate=True)
    if b64encode(body).decode() != text:
        raise ValueError(text)
    return body


class NoteRefused(ValueError):
    """A note that cannot be believed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class PublicKey:
    """A key that checks notes; as text, the `vkey` that other software takes too: name+id+key."""

    name: str
    key: bytes  # 32 bytes

    @property
    def id(self) -> bytes:
        """The first four bytes of SHA-256(name, newline, type, key)."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(ED25519 + self.key).decode()}"


def parse_key(vkey: str) -> PublicKey:
    """Read a vkey. Raises NoteRefused when it is not one of an Ed25519 key."""
    try:
        name, claimed, encoded = vkey.strip().split("+", 2)
        body = unbase64(encoded)
    except ValueError as error:
        raise NoteRefused(Refusal.MALFORMED) from error
    key = PublicKey(name=name, key=body[1:])
    if not name or body[:1] != ED25519 or len(body) != 33 or key.id.hex() != claimed:
        raise NoteRefused(Refusal.MALFORMED)
    return key


@dataclass(frozen=True)
class SigningKey:
    """A key that signs: the log's name and the 32-byte seed. Never printed."""

    name: str
    seed: bytes

    def __repr__(self) -> str:
        return f"SigningKey({self.name})"

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        return PublicKey(self.name, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())


def sign(text: str, key: SigningKey) -> str:
    """The signed note over a text that ends with a newline."""
    signature = Ed25519PrivateKey.from_private_bytes(key.seed).sign(text.encode())
    return f"{text}\n— {key.name} {b64encode(key.public.id + signature).decode()}\n"


@dataclass(frozen=True)
class Signature:
    """One line under a note: who says they signed, the key's id, and the signature itself."""

    name: str
    id: bytes
    signature: bytes


@dataclass(frozen=True)
class Note:
    """A note taken apart; nothing in it is to be believed before a signature was checked."""

    text: str
    signatures: tuple[Signature, ...]


def parse_note(note: str) -> Note:
    """Take a signed note apart. Raises NoteRefused when it is none."""
    text, found, lines = note.rpartition("\n\n")
    if not found or not lines.endswith("\n") or len(note) > _LARGEST or any(c < " " and c != "\n" for c in note):
        raise NoteRefused(Refusal.MALFORMED)
    signatures: list[Signature] = []
    for line in lines.removesuffix("\n").split("\n"):
        match = _SIGNATURE.fullmatch(line)
        try:
            body = unbase64(match[2]) if match else b""
        except ValueError:
            body = b""
        if not match or len(body) < 5 or len(signatures) >= _MOST_SIGNATURES:
            raise NoteRefused(Refusal.MALFORMED)
        signatures.append(Signature(match[1], body[:4], body[4:]))
    return Note(text=text + "\n", signatures=tuple(signatures))


def open_note(note: str, keys: Sequence[PublicKey]) -> tuple[str, PublicKey]:
    """The text of a note that one of these keys signed, and which. Raises NoteRefused."""
    parsed = parse_note(note)
    signed_by: list[PublicKey] = []
    for line in parsed.signatures:
        known = next((key for key in keys if (key.name, key.id) == (line.name, line.id)), None)
        if known is None:
            continue  # signatures of others, such as witnesses, are theirs to judge
        try:
            Ed25519PublicKey.from_public_bytes(known.key).verify(line.signature, parsed.text.encode())
        except InvalidSignature as error:
            raise NoteRefused(Refusal.FORGED) from error
        if known in signed_by:
            raise NoteRefused(Refusal.MALFORMED)  # a log signs once; a line said again was put there by somebody else
        signed_by.append(known)
    if not signed_by:
        raise NoteRefused(Refusal.UNKNOWN)
    return parsed.text, signed_by[0]


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: its name, how many leaves it has, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint. Raises NoteRefused. Lines after the third are allowed and ignored."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines) or not re.fullmatch(r"0|[1-9][0-9]{0,17}", lines[1]):
        raise NoteRefused(Refusal.MALFORMED)
    try:
        root = unbase64(lines[2])
    except ValueError as error:
        raise NoteRefused(Refusal.MALFORMED) from error
    if len(root) != 32:
        raise NoteRefused(Refusal.MALFORMED)
    return Checkpoint(origin=lines[0], size=int(lines[1]), root=root)


def open_checkpoint(note: str, keys: Sequence[PublicKey]) -> Checkpoint:
    """The checkpoint in a note that the log itself signed with one of these keys. Raises NoteRefused."""
    text, key = open_note(note, keys)
    checkpoint = parse_checkpoint(text)
    if checkpoint.origin != key.name:
        raise NoteRefused(Refusal.OTHER_LOG)
    return checkpoint
