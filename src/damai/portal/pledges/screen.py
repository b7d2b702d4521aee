"""The big screen of the day: who has signed, in order, and how many, as it happens. Made for a projector and a hall."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from damai.agencies.access import open_to_everyone
from damai.pledges import public
from damai.pledges.public import Signatory

from .pages import Place, found


def told(slug: str) -> dict[str, Any] | None:
    """Everything on the screen that changes: numbers by kind, and those who have signed in the order of the text."""
    counts = public.counts(slug)
    if counts is None:
        return None
    return {
        "total": counts.total,
        "participants": counts.participants,
        "participants_of": counts.participants_invited,
        "institutions": counts.institutions,
        "institutions_of": counts.institutions_invited,
        "community": counts.community,
        "citizens": counts.citizens,
        "signed": [_line(row) for row in public.signatories(slug) if row.state == "signed"],
    }


def _line(row: Signatory) -> dict[str, Any]:
    """One who signed: the number on the ballot if there is one, who it is, and who signed for them."""
    place = Place(row)
    return {
        "code": row.code,
        "kind": row.participant_kind or row.kind,
        "number": row.ballot_number,
        "who": place.who,
        "by": place.by,
    }


@open_to_everyone
@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The page for the projector; without a script it shows how it stands now."""
    declaration = found(slug)
    context = {
        "told": declaration,
        "text": declaration.text,
        "figures": told(slug),
        "sign_at": settings.BASE_URL + reverse("pledge_sign", args=[slug]),
        "sign_words": f"{settings.BASE_URL.partition('://')[2]}{reverse('pledge', args=[slug])}",
    }
    return render(request, "portal/pledges/screen.html", context)


def _body(request: HttpRequest, slug: str) -> bytes | None:
    """What stands on the screen as JSON, worked out once per request."""
    if not hasattr(request, "screen_body"):
        now = told(slug)
        body = None if now is None else json.dumps(now, ensure_ascii=False, separators=(",", ":")).encode()
        request.screen_body = body  # type: ignore[attr-defined]
    return request.screen_body  # type: ignore[attr-defined]


def _mark(request: HttpRequest, slug: str) -> str | None:
    body = _body(request, slug)
    return None if body is None else f'"{hashlib.sha256(body).hexdigest()[:32]}"'


@open_to_everyone
@require_safe
@condition(etag_func=_mark)
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as JSON, asked for every other second by every screen; what did not change is not sent again."""
    body = _body(request, slug)
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = "public, max-age=1"
    return response
