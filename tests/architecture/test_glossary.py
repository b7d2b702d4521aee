"""The glossary has one meaning per word, and what it says of the code is in the code."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = re.findall(r"^\| (?!Indonesian |-)([^|]+) \| `([^`|]+)` \| ([^|]+) \|", (ROOT / "docs/words.md").read_text(), re.MULTILINE)


def test_the_glossary_is_a_glossary():
    assert len(ROWS) > 60


def test_no_word_stands_twice():
    for column in (0, 2):
        words = Counter(word.strip() for row in ROWS for word in row[column].split(","))
        assert [word for word, times in words.items() if times > 1] == []


def test_every_word_of_the_code_is_in_the_code():
    code = "\n".join(path.read_text() for path in (ROOT / "src/damai").rglob("*.py"))
    known = set(re.findall(r"\w+", code))
    assert [row[1] for row in ROWS if not set(row[1].split(".")) <= known] == []
