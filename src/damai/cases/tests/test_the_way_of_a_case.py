"""A case goes the way of the law: opened, studied, registered, handled, decided, announced, closed; and never another."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from tests.cast import cast

from damai.cases import actions, public, queries
from damai.cases.models import Case, PlenoRecord, RegimeChanged, Step, Term
from damai.cases.rules import Class, Event, Item, Outcome, Reason, State, TrackState
from damai.ledger.models import Entry
from damai.statutes.actions import add_clock, add_holiday, add_regime, load_statutes
from damai.statutes.rules import Clock, Confidence, HolidayKind, Regime, Unit
from damai.triage.actions import NotYours, set_aside
from damai.triage.tests.story import confirmed, report

from .story import ALL, MOMENT, clocks, complete, decided, in_handling, opened, plenary, registered, track_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    people = cast()
    load_statutes()
    return people


@pytest.fixture
def clock():
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


# --- The whole way ---------------------------------------------------------------------------------------------------


def test_the_whole_way_of_an_administrative_violation(people, clock):
    case = opened(people)
    assert case.code == f"P-{case.pk:05d}"
    assert (case.state, clocks(case)) == (State.LAPORAN_DITERIMA, {"P3": date(2024, 2, 5)})
    assert case.report_due_on == date(2024, 2, 13)  # known 31 January: seven working days, 8 and 9 February are off
    case = actions.move(case, to=State.KAJIAN_AWAL, by=people.sari)
    assert clocks(case) == {"P3": date(2024, 2, 5)}  # the clock of the study goes on
    case = actions.assess(case, met=ALL, classes={Class.ADM}, by=people.sari)
    assert (case.state, clocks(case)) == (State.LENGKAP, {"P6": date(2024, 2, 2)})
    case = actions.register(case, classes=[Class.ADM], plenary=plenary(), by=people.tuti)
    track = track_of(case)
    assert (case.state, track.state) == (State.DIREGISTRASI, TrackState.PENANGANAN)
    assert clocks(case, track) == {"P7": date(2024, 2, 15), "A1": date(2024, 2, 26)}
    track = actions.extend(track, reason=Reason.WITNESS, by=people.sari)
    # Fourteen in all from registration, not seven and fourteen.
    assert clocks(case, track) == {"P8": date(2024, 2, 26), "A1": date(2024, 2, 26)}
    track = actions.decide(track, outcome=Outcome.VIOLATION, plenary=plenary(), by=people.tuti)
    assert clocks(case, track) == {"A1": date(2024, 2, 26)}
    assert track.alleged  # a hearing has to decide it first
    track = actions.move_track(track, to=TrackState.SIDANG, by=people.tuti)
    track = actions.move_track(track, to=TrackState.DIPUTUS, outcome="violation", plenary=plenary(), by=people.tuti)
    assert (clocks(case, track), track.alleged) == ({"A2": date(2024, 2, 6)}, False)
    track = actions.move_track(track, to=TrackState.KPU_MELAKSANAKAN, by=people.sari)
    assert track.over_at is not None
    case = actions.announce(case, by=people.sari)
    case = actions.close(case, by=people.sari)
    assert (case.state, list(queries.open_terms(case))) == (State.DITUTUP, [])
    assert [(term.clock, term.end) for term in queries.terms_of(case)] == [
        ("P3", "met"), ("P6", "met"), ("P7", "met"), ("A1", "met"), ("P8", "met"), ("A2", "met"),
    ]  # fmt: skip
    assert [step.number for step in queries.steps_of(case)] == list(range(1, 12))
    assert queries.totals().reconciles


def test_the_log_tells_the_whole_way(people, clock):
    track = decided(people, outcome="not_violation")
    track = actions.move_track(track, to=TrackState.DIHENTIKAN, by=people.tuti)
    case = actions.close(actions.announce(track.case, by=people.sari), by=people.sari)
    names = list(Entry.objects.filter(about=case.code).order_by("id").values_list("name", flat=True))
    assert names == [
        "CaseOpened", "CaseStepped", "CaseAssessed", "CaseStepped", "CaseStepped", "PlenaryRecorded", "NumberTaken",
        "TrackOpened", "TrackDecided", "PlenaryRecorded", "TrackMoved", "CaseAnnounced", "CaseClosed",
    ]  # fmt: skip


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


# --- The three kinds -------------------------------------------------------------------------------------------------


def test_an_anonymous_word_can_only_be_preliminary_information_and_may_become_a_finding(people, clock):
    found = confirmed(by=people.sari)
    with pytest.raises(actions.NotAllowed, match="nama dan alamat"):
        actions.open_case(found, regime="PEMILU", kind="laporan", by=people.sari)
    case = actions.open_case(found, regime="PEMILU", kind="informasi_awal", by=people.sari)
    assert (case.state, list(clocks(case))) == (State.INFORMASI_AWAL, ["P9"])
    case = actions.move(case, to=State.DUGAAN_DITEMUKAN, by=people.sari)
    assert (case.kind, list(clocks(case))) == ("temuan", ["P2"])
    case = actions.move(case, to=State.TEMUAN, plenary=plenary(), by=people.tuti)
    assert list(clocks(case)) == ["P6b"]
    case = actions.register(case, classes=["pid"], plenary=plenary(), by=people.tuti)  # a finding needs no reporter's identity
    assert case.state == State.DIREGISTRASI


def test_a_finding_is_declared_within_seven_days_of_the_day_it_was_found(people, clock):
    case = opened(people, kind="temuan", known_on=date(2024, 1, 31))
    assert clocks(case) == {"P2": date(2024, 2, 13)}


def test_a_report_without_the_day_it_became_known_is_not_accepted_as_one(people, clock):
    found = confirmed(by=people.sari, known_on=None)
    with pytest.raises(actions.NotAllowed, match="tanggal pelanggaran diketahui"):
        actions.open_case(found, regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)


def test_identity_may_be_completed_later_and_no_name_is_stored(people, clock):
    found = confirmed(by=people.sari)
    case = actions.open_case(found, regime="PEMILU", kind="informasi_awal", by=people.sari)
    case = actions.identify_reporter(case, by=people.sari)
    actions.identify_reporter(case, by=people.sari)
    assert case.reporter_identified
    assert Entry.objects.filter(name="ReporterIdentified", about=case.code).count() == 1
    with pytest.raises(NotYours):
        actions.identify_reporter(case, by=people.budi)


# --- The law a case lives under --------------------------------------------------------------------------------------


def test_the_regime_never_changes_in_code_or_in_the_database(people, clock):
    case = opened(people)
    case.regime = "PILKADA"
    with pytest.raises(RegimeChanged):
        case.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(regime="PILKADA")
    assert Case.objects.get(pk=case.pk).regime == "PEMILU"
    Case.objects.filter(pk=case.pk).update(regime="PEMILU")  # to the same is no change


def test_a_law_nobody_wrote_down_opens_no_case(people, clock):
    with pytest.raises(actions.UnknownLaw, match="PILKADES"):
        opened(people, regime="PILKADES")
    assert Case.objects.count() == 0


def test_a_regime_with_other_clocks_works_without_code(people, clock):
    """A village head's election, as a lawyer could write it down."""
    add_regime(Regime(code="PILKADES", name="Pemilihan kepala desa", law="UU 6/2014"), by="M-0001")
    rows = [
        ("D1", Event.SUBMITTED, (Event.ASSESSED,), (), 3, Unit.CALENDAR_DAYS, False),
        ("D2", Event.REGISTERED, (Event.DECIDED,), (), 4, Unit.CALENDAR_DAYS, True),  # of the case as a whole
        ("D3", Event.DECIDED, (Event.STOPPED, Event.READ), ("adm",), 5, Unit.CALENDAR_DAYS, False),
    ]
    for code, event, met_by, tracks, length, unit, handling in rows:
        clock_ = Clock(
            regime="PILKADES", code=code, name=f"Jam {code}", start_event="peristiwa", event=event, met_by=met_by, tracks=tracks,
            length=length, unit=unit, basis="UU 6/2014", confidence=Confidence.UNVERIFIED, valid_from=date(2023, 1, 1),
            handling=handling,
        )  # fmt: skip
        add_clock(clock_, by="M-0001")
    case = registered(people, regime="PILKADES", classes=["adm", "lain"])
    assert clocks(case) == {"D2": date(2024, 2, 5)}
    first, second = track_of(case, "adm"), track_of(case, "lain")
    first = actions.decide(first, outcome="not_violation", plenary=plenary(), by=people.tuti)
    assert list(clocks(case)) == ["D2"]  # the other class is not decided yet
    assert clocks(case, first) == {"D3": date(2024, 2, 6)}
    actions.decide(second, outcome="not_violation", plenary=plenary(), by=people.tuti)
    assert clocks(case) == {}
    actions.move_track(first, to=TrackState.DIHENTIKAN, by=people.tuti)
    assert [(term.clock, term.end) for term in queries.terms_of(case)] == [("D1", "met"), ("D2", "met"), ("D3", "met")]
    assert "UU 6/2014" in Step.objects.filter(case=case, target="lengkap").get().basis


