"""What came back is understood as servers really write it, and what only looks like it is left alone."""

import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.ledger.models import Entry
from damai.outbox import actions, queries
from damai.outbox.models import Letter, State
from damai.outbox.rules import LARGEST_BOUNCE, Bounce, status_of_bounce

from .test_letters import write

RETURNED = Path(__file__).parent / "returned"
TOKEN = "0123456789abcdef" * 2

HEAD = b"Content-Type: multipart/report; report-type=delivery-status; boundary=a\n\n"
STATUS = b"--a\nContent-Type: message/delivery-status\n\nX: y\n\nFinal-Recipient: rfc822; a@b\nAction: failed\nStatus: 5.1.1\n\n"
LETTER = b"--a\nContent-Type: message/rfc822\n\nMessage-ID: <damai." + TOKEN.encode() + b"@x>\n\n"
GOOD = HEAD + STATUS + LETTER


def returned(name: str, token: str = TOKEN) -> bytes:
    """A mail as a server sent it, about the letter with this token."""
    return (RETURNED / f"{name}.eml").read_bytes().replace(b"@TOKEN@", token.encode())


FINAL = {
    "postfix-unknown-user": "5.1.1",
    "exim-report": "5.2.2",
    "exim-old-words-only": "550",
    "exchange-online": "5.1.10",
    "exchange-expired": "4.4.7",  # it gave up: nobody will try again
    "gmail": "5.1.1",
    "postfix-3.7": "5.1.1",  # these two are as the real servers piped them, set up as docs/operate/mail.md says
    "exim-4.96": "5.1.1",
    "journaled": "5.4.4",
}
DELAYED = {"postfix-delayed": "4.4.1", "gmail-delay": "4.2.2"}
NOTHING = ["exim-old-warning", "vacation", "answer-by-a-person", "read-receipt", "complaint", "relayed"]


def test_every_mail_of_the_folder_is_in_a_list():
    assert {path.stem for path in RETURNED.iterdir()} == {*FINAL, *DELAYED, *NOTHING}


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize("name", [*FINAL, *DELAYED, *NOTHING])
def test_what_a_mail_says(name, ends):
    raw = returned(name).replace(b"\n", ends)
    if name in NOTHING:
        assert status_of_bounce(raw) is None
    else:
        assert status_of_bounce(raw) == Bounce(TOKEN, (FINAL | DELAYED)[name], name in FINAL)
        assert status_of_bounce(b"From MAILER-DAEMON Wed Oct 11 09:12:44 2023" + ends + raw) is not None  # as a pipe adds it


@pytest.mark.parametrize(
    "headers, returned_letter, is_found",
    [
        (b"", b"Message-ID: <damai.%s@x>", True),
        (b"To: kembali+%s@pemilu.example.id", b"Subject: Undangan", True),
        (b"Delivered-To: kembali@pemilu.example.id\nX-Original-To: kembali+%s@pemilu.example.id", b"", True),
        (b"In-Reply-To: <DAMAI.%s@x>", b"", True),
        (b"References: <lain@x> <damai.%s@x>", b"", True),
        (b"Subject: <damai.%s@x>", b"In-Reply-To: <damai.%s@x>", False),
    ],
)
def test_the_letter_is_found_by_each_of_its_marks_alone(headers, returned_letter, is_found):
    raw = headers + b"\n" + HEAD + STATUS + b"--a\nContent-Type: message/rfc822\n\n" + returned_letter + b"\n\n--a--"
    found = status_of_bounce(raw.replace(b"%s", TOKEN.encode()))
    assert found == (Bounce(TOKEN, "5.1.1", permanent=True) if is_found else None)


@pytest.mark.django_db
def test_a_letter_that_came_back_is_noted_once_and_a_delay_is_not():
    letter = write()
    actions.deliver_due()
    for name in [*DELAYED, *NOTHING]:
        actions.take_bounce(returned(name, letter.token))
        assert queries.letter(letter.key).state == State.SENT
    assert actions.take_bounce(returned("gmail", "f" * 32)) is None  # nobody's
    for name in ("gmail", "postfix-unknown-user"):
        assert actions.take_bounce(returned(name, letter.token)).state == State.BOUNCED
    assert [(entry.name, entry.about) for entry in Entry.objects.all()] == [
        ("LetterSent", "R-00001"),
        ("LetterBounced", "R-00001"),
    ]
    [trouble] = queries.troubles(about="R-00001")
    assert (trouble.purpose, trouble.state, trouble.status) == ("invitation", State.BOUNCED, "5.1.1")
    assert queries.troubles(about="R-00002") == []
    assert queries.did_not_reach("email", "rini@contoh.id") == letter
    write("R-00001/2")
    actions.deliver_due()
    assert queries.did_not_reach("email", "rini@contoh.id") is None


@pytest.mark.django_db
def test_a_report_about_a_letter_that_never_left_changes_nothing():
    waiting, cancelled = write("a"), write("b")
    actions.cancel("b")
    for letter in (waiting, cancelled):
        before = letter.state
        assert actions.take_bounce(returned("gmail", letter.token)) == letter
        assert Letter.objects.get(id=letter.id).state == (State.CANCELLED if letter == cancelled else before)
    # The worker was stopped after the server had taken it: the report is right, and the letter need not go again.
    Letter.objects.filter(id=waiting.id).update(tries=1)
    assert actions.take_bounce(returned("gmail", waiting.token)).state == State.BOUNCED
    assert actions.deliver_due() == 0


