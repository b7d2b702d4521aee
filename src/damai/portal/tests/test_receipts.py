"""Whoever holds a receipt sees who opened their data: in which role, of which office, why; never a name."""

import pytest
import time_machine
from tests.cast import cast

from damai.agencies.actions import note_export
from damai.identities import actions
from damai.identities.tests.story import MOMENT
from damai.intake.channels.web.tests.sending import fields, send
from damai.intake.queries import by_receipt

pytestmark = pytest.mark.django_db


def shown(client, receipt: str) -> str:
    return " ".join(client.post("/tanda-terima/", {"kode": receipt}).content.decode().split())


def test_nothing_was_opened_and_then_each_opening_is_told(client):
    with time_machine.travel(MOMENT, tick=False) as clock:
        people, outcome = cast(), send(fields())
        assert "Belum ada yang membukanya" in shown(client, outcome.receipt)
        message = by_receipt(outcome.receipt)
        rina = actions.keep(
            message.code,
            part="reporter",
            fields={"name": "Rina Kusumawati"},
            agency="bawaslu-jakpus",
            by="public",
            origin=message.code,
        )
        actions.look(rina, by=people.sari, reason="clarifying", own=True)
        for _each in range(7):
            clock.shift(3600)
            note_export(people.tuti, subject=message.code, what="files")
        page = shown(client, outcome.receipt)
    assert "Petugas, Bawaslu Jakarta Pusat" in page
    assert "Dibuka: Identitas. Untuk: Meminta klarifikasi pelapor." in page
    assert page.count("Foto dan video (diunduh)") == 7
    assert "3 pembukaan sebelumnya" in page
    for name in ("Sari", "Tuti", "M-000", "Rina", rina.code):
        assert name not in page
