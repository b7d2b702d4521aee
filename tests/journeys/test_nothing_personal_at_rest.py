"""Everything that people say, in words that exist nowhere else; afterwards none of them is on the disk or in the log.

Looked through, byte by byte: the database with its write-ahead log (on PostgreSQL, every row), the names of all files in HOME,
and what was logged. What is *in* a photo or a film is kept as it came and is not looked through: see the threat model.
"""

import logging
import re
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localtime

import damai.wsgi  # noqa: F401  before the test begins: it sets up logging anew, and nothing would be captured
from damai.__main__ import main
from damai.agencies.models import Agency, Member
from damai.cases.queries import Case
from damai.evidence.actions import make_pack
from damai.intake.channels.odk.tests.phones import VERSION, new_phone
from damai.intake.channels.web.tests.sending import fields
from damai.intake.tests.deliveries import photo
from damai.intake.tests.test_sealing import everything_in_the_database
from damai.ledger.actions import ensure_log, integrate
from damai.outbox.actions import deliver_due, send_email, send_sms
from damai.outbox.models import Letter
from damai.outbox.queries import content_of
from damai.outbox.rules import File, NotAnAddress
from damai.pledges import queries
from damai.pledges.actions import (
    ask_to_sign,
    draft,
    invite_signatory,
    load_participants,
    load_shipped_declarations,
    open_for_signing,
)
from damai.pledges.models import Declaration
from damai.pledges.tests.story import SCRIBBLE, letters, link_in
from damai.rakor.models import Meeting
from damai.settings import Discreet
from damai.statutes.actions import load_statutes
from damai.triage.actions import sort_inbox
from damai.triage.models import Report
from tests.cast import Cast, neighbours

RETURNED = Path(settings.PACKAGE) / "outbox/tests/returned"
GAMBIR = "31.71.01.1001"
NETWORK = "198.51.100.77"
POINT = ("-6.1753924", "106.8271528")

LETTERS = str.maketrans("0123456789", "ghijklmnop")  # names have no digits


class Planted(dict[str, str]):
    """Words that exist nowhere else, by what they stand for."""

    def __missing__(self, what: str) -> str:
        self[what] = f"kenari{uuid.uuid4().hex.translate(LETTERS)}"
        return self[what]


@pytest.fixture
def planted() -> Planted:
    return Planted()


def desk_of(member, planted: Planted) -> Client:
    browser = Client(headers={"User-Agent": planted["browser of staff"]}, REMOTE_ADDR=NETWORK)
    browser.force_login(member)
    return browser


def told_on_the_web(planted: Planted) -> str:
    """A citizen's report, at the second try, and its receipt."""
    citizen = Client(headers={"User-Agent": planted["browser"]}, REMOTE_ADDR=NETWORK)
    words = {
        "kejadian": f"Tim sukses membagikan uang 100 ribu per kepala kepada {planted['words']}.", "wilayah": GAMBIR,
        "tempat": planted["place"], "lintang": POINT[0], "bujur": POINT[1], "nama": planted["name"],
        "telepon": "0812 7766 5544", "surel": f"{planted['mail']}@contoh.id", "setuju": "on",
    }  # fmt: skip
    mistaken = citizen.post("/lapor/", fields(**words, tanggal_kejadian="2999-01-01"))
    assert mistaken.status_code == 422
    files = [SimpleUploadedFile(f"{planted['file']}.jpg", photo()), SimpleUploadedFile(f"{planted['held file']}.exe", b"MZ\x90")]
    sent = citizen.post("/lapor/", {**fields(**words), "berkas": files})
    assert sent.status_code == 201, sent.content.decode()[:1500]
    return re.search(r'class="receipt"[^>]*>([^<]+)<', sent.content.decode())[1].strip()


def told_by_phone(planted: Planted) -> tuple[Cast, str]:
    """A field supervisor's report from Collect, the tries that fail, and the token of the phone."""
    phone = new_phone("short")
    name = f"{planted['photo of the phone']}.jpg"
    xml = (
        f'<data id="laporan_kejadian" version="{VERSION}"><uraian>Spanduk dirusak oleh {planted["words of the phone"]}</uraian>'
        f"<bukti><foto>{name}</foto></bukti><meta><instanceID>uuid:1</instanceID></meta></data>"
    )
    agent = {"HTTP_USER_AGENT": planted["model of the phone"], "REMOTE_ADDR": NETWORK}
    assert phone.post(xml.encode(), {name: photo(50, 50)}, **agent).status == 201
    other = xml.replace("Spanduk", planted["other words under the same id"])
    assert phone.post(other.encode(), {name: photo(50, 50)}, **agent).status == 409
    assert phone.post(f"<data><rusak>{planted['broken form']}".encode(), **agent).status == 400
    elsewhere = Client(enforce_csrf_checks=True, REMOTE_ADDR=NETWORK)
    assert elsewhere.post(f"{phone.base}formList").status_code == 403
    return phone.people, phone.new.token


