"""When areas split: the old code lives on in the ledger and in reports, and leads to what it became."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from damai.ledger.actions import record_many

from .. import rules
from ..facts import AreaSplit
from ..models import Area, Succession
from .changes import note_change


class BadSplit(ValueError):
    """The split cannot be: says what is wrong with it."""


class AlreadyEnded(BadSplit):
    """The area has ended before."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of the areas that a split makes; the old code if the area itself goes on."""

    code: str
    name: str


@transaction.atomic
def split_area(area: Area, *, into: Sequence[Part], on: date, by: str) -> list[Area]:
    """Split an area on a day into parts; it ends the day before, unless one of the parts keeps its code.

    Returns the parts. What lay below the old area stays where it is: villages that change their kecamatan get new codes and
    are split (or renamed) themselves, as the decree lists them. BadSplit if a code is wrong, taken, or of another level.
    """
    area = Area.objects.select_for_update().get(code=area.code)
    if area.ends_on is not None:
        raise AlreadyEnded(_("Wilayah %(code)s sudah berakhir pada %(day)s.") % {"code": area.code, "day": area.ends_on})
    if area.begins_on is not None and on <= area.begins_on:
        raise BadSplit(_("Wilayah %(code)s baru ada sejak %(day)s.") % {"code": area.code, "day": area.begins_on})
    _check(area, into)
    parts = [_continued(area, part) if part.code == area.code else _begun(area, part, on) for part in into]
    if all(part.code != area.code for part in parts):
        area.ends_on = on - timedelta(days=1)
        area.save(update_fields=["ends_on"])
    Succession.objects.bulk_create([Succession(old=area, new=part, on=on) for part in parts if part.code != area.code])
    note_change()
    record_many([(AreaSplit(area=area.code, into=part.code, on=on.isoformat()), by) for part in parts])
    return parts


def _check(area: Area, into: Sequence[Part]) -> None:
    codes = [part.code for part in into]
    if not set(codes) - {area.code}:
        raise BadSplit(_("Sebutkan sedikitnya satu wilayah baru."))
    if len(set(codes)) != len(codes):
        raise BadSplit(_("Kode yang sama disebut dua kali."))
    for part in into:
        if rules.official_code(part.code) != part.code or rules.level_of(part.code) != area.level:
            raise BadSplit(_("Kode %(code)s bukan kode setingkat dengan %(area)s.") % {"code": part.code, "area": area.code})
        if not part.name.strip():
            raise BadSplit(_("Wilayah %(code)s belum bernama.") % {"code": part.code})
    taken = Area.objects.filter(code__in=set(codes) - {area.code}).values_list("code", flat=True)
    if taken:
        raise BadSplit(_("Kode sudah dipakai: %(codes)s.") % {"codes": ", ".join(sorted(taken))})
    parents = {parent for code in codes if (parent := rules.parent_of(code))}
    missing = parents - set(Area.objects.filter(code__in=parents).values_list("code", flat=True))
    if missing:
        raise BadSplit(_("Wilayah induk tidak dikenal: %(codes)s.") % {"codes": ", ".join(sorted(missing))})


def _continued(area: Area, part: Part) -> Area:
    if area.name != part.name.strip():
        area.name = part.name.strip()
        area.save(update_fields=["name"])
    return area


def _begun(area: Area, part: Part, on: date) -> Area:
    return Area.objects.create(
        code=part.code,
        name=part.name.strip(),
        level=area.level,
        kind=_kind(area, part),
        parent_id=rules.parent_of(part.code),
        begins_on=on,
    )


def _kind(area: Area, part: Part) -> str:
    """A village's kind is in its code; any other part is what the whole was."""
    return rules.kind_of(part.code, is_city=area.kind == "kota")
