"""What the network may send to the doors, and what each answers."""

import json
import logging
import re
from datetime import timedelta
from hashlib import sha256
from itertools import count

import pytest
from django.core import signing
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from damai.intake.actions.knocking import PER_HOUR, What
from damai.ledger.actions import integrate
from damai.ledger.rules.receipts import verify as verify_receipt
from damai.outbox.models import Letter
from damai.pledges import actions, doors, public, queries
from damai.pledges.rules import solved
from damai.settings import Discreet

from . import story
from .story import letters, link_in, signed

FACTORY = RequestFactory()
GOOD = {"nama": "Wati Lestari", "surel": "wati@contoh.id", "tampil": "on", "setuju": "on"}


def post(data, **headers):
    return FACTORY.post("/", data, **headers)


@pytest.fixture
def ask(day, declaration):
    """Fill in a form that was opened a minute ago, and send it."""

    def send(changes=(), token=None, slug=declaration.slug, **headers):
        fresh = doors.blank().token
        day.shift(timedelta(minutes=1))
        return doors.ask(post(GOOD | {"token": token or fresh} | dict(changes), **headers), slug)

    return send


def test_a_citizen_asks_confirms_and_fetches_certificate_and_proof(ask, declaration):
    asked = ask()
    assert (asked.status, asked.accepted, asked.way) == (202, True, "email")
    token = link_in(letters()[-1])
    told = doors.pending(token)
    assert (told.status, told.name, told.named, told.way) == (200, "Wati Lestari", True, "email")
    assert public.counts(declaration.slug).citizens == 0  # looking changes nothing: mail programs open links
    done = doors.confirm(post({"nama": "Wati Lestari", "tampil": "on"}), token)
    assert (done.status, done.accepted) == (201, True)
    link = re.fullmatch(r"/deklarasi/milik/([^/]+)/", done.own_link)[1]
    mine = doors.own(link)
    assert (mine.status, mine.name, mine.has_proof) == (200, "Wati Lestari", False)
    assert doors.proof(link) is None
    integrate()
    receipt = doors.proof(link).body.decode()
    proven = verify_receipt(receipt, queries.certificate_keys())
    assert proven.fact.values["signature"] == done.code
    verdict = public.verify_file(doors.certificate(link).body)
    assert (verdict.good, verdict.code, verdict.registered.statement) == (True, done.code, proven.fact.values["statement"])
    gone = doors.withdraw(post({}), link)
    assert gone.withdrawn_at is not None
    assert doors.withdraw(post({}), link).withdrawn_at == gone.withdrawn_at
    assert doors.certificate(link) is None


