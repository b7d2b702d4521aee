"""Whether what a manifest says agrees with itself and with the ledger: records, words, proofs. No file is opened here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from damai.ledger.rules.notes import NoteRefused, PublicKey, open_checkpoint
from damai.ledger.rules.openings import Opened
from damai.ledger.rules.receipts import ReceiptRefused
from damai.ledger.rules.receipts import parse as parse_proof
from damai.ledger.rules.receipts import verify as verify_proof

from .chain import Entry, Piece, breaks, digest_of_words
from .custody import Action, Event, standing_of
from .findings import Finding, Kind, finding
from .manifest import SUMS, Carried, Listed, Manifest

BREAKS = {"gap": Kind.CUSTODY_GAP, "other": Kind.CUSTODY_OTHER, "link": Kind.CUSTODY_LINK}


def disagreements(manifest: Manifest, keys: Sequence[PublicKey]) -> Iterator[Finding]:
    """Everything in which a manifest contradicts itself or what its proofs prove. Without keys, proofs are not looked at."""
    yield from _lists(manifest)
    proofs = Proofs(manifest.checkpoint, keys)
    if keys and not proofs.good:
        yield finding(Kind.PROOF_BROKEN, "checkpoint")
        return
    files = {each.path: each for each in manifest.files}
    for carried in manifest.exhibits:
        yield from record_of(carried.piece, [each.entry for each in carried.custody])
        yield from _end(carried, manifest.pack)
        yield from _words(carried)
        yield from _standing(carried)
        yield from _files(carried, files)
        if keys:
            yield from _proofs(carried, proofs)
    for paper in manifest.papers:
        if paper.path not in files or files[paper.path].what != "paper":
            yield finding(Kind.LIST_CONTRADICTS, paper.code)
    if keys:
        for happened in manifest.chronology:
            fact = proofs.fact(happened.proof)
            if fact is None:
                yield finding(Kind.PROOF_BROKEN, happened.at)
            elif (fact.name, fact.by, fact.at) != (happened.name, happened.by, datetime.fromisoformat(happened.at)):
                yield finding(Kind.PROOF_OF_OTHER, happened.at)


def record_of(piece: Piece, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Where the entries of a custody record do not follow from one another."""
    for one in breaks(piece, entries):
        yield finding(BREAKS[one.what], piece.exhibit, number=one.number)


def standing_after(entries: Sequence[Entry]) -> tuple[str, bool, bool]:
    """Place, withdrawn, on hold, after these entries. Raises ValueError for an action that nobody knows."""
    events = [Event(action=Action(each.action), happened_at=datetime.fromisoformat(each.happened_at)) for each in entries]
    standing = standing_of(events)
    return standing.place.value, standing.withdrawn, standing.on_hold


def _lists(manifest: Manifest) -> Iterator[Finding]:
    paths = [each.path.lower() for each in manifest.files]
    for path in sorted({path for path in paths if paths.count(path) > 1} if len(set(paths)) != len(paths) else ()):
        yield finding(Kind.LIST_CONTRADICTS, path)
    codes = [each.piece.exhibit for each in manifest.exhibits]
    for carried in manifest.exhibits:
        if carried.piece.subject != manifest.subject or codes.count(carried.piece.exhibit) > 1:
            yield finding(Kind.LIST_CONTRADICTS, carried.piece.exhibit)
    if [each.piece.number for each in manifest.exhibits] != list(range(1, len(codes) + 1)):
        yield finding(Kind.LIST_CONTRADICTS, manifest.subject)  # a piece was left out, or they stand in another order
    if [each.what for each in manifest.files].count("sums") != 1:
        yield finding(Kind.LIST_CONTRADICTS, SUMS)


