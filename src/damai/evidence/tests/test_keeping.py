"""Evidence is taken in once, as it came, and nothing ever takes its place."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from damai.evidence import actions
from damai.evidence.actions import BadEvent, NotAPiece, NotYours, OtherBytes
from damai.evidence.models import Custody, Derivative, Exhibit
from damai.evidence.queries import adopted, exhibit_of, exhibits_of, words_of
from damai.evidence.rules.boxes import Box
from damai.intake.actions import forget, sweep_orphans
from damai.intake.models import Basis, StoredFile
from damai.intake.queries import path_of
from damai.intake.rules.content import Held
from damai.ledger.models import Entry
from damai.ledger.queries import entries_about, now
from damai.seals.rules import CannotUnseal

from . import story

pytestmark = pytest.mark.django_db


def told(code: str) -> list[str]:
    return [each.name for each in entries_about(code)]


def test_a_file_is_kept_with_its_digest_and_the_ledger_learns_no_word():
    sari = story.people().sari
    row = story.photo(sari, title="Amplop di rumah Bu Siti", description="Foto ketiga")
    assert (row.code, row.number, row.kind, row.source) == (f"E-{row.pk:05d}", 1, "photo", "counter")
    assert (row.sha256, row.size) == (row.file.sha256, row.file.size)
    assert told(row.code) == ["ExhibitKept", "CustodyRecorded"]
    shown = exhibit_of(story.CASE, row.code)
    assert (shown.title, shown.description, shown.timeline[0].label) == ("Amplop di rumah Bu Siti", "Foto ketiga", "diterima")
    everything = b"".join(bytes(entry.opening) for entry in Entry.objects.all())
    stored = bytes(Exhibit.objects.get().sealed_words)
    assert b"Siti" not in everything and b"Siti" not in stored
    assert row.sha256.encode() in everything


def test_pieces_are_numbered_within_their_case():
    sari = story.people().sari
    first, second = story.photo(sari), story.photo(sari, story.picture(colour=(0, 0, 9)))
    other = story.photo(sari, subject="P-00002")
    assert [(row.subject, row.number) for row in (first, second, other)] == [("P-00001", 1), ("P-00001", 2), ("P-00002", 1)]
    assert [shown.code for shown in exhibits_of("P-00001")] == [first.code, second.code]
    with pytest.raises(Exhibit.DoesNotExist):
        exhibit_of("P-00002", first.code)


def test_a_thing_has_no_bytes_and_a_place():
    sari = story.people().sari
    row = story.envelope_found(sari)
    assert (row.is_object, row.sha256, row.kind) == (True, "", "object")
    assert [each.action for each in exhibit_of(story.CASE, row.code).timeline] == ["received", "kept"]
    with pytest.raises(NotAPiece):
        actions.keep_object(story.CASE, title="Amplop", place=" ", by=sari)


def test_the_same_bytes_twice_are_one_piece_so_that_a_double_click_is_harmless():
    sari = story.people().sari
    row = story.photo(sari)
    with pytest.raises(NotAPiece, match=row.code):
        story.photo(sari)
    assert Exhibit.objects.count() == 1
    assert story.photo(sari, subject="P-00002").number == 1  # in another case it is evidence of that case


def test_a_second_version_is_a_piece_of_its_own_that_names_the_first():
    sari = story.people().sari
    first = story.photo(sari)
    second = story.photo(sari, story.picture(colour=(0, 9, 0)), version_of=first)
    assert (second.number, second.version_of, first.sha256 != second.sha256) == (2, first, True)
    with pytest.raises(NotAPiece):
        story.photo(sari, story.picture(colour=(0, 9, 9)), subject="P-00002", version_of=first)


def test_other_bytes_in_its_place_are_refused_and_that_stays_on_record():
    sari = story.people().sari
    row = story.photo(sari)
    other = story.part(story.picture(colour=(1, 1, 1)))
    with pytest.raises(OtherBytes, match=row.code):
        actions.compare(row, other, by=sari)
    row.refresh_from_db()
    assert row.sha256 != other.sha256 and not path_of(other).exists()
    assert told(row.code)[2:] == ["ReplacementRefused", "CustodyRecorded"]
    actions.compare(row, story.part(), by=sari)
    last = exhibit_of(story.CASE, row.code).timeline[-1]
    assert (last.action, last.words["note"]) == ("compared", "sama")


@pytest.mark.parametrize(
    "given, why",
    [
        ({"title": ""}, "judul"),
        ({"title": "x" * 161}, "judul"),
        ({"description": "x" * 4001}, "uraian"),
        ({"kind": "object"}, "benda"),
        ({"received_at": datetime(2999, 1, 1, tzinfo=UTC)}, "belum tiba"),
    ],
)
def test_what_cannot_be_taken_in_is_said_in_a_sentence(given, why):
    sari = story.people().sari
    with pytest.raises(NotAPiece, match=why):
        actions.keep_file(story.CASE, story.part(), by=sari, **({"kind": "photo", "title": "Foto"} | given))
    assert not Exhibit.objects.exists() and not Entry.objects.filter(name="ExhibitKept").exists()


def test_an_empty_file_and_one_that_is_gone_are_no_evidence():
    sari = story.people().sari
    with pytest.raises(NotAPiece, match="kosong"):
        story.photo(sari, b"")
    part = story.part()
    path_of(part).unlink()
    with pytest.raises(NotAPiece, match="tidak dapat dibaca"):
        actions.keep_file(story.CASE, part, kind="photo", title="Foto", by=sari)


def test_a_file_that_means_harm_is_kept_and_never_shown():
    sari = story.people().sari
    polyglot = story.picture() + b"<html><script>alert(1)</script>" * 3
    row = story.photo(sari, polyglot)
    shown = exhibit_of(story.CASE, row.code)
    assert (shown.held, shown.is_picture) == (Held.MARKUP_INSIDE, False)
    with pytest.raises(NotAPiece):
        actions.blur(row, [Box(0, 0, 5000, 5000)], by=sari)
    svg = actions.keep_file(story.CASE, story.part(b"<svg xmlns='x'/>", name="a.svg"), kind="screen", title="Tangkapan", by=sari)
    assert not exhibit_of(story.CASE, svg.code).is_picture


@pytest.mark.django_db(transaction=True)
def test_an_attachment_becomes_evidence_once_and_stays_when_its_message_is_forgotten():
    sari = story.people().sari
    message = story.message_with(story.picture(), story.picture(colour=(3, 3, 3)))
    row = actions.adopt(story.CASE, message, 2, kind="photo", title="Foto kedua", by=sari)
    assert (row.source, row.taken_from, row.taken_number, row.received_at) == ("message", message.code, 2, message.received_at)
    assert adopted(story.CASE) == {(message.code, 2)}
    with pytest.raises(NotAPiece, match=row.code):
        actions.adopt(story.CASE, message, 2, kind="photo", title="Lagi", by=sari)
    for missing in (0, 3):
        with pytest.raises(NotAPiece):
            actions.adopt(story.CASE, message, missing, kind="photo", title="Tidak ada", by=sari)
    before = story.bytes_of(row)
    forget(message, by="M-0001", basis=Basis.REQUEST)
    sweep_orphans(older_than=-1)
    assert story.bytes_of(row) == before
    actions.must_be_whole(row, by=sari)
    with pytest.raises(NotAPiece):
        actions.adopt(story.CASE, message, 1, kind="photo", title="Sudah dilupakan", by=sari)


def test_the_database_itself_refuses_a_piece_whose_digest_is_not_its_file_s():
    sari = story.people().sari
    row = story.photo(sari)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exhibit.objects.filter(pk=row.pk).update(sha256="00" * 32)
    with pytest.raises(IntegrityError), transaction.atomic():
        Custody.objects.filter(exhibit=row).update(number=0)


@pytest.mark.parametrize("name", ["citra", "komar", "polan", "dewi", "oki"])
def test_nobody_but_who_handles_cases_touches_evidence(name):
    people = story.people()
    row, thing = story.photo(people.sari), story.envelope_found(people.sari)
    stranger = getattr(people, name)
    tries = [
        lambda: story.photo(stranger, story.picture(colour=(7, 7, 7))),
        lambda: actions.keep_object(story.CASE, title="x", place="x", by=stranger),
        lambda: actions.note_look(row, by=stranger),
        lambda: actions.hand_out(row, by=stranger) if name != "polan" else actions.compare(row, story.part(), by=stranger),
        lambda: actions.blur(row, [Box(0, 0, 5000, 5000)], by=stranger),
        lambda: actions.record_event(thing, "moved", place="x", by=stranger),
        lambda: actions.make_pack(story.CASE, by=stranger),
    ]
    before = Custody.objects.count()
    for attempt in tries[:3] + tries[4:]:
        with pytest.raises(NotYours):
            attempt()
    assert (Custody.objects.count(), Derivative.objects.count(), Exhibit.objects.count()) == (before, 0, 2)


def test_only_a_lead_takes_a_pack_out():
    people = story.people()
    story.photo(people.sari)
    with pytest.raises(NotYours):
        actions.make_pack(story.CASE, by=people.sari)
    assert actions.make_pack(story.CASE, by=people.tuti).size > 0


def test_a_blurred_copy_is_a_file_of_its_own_and_the_same_boxes_make_it_once():
    sari = story.people().sari
    row = story.photo(sari)
    before = story.bytes_of(row)
    box, other = Box(2000, 2000, 4000, 4000), Box(7000, 0, 2000, 2000)
    copy = actions.blur(row, [other, box], by=sari)
    again = actions.blur(row, [box, other, box], by=sari)
    assert (copy.pk, copy.number, copy.boxes) == (again.pk, 1, [box.packed, other.packed])
    assert copy.sha256 != row.sha256 and StoredFile.objects.get(pk=copy.sha256).media_type == "image/jpeg"
    assert story.bytes_of(row) == before
    assert told(row.code)[2:] == ["CopyBlurred", "CustodyRecorded"]
    with pytest.raises(NotAPiece):
        actions.blur(row, [], by=sari)


def test_words_open_only_under_their_own_piece():
    sari = story.people().sari
    first, second = story.photo(sari, title="Satu"), story.photo(sari, story.picture(colour=(4, 4, 4)), title="Dua")
    Exhibit.objects.filter(pk=second.pk).update(sealed_words=first.sealed_words)
    second.refresh_from_db()
    with pytest.raises(CannotUnseal):
        words_of(second)
    assert exhibit_of(story.CASE, second.code).title == ""


def test_a_moment_that_cannot_be_is_refused():
    sari = story.people().sari
    row = story.envelope_found(sari)
    with pytest.raises(BadEvent, match="belum tiba"):
        actions.record_event(row, "moved", place="Gudang", happened_at=now() + timedelta(hours=1), by=sari)
    with pytest.raises(BadEvent, match="lebih awal"):
        actions.record_event(row, "moved", place="Gudang", happened_at=row.received_at - timedelta(hours=1), by=sari)
