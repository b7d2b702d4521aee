"""Reporting by chat: kept message by message, sent once, followed in the same conversation, recognised by the code alone."""

import re
from datetime import timedelta

import pytest
import time_machine
from tests.cast import places

from damai.intake.models import Attachment, Message, Reply
from damai.intake.queries import thread_of
from damai.intake.tests.deliveries import photo
from damai.interviews import actions, queries
from damai.interviews.doors import hear
from damai.interviews.doors.chat import File, Said, hear_all
from damai.interviews.models import Conversation, Interview, Way
from damai.outbox.models import Letter
from damai.outbox.queries import content_of

from .stories import ANONYMOUS, COMPLETE, INCOMPLETE, STORY, TUESDAY, WHAT_HAPPENED, begun, sent

pytestmark = pytest.mark.django_db(transaction=True)
DUE = TUESDAY + timedelta(days=2)
RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")


@pytest.fixture(autouse=True)
def the_city_in_february():
    """The places, on a Tuesday in February 2024."""
    with time_machine.travel(TUESDAY, tick=False):
        places()
        yield


def talk(*texts: str, who: str = "6281234567890") -> str:
    """A conversation, message by message; everything that was answered."""
    return "\n---\n".join(each for text in texts for each in hear("whatsapp", who, text))


def test_from_hello_to_the_receipt():
    said = talk("Assalamualaikum")
    assert "Apa yang ingin Anda sampaikan?" in said and "14 hari" in said and "112" in said and CODE.search(said)
    said = talk(*COMPLETE, "KIRIM")
    assert RECEIPT.search(said)
    message = Message.objects.get()
    told = queries.told(message)
    assert (told.way, told.reporter.name, told.description) == (Way.CHAT, "Andi Pelapor", STORY)
    assert not Interview.objects.filter(message=None).exists()


def test_a_long_story_in_several_messages_and_pictures_at_once():
    delivery = [
        Said("Halo, saya mau lapor"),
        Said("Kemarin malam ada bagi-bagi amplop di lapangan RW 03 Kebon Kelapa,"),
        Said("dilakukan dua orang berkaus partai kepada ibu-ibu.", (File("foto.jpg", photo()), File("dua.jpg", photo(80, 60)))),
    ]
    said = "\n".join(hear_all("whatsapp", "62811", delivery))
    assert "Cerita Anda sudah kami simpan" in said and "2 berkas" in said and "Apa yang ingin Anda sampaikan?" in said
    assert "Senin, 12 Februari 2024" in talk("1", who="62811")
    interview = Interview.objects.get()
    assert queries.state_of(interview).answers["what"].value.count("\n") == 1
    assert queries.count_files(interview) == 2


def test_every_word_of_command():
    talk("halo", *COMPLETE[:3])
    assert "Kapan terjadinya?" in talk("KEMBALI")
    assert "TIDAK TAHU" in talk("BANTUAN")
    assert CODE.search(talk("KODE"))
    assert "Ringkasan" in talk("RINGKASAN") and "Kelengkapan" in talk("RINGKASAN")
    talk("KEMBALI")
    assert "belum dijawab" in talk("KIRIM") and not Message.objects.exists()
    assert "BATAL sekali lagi" in talk("BATAL")
    assert "sudah dihapus" in talk("BATAL") and not Interview.objects.exists()
    assert "Apa yang ingin" in talk("LAPOR")
    talk(*COMPLETE[:4])
    assert "mulai dari awal" in talk("ULANG", "ULANG") and queries.state_of(Interview.objects.get()).answers == {}


def test_the_conversation_goes_on_after_the_house_was_restarted_and_on_the_portal_with_the_code():
    code = CODE.search(talk("halo", *COMPLETE[:4]))[0]
    interview = queries.by_code(code)
    assert queries.state_of(interview).current.id == "known"
    assert "Pertanyaan" not in talk("12/02/2024") and queries.state_of(queries.by_code(code)).current.id == "where"


def test_what_was_sent_on_the_portal_meanwhile_is_followed_here():
    code = CODE.search(talk("halo", *COMPLETE))[0]
    receipt = actions.send(queries.by_code(code)).receipt
    assert receipt in talk("halo lagi") and Message.objects.count() == 1


def test_only_a_keyed_hash_of_the_conversation_is_kept_and_the_way_back_only_of_the_named():
    talk("halo", *COMPLETE, "KIRIM")
    talk("halo", *ANONYMOUS, "KIRIM", who="62899")
    rows = Conversation.objects.order_by("id")
    assert "6281234567890" not in str(list(rows.values())) and "62899" not in str(list(rows.values()))
    assert [bool(bytes(row.sealed_address)) for row in rows] == [True, False]


def test_what_is_missing_is_asked_in_the_same_conversation_and_mended_there(monkeypatch):
    heard = []
    monkeypatch.setattr(actions.noticing, "_listeners", [heard.append])
    talk("halo", *INCOMPLETE, "KIRIM")
    message = Message.objects.get()
    actions.open_repair(message=message, items=["reported"], due_at=DUE, case="P-00001", by="M-0001")
    letter = Letter.objects.get()
    content = content_of(letter)
    assert (letter.way, content.to) == ("chat", "whatsapp|6281234567890")
    assert "Siapa yang dilaporkan" in content.text and "Siapa yang Anda laporkan?" in content.text
    assert "Di mana alamat" in talk("Ketua RT 05")
    said = talk("tidak tahu", "tidak tahu", "tidak", "KIRIM")
    assert "sudah kami terima" in said and RECEIPT.search(said)
    assert queries.repair_of("P-00001").state == "sent" and [each.case for each in heard] == ["P-00001"]
    assert queries.told(message).reported[0].name == "Ketua RT 05"
    assert "teruskan kepada petugas" in talk("Terima kasih banyak")


