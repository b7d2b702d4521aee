"""The digest of a text is the same for the same words, and another for any other."""

import json
import unicodedata
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from damai.pledges.rules import ClauseGiven, Flaw, IndicatorGiven, TextGiven, flaws, text_bytes, text_digest

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
TEXTS = st.builds(
    TextGiven,
    title=WORDS,
    place=WORDS,
    held_on=st.dates().map(str),
    version=st.integers(1, 99),
    preamble=WORDS,
    clauses=st.lists(WORDS, max_size=5).map(tuple),
    closing=WORDS,
)
MEASURE = IndicatorGiven(words="Hoaks", unit="hoaks", direction="at-most", target=Decimal(0), source="Kominfotik")


@given(TEXTS)
def test_the_same_words_in_another_spelling_have_the_same_digest(text):
    composed = {field: unicodedata.normalize("NFD", getattr(text, field)) for field in ("title", "place", "preamble", "closing")}
    spelled = replace(text, **composed, clauses=tuple(f"  {words}\r\n" for words in text.clauses))
    assert text_digest(spelled) == text_digest(text)


@given(TEXTS, TEXTS)
def test_other_words_have_another_digest(one, other):
    assume(text_bytes(one) != text_bytes(other))
    assert text_digest(one) != text_digest(other)


@given(TEXTS, st.data())
def test_any_change_of_one_clause_is_seen(text, data):
    assume(text.clauses)
    at = data.draw(st.integers(0, len(text.clauses) - 1))
    changed = list(text.clauses)
    changed[at] += "x"
    assert text_digest(replace(text, clauses=tuple(changed))) != text_digest(text)
    swapped = tuple(reversed(text.clauses))
    assume([words.strip() for words in swapped] != [words.strip() for words in text.clauses])
    assert text_digest(replace(text, clauses=swapped)) != text_digest(text)


def test_the_digest_can_be_counted_with_any_program():
    """The bytes are JSON that a person can read; this digest may never change, or old certificates would not fit their text."""
    text = TextGiven(
        title="Deklarasi", place="Jakarta", held_on="2023-11-27", version=1, preamble="", clauses=("Damai.",), closing=""
    )
    assert json.loads(text_bytes(text))["clauses"] == [[1, "Damai."]]
    assert text_digest(text) == "2fc1838e3496ea4e19f1728e8a8f599c3c5512e8006f3aeedcf32104988a4752"


@pytest.mark.parametrize(
    ("clause", "flaw"),
    [
        (ClauseGiven(words=" ", basis="UU", indicators=(MEASURE,)), Flaw.EMPTY),
        (ClauseGiven(words="x" * 4001, basis="UU", indicators=(MEASURE,)), Flaw.TOO_LONG),
        (ClauseGiven(words="Damai.", basis="", indicators=(MEASURE,)), Flaw.NO_BASIS),
        (ClauseGiven(words="Damai.", basis="UU"), Flaw.NO_INDICATOR),
        (ClauseGiven(words="Damai.", basis="UU", indicators=(replace(MEASURE, unit=""),)), Flaw.BAD_INDICATOR),
        (ClauseGiven(words="Damai.", basis="UU", indicators=(replace(MEASURE, direction="up"),)), Flaw.BAD_INDICATOR),
        (ClauseGiven(words="Damai.", basis="UU", indicators=(replace(MEASURE, target=Decimal(-1)),)), Flaw.BAD_INDICATOR),
    ],
)
def test_what_is_in_the_way_of_signing_is_found_in_its_clause(clause, flaw):
    good = ClauseGiven(words="Damai.", basis="UU", indicators=(MEASURE,))
    assert flaws([good], complete=True) == []
    assert [(found.flaw, found.clause) for found in flaws([good, clause], complete=True)] == [(flaw, 2)]
    assert [found.flaw for found in flaws([], complete=False)] == [Flaw.NO_CLAUSES]
