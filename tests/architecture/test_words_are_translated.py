"""Indonesian is written in the code, and all of it has its English; who adds a sentence and forgets, learns it here."""

import re

import polib
import pytest
from django.utils import translation
from scripts.collect_messages import CATALOGUE, Text, collect, key, merged

PLACEHOLDER = re.compile(r"%\(\w+\)\d*\w|(?<!%)%[ds]|%%|\{\w*\}")
TAG = re.compile(r"</?\w+")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


@pytest.fixture(scope="module")
def living(catalogue) -> list[polib.POEntry]:
    return [entry for entry in catalogue if not entry.obsolete]


def english(entry: polib.POEntry) -> list[str]:
    """What an entry says in English: one text, or one for one and one for many."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_the_catalogue_holds_exactly_what_the_code_says(living):
    said, held = set(collect()), {key(entry) for entry in living}
    assert sorted(said - held) == [], "run `make messages`, then write the English"
    assert sorted(held - said) == [], "no longer said anywhere: run `make messages`"


def test_every_text_has_its_english(catalogue, living):
    assert len(living) > 500
    assert [entry.msgid for entry in living if not all(text.strip() for text in english(entry))] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


def test_english_has_the_placeholders_of_the_indonesian(living):
    broken = [
        entry.msgid
        for entry in living
        for text in english(entry)
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(entry.msgid))
    ]
    assert broken == []


def test_english_begins_and_ends_as_the_indonesian(living):
    """No tag, line break or space is lost or added at the edges, where templates join texts."""
    broken = [
        entry.msgid
        for entry in living
        for text in english(entry)
        if edges(text) != edges(entry.msgid) or TAG.findall(text) != TAG.findall(entry.msgid)
    ]
    assert broken == []


def edges(text: str) -> tuple[str, str]:
    """The white space before and after."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def test_one_and_many_are_two_words_where_english_has_two(living):
    assert [e.msgid for e in living if e.msgid_plural and len(set(english(e))) != 2] == []


def test_collecting_again_changes_nothing():
    again = polib.pofile(str(CATALOGUE))
    assert str(merged(again, collect())) + "\n" == CATALOGUE.read_text(encoding="utf-8")


def test_a_translation_survives_and_a_vanished_text_becomes_obsolete():
    before = polib.POFile()
    before.append(polib.POEntry(msgid="Kotak masuk", msgstr="Inbox"))
    before.append(polib.POEntry(msgid="Kotak surat", msgstr="Letter box"))
    before.append(polib.POEntry(msgid="Tanpa arti"))
    after = merged(before, {Text("Kotak masuk"): ["a.py"], Text("Baru %(n)d", "Baru %(n)d"): ["b.py"]})
    assert {(entry.msgid, entry.msgstr, bool(entry.obsolete)) for entry in after} == {
        ("Kotak masuk", "Inbox", False),
        ("Baru %(n)d", "", False),
        ("Kotak surat", "Letter box", True),
    }
    back = merged(polib.pofile(str(after)), {Text("Kotak surat"): ["a.py"]})
    assert [(entry.msgid, entry.msgstr) for entry in back if not entry.obsolete] == [("Kotak surat", "Letter box")]


def test_texts_are_found_wherever_people_write_them(tmp_path):
    room = tmp_path / "src" / "damai" / "rooms"
    (room / "tests").mkdir(parents=True)
    (room / "a.py").write_text(
        "from django.utils.translation import gettext as say\n"
        'x = [say("satu"), _("dua " "tiga"), ngettext("%(n)d hari", "%(n)d hari", 2), pgettext("pintu", "Masuk"), _(f"{x}")]\n'
    )
    (room / "facts.py").write_text('class Opened(Fact):\n    sentence = "Perkara {case} dibuka"\n    case: str\n')
    (room / "rules.py").write_text('SAID = ("akhir pekan", "libur")\nMOVES = [Move(source=1, label="Tutup perkara")]\n')
    (room / "holidays.csv").write_text("date,name\n2024-12-25,Natal\n")
    (room / "others.csv").write_text("name\nBukan ini\n")
    (room / "a.html").write_text(
        '{% load i18n %}\n  {% if x %}\n {% translate "empat" as y %}{{ z|default:_("lima") }}\n'
        "{% blocktranslate trimmed with n=1 %}\n  enam\n  {{ n }}\n{% endblocktranslate %}{% endif %}"
        "{% blocktranslate count n=x %}satu berkas{% plural %}{{ n }} berkas{% endblocktranslate %}"
    )
    (room / "tests" / "test_a.py").write_text('_("bukan ini")\n')
    assert set(collect(tmp_path / "src" / "damai")) == {
        Text("satu"),
        Text("dua tiga"),
        Text("%(n)d hari", "%(n)d hari"),
        Text("Masuk", context="pintu"),
        Text("Perkara {case} dibuka"),
        Text("akhir pekan"),
        Text("libur"),
        Text("Tutup perkara"),
        Text("Natal"),
        Text("empat"),
        Text("lima"),
        Text("enam %(n)s"),
        Text("satu berkas", "%(n)s berkas"),
    }


def test_in_indonesian_every_text_is_said_as_it_is_written(living):
    """Neither Django's nor a package's own Indonesian catalogue may answer for a text of ours."""
    with translation.override("id"):
        changed = [entry.msgid for entry in living if said(entry) != entry.msgid]
    assert changed == []


def said(entry: polib.POEntry) -> str:
    """What Django says for an entry in the active language, for one."""
    if entry.msgid_plural:
        return translation.ngettext(entry.msgid, entry.msgid_plural, 1)
    return translation.pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else translation.gettext(entry.msgid)
