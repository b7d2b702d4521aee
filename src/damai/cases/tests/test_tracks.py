"""Each class goes its own way to its own end, with the clocks of those who must act (law.md A.4, A.6)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from tests.cast import cast

from damai.cases import actions, queries
from damai.cases.models import Case, Party, Step
from damai.cases.rules import TrackState as T
from damai.statutes.actions import load_statutes

from .story import MOMENT, accepted, clocks, decided, discussed, in_handling, opened, plenary, registered, track_of

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


def forwarded_to_the_police(people):
    track = decided(people, klass="pid")
    discussed(track, ordinal=2)
    return actions.forwarded(track, accepted(track, "police", receiver="polres-jakpus"), by="M-0006")


# --- Crimes ----------------------------------------------------------------------------------------------------------


def test_a_crime_goes_to_the_police_within_a_day_and_only_with_a_discussion_of_all_three(people, clock):
    track = decided(people, klass="pid")
    assert clocks(track.case, track) == {"G1": date(2024, 2, 2), "K1": date(2024, 2, 2)}
    assert queries.open_terms(track.case).get(clock="K1").due_at == MOMENT + timedelta(hours=24)
    offer = accepted(track, "police", receiver="polres-jakpus")
    with pytest.raises(actions.NotAllowed, match="Gakkumdu"):
        actions.forwarded(track, offer, by="M-0006")
    discussed(track, ordinal=1, seats=(2, 1, 0))  # the prosecutors were not there
    with pytest.raises(actions.NotAllowed, match="kejaksaan"):
        actions.forwarded(track, offer, by="M-0006")
    discussed(track, ordinal=2, conclusion="more")
    assert "tidak menyimpulkan" in " ".join(actions.may_forward(track, "police"))
    last = discussed(track, ordinal=2)
    assert actions.may_forward(track, "police") == ()
    track = actions.forwarded(track, offer, by="M-0006")
    assert (track.state, list(clocks(track.case, track))) == (T.DITERUSKAN_POLRI, ["G1", "K3"])
    assert Step.objects.get(track=track, target="diteruskan_polri").gakkumdu == last.number
    assert track.alleged  # until a court has decided


def test_what_nobody_accepted_is_not_forwarded(people, clock):
    track = decided(people, klass="pid")
    discussed(track, ordinal=2)
    offer = accepted(track, "police", receiver="polres-jakpus")
    offer.answer = "waiting"
    with pytest.raises(actions.NotAllowed, match="setelah penerima menerimanya"):
        actions.forwarded(track, offer, by="M-0006")
    with pytest.raises(actions.NotAllowed, match="setelah penerima menerimanya"):
        actions.move_track(track, to=T.DITERUSKAN_POLRI, by=people.tuti)
    with pytest.raises(actions.NotAllowed, match="tidak diteruskan ke sana"):
        actions.forwarded(track, accepted(track, "ethics", body="DKPP"), by="M-0006")
    track.refresh_from_db()
    assert track.state == T.PLENO_HASIL


def test_the_clock_of_forwarding_runs_on_until_it_is_accepted_over_a_weekend(people, clock):
    track = in_handling(people, klass="pid")
    clock.move_to(datetime(2024, 2, 2, 8, 30, tzinfo=UTC))  # Friday 15.30 in Jakarta
    track = actions.decide(track, outcome="violation", plenary=plenary(), by=people.tuti)
    due_at = queries.open_terms(track.case).get(clock="K1").due_at
    assert due_at == datetime(2024, 2, 3, 8, 30, tzinfo=UTC)  # Saturday 15.30
    discussed(track, ordinal=2)
    clock.move_to(due_at)  # the last second still counts
    offer = accepted(track, "police", receiver="polres-jakpus")
    track = actions.forwarded(track, offer, by="M-0006")
    assert queries.terms_of(track.case).get(clock="K1").end == "met"


def test_a_file_that_comes_back_starts_the_prosecutors_days_anew_as_a_second_round(people, clock):
    track = forwarded_to_the_police(people)
    track = actions.move_track(track, to=T.DITERUSKAN_POLRI, by=people.sari)  # enough evidence
    assert "K2" in clocks(track.case, track)
    with pytest.raises(actions.NotAllowed, match="sudah dicatat"):
        actions.move_track(track, to=T.DITERUSKAN_POLRI, by=people.sari)
    track = actions.move_track(track, to=T.SIDIK, by=people.sari)
    with pytest.raises(actions.NotAllowed, match="Catat dahulu"):
        actions.move_track(track, to=T.P21, by=people.sari)
    track = actions.move_track(track, to=T.SIDIK, by=people.sari)  # the file is with the prosecutor
    assert "K4" in clocks(track.case, track) and "K3" not in clocks(track.case, track)
    for number in (1, 2):
        clock.shift(timedelta(days=1))
        track = actions.move_track(track, to=T.P19, by=people.sari)
        assert queries.open_terms(track.case).get(clock="K5").round == number
        track = actions.move_track(track, to=T.SIDIK, by=people.sari)
        assert queries.open_terms(track.case).get(clock="K4").round == number + 1
    assert [term.end for term in queries.terms_of(track.case).filter(clock="K4")] == ["met", "met", ""]
    track = actions.move_track(track, to=T.P21, by=people.sari)
    assert "K6" in clocks(track.case, track)


def at_court(people):
    track = forwarded_to_the_police(people)
    for to in (T.SIDIK, T.SIDIK, T.P21, T.PN, T.PN):
        track = actions.move_track(track, to=to, by=people.sari)
    return track


def test_without_an_appeal_the_verdict_is_final_and_the_right_to_appeal_falls_away(people, clock):
    track = at_court(people)
    assert "K8" in clocks(track.case, track)
    assert track.alleged
    track = actions.move_track(track, to=T.INKRAH, by=people.sari)
    assert not track.alleged
    assert queries.terms_of(track.case).get(clock="K8").end == "void"
    assert "K11" in clocks(track.case, track)
    with pytest.raises(actions.NotAllowed, match="Catat dahulu"):
        actions.move_track(track, to=T.EKSEKUSI, by=people.sari)
    track = actions.move_track(track, to=T.INKRAH, by=people.sari)
    assert "K12" in clocks(track.case, track)
    track = actions.move_track(track, to=T.EKSEKUSI, by=people.sari)
    assert (clocks(track.case, track), track.over_at is not None) == ({}, True)
    case = actions.close(actions.announce(track.case, by=people.sari), by=people.sari)
    with pytest.raises(actions.NotAllowed, match="tidak dikenal"):
        actions.move_track(track_of(case, "pid"), to=T.EKSEKUSI, by=people.sari)


def test_an_appeal_goes_to_the_high_court(people, clock):
    track = at_court(people)
    track = actions.move_track(track, to=T.PT, by=people.sari)
    assert {"K9", "K10"} <= set(clocks(track.case, track))
    track = actions.move_track(track, to=T.PT, by=people.sari)
    assert "K9" not in clocks(track.case, track)
    track = actions.move_track(track, to=T.INKRAH, by=people.sari)
    assert {term.clock: term.end for term in queries.terms_of(track.case)}["K10"] == "met"


def test_what_others_did_is_dated_when_they_did_it_and_counted_from_there(people, clock):
    track = forwarded_to_the_police(people)
    clock.shift(timedelta(days=5))
    happened = MOMENT + timedelta(days=2)
    refused = {"masa depan": MOMENT + timedelta(days=9), "sebelum langkah": MOMENT - timedelta(days=1)}
    for words, at in refused.items():
        with pytest.raises(actions.NotAllowed, match=words):
            actions.move_track(track, to=T.DITERUSKAN_POLRI, at=at, by=people.sari)
    track = actions.move_track(track, to=T.DITERUSKAN_POLRI, at=happened, by=people.sari)
    assert queries.open_terms(track.case).get(clock="K2").start_at == happened
    with pytest.raises(actions.NotAllowed, match="terjadi sekarang"):
        actions.move_track(in_handling(people), to=T.PLENO_HASIL, at=happened, plenary=plenary(), outcome="violation",
                           by=people.tuti)  # fmt: skip


def test_a_discussion_may_stop_a_crime_and_only_a_whole_one(people, clock):
    track = in_handling(people, klass="pid")
    with pytest.raises(actions.NotAllowed, match="menyimpulkan berhenti"):
        actions.decide(track, outcome="stopped", plenary=plenary(), by=people.tuti)
    discussed(track, ordinal=1, conclusion="stop", seats=(1, 1, 0))
    with pytest.raises(actions.NotAllowed, match="menyimpulkan berhenti"):
        actions.decide(track, outcome="stopped", plenary=plenary(), by=people.tuti)
    discussed(track, ordinal=1, conclusion="stop")
    track = actions.decide(track, outcome="stopped", plenary=plenary(), by=people.tuti)
    assert (track.state, track.outcome, clocks(track.case, track)) == (T.DIHENTIKAN, "stopped", {})
    assert queries.terms_of(track.case).get(clock="P7").end == "met"
    with pytest.raises(actions.NotAllowed):
        actions.decide(in_handling(people, klass="lain"), outcome="stopped", plenary=plenary(), by=people.tuti)


def test_the_investigator_may_stop(people, clock):
    track = actions.move_track(forwarded_to_the_police(people), to=T.DIHENTIKAN, by=people.sari)
    assert (track.outcome, clocks(track.case, track)) == ("stopped", {})


# --- Administrative violations ---------------------------------------------------------------------------------------


def test_tsm_is_heard_decided_carried_out_and_may_go_to_the_supreme_court(people, clock):
    track = decided(people, klass="tsm")
    assert clocks(track.case, track) == {"A3": date(2024, 2, 26)}
    with pytest.raises(actions.NotAllowed, match="tidak dikenal"):
        actions.move_track(track, to=T.REKOMENDASI, by=people.tuti)
    track = actions.move_track(track, to=T.SIDANG, by=people.tuti)
    with pytest.raises(actions.NotAllowed, match="berita acara"):
        actions.move_track(track, to=T.DIPUTUS, outcome="violation", by=people.tuti)
    track = actions.move_track(track, to=T.DIPUTUS, outcome="violation", plenary=plenary(), by=people.tuti)
    assert list(clocks(track.case, track)) == ["A4"]
    track = actions.move_track(track, to=T.KPU_MELAKSANAKAN, by=people.sari)
    assert (list(clocks(track.case, track)), track.over_at) == (["A5"], None)
    case = actions.announce(track.case, by=people.sari)
    with pytest.raises(actions.NotAllowed, match="tenggat yang berjalan"):
        actions.close(case, by=people.sari)
    track = actions.move_track(track_of(case, "tsm"), to=T.UPAYA_HUKUM_MA, by=people.sari)
    with pytest.raises(actions.NotAllowed, match="Catat dahulu: berkas diterima MA"):
        actions.move_track(track, to=T.PUTUSAN_MA, by=people.sari)
    track = actions.move_track(track, to=T.UPAYA_HUKUM_MA, by=people.sari)
    assert list(clocks(case, track)) == ["A6"]
    track = actions.move_track(track, to=T.PUTUSAN_MA, by=people.sari)
    assert actions.close(track.case, by=people.sari).closed_at is not None


def test_a_right_that_was_not_used_does_not_keep_a_case_open(people, clock):
    track = decided(people, klass="tsm")
    track = actions.move_track(track, to=T.SIDANG, by=people.tuti)
    track = actions.move_track(track, to=T.DIPUTUS, outcome="violation", plenary=plenary(), by=people.tuti)
    track = actions.move_track(track, to=T.KPU_MELAKSANAKAN, by=people.sari)
    case = actions.announce(track.case, by=people.sari)
    clock.move_to(queries.open_terms(case).get().due_at)
    case = actions.close(case, by=people.sari)
    assert queries.terms_of(case).get(clock="A5").end == "void"


def test_a_hearing_may_find_nothing(people, clock):
    track = actions.move_track(decided(people), to=T.SIDANG, by=people.tuti)
    track = actions.move_track(track, to=T.DIPUTUS, outcome="not_violation", plenary=plenary(), by=people.tuti)
    with pytest.raises(actions.NotAllowed, match="Hasil pleno"):
        actions.move_track(track, to=T.KPU_MELAKSANAKAN, by=people.sari)
    track = actions.move_track(track, to=T.DIHENTIKAN, by=people.tuti)
    assert (track.outcome, clocks(track.case, track)) == ("not_violation", {})


def test_the_lower_ranks_recommend_upward(people, clock):
    track = actions.move_track(decided(people), to=T.REKOMENDASI, by=people.tuti)
    track = actions.move_track(track, to=T.DIPUTUS, outcome="violation", plenary=plenary(), by=people.tuti)
    assert list(clocks(track.case, track)) == ["A2"]


# --- Ethics and other law --------------------------------------------------------------------------------------------


def test_ethics_goes_to_dkpp_which_answers_in_its_own_time(people, clock):
    track = decided(people, klass="kepp")
    track = actions.forwarded(track, accepted(track, "ethics", body="DKPP"), by="M-0002")
    assert (track.state, track.alleged, clocks(track.case, track)) == (T.DITERUSKAN_DKPP, True, {})
    track = actions.move_track(track, to=T.DIPUTUS_DKPP, by=people.sari)
    assert (track.alleged, track.over_at is not None) == (False, True)


def test_the_lower_ranks_are_dealt_with_in_the_city_and_only_they(people, clock):
    track = decided(people, klass="kepp")
    with pytest.raises(actions.NotAllowed, match="pengawas ad hoc"):
        actions.move_track(track, to=T.DIPUTUS_KABKOTA, plenary=plenary(), by=people.tuti)
    assert "penyelenggara ad hoc" in " ".join(actions.may_forward(track, "commission"))
    actions.name_party(track.case, kind=Party.Kind.SUPERVISOR, fields={}, by=people.sari)
    with pytest.raises(actions.NotAllowed, match="berita acara"):
        actions.move_track(track, to=T.DIPUTUS_KABKOTA, by=people.tuti)
    track = actions.move_track(track, to=T.DIPUTUS_KABKOTA, plenary=plenary(), by=people.tuti)
    assert track.over_at is not None
    other = decided(people, klass="kepp")
    actions.name_party(other.case, kind=Party.Kind.ORGANISER, fields={}, by=people.sari)
    other = actions.forwarded(other, accepted(other, "commission", receiver="kpu-jakpus"), by="M-0004")
    assert other.state == T.DITERUSKAN_KPU


def test_other_law_goes_to_the_competent_body_and_the_case_may_be_closed_while_it_is_silent(people, clock):
    track = decided(people, klass="lain")
    track = actions.forwarded(track, accepted(track, "body", body="BKN"), by="M-0002")
    assert clocks(track.case, track) == {}  # the law gives it no clock
    case = actions.close(actions.announce(track.case, by=people.sari), by=people.sari)
    with pytest.raises(actions.NotAllowed, match="sudah ditutup"):
        actions.move_track(track_of(case, "lain"), to=T.TINDAK_LANJUT_INSTANSI, by=people.sari)


# --- Several at once -------------------------------------------------------------------------------------------------


def test_a_case_is_announced_when_every_class_is_decided_and_closed_when_nothing_goes_on(people, clock):
    case = registered(people, classes=["lain", "pid"])
    lain, pid = track_of(case, "lain"), track_of(case, "pid")
    lain = actions.decide(lain, outcome="not_violation", plenary=plenary(), by=people.tuti)
    actions.move_track(lain, to=T.DIHENTIKAN, by=people.tuti)
    pid = actions.decide(pid, outcome="violation", plenary=plenary(), by=people.tuti)
    with pytest.raises(actions.NotAllowed, match="belum diputuskan"):
        actions.announce(Case.objects.get(pk=case.pk), by=people.sari)  # decided, and not handed over yet
    discussed(pid, ordinal=2)
    actions.forwarded(pid, accepted(pid, "police", receiver="polres-jakpus"), by="M-0006")
    case = actions.announce(Case.objects.get(pk=case.pk), by=people.sari)
    with pytest.raises(actions.NotAllowed, match="Masih ada jalur"):
        actions.close(case, by=people.sari)
    assert queries.totals().violation == 1


def test_a_track_without_a_class_gets_one_before_it_is_decided(people, clock):
    track = in_handling(people, klass="lain")
    type(track).objects.filter(pk=track.pk).update(klass="")
    track = type(track).objects.select_related("case").get(pk=track.pk)
    with pytest.raises(actions.NotAllowed, match="Tetapkan dahulu jenis"):
        actions.decide(track, outcome="violation", plenary=plenary(), by=people.tuti)
    track = actions.classify(track, klass="adm", by=people.sari)
    assert set(clocks(track.case, track)) == {"P7", "A1"}
    with pytest.raises(actions.NotAllowed, match="sudah ditetapkan"):
        actions.classify(track, klass="pid", by=people.sari)


# --- Other offices ---------------------------------------------------------------------------------------------------


def studied(people):
    return actions.move(opened(people), to="kajian_awal", by=people.sari)


def test_a_case_handed_on_goes_on_there_with_clocks_of_its_own_while_the_old_ones_stay_written(people, clock):
    case = studied(people)
    assert clocks(case) == {"P3": date(2024, 2, 5)}
    minutes = actions.minutes_for(case, plenary(), by=people.tuti)
    clock.shift(timedelta(days=1))  # the offer waits for an answer; the clock runs on
    offer = accepted(case, "transfer", receiver="bawaslu-jakbar", minutes=minutes)
    case = actions.forwarded(case, offer, by="M-0003")
    assert (case.agency_id, case.state) == ("bawaslu-jakbar", "laporan_diterima")
    terms = [(term.clock, term.round, term.end, term.agency_id) for term in queries.terms_of(case)]
    assert terms == [("P3", 1, "met", "bawaslu-jakpus"), ("P3", 2, "", "bawaslu-jakbar")]
    assert queries.open_terms(case).get().start_at == MOMENT + timedelta(days=1)  # its own receipt
    assert queries.cases_for(people.budi).filter(pk=case.pk).exists()
    assert not queries.cases_for(people.sari).filter(pk=case.pk).exists()  # exactly one body is accountable
    assert actions.move(case, to="kajian_awal", by=people.budi).state == "kajian_awal"


def test_handing_on_needs_a_plenary_and_an_office_outside_damai_ends_it_here(people, clock):
    case = studied(people)
    offer = accepted(case, "takeover", body="Bawaslu Provinsi")
    with pytest.raises(actions.NotAllowed, match="berita acara"):
        actions.forwarded(case, offer, by="M-0002")
    offer.plenary = actions.minutes_for(case, plenary(), by=people.tuti)
    case = actions.forwarded(case, offer, by="M-0002")
    assert (case.state, clocks(case)) == ("diambil_alih", {})
    assert actions.announce(case, by=people.sari).state == "status_diumumkan"
