"""An official text, line by line, becomes articles (Pasal), paragraphs (ayat), letters (huruf) and numbers (angka).

Nothing is ever dropped: every line that says something ends in a provision, in its explanation, or in the list of what lies
beside them with the reason. Markers count only where the order of the law allows them, because a line of running text may begin
with "Pasal 12" or "(2)" as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .explaining import Explaining
from .ids import order_of
from .lines import Aside, Line, Why, furniture, lines_of, running_heads, words_in
from .parts import DEEPEST, LONGEST_PATH, Doubt, Note, Part, Reading, follows, units_of

BOOK = re.compile(r"BUKU\s+(?:KE\w+|[IVX]+)\b.*")
CHAPTER = re.compile(r"BAB\s+[IVXLC]{1,7}[A-Z]?\b.*")
SECTION = re.compile(r"Bagian\s+(?:Ke\w+|Pertama)(?:\s+(?:Belas|Puluh))?\b[^.;]*")
PARAGRAPH_HEAD = re.compile(r"Paragraf\s+\d{1,2}\b[^.;]*")
ARTICLE = re.compile(r"P[aA][sS][aA][lLI1]\s+(?P<number>[\dOIlS]{1,4}\s?[A-Z]{0,2}|[IVX]{1,4})\.?")
PARAGRAPH = re.compile(r"[(\[{]\s?(?P<number>[\dOIl]{1,3}[a-z]?)\s?[)\]}]\s*(?P<text>.*)")
ITEM = re.compile(r"(?P<label>[a-z]{1,2}\d?|\d{1,3}[a-z]?)(?P<style>[.)])(?:\s+(?P<text>.*)|$)")
CLOSING = re.compile(
    r"(?:Agar\s+setiap\s+orang\s+mengetahui|Disahkan\s+di\b|Ditetapkan\s+di\b|Diundangkan\s+di\b|(?:TAMBAHAN\s+)?LEMBARAN\s+NEGARA|"
    r"(?:TAMBAHAN\s+)?BERITA\s+NEGARA|Salinan\s+sesuai\s+dengan\s+aslinya).*"
)
EXPLANATION = re.compile(r"P\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N(?:\s+ATAS\b.*)?")
NEW_LAW = re.compile(r"(?:UNDANG-UNDANG|PERATURAN|KEPUTUSAN)\b[^a-z]*(?:REPUBLIK|NOMOR|PENGGANTI|BADAN|KOMISI|MENTERI)[^a-z]*")
AMENDS = re.compile(
    r"(?:Ketentuan|Di\s?antara|Judul|Penjelasan|Setelah|Sesudah|Pasal|BAB|Bab|Bagian|Paragraf|Lampiran|Di\s?dalam|Dalam|Mengubah|Menghapus|"
    r"Menyisipkan|Frasa|Kata|Semua|Huruf|Ayat|Angka)\b"
)
REPEALED = re.compile(r"(?P<list>Pasal\s+\d{1,4}[A-Z]?\b[^.;:]{0,200}?)\s+dihapus\b")
CITED = re.compile(
    r"Pasal\s+(?P<article>\d{1,4}[A-Z]?)(?:\s+ayat\s+\((?P<paragraph>\d{1,3}[a-z]?)\))?(?:\s+huruf\s+(?P<letter>[a-z]{1,2})\b)?"
)
UNFINISHED = re.compile(
    r"(?:\b(?:dalam|dimaksud|dengan|dan|atau|pada|Pasal|ayat|huruf|angka|oleh|dari|antara|sampai|melanggar|ketentuan)|,)$"
)
LIST_JOINT = re.compile(r"(?:^|[;,.]\s*)(?:dan/atau|dan|atau)$")
OPENS = re.compile(r":$|\bberikut(?: ini)?[:.]?$|\bmeliputi:?$|\bhal:?$|\bterhadap:?$|\buntuk:?$|\bdengan:?$")


@dataclass
class Series:
    """One run of articles: a law, or what a law has as its annex."""

    articles: list[Part] = field(default_factory=list)
    amended: list[Part] = field(default_factory=list)
    explained: list[Part] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many articles it has."""
        return len(self.articles) + len(self.amended)


