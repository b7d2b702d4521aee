"""A letter is what mail programs and calendar programs expect, down to the bytes."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.outbox.rules import File, build
from damai.outbox.rules.mime import plain_text

TOKEN = "0123456789abcdef" * 2
AT = datetime(2023, 10, 9, 8, 0, tzinfo=UTC)
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Damai//ID\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:R-00001@pemilu.example.id\r\n"
    "DTSTAMP:20231009T010000Z\r\nDTSTART:20231011T020000Z\r\nSEQUENCE:0\r\nSUMMARY:Rapat “damai”\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()
INVITATION = File("invite.ics", "text/calendar; method=REQUEST", ICS)


def letter(**changed):
    given = {
        "sender": "Damai <damai@pemilu.example.id>",
        "to": "rini@contoh.id",
        "subject": "Undangan",
        "text": "Isi",
        "token": TOKEN,
        "at": AT,
    }
    return build(**given | changed).as_bytes(linesep="\r\n")


def read(raw: bytes):
    return message_from_bytes(raw, policy=policy.default)


def test_an_invitation_stands_where_calendar_programs_look_for_it():
    message = read(letter(files=[INVITATION, File("undangan.pdf", "application/pdf", b"%PDF")]))
    shape = [(part.get_content_type(), part.get_filename()) for part in message.walk()]
    assert shape == [
        ("multipart/mixed", None),
        ("multipart/alternative", None),
        ("text/plain", None),
        ("text/calendar", None),
        ("application/ics", "invite.ics"),
        ("application/pdf", "undangan.pdf"),
    ]
    words, shown, file = [part for part in message.walk() if not part.is_multipart()][:3]
    assert shown["Content-Type"].params["method"] == "REQUEST" and shown["Content-Type"].params["charset"] == "utf-8"
    assert shown.get_content_disposition() is None and file.get_content_disposition() == "attachment"
    assert words.get_content().strip() == "Isi"
    assert shown.get_payload(decode=True).replace(b"\r\n", b"\n") == ICS.replace(b"\r\n", b"\n") and file.get_content() == ICS
    for body in (shown.get_payload(decode=True), file.get_content()):
        [event] = icalendar.Calendar.from_ical(body).events
        assert event["SUMMARY"] == "Rapat “damai”"


def test_a_cancellation_says_so_and_a_calendar_without_a_method_is_only_a_file():
    cancelled = File("invite.ics", "text/calendar; method=CANCEL", ICS.replace(b"REQUEST", b"CANCEL"))
    shown = next(part for part in read(letter(files=[cancelled])).walk() if part.get_content_type() == "text/calendar")
    assert shown["Content-Type"].params["method"] == "CANCEL"
    message = read(letter(files=[File("agenda.ics", "text/calendar", ICS)]))
    assert [part.get_content_type() for part in message.walk()] == ["multipart/mixed", "text/plain", "text/calendar"]
    [file] = message.iter_attachments()
    assert file.get_filename() == "agenda.ics" and file.get_payload(decode=True) == ICS


def test_the_same_letter_is_the_same_bytes():
    files = [INVITATION, File("a.bin", "application/octet-stream", bytes(range(256)) * 40)]
    assert letter(files=files) == letter(files=files)
    assert letter(files=files) != letter(files=files, token="f" * 32)


def test_long_names_and_words_stay_whole_and_short_lines_stay_short():
    house = "kota-administrasi-jakarta-pusat.badan-kesatuan-bangsa-dan-politik.provinsi-dki-jakarta.pemerintah.example.id"
    to = f"{'r' * 60}@{house}"
    raw = letter(
        sender=f"“Damai” Kota Administrasi Jakarta Pusat <damai@{house}>",
        to=to,
        subject="Undangan rapat " * 40,
        text="kata " * 2000,
    )
    message = read(raw)
    assert message["To"] == to and message["Message-ID"] == f"<damai.{TOKEN}@{house}>"
    assert f"Message-ID: <damai.{TOKEN}@{house}>".encode() in raw and f"To: {to}".encode() in raw.replace(b"\r\n ", b" ")
    assert message["From"].addresses[0].display_name == "“Damai” Kota Administrasi Jakarta Pusat"
    assert message["Subject"] == ("Undangan rapat " * 40).strip()
    assert message.get_content().strip() == ("kata " * 2000).strip()
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "words", ["Undangan\r\nBcc: semua@contoh.id", "Undangan\nX: y", "a\x0bb\x0cc\x85d\u2028e", "a\x00b", "\ud800a"]
)
def test_a_heading_never_begins_another(words):
    message = read(letter(subject=words, text=words))
    assert message["Bcc"] is None and message["X"] is None
    assert len(message.keys()) == len(read(letter()).keys()) and "\n" not in message["Subject"]


@pytest.mark.parametrize(
    "name, media_type, body",
    [
        ("a\r\nX: y", "application/pdf", b""),
        ("", "application/pdf", b""),
        ("a.pdf", "application/pdf\r\nX: y", b""),
        ("a.pdf", "pdf", b""),
        ("a.pdf", 'application/pdf; x="y"', b""),
        ("a.ics", "text/calendar; method=REQUEST", b"\xff\xfe"),
    ],
)
def test_a_file_with_a_smuggled_header_is_refused_before_it_is_kept(name, media_type, body):
    with pytest.raises(ValueError):
        File(name, media_type, body)


@given(st.text(max_size=400), st.text(max_size=120), st.binary(max_size=300))
def test_any_words_arrive_whole_and_as_ascii(text, subject, body):
    raw = letter(text=text, subject=subject, files=[File("lampiran “a”.bin", "application/octet-stream", body)])
    assert raw.isascii() and b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    message = read(raw)
    [file] = message.iter_attachments()
    assert file.get_content() == body and file.get_filename() == "lampiran “a”.bin"
    assert message.get_body().get_payload(decode=True).decode().replace("\r\n", "\n").rstrip("\n") == plain_text(text).rstrip(
        "\n"
    )
    kept = [sign for sign in text.replace("\r\n", "\n").replace("\r", "\n") if sign in "\n\t" or sign.isprintable()]
    assert [sign for sign in plain_text(text) if sign in "\n\t" or sign.isprintable()] == kept
