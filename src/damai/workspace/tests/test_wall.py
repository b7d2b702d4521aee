"""The wall of deadlines: the soonest first, every day counted, and what has expired above everything and behind no filter."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import cast

from damai.agencies.models import Appointment
from damai.cases import actions
from damai.cases.models import Case, Recusal, Term
from damai.cases.rules import Item
from damai.cases.tests.story import ALL, MOMENT, decided, in_handling, opened, plenary, registered
from damai.ledger.queries import now
from damai.statutes import rules
from damai.statutes.actions import load_statutes

pytestmark = pytest.mark.django_db

WALL, EXPIRED = "/kerja/perkara/dinding/", "/kerja/perkara/dinding/kedaluwarsa/"
AFTER = datetime(2024, 2, 16, 1, tzinfo=UTC)  # P7 ended at midnight


@pytest.fixture
def people():
    with time_machine.travel(MOMENT, tick=False):
        people = cast()
        load_statutes()
        yield people


def desk_of(member) -> Client:
    browser = Client()
    browser.force_login(member)
    return browser


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:1500]
    return response.content.decode()


def rows(page: str) -> list[str]:
    return re.findall(r'class="item[^"]*" data-item data-code="(P-\d+)"', page)


def alarm(page: str) -> str:
    return page.partition('class="panel alarm"')[2].partition("</section>")[0]


# --- What hangs there -----------------------------------------------------------------------------------------------


def test_today_this_week_and_later_with_the_counted_days(people):
    track = in_handling(people, klass="lain")
    with time_machine.travel(datetime(2024, 2, 7, 3, tzinfo=UTC), tick=False):  # Wednesday: 2, 5, 6, 7 February are counted
        page = text(desk_of(people.sari).get(WALL))
        assert "hari ke-4 dari 7" in page and "Kemudian" in page
    with time_machine.travel(datetime(2024, 2, 13, 3, tzinfo=UTC), tick=False):
        page = text(desk_of(people.sari).get(WALL))
        assert "hari ke-6 dari 7" in page and "Minggu ini" in page
    with time_machine.travel(datetime(2024, 2, 15, 16, 59, tzinfo=UTC), tick=False):
        page = text(desk_of(people.sari).get(WALL))
        assert "hari ke-7 dari 7" in page and "Hari ini" in page
        assert alarm(page) == ""
    assert rows(page) == [track.case.code]


def test_hours_are_said_to_be_hours(people):
    in_handling(people, klass="pid")
    assert "dihitung per jam" in text(desk_of(people.tuti).get(WALL))


def test_the_wall_is_narrowed_by_heading_and_by_duty(people):
    own = in_handling(people, klass="lain")
    reporter = opened(people)
    lacking = frozenset({Item.EVIDENCE})
    reporter = actions.assess(reporter, met=ALL - lacking, notes={Item.EVIDENCE: "Foto atau saksi."}, by=people.sari)
    actions.notify_shortfall(reporter, how="channel", by=people.sari)
    browser = desk_of(people.sari)
    assert {own.case.code, reporter.code} <= set(rows(text(browser.get(WALL))))
    assert set(rows(text(browser.get(WALL, {"wajib": "others"})))) == {reporter.code}
    assert own.case.code in rows(text(browser.get(WALL, {"wajib": "own"})))
    assert set(rows(text(browser.get(WALL, {"jalur": "lain"})))) == {own.case.code}
    assert rows(text(browser.get(WALL, {"kapan": "late"}))) == []
    for nonsense in ({"kapan": "besok"}, {"wajib": "'; drop"}, {"jalur": "x"}, {"sesudah": "~"}, {"sesudah": "1e999~9"}):
        assert own.case.code in rows(text(browser.get(WALL, nonsense)))


def test_pages_follow_each_other_and_miss_nothing(people):
    case = in_handling(people, klass="lain").case
    first = Term.objects.filter(case=case).last()
    for number in range(120):
        Term.objects.create(
            case=case, number=100 + number, clock="P7", round=2 + number, event="registered", agency_id=case.agency_id,
            duty="supervisor", start_at=first.start_at, opened_at=first.opened_at,
            due_at=first.due_at + timedelta(minutes=number // 3), due_on=first.due_on,
        )  # fmt: skip
    browser, seen, address = desk_of(people.sari), [], WALL
    while address:
        page = text(browser.get(address))
        seen += re.findall(r"/tenggat/(\d+)/", page)
        following = re.search(r'href="(\?[^"]*sesudah=[^"]+)"', page)
        address = WALL + following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) == Term.objects.filter(ended_at=None).count()


# --- Nothing hides what expired -------------------------------------------------------------------------------------


def test_nothing_hides_what_expired(people):
    code = in_handling(people, klass="lain").case.code
    with time_machine.travel(AFTER, tick=False):
        actions.note_missed()
        for member in (people.sari, people.tuti):
            browser = desk_of(member)
            for asked in ({}, {"kapan": "later"}, {"wajib": "others"}, {"jalur": "kepp"}, {"sesudah": "99999999999~1"}):
                assert code in alarm(text(browser.get(WALL, asked))), asked
            assert code in alarm(text(browser.get("/kerja/")))
            assert "KEDALUWARSA" in alarm(text(browser.get("/kerja/", headers={"hx-request": "true"})))


def test_it_hangs_there_before_any_worker_noted_it(people):
    code = in_handling(people, klass="lain").case.code
    with time_machine.travel(AFTER, tick=False):
        assert code in alarm(text(desk_of(people.tuti).get(WALL)))


def test_decided_too_late_it_leaves_the_wall_and_stays_on_the_heads_list(people):
    track = in_handling(people, klass="lain")
    with time_machine.travel(AFTER, tick=False):
        actions.decide(track, outcome="violation", plenary=plenary(), by=people.tuti)
        browser = desk_of(people.tuti)
        assert alarm(text(browser.get(WALL))) == ""
        assert rows(text(browser.get(EXPIRED))) == [track.case.code]
        assert desk_of(people.sari).get(EXPIRED).status_code == 404  # the heads' list


def test_a_recused_head_learns_that_there_is_one_and_not_which(people):
    case = in_handling(people, klass="lain").case
    Recusal.objects.create(case=case, member=people.tuti, reason="family", at=now(), by="M-0002")
    with time_machine.travel(AFTER, tick=False):
        actions.note_missed()
        for address in (WALL, "/kerja/"):
            page = text(desk_of(people.tuti).get(address))
            assert "Dan 1 pada perkara kantor yang tidak Anda tangani." in page
            assert case.code not in page
        assert rows(text(desk_of(people.tuti).get(EXPIRED))) == []


# --- Who sees it ----------------------------------------------------------------------------------------------------


def test_other_cities_and_other_agencies_see_nothing(people):
    track = in_handling(people, klass="pid")
    number = Term.objects.filter(case=track.case, ended_at=None).first().number
    page_of_term = f"/kerja/perkara/{track.case.code}/tenggat/{number}/"
    assert track.case.code in text(desk_of(people.sari).get(page_of_term))
    assert rows(text(desk_of(people.budi).get(WALL))) == []
    assert desk_of(people.budi).get(page_of_term).status_code == 404
    for name in ("citra", "komar", "polan", "dewi", "oki"):
        browser = desk_of(getattr(people, name))
        assert browser.get(WALL).status_code == browser.get(page_of_term).status_code == 404, name
        assert browser.get(EXPIRED).status_code == 404, name
    assert Client().get(WALL).status_code == 302
    assert desk_of(people.sari).get(f"/kerja/perkara/{track.case.code}/tenggat/99/").status_code == 404


def test_an_officer_of_one_kecamatan_sees_only_its_terms(people):
    in_handling(people, klass="lain")  # in Gambir
    Appointment.objects.filter(member=people.sari).update(area="31.71.06")  # Menteng
    assert rows(text(desk_of(people.sari).get(WALL))) == []
    Appointment.objects.filter(member=people.sari).update(area="31.71.01")
    assert len(rows(text(desk_of(people.sari).get(WALL)))) == 1


# --- One deadline, day by day ---------------------------------------------------------------------------------------


def test_a_deadline_is_explained_for_a_hearing(people):
    track = in_handling(people, klass="adm")
    row = Term.objects.get(case=track.case, clock="P7")
    browser, address = desk_of(people.tuti), f"/kerja/perkara/{track.case.code}/tenggat/{row.number}/"
    page = text(browser.get(address))
    assert "Kamis, 15 Februari 2024" in page and "pukul 24.00 WIB" in page
    assert "UU 7/2017 Ps. 454 ayat (7)" in page and "satuan belum diverifikasi" in page
    assert "Keppres 10/2024" in page  # the day of the vote is not counted
    assert "Daerah Khusus Ibukota Jakarta" in page and "Keppres 41/1987" in page  # whose midnight
    assert f"oleh {people.tuti.code}" in page and "data-print" in page
    off = rules.Holiday(date=date(2024, 2, 6), name="Libur tambahan", kind=rules.HolidayKind.ONE_OFF, source="Keppres 9/2024")
    actions.correct_law(rules.HolidayComes(holiday=replace(off, decided_on=date(2024, 2, 1))), by=people.tuti)
    page = text(browser.get(address))
    assert "Jumat, 16 Februari 2024" in page and "Keppres 9/2024" in page
    assert "dihitung ulang" in page


def test_an_ended_term_says_how_it_ended(people):
    track = decided(people, klass="lain")
    row = Term.objects.get(case=track.case, clock="P7")
    page = text(desk_of(people.sari).get(f"/kerja/perkara/{track.case.code}/tenggat/{row.number}/"))
    assert "dipenuhi" in page and "KEDALUWARSA" not in page


def test_a_clock_that_left_the_tables_is_still_shown(people):
    track = in_handling(people, klass="lain")
    row = Term.objects.get(case=track.case, clock="P7")
    Term.objects.filter(pk=row.pk).update(clock="ZZ")
    page = text(desk_of(people.sari).get(f"/kerja/perkara/{track.case.code}/tenggat/{row.number}/"))
    assert "tidak memuat jam ini lagi" in page
    assert "ZZ" in text(desk_of(people.sari).get(WALL))


# --- What it costs --------------------------------------------------------------------------------------------------


def test_the_wall_asks_the_database_as_often_for_many_as_for_few(people):
    for _ in range(2):
        registered(people, classes=["lain"])
    browser = desk_of(people.sari)
    with CaptureQueriesContext(connection) as few:
        text(browser.get(WALL))
    for _ in range(6):
        registered(people, classes=["lain", "adm"])
    with CaptureQueriesContext(connection) as many:
        text(browser.get(WALL))
    assert len(many) <= len(few) + 2  # what a process believes for a second may be asked again
    assert Case.objects.count() == 8
