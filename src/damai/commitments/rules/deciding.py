"""Whose decision establishes a breach: bodies that the law gives it to, by the words their names begin with."""

import re
from datetime import date

# Never the police, the government or Damai itself: they convene, protect and count, and decide nothing about a promise.
BODIES = (
    "Bawaslu",
    "Badan Pengawas Pemilihan Umum",
    "DKPP",
    "Dewan Kehormatan Penyelenggara Pemilu",
    "KPU",
    "Komisi Pemilihan Umum",
    "Pengadilan",
    "PTUN",
    "Mahkamah Agung",
    "Mahkamah Konstitusi",
    "Ombudsman",
    "Inspektorat",
)
# As decisions are numbered; anything freer could carry a name into a log that cannot forget.
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{2,99}")
CASE = re.compile(r"P-\d{5,12}")


def competent(body: str) -> bool:
    """Whether a body may decide that a promise was broken."""
    said = " ".join(body.split()).casefold()
    return any(said == name.casefold() or said.startswith(f"{name.casefold()} ") for name in BODIES)


def flaw(*, body: str, number: str, decided_on: date | None, alleged_on: date, today: date, case: str) -> str:
    """What a recorded decision lacks, as a code; empty when it is whole."""
    if not body.strip():
        return "no-body"
    if not competent(body):
        return "not-competent"
    if not NUMBER.fullmatch(number):
        return "no-number"
    if decided_on is None:
        return "no-day"
    if decided_on > today:
        return "future"
    if decided_on < alleged_on:
        return "before"
    if case and not CASE.fullmatch(case):
        return "no-case"
    return ""
