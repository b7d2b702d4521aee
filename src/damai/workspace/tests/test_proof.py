"""The desk of evidence: taken in, looked at, hidden, lent, packed; each noted, and none of it there for strangers."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from PIL import Image
from tests.cast import cast

from damai.agencies.models import PersonalDataAccess
from damai.cases.actions import open_case
from damai.cases.models import Case, Recusal
from damai.evidence.models import Custody, Derivative, Exhibit, Pack
from damai.evidence.queries import exhibits_of
from damai.evidence.rules.verifying import verify_file
from damai.evidence.tests import story
from damai.identities.actions import keep as keep_person
from damai.identities.models import Reading
from damai.intake.channels.web.tests.sending import fields
from damai.intake.models import StoredFile
from damai.ledger.actions import ensure_log
from damai.ledger.queries import now
from damai.ledger.rules.notes import parse_key
from damai.statutes.actions import load_statutes
from damai.triage.actions import confirm, sort_inbox
from damai.triage.models import Report

pytestmark = pytest.mark.django_db

GAMBIR = "31.71.01.1001"


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def people():
    ensure_log()
    load_statutes()
    return cast()


@pytest.fixture
def case(people) -> Case:
    """A case out of a citizen's report with a photo."""
    photo = SimpleUploadedFile("keluarga-wulan.jpg", story.picture(colour=(3, 2, 1)))
    sent = Client().post(
        "/lapor/", {**fields(kejadian="Uang dibagikan di balai warga RW 03.", wilayah=GAMBIR), "berkas": [photo]}
    )
    assert sent.status_code == 201, sent.content.decode()[:800]
    sort_inbox()
    report = Report.objects.get()
    confirm(report, kind="violation", category="money_politics", severity=3, area=report.area, by=people.sari)
    report.refresh_from_db()
    return open_case(report, regime="PEMILU", kind="informasi_awal", by=people.sari)


def desk_of(member) -> Client:
    browser = Client()
    browser.force_login(member)
    return browser


def proven(member) -> Client:
    """A browser whose session has just proven a second factor."""
    Authenticator.objects.get_or_create(user=member, type=Authenticator.Type.TOTP, defaults={"data": {}})
    browser = desk_of(member)
    session = browser.session
    request = RequestFactory().get("/")
    request.session, request.user = session, member
    record_authentication(request, member, method="mfa", type="totp", id=1, reauthenticated=True)
    session.save()
    return browser


def at(case: Case, step: str = "") -> str:
    return f"/kerja/perkara/{case.code}/bukti/{step}"


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:1500]
    return response.content.decode()


def sent(browser: Client, case: Case, body: bytes | None = None, name: str = "foto.jpg", **given):
    data = {"title": "Foto amplop", "source": "counter", **given}
    if body is not None:
        data["berkas"] = SimpleUploadedFile(name, body)
    return browser.post(at(case, "tambah/"), data)


def one(case: Case, place: int = 0) -> Exhibit:
    return exhibits_of(case.code)[place].row


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)


# --- Taking in ---------------------------------------------------------------------------------------------------------


def test_a_file_handed_in_at_the_counter_is_on_the_list_with_its_digest(people, case):
    sari = desk_of(people.sari)
    assert "Belum ada bukti" in text(sari.get(at(case)))
    told = text(sari.get(sent(sari, case, story.picture(), description="Diserahkan saksi.")["Location"]))
    row = one(case)
    assert f"Bukti {row.code} disimpan" in told and "Diserahkan saksi." in told and row.sha256 in told
    listed = text(sari.get(at(case)))
    assert row.sha256 in listed and "Foto amplop" in listed and "Riwayat penguasaan (1 catatan)" in listed


def test_what_is_wrong_is_said_and_the_file_need_not_be_sent_again(people, case):
    sari = desk_of(people.sari)
    page = text(sent(sari, case, story.picture(), title=""), 422)
    kept = re.search(r'name="kept" value="([^"]+)"', page)[1]
    assert "sudah tersimpan dan ikut terkirim" in page and not Exhibit.objects.exists()
    assert sent(sari, case, kept=kept).status_code == 302
    assert one(case).sha256
    assert "Pilih berkasnya" in text(sent(sari, case), 422)
    assert "sama dengan bukti" in text(sent(sari, case, story.picture()), 422)
    assert "belum tiba" in text(sent(sari, case, story.picture(colour=(9, 9, 9)), received_at="2999-01-01T10:00"), 422)
    assert "kosong" in text(sent(sari, case, b""), 422)
    assert Exhibit.objects.count() == 1


