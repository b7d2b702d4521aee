"""Promises in a real browser, without a script: shown, sent back, accepted; alleged, and answered by the party."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from damai.commitments import actions
from damai.commitments.models import Evidence
from damai.commitments.tests.table import clause, decision, item, people
from damai.intake.tests.deliveries import photo
from damai.ledger.queries import now
from damai.pledges.actions import load_participants
from damai.triage.tests.story import confirmed

BUILT = Path(settings.PACKAGE) / "look" / "static" / "built" / "manifest.json"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not BUILT.exists(), reason="The front end is not built (scripts/front-end build)"),
]
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}
WHAT = "Akun kampanye memuat kabar bohong tentang jadwal pemungutan suara."


@pytest.fixture
def house(live_server):
    """The address, the people, an item that is due soon, and a clause."""
    load_participants("pemilu_2024")
    who, today = people(), now().date()
    due = today.replace(year=today.year + 1)
    row = item(decision(due_on=due), due_on=due)
    return live_server.url, who, row, clause(due_on=due)


def is_wrong(said) -> bool:
    """Whether the browser complains; that a form has to be mended (422) is our own answer."""
    return said.type == "error" and "422" not in said.text


@pytest.fixture
def open_page(chromium, house):
    """Browsers without scripts; at the end nothing may have been complained about."""
    contexts, complaints = [], []

    def opened(size: str, member=None, *, script: bool = False):
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


def two_reports(who) -> list[str]:
    """Two confirmed reports, from people without an account."""
    told = ("Amplop dibagikan di RW 03", "Uang dibagikan di RW 03")
    return [confirmed(by=who.sari, text=words, happened_on=None, known_on=None).code for words in told]


@pytest.mark.parametrize("size", SIZES)
def test_evidence_goes_to_another_agency_and_back(house, open_page, size, tmp_path):
    address, who, row, _ = house
    picture = tmp_path / "foto kegiatan.jpg"
    picture.write_bytes(photo(320, 200))
    citra = open_page(size, who.citra)
    citra.goto(f"{address}/kerja/")
    citra.get_by_role("link", name=row.code).click()
    citra.get_by_label("Apa yang ditunjukkan bukti ini").fill("Foto kegiatan di kelurahan")
    citra.get_by_label("Berkas").set_input_files(picture)
    citra.get_by_role("button", name="Kirim bukti").click()
    citra.get_by_text("Bukti dikirim.").wait_for()
    kasman = open_page(size, who.kasman)
    kasman.goto(f"{address}/kerja/")
    kasman.get_by_role("link", name=row.code).click()
    kasman.get_by_role("img", name="Foto kegiatan di kelurahan").wait_for()
    kasman.get_by_text("Kembalikan dengan alasan").click()
    kasman.get_by_label("Apa yang masih kurang").fill("Baru satu kelurahan")
    kasman.get_by_role("button", name="Kembalikan bukti").click()
    citra.reload()
    citra.get_by_text("Baru satu kelurahan").wait_for()
    citra.get_by_label("Apa yang ditunjukkan bukti ini").fill("Foto semua kelurahan")
    citra.get_by_label("Tautan").fill("https://contoh.go.id/foto")
    citra.get_by_role("button", name="Kirim bukti").click()
    kasman.reload()
    kasman.get_by_role("button", name="Terima bukti").click()
    kasman.get_by_text("Bukti diterima: selesai.").wait_for()
    row.refresh_from_db()
    assert (row.state, Evidence.objects.count()) == ("done", 2)


@pytest.mark.parametrize("size", SIZES)
def test_a_party_answers_beside_what_is_alleged(house, open_page, size):
    address, who, _, promise = house
    reports = [
        confirmed(by=who.sari, text=f"{words} di RW 03", happened_on=None, known_on=None).code for words in ("Amplop", "Uang")
    ]
    sari = open_page(size, who.sari)
    sari.goto(f"{address}/kerja/komitmen/{promise.code}/dugaan/")
    sari.get_by_label("Pihak yang bersangkutan").select_option("p:pemilu_2024/party/03")
    sari.get_by_label("Apa yang terjadi").fill("Mereka curang sejak pagi di semua tempat.")
    sari.get_by_label("Tanggal kejadian").fill(now().date().isoformat())
    sari.get_by_label("Laporan yang mendasarinya").fill(" ".join(reports))
    sari.get_by_label("Saya sudah memeriksa").check()
    sari.get_by_role("button", name="Catat dugaan").click()
    sari.get_by_text("Kata-kata ini menilai: curang.").first.wait_for()
    sari.get_by_label("Apa yang terjadi").fill(WHAT)
    sari.get_by_role("button", name="Catat dugaan").click()
    link = sari.locator(".receipt").inner_text()
    party = open_page(size)
    party.goto(link)
    party.get_by_label("Anda menjawab sebagai").fill("Sekretaris DPC")
    party.get_by_label("Tanggapan", exact=True).fill("Akun itu bukan milik kami.")
    party.get_by_label("Saya tahu bahwa tanggapan ini").check()
    party.get_by_role("button", name="Kirim tanggapan").click()
    party.get_by_text("Tanggapan Anda tercatat").wait_for()
    everyone = open_page(size)
    everyone.goto(f"{address}/janji/")
    everyone.get_by_text("Akun itu bukan milik kami.").wait_for()
    everyone.get_by_text("Diduga dilanggar").first.wait_for()


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_are_accessible_and_fit(house, open_page, size):
    address, who, row, promise = house
    reports = [
        confirmed(by=who.sari, text=f"{words} di RW 03", happened_on=None, known_on=None).code for words in ("Amplop", "Uang")
    ]
    found = actions.allege_breach(
        promise,
        participant="pemilu_2024/party/03",
        what=WHAT,
        happened_on=now().date(),
        reports=reports,
        independent=True,
        by=who.sari,
    )
    desk = open_page(size, who.tuti, script=True)
    guest = open_page(size, script=True)
    below = ("", "cetak/", f"{promise.code}/", f"{row.code}/", f"{promise.code}/dugaan/")
    places = [(desk, f"/kerja/komitmen/{each}") for each in below]
    for page, path in [*places, (guest, "/janji/"), (guest, found.path), (desk, "/kerja/")]:
        page.goto(f"{address}{path}")
        wrong = Axe().run(page).response["violations"]
        assert [each["id"] for each in wrong if each["impact"] in ("serious", "critical")] == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
