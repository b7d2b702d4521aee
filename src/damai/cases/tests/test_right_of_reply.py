"""A reported party is asked for their side by a link that only they hold; they learn the question and nobody's name."""

from datetime import timedelta

import pytest
import time_machine
from tests.cast import cast

from damai.cases.actions import asking
from damai.cases.models import ReplyVersion, RightOfReply
from damai.cases.queries import replies
from damai.cases.tests import people as folk
from damai.cases.tests import story
from damai.intake.actions import store
from damai.ledger.models import Entry
from damai.outbox.models import Letter
from damai.outbox.queries import content_of
from damai.statutes.actions import load_statutes
from damai.triage.actions import NotYours, Refused

pytestmark = pytest.mark.django_db
QUESTION = "Diduga ada pembagian uang di depan balai warga pada 30 Januari. Apa tanggapan Anda?"


@pytest.fixture
def clock():
    with time_machine.travel(story.MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(clock):
    found = cast()
    load_statutes()
    return found


@pytest.fixture
def case(people):
    found = story.registered(people, classes=["pid"])
    folk.person(found, "reporter")
    folk.person(found, "witness")
    return found


def ask(case, people, **given):
    told = {"question": QUESTION, "until": story.MOMENT + timedelta(days=3), "how": "printed", "by": people.sari, **given}
    person = told.pop("person", None) or folk.person(case, "reported")
    return asking.ask_for_side(case, person=person, **told)


def test_the_code_is_kept_as_a_digest_and_opens_the_question(people, case):
    asked = ask(case, people)
    assert len(asked.code) == 24 and asked.spoken.count("-") == 5
    for typed in (asked.code, asked.spoken, asked.spoken.upper(), f" {asked.spoken.replace('-', ' ')} "):
        assert replies.reply_by(typed) == asked.reply
    assert replies.question_of(asked.reply) == QUESTION
    row = RightOfReply.objects.get()
    assert asked.code not in str(row.__dict__) and b"balai" not in bytes(row.sealed_question)
    for entry in Entry.objects.all():
        assert asked.code.encode() not in bytes(entry.opening) and b"balai" not in bytes(entry.opening)
    for guess in ("", "x", "a" * 24, asked.code[:-1], asked.code + "a", "1" * 24):
        assert replies.reply_by(guess) is None


def test_by_mail_the_link_goes_to_the_party_and_says_nothing_of_anybody(people, case):
    asked = ask(case, people, how="email")
    letter = Letter.objects.get(key=asked.reply.letter_key)
    said = content_of(letter)
    assert asked.path in said.text and "Belum ada keputusan" in said.text
    for name in ("Ratna", "Slamet", case.code, "balai"):
        assert name not in said.text and name not in said.subject
    assert asked.code not in letter.key


def test_where_no_address_is_known_nothing_is_asked(people, case):
    code = folk.person(case, "reported", name="Joko", address="Jalan Mawar 1")
    for how in ("email", "sms"):
        with pytest.raises(asking.NobodyReached):
            ask(case, people, person=code, how=how)
    assert not RightOfReply.objects.exists() and not Letter.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"question": " "}, "Tuliskan"),
        ({"question": "x" * 3001}, "3.000"),
        ({"question": "Anda curang, bukan?"}, "netral"),
        ({"question": "Menurut Ratna Wulandari, Anda membagi uang."}, "pelapor"),
        ({"question": "Slamet Riyadi melihat Anda."}, "saksi"),
        ({"question": "Hubungi 0812 3456 7001."}, "nomor"),
        ({"question": "Tulis ke ratna@contoh.id."}, "alamat"),
        ({"until": story.MOMENT + timedelta(hours=11)}, "12 jam"),
    ],
)
def test_what_cannot_be_asked(people, case, given, words):
    with pytest.raises(asking.CannotAsk, match=words):
        ask(case, people, **given)
    assert not RightOfReply.objects.exists()


def test_only_a_reported_party_of_this_case_is_asked_and_once(people, case):
    with pytest.raises(asking.CannotAsk, match="terlapor"):
        ask(case, people, person=folk.person(case, "witness"))
    other = story.registered(people, text="Laporan lain tentang spanduk")
    with pytest.raises(NotYours):
        ask(case, people, person=folk.person(other, "reported"))
    asked = ask(case, people)
    with pytest.raises(asking.AlreadyAsked):
        ask(case, people, person=asked.reply.person)


def test_what_they_say_stands_until_they_say_otherwise_before_the_deadline(people, case, clock):
    asked = ask(case, people)
    asking.give_side(asked.code, words="Saya tidak berada di sana.")
    asking.give_side(asked.code, words="Saya berada di luar kota; tiket terlampir.", parts=[file()])
    (told,) = replies.told_in(case)
    assert (told.words, told.times, [each.name for each in told.files]) == (
        "Saya berada di luar kota; tiket terlampir.", 2, ["tiket.txt"],
    )  # fmt: skip
    assert ReplyVersion.objects.count() == 2  # the first is kept
    clock.move_to(story.MOMENT + timedelta(days=3))
    with pytest.raises(asking.TooLate):
        asking.give_side(asked.code, words="Terlambat")
    assert replies.words_of(RightOfReply.objects.get()) == told.words


def file(name: str = "tiket.txt"):
    return store([b"Tiket kereta 30 Januari"], name=name)


@pytest.mark.parametrize("given", [{"words": " "}, {"words": "x" * 20_001}])
def test_an_answer_without_words_or_too_long_is_refused(people, case, given):
    asked = ask(case, people)
    with pytest.raises(asking.NothingSaid):
        asking.give_side(asked.code, **given)
    assert RightOfReply.objects.get().answered_at is None


def test_a_lost_link_is_replaced_and_a_closed_one_opens_nothing(people, case):
    asked = ask(case, people, how="email")
    again = asking.renew_link(asked.reply, how="printed", by=people.tuti)
    assert replies.reply_by(asked.code) is None and replies.reply_by(again.code) == asked.reply
    assert Letter.objects.get().state == "cancelled"
    with pytest.raises(NotYours):
        asking.give_side(asked.code, words="Dengan tautan lama")
    asking.close_reply(again.reply, by=people.sari)
    assert replies.reply_by(again.code) is None
    with pytest.raises(asking.TooLate):
        asking.renew_link(again.reply, how="printed", by=people.sari)
    assert ask(case, people, person=asked.reply.person).reply.code != asked.reply.code  # and another may be asked for


def test_strangers_ask_nobody_and_read_nothing(people, case):
    asked = ask(case, people)
    asking.give_side(asked.code, words="Saya tidak berada di sana.")
    folk.recused(case, people.sari)
    for stranger in (people.budi, people.citra, people.polan, people.dewi, people.oki, people.sari):
        assert not replies.replies_for(stranger).exists()
        with pytest.raises(NotYours):
            asking.renew_link(asked.reply, how="printed", by=stranger)
        with pytest.raises(Refused):
            ask(case, people, person=folk.person(case, "reported", name="Lain"), by=stranger)
    assert replies.reply_for(people.tuti, asked.reply.code) == asked.reply
