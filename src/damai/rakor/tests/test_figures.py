"""Figures say what they are out of, no data is no data, and small numbers of cases stay behind the wall."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.rakor.rules.figures import (
    FIGURES,
    LEAST,
    Counted,
    Draft,
    Figure,
    Known,
    Leftover,
    Promise,
    Upcoming,
    drafted,
    figure,
    measured,
    shown,
    stored,
)
from damai.triage.rules import K

ON = date(2023, 11, 20)


def test_the_wall_is_as_high_as_for_the_public():
    assert LEAST == K
    assert [code for code, kind in FIGURES.items() if kind.wall] == ["perkara_lewat_batas", "perkara_segera_jatuh_tempo"]


@pytest.mark.parametrize(
    ("value", "of", "seen", "seen_of", "withheld"),
    [
        (None, None, None, None, False),  # no data
        (0, 12, 0, 12, False),
        (3, 12, None, None, True),  # too few
        (7, 12, 7, 12, False),
        (7, 9, 7, None, False),  # what is left would be too few
        (0, 3, 0, None, False),  # so few run at all
        (6, 6, 6, 6, False),
    ],
)
def test_who_is_no_supervisor_reads_no_number_that_tells_of_a_few_cases(value, of, seen, seen_of, withheld):
    found = figure("perkara_lewat_batas", Counted(value, of), ON)
    outside = shown(found, is_supervisor=False)
    assert (outside.value, outside.of, outside.withheld) == (seen, seen_of, withheld)
    inside = shown(found, is_supervisor=True)
    assert (inside.value, inside.of) == (value, of)


@given(st.integers(0, 60), st.integers(0, 60))
def test_nothing_that_is_shown_or_left_over_is_a_small_number(value, rest):
    seen = shown(figure("perkara_lewat_batas", Counted(value, value + rest), ON), is_supervisor=False)
    for number in (seen.value, seen.of, None if seen.of is None or seen.value is None else seen.of - seen.value):
        assert number is None or number == 0 or number >= LEAST
    written = measured("perkara_lewat_batas", Counted(value, value + rest))
    assert (written.value, written.of) == (seen.value, seen.of)


def test_incidents_and_hoaxes_are_shared_as_they_are():
    found = figure("hoaks_sepekan", Counted(2, 9), ON)
    assert shown(found, is_supervisor=False).value == 2


@given(st.sampled_from(sorted(FIGURES)), st.none() | st.integers(0, 99), st.none() | st.integers(0, 99))
def test_a_figure_comes_back_from_the_database_as_it_went(code, value, of):
    found = figure(code, Counted(value, of), ON)
    assert stored(found.as_stored()) == found


def known(**more) -> Known:
    given = {"on": ON, "counted": {}, "channels": {}, "districts": {}, "supervisor": "bawaslu-jakpus"}
    return Known(**{**given, **more})


def by_key(found: list[Draft]) -> dict[str, Draft]:
    return {draft.key: draft for draft in found}


def test_an_agenda_without_data_says_so_and_is_not_empty():
    found = by_key(drafted(known()))
    assert list(found) == ["perkara", "sepekan", "pengawasan"]
    assert all(each.value is None for draft in found.values() for each in draft.figures)
    assert found["pengawasan"].figures[-1].source == "belum dikumpulkan di Damai"


def test_the_agenda_writes_itself_in_a_fixed_order_with_sources():
    promise = {"words": "Semua kelurahan didatangi", "owner": "KPU", "standing": "Terlambat", "done": 1, "items": 3}
    found = drafted(
        known(
            counted={"hoaks_sepekan": Counted(12, 40), "insiden_sepekan": Counted(3, 40), "pesan_sepekan": Counted(50)},
            channels={"formulir web": 30, "ODK Collect": 20},
            districts={"Gambir": 8},
            promises=[
                Promise(code="K-00002", due_on=date(2023, 12, 1), is_late=False, **promise),
                Promise(code="K-00001", due_on=date(2023, 11, 1), is_late=True, **promise),
            ],
            leftovers=[Leftover(meeting="R-00001", item=4, title="Lain-lain", owner="", minutes=10)],
            stages=[Upcoming(name="Kampanye", starts_on=date(2023, 11, 28), source="PKPU 3/2022")],
        )
    )
    assert [draft.key for draft in found] == [
        "sisa/R-00001/4",
        "komitmen-terlambat",
        "komitmen-berjalan",
        "perkara",
        "sepekan",
        "pengawasan",
        "tahapan",
    ]
    late = by_key(found)["komitmen-terlambat"].figures
    assert (late[0].value, late[0].of) == (1, 2)
    assert (late[1].words, late[1].value, late[1].of, late[1].href) == (
        "Semua kelurahan didatangi",
        1,
        3,
        "/kerja/komitmen/K-00001/",
    )
    week = by_key(found)["sepekan"].figures
    assert [(each.value, each.of) for each in week] == [(3, 40), (12, 40), (8, None)]
    assert all(each.source for draft in found for each in draft.figures)
    # A title never holds a number: it is printed on invitations that everybody reads.
    assert not any(sign.isdigit() for draft in found for sign in draft.title)


@given(st.lists(st.integers(0, 5), max_size=6))
def test_no_two_drafts_are_about_the_same(late):
    promises = [
        Promise(code=f"K-{at}", words="x", owner="", due_on=ON, standing="", is_late=bool(each % 2), done=0, items=0)
        for at, each in enumerate(late)
    ]
    keys = [draft.key for draft in drafted(known(promises=promises))]
    assert len(keys) == len(set(keys))


def test_a_line_of_a_list_is_no_number():
    assert Figure(words="Kampanye", value=None, source="PKPU 3/2022", on=ON, is_line=True).is_line
