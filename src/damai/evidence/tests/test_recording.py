"""Who had a piece of evidence, when: each look, copy and hand-over, in their order, also when two write at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections

from damai.agencies.models import Agency, PersonalDataAccess
from damai.evidence import actions
from damai.evidence.actions import BadEvent, Damaged
from damai.evidence.models import Custody
from damai.evidence.queries import check, exhibit_of
from damai.ledger.models import Entry
from damai.ledger.queries import entries_about, now

from . import story

pytestmark = pytest.mark.django_db


def actions_of(row) -> list[str]:
    return [each.action for each in exhibit_of(story.CASE, row.code).timeline]


def test_a_thing_is_lent_and_comes_back():
    people = story.people()
    row = story.envelope_found(people.sari)
    police = Agency.objects.get(code="polres-jakpus")
    lent = actions.record_event(row, "lent", agency=police, reference="BA/12/II/2024", by=people.sari)
    assert (lent.holder_kind, lent.holder) == ("agency", "polres-jakpus")
    assert exhibit_of(story.CASE, row.code).standing.place == "lent"
    with pytest.raises(BadEvent, match="sedang dipinjam"):
        actions.record_event(row, "moved", place="Gudang", by=people.sari)
    actions.record_event(row, "returned", place="Brankas lantai 2", by=people.tuti)
    assert actions_of(row) == ["received", "kept", "lent", "returned"]
    sentences = [each.sentence for each in entries_about(row.code)]
    assert any("dipinjamkan; pemegang Polres Metro Jakarta Pusat" in sentence for sentence in sentences)


def test_a_body_outside_is_named_in_sealed_words_and_the_ledger_learns_only_that_it_is_outside():
    people = story.people()
    row = story.envelope_found(people.sari)
    actions.record_event(row, "handed-over", holder="Kejaksaan Negeri, Pak Arif", reference="B-7/2024", by=people.sari)
    shown = exhibit_of(story.CASE, row.code)
    assert (shown.timeline[-1].words["holder"], shown.standing.place) == ("Kejaksaan Negeri, Pak Arif", "gone")
    everything = b"".join(bytes(entry.opening) for entry in Entry.objects.all())
    stored = b"".join(bytes(each.sealed_words) for each in Custody.objects.all())
    for secret in (b"Arif", b"Kejaksaan", b"B-7/2024"):
        assert secret not in everything and secret not in stored


@pytest.mark.parametrize(
    "action, given, why",
    [
        ("lent", {}, "siapa yang menerima"),
        ("lent", {"holder": "Penyidik"}, "nomor surat"),
        ("moved", {}, "tempat"),
        ("sealed", {}, "nomor surat"),
        ("withdrawn", {}, "alasan"),
        ("returned", {"place": "Gudang"}, "tidak sedang dipinjam"),
        ("copied", {"holder": "Penyidik", "reference": "1"}, "tidak dapat disalin"),
    ],
)
def test_what_lacks_something_is_not_recorded(action, given, why):
    people = story.people()
    row = story.envelope_found(people.sari)
    with pytest.raises(BadEvent, match=why):
        actions.record_event(row, action, by=people.sari, **given)
    assert actions_of(row) == ["received", "kept"]


def test_what_is_on_hold_does_not_leave():
    people = story.people()
    row = story.envelope_found(people.sari)
    actions.record_event(row, "held", note="Menunggu sidang", by=people.tuti)
    for action in ("lent", "handed-over", "given-back"):
        with pytest.raises(BadEvent, match="ditahan"):
            actions.record_event(row, action, holder="Pemilik", reference="1", by=people.sari)
    actions.record_event(row, "released", by=people.tuti)
    actions.record_event(row, "given-back", reference="BA 3", by=people.sari)
    assert exhibit_of(story.CASE, row.code).timeline[-1].holder_kind == "giver"


def test_what_is_withdrawn_stays_and_can_be_relied_on_again():
    people = story.people()
    row = story.photo(people.sari)
    actions.record_event(row, "withdrawn", note="Diperoleh tanpa izin", by=people.tuti)
    assert exhibit_of(story.CASE, row.code).standing.withdrawn
    actions.must_be_whole(row, by=people.sari)
    actions.record_event(row, "reinstated", note="Izin ditemukan", by=people.tuti)
    assert not exhibit_of(story.CASE, row.code).standing.withdrawn


def test_looking_again_within_a_quarter_of_an_hour_is_one_look_and_each_copy_counts():
    people = story.people()
    row = story.photo(people.sari)
    with time_machine.travel(now(), tick=False) as clock:
        actions.note_look(row, by=people.sari)
        clock.shift(timedelta(minutes=14))
        actions.note_look(row, by=people.sari)
        actions.note_look(row, by=people.tuti)
        clock.shift(timedelta(minutes=2))
        actions.note_look(row, by=people.sari)
        actions.hand_out(row, by=people.sari)
        actions.hand_out(row, by=people.sari)
    assert actions_of(row) == ["received", "viewed", "viewed", "viewed", "copied", "copied"]
    access = PersonalDataAccess.objects.filter(subject=story.CASE)
    assert access.filter(action="view").count() == 3 and access.filter(action="export").count() == 2


def test_an_original_that_was_replaced_on_disk_is_not_handed_out_and_that_is_recorded():
    people = story.people()
    row = story.photo(people.sari)
    for replace in (story.replace_on_disk, story.replace_with_the_keys):
        replace(row, story.picture(colour=(1, 1, 1)))
        with pytest.raises(Damaged, match=row.code):
            actions.hand_out(row, by=people.sari)
        assert actions_of(row) == ["received"]
        assert entries_about(row.code)[-1].name == "OriginalDamaged"
    story.stored_at(row.sha256).unlink()
    with pytest.raises(Damaged):
        actions.hand_out(row, by=people.sari)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_write_one_chain():
    """Eight who look, copy and move at the same moment: every entry is there, and each follows the one before it."""
    people = story.people()
    row = story.envelope_found(people.sari)

    def write(number: int) -> bool:
        try:
            actions.record_event(row, "moved", place=f"Rak {number}", by=people.sari)
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as crowd:
        done = list(crowd.map(write, range(8)))
    connection.close()
    assert done == [True] * 8
    assert [entry.number for entry in Custody.objects.filter(exhibit=row).order_by("number")] == list(range(1, 11))
    assert check(subject=story.CASE).findings == []


@pytest.mark.django_db(transaction=True)
def test_many_at_once_keep_pieces_under_different_numbers():
    people = story.people()
    parts = [story.part(story.picture(colour=(number, 0, 0))) for number in range(6)]

    def keep(part) -> str:
        try:
            return actions.keep_file(story.CASE, part, kind="photo", title="Foto", by=people.sari).code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as crowd:
        codes = list(crowd.map(keep, parts))
    connection.close()
    assert len(set(codes)) == 6
    from damai.evidence.queries import exhibits_of

    assert [shown.row.number for shown in exhibits_of(story.CASE)] == [1, 2, 3, 4, 5, 6]
