"""A message becomes a report, once, with a reason, a place and its likely duplicates."""

from datetime import date, timedelta

import pytest
from tests.cast import cast

from damai.intake.models import Message
from damai.intake.queries import waiting
from damai.ledger.models import Entry
from damai.triage import actions, queries
from damai.triage.models import Duplicate, Placed, Report, ReportMessage

from .story import AMPLOP, NOON, message, report

pytestmark = pytest.mark.django_db


def test_a_message_becomes_one_report_with_its_reason():
    cast()
    sent = message(wilayah="31.71.01.1001", tanggal_kejadian="2024-01-30", tanggal_diketahui="2024-01-31")
    assert actions.sort_inbox() == 1
    assert actions.sort_inbox() == 0  # running it again changes nothing
    found = Report.objects.get()
    assert found.code == f"L-{found.pk:05d}"
    assert (found.suggested_kind, found.suggested_category, found.suggested_severity) == ("violation", "money_politics", 3)
    assert "bagi bagi" in found.because
    assert found.kind == found.category == ""  # nobody has decided
    assert (found.area_id, found.placed) == ("31.71.01.1001", Placed.STATED)
    assert (found.happened_on, found.known_on) == (date(2024, 1, 30), date(2024, 1, 31))
    assert found.agency_id == found.inbox_id == "bawaslu-jakpus"
    assert Entry.objects.filter(name="ReportSorted", about=found.code).count() == 1
    assert queries.messages_of(found) == [sent]
    assert waiting() == []


def test_no_word_of_the_message_is_stored_in_the_clear():
    cast()
    report("Pak Sukirman dari Gang Mawar bagi-bagi uang 100 ribu per kepala")
    row = Report.objects.values().get()
    assert "sukirman" not in str(row).lower()
    assert "mawar" not in str(row).lower()


def test_dates_that_contradict_each_other_are_not_taken_over_and_none_is_filled_in():
    cast()
    ahead = report(tanggal_kejadian="2024-02-20")
    assert (ahead.happened_on, ahead.known_on) == (None, None)
    backwards = report(tanggal_kejadian="2024-01-30", tanggal_diketahui="2024-01-29")
    assert (backwards.happened_on, backwards.known_on) == (date(2024, 1, 30), None)
    only_happened = report(tanggal_kejadian="2024-01-30")
    assert only_happened.known_on is None  # never defaults to the day it happened


def test_a_place_is_taken_from_the_running_text_only_as_a_suggestion():
    cast()
    found = report("Ada bagi-bagi uang di Kelurahan Kebon Kelapa tadi malam", wilayah="")
    assert (found.area_id, found.placed) == ("31.71.01.1002", Placed.SUGGESTED)
    nowhere = report("Ada bagi-bagi uang tadi malam", wilayah="")
    assert (nowhere.area_id, nowhere.placed) == (None, Placed.NONE)
    assert nowhere.agency_id == "bawaslu-jakpus"  # the supervisors of the house's city
    elsewhere = report(wilayah="31.73.01.1001")
    assert elsewhere.agency_id == "bawaslu-jakbar"


def test_two_messages_of_one_event_are_suggested_as_duplicates_and_two_events_are_not():
    cast()
    first = report("Timses bagi-bagi amplop isi 50rb di balai warga RW 03 tadi malam habis magrib")
    again = report("Tadi malam timses bagi bagi amplop isi 50rb di balai warga RW 03 sehabis magrib")
    other = report("Baliho dirobek orang di simpang lima kemarin sore")
    elsewhere = report("Timses bagi-bagi amplop isi 50rb di balai warga RW 03 tadi malam", wilayah="31.71.06.1001")
    pairs = {(each.report_id, each.of_id) for each in Duplicate.objects.all()}
    assert pairs == {(again.pk, first.pk)}
    assert "wilayah sama" in Duplicate.objects.get().because
    assert {other.pk, elsewhere.pk}.isdisjoint({pk for pair in pairs for pk in pair})


def test_a_corrected_form_stands_behind_the_same_report():
    cast()
    first = message("Ada bagi bagi uang", wilayah="31.71.01.1001")
    actions.sort_inbox()
    second = message("Ada bagi bagi uang, dan baliho dirobek serta dibakar", revises=first.pk, wilayah="31.71.01.1002")
    actions.sort_inbox()
    found = Report.objects.get()
    assert queries.messages_of(found) == [first, second]
    assert found.area_id == "31.71.01.1002"
    assert found.received_at == first.received_at


def test_bytes_nobody_can_read_wait_for_a_person():
    cast()
    from damai.intake.actions import accept
    from damai.intake.envelope import Envelope

    accept(Envelope.unreadable("web", b"\xff\xfe\x00", received_at=NOON))
    assert actions.sort_inbox() == 1
    found = Report.objects.get()
    assert found.unsure
    assert found.needs_person


def test_a_report_on_the_supervisors_own_conduct_is_kept_from_their_officers():
    people = cast()
    found = report("Komisioner Bawaslu minta uang ke caleg supaya laporan dihentikan")
    assert (found.suggested_category, found.accused) == ("organizer_ethics", "supervisor")
    assert not queries.reports_for(people.sari).filter(pk=found.pk).exists()
    assert queries.reports_for(people.tuti).filter(pk=found.pk).exists()  # the lead


def test_a_thousand_words_do_not_break_the_reading():
    cast()
    found = report("x" * 20_000 + " bagi bagi uang " + AMPLOP * 200)
    assert found.suggested_category == "money_politics"
    assert Message.objects.count() == ReportMessage.objects.count() == 1
    assert found.received_at - NOON == timedelta()
