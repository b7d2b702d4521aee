"""Pages behind an address that is a key."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse


def unlisted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that no search engine keeps, also when somebody left its address where one finds it; files as well."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer
