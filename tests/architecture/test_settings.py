"""The table of settings says what the code reads, all of it and nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs/operate/settings.md").read_text()
REQUIRED = re.compile(r'\benv\("([A-Z_]+)"')
OPTIONAL = re.compile(r'os\.(?:getenv\(|environ\.get\(|environ\[)"DAMAI_([A-Z_]+)"')


def rows() -> dict[str, str]:
    """Variable → what production must do about it."""
    return dict(re.findall(r"^\| `DAMAI_([A-Z_]+)` \| ([^|]+?) \|", TABLE, re.MULTILINE))


def read(pattern: re.Pattern[str]) -> set[str]:
    """The variables that the code reads in this way."""
    return {name for path in (ROOT / "src").rglob("*.py") for name in pattern.findall(path.read_text())}


def test_every_setting_is_in_the_table_and_the_table_holds_no_other():
    assert rows().keys() == read(REQUIRED) | read(OPTIONAL)


def test_the_table_says_which_are_required():
    assert {name for name, need in rows().items() if need == "required"} == read(REQUIRED)


PRODUCTION = {
    "SECRET_KEY": "a-secret-of-the-test-" * 4,
    "SEALING_KEY": "ab" * 32,
    "LEDGER_KEY": "cd" * 32,
    "LEDGER_ORIGIN": "pemilu.example.id/log",
    "CITY": "31.71",
    "ELECTION": "pemilu_2024",
    "HOSTS": "pemilu.example.id",
    "BASE_URL": "https://pemilu.example.id",
    "DATABASE_URL": "sqlite:////nowhere/damai.sqlite3",
    "MAIL_URL": "smtps://damai:secret@mail.example.id",
    "MAIL_FROM": "Damai <damai@pemilu.example.id>",
    "PROXIES": "1",
}


def in_production(tmp_path: Path, code: str, *, without: str = "") -> subprocess.CompletedProcess[str]:
    """Run code under production settings, perhaps with one of them missing."""
    given = {f"DAMAI_{name}": value for name, value in (PRODUCTION | {"HOME": str(tmp_path)}).items() if name != without}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DAMAI_", "DJANGO_"))}
    settings = {"DJANGO_SETTINGS_MODULE": "damai.settings", "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run([sys.executable, "-c", code], env=kept | settings | given, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("name", sorted([*PRODUCTION, "HOME"]))
def test_in_production_a_missing_setting_stops_the_server_with_its_name(tmp_path, name):
    run = in_production(tmp_path, "import damai.settings", without=name)
    assert run.returncode != 0
    assert f"Set DAMAI_{name}; see docs/operate/settings.md" in run.stderr


def test_in_production_the_locks_are_on(tmp_path):
    run = in_production(
        tmp_path,
        "import django; django.setup(); from django.conf import settings as s; from django.core.management import call_command;"
        "call_command('check', deploy=True, fail_level='WARNING');"
        "assert s.SECOND_FACTOR_REQUIRED and s.SESSION_COOKIE_SECURE and not s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
    )
    assert run.returncode == 0, run.stderr


def test_who_says_https_is_believed_only_behind_a_proxy_and_the_home_is_closed_to_others(tmp_path):
    code = (
        "from django.conf import settings as s; import os; os.environ['DAMAI_PROXIES'] = '{proxies}';"
        "os.environ['DAMAI_HOME'] = {home!r}; print(s.SECURE_PROXY_SSL_HEADER, oct(s.HOME.stat().st_mode & 0o777))"
    )
    alone = in_production(tmp_path, code.format(proxies=0, home=str(tmp_path / "alone")))
    behind = in_production(tmp_path, code.format(proxies=1, home=str(tmp_path / "behind")))
    assert alone.stdout == "None 0o700\n", alone.stderr
    assert behind.stdout == "('HTTP_X_FORWARDED_PROTO', 'https') 0o700\n", behind.stderr


def test_the_example_of_production_is_complete():
    assert {*PRODUCTION, "HOME"} == read(REQUIRED)


def test_production_refuses_to_forget_at_a_power_cut(tmp_path):
    def with_synchronous(value: str) -> str:
        given = dict.fromkeys(read(REQUIRED) - {*PRODUCTION, "HOME"}, value) | {"SQLITE_SYNCHRONOUS": value}
        code = f"import os; os.environ |= { ({f'DAMAI_{name}': value for name, value in given.items()}) }; import damai.settings"
        return in_production(tmp_path, code).stderr

    assert "DAMAI_SQLITE_SYNCHRONOUS=NORMAL would lose" in with_synchronous("NORMAL")
    assert "DAMAI_SQLITE_SYNCHRONOUS" not in with_synchronous("FULL")


@pytest.mark.parametrize(
    "name, value",
    [
        ("SMS_URL", "http://damai:secret@gateway.example.id/"),  # in the clear
        ("SMS_URL", "https://gateway.example.id/"),  # unsigned
        ("CHAT_URL", "http://damai:secret@gateway.example.id/"),
        ("CHAT_URL", "https://damai:short@gateway.example.id/"),  # it opens a door, too
        ("MAIL_RETURN", "Damai <kembali@pemilu.example.id>"),
        ("MAIL_RETURN", "kembali+surat@pemilu.example.id"),  # the plus and what follows are ours to write
    ],
)
def test_letters_leave_by_no_strange_way(tmp_path, name, value):
    run = in_production(tmp_path, f"import os; os.environ['DAMAI_{name}'] = {value!r}; import damai.settings")
    assert run.returncode != 0 and f"DAMAI_{name} must be" in run.stderr
    good = {"SMS_URL": "https://damai:secret@gateway.example.id/sms", "CHAT_URL": f"https://damai:{'s' * 32}@gateway.example.id/"}
    good |= {"MAIL_RETURN": "kembali@pemilu.example.id"}
    run = in_production(tmp_path, f"import os; os.environ['DAMAI_{name}'] = {good[name]!r}; import damai.settings")
    assert run.returncode == 0, run.stderr
