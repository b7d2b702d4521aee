"""Pictures made for looking, in a process of its own: what a hostile picture breaks there is not the server."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence

from ..models import Exhibit
from ..rules.boxes import Box
from ..rules.pictures import MOST_BYTES, TOO_LARGE
from .originals import chunks_of

WAIT = 60  # seconds, on a busy machine


class CannotShow(Exception):
    """The bytes are no picture that can be shown; `too_large`: they would unfold beyond what is bearable."""

    def __init__(self, *, too_large: bool = False) -> None:
        super().__init__("too large" if too_large else "no picture")
        self.too_large = too_large


def picture_of(row: Exhibit, boxes: Sequence[Box] = (), *, grid: bool = False) -> bytes:
    """A JPEG of a piece of evidence as it may be shown, with boxes hidden. CannotShow, or Unreadable."""
    if row.size > MOST_BYTES:
        raise CannotShow(too_large=True)
    return made(b"".join(chunks_of(row.sha256)), boxes, grid=grid)


def made(body: bytes, boxes: Sequence[Box] = (), *, grid: bool = False) -> bytes:
    """The same for bytes at hand. The process gets the bytes and nothing of this house: no keys, no settings."""
    command = [sys.executable, "-m", "damai.evidence.rules.pictures", json.dumps([box.packed for box in boxes])]
    command.append("grid" if grid else "plain")
    environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=WAIT, env=environment, check=False)  # noqa: S603
    except (subprocess.TimeoutExpired, OSError) as error:
        raise CannotShow from error
    if done.returncode or not done.stdout.startswith(b"\xff\xd8\xff"):
        raise CannotShow(too_large=done.returncode == TOO_LARGE)
    return done.stdout
