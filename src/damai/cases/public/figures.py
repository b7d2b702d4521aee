"""The figures as they were released: by office, law and kind, with quarters; withheld, or no data, where that is so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from damai.agencies.queries import agency_name
from damai.triage.rules import Cell, Shown

from ..queries.figures import latest_release
from ..queries.law import regime_name
from ..rules import CaseKind
from ..rules.measuring import FEW, Interval, wilson
from ..rules.reconciling import NAMES
from ..rules.releasing import ShownTime, received
from ..rules.standing import KINDS, Place, Result

LABELS = {
    "received": gettext_lazy("Diterima"),
    "registered": gettext_lazy("Diregistrasi"),
    "not_registered": gettext_lazy("Tidak diregistrasi"),
    "pending": gettext_lazy("Menunggu"),
    "violation": gettext_lazy("Pelanggaran"),
    "not_violation": gettext_lazy("Bukan pelanggaran"),
    "open": gettext_lazy("Masih ditangani"),
}
KIND_LABELS = {CaseKind.LAPORAN: gettext_lazy("Laporan"), CaseKind.TEMUAN: gettext_lazy("Temuan")}
STEP_LABELS = {
    "assess": gettext_lazy("Dari penyampaian sampai kajian awal selesai"),
    "register": gettext_lazy("Dari penyampaian sampai registrasi"),
    "decide": gettext_lazy("Dari registrasi sampai keputusan, tiap jenis dugaan"),
    "accept": gettext_lazy("Dari keputusan sampai diterima badan lain"),
}


@dataclass(frozen=True)
class PublicCell:
    """One number, or why there is none."""

    shown: Shown
    count: int | None

    @property
    def words(self) -> str:
        """The number in words; no data is never said to be nothing."""
        if self.shown is Shown.COUNT:
            return str(self.count)
        return _("tidak ditampilkan") if self.shown is Shown.WITHHELD else _("tidak ada data")


@dataclass(frozen=True)
class PublicRate:
    """How many were registered of those that came in, with what that is worth."""

    hits: int
    of: int
    interval: Interval

    @property
    def percent(self) -> int:
        """In whole percent."""
        return round(100 * self.hits / self.of)


@dataclass(frozen=True, kw_only=True)
class PublicKind:
    """Reports or findings of one office under one law."""

    regime: str
    regime_name: str
    kind: str
    label: str
    whole: Mapping[str, PublicCell]
    quarters: tuple[tuple[str, Mapping[str, PublicCell]], ...]
    rate: PublicRate | None

    @property
    def cells(self) -> list[tuple[str, PublicCell]]:
        """The numbers with their labels."""
        return _labelled(self.whole)

    @property
    def periods(self) -> list[tuple[str, list[tuple[str, PublicCell]]]]:
        """The quarters with theirs, the latest first."""
        return [(period, _labelled(cells)) for period, cells in reversed(self.quarters)]


def _labelled(cells: Mapping[str, PublicCell]) -> list[tuple[str, PublicCell]]:
    return [(str(LABELS[name]), cell) for name, cell in cells.items()]


@dataclass(frozen=True, kw_only=True)
class PublicTime:
    """How long a step took, in hours."""

    step: str
    label: str
    at_least: int
    low: int
    middle: int
    high: int

    @property
    def low_words(self) -> str:
        """A quarter took no longer."""
        return _span(self.low)

    @property
    def middle_words(self) -> str:
        """Half took no longer."""
        return _span(self.middle)

    @property
    def high_words(self) -> str:
        """Three quarters took no longer."""
        return _span(self.high)


def _span(hours: int) -> str:
    return _("%(n)d jam") % {"n": hours} if hours < 72 else _("%(n)d hari") % {"n": round(hours / 24)}


@dataclass(frozen=True, kw_only=True)
class PublicOffice:
    """One office."""

    code: str
    name: str
    kinds: tuple[PublicKind, ...] = ()
    times: tuple[PublicTime, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PublicFigures:
    """The last release."""

    at: datetime | None  # None: never yet
    least: int
    offices: tuple[PublicOffice, ...]
    held: tuple[PublicOffice, ...]  # not published, because their tables do not add up


def figures() -> PublicFigures:
    """The figures as they were last released; nothing before the first release."""
    row = latest_release()
    if row is None:
        return PublicFigures(at=None, least=FEW, offices=(), held=())
    cells = {name: Cell(Shown(shown), count) for name, (shown, count) in row.cells.items()}
    times = {name: ShownTime(*values) for name, values in row.times.items()}
    codes = sorted({name.split("/")[1] for name in cells if name.count("/") >= 1})
    return PublicFigures(
        at=row.at,
        least=FEW,
        offices=tuple(_office(code, cells, times) for code in codes),
        held=tuple(PublicOffice(code=code, name=agency_name(code) or code) for code in row.held),
    )


def _office(code: str, cells: Mapping[str, Cell], times: Mapping[str, ShownTime]) -> PublicOffice:
    regimes = sorted({name.split("/")[2] for name in cells if name.count("/") >= 2 and name.split("/")[1] == code})
    return PublicOffice(
        code=code,
        name=agency_name(code) or code,
        kinds=tuple(_kind(code, regime, kind, cells) for regime in regimes for kind in KINDS),
        times=tuple(
            PublicTime(
                step=step,
                label=str(STEP_LABELS[step]),
                at_least=time.at_least,
                low=time.low,
                middle=time.middle,
                high=time.high,
            )
            for step in STEP_LABELS
            if (time := times.get(f"{code}/{step}")) is not None
        ),
    )


def _kind(office: str, regime: str, kind: CaseKind, cells: Mapping[str, Cell]) -> PublicKind:
    place = f"{office}/{regime}/{kind}"
    periods = sorted({name.split("/")[4] for name in cells if name.count("/") >= 4 and "/".join(name.split("/")[1:4]) == place})
    quarters = tuple((period, _numbers(f"{place}/{period}", cells)) for period in periods)
    whole = dict(_numbers(place, cells))
    for result in Result:  # by quarter is how results were protected; their sum says nothing more
        whole[result] = _sum([numbers[result] for _period, numbers in quarters])
    hits, of = whole[Place.REGISTERED].count, whole["received"].count
    interval = wilson(hits, of) if hits is not None and of else None
    return PublicKind(
        regime=regime,
        regime_name=regime_name(regime),
        kind=kind.value,
        label=str(KIND_LABELS[kind]),
        whole=whole,
        quarters=quarters,
        rate=PublicRate(hits, of, interval) if interval and hits is not None and of else None,
    )


def _numbers(place: str, cells: Mapping[str, Cell]) -> dict[str, PublicCell]:
    """The seven numbers of a place, in the order of the sums."""
    none = Cell(Shown.NO_DATA)
    found = {
        "received": received(cells, place),
        **{str(where): cells.get(f"{where}/{place}", none) for where in Place},
        **{str(result): cells.get(f"{Place.REGISTERED}/{place}/{result}", none) for result in Result},
    }
    return {name: PublicCell(found[name].shown, found[name].count) for name in NAMES}


def _sum(parts: list[PublicCell]) -> PublicCell:
    if any(part.shown is Shown.WITHHELD for part in parts):
        return PublicCell(Shown.WITHHELD, None)
    counts = [part.count for part in parts if part.count is not None]
    return PublicCell(Shown.COUNT, sum(counts)) if counts else PublicCell(Shown.NO_DATA, None)
