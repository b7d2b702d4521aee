"""What happens at the desks when all goes well and when something happened in between: told, never lost, never done twice."""

import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests.cast import cast

from damai.agencies.actions import PersonalData
from damai.agencies.models import Agency, PersonalDataAccess
from damai.cases.actions import move, open_case
from damai.intake.channels.web.tests.sending import fields, send
from damai.statutes.actions import load_statutes
from damai.triage.actions import offer, sort_inbox, take, withdraw_offer
from damai.triage.models import Report
from damai.triage.tests.story import confirmed, report

pytestmark = pytest.mark.django_db

GAMBIR = "31.71.01.1001"
DECIDED = {
    "kind": "violation", "category": "money_politics", "severity": "3", "area": GAMBIR,
    "happened_on": "2024-01-30", "known_on": "2024-01-31",
}  # fmt: skip


@pytest.fixture
def people():
    people = cast()
    load_statutes()
    return people


def desk_of(member, **headers) -> Client:
    browser = Client(headers=headers)
    browser.force_login(member)
    return browser


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:1500]
    return response.content.decode()


def at(found: Report, step: str = "") -> str:
    return f"/kerja/laporan/{found.code}/{step}"


# --- Something happened in between ----------------------------------------------------------------------------------


def test_a_lease_that_ended_is_said_and_nothing_is_decided(people):
    with time_machine.travel(datetime(2024, 2, 1, 6, 0, tzinfo=UTC), tick=False) as clock:
        found, sari = report(), desk_of(people.sari)
        assert "pegang selama sepuluh menit" in text(sari.post(at(found, "pegang/"), follow=True))
        page = text(sari.get(at(found)))
        assert 'name="dipegang" value="1"' in page
        clock.shift(timedelta(minutes=11))
        sari = desk_of(people.sari)
        told = text(sari.post(at(found, "tetapkan/"), DECIDED | {"dipegang": "1"}, follow=True))
        assert "(10 menit) sudah habis" in told
        found.refresh_from_db()
        assert found.state == "new"
        text(sari.post(at(found, "pegang/"), follow=True))
        assert "Laporan ditetapkan." in text(sari.post(at(found, "tetapkan/"), DECIDED | {"dipegang": "1"}, follow=True))


def test_what_another_holds_or_has_decided_is_said(people):
    found, sari, tuti = report(), desk_of(people.sari), desk_of(people.tuti)
    take(found, by=people.tuti)
    assert "sedang dipegang petugas lain" in text(sari.get(at(found)))
    assert "sedang dikerjakan petugas lain" in text(sari.post(at(found, "tetapkan/"), DECIDED | {"dipegang": "0"}, follow=True))
    text(tuti.post(at(found, "tetapkan/"), DECIDED | {"dipegang": "1"}, follow=True))
    told = text(sari.post(at(found, "tetapkan/"), DECIDED | {"category": "other", "dipegang": "0"}, follow=True))
    assert "notice--bad" in told
    found.refresh_from_db()
    assert found.category == "money_politics"


def test_a_case_that_moved_meanwhile_is_not_moved_again(people):
    case = open_case(confirmed(by=people.sari), regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)
    sari = desk_of(people.sari)
    page = text(sari.get(f"/kerja/perkara/{case.code}/"))
    assert 'name="keadaan" value="laporan_diterima"' in page
    move(case, to="kajian_awal", by=people.tuti)
    told = text(
        sari.post(f"/kerja/perkara/{case.code}/langkah/", {"ke": "kajian_awal", "keadaan": "laporan_diterima"}, follow=True)
    )
    assert "oleh petugas lain. Muat ulang" in told or "tidak dikenal aturan" in told
    case.refresh_from_db()
    assert case.state == "kajian_awal"


def test_a_stale_offer_is_said_to_be_gone(people):
    found = confirmed(by=people.sari)
    open_one = offer(found, to_agency=Agency.objects.get(code="kominfotik-jakpus"), by=people.sari)
    komar = desk_of(people.komar)
    assert "Terima" in text(komar.get(at(found)))
    withdraw_offer(open_one, by=people.sari)
    assert komar.post(at(found, "jawab/"), {"jawab": "terima"}).status_code == 404  # no longer theirs to see
    assert "sudah dijawab atau ditarik" in text(desk_of(people.sari).post(at(found, "jawab/"), {"jawab": "tarik"}, follow=True))


