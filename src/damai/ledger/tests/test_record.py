"""Recording: in the transaction that makes it true, in canonical form, and never a person."""

import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.db import transaction

from damai.ledger import queries
from damai.ledger.actions import record, record_many
from damai.ledger.models import Entry
from damai.ledger.rules.openings import BadOpening, NotForTheLog, read

from .samples import StoneLaid, lay


@pytest.mark.django_db(transaction=True)
def test_a_fact_lives_and_dies_with_its_transaction():
    fact = StoneLaid(stone="B-00001", on="2024-02-14")
    with pytest.raises(RuntimeError, match="inside transaction"):
        record(fact, by="M-0001")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(fact, by="M-0001")
        raise ZeroDivisionError
    assert not Entry.objects.exists()
    with transaction.atomic():
        entry = record(fact, by="M-0001")
    assert Entry.objects.get().leaf == entry.leaf


def test_what_is_stored_opens_to_what_happened(db):
    entry = lay(1)[0]
    opening = bytes(Entry.objects.get().opening)
    assert sha256(opening).digest() == entry.leaf
    assert json.loads(opening[16:]) == {
        "at": entry.at.isoformat(timespec="microseconds"),
        "by": "M-0001",
        "fact": "StoneLaid",
        "of": {"on": "2024-02-14", "stone": "B-00001"},
    }
    opened = read(opening)
    assert (opened.at, opened.by, opened.name) == (entry.at, "M-0001", "StoneLaid")
    with pytest.raises(BadOpening):
        read(opening.replace(b'"by":', b'"by": '))  # the same fact, written otherwise


def test_the_same_fact_twice_is_two_different_leaves(db):
    """Nobody can find a fact by hashing what is likely: each has its own salt."""
    first, second = lay(1)[0], lay(1)[0]
    assert first.leaf != second.leaf


@pytest.mark.parametrize("value", ["Sari Dewi", "sari@contoh.id", "+6281234567890", "a\nb", "Ibu—Sari", "x" * 201, 1.5, 2**60])
def test_prose_and_people_are_refused(db, value):
    with pytest.raises(NotForTheLog):
        record_many([(StoneLaid(stone=value, on="2024-02-14"), "M-0001")])
    assert not Entry.objects.exists()


@pytest.mark.parametrize("by", ["sari", "Sari Dewi", "M-1 x", ""])
def test_who_acts_is_a_code(db, by):
    with pytest.raises(NotForTheLog):
        lay(1, by=by)
    assert lay(1, by="public") and lay(1, by="damai")


def test_what_is_known_about_a_code_is_told_in_order_and_in_sentences(db):
    lay(2)
    lay(1)
    told = queries.entries_about("B-00001")
    assert [(one.sentence, one.by, one.index) for one in told] == [
        ("Batu B-00001 diletakkan pada 14 Februari 2024", "M-0001", None)
    ] * 2
    assert queries.entries_about("B-00009") == []


def test_codes_are_said_in_words_where_the_room_has_taught_them(db, monkeypatch):
    monkeypatch.setitem(queries.told.SAYINGS, ("ledger", "stone"), {"B-00001": "pertama"})
    lay(2)
    assert queries.entries_about("B-00001")[0].sentence == "Batu pertama diletakkan pada 14 Februari 2024"
    assert queries.entries_about("B-00002")[0].sentence.startswith("Batu B-00002 ")


def test_a_fact_whose_kind_is_gone_is_still_told(db, monkeypatch):
    lay(1)
    monkeypatch.delitem(queries.told.FACTS, "StoneLaid")
    assert queries.entries_about("B-00001")[0].sentence == "StoneLaid (on=2024-02-14, stone=B-00001)"


def test_real_time_is_real(db):
    before = datetime.now(UTC)
    assert before <= queries.now() <= datetime.now(UTC)
