"""Who reads who somebody is: at once in their own case, in sight of a second officer elsewhere, and nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from damai.agencies.actions import appoint, end_appointment
from damai.agencies.models import Agency, Appointment, Role
from damai.agencies.queries import recent_access
from damai.identities import actions, queries
from damai.identities.models import Opening, Reading
from damai.ledger.models import Entry

from . import story
from .story import MOMENT, WHY, kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(MOMENT, tick=False) as clock:
        yield clock


@pytest.fixture
def people(clock):
    return story.everyone()


@pytest.fixture
def rina(people):
    return kept()


def look(person, by, own=False):
    return actions.look(person, by=by, reason="handling", own=own)


def ask(person, by, words=WHY, proven_at=MOMENT):
    return actions.ask(person, by=by, reason="reviewing", words=words, proven_at=proven_at)


def test_in_their_own_case_it_opens_at_once_and_each_reading_is_noted(people, rina):
    for _time in range(2):
        assert look(rina, people.sari, own=True).fields["phone"] == "0812-7766-5544"
    assert [(row.member, row.way, row.office) for row in Reading.objects.all()] == [(people.sari, "own", "officer")] * 2
    assert Entry.objects.filter(about=rina.code, name="IdentityRead", by=people.sari.code).count() == 2


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("name", ["budi", "citra", "komar", "polan", "dewi", "oki"])
def test_for_others_nobody_is_there_whatever_the_page_claims(people, rina, name, own):
    stranger = getattr(people, name)
    with pytest.raises(actions.NotYours):
        look(rina, stranger, own=own)
    with pytest.raises(actions.NotYours):
        ask(rina, stranger)
    with pytest.raises(actions.NotYours):
        actions.search("phone", "081277665544", by=stranger, reason="handling") if name != "budi" else look(rina, stranger)
    assert not Reading.objects.exists()
    assert not Opening.objects.exists()


def test_outside_a_second_officer_agrees_first_and_it_ends_by_itself(people, rina, clock):
    with pytest.raises(actions.NeedsSecond, match="petugas kedua"):
        look(rina, people.sari)
    wish = ask(rina, people.sari)
    assert queries.words_of(wish) == (WHY, "")
    assert queries.waiting_for(people.tuti) == [wish]
    with pytest.raises(actions.NeedsSecond):
        look(rina, people.sari)
    actions.approve(wish, by=people.tuti, proven_at=MOMENT, words="Baik, untuk perkara ini saja.")
    for _time in range(3):
        assert look(rina, people.sari).fields["nik"] == "3171014505900001"
    with pytest.raises(actions.NeedsSecond):
        look(rina, people.tuti)  # what was agreed to is the asker's alone
    clock.shift(timedelta(minutes=30))
    with pytest.raises(actions.NeedsSecond):
        look(rina, people.sari)
    assert Reading.objects.filter(way="second", opening=wish, member=people.sari).count() == 3


def test_nobody_agrees_with_themselves_and_only_the_lead_of_the_office_agrees(people, rina):
    colleague = story.joined("sukma", Role.OFFICER)
    wish = ask(rina, people.sari)
    for stranger in (people.sari, colleague, people.budi, people.polan, people.citra, people.dewi, people.oki):
        assert wish not in queries.waiting_for(stranger)
        with pytest.raises(actions.NotYours):
            actions.approve(wish, by=stranger, proven_at=MOMENT)
        with pytest.raises(actions.NotYours):
            actions.refuse(wish, by=stranger, reason="unclear")
    with pytest.raises(IntegrityError), transaction.atomic():  # nor does the database take it
        Opening.objects.filter(pk=wish.pk).update(answered_by=people.sari, state="approved", opens_until=MOMENT)


def test_where_the_only_lead_asks_another_officer_agrees(people, rina):
    wish = ask(rina, people.tuti)
    assert queries.seconds_for(wish) == [people.sari]
    actions.approve(wish, by=people.sari, proven_at=MOMENT)
    assert look(rina, people.tuti).fields["sex"] == "P"
    other = story.joined("lasmi", Role.LEAD)
    assert queries.seconds_for(wish) == [other]


def test_the_lead_of_another_office_does_not_agree(people, rina):
    lead = story.joined("beni", Role.LEAD, agency="bawaslu-jakbar", area="31.73")
    wish = ask(rina, people.sari)
    with pytest.raises(actions.NotYours):
        actions.approve(wish, by=lead, proven_at=MOMENT)


@pytest.mark.parametrize("ago", [None, timedelta(minutes=5, seconds=1), timedelta(seconds=-1)])
def test_without_a_fresh_second_factor_nobody_asks_and_nobody_agrees(people, rina, ago):
    proof = None if ago is None else MOMENT - ago
    with pytest.raises(actions.ProveAgain):
        ask(rina, people.sari, proven_at=proof)
    wish = ask(rina, people.sari)
    with pytest.raises(actions.ProveAgain):
        actions.approve(wish, by=people.tuti, proven_at=proof)
    wish.refresh_from_db()
    assert wish.state == "asked"


def test_a_wish_that_nobody_answers_lapses_over_the_weekend_and_may_be_asked_anew(people, rina, clock):
    wish = ask(rina, people.sari)
    with pytest.raises(actions.AlreadyAsked):
        ask(rina, people.sari)
    clock.shift(timedelta(hours=24))
    with pytest.raises(actions.OpeningOver):
        actions.approve(wish, by=people.tuti, proven_at=MOMENT + timedelta(hours=24))
    assert actions.lapse() == 1
    assert actions.lapse() == 0
    with pytest.raises(actions.AlreadyAnswered):
        actions.approve(wish, by=people.tuti, proven_at=MOMENT + timedelta(hours=24))
    clock.shift(timedelta(minutes=1))
    ask(rina, people.sari, proven_at=MOMENT + timedelta(hours=24))


def test_a_wish_that_ended_unnoticed_does_not_stand_in_the_way(people, rina, clock):
    ask(rina, people.sari)
    clock.shift(timedelta(hours=25))
    ask(rina, people.sari, proven_at=MOMENT + timedelta(hours=25))
    assert sorted(Opening.objects.values_list("state", flat=True)) == ["asked", "lapsed"]


def test_refused_is_refused_with_a_reason_and_cannot_be_agreed_to_later(people, rina):
    wish = ask(rina, people.sari)
    actions.refuse(wish, by=people.tuti, reason="other-way", words="Tanyakan lewat halaman tanda terima.")
    with pytest.raises(actions.AlreadyAnswered):
        actions.approve(wish, by=people.tuti, proven_at=MOMENT)
    with pytest.raises(actions.NeedsSecond):
        look(rina, people.sari)
    assert queries.words_of(queries.opening(wish.code)) == (WHY, "Tanyakan lewat halaman tanda terima.")


def test_only_who_asked_takes_a_wish_back(people, rina):
    wish = ask(rina, people.sari)
    with pytest.raises(actions.NotYours):
        actions.withdraw(wish, by=people.tuti)
    actions.withdraw(wish, by=people.sari)
    with pytest.raises(actions.AlreadyAnswered):
        actions.approve(wish, by=people.tuti, proven_at=MOMENT)


@pytest.mark.parametrize("words", ["", "   ", "penting", "x" * 1001])
def test_a_reason_in_words_is_needed(people, rina, words):
    with pytest.raises(actions.WordsMissing):
        ask(rina, people.sari, words=words)
    assert not Opening.objects.exists()


def test_who_is_recused_neither_reads_nor_asks_nor_agrees_and_loses_what_was_agreed_to(people, rina):
    wish = ask(rina, people.sari)
    actions.bar("P-00001", member=people.tuti, by=people.tuti.code)
    with pytest.raises(actions.NotYours):
        actions.approve(wish, by=people.tuti, proven_at=MOMENT)
    colleague = story.joined("sukma", Role.OFFICER)
    assert queries.seconds_for(wish) == [colleague]  # no lead is left
    actions.approve(wish, by=colleague, proven_at=MOMENT)
    assert look(rina, people.sari).fields
    actions.bar("P-00001", member=people.sari, by=people.sari.code)
    for own in (True, False):
        with pytest.raises(actions.NotYours):
            look(rina, people.sari, own=own)
    with pytest.raises(actions.NotYours):
        ask(rina, people.sari)
    assert actions.search("phone", "081277665544", by=people.sari, reason="reviewing") == []


def test_a_recusal_withdraws_what_was_asked_for(people, rina):
    wish = ask(rina, people.sari)
    actions.bar("P-00001", member=people.sari, by=people.sari.code)
    with pytest.raises(actions.AlreadyAnswered):
        actions.approve(wish, by=people.tuti, proven_at=MOMENT)


def test_an_appointment_that_ends_closes_what_was_agreed_to(people, rina):
    wish = ask(rina, people.sari)
    actions.approve(wish, by=people.tuti, proven_at=MOMENT)
    end_appointment(Appointment.objects.get(member=people.sari), by="M-0008")
    with pytest.raises(actions.NotYours):
        look(rina, people.sari)


def test_a_case_that_goes_to_another_office_takes_its_people_along(people, rina):
    wish = ask(rina, people.sari)
    actions.follow("P-00001", to="P-00001", agency="bawaslu-jakbar", by=people.tuti.code)
    with pytest.raises(actions.AlreadyAnswered):
        actions.approve(wish, by=people.tuti, proven_at=MOMENT)
    with pytest.raises(actions.NotYours):
        actions.approve(wish, by=story.joined("beni", Role.LEAD, agency="bawaslu-jakbar", area="31.73"), proven_at=MOMENT)
    with pytest.raises(actions.NotYours):
        look(rina, people.sari, own=True)
    assert look(rina, people.budi, own=True).fields


def test_what_was_agreed_to_does_not_survive_a_change_of_office(people, rina):
    wish = ask(rina, people.sari)
    actions.approve(wish, by=people.tuti, proven_at=MOMENT)
    actions.follow("P-00001", to="P-00001", agency="bawaslu-jakbar", by=people.tuti.code)
    with pytest.raises(actions.NotYours):
        look(rina, people.sari)


def test_the_police_read_what_was_handed_over_and_nothing_else_until_it_is_given_back(people, rina):
    witness = kept({"name": "Saksi"}, part="witness")
    actions.release(rina, to_agency="polres-jakpus", forwarding="F-00001", by=people.tuti.code)
    actions.release(rina, to_agency="polres-jakpus", forwarding="F-00001", by=people.tuti.code)  # sent twice is once
    assert look(rina, people.polan).fields["name"].startswith("Hj. Rina")
    (row,) = Reading.objects.all()
    assert (row.way, row.agency_id, row.office) == ("handed", "polres-jakpus", "liaison")
    for stranger, person in ((people.polan, witness), (people.citra, rina)):
        with pytest.raises(actions.NotYours):
            look(person, stranger, own=True)
    with pytest.raises(actions.NotYours):
        ask(rina, people.polan)  # they read what they have; they cannot ask for more
    assert actions.end_releases("F-00001", by=people.polan.code) == 1
    with pytest.raises(actions.NotYours):
        look(rina, people.polan)


def test_what_was_released_twice_ends_only_with_both(people, rina):
    for code in ("F-00001", "F-00002"):
        actions.release(rina, to_agency="polres-jakpus", forwarding=code, by=people.tuti.code)
    actions.end_releases("F-00001", by=people.tuti.code)
    assert look(rina, people.polan).fields


def test_who_serves_two_bodies_reads_each_by_its_own_right(people, rina):
    appoint(people.citra, role=Role.OFFICER, agency=Agency.objects.get(code="bawaslu-jakpus"), by="M-0008")
    with pytest.raises(actions.NeedsSecond):
        look(rina, people.citra)
    assert look(rina, people.citra, own=True).fields
    assert Reading.objects.get().agency_id == "bawaslu-jakpus"


def test_a_forgotten_person_opens_for_nobody_and_the_words_about_them_are_gone(people, rina):
    wish = ask(rina, people.sari, words="Apakah Rina Kusumawati pelapor yang sama?")
    actions.approve(wish, by=people.tuti, proven_at=MOMENT, words="Rina boleh dibuka.")
    actions.forget(rina, basis="request", by=people.tuti.code)
    for act in (lambda: look(rina, people.sari), lambda: look(rina, people.sari, own=True), lambda: ask(rina, people.sari)):
        with pytest.raises(actions.AlreadyForgotten):
            act()
    assert queries.words_of(queries.opening(wish.code)) == ("", "")
    row = Opening.objects.get()
    assert (bytes(row.sealed_words), bytes(row.sealed_answer)) == (b"", b"")


def test_a_search_is_noted_without_what_was_searched_for_and_stays_in_the_office(people, rina):
    kept(agency="bawaslu-jakbar", subject="P-00002")
    assert actions.search("phone", "+6281277665544", by=people.sari, reason="reviewing") == [rina]
    assert actions.search("nik", "3171014505900002", by=people.sari, reason="reviewing") == []
    (first, second) = Entry.objects.filter(name="IdentitiesSearched", by=people.sari.code).order_by("id")
    assert b'"found":1' in bytes(first.opening)
    assert b'"found":0' in bytes(second.opening)
    assert b"7766" not in bytes(first.opening)
    with pytest.raises(actions.Refused):
        actions.search("name", " ., ", by=people.sari, reason="reviewing")
    assert recent_access(member=people.sari).count() == 0  # a search opens nobody
