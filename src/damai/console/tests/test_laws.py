"""What an operator can do to the library of rules from the command line."""

import pytest
from click.testing import CliRunner

from damai.console.laws import laws
from damai.statutes import actions, models
from damai.statutes.tests.laws import LAW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shipped():
    actions.load_library()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "uu.txt"
    path.write_text(LAW, encoding="utf-8")
    return str(path)


def type_(*words):
    return CliRunner().invoke(laws, words)


def test_an_import_shows_first_and_changes_nothing_without_being_told(file):
    told = type_("import", file, "--law", "UU 99/2030", "--title", "Contoh", "--valid-from", "2020-01-02")
    assert told.exit_code == 0, told.output
    assert "UU 99/2030 Contoh: naskah digital" in told.output and "15 new" in told.output
    assert "baris 63 tidak dipahami (unknown_place): Ayat ini tidak ada." in told.output
    assert "Pustaka tidak berubah" in told.output
    assert not models.Law.objects.filter(code="uu-99-2030").exists() and models.LawImport.objects.count() == 0


def test_an_import_is_applied_and_then_found_and_shown(file):
    told = type_(
        "import", file, "--law", "UU 99/2030", "--title", "Contoh", "--valid-from", "2020-01-02", "--apply", "--by", "M-0007"
    )
    assert "Diterapkan: 15 baru, 0 berubah, 0 dicabut." in told.output
    assert models.LawImport.objects.get().origin == "uu.txt"
    assert "UU 99/2030 Ps. 2 ayat (1) huruf d" in type_("search", "menghasut").output
    assert "a. merusak contoh;" in type_("show", "uu 99/2030 pasal 2").output
    assert "UU 99/2030" in type_("list").output


def test_searching_says_what_is_forbidden_where_and_why():
    told = type_("search", "bagi", "sembako")
    assert "UU 7/2017 Ps. 280 ayat (1) huruf j" in told.output and "cocok: sembako, bagi" in told.output
    assert "BELUM DIVERIFIKASI" in told.output
    assert type_("search", "xqzvw").output == "Error: Tidak ada yang cocok.\n"
    assert "Ps. 900 tidak ada" in type_("search", "uu 7/2017 900").output


def test_what_cannot_be_done_is_one_sentence(file, tmp_path):
    (tmp_path / "x.bin").write_bytes(bytes(range(256)) * 30)
    for words, said in (
        (("import", file), "Sebutkan peraturannya"),
        (("import", file, "--law", "Fatwa"), "bukan peraturan"),
        (("import", file, "--law", "UU 98/2030"), "belum ada dalam pustaka"),
        (("import", str(tmp_path / "x.bin"), "--law", "UU 7/2017"), "bukan teks, HTML, PDF, atau JSONL"),
        (("show", "bagi sembako"), "bukan pasal"),
        (("show", "uu-7-2017/900"), "tidak ada"),
        (("show", "uu-7-2017/222", "--on", "kemarin"), "kemarin"),
    ):
        told = type_(*words)
        assert told.exit_code == 1 and told.output.startswith("Error: ") and said in told.output, told.output


def test_a_provision_is_shown_as_it_stood_on_a_day():
    assert "dibatalkan pengadilan sejak 2 Januari 2025 (MK 62/PUU-XXII/2024)" in type_("show", "uu-7-2017/222").output
    assert "berlaku sejak 16 Agustus 2017" in type_("show", "uu-7-2017/222", "--on", "2024-02-14").output
