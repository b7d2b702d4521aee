"""Evidence in a real browser: handed in at the counter, faces hidden by keys alone, by mouse, by touch and without a script."""

import io
import zipfile
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from PIL import Image
from playwright.sync_api import expect

from damai.cases.actions import open_case
from damai.evidence.models import Custody, Derivative
from damai.evidence.rules.verifying import verify_file
from damai.evidence.tests import story
from damai.ledger.rules.notes import parse_key
from damai.triage.tests.story import confirmed
from tests.browser.test_one_report import BUILT, fits, house, open_page, violations  # noqa: F401 -- fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not BUILT.exists(), reason="The front end is not built (scripts/front-end build)"),
]


@pytest.fixture
def case(house, settings, tmp_path):  # noqa: F811
    settings.FILES = tmp_path / "files"
    people = house[1]
    return open_case(confirmed(by=people.sari), regime="PEMILU", kind="informasi_awal", by=people.sari)


@pytest.fixture
def photo(case, house):  # noqa: F811
    return story.photo(house[1].sari, story.picture(1200, 900), subject=case.code)


def at(house, case, step: str = "") -> str:  # noqa: F811
    return f"{house[0]}/kerja/perkara/{case.code}/bukti/{step}"


def made(page) -> None:
    """The copy was made, and its page has come whole."""
    expect(page.get_by_text("Salinan tersamar 1 dibuat")).to_be_visible()
    page.wait_for_load_state("networkidle")


def boxes_of() -> list[list[int]]:
    return Derivative.objects.get().boxes


def test_a_face_is_hidden_with_keys_alone(house, open_page, case, photo):  # noqa: F811
    page = open_page("desk", house[1].sari)
    page.goto(at(house, case, f"{photo.code}/samarkan/"))
    adder = page.get_by_role("button", name="Tambah kotak")
    adder.focus()
    page.keyboard.press("Enter")
    box = page.locator(".boxes__box")
    expect(box).to_be_focused()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Alt+ArrowDown")
    expect(box).to_have_attribute("aria-label", "Kotak 1: kiri 39 persen, atas 42.25 persen, lebar 13 persen, tinggi 16 persen")
    page.keyboard.press("Escape")
    expect(adder).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".boxes__box")).to_have_count(2)
    page.keyboard.press("Delete")
    expect(page.locator(".boxes__box")).to_have_count(1)
    expect(page.locator(".boxes__said")).to_have_text("Kotak 2 dihapus")
    page.get_by_role("button", name="Buat salinan tersamar").press("Enter")
    made(page)
    assert boxes_of() == [[3900, 4225, 1300, 1600]]
    page.locator(".files img").scroll_into_view_if_needed()
    page.locator(".files img").evaluate("picture => picture.decode()")


def test_a_face_is_hidden_with_a_mouse(house, open_page, case, photo):  # noqa: F811
    page = open_page("desk", house[1].sari)
    page.goto(at(house, case, f"{photo.code}/samarkan/"))
    frame = page.locator("[data-boxes-stage]").bounding_box()

    def to(x: float, y: float) -> tuple[float, float]:
        return frame["x"] + frame["width"] * x, frame["y"] + frame["height"] * y

    page.mouse.move(*to(0.25, 0.25))
    page.mouse.down()
    page.mouse.move(*to(0.4, 0.4), steps=4)
    page.mouse.move(*to(0.5, 0.5), steps=4)
    page.mouse.up()
    expect(page.locator(".boxes__box")).to_have_count(1)
    page.mouse.move(*to(0.3, 0.3))
    page.mouse.down()
    page.mouse.move(*to(0.4, 0.3), steps=4)
    page.mouse.up()
    page.get_by_role("button", name="Buat salinan tersamar").click()
    made(page)
    (left, top, width, height) = boxes_of()[0]
    assert abs(left - 3500) < 80 and abs(top - 2500) < 80 and abs(width - 2500) < 80 and abs(height - 2500) < 80


def test_a_face_is_hidden_with_a_tap_on_a_phone_and_everything_fits(house, open_page, case, photo):  # noqa: F811
    page = open_page("phone", house[1].sari, has_touch=True)
    page.goto(at(house, case, f"{photo.code}/samarkan/"))
    fits(page)
    stage = page.locator("[data-boxes-stage]")
    stage.scroll_into_view_if_needed()
    frame = stage.bounding_box()
    page.touchscreen.tap(frame["x"] + frame["width"] * 0.4, frame["y"] + frame["height"] * 0.4)
    expect(page.locator(".boxes__box")).to_have_count(1)
    page.get_by_role("button", name="Buat salinan tersamar").tap()
    made(page)
    fits(page)


def test_a_face_is_hidden_without_a_script(house, open_page, case, photo):  # noqa: F811
    page = open_page("phone", house[1].sari, java_script_enabled=False)
    page.goto(at(house, case, f"{photo.code}/samarkan/"))
    for side, value in (("Kiri", "25"), ("Atas", "25"), ("Lebar", "25,5"), ("Tinggi", "25")):
        page.get_by_label(f"{side} 1").fill(value)
    page.get_by_role("button", name="Lihat pratinjau").click()
    expect(page.get_by_role("heading", name="Pratinjau")).to_be_visible()
    page.get_by_role("button", name="Buat salinan tersamar").click()
    made(page)
    assert boxes_of() == [[2500, 2500, 2550, 2500]]


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_handed_in_lent_and_looked_at_and_every_page_can_be_used_by_everyone(house, open_page, case, photo, size):  # noqa: F811
    story.envelope_found(house[1].sari, subject=case.code)
    page = open_page(size, house[1].sari)
    for step in ("", "tambah/", f"{photo.code}/", f"{photo.code}/samarkan/"):
        page.goto(at(house, case, step))
        fits(page)
        assert violations(page) == [], step
    page.goto(at(house, case, "tambah/"))
    page.get_by_label("Judul").first.fill("Foto spanduk")
    page.set_input_files("[name=berkas]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": story.picture(300, 200)})
    page.get_by_role("button", name="Simpan bukti").click()
    expect(page.get_by_text("Sidik jarinya tercatat di buku besar")).to_be_visible()
    fits(page)
    with page.expect_download() as file:
        page.get_by_role("button", name="Unduh asli (dicatat)").click()
    assert Path(file.value.path()).read_bytes() == story.picture(300, 200)
    assert Custody.objects.filter(action="copied").count() == 1


def test_a_lead_takes_a_pack_through_a_real_server(house, open_page, case, photo, monkeypatch):  # noqa: F811
    Authenticator.objects.create(user=house[1].tuti, type=Authenticator.Type.TOTP, data={})
    monkeypatch.setattr("damai.workspace.cases.proof.packing.proven_recently", lambda *_: True)  # its own test is elsewhere
    page = open_page("desk", house[1].tuti)
    page.goto(at(house, case, "paket/"))
    assert violations(page) == []
    page.get_by_label("Saya membawa berkas asli").check()
    with page.expect_download() as file:
        page.get_by_role("button", name="Tanda tangani dan unduh").click()
    body = Path(file.value.path()).read_bytes()
    assert verify_file(io.BytesIO(body), [parse_key(story.key())]).good
    with zipfile.ZipFile(io.BytesIO(body)) as opened:
        assert Image.open(io.BytesIO(opened.read(f"asli/{photo.code}.jpg"))).size == (1200, 900)
