"""Two secretaries in one item at the same time, a broken line included: the words of both are in both windows, and stay."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import expect

from damai.agencies.models import Agency
from damai.ledger.actions import ensure_log
from damai.rakor.actions import add_item, call_meeting, open_series
from damai.rakor.actions.deciding import DecisionGiven, TaskGiven, write_decision, write_task
from damai.rakor.actions.drafting import draft_agenda
from damai.rakor.actions.writing import heartbeat, open_note, save_note
from damai.rakor.models import Invitation, Meeting, Note
from tests.cast import cast, neighbours

BUILT = Path(settings.PACKAGE) / "look" / "static" / "built" / "manifest.json"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not BUILT.exists(), reason="The front end is not built (scripts/front-end build)"),
]

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}
# What a browser says of a line that the test itself cut.
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch")


@pytest.fixture
def table(live_server):
    """A meeting that is being held now, with two items, Bawaslu and the commission invited."""
    people, others = cast(), neighbours()
    ensure_log()
    convener = Agency.objects.get(code="kesbangpol-jakpus")
    series = open_series(title="Deklarasi Damai Pemilu 2024", convener=convener, by=others.kasman)
    at = now()
    meeting = call_meeting(
        series,
        title="Rapat koordinasi persiapan deklarasi damai",
        starts_at=at - timedelta(minutes=20),
        ends_at=at + timedelta(hours=2),
        venue="Ruang rapat wali kota",
        afterwards=True,
        by=others.kasman,
    )
    for title in ("Kesiapan tempat dan undangan", "Pengawasan dan penanganan hoaks"):
        add_item(meeting, title=title, by=others.kasman)
    for number, code in enumerate(["bawaslu-jakpus", "kpu-jakpus"], start=1):
        Invitation.objects.create(meeting=meeting, number=number, agency_id=code, token_hash=f"x{number}")
    Meeting.objects.update(state=Meeting.State.INVITED)
    return live_server.url, people, meeting


@pytest.fixture
def open_page(chromium, table):
    """Open browsers; at the end nothing may have been complained about, but for the line that the test cut."""
    contexts, complaints = [], []

    def opened(member, size: str = "desk"):
        context = chromium.new_context(locale="id-ID", viewport=SIZES[size])
        contexts.append(context)
        signed_in = Client()
        signed_in.force_login(member)
        for name, morsel in signed_in.cookies.items():
            context.add_cookies([{"name": name, "value": morsel.value, "url": table[0]}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [each for each in complaints if not any(known in each for known in EXPECTED)] == []


def box(page):
    """The text of the first item."""
    return page.get_by_label("Pembahasan").first


def test_two_secretaries_write_in_one_item_at_the_same_time_with_a_broken_line(table, open_page):
    address, people, meeting = table
    sari, citra = open_page(people.sari), open_page(people.citra, "phone")
    for page in (sari, citra):
        page.goto(f"{address}/kerja/rakor/{meeting.code}/notula/")
    # Both begin in the empty item, in turns too short for either to see the other.
    box(sari).click()
    box(citra).click()
    turns = zip(["Bawaslu", "membuka", "pembahasan", "tempat."], ["KPU", "membagikan", "tata", "tertib."], strict=True)
    for word_of_sari, word_of_citra in turns:
        sari.keyboard.type(f"{word_of_sari} ", delay=15)
        citra.keyboard.type(f"{word_of_citra} ", delay=15)
    for page in (sari, citra):
        for words in ("Bawaslu membuka pembahasan tempat.", "KPU membagikan tata tertib."):
            expect(box(page)).to_have_value(containing(words))
    expect(sari.locator("[data-present]").nth(1)).to_contain_text("Citra menulis di sini")

    # Citra's line breaks; both go on.
    citra.context.set_offline(True)
    box(citra).press("Control+End")
    citra.keyboard.type("\nDitulis tanpa sambungan.", delay=10)
    expect(citra.locator("[data-banner]")).to_contain_text("Tidak tersambung")
    box(sari).press("Control+Home")
    sari.keyboard.type("Rapat dibuka pukul 09.00.\n", delay=10)
    expect(sari.locator("[data-state]").nth(1)).to_have_text("Tersimpan")
    citra.context.set_offline(False)

    whole = [
        "Rapat dibuka pukul 09.00.",
        "Bawaslu membuka pembahasan tempat.",
        "KPU membagikan tata tertib.",
        "Ditulis tanpa sambungan.",
    ]
    for page in (sari, citra):
        for words in whole:
            expect(box(page)).to_have_value(containing(words))
    expect(citra.locator("[data-banner]")).to_be_hidden()
    values = [box(page).input_value() for page in (sari, citra)]
    assert values[0].rstrip() == values[1].rstrip()
    for page in (sari, citra):
        page.reload()
        for words in whole:
            assert box(page).input_value().count(words) == 1
    note = Note.objects.get(meeting=meeting, item=meeting.agenda.get(number=1))
    assert all(note.words.count(words) == 1 for words in whole)


def test_what_was_typed_without_a_line_is_there_after_the_page_was_closed(table, open_page):
    address, people, meeting = table
    sari = open_page(people.sari, "phone")
    sari.goto(f"{address}/kerja/rakor/{meeting.code}/notula/")
    sari.context.set_offline(True)
    box(sari).click()
    sari.keyboard.type("Kata yang tidak sempat terkirim.")
    expect(sari.locator("[data-banner]")).to_contain_text("Tidak tersambung")
    context = sari.context
    sari.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{address}/kerja/rakor/{meeting.code}/notula/")
    expect(again.locator("[data-told]")).to_contain_text("dipulihkan")
    expect(again.locator("[data-state]").nth(1)).to_have_text("Tersimpan")
    assert Note.objects.get(meeting=meeting, item__number=1).words == "Kata yang tidak sempat terkirim."


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_minutes_fits_and_can_be_read_by_everyone(table, open_page, size):
    address, people, meeting = table
    kasman = neighbours().kasman
    item = meeting.agenda.get(number=1)
    decision = write_decision(item, DecisionGiven(words="Tenda ditambah."), by=people.sari)
    write_task(decision, TaskGiven(words="Memesan tenda"), by=people.sari)
    draft_agenda(meeting, by=kasman)
    note = open_note(meeting, part=Note.Part.DISCUSSION, item=item, by=people.sari)
    save_note(note, base_version=0, words="Rapat berikut hari Senin", by=people.sari)
    save_note(note, base_version=1, words="Rapat berikut hari Kamis", by=people.sari)
    save_note(note, base_version=1, words="Rapat berikut hari Rabu", by=people.citra)
    heartbeat(note, by=people.citra)
    here = f"/kerja/rakor/{meeting.code}/"
    page, found = open_page(kasman, size), []
    for way in (
        "/kerja/rakor/",
        here,
        f"{here}notula/",
        f"{here}notula/final/",
        f"{here}notula/{item.pk}/riwayat/",
        f"{here}notula/{item.pk}/keputusan-baru/",
        f"{here}keputusan/1/",
        f"{here}keputusan/1/tugas/1/",
        f"{here}dokumen/undangan/",
        f"{here}dokumen/berita-acara/",
    ):
        page.goto(address + way)
        page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), way
        found += violations(page)
    assert found == []


def violations(page) -> list[str]:
    """What axe-core finds, in short, in the light and in the dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for each in Axe().run(page).response["violations"]:
            where = [f"{node['target']} {node.get('failureSummary', '')[-220:]}" for node in each["nodes"]][:3]
            found.append(f"{page.url} {scheme} {each['id']}: {where}")
    return found


def containing(words: str):
    """A pattern that finds words anywhere in a text."""
    return re.compile(re.escape(words).replace("\\ ", " "))
