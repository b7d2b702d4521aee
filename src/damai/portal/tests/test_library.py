"""Anyone finds what is forbidden in their own words, reads each provision as it stood on a day, and learns what is not sure."""

import pytest
from django.test import Client

from damai.statutes import actions, queries
from damai.statutes.rules import library
from damai.statutes.tests.laws import AMENDING, LAW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def laws():
    actions.load_library()


def page(address: str, *, status: int = 200, language: str = "id") -> str:
    client = Client()
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == status, response.content[:400]
    return response.content.decode()


def take(text: str, law: str) -> None:
    actions.apply_import(actions.read_law(text.encode(), law=law, origin="jdih.contoh.id", by="M-0001"), by="M-0001")


@pytest.fixture
def contoh():
    actions.add_law("UU", 99, 2019, title="Contoh", in_force_on=library_day(2019), by="M-0001")
    take(LAW, "uu-99-2019")
    actions.add_law("UU", 5, 2020, title="Perubahan", in_force_on=library_day(2020), amends="uu-99-2019", by="M-0001")
    take(AMENDING, "uu-5-2020")


def library_day(year: int):
    from datetime import date

    return date(year, 6, 1)


def test_everyday_words_lead_to_what_is_forbidden_and_to_reporting_it():
    html = page("/hukum/?q=bagi+sembako")
    assert html.index("Memberi atau menjanjikan uang dan barang saat kampanye") < html.index("UU 7/2017 Ps. 280 ayat (1) huruf j")
    assert "Cocok: sembako, bagi" in html and 'href="/lapor/"' in html
    assert "belum diverifikasi" in html  # Pilkada's entry is on the page as well


def test_a_number_leads_to_its_provision_and_a_wrong_one_to_the_nearest():
    assert "/hukum/uu-7-2017/523/2/" in page("/hukum/?q=ps+523(2)")
    html = page("/hukum/?q=uu+7/2017+pasal+900")
    assert "UU 7/2017 Ps. 900 tidak ada" in html and "Mungkin yang Anda maksud" in html


def test_what_is_typed_comes_back_as_words_and_never_as_a_page():
    html = page("/hukum/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html and "&lt;script&gt;alert(1)" in html
    for odd in ("%00", "%F0%9F%99%8F", "a" * 5000, "%27%20OR%201=1", "\\", "%25"):
        page(f"/hukum/?q={odd}")


def test_the_catalogue_is_one_page_by_subject_within_its_budget():
    html = page("/hukum/larangan/")
    assert html.count('class="item"') == len(library.catalogue())
    assert len(html) < 50_000
    for words in queries.SUBJECTS.values():
        assert str(words) in html


def test_an_entry_says_what_who_when_and_how_sure_we_are():
    html = page("/hukum/larangan/politik-uang-masa-tenang/")
    assert "penjara paling lama 4 tahun dan denda paling banyak Rp48.000.000" in html
    assert "masa tenang" in html and "Yang harus terbukti" in html and "Belum diverifikasi" not in html
    html = page("/hukum/larangan/pilkada-politik-uang/")
    assert "Belum diverifikasi" in html and "paling singkat 3 tahun" in html
    page("/hukum/larangan/tidak-ada/", status=404)


def test_english_pages_say_the_catalogue_in_english():
    html = page("/hukum/larangan/kampanye-tempat-ibadah/", language="en")
    assert "Campaigning in a place of worship" in html and "Worshipping or attending without campaigning" in html
    assert "Campaigning in a place of worship" in page("/hukum/?q=campaigning+in+a+mosque", language="en")
    assert "Places of worship are forbidden without exception" in page("/hukum/uu-7-2017/280/1/h/", language="en")


def test_every_entry_and_every_article_it_rests_on_has_a_page():
    for offence in library.catalogue():
        page(f"/hukum/larangan/{offence.id}/")
        for article in offence.articles:
            page(f"/hukum/{article}/")


def test_an_article_is_shown_whole_with_its_versions_source_and_explanation(contoh):
    html = page("/hukum/uu-99-2019/2/1/a/")
    assert "merusak atau menghilangkan contoh" in html and "merusak contoh;" not in html
    assert "Menghilangkan termasuk menyembunyikan." in html
    assert "UU 5/2020" in html and "jdih.contoh.id" in html and "uu-99-2019/2/1/a" in html
    before = page("/hukum/uu-99-2019/2/1/a/?pada=2019-07-01")
    assert "merusak contoh;" in before and "menghilangkan" not in before
    gone = page("/hukum/uu-99-2019/2/1/c/")
    assert "dicabut" in gone and "Dicabut: UU 5/2020" in gone
    assert "Belum berlaku" not in page("/hukum/uu-99-2019/3B/") and "belum berlaku" in page(
        "/hukum/uu-99-2019/3B/?pada=2019-07-01"
    )


def test_what_a_court_took_away_is_said_so():
    html = page("/hukum/uu-7-2017/222/")
    assert "dibatalkan pengadilan" in html and "MK 62/PUU-XXII/2024" in html and "belum diverifikasi" in html
    assert "dibatalkan pengadilan" not in page("/hukum/uu-7-2017/222/?pada=2024-02-14").split("Riwayat")[0]


def test_a_noisy_scan_is_found_and_never_shown():
    noise = "Pasal 7\n" + "Setiap gajah trmpng wjb dldrkn pcrrhf xzkwq mjklr hrgdf wrtzk trkwl pqrst ghtrf.\n" * 3
    take(noise, "uu-7-2017")
    html = page("/hukum/?q=gajah")
    assert "/hukum/uu-7-2017/7/" in html and "trmpng" not in html and "dipakai untuk mencari saja" in html
    html = page("/hukum/uu-7-2017/7/")
    assert "gajah" not in html and "hanya dipakai untuk mencari" in html


def test_what_does_not_exist_is_said_with_the_nearest_and_a_search():
    html = page("/hukum/uu-7-2017/900/", status=404)
    assert "UU 7/2017 Ps. 900 tidak ada" in html and 'name="q"' in html
    assert "tidak ada dalam pustaka" in page("/hukum/uu-9-1900/1/", status=404)
    assert "tidak ada dalam pustaka" in page("/hukum/uu-9-1900/", status=404)
    for nonsense in ("/hukum/uu-7-2017/x/", "/hukum/uu-7-2017/1//2/", "/hukum/uu-7-2017/280/1/j/k/l/m/n/o/p/q/r/s/t/u/v/"):
        page(nonsense, status=404)
    assert "Tanggal tidak dikenali" in page("/hukum/uu-7-2017/222/?pada=kemarin")
    assert "di luar jangkauan" in page("/hukum/uu-7-2017/222/?pada=0001-01-01")


def test_a_law_shows_its_articles_and_what_rests_on_it(contoh):
    html = page("/hukum/uu-99-2019/")
    assert "/hukum/uu-99-2019/3A/" in html and "BAB II LARANGAN" in html
    assert "Memberi atau menjanjikan uang" in page("/hukum/uu-7-2017/")
    assert "Mengubah" in page("/hukum/uu-5-2020/")


def test_a_citizen_finds_the_law_from_the_first_page_and_from_every_foot():
    html = page("/")
    assert html.count('href="/hukum/"') == 2
    assert 'href="/hukum/"' in page("/tentang/")
