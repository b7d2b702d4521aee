"""Make the README's pictures from the running demo: `python scripts/screenshots.py http://localhost:8000`."""

import re
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from damai.demo.cast import PASSWORD

IMAGES = Path(__file__).parents[1] / "docs/images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def sign_in(page: Page, address: str, who: str) -> None:
    """Sign in as someone of the demo's cast."""
    page.goto(f"{address}/akun/login/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(r"/kerja/"))


def first_code(page: Page, address: str, path: str, letter: str) -> str:
    """The first code in a list."""
    page.goto(address + path)
    found = re.search(rf'data-code="({letter}-\d+)"', page.content())
    if found is None:
        raise SystemExit(f"No {letter}-code on {path}: has the story been told?")
    return found[1]


def main(address: str) -> None:
    """Six pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_context(viewport={"width": 1200, "height": 1340}, locale="id-ID").new_page()
        page.goto(address)
        page.wait_for_timeout(800)
        page.screenshot(path=IMAGES / "home.png")
        desk = browser.new_context(viewport={"width": 1200, "height": 1000}, locale="id-ID").new_page()
        sign_in(desk, address, "sari")
        report = first_code(desk, address, "/kerja/masuk/", "L")
        desk.goto(f"{address}/kerja/laporan/{report}/")
        desk.wait_for_timeout(500)
        desk.screenshot(path=IMAGES / "report.png")
        case = first_code(desk, address, "/kerja/perkara/?keadaan=penanganan", "P")
        desk.goto(f"{address}/kerja/perkara/{case}/")
        desk.wait_for_timeout(500)
        desk.screenshot(path=IMAGES / "case.png")
        phone = browser.new_context(viewport={"width": 360, "height": 760}, device_scale_factor=2, locale="id-ID").new_page()
        phone.goto(f"{address}/lapor/")
        phone.wait_for_timeout(500)
        phone.screenshot(path=IMAGES / "form-phone.png")
        convener = browser.new_context(viewport={"width": 1200, "height": 1000}, locale="id-ID").new_page()
        sign_in(convener, address, "kasman")
        convener.goto(f"{address}/kerja/rakor/")
        convener.wait_for_timeout(500)
        convener.screenshot(path=IMAGES / "rakor.png")
        wall = browser.new_context(viewport={"width": 1280, "height": 720}, locale="id-ID").new_page()
        wall.goto(f"{address}/deklarasi/pakta-damai-2024/layar/")
        wall.wait_for_timeout(2500)
        wall.screenshot(path=IMAGES / "screen.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
