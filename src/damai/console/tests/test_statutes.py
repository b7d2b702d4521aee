"""What an operator can do to the law's tables from the command line."""

import pytest
from click.testing import CliRunner

from damai.console.clock import clock
from damai.console.holidays import holidays
from damai.console.statutes import statutes
from damai.ledger.models import Entry
from damai.statutes import queries, rules

pytestmark = pytest.mark.django_db


def type_(*words):
    return CliRunner().invoke(statutes, words)


def days(*words, answer="n\n"):
    return CliRunner().invoke(holidays, words, input=answer)


def test_the_tables_are_loaded_once_and_said_so():
    assert (
        "2 rezim, 61 jam, 152 hari libur, 3 loket, 4 pemilu, 43 tahapan, 110 dasar langkah, 38 zona wilayah"
        in type_("load").output
    )
    assert "0 rezim, 0 jam" in type_("load").output


def test_a_holiday_is_added_shown_and_withdrawn():
    type_("load")
    added = days("add", "2029-02-14", "--name", "Hari Pemungutan Suara", "--source", "Keppres 1/2029", "--by", "M-0007", "--yes")
    assert "Tenggat yang berubah: 0." in added.output
    assert "Tercatat: Rabu, 14 Februari 2029, Hari Pemungutan Suara (Keppres 1/2029).\n" in added.output
    assert Entry.objects.last().by == "M-0007"
    assert "libur: Hari Pemungutan Suara — Keppres 1/2029" in days("list", "2029").output
    again = days("add", "2029-02-14", "--name", "Hari Pemungutan Suara", "--source", "Keppres 1/2029")
    assert again.exit_code == 1 and "sudah tercatat" in again.output
    assert "tidak ada" in days("add", "2029-02-29", "--name", "X", "--source", "Y").output
    assert days("withdraw", "2029-02-14", "--name", "Hari Pemungutan Suara", "--yes").exit_code == 0
    assert "belum tercatat" in days("list", "2029").output


def test_a_lawyers_own_table_is_read_and_a_wrong_one_refused(tmp_path):
    """A new regime with its clocks is two CSV files, and no code."""
    type_("load")
    regimes, clocks = tmp_path / "regimes.csv", tmp_path / "clocks.csv"
    regimes.write_text("code,name,law,joint_leave_is_holiday\nPILKADES,Pemilihan kepala desa,UU 6/2014,ya\n")
    head = (
        "regime,code,name,start_event,length,unit,written,reads_as,basis,confidence,confidence_note,unit_confidence,"
        "counts_start_day,counts_back,event,counts_from,met_by,tracks,duty,handling,opens_with,closes_with,valid_from,valid_to\n"
    )
    row = "PILKADES,P1,Batas laporan,pelanggaran diketahui,3,working_days,3 hari kerja,,Perda,unverified,GK-verify,unverified,"
    rest = "tidak,tidak,known,,submitted,,reporter,tidak,,,2026-01-01,\n"
    clocks.write_text(head + row + rest, encoding="utf-8-sig")  # as a spreadsheet saves it
    assert "1 rezim, 1 jam" in type_("load", "--regimes", str(regimes), "--clocks", str(clocks)).output
    assert queries.clock("PILKADES", "P1", rules.baca_tanggal("2026-03-02")).length == 3
    clocks.write_text(head + row.replace(",3,", ",tiga,") + rest)
    refused = type_("load", "--clocks", str(clocks))
    assert refused.exit_code == 1
    assert "clocks.csv, baris 2: “tiga” bukan bilangan bulat" in refused.output
    clocks.write_bytes(b"\xff\xfe\x00")
    assert "bukan teks UTF-8" in type_("load", "--clocks", str(clocks)).output


def test_stages_are_shown_for_a_day():
    type_("load")
    said = type_("stages", "pemilu_2024", "--on", "2023-10-11").output
    assert "Pencalonan anggota DPR" in said
    assert "Kampanye pada Rabu, 11 Oktober 2023: tidak diperbolehkan." in said
    assert "Kampanye pada Selasa, 28 November 2023: diperbolehkan." in type_("stages", "pemilu_2024", "--on", "2023-11-28").output
    assert "(asumsi)  BELUM DIVERIFIKASI" in type_("stages", "pemilu_2029").output
    assert "tidak dikenal" in type_("stages", "pemilu_2042").output


def test_nothing_is_done_without_a_yes():
    type_("load")
    words = ("add", "2029-02-14", "--name", "Libur", "--source", "Keppres 1/2029")
    asked = days(*words)
    assert asked.exit_code == 1 and "Terapkan?" in asked.output
    assert queries.holidays(2029) == ()
    assert days(*words, answer="y\n").exit_code == 0
    assert len(queries.holidays(2029)) == 1
    assert "Tidak ada hari libur" in days("withdraw", "2029-02-15", "--name", "Libur").output


def test_a_version_of_a_clock_is_added_and_a_wrong_one_refused():
    type_("load")
    words = ["add", "PEMILU/P7", "--length", "9", "--written", "9 hari", "--basis", "UU baru Ps. 1", "--note", "naskah hlm. 3"]
    added = CliRunner().invoke(clock, [*words, "--from", "2027-01-01", "--verified", "--yes"])
    assert added.exit_code == 0, added.output
    assert "Tersimpan: PEMILU/P7, 9 hari" in added.output
    new = queries.clock("PEMILU", "P7", rules.baca_tanggal("2027-01-01"))
    assert (new.length, new.basis, new.verified) == (9, "UU baru Ps. 1", True)
    assert queries.clock("PEMILU", "P7", rules.baca_tanggal("2026-12-31")).length == 7
    for wrong, answer in (
        (["add", "PEMILU/ZZ", *words[2:], "--from", "2027-01-01"], "tidak ada pada rezim"),
        ([*words, "--from", "2027-02-30"], "tidak ada"),
        ([*words, "--from", "2027-01-01"], "sudah punya versi"),
    ):
        refused = CliRunner().invoke(clock, wrong)
        assert refused.exit_code != 0 and answer in refused.output and "Traceback" not in refused.output
