"""Workers are killed while they hand letters to a mail server: no letter is lost, and none is sent again without a reason."""

import random
import time
from types import SimpleNamespace

import pytest

from damai.outbox.tests.servers import certificate, post_office
from tests.faults.house import DATABASES, PATIENCE, houses, ledger_must_verify, wait_for
from tests.faults.test_killed import KILLS

pytestmark = [pytest.mark.faults, pytest.mark.parametrize("kind", DATABASES)]

LETTERS = 200


def test_every_letter_arrives_and_a_second_time_only_where_a_kill_fell_into_the_gap(kind, tmp_path):
    path = certificate(tmp_path)
    dice = random.Random(kind)
    with post_office(SimpleNamespace(), certificate=path, pause=0.02) as office:
        mail = {"DAMAI_MAIL_URL": f"smtp://127.0.0.1:{office.port}", "SSL_CERT_FILE": str(path)}
        with houses(kind, tmp_path / "house", environment=mail) as house:
            house.inside("write-letters")
            claimed = 0
            for number in range(KILLS):
                house.start("worker")
                due = min(LETTERS - 10, (number + 1) * LETTERS // (KILLS + 2))
                wait_for(lambda due=due: len(office.taken) >= due, seconds=PATIENCE, why=f"{due} letters left", said=house.said)
                time.sleep(dice.random() / 20)
                house.kill()
                claimed += house.inside("end-letter-leases")["ended"]
            house.start("worker")
            wait_for(
                lambda: house.inside("letters")["states"] == {"sent": LETTERS},
                seconds=PATIENCE,
                why="all have left",
                said=house.said,
            )
            house.kill()
            assert claimed > 0, "the kills hit no letter: this test proves nothing"
            stands = house.inside("letters")
            assert (stands["facts"], stands["letters_with_facts"], stands["damage"]) == (LETTERS, LETTERS, [])
            ids = [taken.message["Message-ID"] for taken in office.taken]
            twice = len(ids) - len(set(ids))
            assert len(set(ids)) == LETTERS and {taken.to for taken in office.taken} == {
                f"warga{n}@contoh.id" for n in range(LETTERS)
            }
            assert twice <= claimed
            ledger_must_verify(house, tmp_path / "copy")
    print(
        f"\n{kind}: {KILLS} × kill -9 of the worker, {claimed} letters cut short, 0 of {LETTERS} lost, {twice} sent a second time"
    )


def test_a_worker_that_is_told_to_stop_finishes_the_letter_in_its_hand(kind, tmp_path):
    path = certificate(tmp_path)
    with post_office(SimpleNamespace(), certificate=path, pause=0.3) as office:
        mail = {"DAMAI_MAIL_URL": f"smtp://127.0.0.1:{office.port}", "SSL_CERT_FILE": str(path)}
        with houses(kind, tmp_path / "house", environment=mail) as house:
            house.inside("write-letters")
            house.start("worker")
            wait_for(lambda: len(office.taken) >= 3, seconds=PATIENCE, why="a few letters left", said=house.said)
            house.processes["worker"].terminate()
            house.processes["worker"].wait(PATIENCE)
            assert house.inside("end-letter-leases") == {"ended": 0}
            assert house.inside("letters")["states"] == {"sent": len(office.taken), "waiting": LETTERS - len(office.taken)}
