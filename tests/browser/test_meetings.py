"""A meeting in real browsers: the secretary notes without a line and loses nobody; guests answer and come in on a phone."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from damai.agencies.models import Agency
from damai.ledger.actions import ensure_log
from damai.ledger.queries import now
from damai.rakor.actions import add_item, call_meeting, invite, open_series, send_invitations
from damai.rakor.models import Attendance, Meeting
from damai.rakor.queries import link_of, present_at
from tests.cast import cast, neighbours

from .test_one_report import SIZES, fits, open_page, pytestmark  # noqa: F401 -- fixtures and marks of this folder


@pytest.fixture
def house(live_server):
    """The address of a house, and the people of it."""
    people = cast()
    ensure_log()
    return live_server.url, people


@pytest.fixture
def called(house) -> Meeting:
    """A meeting that begins in ten minutes, with two guests by name and an agency without."""
    kasman, start = neighbours().kasman, now().replace(second=0, microsecond=0) + timedelta(minutes=10)
    kesbangpol = Agency.objects.get(code="kesbangpol-jakpus")
    series = open_series(title="Deklarasi Damai", convener=kesbangpol, by=kasman)
    found = call_meeting(
        series, title="Rapat koordinasi", starts_at=start, ends_at=start + timedelta(hours=2), venue="Aula", by=kasman
    )
    add_item(found, title="Pembukaan", owner=kesbangpol, by=kasman)
    for name, code in (("Sari Dewanti", "bawaslu-jakpus"), ("Citra Lestari", "kpu-jakpus"), ("", "pemerintahan-jakpus")):
        email = f"{code}@contoh.id" if name else ""
        invite(found, by=kasman, name=name, agency=Agency.objects.get(code=code), email=email, required=True)
    send_invitations(found, by=kasman)
    found.refresh_from_db()
    return found


def until(page, condition: str) -> None:
    """Wait until an asynchronous condition is true; Playwright's own wait takes the promise for an answer."""
    done = page.evaluate(
        f"""async () => {{
            for (let tries = 0; tries < 100; tries += 1) {{
                if (await ({condition})()) return true;
                await new Promise(next => setTimeout(next, 100));
            }}
            return false;
        }}"""
    )
    assert done, condition


def ready(page) -> None:
    """The page's own worker keeps it, with what it is made of."""
    until(
        page,
        """async () => {
            const cache = await caches.open(`damai-hadir ${location.pathname}`);
            const kept = (await cache.keys()).map(each => new URL(each.url).pathname);
            const scripts = kept.filter(each => each.endsWith('.js'));
            return kept.includes(location.pathname) && kept.some(each => each.endsWith('.css')) && scripts.length >= 2;
        }""",
    )


def test_three_people_noted_without_a_line_survive_a_reload_and_are_there_once(house, open_page, called):  # noqa: F811
    address, _ = house
    page = open_page("phone", neighbours().kasman)
    page.goto(f"{address}/kerja/rakor/{called.code}/hadir/")
    ready(page)
    page.context.set_offline(True)

    page.get_by_role("button", name=re.compile("Hadir.*Sari Dewanti")).click()
    expect(page.locator("[data-offline-said]")).to_contain_text("1 belum terkirim")
    page.get_by_label("Nama yang datang dari Bagian Pemerintahan").fill("Rina")
    page.get_by_role("button", name=re.compile("Hadir.*Bagian Pemerintahan")).click()
    page.get_by_label("Nama", exact=True).fill("Hasan Basri")
    page.get_by_label("Lembaga atau organisasi").fill("FKDM")
    page.get_by_role("button", name="Catat hadir").click()
    expect(page.locator("[data-offline-said]")).to_contain_text("3 belum terkirim")
    fits(page)
    assert Attendance.objects.count() == 0

    page.reload()  # still without a line: the page comes from this device, and so do the three
    expect(page.get_by_role("heading", level=1)).to_contain_text("Daftar hadir")
    expect(page.locator("[data-offline-said]")).to_contain_text("3 belum terkirim")
    expect(page.locator("[data-offline-rows]")).to_contain_text("Hasan Basri")
    fits(page)

    open_page.complaints.clear()  # the browser says of each request that failed that it did
    page.context.set_offline(False)
    expect(page.locator("[data-offline-said]")).to_contain_text("Semua sudah terkirim", timeout=30_000)
    expect(page.locator("[data-attendance-list]")).to_contain_text("2 dari 3")
    assert sorted(each.name for each in present_at(called)) == ["Hasan Basri", "Rina", "Sari Dewanti"]
    page.reload()
    expect(page.locator(".offline")).to_be_hidden()
    assert Attendance.objects.count() == 3
    open_page.complaints.clear()