def test_the_same_events_have_other_deadlines_under_the_other_law(people, clock):
    pemilu, pilkada = in_handling(people), in_handling(people, regime="PILKADA")
    assert clocks(pemilu.case, pemilu)["P7"] == date(2024, 2, 15)
    assert clocks(pilkada.case, pilkada) == {"P7": date(2024, 2, 4)}  # three calendar days since receipt
    pilkada = actions.extend(pilkada, reason=Reason.WITNESS, by=people.sari)
    assert clocks(pilkada.case, pilkada) == {"P8": date(2024, 2, 6)}
    assert not Term.objects.filter(case=pilkada.case, clock="P6").exists()  # Pilkada's tables know no term for registering


# --- The first study -------------------------------------------------------------------------------------------------


def test_a_late_report_cannot_be_mended(people, clock):
    case = opened(people, happened_on=date(2024, 1, 2), known_on=date(2024, 1, 3))
    case = actions.assess(case, met=ALL, by=people.sari)  # whether it came in time is counted, not said
    assert case.state == State.LEWAT_WAKTU
    with pytest.raises(actions.NotAllowed, match="tidak sedang menunggu"):
        actions.notify_shortfall(case, how="phone", by=people.sari)
    case = actions.move(case, to=State.TIDAK_DIREGISTRASI, reason=Reason.LATE, plenary=plenary(), by=people.tuti)
    assert clocks(case) == {}
    case = actions.move(case, to=State.INFORMASI_AWAL, by=people.sari)  # but it is not lost
    assert (case.kind, list(clocks(case))) == ("informasi_awal", ["P9"])