def _end(carried: Carried, pack: str) -> Iterator[Finding]:
    """Each record ends with the export into this pack: whoever cuts an end off cuts that, too."""
    last = carried.custody[-1] if carried.custody else None
    if last is not None and (last.entry.action, last.words.get("reference")) != (Action.EXPORTED.value, pack):
        yield finding(Kind.CUSTODY_GAP, carried.piece.exhibit, number=last.entry.number + 1)


def _words(carried: Carried) -> Iterator[Finding]:
    """Words are as they were recorded; words that were forgotten are not there, which is no flaw."""
    pairs = [(carried.words, carried.piece.words), *((each.words, each.entry.words) for each in carried.custody)]
    if any(words and digest_of_words(words) != digest for words, digest in pairs):
        yield finding(Kind.WORDS_CHANGED, carried.piece.exhibit)


def _standing(carried: Carried) -> Iterator[Finding]:
    try:
        found = standing_after([each.entry for each in carried.custody])
    except ValueError:
        found = None
    if found != (carried.standing, carried.withdrawn, carried.on_hold):
        yield finding(Kind.STANDING_DIFFERS, carried.piece.exhibit)


def _files(carried: Carried, files: dict[str, Listed]) -> Iterator[Finding]:
    piece, listed = carried.piece, files.get(carried.path)
    if carried.path:
        same = listed and (listed.what, listed.sha256, listed.size) == ("original", piece.sha256, piece.size)
    else:
        same = not piece.sha256 or carried.withdrawn  # a thing, or what is not relied on any more
    if not same:
        yield finding(Kind.LIST_CONTRADICTS, piece.exhibit)
    for copied in carried.copies:
        there = files.get(copied.path)
        if copied.path and not (there and (there.what, there.sha256) == ("copy", copied.sha256)):
            yield finding(Kind.LIST_CONTRADICTS, f"{piece.exhibit}-{copied.number}")


def _proofs(carried: Carried, proofs: "Proofs") -> Iterator[Finding]:
    piece = carried.piece
    fact = proofs.fact(carried.proof)
    if fact is None:
        yield finding(Kind.PROOF_BROKEN, piece.exhibit)
    elif not tells_of_piece(fact, piece):
        yield finding(Kind.PROOF_OF_OTHER, piece.exhibit)
    for each in carried.custody:
        where = f"{piece.exhibit}/{each.entry.number}"
        fact = proofs.fact(each.proof)
        if fact is None:
            yield finding(Kind.PROOF_BROKEN, where)
        elif not tells_of_entry(fact, each.entry):
            yield finding(Kind.PROOF_OF_OTHER, where)


def tells_of_piece(fact: Opened, piece: Piece) -> bool:
    """Whether a fact of the ledger says that this piece was taken in, as it is."""
    told = (fact.name, fact.values.get("exhibit"), fact.values.get("record"), fact.values.get("digest"))
    return told == ("ExhibitKept", piece.exhibit, piece.digest, piece.sha256 or None)


def tells_of_entry(fact: Opened, entry: Entry) -> bool:
    """Whether a fact of the ledger says what this entry of a custody record says."""
    told = (fact.name, fact.by, fact.values.get("exhibit"), fact.values.get("number"), fact.values.get("digest"))
    return told == ("CustodyRecorded", entry.by, entry.exhibit, entry.number, entry.digest)


@dataclass
class Proofs:
    """The proofs of a pack: all under one checkpoint, which one of these keys has signed."""

    checkpoint: str
    keys: Sequence[PublicKey]
    proven: int = 0

    @property
    def good(self) -> bool:
        """Whether the checkpoint itself is signed by one of the keys."""
        try:
            open_checkpoint(self.checkpoint, self.keys)
        except NoteRefused:
            return False
        return True

    def fact(self, proof: str) -> Opened | None:
        """What a proof proves to have happened; None when it proves nothing."""
        try:
            if parse_proof(proof).checkpoint != self.checkpoint:
                return None
            found = verify_proof(proof, self.keys).fact
        except ReceiptRefused:
            return None
        self.proven += found is not None
        return found
