"""What is sent about an item: in the owner's channel and language, once, and it stops by itself."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from damai.agencies.models import Member
from damai.commitments import actions, tasks
from damai.commitments.models import Notice
from damai.ledger.models import Entry
from damai.outbox.models import Letter, State
from damai.outbox.queries import content_of

from .table import DUE, MOMENT, agency, decision, item, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    with time_machine.travel(MOMENT, tick=False):
        found = people()
        Member.objects.filter(username__in=["citra", "kasman"]).update(channel="email")
        yield found


def on(days: int):
    """Ten o'clock so many days from the due date."""
    return time_machine.travel(MOMENT + (DUE - date(2023, 11, 20)) + timedelta(days=days), tick=False)


def letters(purpose=None) -> list[Letter]:
    rows = Letter.objects.order_by("id")
    return list(rows.filter(purpose=purpose) if purpose else rows)


def evidence(row, by):
    return actions.submit_evidence(row, kind="link", words="Foto", link="https://contoh.go.id/a", by=by)


def test_a_reminder_says_what_until_when_and_how_to_answer(who):
    row = item(decision(), person=who.citra)
    with on(-7):
        assert actions.remind() == 1
        assert actions.remind() == 0  # once
    (letter,) = letters()
    told = content_of(letter)
    assert (letter.about, letter.purpose, told.to) == (row.code, "reminder", "citra@contoh.id")
    assert told.subject == f"Tenggat 7 hari lagi: {row.code}"
    for words in (
        row.words,
        "Jumat, 1 Desember 2023",
        f"/kerja/komitmen/{row.code}/",
        "kirim bukti",
        "berhenti dengan sendirinya",
    ):
        assert words in told.text


def test_in_the_persons_language_and_channel(who):
    Member.objects.filter(pk=who.citra.pk).update(language="en")
    item(decision())
    Member.objects.filter(pk=who.komar.pk).update(channel="workspace")
    item(decision(2, owner="kominfotik-jakpus"), owner="kominfotik-jakpus")
    with on(0):
        assert actions.remind() == 2
    (letter,) = letters()  # Komar reads it on the day page
    assert content_of(letter).to == "citra@contoh.id"
    assert Notice.objects.count() == 2


def test_everyone_of_the_agency_where_nobody_is_named_and_who_left_is_not_written_to(who):
    Member.objects.filter(username__in=["sari", "tuti", "dewi", "oki"]).update(channel="email")
    row = item(decision(owner="bawaslu-jakpus"), owner="bawaslu-jakpus", person=who.sari)
    who.sari.appointments.update(ends_on=date(2023, 11, 25))
    with on(0):
        actions.remind()
    assert [content_of(each).to for each in letters()] == ["tuti@contoh.id"]  # not the field, not the operator
    assert row.person == who.sari


def test_without_an_address_nothing_is_lost(who):
    Member.objects.filter(pk=who.citra.pk).update(email="")
    item(decision())
    with on(0):
        assert actions.remind() == 1
    assert letters() == [] and Notice.objects.count() == 1


def test_a_worker_that_slept_sends_the_one_right_word(who):
    item(decision())
    with on(2):
        assert actions.remind() == 1
    assert list(Notice.objects.values_list("step", flat=True)) == ["after-1"]
    assert content_of(letters()[0]).subject.startswith("Lewat tenggat 2 hari")


def test_the_convener_is_told_daily_until_evidence_is_there(who):
    row = item(decision())

    def told(days):
        before = len(letters("escalation"))
        with on(days):
            actions.remind()
        return len(letters("escalation")) - before

    assert [told(day) for day in (2, 3, 3, 4)] == [0, 1, 0, 1]
    with on(5):
        piece = evidence(row, who.citra)
    assert [told(day) for day in (5, 6)] == [0, 0]  # it stops by itself
    with on(7):
        actions.send_back(piece, words="Kurang", by=who.kasman)
    assert [told(day) for day in (7, 8)] == [1, 1]  # and goes on
    with on(9):
        actions.accept_evidence(evidence(row, who.citra), by=who.kasman)
    assert [told(day) for day in (9, 10, 30)] == [0, 0, 0]
    last = content_of(letters("escalation")[-1])
    assert last.to == "kasman@contoh.id" and row.code in last.text and "lewat 8 hari" in last.text
    assert Entry.objects.filter(name="ItemEscalated").count() == 4


def test_many_late_items_are_one_letter_a_day(who):
    promise = decision()
    rows = [item(promise) for _ in range(5)]
    with on(3):
        actions.remind()
    (letter,) = letters("escalation")
    assert letter.about == "kesbangpol-jakpus"
    assert all(row.code in content_of(letter).text for row in rows)


def test_letters_that_have_not_left_are_cancelled_by_the_evidence(who):
    row = item(decision())
    with on(0):
        actions.remind()
        evidence(row, who.citra)
    assert [each.state for each in letters("reminder")] == [State.CANCELLED]


def test_a_moved_day_is_reminded_anew(who):
    row = item(decision())
    with on(-1):
        actions.remind()
        actions.move_due_date(row, to=DUE + timedelta(days=10), by=who.kasman)
    with on(9):
        assert actions.remind() == 1
    assert [(each.step, each.on) for each in Notice.objects.order_by("id")] == [
        ("before-1", DUE),
        ("before-1", DUE + timedelta(days=10)),
    ]


def test_nothing_of_a_withdrawn_promise_and_nothing_at_night(who):
    promise = decision()
    item(promise)
    with on(0):
        actions.withdraw(promise, decision="R-00009/1", by=who.kasman)
        assert actions.remind() == 0
    item(decision(2))
    with time_machine.travel(MOMENT.replace(month=12, day=1, hour=19), tick=False):  # 2.00 in Jakarta
        assert tasks.remind() == 0
    with time_machine.travel(MOMENT.replace(month=12, day=1, hour=0, minute=30), tick=False):  # 7.30
        assert tasks.remind() == 1
    assert agency("kpu-jakpus").pk == "kpu-jakpus"


def test_asking_again_costs_little_however_much_is_late(who):
    promise = decision()
    for _ in range(30):
        item(promise)
    with on(4):
        assert actions.remind() == 60
        with CaptureQueriesContext(connection) as asked:
            assert actions.remind() == 0
    assert len(asked) <= 5
