"""What becomes of a report from the public form: kept once with a receipt, or told what to mend with nothing lost."""

import hashlib
import json
from datetime import date, time, timedelta
from unittest.mock import patch

from django.db import connection
from django.test import RequestFactory
from tests.cast import places

from damai.intake import queries
from damai.intake.actions import accepting
from damai.intake.actions.group import Interrupted
from damai.intake.channels import web
from damai.intake.channels.web.receive import address_of
from damai.intake.models import Message, StoredFile
from damai.intake.rules.words import Contact, Point
from damai.intake.tests.deliveries import photo
from damai.intake.tests.test_accept import deliver_at_once
from damai.ledger.models import Entry

from .sending import TEXT, fields, request, send, token


def test_a_full_report_is_kept_and_read_back(db):
    places()
    outcome = send(
        fields(
            wilayah="31.71.01.1001",
            tps="12",
            tanggal_kejadian="2024-02-01",
            jam_kejadian="19:30",
            tanggal_diketahui="2024-02-03",
            lintang="-6,1754",
            bujur="106.8272",
            akurasi="12",
            nama="Rahmat",
            telepon="0812 3456 7890",
            surel="rahmat@contoh.id",
            setuju="on",
        ),
        files={"foto saya.jpg": photo()},
    )
    assert (outcome.status, outcome.accepted, outcome.held) == (201, True, ())
    message = queries.by_receipt(outcome.receipt)
    assert message.code == outcome.code
    words = queries.words_of(message)
    assert words.text == TEXT
    assert (words.happened_on, words.happened_at, words.known_on) == (date(2024, 2, 1), time(19, 30), date(2024, 2, 3))
    assert (words.area_code, words.place, words.station) == ("31.71.01.1001", "Lapangan RW 03", "12")
    assert words.point == Point(latitude=-6.1754, longitude=106.8272, accuracy=12)
    assert words.contact == Contact(name="Rahmat", phone="0812 3456 7890", email="rahmat@contoh.id")
    (file,) = queries.files_of(message)
    assert (file.name, file.media_type, file.is_image) == ("foto saya.jpg", "image/jpeg", True)
    assert file.download_name == f"{message.code}-1.jpg"
    assert hashlib.sha256(b"".join(queries.file_chunks(file.sha256))).hexdigest() == file.sha256
    assert json.loads(queries.raw_of(message))["files"][0]["sha256"] == file.sha256


def test_what_nobody_said_is_not_filled_in(db):
    outcome = send()
    words = queries.words_of(queries.by_receipt(outcome.receipt))
    assert (words.happened_on, words.happened_at, words.known_on, words.contact, words.point) == (None,) * 5
    assert "Tanggal Anda mengetahuinya belum ada" in " ".join(outcome.advice)


def test_a_double_click_and_a_retry_give_the_same_receipt(db):
    sent = fields()
    first, second, other = send(sent, files={"a.jpg": photo()}), send(sent, files={"a.jpg": photo()}), send(fields())
    assert (first.status, second.status) == (201, 200)
    assert first.receipt == second.receipt != other.receipt
    assert Message.objects.count() == 2
    assert StoredFile.objects.count() == 1


def test_a_double_click_eight_times_at_once_is_one_report(transactional_db):
    sent = fields()
    outcomes = deliver_at_once([request(sent, files={"a.jpg": photo()}) for _ in range(8)], web.receive)
    assert {outcome.receipt for outcome in outcomes} == {outcomes[0].receipt} != {""}
    assert sorted(outcome.status for outcome in outcomes) == [200] * 7 + [201]
    assert Message.objects.count() == StoredFile.objects.count() == 1


def test_a_lost_acknowledgement_is_mended_by_sending_again(db):
    """The commit happened and the answer did not reach the sender."""
    sent = fields()
    with patch.object(accepting._together, "_commit", side_effect=_commits_and_then_fails):
        lost = send(sent)
    assert (lost.status, lost.receipt) == (503, "")
    assert lost.form.data["kejadian"] == TEXT
    again = send({**sent, "token": lost.form.data["token"]})
    assert (again.status, Message.objects.count()) == (200, 1)


def _commits_and_then_fails(envelopes):
    accepting.accept_many(envelopes)
    raise Interrupted


def test_the_same_form_with_other_words_is_a_conflict_and_can_be_sent_as_a_new_one(db):
    sent = fields()
    first = send(sent)
    changed = send({**sent, "kejadian": TEXT + " Tambahan."})
    assert (changed.status, changed.receipt) == (409, "")
    assert changed.form.data["kejadian"].endswith("Tambahan.")
    assert changed.form.data["token"] != sent["token"]
    as_new = send({**sent, "kejadian": TEXT + " Tambahan.", "token": token()})
    assert as_new.status == 201
    assert queries.words_of(queries.by_receipt(first.receipt)).text == TEXT


