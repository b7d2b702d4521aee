"""What an operator or a lawyer gets when they type `damai clock`."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest
from click.testing import CliRunner

from damai.console.clock import clock
from damai.statutes import actions


def type_(*words):
    return CliRunner().invoke(clock, words)


def test_a_deadline_is_shown_with_every_day_and_its_basis():
    said = type_("--regime", "PEMILU", "--clock", "P7", "--start", "2024-04-05")
    assert said.exit_code == 0
    lines = said.output.splitlines()
    assert "  Tenggat  Rabu, 24 April 2024, sampai pukul 24.00 WIB menurut hukum" in lines
    assert "  Loket    terakhir buka Rabu, 24 April 2024 sampai pukul 16.00 WIB (jam loket BELUM DIVERIFIKASI)" in lines
    assert "  Panjang  7 hari (dibaca sebagai hari kerja menurut Perbawaslu 7/2022 Ps. 1)" in lines
    assert "  Dasar    UU 7/2017 Ps. 454 ayat (7)" in lines
    assert "  Senin       8 April 2024    –  cuti bersama: Idulfitri" in lines
    assert "  Rabu       24 April 2024    7  hari ke-7" in lines
    assert sum("hari ke-" in line for line in lines) == 7


def test_what_is_not_verified_is_shouted():
    assert "Status   BELUM DIVERIFIKASI" in type_("--regime", "PEMILU", "--clock", "P4", "--start", "2024-04-05").output
    sure = type_("--regime", "PEMILU", "--clock", "P1", "--start", "2024-04-05").output
    assert "Status   panjang dan dasar terverifikasi" in sure
    assert sure.count("BELUM DIVERIFIKASI") == 1  # the counter's hours


def test_what_if_and_codes_in_any_case():
    said = type_("--regime", "pemilu", "--clock", "p7", "--start", "2024-04-05", "--extra-holiday", "2024-04-23")
    assert "Kamis, 25 April 2024" in said.output
    assert "libur: pengandaian (--extra-holiday)" in said.output
    worked = type_("--regime", "PEMILU", "--clock", "P7", "--start", "2024-04-05", "--count-joint-leave")
    assert "Kamis, 18 April 2024" in worked.output
    counted = type_("--regime", "PEMILU", "--clock", "P7", "--start", "2024-04-05", "--count-start-day")
    assert "Selasa, 23 April 2024" in counted.output


def test_hours_need_a_time_and_keep_the_zone():
    said = type_("--regime", "PEMILU", "--clock", "K1", "--start", "2024-02-16T15:30", "--zone", "wita")
    assert "Sabtu, 17 Februari 2024, pukul 15.30 WITA" in said.output
    refused = type_("--regime", "PEMILU", "--clock", "K1", "--start", "2024-02-16")
    assert refused.exit_code == 1
    assert "sebutkan juga pukulnya" in refused.output


def test_a_program_reads_json():
    said = type_("--regime", "PILKADA", "--clock", "P8", "--start", "2024-11-22", "--json")
    told = json.loads(said.output)
    assert told["due_on"] == "2024-11-27"
    assert told["due_at"] == "2024-11-28T00:00:00+07:00"
    assert told["counter_closes_at"] == "2024-11-26T16:00:00+07:00"
    assert [day["number"] for day in told["days"]] == [None, 1, 2, 3, 4, 5]
    assert told["verified"] is True


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["--regime", "PEMILU", "--clock", "P7", "--start", "2024-02-30"], "Februari 2024 hanya 1 sampai 29"),
        (["--regime", "PEMILU", "--clock", "P7", "--start", "besok"], "bukan tanggal"),
        (["--regime", "PEMILU", "--clock", "P77", "--start", "2024-04-05"], "Yang paling mirip: P7"),
        (["--regime", "PEMILO", "--clock", "P7", "--start", "2024-04-05"], "Yang paling mirip: PEMILU"),
        (["--regime", "PEMILU", "--clock", "P7", "--start", "2024-04-05", "--zone", "GMT"], "pilih WIB, WITA, atau WIT"),
        (["--regime", "PEMILU", "--clock", "P7", "--start", "2024-04-05", "--extra-holiday", "2024-04-31"], "tidak ada"),
        (["--regime", "PEMILU", "--clock", "P7", "--start", "2022-04-05"], "tidak punya versi yang berlaku"),
        (["--regime", "PEMILU", "--clock", "P7", "--start", "9999-12-31"], "di luar jangkauan"),
        (["--regime", "PEMILU", "--clock", "G3", "--start", "2024-04-05"], "tidak punya panjang sendiri"),
        (["--regime", "PEMILU", "--clock", "P1b", "--start", "2024-04-05"], "tidak berada dalam rentang"),
        (["--regime", "PEMILU", "--start", "2024-04-05"], "Sebutkan juga --clock"),
        (["--list", "--regime", "PEMILO"], "Yang paling mirip: PEMILU"),
    ],
)
def test_bad_input_gets_a_sentence(words, answer):
    said = type_(*words)
    assert said.exit_code in {1, 2}
    assert answer in said.output
    assert "Traceback" not in said.output


def test_the_list_names_every_clock_and_marks_the_unsure():
    said = type_("--list").output
    assert "P7  7 hari kerja     Tindak lanjut laporan atau temuan — sejak laporan atau temuan diregistrasi" in said
    assert said.count("BELUM DIVERIFIKASI") == 27
    assert "PEMILU  Pemilihan umum" in said and "PILKADA  Pemilihan gubernur" in said
    assert len(json.loads(type_("--list", "--json", "--regime", "pilkada").output)) == 15


@pytest.mark.django_db
def test_the_database_is_asked_only_when_wanted():
    words = ("--regime", "PEMILU", "--clock", "P7", "--start", "2024-04-05")
    assert "damai statutes load" in type_(*words, "--database").output
    actions.load_statutes()
    actions.add_holiday(date(2024, 4, 23), name="Libur tambahan", source="Keppres 99/2024", by="damai")
    assert "Kamis, 25 April 2024" in type_(*words, "--database").output
    assert "Rabu, 24 April 2024" in type_(*words).output


def test_the_command_never_loads_django():
    program = (
        "import sys; from damai.console.clock import clock;"
        "clock(['--list'], standalone_mode=False); assert 'django' not in sys.modules"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DAMAI_")}
    environment |= {"PYTHONPATH": os.pathsep.join(sys.path), "DAMAI_ENV": "production"}  # and needs no secret
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, stdout=subprocess.DEVNULL)
