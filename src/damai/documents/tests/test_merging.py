"""What two people wrote at the same time: neither loses a word, whatever they did."""

from collections import Counter
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.documents.rules.merging import inserted, merge, words_of

BASE = "Rapat dibuka pukul 09.00.\nKPU menyampaikan tahapan.\nBawaslu menyampaikan strategi pengawasan."


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text", "clashed"),
    [
        # Two lines, two people.
        (BASE, BASE.replace("tahapan", "tahapan kampanye"), BASE + "\nSelesai.", None, False),
        # Two words of one line.
        ("Hadir lima instansi.", "Hadir enam instansi.", "Hadir lima instansi kota.", "Hadir enam instansi kota.", False),
        # Both begin an empty note: who saved first stands first.
        ("", "Kata Budi.", "Kata Sari.", "Kata Sari.\nKata Budi.", False),
        # Both go on at the end of one line.
        ("Hadir: KPU", "Hadir: KPU, Polres", "Hadir: KPU, Bawaslu", "Hadir: KPU, Bawaslu, Polres", True),
        # Both replaced the same word: both lines are kept, one after the other.
        (
            "Rapat berikut hari Senin",
            "Rapat berikut hari Rabu",
            "Rapat berikut hari Kamis",
            "Rapat berikut hari Kamis\nRapat berikut hari Rabu",
            True,
        ),
        # Deleted here, changed there: the change stays. What nobody changed is gone.
        ("satu\ndua\ntiga", "", "satu\ndua kali\ntiga", None, True),
        ("satu\ndua\ntiga", "satu", "satu\ndua\ntiga\nempat", "satu\nempat", False),
        # The same words by both are there once.
        ("a", "a\nSetuju.", "a\nSetuju.", "a\nSetuju.", False),
        # Sent twice, longer the second time (the first answer was lost).
        ("", "Pak Camat melapor.", "Pak Camat", "Pak Camat melapor.", False),
        # A sentence whose words all stand in another's is a sentence of its own.
        ("", "hadir", "tidak hadir", "tidak hadir\nhadir", False),
        ("", "KPU siap.", "KPU menyatakan belum siap.", "KPU menyatakan belum siap.\nKPU siap.", False),
        # A whole new sentence is not woven into another.
        (
            "Anggaran belum dibahas.",
            "Panitia setuju menambah tenda.",
            "Peserta meminta dana lebih banyak lagi.",
            "Peserta meminta dana lebih banyak lagi.\nPanitia setuju menambah tenda.",
            True,
        ),
    ],
)
def test_what_two_people_wrote(base, mine, theirs, text, clashed):
    found = merge(base, mine, theirs)
    assert found.clashed == clashed
    if text is not None:
        assert found.text == text


def test_a_change_survives_a_deletion_around_it_and_the_rest_stays_deleted():
    found = merge("satu\ndua\ntiga", "", "satu\ndua kali\ntiga")
    assert (words_of(found.text), found.clashed) == (["dua", "kali"], True)
    assert found.clashes[0].theirs == "dua kali"


# Few words and many repetitions, so that alignments are as unclear as they can be.
words = st.sampled_from(["a", "b", "kota", "rapat", "x1", "."])
texts = st.lists(st.lists(words, max_size=6).map(" ".join), max_size=6).map("\n".join) | st.text(max_size=40)


def is_within(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


@given(texts, texts, texts)
def test_no_word_that_either_added_is_lost(base, mine, theirs):
    found = words_of(merge(base, mine, theirs).text)
    for side in (mine, theirs):
        assert is_within(new_words(base, side), found) or not Counter(inserted(base, side)) - Counter(found)


def new_words(base: str, side: str) -> list[str]:
    """The words of a side that the base never had: no alignment can explain them away."""
    known = set(words_of(base))
    return [word for word in words_of(side) if word not in known]


@given(texts, texts, texts)
def test_new_words_are_all_there_in_their_order(base, mine, theirs):
    found = words_of(merge(base, mine, theirs).text)
    assert is_within(new_words(base, mine), found)
    assert is_within(new_words(base, theirs), found)


@given(texts, texts)
def test_who_changed_nothing_takes_the_others_words_as_they_are(base, side):
    assert merge(base, base, side).text == side
    assert merge(base, side, base).text == side
    assert merge(base, side, side).text == side
    assert not merge(base, base, side).clashed


@given(texts, texts, texts)
def test_it_does_not_matter_who_saves_first_except_for_the_order(base, mine, theirs):
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert Counter(words_of(one.text)) == Counter(words_of(other.text))
    assert one.clashed == other.clashed


@given(texts, texts)
def test_in_an_empty_note_every_line_of_both_is_there_as_it_was_written(mine, theirs):
    found = merge("", mine, theirs).text.split("\n")
    for side in (mine, theirs):
        wanted = [line for line in side.strip("\n").split("\n") if words_of(line)]
        assert all(any(there.startswith(line) for there in found) for line in wanted)


lines = st.lists(st.integers(0, 10_000).map(lambda number: f"baris {number}"), min_size=1, max_size=12, unique=True)


@given(lines, st.data())
def test_what_one_deleted_and_nobody_touched_stays_deleted(base, data):
    gone = data.draw(st.sets(st.sampled_from(base)))
    new = data.draw(st.lists(st.tuples(st.integers(0, len(base)), st.integers(20_000, 30_000)), max_size=5))
    mine = [line for line in base if line not in gone]
    theirs = list(base)
    for place, number in sorted(new, reverse=True):
        theirs.insert(place, f"baru {number}")
    found = merge("\n".join(base), "\n".join(mine), "\n".join(theirs)).text.split("\n")
    assert [line for line in found if line.startswith("baris")] == mine
    assert Counter(line for line in found if line.startswith("baru")) == Counter(f"baru {number}" for _, number in new)


@given(lines, st.data())
def test_a_changed_line_survives_whatever_the_other_deleted(base, data):
    which = data.draw(st.integers(0, len(base) - 1))
    theirs = list(base)
    theirs[which] += " berubah"
    found = merge("\n".join(base), "", "\n".join(theirs))
    assert f"{base[which]} berubah" in found.text
    assert found.clashed


def test_texts_made_to_be_slow_are_not():
    base, mine, theirs = "a\n" * 20_000, "a\nb\n" * 10_000, "b\na\n" * 10_000
    began = perf_counter()
    merge(base, mine, theirs)
    merge("a b " * 8_000, "b a " * 8_000, "c a b " * 5_000)
    assert perf_counter() - began < 5
