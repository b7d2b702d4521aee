"""The doors of a phone: which forms there are, the forms, their media, and where to send what was filled in."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from damai.agencies.access import Door

from ... import queries
from ...models import FormVersion
from . import answers
from .access import BASE, Sender, as_response, open_to_devices
from .receive import submission as answer_submission


@require_safe
@open_to_devices
def form_list(request: HttpRequest, *, sender: Sender, token: str | None) -> HttpResponse:
    """The newest versions of all open forms; `?formID=` leaves one."""
    wanted = request.GET.get("formID")
    lines = [
        answers.FormLine(
            form_id=each.form.form_id,
            name=each.title,
            version=each.version,
            md5=each.md5,
            download_url=_address(request, token, each, ".xml"),
            manifest_url=_address(request, token, each, "/manifest") if each.media.exists() else "",
        )
        for each in queries.listed_forms()
        if wanted is None or each.form.form_id == wanted
    ]
    return as_response(answers.form_list(lines))


@require_safe
@open_to_devices
def form_xml(request: HttpRequest, *, form_id: str, version: str, sender: Sender, token: str | None) -> HttpResponse:
    """A form, the very bytes whose MD5 is in the list."""
    found = queries.form_version(form_id, version)
    if found is None:
        return _not_there()
    return as_response(answers.Answer(200, bytes(found.xml)))


@require_safe
@open_to_devices
def manifest(request: HttpRequest, *, form_id: str, version: str, sender: Sender, token: str | None) -> HttpResponse:
    """The media files of a form."""
    found = queries.form_version(form_id, version)
    if found is None:
        return _not_there()
    lines = [
        answers.MediaLine(file.filename, file.md5, _address(request, token, found, f"/media/{quote(file.filename, safe='')}"))
        for file in found.media.all()
    ]
    return as_response(answers.manifest(lines))


@require_safe
@open_to_devices
def media(request: HttpRequest, *, form_id: str, version: str, filename: str, sender: Sender, token: str | None) -> HttpResponse:
    """One media file of a form."""
    found = queries.form_version(form_id, version)
    file = found.media.filter(filename=filename).first() if found else None
    if file is None:
        return _not_there()
    return as_response(answers.Answer(200, bytes(file.content), content_type="application/octet-stream"))


@csrf_exempt
@require_http_methods(["HEAD", "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def submission(request: HttpRequest, *, token: str | None = None) -> HttpResponse:
    """The same as the short way in front of Django; here for tests and for servers that are set up without it."""
    return as_response(answer_submission(request.META, token))


submission.door = Door(devices=True)  # type: ignore[attr-defined]


@open_to_devices
def elsewhere(request: HttpRequest, *, sender: Sender, token: str | None) -> HttpResponse:
    """Any other address below a phone's own: said here, so that the site's log does not write the token down."""
    return _not_there()


def _not_there() -> HttpResponse:
    return as_response(answers.message(404, gettext("Formulir ini tidak ada. Perbarui daftar formulir di ponsel Anda.")))


def _address(request: HttpRequest, token: str | None, version: FormVersion, ending: str) -> str:
    """An address below the door the phone came in by, on the host it asked."""
    door = f"{BASE}{token}/" if token else BASE
    path = f"{door}forms/{quote(version.form.form_id, safe='')}/{quote(version.version, safe='')}{ending}"
    return f"{request.scheme}://{request.get_host()}{path}"
