"""One report in a real browser, on a phone and at a desk: told, decided, followed, counted; the browser never complains."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from damai.cases.actions import open_case
from damai.intake.tests.deliveries import photo
from damai.ledger.actions import ensure_log, integrate
from damai.statutes.actions import load_statutes
from damai.triage.actions import publish_counts, sort_inbox
from damai.triage.models import Report
from damai.triage.tests.story import confirmed, report
from tests.cast import cast

BUILT = Path(settings.PACKAGE) / "look" / "static" / "built" / "manifest.json"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not BUILT.exists(), reason="The front end is not built (scripts/front-end build)"),
]

GAMBIR = "31.71.01.1001"
WORDS = "Ada bagi-bagi uang 100 ribu per kepala di depan balai warga."
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}
PUBLIC = ["/", "/tentang/", "/lapor/", "/tanda-terima/", "/catatan/", "/data/", f"/wilayah/{GAMBIR}/", "/wilayah/31.71.01/"]


@pytest.fixture
def house(live_server):
    """The address of a house with its cast and four decided reports in Gambir."""
    people = cast()
    load_statutes()
    ensure_log()
    for _ in range(4):
        confirmed(by=people.sari)
    return live_server.url, people


@pytest.fixture
def open_page(chromium, house):
    """Open browsers; at the end nothing may have been complained about in any of them."""
    contexts, complaints = [], []

    def opened(size: str = "phone", member=None, **options):
        context = chromium.new_context(locale="id-ID", viewport=SIZES[size], **options)
        contexts.append(context)
        if member is not None:
            signed_in = Client()
            signed_in.force_login(member)
            for name, morsel in signed_in.cookies.items():
                context.add_cookies([{"name": name, "value": morsel.value, "url": house[0]}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    opened.complaints = complaints
    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def fits(page) -> None:
    """Nothing sticks out of the window."""
    wide = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *')]
        .filter(each => each.getBoundingClientRect().right > innerWidth).map(each => each.outerHTML.slice(0, 200))"""
    )
    assert wide == [], page.url


def see(page, words: str) -> None:
    """The page says so, and fits."""
    page.get_by_text(words).first.wait_for()
    fits(page)


