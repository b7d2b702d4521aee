"""What operators, and mail servers, type about letters."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, OperationalError, ProgrammingError

from damai.__main__ import main
from damai.chores.actions import real_now
from damai.console import no_database
from damai.outbox import actions, queries
from damai.outbox.models import Letter, State
from damai.outbox.tests.servers import post_office
from damai.outbox.tests.test_bounces import HOSTILE, returned
from damai.outbox.tests.test_letters import write

SRC = Path(__file__).parents[3]


def damai(*words: str, given: bytes = b"", status: int = 0) -> str:
    """Type a command and return what it prints."""
    result = CliRunner().invoke(main, ["mail", *words], input=given)
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output and "rini" not in result.output
    return result.output


@pytest.mark.django_db
def test_a_mail_server_pipes_what_it_returned():
    letter = write()
    actions.deliver_due()
    assert "dilewati" in damai("bounce", given=returned("vacation", letter.token))
    assert "dilewati" in damai("bounce", given=b"")
    assert "Terkirim" in damai("bounce", given=returned("gmail-delay", letter.token))
    assert damai("bounce", given=returned("gmail", letter.token)) == "R-00001 undangan: Kembali: tidak sampai (5.1.1)\n"
    assert queries.letter(letter.key).state == State.BOUNCED


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_answered_with_peace(name):
    """Never with an error: a mail server would send that on to somebody."""
    damai("bounce", given=HOSTILE[name])


@pytest.mark.django_db
def test_how_letters_stand():
    assert "bermasalah" not in damai("state")
    write("R-00001/1", not_before=real_now() - timedelta(minutes=7))
    write("R-00001/2", not_before=real_now() + timedelta(minutes=7))
    said = damai("state")
    assert "sejak 7 menit" in said and " ".join(said.split()).startswith("Menunggu dikirim 2 Terkirim 0")
    actions.deliver_due()
    actions.take_bounce(returned("gmail", Letter.objects.get(key="R-00001/1").token))
    assert "R-00001 undangan: Kembali: tidak sampai (5.1.1), percobaan 1" in damai("state")


@pytest.mark.django_db
def test_a_letter_on_trial_says_what_the_server_answered(settings):
    with post_office(settings, answers={"rcpt": ["550 5.1.1 no", "450 4.2.1 later"]}) as office:
        assert damai("test", "rini@contoh.id", status=1) == "Gagal dikirim (5.1.1)\n"
        assert damai("test", "rini@contoh.id", status=1) == "Menunggu dikirim (4.2.1)\n"
        write()
        assert damai("test", "rini@contoh.id") == "Terkirim\n"
    assert len(office.taken) == 1 and "Surat percobaan" in office.taken[0].message["Subject"]
    assert "tepat satu tanda @" in damai("test", "rini", status=1)
    assert damai("test", "--sms", "0812 3456 7890") == "Terkirim\n"
    settings.SMS_URL = ""
    assert "DAMAI_SMS_URL" in damai("test", "--sms", "0812 3456 7890", status=1)


def piped(raw: bytes, **given: str) -> subprocess.CompletedProcess[bytes]:
    """`damai mail bounce` as a mail server starts it."""
    env = os.environ | {"PYTHONPATH": str(SRC)} | given
    words = [sys.executable, "-m", "damai", "mail", "bounce"]
    return subprocess.run(words, input=raw, env=env, capture_output=True, timeout=60)


def test_whatever_is_wrong_here_the_mail_server_keeps_the_report_and_tries_again(tmp_path):
    report = returned("gmail")
    missing = {"DAMAI_ENV": "dev", "DAMAI_HOME": str(tmp_path), "DAMAI_DATABASE_URL": f"sqlite://{tmp_path}/none/damai.sqlite3"}
    empty = missing | {"DAMAI_DATABASE_URL": f"sqlite://{tmp_path}/damai.sqlite3"}
    for given in (missing, empty, {"DAMAI_ENV": "production", "DAMAI_HOME": str(tmp_path)}):
        run = piped(report, **given)
        assert run.returncode == 75, run.stderr
        assert b"coba lagi nanti" in run.stderr and b"Traceback" not in run.stderr and b"rini" not in run.stderr


def peak(megabytes: int, home: Path) -> int:
    """The most memory, in megabytes, that `damai mail bounce` needs for a mail of this size."""
    code = (
        "import re, sys; from pathlib import Path; from damai.__main__ import main\n"
        "try: main(['mail', 'bounce'], standalone_mode=False)\n"
        "except Exception as error: print(type(error).__name__)\n"
        "print(int(re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024, sys.stdin.buffer.read(1))"
    )
    env = os.environ | {"PYTHONPATH": str(SRC), "DAMAI_ENV": "dev", "DAMAI_HOME": str(home)}
    with subprocess.Popen([sys.executable, "-c", code], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        for _ in range(megabytes):
            process.stdin.write(b"x" * 1_000_000)
        process.stdin.close()
        said = process.stdout.read().decode().split()
    assert process.returncode == 0 and said[-1] == "b''"
    return int(said[-2])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells how much memory a process has used")
def test_a_mail_of_200_megabytes_is_read_away_within_bounded_memory(tmp_path):
    """The pipe is emptied, because a mail server takes a closed pipe for a failure; what is kept is a megabyte."""
    assert peak(200, tmp_path) - peak(1, tmp_path) < 15


def test_every_command_says_in_a_sentence_that_the_database_is_not_ready(tmp_path):
    env = os.environ | {"PYTHONPATH": str(SRC), "DAMAI_ENV": "dev", "DAMAI_HOME": str(tmp_path)}
    commands = [
        ["areas", "status"], ["agencies", "list"], ["members", "list"], ["ledger", "check"], ["ledger", "sign"],
        ["ledger", "key"], ["mail", "state"], ["mail", "test", "rini@contoh.id"], ["odk", "list"], ["statutes", "stages", "x"],
        ["clock", "--database", "--list"],
    ]  # fmt: skip
    for url in (f"sqlite://{tmp_path}/empty.sqlite3", "postgresql://nobody@127.0.0.1:9/none"):
        code = (
            f"import sys; from damai.__main__ import main\nfor words in {commands!r}:\n"
            " try: main(words)\n except SystemExit as end: print(end.code)\n"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], env=env | {"DAMAI_DATABASE_URL": url}, capture_output=True, text=True, timeout=120
        )
        assert "Traceback" not in run.stderr, run.stderr
        lines = [line for line in run.stderr.splitlines() if line.startswith("Error: ")]
        assert len(lines) == len(commands), run.stderr
        expected = "belum disiapkan untuk versi ini" if url.startswith("sqlite") else "tidak dapat dipakai sekarang"
        assert all("Basis data" in line and expected in line for line in lines), run.stderr
        assert [line for line in run.stdout.split() if line.isdigit()][-1] == "75"


def test_a_fault_of_ours_is_not_disguised_as_a_database_that_is_not_ready():
    for fault in (
        IntegrityError("UNIQUE constraint failed"),
        ProgrammingError('syntax error at or near "FROM"'),
        ValueError("x"),
    ):
        assert no_database(fault) is None
    assert "damai setup" in str(no_database(ProgrammingError('relation "outbox_letter" does not exist\nLINE 1: SELECT')))
    assert "damai setup" not in str(no_database(OperationalError('FATAL: database "damai" does not exist')))
    assert "LINE 1" not in str(no_database(ProgrammingError('relation "outbox_letter" does not exist\nLINE 1: SELECT')))
    assert "database is locked" in str(no_database(OperationalError("database is locked")))
