"""The catalogue of offences and prohibitions, in our own words: what one may not do, who, when, and what must be shown.

The files in `shipped/offences/` hold it, one a subject, for people who know the law and need no code. Nothing there is statute
text. An entry that was not checked against a source says so, and so does its penalty.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from ..calendar import Confidence
from ..errors import UnreadableTable
from .ids import Provision

# The order in which people meet the subjects.
SUBJECTS = ("uang", "kampanye", "ujaran", "netralitas", "pemilih", "tps", "hitung", "calon", "penyelenggara", "pilkada")


class Class(StrEnum):
    """By whom a violation is decided (law.md A.2); the codes that cases carry."""

    ADM = "adm"
    TSM = "tsm"
    KEPP = "kepp"
    PID = "pid"
    LAIN = "lain"


class When(StrEnum):
    """In which stage the conduct is forbidden."""

    ALWAYS = "always"
    BEFORE = "before"  # before the campaign
    CAMPAIGN = "campaign"
    QUIET = "quiet"
    VOTING = "voting"
    COUNTING = "counting"


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """The ceiling of a penalty: imprisonment or light imprisonment, and a fine; a floor only where the law has one."""

    kind: str  # penjara, kurungan
    months: int
    fine: int
    least: int = 0
    least_fine: int = 0
    verified: bool = False


@dataclass(frozen=True, kw_only=True)
class Said:
    """An entry's words in one language."""

    title: str
    conduct: str
    who: str
    elements: tuple[str, ...]
    but: str = ""
    consequence: str = ""


@dataclass(frozen=True, kw_only=True)
class Offence:
    """One conduct that the law forbids."""

    id: str
    subject: str
    category: str  # of reports: triage's word for what a message is about
    regime: str
    articles: tuple[Provision, ...]
    classes: tuple[Class, ...]
    when: tuple[When, ...]
    id_words: Said
    en_words: Said
    penalty: Penalty | None
    confidence: Confidence
    source: str
    words: tuple[str, ...]  # what people call it

    def said(self, language: str = "id") -> Said:
        """Its words in a language, Indonesian by default."""
        return self.en_words if language == "en" else self.id_words

    @property
    def basis(self) -> str:
        """Its articles in short: UU 7/2017 Ps. 280 ayat (1) huruf j, Ps. 523 ayat (1)."""
        groups: dict[str, list[str]] = {}
        for each in self.articles:
            groups.setdefault(each.law, []).append(each.place)
        return "; ".join(
            f"{Provision(law, ('1',)).label.removesuffix(' Ps. 1')} {', '.join(places)}" for law, places in groups.items()
        )


@cache
def catalogue() -> tuple[Offence, ...]:
    """Every entry that ships, by subject."""
    folder = resources.files("damai.statutes.rules") / "shipped" / "offences"
    found: list[Offence] = []
    for subject in SUBJECTS:
        found += read_offences((folder / f"{subject}.toml").read_text(encoding="utf-8"), subject)
    ids = [each.id for each in found]
    twice = {each for each in ids if ids.count(each) > 1}
    if twice:
        raise UnreadableTable(f"offences: {', '.join(sorted(twice))} tertulis dua kali.")
    return tuple(found)


@cache
def by_id() -> Mapping[str, Offence]:
    """The catalogue by identifier."""
    return {each.id: each for each in catalogue()}


@cache
def by_provision() -> Mapping[str, tuple[Offence, ...]]:
    """Which entries rest on a provision, by its identifier."""
    found: dict[str, list[Offence]] = {}
    for offence in catalogue():
        for article in offence.articles:
            found.setdefault(str(article), []).append(offence)
    return {key: tuple(entries) for key, entries in found.items()}


def read_offences(text: str, subject: str) -> tuple[Offence, ...]:
    """The entries of one file; `UnreadableTable` names the entry and what is wrong with it."""
    try:
        rows = tomllib.loads(text)["offence"]
    except (tomllib.TOMLDecodeError, KeyError) as problem:
        raise UnreadableTable(f"{subject}.toml: {problem}.") from problem
    found = []
    for row in rows:
        try:
            found.append(_offence(row, subject))
        except (KeyError, ValueError, TypeError) as problem:
            raise UnreadableTable(f"{subject}.toml, {row.get('id', '?')}: {problem}.") from problem
    return tuple(found)


def _offence(row: dict[str, Any], subject: str) -> Offence:
    penalty = row.get("penalty")
    return Offence(
        id=row["id"],
        subject=subject,
        category=row["category"],
        regime=row.get("regime", "PEMILU"),
        articles=tuple(Provision.read(each) for each in row["articles"]),
        classes=tuple(Class(each) for each in row["class"]),
        when=tuple(When(each) for each in row["when"]),
        id_words=_said(row, ""),
        en_words=_said(row, "_en"),
        penalty=Penalty(**penalty) if penalty else None,
        confidence=Confidence(row["confidence"]),
        source=row["source"],
        words=tuple(row["words"]),
    )


def _said(row: dict[str, Any], ending: str) -> Said:
    return Said(
        title=row[f"title{ending}"],
        conduct=row[f"conduct{ending}"],
        who=row[f"who{ending}"],
        elements=tuple(row[f"elements{ending}"]),
        but=row.get(f"but{ending}", ""),
        consequence=row.get(f"consequence{ending}", ""),
    )
