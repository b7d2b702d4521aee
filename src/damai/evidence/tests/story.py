"""Evidence for the tests of this room and of the rooms above: kept through the real doors, in a store of its own."""

import io
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from tests.cast import Cast, cast

from damai.evidence.actions import keep_file, keep_object
from damai.evidence.models import Exhibit
from damai.evidence.queries import chunks_of
from damai.intake.actions import Incoming, accept, store
from damai.intake.envelope import Part
from damai.intake.models import Message, StoredFile
from damai.intake.queries import file_about, path_of
from damai.intake.tests.deliveries import envelope
from damai.ledger.actions import ensure_log
from damai.ledger.queries import signing_key, state
from damai.seals.queries import keyring
from damai.seals.rules import key_id, wrap

CASE = "P-00001"
ORIGIN = "127.0.0.1:8000/log"
YESTERDAY = datetime(2024, 2, 1, 5, 0, tzinfo=UTC)


def people() -> Cast:
    """Everyone, and a ledger that has begun."""
    ensure_log()
    return cast()


def key() -> str:
    """The key that whoever checks a pack must know."""
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


def stored_at(digest: str) -> Path:
    """Where the bytes of a file lie, sealed."""
    return path_of(StoredFile.objects.get(pk=digest))


def replace_on_disk(row: Exhibit, body: bytes) -> None:
    """Somebody with the rights of the server puts other bytes where the original lies."""
    path = stored_at(row.sha256)
    path.chmod(0o600)
    path.write_bytes(body)


def replace_with_the_keys(row: Exhibit, body: bytes) -> None:
    """Somebody with the server's keys as well seals other bytes and lets the row of the original point to them."""
    with Incoming("lain.jpg") as incoming:
        incoming.write(body)
        data_key = incoming._data_key
        part = incoming.finish()
    key = keyring().current
    wrapped = wrap(data_key, key=key, about=file_about(row.sha256, part.place))
    StoredFile.objects.filter(pk=row.sha256).update(place=part.place, key_id=key_id(key), data_key=wrapped, size=len(body))


def bytes_of_digest(digest: str) -> bytes:
    """What the store gives for a digest."""
    return b"".join(chunks_of(digest))
