"""Someone who uses Damai over HTTP, as a browser would: cookies, forms, redirects not followed. Standard library only."""

import http.client
import http.cookies
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from .telling import HEADER


class DoorClosed(Exception):
    """The server answered something that the story did not expect."""


@dataclass
class Answer:
    """What the server said."""

    status: int
    text: str
    headers: dict[str, str]


@dataclass
class Visitor:
    """A browser without a screen, at one moment of the story."""

    address: str
    moment: datetime | None = None
    cookies: dict[str, str] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, *, body: bytes = b"", content_type: str = "", again: bool = True) -> Answer:
        """One request over a connection that is kept open."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Origin": self.address}
        if self.moment is not None:
            headers[HEADER] = self.moment.isoformat()
        if content_type:
            headers["Content-Type"] = content_type
        if method == "POST" and "damai_csrf" in self.cookies:
            headers["X-CSRFToken"] = self.cookies["damai_csrf"]
        if self.line is None:
            parts = urlsplit(self.address)
            self.line = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=60)
        try:
            self.line.request(method, path, body=body or None, headers=headers)
            response = self.line.getresponse()
            text = response.read().decode(errors="replace")
        except (http.client.HTTPException, OSError):
            self.line.close()
            self.line = None
            if not again:
                raise
            return self.ask(method, path, body=body, content_type=content_type, again=False)
        for value in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(value).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, text, dict(response.headers.items()))

    def hang_up(self) -> None:
        """Close the connection."""
        if self.line is not None:
            self.line.close()
            self.line = None

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self.ask("GET", path)

    def post(self, path: str, fields: dict[str, object]) -> Answer:
        """Send a form without files."""
        return self.ask(
            "POST", path, body=urlencode(fields, doseq=True).encode(), content_type="application/x-www-form-urlencoded"
        )

    def post_with_files(self, path: str, fields: dict[str, str], files: list[tuple[str, str, str, bytes]]) -> Answer:
        """Send a form with files: (field, file name, media type, bytes)."""
        edge = uuid.uuid4().hex
        parts = [_part(edge, f'name="{name}"', "", value.encode()) for name, value in fields.items()]
        parts += [_part(edge, f'name="{name}"; filename="{file}"', kind, data) for name, file, kind, data in files]
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        return self.ask("POST", path, body=body, content_type=f"multipart/form-data; boundary={edge}")

    def sign_in(self, username: str, password: str) -> None:
        """Sign in with a password; DoorClosed if that does not open the workspace."""
        self.get("/akun/login/")
        self.post("/akun/login/", {"login": username, "password": password})
        if self.get("/kerja/").status != 200:
            raise DoorClosed(f"{username} tidak dapat masuk")


def _part(edge: str, name: str, kind: str, value: bytes) -> bytes:
    head = f"--{edge}\r\nContent-Disposition: form-data; {name}\r\n" + (f"Content-Type: {kind}\r\n" if kind else "")
    return head.encode() + b"\r\n" + value + b"\r\n"
