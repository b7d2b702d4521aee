"""A table to test at: the people, a commitment made at a meeting, an item of the commission, a clause of a declaration."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from tests.cast import cast, neighbours

from damai.agencies.models import Agency
from damai.commitments import actions
from damai.commitments.rules import IndicatorGiven

MOMENT = datetime(2023, 11, 20, 3, 0, tzinfo=UTC)  # Monday, 10.00 in Jakarta
MADE = date(2023, 10, 11)
DUE = date(2023, 12, 1)
VOTE = date(2024, 2, 14)

VISITS = IndicatorGiven(
    words="Kelurahan yang didatangi sosialisasi", unit="kelurahan", direction="at-least", target=44, source="KPU Jakarta Pusat"
)
HOAXES = IndicatorGiven(words="Hoaks terverifikasi", unit="hoaks", direction="at-most", target=2, source="Sudin Kominfotik")


def people() -> SimpleNamespace:
    """The cast and its neighbours by name."""
    return SimpleNamespace(**vars(cast()), **vars(neighbours()))


def agency(code: str) -> Agency:
    """An agency by its code."""
    return Agency.objects.get(code=code)


def decision(number: int = 1, *, owner: str | None = "kpu-jakpus", **changed):
    """A commitment made by the decision of a meeting that Kesbangpol convened."""
    given = {
        "origin": "decision",
        "origin_code": f"R-00001/{number}",
        "series": "RS-001",
        "words": "Sosialisasi aturan kampanye di semua kelurahan",
        "basis": "Notula R-00001",
        "owner": agency(owner) if owner else None,
        "convener": agency("kesbangpol-jakpus"),
        "made_on": MADE,
        "due_on": DUE,
        "indicators": [VISITS],
        "is_public": True,
        "by": "M-0051",
    }
    return actions.promise(**(given | changed))


def clause(number: int = 1, **changed):
    """A commitment made by a clause of a declaration: those who sign own it."""
    given = {
        "origin": "clause",
        "origin_code": f"D-00001/v1/{number}",
        "words": "Tidak menyebarkan hoaks",
        "basis": "UU 7/2017 Pasal 280",
        "owner": None,
        "due_on": VOTE,
        "indicators": [HOAXES],
        "is_public": False,
    }
    return decision(**(given | changed))


def item(commitment, *, owner: str = "kpu-jakpus", **changed):
    """Something that an agency does for a commitment."""
    given = {
        "words": "Datangi 44 kelurahan",
        "output": "Daftar hadir dan foto",
        "owner": agency(owner),
        "person": None,
        "supporting": [],
        "indicator": "Kelurahan didatangi",
        "target": "44",
        "starts_on": MADE,
        "due_on": DUE,
        "by": "M-0051",
    }
    return actions.assign(commitment, **(given | changed))
