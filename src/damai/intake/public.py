"""What the holder of a receipt may know of their own message, and nobody else of any."""

from dataclasses import dataclass
from datetime import datetime

from . import queries
from .rules.completeness import Missing, missing
from .rules.receipts import ReceiptTypo, Typo, spoken

__all__ = ["Line", "Missing", "Progress", "ReceiptTypo", "Typo", "progress", "spoken"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing said after the message. Who of the staff said it is not told."""

    at: datetime
    from_us: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What became of a message, as its sender may see it."""

    code: str  # what staff call it; the rooms above know it by this
    receipt: str  # in groups
    channel: str
    received_at: datetime
    sorted: bool  # a person or the sorter has begun to work on it
    forgotten: bool  # its content was erased
    leaf: str  # hex: what the ledger proves; empty where the entry is missing
    files: int
    missing: tuple[Missing, ...]  # what a formal report would still need
    thread: tuple[Line, ...]


def progress(receipt: str) -> Progress | None:
    """What became of the message with this receipt; None if there is none. ReceiptTypo if it cannot be one of ours."""
    message = queries.by_receipt(receipt)
    if message is None:
        return None
    entry = queries.entry_of(message)
    files = message.attachments.count()
    return Progress(
        code=message.code,
        receipt=spoken(queries.receipt_of(message)),
        channel=message.channel,
        received_at=message.received_at,
        sorted=message.sorted_at is not None,
        forgotten=message.forgotten,
        leaf=bytes(entry.leaf).hex() if entry else "",
        files=files,
        missing=() if message.forgotten else missing(queries.words_of(message), files=files),
        thread=tuple(Line(at=said.at, from_us=said.from_us, text=said.text) for said in queries.thread_of(message)),
    )
