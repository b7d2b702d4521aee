"""Deadlines counted, against a bare addition and a bare loop; the wall of deadlines with few running terms and with many."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from .inside import CHUNK, milliseconds, peak_memory, per_second

ONE_DAY = timedelta(days=1)
WORKING_WEEK = 5


def counted(seconds: float) -> dict[str, Any]:
    """Deadlines a second: the references are one addition of seven days, and a loop that only finds the seventh working day."""
    from damai.statutes import queries, rules
    from damai.statutes.actions import load_statutes

    load_statutes()
    tables, tz = rules.shipped(), rules.Zone.WIB.tz
    regime = rules.regime_of(tables.regimes, "PEMILU")
    calendar, office = tables.calendar(regime), tables.office(rules.Zone.WIB)
    calendar.is_working_day(date(2024, 1, 1))  # what a process builds once
    clocks = {code: rules.version_of(tables.clocks, "PEMILU", code, date(2024, 1, 1)) for code in ("P7", "P8", "K1")}
    days = cycle(date(2023, 1, 2) + number * ONE_DAY for number in range(1200))
    moments: Iterator[datetime] = cycle(datetime(2023, 1, 2, 9, tzinfo=tz) + number * ONE_DAY for number in range(1200))
    off = frozenset(day.date for day in tables.holidays)
    measures = {
        "reference": lambda: next(moments) + timedelta(days=7),
        "loop": lambda: _seventh(next(days), off),
        "P7": lambda: rules.due(clocks["P7"], next(days), calendar, office=office),
        "P8": lambda: rules.due(clocks["P8"], next(days), calendar, office=office),
        "K1": lambda: rules.due(clocks["K1"], next(moments), calendar, office=office),
        "explained": lambda: rules.explain(rules.due(clocks["P7"], next(days), calendar, office=office), regime),
        "database": lambda: queries.deadline("PEMILU", "P7", next(days)),
    }
    return {name: per_second(work, seconds=seconds) for name, work in measures.items()} | {"peak_mb": peak_memory()}


def _seventh(day: date, off: frozenset[date]) -> date:
    number = 0
    while number < 7:
        day += ONE_DAY
        if day.isoweekday() <= WORKING_WEEK and day not in off:
            number += 1
    return day


def wall(terms: int) -> dict[str, Any]:
    """The wall's page with so many running terms, and what a day off would move among them."""
    from django.test import RequestFactory

    from damai.agencies.models import Member
    from damai.cases.queries import counts, preview, terms_to_remind, wall_for
    from damai.ledger.queries import now
    from damai.statutes import rules
    from damai.statutes.queries import statutes
    from damai.workspace.cases.wall import show

    _fill(terms)
    lead = Member.objects.get(username="tuti")
    request = RequestFactory().get("/kerja/perkara/dinding/")
    request.user = lead
    answer = show(request)
    assert answer.status_code == 200, answer.status_code  # noqa: S101  # a wrong page has no time
    soon = (now() + 3 * ONE_DAY).date()
    decreed = rules.Holiday(date=soon, name="Libur", kind=rules.HolidayKind.ONE_OFF, source="uji")
    tables, change = statutes(), rules.HolidayComes(holiday=decreed)
    return {
        "terms": terms,
        "page_ms": milliseconds(lambda: show(request), times=10),
        "rows_ms": milliseconds(lambda: wall_for(lead), times=10),
        "counts_ms": milliseconds(lambda: counts(lead), times=10),
        "remind_ms": milliseconds(lambda: list(terms_to_remind(now())[:2000]), times=5),
        "preview_ms": milliseconds(lambda: preview(change, tables, lead), times=2),
        "kilobytes": len(answer.content) / 1024,
        "peak_mb": peak_memory(),
    }


def _fill(count: int) -> None:
    """Registered cases with one running P7 each, their ends spread over the coming weeks."""
    from damai.cases.models import Case, Term
    from damai.ledger.queries import now
    from damai.statutes import rules
    from damai.triage.models import Report

    from .filling import reports

    reports(count)
    tables, at = rules.shipped(), now()
    made = set(Case.objects.values_list("report_id", flat=True))
    waiting = [row for row in Report.objects.order_by("id")[:count] if row.pk not in made]
    for start in range(0, len(waiting), CHUNK):
        cases = Case.objects.bulk_create(_case(row, at) for row in waiting[start : start + CHUNK])
        Term.objects.bulk_create(_term(case, number, at, tables) for number, case in enumerate(cases, start))


def _case(report: Any, at: datetime) -> Any:
    from damai.cases.models import Case

    return Case(
        code=f"P-{report.pk:05d}", report=report, regime="PEMILU", kind="temuan", state="diregistrasi",
        agency_id=report.agency_id, area_id=report.area_id, received_at=at, opened_at=at, registered_at=at,
    )  # fmt: skip


def _term(case: Any, number: int, at: datetime, tables: Any) -> Any:
    from damai.cases.models import Term
    from damai.statutes import rules

    start = at - (number % 4) * ONE_DAY - timedelta(minutes=number % 1400)
    ends = rules.deadline_by(tables, "PEMILU", "P8" if number % 3 else "P7", start)
    return Term(
        case=case, number=1, clock=ends.clock.code, event="registered", agency_id=case.agency_id, duty="supervisor",
        handling=True, start_at=start, opened_at=start, due_at=ends.due_at, due_on=ends.due_on,
    )  # fmt: skip
