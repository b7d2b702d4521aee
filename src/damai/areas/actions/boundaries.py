"""Importing boundaries: the whole file is judged first, and either all of it is taken or nothing."""

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import rules
from ..facts import BoundariesImported
from ..models import Area, Boundary, BoundaryImport
from ..queries.hierarchy import in_force
from .changes import note_change
from .hierarchy import Progress

BATCH = 400
STRANGE_NAME = 82  # of 100: how alike the file's name and ours must be, to be the same place's
STRANGE_SHARE = 0.2  # of names that do not fit: beyond, the codes are another scheme's


@dataclass
class Report:
    """What a file of boundaries was judged to be."""

    areas: int = 0
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)  # gaps and overlaps: accepted only on request
    notes: list[str] = field(default_factory=list)  # worth knowing, no reason to refuse


class BadBoundaries(ValueError):
    """The file is refused; the report says why."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__("\n".join([*report.errors, *report.warnings]))


@dataclass(frozen=True, kw_only=True)
class Known:
    """An outline of the file and the area it is of."""

    area: Area
    outline: rules.Outline


def import_boundaries(
    content: bytes,
    *,
    source: str,
    credit: str,
    by: str,
    code_property: str = "code",
    accept_warnings: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Import the outlines of a GeoJSON or TopoJSON file; they replace those of the same places and of their siblings.

    BadBoundaries if anything is wrong with the file, or if it has gaps or overlaps and they are not accepted: nothing has
    changed then.
    """
    report = Report()
    step = progress or (lambda done, of: None)
    try:
        outlines = rules.outlines_from(content, code_property=code_property)
    except rules.UnreadableShapes as error:
        report.errors.append(str(error))
        raise BadBoundaries(report) from error
    step(20, 100)
    known = _known(outlines, report)
    step(30, 100)
    if not report.errors:
        _compare_siblings(known, report, step)
    if report.errors or (report.warnings and not accept_warnings):
        raise BadBoundaries(report)
    report.areas = len(known)
    digest = hashlib.sha256(content).hexdigest()
    _store(known, source=source, credit=credit, digest=digest, warnings=len(report.warnings), by=by)
    step(100, 100)
    return report


def _known(outlines: list[rules.Outline], report: Report) -> list[Known]:
    """The areas that outlines are of; errors for codes unknown or twice, for invalid outlines and for strange names."""
    codes = [rules.official_code(outline.code) for outline in outlines]
    wanted = {code for code in codes if code}
    areas: dict[str, Area] = {}
    for start in range(0, len(wanted), 5_000):
        areas |= Area.objects.filter(in_force()).in_bulk(sorted(wanted)[start : start + 5_000])
    known: list[Known] = []
    first: dict[str, int] = {}
    for outline, code in zip(outlines, codes, strict=True):
        said = {"place": outline.place, "code": outline.code[:40]}
        if code is None or code not in areas:
            report.errors.append(_("Batas ke-%(place)d: kode Kemendagri tidak dikenal: %(code)s") % said)
            continue
        if code in first:
            again = _("Batas ke-%(place)d: kode %(code)s sudah ada pada batas ke-%(first)d")
            report.errors.append(again % {**said, "first": first[code]})
            continue
        first[code] = outline.place
        if why := rules.why_invalid(outline.geometry):
            invalid = _("Batas ke-%(place)d: poligon %(code)s tidak sah (%(why)s)")
            report.errors.append(invalid % {**said, "why": why})
        known.append(Known(area=areas[code], outline=outline))
    _compare_names(known, report)
    return known


def _compare_names(known: list[Known], report: Report) -> None:
    """BPS's codes look like ours and mean other places: the names give it away."""
    named = [item for item in known if item.outline.name]
    strange = [item for item in named if _strange(item)]
    for item in strange[:5]:
        differs = _("Nama pada %(code)s berbeda: %(theirs)s di berkas, %(ours)s menurut Kemendagri")
        said = {"code": item.area.code, "theirs": item.outline.name[:60], "ours": item.area.name}
        report.notes.append(differs % said)
    if strange and len(strange) > STRANGE_SHARE * len(named):
        report.errors.append(
            _("%(count)d dari %(all)d nama tidak cocok dengan kodenya. Mungkin kodenya kode BPS, bukan kode Kemendagri.")
            % {"count": len(strange), "all": len(named)}
        )


