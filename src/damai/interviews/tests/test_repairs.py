"""A reporter is asked once more for exactly what was missing, until a last moment; what they send reaches whoever asked."""

from datetime import timedelta

import pytest
import time_machine
from tests.cast import places

from damai.intake.actions import forget as forget_message
from damai.intake.models import Basis, Message
from damai.intake.queries import Forgotten, receipt_of, thread_of, words_of
from damai.intake.rules.receipts import spoken
from damai.interviews import actions, queries
from damai.interviews.actions import noticing
from damai.interviews.models import Repair
from damai.ledger.models import Entry
from damai.outbox.models import Letter

from .stories import ANONYMOUS, INCOMPLETE, TUESDAY, picture, say, sent

pytestmark = pytest.mark.django_db(transaction=True)
DUE = TUESDAY + timedelta(days=2)


@pytest.fixture(autouse=True)
def the_city_in_february(monkeypatch):
    """The places, on a Tuesday in February 2024; nobody listens yet."""
    monkeypatch.setattr(noticing, "_listeners", [])
    with time_machine.travel(TUESDAY, tick=False):
        places()
        yield


def opened(message: Message, *items: str) -> Repair:
    """A repair of these conditions."""
    return actions.open_repair(message=message, items=items or ("reported", "evidence"), due_at=DUE, case="P-00001", by="M-0001")


def test_exactly_what_is_missing_is_asked_and_what_is_sent_lies_over_the_first():
    heard = []
    actions.when_mended(heard.append)
    message = sent(*INCOMPLETE).message
    assert queries.told(message).reported == ()
    repair = opened(message)
    draft = repair.interview
    assert [each.id for each in queries.state_of(draft).questions][:3] == [
        "suspect.1.name",
        "suspect.1.address",
        "suspect.1.phone",
    ]
    for text in ("Ketua RT 05", "tidak tahu", "tidak tahu", "tidak", "Foto", "tidak"):
        say(draft, text)
    actions.add_file(draft, picture())
    assert queries.repair_of("P-00001").standing == {"reported": "present", "evidence": "present"}
    outcome = actions.send(draft)
    assert outcome.message != message and outcome.message.revises == message
    found = queries.repair_of("P-00001")
    assert (found.state, found.late, found.files, found.answer) == ("sent", False, 1, outcome.message)
    assert heard == [found]
    said = queries.told(message)
    assert [person.name for person in said.reported] == ["Ketua RT 05"] and said.evidence == ("Foto",)
    assert said.reporter.name == "Andi Pelapor" and said.mended == {"reported", "evidence"}
    assert queries.told(outcome.message) == said  # from whichever end one asks
    assert "Ketua RT 05" in words_of(outcome.message).text
    assert outcome.receipt == spoken(receipt_of(message))  # the reporter keeps one receipt


def test_it_is_sent_once():
    message = sent(*INCOMPLETE).message
    draft = opened(message).interview
    say(draft, "Ketua RT 05")
    assert actions.send(draft).message == actions.send(draft).message
    assert Message.objects.count() == 2
    assert Entry.objects.filter(name="RepairSent").count() == 1


def test_the_reporter_hears_of_it_behind_the_receipt_and_by_mail_without_the_words():
    message = sent(*INCOMPLETE).message
    opened(message)
    text = thread_of(message)[0].text
    assert "Siapa yang dilaporkan" in text and "Bukti" in text and "Kamis, 15 Februari 2024" in text
    from damai.outbox.queries import content_of

    letter = Letter.objects.get()
    assert letter.way == "email" and "P-00001" in letter.key
    assert "terlapor" not in content_of(letter).text.lower() and "/perbaikan/" in content_of(letter).text


def test_of_the_anonymous_the_house_knows_no_way_back_and_says_it_behind_the_receipt_only():
    message = sent(*ANONYMOUS).message
    assert actions.tell(message, text="Ada kabar", key="P-00001/news/1", about="P-00001", purpose="status", by="damai") == (
        "receipt",
    )
    assert not Letter.objects.exists()
    assert actions.tell(message, text="Ada kabar", key="P-00001/news/1", about="P-00001", purpose="status", by="damai")
    assert len(thread_of(message)) == 1  # the same key twice is once


