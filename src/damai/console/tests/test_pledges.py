"""`damai pledge verify`: anyone, anywhere, with the file and the key."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from damai.__main__ import main
from damai.ledger.actions import ensure_log
from damai.ledger.rules.notes import SigningKey
from damai.pledges.queries.keys import house_key
from damai.pledges.rules.certificate import put_signature
from damai.pledges.tests.test_certificate import CLAIM, HOUSE, IMPOSTOR, OTHER, made

ROOT = Path(__file__).parents[4]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "sertifikat.pdf"
    path.write_bytes(put_signature(made(), HOUSE))
    return path


def verify(file, *more):
    return CliRunner().invoke(main, ["pledge", "verify", str(file), *more])


def test_a_genuine_certificate_is_said_to_be_and_about_what(file):
    done = verify(file, "--key", str(HOUSE.public))
    assert done.exit_code == 0, done.output
    for told in ("asli dan tidak diubah", "S-7K3MQ-9XD2P", "D-00004 versi 1", HOUSE.name, "hanya terlihat di portal"):
        assert told in done.output


def test_it_needs_no_server_no_database_and_no_django(file):
    alone = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "DAMAI_ENV": "production"}
    command = ["pledge", "verify", str(file), "--key", str(HOUSE.public)]
    code = f"import sys, damai.__main__ as it; it.main({command!r}, standalone_mode=False); assert 'django' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], env=alone, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    bare = subprocess.run(
        [sys.executable, "-m", "damai", "pledge", "verify", str(file)], env=alone, capture_output=True, text=True, timeout=60
    )
    assert bare.returncode == 1
    assert "--key" in bare.stderr


@pytest.mark.parametrize(
    ("forge", "words"),
    [
        (lambda body: body[:-1000], "terpotong"),
        (lambda body: body + b" ", "ditambahkan di belakang"),
        (lambda body: body.replace(b"/Type", b"/type", 1), "diubah setelah dikeluarkan"),
        (lambda body: body.replace(b"version=1", b"version=2", 1), "lebih dari satu tanda"),
        (lambda _: put_signature(made(), IMPOSTOR), "tidak ditandatangani dengan kunci"),
        (lambda _: b"%PDF-1.7\n%%EOF", "bukan sertifikat"),
        (lambda _: b"", "bukan sertifikat"),
    ],
)
def test_a_forged_one_fails_and_says_how(file, forge, words):
    file.write_bytes(forge(file.read_bytes()))
    done = verify(file, "--key", str(HOUSE.public))
    assert done.exit_code == 1
    assert "TIDAK dapat dipercaya" in done.output
    assert words in done.output


def test_another_house_is_not_this_one_and_a_demo_says_so(file, tmp_path):
    keys = tmp_path / "kunci.txt"
    keys.write_text(f"{OTHER.public}\n")
    assert verify(file, "--key", str(keys)).exit_code == 1
    keys.write_text(f"{OTHER.public}\n{HOUSE.public}\n")
    assert verify(file, "--key", str(keys)).exit_code == 0
    demo = SigningKey("damai.example/dev/demo", b"d" * 32)
    file.write_bytes(put_signature(made(replace(CLAIM, origin=demo.name)), demo))
    assert "contoh (demo)" in verify(file, "--key", str(demo.public)).output


@pytest.mark.django_db
def test_without_a_key_this_house_vouches_for_its_own(file):
    assert verify(file).exit_code == 1  # signed by a key of the test's own
    ensure_log()
    file.write_bytes(put_signature(made(replace(CLAIM, origin=house_key().name)), house_key()))
    done = verify(file)
    assert done.exit_code == 0, done.output
