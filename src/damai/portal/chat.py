"""The door of chat gateways. No page: a signed delivery in, replies out (docs/operate/chat.md)."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from damai.agencies.access import open_to_everyone
from damai.interviews.doors import gateway as door


@open_to_everyone
@csrf_exempt  # signed by a gateway that shares a secret with the house; there is no browser
@never_cache
@require_POST
def deliver(request: HttpRequest) -> JsonResponse:
    """One delivery of a gateway."""
    # Read by hand: the whole body is signed, and Django's own limit is made for forms.
    body = request.read(door.MOST_BYTES + 1) if door.is_open() else b""
    answer = door.receive(body, request.headers.get("Damai-Signature", "")[:120])
    return JsonResponse(answer.body, status=answer.status, json_dumps_params={"ensure_ascii": False})