# --- Forms with mistakes --------------------------------------------------------------------------------------------


def test_a_mistaken_form_comes_back_with_what_was_typed(people):
    found, sari = report(), desk_of(people.sari)
    page = text(sari.post(at(found, "tetapkan/"), DECIDED | {"happened_on": "31/31/2024", "category": "voter_list"}), 422)
    assert "Ada yang perlu diperbaiki" in page
    assert 'value="31/31/2024"' in page
    assert '<option value="voter_list" selected>' in page
    assert "Alasan" in text(sari.post(at(found, "kesampingkan/"), {"reason": "bosan"}), 422)
    assert "Pertanyaan kepada pelapor" in text(sari.post(at(found, "tanya/"), {"text": ""}), 422)
    found.refresh_from_db()
    assert found.state == "new"
    # htmx swaps only what is well: the same page, as 200
    text(desk_of(people.sari, hx_request="true").post(at(found, "tetapkan/"), DECIDED | {"kind": "x"}), 200)


def test_dates_that_cannot_be_are_refused_in_words(people):
    found, sari = report(), desk_of(people.sari)
    wrong = DECIDED | {"happened_on": "2024-01-31", "known_on": "2024-01-30", "dipegang": "0"}
    assert "notice--bad" in text(sari.post(at(found, "tetapkan/"), wrong, follow=True))
    future = DECIDED | {"happened_on": "2999-01-31", "known_on": "2999-01-31", "dipegang": "0"}
    assert "notice--bad" in text(sari.post(at(found, "tetapkan/"), future, follow=True))
    found.refresh_from_db()
    assert found.state == "new"


def test_a_refusal_needs_a_reason_from_the_list(people):
    found = confirmed(by=people.sari)
    offer(found, to_agency=Agency.objects.get(code="kominfotik-jakpus"), by=people.sari)
    komar = desk_of(people.komar)
    text(komar.post(at(found, "jawab/"), {"jawab": "tolak", "reason": ""}), 422)
    told = text(komar.post(at(found, "jawab/"), {"jawab": "tolak", "reason": "not_ours"}, follow=True))
    assert "kembali kepada penawar" in told
    found.refresh_from_db()
    assert (found.agency_id, found.offered_to) == ("bawaslu-jakpus", None)


# --- Personal data and files ----------------------------------------------------------------------------------------


