"""Whether all evidence is as it was recorded: rows and chains against the ledger, bytes against their digests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from damai.ledger.models import Entry as LedgerEntry
from damai.ledger.queries import Proved, proofs_about, state, trusted_keys
from damai.ledger.rules.notes import PublicKey
from damai.ledger.rules.receipts import ReceiptRefused, verify
from damai.seals.rules import CannotUnseal

from ..models import Custody, Derivative, Exhibit
from ..rules.agreeing import record_of, tells_of_entry, tells_of_piece
from ..rules.chain import digest_of_words
from ..rules.findings import Finding, Kind, finding
from .exhibits import entry_of, piece_of, words_of, words_of_entry
from .originals import Measured, Unreadable, chunks_of, measured


@dataclass
class Checked:
    """What was found, and how much was looked at."""

    findings: list[Finding] = field(default_factory=list)
    exhibits: int = 0
    entries: int = 0
    files: int = 0
    bytes: int = 0


def check(*, subject: str = "", files: bool = True, step: Callable[[], object] = lambda: None) -> Checked:
    """Everything in which stored evidence differs from what was recorded; `step` is called once per piece."""
    checked = Checked()
    log = state()
    keys = trusted_keys(log.origin) if log else []
    rows = Exhibit.objects.select_related("version_of").order_by("id")
    for row in rows.filter(subject=subject) if subject else rows:
        checked.exhibits += 1
        facts = list(proofs_about([row.code]))
        checked.findings += _piece(row, facts, keys)
        checked.findings += _custody(row, facts, keys, checked)
        if files:
            checked.findings += _bytes(row, checked)
        step()
    checked.findings += _gone(subject)
    return checked


def _gone(subject: str) -> Iterator[Finding]:
    """Pieces that the ledger tells of and the database does not have."""
    codes = set(Exhibit.objects.values_list("code", flat=True))
    told = LedgerEntry.objects.filter(name="ExhibitKept").order_by("id").values_list("about", flat=True)
    for code in [code for code in told if code not in codes]:
        facts = [proved.fact for proved in proofs_about([code]) if proved.fact and proved.fact.name == "ExhibitKept"]
        if not subject or any(fact.values.get("subject") == subject for fact in facts):
            yield finding(Kind.PIECE_MISSING, code)


def _piece(row: Exhibit, facts: list[Proved], keys: list[PublicKey]) -> Iterator[Finding]:
    """The piece itself against what the ledger was told of it, and its words against their digest."""
    piece = piece_of(row)
    kept = [proved for proved in facts if proved.fact and proved.fact.name == "ExhibitKept"]
    if not kept:
        yield finding(Kind.PIECE_UNRECORDED, row.code)
    elif not (kept[0].fact and tells_of_piece(kept[0].fact, piece)):
        yield finding(Kind.PIECE_CHANGED, row.code)
    elif not _proven(kept[0], keys):
        yield finding(Kind.NOT_IN_LEDGER, row.code, number=0)
    try:
        changed = digest_of_words(words_of(row)) != row.words_sha256
    except (CannotUnseal, ValueError):
        changed = True
    if changed:
        yield finding(Kind.WORDS_CHANGED, row.code)


def _custody(row: Exhibit, facts: list[Proved], keys: list[PublicKey], checked: Checked) -> Iterator[Finding]:
    """Each entry against its own digest, the one before it and the ledger; and what the ledger tells of and is not there."""
    rows = list(Custody.objects.filter(exhibit=row).order_by("number"))
    checked.entries += len(rows)
    entries = [entry_of(each, row.code) for each in rows]
    yield from record_of(piece_of(row), entries)
    told = {proved.fact.values.get("number"): proved for proved in facts if proved.fact and proved.fact.name == "CustodyRecorded"}
    for stored, entry in zip(rows, entries, strict=True):
        proved = told.pop(entry.number, None)
        if proved is None or proved.fact is None:
            yield finding(Kind.CUSTODY_UNRECORDED, row.code, number=entry.number)
        elif entry.digest != stored.digest or not tells_of_entry(proved.fact, entry):
            yield finding(Kind.CUSTODY_CHANGED, row.code, number=entry.number)
        elif not _proven(proved, keys):
            yield finding(Kind.NOT_IN_LEDGER, row.code, number=entry.number)
        yield from _words(stored, row.code)
    for number in sorted(number for number in told if isinstance(number, int)):
        yield finding(Kind.CUSTODY_MISSING, row.code, number=number)


def _words(stored: Custody, code: str) -> Iterator[Finding]:
    try:
        changed = digest_of_words(words_of_entry(stored, code)) != stored.words_sha256
    except (CannotUnseal, ValueError):
        changed = True
    if changed:
        yield finding(Kind.WORDS_CHANGED, f"{code}/{stored.number}")


def _proven(proved: Proved, keys: list[PublicKey]) -> bool:
    """Whether the signed ledger holds a fact, or will in a second: it waits for its place."""
    if proved.receipt is None:
        return LedgerEntry.objects.filter(about=proved.about, index=None).exists()
    try:
        verify(str(proved.receipt), keys)
    except ReceiptRefused:
        return False
    return True


def _bytes(row: Exhibit, checked: Checked) -> Iterator[Finding]:
    """The original and its copies, read whole."""
    if row.sha256:
        found = _measured(row.sha256, checked)
        if found is None:
            yield finding(Kind.ORIGINAL_MISSING, row.code)
        elif (found.sha256, found.size, found.crc32) != (row.sha256, row.size, row.crc32):
            yield finding(Kind.ORIGINAL_CHANGED, row.code)
    for copy in Derivative.objects.filter(exhibit=row):
        found = _measured(copy.sha256, checked)
        if found is None or (found.sha256, found.size) != (copy.sha256, copy.size):
            yield finding(Kind.COPY_CHANGED, row.code, number=copy.number)


def _measured(digest: str, checked: Checked) -> Measured | None:
    try:
        found = measured(chunks_of(digest))
    except Unreadable:
        return None
    checked.files += 1
    checked.bytes += found.size
    return found
