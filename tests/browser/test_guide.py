"""Guided reporting in a real browser without a script: by keyboard, on a phone and a desk, resumed, sent, mended; accessible."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from damai.intake.tests.deliveries import photo
from damai.interviews import actions, queries
from damai.interviews.tests.stories import INCOMPLETE, STORY, sent
from damai.ledger.actions import ensure_log
from damai.ledger.queries import now
from damai.statutes.actions import load_statutes
from tests.cast import cast

BUILT = Path(settings.PACKAGE) / "look" / "static" / "built" / "manifest.json"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not BUILT.exists(), reason="The front end is not built (scripts/front-end build)"),
]
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


@pytest.fixture
def house(live_server):
    """The address and the people."""
    ensure_log()
    load_statutes()
    return live_server.url, cast()


def is_wrong(said) -> bool:
    """Whether the browser complains; that a form has to be mended (422) is our own answer."""
    return said.type == "error" and "422" not in said.text


@pytest.fixture
def open_page(chromium, house):
    """Browsers without scripts; at the end nothing may have been complained about."""
    contexts, complaints = [], []

    def opened(size: str, member=None, *, script: bool = False) -> Page:
        context = chromium.new_context(locale="id-ID", viewport=SIZES[size], java_script_enabled=script)
        contexts.append(context)
        if member is not None:
            signed_in = Client()
            signed_in.force_login(member)
            for name, morsel in signed_in.cookies.items():
                context.add_cookies([{"name": name, "value": morsel.value, "url": house[0]}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if is_wrong(said) else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def go_on(page: Page) -> None:
    """Press the button that goes on."""
    page.get_by_role("button", name="Lanjut").last.click()


def answered(page: Page, *texts: str) -> None:
    """Answer the questions that take words."""
    for text in texts:
        page.locator("[name=jawaban]").fill(text)
        go_on(page)


def begun(page: Page, address: str) -> str:
    """A report begun from the home page, its first question answered; its code."""
    page.goto(address)
    page.get_by_role("link", name="Dipandu, satu pertanyaan demi satu").click()
    page.get_by_role("button", name="Mulai").click()
    page.get_by_label("Dugaan pelanggaran pemilu").check()
    go_on(page)
    return page.locator(".keep .code").inner_text()


@pytest.mark.parametrize("size", SIZES)
def test_a_report_is_told_left_resumed_elsewhere_and_sent(house, open_page, size, tmp_path):
    address, _ = house
    first = open_page(size)
    code = begun(first, address)
    answered(first, STORY, "kemarin")
    first.get_by_role("button", name=re.compile("^Ya: ")).click()
    first.close()
    other = open_page(size)
    other.goto(f"{address}/lapor/pandu/")
    other.get_by_label("Kode lanjutan").fill(code.lower())
    other.get_by_role("button", name="Teruskan").click()
    answered(other, "19.30", "hari itu juga")
    other.get_by_role("button", name=re.compile("^Ya: ")).click()
    other.get_by_text("Laporan resmi harus kami terima paling lambat").first.wait_for()
    answered(other, "Lapangan RW 03")
    other.get_by_label("Pilih dari daftar").select_option("31.71.01.1002")
    go_on(other)
    answered(other, "Ketua RT 05")
    for _ in range(2):
        other.get_by_role("button", name="Saya tidak tahu").click()
    other.get_by_label("Tidak", exact=True).check()
    go_on(other)
    picture = tmp_path / "foto.jpg"
    picture.write_bytes(photo())
    other.get_by_label("Foto, video, rekaman, atau PDF").set_input_files(picture)
    go_on(other)
    other.get_by_text("1 berkas sudah tersimpan").wait_for()
    other.get_by_role("button", name="Lihat ringkasan").click()
    other.get_by_text("foto.jpg").first.wait_for()
    other.get_by_role("button", name="Kirim", exact=True).click()
    other.get_by_text("diterima sebagai informasi awal").wait_for()
    assert len(other.locator(".receipt").inner_text()) == 20 and code not in other.url


def test_by_keyboard_alone(house, open_page):
    address, _ = house
    page = open_page("desk")
    page.goto(f"{address}/lapor/pandu/")
    page.get_by_role("button", name="Mulai").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Keributan").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.locator("[name=jawaban]").focus()
    page.keyboard.type(STORY)
    page.keyboard.press("Tab")  # past the field for files
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kapan terjadinya?").wait_for()
    page.locator("[name=jawaban]").focus()
    page.keyboard.type("kemarin")
    page.keyboard.press("Enter")  # goes on, and is no other button
    page.get_by_text("Maksud Anda ini?").wait_for()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_missing_is_mended_from_the_receipt(house, open_page, size):
    address, _ = house
    found = sent(*INCOMPLETE)
    due = now().replace(year=now().year + 1)
    actions.open_repair(message=found.message, items=["reported"], due_at=due, case="P-00001", by="M-0001")
    page = open_page(size)
    page.goto(f"{address}/tanda-terima/")
    page.get_by_label("Kode tanda terima").fill(found.receipt)
    page.get_by_role("button", name="Lihat").click()
    page.get_by_role("button", name="Lengkapi sekarang").click()
    answered(page, "Ketua RT 05")
    page.get_by_role("button", name="Lihat ringkasan").click()
    page.get_by_role("button", name="Kirim", exact=True).click()
    page.get_by_text("Yang Anda lengkapi sudah diterima").wait_for()
    assert queries.repair_of("P-00001").state == "sent"


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_are_accessible_and_fit(house, open_page, size):
    address, who = house
    page = open_page(size, script=True)
    faults = []

    def looked_at(what: str, page: Page) -> None:
        found = Axe().run(page).response["violations"]
        faults.extend(f"{what}: {each['id']} {each['nodes'][0]['target']}" for each in found)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults.append(f"{what}: {wide} px too wide")

    page.goto(f"{address}/lapor/pandu/")
    looked_at("start", page)
    begun(page, address)
    looked_at("story", page)
    answered(page, STORY)
    looked_at("day", page)
    answered(page, "kemarin")
    looked_at("proposal", page)
    page.get_by_role("button", name=re.compile("^Ya: ")).click()
    answered(page, "19.30", "bukan tanggal")
    looked_at("not understood", page)
    page.get_by_role("button", name="Saya tidak tahu").click()
    answered(page, "Lapangan")
    looked_at("place", page)
    page.get_by_role("button", name="Lihat ringkasan").click()
    looked_at("summary", page)
    page.get_by_role("button", name="Kirim", exact=True).click()
    page.locator(".receipt").wait_for()
    looked_at("sent", page)
    page.goto(f"{address}/perbaikan/")
    looked_at("repair", page)
    desk = open_page(size, who.sari, script=True)
    desk.goto(f"{address}/kerja/loket/")
    looked_at("counter", desk)
    desk.get_by_role("button", name="Mulai").click()
    looked_at("sheet", desk)
    desk.get_by_label("Ceritakan apa yang terjadi.").fill(STORY)
    desk.get_by_role("button", name="Simpan dan bacakan").click()
    looked_at("read back", desk)
    assert faults == []
