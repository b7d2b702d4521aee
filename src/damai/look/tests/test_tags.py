"""The tags say in words what colour only repeats, and work where the front end was not built."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from damai.look.templatetags import look

NOW = datetime(2024, 2, 5, 3, 0, tzinfo=UTC)  # a Monday, 10.00 WIB


def render(source: str, **values: object) -> str:
    return Template("{% load look tiles %}" + source).render(Context(values))


def test_what_vite_built_is_linked_by_its_digest(tmp_path, monkeypatch):
    path = tmp_path / "manifest.json"
    monkeypatch.setattr(look, "MANIFEST", path)
    built = {"islands/map/index.ts": {"file": "a/map-1.js", "css": ["a/m.css"]}, "styles/index.css": {"file": "a/s.css"}}
    path.write_text(json.dumps(built))
    assert render('{% island "map" %}') == (
        '<link rel="stylesheet" href="/static/built/a/m.css"><script type="module" src="/static/built/a/map-1.js"></script>'
    )
    assert render("{% styles %}") == '<link rel="stylesheet" href="/static/built/a/s.css">'


def test_nothing_built_is_a_comment_not_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(look, "MANIFEST", tmp_path / "missing.json")
    for tag in ("{% styles %}", "{% app_script %}", '{% island "map" %}'):
        assert render(tag).startswith("<!-- The front end is not built yet")


def test_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "place" %}')
    labelled = render('{% icon "print" "Cetak" %}')
    assert 'role="img" aria-label="Cetak"' in labelled
    assert "aria-hidden" not in labelled


def test_state_is_a_word_and_an_icon_of_its_own():
    drawings = {state: render('{% badge "x" state %}', state=state).split("<path")[1] for state in look.STATE_ICONS}
    assert len(set(drawings.values())) == len(drawings)


@pytest.mark.parametrize(
    ("due", "more", "words", "state"),
    [
        (NOW - timedelta(days=2), {}, "Terlambat 2 hari", "late"),
        (NOW - timedelta(seconds=20), {}, "Baru saja lewat", "late"),
        (NOW - timedelta(days=4), {"unit": "working_days", "left": 2}, "Terlambat 2 hari kerja", "late"),
        (NOW + timedelta(hours=19), {}, "Sisa 19 jam", "soon"),
        (NOW + timedelta(days=8), {"unit": "working_days", "left": 6}, "Sisa 6 hari kerja", "open"),
        (NOW + timedelta(days=8), {}, "Sisa 8 hari", "open"),
        (date(2024, 2, 5), {}, "Hari ini", "soon"),
        (date(2024, 2, 4), {}, "Terlambat 1 hari", "late"),
        (date(2024, 2, 5), {"met": True}, "Selesai", "met"),
    ],
)
def test_deadline_says_what_is_left(due, more, words, state):
    told = look.deadline(due, now=NOW, **more)
    assert (told["words"], told["state"]) == (words, state)


def test_a_legal_day_ends_in_jakarta_not_in_greenwich():
    late_evening = datetime(2024, 2, 4, 18, 0, tzinfo=UTC)  # already the 5th in Jakarta
    assert look.deadline(date(2024, 2, 4), now=late_evening)["state"] == "late"
    assert look.deadline(date(2024, 2, 5), now=late_evening)["words"] == "Hari ini"


def test_midnight_is_the_end_of_the_day_before_and_said_as_that_day():
    midnight = datetime(2024, 2, 15, 17, 0, tzinfo=UTC)  # 00.00 of the 16th in Jakarta
    assert look.deadline(midnight, now=NOW)["due"] == date(2024, 2, 15)
    assert look.deadline(midnight, now=midnight - timedelta(minutes=1))["words"] == "Hari ini"
    assert look.deadline(midnight, now=midnight)["state"] == "late"
    assert look.deadline(midnight - timedelta(minutes=1), now=NOW)["due"] == midnight - timedelta(minutes=1)


def test_dates_are_said_in_the_reader_s_language():
    source = "{{ at|long_date }} | {{ at|date_time }} | {{ day|short_date }} | {{ none|long_date }}"
    values = {"at": NOW, "day": date(2024, 8, 17), "none": None}
    assert render(source, **values) == "Senin, 5 Februari 2024 | 5 Feb 2024, 10.00 WIB | 17 Agu 2024 | "
    with translation.override("en"):
        assert render("{{ at|long_date }} | {{ at|clock_time }}", **values) == "Monday, 5 February 2024 | 10:00 WIB"


def test_what_rules_say_is_said_part_by_part_in_the_reader_s_language(monkeypatch):
    english = {
        "akhir pekan": "weekend",
        "libur": "holiday",
        "Natal": "Christmas",
        "perkiraan": "estimate",
        "Masa tenang": "Quiet",
    }
    assert render("{{ why|said }}", why="akhir pekan, libur: Natal") == "akhir pekan, libur: Natal"
    monkeypatch.setattr(look, "_", lambda text: english.get(text, text))
    with translation.override("en"):
        assert render("{{ why|said }}", why="libur") == "holiday"
        assert render("{{ why|said }}", why="akhir pekan, libur: Natal (perkiraan)") == "weekend, holiday: Christmas (estimate)"
        assert render("{{ why|said }}", why="libur: Hari desa.") == "holiday: Hari desa."
        assert render("{{ why|said }}", why="") == ""


def test_elapsed_time_is_words_with_the_moment_behind_them():
    html = render("{{ at|ago:now }}", at=NOW - timedelta(hours=3, minutes=5), now=NOW)
    assert "3 jam yang lalu" in html
    assert 'title="5 Feb 2024, 06.55 WIB"' in html
    assert "baru saja" in render("{{ at|ago:now }}", at=NOW, now=NOW)
    assert "dalam 2 hari" in render("{{ at|ago:now }}", at=NOW + timedelta(days=2), now=NOW)
    assert render("{{ at|ago:now }}", at=None, now=NOW) == ""


def test_a_number_that_is_missing_is_no_data_and_zero_is_zero():
    assert "tidak ada data" in render('{% stat "Sengketa" None %}')
    zero = render('{% stat "Sengketa" 0 %}')
    assert "tidak ada data" not in zero
    assert ">0</dd>" in zero


class Form(forms.Form):
    name = forms.CharField(label="Nama <i>", help_text="Seperti di KTP.")
    note = forms.CharField(label="Catatan", required=False)
    kind = forms.ChoiceField(label="Jenis", choices=[("a", "A")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Setuju")


def test_field_ties_label_help_and_error_to_its_control():
    form = Form(data={"note": "x"})
    name = render("{% field form.name %}", form=form)
    assert '<label for="id_name">Nama &lt;i&gt;</label>' in name
    assert 'aria-describedby="id_name_helptext id_name_error"' in name
    assert 'id="id_name_helptext"' in name and 'id="id_name_error"' in name
    assert 'aria-invalid="true"' in name
    assert "boleh dikosongkan" in render("{% field form.note %}", form=form)
    assert "boleh dikosongkan" not in render("{% field form.note optional=False %}", form=form)
    kind = render("{% field form.kind %}", form=form)
    assert '<fieldset aria-describedby="id_kind_error"><legend>Jenis</legend>' in kind
    assert 'id="id_kind_error"' in kind


def test_form_says_first_what_to_mend_and_nothing_when_all_is_well():
    html = render("{% fields form %}", form=Form(data={}))
    assert html.index('role="alert"') < html.index('id="id_name"')
    assert '<a href="#id_name">Nama &lt;i&gt;</a>' in html
    assert 'role="alert"' not in render("{% fields form %}", form=Form())


def test_a_place_is_current_on_its_page_and_below(rf):
    below, other = rf.get("/kerja/perkara/P-00001/"), rf.get("/kerja/")
    item = '{% nav_item "/kerja/perkara/" "Perkara" "case" count=2 %}'
    assert 'aria-current="true"' in render(item, request=below)
    assert 'aria-current="page"' in render(item, request=rf.get("/kerja/perkara/"))
    assert "aria-current" not in render(item, request=other)
    assert "aria-current" not in render('{% nav_item "/kerja/" "Hari ini" "today" exact=True %}', request=below)
    assert "aria-current" not in render('{% nav_item "/" "Beranda" "home" %}', request=other)


def test_query_keeps_what_is_not_changed(rf):
    request = rf.get("/?state=late&page=3")
    assert render("{% querystring_with page=4 %}", request=request) == "?state=late&amp;page=4"
    assert render('{% querystring_with page="" %}', request=request) == "?state=late"
