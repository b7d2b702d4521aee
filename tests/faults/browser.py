"""A browser with the public form: opens it, fills it in, and sends the same form again until it hears that it arrived."""

import http.client
import re
from dataclasses import dataclass
from html import unescape

from tests.collect import Outcome
from tests.faults.house import House

RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")


@dataclass
class WebForm:
    """A form on somebody's screen, filled in."""

    fields: dict[str, str]
    files: dict[str, bytes]


class Browser:
    """Without scripts, as the form must work for everybody."""

    def __init__(self, house: House) -> None:
        self.house = house

    def open(self, number: int) -> WebForm:
        """The form of the portal, filled in; every second one with a photo."""
        page = self._ask("GET", "/lapor/").words
        hidden = next(tag for tag in re.findall(r"<input[^>]*>", page) if 'name="token"' in tag)
        token = unescape(re.search(r'value="([^"]*)"', hidden)[1])
        name = f"uuid:web-{number:06d}"
        fields = {"token": token, "kejadian": f"Amplop dibagikan di lapangan ({name}).", "tempat": "Lapangan RW 03"}
        return WebForm(fields, {"foto.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + name.encode() * 500} if number % 2 else {})

    def send(self, form: WebForm) -> Outcome:
        """Press "send"."""
        parts = [
            f'--batas\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in form.fields.items()
        ]
        parts += [
            f'--batas\r\nContent-Disposition: form-data; name="berkas"; filename="{name}"\r\n'.encode()
            + b"Content-Type: image/jpeg\r\n\r\n"
            + content
            + b"\r\n"
            for name, content in form.files.items()
        ]
        try:
            outcome = self._ask("POST", "/lapor/", b"".join(parts) + b"--batas--\r\n")
        except (OSError, http.client.HTTPException) as error:
            return Outcome(False, type(error).__name__, 0, 1)
        if outcome.status not in (200, 201):
            return outcome
        return Outcome(True, f"Nomor: {RECEIPT.search(outcome.words)[0]}.", outcome.status, 1)

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Outcome:
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=15)
        try:
            line.request(method, path, body, {"Content-Type": "multipart/form-data; boundary=batas"} if body else {})
            answer = line.getresponse()
            return Outcome(False, answer.read().decode(), answer.status, 1)
        finally:
            line.close()
