"""What we say to Collect: status, headers and an OpenRosaResponse whose text the person holding the phone can read."""

from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from xml.sax.saxutils import escape, quoteattr

# For the phone's bad line, not for the server: Collect fills requests up to this size, and a request that breaks starts again
# from its first byte. We accept far more.
ACCEPT_CONTENT_LENGTH = 5_000_000
XML = "text/xml; charset=utf-8"  # Collect is particular about this


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = XML

    @property
    def reason(self) -> str:
        """The status line's words after `HTTP/1.1`."""
        return f"{self.status} {HTTPStatus(self.status).phrase}"

    def all_headers(self) -> list[tuple[str, str]]:
        """The headers that every OpenRosa answer carries, and this answer's own."""
        headers = [
            ("X-OpenRosa-Version", "1.0"),
            ("X-OpenRosa-Accept-Content-Length", str(ACCEPT_CONTENT_LENGTH)),
            ("Date", formatdate(usegmt=True)),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            *self.headers,
        ]
        if self.status != 204:
            headers += [("Content-Type", self.content_type), ("Content-Length", str(len(self.body)))]
        return headers


def message(status: int, text: str, *, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """An answer whose text Collect shows to the person; 201 is the only success we give (202 would say `sent` as well)."""
    nature = "submit_success" if status == 201 else "error"
    body = (
        f'<OpenRosaResponse xmlns="http://openrosa.org/http/response" items="0">'
        f'<message nature="{nature}">{xml_text(text)}</message></OpenRosaResponse>'
    )
    return Answer(status, body.encode(), headers)


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form in the list, as Collect needs it."""

    form_id: str
    name: str
    version: str
    md5: str
    download_url: str
    manifest_url: str = ""  # only when the form has media


@dataclass(frozen=True, slots=True)
class MediaLine:
    """One media file in a form's manifest."""

    filename: str
    md5: str
    download_url: str
    attributes: dict[str, str] = field(default_factory=dict)


def form_list(forms: list[FormLine]) -> Answer:
    """The list of forms. One bad item makes Collect discard the whole list, so every item is complete."""
    items = []
    for form in forms:
        tags = [
            ("formID", form.form_id),
            ("name", form.name),
            ("version", form.version),
            ("hash", f"md5:{form.md5}"),
            ("downloadUrl", form.download_url),
        ]
        if form.manifest_url:
            tags.append(("manifestUrl", form.manifest_url))
        items.append("<xform>" + "".join(f"<{tag}>{xml_text(text)}</{tag}>" for tag, text in tags) + "</xform>")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<xforms xmlns="http://openrosa.org/xforms/xformsList">'
    return Answer(200, f"{head}{''.join(items)}</xforms>".encode())


def manifest(files: list[MediaLine]) -> Answer:
    """The media files of a form. Collect reads the hash from its fifth character on, so `md5:` is always there."""
    items = []
    for file in files:
        attributes = "".join(f" {name}={quoteattr(value)}" for name, value in file.attributes.items())
        items.append(
            f"<mediaFile{attributes}><filename>{xml_text(file.filename)}</filename><hash>md5:{file.md5}</hash>"
            f"<downloadUrl>{xml_text(file.download_url)}</downloadUrl></mediaFile>"
        )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="http://openrosa.org/xforms/xformsManifest">'
    return Answer(200, f"{head}{''.join(items)}</manifest>".encode())


def xml_text(text: str) -> str:
    """Text for the inside of an element; characters that XML 1.0 cannot hold become a question mark."""
    allowed = "".join(char if char in "\t\n\r" or " " <= char <= "\ud7ff" or char >= "\ue000" else "?" for char in text)
    return escape(allowed.replace("\ufffe", "?").replace("\uffff", "?"))
