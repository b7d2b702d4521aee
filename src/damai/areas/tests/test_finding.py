"""A place is found by what people really write, and what is nowhere near is not offered."""

import pytest

from damai.areas import actions, queries
from damai.areas.models import Area

pytestmark = pytest.mark.django_db
PUSAT = "31.71"


@pytest.fixture
def pusat():
    actions.load_central_jakarta()


def best(text, within=PUSAT):
    found = queries.find(text, within=within)
    return found[0].area.code if found else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tn abang", "31.71.07"),
        ("Tanah Abang", "31.71.07"),
        ("tenabang", "31.71.07"),
        ("kb kacang", "31.71.07.1006"),
        ("ps baru", "31.71.02.1001"),
        ("gn sahari utr", "31.71.02.1004"),
        ("cemp putih", "31.71.05"),
        ("cp putih brt", "31.71.05.1002"),
        ("mentng", "31.71.06"),
        ("kel mentng", "31.71.06.1001"),
        ("jakpus", "31.71"),
        ("Jakarta Pusat", "31.71"),
        ("kota administrasi jakarta pusat", "31.71"),
        ("kelurahan gambir kecamatan gambir", "31.71.01.1001"),
        ("kec. gambir", "31.71.01"),
        ("Kel. Kebon Sirih, Kec. Menteng", "31.71.06.1005"),
        ("kebon sirih menteng jakpus", "31.71.06.1005"),
        ("kebun melati", "31.71.07.1005"),
        ("benhil", "31.71.07.1002"),
        ("mangga 2 selatan", "31.71.02.1005"),
        ("Tjikini", "31.71.06.1003"),
        ("Pedjompongan", None),
        ("petojo utar", "31.71.01.1003"),
        ("utara petojo", "31.71.01.1003"),
        ("rawasai", "31.71.05.1003"),
        ("gunug sahari selatan", "31.71.03.1005"),
        ("KARANGANYAR", "31.71.02.1002"),
        ("31.71.01.1001", "31.71.01.1001"),
        ("3171011001", "31.71.01.1001"),
        ("31 71 01 1001", "31.71.01.1001"),
        ("kode 31.71.06", "31.71.06"),
        ("31.74.01.1001", None),  # of another city
        ("Surabaya", None),
        ("xyzzy", None),
        ("", None),
        ("   ,,, ", None),
        ("kelurahan", None),
        ("\x00\ud800", None),
    ],
)
def test_what_people_write_in_central_jakarta(pusat, text, code):
    assert best(text) == code


def test_a_name_on_two_levels_gives_both_with_labels_the_larger_first(pusat):
    found = queries.find("Gambir", within=PUSAT)
    assert [match.area.code for match in found[:2]] == ["31.71.01", "31.71.01.1001"]
    assert found[0].label == "Kecamatan Gambir, Kota Administrasi Jakarta Pusat"
    assert found[1].label == "Kelurahan Gambir, Kecamatan Gambir, Kota Administrasi Jakarta Pusat"
    assert found[0].score == found[1].score == 100
    assert {match.because for match in found[:2]} == {"nama sama"}
    assert len(queries.find("gambir", within=PUSAT, limit=1)) == 1


def test_a_polling_station_is_understood_with_its_kelurahan(pusat):
    match = queries.find("TPS 012 Petojo Utara", within=PUSAT)[0]
    assert (match.area.code, match.station, match.station_known) == ("31.71.01.1003", 12, True)
    assert "TPS 012 terdaftar" in match.because
    missing = queries.find("tps no 412 petojo utara", within=PUSAT)[0]
    assert (missing.station, missing.station_known) == (412, False)
    assert "tidak terdaftar" in missing.because
    by_code = queries.find("3171051003919", within=PUSAT)[0]
    assert (by_code.area.code, by_code.station, by_code.station_known) == ("31.71.05.1003", 919, True)


def test_running_text_gives_the_places_it_mentions_and_not_the_day_of_the_week(pusat):
    text = "Senin pagi ada yang membagikan amplop di depan pasar, kebon kacang, kec tanah abang, dekat TPS 14."
    found = queries.mentioned(text, within=PUSAT)
    assert [match.area.code for match in found] == ["31.71.07.1006", "31.71.07"]
    assert found[0].station == 14
    assert queries.mentioned("Senin pagi hujan deras, tidak ada apa-apa.", within=PUSAT) == []


def test_what_is_made_later_is_found_at_once(pusat):
    assert best("kampung baru sekali") != "31.71.06.1006"
    menteng = Area.objects.get(code="31.71.06.1001")
    parts = [actions.Part(code="31.71.06.1006", name="Kampung Baru Sekali"), actions.Part(code=menteng.code, name="Menteng")]
    actions.split_area(menteng, into=parts, on=queries.hierarchy.today(), by="M-0001")
    assert best("kampung baru sekali") == "31.71.06.1006"
