"""Where a report happened, by what its sender said: a code, a point, a name in their words, a name in the running text."""

from dataclasses import dataclass

from django.conf import settings

from damai.areas import queries as areas
from damai.areas.models import Area
from damai.intake.rules.words import Words

from ..models import Placed

GOOD = 85.0  # of 100: how well a name must fit before a place is suggested from it


@dataclass(frozen=True, kw_only=True)
class Place:
    """A suggested area and how it came to be known."""

    area: Area | None = None
    placed: Placed = Placed.NONE


def place(words: Words) -> Place:
    """The area of a message, by the best of what its sender said; none rather than a guess."""
    if words.area_code and (stated := Area.objects.filter(code=words.area_code).first()):
        return Place(area=stated, placed=Placed.STATED)
    if words.point is not None and (found := _at(words.point.latitude, words.point.longitude)).area:
        return found
    if words.place:
        matches = areas.find(words.place, within=settings.CITY, limit=2)
        if matches and matches[0].score >= GOOD and (len(matches) == 1 or matches[1].score < matches[0].score):
            return Place(area=matches[0].area, placed=Placed.STATED)
    if words.text and words.readable:
        matches = areas.mentioned(f"{words.title} {words.text}", within=settings.CITY, limit=2)
        if matches and matches[0].score >= GOOD:
            return Place(area=matches[0].area, placed=Placed.SUGGESTED)
    return Place()


def _at(latitude: float, longitude: float) -> Place:
    try:
        found = areas.locate(latitude, longitude)
    except areas.NotAPoint:
        return Place()
    if found.area is None:
        return Place()
    return Place(area=found.area, placed=Placed.EXACT if found.exact else Placed.APPROXIMATE)
