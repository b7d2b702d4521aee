"""The frame of a pack is a ZIP file as everybody reads it, also beyond four gigabytes, and knows no name that leads elsewhere."""

import io
import shutil
import struct
import subprocess
import zipfile
from datetime import datetime, timedelta, timezone
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.evidence.rules.archive import Broken, Zip
from damai.evidence.rules.container import BadName, Entry, frame, is_safe

AT = datetime(2024, 2, 14, 13, 30, 44, tzinfo=timezone(timedelta(hours=7)))


def written(files: dict[str, bytes]) -> bytes:
    outline = frame([Entry(name, len(body), crc32(body)) for name, body in files.items()], AT)
    out = b"".join(header + body for header, body in zip(outline.headers(), files.values(), strict=True)) + outline.tail
    assert len(out) == outline.size
    return out


@given(st.dictionaries(st.from_regex(r"\A[a-z]{1,8}/[A-Z]{1,8}\.bin\Z"), st.binary(max_size=300), max_size=8))
def test_what_is_written_is_read_by_pythons_own_library_and_by_ours(files):
    files = {name: body for name, body in files.items() if is_safe(name)}
    body = written(files)
    with zipfile.ZipFile(io.BytesIO(body)) as opened:
        assert opened.testzip() is None
        assert {info.filename: opened.read(info) for info in opened.infolist()} == files
        assert all(info.date_time == (2024, 2, 14, 13, 30, 44) and not info.extra for info in opened.infolist())
    ours = Zip(io.BytesIO(body))
    assert {each.name: b"".join(ours.chunks(each.offset, each.size)) for each in ours.members()} == files


def test_unzip_finds_no_fault(tmp_path):
    if shutil.which("unzip") is None:
        pytest.skip("no unzip on this machine")
    path = tmp_path / "a.zip"
    path.write_bytes(written({"manifest.json": b"{}", "asli/E-00001.jpg": b"x" * 70_000, "kosong.txt": b""}))
    done = subprocess.run(["unzip", "-t", str(path)], capture_output=True, text=True)
    assert done.returncode == 0 and "No errors detected" in done.stdout


def test_beyond_four_gigabytes(tmp_path):
    """Five gigabytes of nothing, in a file with holes: only the frame is really written."""
    sizes = [("a.bin", 5 * 2**30), ("b.bin", 10), ("c.bin", 2**32 - 1), ("d.bin", 2**32 - 2)]
    outline = frame([Entry(name, size, 0) for name, size in sizes], AT)
    path = tmp_path / "large.zip"
    with path.open("wb") as out:
        for header, offset in zip(outline.headers(), outline.offsets, strict=True):
            out.seek(offset)
            out.write(header)
        out.seek(outline.directory)
        out.write(outline.tail)
    assert path.stat().st_size == outline.size
    with zipfile.ZipFile(path) as opened:
        assert [(info.filename, info.file_size, info.header_offset) for info in opened.infolist()] == [
            (name, size, offset) for (name, size), offset in zip(sizes, outline.offsets, strict=True)
        ]
        assert opened.infolist()[1].header_offset > 2**32
    with path.open("rb") as opened_file:
        assert [(each.name, each.size) for each in Zip(opened_file).members()] == sizes


def test_more_files_than_sixteen_bits_count():
    outline = frame([Entry(f"a/F{number}", 0, 0) for number in range(66_000)], AT)
    body = b"".join(outline.headers()) + outline.tail
    with zipfile.ZipFile(io.BytesIO(body)) as opened:
        assert len(opened.infolist()) == 66_000


@pytest.mark.parametrize(
    "name",
    ["../x", "a/../x", "/x", "\\x", "a\\x", "C:x", "a//b", "a/b/c", ".x", "a/.x", "", "a/", "x\x00", "é", "con", "a/NUL.txt",
     "x" * 90, "a b", "x.", "x?", "-x", "aux/x"],
)  # fmt: skip
def test_no_name_leads_out_or_means_something_to_a_system(name):
    assert not is_safe(name)
    with pytest.raises(BadName):
        frame([Entry(name, 0, 0)], AT)


def test_two_files_are_never_one_on_a_disk_that_knows_no_capitals():
    with pytest.raises(BadName):
        frame([Entry("a/X", 0, 0), Entry("a/x", 0, 0)], AT)


@given(st.binary(max_size=400))
def test_bytes_that_are_no_zip_are_said_so(body):
    for tail in (b"", struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 3, 3, 60, 0, 0)):
        try:
            for member in Zip(io.BytesIO(body + tail)).members():
                assert sum(map(len, Zip(io.BytesIO(body + tail)).chunks(member.offset, member.size))) <= len(body) + 22
        except Broken:
            pass
