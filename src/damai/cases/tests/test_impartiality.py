"""The impartiality report: for leads only, with denominators and intervals, nothing of the few, nothing ranked."""

from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import cast

from damai.areas.models import Area
from damai.cases.models import Assignment, Case, Party, Track
from damai.cases.queries.impartiality import report_for
from damai.cases.rules.measuring import FEW
from damai.cases.rules.releasing import protect_rows
from damai.ledger.queries import now
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import confirmed

from .test_the_way_of_a_case import MOMENT

BALLOT = [
    ("pemilu_2024/party/01", "Partai Satu"),
    ("pemilu_2024/party/02", "Partai Dua"),
    ("pemilu_2024/party/03", "Partai Tiga"),
]
SPAN = {"since": date(2024, 1, 1), "until": date(2024, 12, 31)}


@pytest.fixture
def people(db):
    with time_machine.travel(MOMENT, tick=False):
        people = cast()
        load_statutes()
        yield people


def cases_of(
    people, number: int, *, party: str, days: float, outcome: str = "violation", area: str = "31.71.01.1001"
) -> list[Case]:
    """Registered cases against a party, decided after so many days."""
    found = []
    for _one in range(number):
        row = Case(
            report=confirmed(by=people.sari, area=area), regime="PEMILU", kind="temuan", state="diregistrasi",
            agency_id="bawaslu-jakpus", area=Area.objects.get(code=area), received_at=now(), opened_at=now(), registered_at=now(),
        )  # fmt: skip
        row.code = f"P-{row.report.pk + 70000:05d}"
        row.save()
        Party.objects.create(case=row, number=1, kind="participant", participant=party)
        Track.objects.create(
            case=row, klass="adm", state="pleno_hasil", outcome=outcome, decided_at=now() + timedelta(days=days), opened_at=now(),
            opened_by="M-0001",
        )  # fmt: skip
        found.append(row)
    return found


def report(member, **changes):
    return report_for(member, "bawaslu-jakpus", **({"participants": BALLOT, **SPAN} | changes))


def test_only_those_who_lead_the_office_read_it(people):
    for member in (people.sari, people.budi, people.citra, people.polan, people.komar, people.dewi, people.oki):
        assert report(member) is None
    assert report(people.tuti) is not None
    assert report_for(people.tuti, "bawaslu-jakbar", participants=BALLOT, **SPAN) is None


def test_parties_stand_in_ballot_order_with_what_their_numbers_are_worth(people):
    cases_of(people, 8, party="pemilu_2024/party/02", days=4)
    cases_of(people, 3, party="pemilu_2024/party/01", days=1, outcome="not_violation")
    found = report(people.tuti)
    assert [row.code for row in found.parties.rows] == [code for code, _name in BALLOT]  # never by size
    one, two, three = found.parties.rows
    assert (one.received, one.registered, one.violation, one.days) == (None, None, None, None)  # three: too few
    assert (two.received, two.violation.hits, two.violation.of) == (8, 8, 8)
    assert two.violation.interval.low == pytest.approx(0.676, abs=0.01) and two.violation.interval.high == 1
    assert (two.days.middle, two.days_between.low, two.days_between.high) == (4, 4, 4)
    assert three.received == 0 and three.registered is None  # nobody reported: not a rate of nothing
    assert found.parties.whole.received == 11 and found.parties.overlaps
    assert found.comparisons > 0 and found.by_chance == round(found.comparisons * 0.05, 1)


def test_a_median_of_few_is_not_told(people):
    cases_of(people, FEW, party="pemilu_2024/party/02", days=4)
    (_one, two, _three) = report(people.tuti).parties.rows
    assert two.violation.of == FEW and two.days is None  # five values have no interval at 95 %


def test_places_and_handlers_that_add_up_hide_a_second_row_with_the_few(people):
    here = cases_of(people, 6, party=BALLOT[0][0], days=2)
    there = cases_of(people, 2, party=BALLOT[0][0], days=2, area="31.71.06.1001")
    for case in here:
        Assignment.objects.create(case=case, member=people.sari, how="lot", at=now(), by=people.tuti.code, declared_at=now())
    found = report(people.tuti)
    assert [row.received for row in found.districts.rows] == [None, None]  # 8 in all less 6 would be 2
    assert {row.code for row in found.handlers.rows} == {people.sari.code, ""}
    assert all(row.received is None for row in found.handlers.rows) and len(there) == 2


def test_what_lies_outside_the_days_is_not_counted(people):
    cases_of(people, 6, party=BALLOT[0][0], days=2)
    assert report(people.tuti, until=date(2024, 1, 31)).parties.whole.received is None


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 14), min_size=1, max_size=9))
def test_nothing_of_the_few_follows_by_subtraction(counts):
    shown = protect_rows(counts)
    hidden = [number for name, number in counts.items() if name not in shown]
    assert all(counts[name] == 0 or counts[name] >= FEW for name in shown)
    if hidden and sum(counts.values()) >= FEW:
        left = sum(hidden)
        assert len(hidden) > 1 and (left - (len(hidden) - 1) >= FEW or len(shown - {n for n in shown if not counts[n]}) == 0)
