"""Is this certificate genuine? A file is read, answered for and forgotten; a number is looked up in the register."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from damai.agencies.access import open_to_everyone
from damai.pledges import public

# The house takes in no larger file on any page but the report form (settings.FILE_UPLOAD_HANDLERS); a certificate is far smaller.
MOST = 2 * 1024 * 1024


@open_to_everyone
@csrf_exempt  # no session, nothing to forge: it answers a question and keeps nothing
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Give a file or type a number, and be told: genuine, changed, withdrawn, or unknown."""
    context: dict[str, object] = {"key": public.key(), "most": MOST}
    if request.method != "POST":
        typed = request.GET.get("kode", "")[:60]
        return _of_code(request, typed, context) if typed else render(request, "portal/pledges/check.html", context)
    given = request.FILES.get("berkas")
    if given is not None and (given.size or 0) <= MOST:
        verdict = public.verify_file(given.read())
        context |= {"verdict": verdict, "name": given.name}
        return render(request, "portal/pledges/check.html", context)
    typed = request.POST.get("kode", "").strip()[:60]
    if typed:
        return _of_code(request, typed, context)
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    if given is not None or sent > MOST:
        message = _("Berkas ini lebih besar dari 2 MB. Sertifikat yang kami terbitkan jauh lebih kecil; ini bukan salah satunya.")
        return render(request, "portal/pledges/check.html", context | {"message": message}, status=413)
    message = _("Pilih berkas sertifikat, atau ketik nomornya.")
    return render(request, "portal/pledges/check.html", context | {"message": message}, status=422)


def _of_code(request: HttpRequest, typed: str, context: dict[str, object]) -> HttpResponse:
    """What the register says of a number; a number that nobody signed under is said to be unknown."""
    registered = public.verify(typed)
    context |= {"typed": typed, "looked_up": True, "registered": registered}
    return render(request, "portal/pledges/check.html", context, status=200 if registered else 404)


@open_to_everyone
@never_cache
@require_safe
def registered(request: HttpRequest, code: str) -> HttpResponse:
    """Where the QR code on a certificate leads: what the register says of it today."""
    return _of_code(request, code[:60], {"key": public.key(), "most": MOST})
