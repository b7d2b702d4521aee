"""One declaration: written, signed in three ways, certified, checked, said to be broken, answered, decided; word by word."""

import re
from datetime import date
from html import unescape
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from damai.__main__ import main
from damai.commitments.models import Breach, Commitment
from damai.ledger.actions import ensure_log, integrate
from damai.ledger.models import Entry
from damai.pledges.actions import load_participants, load_shipped_declarations
from damai.pledges.models import Declaration, Signature
from damai.pledges.tests.story import SCRIBBLE
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import confirmed
from damai.workspace.tests.test_pledges import proven
from tests.cast import cast, neighbours

from .test_from_invitation_to_the_next_agenda import as_, letters, moment, post

pytestmark = pytest.mark.django_db(transaction=True)
SLUG = "pakta-damai"


@pytest.fixture
def house(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    people, others = cast(), neighbours()
    ensure_log()
    load_statutes()
    load_participants("pemilu_2024")
    load_shipped_declarations()
    return SimpleNamespace(people=people, others=others)


def test_what_was_signed_by_all_is_followed_to_the_end(house, tmp_path):
    with moment("2023-11-20T09:00"):
        code = write(house.others.kasman)
    with moment("2023-11-27T08:00"):
        tokens = open_up(house.others.kasman, code)
    with moment("2023-11-27T09:30"):
        sign_in_the_hall(tokens)
    with moment("2023-11-27T09:40"):
        sign_for_bawaslu(house.people, code)
    with moment("2023-11-27T10:00"):
        own = sign_as_citizen()
        certificate = check(own, tmp_path)
    with moment("2024-01-16T10:00"):
        token = allege(house)
    with moment("2024-01-17T10:00"):
        reply(token)
    with moment("2024-02-09T10:00"):
        decide(house)
    with moment("2024-02-11T10:00"):
        withdraw(own, certificate)


def page_of(path: str) -> str:
    """A public page in plain words."""
    response = Client().get(path)
    assert response.status_code == 200, path
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def write(kasman) -> str:
    """Kasman begins with the city's template; a draft is nobody else's business."""
    template = Declaration.objects.get(slug="templat-deklarasi-kota")
    fields = {
        "title": "Pakta Integritas Pemilu Damai", "occasion": "Deklarasi damai", "place": "Kantor Wali Kota",
        "held_at": "2023-11-27T09:00", "template": template.pk, "slug": SLUG, "for_citizens": "on", "witnesses": "",
    }  # fmt: skip
    where = post(as_(kasman), "/kerja/deklarasi/baru/", **fields)
    assert Client().get(f"/deklarasi/{SLUG}/").status_code == 404
    return re.search(r"D-\d+", where)[0]


def open_up(kasman, code: str) -> list[str]:
    """Places for every participant in the order of the ballot; opening fixes the words, and each clause becomes a promise."""
    client = as_(kasman)
    post(client, f"/kerja/deklarasi/{code}/penandatangan/peserta/")
    window = {"opens_at": "2023-11-27T08:00", "closes_at": "2024-02-10T23:00", "binds_until": "2024-02-14", "sure": "on"}
    post(client, f"/kerja/deklarasi/{code}/buka/", **window)
    declaration = Declaration.objects.get(code=code)
    text = declaration.texts.get()
    assert Entry.objects.filter(name="PledgeOpened").exists() and text.sha256
    assert Commitment.objects.filter(origin="clause").count() == text.clauses.count()
    # What was fixed cannot change; the page says so and offers another version.
    assert client.post(f"/kerja/deklarasi/{code}/naskah/", {"aksi": "simpan"}).status_code != 302
    sheet = client.post(f"/kerja/deklarasi/{code}/penandatangan/qr/", {}).content.decode()
    return re.findall(r"/deklarasi/tanda-tangan/([\w-]{16,})/", sheet)


def sign_in_the_hall(tokens: list[str]) -> None:
    """A personal link signs once, and only for its own place."""
    assert len(tokens) >= 21
    first = f"/deklarasi/tanda-tangan/{tokens[0]}/"
    assert Client().post(first, {"nama": "Adi Rekaan", "goresan": "[]"}).status_code == 422
    post(Client(), first, nama="Adi Rekaan", jabatan="Ketua", goresan=SCRIBBLE)
    assert Client().post(first, {"nama": "Orang Lain", "goresan": SCRIBBLE}).status_code == 409
    post(Client(), f"/deklarasi/tanda-tangan/{tokens[1]}/", nama="Bima Rekaan", nomor_sertifikat="BSRE-2023-0001")
    assert Client().get("/deklarasi/tanda-tangan/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404
    signed = Signature.objects.filter(state="signed").values_list("kind", flat=True)
    assert sorted(signed) == ["participant", "participant"]


def sign_for_bawaslu(people, code: str) -> None:
    """An institution signs by who may, and who has just proven it twice; an officer may not, another city's lead neither."""
    path, fields = f"/kerja/deklarasi/{code}/tanda-tangani/", {"agency": "bawaslu-jakpus", "office": "Ketua"}
    assert as_(people.sari).post(path, fields).status_code == 404
    assert as_(people.tuti).post(path, fields).status_code == 422
    post(proven(people.tuti), path, **fields)
    assert Signature.objects.get(kind="institution").state == "signed"


def sign_as_citizen() -> str:
    """A letter, a press, a place among the counted; asked again nothing is told and nothing is doubled."""
    ask = f"/deklarasi/{SLUG}/tanda-tangan/"
    client = Client()
    token = re.search(r'name="token"[^>]*value="([^"]+)"', client.get(ask).content.decode())[1]
    fields = {"nama": "Wati Lestari", "surel": "wati@contoh.id", "setuju": "on", "token": unescape(token), "situs": ""}
    assert client.post(ask, fields).status_code == 422  # sooner than a person can write
    with moment("2023-11-27T10:01"):
        post(client, ask, 202, **fields)
        confirm = re.search(r"/deklarasi/konfirmasi/[\w-]+/", letters("wati@contoh.id")[-1].get_body(("plain",)).get_content())[0]
        client.get(confirm)
        assert not Signature.objects.filter(kind="citizen", state="signed").exists()  # opening a link signs nothing
        own = post(client, confirm, nama="Wati Lestari")
    assert "Wati Lestari" not in page_of(f"/deklarasi/{SLUG}/")  # she did not wish to be named
    assert Client().get(f"/deklarasi/{SLUG}/layar.json").json()["citizens"] == 1
    return own


def check(own: str, tmp_path) -> bytes:
    """The certificate is genuine on the portal and offline; with one byte changed it is not."""
    integrate()
    response = Client().get(f"{own}sertifikat.pdf")
    body = response.content
    assert body.startswith(b"%PDF")
    page = Client().post("/deklarasi/periksa/", {"berkas": SimpleUploadedFile("s.pdf", body)}).content.decode()
    forged = body.replace(b"/Length", b"/length", 1)
    wrong = Client().post("/deklarasi/periksa/", {"berkas": SimpleUploadedFile("s.pdf", forged)}).content.decode()
    assert page != wrong
    good, bad = tmp_path / "asli.pdf", tmp_path / "palsu.pdf"
    good.write_bytes(body)
    bad.write_bytes(forged)
    assert CliRunner().invoke(main, ["pledge", "verify", str(good)]).exit_code == 0
    assert CliRunner().invoke(main, ["pledge", "verify", str(bad)]).exit_code != 0
    return body


def allege(house) -> str:
    """Only with verified evidence, only by supervisors, only in neutral words; "dugaan" everywhere."""
    commitment = Commitment.objects.filter(origin="clause").order_by("origin_code")[3]
    path = f"/kerja/komitmen/{commitment.code}/dugaan/"
    one = confirmed(by=house.people.sari, happened_on=date(2024, 1, 13), known_on=date(2024, 1, 13))
    fields = {
        "party": "p:pemilu_2024/party/01", "what": "Pembagian barang dengan tanda gambar di satu kegiatan warga.",
        "happened_on": "2024-01-13", "reports": one.code, "contact": "partai@contoh.id",
    }  # fmt: skip
    assert as_(house.others.kasman).post(path, fields).status_code == 404
    sari = as_(house.people.sari)
    assert sari.post(path, fields).status_code == 422 and not Breach.objects.exists()
    two = confirmed(by=house.people.sari, happened_on=date(2024, 1, 13), known_on=date(2024, 1, 13))
    fields |= {"reports": f"{one.code} {two.code}", "independent": "on"}
    assert sari.post(path, fields | {"what": "Partai itu dengan licik menyuap warga."}).status_code == 422
    post(sari, path, 200, **fields)  # the page shows the link once, for a party without e-mail
    page = page_of(f"/deklarasi/{SLUG}/")
    assert "ugaan" in page or "iduga" in page
    assert page.count("Dinyatakan dilanggar") == 1  # the head of a column, in which nothing stands yet
    return re.search(r"/tanggapan/[\w-]+/", letters("partai@contoh.id")[-1].get_body(("plain",)).get_content())[0]


def reply(token: str) -> None:
    """The party's words stand beside, as they were written."""
    words = "Kegiatan itu bukan kegiatan kami; kami sudah meminta keterangan."
    assert Client().post("/tanggapan/AAAAAAAAAAAAAAAAAAAAAAAAAAAA/", {"words": words}).status_code == 404
    page = Client().get(token).content.decode()
    names = re.findall(r'<(?:textarea|input)[^>]*name="(\w+)"', page)
    fields = dict.fromkeys(names, "Sekretaris") | {next(name for name in names if name in {"words", "tanggapan", "kata"}): words}
    response = Client().post(token, fields)
    assert response.status_code in {200, 201, 302}, response.content.decode()[-2000:]
    assert words in page_of(f"/deklarasi/{SLUG}/")


def decide(house) -> None:
    """Nobody here establishes anything: it takes the competent body, its number and its day."""
    breach = Breach.objects.get()
    path = f"/kerja/komitmen/{breach.code}/putusan/"
    fields = {
        "state": "established", "decided_by": "Bawaslu Kota Administrasi Jakarta Pusat", "decision": "021/BA-PLENO/02/2024",
        "decided_on": "2024-02-08",
    }  # fmt: skip
    tuti = as_(house.people.tuti)

    def form(**changed: str) -> dict[str, str]:
        return {f"{breach.code}-{name}": value for name, value in (fields | changed).items()}

    assert as_(house.others.kasman).post(path, form()).status_code == 404
    assert tuti.post(path, form(decision="")).status_code == 422
    assert tuti.post(path, form(decided_by="Kesbangpol")).status_code == 422
    assert tuti.post(path, form(decided_on="2024-02-10")).status_code == 422  # a day that has not come
    assert Breach.objects.get().state == "alleged"
    post(tuti, path, **form())
    page = page_of(f"/deklarasi/{SLUG}/")
    assert page.count("Dinyatakan dilanggar") > 1
    assert "021/BA-PLENO/02/2024" in page and "Kegiatan itu bukan kegiatan kami" in page


def withdraw(own: str, certificate: bytes) -> None:
    """Withdrawn: forgotten here, remembered as a fact, and said of the certificate."""
    Client().post(f"{own}tarik/", {"yakin": "on"})
    row = Signature.objects.get(kind="citizen")
    assert row.state == "withdrawn" and not bytes(row.sealed_name)
    page = Client().post("/deklarasi/periksa/", {"berkas": SimpleUploadedFile("s.pdf", certificate)}).content.decode()
    assert "ditarik" in page.lower() or "menarik" in page.lower()
    assert mail.outbox
