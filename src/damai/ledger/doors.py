"""Serving the log to anyone who wants to check it, exactly as c2sp.org/tlog-tiles says. Nothing here is secret.

The marks that open these doors to everyone are put on in `damai/urls.py`: this room is below the one that owns the marks.
"""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from . import queries
from .rules.merkle import HASH, Position
from .rules.tiles import Malformed, TilePath, pack, parse

TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"
FOR_EVER = "public, max-age=31536000, immutable"  # a tile of a given width never changes
FOR_A_MOMENT = "public, max-age=1"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The last signed checkpoint."""
    state = queries.state()
    if state is None:
        return _nothing("the log has not begun")
    return _serve(request, state.checkpoint.encode(), TEXT, FOR_A_MOMENT)


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The keys that check this log's notes, as vkeys: today's first, then those it replaced.

    A key fetched from the server that it checks proves little: compare it with one that was published elsewhere.
    """
    state = queries.state()
    if state is None:
        return _nothing("the log has not begun")
    keys = "".join(f"{key}\n" for key in queries.trusted_keys(state.origin))
    return _serve(request, keys.encode(), TEXT, FOR_A_MOMENT)


@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponse:
    """A tile of hashes or a bundle of entries, full or partial; 404 for what is beyond the tree."""
    try:
        wanted = parse(path)
    except Malformed:
        return _nothing("no such tile")
    content = _entries(wanted) if wanted.level is None else _hashes(wanted.level, wanted)
    if content is None:
        return _nothing("beyond the tree")
    return _serve(request, content, BYTES, FOR_EVER)


def _hashes(level: int, wanted: TilePath) -> bytes | None:
    hashes = queries.tile(Position(level, wanted.number))[: wanted.width * HASH]
    return hashes if len(hashes) == wanted.width * HASH else None


def _entries(wanted: TilePath) -> bytes | None:
    leaves = queries.leaves(wanted.first, wanted.width)
    return pack(leaves) if len(leaves) == wanted.width else None


def _serve(request: HttpRequest, content: bytes, content_type: str, keep: str) -> HttpResponse:
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {
        "Cache-Control": keep,
        "ETag": etag,
        "Access-Control-Allow-Origin": "*",  # a verifier may be a page on somebody else's site
    }
    response = HttpResponse(content, content_type=content_type, headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


def _nothing(why: str) -> HttpResponse:
    return HttpResponse(f"{why}\n", status=404, content_type=TEXT, headers={"Access-Control-Allow-Origin": "*"})