def photo_with_position() -> bytes:
    picture, kept = Image.new("RGB", (40, 30), "navy"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Kamera Ibu Wulan"
    exif.get_ifd(0x8825)[1] = "S"
    picture.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def told_with_photo() -> tuple[Report, str]:
    """A report with a name and a photograph, through the public form."""
    sent = fields(wilayah=GAMBIR, nama="Ibu Wulan", telepon="0812 3456 7890", setuju="on")
    outcome = send(sent, files={"../../foto <b>.jpg": photo_with_position()})
    assert outcome.accepted
    sort_inbox()
    return Report.objects.get(), outcome.code


def noted(member) -> list[str]:
    return list(PersonalDataAccess.objects.filter(member=member).order_by("id").values_list("what", flat=True))


def test_who_the_sender_is_opens_only_on_purpose_and_is_noted(people):
    found, _ = told_with_photo()
    sari = desk_of(people.sari)
    page = text(sari.get(at(found)))
    assert "Ibu Wulan" not in page
    assert "Buka data pelapor (dicatat)" in page
    assert PersonalData.CONTACT not in noted(people.sari)
    assert sari.get(at(found, "kontak/")).status_code == 405
    assert "Ibu Wulan" in text(sari.post(at(found, "kontak/")))
    assert PersonalData.CONTACT in noted(people.sari)
    assert "Ibu Wulan" not in text(sari.get(at(found)))
    log = text(desk_of(people.tuti).get("/kerja/akses/"))
    assert found.code in log
    assert "M-0001" in log


def test_a_picture_is_made_again_and_the_original_is_only_a_download(people):
    found, message = told_with_photo()
    assert b"Wulan" in photo_with_position()
    sari = desk_of(people.sari)
    assert f"/gambar/{message}/1/" in text(sari.get(at(found)))
    picture = sari.get(at(found, f"gambar/{message}/1/"))
    shown = b"".join(picture.streaming_content)
    assert (picture.status_code, picture["Content-Type"], picture["X-Content-Type-Options"]) == (200, "image/jpeg", "nosniff")
    assert b"Wulan" not in shown
    assert dict(Image.open(io.BytesIO(shown)).getexif()) == {}
    original = sari.get(at(found, f"berkas/{message}/1/"))
    assert b"".join(original.streaming_content) == photo_with_position()
    assert original["Content-Type"] == "application/octet-stream"
    assert original["Content-Disposition"] == f'attachment; filename="{message}-1.jpg"'
    assert original["X-Content-Type-Options"] == "nosniff"
    assert original["Content-Security-Policy"].startswith("sandbox")
    assert noted(people.sari).count(PersonalData.FILES) == 2
    for stranger in (people.budi, people.komar, people.polan):
        assert desk_of(stranger).get(at(found, f"berkas/{message}/1/")).status_code == 404
    assert sari.get(at(found, f"berkas/{message}/2/")).status_code == 404
    assert sari.get(at(found, "berkas/W-999999/1/")).status_code == 404


# --- Lists ----------------------------------------------------------------------------------------------------------


def part(page: str, where: str) -> str:
    """What stands inside the element with this id."""
    opened = re.search(rf'<div id="{where}"[^>]*>', page)
    assert opened, where
    return page[opened.end() :]


@pytest.mark.parametrize(("url", "where"), [("/kerja/", "hari-ini"), ("/kerja/masuk/", "masuk")])
def test_what_htmx_asks_for_again_is_the_same_part_of_the_page(people, url, where):
    report()
    take(report("Ada kabar bohong di grup"), by=people.sari)
    with time_machine.travel(datetime.now(UTC), tick=False):
        whole = text(desk_of(people.sari).get(url))
        fragment = text(desk_of(people.sari, hx_request="true").get(url))
    assert "<html" not in fragment
    assert part(whole, where).startswith(fragment.rstrip("\n"))


def test_what_i_hold_is_listed_once(people):
    found = report()
    report("Ada kabar bohong di grup")
    take(found, by=people.sari)
    for url in ("/kerja/", "/kerja/masuk/"):
        assert text(desk_of(people.sari).get(url)).count(f'data-code="{found.code}"') == 1


def test_lists_page_by_where_one_stopped_and_keep_their_filters(people):
    for _ in range(30):
        confirmed(by=people.sari, known_on=date(2024, 1, 31))
    report()
    sari, seen, url = desk_of(people.sari), [], "/kerja/laporan/?meja=mine&keadaan=confirmed"
    while url:
        page = text(sari.get(url))
        seen += re.findall(r'data-code="(L-\d+)"', page)
        following = re.search(r'href="(\?[^"]+)"[^>]*rel="next"|rel="next"[^>]*href="(\?[^"]+)"', page)
        url = "/kerja/laporan/" + (following[1] or following[2]).replace("&amp;", "&") if following else ""
        assert not url or "keadaan=confirmed" in url
    confirmed_codes = list(Report.objects.filter(state="confirmed").order_by("-id").values_list("code", flat=True))
    assert seen == confirmed_codes
    assert len(seen) == 30
    assert "Tidak ada laporan yang cocok" in text(sari.get("/kerja/laporan/?meja=mine&jenis=claim"))
    text(sari.get("/kerja/laporan/?meja=aneh&keadaan=salah&sesudah=x"))


@pytest.mark.parametrize("url", ["/kerja/", "/kerja/masuk/", "/kerja/laporan/", "/kerja/perkara/", "/kerja/akses/"])
def test_a_page_asks_no_more_of_a_full_house_than_of_a_small_one(people, url, django_assert_max_num_queries):
    def fill(number: int) -> None:
        for _ in range(number):
            open_case(confirmed(by=people.sari), regime="PEMILU", kind="informasi_awal", by=people.sari)
            desk_of(people.sari).get(at(report()))

    tuti = desk_of(people.tuti)
    fill(2)
    text(tuti.get(url))
    with CaptureQueriesContext(connection) as small:
        text(tuti.get(url))
    few = len(small)  # now: the next request begins a new count
    assert 0 < few <= 36
    fill(8)
    # What a process believes for a second (the log's clock, the areas' token) may be asked again meanwhile.
    with django_assert_max_num_queries(few + 2):
        text(tuti.get(url))
