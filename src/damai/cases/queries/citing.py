"""Articles and offences as studies and minutes cite them: by stable id of `statutes`."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from damai.agencies.rules import Refused
from damai.statutes import public as law
from damai.statutes.queries import resolve
from damai.statutes.rules import StatuteError

MOST = 40


class UnknownCitation(Refused):
    """No article and no offence has this id; the message names the nearest."""


def cited_here(ids: Iterable[str]) -> list[str]:
    """The stable ids, each once and in order, when all are known; an article may be typed as people write it."""
    typed = [each.strip() for each in ids if each.strip()]
    if len(typed) > MOST:
        raise UnknownCitation(_("Paling banyak 40 rujukan."))
    return sorted({_known(each) for each in typed})


def _known(typed: str) -> str:
    if law.entry(typed) is not None:
        return typed
    try:
        return resolve(typed)
    except StatuteError as unknown:
        raise UnknownCitation(str(unknown)) from unknown


def title_of(identifier: str) -> str:
    """How a citation is written on a page; an id that the library no longer knows stands as it is."""
    offence = law.entry(identifier)
    if offence is not None:
        return offence.title
    try:
        found = law.cited(identifier)
    except StatuteError:
        return identifier
    return f"{found.label}: {found.title}" if found.title else found.label


def elements_of(identifier: str) -> tuple[str, ...]:
    """The elements of an offence; none for an article."""
    offence = law.entry(identifier)
    return offence.elements if offence is not None else ()