def _strange(item: Known) -> bool:
    ours = rules.key(item.area.name, item.area.level)
    theirs = rules.key(item.outline.name, item.area.level)
    return rules.closeness(theirs, ours).score < STRANGE_NAME


def _compare_siblings(known: list[Known], report: Report, step: Progress) -> None:
    """Warnings for gaps and overlaps between places of one level; a note for siblings that the file leaves out."""
    levels = defaultdict(list)
    for item in known:
        levels[item.area.level].append(item)
    for done, items in enumerate(levels.values(), start=1):
        codes = [item.area.code for item in items]
        geometries = [item.outline.geometry for item in items]
        for overlap in rules.overlaps_in(codes, geometries):
            said = {"one": overlap.one, "other": overlap.other, "area": _metres(overlap.square_metres)}
            report.warnings.append(_("%(one)s dan %(other)s bertumpang-tindih %(area)s m²") % said)
        for gap in rules.gaps_in(codes, geometries):
            where = {"lat": f"{gap.latitude:.5f}", "lon": f"{gap.longitude:.5f}", "codes": ", ".join(gap.beside[:6])}
            report.warnings.append(
                _("Celah %(area)s m² di %(lat)s, %(lon)s, di antara %(codes)s") % {**where, "area": _metres(gap.square_metres)}
            )
        step(30 + 50 * done // len(levels), 100)
    _note_missing(known, report)


def _metres(size: float) -> str:
    return f"{size:,.0f}".replace(",", ".")


def _note_missing(known: list[Known], report: Report) -> None:
    there = Counter(item.area.parent_id for item in known)
    parents = [parent for parent in there if parent]
    missing = []
    for start in range(0, len(parents), 5_000):
        siblings = Area.objects.filter(in_force(), parent_id__in=parents[start : start + 5_000])
        counted = Counter(siblings.values_list("parent_id", flat=True))
        missing += [(parent, counted[parent] - there[parent]) for parent in sorted(counted) if counted[parent] > there[parent]]
    for parent, count in missing[:5]:
        report.notes.append(
            _("%(count)d wilayah langsung di bawah %(parent)s tidak ada dalam berkas") % {"count": count, "parent": parent}
        )


@transaction.atomic
def _store(known: list[Known], *, source: str, credit: str, digest: str, warnings: int, by: str) -> None:
    """Replace the boundaries of the siblings of what is imported, and give places without a point one inside."""
    origin = BoundaryImport.objects.create(source=source[:200], credit=credit[:200], digest=digest, imported_at=now())
    parents = sorted({item.area.parent_id or "" for item in known})
    for start in range(0, len(parents), BATCH):
        Boundary.objects.filter(area__parent_id__in=parents[start : start + BATCH]).delete()
    if "" in parents:
        Boundary.objects.filter(area__parent=None).delete()
    pointless = []
    for start in range(0, len(known), BATCH):
        rows = []
        for item in known[start : start + BATCH]:
            geometry = item.outline.geometry
            west, south, east, north = geometry.bounds
            written = json.dumps(rules.geojson_of(geometry), separators=(",", ":"))
            rows.append(Boundary(area=item.area, geometry=written, west=west, south=south, east=east, north=north, origin=origin))
            if item.area.latitude is None:
                inside = geometry.representative_point()
                item.area.latitude, item.area.longitude = inside.y, inside.x
                pointless.append(item.area)
        Boundary.objects.bulk_create(rows)
    Area.objects.bulk_update(pointless, ["latitude", "longitude"], batch_size=BATCH)
    note_change()
    scope = rules.common_scope([item.area.code for item in known]) or "nasional"
    record(BoundariesImported(scope=scope, areas=len(known), warnings=warnings, digest=digest), by=by)
