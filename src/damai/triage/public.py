"""What everyone may know about reports: protected counts, and how far one's own message is."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from damai.areas.queries import areas_in
from damai.intake.models import Message
from damai.intake.queries import by_code

from . import queries, rules
from .models import Handover, Release, Report, State


@dataclass(frozen=True, kw_only=True)
class PublicNumber:
    """One public number: an area, how it is shown, and the count where it is."""

    area: str
    name: str
    level: str
    shown: rules.Shown
    count: int | None

    @property
    def words(self) -> str:
        """The number in words: a count, "fewer than can be shown", or "no data", which never means that all is well."""
        if self.shown is rules.Shown.COUNT:
            return str(self.count)
        return _("tidak ditampilkan") if self.shown is rules.Shown.WITHHELD else _("tidak ada data")


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The public counts of one release."""

    at: datetime | None  # when they were made; None: never yet
    least: int  # smaller numbers are not shown
    numbers: tuple[PublicNumber, ...]

    def of(self, area: str) -> PublicNumber | None:
        """The number of one area."""
        return next((number for number in self.numbers if number.area == area), None)


def tally_by_area(city: str | None = None) -> Tally:
    """Messages behind confirmed reports, for a city, its kecamatan and its kelurahan, as last released."""
    return tally_of("reports", city)


def tally_of(subject: str, city: str | None = None) -> Tally:
    """The released counts of a subject for a city and every area in it; areas without a number are "no data"."""
    release = queries.latest_release(subject)
    if release is None:
        return _told_of(None, city or settings.CITY)
    key = (release.pk, release.at, city or settings.CITY)
    known = _tallies.get(subject)
    if known is None or known[0] != key:
        known = _tallies[subject] = (key, _told_of(release, city or settings.CITY))
    return known[1]


# The last tally told of each subject: a release never changes, so it need not be read again for every reader.
_tallies: dict[str, tuple[tuple[int, datetime, str], Tally]] = {}


def _told_of(release: Release | None, city: str) -> Tally:
    cells = queries.cells_of(release)
    numbers = []
    for area in areas_in(city):
        cell = cells.get(area.code, rules.Cell(rules.Shown.NO_DATA))
        numbers.append(PublicNumber(area=area.code, name=area.name, level=area.level, shown=cell.shown, count=cell.count))
    return Tally(at=release.at if release else None, least=rules.K, numbers=tuple(numbers))


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a message is, for whoever holds its receipt. Names no person, and calls nothing proven."""

    state: str  # received, waiting, confirmed, joined, offered, handed_over, set_aside
    words: str
    report: str | None  # the report's code, to ask `cases.public.progress`
    agency: str | None  # who is accountable now
    since: datetime


def progress(message: str | Message) -> Progress:
    """How far a message is, in words for its sender; Message.DoesNotExist for an unknown code."""
    row = by_code(message) if isinstance(message, str) else message
    report = queries.report_of(row)
    if report is None:
        words = _("Pesan Anda sudah diterima dan menunggu dibaca.")
        return Progress(state="received", words=words, report=None, agency=None, since=row.received_at)
    state, words = _told(report)
    return Progress(
        state=state,
        words=words,
        report=report.code,
        agency=report.agency.name,
        since=report.confirmed_at or report.received_at,
    )


def _told(report: Report) -> tuple[str, str]:
    agency = report.agency.name
    if report.state == State.NEW:
        return "waiting", _("Pesan Anda sudah dibaca dan menunggu ditetapkan oleh petugas %(agency)s.") % {"agency": agency}
    if report.state == State.SET_ASIDE:
        reason = report.get_aside_display()
        return "set_aside", _("Pesan Anda tidak ditindaklanjuti: %(reason)s. Pesan tetap disimpan.") % {"reason": reason}
    kind = report.get_kind_display()
    if report.offered_to is not None:
        said = _(
            "Laporan Anda ditetapkan sebagai: %(kind)s. Sedang ditawarkan kepada %(other)s; %(agency)s tetap bertanggung jawab."
        )
        return "offered", said % {"kind": kind, "other": report.offered_to.name, "agency": agency}
    if Handover.objects.filter(report=report, state=Handover.State.ACCEPTED).exists():
        return "handed_over", _("Laporan Anda ditangani %(agency)s sebagai: %(kind)s.") % {"kind": kind, "agency": agency}
    said = _("Laporan Anda ditetapkan sebagai: %(kind)s, dan menjadi tanggung jawab %(agency)s.")
    return "confirmed", said % {"kind": kind, "agency": agency}
