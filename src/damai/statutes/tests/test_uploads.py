"""A body of law comes as two or three CSV tables from a spreadsheet: read to the end, every mistake named with its line."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.ledger.models import Entry
from damai.statutes import actions, queries, rules
from damai.statutes.rules import Event, read_regime, shipped
from damai.statutes.rules.tables import shipped_text

REGIME = "code,name,law,joint_leave_is_holiday\nPILKADES,Pemilihan kepala desa,UU 6/2014,ya\n"
HEAD = shipped_text("clocks.csv").splitlines()[0]
CLOCK = (
    'PILKADES,P1,Batas laporan,pelanggaran diketahui,known,,3,working_days,3 hari kerja,,"Perda, Ps. 1",unverified,GK-verify,'
    "unverified,tidak,tidak,submitted,,reporter,tidak,,,2026-01-01,"
)
BASES = "regime,step,basis,confidence,note,valid_from,valid_to\nPILKADES,lengkap,Perda Ps. 2,unverified,GK-verify,2026-01-01,\n"


def files(regimes=REGIME, clocks=f"{HEAD}\n{CLOCK}\n", bases=BASES):
    given_files = {"regimes.csv": regimes, "clocks.csv": clocks, "bases.csv": bases}
    return {name: text.encode() for name, text in given_files.items() if text is not None}


def read(known=frozenset({"PEMILU", "PILKADA"}), **tables):
    return read_regime(files(**tables), known=known)


def test_a_body_of_law_is_read_whole():
    found = read()
    assert found.problems == ()
    (clock,) = found.tables.clocks
    assert (clock.key, clock.length, clock.event, clock.basis) == ("PILKADES/P1", 3, Event.KNOWN, "Perda, Ps. 1")
    assert [row.step for row in found.tables.bases] == ["lengkap"]
    assert read(bases=None).problems == ()  # articles may follow later
    assert read_regime({name: b"\xef\xbb\xbf" + text for name, text in files().items()}, known=frozenset()).problems == ()


def test_the_shipped_tables_have_the_shape_that_is_asked_for():
    texts = {name: shipped_text(name).encode() for name in ("regimes.csv", "clocks.csv", "bases.csv")}
    found = read_regime(texts, known=frozenset())
    assert found.problems == ()
    assert found.tables.clocks == shipped().clocks
    assert found.tables.bases == shipped().bases


@pytest.mark.parametrize(
    ("tables", "complaint"),
    [
        ({"regimes": None}, "regimes.csv: tabel ini harus ada."),
        ({"clocks": None}, "clocks.csv: tabel ini harus ada."),
        ({"clocks": HEAD + "\n"}, "clocks.csv: tidak ada satu baris pun."),
        ({"clocks": "a,b\n1,2\n"}, "clocks.csv, baris 2: kolom 'regime' tidak ada."),
        ({"clocks": f"{HEAD}\n{CLOCK.replace(',3,', ',tiga,')}\n"}, "clocks.csv, baris 2: “tiga” bukan bilangan bulat"),
        ({"clocks": f"{HEAD}\n{CLOCK.replace(',3,', ',3000,')}\n"}, "paling banyak 1000"),
        ({"clocks": f"{HEAD}\n{CLOCK.replace(',known,', ',tahu,')}\n"}, "“tahu” tidak dikenal; pilih known"),
        ({"clocks": f"{HEAD}\n{CLOCK.replace('PILKADES,P1', 'PILKADES,../P1')}\n"}, "kode “../P1” tidak dapat dipakai"),
        ({"clocks": f"{HEAD}\n{CLOCK.replace('PILKADES,P1', 'LAIN,P1')}\n"}, "clocks.csv: jam LAIN/P1 milik rezim lain."),
        ({"clocks": f"{HEAD}\n{CLOCK},,\n"}, "lebih banyak sel daripada kolom"),
        ({"clocks": f"{HEAD}\n{CLOCK[:60]}\n"}, "baris 2"),
        ({"clocks": f"{HEAD}\n{CLOCK.replace('Batas laporan', 'x' * 121)}\n"}, "sel name terlalu panjang (paling banyak 120"),
        ({"clocks": f"{HEAD}\n{CLOCK}\n{CLOCK}\n"}, "dua versi PILKADES/P1 berlaku pada hari yang sama"),
        ({"clocks": f'{HEAD}\n"{CLOCK}'}, "bukan CSV yang utuh"),
        ({"clocks": f"{HEAD}\n\x00"}, "bukan tabel CSV"),
        ({"regimes": REGIME.replace("PILKADES", "PEMILU")}, "rezim PEMILU sudah ada di sini"),
        ({"regimes": REGIME.replace("PILKADES", "pil kades")}, "kode “pil kades” tidak dapat dipakai"),
        ({"regimes": REGIME.replace("UU 6/2014", "")}, "undang-undang harus diisi"),
        ({"regimes": REGIME + "PILKADES,Lagi,UU,ya\n"}, "rezim PILKADES tertulis dua kali"),
        ({"bases": BASES.replace("PILKADES", "LAIN")}, "dasar LAIN/lengkap milik rezim lain"),
        ({"bases": BASES + BASES.splitlines()[1]}, "dua dasar untuk PILKADES/lengkap"),
    ],
)
def test_what_is_wrong_is_said_with_its_table_and_line(tables, complaint):
    problems = read(**tables).problems
    assert any(complaint in problem for problem in problems), problems
    assert all(problem.partition(".csv")[0] in {"regimes", "clocks", "bases"} for problem in problems)


def test_every_mistake_is_told_at_once_and_a_flood_is_cut():
    wrong = [CLOCK.replace(",3,", ",tiga,"), CLOCK, CLOCK.replace(",unverified,GK", ",mungkin,GK")]
    problems = read(clocks="\n".join([HEAD, *wrong]) + "\n").problems
    assert [problem.partition(":")[0] for problem in problems] == ["clocks.csv, baris 2", "clocks.csv, baris 4"]
    many = read(clocks="\n".join([HEAD, *[wrong[0]] * 90]) + "\n").problems
    assert len(many) == 51
    assert many[-1] == "… dan 40 kesalahan lain."
    assert "lebih dari 1000 baris" in read(clocks="\n".join([HEAD, *[CLOCK] * 1002]) + "\n").problems[0]


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400), st.binary(max_size=400))
def test_no_bytes_break_the_reader(first, second):
    assert read_regime({"regimes.csv": first, "clocks.csv": second}, known=frozenset()).problems


cells = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(cells, min_size=24, max_size=24), max_size=4))
def test_no_cells_break_the_reader(rows):
    out = io.StringIO()
    csv.writer(out).writerows([HEAD.split(","), *rows])
    assert isinstance(read(clocks=out.getvalue()).problems, tuple)


# --- What the tables would say, and then do -------------------------------------------------------------------------

OFF = rules.Holiday(date=date(2024, 4, 23), name="Libur", kind=rules.HolidayKind.ONE_OFF, source="Keppres 99/2024")
P7 = next(clock for clock in shipped().clocks if clock.key == "PEMILU/P7")
CHANGES = [
    rules.HolidayComes(holiday=OFF),
    rules.HolidayGoes(day=date(2024, 4, 15), name="Idulfitri"),
    rules.ClockComes(clock=replace(P7, length=10, valid_from=date(2024, 4, 1))),
    rules.RegimeComes(tables=read().tables),
]


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: type(change).__name__)
def test_what_is_shown_first_is_what_is_then_done(change):
    actions.load_statutes()
    assert change.objection(queries.statutes()) == ""
    supposed = change.as_if(queries.statutes())
    actions.change_tables(change, by="M-0001")
    after = queries.statutes()
    assert set(after.holidays) == set(supposed.holidays)
    assert set(after.clocks) == set(supposed.clocks)
    assert set(after.bases) == set(supposed.bases)
    assert set(after.regimes) == set(supposed.regimes)
    assert Entry.objects.filter(by="M-0001").exists()
    assert change.objection(after)  # not twice
    with pytest.raises(rules.StatuteError):
        actions.change_tables(change, by="M-0001")


@pytest.mark.django_db
def test_a_body_of_law_that_is_there_is_not_added_again_and_nothing_is_half_done():
    actions.load_statutes()
    broken = rules.RegimeComes(
        tables=replace(read().tables, clocks=(*read().tables.clocks, replace(P7, length=9, valid_from=date(2024, 1, 1))))
    )
    with pytest.raises(actions.OverlappingVersions):
        actions.change_tables(broken, by="M-0001")
    assert "PILKADES" not in {regime.code for regime in queries.regimes()}
    actions.change_tables(rules.RegimeComes(tables=read().tables), by="M-0001")
    assert queries.clocks_started_by("PILKADES", "known", on=date(2026, 6, 1))[0].length == 3
    assert queries.basis_of("PILKADES", "kajian_awal/lengkap").words == "Perda Ps. 2"
