"""Real laws, where the shared data are there: read as data, and again as printed pages with heads, page numbers and cut words."""

import json
import os
import textwrap
from collections import defaultdict
from pathlib import Path

import pytest

from damai.statutes.rules import library
from damai.statutes.rules.library import Quality, read_jsonl, read_text

LAWS = Path(os.environ.get("DAMAI_SHARED_DATA", "/nowhere")) / "laws"
ARTICLES = LAWS / "laws_articles.jsonl"
OCR = LAWS / "uu7_2017_ocr_articles_partial.jsonl"
pytestmark = pytest.mark.skipif(not ARTICLES.exists(), reason=f"no shared data at {ARTICLES}")
COUNTED = {
    "uu-7-2012": 62,
    "pp-2-2015": 99,
    "uu-9-1998": 20,
    "uu-40-2008": 23,
    "uu-14-2008": 64,
    "uu-39-1999": 106,
    "uu-40-1999": 21,
    "uu-1-2015": 206,
    "uu-17-2013": 87,
    "uu-2-2008": 53,
    "uu-13-2006": 45,
    "uu-1-2023": 621,
    "uu-11-2008": 51,
}


@pytest.fixture(scope="module")
def text() -> str:
    return ARTICLES.read_text(encoding="utf-8")


@pytest.mark.parametrize("law, articles", COUNTED.items())
def test_a_law_as_data_is_read_whole(text, law, articles):
    reading = read_jsonl(text, law)
    assert sum(unit.kind == library.Kind.ARTICLE for unit in reading.units) == articles
    assert reading.accounted == set(range(1, reading.lines + 1))
    own = sum(json.loads(line)["law"] == f"UU {law[3:].replace('-', '/')}" for line in text.splitlines())
    assert len(reading.unread) <= max(2, 0.05 * own) or law == "uu-11-2008"  # whose explanation is one long row


def test_amending_laws_give_their_words_to_the_law_they_amend(text):
    reading = read_jsonl(text, "uu-10-2016")
    assert not reading.units
    paths = {unit.path: unit for unit in reading.amended}
    assert {"187A/1", "187A/2", "73/4/a", "187B", "16/1a"} <= set(paths)
    assert paths["73/1"].explanation and paths["187A/2"].text.startswith("Pidana yang sama")


def test_what_a_scanner_read_is_told_from_what_a_computer_wrote(text):
    for law in COUNTED:
        words = library.whole_text(read_jsonl(text, law).units)
        assert library.noise(words) <= (5 if law == "uu-1-2023" else 2)
        assert library.quality_of(words) == (Quality.LIGHT if law == "uu-1-2023" else Quality.CLEAN), law
    rows = [json.loads(line)["text"] for line in OCR.read_text(encoding="utf-8").splitlines()]
    assert library.noise(" ".join(rows)) > 40 and library.quality_of(" ".join(rows)) == Quality.NOISY
    reading = read_jsonl(OCR.read_text(encoding="utf-8"), "uu-7-2017")
    assert len({unit.parts[0] for unit in reading.units}) >= 195


def printed(rows: list[dict]) -> str:
    """The body of a law as pages are printed: 30 lines of 62 letters, a head, a number, words cut at line ends."""
    lines: list[str] = []
    article = chapter = None
    for row in rows:
        if row["chapter"] and row["chapter"] != chapter:
            chapter = row["chapter"]
            number, title = chapter.split(" ", 2)[:2], chapter.split(" ", 2)[2:]
            lines += [" ".join(number), *title]
        if row["article"] != article:
            article = row["article"]
            lines.append(f"Pasal {article}")
        said = row["text"].split("\n")
        said[0] = f"({row['paragraph']}) {said[0]}" if row["paragraph"] else said[0]
        for each in said:
            lines += textwrap.wrap(" ".join(each.split()), 62, break_on_hyphens=True)
    pages = [lines[at : at + 30] for at in range(0, len(lines), 30)]
    return "\f".join("\n".join(["PRESIDEN", "REPUBLIK INDONESIA", f"- {n} -", *page]) for n, page in enumerate(pages, start=1))


@pytest.mark.parametrize("law", ["UU 9/1998", "UU 40/1999", "UU 40/2008", "UU 7/2012", "PP 2/2015", "UU 13/2006", "UU 17/2013"])
def test_a_law_as_printed_pages_is_read_as_it_is_as_data(text, law):
    code = law.lower().replace(" ", "-").replace("/", "-")
    whole = [json.loads(line) for line in text.splitlines()]
    rows = [row for row in whole if row["law"] == law and row["section"] == "body"]
    data = "\n".join(json.dumps(row) for row in rows)
    as_data = {unit.path: unit.text for unit in read_jsonl(data, code).units}
    as_print = {unit.path: unit.text for unit in read_text(printed(rows)).units}
    assert len(set(as_data) ^ set(as_print)) <= 0.02 * len(as_data), sorted(set(as_data) ^ set(as_print))[:20]
    both = set(as_data) & set(as_print)
    differing = [path for path in both if squeezed(as_data[path]) != squeezed(as_print[path])]
    assert len(differing) <= 0.05 * len(both), [(path, as_data[path][-80:], as_print[path][-80:]) for path in differing[:5]]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_no_text_of_a_statute_is_in_the_project(text):
    """What ships is our own words: no run of seven words of the catalogue stands in a law."""
    runs: defaultdict[str, int] = defaultdict(int)
    for line in text.splitlines():
        words = json.loads(line)["text"].casefold().replace(",", "").replace(";", "").split()
        for at in range(len(words) - 6):
            runs[" ".join(words[at : at + 7])] += 1
    for offence in library.catalogue():
        said = (
            " ".join((offence.id_words.title, offence.id_words.conduct, *offence.id_words.elements))
            .casefold()
            .replace(",", "")
            .split()
        )
        copied = [" ".join(said[at : at + 7]) for at in range(len(said) - 6) if " ".join(said[at : at + 7]) in runs]
        assert not copied, (offence.id, copied)
