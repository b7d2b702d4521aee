"""The short way in for submissions: a WSGI function in front of Django, without its middleware.

A submission needs no session, no CSRF token, no template: the time it takes is the time to parse, seal and commit.
"""

from collections.abc import Callable, Iterable
from typing import Any

from .access import BASE
from .receive import submission

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]
ENDING = "/submission"


def with_short_way(django: Application) -> Application:
    """Django's application, with submissions answered before it."""

    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith(BASE) and path.endswith(ENDING):
            token = path[len(BASE) : -len(ENDING)] if len(path) >= len(BASE) + len(ENDING) else None
            if token is None or "/" not in token:
                answer = submission(environ, token)
                start_response(answer.reason, answer.all_headers())
                return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]
        return django(environ, start_response)

    return application