@pytest.mark.parametrize(("known", "expected"), [(date(2024, 1, 23), State.LENGKAP), (date(2024, 1, 22), State.LEWAT_WAKTU)])
def test_the_seventh_day_is_in_time_and_the_eighth_is_late(people, clock, known, expected):
    case = opened(people, happened_on=date(2024, 1, 20), known_on=known)  # reported on 1 February
    assert actions.assess(case, met=ALL, by=people.sari).state == expected


def test_tsm_may_be_reported_in_its_own_window_and_then_only_tsm_is_registered(people, clock):
    case = opened(people, happened_on=date(2024, 1, 2), known_on=date(2024, 1, 3))
    case = actions.assess(case, met=ALL, classes={Class.TSM}, by=people.sari)
    assert case.state == State.LENGKAP
    with pytest.raises(actions.NotAllowed, match="Hanya dugaan TSM"):
        actions.register(case, classes=["tsm", "adm"], plenary=plenary(), by=people.tuti)
    with pytest.raises(actions.NotAllowed, match="tidak dapat diperbaiki"):
        actions.register(case, classes=["adm"], plenary=plenary(), by=people.tuti)
    case = actions.register(case, classes=["tsm"], plenary=plenary(), by=people.tuti)
    assert clocks(case, track_of(case, "tsm")) == {"P7": date(2024, 2, 15), "A3": date(2024, 2, 26)}


def test_what_is_missing_is_told_and_may_be_mended_once(people, clock):
    case = opened(people)
    missing = ALL - {Item.EVIDENCE, Item.WHEN_WHERE}
    with pytest.raises(actions.NotAllowed, match="Tulis apa yang kurang"):
        actions.assess(case, met=missing, notes={Item.EVIDENCE: "Foto"}, by=people.sari)
    assert Case.objects.get(pk=case.pk).state == State.LAPORAN_DITERIMA  # a refusal changes nothing
    notes = {Item.EVIDENCE: "Sertakan foto atau nama saksi.", Item.WHEN_WHERE: "Di RW berapa?"}
    case = actions.assess(case, met=missing, notes=notes, by=people.sari)
    assert (case.state, clocks(case)) == (State.BELUM_LENGKAP, {"P4": date(2024, 2, 2)})
    case = actions.notify_shortfall(case, how="phone", by=people.sari)
    assert (case.state, clocks(case)) == (State.MENUNGGU_PERBAIKAN, {"P5": date(2024, 2, 5)})
    assert case.repair.items == ["when_where", "evidence"]
    assert public.progress(case.report.code).asks_reporter
    case = actions.mend(case, answer="W-000009", by=people.sari)
    assert (case.state, clocks(case)) == (State.KAJIAN_AWAL_ULANG, {"P3b": date(2024, 2, 5)})
    assert actions.mend(case, answer="W-000009", by=people.sari).state == State.KAJIAN_AWAL_ULANG  # once
    case = actions.assess(case, met=ALL - {Item.EVIDENCE}, notes=notes, by=people.sari)
    assert (case.state, clocks(case)) == (State.KAJIAN_AWAL_ULANG, {})  # no second repair: the plenary decides
    case = actions.move(case, to=State.TIDAK_DIREGISTRASI, reason=Reason.INCOMPLETE, plenary=plenary(), by=people.tuti)
    assert [row.missing for row in case.assessments.all()] == [["when_where", "evidence"], ["evidence"]]