def test_a_forged_note_of_a_kept_file_brings_nothing(people, case):
    sari = desk_of(people.sari)
    assert "Pilih berkasnya" in text(sent(sari, case, kept="eyJ9:palsu"), 422)


def test_an_attachment_is_adopted_once_and_only_from_this_case_s_messages(people, case):
    sari = desk_of(people.sari)
    assert "1 lampiran pesan pelapor belum menjadi bukti" in text(sari.get(at(case)))
    page = text(sari.get(at(case, "tambah/")))
    message, number = re.search(r"lampiran/(W-\d+)/(\d+)/", page).groups()
    given = {f"{message}-{number}-title": "Foto dari pelapor", f"{message}-{number}-kind": "photo"}
    assert "Jadikan bukti" in text(sari.post(at(case, f"lampiran/{message}/{number}/"), {}), 422)
    assert sari.post(at(case, f"lampiran/{message}/{number}/"), given).status_code == 302
    row = one(case)
    assert (row.source, row.taken_from) == ("message", message)
    assert "keluarga-wulan" not in text(sari.get(at(case, f"{row.code}/")))  # what the sender called it stays sealed
    assert sari.post(at(case, f"lampiran/{message}/{number}/"), given).status_code == 404
    other = story.message_with(story.picture())
    given = {f"{other.code}-1-title": "Bukan milik perkara ini", f"{other.code}-1-kind": "photo"}
    assert sari.post(at(case, f"lampiran/{other.code}/1/"), given).status_code == 404
    assert Exhibit.objects.count() == 1


def test_a_thing_is_noted_lent_and_comes_back(people, case):
    sari = desk_of(people.sari)
    given = {"benda-title": "Amplop putih", "benda-source": "counter", "benda-place": "Brankas"}
    assert "Disimpan di" in text(sari.post(at(case, "benda/"), given | {"benda-place": ""}), 422)
    assert sari.post(at(case, "benda/"), given).status_code == 302
    row = one(case)
    where = at(case, f"{row.code}/")
    page = text(sari.get(where))
    assert "Unduh asli" not in page and "Samarkan" not in page and "dipinjamkan" in page
    assert "siapa yang menerima" in text(sari.post(f"{where}catat/", {"action": "lent"}), 422)
    lent = {"action": "lent", "agency": "polres-jakpus", "reference": "BA 4/II/2024"}
    assert "Dicatat dalam riwayat" in text(sari.post(f"{where}catat/", lent, follow=True))
    page = text(sari.get(where))
    assert "Sedang dipinjam" in page and "BA 4/II/2024" in page
    assert sari.post(f"{where}catat/", {"action": "moved", "place": "Gudang"}).status_code == 422
    assert sari.post(f"{where}catat/", {"action": "returned", "place": "Brankas"}).status_code == 302
    assert "Ada di kantor" in text(sari.get(where))
    future = {"action": "moved", "place": "Rak", "happened_at": "2999-01-01T00:00"}
    assert "belum tiba" in text(sari.post(f"{where}catat/", future), 422)


@pytest.mark.parametrize("action", ["received", "viewed", "exported", "derived", "compared", "", "burnt"])
def test_nobody_writes_by_hand_what_the_house_writes_itself(people, case, action):
    sari = desk_of(people.sari)
    sent(sari, case, story.picture())
    row = one(case)
    before = Custody.objects.count()
    assert sari.post(at(case, f"{row.code}/catat/"), {"action": action, "note": "x"}).status_code == 422
    assert Custody.objects.count() == before


# --- Looking, hiding, handing out --------------------------------------------------------------------------------------


def test_looking_is_noted_and_shows_nothing_that_the_camera_wrote(people, case):
    exif = Image.Exif()
    exif[271] = "KAMERA-RAHASIA"
    sari = desk_of(people.sari)
    sent(sari, case, story.picture(exif=exif.tobytes()))
    row = one(case)
    seen = sari.get(at(case, f"{row.code}/gambar/"))
    assert (seen.status_code, seen["Content-Type"]) == (200, "image/jpeg") and b"RAHASIA" not in seen.content
    sari.get(at(case, f"{row.code}/gambar/"))
    assert list(Custody.objects.filter(exhibit=row).values_list("action", flat=True)) == ["received", "viewed"]
    assert PersonalDataAccess.objects.filter(subject=case.code, member=people.sari, action="view").count() == 1


