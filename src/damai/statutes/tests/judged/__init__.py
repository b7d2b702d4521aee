"""Questions as people ask them, each with the entries of the catalogue that answer it; written before the search was tuned.

The half `held` was never looked at while tuning. Both halves and the catalogue's everyday words have one author, who knows what
is asked for; so `reports`, which has another author, is the honest measure. docs/law/library.md has the figures.
"""

import csv
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from damai.statutes.rules import library
from damai.statutes.rules.library.index import Index
from damai.statutes.rules.library.searching import catalogue_index, passage_of, wanted_by, with_phrases

REPORTS = Path(os.environ.get("DAMAI_SHARED_DATA", "/nowhere")) / "triage" / "reports_dev.csv"
Ranking = Callable[[str], list[str]]
# Which entries answer a report of each kind (triage's categories); kinds that no election law forbids are left out.
SUBJECT = {each: {offence.id for offence in library.catalogue() if offence.subject == each} for each in library.SUBJECTS}
CATEGORY = {offence.category for offence in library.catalogue()}
ANSWERS: dict[str, set[str]] = {
    "sara_hate": {"menghina-orang-atau-golongan", "diskriminasi-ras-etnis", "pilkada-larangan-kampanye"},
    "insult_person": {"menghina-orang-atau-golongan", "pilkada-larangan-kampanye"},
    "black_campaign": {"menghasut-mengadu-domba", "kabar-bohong", "menghina-orang-atau-golongan", "pilkada-larangan-kampanye"},
    "incitement": {"menghasut-mengadu-domba", "mengancam-kekerasan", "mengganggu-ketertiban"},
    "violence_threat": {"mengancam-kekerasan", "menghalangi-memilih"},
    "violence_event": {
        "mengacaukan-kampanye",
        "menggagalkan-pemungutan",
        "mengganggu-ketertiban",
        "menghalangi-memilih",
        "mengancam-kekerasan",
        "merusak-hasil-tersegel",
    },
    "voter_intimidation": {
        "menghalangi-memilih",
        "mengancam-kekerasan",
        "majikan-melarang-memilih",
        "hilang-hak-pilih",
        "menghalangi-pendaftaran-pemilih",
        "pilkada-halangi-memilih",
    },
    "official_intimidation": {"menghalangi-wartawan", "mengancam-kekerasan", "menghalangi-memilih"},
    "money_politics": {offence.id for offence in library.catalogue() if offence.category == "money_politics"},
    "state_neutrality": SUBJECT["netralitas"] | {"pilkada-netralitas", "pilkada-petahana-mutasi"},
    "state_facility": {
        "kampanye-tempat-ibadah",
        "kampanye-fasilitas-negara",
        "kampanye-tempat-pendidikan",
        "pejabat-menguntungkan-peserta",
    },
    "campaign_material": {"merusak-alat-peraga", "alat-peraga-salah-tempat"},
    "campaign_rules": {offence.id for offence in library.catalogue() if offence.category == "campaign_rules"},
    "hoax_election": {"kabar-bohong", "menghasut-mengadu-domba"},
    "voter_list": SUBJECT["pemilih"],
    "polling_irregularity": SUBJECT["tps"] | SUBJECT["hitung"],
    "organizer_ethics": SUBJECT["penyelenggara"],
    "ideology_unity": {"mempersoalkan-dasar-negara", "membahayakan-keutuhan"},
}


@dataclass(frozen=True)
class Judged:
    """A question and what answers it."""

    half: str
    text: str
    answers: frozenset[str]


@dataclass(frozen=True)
class Figures:
    """How well a way of searching answers."""

    questions: int
    mrr: float  # the mean of one divided by the place of the first right answer among ten
    first: float  # how often the first answer is right
    five: float  # how often one of the first five is
    recall: float  # how many of the right answers are among the first five

    def __str__(self) -> str:
        return f"n={self.questions} MRR={self.mrr:.3f} S@1={self.first:.3f} S@5={self.five:.3f} R@5={self.recall:.3f}"


def queries(half: str | None = None) -> list[Judged]:
    """The judged questions, of one half or both."""
    with (Path(__file__).parent / "queries.csv").open(encoding="utf-8") as file:
        rows = [Judged(row["half"], row["query"], frozenset(row["relevant"].split("|"))) for row in csv.DictReader(file)]
    return [row for row in rows if half is None or row.half == half]


def reports() -> list[Judged]:
    """Reports of another author with their kinds, as questions; none where the shared data are not there."""
    if not REPORTS.exists():
        return []
    with REPORTS.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["category"] in ANSWERS]
    return [
        Judged("reports", row["text"], frozenset(ANSWERS[row["category"]] | ANSWERS.get(row["secondary"], set()))) for row in rows
    ]


def measured(rank: Ranking, rows: Iterable[Judged]) -> Figures:
    """The figures of a way of searching."""
    places, recalls = [], []
    for row in rows:
        found = rank(row.text)[:10]
        places.append(next((place for place, key in enumerate(found, start=1) if key in row.answers), 0))
        recalls.append(len(row.answers & set(found[:5])) / min(5, len(row.answers)))
    n = len(places)
    return Figures(
        questions=n,
        mrr=sum(1 / place for place in places if place) / n,
        first=sum(place == 1 for place in places) / n,
        five=sum(0 < place <= 5 for place in places) / n,
        recall=sum(recalls) / n,
    )


def ranking(*, words: bool = True, everyday: bool = True, phrases: bool = True) -> Ranking:
    """The search of the catalogue, with parts of it taken away."""
    index = catalogue_index() if words else Index.of(passage_of(each, with_words=False) for each in library.catalogue())

    def rank(text: str) -> list[str]:
        question = library.read_question(text)
        found = index.find(wanted_by(question.words, index, with_everyday=everyday), 24)
        return [each.key for each in (with_phrases(question, found) if phrases else found)]

    return rank


PLAIN = {"words": False, "everyday": False, "phrases": False}
