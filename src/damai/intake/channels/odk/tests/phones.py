"""Phones for the tests: a published form, a linked device, and a POST through either way in."""

import io
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.test import Client
from tests.cast import Cast, cast

from damai.intake.actions import NewDevice, link_device, publish_form
from damai.intake.channels.odk import access, receive
from damai.intake.channels.odk.digest import REALM
from damai.intake.channels.odk.form import Kelurahan, compile_incident
from damai.intake.models import FormVersion

FIXTURES = Path(__file__).parents[1] / "fixtures"
PLACES = [
    Kelurahan("31.71.01.1001", "Gambir", "31.71.01", "Gambir"),
    Kelurahan("31.71.06.1001", "Menteng", "31.71.06", "Menteng"),
]
VERSION = "2024021001"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def fixture(name: str) -> bytes:
    """A payload as it came over the wire."""
    return (FIXTURES / name).read_bytes()


def full(instance: str = "uuid:1", *, files: str = "", deprecated: str = "", version: str = VERSION, text: str = "ada") -> bytes:
    """A filled-in incident report; `files` are photo names divided by commas."""
    photos = "".join(f"<bukti><foto>{name}</foto></bukti>" for name in files.split(",") if name)
    old = f"<deprecatedID>{deprecated}</deprecatedID>" if deprecated else ""
    return (
        f'<data id="laporan_kejadian" version="{version}"><uraian>{text}</uraian>{photos}'
        f"<meta><instanceID>{instance}</instanceID>{old}</meta></data>"
    ).encode()


def publish(version: str = VERSION) -> FormVersion:
    """The incident report with two kelurahan."""
    form = compile_incident(places=PLACES, version=version)
    return publish_form(form.form_id, version=form.version, title=form.title, xml=form.xml, binaries=form.binaries, by="damai")


def forget() -> None:
    """What the channel remembers for seconds belongs to the test before."""
    access.forget()
    receive.forget()


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def words(self) -> str:
        """The text that Collect would show."""
        root = ElementTree.fromstring(self.body)
        assert root.tag == "{http://openrosa.org/http/response}OpenRosaResponse"
        return root.findtext("{http://openrosa.org/http/response}message") or ""


class Phone:
    """A linked device that reaches the house by the short way or through Django."""

    def __init__(self, way: str, people: Cast, new: NewDevice) -> None:
        self.way, self.people, self.new = way, people, new
        self.base = f"/masuk/odk/{new.token}/"

    def request(self, method: str, url: str, body: bytes = b"", **environ: str) -> Reply:
        """One request."""
        if self.way == "django":
            answer = Client().generic(method, url, body, **environ)
            return Reply(answer.status_code, dict(answer.items()), answer.content)
        return self._short(method, url, body, environ)

    def _short(self, method: str, url: str, body: bytes, environ: dict[str, str]) -> Reply:
        from damai.wsgi import application

        parts = urlsplit(url)
        seen: list = []
        chunks = application(
            {
                "REQUEST_METHOD": method,
                "PATH_INFO": parts.path,
                "QUERY_STRING": parts.query,
                "SERVER_NAME": "testserver",
                "SERVER_PORT": "80",
                "wsgi.url_scheme": "http",
                "wsgi.input": io.BytesIO(body),
                "CONTENT_LENGTH": str(len(body)),
            }
            | {key.upper() if key != "content_type" else "CONTENT_TYPE": value for key, value in environ.items()},
            lambda status, headers: seen.append((status, headers)),
        )
        status, headers = seen[0]
        return Reply(int(status[:3]), dict(headers), b"".join(chunks))

    def post(self, xml: bytes | None, files: dict[str, bytes] | None = None, *, extra: bytes = b"", **environ: str) -> Reply:
        """One submission."""
        body, kind = form_body(xml, files or {}, extra=extra)
        return self.request("POST", f"{self.base}submission?deviceID=collect:abc", body, content_type=kind, **environ)


def form_body(xml: bytes | None, files: dict[str, bytes], *, extra: bytes = b"") -> tuple[bytes, str]:
    """A multipart body and its Content-Type."""
    parts = [] if xml is None else [("xml_submission_file", "laporan.xml", xml)]
    parts += [(name, name, content) for name, content in files.items()]
    out = [
        f'--batas\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'.encode() + content + b"\r\n"
        for name, filename, content in parts
    ]
    return b"".join(out) + extra + b"--batas--\r\n", "multipart/form-data; boundary=batas"


def new_phone(way: str = "short") -> Phone:
    """Dewi's phone; the form is published."""
    forget()
    people = cast()
    publish()
    return Phone(way, people, link_device(people.dewi, realm=REALM, by=people.oki.code))
