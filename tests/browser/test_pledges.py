"""A declaration on its day, in a real browser: signed with a mouse and with keys, counted on the wall, read by everyone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from damai.ledger.queries import now
from damai.pledges import actions, queries
from damai.pledges.models import Participant, Signature
from damai.pledges.tests import story
from tests.browser.test_one_report import BUILT, fits, open_page, violations  # noqa: F401 -- open_page is a fixture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not BUILT.exists(), reason="The front end is not built (scripts/front-end build)"),
]
PROJECTORS = {"full-hd": {"width": 1920, "height": 1080}, "hd": {"width": 1280, "height": 720}}
ADDRESS = "/deklarasi/deklarasi-jakpus/"


@pytest.fixture
def house(live_server):
    """The address of a house with a declaration that can be signed, and everyone in it."""
    queries.forget_counts()
    found = story.people()
    return live_server.url, found


@pytest.fixture
def declaration(house):
    """Open since this morning; the first pair and three parties have signed."""
    kasman = house[1][1].kasman
    drafted = story.drafted(kasman, held_at=now())
    opened = actions.open_for_signing(
        drafted, opens_at=now() - timedelta(hours=1), closes_at=now() + timedelta(days=1), by=kasman
    )
    for row in Participant.objects.filter(ballot_number__lte=3):
        invited = actions.invite_signatory(opened, kind="participant", participant=row, office="Ketua", by=kasman)
        actions.sign_in_hall(invited.token, drawing=story.SCRIBBLE, name="Ratna Dewi")
    return opened


def seat(declaration, house, number: int = 9) -> str:
    """The address behind a QR code for a party."""
    party = Participant.objects.get(kind="party", ballot_number=number)
    invited = actions.invite_signatory(declaration, kind="participant", participant=party, by=house[1][1].kasman)
    return f"{house[0]}/deklarasi/tanda-tangan/{invited.token}/"


@pytest.mark.parametrize("projector", PROJECTORS)
def test_the_wall_counts_a_signature_within_five_seconds_and_nothing_sticks_out(house, open_page, declaration, projector):  # noqa: F811
    wall = open_page("desk")
    wall.set_viewport_size(PROJECTORS[projector])
    wall.goto(f"{house[0]}{ADDRESS}layar/")
    expect(wall.locator("[data-state]")).to_have_text("Tersambung")
    total = wall.locator('[data-number="total"]')
    expect(total).to_have_text("6")
    place = seat(declaration, house)
    actions.sign_in_hall(place.rstrip("/").rpartition("/")[2], drawing=story.SCRIBBLE, name="Yohana Siregar", office="Ketua")
    expect(total).to_have_text("7", timeout=5_000)
    expect(wall.locator("[data-signed] li").last).to_contain_text("Partai Kebangkitan Nusantara")
    sticking = wall.evaluate(
        """() => [...document.querySelectorAll('.board *')].filter((each) => {
            const box = each.getBoundingClientRect();
            return box.width && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1);
        }).map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert sticking == []
    assert wall.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == list(
        PROJECTORS[projector].values()
    )
    smallest = wall.evaluate(
        "() => Math.min(...[...document.querySelectorAll('.board__clauses li span, .board__names li')]"
        ".filter((each) => each.offsetWidth).map((each) => parseFloat(getComputedStyle(each).fontSize)))"
    )
    assert smallest >= PROJECTORS[projector]["height"] / 48, "the last row reads it"


def test_the_wall_keeps_what_it_knew_when_the_line_is_gone(house, open_page, declaration):  # noqa: F811
    wall = open_page("desk")
    wall.goto(f"{house[0]}{ADDRESS}layar/")
    expect(wall.locator("[data-state]")).to_have_text("Tersambung")
    wall.context.set_offline(True)
    expect(wall.locator("[data-state]")).to_contain_text("Tidak tersambung", timeout=10_000)
    expect(wall.locator('[data-number="total"]')).to_have_text("6")
    story.signed(story.text_of(declaration))
    wall.context.set_offline(False)
    expect(wall.locator('[data-number="total"]')).to_have_text("7", timeout=10_000)
    expect(wall.locator("[data-state]")).to_have_text("Tersambung")
    open_page.complaints[:] = [said for said in open_page.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def test_a_signature_is_drawn_with_the_mouse_and_taken_back_stroke_by_stroke(house, open_page, declaration):  # noqa: F811
    page = open_page("phone")
    page.goto(seat(declaration, house))
    field = page.locator("canvas")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box is not None

    def stroke(*points: tuple[float, float]) -> None:
        page.mouse.move(box["x"] + box["width"] * points[0][0], box["y"] + box["height"] * points[0][1])
        page.mouse.down()
        for x, y in points[1:]:
            page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y, steps=8)
        page.mouse.up()

    stroke((0.1, 0.7), (0.2, 0.2), (0.3, 0.8), (0.5, 0.3))
    stroke((0.6, 0.5), (0.9, 0.5))
    expect(page.locator(".pad__said")).to_have_text("2 goresan")
    page.get_by_role("button", name="Urungkan").click()
    expect(page.locator(".pad__said")).to_have_text("1 goresan")
    page.get_by_label("Nama lengkap penanda tangan").fill("Yohana Siregar")
    fits(page)
    page.get_by_role("button", name="Tanda tangani").click()
    page.get_by_text("Anda sudah menandatangani").wait_for()
    signature = Signature.objects.get(participant__kind="party", participant__ballot_number=9)
    assert (signature.state, signature.means) == ("signed", "drawn")
    picture = queries.as_drawn(signature)
    assert picture is not None
    assert picture.startswith(b"\x89PNG")