def worked_on(people: Cast, receipt: str, planted: Planted) -> None:
    """Sorted, read, asked, answered, decided, opened as a case and moved; and tried by those it does not concern."""
    assert sort_inbox() == 2
    sari = desk_of(people.sari, planted)
    sari.post("/kerja/masuk/ambil/")
    phone, web = (f"/kerja/laporan/{report.code}/" for report in Report.objects.order_by("id"))
    page = sari.get(web).content.decode()
    assert planted["words"] in page
    assert planted["name"] in sari.post(f"{web}kontak/").content.decode()
    for link in re.findall(r'href="(/kerja/laporan/[^"]+/(?:gambar|berkas)/[^"]+)"', page):
        b"".join(sari.get(link).streaming_content)
    assert sari.post(f"{web}tanya/", {"text": f"Apakah {planted['question']} ada di sana?"}).status_code == 302
    citizen = Client(headers={"User-Agent": planted["browser"]}, REMOTE_ADDR=NETWORK)
    shown = citizen.post("/tanda-terima/", {"kode": receipt}).content.decode()
    assert planted["question"] in shown
    token = re.search(r'name="token" value="([^"]+)"', shown)[1]
    answer = {"kode": receipt, "token": token, "jawaban": f"Ya, bersama {planted['answer']}."}
    assert planted["answer"] in citizen.post("/tanda-terima/jawab/", answer).content.decode()
    decided = {
        "kind": "violation", "category": "money_politics", "severity": "3", "area": GAMBIR,
        "happened_on": "", "known_on": "", "dipegang": "1",
    }  # fmt: skip
    assert sari.post(f"{web}tetapkan/", decided).status_code == 302
    assert sari.post(f"{web}perkara/", {"kind": "informasi_awal", "regime": "PEMILU"}).status_code == 302
    case = Case.objects.get()
    step = {"ke": "dugaan_ditemukan", "keadaan": case.state}
    assert sari.post(f"/kerja/perkara/{case.code}/langkah/", step).status_code == 302
    assert sari.post(f"{phone}kesampingkan/", {"reason": "test", "dipegang": "1"}).status_code == 302
    assert desk_of(people.dewi, planted).get(phone).status_code == 200
    for stranger in (people.budi, people.polan):
        assert desk_of(stranger, planted).get(f"{web}?{planted['query']}").status_code == 404


def proved(people: Cast, planted: Planted) -> None:
    """Evidence of the case: a photo handed in, a thing that was lent, a copy with a face hidden, a pack."""
    case, tuti = Case.objects.get(), desk_of(people.tuti, planted)
    where = f"/kerja/perkara/{case.code}/bukti/"
    file = SimpleUploadedFile(f"{planted['file of evidence']}.jpg", photo(300, 200))
    given = {
        "title": planted["title of evidence"],
        "description": planted["words of evidence"],
        "source": "counter",
        "berkas": file,
    }
    exhibit = tuti.post(f"{where}tambah/", given)["Location"]
    assert planted["title of evidence"] in tuti.get(exhibit).content.decode()
    assert tuti.post(f"{exhibit}samarkan/", {"kiri": "1", "atas": "1", "lebar": "50", "tinggi": "50"}).status_code == 302
    thing = {
        "benda-title": planted["title of a thing"], "benda-source": "counter", "benda-place": planted["place of evidence"],
    }  # fmt: skip
    lent = {"action": "lent", "holder": planted["holder of evidence"], "reference": planted["reference"], "note": planted["note"]}
    assert tuti.post(tuti.post(f"{where}benda/", thing)["Location"] + "catat/", lent).status_code == 302
    body = b"".join(make_pack(case.code, by=people.tuti).chunks())
    assert planted["title of evidence"].encode() in body  # what leaves holds it; what stays does not


