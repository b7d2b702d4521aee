"""Which staff pages open for whom: every role at every address; where it does not open, the page does not exist."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import cast

from damai.agencies.models import Agency
from damai.cases.actions import open_case
from damai.statutes.actions import load_statutes
from damai.triage.actions import offer
from damai.triage.tests.story import confirmed, report

pytestmark = pytest.mark.django_db

EVERYONE = {"sari", "tuti", "budi", "citra", "komar", "polan", "dewi", "oki"}
SUPERVISORS = {"sari", "tuti", "budi"}

# address: who may open it. {new} waits in the inbox of Jakarta Pusat, {done} is confirmed and has the case {case}.
READ = {
    "/kerja/": EVERYONE,
    "/kerja/laporan/": EVERYONE,
    "/kerja/laporan/?meja=inbox&keadaan=new": EVERYONE,
    "/kerja/masuk/": SUPERVISORS,
    "/kerja/perkara/": SUPERVISORS,
    "/kerja/perkara/?batas=lewat": SUPERVISORS,
    "/kerja/akses/": {"tuti"},
    "/kerja/laporan/{new}/": {"sari", "tuti"},
    "/kerja/laporan/{done}/": {"sari", "tuti"},
    "/kerja/perkara/{case}/": {"sari", "tuti"},
    "/kerja/laporan/L-99999/": set(),
    "/kerja/perkara/P-99999/": set(),
    "/kerja/laporan/{new}/gambar/W-000001/1/": set(),
    "/kerja/laporan/{new}/berkas/W-000001/1/": set(),
}
# address: who may press the button; whoever may gets a page or a way back, never "not found".
WRITE = {
    "/kerja/masuk/ambil/": SUPERVISORS,
    "/kerja/masuk/kembalikan/": SUPERVISORS,
    "/kerja/laporan/{new}/pegang/": {"sari", "tuti"},
    "/kerja/laporan/{new}/tetapkan/": {"sari", "tuti"},
    "/kerja/laporan/{new}/kesampingkan/": {"sari", "tuti"},
    "/kerja/laporan/{new}/buka-kembali/": {"sari", "tuti"},
    "/kerja/laporan/{new}/kontak/": {"sari", "tuti"},
    "/kerja/laporan/{new}/tanya/": {"sari", "tuti"},
    "/kerja/laporan/{done}/tawarkan/": {"sari", "tuti"},
    "/kerja/laporan/{done}/jawab/": {"sari", "tuti"},
    "/kerja/laporan/{done}/perkara/": {"sari", "tuti"},
    "/kerja/laporan/{done}/pisah/": {"sari", "tuti"},
    "/kerja/laporan/{done}/gabung/": set(),  # into a report that does not exist
    "/kerja/laporan/{done}/bukan-sama/": set(),
    "/kerja/perkara/{case}/langkah/": set(),  # to no state at all
}


@pytest.fixture
def house():
    """The cast, a report that waits and one with a case, and the addresses' codes."""
    people = cast()
    load_statutes()
    waiting = report()
    done = confirmed(by=people.sari)
    case = open_case(done, regime="PEMILU", kind="informasi_awal", by=people.sari)
    return people, {"new": waiting.code, "done": done.code, "case": case.code}


def statuses(house, address: str, method: str) -> dict[str, int]:
    people, codes = house
    found = {}
    for name in sorted(EVERYONE):
        browser = Client()
        browser.force_login(getattr(people, name))
        found[name] = getattr(browser, method)(address.format(**codes)).status_code
    return found


@pytest.mark.parametrize("address", READ)
def test_who_reads(house, address):
    assert statuses(house, address, "get") == {name: 200 if name in READ[address] else 404 for name in EVERYONE}


@pytest.mark.parametrize("address", WRITE)
def test_who_presses(house, address):
    found = statuses(house, address, "post")
    assert {name for name, status in found.items() if status != 404} == WRITE[address], found
    assert set(found.values()) <= {200, 302, 404, 422}


@pytest.mark.parametrize("address", [*READ, *WRITE])
def test_a_stranger_is_asked_to_sign_in_and_buttons_take_no_get(house, address):
    _, codes = house
    url = address.format(**codes)
    for method in ("get", "post"):
        answer = getattr(Client(), method)(url)
        assert (answer.status_code, answer["Location"].startswith(reverse("account_login"))) == (302, True)
    if address in WRITE:
        browser = Client()
        browser.force_login(house[0].sari)
        assert browser.get(url).status_code == 405


def test_the_navigation_shows_only_desks_that_open(house):
    people, _ = house
    shown = {}
    for name in ("sari", "tuti", "komar", "dewi"):
        browser = Client()
        browser.force_login(getattr(people, name))
        page = browser.get("/kerja/").content.decode()
        nav = page[page.index('class="who__places"') : page.index("</nav>", page.index('class="work__places"'))]
        assert nav.count("<li><a", nav.index('class="work__places"')) <= 5  # they share the lower edge of a phone
        shown[name] = [url for url in ("/kerja/masuk/", "/kerja/perkara/", "/kerja/akses/") if f'href="{url}"' in nav]
        for url in shown[name]:
            assert browser.get(url).status_code == 200
    assert shown == {
        "sari": ["/kerja/masuk/", "/kerja/perkara/"],
        "tuti": ["/kerja/masuk/", "/kerja/perkara/", "/kerja/akses/"],
        "komar": [],
        "dewi": [],
    }


def links_in(page: str) -> set[str]:
    """Where a staff page leads to."""
    return {unescape(url) for url in re.findall(r'href="(/kerja/[^"#]*)"', page)}


@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_no_way_that_is_shown_leads_to_nothing(house, name):
    people, _ = house
    claim = confirmed(by=people.sari, kind="claim", category="hoax_election", text="Kabar bohong di grup")
    offer(claim, to_agency=Agency.objects.get(code="kominfotik-jakpus"), by=people.sari)
    browser = Client()
    browser.force_login(getattr(people, name))
    ways, walked = {"/kerja/"}, set()
    while ways - walked:
        url = sorted(ways - walked)[0]
        walked.add(url)
        answer = browser.get(url)
        assert answer.status_code == 200, url
        ways |= links_in(answer.content.decode()) if answer["Content-Type"].startswith("text/html") else set()
    if name == "komar":
        assert f"/kerja/laporan/{claim.code}/" in walked
