"""Anyone may check a deadline, day by day, without a script and without leaving a trace."""

from datetime import date

import pytest

from damai.statutes import actions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law():
    actions.load_statutes()


def page(client, **asked):
    return client.get("/tenggat/", asked)


def test_the_question_is_asked_before_anything_is_answered(client):
    answer = client.get("/tenggat/")
    words = answer.content.decode()
    assert answer.status_code == 200
    assert "P7 · Tindak lanjut laporan atau temuan" in words and "PILKADA: Pemilihan gubernur" in words
    assert "G2 ·" not in words  # has no day of its own
    assert 'id="tenggat-ini"' not in words


def test_every_day_is_explained_with_its_basis_and_what_is_not_sure(client):
    words = page(client, jam="PEMILU/P7", mulai="2024-04-05", zona="WIB").content.decode()
    assert "Rabu, 24 April 2024" in words and "pukul 24.00 WIB" in words
    assert "sampai pukul 16.00 WIB" in words and "jam loket belum diverifikasi" in words
    assert "UU 7/2017 Ps. 454 ayat (7)" in words
    assert "hari ke-7 dari 7" in words and "cuti bersama: Idulfitri" in words
    assert "SKB Tiga Menteri tentang hari libur nasional dan cuti bersama 2024" in words
    assert "satuan belum diverifikasi" in words
    assert "http://testserver/tenggat/?jam=PEMILU/P7&amp;mulai=2024-04-05&amp;zona=WIB" in words
    unsure = page(client, jam="PEMILU/P4", mulai="2024-04-05", zona="WIB").content.decode()
    assert "panjang dan dasar terverifikasi" not in unsure and "belum diverifikasi" in unsure


def test_hours_are_answered_in_the_zone_of_the_place(client):
    words = page(client, jam="PEMILU/K1", mulai="2024-02-16", pukul="15:30", zona="WIT").content.decode()
    assert "Sabtu, 17 Februari 2024" in words and "pukul 15.30 WIT" in words
    assert "malam, akhir pekan, dan hari libur ikut dihitung" in words


def test_a_holiday_decreed_later_changes_the_answer(client):
    actions.add_holiday(date(2024, 4, 23), name="Libur tambahan", source="Keppres 99/2024", by="M-0001")
    words = page(client, jam="PEMILU/P7", mulai="2024-04-05", zona="WIB").content.decode()
    assert "Kamis, 25 April 2024" in words and "Keppres 99/2024" in words


def test_english_readers_get_the_same_answer(client):
    client.cookies["django_language"] = "en"
    words = page(client, jam="PEMILU/P7", mulai="2024-04-05", zona="WIB").content.decode()
    assert "24 April 2024" in words and "weekend" in words


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"jam": "PEMILU/P7", "mulai": "2024-02-30", "zona": "WIB"}, "tanggal"),
        ({"jam": "PEMILU/P7", "mulai": "", "zona": "WIB"}, "tidak boleh kosong"),
        ({"jam": "PEMILU/K1", "mulai": "2024-02-16", "zona": "WIB"}, "sebutkan juga pukulnya"),
        ({"jam": "PEMILU/P77", "mulai": "2024-04-05", "zona": "WIB"}, "P77"),
        ({"jam": "'; drop table", "mulai": "2024-04-05", "zona": "WIB"}, "pilihan"),
        ({"jam": "PEMILU/G2", "mulai": "2024-04-05", "zona": "WIB"}, "pilihan"),
        ({"jam": "PEMILU/P7", "mulai": "2024-04-05", "zona": "GMT"}, "pilihan"),
        ({"jam": "PEMILU/P7", "mulai": "2022-04-05", "zona": "WIB"}, "tidak punya versi yang berlaku"),
        ({"jam": "PEMILU/P7", "mulai": "9999-12-31", "zona": "WIB"}, "di luar jangkauan"),
        ({"jam": "PEMILU/P7", "mulai": "0001-01-01", "zona": "WIT"}, "di luar jangkauan"),
        ({"jam": "PEMILU/K1", "mulai": "0001-01-01", "pukul": "00:30", "zona": "WIT"}, "di luar jangkauan"),
        ({"jam": "PEMILU/K1", "mulai": "9999-12-31", "pukul": "23:59", "zona": "WIB"}, "di luar jangkauan"),
        ({"jam": "PEMILU/P1b", "mulai": "2024-04-05", "zona": "WIB"}, "tidak berada dalam rentang"),
    ],
)
def test_what_cannot_be_counted_gets_a_sentence(client, asked, answer):
    refused = page(client, **asked)
    assert refused.status_code == 422
    assert answer in refused.content.decode().lower() or answer in refused.content.decode()
    assert 'id="tenggat-ini"' not in refused.content.decode()


def test_nothing_is_kept_and_no_post_is_answered(client):
    assert page(client, jam="PEMILU/P7", mulai="2024-04-05", zona="WIB").cookies.get("sessionid") is None
    assert client.post("/tenggat/", {"jam": "PEMILU/P7"}).status_code == 405


def test_a_house_without_its_tables_says_nothing_false(client):
    from damai.statutes import models

    for model in (models.Clock, models.Basis, models.Stage, models.Election, models.Regime):
        model.objects.all().delete()
    assert client.get("/tenggat/").status_code == 200
    assert page(client, jam="PEMILU/P7", mulai="2024-04-05", zona="WIB").status_code == 422
