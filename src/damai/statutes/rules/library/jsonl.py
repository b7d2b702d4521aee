"""Laws as data: one JSON object a line, with law, section, article, paragraph and text, as open collections of statutes do."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .citing import read_citation
from .explaining import Explaining
from .ids import NotAnIdentifier, order_of
from .lines import Aside, Line, Why, clean, words_in
from .parts import Note, Part, Reading, units_of
from .reading import CHAPTER, CLOSING, PARAGRAPH_HEAD, SECTION, Reader, Series, repaired

CLAUSE = re.compile(
    r"\d{1,3}\.\s+(?:Ketentuan|Di\s?antara|Judul|Penjelasan|Setelah|Sesudah|Pasal|BAB|Bab|Bagian|Lampiran|Di\s?dalam)\b.*"
)
EXPLAINS = re.compile(r"(?:Cukup jelas|Yang dimaksud|Ayat \(\d|Huruf [a-z]\b|Angka \d)")
STEPS = re.compile(r"(?<!\S)(?=(?:Ayat \(\d{1,3}[a-z]?\)|Huruf [a-z]{1,2}\d?|Angka \d{1,3})(?:\s|$))")
# Collections made from running text have the end of the law, and the head of its explanation, in the last article's own words.
ENDED = re.compile(
    r"\s(?=PENJELASAN ATAS\b|Agar setiap orang mengetahuinya|(?:Disahkan|Ditetapkan|Diundangkan) di Jakarta|"
    r"LEMBARAN NEGARA REP|TAMBAHAN LEMBARAN)"
)
SHORT = 5  # articles of a law that only puts its annex in force
TAIL = re.compile(r"\s+(?:Angka \d{1,3}|Pasal [IVX]+)\s*$")


@dataclass(frozen=True)
class Row:
    """One line of such a file that could be read."""

    number: int
    law: str
    section: str
    chapter: str
    article: str
    paragraph: str
    text: str
    quality: str


def rows_of(text: str) -> Iterator[Row | Aside]:
    """Each line of the file as a row, or as one that cannot be read."""
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        try:
            yield _row(number, json.loads(raw))
        except (ValueError, KeyError, TypeError, RecursionError):
            yield Aside(number, clean(raw)[:500], Why.NOT_A_ROW)


def _row(number: int, said: Any) -> Row:
    law = read_citation(_text(said["law"]))
    if not law.law:
        raise NotAnIdentifier("no law")
    article = repaired(_text(said["article"]).replace(" ", ""))[0]
    if not re.fullmatch(r"\d{1,4}[A-Z]{0,2}|[IVX]{1,6}", article):
        raise NotAnIdentifier("no article")
    paragraph = _text(said.get("paragraph"))
    if not re.fullmatch(r"(?:\d{1,3}[a-z]?)?", paragraph):
        raise NotAnIdentifier("no paragraph")
    words = {key: clean(_text(said.get(key))) for key in ("section", "chapter", "text", "quality")}
    if not words["text"].strip():
        raise NotAnIdentifier("no words")
    return Row(number, law.law, words["section"] or "body", words["chapter"], article, paragraph, words["text"], words["quality"])


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise TypeError("not a word")
    return str(value).strip()


def laws_in(text: str) -> list[str]:
    """The codes of the laws in the file, in their order."""
    return list(dict.fromkeys(row.law for row in rows_of(text) if isinstance(row, Row)))


def read_jsonl(text: str, law: str) -> Reading:
    """Read one law out of the file; rows of other laws lie beside it."""
    rows = list(rows_of(text))
    reader = RowReader()
    for row in rows:
        if isinstance(row, Aside):
            reader.asides.append(row)
        elif row.law != law:
            reader.asides.append(Aside(row.number, f"{row.law} {row.article}", Why.OTHER_LAW))
        else:
            reader.row(row)
    return reader.result(len(rows))


class RowReader(Reader):
    """Reads rows with the marks that the lines of a text are read with; each row says itself which article it belongs to."""

    def __init__(self) -> None:
        super().__init__([])
        self.explained_since = False
        self.all_lines: list[Line] = []

    def row(self, row: Row) -> None:
        """One row: words of an article or a paragraph, or their explanation."""
        self.all_lines.append(Line(row.number, row.text))
        mixed = row.section == "amending_law_mixed"
        if row.section == "elucidation" or (mixed and self._explains(row)):
            self._explain(row, mixed=mixed)
            return
        if self._open(row, mixed=mixed):
            self._body_of(row)
        else:
            self.asides.append(Aside(row.number, row.text, Why.SECOND_SERIES))

    def _explains(self, row: Row) -> bool:
        """Whether a row of a mixed section is explanation: the article was there before, and these are no new words of it."""
        known = any(each.parts[0] == row.article for each in self.series[-1].amended)
        return not row.paragraph and (known or EXPLAINS.match(row.text) is not None)

    def _open(self, row: Row, *, mixed: bool) -> bool:
        series = self.series[-1]
        into = series.amended if mixed else series.articles
        if not mixed and row.article == "1" and self._begins_again(into):
            self.series.append(Series())
            into = self.series[-1].articles
        self.explained_since = False if not mixed else self.explained_since
        if row.chapter:
            self.headings = ["", row.chapter, *(self.headings[2:] if row.chapter == self.headings[1] else ["", ""])]
        if into and into[-1].parts[0] == row.article:
            self.open = [into[-1]]
        elif into and order_of(row.article) <= order_of(into[-1].parts[0]):
            return False
        else:
            self._open_article(row.article, into, Line(row.number, ""))
        return not row.paragraph or self._begin_paragraph(row.paragraph, row.number) or self._later_paragraph(row)

    def _begins_again(self, into: list[Part]) -> bool:
        """Whether a second law begins: a short one that only puts its annex in force has gone before, or its explanation."""
        return bool(into) and into[-1].parts[0] != "1" and (self.explained_since or len(into) <= SHORT)

    def _later_paragraph(self, row: Row) -> bool:
        """A paragraph that a row names out of order, when the article has none of this number yet."""
        article = self.open[0]
        if any(each.parts[-1] == row.paragraph for each in article.below):
            return False
        self.open = [article, article.child(row.paragraph, style="()", number=row.number)]
        return True

    def _body_of(self, row: Row) -> None:
        words, *ended = ENDED.split(row.text, maxsplit=1)
        if ended:
            self.asides.append(Aside(row.number, ended[0], Why.CLOSING))
        said = [" ".join(part.split()) for part in words.split("\n")]
        self.before = ""
        for at, part in enumerate(each for each in said if each):
            line = Line(row.number, part)
            rest = " ".join(said[said.index(part) :])
            if at and (SECTION.match(part) or PARAGRAPH_HEAD.match(part) or CHAPTER.match(part)):
                level = 3 if PARAGRAPH_HEAD.match(part) else 2 if SECTION.match(part) else 1
                self.headings[level:] = [rest, *[""] * (3 - level)]
                self.asides.append(Aside(row.number, rest, Why.HEADING))
                return
            if at and (CLOSING.match(part) or CLAUSE.match(part)):
                self.asides.append(Aside(row.number, rest, Why.CLOSING if CLOSING.match(part) else Why.CLAUSE))
                return
            self._say(line)
            self.before = part

    def _explain(self, row: Row, *, mixed: bool) -> None:
        self.explained_since = True
        series = self.series[-1]
        among = Explaining(series.articles, series.amended, self.asides)
        among.is_specific = True
        among._go_to(row.article)
        text = " ".join(row.text.split())
        tail = TAIL.search(text) if mixed else None
        if tail:
            self.asides.append(Aside(row.number, tail[0].strip(), Why.CLAUSE))
            text = text[: tail.start()]
        for part in STEPS.split(text):
            if part.strip():
                among.take(Line(row.number, part.strip()))

    def result(self, rows: int) -> Reading:
        """Everything that was read."""
        self.lines = self.all_lines
        reading = self._result()
        known = words_in(self.all_lines)
        series = max(self.series, key=lambda each: each.size)
        return Reading(
            units=units_of(series.articles, known),
            amended=units_of(series.amended, known),
            asides=reading.asides,
            notes=tuple(each for each in reading.notes if isinstance(each, Note)),
            lines=rows,
        )


def quality_said(text: str, law: str) -> str:
    """The worst quality that the rows of a law state of themselves: ocr_noisy, ocr_light, or nothing."""
    said = {row.quality for row in rows_of(text) if isinstance(row, Row) and row.law == law}
    return next((word for word in ("ocr_noisy", "ocr_light") if any(each.startswith(word) for each in said)), "")


__all__ = ["Part", "Row", "RowReader", "laws_in", "quality_said", "read_jsonl", "rows_of"]
