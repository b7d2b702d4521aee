"""The world as an interview sees it: places of the house's city, the law's term, the moment."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.utils.timezone import localtime

from damai.areas import queries as areas
from damai.areas.models import Area
from damai.areas.rules import official_code
from damai.ledger.queries import now
from damai.statutes.queries import deadline, elections
from damai.statutes.rules import StatuteError

from .. import rules

NEAR = 80.0  # of 100: below, a place is not offered
BESIDE = 10.0  # how much less well a place may fit than the best and still be offered
CLEAR = 85.0  # of 100: how well running text must name a place
CLOCK = "P1"


def world(*, files: int = 0) -> rules.World:
    """The world at this moment."""
    return rules.World(now=localtime(now()), files=files, places=places, mentions=mentions, due=due)


def places(text: str) -> Sequence[rules.Place]:
    """What a code or a name may mean in the house's city, best first."""
    code = official_code(text)
    if code and (found := Area.objects.filter(code=code).first()):
        return [rules.Place(found.code, areas.full_label(found), sure=True)]
    matches = [match for match in areas.find(text, within=settings.CITY, limit=5) if match.score >= NEAR]
    return [rules.Place(each.area.code, each.label) for each in matches if each.score >= matches[0].score - BESIDE]


def mentions(text: str) -> Sequence[rules.Place]:
    """Places of the house's city that running text speaks of; the city itself is nothing to ask about."""
    found = areas.mentioned(text, within=settings.CITY, limit=3)
    return [rules.Place(each.area.code, each.label) for each in found if each.score >= CLEAR and each.area.code != settings.CITY]


def regime() -> str:
    """The law of the election whose stages this house speaks of."""
    return next((each.regime for each in elections() if each.code == settings.ELECTION), "") or "PEMILU"


def due(known: date) -> rules.Due | None:
    """The last day for a report that became known on this day; None where the law's tables cannot tell."""
    try:
        found = deadline(regime(), CLOCK, known)
    except StatuteError:
        return None
    return rules.Due(on=found.due_on, late=found.passed(now()), basis=found.basis, caveats=found.caveats)