def written_to(planted: Planted) -> None:
    """Letters that left, were refused, came back, wait, and are too long; with an enclosure."""
    about = {"about": "R-00001", "purpose": "invitation"}
    address = f"{planted['address of a letter']}@contoh.id"
    file = File(f"{planted['file of a letter']}.pdf", "application/pdf", planted["enclosure"].encode())
    words = {"subject": planted["subject of a letter"], "text": planted["words of a letter"]}
    sent = send_email(to=address, key="R-00001/1", files=[file], **words, **about)
    send_email(to=address, key="R-00001/2", not_before=datetime.now(UTC) + timedelta(days=1), **words, **about)
    send_sms(to="0812 9988 7766", text=planted["words of an sms"], key="R-00001/3", **about)
    assert deliver_due() == 2
    report = RETURNED.joinpath("gmail.eml").read_bytes().replace(b"@TOKEN@", sent.token.encode())
    piped = CliRunner().invoke(main, ["mail", "bounce"], input=report.replace(b"rini@gmail.example", address.encode()))
    assert "5.1.1" in piped.output and planted["address of a letter"] not in piped.output
    with pytest.raises(NotAnAddress):
        send_email(to=f"{planted['mistyped address']}@", key="R-00001/4", **words, **about)


def met(kasman: Member, planted: Planted) -> list[str]:
    """A meeting: people invited, answering, coming in three ways, and its papers; every link that opened something."""
    desk = desk_of(kasman, planted)
    office = Agency.objects.get(code="kesbangpol-jakpus")
    series = desk.post("/kerja/rakor/rangkaian/baru/", {"title": "Deklarasi damai", "convener": office.pk})["Location"]
    soon = localtime()
    fields = {
        "kind": "rakor", "title": "Rapat koordinasi", "venue": "Aula", "day": soon.date().isoformat(),
        "starts": "09:30", "ends": "11:00",
    }  # fmt: skip
    where = desk.post(f"{series}rapat-baru/", fields)["Location"]
    guest = {
        "organisation": "Forum RW",
        "office": "Ketua",
        "name": planted["guest"],
        "email": f"{planted['mail of a guest']}@contoh.id",
    }
    assert desk.post(f"{where}undangan/tambah/", guest).status_code == 302
    assert desk.post(f"{where}undangan/kirim/").status_code == 302
    letter = content_of(Letter.objects.latest("id")).text
    assert planted["guest"] in letter
    link = re.search(r"/undangan/([\w-]{16,})/", letter)[1]
    phone = Client(headers={"User-Agent": planted["browser of a guest"]}, REMOTE_ADDR=NETWORK)
    assert phone.post(f"/undangan/{link}/", {"jawaban": "delegated", "wakil": planted["delegate"]}).status_code == 200
    assert phone.get(f"/undangan/{link}/rapat.ics").status_code == 200
    assert phone.post(f"/undangan/{link}/", {"hadir": "1"}).status_code == 200
    meeting = Meeting.objects.get()
    walked_in = {"nama": planted["walked in"], "instansi": "Umum", "kontak": planted["contact of a guest"], "lp": "P"}
    assert phone.post(f"/undangan/pintu/{meeting.door_token}/", walked_in).status_code == 201
    row = {"client_id": str(uuid.uuid4()), "kind": "note", "name": planted["noted without a line"], "organisation": "Umum"}
    sent = desk.post(f"{where}hadir/kirim/", {"rows": [row]}, content_type="application/json")
    assert sent.json()["rows"][0]["state"] == "noted"
    assert planted["contact of a guest"] in desk.post(f"{where}hadir/kontak/").content.decode()
    for paper in ("undangan", "daftar-hadir"):
        typed = {
            "dated": soon.date().isoformat(),
            "hal": "Undangan",
            "sifat": "Biasa",
            "nama_ttd": planted["signs a paper"],
            "jabatan_ttd": "Ketua",
        }
        issued = desk.post(f"{where}dokumen/{paper}/", typed)
        assert issued.status_code == 302, issued.content.decode()[-2500:]
    made = desk.post("/kerja/rakor/kalender/", {"untuk": "saya"}).content.decode()
    feed = re.search(r"/undangan/kalender/([\w-]{16,})\.ics", made)[1]
    assert phone.get(f"/undangan/kalender/{feed}.ics").status_code == 200
    return [link, meeting.door_token, feed]


