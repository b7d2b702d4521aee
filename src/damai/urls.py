"""The site map: masuk/ → intake, log/ → ledger, akun/ → accounts, kerja/ → workspace, bahasa/ → language, the rest → portal."""

from collections.abc import Iterable

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

import damai.ledger.urls
from damai.agencies.access import open_to_everyone


def for_everyone(doors: Iterable[URLPattern]) -> list[URLPattern]:
    """Doors of a room below `agencies`, which cannot put the mark on by itself because it may not import it."""
    return [path(str(door.pattern), open_to_everyone(door.callback), name=door.name) for door in doors]


urlpatterns: list[URLPattern | URLResolver] = [
    path("akun/", include("allauth.urls")),
    # Exempt from the token: it only changes the reader's own language, and public pages stay the same for everyone.
    path("bahasa/", csrf_exempt(open_to_everyone(set_language)), name="set_language"),
    path("masuk/", include("damai.intake.urls")),
    path("log/", include(for_everyone(damai.ledger.urls.urlpatterns))),
    path("kerja/", include("damai.workspace.urls")),
    path("", include("damai.portal.urls")),
]
