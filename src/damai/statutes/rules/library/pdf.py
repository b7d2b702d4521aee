"""The words of a PDF that has some. Runs as a program of its own, so that a hostile file can use up nothing but that program.

`python -m damai.statutes.rules.library.pdf < law.pdf > law.txt`: pages are parted by form feeds; the exit code says what failed.
"""

import io
import sys
from collections.abc import Iterator

MOST_PAGES = 4_000
MOST_TEXT = 12_000_000  # letters
MEMORY = 1_500_000_000  # bytes of address space
SECONDS = 120  # of one core
FEWEST = 40  # letters on a page, on average: a scan without text has none

BROKEN, ENCRYPTED, SCANNED, TOO_HEAVY = 10, 11, 12, 13


class CannotRead(Exception):
    """The reason, as the number to leave with."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def pages(data: bytes) -> Iterator[str]:
    """The text of each page."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        # Many official files are locked against printing with an empty password; one that needs a real password stays closed.
        if reader.is_encrypted and not reader.decrypt(""):
            raise CannotRead(ENCRYPTED)
        if len(reader.pages) > MOST_PAGES:
            raise CannotRead(TOO_HEAVY)
        size = 0
        for page in reader.pages:
            text = page.extract_text() or ""
            size += len(text)
            if size > MOST_TEXT:
                raise CannotRead(TOO_HEAVY)
            yield text
    except CannotRead:
        raise
    except (MemoryError, RecursionError) as problem:
        raise CannotRead(TOO_HEAVY) from problem
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        NotImplementedError,
        OverflowError,
        OSError,
    ) as problem:
        raise CannotRead(BROKEN) from problem


def limit() -> None:
    """Take no more memory and time than one law is worth, and write no file."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the caller's clock still runs
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Read a PDF from the standard input and write its text."""
    limit()
    try:
        found = list(pages(sys.stdin.buffer.read()))
    except CannotRead as problem:
        return problem.code
    except MemoryError:
        return TOO_HEAVY
    if not found or sum(len("".join(text.split())) for text in found) < FEWEST * len(found):
        return SCANNED
    sys.stdout.buffer.write("\f".join(found).encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
