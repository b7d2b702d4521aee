"""What operators type about places."""

import json

import pytest
from click.testing import CliRunner

from damai.__main__ import main
from damai.areas.models import Area, Boundary, PollingStation

pytestmark = pytest.mark.django_db


def damai(*words: str, fails: bool = False) -> str:
    """Type a command and return what it prints."""
    result = CliRunner().invoke(main, ["areas", *words])
    assert (result.exit_code != 0) is fails, result.output
    assert "Traceback" not in result.output
    return result.output


def test_the_hierarchy_is_loaded_and_places_are_found(tmp_path):
    assert "Jalankan: damai areas load" in damai("find", "gambir", fails=True)
    said = damai("load", "--province", "31")
    assert "318 wilayah" in said and "318 baru" in said and "3.129 baru" in said
    assert "0 baru" in damai("load", "--province", "31")
    assert "tidak ada dalam edisi ini" in damai("load", "--province", "77", fails=True)

    assert damai("find", "tn", "abang", "--within", "31.71").startswith("31.71.07 ")
    assert "TPS 012 terdaftar" in damai("find", "TPS 012 Petojo Utara")
    assert "Tidak ada wilayah yang mirip" in damai("find", "qqqqqqq", fails=True)
    assert "Bukan kode wilayah" in damai("find", "gambir", "--within", "pusat", fails=True)

    assert "perkiraan" in damai("at", "-6.1754", "106.8272")
    assert "tertukar" in damai("at", "106.8272", "-6.1754", fails=True)
    assert "Di luar wilayah yang dimuat" in damai("at", "-6.9147", "107.6098", fails=True)
    status = damai("status")
    assert "Kode: Kemendagri" in status and "3.129" in status


def test_one_province_without_stations():
    damai("load", "--province", "31.73")
    assert Area.objects.filter(code__startswith="31.73.").count() == 8 + 56
    assert not PollingStation.objects.exists()


def test_stations_are_imported_and_bad_rows_are_named(tmp_path):
    damai("load", "--province", "31.71", "--no-stations")
    good = tmp_path / "tps.csv"
    good.write_text("code,number\n31.71.01.1001,1\n31.71.01.1001,901\n")
    said = damai("import-stations", str(good), "--election", "pilkada-2024")
    assert "1 TPS reguler dan 1 TPS khusus di 1 kelurahan/desa; 2 baru" in said
    bad = tmp_path / "salah.csv"
    bad.write_text("code,number\n31.71.01.1001,x\n")
    said = damai("import-stations", str(bad), "--election", "pilkada-2024", fails=True)
    assert "Baris 2" in said and "salah.csv tidak diimpor" in said
    damai("import-stations", str(tmp_path / "tiada.csv"), "--election", "x", fails=True)
    assert PollingStation.objects.count() == 2


def test_boundaries_are_imported_and_findings_shown(tmp_path):
    damai("load", "--province", "31.71")

    def square(west):
        return [[[west, -6.2], [west + 0.01, -6.2], [west + 0.01, -6.19], [west, -6.19], [west, -6.2]]]

    def write(second_west):
        features = [
            {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": square(west)}}
            for code, west in (("31.71.01.1001", 106.8), ("31.71.01.1002", second_west))
        ]
        path = tmp_path / "batas.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return str(path)

    overlapping = write(106.805)
    said = damai("import-boundaries", overlapping, fails=True)
    assert "bertumpang-tindih" in said and "--accept-warnings" in said
    assert not Boundary.objects.exists()
    assert "2 batas wilayah diimpor" in damai("import-boundaries", overlapping, "--accept-warnings", "--credit", "Uji")
    assert "2 batas wilayah diimpor" in damai("import-boundaries", write(106.81))
    assert "berada di dalam batas" in damai("at", "-6.195", "106.805")

    junk = tmp_path / "sampah.json"
    junk.write_bytes(b"\x00\x01")
    assert "tidak ada yang berubah" in damai("import-boundaries", str(junk), fails=True)
    assert Boundary.objects.count() == 2


def test_a_split_is_recorded_and_a_wrong_one_refused():
    damai("load", "--province", "31.71")
    words = ["split", "31.71.06.1001", "--into", "31.71.06.1001=Menteng", "--on", "2023-01-01"]
    assert "sedikitnya satu wilayah baru" in damai(*words, fails=True)
    assert "KODE=NAMA" in damai(*words, "--into", "31.71.06.1006", fails=True)
    assert "Kelurahan Menteng Utara, Kecamatan Menteng" in damai(*words, "--into", "31.71.06.1006=Menteng Utara")
    assert "tidak dikenal" in damai("split", "31.99", "--into", "31.98=X", "--on", "2023-01-01", fails=True)


def test_help_is_there_for_every_command():
    for command in ("load", "import-stations", "import-boundaries", "find", "at", "split", "status"):
        assert "Usage: damai areas" in damai(command, "--help").replace("main areas", "damai areas")
