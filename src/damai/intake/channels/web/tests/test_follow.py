"""A receipt shows what became of a report, without an account; a guess and a typo show nothing."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from damai.intake import actions, queries
from damai.intake.channels import web
from damai.intake.models import Reply
from damai.ledger.actions import integrate
from damai.ledger.public import proof_of

from .sending import send, token


def visit(**more: str) -> HttpRequest:
    return RequestFactory().get("/tanda-terima/", **more)


def say(text: str, *, with_token: str = "", **more) -> HttpRequest:
    return RequestFactory().post("/tanda-terima/", {"jawaban": text, "token": with_token or token()}, **more)


@pytest.fixture
def receipt(db) -> str:
    return send().receipt


def test_the_holder_sees_the_state_and_the_proof(receipt):
    found = web.look_up(visit(), receipt.lower().replace("-", " "))
    assert found.status == 200
    assert found.progress.receipt == receipt
    assert not found.progress.sorted
    assert [thing.value for thing in found.progress.missing] == ["contact", "happened-on", "known-on", "evidence"]
    assert proof_of(found.progress.leaf) is None  # it waits for its place
    integrate()
    assert proof_of(found.progress.leaf).leaf == found.progress.leaf


@pytest.mark.parametrize("typed", ["", "x", "4HB2", "U" * 17, "<script>", "\x00" * 17, "9" * 100_000])
def test_a_typo_is_said_to_be_one_and_nothing_is_looked_up(db, typed, django_assert_num_queries):
    found = web.look_up(visit(), typed)
    assert (found.status, found.progress) == (422, None)
    assert found.message


def test_one_wrong_character_is_called_a_typo_and_a_code_of_nobody_is_not_found(receipt):
    code = receipt.replace("-", "")
    wrong = code[:5] + ("A" if code[5] != "A" else "B") + code[6:]
    assert "salah ketik" in web.look_up(visit(), wrong).message
    nobody = queries.receipts.receipt_for("web", "nobody", key=queries.keyring().current)
    found = web.look_up(visit(), nobody)
    assert (found.status, found.progress) == (404, None)


def test_who_guesses_is_slowed_down_and_their_neighbour_is_not(receipt, monkeypatch):
    monkeypatch.setitem(web.look_up.__globals__["knock"].__globals__["PER_HOUR"], "missed-receipt", 3)
    key = queries.keyring().current
    guesses = [queries.receipts.receipt_for("web", f"guess {number}", key=key) for number in range(5)]
    statuses = [web.look_up(visit(REMOTE_ADDR="10.0.0.1"), guess).status for guess in guesses]
    assert statuses == [404, 404, 404, 429, 429]
    # Behind the address of a telephone company live many: the guesser's neighbour still sees their own report.
    assert web.look_up(visit(REMOTE_ADDR="10.0.0.1"), receipt).status == 200
    assert web.look_up(visit(REMOTE_ADDR="10.0.0.2"), receipt).status == 200
    found = [web.look_up(visit(REMOTE_ADDR="10.0.0.3"), receipt).status for _ in range(10)]
    assert found == [200] * 10  # looking at one's own is never counted


def test_a_whole_household_is_one_network_in_version_six(receipt, monkeypatch):
    monkeypatch.setitem(web.look_up.__globals__["knock"].__globals__["PER_HOUR"], "missed-receipt", 1)
    nobody = queries.receipts.receipt_for("web", "nobody", key=queries.keyring().current)
    assert web.look_up(visit(REMOTE_ADDR="2001:db8:1:2::1"), nobody).status == 404
    assert web.look_up(visit(REMOTE_ADDR="2001:db8:1:2:ffff::9"), nobody).status == 429
    assert web.look_up(visit(REMOTE_ADDR="2001:db8:1:3::1"), nobody).status == 404


def test_addresses_of_version_four_in_the_clothes_of_version_six_are_not_one_household(receipt, monkeypatch):
    monkeypatch.setitem(web.look_up.__globals__["knock"].__globals__["PER_HOUR"], "missed-receipt", 1)
    nobody = queries.receipts.receipt_for("web", "nobody", key=queries.keyring().current)
    assert web.look_up(visit(REMOTE_ADDR="::ffff:198.51.100.1"), nobody).status == 404
    assert web.look_up(visit(REMOTE_ADDR="198.51.100.1"), nobody).status == 429
    assert web.look_up(visit(REMOTE_ADDR="::ffff:198.51.100.2"), nobody).status == 404


def test_the_sender_answers_once_however_often_they_press(receipt):
    actions.reply(queries.by_receipt(receipt), text="Kapan Anda mengetahuinya?", by="M-0001")
    same = token()
    answers = [web.answer(say("Tanggal 3 Februari", with_token=same), receipt) for _ in range(2)]
    assert [each.status for each in answers] == [200, 200]
    thread = answers[1].progress.thread
    assert [(line.from_us, line.text) for line in thread] == [(True, "Kapan Anda mengetahuinya?"), (False, "Tanggal 3 Februari")]


def test_an_answer_that_cannot_be_kept_is_given_back(receipt):
    refused = [
        web.answer(say("  "), receipt),
        web.answer(say("x" * 5001), receipt),
        web.answer(say("a\x00b"), receipt),
        web.answer(say("Halo", with_token="palsu"), receipt),
    ]
    assert [each.status for each in refused] == [422] * 4
    assert all(each.message and each.progress for each in refused)
    assert refused[1].said == "x" * 5001
    assert web.answer(say("Halo", headers={"Sec-Fetch-Site": "cross-site"}), receipt).status == 403
    assert web.answer(say("Halo"), "4HB2").status == 422
    assert not Reply.objects.exists()
