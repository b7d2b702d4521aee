"""What everyone may know of the law's tables: all of it. The law is public, and so is how sure we are of it."""

from dataclasses import dataclass
from datetime import date, datetime

from . import queries, rules
from .models import Law, Provision
from .queries import Cited, Entry, Found, said_of
from .rules import library


@dataclass(frozen=True, kw_only=True)
class Today:
    """The stage a day lies in, in words for the public."""

    election: str
    stage: str | None
    stages: tuple[str, ...]
    campaigning: bool
    assumed: bool  # the dates are our assumption, not a regulation's


def clocks(regime: str | None = None, on: date | None = None) -> tuple[rules.Clock, ...]:
    """Every clock with its basis and how sure we are of it, in the law's order."""
    return queries.clocks(regime, on)


def holidays(year: int | None = None) -> tuple[rules.Holiday, ...]:
    """The days off, with their decree; `estimated` where the date is not decided yet."""
    return queries.holidays(year)


def elections() -> tuple[rules.Election, ...]:
    """Every election, with the status of its calendar."""
    return queries.elections()


def stages(election: str) -> tuple[rules.Stage, ...]:
    """The calendar of one election."""
    return queries.stages(election)


def today(day: date, election: str) -> Today:
    """What stage the election is in on the day, and whether campaigning is allowed."""
    present = queries.present(day, election)
    return Today(
        election=election,
        stage=present.stage.name if present.stage else None,
        stages=tuple(stage.name for stage in present.stages),
        campaigning=present.campaigning,
        assumed=any(stage.status == rules.Status.ASSUMED for stage in present.stages),
    )


def regimes() -> tuple[rules.Regime, ...]:
    """The bodies of law a matter can be handled under."""
    return queries.regimes()


def explain(regime: str, clock_code: str, start: date | datetime, *, zone: str) -> rules.Explanation:
    """A deadline laid out day by day, so that anyone can check it with a finger on the calendar."""
    return queries.explain(regime, clock_code, start, zone=zone)


def deadline(regime: str, clock_code: str, start: date, *, zone: str = "WIB") -> rules.Deadline:
    """When a clock ends, day by day, so that anyone can check a deadline."""
    return queries.deadline(regime, clock_code, start, zone=zone)


# --- The library of rules --------------------------------------------------------------------------------------------


def cited(code: str) -> queries.Cited:
    """A citation by its identifier, to be shown: label, title and address. `UnknownArticle` names the nearest."""
    return queries.cited(code)


def article(code: str, on: date | None = None) -> queries.Article:
    """A provision as it stands on a day, in its whole article."""
    return queries.article(code, on)


def search(text: str) -> queries.Results:
    """What answers a question in everyday words, or names a provision by its number."""
    return queries.search(text)


def found(text: str) -> Found:
    """The same in the reader's language, with why each was found."""
    return queries.found(text)


def laws() -> list[Law]:
    """Every law the library knows, with how many of its provisions have words."""
    return queries.laws()


def law(code: str) -> Law:
    """One law, or `UnknownLaw`."""
    return queries.law(code)


def contents(code: str) -> list[Provision]:
    """The articles of a law whose words were imported, in order."""
    return queries.contents(code)


def entries(subject: str | None = None) -> list[queries.Entry]:
    """The catalogue of offences and prohibitions in the reader's language, of one subject or all."""
    return queries.entries(subject)


def entry(id: str) -> queries.Entry | None:
    """One entry of the catalogue, or None."""
    offence = library.by_id().get(id)
    return queries.entry(offence) if offence else None


def subjects() -> dict[str, str]:
    """The subjects of the catalogue in their order, with what they are called."""
    return {code: str(queries.SUBJECTS[code]) for code in library.SUBJECTS}


def entries_on(code: str) -> list[Entry]:
    """The entries of the catalogue that rest on a law."""
    return [queries.entry(each) for each in library.catalogue() if any(article.law == code for article in each.articles)]


def entries_for(article: queries.Article) -> list[Entry]:
    """The entries of the catalogue that rest on a provision."""
    return [queries.entry(each) for each in article.offences]


def label(code: str) -> str:
    """UU 7/2017, for the code of a law."""
    return library.law_label(code)


__all__ = [
    "Cited",
    "Entry",
    "Found",
    "Law",
    "Provision",
    "Today",
    "article",
    "cited",
    "clocks",
    "contents",
    "deadline",
    "elections",
    "entries",
    "entries_for",
    "entries_on",
    "entry",
    "explain",
    "found",
    "holidays",
    "label",
    "law",
    "laws",
    "regimes",
    "said_of",
    "search",
    "stages",
    "subjects",
    "today",
]
