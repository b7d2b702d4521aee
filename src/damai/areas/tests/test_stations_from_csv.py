"""Any city's polling stations come from a CSV file, all of them or none, and a wrong row is named by its number."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.areas import actions, queries, rules
from damai.areas.models import PollingStation
from damai.ledger.models import Entry

from .shared import shared

GAMBIR, CIDENG = "31.71.01.1001", "31.71.01.1002"


def read(text):
    return [(s.code, s.number, s.special) for s in rules.stations_from(text.encode())]


@pytest.mark.parametrize(
    ("text", "stations"),
    [
        ("code,number\n31.71.01.1001,1\n3171011001,901\n", [(GAMBIR, 1, False), (GAMBIR, 901, True)]),
        ("\ufeffKode;Nomor;Khusus\n3171011001;7;ya\n3171011001;8;tidak\n", [(GAMBIR, 7, True), (GAMBIR, 8, False)]),
        ("kemendagri_code,kelurahan,tps_no,is_special_location\n31.71.01.1001,Gambir,2,0\n", [(GAMBIR, 2, False)]),
        ("code,regular,special\n31.71.01.1001,2,1\n", [(GAMBIR, 1, False), (GAMBIR, 2, False), (GAMBIR, 901, True)]),
        ("kemendagri_code\tn_tps_regular\n31.71.01.1001\t1\n", [(GAMBIR, 1, False)]),
        ('code,number,special\r\n"31.71.01.1001","3",""\r\n', [(GAMBIR, 3, False)]),
    ],
)
def test_both_forms_and_all_headings_are_read(text, stations):
    assert read(text) == stations


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Berkas kosong"),
        ("\r\0", "Baris 1"),
        ("code,number\n" + '"' + "x" * 200_000, "Bukan CSV yang dapat dibaca"),
        ("code,number\n", "tidak berisi satu TPS pun"),
        ("nama,jumlah\nGambir,3\n", "Baris 1: Baris judul harus memuat"),
        ("code,number\n31.71.01,1\n", "Baris 2: Kode kelurahan/desa Kemendagri tidak sah"),
        ("code,number\n31.71.01.1001,1\nabc,2\n", "Baris 3: Kode kelurahan/desa"),
        ("code,number\n31.71.01.1001,0\n", "Baris 2: Nomor TPS harus 1 sampai 999"),
        ("code,number\n31.71.01.1001,1000\n", "Baris 2: Nomor TPS harus 1 sampai 999"),
        ("code,number\n31.71.01.1001,satu\n", "Baris 2: Nomor TPS harus bilangan bulat"),
        ("code,number\n31.71.01.1001\n", "Baris 2: Nomor TPS harus bilangan bulat"),
        ("code,number,special\n31.71.01.1001,1,mungkin\n", "Baris 2: Kolom khusus harus 1 atau 0"),
        ("code,number\n31.71.01.1001,1\n31.71.01.1001,1\n", "Baris 3: TPS 1 di 31.71.01.1001 sudah ada pada baris 2"),
        ("code,number\n31.71.01.1001,1,2,3\n", "Baris 2: Kolom lebih banyak"),
        ("code,regular\n31.71.01.1001,99999\n", "Baris 2: Jumlah TPS reguler terlalu besar"),
        ("code,regular,special\n31.71.01.1001,1,500\n", "Baris 2: Jumlah TPS khusus terlalu besar"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(text, said):
    with pytest.raises(rules.UnreadableStations, match=said):
        read(text)


CUT_SHORT = gzip.compress(b"code", mtime=0)[:-4]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00c", b"code,number\n\xe9,1", b"\x1f\x8bnot gzip", CUT_SHORT])
def test_bytes_that_are_no_text_are_refused(content):
    with pytest.raises(rules.UnreadableStations):
        rules.stations_from(content)


def test_a_packed_file_is_read_and_one_that_unpacks_without_end_is_not(monkeypatch):
    packed = gzip.compress(b"code,number\n31.71.01.1001,1\n")
    assert len(rules.stations_from(packed)) == 1
    monkeypatch.setattr("damai.areas.rules.stations.LARGEST", 20)
    with pytest.raises(rules.UnreadableStations, match="terlalu besar"):
        rules.stations_from(packed)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"code,number,special\n{text}".encode(errors="ignore")))
def test_no_file_is_a_traceback(content):
    try:
        assert rules.stations_from(content)
    except rules.UnreadableStations as error:
        assert str(error)


@pytest.mark.django_db
def test_a_file_is_imported_once_and_unknown_kelurahan_refuse_it_whole():
    actions.load_hierarchy("31.71")
    good = b"code,regular,special\n31.71.01.1001,2,1\n31.71.01.1002,3,0\n"
    first = actions.import_stations(good, election="pilkada-2024", by="M-0008")
    assert (first.areas, first.regular, first.special, first.added, first.left) == (2, 5, 1, 6, 0)
    assert actions.import_stations(good, election="pilkada-2024", by="M-0008").added == 0
    assert Entry.objects.filter(name="StationsLoaded", about="31.71.01", by="M-0008").count() == 1

    with pytest.raises(actions.BadStations) as refused:
        actions.import_stations(b"code,number\n31.71.01.1001,50\n99.99.99.1001,1\n", election="pilkada-2024", by="M-0008")
    assert str(refused.value) == "Baris 3: kode kelurahan tidak dikenal: 99.99.99.1001"
    assert PollingStation.objects.count() == 6
    with pytest.raises(actions.BadStations):
        actions.import_stations(good, election="Pilkada 2024", by="M-0008")

    # a correction changes what differs and keeps what it does not name
    fixed = actions.import_stations(b"code,number,special\n31.71.01.1001,2,1\n", election="pilkada-2024", by="M-0008")
    assert (fixed.added, fixed.changed, fixed.left) == (0, 1, 2)
    assert queries.station(GAMBIR, 2, election="pilkada-2024").special


@pytest.mark.django_db
def test_the_commission_s_files_are_read_as_they_are():
    actions.load_hierarchy("31")
    content = shared("elections/tps2024_dki_kelurahan.csv").read_bytes()
    result = actions.import_stations(content, election="pemilu-2024", by="damai")
    assert (result.areas, result.regular + result.special) == (267, 30_766)
    one_by_one = shared("elections/tps2024_jakarta_pusat.csv").read_bytes()
    again = actions.import_stations(one_by_one, election="pemilu-2024", by="damai")
    assert (again.areas, again.added, again.changed, again.left) == (44, 0, 0, 0)
    assert actions.load_central_jakarta().added == 0  # our table says the same