def test_the_original_leaves_as_a_download_in_a_sandbox_by_a_press_only(people, case):
    sari = desk_of(people.sari)
    sent(sari, case, story.picture())
    row = one(case)
    where = at(case, f"{row.code}/asli/")
    assert sari.get(where).status_code == 405
    taken = sari.post(where)
    assert body_of(taken) == story.bytes_of(row)
    assert taken["Content-Disposition"] == f'attachment; filename="{row.code}.jpg"'
    assert (taken["Content-Type"], taken["Content-Length"]) == ("application/octet-stream", str(row.size))
    assert "sandbox" in taken["Content-Security-Policy"] and taken["X-Content-Type-Options"] == "nosniff"
    assert Custody.objects.filter(exhibit=row, action="copied", by=people.sari.code).count() == 1
    story.replace_on_disk(row, b"lain")
    assert "tidak lagi seperti saat disimpan" in text(sari.post(where, follow=True))


@pytest.mark.parametrize(
    "body, name",
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "foto.jpg"),
        (story.picture() + b"<html><script>alert(1)</script>" * 4, "foto.jpg"),
        (b"MZ\x90\x00" * 200, "foto.jpg"),
        (b"%PDF-1.7\n%%EOF", "foto.jpg"),
    ],
    ids=["svg", "polyglot", "program", "pdf called a photo"],
)
def test_what_means_harm_is_kept_shown_to_nobody_and_leaves_under_a_name_that_opens_nothing(people, case, body, name):
    sari = desk_of(people.sari)
    sent(sari, case, body, name, kind="photo")
    row = one(case)
    page = text(sari.get(at(case, f"{row.code}/")))
    assert "<img" not in page.split("<main")[1] and "jangan dibuka" in page
    for step in ("gambar/", "samarkan/", "kisi/?k=0,0,5000,5000"):
        assert sari.get(at(case, f"{row.code}/{step}")).status_code == 404
    assert (
        sari.post(at(case, f"{row.code}/samarkan/"), {"kiri": "1", "atas": "1", "lebar": "9", "tinggi": "9"}).status_code == 404
    )
    taken = sari.post(at(case, f"{row.code}/asli/"))
    assert taken["Content-Disposition"] == f'attachment; filename="{row.code}.bin"' and body_of(taken) == body


def test_faces_are_hidden_by_numbers_alone(people, case):
    """Without a script: four numbers for a box, a preview with a grid, and the copy."""
    sari = desk_of(people.sari)
    sent(sari, case, story.picture())
    row = one(case)
    where = at(case, f"{row.code}/samarkan/")
    page = text(sari.get(where))
    assert page.count("data-box-row") == 3 and 'data-island="boxes"' in page
    box = {"kiri": ["25", ""], "atas": ["25", ""], "lebar": ["25,5", ""], "tinggi": ["25", ""]}
    page = text(sari.post(where, box | {"pratinjau": "1"}))
    link = re.search(r'src="([^"]+kisi/[^"]+)"', page)[1].replace("&amp;", "&")
    assert link.endswith("?k=2500,2500,2550,2500") and 'value="25,5"' in page
    assert sari.get(link)["Content-Type"] == "image/jpeg"
    assert not Derivative.objects.exists()
    assert "Salinan tersamar 1 dibuat" in text(sari.post(where, box, follow=True))
    copy = Derivative.objects.get()
    assert copy.boxes == [[2500, 2500, 2550, 2500]]
    seen = sari.get(at(case, f"{row.code}/salinan/1/"))
    assert seen.content == story.bytes_of_digest(copy.sha256)
    hidden = Image.open(io.BytesIO(seen.content)).getpixel((150, 110))
    assert abs(hidden[0] - hidden[2]) < 40  # the orange square is gone
    taken = sari.post(at(case, f"{row.code}/salinan/1/unduh/"))
    assert body_of(taken) == seen.content and "tersamar.jpg" in taken["Content-Disposition"]
    assert sari.get(at(case, f"{row.code}/salinan/2/")).status_code == 404


