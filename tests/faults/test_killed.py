"""Server and worker are killed in the middle of their work: nothing acknowledged is lost, and nothing is there twice."""

import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import collect
from tests.faults.browser import Browser
from tests.faults.house import DATABASES, PATIENCE, Phones, houses, ledger_must_verify, must_hold, receipt_in, wait_for

pytestmark = [pytest.mark.faults, pytest.mark.parametrize("kind", DATABASES)]

REPORTS = 200
KILLS = int(os.getenv("DAMAI_FAULTS_KILLS", "6"))  # more of them for a long night


@pytest.fixture(autouse=True)
def impatient_phones(monkeypatch):
    """Nobody waits a minute for a server that is dead."""
    monkeypatch.setattr(collect, "READ_TIMEOUT", 15)


def half_a_film(house, report) -> socket.socket:
    """A phone that has sent the first half of a report, photos and all, and is still sending."""
    body, kind = collect.multipart(report, list(report.files.items()))
    line = socket.create_connection(("127.0.0.1", house.port), timeout=5)
    head = f"POST /masuk/odk/{house.token}/submission HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\n"
    line.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[: len(body) // 2])
    return line


def test_every_acknowledged_report_survives_kill_9_exactly_once(kind, tmp_path):
    rounds = max(1, KILLS // 6)
    with houses(kind, tmp_path) as house:
        filled = {f"uuid:{number:06d}": house.report(number) for number in range(REPORTS * rounds)}
        late = {f"uuid:half-{number:06d}": house.report(number, tag="half-") for number in range(1, 2 * KILLS, 2)}
        phones = Phones(house, filled)
        house.start()
        phones.begin()
        try:
            for number, report in enumerate(late.values()):
                phones.until((number + 1) * len(filled) // (KILLS + 1))
                with half_a_film(house, report):
                    house.kill()
                house.start()
            phones.finish(seconds=2 * PATIENCE)
        finally:
            phones.over.set()
        assert phones.strange == []
        assert phones.failures >= KILLS, "the kills hit nobody: this test proves nothing"
        house.kill("worker")  # it would go on sorting, and so on recording, while we count
        must_hold(house, phones.receipts, filled)  # and of the halves there is nothing
        again = Phones(house, filled | late)  # phones that never saw the answers send everything once more
        again.begin()
        again.finish(seconds=2 * PATIENCE)
        assert again.receipts.items() >= phones.receipts.items()
        must_hold(house, again.receipts, filled | late)
        house.kill()
        ledger_must_verify(house, tmp_path / "copy")
        print(
            f"\n{kind}: {KILLS} × kill -9, {phones.failures} sendings cut short, 0 of {len(filled)} acknowledged lost, 0 doubled"
        )


def test_every_acknowledged_public_form_survives_kill_9_exactly_once(kind, tmp_path):
    with houses(kind, tmp_path) as house:
        house.start()
        browser = Browser(house)
        forms = {f"uuid:web-{number:06d}": browser.open(number) for number in range(60)}
        browsers = Phones(house, forms, sender=lambda seed: browser)
        time.sleep(2.5)  # as long as the house thinks that a person must need for writing
        browsers.begin()
        try:
            for count in (15, 30, 45):
                browsers.until(count)
                house.kill()
                house.start()
            browsers.finish()
        finally:
            browsers.over.set()
        assert browsers.strange == []
        house.kill("worker")
        must_hold(house, browsers.receipts, forms)
        again = {name: browser.send(form) for name, form in forms.items()}  # everybody presses "back", and "send" once more
        assert {(outcome.status, receipt_in(outcome.words) == browsers.receipts[name]) for name, outcome in again.items()} == {
            (200, True)
        }
        must_hold(house, browsers.receipts, forms)
        house.kill()
        ledger_must_verify(house, tmp_path / "copy")
        print(f"\n{kind}, public form: 3 × kill -9, {browsers.failures} sendings cut short, 0 of {len(forms)} acknowledged lost")


def test_one_report_from_eight_phones_at_once_is_one(kind, tmp_path):
    with houses(kind, tmp_path, server_processes=2) as house, ThreadPoolExecutor(8) as crowd:
        house.start()
        filled = {f"uuid:{number:06d}": house.report(number) for number in range(25)}
        told = {}
        phones = [house.phone(seed) for seed in range(8)]
        for name, report in filled.items():
            outcomes = list(crowd.map(lambda phone, report=report: phone.send(report), phones))
            assert [outcome.words for outcome in outcomes if not outcome.sent] == []
            (told[name],) = {receipt_in(outcome.words) for outcome in outcomes}
        house.kill("worker")
        must_hold(house, told, filled)


def test_a_chore_that_is_killed_runs_again_and_its_effect_is_there_once(kind, tmp_path):
    with houses(kind, tmp_path) as house:
        house.inside("begin-chore")
        for place in ("the-middle", "after-the-commit"):
            house.start("worker")
            wait_for(
                (house.home / f"reached-{place}").exists, seconds=PATIENCE, why=f"the chore reaches {place}", said=house.said
            )
            house.kill()
            stands = house.inside("chores")
            assert (stands["status"], stands["leases"]) == ("RUNNING", 1)  # nobody else may have it yet
            assert (stands["effects"], stands["done"]) == ((0, 0) if place == "the-middle" else (1, 1))
            assert house.inside("end-lease") == {"ended": 1}
        house.start("worker")
        wait_for(
            lambda: house.inside("chores")["status"] == "SUCCESSFUL", seconds=PATIENCE, why="the chore ends", said=house.said
        )
        assert house.inside("chores") == {"status": "SUCCESSFUL", "tries": 2, "effects": 1, "done": 1, "leases": 0}
