"""The catalogue of offences is whole, in both languages, honest about what was not checked, and no statute text."""

import csv
import os
from pathlib import Path

import pytest

from damai.statutes.rules import Confidence, UnreadableTable, library
from damai.statutes.rules.library.offences import read_offences

SHARED = Path(os.environ.get("DAMAI_SHARED_DATA", "/nowhere")) / "laws"
CATALOGUE = library.catalogue()


def test_every_entry_is_said_in_both_languages_and_stands_on_an_article():
    assert len(CATALOGUE) >= 70
    for offence in CATALOGUE:
        one, other = offence.said("id"), offence.said("en")
        assert one.title and one.conduct and one.who and other.title and other.conduct and other.who, offence.id
        assert len(one.elements) == len(other.elements) >= 2, offence.id
        assert bool(one.but) == bool(other.but) and bool(one.consequence) == bool(other.consequence), offence.id
        assert offence.articles and offence.classes and offence.when and offence.source and len(offence.words) >= 4, offence.id
        assert one.conduct != other.conduct


def test_every_article_is_of_a_law_the_library_knows():
    known = {law.code for law in library.known_laws()}
    assert {article.law for offence in CATALOGUE for article in offence.articles} <= known


def test_subjects_and_regimes_are_known():
    assert {offence.subject for offence in CATALOGUE} == set(library.SUBJECTS)
    assert {offence.regime for offence in CATALOGUE} == {"PEMILU", "PILKADA"}


def test_pilkada_is_marked_as_not_verified():
    assert all(
        offence.confidence == Confidence.UNVERIFIED and not (offence.penalty and offence.penalty.verified)
        for offence in CATALOGUE
        if offence.regime == "PILKADA"
    )


def test_a_penalty_is_verified_only_where_the_checked_list_says_the_same():
    path = SHARED / "uu7_2017_offences_checked.csv"
    if not path.exists():
        pytest.skip(f"no shared data at {path}")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ceilings: dict[str, set[tuple[int, int]]] = {}
    for row in rows:
        number, unit = row["max_penalty"].split()[1:3]
        months = int(number) * (12 if unit == "tahun" else 1)
        ceilings.setdefault(row["article"], set()).add((months, int(row["max_fine_idr"])))
    ceilings["494"] = {(12, 12_000_000)}  # law.md A.8, read in the list of issues of the bill
    for offence in CATALOGUE:
        if offence.penalty and offence.penalty.verified:
            articles = [article.article for article in offence.articles if article.article in ceilings]
            assert (offence.penalty.months, offence.penalty.fine) in {pair for each in articles for pair in ceilings[each]}, (
                offence.id
            )
    # And every row of the checked list is in the catalogue.
    held = {article.article for offence in CATALOGUE for article in offence.articles if article.law == "uu-7-2017"}
    assert {row["article"] for row in rows} <= held


def test_no_adjective_about_a_participant_and_no_name_of_one():
    words = " ".join(f"{offence.id_words} {offence.words}" for offence in CATALOGUE).casefold()
    for name in ("pdip", "gerindra", "golkar", "nasdem", "prabowo", "anies", "ganjar", "jokowi", "paslon 0"):
        assert name not in words


def test_a_broken_file_names_the_entry():
    with pytest.raises(UnreadableTable, match=r"uang\.toml"):
        read_offences("[[offence", "uang")
    with pytest.raises(UnreadableTable, match="contoh"):
        read_offences('[[offence]]\nid = "contoh"\n', "uang")
