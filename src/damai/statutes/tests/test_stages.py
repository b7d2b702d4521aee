"""The calendar of stages: what may be done on which day."""

from datetime import date

import pytest

from damai.ledger.models import Entry
from damai.statutes import actions, public, queries, rules

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded():
    actions.load_statutes()


@pytest.mark.parametrize(
    ("day", "kind", "campaigning"),
    [
        (date(2023, 10, 11), "nomination", False),  # the day of the rakor
        (date(2023, 10, 19), "nomination", False),
        (date(2023, 11, 27), "preparation", False),  # the declaration, one day before the campaign
        (date(2023, 11, 28), "campaign", True),
        (date(2024, 2, 10), "campaign", True),
        (date(2024, 2, 11), "quiet", False),
        (date(2024, 2, 13), "quiet", False),
        (date(2024, 2, 14), "voting", False),
        (date(2024, 2, 15), "counting", False),
    ],
)
def test_the_days_of_pemilu_2024(day, kind, campaigning):
    stage = queries.stage_on(day, "pemilu_2024")
    assert stage.kind == kind
    assert queries.is_campaign(day, "pemilu_2024") == queries.is_campaign(day) == campaigning


def test_the_quiet_period_is_called_by_its_name():
    assert queries.stage_on(date(2024, 2, 11), "pemilu_2024").name == "Masa tenang"
    today = public.today(date(2024, 2, 11), "pemilu_2024")
    assert (today.stage, today.campaigning, today.assumed) == ("Masa tenang", False, False)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2024, 9, 24), "preparation"),
        (date(2024, 9, 25), "campaign"),
        (date(2024, 11, 23), "campaign"),
        (date(2024, 11, 24), "quiet"),
        (date(2024, 11, 27), "voting"),
    ],
)
def test_the_days_of_pilkada_2024(day, kind):
    assert queries.stage_on(day, "pilkada_2024").kind == kind


def test_two_elections_do_not_mix():
    in_pilkada = date(2024, 10, 1)
    assert queries.is_campaign(in_pilkada, "pilkada_2024")
    assert not queries.is_campaign(in_pilkada, "pemilu_2024")
    assert queries.is_campaign(in_pilkada)


def test_an_unknown_election_is_not_an_empty_calendar():
    with pytest.raises(rules.UnknownElection, match="pemilu_2024"):
        queries.stage_on(date(2024, 2, 11), "pemilu_2042")
    assert queries.stage_on(date(2010, 1, 1), "pemilu_2024") is None


def test_elections_to_come_are_marked_as_assumptions():
    for election in ("pemilu_2029", "pemilu_daerah_2031"):
        assert {stage.status.word for stage in queries.stages(election)} == {"asumsi"}
    assert public.today(date(2029, 2, 14), "pemilu_2029").assumed
    # No campaign dates are decided, so no day is called a campaign day.
    assert not queries.is_campaign(date(2028, 12, 1), "pemilu_2029")


def test_an_assumption_becomes_a_decision():
    decided = rules.Stage(
        election="pemilu_2029",
        code="campaign",
        kind=rules.StageKind.CAMPAIGN,
        name="Masa kampanye Pemilu",
        starts_on=date(2028, 11, 28),
        ends_on=date(2029, 2, 10),
        status=rules.Status.DECIDED,
        confidence=rules.Confidence.VERIFIED,
        source="PKPU contoh",
    )
    actions.set_stage(decided, by="M-0001")
    assert queries.is_campaign(date(2028, 12, 1), "pemilu_2029")
    assert Entry.objects.last().name == "StageSet"
    with pytest.raises(rules.UnknownElection):
        actions.set_stage(rules.Stage(**{**decided.__dict__, "election": "pemilu_2042"}), by="M-0001")
