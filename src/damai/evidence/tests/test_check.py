"""Somebody with the rights of the database or the disk changes evidence behind the application: `check` says what, and where."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from damai.evidence import actions
from damai.evidence.models import Custody, Derivative, Exhibit
from damai.evidence.queries import check
from damai.evidence.rules.boxes import Box
from damai.evidence.rules.findings import SAYINGS, Kind
from damai.ledger.actions import integrate
from damai.ledger.models import Entry

from . import story

pytestmark = pytest.mark.django_db


def found(**given) -> list[tuple[str, str]]:
    return [(one.kind.value, one.where) for one in check(**given).findings]


@pytest.fixture
def pieces():
    """A photo that was looked at and blurred, and a thing that was lent; all of it in the signed ledger."""
    people = story.people()
    photo, thing = story.photo(people.sari), story.envelope_found(people.sari)
    actions.note_look(photo, by=people.tuti)
    actions.blur(photo, [Box(2000, 2000, 4000, 4000)], by=people.sari)
    actions.record_event(thing, "lent", holder="Penyidik", reference="BA 1", by=people.sari)
    integrate()
    return photo, thing


def test_what_nobody_changed_is_as_it_was_recorded(pieces):
    checked = check()
    assert (checked.findings, checked.exhibits, checked.entries, checked.files) == ([], 2, 6, 2)


def test_what_waits_for_its_place_in_the_ledger_is_no_finding(pieces):
    story.photo(story.people().sari, story.picture(colour=(5, 5, 5)))
    assert found() == []


def test_a_back_dated_entry_is_named(pieces):
    photo, _thing = pieces
    row = Custody.objects.get(exhibit=photo, number=2)
    Custody.objects.filter(pk=row.pk).update(happened_at=row.happened_at - timedelta(minutes=1))
    assert ("custody-changed", photo.code) in found() and ("custody-link", photo.code) in found()


def test_a_back_dated_last_entry_is_named_too(pieces):
    _photo, thing = pieces
    row = Custody.objects.get(exhibit=thing, number=3)
    Custody.objects.filter(pk=row.pk).update(recorded_at=row.recorded_at - timedelta(minutes=1))
    assert found() == [("custody-changed", thing.code)]


def test_whoever_writes_the_whole_chain_again_is_found_by_the_ledger(pieces):
    """All digests are public mathematics: a clever intruder calculates them anew. The ledger was told the old ones."""
    from damai.evidence.queries import entry_of, piece_of

    _photo, thing = pieces
    previous = piece_of(thing).digest
    for row in Custody.objects.filter(exhibit=thing).order_by("number"):
        row.by, row.previous = "M-0002", previous
        row.digest = entry_of(row, thing.code).digest
        row.save()
        previous = row.digest
    assert found() == [("custody-changed", thing.code)] * 3


def test_a_deleted_entry_is_named_at_the_end_and_in_the_middle(pieces):
    photo, thing = pieces
    Custody.objects.filter(exhibit=thing, number=3).delete()
    assert found() == [("custody-missing", thing.code)]
    Custody.objects.filter(exhibit=photo, number=2).delete()
    assert {("custody-missing", photo.code), ("custody-gap", photo.code)} <= set(found())


def test_an_inserted_entry_is_named(pieces):
    photo, _thing = pieces
    last = Custody.objects.filter(exhibit=photo).order_by("number").last()
    row = Custody(**{field.attname: getattr(last, field.attname) for field in Custody._meta.concrete_fields})
    row.pk, row.number, row.previous, row.digest = None, last.number + 1, last.digest, "ab" * 32
    row.save()
    assert ("custody-unrecorded", photo.code) in found()


def test_a_deleted_piece_is_named(pieces):
    _photo, thing = pieces
    Custody.objects.filter(exhibit=thing).delete()
    Exhibit.objects.filter(pk=thing.pk).delete()
    assert found() == [("piece-missing", thing.code)] == found(subject=story.CASE)
    assert found(subject="P-00002") == []


@pytest.mark.parametrize(
    "field, value", [("kind", "video"), ("subject", "P-00009"), ("source", "field"), ("taken_from", "W-000009")]
)
def test_a_changed_piece_is_named(pieces, field, value):
    photo, _thing = pieces
    Exhibit.objects.filter(pk=photo.pk).update(**{field: value})
    assert ("piece-changed", photo.code) in found()


def test_changed_words_are_named(pieces):
    photo, thing = pieces
    Exhibit.objects.filter(pk=photo.pk).update(sealed_words=b"x" * 100)
    Custody.objects.filter(exhibit=thing, number=3).update(sealed_words=b"")
    assert found() == [("words-changed", photo.code), ("words-changed", f"{thing.code}/3")]


def test_a_replaced_original_a_missing_one_and_a_replaced_copy_are_named(pieces):
    photo, _thing = pieces
    story.replace_on_disk(photo, story.picture(colour=(1, 1, 1)))
    assert found() == [("original-missing", photo.code)]  # what lies there was not sealed by us: it cannot be read
    assert found(files=False) == []
    story.replace_with_the_keys(photo, story.picture(colour=(1, 1, 1)))
    assert found() == [("original-changed", photo.code)]
    story.stored_at(photo.sha256).unlink()
    assert found() == [("original-missing", photo.code)]
    story.stored_at(Derivative.objects.get().sha256).unlink()
    assert found() == [("original-missing", photo.code), ("copy-changed", photo.code)]


def test_rows_and_ledger_changed_together_fail_against_the_signed_tree(pieces):
    """An intruder who changes the ledger's row as well meets the checkpoint that was signed before."""
    from damai.evidence.queries import entry_of
    from damai.ledger.rules.openings import SALT, canonical, commit, read

    _photo, thing = pieces
    row = Custody.objects.get(exhibit=thing, number=3)
    row.by = "M-0002"
    row.digest = entry_of(row, thing.code).digest
    row.save()
    entry = Entry.objects.filter(about=thing.code, name="CustodyRecorded").order_by("id").last()
    fact = read(bytes(entry.opening))
    forged = bytes(entry.opening)[:SALT] + canonical(
        at=fact.at, by="M-0002", name=fact.name, values={**fact.values, "digest": row.digest}
    )
    Entry.objects.filter(pk=entry.pk).update(opening=forged, leaf=commit(forged), by="M-0002")
    assert found() == [("not-in-ledger", thing.code)]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_column_of_a_custody_record_is_found(pieces, data):
    columns = [
        "recorded_at",
        "happened_at",
        "action",
        "by",
        "holder_kind",
        "holder",
        "derivative",
        "words_sha256",
        "previous",
        "digest",
    ]
    rows = list(Custody.objects.order_by("id"))
    row, column = data.draw(st.sampled_from(rows)), data.draw(st.sampled_from(columns))
    old = getattr(row, column)
    new = {"action": "moved" if old != "moved" else "kept", "holder_kind": "giver", "derivative": 7}.get(column)
    if new is None:
        new = (
            old - timedelta(seconds=1)
            if column.endswith("_at")
            else ("cd" * 32 if len(str(old)) == 64 or "sha" in column else "X-1")
        )
    Custody.objects.filter(pk=row.pk).update(**{column: new})
    try:
        assert check(files=False).findings
    finally:
        Custody.objects.filter(pk=row.pk).update(**{column: old})


def test_every_finding_can_be_said_in_both_languages():
    for kind in Kind:
        for saying in SAYINGS[kind]:
            assert saying.format(where="x", number=1, found=1, expected=2, whole=1, count=2)
