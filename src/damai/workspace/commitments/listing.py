"""The list of commitments: what needs eyes first, then what is due first; and the same on paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from damai.commitments.queries import STANDING_WORDS, Followed, followed_for
from damai.commitments.rules import OPEN, URGENCY, Standing
from damai.ledger.queries import now

from ..desk import reader
from .doors import AT_THE_TABLE, series_titles
from .forms import CommitmentFilter


def narrowed(rows: list[Followed], form: CommitmentFilter) -> list[Followed]:
    """The rows that the filters leave."""
    said = form.cleaned_data if form.is_valid() else {}
    owner, series, origin = said.get("pemilik"), said.get("seri"), said.get("asal")
    return [
        row
        for row in rows
        if (not owner or (row.commitment.owner_id or "-") == owner)
        and (not series or row.commitment.series == series)
        and (not origin or row.commitment.origin == origin)
    ]


def in_standing(rows: list[Followed], which: str) -> list[Followed]:
    """The rows that stand so; without a choice, those still to be followed; "semua" is everything."""
    if which == "semua":
        return rows
    if which in set(Standing):
        return [row for row in rows if row.standing == which]
    return [row for row in rows if row.standing in OPEN]


def chips(rows: list[Followed], which: str, query: str) -> list[dict[str, Any]]:
    """What can be chosen, each with its number; standings that nothing has are left out."""
    found = [(_("Masih berjalan"), "", sum(row.standing in OPEN for row in rows))]
    for standing in URGENCY:
        count = sum(row.standing is standing for row in rows)
        if count or which == standing:
            found.append((str(STANDING_WORDS[standing]), standing.value, count))
    found.append((_("Semua"), "semua", len(rows)))
    rest = f"&{query}" if query else ""
    return [
        {"href": f"?keadaan={value}{rest}", "label": label, "count": count, "current": which == value}
        for label, value, count in found
    ]


def shown(request: HttpRequest) -> dict[str, Any]:
    """What the list shows, for the screen and for paper."""
    everything = followed_for(reader(request))
    form = CommitmentFilter(request.GET or None, rows=everything, titles=series_titles(reader(request)))
    rows, which = narrowed(everything, form), request.GET.get("keadaan", "")
    query = request.GET.copy()
    query.pop("keadaan", None)
    return {
        "form": form,
        "chips": chips(rows, which, query.urlencode()),
        "rows": in_standing(rows, which),
        "which": which,
        "query": request.GET.urlencode(),
        "now": now(),
    }


@AT_THE_TABLE
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every commitment the reader may see, as it stands today."""
    return render(request, "workspace/commitments/listing.html", shown(request))


@AT_THE_TABLE
@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The same as a table for paper, with its action items."""
    return render(request, "workspace/commitments/printed.html", shown(request))
