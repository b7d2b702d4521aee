"""Who may open which door. Every view carries one of these marks; a test walks the URL tree and fails on one without."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from . import queries, rules
from .models import AgencyKind, Role

View = Callable[..., HttpResponseBase]  # pages and streamed files alike


@dataclass(frozen=True, kw_only=True)
class Door:
    """To whom a view is open: everyone, phones, or members who hold one of the roles (in an agency of one of the kinds)."""

    everyone: bool = False
    devices: bool = False  # phones linked for a member, by a secret of their own
    roles: frozenset[Role] = frozenset()
    kinds: frozenset[AgencyKind] = frozenset(AgencyKind)

    def opens_for(self, scope: rules.Scope) -> bool:
        """Whether someone with this scope may come in."""
        return self.everyone or any(charge.role in self.roles and charge.kind in self.kinds for charge in scope.charges)


def open_to_everyone(view: View) -> View:
    """Open to anyone, signed in or not."""
    view.door = Door(everyone=True)  # type: ignore[attr-defined]
    return view


def open_to_members(view: View) -> View:
    """Open to anyone who holds any appointment today."""
    return open_to(*Role)(view)


def open_to(*roles: Role, agencies: Iterable[AgencyKind] | None = None) -> Callable[[View], View]:
    """Open to members who hold one of these roles today, in an agency of one of these kinds (of any kind by default).

    Who is not signed in is asked to. Others get 404 and not "forbidden": they may not learn that the page exists.
    """
    door = Door(roles=frozenset(roles), kinds=frozenset(AgencyKind if agencies is None else agencies))

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not door.opens_for(scope_for(request)):
                raise Http404
            response = view(request, *args, **kwargs)
            # Nothing of it stays on a shared computer; a view that knows better says so itself.
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        guarded.door = door  # type: ignore[attr-defined]
        return guarded

    return mark


def scope_for(request: HttpRequest) -> rules.Scope:
    """What the person behind this request answers for, asked once per request."""
    scope = queries.scope_of(request.user)
    setattr(request.user, queries.KEPT, scope)  # this object lives as long as the request
    return scope


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in page and back to where the person was; as a header when a fragment was asked for."""
    htmx = getattr(request, "htmx", None)
    if htmx:
        back = htmx.current_url_abs_path or resolve_url("/kerja/")
        return HttpResponseClientRedirect(redirect_to_login(back).url)
    return redirect_to_login(request.get_full_path() if request.method in {"GET", "HEAD"} else "/kerja/")


def proven_at(request: HttpRequest) -> datetime | None:
    """When the person behind this session last proved their second factor (at sign-in or asked anew), or None.

    Ask anew at the view `mfa_reauthenticate`; what must be fresh says how fresh (pledges: five minutes).
    """
    moments = [each.get("at", 0) for each in get_authentication_records(request, request.user) if _is_second(each)]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def _is_second(record: dict[str, Any]) -> bool:
    return record.get("method") == "mfa" and record.get("type") in queries.SECOND_FACTORS