@pytest.mark.parametrize(
    "box, why",
    [
        ({}, "Gambar dahulu"),
        ({"kiri": "x"}, "isi keempat angkanya"),
        ({"kiri": "1", "atas": "1", "lebar": "0", "tinggi": "5"}, "terlalu kecil"),
        ({"kiri": "100", "atas": "1", "lebar": "5", "tinggi": "5"}, "di luar gambar"),
        ({side: ["10"] * 70 for side in ("kiri", "atas", "lebar", "tinggi")}, "paling banyak 60"),
        ({"kiri": ["1", "2"], "atas": "1", "lebar": "5", "tinggi": "5"}, "isi keempat angkanya"),
    ],
)
def test_a_box_that_is_none_is_said_and_what_was_typed_stays(people, case, box, why):
    sari = desk_of(people.sari)
    sent(sari, case, story.picture())
    row = one(case)
    whole = dict.fromkeys(("kiri", "atas", "lebar", "tinggi"), "") | box
    assert why in text(sari.post(at(case, f"{row.code}/samarkan/"), whole), 422)
    assert not Derivative.objects.exists()


@pytest.mark.parametrize("query", ["k=x", "k=1,2,3", "k=0,0,0,0", "k=-1,0,99,99", "k=1,2,3,99999999999999999999"])
def test_a_grid_of_nonsense_is_not_found(people, case, query):
    sari = desk_of(people.sari)
    sent(sari, case, story.picture())
    assert sari.get(at(case, f"{one(case).code}/kisi/?{query}")).status_code == 404


def test_a_file_is_held_against_the_evidence_and_not_kept(people, case):
    sari = desk_of(people.sari)
    sent(sari, case, story.picture())
    row = one(case)
    where = at(case, f"{row.code}/bandingkan/")
    same = {"x": "1", "berkas": SimpleUploadedFile("a.jpg", story.picture())}
    assert "bita demi bita" in text(sari.post(where, same, follow=True))
    other = {"x": "1", "berkas": SimpleUploadedFile("a.jpg", story.picture(colour=(1, 1, 1)))}
    assert "berbeda dari bukti" in text(sari.post(where, other, follow=True))
    assert "Pilih berkasnya" in text(sari.post(where, {"x": "1"}), 422)
    assert StoredFile.objects.filter(pk=row.sha256).exists() and Exhibit.objects.count() == 1
    page = text(sari.get(at(case, f"{row.code}/")))
    assert "Berkasnya berbeda." in page and "Berkasnya sama." in page


# --- Packs -------------------------------------------------------------------------------------------------------------


def test_a_lead_with_a_second_factor_takes_a_pack_that_is_whole(people, case):
    sent(desk_of(people.sari), case, story.picture())
    tuti = proven(people.tuti)
    assert "Paket untuk sidang" in text(tuti.get(at(case)))
    page = text(tuti.get(at(case, "paket/")))
    assert "Tanda tangani dan unduh" in page
    assert "wajib" in text(tuti.post(at(case, "paket/"), {}), 422) or not Pack.objects.exists()
    taken = tuti.post(at(case, "paket/"), {"sure": "on"})
    body = body_of(taken)
    assert (taken["Content-Type"], taken["Content-Length"]) == ("application/zip", str(len(body)))
    verdict = verify_file(io.BytesIO(body), [parse_key(story.key())])
    assert verdict.good and verdict.manifest.subject == case.code
    assert verdict.manifest.chronology[0].name == "CaseOpened"
    assert Pack.objects.get().left_at is not None
    assert PersonalDataAccess.objects.filter(subject=case.code, member=people.tuti, action="export").count() == 1
    assert "Terkirim seluruhnya" in text(tuti.get(at(case)))


def test_without_a_fresh_second_factor_nothing_leaves(people, case):
    sent(desk_of(people.sari), case, story.picture())
    never = desk_of(people.tuti)
    with time_machine.travel(now() - timedelta(minutes=6)):
        long_ago = proven(people.tuti)
    for tuti in (never, long_ago):
        assert "faktor kedua" in text(tuti.get(at(case, "paket/")))
        assert tuti.post(at(case, "paket/"), {"sure": "on"}).status_code == 422
    assert not Pack.objects.exists() and not Custody.objects.filter(action="exported").exists()


