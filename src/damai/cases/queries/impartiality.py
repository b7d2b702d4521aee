"""Whether cases are handled alike: how long decisions take and what they are, by reported party, kecamatan and handler.

For the heads of an office only. Every rate has its denominator and its interval; what rests on few cases is not shown, nor what
could be found by subtraction. Nothing is ranked: participants stand in ballot order, places and people by their codes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from damai.agencies.models import Member
from damai.agencies.rules import Capability
from damai.areas.models import Area

from ..models import Assignment, Case, Party, Track
from ..rules import Outcome
from ..rules.measuring import FEW, Interval, Spread, median_interval, spread, wilson
from ..rules.releasing import protect_rows
from .figures import hours, offices_of

NONE = ""  # the group of cases without one: no place told, nobody assigned


@dataclass(frozen=True)
class Rate:
    """A part of a whole with its 95 % interval; None where the whole is too small."""

    hits: int
    of: int
    interval: Interval | None

    @property
    def share(self) -> float:
        """The rate, between 0 and 1."""
        return self.hits / self.of if self.of else 0.0


@dataclass(frozen=True, kw_only=True)
class Row:
    """One group. What is None is not shown: too few cases, or one could find out by subtraction."""

    code: str
    label: str
    received: int | None
    registered: Rate | None = None
    violation: Rate | None = None  # of the tracks that were decided
    days: Spread | None = None  # from registration to the decision
    days_between: Interval | None = None  # the interval of the median


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """The rows of one question, with the whole above them."""

    name: str
    rows: Sequence[Row]
    whole: Row
    overlaps: bool  # a case can stand in several rows, so that they do not add up


@dataclass
class _Group:
    received: int = 0
    registered: int = 0
    outcomes: list[str] = field(default_factory=list)
    days: list[float] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Impartiality:
    """The report."""

    office: str
    since: date
    until: date
    parties: Breakdown
    kinds: Breakdown
    districts: Breakdown
    handlers: Breakdown

    @property
    def comparisons(self) -> int:
        """How many intervals the report shows: of so many, some leave out the value of the whole by chance alone."""
        rows = [row for each in (self.parties, self.kinds, self.districts, self.handlers) for row in each.rows]
        return sum((row.registered is not None) + (row.violation is not None) + (row.days_between is not None) for row in rows)

    @property
    def by_chance(self) -> float:
        """How many of them: one in twenty."""
        return round(self.comparisons * 0.05, 1)


def report_for(
    member: Member, office: str, *, since: date, until: date, participants: Sequence[tuple[str, str]]
) -> Impartiality | None:
    """The report of an office for those who lead it; None for anyone else.

    `participants`: codes and names in ballot order, as `pledges` keeps them; those without any case stand there too.
    """
    if not offices_of(member, Capability.DECIDE_CASES).filter(code=office).exists():
        return None
    cases = Case.objects.filter(agency=office, received_at__date__gte=since, received_at__date__lte=until)
    rows = {row.pk: row for row in cases}
    tracks: dict[int, list[Track]] = defaultdict(list)
    for track in Track.objects.filter(case__in=rows).order_by("id"):
        tracks[track.case_id].append(track)

    def broken(name: str, groups: Mapping[int, Iterable[str]], labels: Mapping[str, str], *, overlaps: bool) -> Breakdown:
        return _breakdown(name, groups, labels, rows, tracks, overlaps=overlaps)

    return Impartiality(
        office=office,
        since=since,
        until=until,
        parties=broken("parties", _parties(rows), dict(participants), overlaps=True),
        kinds=broken("kinds", _kinds(rows), {str(code): str(words) for code, words in Party.Kind.choices}, overlaps=True),
        districts=broken("districts", _districts(rows), _names_of(rows), overlaps=False),
        handlers=broken("handlers", _handlers(rows), _members(rows), overlaps=False),
    )


# --- Groups ---------------------------------------------------------------------------------------------------------


def _parties(rows: Mapping[int, Case]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for case, code in Party.objects.filter(case__in=rows).exclude(participant="").values_list("case", "participant"):
        found[case].add(code)
    return found


def _kinds(rows: Mapping[int, Case]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {pk: set() for pk in rows}
    for case, kind in Party.objects.filter(case__in=rows).values_list("case", "kind"):
        found[case].add(kind)
    return {pk: kinds or {str(Party.Kind.UNKNOWN)} for pk, kinds in found.items()}


def _district(code: str | None) -> str:
    parts = (code or "").split(".")
    return ".".join(parts[:3]) if len(parts) >= 3 else NONE


def _districts(rows: Mapping[int, Case]) -> dict[int, set[str]]:
    return {pk: {_district(row.area_id)} for pk, row in rows.items()}


def _names_of(rows: Mapping[int, Case]) -> dict[str, str]:
    codes = {_district(row.area_id) for row in rows.values()}
    return dict(Area.objects.filter(code__in=codes).order_by("code").values_list("code", "name"))


def _handlers(rows: Mapping[int, Case]) -> dict[int, set[str]]:
    """Who handles it, or handled it last."""
    found = {pk: {NONE} for pk in rows}
    for case, member in Assignment.objects.filter(case__in=rows).order_by("id").values_list("case", "member__code"):
        found[case] = {member}
    return found


def _members(rows: Mapping[int, Case]) -> dict[str, str]:
    held = Assignment.objects.filter(case__in=rows).select_related("member").order_by("member__code")
    return {row.member.code: str(row.member) for row in held}


# --- Rows -----------------------------------------------------------------------------------------------------------


def _breakdown(
    name: str,
    groups: Mapping[int, Iterable[str]],
    labels: Mapping[str, str],
    rows: Mapping[int, Case],
    tracks: Mapping[int, Sequence[Track]],
    *,
    overlaps: bool,
) -> Breakdown:
    whole, found = _Group(), {code: _Group() for code in labels}
    for pk, row in rows.items():
        _add(whole, row, tracks.get(pk, ()))
        for code in groups.get(pk, ()):
            _add(found.setdefault(code, _Group()), row, tracks.get(pk, ()))
    counts = {code: group.received for code, group in found.items()}
    shown = {code for code, number in counts.items() if number >= FEW or number == 0} if overlaps else protect_rows(counts)
    order = [*labels, *sorted(code for code in found if code not in labels)]
    told = [_row(code, labels.get(code, ""), found[code], shown=code in shown) for code in order]
    return Breakdown(name=name, rows=told, whole=_row("", "", whole, shown=whole.received >= FEW), overlaps=overlaps)


def _add(group: _Group, row: Case, tracks: Sequence[Track]) -> None:
    group.received += 1
    group.registered += row.registered_at is not None
    for track in tracks:
        if track.outcome:
            group.outcomes.append(track.outcome)
            group.days += [each / 24 for each in hours([(row.registered_at, track.decided_at)])]


def _row(code: str, label: str, group: _Group, *, shown: bool) -> Row:
    if not shown:
        return Row(code=code, label=label, received=None)
    enough = len(group.outcomes) >= FEW
    hits = sum(each == Outcome.VIOLATION for each in group.outcomes)
    between = median_interval(group.days)
    return Row(
        code=code,
        label=label,
        received=group.received,
        registered=Rate(group.registered, group.received, wilson(group.registered, group.received)) if group.received else None,
        violation=Rate(hits, len(group.outcomes), wilson(hits, len(group.outcomes))) if enough else None,
        days=spread(group.days) if between else None,
        days_between=between,
    )
