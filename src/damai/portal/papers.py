"""Is this paper genuine? Where the QR code of an issued document leads. A file is read, answered for and forgotten."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from damai.agencies.access import open_to_everyone
from damai.documents.public import PublicDocument, verify, verify_file

# The house takes in no larger file on any page but the report form (settings.FILE_UPLOAD_HANDLERS).
MOST = 2 * 1024 * 1024


@open_to_everyone
@csrf_exempt  # no session, nothing to forge: it answers a question and keeps nothing
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Type the code that stands under the QR."""
    if request.method != "POST":
        return render(request, "portal/papers/check.html")
    typed = request.POST.get("kode", "").strip()[:60]
    document = verify(typed)
    return redirect("paper", document.checking_code) if document else _unknown(request, typed)


@open_to_everyone
@csrf_exempt  # as above
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What the house knows of a paper; and whether a file is the one that was issued, byte for byte."""
    document = verify(code[:60])
    if document is None:
        return _unknown(request, code[:60])
    context: dict[str, object] = {"document": document}
    if request.method != "POST":
        return render(request, "portal/papers/check.html", context)
    return _of_file(request, document, context)


def _of_file(request: HttpRequest, document: PublicDocument, context: dict[str, object]) -> HttpResponse:
    given = request.FILES.get("berkas")
    if given is not None and (given.size or 0) <= MOST:
        context |= {"looked_at": True, "found": verify_file(document, given.read()), "name": given.name}
        return render(request, "portal/papers/check.html", context)
    if given is not None or int(request.META.get("CONTENT_LENGTH") or 0) > MOST:
        message = _("Berkas lebih besar dari 2 MB tidak dibaca di sini. Bandingkan sidik jarinya (SHA-256) dengan yang tertulis.")
        return render(request, "portal/papers/check.html", context | {"message": message}, status=413)
    return render(request, "portal/papers/check.html", context | {"message": _("Pilih berkas yang akan diperiksa.")}, status=422)


def _unknown(request: HttpRequest, typed: str) -> HttpResponse:
    return render(request, "portal/papers/check.html", {"typed": typed, "unknown": True}, status=404)


urlpatterns = [path("", ask, name="papers"), path("<str:code>/", check, name="paper")]
