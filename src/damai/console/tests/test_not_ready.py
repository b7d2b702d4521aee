"""A house that is not set up is told so in one sentence, whatever was typed; a fault of ours stays a traceback."""

import os
import subprocess
import sys

import pytest

from damai.console import not_ready

WORDS = {
    "members": ["members", "list"],
    "odk": ["odk", "link", "--member", "M-0001"],
    "statutes": ["statutes", "load"],
    "holidays": ["holidays", "list", "2024"],
    "demo": ["demo", "replay"],
}


def typed(words, **settings):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DAMAI_")}
    environment |= {"PYTHONPATH": os.pathsep.join(sys.path), "DAMAI_ENV": "dev", **settings}
    return subprocess.run([sys.executable, "-m", "damai", *words], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", sorted(WORDS))
def test_a_database_that_was_never_set_up(command, tmp_path):
    said = typed(WORDS[command], DAMAI_HOME=str(tmp_path), DAMAI_DATABASE_URL=f"sqlite://{tmp_path}/kosong.sqlite3")
    assert said.returncode == 75
    assert "Jalankan `damai setup` lebih dahulu." in said.stderr
    assert "Traceback" not in said.stderr


def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "surat.txt"
    path.write_text("bukan basis data\n" * 100)
    said = typed(WORDS["members"], DAMAI_HOME=str(tmp_path), DAMAI_DATABASE_URL=f"sqlite://{path}")
    assert said.returncode == 75
    assert "bukan basis data" in said.stderr and "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("settings", "answer"),
    [
        ({"DAMAI_ENV": "production"}, "Set DAMAI_HOME"),
        ({"DAMAI_DATABASE_URL": "mysql://di/sini"}, "must begin with sqlite:// or postgresql://"),
    ],
)
def test_settings_that_are_missing_or_cannot_be_meant(settings, answer, tmp_path):
    if "DAMAI_DATABASE_URL" in settings:
        settings = {**settings, "DAMAI_HOME": str(tmp_path)}
    said = typed(WORDS["statutes"], **settings)
    assert said.returncode == 78
    assert f"Pengaturan belum lengkap: {answer}" in said.stderr or answer in said.stderr
    assert "Traceback" not in said.stderr


def test_a_fault_of_ours_is_not_hidden():
    assert not_ready(ValueError("sesuatu")) is None