class Reader:
    """Reads a text once, from the first line to the last."""

    def __init__(self, lines: Sequence[Line], heads: frozenset[int] = frozenset()) -> None:
        self.lines, self.heads = lines, heads
        self.series = [Series()]
        self.asides: list[Aside] = []
        self.notes: list[Note] = []
        self.open: list[Part] = []  # the article first, the deepest provision last
        self.headings = ["", "", "", ""]  # book, chapter, section, paragraph
        self.naming: int | None = None  # which of them the following lines go on with
        self.state = "preamble"
        self.explaining: Explaining | None = None
        self.clause: Part | None = None  # the number of an amending law whose new words follow
        self.before = ""

    def read(self) -> Reading:
        """Everything that was read."""
        for line in self.lines:
            why = Why.PAGE_HEADER if line.number in self.heads and not ARTICLE.fullmatch(line.text) else furniture(line.text)
            if why is not None and not (why == Why.CATCHWORD and self.state == "preamble"):
                self._aside(line, why)
                continue
            self._take(line)
            self.before = line.text
        return self._result()

    def _aside(self, line: Line, why: Why) -> None:
        self.asides.append(Aside(line.number, line.text, why))

    def _take(self, line: Line) -> None:
        if self.state == "explaining" and self.explaining is not None:
            if not (NEW_LAW.fullmatch(line.text) and self.explaining.is_specific):
                if CLOSING.fullmatch(line.text) and line.text.isupper():
                    self._aside(line, Why.CLOSING)
                else:
                    self.explaining.take(line)
                return
            self._begin_series(line)
        elif EXPLANATION.fullmatch(line.text) and self.series[-1].size:
            self.state, self.open, self.naming = "explaining", [], None
            self.explaining = Explaining(self.series[-1].articles, self.series[-1].amended, self.asides)
            self._aside(line, Why.CLOSING)
        elif self.state == "closing":
            if NEW_LAW.fullmatch(line.text) and not self.before.endswith("ATAS"):
                self._begin_series(line)
            else:
                self._aside(line, Why.CLOSING)
        elif CLOSING.fullmatch(line.text) and self.state == "body" and not unfinished(self.before):
            self.state, self.open, self.naming = "closing", [], None
            self._aside(line, Why.CLOSING)
        else:
            self._body(line)

    def _begin_series(self, line: Line) -> None:
        self.series.append(Series())
        self.open, self.headings, self.naming, self.explaining, self.clause = [], ["", "", "", ""], None, None, None
        self.state = "preamble"
        self._aside(line, Why.PREAMBLE)

    # --- Headings and articles ------------------------------------------------------------------------------------

    def _body(self, line: Line) -> None:
        level = self._heading_level(line.text)
        if level is not None:
            self.state = "body"
            self.headings[level:] = [line.text, *[""] * (3 - level)]
            self.naming, self.open = level, []
            self._aside(line, Why.HEADING)
            return
        article = ARTICLE.fullmatch(line.text)
        if article and self._is_article(article["number"], line):
            return
        if self.naming is not None and self._goes_on_naming(line.text):
            self.headings[self.naming] += f" {line.text}"
            self._aside(line, Why.HEADING)
        elif self.state == "preamble":
            self._aside(line, Why.PREAMBLE)
        elif self._is_clause(line):
            return
        elif not self.open:
            self._aside(line, Why.UNPLACED)
        else:
            self._say(line)

    def _heading_level(self, text: str) -> int | None:
        if len(text) > 160 or (unfinished(self.before) and not self.before.isupper()):
            return None
        for level, pattern in enumerate((BOOK, CHAPTER, SECTION, PARAGRAPH_HEAD)):
            if pattern.fullmatch(text):
                return level
        return None

    def _goes_on_naming(self, text: str) -> bool:
        if self.open or PARAGRAPH.match(text) or ITEM.match(text):
            return False
        upper = self.naming is not None and self.naming < 2
        return text.isupper() if upper else len(text) < 120 and not text.endswith((".", ";", ":"))

    def _is_article(self, typed: str, line: Line) -> bool:
        """Begin an article where the order allows one; the head of a page of running text is read as words, and noted."""
        typed = typed.replace(" ", "")
        if not unfinished(self.before):
            own = self.series[-1].articles
            if re.fullmatch(r"[IVX]+", typed) and (self._amending or not own) and all(typed != each.parts[0] for each in own):
                self.clause = None
                self._open_article(typed, own, line)
                return True
            number, changed = repaired(typed)
            into = self._series_for(number, line)
            if into is not None:
                if changed:
                    self.notes.append(Note(line.number, Doubt.REPAIRED, line.text))
                self._open_article(number, into, line)
                return True
        self.notes.append(Note(line.number, Doubt.ODD_ARTICLE, line.text))
        return False

    def _series_for(self, number: str, line: Line) -> list[Part] | None:
        """Where an article of this number belongs; None where the order allows none here."""
        amended = self.clause is not None
        into = self.series[-1].amended if amended else self.series[-1].articles
        last = next((each.parts[0] for each in reversed(into) if each.parts[0][0].isdigit()), None)
        if last is None or (amended and order_of(number) > order_of(last)) or (not amended and follows(number, last, gap=1)):
            return into
        if order_of(number) <= order_of(last):
            if number != "1" or amended or not self._resumes(number, line):
                return None
            self.series.append(Series())  # a second law begins, its annex perhaps
            return self.series[-1].articles
        if not follows(number.lower(), last.lower()) and not self._resumes(number, line):
            return None
        self.notes.append(Note(line.number, Doubt.GAP, f"{last} … {number}"))
        return into

    @property
    def _amending(self) -> bool:
        articles = self.series[-1].articles
        return bool(articles) and articles[0].parts[0] == "I"

    def _resumes(self, number: str, line: Line) -> bool:
        """Whether the order goes on from here: pages are missing, and this is not a reference that begins a line."""
        at = self.lines.index(line)
        for later in self.lines[at + 1 : at + 400]:
            found = ARTICLE.fullmatch(later.text)
            if found:
                return follows(repaired(found["number"].replace(" ", ""))[0].lower(), number.lower(), gap=2)
        return False

    def _open_article(self, number: str, into: list[Part], line: Line) -> None:
        self.state, self.naming = "body", None
        heading = " › ".join(each for each in self.headings if each)
        article = Part((number,), heading, number=line.number)
        into.append(article)
        self.open = [article]

    # --- What an article says -------------------------------------------------------------------------------------

    def _is_clause(self, line: Line) -> bool:
        """Begin a number of an amending law: "5. Ketentuan Pasal 9 diubah …"."""
        found = ITEM.match(line.text) if self._amending and len(self.series[-1].articles) == 1 else None
        if not found or not found["label"].isdigit() or not AMENDS.match(found["text"] or ""):
            return False
        root = self.series[-1].articles[0]
        last = root.below[-1].label if root.below else "0"
        if not follows(found["label"], last):
            return False
        self.clause = root.child(f"angka-{found['label']}", style="1.", number=line.number)
        self.open = [root, self.clause]
        self.headings = ["", "", "", ""]
        self._words(Line(line.number, found["text"] or ""))
        return True

    def _say(self, line: Line) -> None:
        text, goes_on = line.text, unfinished(self.before)
        found = None if goes_on else PARAGRAPH.fullmatch(text)
        if found and self._begin_paragraph(found["number"], line.number):
            text = found["text"]
            item = ITEM.fullmatch(text)
        else:
            item = None if goes_on and not self.before.endswith(",") and not OPENS.search(self.before) else ITEM.fullmatch(text)
        if item and self._begin_item(item["label"], item["style"], line.number):
            text = item["text"] or ""
        self._words(Line(line.number, text))

    def _begin_paragraph(self, typed: str, number: int) -> bool:
        label = typed.translate(str.maketrans("OIl", "011"))
        article = self.open[0]
        last = next((part.label for part in reversed(article.below) if part.style == "()"), "0")
        if not follows(label, last) or (last == "0" and label not in {"1", "2"}):
            return False
        self.open = [article, article.child(label, style="()", number=number)]
        return True

    def _begin_item(self, label: str, style: str, number: int, *, gap: int = 3) -> bool:
        """Begin a letter or number: the next of an open list, or the first of a new one below what just ended in a colon."""
        style = ("1" if label[0].isdigit() else "a") + style
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].style == style and follows(label, self.open[depth].label, gap=gap):
                self.open = self.open[:depth]
                return self._push(label, style, number)
        deepest = self.open[-1]
        said = deepest.said[-1].text if deepest.said else ""
        if label in {"a", "1"} and (not deepest.said or OPENS.search(said)):
            return self._push(label, style, number)
        return False

    def _push(self, label: str, style: str, number: int) -> bool:
        part = f"angka-{label}" if label[0].isdigit() else label
        over = self.open[-1]
        if len(over.parts) >= DEEPEST or len("/".join((*over.parts, part))) > LONGEST_PATH:
            return False
        if any(each.parts[-1] == part for each in over.below):
            return False
        self.open.append(over.child(part, style=style, number=number))
        return True

    def _words(self, line: Line) -> None:
        """Words of the deepest provision that is open; the next items of a list may stand in the same line."""
        text = line.text
        while text:
            cut = self._next_inline(text)
            if cut is None:
                break
            self.open[-1].said.append(Line(line.number, text[: cut.start("label")].rstrip()))
            if not self._begin_item(cut["label"], cut["style"], line.number, gap=1):
                self.open[-1].said.append(Line(line.number, text[cut.start("label") : cut.end()].strip()))
            text = text[cut.end() :]
        self.open[-1].said.append(Line(line.number, text))

    def _next_inline(self, text: str) -> re.Match[str] | None:
        found = None
        for part in self.open[1:]:
            if part.style in {"a.", "1.", "a)", "1)"}:
                label = successor(part.label)
                pattern = rf"(?<=[;.])(?P<end>\s+(?:(?:dan/atau|dan|atau)\s+)?)(?P<label>{label})(?P<style>[{part.style[1]}])\s"
                at = re.search(pattern, text)
                if at and (found is None or at.start() < found.start()):
                    found = at
        opening = re.search(r"(?<=:)(?P<end>\s+)(?P<label>a|1)(?P<style>[.)])\s", text)
        if opening and (found is None or opening.start() < found.start()) and "diubah" not in text:
            found = opening
        return found

    # --- The end ----------------------------------------------------------------------------------------------------

    def _result(self) -> Reading:
        main = max(self.series, key=lambda each: each.size)
        for other in self.series:
            if other is not main:
                self.asides += [
                    Aside(line.number, line.text, Why.SECOND_SERIES)
                    for article in (*other.articles, *other.amended)
                    for part in article.walk()
                    for line in (Line(part.number, part.parts[-1]), *part.said, *part.explained)
                ]
        known = words_in(self.lines)
        clauses = [part for article in main.articles if article.parts[0] == "I" for part in article.below]
        return Reading(
            units=units_of(main.articles, known),
            amended=units_of(main.amended, known),
            repealed=tuple(path for clause in clauses for path in repealed_by(" ".join(line.text for line in clause.said))),
            asides=tuple(sorted(self.asides, key=lambda each: each.number)),
            notes=tuple(self.notes),
            lines=len(self.lines),
        )


