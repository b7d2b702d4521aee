"""What every page knows about the house it is in: one value, `house`, that the base templates use."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

THEMES = ("light", "dark")
THEME_COOKIE = "damai_theme"

# The navigation of each surface is the surface's own template; where it has none (yet), there is none.
PORTAL_NAV = ("portal/_nav.html", "look/_nav_none.html")
WORKSPACE_NAV = ("workspace/_nav.html", "look/_nav_none.html")
PORTAL_FOOT = ("portal/_foot.html", "look/_nav_none.html")
# What the workspace adds to the reader's own menu, above their account.
READER_NAV = ("workspace/_reader.html", "look/_nav_none.html")


@dataclass(frozen=True)
class LedgerState:
    """How many entries the ledger holds, and when its last checkpoint was signed."""

    size: int
    at: datetime | None = None
    href: str = ""


@dataclass(frozen=True)
class House:
    """What the base templates show of the house. `story_now` is what the clock says where `demo` data is shown."""

    name: str = "Damai"
    place: str = ""
    demo: bool = False
    story_now: datetime | None = None
    ledger: LedgerState | None = None
    agency: str = ""
    may: frozenset[str] = frozenset()  # places of the staff's navigation that are open to this reader
    table: str = ""  # where the desk of meetings, promises and declarations begins for this reader
    theme: str = ""
    portal_nav: tuple[str, ...] = PORTAL_NAV
    portal_foot: tuple[str, ...] = PORTAL_FOOT
    workspace_nav: tuple[str, ...] = WORKSPACE_NAV
    reader_nav: tuple[str, ...] = READER_NAV


# Rooms above add what they know in their AppConfig.ready(): a function of the request that gives fields of `House`.
Source = Callable[[HttpRequest], dict[str, Any]]
sources: list[Source] = []


def describe(request: HttpRequest) -> House:
    """The house as this reader sees it now. Asks the sources, so it may query; called only by pages that show it."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    told = House(place=_("Ruang bersama pemilu damai"), theme=theme if theme in THEMES else "")
    for source in sources:
        told = replace(told, **source(request))
    return told


def house(request: HttpRequest) -> dict[str, object]:
    """The values the base templates use."""
    return {"house": SimpleLazyObject(lambda: describe(request))}
