"""The multipart reader: what goes in comes out, however it is cut, and garbage has only one name."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.intake.channels.odk import multipart
from damai.intake.channels.odk.multipart import Limits, MalformedMultipart, boundary_of, discard, read_parts

FOLDER = Path(tempfile.mkdtemp(prefix="multipart-"))


class FileSink:
    """A file in a folder of the tests, so that what is left behind can be seen."""

    def __init__(self, name):
        self.file = tempfile.NamedTemporaryFile(dir=FOLDER, delete=False)  # noqa: SIM115  # closed by abandon

    def write(self, chunk):
        self.file.write(chunk)

    def abandon(self):
        self.file.close()
        Path(self.file.name).unlink()

    def read(self):
        self.file.flush()
        return Path(self.file.name).read_bytes()


LIMITS = Limits(file=1_000_000, text=100, text_name="xml", sink=FileSink)


def content(part):
    return part.sink.read() if part.sink else part.content


BOUNDARY = b"----batas-7d41"


def body_of(parts, boundary=BOUNDARY):
    """The bytes OkHttp would send."""
    lines = []
    for name, filename, content in parts:
        quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in (name, filename)]
        lines.append(b"--" + boundary + b"\r\n")
        lines.append(f'Content-Disposition: form-data; name="{quoted[0]}"; filename="{quoted[1]}"\r\n'.encode())
        lines.append(b"Content-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(content))
        lines.append(content + b"\r\n")
    return b"".join(lines) + b"--" + boundary + b"--\r\n"


def reader(body, cuts=()):
    """A read() that returns at most what lies before the next cut, as a slow line does."""
    edges = sorted({min(cut, len(body)) for cut in cuts} | {len(body)})
    at = 0

    def read(size):
        nonlocal at
        end = min(at + size, next((edge for edge in edges if edge > at), len(body)))
        chunk, at = body[at:end], end
        return chunk

    return read


names = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda text: text == text.strip()
)
contents = st.one_of(st.binary(max_size=300), st.sampled_from([b"\r\n", b"\r\n--", b"\r\n----batas-7d4", b"--", b"\r\n" * 40]))
forms = st.lists(st.tuples(names, names, contents), max_size=6)


@given(forms, st.lists(st.integers(0, 3000), max_size=40))
def test_what_goes_in_comes_out_however_it_is_cut(form, cuts):
    parts = read_parts(reader(body_of(form), cuts), BOUNDARY, LIMITS)
    assert [(part.name, part.filename, content(part)) for part in parts] == form
    assert [part.size for part in parts] == [len(sent) for _, _, sent in form]


@given(forms, st.data())
def test_a_body_that_ends_too_early_is_malformed_and_leaves_nothing_behind(form, data):
    body = body_of(form)
    end = data.draw(st.integers(0, len(body) - len(b"--\r\n") - 1))
    with pytest.raises(MalformedMultipart):
        read_parts(reader(body[:end]), BOUNDARY, LIMITS)
    assert list(FOLDER.iterdir()) == []


@given(st.binary(max_size=2000), st.booleans(), st.lists(st.integers(0, 2000), max_size=10))
def test_garbage_never_raises_anything_else(garbage, begins_well, cuts):
    body = b"--" + BOUNDARY + b"\r\n" + garbage if begins_well else garbage
    with suppress(MalformedMultipart):
        read_parts(reader(body, cuts), BOUNDARY, LIMITS)
    assert list(FOLDER.iterdir()) == []


@given(st.text(max_size=200))
def test_a_garbled_content_type_is_malformed(header):
    for text in (header, "multipart/form-data; " + header):
        with suppress(MalformedMultipart):
            boundary_of(text)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 400_000), min_size=1, max_size=6), st.lists(st.integers(0, 1_000_000), max_size=10))
def test_large_parts_go_to_disk_and_memory_has_a_bound(sizes, cuts):
    form = [("f", f"{number}.bin", bytes([number]) * size) for number, size in enumerate(sizes)]
    parts = read_parts(reader(body_of(form), cuts), BOUNDARY, LIMITS)
    try:
        assert [content(part) for part in parts] == [sent for _, _, sent in form]
        assert all((part.sink is not None) == (part.size > multipart.IN_MEMORY) for part in parts)
        assert sum(len(part.content) for part in parts) <= multipart.ALL_IN_MEMORY
    finally:
        discard(parts)
    assert list(FOLDER.iterdir()) == []


def test_a_part_over_its_limit_is_marked_and_not_kept_while_the_others_are():
    limits = Limits(file=200_000, text=100, text_name="xml", sink=FileSink)
    form = [("a", "a", b"x" * 200_001), ("xml", "xml", b"y" * 101), ("b", "b", b"z")]
    parts = read_parts(reader(body_of(form)), BOUNDARY, limits)
    assert [(part.too_large, part.size, content(part)) for part in parts] == [
        (True, 200_001, b""),
        (True, 101, b""),
        (False, 1, b"z"),
    ]
    assert list(FOLDER.iterdir()) == []


def test_more_than_two_thousand_parts_are_refused():
    with pytest.raises(MalformedMultipart):
        read_parts(reader(body_of([("a", "a", b"")] * 2001)), BOUNDARY, LIMITS)


def test_names_as_okhttp_and_others_write_them():
    assert boundary_of('Multipart/Form-Data; charset=utf-8; boundary="a;b"') == b"a;b"
    assert multipart.parameters_of('name="a\\"b.jpg"; filename=C:\\x.jpg') == {"name": 'a"b.jpg', "filename": "C:\\x.jpg"}
