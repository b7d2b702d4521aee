"""A copy of a log and receipts out of it, for verifiers that know nothing of Damai."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from damai.ledger import public, queries
from damai.ledger.actions import integrate
from damai.ledger.tests.samples import lay


@dataclass(frozen=True)
class Published:
    """What an outsider gets: a folder, an earlier checkpoint, two receipts, and the key by another way."""

    folder: Path
    earlier: Path
    opened: Path
    closed: Path
    key: str

    def change(self, name: str, at: int) -> None:
        """Change one bit of one byte of one file."""
        content = bytearray((self.folder / name).read_bytes())
        content[at] ^= 1
        (self.folder / name).write_bytes(content)


@pytest.fixture
def published(db, tmp_path: Path) -> Published:
    """600 leaves under three checkpoints: two full tiles, an unfinished one, and a second level."""
    entries = lay(5)
    integrate()
    earlier, state = tmp_path / "earlier", queries.state()
    assert state
    earlier.write_text(state.checkpoint)
    for count in (250, 345):
        entries += lay(count, start=len(entries) + 1)
        integrate()
    for file in queries.Copy(openings=False).files():
        target = tmp_path / "copy" / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    leaf = entries[300].leaf.hex()
    opened, closed = tmp_path / "opened.tlog-proof", tmp_path / "closed.tlog-proof"
    opened.write_text(public.receipt_file(leaf, with_opening=True) or "")
    closed.write_text(public.receipt_file(leaf) or "")
    return Published(tmp_path / "copy", earlier, opened, closed, str(queries.trusted_keys(state.origin)[0]))
