"""Doors of every kind, for this room's tests: the room below the surfaces has no pages of its own."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from damai.agencies.access import open_to, open_to_everyone, open_to_members
from damai.agencies.models import AgencyKind, Role


def page(request: HttpRequest, code: str = "") -> HttpResponse:
    """Something behind a door."""
    return HttpResponse("di dalam")


def another() -> object:
    """A view of its own, so that marks do not meet."""
    return lambda request, **kwargs: page(request, **kwargs)


urlpatterns = [
    path("akun/", include("allauth.urls")),
    path("terbuka/", open_to_everyone(another())),
    path("kerja/", open_to_members(another())),
    path("kerja/petugas/", open_to(Role.OFFICER, Role.LEAD)(another())),
    path("kerja/pengawas/", open_to(Role.OFFICER, agencies=[AgencyKind.SUPERVISOR])(another())),
    path("kerja/operator/", open_to(Role.OPERATOR)(another())),
    path("unduh/<code>/", open_to(Role.LEAD)(another())),
]
