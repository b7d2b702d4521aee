"""`damai demo reset` throws away a story, and never anything else."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]


def damai(home: Path, *arguments: str, database: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Damai in a folder of its own, perhaps with the database in another place."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DAMAI_")}
    given = {"DAMAI_ENV": "dev", "DAMAI_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **more}
    if database is not None:
        given["DAMAI_DATABASE_URL"] = f"sqlite://{database}"
    return subprocess.run([sys.executable, *arguments], env=kept | given, capture_output=True, text=True, timeout=120)


BEGIN = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from damai.ledger.actions import ensure_log
ensure_log(is_demo={demo})
"""


def begun(home: Path, database: Path, *, demo: bool) -> Path:
    """A database with a log."""
    run = damai(home, "-c", BEGIN.format(demo=demo), database=database, DJANGO_SETTINGS_MODULE="damai.settings")
    assert run.returncode == 0, run.stderr
    return database


def test_reset_throws_away_the_demo_it_asked_and_leaves_what_is_real(tmp_path):
    real = begun(tmp_path, tmp_path / "damai.sqlite3", demo=False)
    story = begun(tmp_path, tmp_path / "cerita.sqlite3", demo=True)
    (tmp_path / "files").mkdir()
    refused = damai(tmp_path, "-m", "damai", "demo", "reset", "--yes", database=real)
    assert refused.returncode != 0
    assert "bukan data demo" in refused.stderr
    assert (tmp_path / "files").is_dir()
    broken = tmp_path / "rusak.sqlite3"
    broken.write_bytes(b"SQLite format 3\x00 and then a disk that went wrong" * 40)
    assert damai(tmp_path, "-m", "damai", "demo", "reset", "--yes", database=broken).returncode != 0
    done = damai(tmp_path, "-m", "damai", "demo", "reset", "--yes", database=story)
    assert done.returncode == 0, done.stderr
    assert (real.exists(), broken.exists(), story.exists()) == (True, True, False)