def test_people_go_into_a_pack_only_by_name_of_a_reason_and_the_opening_is_noted(people, case):
    sent(desk_of(people.sari), case, story.picture())
    office = people.sari.appointments.first().agency
    reporter = keep_person(
        case.code, part="reporter", fields={"name": "Wulan Kenari", "note": "catatan petugas"}, agency=office, by="M-0001"
    )
    tuti = proven(people.tuti)
    page = text(tuti.get(at(case, "paket/")))
    assert reporter.code in page and "Wulan" not in page
    assert "Pilih alasannya" in text(tuti.post(at(case, "paket/"), {"sure": "on", "persons": reporter.code}), 422)
    assert not Reading.objects.exists()
    body = body_of(tuti.post(at(case, "paket/"), {"sure": "on", "persons": reporter.code, "why": "handling"}))
    verdict = verify_file(io.BytesIO(body), [parse_key(story.key())])
    assert verdict.good and [each.code for each in verdict.manifest.people.persons] == [reporter.code]
    assert Reading.objects.filter(person=reporter, member=people.tuti).count() == 1
    with zipfile.ZipFile(io.BytesIO(body)) as opened:
        assert "orang.pdf" in opened.namelist()
        assert not any(b"Wulan" in opened.read(name) for name in opened.namelist())  # in the PDF its letters are glyphs
    without = body_of(tuti.post(at(case, "paket/"), {"sure": "on"}))
    assert verify_file(io.BytesIO(without), [parse_key(story.key())]).manifest.people is None


# --- Strangers ---------------------------------------------------------------------------------------------------------


def addresses(case: Case, row: Exhibit) -> dict[str, str]:
    code = row.code
    return {
        at(case): "get", at(case, "tambah/"): "get", at(case, "paket/"): "get", at(case, f"{code}/"): "get",
        at(case, f"{code}/gambar/"): "get", at(case, f"{code}/samarkan/"): "get", at(case, f"{code}/kisi/?k=0,0,900,900"): "get",
        at(case, f"{code}/salinan/1/"): "get", at(case, "benda/"): "post", at(case, f"{code}/catat/"): "post",
        at(case, f"{code}/asli/"): "post", at(case, f"{code}/bandingkan/"): "post", at(case, f"{code}/salinan/1/unduh/"): "post",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["budi", "citra", "komar", "polan", "dewi", "oki"])
def test_for_others_there_is_no_evidence_and_nothing_is_noted(people, case, name):
    sari = desk_of(people.sari)
    sent(sari, case, story.picture())
    row = one(case)
    sari.post(at(case, f"{row.code}/samarkan/"), {"kiri": "10", "atas": "10", "lebar": "10", "tinggi": "10"})
    before = Custody.objects.count(), PersonalDataAccess.objects.count(), StoredFile.objects.count()
    browser = desk_of(getattr(people, name))
    for address, method in addresses(case, row).items():
        assert getattr(browser, method)(address).status_code == 404, address
    assert sent(browser, case, story.picture(colour=(8, 8, 8))).status_code == 404
    assert (Custody.objects.count(), PersonalDataAccess.objects.count(), StoredFile.objects.count()) == before
    anyone = Client()
    for address, method in addresses(case, row).items():
        assert getattr(anyone, method)(address)["Location"].startswith("/akun/login/")


def test_who_is_recused_finds_nothing(people, case):
    sari = desk_of(people.sari)
    sent(sari, case, story.picture())
    row = one(case)
    Recusal.objects.create(case=case, member=people.sari, reason="other", at=now(), by=people.sari.code)
    for address, method in addresses(case, row).items():
        if "salinan" not in address:
            assert getattr(sari, method)(address).status_code == 404, address


def test_a_piece_of_another_case_is_not_reached_through_ones_own(people, case):
    other = story.photo(people.sari, subject="P-99999")
    sari = desk_of(people.sari)
    for address, method in addresses(case, other).items():
        if other.code in address:
            assert getattr(sari, method)(address).status_code == 404, address


def test_an_officer_finds_no_pack_and_another_site_adds_nothing(people, case):
    sari = desk_of(people.sari)
    sent(sari, case, story.picture())
    assert sari.get(at(case, "paket/")).status_code == 404
    assert "Paket untuk sidang" not in text(sari.get(at(case)))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.sari)
    assert sent(strict, case, story.picture(colour=(6, 6, 6))).status_code == 403
    given = {"x": "1", "berkas": SimpleUploadedFile("a.jpg", story.picture())}
    assert strict.post(at(case, f"{one(case).code}/bandingkan/"), given).status_code == 403
    assert Exhibit.objects.count() == 1
