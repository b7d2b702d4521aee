"""An evidence pack streamed out of the sealed store, and checked again, against a plain copy that is hashed in the same run.

Each step is a process of its own in one house (`python -m benchmarks.inside evidence-fill MB`, …), so that its memory is its own.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

EACH = 100  # MB of one original: what a telephone makes of a minute of film
CASE = "P-90001"
CHUNK = 1 << 20


class Hashing:
    """Where bytes go: counted and hashed, and kept nowhere."""

    def __init__(self) -> None:
        self.hashed, self.size = sha256(), 0

    def write(self, chunk: bytes) -> int:
        """Take some."""
        self.hashed.update(chunk)
        self.size += len(chunk)
        return len(chunk)


class Counting:
    """Where bytes go that are hashed on their way already."""

    def write(self, chunk: bytes) -> int:
        """Take some."""
        return len(chunk)


def _into(sink: Hashing | Counting, chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        sink.write(chunk)


def fill(megabytes: int) -> dict[str, Any]:
    """Originals of so many megabytes together, through the real door; and the same bytes as one plain file for the reference."""
    from django.conf import settings

    from damai.evidence.actions import keep_file
    from damai.intake.actions import Incoming

    lead, sizes = _lead(), [EACH] * (megabytes // EACH) + [megabytes % EACH] * (megabytes % EACH > 0)
    began = time.perf_counter()
    with (settings.HOME / "plain").open("wb") as plain:
        for number, size in enumerate(sizes, start=1):
            with Incoming("film.mp4") as incoming:
                for chunk in _film(size):
                    incoming.write(chunk)
                    plain.write(chunk)
                part = incoming.finish()
            keep_file(CASE, part, kind="video", title=f"Rekaman {number}", by=lead)
    return {"originals": len(sizes), "kept_mb_s": megabytes / (time.perf_counter() - began)}


def _film(size: int) -> Iterator[bytes]:
    """So many megabytes that nothing can make smaller, beginning as a film begins."""
    for number in range(size):
        chunk = os.urandom(CHUNK)
        yield b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00" + chunk[16:] if number == 0 else chunk


def stream(megabytes: int) -> dict[str, Any]:
    """The reference, the sealed store alone, and the pack; then the most memory that all of it took."""
    from django.conf import settings

    from damai.evidence.actions import make_pack
    from damai.evidence.models import Exhibit
    from damai.evidence.queries import chunks_of

    digests = list(Exhibit.objects.filter(subject=CASE).order_by("number").values_list("sha256", flat=True))
    found: dict[str, Any] = {"megabytes": megabytes, "originals": len(digests)}
    found["reference_mb_s"] = _rate(megabytes, lambda: _copied(settings.HOME / "plain"))
    found["store_mb_s"] = _rate(megabytes, lambda: _into(Hashing(), (chunk for digest in digests for chunk in chunks_of(digest))))
    before = _peak()
    began = time.perf_counter()
    pack = make_pack(CASE, by=_lead())
    found["ready_ms"] = (time.perf_counter() - began) * 1000
    found["pack_mb_s"] = _rate(megabytes, lambda: _into(Counting(), pack.chunks()))
    found |= {"bytes": pack.size, "peak_mb": _peak(), "peak_before_mb": before}
    make_pack(CASE, by=_lead()).write_to(settings.HOME / "pack.zip")
    return found


def check(megabytes: int) -> dict[str, Any]:
    """The pack checked offline, as anyone would."""
    from django.conf import settings

    from damai.evidence.rules.verifying import verify_file
    from damai.ledger.queries import state, trusted_keys

    log = state()
    keys = trusted_keys(log.origin) if log else []
    with (settings.HOME / "pack.zip").open("rb") as opened:
        began = time.perf_counter()
        verdict = verify_file(opened, keys)
        seconds = time.perf_counter() - began
    if not verdict.good:
        raise SystemExit(f"The pack is not good: {[one.said for one in verdict.findings]}")
    return {"verify_mb_s": megabytes / seconds, "verify_peak_mb": _peak()}


def _copied(path: Path) -> None:
    with path.open("rb") as source:
        shutil.copyfileobj(source, Hashing(), CHUNK)


def _rate(megabytes: int, work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return megabytes / (time.perf_counter() - began)


def _lead() -> Any:
    from damai.agencies.models import Member

    return Member.objects.filter(appointments__agency__kind="supervisor", appointments__role="lead").order_by("code")[0]


def _peak() -> float:
    """The most memory this process has held, in MB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
