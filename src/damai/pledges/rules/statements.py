"""What exactly is signed: one digest over text, person, function and moment."""

from dataclasses import asdict, dataclass
from hashlib import sha256

from .texts import canonical


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Who says what, in which function, when, by which means. `salt` keeps a name from being found by trying names."""

    text: str  # sha256 of the text
    signature: str  # code
    kind: str
    means: str
    name: str
    office: str
    participant: str  # code, or empty
    agency: str  # code, or empty
    evidence: str  # digest of the drawing, the certificate's reference, or empty
    at: str  # ISO, UTC
    salt: str  # 32 hex digits, forgotten with the name


def statement(said: Statement) -> str:
    """SHA-256 (64 hex digits) over it as canonical JSON; it stands in the ledger and on the certificate."""
    return sha256(canonical({"damai": "pledge/v1", **asdict(said)})).hexdigest()
