"""What is too large is refused early, in words, without filling memory or disk, and what was typed stays."""

import time
import tracemalloc
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from damai.intake.actions import files
from damai.intake.channels import web
from damai.intake.channels.web import upload
from damai.intake.models import Message
from damai.intake.tests.deliveries import photo

from .sending import TEXT, fields, send

MEGABYTE = 1 << 20


class Line:
    """A request body that is made while it is read, and counts how much was asked for."""

    def __init__(self, head: bytes, size: int, tail: bytes) -> None:
        self.parts = [head, None, tail]
        self.left = size
        self.length = len(head) + size + len(tail)
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        out = b""
        while self.parts and not out:
            if self.parts[0] is None:
                out = b"\x01" * min(size, self.left)
                self.left -= len(out)
                if not self.left:
                    self.parts.pop(0)
            else:
                out, self.parts[0] = self.parts[0][:size], self.parts[0][size:]
                if not self.parts[0]:
                    self.parts.pop(0)
        self.given += len(out)
        return out

    def readline(self, size: int = -1) -> bytes:
        """What follows the last part is read so."""
        return self.read(size)


def film_of(size: int, sent: dict | None = None) -> tuple[WSGIRequest, Line]:
    """A form with a film of so many bytes."""
    boundary = "batas"
    said = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (sent or fields()).items()
    )
    head = f'{said}--{boundary}\r\nContent-Disposition: form-data; name="berkas"; filename="rapat.mp4"\r\n\r\n'
    line = Line(head.encode(), size, f"\r\n--{boundary}--\r\n".encode())
    environ = RequestFactory().post("/lapor/").environ | {"wsgi.input": line, "CONTENT_LENGTH": str(line.length)}
    environ["CONTENT_TYPE"] = f"multipart/form-data; boundary={boundary}"
    return WSGIRequest(environ), line


def stored_files(settings) -> list[Path]:
    return [path for path in Path(settings.FILES).rglob("*") if path.is_file() and path.name != ".lock"]


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def test_a_film_of_300_megabytes_is_refused_before_it_is_read(db, settings):
    request, line = film_of(300 * MEGABYTE)
    tracemalloc.start()
    began = time.monotonic()
    outcome = web.receive(request)
    took, (_, peak) = time.monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (outcome.status, outcome.accepted) == (413, False)
    assert "100 MB" in outcome.message
    assert outcome.form.data["kejadian"] == TEXT
    assert line.given < 2 * MEGABYTE
    assert peak < 8 * MEGABYTE
    assert took < 2
    assert stored_files(settings) == []
    assert not Message.objects.exists()


def test_one_file_over_the_limit_is_refused_at_the_limit_and_the_others_stay(db, settings, monkeypatch):
    monkeypatch.setattr(upload, "MOST_BYTES", 2 * MEGABYTE)
    request, line = film_of(50 * MEGABYTE)
    outcome = web.receive(request)
    assert (outcome.status, outcome.form.data["kejadian"]) == (413, TEXT)
    assert "rapat.mp4" in outcome.message
    assert line.given < 4 * MEGABYTE
    assert stored_files(settings) == []
    assert files.MOST_BYTES == 100 * MEGABYTE
    both = send(fields(), files={"foto.jpg": photo(), "film.mp4": b"\x01" * (3 * MEGABYTE)})
    assert both.status == 413
    assert [part.name for part in both.form.kept_files] == ["foto.jpg"]


def test_a_large_file_that_is_allowed_never_stands_in_memory(db):
    request, _ = film_of(40 * MEGABYTE)
    tracemalloc.start()
    outcome = web.receive(request)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert outcome.status == 201
    assert peak < 12 * MEGABYTE


def test_eleven_files_are_one_too_many_and_ten_are_kept_for_the_next_try(db):
    outcome = send(fields(), files={f"{number}.jpg": photo(60 + number) for number in range(11)})
    assert outcome.status == 422
    assert "Paling banyak 10 berkas" in outcome.form.errors["berkas"][0]
    assert len(outcome.form.kept_files) == 10


def test_what_follows_the_last_part_is_no_reason_to_call_a_form_broken(db):
    request, line = film_of(1000)
    epilogue = b"what a proxy added\r\n" * 5
    line.parts[-1] += epilogue
    request.environ["CONTENT_LENGTH"] = str(line.length + len(epilogue))
    assert web.receive(WSGIRequest(request.environ)).status == 201


@pytest.mark.parametrize("at", ["in the film", "at its end", "in the text"])
def test_a_line_that_breaks_off_is_no_report_and_the_next_try_is_not_a_conflict(db, at):
    sent = fields()
    request, line = film_of(5 * MEGABYTE, sent)
    line.parts.pop()
    if at == "in the film":
        line.left = MEGABYTE
    elif at == "in the text":
        line.parts = [line.parts[0][:200]]
    outcome = web.receive(request)
    assert (outcome.status, Message.objects.count()) == (400, 0)
    again, _ = film_of(5 * MEGABYTE, sent)
    assert web.receive(again).status == 201