def test_what_is_missing_is_sealed(people, clock):
    case = opened(people)
    words = "Sebutkan nama Pak Rahasia yang membagikan."
    case = actions.assess(case, met=ALL - {Item.REPORTED}, notes={Item.REPORTED: words}, by=people.sari)
    assert b"Rahasia" not in bytes(case.assessments.get().sealed_notes)
    assert not any("Rahasia" in str(entry.opening) for entry in Entry.objects.all())


def test_the_mended_report_is_registered(people, clock):
    case = opened(people)
    case = actions.assess(case, met=ALL - {Item.EVIDENCE}, notes={Item.EVIDENCE: "Foto"}, by=people.sari)
    case = actions.mend(actions.notify_shortfall(case, how="phone", by=people.sari), answer="W-000009", by=people.sari)
    case = actions.assess(case, met=ALL, by=people.sari)
    assert actions.register(case, classes=["lain"], plenary=plenary(), by=people.tuti).state == State.DIREGISTRASI


def test_what_is_mended_too_late_is_kept_and_does_not_move_the_case(people, clock):
    case = opened(people)
    case = actions.assess(case, met=ALL - {Item.EVIDENCE}, notes={Item.EVIDENCE: "Foto"}, by=people.sari)
    case = actions.notify_shortfall(case, how="phone", by=people.sari)
    with pytest.raises(actions.NotAllowed, match="masih dapat memperbaiki"):
        actions.move(case, to=State.TIDAK_DIREGISTRASI, reason=Reason.REPAIR_LAPSED, plenary=plenary(), by=people.tuti)
    clock.move_to(queries.open_terms(case).get().due_at)
    case = actions.mend(case, answer="W-000010")
    assert (case.state, case.repair.late, case.repair.answer) == (State.MENUNGGU_PERBAIKAN, True, "W-000010")
    assert queries.terms_of(case).get(clock="P5").end == "met_late"
    case = actions.move(case, to=State.TIDAK_DIREGISTRASI, reason=Reason.REPAIR_LAPSED, plenary=plenary(), by=people.tuti)
    assert case.state == State.TIDAK_DIREGISTRASI


def test_without_a_name_the_first_condition_is_not_met(people, clock):
    case = opened(people, kind="informasi_awal")
    with pytest.raises(actions.NotAllowed, match="tidak sedang dalam kajian awal"):
        actions.assess(case, met=ALL, by=people.sari)


# --- Plenaries -------------------------------------------------------------------------------------------------------


def test_nothing_is_decided_without_a_plenary_with_a_quorum(people, clock):
    case = complete(people)
    refused = {
        "berita acara": None,
        "kuorum": plenary(present=2, of=5),
        "masa depan": plenary(held_on=date(2024, 2, 2)),
        "sebelum": plenary(held_on=date(2024, 1, 31)),
        "hanya memuat huruf": plenary(number="pleno bersama Pak Budi"),
    }
    for words, minutes in refused.items():
        with pytest.raises(actions.NotAllowed, match=words):
            actions.register(case, classes=["adm"], plenary=minutes, by=people.tuti)
    with pytest.raises(actions.NotAllowed, match="pimpinan"):
        actions.register(case, classes=["adm"], plenary=plenary(), by=people.sari)  # an officer does not decide
    with pytest.raises(actions.NotAllowed, match="satu jenis"):
        actions.register(case, classes=[], plenary=plenary(), by=people.tuti)
    same = plenary()
    assert actions.register(case, classes=["adm"], plenary=same, by=people.tuti).state == State.DIREGISTRASI
    other = complete(people)
    with pytest.raises(actions.ContradictingMinutes):
        actions.register(other, classes=["adm"], plenary=plenary(number=same.number, present=4), by=people.tuti)
    actions.register(other, classes=["adm"], plenary=same, by=people.tuti)  # the same minutes may stand behind two cases
    assert PlenoRecord.objects.count() == 1


