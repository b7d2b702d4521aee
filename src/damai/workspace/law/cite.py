"""Citing an article from any desk: what `workspace/law/_cite.html` sends becomes identifiers that never change.

{% include "workspace/law/_cite.html" with name="pasal" chosen=chosen %}      in a form
codes = chosen(request.POST, "pasal")                                         in the view that takes it
"""

from django.http import QueryDict

from damai.statutes import queries
from damai.statutes.rules import StatuteError

MOST = 20


def chosen(sent: QueryDict, name: str) -> list[str]:
    """The identifiers that were ticked, and the one that was typed, each once, in the form that is kept.

    A `StatuteError` whose text can be shown says what is wrong: an article that does not exist (with the nearest), a law that is
    not in the library, or words that are no citation although nothing was ticked.
    """
    codes = [queries.cited(code).id for code in sent.getlist(name)[:MOST] if code.strip()]
    typed = sent.get(f"{name}_cari", "").strip()
    if typed:
        try:
            codes.append(queries.resolve(typed))
        except queries.NotAnIdentifier:
            # The field is for searching as well: what was only looked for with is no mistake once something was ticked.
            if not codes:
                raise
    return list(dict.fromkeys(codes))


def picked(codes: list[str]) -> list[queries.Cited]:
    """Citations by their identifiers, to be shown; what is none is left out."""
    found = []
    for code in codes:
        try:
            found.append(queries.cited(code))
        except StatuteError:
            continue
    return found
