"""Who sees which promises; the lists cost the same for one and for many."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from damai.agencies.models import Agency, AgencyKind
from damai.commitments import actions, queries
from damai.commitments.models import ActionItem, Breach, Commitment

from .table import DUE, MOMENT, agency, clause, decision, item, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    with time_machine.travel(MOMENT, tick=False):
        yield people()


def test_the_table_sees_it_and_others_learn_nothing(who):
    promise = decision()
    row = item(promise)
    for member in (who.sari, who.tuti, who.citra, who.komar, who.polan, who.kasman, who.rina):
        assert queries.commitment_for(member, promise.code) == promise
        assert queries.item_for(member, row.code) == row
        assert [each.commitment for each in queries.followed_for(member)] == [promise]
    for member in (who.budi, who.dewi, who.oki):
        with pytest.raises(Commitment.DoesNotExist):
            queries.commitment_for(member, promise.code)
        with pytest.raises(ActionItem.DoesNotExist):
            queries.item_for(member, row.code)
        assert queries.followed_for(member) == []
        assert not queries.waiting_for(member)


def test_who_does_something_of_it_sees_it_from_another_city(who):
    mine, other = decision(1), decision(2)
    item(mine, supporting=[agency("bawaslu-jakbar")])
    assert queries.commitment_for(who.budi, mine.code) == mine
    with pytest.raises(Commitment.DoesNotExist):
        queries.commitment_for(who.budi, other.code)


def test_an_agency_of_the_province_sees_the_cities(who):
    code = "bawaslu-jakbar"
    Agency.objects.filter(code=code).update(area_id="31")
    assert queries.commitments_for(who.budi).count() == 0
    promise = decision()
    assert queries.commitment_for(who.budi, promise.code) == promise


def test_what_waits_for_whom(who):
    row, other = item(decision(1)), item(decision(2), person=who.citra)
    assert [each.item for each in queries.waiting_for(who.citra).mine] == [row, other]
    assert queries.waiting_for(who.kasman).to_judge == ()
    piece = actions.submit_evidence(row, kind="link", words="Foto", link="https://contoh.go.id/a", by=who.citra)
    assert [each.item for each in queries.waiting_for(who.citra).mine] == [other]
    assert queries.waiting_for(who.kasman).to_judge == (piece,)
    assert not queries.waiting_for(who.sari)  # the convener judges
    assert queries.items_due(agency=agency("kpu-jakpus")) == [row, other]
    assert queries.items_due(member=who.sari) == []
    assert queries.items_due(member=who.citra) == [row, other]


def test_the_list_costs_the_same_for_one_and_for_many(who):
    def fill(number):
        promise = decision(number)
        row = item(promise)
        item(promise, owner="kominfotik-jakpus")
        actions.submit_evidence(row, kind="link", words="Foto", link="https://contoh.go.id/a", by=who.citra)
        indicator = promise.indicators.get()
        actions.measure(indicator, on=date(2023, 11, 20), value=number, of=44, source="KPU", by=who.citra)
        Breach.objects.create(
            code=f"B-{number}", commitment=promise, agency=agency("kpu-jakpus"), what="x", happened_on=date(2023, 11, 1),
            verification=2, alleged_at=MOMENT, alleged_by=who.sari, token_hash=f"{number}",
        )  # fmt: skip

    def cost(ask):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = ask()
        return len(asked), len(found)

    fill(1)
    one = cost(queries.followed)
    for number in range(2, 12):
        fill(number)
    many = cost(queries.followed)
    assert (one[1], many[1]) == (1, 11)
    assert one[0] == many[0] <= 8
    assert cost(lambda: queries.followed_for(who.sari))[0] <= 11
    assert AgencyKind.UNITY == "unity"


def test_followed_by_series_and_on_another_day(who):
    decision(1), decision(2, series="RS-002"), clause()
    assert [each.commitment.origin_code for each in queries.followed(series="RS-002")] == ["R-00001/2"]
    by_code = {each.commitment.origin_code: each.standing.value for each in queries.followed(on=date(2024, 1, 1))}
    assert by_code == {"R-00001/1": "late", "R-00001/2": "late", "D-00001/v1/1": "no-data"}


def test_the_convener_sees_on_the_day_page_what_is_so_late_that_it_is_told(who):
    row = item(decision())
    item(decision(2, owner="kesbangpol-jakpus"), owner="kesbangpol-jakpus")
    for days, seen in ((2, ()), (3, (row.code,)), (40, (row.code,))):
        with time_machine.travel(MOMENT + (DUE - MOMENT.date()) + timedelta(days=days), tick=False):
            assert tuple(each.item.code for each in queries.waiting_for(who.kasman).overdue) == seen
            assert queries.waiting_for(who.sari).overdue == ()  # at the table, but somebody else convenes
    with time_machine.travel(MOMENT + timedelta(days=20), tick=False):
        actions.submit_evidence(row, kind="link", words="Foto", link="https://contoh.go.id/a", by=who.citra)
        assert queries.waiting_for(who.kasman).overdue == ()