def test_a_certificate_of_a_withdrawn_signature_is_genuine_and_says_so(day, text):
    signature = signed(text)
    file = queries.certificate_of(signature)
    day.shift(timedelta(days=2))
    doors.withdraw(post({}), queries.link_of(signature))
    verdict = public.verify_file(file)
    assert verdict.good
    assert "ditarik pada 29 November 2023" in verdict.sentence
    forged = public.verify_file(file.replace(b"Wati", b"Tono") if b"Wati" in file else file[:-3] + b"xEF")
    assert (forged.good, forged.code, forged.registered) == (False, "", None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nama": " "}, "nama"),
        ({"nama": "www.menang.example"}, "nama"),
        ({"surel": ""}, "surel"),
        ({"surel": "wati"}, "surel"),
        ({"surel": "wati@contoh.id", "telepon": "0812 9000 0000"}, "surel"),
        ({"surel": "", "telepon": "021 345 6789"}, "telepon"),
        ({"setuju": ""}, "setuju"),
        ({"situs": "https://robot.example"}, "situs"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(ask, changes, field):
    told = ask(changes)
    assert told.status == 422
    assert list(told.errors) == [field]
    assert told.values["setuju"] == changes.get("setuju", "on")
    assert told.token
    assert not Letter.objects.exists()


def test_robots_are_told_and_nobody_is_dropped_silently(day, ask, declaration):
    fresh = doors.blank().token
    assert "Terlalu cepat" in doors.ask(post(GOOD | {"token": fresh}), declaration.slug).message
    day.shift(timedelta(hours=13))
    stale = doors.ask(post(GOOD | {"token": fresh}), declaration.slug)
    assert (stale.status, "terlalu lama terbuka" in stale.message, stale.token != fresh) == (422, True, True)
    for forged in ("", "x", fresh[:-1], signing.TimestampSigner(salt="lain").sign("a" * 32)):
        assert ask({"token": forged}).status == 422
    elsewhere = ask(headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status == 403
    assert ask(headers={"Origin": "https://lain.example"}).status == 403
    assert not Letter.objects.exists()


def test_one_form_cannot_be_sent_for_a_thousand_people(day, declaration):
    token = doors.blank().token
    day.shift(timedelta(minutes=1))
    answers = [
        doors.ask(post(GOOD | {"token": token, "surel": f"orang{number}@contoh.id"}), declaration.slug).status
        for number in range(5)
    ]
    assert answers == [202, 409, 409, 409, 409]
    assert Letter.objects.count() == 1


def test_a_network_that_asks_too_often_waits_unless_its_browsers_worked_for_it(monkeypatch, day, ask, declaration):
    monkeypatch.setitem(PER_HOUR, What.SIGN, 3)
    answers = [ask({"surel": f"orang{number}@contoh.id"}, REMOTE_ADDR="203.0.113.9").status for number in range(5)]
    assert answers == [202, 202, 202, 429, 429]
    assert ask({"surel": "tetangga@contoh.id"}, REMOTE_ADDR="203.0.113.10").status == 202
    token = doors.blank().token
    answer = next(str(n) for n in count() if sha256(f"{token}:{n}".encode()).digest()[:2] == b"\0\0")
    assert solved(token, answer)
    day.shift(timedelta(minutes=1))
    worked = post(GOOD | {"token": token, "jawaban": answer}, REMOTE_ADDR="203.0.113.9")
    assert doors.ask(worked, declaration.slug).status == 202
    assert ask({"jawaban": answer}, REMOTE_ADDR="203.0.113.9").status == 429  # another form, the same answer


def test_a_stranger_sees_the_same_whether_or_not_somebody_has_signed(ask, text):
    signed(text, contact="lama@contoh.id")
    known, new = ask({"surel": "lama@contoh.id"}), ask({"surel": "baru@contoh.id"})
    assert known == new


def test_links_that_are_not_ours_are_unknown(declaration, text):
    signature = signed(text)
    for token in ("x", "x" * 500, queries.link_of(signature), "%00", "é"):
        assert doors.pending(token).status == 404
        assert doors.hall(token).status == 404
        assert doors.confirm(post({"nama": "A B"}), token).status == 404
        assert doors.sign_in_hall(post({"goresan": story.SCRIBBLE}), token).status == 404
    assert doors.own("x").status == doors.withdraw(post({}), "x").status == 404
    assert doors.certificate("x") is doors.proof("x") is None
    assert doors.ask(post(GOOD | {"token": doors.blank().token}), "tidak-ada").status == 404


def test_after_the_end_every_door_says_so(day, ask, declaration, text, kasman):
    ask()
    token = link_in(letters()[-1])
    one = actions.invite_signatory(declaration, kind="community", name="Ahmad Yani", by=kasman)
    day.move_to(declaration.closes_at)
    for told in (doors.pending(token), doors.hall(one.token)):
        assert (told.status, "sudah ditutup" in told.message) == (410, True)
    assert doors.confirm(post({"nama": "Wati Lestari"}), token).status == 410
    assert doors.sign_in_hall(post({"goresan": story.SCRIBBLE}), one.token).status == 410
    assert ask().status == 409


def test_the_hall_page(declaration, kasman):
    one = actions.invite_signatory(declaration, kind="community", name="Ahmad Yani", office="FKDM", by=kasman)
    told = doors.hall(one.token)
    assert (told.status, told.name, told.signatory.office) == (200, "Ahmad Yani", "FKDM")
    empty = doors.sign_in_hall(post({"nama": "Ahmad Yani", "goresan": json.dumps([])}), one.token)
    assert (empty.status, list(empty.errors)) == (422, ["goresan"])
    done = doors.sign_in_hall(post({"nama": "Ahmad Yani", "goresan": story.SCRIBBLE}), one.token)
    assert done.status == 201
    again = doors.sign_in_hall(post({"nama": "Ahmad Yani", "goresan": story.SCRIBBLE}), one.token)
    assert (again.status, again.own_link, doors.hall(one.token).status) == (409, "", 409)
    assert doors.sign_in_hall(post({}, headers={"Sec-Fetch-Site": "cross-site"}), one.token).status == 403


FIELDS = st.sampled_from(["nama", "surel", "telepon", "tampil", "setuju", "situs", "jawaban", "lain"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.dictionaries(FIELDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=400)))
def test_whatever_is_typed_is_answered(day, declaration, said):
    token = doors.blank().token
    day.shift(timedelta(minutes=1))
    told = doors.ask(post(said | {"token": token}), declaration.slug)
    assert told.status in {202, 409, 422, 429}
    assert told.accepted or told.message


@pytest.mark.parametrize("path", ["konfirmasi", "tanda-tangan", "milik"])
def test_no_link_of_a_person_enters_the_log(path):
    record = logging.LogRecord("x", logging.WARNING, "x", 1, "Not Found: /deklarasi/%s/rahasia123/", (path,), None)
    assert Discreet("%(message)s").format(record) == f"Not Found: /deklarasi/{path}/…/"
