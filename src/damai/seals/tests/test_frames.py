"""A file that is sealed in frames: it comes back as it was, and no change, cut, move or other key goes unnoticed."""

import io
import os
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.seals.rules import FRAME, HEADER, CannotUnseal, Sealer, Unsealer, new_data_key, sealed_size

KEY = new_data_key()
WHOLE = FRAME + 16
EDGES = st.sampled_from([0, 1, 15, 16, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME - 1, 2 * FRAME, 2 * FRAME + 1, 3 * FRAME + 7])


def sealed(plain: bytes, *, key: bytes = KEY, piece: int = 100_000) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out.write, key)
    for start in range(0, len(plain), piece):
        sealer.write(plain[start : start + piece])
    sealer.finish()
    return out.getvalue()


def opened(stored: bytes, *, key: bytes = KEY) -> bytes:
    return io.BufferedReader(Unsealer(io.BytesIO(stored), key), FRAME).read()


@given(size=EDGES, piece=st.sampled_from([1 << 10, 100_000, FRAME, 1 << 20]))
@settings(deadline=None)
def test_it_comes_back_as_it_was_whatever_the_pieces(size, piece):
    plain = os.urandom(size)
    stored = sealed(plain, piece=piece)
    assert len(stored) == sealed_size(size)
    assert opened(stored) == plain
    assert size < 16 or plain[:16] not in stored


@given(size=st.sampled_from([0, 100, FRAME, 2 * FRAME + 5]), data=st.data())
@settings(deadline=None, max_examples=60)
def test_every_changed_byte_is_noticed(size, data):
    stored = bytearray(sealed(os.urandom(size)))
    at = data.draw(st.integers(0, len(stored) - 1))
    stored[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotUnseal):
        opened(bytes(stored))


@given(size=EDGES, data=st.data())
@settings(deadline=None, max_examples=60)
def test_every_cut_and_every_added_byte_is_noticed(size, data):
    stored = sealed(os.urandom(size))
    cut = data.draw(st.sampled_from([0, 1, HEADER, HEADER + WHOLE, HEADER + 2 * WHOLE, len(stored) - 16, len(stored) - 1]))
    if cut < len(stored):
        with pytest.raises(CannotUnseal):
            opened(stored[:cut])
    with pytest.raises(CannotUnseal):
        opened(stored + os.urandom(data.draw(st.sampled_from([1, 16, 17, WHOLE]))))


def test_frames_that_were_moved_left_out_or_taken_from_another_file_do_not_open():
    plain = os.urandom(3 * FRAME + 5)
    stored, other = sealed(plain), sealed(plain)
    head, frames = stored[:HEADER], [stored[HEADER + n * WHOLE : HEADER + (n + 1) * WHOLE] for n in range(4)]
    for wrong in (
        head + frames[1] + frames[0] + frames[2] + frames[3],
        head + frames[0] + frames[2] + frames[3],
        head + frames[0] + frames[1] + frames[2],  # ends where a frame ends
        head + frames[0] + frames[0] + frames[1] + frames[2] + frames[3],
        head + other[HEADER : HEADER + WHOLE] + b"".join(frames[1:]),  # the same words under the same key
        other[:HEADER] + b"".join(frames),
    ):
        with pytest.raises(CannotUnseal):
            opened(wrong)
    with pytest.raises(CannotUnseal):
        opened(stored, key=new_data_key())


def test_what_was_cut_off_is_noticed_by_whoever_reads_the_end_and_not_taken_for_the_end():
    stored = sealed(os.urandom(3 * FRAME))
    reader = Unsealer(io.BytesIO(stored[: HEADER + 2 * WHOLE]), KEY)
    assert len(reader.read(FRAME)) == FRAME  # the first frame is genuine
    with pytest.raises(CannotUnseal):
        reader.read(FRAME)


def test_no_two_files_under_one_key_share_a_nonce_under_the_same_frame_key():
    plain = b"x" * 100
    one, two = sealed(plain), sealed(plain)
    assert one[:HEADER] != two[:HEADER]
    assert one[HEADER:] != two[HEADER:]


@given(st.lists(st.tuples(st.integers(0, 3 * FRAME), st.integers(0, 2 * FRAME)), max_size=8))
@settings(deadline=None, max_examples=40)
def test_it_is_read_from_anywhere_as_a_plain_file_is(jumps):
    plain = PLAIN
    ours, theirs = io.BufferedReader(Unsealer(io.BytesIO(STORED), KEY), 4096), io.BytesIO(plain)
    for at, much in jumps:
        assert ours.seek(at) == theirs.seek(at)
        assert ours.read(much) == theirs.read(much)
        assert ours.tell() == theirs.tell()
    assert ours.seek(-10, io.SEEK_END) == len(plain) - 10
    assert ours.read() == plain[-10:]


PLAIN = os.urandom(2 * FRAME + 99)
STORED = sealed(PLAIN)


def test_nobody_gets_the_descriptor_of_what_is_sealed(tmp_path):
    """A server that sends files by their descriptor would send what is sealed."""
    path = tmp_path / "a"
    path.write_bytes(STORED)
    with path.open("rb") as file, io.BufferedReader(Unsealer(file, KEY)) as reader, pytest.raises(OSError):
        reader.fileno()


def test_memory_stays_within_a_few_frames(tmp_path):
    path, piece = tmp_path / "film", os.urandom(1 << 20)
    tracemalloc.start()
    with path.open("wb") as file:
        sealer = Sealer(file.write, KEY)
        for _each in range(64):
            sealer.write(piece)
        sealer.finish()
    with io.BufferedReader(Unsealer(path.open("rb"), KEY), FRAME) as reader:
        while reader.read(1 << 20):
            pass
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 * FRAME + (2 << 20)
