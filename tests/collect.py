"""A double of ODK Collect: asks, splits, retries and concludes as the app on the phone does, and is as strict as it is.

Tests drive a real server with it. Each rule stands where Collect has it; it was written from what that client
does; no code of it is used here.
"""

import base64
import hashlib
import http.client
import random
import re
import secrets
import string
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

FORM_LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
DEFAULT_LENGTH = 10_000_000  # what Collect assumes when HEAD says nothing
MAX_ATTACHMENTS = 100  # "more than" this many close a request
READ_TIMEOUT = 60


class Trouble(Exception):
    """What Collect would show instead of going on."""


class AsksForPassword(Trouble):
    """A 401 that credentials did not solve: the app opens its password dialogue."""


class Unreachable(Trouble):
    """404, or no connection."""


class NotOpenRosa(Trouble):
    """No X-OpenRosa-Version header, or a HEAD that answered another 2xx than 204."""


class ParseTrouble(Trouble):
    """A list or manifest of which one item is bad: the whole of it is thrown away."""


class ServerTrouble(Trouble):
    """Another status."""


class FormWithNoHash(Trouble):
    """A form whose hash is missing or has no `md5:` before it cannot be downloaded."""


class WrongHost(Trouble):
    """A Location that leads to another host."""


@dataclass
class Reply:
    """One HTTP answer."""

    status: int
    reason: str
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class ListedForm:
    """One form of a form list."""

    form_id: str
    name: str
    version: str | None
    hash: str | None
    download_url: str
    manifest_url: str | None


@dataclass
class Filled:
    """A finalised form on the phone: the XML and the files of its folder."""

    xml: bytes
    files: dict[str, bytes] = field(default_factory=dict)
    filename: str = "laporan_2024-02-10_08-00-00.xml"


@dataclass
class Outcome:
    """What the app shows after sending: `sent` or `failed to send`, and the words under it."""

    sent: bool
    words: str
    status: int
    posts: int


