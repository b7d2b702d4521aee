"""What a returned letter says: a delivery-status report (RFC 3464), read within bounds by code of our own.

Anyone can send mail to the address that letters return to, so nothing here follows a structure deeper than a few levels, reads
more than a megabyte, or does work that grows faster than what it was given. The library's parser is not used: it follows
multiparts into each other until Python's stack ends, and looks at every line once per level.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LARGEST_BOUNCE = 1024 * 1024  # bytes; a report stands before the letter it returns, so what follows is not needed
_MOST_HEADERS = 64 * 1024
_MOST_PARTS = 32
_MOST_LEVELS = 3  # a report may lie in a multipart/mixed that a list or an archive has put around it
_MOST_RECIPIENTS = 20

_REPORTS = {b"message/delivery-status", b"message/global-delivery-status"}
_RETURNED = {b"message/rfc822", b"message/global", b"message/global-headers", b"text/rfc822-headers", b"message/rfc822-headers"}

_NAME = re.compile(rb"[!-9;-~]+")
_LEAD = re.compile(rb"\A\r?\n")
_OURS = re.compile(rb"<damai\.([0-9a-f]{32})@", re.IGNORECASE)
_RETURN_PATH = re.compile(rb"\+([0-9a-f]{32})@", re.IGNORECASE)
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_BASIC = re.compile(r"(?<![\d.])(5\d\d)(?![\d.])")
_PARAMETER = {
    name: re.compile(rb";[ \t]*%s[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))" % name, re.IGNORECASE)
    for name in (b"boundary", b"report-type")
}
# Where a server writes the address that a mail came to.
_TO = (b"to", b"delivered-to", b"x-original-to", b"envelope-to", b"x-envelope-to", b"original-recipient")


@dataclass(frozen=True)
class Bounce:
    """What came back: which letter, with which status, and whether it is certain that it did not arrive."""

    token: str
    status: str  # 5.1.1
    permanent: bool


@dataclass
class _Part:
    headers: dict[bytes, bytes] = field(default_factory=dict)  # the first of each name, unfolded
    body: bytes = b""

    @property
    def kind(self) -> bytes:
        return self.headers.get(b"content-type", b"text/plain").split(b";", 1)[0].strip().lower()

    def parameter(self, name: bytes) -> bytes:
        found = _PARAMETER[name].search(self.headers.get(b"content-type", b""))
        return (found[1] or found[2]) if found else b""


def status_of_bounce(raw: bytes) -> Bounce | None:
    """What a mail to the return address says about one of our letters, or None when it says nothing final or temporary.

    A report counts by its Action: `failed` is for good, whatever its class (a server that gave up after five days says 4.4.7),
    `delayed` is not, and whoever was reached (`delivered`, `relayed`, `expanded`) is none at all. Holiday replies, answers by
    people and complaints are None. The letter is found by the Message-ID that is returned, the return address, or In-Reply-To.
    """
    top = _part(raw[:LARGEST_BOUNCE].lstrip())
    report = next((part for part in _walk(top) if part.kind == b"multipart/report" and _is_status(part)), None)
    if report is not None:
        found = _of_report(report)
        token = found and (_returned(report) or _token_of(top))
    else:
        found = _of_words(top)
        token = found and (_token_in(_OURS, top.body) or _token_of(top))
    return Bounce(token, found[0], found[1]) if found and token else None


def _is_status(report: _Part) -> bool:
    return report.parameter(b"report-type").lower() in {b"delivery-status", b""}


def _of_report(report: _Part) -> tuple[str, bool] | None:
    """Status and finality of a report, from its part for machines."""
    said = next((part for part in _parts(report) if part.kind in _REPORTS), None)
    if said is None:
        return None
    groups = [group for group in _groups(_decoded(said)) if "action" in group or "status" in group][:_MOST_RECIPIENTS]
    told = [_of_recipient(group) for group in groups]
    if not told or None in told:  # somebody was reached: an alias with one dead end is no letter that came back
        return None
    final = [each for each in told if each and each[1]]
    return final[0] if len(final) == len(told) else next((each for each in told if each and not each[1]), None)


def _of_recipient(group: dict[str, str]) -> tuple[str, bool] | None:
    action = group.get("action", "").split(" ")[0].lower()
    found = _STATUS.search(group.get("status", ""))
    closer = _STATUS.search(group.get("diagnostic-code", ""))
    if closer and (not found or (found[0].endswith(".0.0") and closer[1] == found[1])):
        found = closer  # Exim always says 5.0.0, and the truth beside it
    status = found[0] if found else ("5.0.0" if action == "failed" else "4.0.0")
    if action in {"delivered", "relayed", "expanded"} or status[0] == "2":
        return None
    return status, action == "failed" or (action != "delayed" and status[0] == "5")


def _of_words(top: _Part) -> tuple[str, bool] | None:
    """A report for people only, as older servers write: believed when a header names who was not reached."""
    if b"x-failed-recipients" not in top.headers:
        return None
    words = b" ".join(part.body[:16_384] for part in _walk(top) if part.kind == b"text/plain").decode("ascii", "replace")[:32_768]
    enhanced = next((found[0] for found in _STATUS.finditer(words) if found[1] == "5"), None)
    basic = _BASIC.search(words)
    return enhanced or (basic[1] if basic else "5.0.0"), True


def _returned(report: _Part) -> str:
    """The token in the Message-ID of the letter that the report returns."""
    for part in _parts(report):
        if part.kind in _RETURNED:
            returned = _part(_decoded(part)[: _MOST_HEADERS * 2].lstrip())
            token = _token_in(_OURS, returned.headers.get(b"message-id", b""))
            if token:
                return token
    return ""


def _token_of(top: _Part) -> str:
    for name in _TO:
        token = _token_in(_RETURN_PATH, top.headers.get(name, b""))
        if token:
            return token
    return _token_in(_OURS, top.headers.get(b"in-reply-to", b"")) or _token_in(_OURS, top.headers.get(b"references", b""))


def _token_in(pattern: re.Pattern[bytes], value: bytes) -> str:
    found = pattern.search(value)
    return found[1].decode("ascii").lower() if found else ""


# --- A small part of MIME, within bounds ------------------------------------------------------------------------------------


def _part(raw: bytes) -> _Part:
    """Headers and body. What is no header is skipped; too many headers are cut off."""
    if raw.startswith((b"\n", b"\r\n")):
        return _Part({}, raw)
    end = re.search(rb"\r?\n\r?\n", raw[: _MOST_HEADERS * 2])
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    headers: dict[bytes, bytes] = {}
    name = b""
    for line in head[:_MOST_HEADERS].splitlines():
        if line[:1] in {b" ", b"\t"} and name:
            headers[name] += b" " + line.strip()
            continue
        label, _, value = line.partition(b":")
        name = label.strip().lower() if _NAME.fullmatch(label.rstrip()) else b""
        if name in headers:
            name = b""  # the first one counts
        elif name:
            headers[name] = value.strip()
    return _Part(headers, body)


def _parts(part: _Part) -> list[_Part]:
    """The parts of a multipart, in order, without those inside them."""
    boundary = part.parameter(b"boundary")
    if not part.kind.startswith(b"multipart/") or not boundary:
        return []
    edge = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    found: list[_Part] = []
    start: int | None = None
    for match in edge.finditer(part.body):
        if start is not None:
            found.append(_part(_LEAD.sub(b"", part.body[start : match.start()])))
        if match[1] or len(found) >= _MOST_PARTS:
            return found
        start = match.end()
    # Cut off before its end: the last part is what is there of it.
    return found if start is None else [*found, _part(_LEAD.sub(b"", part.body[start:]))]


def _walk(part: _Part, level: int = 0) -> Iterator[_Part]:
    """A part and those inside it, a few levels down; never into a returned letter, where anybody may have written anything."""
    yield part
    if level < _MOST_LEVELS:
        for inner in _parts(part):
            yield from _walk(inner, level + 1)


def _decoded(part: _Part) -> bytes:
    encoding = part.headers.get(b"content-transfer-encoding", b"").strip().lower()
    try:
        if encoding == b"base64":
            return binascii.a2b_base64(part.body)
        if encoding == b"quoted-printable":
            return quopri.decodestring(part.body)
    except (binascii.Error, ValueError):
        return b""
    return part.body


def _groups(text: bytes) -> Iterator[dict[str, str]]:
    """The groups of fields of a delivery-status part: one for the message, one for each recipient."""
    for group in re.split(rb"\r?\n[ \t]*\r?\n", text[:_MOST_HEADERS]):
        yield {
            name.decode("ascii", "replace"): value.decode("ascii", "replace")[:1000]
            for name, value in _part(group.lstrip()).headers.items()
        }
