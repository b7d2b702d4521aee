"""What starts a clock, what stops it and whose it is are rows of a table: a regime is added without code."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from damai.ledger.models import Entry
from damai.statutes import actions, models, queries, rules
from damai.statutes.rules import Cited, Duty, Event, Track, shipped

DAY = date(2026, 11, 24)
BY_KEY = {clock.key: clock for clock in shipped().clocks}


def started(regime, event, klass=""):
    return [clock.code for clock in rules.started_by(row_of(regime), Event(event), klass=klass, on=DAY)]


def row_of(regime):
    return [clock for clock in shipped().clocks if clock.regime == regime]


@pytest.mark.parametrize(
    ("regime", "event", "klass", "codes"),
    [
        ("PEMILU", "known", "", ["P1"]),
        ("PEMILU", "found", "", ["P2"]),
        ("PEMILU", "recorded", "", ["P9"]),
        ("PEMILU", "submitted", "", ["P3"]),
        ("PEMILU", "assessed", "", ["P4"]),
        ("PEMILU", "notified", "", ["P5"]),
        ("PEMILU", "mended", "", ["P3b"]),
        ("PEMILU", "complete", "", ["P6"]),
        ("PEMILU", "declared", "", ["P6b"]),
        ("PEMILU", "registered", "", []),  # handling is counted for each class of its own
        ("PEMILU", "registered", "adm", ["P7", "A1"]),
        ("PEMILU", "registered", "tsm", ["P7", "A3"]),
        ("PEMILU", "registered", "pid", ["P7", "G1"]),
        ("PEMILU", "registered", "kepp", ["P7"]),
        ("PEMILU", "extended", "", []),
        ("PEMILU", "extended", "lain", ["P8"]),
        ("PEMILU", "read", "adm", ["A2"]),
        ("PEMILU", "read", "tsm", ["A4"]),
        ("PEMILU", "read", "", []),
        ("PEMILU", "kpu_decided", "tsm", ["A5"]),  # and not D1, which is no violation
        ("PEMILU", "kpu_decided", "", []),
        ("PEMILU", "stated", "pid", ["K1"]),
        ("PEMILU", "appeal_filed", "pid", ["K9", "K10"]),
        ("PEMILU", "clarified", "pid", []),  # G2 follows P7 or P8 and has no day of its own
        ("PEMILU", "closed", "", []),
        ("PILKADA", "registered", "lain", ["P7"]),
        ("PILKADA", "assessed", "", []),
        ("PILKADA", "stated", "pid", ["K1"]),
    ],
)
def test_an_event_starts_the_clocks_of_its_case_or_track(regime, event, klass, codes):
    assert started(regime, event, klass) == codes


def test_every_shipped_clock_says_what_starts_and_stops_it_and_who_must_act():
    for clock in shipped().clocks:
        assert clock.event and clock.met_by and clock.duty, clock.key
    assert {clock.key for clock in shipped().clocks if clock.handling} == {
        *("PEMILU/P7", "PEMILU/P8", "PEMILU/A1", "PEMILU/A3"),
        *("PILKADA/P7", "PILKADA/P8"),
    }
    assert {code: BY_KEY[f"PEMILU/{code}"].tracks for code in ("A2", "A6", "K12", "G3", "D1", "H3")} == {
        "A2": (Track.ADM,),
        "A6": (Track.TSM,),
        "K12": (Track.PID,),
        "G3": (Track.PID,),
        "D1": (Track.SENGKETA,),
        "H3": (Track.HASIL,),
    }
    assert BY_KEY["PEMILU/P5"].duty == Duty.REPORTER
    assert BY_KEY["PEMILU/A2"].duty == Duty.COMMISSION


def test_the_ceiling_is_counted_from_registration_and_in_pilkada_from_submission():
    assert BY_KEY["PEMILU/P7"].counted_from == Event.REGISTERED
    assert BY_KEY["PEMILU/P8"].event == Event.EXTENDED
    assert BY_KEY["PEMILU/P8"].counted_from == Event.REGISTERED
    assert {BY_KEY[f"PILKADA/{code}"].counted_from for code in ("P7", "P8")} == {Event.SUBMITTED}
    assert BY_KEY["PEMILU/P7"].met_by == (Event.DECIDED, Event.EXTENDED)


def test_the_police_work_through_their_clocks_in_one_line():
    """What ends one clock of the criminal track starts the next, from the statement to the execution."""
    line = ["K1", "K3", "K4", "K5", "K6", "K7", "K8", "K9", "K12"]
    hands = {"forwarded": {"police_received"}, "file_at_court_of_appeal": {"final_verdict", "verdict_at_prosecutor"}}
    for code, following in pairwise(line):
        ends = set(BY_KEY[f"PEMILU/{code}"].met_by)
        ends |= {word for end in ends for word in hands.get(end, set())}
        assert BY_KEY[f"PEMILU/{following}"].event in ends, (code, following)


def test_every_word_can_be_said():
    for words in (Event, Duty, Track):
        assert all(word.word for word in words)
        assert len({word.word for word in words}) == len(words)
    # What a term of a case has room for.
    assert max(map(len, Event)) <= 24 and max(map(len, Duty)) <= 16 and max(len(clock.code) for clock in shipped().clocks) <= 6


@pytest.mark.django_db
def test_the_database_answers_the_cases():
    actions.load_statutes()
    found = queries.clocks_started_by("PEMILU", "registered", klass="adm", on=DAY)
    assert [(clock.code, clock.handling, clock.length) for clock in found] == [("P7", True, 7), ("A1", True, 14)]
    assert queries.clocks_started_by("PEMILU", Event.REGISTERED, on=date(2022, 12, 31)) == ()  # no version in force
    assert queries.clocks_started_by("TIDAKADA", Event.REGISTERED, on=DAY) == ()
    with pytest.raises(ValueError):
        queries.clocks_started_by("PEMILU", "terdaftar", on=DAY)
    assert queries.clock("PILKADA", "P7", DAY).counts_from == Event.SUBMITTED


@pytest.mark.django_db
def test_another_regime_names_its_own_events():
    """A village head's election, as a lawyer could write it down: no line of code."""
    actions.load_statutes()
    actions.add_regime(rules.Regime(code="PILKADES", name="Pemilihan kepala desa", law="UU 6/2014"), by="M-0001")
    clock = replace(
        BY_KEY["PEMILU/P7"], regime="PILKADES", length=4, event=Event.SUBMITTED, met_by=(Event.STOPPED, Event.DECIDED), tracks=()
    )
    actions.add_clock(clock, by="M-0001")
    assert queries.clocks_started_by("PILKADES", "submitted", on=DAY) == (clock,)
    assert queries.basis_of("PILKADES", "lengkap") == Cited(
        words="UU 6/2014 (pasal belum diperiksa)", verified=False, note="belum tercatat dalam tabel dasar"
    )


