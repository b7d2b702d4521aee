"""Whether a pack is as it was issued: every byte of it, without a server, a database or a network.

The key vouches for the manifest, the manifest for every file, for the custody records and for the proofs out of the ledger; and
the frame of the ZIP is written again and compared. See docs/law/evidence-pack.md.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO
from zlib import crc32

from damai.ledger.rules.notes import NoteRefused, PublicKey, parse_checkpoint, parse_note

from .agreeing import disagreements
from .archive import Broken, Folder, Member, Zip
from .container import BadName, Entry, Frame, frame, is_safe, local_header
from .findings import Finding, Kind, finding
from .manifest import LARGEST, MANIFEST, SIGNATURE, SUMS, Listed, Manifest, NotAManifest, read, sums
from .signing import LARGEST as LARGEST_SIGNATURE
from .signing import Flaw, check

MOST_EXTRA = 1_000  # names that are not on the list and still told


@dataclass
class Verdict:
    """What was found, and what it was found about."""

    findings: list[Finding] = field(default_factory=list)
    manifest: Manifest | None = None
    key: PublicKey | None = None  # that vouches for it
    files: int = 0  # that are as they were listed
    entries: int = 0  # of custody records
    ledger: int = 0  # leaves under the checkpoint of the proofs

    @property
    def good(self) -> bool:
        """Whether a trusted key vouches for everything, and nothing is wrong."""
        return not self.findings and self.key is not None

    @property
    def is_pack(self) -> bool:
        """Whether it is a pack at all, however damaged."""
        return all(each.kind is not Kind.NOT_A_PACK for each in self.findings)

    @property
    def only_unknown_key(self) -> bool:
        """Whether the one thing that is wrong is that nobody here knows the key."""
        return [each.kind for each in self.findings] == [Kind.OTHER_KEY]


def verify_file(file: IO[bytes], keys: Sequence[PublicKey], *, called: str = "berkas") -> Verdict:
    """Check a pack as it was issued."""
    verdict, zipped = Verdict(), Zip(file)
    try:
        first = zipped.member_at(0)
        is_pack = first.name == MANIFEST and first.plain and first.size <= LARGEST
    except Broken:
        is_pack = False
    if not is_pack:
        verdict.findings += _foreign(zipped, called)
        return verdict
    body = zipped.at(first.offset, first.size)
    try:
        second = zipped.member_at(first.offset + first.size)
        signed = second.name == SIGNATURE and second.plain and second.size <= LARGEST_SIGNATURE
        signature = zipped.at(second.offset, second.size) if signed else None
    except Broken:
        signature = None
    if not _begin(verdict, body, signature, keys) or verdict.manifest is None or signature is None:
        return verdict
    _contents(verdict, zipped, body, signature)
    verdict.findings += disagreements(verdict.manifest, keys if verdict.key else ())
    return verdict


def verify_folder(root: Path, keys: Sequence[PublicKey]) -> Verdict:
    """Check a pack that was extracted."""
    verdict, folder = Verdict(), Folder(root)
    names = set(folder.names())
    if MANIFEST not in names:
        verdict.findings.append(finding(Kind.NOT_A_PACK, root.name or "folder"))
        return verdict
    body = _whole(folder.chunks(MANIFEST), LARGEST)
    signature = _whole(folder.chunks(SIGNATURE), LARGEST_SIGNATURE) if SIGNATURE in names else None
    if not _begin(verdict, body, signature, keys) or verdict.manifest is None:
        return verdict
    listed = {each.path: each for each in verdict.manifest.files}
    for name in sorted(names - listed.keys() - {MANIFEST, SIGNATURE})[:MOST_EXTRA]:
        verdict.findings.append(finding(Kind.FILE_EXTRA, name))
    for path, each in listed.items():
        if path not in names:
            verdict.findings.append(finding(Kind.FILE_MISSING, path))
        else:
            _judge(verdict, each, folder.chunks(path))
    verdict.findings += disagreements(verdict.manifest, keys if verdict.key else ())
    return verdict


def _whole(chunks: Iterator[bytes], most: int) -> bytes:
    body = b""
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            break
    return body


# --- The list and its signature -----------------------------------------------------------------------------------------


def _begin(verdict: Verdict, body: bytes, signature: bytes | None, keys: Sequence[PublicKey]) -> bool:
    """Judge the manifest and its signature; whether there is enough to go on."""
    if signature is None:
        verdict.findings.append(finding(Kind.SIGNATURE_MISSING, SIGNATURE))
    else:
        judged = check(signature, body, keys)
        if isinstance(judged, PublicKey):
            verdict.key = judged
        else:
            kind = {Flaw.UNKNOWN: Kind.OTHER_KEY, Flaw.MALFORMED: Kind.SIGNATURE_BROKEN}.get(judged, Kind.MANIFEST_CHANGED)
            verdict.findings.append(finding(kind, SIGNATURE if judged is Flaw.MALFORMED else MANIFEST))
    try:
        verdict.manifest = read(body)
    except NotAManifest:
        verdict.findings.append(finding(Kind.MANIFEST_BROKEN, MANIFEST))
        return False
    if verdict.key is not None and verdict.manifest.origin != verdict.key.name:
        verdict.findings.append(finding(Kind.LIST_CONTRADICTS, "origin"))
    verdict.entries = sum(len(each.custody) for each in verdict.manifest.exhibits)
    try:
        verdict.ledger = parse_checkpoint(parse_note(verdict.manifest.checkpoint).text).size
    except NoteRefused:
        verdict.ledger = 0
    return True


# --- What is inside -----------------------------------------------------------------------------------------------------


def _foreign(zipped: Zip, called: str) -> list[Finding]:
    """What to say of a file that does not begin as a pack begins."""
    try:
        names = [member.name for member in zipped.members()]
    except Broken:
        names = []
    if MANIFEST not in names:
        return [finding(Kind.NOT_A_PACK, called)]
    return [*_names(names), finding(Kind.REPACKED, called)]


def _names(names: list[str]) -> list[Finding]:
    """Names that are dangerous, or stand twice."""
    found = [finding(Kind.NAME_UNSAFE, name) for name in names if not is_safe(name)][:MOST_EXTRA]
    if len(set(names)) != len(names):
        seen: set[str] = set()
        found += [finding(Kind.FILE_TWICE, name) for name in names if name in seen or seen.add(name)][:MOST_EXTRA]  # type: ignore[func-returns-value]
    return found


def _contents(verdict: Verdict, zipped: Zip, body: bytes, signature: bytes) -> None:
    """Compare names, order, bytes and frame with what the manifest says."""
    manifest = verdict.manifest
    if manifest is None:
        return
    own = [Entry(MANIFEST, len(body), crc32(body)), Entry(SIGNATURE, len(signature), crc32(signature))]
    try:
        expected = frame([*own, *(Entry(each.path, each.size, each.crc32) for each in manifest.files)], manifest.moment)
    except (BadName, struct.error):
        verdict.findings.append(finding(Kind.MANIFEST_BROKEN, MANIFEST))
        return
    try:
        members = zipped.members()
    except Broken:
        _cut(verdict, zipped, expected)
        return
    before = len(verdict.findings)
    there = _listed(verdict, manifest, members, zipped)
    for each in manifest.files:
        if each.path in there:
            member = there[each.path]
            right = member.plain and member.size == each.size
            _judge(verdict, each, zipped.chunks(member.offset, member.size) if right else iter(()))
    if len(verdict.findings) == before:
        verdict.findings += _frame_differs(zipped, expected)


def _listed(verdict: Verdict, manifest: Manifest, members: list[Member], zipped: Zip) -> dict[str, Member]:
    """The members that are on the list; tells of those that are not, are missing, renamed, dangerous or twice."""
    names = [member.name for member in members]
    verdict.findings += _names(names)
    wanted = [MANIFEST, SIGNATURE, *(each.path for each in manifest.files)]
    there = {member.name: member for member in members}
    known = set(wanted)
    extra = [member for member in members if member.name not in known][:MOST_EXTRA]
    missing = [each for each in manifest.files if each.path not in there]
    sizes = {each.size for each in missing}
    digests = {_digest(zipped, member): member for member in extra if member.size in sizes}
    for each in missing:
        twin = digests.pop(each.sha256, None)
        if twin is None:
            verdict.findings.append(finding(Kind.FILE_MISSING, each.path))
        else:
            extra.remove(twin)
            verdict.findings.append(finding(Kind.FILE_RENAMED, each.path, found=twin.name))
    verdict.findings += [finding(Kind.FILE_EXTRA, one.name) for one in extra if is_safe(one.name)]
    if sorted(names) == sorted(wanted) and names != wanted:
        verdict.findings.append(finding(Kind.REORDERED, MANIFEST))
    return there


def _digest(zipped: Zip, member: Member) -> str:
    hashed = sha256()
    for chunk in zipped.chunks(member.offset, member.size):
        hashed.update(chunk)
    return hashed.hexdigest()


def _judge(verdict: Verdict, listed: Listed, chunks: Iterator[bytes]) -> None:
    """Whether a file's bytes are those of the list."""
    hashed, check32, size = sha256(), 0, 0
    kept = b""
    for chunk in chunks:
        hashed.update(chunk)
        check32, size = crc32(chunk, check32), size + len(chunk)
        if listed.what == "sums":
            kept += chunk
    if (hashed.hexdigest(), size) != (listed.sha256, listed.size):
        verdict.findings.append(finding(Kind.FILE_CHANGED, listed.path))
    elif check32 != listed.crc32:
        verdict.findings.append(finding(Kind.LIST_CONTRADICTS, listed.path))
    elif listed.what == "sums" and verdict.manifest is not None and kept != sums(verdict.manifest.files):
        verdict.findings.append(finding(Kind.SUMS_DIFFER, SUMS))
    else:
        verdict.files += 1


def _cut(verdict: Verdict, zipped: Zip, expected: Frame) -> None:
    """What is left of a file without an end."""
    whole = 0
    for entry, offset in zip(expected.entries, expected.offsets, strict=True):
        whole += offset + len(local_header(entry, expected.at)) + entry.size <= zipped.size
    if zipped.size < expected.size:
        details = {"found": zipped.size, "expected": expected.size, "whole": whole, "count": len(expected.entries)}
        verdict.findings.append(finding(Kind.TRUNCATED, MANIFEST, **details))
    else:
        verdict.findings.append(finding(Kind.FRAME_CHANGED, "akhir berkas"))


def _frame_differs(zipped: Zip, expected: Frame) -> Iterator[Finding]:
    """Where the frame is not the one that was issued, byte by byte."""
    for entry, header, offset in zip(expected.entries, expected.headers(), expected.offsets, strict=True):
        if zipped.at(offset, len(header)) != header:
            yield finding(Kind.FRAME_CHANGED, entry.path)
    if zipped.size != expected.size or zipped.at(expected.directory, len(expected.tail)) != expected.tail:
        yield finding(Kind.FRAME_CHANGED, "akhir berkas")
