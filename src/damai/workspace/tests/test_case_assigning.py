"""Who handles a case, at the desk: drawn, declared, out of it; and nobody who may not."""

import pytest
import time_machine

from damai.agencies.models import Role
from damai.cases import queries
from damai.cases.actions import choose, open_case
from damai.cases.models import Assignment, Recusal
from damai.identities.models import Reading
from damai.identities.tests.story import MOMENT, everyone, joined, kept
from damai.ledger.actions import ensure_log
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import confirmed

from .test_case_people import desk, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    with time_machine.travel(MOMENT, tick=False):
        load_statutes()
        ensure_log()
        yield everyone()


@pytest.fixture
def case(people):
    return open_case(confirmed(by=people.sari), regime="PEMILU", kind="informasi_awal", by=people.sari)


def at(case, step: str = "") -> str:
    return f"/kerja/perkara/{case.code}/penanganan/{step}"


def test_the_lead_draws_and_the_page_says_how_to_draw_again(people, case):
    tuti = desk(people.tuti)
    assert "Perkara tanpa penangan" in page(tuti.get("/kerja/"))
    assert "Undi sekarang" in page(tuti.get(at(case)))
    assert "Undi sekarang" not in page(desk(people.sari).get(at(case)))
    assert desk(people.sari).post(at(case, "undi/")).status_code == 404
    assert tuti.post(at(case, "undi/")).status_code == 302
    row = queries.handler_of(case)
    Assignment.objects.update(declared_at=MOMENT)
    shown = page(tuti.get(at(case)))
    assert row.seed in shown
    assert row.member.code in shown
    assert tuti.post(at(case, "tunjuk/"), {"member": ""}).status_code == 422
    assert tuti.post(at(case, "tunjuk/"), {"member": people.budi.code}).status_code == 422
    assert queries.handler_of(case) == row


def test_the_case_opens_after_the_declaration_and_not_before(people, case):
    terlapor = kept({"name": "Pak Lurah Anu"}, subject=case.code, part="reported")
    pelapor = kept({"name": "Rina Pelapor"}, subject=case.code)
    choose(case, member=people.sari, by=people.tuti)
    sari = desk(people.sari)
    assert "nyatakan lebih dahulu" in page(sari.get("/kerja/"))
    for url in (f"/kerja/perkara/{case.code}/", f"/kerja/perkara/{case.code}/orang/"):
        assert sari.get(url).status_code == 404
    first = page(sari.get(at(case)))
    assert "Anu" not in first
    named = page(sari.post(at(case, "terlapor/")))
    assert "Pak Lurah Anu" in named
    assert "Rina" not in named
    assert [(row.person, row.member) for row in Reading.objects.all()] == [(terlapor, people.sari)]
    assert pelapor.code not in named
    assert "Beri tanda" in page(sari.post(at(case, "nyatakan/"), follow=True))
    assert queries.handler_of(case).declared_at is None
    assert sari.post(at(case, "nyatakan/"), {"bebas": "ya"}).status_code == 302
    assert page(sari.get(f"/kerja/perkara/{case.code}/"))
    assert desk(people.tuti).post(at(case, "terlapor/")).status_code == 404


def test_who_has_a_conflict_goes_and_the_lot_is_drawn_again(people, case):
    joined("sukma", Role.OFFICER)
    choose(case, member=people.sari, by=people.tuti)
    sari = desk(people.sari)
    assert page(sari.post(at(case, "mundur/"), {"reason": "bosan"}), 422)
    assert "tidak melihatnya lagi" in page(sari.post(at(case, "mundur/"), {"reason": "family"}, follow=True))
    assert sari.get(at(case)).status_code == 404
    assert queries.handler_of(case).member != people.sari


def test_the_lead_takes_somebody_out_and_nobody_else_does(people, case):
    sari, tuti = desk(people.sari), desk(people.tuti)
    given = {"member": people.tuti.code, "reason": "party"}
    assert sari.post(at(case, "mundur/"), given).status_code == 404
    assert page(tuti.post(at(case, "mundur/"), {"member": people.budi.code, "reason": "party"}), 422)
    assert tuti.post(at(case, "mundur/"), {"member": people.sari.code, "reason": "party"}).status_code == 302
    assert sari.get(f"/kerja/perkara/{case.code}/").status_code == 404
    assert "Mundur dari perkara ini" in page(tuti.get(at(case)))
    assert Recusal.objects.get().member == people.sari


@pytest.mark.parametrize("name", ["budi", "citra", "komar", "polan", "dewi", "oki"])
def test_for_everyone_else_it_does_not_exist(people, case, name):
    stranger = desk(getattr(people, name))
    assert stranger.get(at(case)).status_code == 404
    for step in ("undi/", "tunjuk/", "nyatakan/", "terlapor/", "mundur/"):
        assert stranger.post(at(case, step), {"member": people.sari.code, "reason": "party", "bebas": "ya"}).status_code == 404
    assert not Assignment.objects.exists()
    assert not Recusal.objects.exists()
