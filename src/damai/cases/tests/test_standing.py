"""Everything that came in has one place, whatever happened; where the rows disagree, the totals show it and name the case."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from damai.cases.rules import CASE_MOVES, CaseKind, Outcome, State
from damai.cases.rules.case_moves import HANDED_ON, OPENS, REGISTERED
from damai.cases.rules.reconciling import gaps, over_kinds
from damai.cases.rules.standing import KINDS, Moved, Place, Result, Seen, by, entries, faulty, quarter, table

DAY = date(2024, 1, 10)
S = State
SUMS = over_kinds([str(kind) for kind in KINDS])


def seen(*states: State, outcomes=(), offices=("pusat",), **changes) -> Seen:
    """A case that went this way, a day per step."""
    steps = [Moved(state, DAY + timedelta(days=number)) for number, state in enumerate(states)]
    given = {"code": "P-00001", "regime": "PEMILU", "state": states[-1], "registered": S.DIREGISTRASI in states}
    return Seen(**{**given, "steps": steps, "outcomes": outcomes, "offices": offices, **changes})


def places(case: Seen) -> list[tuple[str, str]]:
    return [(row.kind, "+".join(sorted(row.places))) for row in entries(case)]


def test_a_report_that_waits_is_registered_or_is_not():
    assert places(seen(S.LAPORAN_DITERIMA, S.KAJIAN_AWAL)) == [("laporan", "pending")]
    assert places(seen(S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, S.LENGKAP, S.DIREGISTRASI)) == [("laporan", "registered")]
    gone = seen(S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, S.TIDAK_DIREGISTRASI, S.STATUS_DIUMUMKAN, S.DITUTUP)
    assert places(gone) == [("laporan", "not_registered")]


def test_a_report_that_became_a_finding_is_two_entries_and_not_a_better_rate():
    way = (
        S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, S.TIDAK_DIREGISTRASI, S.INFORMASI_AWAL, S.DUGAAN_DITEMUKAN, S.TEMUAN, S.DIREGISTRASI,
    )  # fmt: skip
    case = seen(*way, outcomes=[None])
    assert places(case) == [("laporan", "not_registered"), ("informasi_awal", "not_registered"), ("temuan", "registered")]
    counted = table(entries(case))
    assert (counted["laporan.received"], counted["laporan.registered"], counted["temuan.registered"]) == (1, 0, 1)
    assert counted["received"] == 2 and gaps(counted, SUMS) == ()  # preliminary information is not among what is registered


def test_a_case_that_another_office_took_is_one_entry_at_each():
    way = (S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, S.DILIMPAHKAN, S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, S.LENGKAP, S.DIREGISTRASI)
    rows = entries(seen(*way, outcomes=[Outcome.VIOLATION], offices=("pusat", "barat")))
    assert [(row.office, row.handed_on, *row.places) for row in rows] == [
        ("pusat", True, "not_registered"), ("barat", False, "registered"),
    ]  # fmt: skip
    assert rows[1].on == DAY + timedelta(days=3)  # received there on its own day
    for office in ("pusat", "barat"):
        assert gaps(table(by(rows, "office")[office,]), SUMS) == ()


def test_the_result_of_a_case_with_several_tracks():
    def result(*outcomes, state=S.DIREGISTRASI):
        way = (S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, S.LENGKAP, S.DIREGISTRASI)
        return set(entries(seen(*way, outcomes=outcomes, state=state))[0].results)

    assert result(None, Outcome.VIOLATION) == {Result.VIOLATION}
    assert result(None, Outcome.NOT_VIOLATION) == {Result.OPEN}
    assert result(Outcome.STOPPED, Outcome.NOT_VIOLATION) == {Result.NOT_VIOLATION}
    assert result(None) == {Result.OPEN}
    assert result(None, state=S.DITUTUP) == set()  # closed, and nothing was decided: a fault, not a fourth result
    assert result() == set()


def test_rows_that_disagree_make_a_gap_and_are_named():
    whole = seen(S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, S.LENGKAP, S.DIREGISTRASI, outcomes=[None])
    said_so_only = seen(S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, registered=True, code="P-00002")
    put_back = seen(
        S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, S.LENGKAP, S.DIREGISTRASI, outcomes=[None], state=S.DICABUT, code="P-00003"
    )
    undecided = seen(S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, S.LENGKAP, S.DIREGISTRASI, S.DITUTUP, outcomes=[None], code="P-00004")
    rows = [row for case in (whole, said_so_only, put_back, undecided) for row in entries(case)]
    found = gaps(table(rows), SUMS)
    assert {(gap.sum.whole, gap.by) for gap in found} >= {("received", 2), ("registered", -2)}
    assert [row.case for row in faulty(rows)] == ["P-00002", "P-00003", "P-00004"]


def test_quarters():
    assert [quarter(date(2024, month, 1)) for month in (1, 3, 4, 12)] == ["2024-T1", "2024-T1", "2024-T2", "2024-T4"]


@st.composite
def histories(draw):
    """A case that took any way the table allows, with any outcomes that go with where it is."""
    kind = draw(st.sampled_from(list(CaseKind)))
    way, offices = [OPENS[kind][0]], ["o1"]
    for _step in range(draw(st.integers(0, 14))):
        moves = [move for move in CASE_MOVES if move.source is way[-1]]
        if not moves:
            break
        move = draw(st.sampled_from(moves))
        if move.source in HANDED_ON and move.target not in REGISTERED:
            offices.append(f"o{len(offices) + 1}")
        way.append(move.target)
    registered = S.DIREGISTRASI in way
    one = st.sampled_from([Outcome.VIOLATION, Outcome.NOT_VIOLATION, Outcome.STOPPED])
    over = way[-1] in {S.STATUS_DIUMUMKAN, S.DITUTUP}
    outcomes = draw(st.lists(one if over else st.none() | one, min_size=1, max_size=3)) if registered else []
    return seen(*way, outcomes=outcomes, offices=tuple(offices), code=f"P-{draw(st.integers(1, 99999)):05d}")


@settings(max_examples=300, deadline=None)
@given(st.lists(histories(), max_size=12))
def test_after_any_history_the_totals_add_up(cases):
    rows = [row for case in cases for row in entries(case)]
    assert faulty(rows) == ()
    assert gaps(table(rows), SUMS) == ()
    for group in by(rows, "office", "regime", "kind", "period").values():
        assert gaps(table(group), SUMS) == ()
    assert sum(Place.REGISTERED in row.places for row in rows) == sum(case.registered for case in cases)


@settings(max_examples=200, deadline=None)
@given(st.lists(histories(), min_size=1, max_size=8), st.data())
def test_a_row_that_was_tampered_with_is_found(cases, data):
    at = data.draw(st.integers(0, len(cases) - 1))
    case = cases[at]
    wrong = Seen(**{**case.__dict__, "registered": not case.registered})
    rows = [row for number, each in enumerate(cases) for row in entries(wrong if number == at else each)]
    assert wrong.code in {row.case for row in faulty(rows)}