def test_two_plenaries_for_one_decision_are_refused_with_the_number_of_the_first(people, clock):
    case = complete(people)
    first = plenary(number="BA.17/2024")
    case = actions.register(case, classes=["adm"], plenary=first, by=people.tuti)
    with pytest.raises(actions.SecondPlenary, match=r"BA\.17/2024"):
        actions.register(case, classes=["adm"], plenary=plenary(), by=people.tuti)
    track = actions.decide(track_of(case), outcome="violation", plenary=plenary(number="BA.18/2024"), by=people.tuti)
    with pytest.raises(actions.SecondPlenary, match=r"BA\.18/2024"):
        actions.decide(track, outcome="not_violation", plenary=plenary(), by=people.tuti)
    step = Step.objects.get(case=case, target="pleno_hasil")
    step.pk, step.number = None, 99
    with pytest.raises(IntegrityError), transaction.atomic():  # nor can it be written down
        step.save(force_insert=True)


def test_minutes_that_are_not_in_force_decide_nothing(people, clock):
    case = complete(people)
    row = PlenoRecord.objects.create(
        agency=case.agency, number="BA.20/2024", held_on=date(2024, 2, 1), present=3, of=5, state=PlenoRecord.State.DRAFT
    )
    with pytest.raises(actions.ContradictingMinutes, match="belum berlaku"):
        actions.register(case, classes=["adm"], plenary=plenary(number=row.number), by=people.tuti)


# --- Handling --------------------------------------------------------------------------------------------------------


def test_more_time_is_given_once_with_a_reason_and_before_the_time_is_over(people, clock):
    track = in_handling(people, klass="lain")
    with pytest.raises(actions.NotAllowed, match="alasan"):
        actions.extend(track, reason=Reason.LATE, by=people.sari)
    clock.move_to(datetime(2024, 2, 15, 16, 59, 59, tzinfo=UTC))  # the last second of 15 February in Jakarta
    track = actions.extend(track, reason=Reason.EXPERT, by=people.sari)
    assert list(clocks(track.case, track)) == ["P8"]
    with pytest.raises(actions.NotAllowed):
        actions.extend(track, reason=Reason.EXPERT, by=people.sari)
    late = in_handling(people, klass="lain", text="Ada bagi-bagi beras di RW 09 untuk coblos nomor dua")
    clock.move_to(queries.open_terms(late.case).get().due_at)
    with pytest.raises(actions.NotAllowed, match="sebelum batas penanganan berakhir"):
        actions.extend(late, reason=Reason.EXPERT, by=people.sari)


def test_a_class_added_later_gains_no_time(people, clock):
    case = registered(people, classes=["lain"])
    before = clocks(case, track_of(case, "lain"))
    clock.shift(timedelta(days=6))
    with pytest.raises(actions.NotAllowed, match="berita acara"):
        actions.add_track(case, klass="adm", by=people.tuti, plenary=None)
    with pytest.raises(NotYours):
        actions.add_track(case, klass="adm", by=people.sari, plenary=plenary())
    added = actions.add_track(case, klass="adm", by=people.tuti, plenary=plenary())
    assert clocks(case, added)["P7"] == before["P7"]
    assert clocks(case, track_of(case, "lain")) == before
    with pytest.raises(actions.NotAllowed, match="sudah mempunyai jalur"):
        actions.add_track(case, klass="adm", by=people.tuti, plenary=plenary())


def test_each_class_has_a_clock_of_its_own(people, clock):
    case = registered(people, classes=["pid", "kepp", "adm"])
    first = track_of(case, "kepp")
    actions.decide(first, outcome="not_violation", plenary=plenary(), by=people.tuti)
    assert clocks(case, first) == {}
    assert list(clocks(case, track_of(case, "pid"))) == ["G1", "P7"]
    assert list(clocks(case, track_of(case, "adm"))) == ["P7", "A1"]
    with pytest.raises(actions.NotAllowed, match="belum diputuskan"):
        actions.announce(case, by=people.sari)


