"""Two people press at the same moment: one wins, the other is told; two workers send one word."""

import pytest
import time_machine

from damai.agencies.models import Appointment, Member
from damai.commitments import actions
from damai.commitments.models import ActionItem, Breach, Commitment, Evidence, Notice, PartyReply
from damai.outbox.models import Letter
from damai.triage.tests.test_two_at_once import at_once

from .table import MOMENT, agency, clause, decision, item, people

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def who():
    with time_machine.travel(MOMENT, tick=False):
        yield people()


def kinds(outcomes) -> list[str]:
    return sorted(type(each).__name__ for each in outcomes)


def second_officer(username: str, code: str) -> Member:
    member = Member.objects.create(username=username, code=f"M-09{len(username):02d}", email=f"{username}@contoh.id")
    office = agency(code)
    Appointment.objects.create(member=member, agency=office, role="officer", area=office.area, starts_on="2020-01-01")
    return member


def test_one_accepts_while_the_other_sends_back(who):
    other = second_officer("karta", "kesbangpol-jakpus")
    row = item(decision())
    piece = actions.submit_evidence(row, kind="link", words="Foto", link="https://contoh.go.id/a", by=who.citra)
    outcomes = at_once(
        lambda: actions.accept_evidence(piece, by=who.kasman),
        lambda: actions.send_back(piece, words="Kurang", by=other),
    )
    assert kinds(outcomes) in (["Evidence", "JudgedMeanwhile"], ["Evidence", "NotOpen"]), outcomes
    row.refresh_from_db()
    piece.refresh_from_db()
    assert (row.state, piece.state) in (("done", "accepted"), ("sent-back", "sent-back"))


def test_newer_evidence_while_the_old_one_is_judged(who):
    row = item(decision())
    piece = actions.submit_evidence(row, kind="link", words="Foto", link="https://contoh.go.id/a", by=who.citra)
    outcomes = at_once(
        lambda: actions.accept_evidence(piece, by=who.kasman),
        lambda: actions.submit_evidence(row, kind="link", words="Lagi", link="https://contoh.go.id/b", by=who.citra),
    )
    row.refresh_from_db()
    accepted = Evidence.objects.filter(state="accepted").count()
    assert (row.state, accepted, kinds(outcomes)) in (
        ("done", 1, ["Evidence", "NotOpen"]),
        ("submitted", 0, ["Evidence", "JudgedMeanwhile"]),
    ), outcomes


def test_two_pieces_of_evidence_at_once_are_two(who):
    row = item(decision())

    def send(name):
        return lambda: actions.submit_evidence(row, kind="link", words=name, link=f"https://contoh.go.id/{name}", by=who.citra)

    assert kinds(at_once(send("a"), send("b"))) == ["Evidence", "Evidence"]
    assert sorted(row.evidence.values_list("number", flat=True)) == [1, 2]


def test_two_workers_remind_once(who):
    Member.objects.filter(username__in=["citra", "kasman"]).update(channel="email")
    item(decision())
    with time_machine.travel(MOMENT.replace(month=12, day=4), tick=False):
        outcomes = at_once(actions.remind, actions.remind)
    assert sum(outcomes) == 2, outcomes  # one reminder and one escalation, whoever was first
    assert sorted(Notice.objects.values_list("step", flat=True)) == ["after-3", "escalation-3"]
    assert Letter.objects.count() == 2


def test_the_same_decision_promised_twice_is_one(who):
    outcomes = at_once(lambda: decision(), lambda: decision())
    assert kinds(outcomes) == ["AlreadyPromised", "Commitment"], outcomes
    assert Commitment.objects.count() == 1


def test_items_assigned_at_once_have_codes_of_their_own(who):
    promise = decision()
    outcomes = at_once(lambda: item(promise), lambda: item(promise))
    assert kinds(outcomes) == ["ActionItem", "ActionItem"], outcomes
    assert ActionItem.objects.values("code").distinct().count() == 2


def test_a_reply_sent_twice_at_once_is_one(who):
    token = "kunci"
    from damai.commitments.queries import token_hash

    Breach.objects.create(
        code="B-1", commitment=clause(), participant="p/1", what="x", happened_on="2023-11-01", verification=2,
        alleged_at=MOMENT, alleged_by=who.sari, token_hash=token_hash(token),
    )  # fmt: skip
    outcomes = at_once(*[lambda: actions.reply(token, words="Kami keberatan", capacity="Ketua")] * 2)
    assert kinds(outcomes) == ["PartyReply", "PartyReply"], outcomes
    assert PartyReply.objects.count() == 1
