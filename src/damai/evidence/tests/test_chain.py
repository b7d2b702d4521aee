"""A custody record from which something was removed, changed, added or moved does not hold, whatever it was."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.evidence.rules.chain import Entry, Piece, breaks, digest_of_words, salted

PIECE = Piece(
    exhibit="E-00001", subject="P-00001", number=1, kind="photo", source="counter", sha256="ab" * 32, size=10,
    media_type="image/jpeg", crc32=7, received_at="2024-02-01T05:00:00.000000+00:00",
    kept_at="2024-02-01T05:00:00.000000+00:00", taken_from="", version_of="", words="",
)  # fmt: skip


def chain(length: int) -> list[Entry]:
    entries, previous = [], PIECE.digest
    for number in range(1, length + 1):
        entry = Entry(
            exhibit=PIECE.exhibit, number=number, recorded_at=f"2024-02-01T05:00:{number:02}.000000+00:00",
            happened_at="2024-02-01T05:00:00.000000+00:00", action="viewed", by="M-0001", holder_kind="member", holder="M-0001",
            derivative=0, words="", previous=previous,
        )  # fmt: skip
        entries.append(entry)
        previous = entry.digest
    return entries


def test_a_chain_as_it_was_written_holds():
    assert breaks(PIECE, chain(12)) == []


def test_no_record_at_all_is_a_gap():
    assert [one.what for one in breaks(PIECE, [])] == ["gap"]


@given(st.data())
def test_whatever_is_done_to_a_chain_before_its_end_is_found(data):
    entries = chain(data.draw(st.integers(2, 20)))
    place = data.draw(st.integers(0, len(entries) - 2))
    what = data.draw(st.sampled_from(["remove", "change", "twice", "swap", "back-date", "other"]))
    if what == "remove":
        entries.pop(place)
    elif what == "twice":
        entries.insert(place, entries[place])
    elif what == "swap":
        entries[place], entries[place + 1] = entries[place + 1], entries[place]
    else:
        field, value = data.draw(
            st.sampled_from(
                [("by", "M-0009"), ("action", "copied"), ("holder", "M-0009"), ("words", "cd" * 32), ("derivative", 3)]
                if what == "change"
                else [("happened_at", "2023-01-01T00:00:00.000000+00:00"), ("recorded_at", "2023-01-01T00:00:00.000000+00:00")]
                if what == "back-date"
                else [("exhibit", "E-00002"), ("previous", "00" * 32)]
            )
        )
        entries[place] = replace(entries[place], **{field: value})
    assert breaks(PIECE, entries)


def test_a_record_under_another_piece_does_not_hold():
    assert breaks(replace(PIECE, sha256="cd" * 32), chain(3))[0].what == "link"
    assert breaks(replace(PIECE, exhibit="E-00002"), chain(3))[0].what == "other"


def test_the_last_entry_alone_can_be_cut_without_the_chain_noticing_which_is_why_the_ledger_knows_it():
    assert breaks(PIECE, chain(5)[:-1]) == []


@pytest.mark.parametrize("words", [{}, {"title": ""}, {"title": "", "description": ""}])
def test_no_words_are_no_digest(words):
    assert (salted(words), digest_of_words(salted(words))) == ({}, "")


def test_the_same_words_twice_have_two_digests_so_that_nobody_guesses_them():
    first, second = salted({"title": "Amplop"}), salted({"title": "Amplop"})
    assert first["title"] == second["title"] and digest_of_words(first) != digest_of_words(second)
