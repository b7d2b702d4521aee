"""`damai ledger` as an operator, an auditor and a journalist type it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from damai.console.ledger import ledger
from damai.ledger import public
from damai.ledger.actions import ensure_log, integrate
from damai.ledger.models import Entry
from damai.ledger.tests.samples import lay

SRC = Path(__file__).parents[3]


def damai(*words):
    return CliRunner().invoke(ledger, list(map(str, words)), catch_exceptions=False)


@pytest.fixture
def entries(db):
    laid = lay(300)
    integrate()
    return laid


@pytest.fixture
def copy(entries, tmp_path):
    answer = damai("export", tmp_path / "salinan", "--openings")
    assert answer.exit_code == 0 and "300 daun disalin" in answer.output
    return tmp_path / "salinan"


def test_a_copy_is_exported_and_verified(copy):
    key = damai("key").output.strip()
    answer = damai("verify", copy, "--key", key)
    assert answer.exit_code == 0
    assert "✓ Salinan ini utuh." in answer.output
    assert "Catatan damai.example/dev: 300 daun" in answer.output
    assert "fakta yang terbuka dan cocok: 300" in answer.output
    assert "belum terbukti" not in answer.output
    assert "belum terbukti siapa yang menandatangani" in damai("verify", copy).output
    assert damai("export", copy).exit_code == 1  # it never writes over a copy


def test_a_copy_without_openings_tells_nothing(entries, tmp_path):
    damai("export", tmp_path / "salinan")
    files = [path for path in (tmp_path / "salinan").rglob("*") if path.is_file()]
    assert not any(b"StoneLaid" in path.read_bytes() for path in files)
    assert damai("verify", tmp_path / "salinan").exit_code == 0


def test_a_changed_byte_is_named_in_both_languages(copy):
    path = copy / "tile/entries/000"
    content = bytearray(path.read_bytes())
    content[34 * 12 + 9] ^= 1
    path.write_bytes(content)
    answer = damai("verify", copy)
    assert answer.exit_code == 1
    assert "✗ Salinan ini TIDAK dapat dipercaya: 1 hal salah." in answer.output
    assert "daun 12 diubah (di tile/entries/000)\n    (leaf 12 was changed (in tile/entries/000))" in answer.output


def test_a_rollback_is_seen_with_a_kept_checkpoint(copy, tmp_path):
    kept = tmp_path / "simpanan"
    lay(5)
    integrate()
    damai("export", tmp_path / "baru")
    kept.write_bytes((tmp_path / "baru/checkpoint").read_bytes())
    answer = damai("verify", copy, "--checkpoint", kept)
    assert answer.exit_code == 1
    assert f"hanya 300 daun, padahal {kept} yang Anda simpan sudah menandatangani 305" in answer.output
    assert damai("verify", tmp_path / "baru", "--checkpoint", copy / "checkpoint").exit_code == 0


def test_a_wrong_key_and_no_key_are_said(copy):
    other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    answer = damai("verify", copy, "--key", other)
    assert answer.exit_code == 1 and "tidak ditandatangani dengan kunci yang dipercaya" in answer.output
    assert "bukan kunci dan bukan berkas" in damai("verify", copy, "--key", "entah").output
    assert "bukan kunci yang sah" in damai("verify", copy, "--key", "a+b+c").output
    assert damai("verify", copy, "--key", copy / "key").exit_code == 0
    (copy / "key").unlink()
    assert "berikan kunci dengan --key" in damai("verify", copy).output


def test_a_receipt_is_checked_offline(entries, tmp_path):
    key, file = damai("key").output.strip(), tmp_path / "tanda.tlog-proof"
    file.write_text(public.receipt_file(entries[41].leaf.hex(), with_opening=True))
    answer = damai("verify-receipt", file, "--key", key)
    assert answer.exit_code == 0
    assert "✓ Tanda terima ini sah." in answer.output
    assert "Daun 41 dari 300 di catatan damai.example/dev" in answer.output
    assert "oleh M-0001: Batu B-00042 diletakkan pada 2024-02-14" in answer.output
    file.write_text(public.receipt_file(entries[41].leaf.hex()))
    assert "isinya tidak disertakan" in damai("verify-receipt", file, "--key", key).output
    file.write_text(file.read_text().replace("index 41", "index 40"))
    answer = damai("verify-receipt", file, "--key", key)
    assert answer.exit_code == 1
    assert "TIDAK membuktikan apa pun: isinya tidak ada di catatan yang ditandatangani" in answer.output


def test_the_database_is_checked_and_what_waits_is_signed(entries):
    lay(3)
    assert "✓ Basis data cocok: 300 daun, 3 menunggu." in damai("check").output
    assert "3 fakta diberi tempat; checkpoint terakhir: 303 daun" in damai("sign").output
    Entry.objects.filter(index=7).update(by="M-0666")
    answer = damai("check")
    assert answer.exit_code == 1
    assert "✗ Basis data BERBEDA dari yang ditandatangani: 1 hal salah." in answer.output
    assert "kolom by di basis data diubah" in answer.output


def test_without_a_log_each_command_says_so(db, tmp_path):
    assert "Belum ada catatan" in damai("export", tmp_path / "salinan").output
    assert damai("check").exit_code == 0
    assert damai("key").output.startswith("damai.example/dev+")
    assert damai("sign").output.startswith("0 fakta")


def test_a_demo_says_that_it_is_one(db, tmp_path):
    ensure_log(is_demo=True)
    lay(1)
    integrate()
    damai("export", tmp_path / "salinan")
    assert "catatan contoh (demo), bukan catatan sungguhan" in damai("verify", tmp_path / "salinan").output


def test_verifying_needs_no_settings_no_database_and_no_django(copy):
    """As on the laptop of somebody who has only the copy and the program: no DAMAI_ variable is set."""
    script = (
        "import sys; from damai.__main__ import main\n"
        f"try: main(['ledger', 'verify', {str(copy)!r}])\n"
        "except SystemExit as end: code = end.code\n"
        "print(code, 'django' in sys.modules, 'socket' in sys.modules and 'http.client' in sys.modules)"
    )
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("DAMAI_", "DJANGO_"))}
    answer = subprocess.run(
        [sys.executable, "-c", script], env=bare | {"PYTHONPATH": str(SRC)}, capture_output=True, text=True, check=False
    )
    assert "✓ Salinan ini utuh." in answer.stdout
    assert answer.stdout.splitlines()[-1] == "0 False False"