@pytest.mark.django_db
def test_tables_from_before_events_are_completed_and_nothing_else_is_touched():
    actions.load_statutes()
    models.Clock.objects.update(event="", counts_from="", met_by="", tracks="", duty="", handling=False)
    models.Clock.objects.filter(code="P7", regime="PEMILU").update(length=8, written="8 hari")  # a lawyer's correction
    loaded = actions.load_statutes(by="M-0001")
    assert (loaded.added, loaded.completed) == (0, 61)
    assert loaded.differing == ("PEMILU/P7",)
    assert queries.clock("PEMILU", "P7", DAY) == replace(BY_KEY["PEMILU/P7"], length=8, written="8 hari")
    assert Entry.objects.last().name == "StatutesLoaded"
    assert actions.load_statutes().completed == 0


# --- Articles of steps ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("regime", "step", "words", "verified"),
    [
        ("PEMILU", "diregistrasi", "UU 7/2017 Ps. 454 ayat (7)", True),
        ("PEMILU", "lengkap/diregistrasi", "UU 7/2017 Ps. 454 ayat (7)", True),
        ("PEMILU", "penanganan_lanjut/pleno_hasil", "UU 7/2017 Ps. 454 ayat (8)", True),
        ("PEMILU", "penanganan/pleno_hasil", "UU 7/2017 Ps. 454 ayat (7)", True),
        ("PEMILU", "informasi_awal/arsip", "Perbawaslu 7/2022 (penelusuran; pasal belum diperiksa)", False),
        ("PILKADA", "diregistrasi", "UU 1/2015 Ps. 134 ayat (5)", False),
        ("PILKADA", "kajian_awal/lengkap", "Perbawaslu 8/2020 jo. 9/2024 (pasal belum diperiksa)", False),
        ("PEMILU", "langkah_baru", "UU 7/2017 tentang Pemilihan Umum; Perbawaslu 7/2022 (pasal belum diperiksa)", False),
    ],
)
def test_a_step_cites_the_article_of_its_own_regime(regime, step, words, verified):
    actions.load_statutes()
    cited = queries.basis_of(regime, step)
    assert (cited.words, cited.verified) == (words, verified)
    assert cited.note


@pytest.mark.django_db
def test_no_pilkada_step_cites_the_law_of_the_other():
    actions.load_statutes()
    for row in queries.bases("PILKADA"):
        assert "7/2017" not in row.basis and "Perbawaslu 7/2022" not in row.basis, row.step
    assert [row.step for row in queries.bases("PILKADA")] == [row.step for row in queries.bases("PEMILU")]
    with pytest.raises(rules.UnknownRegime):
        queries.basis_of("TIDAKADA", "lengkap")


@pytest.mark.django_db
def test_an_article_holds_from_its_day_on_and_two_at_once_are_refused():
    actions.load_statutes()
    new = rules.Basis(
        regime="PEMILU",
        step="lengkap",
        basis="UU baru Ps. 1",
        confidence=rules.Confidence.UNVERIFIED,
        valid_from=date(2028, 1, 1),
    )
    with pytest.raises(actions.OverlappingVersions):
        actions.load_statutes(rules.Statutes(bases=(new,)))
    models.Basis.objects.filter(regime="PEMILU", step="lengkap").update(valid_to=date(2027, 12, 31))
    assert actions.load_statutes(rules.Statutes(bases=(new,))).bases == 1
    assert queries.basis_of("PEMILU", "lengkap", date(2027, 12, 31)).words.startswith("Perbawaslu 7/2022")
    assert queries.basis_of("PEMILU", "lengkap", date(2028, 1, 1)).words == "UU baru Ps. 1"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("PEMILU,,UU 1,verified,,2023-01-01,", "langkah dan dasar harus diisi"),
        ("PEMILU,lengkap,UU 1,pasti,,2023-01-01,", "pilih verified, unverified"),
        ("PEMILU,lengkap,UU 1,verified,,2023-01-01,2022-01-01", "berakhir sebelum mulai"),
        ("PEMILU,temuan,UU 2,verified,,2024-01-01,", "dua dasar untuk PEMILU/temuan"),
    ],
)
def test_a_wrong_row_of_the_table_of_articles_is_named(line, complaint):
    good = "regime,step,basis,confidence,note,valid_from,valid_to\nPEMILU,temuan,UU 1,verified,,2023-01-01,\n"
    assert len(rules.read_bases(good)) == 1
    with pytest.raises(rules.UnreadableTable, match=r"bases\.csv") as refusal:
        rules.read_bases(good + line + "\n")
    assert complaint in str(refusal.value)