def test_the_kept_page_goes_with_the_sign_out_and_reaches_no_other_page(house, open_page, called):  # noqa: F811
    address, _ = house
    page = open_page("desk", neighbours().kasman)
    page.goto(f"{address}/kerja/rakor/{called.code}/hadir/")
    ready(page)
    kept = page.evaluate(
        """async () => { const cache = await caches.open(`damai-hadir ${location.pathname}`);
        return (await (await cache.match(location.pathname)).text()) }"""
    )
    assert "Sari Dewanti" in kept
    assert "contoh.id" not in kept
    scopes = page.evaluate(
        "async () => (await navigator.serviceWorker.getRegistrations()).map(each => new URL(each.scope).pathname)"
    )
    assert scopes == [f"/kerja/rakor/{called.code}/hadir/"]
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"{address}/kerja/rakor/{called.code}/")
    page.context.set_offline(False)
    page.goto(f"{address}/kerja/rakor/{called.code}/")
    page.locator(".who > summary").click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{address}/")
    until(page, "async () => (await caches.keys()).length === 0")
    open_page.complaints.clear()


@pytest.mark.parametrize("size", SIZES)
def test_a_guest_answers_comes_in_and_is_noted_once(house, open_page, called, size):  # noqa: F811
    address, _ = house
    path = "/undangan/" + link_of(called.invitations.get(number=1)).partition("/undangan/")[2]
    guest = open_page(size)
    guest.goto(address + path)
    fits(guest)
    guest.get_by_label("Ya, saya hadir").check()
    guest.get_by_role("button", name="Kirim jawaban").click()
    expect(guest.get_by_text("Jawaban Anda sudah kami catat")).to_be_visible()
    guest.get_by_role("button", name="Saya hadir di sini").click()
    expect(guest.get_by_text("Anda sudah tercatat hadir pukul")).to_be_visible()
    fits(guest)
    guest.goto(f"{address}/undangan/pintu/{called.door_token}/")
    fits(guest)
    guest.get_by_label("Nama", exact=True).fill("sari dewanti")
    guest.get_by_label("Lembaga atau organisasi").fill("Bawaslu Jakarta Pusat")
    guest.get_by_role("button", name="Saya hadir").click()
    expect(guest.get_by_role("heading", name="Anda sudah tercatat pukul")).to_be_visible()
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("size", SIZES)
def test_no_page_of_the_desk_has_a_barrier(house, open_page, called, size):  # noqa: F811
    address, _ = house
    page = open_page(size, neighbours().kasman)
    here = f"/kerja/rakor/{called.code}/"
    paths = ["", "ubah/", "batal/", "undangan/", "hadir/", "hadir/cetak/", "hadir/poster/"]
    addresses = [here + path for path in paths]
    addresses += [f"/kerja/rakor/rangkaian/{called.series.code}/", "/kerja/rakor/rangkaian/baru/", "/kerja/rakor/kalender/"]
    addresses += [f"/undangan/pintu/{called.door_token}/"]
    for url in addresses:
        page.goto(address + url)
        fits(page)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, f"{url}: {found.generate_report()}"
