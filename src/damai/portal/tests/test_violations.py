"""The public figures of alleged violations, and the papers of one's own report: numbers that add up, and never a name."""

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from tests.cast import cast

from damai.cases import actions, queries
from damai.cases.actions import papers
from damai.cases.actions.publishing import publish_figures
from damai.cases.models import Case, FiguresRelease
from damai.cases.public import papers_of
from damai.cases.rules import Class, Item, Plenary
from damai.cases.rules.papers_forms import B3, B18
from damai.identities.actions import keep
from damai.intake.queries import receipt_of
from damai.ledger.queries import now
from damai.statutes.actions import load_statutes
from damai.triage.queries import messages_of
from damai.triage.tests.story import NOON, confirmed

pytestmark = pytest.mark.django_db
MOMENT = NOON + timedelta(hours=1)


@pytest.fixture
def clock():
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(clock):
    people = cast()
    load_statutes()
    return people


def plenary(number: int) -> Plenary:
    return Plenary(number=f"BA.{number:02d}/2024", held_on=now().date(), present=3, of=5)


def registered(people, number: int) -> Case:
    case = actions.open_case(
        confirmed(by=people.sari, text=f"Uang {number}"),
        regime="PEMILU",
        kind="laporan",
        reporter_identified=True,
        by=people.sari,
    )
    case = actions.assess(case, met=frozenset(Item), by=people.sari)
    return actions.register(case, classes=[Class.ADM], plenary=plenary(number), by=people.tuti)


def test_before_the_first_release_there_are_no_data_and_that_is_said(client):
    page = client.get("/perkara/").content.decode()
    assert "belum pernah diterbitkan" in page and "Tidak ada data bukan berarti" in page
    assert client.get("/data/pelanggaran.json").json()["data"] == []


def test_what_is_shown_adds_up_and_the_few_are_withheld(client, people):
    for number in range(1, 8):
        registered(people, number)
    actions.open_case(
        confirmed(by=people.sari, text="menunggu"), regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari
    )
    publish_figures()
    told = client.get("/data/pelanggaran.json").json()
    whole = next(row for row in told["data"] if row["jenis"] == "laporan" and not row["triwulan"])
    assert (whole["diregistrasi"], whole["menunggu"], whole["diterima"]) == (7, None, None)
    assert (whole["pelanggaran"], whole["bukan_pelanggaran"], whole["masih_ditangani"]) == (0, 0, 7)
    assert "menunggu" not in whole["keadaan"] and "pending=withheld" in whole["keadaan"]
    findings = next(row for row in told["data"] if row["jenis"] == "temuan" and not row["triwulan"])
    assert findings["diterima"] is None and "received=no_data" in findings["keadaan"]  # no data, never zero
    rows = list(csv.DictReader(io.StringIO(client.get("/data/pelanggaran.csv").content.decode())))
    assert [row["diregistrasi"] for row in rows if row["jenis"] == "laporan"] == ["7", "7"]
    assert {"diterima", "perpindahan", "jenis_dugaan"} <= set(told["definisi"])
    page = client.get("/perkara/").content.decode()
    assert "tidak ditampilkan" in page and "tidak ada data" in page and "Bawaslu Jakarta Pusat" in page
    assert "P-0" not in page and "L-0" not in page  # no code of a case


def test_an_office_that_does_not_add_up_is_named_and_shows_nothing(client, people, clock):
    cases = [registered(people, number) for number in range(1, 8)]
    Case.objects.filter(pk=cases[0].pk).update(registered_at=None)
    publish_figures()
    page = client.get("/perkara/").content.decode()
    assert "jumlahnya belum cocok" in page and "Diregistrasi</dt>" not in page.split("Arti angka")[0]
    told = client.get("/data/pelanggaran.json").json()
    assert told["data"] == [] and [each["kantor"] for each in told["ditahan_karena_tidak_cocok"]] == ["bawaslu-jakpus"]


def test_the_rate_and_the_times_come_with_what_they_are_worth(client, people):
    for number in range(1, 13):
        registered(people, number)
    publish_figures()
    page = client.get("/perkara/").content.decode()
    assert "12 dari 12" in page and "selang 95%" in page and "sekurangnya 10" in page
    assert FiguresRelease.objects.get().times["bawaslu-jakpus/register"][0] == 12
    assert "12," not in client.get("/data/pelanggaran.csv").content.decode().splitlines()[0]
    lengths = client.get("/data/pelanggaran.json").json()["lama"]
    assert {each["sekurangnya_perkara"] for each in lengths} == {10}  # the exact number would be a sum of hidden cells


def test_the_reporter_sees_their_papers_and_takes_only_what_names_nobody(people, clock):
    case = registered(people, 1)
    keep(case.code, part="reporter", fields={"name": "Sumirah", "address": "Jalan 1"}, agency=case.agency, by=people.sari.code)
    papers.issue_form(B3, case, typed={"penerima": "Sari"}, dated=date(2024, 2, 1), by=people.sari)
    (track,) = queries.tracks_of(case)
    actions.decide(track, outcome="not_violation", plenary=plenary(2), by=people.tuti)
    track.refresh_from_db()
    actions.move_track(track, to="dihentikan", by=people.tuti)
    case = actions.announce(case, by=people.sari)
    status = papers.issue_form(
        B18, case, typed={"jabatan_ttd": "Ketua", "nama_ttd": "Ketua"}, dated=date(2024, 2, 1), by=people.sari
    )
    receipt = receipt_of(messages_of(case.report)[0])
    client = Client()
    page = client.post("/tanda-terima/", {"kode": receipt}).content.decode()
    assert "Tanda Bukti Penyampaian Laporan" in page and status.number.text in page and "Sumirah" not in page
    assert "hanya diserahkan di kantor" in page
    taken = client.post("/tanda-terima/surat/", {"kode": receipt, "dokumen": status.code})
    assert taken.content.startswith(b"%PDF") and "sandbox" in taken["Content-Security-Policy"]
    named = next(each for each in papers_of(case.report.code) if not each.can_be_taken)
    for wanted in (named.code, "N-99999", "", "'"):
        answer = client.post("/tanda-terima/surat/", {"kode": receipt, "dokumen": wanted})
        assert answer["Content-Type"].startswith("text/html") and "Sumirah" not in answer.content.decode()
    other = registered(people, 3)
    strange = receipt_of(messages_of(other.report)[0])
    assert client.post("/tanda-terima/surat/", {"kode": strange, "dokumen": status.code})["Content-Type"].startswith("text/html")
    assert client.post("/tanda-terima/surat/", {"kode": "salah", "dokumen": status.code}).status_code in {404, 422}
