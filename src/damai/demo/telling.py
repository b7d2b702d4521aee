"""The story's time, for requests of the replay. It is believed in a demo log on a developer's machine, and nowhere else."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from damai.ledger.queries import is_demo, telling

HEADER = "Damai-Story-Time"
KEY = "HTTP_DAMAI_STORY_TIME"
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def telling_time(app: App) -> App:
    """The same WSGI application, which lets a demo's replay say what time it is."""
    if not settings.DEV:
        return app

    def told(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        said = environ.get(KEY)
        if not said or not is_demo():
            return app(environ, start_response)
        try:
            moment = datetime.fromisoformat(said)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [f"{HEADER}: bukan waktu dengan zona: {said[:40]!r}\n".encode()]
        with telling(moment):
            return app(environ, start_response)

    return told
