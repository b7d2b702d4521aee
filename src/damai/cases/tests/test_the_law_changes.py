"""A decree comes late: what runs is counted again, the difference is shown before, and the people concerned are told once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from tests.cast import cast

from damai.agencies.models import Channel, Language
from damai.cases import actions, queries
from damai.cases.models import Assignment, Recusal, Term
from damai.cases.rules import Item
from damai.intake.models import Direction, Reply
from damai.intake.queries import thread_of
from damai.interviews.actions import open_repair
from damai.interviews.queries import repair_of
from damai.ledger.models import Entry
from damai.ledger.queries import now
from damai.outbox.models import Letter
from damai.outbox.queries import content_of
from damai.statutes import rules
from damai.statutes.actions import load_statutes
from damai.statutes.queries import clock, statutes
from damai.triage.queries import messages_of

from .story import ALL, MOMENT, clocks, in_handling, opened, registered, track_of

pytestmark = pytest.mark.django_db

DAY = date(2024, 2, 6)  # a Tuesday, inside everything that runs since Thursday 1 February
OFF = rules.Holiday(
    date=DAY, name="Libur tambahan", kind=rules.HolidayKind.ONE_OFF, source="Keppres 9/2024", decided_on=date(2024, 2, 1)
)
COMES = rules.HolidayComes(holiday=OFF)


@pytest.fixture
def people():
    with time_machine.travel(MOMENT, tick=False):
        people = cast()
        load_statutes()
        yield people


def shown(member=None, change=COMES):
    return queries.preview(change, statutes(), member)


def by_mail(*members):
    for member in members:
        member.channel = Channel.EMAIL
        member.save()


def letters():
    return {letter.key.rpartition("/")[2]: content_of(letter) for letter in Letter.objects.filter(purpose="deadline-moved")}


def test_what_would_move_is_shown_and_nothing_is_touched(people):
    track = in_handling(people)
    case, entries = track.case, Entry.objects.count()
    found = shown(people.tuti)
    # P7 and A1 of the administrative track both run from the registration on 1 February.
    assert [(each.case, each.clock, each.klass, each.before, each.after, each.days) for each in found.seen] == [
        (case.code, "P7", "adm", date(2024, 2, 15), date(2024, 2, 16), 1),
        (case.code, "A1", "adm", date(2024, 2, 26), date(2024, 2, 27), 1),
    ]
    assert found.elsewhere == 0
    assert clocks(case, track) == {"P7": date(2024, 2, 15), "A1": date(2024, 2, 26)}
    assert Entry.objects.count() == entries


def test_nobody_sees_more_of_it_than_of_the_cases(people):
    in_handling(people)
    assert len(shown(people.sari).seen) == 2
    for stranger in (people.budi, people.citra, people.polan, people.dewi, people.oki):
        found = shown(stranger)
        assert (found.seen, found.elsewhere, found.total) == ((), 2, 2), stranger
    assert len(shown().seen) == 2  # the operator at the console


def test_applied_it_moves_exactly_what_was_shown(people):
    case = registered(people, classes=["adm", "pid"])
    found = shown(people.tuti)
    moved = actions.correct_law(COMES, by=people.tuti)
    said = {(each.case, each.term, each.clock, each.klass, each.before, each.after) for each in moved}
    assert said == {(each.case, each.term, each.clock, each.klass, each.before, each.after) for each in found.seen}
    assert len(moved) == 3
    assert clocks(case, track_of(case, "adm")) == {"P7": date(2024, 2, 16), "A1": date(2024, 2, 27)}
    assert clocks(case, track_of(case, "pid")) == {"P7": date(2024, 2, 16), "G1": date(2024, 2, 2)}  # hours run on
    assert Entry.objects.filter(name="DeadlineMoved").count() == 3
    assert shown(people.tuti, rules.HolidayComes(holiday=replace(OFF, name="Lagi"))).total == 0
    actions.correct_law(rules.HolidayGoes(day=DAY, name="Libur tambahan"), by=people.tuti)
    assert clocks(case, track_of(case, "pid"))["P7"] == date(2024, 2, 15)


@pytest.mark.parametrize("name", ["sari", "budi", "citra", "polan", "dewi", "oki"])
def test_only_the_leads_of_the_supervisors_correct_the_law(people, name):
    with pytest.raises(actions.NotYours):
        actions.correct_law(COMES, by=getattr(people, name))
    assert DAY not in {day.date for day in statutes().holidays}


def test_an_operator_may_add_a_body_of_law_and_nothing_else(people):
    law = rules.Regime(code="PILKADES", name="Pemilihan kepala desa", law="UU 6/2014")
    own = replace(clock("PEMILU", "P7", date(2024, 1, 1)), regime="PILKADES", length=4)
    change = rules.RegimeComes(tables=rules.Statutes(regimes=(law,), clocks=(own,)))
    with pytest.raises(actions.NotYours):
        actions.correct_law(change, by=people.sari)
    assert actions.correct_law(change, by=people.oki) == []
    # And a case is opened under it, with no line of code.
    assert opened(people, kind="temuan", regime="PILKADES").regime == "PILKADES"


def test_a_refused_change_changes_nothing(people):
    in_handling(people)
    actions.correct_law(COMES, by=people.tuti)
    entries = Entry.objects.count()
    assert COMES.objection(statutes())
    with pytest.raises(rules.StatuteError):
        actions.correct_law(COMES, by=people.tuti)
    assert Entry.objects.count() == entries


def test_a_new_version_moves_only_what_started_under_it(people):
    old, case = clock("PEMILU", "P7", date(2024, 2, 1)), registered(people, classes=["lain"])
    later = rules.ClockComes(clock=replace(old, length=9, written="9 hari", valid_from=date(2024, 2, 2)))
    assert shown(change=later).total == 0
    now_already = rules.ClockComes(clock=replace(old, length=9, written="9 hari", valid_from=date(2024, 2, 1)))
    assert [(each.clock, each.days) for each in shown(change=now_already).seen] == [("P7", 4)]
    actions.correct_law(now_already, by=people.tuti)
    assert clocks(case, track_of(case, "lain")) == {"P7": date(2024, 2, 19)}


def test_the_time_limit_of_reporting_moves_too(people):
    case = opened(people)  # known on Wednesday 31 January
    before = case.report_due_on
    assert [(each.term, each.clock, each.before) for each in shown().seen] == [(0, "P1", before)]
    actions.correct_law(COMES, by=people.tuti)
    case.refresh_from_db()
    assert before == date(2024, 2, 13)
    assert case.report_due_on == date(2024, 2, 15)  # over the day of the vote


def test_a_missed_term_that_gets_more_time_is_not_missed_any_more(people):
    with time_machine.travel(MOMENT, tick=False) as clock_of_the_test:
        case = registered(people, classes=["lain"])
        clock_of_the_test.move_to(datetime(2024, 2, 15, 17, 0, 1, tzinfo=UTC))  # a second after P7 ended
        actions.note_missed()
        case.refresh_from_db()
        assert case.expired
        actions.correct_law(COMES, by=people.tuti)
        case.refresh_from_db()
        assert not case.expired
        assert not Term.objects.filter(case=case, missed_at__isnull=False).exclude(clock__in=["P6", "P3"]).exists()
        clock_of_the_test.move_to(datetime(2024, 2, 16, 17, 0, 1, tzinfo=UTC))
        assert actions.note_missed() == 1
        case.refresh_from_db()
        assert case.expired


# --- Who is told ----------------------------------------------------------------------------------------------------


def test_handler_and_leads_are_written_to_in_their_language(people):
    case = registered(people, classes=["lain"])
    Assignment.objects.create(case=case, member=people.sari, how="lot", at=now(), by="M-0002", declared_at=now())
    people.sari.language = Language.ENGLISH
    by_mail(people.sari, people.tuti)
    actions.correct_law(COMES, by=people.tuti)
    told = letters()
    assert set(told) == {people.sari.code, people.tuti.code}
    assert told[people.tuti.code].to == "tuti@contoh.id"
    assert "1 tenggat berubah" in told[people.tuti.code].subject
    assert f"{case.code}, P7: sebelumnya Kamis, 15 Februari 2024, menjadi Jumat, 16 Februari 2024" in told[people.tuti.code].text
    assert "Thursday, 15 February 2024" in told[people.sari.code].text
    assert "Ada bagi-bagi uang" not in told[people.tuti.code].text


def test_who_is_recused_or_wants_no_mail_is_not_written_to(people):
    case = registered(people, classes=["lain"])
    Assignment.objects.create(case=case, member=people.sari, how="lot", at=now(), by="M-0002", declared_at=now())
    Recusal.objects.create(case=case, member=people.tuti, reason="family", at=now(), by="M-0002")
    by_mail(people.tuti, people.budi)
    actions.correct_law_of_house(COMES, by="damai")
    assert letters() == {}


def test_the_reporter_is_told_behind_the_receipt(people):
    case = registered(people, classes=["lain"])
    actions.correct_law(COMES, by=people.tuti)
    assert Reply.objects.filter(direction=Direction.TO_SENDER).count() == 2  # that it is registered, and this
    words = thread_of(messages_of(case.report)[0])[-1].text
    assert "Batas waktu penanganan laporan Anda berubah" in words
    assert "sebelumnya Kamis, 15 Februari 2024, sekarang Jumat, 16 Februari 2024" in words


def test_a_finding_has_no_reporter_to_tell(people):
    opened(people, kind="temuan")
    assert len(actions.correct_law(COMES, by=people.tuti)) >= 1
    assert not Reply.objects.exists()


def test_who_is_asked_to_mend_a_report_gets_the_new_last_moment(people):
    lacking = frozenset({Item.EVIDENCE})
    case = actions.assess(opened(people), met=ALL - lacking, notes={Item.EVIDENCE: "Foto atau saksi."}, by=people.sari)
    case = actions.notify_shortfall(case, how="channel", by=people.sari)
    term = Term.objects.get(case=case, clock="P5")  # until Monday 5 February
    message = messages_of(case.report)[0]
    if repair_of(case.code) is None:
        open_repair(message=message, items=["evidence"], due_at=term.due_at, case=case.code, by=people.sari.code)
    actions.correct_law(rules.HolidayComes(holiday=replace(OFF, date=date(2024, 2, 5))), by=people.tuti)
    term.refresh_from_db()
    assert term.due_on == date(2024, 2, 6)
    assert repair_of(case.code).due_at == term.due_at
    assert "Batas waktu untuk melengkapi laporan Anda berubah" in thread_of(message)[-1].text