def pledged(kasman: Member, planted: Planted) -> list[str]:
    """A declaration signed in the hall and by citizens, one of whom takes it back; every link that opened something."""
    load_participants("pemilu_2024")
    load_shipped_declarations()
    at = datetime.now(UTC)
    template = Declaration.objects.get(slug="templat-deklarasi-kota")
    about = {"title": "Pakta damai", "occasion": "Deklarasi", "place": "Aula", "election": "pemilu_2024", "slug": "pakta"}
    declaration = draft(**about, held_at=at, template=template, by=kasman)
    open_for_signing(declaration, opens_at=at - timedelta(hours=1), closes_at=at + timedelta(days=9), by=kasman)
    leader = {"kind": "community", "name": planted["invited to sign"], "by": kasman}
    hall = invite_signatory(declaration, **leader).token
    phone = Client(headers={"User-Agent": planted["browser of a signatory"]}, REMOTE_ADDR=NETWORK)
    given = {"nama": planted["signed in the hall"], "jabatan": "Ketua", "goresan": SCRIBBLE}
    own = [phone.post(f"/deklarasi/tanda-tangan/{hall}/", given).get("Location")]
    links = [hall]
    for one in ("citizen", "citizen who takes it back"):
        name, mail = planted[one], f"{planted[f'mail of a {one}']}@contoh.id"
        ask_to_sign(queries.signed_text(declaration), name=name, contact=mail, way="email", named=True)
        links.append(link_in(letters("pledge-confirm")[-1]))
        own.append(phone.post(f"/deklarasi/konfirmasi/{links[-1]}/", {"nama": name, "tampil": "ya"}).get("Location"))
    assert planted["citizen"] in phone.get("/deklarasi/pakta/warga/").content.decode()
    assert phone.get(f"{own[1]}sertifikat.pdf").status_code == 200
    assert phone.post(f"{own[2]}tarik/", {"yakin": "ya"}).status_code == 200
    assert deliver_due() >= 3
    return links + [each.rstrip("/").rpartition("/")[2] for each in own]


def tried_from_outside(planted: Planted) -> None:
    """Guesses at the doors."""
    anyone = Client(REMOTE_ADDR=NETWORK)  # what their browser calls itself is kept while a lock-out lasts: see the threat model
    guess = {"login": planted["guessed account"], "password": planted["guessed password"]}
    assert anyone.post("/akun/login/", guess).status_code == 200
    assert anyone.post("/tanda-terima/", {"kode": planted["guessed receipt"]}).status_code == 422


def test_nothing_personal_at_rest(transactional_db, planted, caplog):
    caplog.set_level(logging.INFO)
    load_statutes()
    ensure_log()
    people, token = told_by_phone(planted)
    receipt = told_on_the_web(planted)
    worked_on(people, receipt, planted)
    proved(people, planted)
    written_to(planted)
    tried_from_outside(planted)
    kasman = neighbours().kasman
    with time_machine.travel(localtime().replace(hour=9, minute=0) + timedelta(days=1)):
        links = met(kasman, planted) + pledged(kasman, planted)
        integrate()

    line = Discreet("%(asctime)s %(levelname)s %(name)s %(message)s")
    # A path that somebody types is logged as typed, without what follows the question mark; nobody's words are in a path.
    places = {
        "the database": everything_in_the_database(),
        "the names of files": "\n".join(str(path) for path in Path(settings.HOME).rglob("*")).encode(),
        "the log": "\n".join(line.format(record) for record in caplog.records).encode(),
    }
    secrets = dict(planted) | {
        "telephone of a letter": "81299887766",
        "receipt": receipt, "receipt without signs": receipt.replace("-", ""), "token of a phone": token, "network": NETWORK,
        "telephone": "0812 7766 5544", "telephone without spaces": "081277665544", "latitude": POINT[0], "longitude": POINT[1],
    }  # fmt: skip
    secrets |= {f"link {number}": link for number, link in enumerate(links)}
    assert len(secrets) > 50
    found = [(what, where) for what, secret in secrets.items() for where, content in places.items() if secret.encode() in content]
    assert found == []
    # The search itself works: what stands in the open is found in each place.
    assert Case.objects.get().code.encode() in places["the database"]
    assert b"/masuk/odk/" in places["the log"]
    assert str(settings.FILES).encode() in places["the names of files"]
