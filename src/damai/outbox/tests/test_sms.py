"""SMS: what fits, what it costs, and a gateway that answers."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.chores.actions import real_now
from damai.ledger.models import Entry
from damai.outbox import actions, queries
from damai.outbox.models import Letter, State
from damai.outbox.rules import Segments, in_plain_signs, segments

from .servers import gateway, nobodys_port


def write(key: str = "T-1/kode", text: str = "Kode “Damai”: 1234") -> Letter:
    return actions.send_sms(to="0812 3456 7890", text=text, key=key, about="T-1", purpose="confirmation")


@pytest.mark.parametrize(
    "text, travels",
    [
        ("", ("gsm-7", 1, 0)),
        ("a" * 160, ("gsm-7", 1, 160)),
        ("a" * 161, ("gsm-7", 2, 161)),
        ("a" * 306, ("gsm-7", 2, 306)),
        ("a" * 307, ("gsm-7", 3, 307)),
        ("€" * 80, ("gsm-7", 1, 160)),
        ("a" * 152 + "€" + "a" * 153, ("gsm-7", 3, 307)),  # the escaped sign does not fit into the last place of the first
        ("é@£\n", ("gsm-7", 1, 4)),
        ("`", ("ucs-2", 1, 1)),
        ("ō" * 70, ("ucs-2", 1, 70)),
        ("ō" * 71, ("ucs-2", 2, 71)),
        ("😀" * 35, ("ucs-2", 1, 70)),
        ("a" * 66 + "😀" + "a" * 60, ("ucs-2", 2, 128)),
        ("😀" * 67, ("ucs-2", 3, 134)),  # 33 in each, since half a sign is none
    ],
)
def test_how_a_text_travels(text, travels):
    assert segments(text) == Segments(*travels)


def test_typographic_signs_do_not_halve_what_fits():
    words = "“Damai” – ‘Rakor’… 10\u00a0Oktober • selesai → lanjut" + "a" * 100
    assert segments(words).alphabet == "ucs-2" and segments(words).count == 3
    assert segments(in_plain_signs(words)).alphabet == "gsm-7" and segments(in_plain_signs(words)).count == 1


@given(st.text(max_size=500))
def test_the_count_holds_the_text_and_is_no_larger_than_it_must(text):
    found = segments(text)
    alone, each = (160, 153) if found.alphabet == "gsm-7" else (70, 67)
    assert found.units <= (alone if found.count == 1 else each * found.count)
    assert found.count <= max(1, -(-found.units // (each - 1)))


@pytest.mark.django_db
def test_in_a_folder_it_is_one_file_however_often(settings, tmp_path):
    settings.SMS_URL = f"file://{tmp_path}/sms"
    settings.SMS = urlsplit(settings.SMS_URL)
    letter = write()
    assert actions.deliver_due() == 1
    Letter.objects.update(state=State.WAITING, not_before=real_now())
    assert actions.deliver_due() == 1
    [file] = (tmp_path / "sms").iterdir()
    assert json.loads(file.read_text()) == {"to": "+6281234567890", "text": 'Kode "Damai": 1234', "id": letter.token}


@pytest.mark.django_db
def test_the_gateway_gets_it_signed_and_once(settings, tmp_path, monkeypatch):
    letter = write()
    with gateway(settings, tmp_path, monkeypatch) as there:
        assert queries.can_send_sms() and actions.deliver_due() == 1
        Letter.objects.update(state=State.WAITING, not_before=real_now())  # as after a crash
        assert actions.deliver_due() == 1
    assert there.taken == [{"to": "+6281234567890", "text": 'Kode "Damai": 1234', "id": letter.token}]
    assert {headers["Idempotency-Key"] for headers in there.asked} == {letter.token} and there.asked[0]["Damai-User"] == "damai"
    assert "hasia" not in str(there.asked) and "Authorization" not in there.asked[0]  # the password signs, and stays here
    assert {entry.name for entry in Entry.objects.all()} == {"LetterSent"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "status, state",
    [(400, State.FAILED), (422, State.FAILED), (410, State.FAILED)]
    + [(status, State.WAITING) for status in (401, 403, 404, 408, 429, 500, 502, 503, 307)],
)
def test_what_the_gateway_answers_decides(settings, tmp_path, monkeypatch, status, state):
    letter = write()
    with gateway(settings, tmp_path, monkeypatch, statuses=[status, 202]) as there:
        assert actions.deliver_due() == 0
        letter.refresh_from_db()
        assert (letter.state, letter.trouble) == (state, str(status))
        assert len(there.asked) == 1  # a redirect is not followed: what is in the letter is for this gateway alone
        Letter.objects.update(not_before=real_now() - timedelta(seconds=1))
        assert actions.deliver_due() == (state == State.WAITING)


@pytest.mark.django_db
def test_a_gateway_that_is_not_there_too_slow_or_not_who_it_says(settings, tmp_path, monkeypatch):
    settings.EMAIL_TIMEOUT = 0.3

    def trouble() -> str:
        Letter.objects.update(not_before=real_now() - timedelta(seconds=1))
        assert actions.deliver_due() == 0
        return Letter.objects.get().trouble

    write()
    with gateway(settings, tmp_path, monkeypatch, pause=1) as there:
        assert trouble() == "unreachable"
        monkeypatch.delenv("SSL_CERT_FILE")
        assert trouble() == "tls"
        settings.SMS = settings.SMS._replace(netloc=f"damai:x@127.0.0.1:{nobodys_port()}")
        assert trouble() == "unreachable"
    with gateway(settings, tmp_path, monkeypatch) as there:
        there.password = "another"
        assert trouble() == "401"
    assert there.taken == [] and Letter.objects.get().state == State.WAITING
