"""Every view says who it is open to, and nothing under /kerja/ is open to everyone."""

from django.urls import URLPattern, URLResolver, get_resolver

# Doors that other people's packages built; their own guards were read, with what holds them.
FOREIGN = {
    "akun/": "django-allauth: sign-in pages guard themselves; tests/journeys cover them",
}


def walk(resolver=None, prefix=""):
    """Every (path, view) of the site."""
    for item in (resolver or get_resolver()).url_patterns:
        here = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from walk(item, here)
        elif isinstance(item, URLPattern):
            yield here, item.callback


def ours():
    return [(path, view) for path, view in walk() if not path.startswith(tuple(FOREIGN))]


def test_every_view_carries_a_mark():
    assert [path for path, view in ours() if not hasattr(view, "door")] == []


def test_the_workspace_is_never_open_to_everyone():
    assert [path for path, view in ours() if path.startswith("kerja/") and view.door.everyone] == []
