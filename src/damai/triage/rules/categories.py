"""What is reported: the kinds a person decides between, and the 20 categories with their legal basis.

The legal basis is a draft for an Indonesian election lawyer: `checked` says whether a source was seen, and nothing here is a
finding. Pemilu (UU 7/2017) and Pilkada (UU 1/2015 jo. UU 10/2016) differ; the regime of a case decides which applies.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What a report is, in the words of the coordination meeting and of Perbawaslu 7/2022 (informasi awal)."""

    VIOLATION = "violation"
    INCIDENT = "incident"
    CLAIM = "claim"
    QUESTION = "question"
    PRELIMINARY = "preliminary"
    OTHER = "other"


@dataclass(frozen=True)
class Basis:
    """One legal source, and whether it was seen in a source or is from memory."""

    cite: str
    checked: bool


@dataclass(frozen=True)
class Category:
    """One of the 20 categories: its names, what it means, what it rests on, who answers, and how severe it is."""

    id: str
    kind: Kind
    name_id: str
    name_en: str
    definition: str
    basis: tuple[Basis, ...]
    answered_by: str
    severity: int  # where the rules begin; words can only raise it
    anchors: str


_TABLE = json.loads((Path(__file__).parent / "taxonomy.json").read_text("utf-8"))
TAXONOMY_VERSION: str = _TABLE["version"]
CATEGORIES: dict[str, Category] = {
    row["id"]: Category(
        id=row["id"],
        kind=Kind(row["kind"]),
        name_id=row["name_id"],
        name_en=row["name_en"],
        definition=row["definition_id"],
        basis=tuple(Basis(source["cite"], source["checked"]) for source in row["legal_basis"]),
        answered_by=row["answered_by"],
        severity=row["base_severity"],
        anchors=row["severity_anchors"],
    )
    for row in _TABLE["categories"]
}
# A person looks before anything happens; peaceful opinion, victims and reporters are protected.
PERSON_ONLY = frozenset({"ideology_unity", "gender_vulnerable", "organizer_ethics"})
# Shown to those who decide only, and without words in lists.
RESTRICTED = frozenset({"gender_vulnerable"})
