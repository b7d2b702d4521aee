"""Five reports from a supervisor's phone, through the server of production, to the public numbers and a receipt that holds."""

import os
import re
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from damai.cases.queries import Case
from damai.console.run import answers, free_port, server_command
from damai.demo.visitor import Visitor
from damai.intake.actions import link_device
from damai.intake.channels.odk import access, receive
from damai.intake.channels.odk.digest import REALM
from damai.intake.channels.odk.link import settings_code
from damai.intake.channels.odk.publish import publish_incident
from damai.ledger.actions import ensure_log, integrate
from damai.ledger.models import Entry
from damai.ledger.queries.keys import trusted_keys
from damai.ledger.rules.receipts import verify
from damai.statutes.actions import load_statutes
from damai.triage.actions import publish_counts, sort_inbox
from damai.triage.queries import Report
from tests.cast import cast
from tests.collect import Collect, Filled, settings_in

GAMBIR = "31.71.01.1001"
PIXEL = b"not really a photograph, but kept as it came"


@pytest.fixture
def house(transactional_db):
    """The address of the real server, a process of its own on the tests' database."""
    people = cast()
    ensure_log()
    load_statutes()
    access.forget()
    receive.forget()
    publish_incident(within="31.71", by="damai")
    place = connection.settings_dict
    who = f"{quote(place['USER'])}:{quote(place['PASSWORD'])}@{place['HOST']}:{place['PORT'] or 5432}"
    url = f"sqlite://{place['NAME']}" if connection.vendor == "sqlite" else f"postgresql://{who}/{place['NAME']}"
    port = free_port(8900)
    path = os.pathsep.join([str(Path(settings.PACKAGE).parent), os.environ.get("PYTHONPATH", "")])
    server = subprocess.Popen(
        server_command(port, workers=1, threads=4),
        env={**os.environ, "DAMAI_DATABASE_URL": url, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "damai.settings"},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if answers(f"{address}/log/key") or server.poll() is not None:
                break
            time.sleep(0.1)
        assert server.poll() is None, "the server did not start"
        yield address, people
    finally:
        server.terminate()
        server.wait(20)


def phone_of(member, address: str) -> Collect:
    """The member's phone, configured by the QR code."""
    new = link_device(member, realm=REALM, by="damai")
    general = settings_in(settings_code(server_url=f"{address}/masuk/odk/{new.token}/"))["general"]
    return Collect(general["server_url"], seed=3)


def filled(phone: Collect, number: int, files: dict[str, bytes]) -> Filled:
    """The form as the phone finalises it."""
    (form,) = phone.form_list()
    photos = "".join(f"<bukti><foto>{name}</foto></bukti>" for name in files)
    words = f"Tim sukses membagikan uang 100 ribu per kepala, rumah nomor {number}."
    xml = (
        f'<data id="{form.form_id}" version="{form.version}"><jenis>politik_uang</jenis><uraian>{words}</uraian>'
        "<waktu>2024-01-30T19:00:00.000+07:00</waktu><diketahui>2024-01-31</diketahui>"
        f"<tempat><kelurahan>{GAMBIR}</kelurahan></tempat>{photos}<meta><instanceID>uuid:{number}</instanceID></meta></data>"
    )
    return Filled(xml.encode(), files)


@pytest.fixture
def visitors(house):
    """Browsers, each with the session of a member or of nobody."""
    opened = []

    def visitor(member=None) -> Visitor:
        signed_in = Client()
        if member is not None:
            signed_in.force_login(member)
        opened.append(Visitor(house[0], cookies={name: morsel.value for name, morsel in signed_in.cookies.items()}))
        return opened[-1]

    yield visitor
    for each in opened:
        if each.line is not None:
            each.line.close()


def test_from_the_phone_to_the_public_numbers_and_a_receipt_that_holds(house, visitors):
    address, people = house
    phone = phone_of(people.dewi, address)
    (form,) = phone.form_list()
    phone.download(form)
    receipts = []
    for number in range(1, 6):
        outcome = phone.send(filled(phone, number, {f"{number}.jpg": PIXEL + bytes([number])}))
        assert (outcome.sent, outcome.status) == (True, 201), outcome
        receipts.append(outcome.words.split("Nomor: ")[1].split(".")[0])
    again = phone.send(filled(phone, 1, {"1.jpg": PIXEL + b"\x01"}))
    assert (again.sent, again.words.split("Nomor: ")[1].split(".")[0]) == (True, receipts[0])

    assert sort_inbox() == 5
    assert list(Report.objects.values_list("area", flat=True)) == [GAMBIR] * 5
    sari, budi, dewi = (visitors(member) for member in (people.sari, people.budi, people.dewi))
    for report in Report.objects.order_by("id"):
        at = f"/kerja/laporan/{report.code}/"
        page = sari.get(at)
        assert page.status == 200
        assert "100 ribu per kepala" in page.text
        assert dewi.get(at).status == 200  # her own report
        assert budi.get(at).status == 404
        decided = {
            "kind": "violation", "category": "money_politics", "severity": "3", "area": GAMBIR,
            "happened_on": "2024-01-30", "known_on": "2024-01-31", "dipegang": "0",
        }  # fmt: skip
        assert sari.post(f"{at}tetapkan/", decided).status == 302
        report.refresh_from_db()
        assert report.state == "confirmed"
    opened = {"kind": "temuan", "regime": "PEMILU"}
    assert sari.post(f"{at}perkara/", opened).status == 302
    case = Case.objects.get()
    assert sari.get(f"/kerja/perkara/{case.code}/").status == 200
    assert budi.get(f"/kerja/perkara/{case.code}/").status == 404

    # What the public sees, and what the sender of the first report holds.
    assert publish_counts() is not None
    integrate()
    anyone = visitors()
    assert f"{GAMBIR},Gambir,village,count,5" in anyone.get("/data/laporan.csv").text
    assert ">5<" in anyone.get(f"/wilayah/{GAMBIR}/").text
    followed = anyone.post("/tanda-terima/", {"kode": receipts[0]})
    assert (followed.status, "ditetapkan sebagai" in followed.text) == (200, True)
    proof = anyone.post("/tanda-terima/bukti/", {"kode": receipts[0]})
    log = anyone.get("/log/checkpoint").text.partition("\n")[0]
    proven = verify(proof.text, trusted_keys(log))
    assert proven.fact is not None
    assert proven.fact.name == "MessageReceived"
    assert re.search(proven.leaf.hex(), followed.text)

    names = list(Entry.objects.values_list("name", flat=True))
    assert [names.count(name) for name in ("MessageReceived", "ReportSorted", "ReportConfirmed", "CaseOpened")] == [5, 5, 5, 1]