def test_what_officers_ask_reaches_the_conversation_and_what_is_said_there_reaches_them():
    talk("halo", *COMPLETE, "KIRIM")
    message = Message.objects.get()
    ways = actions.tell(message, text="Jam berapa acaranya selesai?", key="q/1", about="L-00001", purpose="status", by="M-0001")
    assert ways == ("receipt", "chat") and content_of(Letter.objects.get()).text == "Jam berapa acaranya selesai?"
    assert "teruskan" in talk("Sekitar jam sembilan")
    assert [(each.from_us, each.text) for each in thread_of(message)][-1] == (False, "Sekitar jam sembilan")
    hear("whatsapp", "6281234567890", "", [File("lagi.jpg", photo(90, 60))])
    assert Attachment.objects.filter(message=message).count() == 1 and Message.objects.count() == 1


def test_the_anonymous_cannot_be_written_to_and_hear_it_when_they_write():
    talk("halo", *ANONYMOUS, "KIRIM", who="62899")
    message = Message.objects.get()
    with time_machine.travel(TUESDAY + timedelta(hours=1), tick=False):
        assert actions.tell(message, text="Di lapangan mana?", key="q/1", about="L-00001", purpose="status", by="M-0001") == (
            "receipt",
        )
    assert not Letter.objects.exists()
    with time_machine.travel(TUESDAY + timedelta(hours=2), tick=False):
        assert "Dari petugas: Di lapangan mana?" in talk("ada kabar?", who="62899")
    with time_machine.travel(TUESDAY + timedelta(hours=3), tick=False):
        assert "Di lapangan mana?" not in talk("halo", who="62899")


def test_who_writes_from_another_channel_is_recognised_by_the_code_and_not_by_who_they_are():
    """The report was told on the portal; the same person writes by chat, from a telephone the house has never heard of."""
    found = sent(*INCOMPLETE)
    actions.open_repair(message=found.message, items=["reported"], due_at=DUE, case="P-00001", by="M-0001")
    stranger = talk("Saya Andi Pelapor, Jalan Kebon Sirih 12. Saya ingin melengkapi laporan saya yang kemarin itu.", who="62877")
    assert "Siapa yang Anda laporkan" not in stranger and "P-00001" not in stranger  # knowing who somebody is opens nothing
    said = talk(found.receipt.lower(), who="62877")
    assert "Kode dikenali" in said and "Siapa yang Anda laporkan?" in said
    talk("Ketua RT 05", "tidak tahu", "tidak tahu", "tidak", "KIRIM", who="62877")
    assert queries.repair_of("P-00001").state == "sent"


def test_a_resume_code_of_the_portal_goes_on_here():
    found = begun(*COMPLETE[:5])
    assert "teruskan laporan" in talk(found.code, who="62877")
    talk("Lapangan RW 03", who="62877")
    assert "where" in queries.state_of(queries.by_code(found.code)).answers


def test_another_conversation_learns_nothing_of_this_one():
    talk("halo", *WHAT_HAPPENED)
    assert STORY not in talk("RINGKASAN", who="62877") and "Apa yang ingin" in talk("halo", who="62877")
    assert Interview.objects.count() == 2


def test_of_a_repair_only_the_answers_are_deleted():
    talk("halo", *INCOMPLETE, "KIRIM")
    actions.open_repair(message=Message.objects.get(), items=["reported"], due_at=DUE, case="P-00001", by="M-0001")
    talk("Ketua RT 05")
    assert "sudah dihapus" in talk("BATAL", "BATAL")
    assert queries.repair_of("P-00001").standing == {"reported": "missing"} and queries.repair_of("P-00001").state == "open"


@pytest.mark.parametrize("text", ["\x00", "👍", "\u202e" * 50, "x" * 30_000, "   ", "\ud800"])
def test_strange_messages_are_answered(text):
    assert talk(text) and talk("1") and talk(text)


def test_in_english(settings):
    hear_all("telegram", "7", [Said("hello")], language="en")
    assert Conversation.objects.get().language == "en"
    assert queries.state_of(Interview.objects.get()).language == "en"


def test_a_film_that_is_too_large_is_said_so_and_the_rest_is_kept():
    from damai.interviews.doors.chat import MOST_FILE_BYTES

    talk("halo", *COMPLETE[:3])
    replies = hear("whatsapp", "6281234567890", "19.30", [File("film.mp4", b"x" * (MOST_FILE_BYTES + 1))])
    assert any("terlalu besar" in each for each in replies)
    assert "hour" in queries.state_of(Interview.objects.get()).answers


def test_words_after_the_message_was_erased_are_not_kept():
    from damai.intake.actions import forget
    from damai.intake.models import Basis

    talk("halo", *COMPLETE, "KIRIM")
    forget(Message.objects.get(), by="M-0001", basis=Basis.REQUEST)
    assert "sudah dihapus" in talk("halo?") and not Reply.objects.exists()


def test_silent_conversations_are_forgotten():
    talk("halo", *COMPLETE, "KIRIM")
    with time_machine.travel(TUESDAY + timedelta(days=actions.CONVERSATION_DAYS + 1), tick=False):
        actions.forget_deliveries()
    assert not Conversation.objects.exists()