def test_an_error_loses_neither_words_nor_files(db):
    wrong = send(fields(tanggal_kejadian="2024-02-31"), files={"foto.jpg": photo()})
    assert (wrong.status, wrong.accepted) == (422, False)
    assert wrong.form.data["kejadian"] == TEXT
    assert [part.name for part in wrong.form.kept_files] == ["foto.jpg"]
    mended = {**wrong.form.data.dict(), "tanggal_kejadian": "2024-02-28"}
    outcome = send(mended)
    assert outcome.status == 201
    assert [file.name for file in queries.files_of(queries.by_receipt(outcome.receipt))] == ["foto.jpg"]
    without = send({**mended, "token": token(), "buang": hashlib.sha256(photo()).hexdigest()})
    assert queries.files_of(queries.by_receipt(without.receipt)) == []
    forged = send({**mended, "token": token(), "tersimpan": mended["tersimpan"][:-2] + "xx"})
    assert queries.files_of(queries.by_receipt(forged.receipt)) == []


def test_robots_are_told_and_nobody_is_dropped_silently(db):
    too_fast = send(fields(token=token(opened_before=timedelta())))
    trapped = send(fields(situs="http://contoh.id"))
    stale = send(fields(token=token(opened_before=timedelta(days=8))))
    without = send(fields(token=""))
    elsewhere = send(headers={"Sec-Fetch-Site": "cross-site"})
    foreign = send(headers={"Origin": "https://lain.contoh"})
    assert [each.status for each in (too_fast, trapped, stale, without, elsewhere, foreign)] == [422, 422, 422, 422, 403, 403]
    assert all(each.message for each in (too_fast, trapped, stale, without, elsewhere, foreign))
    assert "situs" in trapped.form.errors
    assert stale.form.data["kejadian"] == TEXT
    assert not Message.objects.exists()
    assert send(headers={"Sec-Fetch-Site": "same-origin"}).status == 201
    assert send(headers={"Origin": "http://testserver"}).status == 201


def test_a_network_that_sends_hundreds_is_asked_to_wait_and_the_next_one_is_not(db, monkeypatch):
    monkeypatch.setitem(web.receive.__globals__["knock"].__globals__["PER_HOUR"], "report", 2)
    assert [send(REMOTE_ADDR="10.0.0.1").status for _ in range(3)] == [201, 201, 429]
    refused = send(REMOTE_ADDR="10.0.0.1")
    assert refused.form.data["kejadian"] == TEXT
    assert "coba lagi nanti" in refused.message
    assert send(REMOTE_ADDR="10.0.0.2").status == 201


def test_a_broken_request_gets_an_answer_in_words(db):
    factory = RequestFactory()
    broken = [
        factory.post("/lapor/", b"--x\r\nContent-Disposition: form-data; name", content_type="multipart/form-data; boundary=y"),
        factory.post("/lapor/", b"abc", content_type="multipart/form-data"),
        factory.post("/lapor/", b"a=" + b"b" * 3_000_000, content_type="application/x-www-form-urlencoded"),
    ]
    outcomes = [web.receive(each) for each in broken]
    assert [outcome.status for outcome in outcomes] == [400, 400, 413]
    assert all(outcome.message for outcome in outcomes)
    assert not Message.objects.exists()


def test_no_cookie_no_address_and_no_browser_is_kept(db):
    send(fields(nama="", kejadian=TEXT), headers={"User-Agent": "CanaryBrowser/1.0"}, REMOTE_ADDR="203.0.113.77")
    message = Message.objects.get()
    assert b"Canary" not in queries.raw_of(message)
    assert b"203.0.113" not in queries.raw_of(message)
    assert queries.advisory_of(message) == {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM intake_knock")
        assert "203.0.113.77" not in repr(cursor.fetchall())


def test_the_ledger_learns_a_digest_that_cannot_be_guessed(db):
    """The digest covers a nonce that is only in the sealed bytes, so trying likely words finds nothing."""
    sent = fields()
    send(sent)
    message = Message.objects.get()
    nonce = json.loads(queries.raw_of(message))["nonce"]
    assert sent["token"].startswith(nonce)
    assert nonce not in message.their_id
    assert bytes(message.digest).hex().encode() in bytes(Entry.objects.get().opening)


def test_a_sender_cannot_choose_where_they_seem_to_come_from(settings):
    forged = {"REMOTE_ADDR": "10.0.0.9", "headers": {"X-Forwarded-For": "6.6.6.6, 198.51.100.7"}}
    settings.PROXIES = 0
    assert address_of(request({}, **forged)) == "10.0.0.9"
    settings.PROXIES = 1
    assert address_of(request({}, **forged)) == "198.51.100.7"
    assert address_of(request({}, REMOTE_ADDR="10.0.0.9")) == "10.0.0.9"
