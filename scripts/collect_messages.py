"""Collect every text a person can read into the English catalogue, without gettext tools on the machine.

Indonesian is the source: what stands in the code is the msgid. English is the translation, written by hand in the .po file.
"""

import ast
import csv
import io
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "damai"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
# The law's tables are written in Indonesian; pages say these columns in the reader's language (filter `said`).
TABLES = {
    "clocks.csv": ("name", "start_event", "written", "reads_as"),
    "regimes.csv": ("name",),
    "elections.csv": ("name",),
    "holidays.csv": ("name",),
    "stages.csv": ("name",),
}
# `say` is what a file calls gettext in which `_` is gettext_lazy.
KEYWORDS = DEFAULT_KEYWORDS | {
    "say": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# What moves of a case, figures of an agenda, papers and their fields are called in rules: by name or place of an argument.
SAID_OF = {
    "Move": ("label",),
    "Kind": ("words", "unit", "source", "label", 1),
    "Figure": ("words", "unit", "source"),
    "Field": ("words", 1),
}
HEADER = {
    "Project-Id-Version": "Damai",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
COMMENT = "English for Damai. The msgid is the Indonesian text in the code; `make messages` collects it, people write the msgstr."


@dataclass(frozen=True, order=True)
class Text:
    """One text to translate."""

    text: str
    plural: str = ""
    context: str = ""


def collect(source: Path = SOURCE) -> dict[Text, list[str]]:
    """Every text in the code, the facts and the templates, each with the files it stands in."""
    found: defaultdict[Text, set[str]] = defaultdict(set)
    for path in sorted(source.rglob("*")):
        if path.suffix not in READERS or {"tests", "static", "migrations"} & set(path.relative_to(source).parts):
            continue
        for text in READERS[path.suffix](path):
            found[text].add(path.relative_to(source.parents[1]).as_posix())
    return {text: sorted(places) for text, places in found.items()}


def _of_python(path: Path) -> Iterator[Text]:
    code = path.read_text(encoding="utf-8")
    yield from _calls(code)
    if {"rules", "facts"} & set(path.parts) or path.stem in {"facts", "rules"}:
        yield from _said_later(code)


def _of_template(path: Path) -> Iterator[Text]:
    code = path.read_text(encoding="utf-8")
    if "{%" not in code and "{{" not in code:
        return
    # What templatize leaves is made for xgettext: words and calls, indented as the page was, which Python would not read.
    yield from _calls("\n".join(line.lstrip() for line in templatize(code).splitlines()))


def _calls(code: str) -> Iterator[Text]:
    for _line, words, _comments, context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
        several = (words,) if isinstance(words, str) else tuple(words)
        if several and several[0]:
            yield Text(several[0], several[1] if len(several) > 1 else "", context or "")


def _said_later(code: str) -> Iterator[Text]:
    """What facts and rules say, who know nothing of languages: it is translated when it is shown.

    These are a fact's `sentence`, the parts in a tuple called `SAID`, and what a call in `SAID_OF` is given.
    """
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "sentence":
            yield Text(ast.literal_eval(node.value))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SAID" and isinstance(node.value, ast.Tuple):
            yield from map(Text, ast.literal_eval(node.value))
        elif isinstance(node, ast.Call):
            wanted = SAID_OF.get(ast.unparse(node.func), ())
            given = [*enumerate(node.args), *((word.arg, word.value) for word in node.keywords)]
            texts = [value for place, value in given if place in wanted and isinstance(value, ast.Constant)]
            yield from (Text(str(text.value)) for text in texts if text.value)


def _of_table(path: Path) -> Iterator[Text]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (Text(row[column]) for column in TABLES.get(path.name, ()) if row[column])


READERS: dict[str, Callable[[Path], Iterator[Text]]] = {
    ".py": _of_python,
    ".html": _of_template,
    ".txt": _of_template,
    ".csv": _of_table,
}


def merged(catalogue: polib.POFile, found: dict[Text, list[str]]) -> polib.POFile:
    """The catalogue with what was found: translations are kept, new texts are empty, vanished ones are obsolete."""
    known = {key(entry): entry for entry in catalogue}
    result = polib.POFile(wrapwidth=120)
    result.header = COMMENT
    result.metadata = HEADER
    for text, places in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        result.append(_entry(text, places, known.pop(text, None)))
    for _text, entry in sorted(known.items()):
        if entry.msgstr or any(entry.msgstr_plural.values()):
            entry.obsolete, entry.occurrences = True, []
            result.append(entry)
    return result


def key(entry: polib.POEntry) -> Text:
    """What text an entry translates."""
    return Text(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def _entry(text: Text, places: list[str], before: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.text, occurrences=[(place, "") for place in places])
    if text.context:
        entry.msgctxt = text.context
    if text.plural:
        entry.msgid_plural, entry.msgstr_plural = text.plural, {0: "", 1: ""}
    if "%(" in text.text + text.plural:
        entry.flags.append("python-format")
    if before:
        entry.msgstr, entry.msgstr_plural, entry.tcomment = before.msgstr, before.msgstr_plural, before.tcomment
    return entry


def main() -> int:
    """Bring the catalogue up to date and say what still waits for a translation."""
    if not settings.configured:
        settings.configure()  # templatize asks for nothing of ours
    before = CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.exists() else ""
    catalogue = merged(polib.pofile(before) if before else polib.POFile(), collect())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    after = str(catalogue) + "\n"
    if after != before:
        CATALOGUE.write_text(after, encoding="utf-8")
    waiting = [entry for entry in catalogue.untranslated_entries() if not entry.obsolete]
    sys.stdout.write(f"{len(catalogue)} texts, {len(waiting)} without English, {len(catalogue.obsolete_entries())} obsolete.\n")
    for entry in waiting[:20]:
        sys.stdout.write(f"  {entry.occurrences[0][0]}: {entry.msgid[:90]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
