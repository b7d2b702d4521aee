"""A real mail server and a real SMS gateway on the loopback interface, small enough to read."""

import contextlib
import hmac
import http.server
import json
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass
class Taken:
    """A mail that the server took."""

    returns_to: str
    to: str
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The mail, read by the standard library's parser."""
        return BytesParser(policy=policy.default).parsebytes(self.raw)  # type: ignore[return-value]


Answer = Callable[[str, "PostOffice"], str]


@dataclass
class PostOffice:
    """What the mail server knows, and how it answers: each stage can be given another answer than "yes"."""

    answers: dict[str, str | list[str]] = field(
        default_factory=dict
    )  # stage (greeting, mail, rcpt, data, end) → answer, or several
    certificate: Path | None = None
    login: tuple[str, str] | None = None
    pause: float = 0
    taken: list[Taken] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    port: int = 0
    letters_per_line: int = 1000
    on_taken: Callable[[], None] = lambda: None

    def answer(self, stage: str, usual: str) -> str:
        """The answer at a stage: the usual one, or what was prepared."""
        prepared = self.answers.get(stage, usual)
        if isinstance(prepared, list):
            return prepared.pop(0) if prepared else usual
        return prepared


class _Conversation(socketserver.StreamRequestHandler):
    timeout = 30

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError, ssl.SSLError, TimeoutError, ValueError):
            self._talk(self.server.office)  # type: ignore[attr-defined]
        if isinstance(self.request, ssl.SSLSocket):  # the server closes only what it has opened
            self.request.close()

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
        self.wfile.flush()

    def _talk(self, office: PostOffice) -> None:
        self._say(office.answer("greeting", "220 kantor.test ESMTP"))
        returns_to = to = ""
        letters = 0
        while line := self.rfile.readline(2000).decode("ascii", "replace").rstrip("\r\n"):
            office.lines.append(line)
            verb = line.split(" ")[0].upper()
            if verb in {"EHLO", "HELO"}:
                offers = ["kantor.test", "8BITMIME", "ENHANCEDSTATUSCODES"]
                offers += ["STARTTLS"] if office.certificate and not isinstance(self.request, ssl.SSLSocket) else []
                offers += ["AUTH PLAIN"] if office.login else []
                for offer in offers[:-1]:
                    self._say(f"250-{offer}")
                self._say(f"250 {offers[-1]}")
            elif verb == "STARTTLS" and office.certificate:
                self._say("220 go ahead")
                self._secure(office.certificate)
            elif verb == "AUTH":
                self._say(office.answer("auth", "235 2.7.0 welcome"))
            elif verb == "MAIL":
                if letters >= office.letters_per_line:
                    self._say("421 4.7.0 enough for one line")
                    return
                returns_to = line.partition("<")[2].partition(">")[0]
                self._say(office.answer("mail", "250 2.1.0 ok"))
            elif verb == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
                self._say(office.answer("rcpt", "250 2.1.5 ok"))
            elif verb == "DATA":
                ready = office.answer("data", "354 go ahead")
                self._say(ready)
                if not ready.startswith("354"):
                    continue
                raw = self._mail()
                time.sleep(office.pause)
                said = office.answer("end", "250 2.0.0 taken")
                if said.startswith("250"):
                    office.taken.append(Taken(returns_to, to, raw))
                    letters += 1
                    office.on_taken()
                if said == "250 hang up":
                    return
                self._say(said)
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _mail(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _secure(self, certificate: Path) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.request = context.wrap_socket(self.connection, server_side=True)
        self.connection = self.request
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    office: PostOffice


@contextlib.contextmanager
def post_office(settings: object, **known: object) -> Iterator[PostOffice]:
    """A mail server that Django's settings point to, for the length of a `with` block."""
    office = PostOffice(**known)  # type: ignore[arg-type]
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.office = office
        office.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        for name, value in {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": office.port,
            "EMAIL_USE_TLS": office.certificate is not None, "EMAIL_USE_SSL": False,
            "EMAIL_HOST_USER": office.login[0] if office.login else "",
            "EMAIL_HOST_PASSWORD": office.login[1] if office.login else "",
        }.items():  # fmt: skip
            setattr(settings, name, value)
        try:
            yield office
        finally:
            server.shutdown()


def nobodys_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 with its key, in one file that also serves as the authority that vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + made.public_bytes(Encoding.PEM))
    return path


@dataclass
class Gateway:
    """What the SMS gateway knows; each answer is a status, and the last one stays."""

    password: str
    statuses: list[int] = field(default_factory=lambda: [202])
    taken: list[dict[str, str]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)  # the headers of every request
    port: int = 0
    pause: float = 0


class _Counter(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        gateway: Gateway = self.server.gateway  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        gateway.asked.append(dict(self.headers.items()))
        time.sleep(gateway.pause)
        status = gateway.statuses.pop(0) if len(gateway.statuses) > 1 else gateway.statuses[0]
        stamp, _, made = self.headers["Damai-Signature"].removeprefix("t=").partition(",v1=")
        due = hmac.new(gateway.password.encode(), f"{stamp}.".encode() + body, sha256).hexdigest()
        if not hmac.compare_digest(made, due) or abs(time.time() - int(stamp)) > 60:
            status = 401
        if 200 <= status <= 299 and all(each["id"] != self.headers["Idempotency-Key"] for each in gateway.taken):
            gateway.taken.append(json.loads(body))
        self.send_response(status)
        if status == 307:
            self.send_header("Location", f"https://127.0.0.1:{gateway.port}/lain")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def gateway(
    settings: object, folder: Path, monkeypatch: object, *, password: str = "r@hasia", **known: object
) -> Iterator[Gateway]:
    """An SMS gateway with TLS that the settings point to, whose certificate this process trusts for the length of the block."""
    made = Gateway(password, **known)  # type: ignore[arg-type]
    path = certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Counter) as server:
        server.gateway, made.port = made, server.server_address[1]  # type: ignore[attr-defined]
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        monkeypatch.setenv("SSL_CERT_FILE", str(path))  # type: ignore[attr-defined]
        settings.SMS_URL = f"https://damai:{quote(password)}@127.0.0.1:{made.port}/sms?dari=Damai"  # type: ignore[attr-defined]
        settings.SMS = urlsplit(settings.SMS_URL)  # type: ignore[attr-defined]
        try:
            yield made
        finally:
            server.shutdown()
