"""Every claim of the threat model is held by a test that exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/security/threat-model.md").read_text()
CLAIM = re.compile(r"^\| (?!---|We protect)(?P<claim>[^|]+) \| (?P<tests>[^|]+) \|$", re.MULTILINE)
NODE = re.compile(r"`(?P<file>[\w/.-]+\.py)::(?P<test>test_\w+)`")


def exists(file: str, test: str) -> bool:
    """Whether the file holds the test."""
    path = ROOT / (file if file.startswith("tests/") else f"src/damai/{file}")
    return path.exists() and re.search(rf"^\s*def {test}\(", path.read_text(), re.MULTILINE) is not None


def test_every_claim_names_tests_and_they_exist():
    claims = {match["claim"]: NODE.findall(match["tests"]) for match in CLAIM.finditer(PAGE)}
    assert len(claims) >= 20
    assert [claim for claim, tests in claims.items() if not tests] == []
    assert [node for tests in claims.values() for node in tests if not exists(*node)] == []


def test_each_adversary_has_what_is_not_protected():
    sections = re.split(r"^## ", PAGE, flags=re.MULTILINE)[2:]
    assert [section.splitlines()[0] for section in sections if "*Not protected.*" not in section] == []
