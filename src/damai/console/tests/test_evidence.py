"""`damai evidence` says clearly what is wrong with a pack, ends with a code for each case, and needs no house to check one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from damai.__main__ import main
from damai.evidence import actions
from damai.evidence.tests import story

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(tmp_path, settings):
    """A pack on disk, and the key beside it."""
    settings.FILES = tmp_path / "files"
    people = story.people()
    story.photo(people.sari)
    made = actions.make_pack(story.CASE, by=people.tuti)
    made.write_to(tmp_path / "paket.zip")
    (tmp_path / "kunci").write_text(f"{story.key()}\n")
    return tmp_path / "paket.zip"


def said(*arguments: str):
    return CliRunner().invoke(main, ["evidence", *arguments])


def test_a_whole_pack_is_said_to_be_whole(pack):
    told = said("verify", str(pack), "--key", str(pack.parent / "kunci"))
    assert told.exit_code == 0, told.output
    assert "utuh" in told.output and "P-00001" in told.output and "1 berkas asli" in told.output
    assert said("verify", str(pack)).exit_code == 0  # by the key of this house


@pytest.mark.parametrize("place", [200, -10, 30_000])
def test_a_changed_byte_ends_with_one(pack, place):
    body = bytearray(pack.read_bytes())
    body[place] ^= 1
    pack.write_bytes(body)
    told = said("verify", str(pack), "--key", story.key())
    assert told.exit_code == 1 and "TIDAK dapat dipercaya" in told.output


def test_a_cut_one_a_strange_file_and_a_strange_key(pack):
    body = pack.read_bytes()
    other = "damai.example/dev+" + story.key().partition("+")[2]
    assert said("verify", str(pack), "--key", other).exit_code == 0
    cut = pack.with_name("potong.zip")
    cut.write_bytes(body[:-100])
    told = said("verify", str(cut), "--key", story.key())
    assert told.exit_code == 1 and "terpotong" in told.output
    strange = pack.with_name("lain.zip")
    strange.write_bytes(b"bukan paket")
    told = said("verify", str(strange), "--key", story.key())
    assert told.exit_code == 3 and "bukan paket bukti" in told.output
    from damai.ledger.rules.notes import SigningKey

    stranger = str(SigningKey(name="damai.example/dev", seed=b"\x01" * 32).public)
    told = said("verify", str(pack), "--key", stranger)
    assert told.exit_code == 4 and "tidak ditandatangani dengan kunci yang Anda percaya" in told.output
    assert said("verify", str(pack), "--key", "bukan kunci").exit_code == 2
    assert said("verify", str(pack.with_name("tidak-ada.zip"))).exit_code == 2


def test_it_needs_no_house(pack):
    """Another machine: no settings, no database, no Django."""
    run = (
        "import sys; from damai.__main__ import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: assert not [name for name in sys.modules if name == 'django' or name.startswith('django.')]"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DAMAI_", "DJANGO_"))}
    clean["PYTHONPATH"] = str(Path(__file__).parents[3])
    arguments = ["evidence", "verify", str(pack), "--key", str(pack.parent / "kunci")]
    done = subprocess.run([sys.executable, "-c", run, *arguments], env=clean, capture_output=True, text=True, cwd=pack.parent)
    assert (done.returncode, "utuh" in done.stdout) == (0, True), done.stderr


def test_what_is_stored_is_checked(pack):
    told = said("check")
    assert told.exit_code == 0 and "1 bukti" in told.output and "1 berkas dibaca ulang" in told.output
    from damai.evidence.models import Custody, Exhibit

    story.replace_with_the_keys(Exhibit.objects.get(), b"lain")
    told = said("check", "--subject", story.CASE)
    assert told.exit_code == 1 and "diganti atau diubah" in told.output
    assert said("check", "--no-files").exit_code == 0
    Custody.objects.filter(number=2).delete()
    told = said("check", "--no-files")
    assert told.exit_code == 1 and "catatan ke-2 dihapus" in told.output