class Collect:
    """One installation of the app, configured for one server."""

    def __init__(self, server_url: str, *, username: str = "", password: str = "", seed: int | None = None) -> None:
        self.server_url = server_url.rstrip("/")
        self.username, self.password = username, password
        letters = string.ascii_letters + string.digits
        self.device_id = "collect:" + "".join(secrets.choice(letters) for _ in range(16))
        self.random = random.Random(seed)
        self.digest: dict[str, str] | None = None  # the last challenge; credentials are then sent without being asked
        self.nonce_count = 0
        self.limit: int | None = None  # of the cached HEAD
        self.submit_url = ""
        self.cut: Callable[[int], int | None] = lambda post: None  # post number -> bytes after which the line breaks
        self.log: list[tuple[str, str, int]] = []  # method, path, status

    # --- forms ------------------------------------------------------------------------------------------------

    def form_list(self) -> list[ListedForm]:
        """Refresh the list of blank forms."""
        root = self._document(f"{self.server_url}/formList")
        if root.tag != f"{FORM_LIST}xforms":
            raise ParseTrouble(root.tag)
        forms = []
        for item in root:
            if item.tag != f"{FORM_LIST}xform":
                continue
            values = {
                child.tag.removeprefix(FORM_LIST): (child.text or "").strip() for child in item if child.tag.startswith(FORM_LIST)
            }
            if not (values.get("formID") and values.get("name") and values.get("downloadUrl")):
                raise ParseTrouble("an item without formID, name or downloadUrl")
            digest = values.get("hash", "")
            forms.append(
                ListedForm(
                    values["formID"],
                    values["name"],
                    values.get("version") or None,
                    digest.removeprefix("md5:") if digest.startswith("md5:") else None,
                    values["downloadUrl"],
                    values.get("manifestUrl") or None,
                )
            )
        return forms

    def download(self, form: ListedForm) -> tuple[bytes, dict[str, bytes]]:
        """A form and its media; what was stored must have the hash that was listed."""
        if not form.hash:
            raise FormWithNoHash(form.form_id)
        xml = self._get(form.download_url).body
        root = ET.fromstring(xml)
        submission = root.find(".//{http://www.w3.org/2002/xforms}submission")
        if submission is not None and submission.get("action") and not urlsplit(submission.get("action", "")).scheme:
            raise Trouble("InvalidSubmission")
        if hashlib.md5(xml).hexdigest() != form.hash:
            raise Trouble("eternal update: the stored form has another hash than the listed one")
        media = {}
        if form.manifest_url:
            manifest = self._document(form.manifest_url)
            if manifest.tag != f"{MANIFEST}manifest":
                raise ParseTrouble(manifest.tag)
            for item in manifest.iter(f"{MANIFEST}mediaFile"):
                values = {child.tag.removeprefix(MANIFEST): (child.text or "").strip() for child in item}
                if not (values.get("filename") and values.get("hash") and values.get("downloadUrl")):
                    raise ParseTrouble("a media file without filename, hash or downloadUrl")
                content = self._get(values["downloadUrl"]).body
                if hashlib.md5(content).hexdigest() != values["hash"][4:]:
                    raise Trouble("media file changed on the way")
                media[values["filename"].rpartition("/")[2]] = content
        return xml, media

    # --- sending ----------------------------------------------------------------------------------------------

    def send(self, filled: Filled) -> Outcome:
        """Send one finalised form: HEAD once, then as many POSTs as the split rule makes, from the first file again."""
        try:
            limit = self._head()
        except Trouble as trouble:
            return Outcome(False, str(trouble) or type(trouble).__name__, 0, 0)
        files = list(filled.files.items())
        self.random.shuffle(files)  # the order of a folder listing is arbitrary and differs between attempts
        at, posts, reply = 0, 0, None
        while at < len(files) or posts == 0:
            first, size = at, len(filled.xml)
            chosen: list[tuple[str, bytes]] = []
            incomplete = False
            while at < len(files):
                chosen.append(files[at])
                size += len(files[at][1])
                at += 1
                if at < len(files) and (at - first > MAX_ATTACHMENTS or size + len(files[at][1]) > limit):
                    incomplete = True
                    break
            body, content_type = multipart(filled, chosen, incomplete=incomplete)
            posts += 1
            try:
                reply = self._send("POST", self.submit_url, body=body, content_type=content_type, cut=self.cut(posts))
            except OSError as error:
                return Outcome(False, f"{type(error).__name__}", 0, posts)
            except http.client.HTTPException as error:
                return Outcome(False, f"{type(error).__name__}", 0, posts)
            outcome = self._conclude(reply, posts)
            if not outcome.sent:
                return outcome
        assert reply is not None
        return self._conclude(reply, posts)

    def _head(self) -> int:
        if self.limit is not None:
            return self.limit
        url = f"{self.server_url}/submission"
        self.submit_url = url
        reply = self._send("HEAD", url)
        limit = DEFAULT_LENGTH
        if reply.status == 401:
            raise AsksForPassword
        if reply.status == 204:
            if "X-OpenRosa-Accept-Content-Length" in reply.headers:
                try:
                    limit = int(reply.headers["X-OpenRosa-Accept-Content-Length"])
                except ValueError:
                    limit = DEFAULT_LENGTH
            if location := reply.headers.get("Location"):
                there = urlsplit(urljoin(url, location))
                if there.hostname != urlsplit(url).hostname:
                    raise WrongHost(location)
                self.submit_url = urlunsplit(there)
        elif 200 <= reply.status < 300:
            raise NotOpenRosa("Is this an OpenRosa submission endpoint?")
        self.limit = limit
        return limit

    @staticmethod
    def _conclude(reply: Reply, posts: int) -> Outcome:
        text = reply.body.decode("utf-8", "replace")
        words = ""
        if "OpenRosaResponse" in text:
            try:
                words = ET.fromstring(reply.body).findtext("{http://openrosa.org/http/response}message") or ""
            except ET.ParseError:
                words = ""
        if reply.status in (201, 202):
            return Outcome(True, words or "Success", reply.status, posts)
        if reply.status == 401:
            return Outcome(False, f"{reply.reason} (401)", 401, posts)
        if reply.status == 204:
            return Outcome(False, "exception", 204, posts)
        if reply.status == 200:
            return Outcome(False, "Network login failure? Again?", 200, posts)
        if words:
            return Outcome(False, words, reply.status, posts)
        if reply.status == 400:
            return Outcome(False, "make sure the form is configured to accept submissions", 400, posts)
        return Outcome(False, f"{reply.reason} ({reply.status})", reply.status, posts)

    # --- the wire ---------------------------------------------------------------------------------------------

    def _document(self, url: str) -> ET.Element:
        reply = self._get(url)
        if "text/xml" not in reply.headers.get("Content-Type", ""):
            raise ParseTrouble("no text/xml: often caused by a network proxy")
        if "X-OpenRosa-Version" not in reply.headers:
            raise NotOpenRosa(url)
        try:
            return ET.fromstring(reply.body)
        except ET.ParseError as error:
            raise ParseTrouble(str(error)) from error

    def _get(self, url: str) -> Reply:
        reply = self._send("GET", url)
        if reply.status == 401:
            raise AsksForPassword
        if reply.status == 404:
            raise Unreachable(url)
        if reply.status != 200:
            raise ServerTrouble(str(reply.status))
        return reply

    def _send(self, method: str, url: str, *, body: bytes | None = None, content_type: str = "", cut: int | None = None) -> Reply:
        """One request with what Collect adds to it; a Digest challenge is answered, Basic only over https."""
        url = with_query(url, deviceID=self.device_id)
        for _ in range(4):
            authorization = self._authorization(method, url) if self.digest else None
            reply = self._once(method, url, body, content_type, cut, authorization)
            self.log.append((method, urlsplit(url).path, reply.status))
            if reply.status in (301, 302, 303, 307, 308) and method in {"GET", "HEAD"}:
                url = urljoin(url, reply.headers["Location"])
                continue
            if reply.status == 401 and self.username:
                challenge = reply.headers.get("WWW-Authenticate", "")
                fields = {
                    key.lower(): quoted or bare for key, quoted, bare in re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]+))', challenge)
                }
                stale = fields.get("stale", "").lower() == "true"
                if challenge.lower().startswith("digest") and (authorization is None or stale):
                    self.digest, self.nonce_count = fields, 0
                    continue
            return reply
        return reply

    def _authorization(self, method: str, url: str) -> str:
        assert self.digest is not None
        parts = urlsplit(url)
        uri = parts.path + (f"?{parts.query}" if parts.query else "")
        self.nonce_count += 1
        count, cnonce = f"{self.nonce_count:08x}", secrets.token_hex(8)
        first = md5(f"{self.username}:{self.digest['realm']}:{self.password}")
        response = md5(f"{first}:{self.digest['nonce']}:{count}:{cnonce}:auth:{md5(f'{method}:{uri}')}")
        opaque = f', opaque="{self.digest["opaque"]}"' if "opaque" in self.digest else ""
        return (
            f'Digest username="{self.username}", realm="{self.digest["realm"]}", nonce="{self.digest["nonce"]}", uri="{uri}", '
            f'qop=auth, nc={count}, cnonce="{cnonce}", response="{response}", algorithm=MD5{opaque}'
        )

    def _once(
        self, method: str, url: str, body: bytes | None, content_type: str, cut: int | None, authorization: str | None
    ) -> Reply:
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        line = kind(parts.hostname or "", parts.port, timeout=READ_TIMEOUT)
        try:
            line.putrequest(method, parts.path + (f"?{parts.query}" if parts.query else ""), skip_accept_encoding=True)
            headers = {
                "User-Agent": "org.odk.collect.android/v2024.1.0 Dalvik/2.1.0",
                "X-OpenRosa-Version": "1.0",
                # Collect writes the hour with a twelve-hour clock: a server that believes this header is wrong half the day.
                "Date": datetime.now(UTC).strftime("%a, %d %b %Y %I:%M:%S GMT"),
                "Accept-Encoding": "identity",
            }
            if authorization:
                headers["Authorization"] = authorization
            if body is not None:
                headers |= {"Content-Type": content_type, "Content-Length": str(len(body))}
            for key, value in headers.items():
                line.putheader(key, value)
            line.endheaders()
            if body is not None:
                line.send(body if cut is None else body[:cut])
                if cut is not None and cut < len(body):
                    raise ConnectionAbortedError("the line broke while sending")
            if cut is not None:  # everything was sent, and the answer is lost
                time.sleep(0.01)
                raise ConnectionAbortedError("the answer was lost")
            answer = line.getresponse()
            return Reply(answer.status, answer.reason, answer.headers, answer.read())
        finally:
            line.close()