def test_lateness_cannot_be_mended_and_nothing_is_asked_for_nothing():
    message = sent().message
    with pytest.raises(actions.NothingToMend):
        opened(message, "in_time")
    with pytest.raises(ValueError):
        opened(message, "hat")
    assert opened(message, "in_time", "evidence").items == ["evidence"]


def test_one_repair_of_a_message_at_a_time():
    message = sent().message
    opened(message)
    with pytest.raises(actions.RepairIsOpen):
        opened(message)
    assert actions.close_repair("P-00001", by="M-0001") and not actions.close_repair("P-00001", by="M-0001")
    assert queries.repair_of("P-00001").state == "closed"
    opened(message)


def test_a_last_moment_that_was_moved_is_the_one_that_counts():
    draft = opened(sent(*INCOMPLETE).message).interview
    later = DUE + timedelta(days=3)
    assert actions.move_repair("P-00001", due_at=later, by="damai")
    assert not actions.move_repair("P-00001", due_at=later, by="damai")  # not twice
    assert not actions.move_repair("P-00002", due_at=later, by="damai")  # nobody is asked there
    with time_machine.travel(DUE, tick=False):
        say(draft, "Ketua RT 05")
        actions.send(draft)
    assert not queries.repair_of("P-00001").late


def test_what_comes_after_the_last_moment_is_kept_and_said_to_be_late():
    draft = opened(sent(*INCOMPLETE).message).interview
    with time_machine.travel(DUE, tick=False):
        say(draft, "Ketua RT 05")
        actions.send(draft)
    assert queries.repair_of("P-00001").late


def test_a_room_that_fails_to_take_it_up_hears_of_it_again_and_the_answer_is_kept():
    heard, broken = [], [True]

    def callback(mending):
        if broken:
            raise RuntimeError("the room above is not ready")
        heard.append(mending.case)

    actions.when_mended(callback)
    draft = opened(sent(*INCOMPLETE).message).interview
    say(draft, "Ketua RT 05")
    actions.send(draft)
    assert queries.repair_of("P-00001").state == "sent" and heard == []
    broken.clear()
    assert actions.notice() == 1 and heard == ["P-00001"]
    assert actions.notice() == 0


def test_nobody_listens_yet_and_it_waits():
    draft = opened(sent(*INCOMPLETE).message).interview
    say(draft, "Ketua RT 05")
    actions.send(draft)
    heard = []
    actions.when_mended(heard.append)
    actions.when_mended(heard.append)
    assert actions.notice() == 1 and len(heard) == 1


def test_nothing_is_asked_of_who_was_forgotten():
    message = sent().message
    forget_message(message, by="M-0001", basis=Basis.REQUEST)
    message.refresh_from_db()
    with pytest.raises(Forgotten):
        opened(message)
    assert actions.tell(message, text="Halo", key="a/1", about="P-00001", purpose="status", by="damai") == ()


def test_a_draft_that_was_never_sent_is_forgotten_after_thirty_days():
    repair = opened(sent().message)
    say(repair.interview, "Ketua RT 05")
    with time_machine.travel(DUE + timedelta(days=31), tick=False):
        actions.forget_unfinished()
    repair.refresh_from_db()
    assert repair.interview is None and repair.state == "open"
    assert queries.repair_of("P-00001").standing == {"reported": "missing", "evidence": "missing"}


def test_the_fields_of_form_b1_are_there_for_papers_and_nothing_is_filled_in():
    fields = queries.form_b1_fields(sent().message)
    assert fields["reporter"]["name"] == "Andi Pelapor" and fields["reporter"]["sex"] == "Laki-laki"
    assert fields["reported"] == [{"name": "Ketua RT 05", "address": "Jalan Cideng 3", "phone": ""}]
    assert fields["known_on"].isoformat() == "2024-02-12" and fields["happened_on"].isoformat() == "2024-02-11"
    assert fields["witnesses"][0]["name"] == "Siti Saksi"
    unsaid = queries.form_b1_fields(sent("pelanggaran", "Ada pembagian uang di lapangan").message)
    assert unsaid["known_on"] is None and unsaid["happened_on"] is None and unsaid["reporter"]["name"] == ""
