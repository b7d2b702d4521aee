"""What operators type about agencies and members."""

import re

import pytest
from click.testing import CliRunner
from tests.cast import cast, places

from damai.__main__ import main
from damai.agencies import queries
from damai.agencies.models import Agency, Member

pytestmark = pytest.mark.django_db


def damai(*words: str, typed: str | None = None, fails: bool = False) -> str:
    """Type a command and return what it prints."""
    result = CliRunner().invoke(main, [*words], input=typed)
    assert (result.exit_code != 0) is fails, result.output
    assert "Traceback" not in result.output
    return result.output


def test_a_new_house_gets_its_first_agency_and_members():
    places()
    damai("agencies", "add", "bawaslu-jakpus", "--name", "Bawaslu Jakarta Pusat", "--kind", "supervisor", "--area", "31.71")
    assert "Bawaslu Jakarta Pusat" in damai("agencies", "list")
    said = damai(
        "members",
        "add",
        "rini",
        "--name",
        "Rini Wulandari",
        "--email",
        "rini@contoh.id",
        "--role",
        "officer",
        "--agency",
        "bawaslu-jakpus",
    )
    rini = Member.objects.get(username="rini")
    assert "M-0001" in said and rini.must_change_password
    assert rini.check_password(re.search(r": (\S+)$", said.strip()).group(1))
    assert queries.scope_of(rini).roles == {"officer"}
    assert "M-0001   rini" in damai("members", "list", "--agency", "bawaslu-jakpus")
    damai(
        "members",
        "appoint",
        "rini",
        "--role",
        "lead",
        "--agency",
        "bawaslu-jakpus",
        "--area",
        "31.71.01",
        "--until",
        "2099-12-31",
    )
    assert queries.scope_of(rini).roles == {"officer", "lead"}
    damai("members", "end", "M-0001", "--role", "officer")
    assert queries.scope_of(rini).roles == {"lead"}
    damai("members", "close", "rini", "--yes")
    assert "ditutup" in damai("members", "list")


def test_an_invitation_or_a_typed_password():
    cast()
    said = damai("members", "add", "baru", "--name", "Baru", "--invite")
    assert re.search(r"http://127\.0\.0\.1:8000/akun/password/reset/key/\w+-\w+-\w+/", said)
    assert not Member.objects.get(username="baru").has_usable_password()
    typed = "perahu-kertas-biru-42\n"
    damai("members", "add", "lain", "--name", "Lain", "--ask-password", typed=typed * 2)
    assert Member.objects.get(username="lain").check_password(typed.strip())
    assert "mudah ditebak" in damai("members", "password", "lain", "--ask-password", typed="Bawaslu-Jakarta-1\n" * 2, fails=True)
    assert "Kata sandi sementara" in damai("members", "password", "lain")
    assert "dihapus" in damai("members", "reset-factor", "sari", typed="y\n")
    assert "0 hitungan" in damai("members", "unlock", "sari")


@pytest.mark.parametrize(
    "words, because",
    [
        (["members", "add", "SARI", "--name", "Sari"], "sudah dipakai"),
        (["members", "add", "a@b.id", "--name", "Sari"], "tidak boleh memuat @"),
        (["members", "add", "baru", "--name", "Baru", "--role", "lead"], "disebut bersama"),
        (["members", "add", "baru", "--name", "Baru", "--role", "lead", "--agency", "tidak-ada"], "Tidak ada lembaga"),
        (["members", "appoint", "M-9999", "--role", "lead", "--agency", "kpu-jakpus"], "Tidak ada anggota"),
        (["members", "appoint", "sari", "--role", "lead", "--agency", "kpu-jakpus", "--area", "99"], "Tidak ada wilayah"),
        (["members", "appoint", "sari", "--role", "lead", "--agency", "kpu-jakpus", "--until", "2001-01-01"], "sebelum tanggal"),
        (["members", "end", "sari", "--agency", "kpu-jakpus"], "Tidak ada penugasan"),
        (["agencies", "add", "kpu-jakpus", "--name", "KPU", "--kind", "commission", "--area", "31.71"], "sudah dipakai"),
        (["agencies", "add", "Bukan Kode", "--name", "KPU", "--kind", "commission", "--area", "31.71"], "slug"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_changes_nothing(words, because):
    cast()
    assert because in damai(*words, fails=True)
    assert (Member.objects.count(), Agency.objects.count()) == (8, 5)


@pytest.mark.parametrize("group", ["members", "agencies"])
def test_help_is_there_without_a_database(group):
    assert "Tambah" in damai(group, "--help")
