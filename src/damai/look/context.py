"""What every page knows about the house it is in."""

from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, object]:
    """The values the base templates use."""
    return {}
