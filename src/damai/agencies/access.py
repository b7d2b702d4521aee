"""Who may open which door. Every view carries one of these marks; a test walks the URL tree and fails on one without."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from .models import Role

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Door:
    """To whom a view is open: everyone, any member, or members who hold one of the roles."""

    everyone: bool = False
    roles: frozenset[Role] = frozenset()


def open_to_everyone(view: View) -> View:
    """Open to anyone, signed in or not."""
    view.door = Door(everyone=True)  # type: ignore[attr-defined]
    return view


def open_to_members(view: View) -> View:
    """Open to anyone who is signed in."""
    return open_to(*Role)(view)


def open_to(*roles: Role) -> Callable[[View], View]:
    """Open to members who hold one of these roles today. Others get 404: they may not learn that the page exists."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            from .queries import roles_of

            if not roles_of(request.user) & set(roles):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.door = Door(roles=frozenset(roles))  # type: ignore[attr-defined]
        return guarded

    return mark