def multipart(filled: Filled, files: list[tuple[str, bytes]], *, incomplete: bool = False) -> tuple[bytes, str]:
    """The body and Content-Type of one POST, as OkHttp writes them."""
    boundary = f"{secrets.token_hex(8)}-{secrets.token_hex(4)}"
    parts = [("xml_submission_file", filled.filename, "text/xml; charset=utf-8", filled.xml)]
    parts += [(name, name, content_type_of(name), content) for name, content in files]
    out = []
    for name, filename, kind, content in parts:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{okhttp(name)}"; filename="{okhttp(filename)}"\r\n'
        out.append(f"{head}Content-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content + b"\r\n")
    if incomplete:
        out.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="*isIncomplete*"\r\nContent-Length: 3\r\n\r\nyes\r\n'.encode()
        )
    out.append(f"--{boundary}--\r\n".encode())
    return b"".join(out), f"multipart/form-data; boundary={boundary}"


def okhttp(name: str) -> str:
    """A name as OkHttp quotes it."""
    return name.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")


def content_type_of(name: str) -> str:
    """By extension, as Collect does."""
    types = {
        "jpg": "image/jpeg",
        "png": "image/png",
        "mp4": "video/mp4",
        "m4a": "audio/mp4",
        "csv": "text/csv",
        "xml": "text/xml",
    }
    return types.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def with_query(url: str, **more: str) -> str:
    """The URL with parameters added to its query."""
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in more]
    return urlunsplit(parts._replace(query=urlencode(query + list(more.items()), quote_via=quote)))


def md5(text: str) -> str:
    """Hex MD5, as Digest wants it."""
    return hashlib.md5(text.encode()).hexdigest()


def settings_in(code: str) -> dict:
    """What a scanned QR code configures: base64 of zlib of JSON, with `general` and `admin` present."""
    import json
    import zlib

    found = json.loads(zlib.decompress(base64.b64decode(code)))
    if "general" not in found or "admin" not in found:
        raise Trouble("not a settings code")
    return found
