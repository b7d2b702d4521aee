"""The table of settings says what the code reads, all of it and nothing else."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs/operate/settings.md").read_text()
REQUIRED = re.compile(r'\benv\("([A-Z_]+)"')
OPTIONAL = re.compile(r'os\.(?:getenv\(|environ\.get\(|environ\[)"DAMAI_([A-Z_]+)"')


def rows() -> dict[str, str]:
    """Variable → what production must do about it."""
    return dict(re.findall(r"^\| `DAMAI_([A-Z_]+)` \| ([^|]+?) \|", TABLE, re.MULTILINE))


def read(pattern: re.Pattern[str]) -> set[str]:
    """The variables that the code reads in this way."""
    return {name for path in (ROOT / "src").rglob("*.py") for name in pattern.findall(path.read_text())}


def test_every_setting_is_in_the_table_and_the_table_holds_no_other():
    assert rows().keys() == read(REQUIRED) | read(OPTIONAL)


def test_the_table_says_which_are_required():
    assert {name for name, need in rows().items() if need == "required"} == read(REQUIRED)
