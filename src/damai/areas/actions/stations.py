"""Loading polling stations: Central Jakarta's from the table of our own, any city's from a CSV file."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from damai.ledger.actions import record

from .. import rules
from ..facts import StationsLoaded
from ..models import Area, Level, PollingStation
from .changes import note_change
from .hierarchy import Progress, load_hierarchy

BATCH = 4000
MOST_PROBLEMS = 20  # said one by one; the rest are counted


class BadStations(ValueError):
    """The file cannot be imported; says what is wrong, row by row."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        shown = problems[:MOST_PROBLEMS]
        if len(problems) > len(shown):
            shown.append(_("… dan %(count)d masalah lain") % {"count": len(problems) - len(shown)})
        super().__init__("\n".join(shown))


@dataclass(frozen=True, kw_only=True)
class StationsResult:
    """What loading stations came to."""

    areas: int
    regular: int  # in the table or file
    special: int
    added: int
    changed: int
    left: int  # stations of these areas that are here and not in the file: kept


def load_central_jakarta(*, by: str = "damai") -> StationsResult:
    """Load the 44 kelurahan of Central Jakarta with their points and the 3,129 polling stations of 2024."""
    with transaction.atomic():
        load_hierarchy(rules.JAKARTA_PUSAT, by=by)
        held = Area.objects.in_bulk([k.code for k in rules.KELURAHAN])
        moved = []
        for kelurahan in rules.KELURAHAN:
            area = held[kelurahan.code]
            if (area.latitude, area.longitude) != (kelurahan.latitude, kelurahan.longitude):
                area.latitude, area.longitude = kelurahan.latitude, kelurahan.longitude
                moved.append(area)
        if moved:
            Area.objects.bulk_update(moved, ["latitude", "longitude"])
            note_change()
        stations = [
            rules.Station(code=k.code, number=number, special=number >= rules.FIRST_SPECIAL)
            for k in rules.KELURAHAN
            for number in k.stations
        ]
        return _store(stations, election=rules.ELECTION, digest=_digest(stations), by=by)


def import_stations(content: bytes, *, election: str, by: str, progress: Progress | None = None) -> StationsResult:
    """Load the stations of a CSV file, all or none; BadStations says what is wrong with it.

    The file has one row per station (code, number, special) or one per kelurahan (code, regular, special); see
    `rules.stations_from`. Running it again changes nothing; stations that the file does not name are kept.
    """
    if not rules.is_election_code(election):
        raise BadStations([_("Kode pemilu terdiri atas huruf kecil, angka, dan tanda hubung, misalnya pemilu-2024.")])
    try:
        stations = rules.stations_from(content)
    except rules.UnreadableStations as error:
        raise BadStations([str(problem) for problem in error.problems]) from error
    codes = {station.code for station in stations}
    with transaction.atomic():
        known = set(Area.objects.filter(level=Level.VILLAGE, code__in=codes).values_list("code", flat=True))
        unknown = sorted(codes - known)
        if unknown:
            first = {s.code: s.row for s in reversed(stations)}
            raise BadStations(
                [
                    _("Baris %(row)d: kode kelurahan tidak dikenal: %(code)s") % {"row": first[code], "code": code}
                    for code in unknown
                ]
            )
        digest = hashlib.sha256(content).hexdigest()
        return _store(stations, election=election, digest=digest, by=by, progress=progress)


def _digest(stations: Iterable[rules.Station]) -> str:
    return hashlib.sha256("\n".join(f"{s.code} {s.number} {s.special:d}" for s in stations).encode()).hexdigest()


def _store(
    stations: list[rules.Station], *, election: str, digest: str, by: str, progress: Progress | None = None
) -> StationsResult:
    """Add what is missing and correct what differs."""
    codes = sorted({station.code for station in stations})
    held = {
        (station.area_id, station.number): station
        for start in range(0, len(codes), BATCH)
        for station in PollingStation.objects.filter(election=election, area_id__in=codes[start : start + BATCH])
    }
    new, changed = [], []
    for wanted in stations:
        station = held.pop((wanted.code, wanted.number), None)
        if station is None:
            new.append(PollingStation(election=election, area_id=wanted.code, number=wanted.number, special=wanted.special))
        elif station.special != wanted.special:
            station.special = wanted.special
            changed.append(station)
    for start in range(0, len(new), BATCH):
        PollingStation.objects.bulk_create(new[start : start + BATCH])
        if progress:
            progress(min(start + BATCH, len(new)), len(new))
    PollingStation.objects.bulk_update(changed, ["special"], batch_size=500)
    special = sum(station.special for station in stations)
    result = StationsResult(
        areas=len(codes),
        regular=len(stations) - special,
        special=special,
        added=len(new),
        changed=len(changed),
        left=len(held),
    )
    if new or changed:
        scope = rules.common_scope(codes) or "nasional"
        fact = StationsLoaded(scope=scope, election=election, regular=result.regular, special=special, digest=digest)
        record(fact, by=by)
    return result
