"""What the form accepts and what it says to what cannot be right."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import translation
from tests.cast import places

from damai.areas.models import Area, PollingStation
from damai.intake.channels.web import ReportForm, blank
from damai.intake.channels.web.advice import advice_on
from damai.intake.rules.words import Contact, Words
from damai.statutes.actions import load_statutes

from .sending import TEXT

MORNING = datetime(2024, 2, 9, 3, 0, tzinfo=UTC)  # ten o'clock in Jakarta


def form(**said: str) -> ReportForm:
    return ReportForm({"kejadian": TEXT, "tempat": "Lapangan RW 03"} | said)


@pytest.mark.parametrize(
    "said, field, code",
    [
        ({"kejadian": ""}, "kejadian", "required"),
        ({"kejadian": "   uang   "}, "kejadian", "min_length"),
        ({"kejadian": "x" * 10_001}, "kejadian", "max_length"),
        ({"kejadian": "sepuluh huruf\x00"}, "kejadian", "null_characters_not_allowed"),
        ({"tempat": ""}, "tempat", "required"),
        ({"wilayah": "99.99"}, "wilayah", "area"),
        ({"wilayah": "qqqqqq"}, "wilayah", "area"),
        ({"wilayah": "31.71.01.9999"}, "wilayah", "area"),
        ({"wilayah": "'; DROP--"}, "wilayah", "area"),
        ({"tanggal_kejadian": "2024-02-31"}, "tanggal_kejadian", "invalid"),
        ({"tanggal_kejadian": "31/02/2024"}, "tanggal_kejadian", "invalid"),
        ({"tanggal_kejadian": "kemarin"}, "tanggal_kejadian", "invalid"),
        ({"tanggal_kejadian": "14/02/24"}, "tanggal_kejadian", "invalid"),
        ({"tanggal_kejadian": "2024-02-10"}, "tanggal_kejadian", "future"),
        ({"tanggal_kejadian": "0024-02-01"}, "tanggal_kejadian", "too-early"),
        ({"tanggal_kejadian": "2024-02-09", "jam_kejadian": "10:01"}, "jam_kejadian", "future"),
        ({"jam_kejadian": "25:00"}, "jam_kejadian", "invalid"),
        ({"jam_kejadian": "10:00"}, "tanggal_kejadian", "required"),
        ({"tanggal_diketahui": "2024-02-10"}, "tanggal_diketahui", "future"),
        ({"tanggal_kejadian": "2024-02-05", "tanggal_diketahui": "2024-02-04"}, "tanggal_diketahui", "known-before-happened"),
        ({"lintang": "-6.17"}, "bujur", "required"),
        ({"lintang": "106.8", "bujur": "-6.17"}, "lintang", "swapped"),
        ({"lintang": "-6.17", "bujur": "1068"}, "lintang", "invalid"),
        ({"lintang": "NaN", "bujur": "1"}, "lintang", "invalid"),
        ({"lintang": "1e309", "bujur": "1"}, "lintang", "invalid"),
        ({"lintang": "enam", "bujur": "1"}, "lintang", "invalid"),
        ({"surel": "bukan", "setuju": "on"}, "surel", "invalid"),
        ({"telepon": "123", "setuju": "on"}, "telepon", "invalid"),
        ({"telepon": "0812 3456 7890"}, "setuju", "consent"),
        ({"nama": "Rahmat"}, "setuju", "consent"),
        ({"wilayah": "31.71.01.1001", "tps": "TPS 999"}, "tps", "station"),
        ({"situs": "http://contoh.id"}, "situs", "robot"),
    ],
)
def test_what_cannot_be_right_is_said_where_it_is(db, said, field, code):
    places()
    PollingStation.objects.create(election="2024", area=Area.objects.get(code="31.71.01.1001"), number=1)
    with time_machine.travel(MORNING, tick=False):
        wrong = form(**said)
        assert [each.code for each in wrong.errors.as_data().get(field, [])] == [code]
        assert set(wrong.errors) == {field}
        (sentence,) = wrong.errors[field]
        assert sentence.strip()
        assert form().is_valid()


@pytest.mark.parametrize(
    "said",
    [
        {"tempat": "", "wilayah": "31.71"},
        {"tempat": "", "lintang": "-6,1754", "bujur": "106,8272"},
        {"tanggal_kejadian": "09/02/2024", "jam_kejadian": "9.30", "tanggal_diketahui": "9-2-2024"},
        {"tanggal_kejadian": "2024-02-09", "jam_kejadian": "10:00"},
        {"tanggal_kejadian": "2024-02-05", "tanggal_diketahui": "2024-02-05"},
        {"tanggal_kejadian": "2023-10-01"},  # late for a formal report, and heard all the same
        {"wilayah": "31.71.01.1001", "tps": "1"},
        {"wilayah": "31.71.01", "tps": "TPS 999"},  # a kecamatan has no TPS of its own: triage will read it
        {"telepon": "+62 (21) 390-1234", "setuju": "on"},
    ],
)
def test_what_people_write_is_understood(db, said):
    places()
    PollingStation.objects.create(election="2024", area=Area.objects.get(code="31.71.01.1001"), number=1)
    with time_machine.travel(MORNING, tick=False):
        right = form(**said)
        assert right.errors == {}


def test_a_name_is_not_taken_for_a_place_but_what_it_may_mean_is_offered(db):
    places()
    named = form(wilayah="kel kebon klapa")
    (sentence,) = named.errors["wilayah"]
    assert "Kebon Kelapa" in sentence
    assert named.suggestions[0].area.code == "31.71.01.1002"
    chosen = form(wilayah=named.suggestions[0].area.code)
    assert chosen.is_valid()
    assert (chosen.cleaned_data["wilayah"], chosen.suggestions) == ("31.71.01.1002", ())


def test_a_day_begins_in_jakarta_and_not_in_greenwich(db):
    just_after_midnight = datetime(2024, 2, 9, 17, 30, tzinfo=UTC)
    with time_machine.travel(just_after_midnight, tick=False):
        assert form(tanggal_kejadian="2024-02-10").is_valid()
    with time_machine.travel(just_after_midnight - timedelta(hours=1), tick=False):
        assert not form(tanggal_kejadian="2024-02-10").is_valid()


def test_the_page_can_be_used_by_everyone(db):
    """Each field has its label and its help tied to it, and what browsers can fill in says what it is."""
    page = str(blank().as_p())
    for name in ReportForm.KEPT:
        if name != "akurasi":
            assert f'for="id_{name}"' in page
    assert 'aria-describedby="id_kejadian_helptext"' in page
    assert 'autocomplete="name"' in page and 'autocomplete="tel"' in page and 'autocomplete="email"' in page
    assert 'type="date"' in page and 'type="time"' in page and "multiple" in page
    wrong = str(form(kejadian="").as_p())
    assert 'aria-invalid="true"' in wrong
    assert "id_kejadian_error" in wrong
    assert "style=" not in page + wrong and "<script" not in page + wrong


def test_advice_counts_the_statutory_term_and_refuses_nobody(db):
    load_statutes()
    known = date(2024, 2, 8)  # facts/law.md A.7, the first vector: the term ends on 21 February
    words = Words(text=TEXT, known_on=known, happened_on=known, place="x", contact=Contact(name="R", phone="0812"))
    with translation.override("id"):
        assert advice_on(words, files=1, today=date(2024, 2, 21)) == ()
        (late,) = advice_on(words, files=1, today=date(2024, 2, 22))
    assert "21 Februari 2024" in late
    assert "tetap kami terima" in late
