"""What every channel hands over: the bytes as they came, who they say it is, and the files that are already on disk."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

LONGEST_ID = 300  # characters; the width of the column


@dataclass(frozen=True, kw_only=True)
class Part:
    """One file of a delivery. Its bytes are already in the file store and on disk (fsync) when a Part exists."""

    name: str  # as the sender wrote it; may hold personal data, so it is sealed with the message
    sha256: str  # of the bytes as they came, in hex
    size: int  # bytes
    media_type: str  # detected by content; "application/octet-stream" where we do not know it
    held: str = ""  # why nobody may see it without care (rules.content.Held); empty: nothing suspicious found
    expected: bool = True  # the message mentions it; an unexpected file is kept too
    place: str = ""  # the name of these very bytes on the disk, sealed; empty: bytes that the store has already
    key: str = ""  # their key, wrapped by the sealing key, in hex behind its name; goes into the row that adopts the bytes


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """One delivery, kept before it is understood. Delivering the same one twice changes nothing."""

    channel: str  # the folder under intake/channels
    their_id: str  # the sender's own identity for this delivery; unique within the channel
    raw: bytes
    raw_type: str  # media type of `raw`
    received_at: datetime  # aware
    attachments: tuple[Part, ...] = ()
    sender: str | None = None  # code of the member it came from; None: the public
    form: str = ""  # which form and version, where the channel has forms
    revises: int | None = None  # id of the message that this one replaces (a corrected form)
    advisory: dict[str, str] = field(default_factory=dict)  # what the device says about itself: sealed, believed by nobody
    readable: bool = True  # False: the channel could not parse it; a person looks

    @property
    def identity(self) -> str:
        """Their id as it is stored: itself, or its hash where it is too long or holds signs a database refuses."""
        if len(self.their_id) <= LONGEST_ID and self.their_id.isprintable():
            return self.their_id
        return f"sha256:{hashlib.sha256(self.their_id.encode(errors='surrogatepass')).hexdigest()}"

    @classmethod
    def unreadable(
        cls, channel: str, raw: bytes, *, received_at: datetime, raw_type: str = "application/octet-stream"
    ) -> "Envelope":
        """A delivery that could not be parsed: kept all the same, known by its digest, so that retries are one."""
        their_id = f"sha256:{hashlib.sha256(raw).hexdigest()}"
        return cls(channel=channel, their_id=their_id, raw=raw, raw_type=raw_type, received_at=received_at, readable=False)
