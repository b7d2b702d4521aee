"""A case goes the way of the law: opened, studied, registered, handled, decided, announced, closed; and never another."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from tests.cast import cast

from damai.cases import actions, public, queries
from damai.cases.models import Case, PlenoRecord, Step
from damai.cases.rules import Class, Item, Plenary, Reason, Regime, State
from damai.ledger.models import Entry
from damai.statutes.actions import add_holiday, load_statutes
from damai.statutes.rules import HolidayKind
from damai.triage.actions import NotYours, set_aside
from damai.triage.tests.story import confirmed, report

pytestmark = pytest.mark.django_db

MOMENT = datetime(2024, 2, 1, 6, 0, tzinfo=UTC)  # Thursday 13.00 in Jakarta, an hour after the message
ALL = frozenset(Item)


def plenary(number: str = "BA.01/PP.01/II/2024", held_on: date = date(2024, 2, 1), present: int = 3, of: int = 5) -> Plenary:
    return Plenary(number=number, held_on=held_on, present=present, of=of)


@pytest.fixture
def people():
    people = cast()
    load_statutes()
    return people


@pytest.fixture
def clock():
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


def opened(people, *, kind="laporan", regime="PEMILU", **given) -> Case:
    found = confirmed(by=people.sari, **given)
    return actions.open_case(found, regime=regime, kind=kind, reporter_identified=kind == "laporan", by=people.sari)


def in_handling(people, **given) -> Case:
    case = opened(people, **given)
    case = actions.move(case, to=State.KAJIAN_AWAL, by=people.sari)
    case = actions.assess(case, items=ALL, by=people.sari)
    case = actions.register(case, plenary=plenary(), by=people.tuti)
    return actions.move(case, to=State.PENANGANAN, by=people.sari)


def test_the_whole_way(people, clock):
    case = opened(people)
    assert case.code == f"P-{case.pk:05d}"
    assert (case.state, case.clock, case.due_on) == (State.LAPORAN_DITERIMA, "P3", date(2024, 2, 5))
    assert case.report_due_on == date(2024, 2, 13)  # known 31 January: seven working days, 8 and 9 February are off
    case = actions.move(case, to=State.KAJIAN_AWAL, by=people.sari)
    assert (case.clock, case.due_on) == ("P3", date(2024, 2, 5))  # the clock of the study goes on
    case = actions.assess(case, items=ALL, by=people.sari)
    assert (case.state, case.clock) == (State.LENGKAP, "P6")
    case = actions.register(case, plenary=plenary(), by=people.tuti)
    assert (case.clock, case.due_on) == ("P7", date(2024, 2, 15))
    case = actions.move(case, to=State.PENANGANAN, by=people.sari)
    case = actions.extend(case, reason=Reason.WITNESS, by=people.sari)
    assert (case.clock, case.due_on) == ("P8", date(2024, 2, 26))  # fourteen in all from registration, not seven and fourteen
    case = actions.decide(case, klass=Class.PID, plenary=plenary("BA.02/PP.01/II/2024"), by=people.tuti)
    assert (case.clock, case.due_at) == ("K1", MOMENT + timedelta(hours=24))
    case = actions.move(case, to=State.DITERUSKAN_POLRI, gakkumdu="05/GKMD/II/2024", by=people.tuti)
    case = actions.announce(case, by=people.sari)
    case = actions.close(case, by=people.sari)
    assert (case.state, case.clock) == (State.DITUTUP, "")
    names = list(Entry.objects.filter(about=case.code).order_by("id").values_list("name", flat=True))
    assert names == [
        "CaseOpened", "CaseMoved", "CaseMoved", "CaseRegistered", "PlenaryRecorded", "CaseMoved", "CaseExtended", "CaseDecided",
        "PlenaryRecorded", "CaseMoved", "CaseAnnounced", "CaseClosed",
    ]  # fmt: skip
    assert [step.number for step in queries.steps_of(case)] == list(range(1, 11))
    assert queries.totals().reconciles


def test_only_a_confirmed_violation_becomes_a_case_and_only_once(people, clock):
    waiting = report()
    with pytest.raises(actions.NotAViolation, match="belum ditetapkan"):
        actions.open_case(waiting, regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)
    with pytest.raises(actions.NotAViolation):
        actions.open_case(
            set_aside(waiting, reason="spam", by=people.sari), regime="PEMILU", kind="informasi_awal", by=people.sari
        )
    case = opened(people)
    with pytest.raises(actions.AlreadyOpen):
        actions.open_case(case.report, regime="PILKADA", kind="informasi_awal", by=people.sari)


def test_an_anonymous_word_can_only_be_preliminary_information(people, clock):
    found = confirmed(by=people.sari)
    with pytest.raises(actions.NotAllowed, match="nama dan alamat"):
        actions.open_case(found, regime="PEMILU", kind="laporan", by=people.sari)
    case = actions.open_case(found, regime="PEMILU", kind="informasi_awal", by=people.sari)
    assert (case.state, case.clock) == (State.INFORMASI_AWAL, "P9")
    case = actions.move(case, to=State.DUGAAN_DITEMUKAN, by=people.sari)
    assert (case.kind, case.clock) == ("temuan", "P2")
    case = actions.move(case, to=State.TEMUAN, plenary=plenary(), by=people.tuti)
    case = actions.register(case, plenary=plenary("BA.03/2024"), by=people.tuti)  # a finding needs no reporter's identity
    assert case.state == State.DIREGISTRASI


def test_a_report_without_the_day_it_became_known_is_not_accepted_as_one(people, clock):
    found = confirmed(by=people.sari, known_on=None)
    with pytest.raises(actions.NotAllowed, match="tanggal pelanggaran diketahui"):
        actions.open_case(found, regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)


def test_a_late_report_cannot_be_mended(people, clock):
    case = opened(people, happened_on=date(2024, 1, 2), known_on=date(2024, 1, 3))
    case = actions.move(case, to=State.KAJIAN_AWAL, by=people.sari)
    with pytest.raises(actions.NotAllowed, match="tidak dapat diperbaiki"):
        actions.assess(case, items=ALL - {Item.EVIDENCE}, by=people.sari)
    with pytest.raises(actions.NotAllowed, match="tidak dapat diperbaiki"):
        actions.assess(case, items=ALL, by=people.sari)
    case = actions.move(case, to=State.TIDAK_DIREGISTRASI, reason=Reason.LATE, plenary=plenary(), by=people.tuti)
    case = actions.move(case, to=State.INFORMASI_AWAL, by=people.sari)  # but it is not lost
    assert case.kind == "informasi_awal"


def test_what_is_missing_may_be_mended_once(people, clock):
    case = opened(people)
    case = actions.move(case, to=State.KAJIAN_AWAL, by=people.sari)
    case = actions.assess(case, items=ALL - {Item.EVIDENCE, Item.WHEN_WHERE}, by=people.sari)
    assert (case.state, case.clock) == (State.MENUNGGU_PERBAIKAN, "P5")
    assert Step.objects.get(case=case, target=State.MENUNGGU_PERBAIKAN).missing == ["evidence", "when_where"]
    assert public.progress(case.report.code).asks_reporter
    case = actions.move(case, to=State.KAJIAN_AWAL_ULANG, by=people.sari)
    with pytest.raises(actions.NotAllowed, match="tidak dikenal aturan"):
        actions.assess(case, items=ALL - {Item.EVIDENCE}, by=people.sari)
    with pytest.raises(actions.NotAllowed, match="belum lengkap"):
        actions.move(case, to=State.LENGKAP, items=ALL - {Item.EVIDENCE}, by=people.sari)
    assert actions.assess(case, items=ALL, by=people.sari).state == State.LENGKAP


def test_nothing_is_decided_without_a_plenary_with_a_quorum(people, clock):
    case = opened(people)
    case = actions.assess(actions.move(case, to=State.KAJIAN_AWAL, by=people.sari), items=ALL, by=people.sari)
    refused = {
        "berita acara": None,
        "kuorum": plenary(present=2, of=5),
        "masa depan": plenary(held_on=date(2024, 2, 2)),
        "sebelum laporan": plenary(held_on=date(2024, 1, 31)),
        "hanya memuat huruf": plenary(number="pleno bersama Pak Budi"),
    }
    for words, minutes in refused.items():
        with pytest.raises(actions.NotAllowed, match=words):
            actions.move(case, to=State.DIREGISTRASI, plenary=minutes, by=people.tuti)
    with pytest.raises(actions.NotAllowed, match="pimpinan"):
        actions.register(case, plenary=plenary(), by=people.sari)  # an officer does not decide
    assert actions.register(case, plenary=plenary(), by=people.tuti).state == State.DIREGISTRASI
    other = opened(people)
    other = actions.assess(actions.move(other, to=State.KAJIAN_AWAL, by=people.sari), items=ALL, by=people.sari)
    with pytest.raises(actions.ContradictingMinutes):
        actions.register(other, plenary=plenary(present=4), by=people.tuti)
    actions.register(other, plenary=plenary(), by=people.tuti)  # the same minutes may stand behind two cases
    assert PlenoRecord.objects.count() == 1


def test_more_time_is_given_once_with_a_reason_and_before_the_time_is_over(people, clock):
    case = in_handling(people)
    with pytest.raises(actions.NotAllowed, match="alasan"):
        actions.extend(case, reason=Reason.LATE, by=people.sari)
    clock.move_to(datetime(2024, 2, 15, 16, 59, 59, tzinfo=UTC))  # the last second of 15 February in Jakarta
    assert actions.extend(case, reason=Reason.EXPERT, by=people.sari).clock == "P8"
    late = in_handling_from(people, clock)
    clock.move_to(late.due_at)
    with pytest.raises(actions.NotAllowed, match="sebelum batas penanganan berakhir"):
        actions.extend(late, reason=Reason.EXPERT, by=people.sari)


def in_handling_from(people, clock) -> Case:
    """A second case, registered on the day it is now."""
    day = queries.today()
    case = opened(people, text="Ada bagi-bagi beras di RW 09 untuk coblos nomor dua")
    case = actions.assess(actions.move(case, to=State.KAJIAN_AWAL, by=people.sari), items=ALL, by=people.sari)
    case = actions.register(case, plenary=plenary("BA.09/2024", held_on=day), by=people.tuti)
    return actions.move(case, to=State.PENANGANAN, by=people.sari)


def test_a_decision_after_the_end_is_recorded_and_flagged_as_expired_once(people, clock):
    case = in_handling(people)
    clock.move_to(case.due_at)
    assert [each.code for each in queries.late_cases(people.sari)] == [case.code]
    assert actions.note_missed() == 1
    assert actions.note_missed() == 0
    case.refresh_from_db()
    assert case.expired
    case = actions.decide(case, klass=Class.BUKAN, plenary=plenary("BA.08/2024", held_on=date(2024, 2, 15)), by=people.tuti)
    assert Step.objects.get(case=case, target=State.PLENO_HASIL).late
    assert case.expired  # for ever
    assert Entry.objects.filter(name="CaseExpired", about=case.code).count() == 1


def test_a_missed_clock_is_noted_even_if_no_worker_ran(people, clock):
    case = in_handling(people)
    clock.move_to(case.due_at + timedelta(days=1))
    actions.decide(case, klass=Class.BUKAN, plenary=plenary("BA.08/2024", held_on=date(2024, 2, 16)), by=people.tuti)
    assert Entry.objects.filter(name="CaseExpired", about=case.code).count() == 1
    assert actions.note_missed() == 0


def test_soon_late_and_late_are_lists_of_their_own(people, clock):
    case = in_handling(people)
    assert list(queries.soon_late(people.sari)) == []
    clock.move_to(case.due_at - timedelta(hours=30))
    assert [each.code for each in queries.soon_late(people.sari)] == [case.code]
    assert list(queries.late_cases(people.sari)) == []
    clock.move_to(case.due_at)
    assert list(queries.soon_late(people.sari)) == []
    assert list(queries.soon_late(people.budi)) == list(queries.late_cases(people.budi)) == []


def test_a_holiday_that_comes_late_moves_the_deadline_and_the_difference_is_shown_first(people, clock):
    case = in_handling(people)
    assert case.due_on == date(2024, 2, 15)
    add_holiday(date(2024, 2, 6), name="Libur sekali", kind=HolidayKind.ONE_OFF, source="Keppres contoh", by="M-0008")
    (shown,) = [each for each in actions.recount(by="M-0008", apply=False) if each.clock == "P7"]
    assert (shown.case, shown.before, shown.after) == (case.code, date(2024, 2, 15), date(2024, 2, 16))
    case.refresh_from_db()
    assert case.due_on == date(2024, 2, 15)
    actions.recount(by="M-0008")
    case.refresh_from_db()
    assert case.due_on == date(2024, 2, 16) == queries.clock_of(case).deadline.due_on
    assert actions.recount(by="M-0008") == []
    assert Entry.objects.filter(name="DeadlineMoved", about=case.code).count() == 1


def test_the_same_events_have_other_deadlines_under_the_other_law(people, clock):
    pemilu, pilkada = in_handling(people), None
    pilkada = opened(people, regime="PILKADA")
    pilkada = actions.assess(actions.move(pilkada, to=State.KAJIAN_AWAL, by=people.sari), items=ALL, by=people.sari)
    assert pilkada.clock == ""  # Pilkada's tables know no term for registering
    pilkada = actions.register(pilkada, plenary=plenary(), by=people.tuti)
    assert (pemilu.due_on, pilkada.due_on) == (date(2024, 2, 15), date(2024, 2, 4))  # three calendar days since receipt
    pilkada = actions.extend(actions.move(pilkada, to=State.PENANGANAN, by=people.sari), reason=Reason.WITNESS, by=people.sari)
    assert pilkada.due_on == date(2024, 2, 6)
    assert pilkada.regime == Regime.PILKADA


def test_the_class_decides_what_can_follow(people, clock):
    case = actions.decide(in_handling(people), klass=Class.KEPP, plenary=plenary("BA.05/2024"), by=people.tuti)
    for target in (State.DITERUSKAN_POLRI, State.DIHENTIKAN, State.DITERUSKAN_INSTANSI):
        with pytest.raises(actions.NotAllowed, match="Kelas pelanggaran"):
            actions.move(case, to=target, gakkumdu="1/GKMD", by=people.tuti)
    assert [move.target for move in queries.next_moves(case, people.tuti)] == [State.DITERUSKAN_DKPP]
    assert queries.next_moves(case, people.sari) == []
    assert actions.move(case, to=State.DITERUSKAN_DKPP, by=people.tuti).state == State.DITERUSKAN_DKPP


def test_a_crime_is_forwarded_only_with_the_minutes_of_gakkumdu(people, clock):
    case = actions.decide(in_handling(people), klass=Class.PID, plenary=plenary("BA.05/2024"), by=people.tuti)
    with pytest.raises(actions.NotAllowed, match="Gakkumdu"):
        actions.move(case, to=State.DITERUSKAN_POLRI, by=people.tuti)


def test_the_reporter_is_told_state_step_article_and_date_and_it_stays_alleged(people, clock):
    case = in_handling(people)
    told = public.progress(case.report.code)
    assert (told.case, told.due_on, told.late, told.alleged) == (case.code, date(2024, 2, 15), False, True)
    assert "dugaan" in told.words.lower()
    assert told.next_step == "Keputusan rapat pleno"
    assert "454" in told.basis
    case = actions.decide(case, klass=Class.BUKAN, plenary=plenary("BA.05/2024"), by=people.tuti)
    assert not public.progress(case.report.code).alleged
    assert public.progress("L-99999") is None
    every_word = " ".join(str(value) for value in vars(told).values())
    assert "Sari" not in every_word
    assert "M-0001" not in every_word


def test_identity_may_be_completed_later_and_no_name_is_stored(people, clock):
    found = confirmed(by=people.sari)
    case = actions.open_case(found, regime="PEMILU", kind="informasi_awal", by=people.sari)
    case = actions.identify_reporter(case, by=people.sari)
    actions.identify_reporter(case, by=people.sari)
    assert case.reporter_identified
    assert Entry.objects.filter(name="ReporterIdentified", about=case.code).count() == 1
    with pytest.raises(NotYours):
        actions.identify_reporter(case, by=people.budi)
