"""Evidence for the tests of this room and of the rooms above: kept through the real doors, in a store of its own."""

import io
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from tests.cast import Cast, cast

from damai.evidence.actions import keep_file, keep_object
from damai.evidence.models import Exhibit
from damai.evidence.queries import chunks_of
from damai.intake.actions import accept, store
from damai.intake.envelope import Part
from damai.intake.models import Message
from damai.intake.tests.deliveries import envelope
from damai.ledger.actions import ensure_log
from damai.ledger.queries import signing_key

CASE = "P-00001"
ORIGIN = "127.0.0.1:8000/log"
YESTERDAY = datetime(2024, 2, 1, 5, 0, tzinfo=UTC)


def people() -> Cast:
    """Everyone, and a ledger that has begun."""
    ensure_log()
    return cast()


def key() -> str:
    """The key that whoever checks a pack must know."""
    from damai.ledger.queries import state

    return str(signing_key(state().origin).public)


def picture(
    width: int = 400, height: int = 300, *, colour: tuple[int, int, int] = (200, 90, 40), kind: str = "JPEG", **options
) -> bytes:
    """A picture with some structure and one colour."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste(colour, (width // 4, height // 4, width // 2, height // 2))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def part(body: bytes | None = None, name: str = "foto.jpg") -> Part:
    """A file that is in the store."""
    return store([picture() if body is None else body], name=name)


def photo(by, body: bytes | None = None, *, title: str = "Foto amplop di meja", subject: str = CASE, **more) -> Exhibit:
    """A photo that was handed in."""
    return keep_file(subject, part(body), kind="photo", title=title, by=by, **more)


def envelope_found(by, *, subject: str = CASE) -> Exhibit:
    """A thing that was handed in."""
    return keep_object(subject, title="Amplop putih berisi uang", place="Brankas lantai 2", by=by)


def message_with(*bodies: bytes) -> Message:
    """A message with attachments."""
    parts = tuple(store([body], name=f"lampiran-{number}.jpg") for number, body in enumerate(bodies, start=1))
    return accept(envelope(attachments=parts)).message


def bytes_of(row: Exhibit) -> bytes:
    """What the store gives of a piece."""
    return b"".join(chunks_of(row.sha256))


def stored_at(row: Exhibit) -> Path:
    """Where the bytes of a piece lie."""
    from damai.intake.queries import file_path

    return file_path(row.sha256)


def replace_on_disk(row: Exhibit, body: bytes) -> None:
    """Somebody with the rights of the server puts other bytes where the original lies."""
    path = stored_at(row)
    path.chmod(0o600)
    path.write_bytes(body)
