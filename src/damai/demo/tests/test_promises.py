"""The chronicle of promises is told to its end, and leaves a commitment in every state behind."""

import pytest

from damai.agencies.models import Member
from damai.areas.actions import load_central_jakarta, load_hierarchy
from damai.commitments.queries import followed
from damai.commitments.rules import Standing
from damai.demo.meetings import at
from damai.demo.promises import Chronicle
from damai.demo.replay import appoint_the_cast
from damai.ledger.actions import ensure_log
from damai.ledger.queries import telling
from damai.pledges.public import counts
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import confirmed


@pytest.mark.django_db(transaction=True)
def test_promises_in_every_state_stand_at_the_end(live_server):
    ensure_log(is_demo=True)
    load_hierarchy("31")
    load_central_jakarta()
    load_statutes()
    chronicle = Chronicle(live_server.url)
    with telling(at("2023-10-02", 8)):
        appoint_the_cast()
    chronicle.tell(at("2024-01-10", 8))
    with telling(at("2024-01-14", 8)):
        sari = Member.objects.get(username="sari")
        for _ in range(2):
            confirmed(by=sari)
    chronicle.tell(at("2024-02-15", 20))
    with telling(at("2024-02-15", 20)):
        standings = {each.standing for each in followed()}
        assert standings >= set(Standing) - {Standing.ON_COURSE}
        found = counts("pakta-damai-2024")
    assert (found.participants, found.participants_invited, found.citizens) == (20, 22, 24)