# --- From the attacker's side ----------------------------------------------------------------------------------------------


def nested(levels: int, inner: bytes) -> bytes:
    """Multiparts inside each other."""
    opening = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(levels))
    return opening + inner + b"".join(b"\n--b%d--\n" % n for n in reversed(range(levels)))


ENCODED = HEAD + b"--a\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: %s\n\n"
HOSTILE = {
    "multiparts inside each other, twenty thousand deep": nested(20_000, GOOD),
    "the same boundary at every level": b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 20_000,
    "reports inside returned letters": (HEAD + b"--a\nContent-Type: message/rfc822\n\n") * 8_000,
    "half a million parts": HEAD + b"--a\n\n" * 500_000,
    "half a million recipients": HEAD + b"--a\nContent-Type: message/delivery-status\n\n" + b"Action: failed\n\n" * 500_000,
    "a header of sixty megabytes": b"Subject: " + b"x" * 60_000_000 + b"\n" + GOOD,
    "a million continuation lines": b"Subject: x\n" + b" y\n" * 1_000_000 + GOOD,
    "half a million headers": b"".join(b"X-%d: y\n" % n for n in range(500_000)) + GOOD,
    "a header that repeats": b"Content-Type: multipart/report; boundary=a\n" * 100_000 + b"\n" + STATUS + LETTER,
    "a boundary of a megabyte": b'Content-Type: multipart/report; boundary="' + b"a" * 1_000_000 + b'"\n\n' + STATUS,
    "a boundary that is a pattern": GOOD.replace(b"boundary=a", b'boundary="(a+)+$"') + b"--" + b"a" * 500_000,
    "semicolons": b"Content-Type: multipart/report" + b"; a=b" * 200_000 + b"\n\n" + STATUS,
    "spaces that never end": b"Content-Type: multipart/report; boundary" + b" \t" * 300_000 + b"=a\n\n" + STATUS,
    "dashes": HEAD + b"-" * 1_000_000,
    "a line that is nearly an edge": HEAD + (b"--a" + b" " * 900_000),
    "carriage returns": HEAD + b"\r" * 1_000_000,
    "line breaks": HEAD + b"\r\n" * 500_000,
    "zeros": b"\0" * 1_000_000,
    "base64 without end": ENCODED % b"base64" + b"QUFB" * 250_000,
    "quoted-printable that is none": ENCODED % b"quoted-printable" + b"=" * 1_000_000,
    "numbers like codes": b"X-Failed-Recipients: a@b\n\n" + b"5.1" * 300_000,
    "codes without end": b"X-Failed-Recipients: a@b\n\n" + b"550 " * 300_000,
    "tokens without end": b"X-Failed-Recipients: a@b\n\n" + b"<damai." * 150_000,
    "a return address without end": b"X-Failed-Recipients: a@b\nTo: " + b"+0123456789abcdef" * 4_000 + b"\n\n5.1.1",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_costs_little(name):
    began = time.process_time()
    status_of_bounce(HOSTILE[name])
    assert time.process_time() - began < 1.5


def test_memory_stays_within_what_is_read():
    for name, raw in HOSTILE.items():
        tracemalloc.start()
        try:
            status_of_bounce(raw)
            assert tracemalloc.get_traced_memory()[1] < 24 * LARGEST_BOUNCE, name
        finally:
            tracemalloc.stop()


def test_what_stands_in_front_of_a_flood_is_still_read():
    assert status_of_bounce(GOOD + b"--a\n" + b"x" * 40_000_000) == Bounce(TOKEN, "5.1.1", permanent=True)
    assert status_of_bounce(GOOD[: -len(b"\n\n")]) == Bounce(TOKEN, "5.1.1", permanent=True)  # cut off before its end


def test_a_report_inside_a_letter_that_somebody_encloses_is_not_believed():
    assert status_of_bounce(nested(1, b"Content-Type: message/rfc822\n\n" + GOOD)) is None


@given(st.binary(max_size=2000))
def test_no_bytes_break_it(raw):
    status_of_bounce(raw)
    status_of_bounce(HEAD + raw)
    status_of_bounce(b"X-Failed-Recipients: a@b\n" + raw)


@given(st.data())
def test_no_damage_to_a_real_report_breaks_it_or_points_at_another_letter(data):
    raw = bytearray(returned(data.draw(st.sampled_from([*FINAL, *DELAYED]))))
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(raw)))
        raw[start : start + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    found = status_of_bounce(bytes(raw))
    assert found is None or (len(found.token) == 32 and found.status[0] in "45")


@given(st.text("0123456789abcdef", min_size=32, max_size=32), st.integers(0, 999), st.integers(0, 999))
def test_any_token_and_any_code_are_read_back(token, subject, detail):
    raw = GOOD.replace(TOKEN.encode(), token.encode()).replace(b"5.1.1", f"5.{subject}.{detail}".encode())
    assert status_of_bounce(raw) == Bounce(token, f"5.{subject}.{detail}", permanent=True)
