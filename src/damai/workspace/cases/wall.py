"""What falls due today, this week and later, and what has expired: the wall of deadlines; and any of them day by day."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from damai.agencies.access import AgencyKind, Role, open_to, scope_for
from damai.agencies.rules import Capability
from damai.cases.queries import (
    MOST,
    Case,
    Term,
    When,
    case_for,
    counts,
    expired_cases,
    hung,
    laid_out,
    steps_of,
    terms_of,
    wall_for,
)
from damai.cases.rules import Class
from damai.ledger.queries import Told, entries_about, now
from damai.statutes.queries import statutes

from ..desk import reader

HANDLERS = open_to(Role.OFFICER, Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
LEADS = open_to(Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
PAGE = 50


def headings() -> dict[When, str]:
    """What the headings of the wall say."""
    return {
        When.EXPIRED: _("Kedaluwarsa"),
        When.LATE: _("Lewat batas"),
        When.TODAY: _("Hari ini"),
        When.WEEK: _("Minggu ini"),
        When.LATER: _("Kemudian"),
    }


@dataclass(frozen=True)
class Chosen:
    """How the reader narrowed the wall. What has expired is above it, whatever is chosen."""

    when: When | None
    duty: str
    klass: str

    @property
    def query(self) -> str:
        """The same as a query string."""
        said = {"kapan": self.when or "", "wajib": self.duty, "jalur": self.klass}
        return "&".join(f"{name}={value}" for name, value in said.items() if value)


def chosen(request: HttpRequest) -> Chosen:
    """What of the address is a choice; anything else is as if it were not there."""
    when, duty, klass = (request.GET.get(name, "") for name in ("kapan", "wajib", "jalur"))
    return Chosen(
        When(when) if when in set(When) - {When.EXPIRED} else None,
        duty if duty in {"own", "others"} else "",
        klass if klass in set(Class) else "",
    )


@HANDLERS
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The wall."""
    member, asked = reader(request), chosen(request)
    found = wall_for(member, when=asked.when, duty=asked.duty, klass=asked.klass, after=request.GET.get("sesudah", ""))
    context = {
        "wall": found,
        "groups": _grouped(found.rows),
        "asked": asked,
        "chips": _chips(counts(member), asked),
        "duties": _duties(asked),
        "now": now(),
        "leads": scope_for(request).may(Capability.DECIDE_CASES),
    }
    return render(request, "workspace/cases/wall.html", context)


@dataclass(frozen=True)
class Group:
    """The terms under one heading of a page."""

    heading: str
    rows: tuple[Any, ...]


def _grouped(rows: tuple[Any, ...]) -> list[Group]:
    words = headings()
    groups: list[Group] = []
    for when in When:
        found = tuple(row for row in rows if row.when == when)
        if found:
            groups.append(Group(words[when], found))
    return groups


def _chips(numbers: dict[When, int], asked: Chosen) -> list[dict[str, Any]]:
    words = headings()
    every: list[dict[str, Any]] = [
        {"href": _href(asked, when=None), "label": _("Semua"), "count": None, "current": asked.when is None}
    ]
    for when in (When.LATE, When.TODAY, When.WEEK, When.LATER):
        number = numbers[when]
        said = f"{number}+" if number >= MOST else str(number)
        every.append({"href": _href(asked, when=when), "label": words[when], "count": said, "current": asked.when == when})
    return every


def _duties(asked: Chosen) -> list[dict[str, Any]]:
    values = (("", _("Semua")), ("own", _("Kewajiban kantor")), ("others", _("Kewajiban pihak lain")))
    return [
        {"href": _href(asked, duty=value), "label": label, "count": None, "current": asked.duty == value}
        for value, label in values
    ]


def _href(asked: Chosen, **changed: Any) -> str:
    query = Chosen(**{"when": asked.when, "duty": asked.duty, "klass": asked.klass, **changed}).query
    return f"?{query}"


@LEADS
@require_safe
def expired(request: HttpRequest) -> HttpResponse:
    """Every case that ever expired, decided since or not: a failure the head of the office must see, and answer for."""
    page = Paginator(expired_cases(reader(request)), PAGE).get_page(request.GET.get("page"))
    return render(request, "workspace/cases/expired.html", {"page": page, "now": now()})


@dataclass(frozen=True)
class Counted:
    """Who counted a term when: what started it, and every time it was counted again."""

    opened_by: str
    step: int
    basis: str
    again: tuple[Told, ...]


@HANDLERS
@require_safe
def term(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One deadline of a case day by day, with its article, its days off, and who counted when; printable for a hearing."""
    try:
        case = case_for(reader(request), code)
        row = terms_of(case).get(number=number)
    except (Case.DoesNotExist, Term.DoesNotExist):
        raise Http404 from None
    explained = laid_out(row)
    (shown,) = hung([row], statutes(), row.ended_at or now())
    context = {
        "case": case,
        "term": row,
        "shown": shown,
        "explained": explained,
        "moved": explained is not None and explained.deadline.due_at != row.due_at and row.ended_at is None,
        "counted": _counted(case, row),
        "now": now(),
    }
    return render(request, "workspace/cases/term.html", context)


def _counted(case: Case, row: Term) -> Counted:
    steps = [step for step in steps_of(case) if row.event in step.event.split() and step.at <= row.opened_at]
    last = steps[-1] if steps else None
    moves = [
        told for told in entries_about(case.code) if told.name == "DeadlineMoved" and f" {row.clock} " in f" {told.sentence} "
    ]
    return Counted(last.by if last else "damai", last.number if last else 0, last.basis if last else "", tuple(moves))


urlpatterns: list[URLPattern] = [
    path("dinding/", show, name="wall"),
    path("dinding/kedaluwarsa/", expired, name="wall_expired"),
    path("<str:code>/tenggat/<int:number>/", term, name="case_term"),
]