@pytest.mark.parametrize("size", SIZES)
def test_from_the_first_word_to_the_public_map(house, open_page, size):
    address, people = house
    citizen = open_page(size)
    citizen.goto(f"{address}/")
    fits(citizen)
    citizen.get_by_role("link", name="Laporkan kejadian").first.click()
    citizen.get_by_label("Ceritakan kejadiannya").fill(WORDS)
    citizen.get_by_label("Kelurahan atau kecamatan").select_option(GAMBIR)
    citizen.get_by_label("Kapan terjadi?").fill("2024-01-30")
    citizen.get_by_label("Kapan Anda mengetahuinya?").fill("2024-01-31")
    citizen.set_input_files("[name=berkas]", {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    fits(citizen)
    citizen.wait_for_timeout(2100)  # the form takes nothing that came faster than a person writes
    citizen.get_by_role("button", name="Kirim laporan").click()
    see(citizen, "Laporan Anda sudah diterima")
    receipt = citizen.locator(".receipt").inner_text()
    sort_inbox()
    integrate()

    sari = open_page(size, people.sari)
    sari.goto(f"{address}/kerja/")
    see(sari, "Menunggu ditetapkan")
    sari.get_by_role("link", name="Kotak masuk").first.click()
    sari.get_by_role("button", name="Ambil berikutnya").click()
    see(sari, "laporan Anda pegang selama sepuluh menit")
    code = Report.objects.order_by("-id")[0].code
    sari.locator(f'[data-code="{code}"] a').first.click()
    see(sari, WORDS)
    sari.locator(".files img").scroll_into_view_if_needed()
    sari.locator(".files img").evaluate("picture => picture.decode()")  # it came, and is a picture
    sari.get_by_label("Ini adalah").select_option("violation")
    sari.get_by_label("Kategori").select_option("money_politics")
    sari.get_by_role("button", name="Tetapkan", exact=True).click()
    see(sari, "Laporan ditetapkan.")
    sari.get_by_label("Sebagai").select_option("informasi_awal")
    sari.get_by_role("button", name="Buka perkara").click()
    see(sari, "Perkara dibuka; jam hukum berjalan.")
    sari.locator('a[href^="/kerja/perkara/P-"]').first.click()
    see(sari, "Tiga tanggal")
    for desk in ("/kerja/laporan/", "/kerja/perkara/"):
        sari.goto(address + desk)
        fits(sari)

    citizen.get_by_role("button", name="Lihat keadaan laporan").click()
    see(citizen, "ditetapkan sebagai: Dugaan pelanggaran")
    assert citizen.locator(".receipt").inner_text() == receipt
    with citizen.expect_download() as file:
        citizen.get_by_role("button", name="Unduh berkas bukti").click()
    assert Path(file.value.path()).read_text().startswith("c2sp.org/tlog-proof@v1")
    publish_counts()
    citizen.goto(f"{address}/wilayah/{GAMBIR}/")
    assert citizen.locator(".stat dd").first.inner_text() == "5"
    citizen.goto(f"{address}/")
    citizen.get_by_text("Isi peta sebagai tabel").click()
    assert citizen.locator("tr", has=citizen.locator(f'a[href="/wilayah/{GAMBIR}/"]')).locator("td.number").inner_text() == "5"
    fits(citizen)


def test_the_report_form_with_the_keyboard_alone(house, open_page):
    address, _ = house
    page = open_page("desk")
    page.goto(f"{address}/lapor/")

    def tab_to(name: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name || document.activeElement.type") == name:
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", f"nobody sees that {name} has the focus"
                return
        raise AssertionError(f"{name} cannot be reached")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to("kejadian")
    page.keyboard.type(WORDS)
    tab_to("tempat")
    page.keyboard.type("Gambir lapangan RW 03")
    tab_to("wilayah")
    page.keyboard.type("Kebon K")
    page.wait_for_timeout(2100)
    tab_to("submit")
    page.keyboard.press("Enter")
    see(page, "Laporan Anda sudah diterima")


def test_the_report_form_without_javascript(house, open_page):
    address, _ = house
    page = open_page("phone", java_script_enabled=False)
    page.goto(f"{address}/lapor/")
    page.get_by_label("Ceritakan kejadiannya").fill(WORDS)
    page.get_by_label("Nama Anda").fill("Ibu Wulan")
    page.wait_for_timeout(2100)
    page.set_input_files("[name=berkas]", {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text("Ada yang perlu diperbaiki").wait_for()
    assert page.get_by_label("Ceritakan kejadiannya").input_value() == WORDS
    assert page.get_by_label("foto.jpg").count() == 1  # it came, and need not be sent again
    page.get_by_label("Kelurahan atau kecamatan").select_option(GAMBIR)
    page.get_by_label("Saya setuju dihubungi").check()
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text("Laporan Anda sudah diterima").wait_for()
    page.get_by_role("button", name="Lihat keadaan laporan").click()
    page.get_by_text("1 berkas tersimpan").wait_for()
    open_page.complaints[:] = [said for said in open_page.complaints if "422" not in said]  # the mistake was ours


def violations(page) -> list[str]:
    """What axe-core finds, in short, in the light and in the dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours change at once
        for each in Axe().run(page).response["violations"]:
            where = [f"{node['target']} {node.get('failureSummary', '')[-220:]}" for node in each["nodes"]][:3]
            found.append(f"{page.url} {scheme} {each['id']}: {where}")
    return found


def test_everyone_can_read_the_public_pages(house, open_page):
    address, _ = house
    publish_counts()
    page, found = open_page("phone"), []
    for url in PUBLIC:
        page.goto(address + url)
        fits(page)
        found += violations(page)
    page.goto(f"{address}/lapor/")
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_timeout(200)
    found += violations(page)
    open_page.complaints[:] = [said for said in open_page.complaints if "422" not in said]
    assert not found, "\n".join(found)


def test_staff_can_read_the_workspace(house, open_page):
    address, people = house
    waiting = report()
    done = Report.objects.filter(state="confirmed")[0]
    case = open_case(done, regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)
    page, found = open_page("desk", people.tuti), []
    desks = ["/kerja/", "/kerja/masuk/", "/kerja/laporan/", f"/kerja/laporan/{waiting.code}/", f"/kerja/laporan/{done.code}/"]
    for url in [*desks, "/kerja/perkara/", f"/kerja/perkara/{case.code}/", "/kerja/akses/"]:
        page.goto(address + url)
        fits(page)
        found += violations(page)
    assert not found, "\n".join(found)


def test_the_place_is_found_by_its_name_and_by_the_device(house, open_page):
    address, _ = house
    page = open_page("phone", geolocation={"latitude": -6.1754, "longitude": 106.8272}, permissions=["geolocation"])
    page.goto(f"{address}/lapor/")
    assert page.get_by_label("Kelurahan atau kecamatan").input_value() == ""
    page.get_by_label("Tempat kejadian").press_sequentially("kebon kel")
    expect(page.locator("[name=wilayah]")).to_have_value("31.71.01.1002")
    page.get_by_role("button", name="Pakai posisi saya").click()
    expect(page.locator("[name=lintang]")).to_have_value("-6.175400")
    expect(page.locator("[name=bujur]")).to_have_value("106.827200")


def test_a_report_that_comes_in_appears_without_a_reload(house, open_page):
    address, people = house
    page = open_page("desk", people.sari)
    page.goto(f"{address}/kerja/masuk/")
    see(page, "Tidak ada yang menunggu")
    code = report().code
    page.evaluate("document.querySelector('[data-refresh]').dispatchEvent(new Event('refresh'))")  # what the clock does
    page.locator(f'[data-code="{code}"]').wait_for()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/kerja/laporan/{code}/")
