"""Send the public form as a browser does."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from damai.intake.channels import web
from damai.intake.channels.web.tokens import new_token

TEXT = "Ada pembagian amplop berisi uang di lapangan RW 03 sesudah acara."


def token(*, opened_before: timedelta = timedelta(minutes=1)) -> str:
    """The token of a form that somebody opened a while ago."""
    with time_machine.travel(datetime.now(UTC) - opened_before, tick=False):
        return new_token()


def fields(**changed: str) -> dict[str, str]:
    """A report that nothing is wrong with, and changes to it."""
    return {"kejadian": TEXT, "tempat": "Lapangan RW 03", "token": token()} | changed


def request(sent: dict, *, files: dict[str, bytes] | None = None, **headers: str) -> HttpRequest:
    """The POST of a browser."""
    uploads = [SimpleUploadedFile(name, content) for name, content in (files or {}).items()]
    return RequestFactory().post("/lapor/", {**sent, **({"berkas": uploads} if uploads else {})}, **headers)


def send(sent: dict | None = None, *, files: dict[str, bytes] | None = None, **headers: str) -> web.Outcome:
    """What becomes of it."""
    return web.receive(request(sent or fields(), files=files, **headers))