def read_text(text: str) -> Reading:
    """Read an official text."""
    lines = lines_of(text)
    return Reader(lines, running_heads(text)).read()


def unfinished(before: str) -> bool:
    """Whether a line ends in the middle of a reference, so that what follows belongs to it: "sebagaimana dimaksud dalam"."""
    return UNFINISHED.search(before) is not None and LIST_JOINT.search(before) is None


def repaired(typed: str) -> tuple[str, bool]:
    """An article's number as digits, where a scanner read letters: 16O is 160; and whether anything was changed."""
    found = re.fullmatch(r"([\dOIlS]+)([A-Z]{0,2})", typed)
    digits, suffix = (found[1], found[2]) if found else (typed, "")
    plain = digits.translate(str.maketrans("OIlS", "0115"))
    return (str(int(plain)) if plain.isdigit() else plain) + suffix, plain != digits


def successor(label: str) -> str:
    """The next label of a list: b after a, aa after z, 3 after 2."""
    if label[0].isdigit():
        return str(int(re.match(r"\d+", label)[0]) + 1)  # type: ignore[index]
    bare = label.rstrip("0123456789")
    return "a" * (len(bare) + 1) if bare[-1] == "z" else bare[:-1] + chr(ord(bare[-1]) + 1)


def repealed_by(clause: str) -> list[str]:
    """The provisions of the other law that a number of an amending law takes out: "Ketentuan Pasal 15 dan Pasal 16 dihapus"."""
    found = REPEALED.search(clause)
    if not found or re.search(r"diubah|disisipkan|ditambahkan|berbunyi", found["list"]):
        return []
    return [
        "/".join(each for each in (cited["article"], cited["paragraph"], cited["letter"]) if each)
        for cited in CITED.finditer(found["list"])
    ]