def test_a_signature_is_drawn_with_keys_alone(house, open_page, declaration):  # noqa: F811
    page = open_page("desk")
    page.goto(seat(declaration, house))
    page.get_by_label("Nama lengkap penanda tangan").fill("Yohana Siregar")
    page.locator("canvas").focus()
    page.keyboard.press("Space")
    for key in ["ArrowRight"] * 14 + ["ArrowUp"] * 6 + ["ArrowRight"] * 8 + ["ArrowDown"] * 8:
        page.keyboard.press(key)
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Urungkan", "nobody is caught in the field"
    page.get_by_role("button", name="Tanda tangani").click()
    page.get_by_text("Anda sudah menandatangani").wait_for()


def test_a_citizen_signs_on_a_phone_with_one_letter(house, open_page, declaration):  # noqa: F811
    page = open_page("phone")
    page.goto(f"{house[0]}{ADDRESS}")
    fits(page)
    page.get_by_role("link", name="Ikut menandatangani").first.click()
    page.get_by_label("Nama lengkap Anda").fill("Wati Lestari")
    page.get_by_label("Alamat surel").fill("wati@contoh.id")
    page.get_by_label("Saya sudah membaca naskahnya").check()
    fits(page)
    expect(page.locator("[name=jawaban]")).not_to_have_value("")
    page.wait_for_timeout(3_100)  # the form takes nothing that came faster than a person writes
    page.get_by_role("button", name="Kirim tautan").click()
    page.get_by_text("Periksa kotak surat Anda").wait_for()
    fits(page)
    page.goto(f"{house[0]}/deklarasi/konfirmasi/{story.link_in(story.letters()[-1])}/")
    page.get_by_role("button", name="Saya menandatangani").click()
    page.get_by_text("Anda sudah menandatangani").wait_for()
    with page.expect_download() as file:
        page.get_by_role("link", name="Unduh sertifikat").click()
    page.goto(f"{house[0]}/deklarasi/periksa/")
    page.set_input_files("[name=berkas]", file.value.path())
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.locator(".verdict")).to_contain_text("Asli")
    fits(page)


def test_everyone_can_read_the_pages_of_declarations(house, open_page, declaration):  # noqa: F811
    signature = story.signed(story.text_of(declaration))
    own = f"/deklarasi/milik/{queries.link_of(signature)}/"
    hall = seat(declaration, house).removeprefix(house[0])
    page, found = open_page("phone"), []
    readable = [
        "/deklarasi/",
        ADDRESS,
        f"{ADDRESS}butir/1/",
        f"{ADDRESS}warga/",
        f"{ADDRESS}tanda-tangan/",
        "/deklarasi/periksa/",
    ]
    for url in [*readable, f"/deklarasi/periksa/{signature.code}/", own, f"{own}tarik/", hall]:
        page.goto(house[0] + url)
        fits(page)
        found += violations(page)
    page.set_viewport_size(PROJECTORS["hd"])
    page.goto(f"{house[0]}{ADDRESS}layar/")
    page.wait_for_timeout(500)
    found += violations(page)
    assert not found, "\n".join(found)


def test_the_desk_of_declarations_is_read_by_everyone_who_works_there(house, open_page, declaration):  # noqa: F811
    kasman = house[1][1].kasman
    draft = actions.draft(title="Lain", occasion="x", place="y", held_at=now(), by=kasman, template=declaration, slug="lain")
    desk = f"/kerja/deklarasi/{declaration.code}/"
    page, found = open_page("desk", kasman), []
    for url in ["/kerja/deklarasi/", "/kerja/deklarasi/baru/", desk, f"{desk}penandatangan/", f"{desk}tutup/"]:
        page.goto(house[0] + url)
        fits(page)
        found += violations(page)
    for url in (f"/kerja/deklarasi/{draft.code}/naskah/", f"/kerja/deklarasi/{draft.code}/buka/"):
        page.goto(house[0] + url)
        fits(page)
        found += violations(page)
    page.goto(f"{house[0]}/kerja/deklarasi/{draft.code}/naskah/")
    page.locator("fieldset.clause").first.get_by_role("button", name="Turunkan").click()
    assert re.search(r"#butir-1$", page.url), "the page comes back where one was"
    assert not found, "\n".join(found)
