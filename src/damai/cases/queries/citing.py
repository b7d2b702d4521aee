"""Articles and offences as studies and minutes cite them: by stable id of `statutes`."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from damai.agencies.rules import Refused

MOST = 40
ID = re.compile(r"[a-z0-9][a-z0-9./-]{1,59}")


class UnknownCitation(Refused):
    """No article and no offence has this id."""


def cited_here(ids: Iterable[str]) -> list[str]:
    """The ids, each once and in order, when all are known."""
    found = sorted({each.strip() for each in ids if each.strip()})
    if len(found) > MOST:
        raise UnknownCitation(_("Paling banyak 40 rujukan."))
    for each in found:
        if not ID.fullmatch(each):
            raise UnknownCitation(_("Rujukan “%(id)s” tidak dikenal.") % {"id": each[:60]})
    return found


def title_of(identifier: str) -> str:
    """How a citation is written on a page."""
    return identifier


def elements_of(identifier: str) -> tuple[str, ...]:
    """The elements of an offence; none for an article."""
    return ()