def test_a_decision_after_the_end_is_recorded_and_flagged_as_expired_once(people, clock):
    track = in_handling(people, klass="lain")
    clock.move_to(queries.open_terms(track.case).get().due_at)
    assert [each.code for each in queries.late_cases(people.sari)] == [track.case.code]
    assert actions.note_missed() == 1
    assert actions.note_missed() == 0
    assert Case.objects.get(pk=track.case.pk).expired
    track = actions.decide(track, outcome="not_violation", plenary=plenary(), by=people.tuti)
    assert Step.objects.get(case=track.case, target="pleno_hasil").late
    assert queries.terms_of(track.case).get(clock="P7").end == "met_late"
    assert Case.objects.get(pk=track.case.pk).expired  # for ever
    assert Entry.objects.filter(name="TermExpired", about=track.case.code).count() == 1


def test_a_missed_clock_is_noted_even_if_no_worker_ran(people, clock):
    track = in_handling(people, klass="lain")
    clock.move_to(queries.open_terms(track.case).get().due_at + timedelta(days=1))
    track = actions.decide(track, outcome="not_violation", plenary=plenary(), by=people.tuti)
    assert Entry.objects.filter(name="TermExpired", about=track.case.code).count() == 1
    assert actions.note_missed() == 0
    assert Case.objects.get(pk=track.case.pk).expired


def test_soon_late_and_late_are_lists_of_their_own(people, clock):
    case = in_handling(people, klass="lain").case
    due_at = queries.open_terms(case).get().due_at
    assert list(queries.soon_late(people.sari)) == []
    clock.move_to(due_at - timedelta(hours=30))
    assert [each.code for each in queries.soon_late(people.sari)] == [case.code]
    assert list(queries.late_cases(people.sari)) == []
    clock.move_to(due_at)
    assert list(queries.soon_late(people.sari)) == []
    assert list(queries.soon_late(people.budi)) == list(queries.late_cases(people.budi)) == []


def test_a_holiday_that_comes_late_moves_the_deadline_and_the_difference_is_shown_first(people, clock):
    track = in_handling(people, klass="lain")
    add_holiday(date(2024, 2, 6), name="Libur sekali", kind=HolidayKind.ONE_OFF, source="Keppres contoh", by="M-0008")
    (shown,) = [each for each in actions.recount(by="M-0008", apply=False) if each.clock == "P7"]
    assert (shown.case, shown.klass, shown.before, shown.after) == (
        track.case.code, "lain", date(2024, 2, 15), date(2024, 2, 16),
    )  # fmt: skip
    assert clocks(track.case, track) == {"P7": date(2024, 2, 15)}
    started = queries.open_terms(track.case).get().start_at
    actions.recount(by="M-0008")
    term = queries.open_terms(track.case).get()
    assert (term.due_on, term.start_at) == (date(2024, 2, 16), started)
    assert queries.term_explained(term).deadline.due_on == term.due_on
    assert actions.recount(by="M-0008") == []
    assert (
        Entry.objects.filter(
            name="DeadlineMoved",
            about=track.case.code,
        ).count()
        == 1
    )


def test_a_holiday_can_take_an_expiry_back_and_only_then(people, clock):
    track = in_handling(people, klass="lain")
    clock.move_to(queries.open_terms(track.case).get().due_at)
    actions.note_missed()
    add_holiday(date(2024, 2, 6), name="Libur sekali", kind=HolidayKind.ONE_OFF, source="Keppres contoh", by="M-0008")
    actions.recount(by="M-0008")
    assert not Case.objects.get(pk=track.case.pk).expired
    clock.shift(timedelta(days=1))
    assert actions.note_missed() == 1
    assert Case.objects.get(pk=track.case.pk).expired


# --- What the reporter is told ---------------------------------------------------------------------------------------


def test_the_reporter_is_told_state_step_article_and_date_of_each_class_and_it_stays_alleged(people, clock):
    track = in_handling(people, klass="lain")
    told = public.progress(track.case.report.code)
    (way,) = told.tracks
    assert (told.case, told.alleged) == (track.case.code, True)
    assert (way.klass, way.due_on, way.late, way.alleged) == ("lain", date(2024, 2, 15), False, True)
    assert "dugaan" in way.words.lower()
    assert way.next_step == "Keputusan rapat pleno"
    assert "454" in way.basis
    actions.decide(track, outcome="not_violation", plenary=plenary(), by=people.tuti)
    assert not public.progress(track.case.report.code).alleged
    assert public.progress("L-99999") is None
    every_word = " ".join(str(value) for value in (*vars(told).values(), *vars(way).values()))
    assert "Sari" not in every_word
    assert "M-0001" not in every_word
