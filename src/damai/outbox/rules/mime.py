"""A letter as bytes for the wire: words, enclosures, and invitations in the shape that calendar programs accept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.utils import format_datetime, parseaddr

TOKEN = re.compile(r"[0-9a-f]{32}")  # lower case hex: it survives servers that fold the case of a local part
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+(?:; ?[a-z0-9-]+=[A-Za-z0-9_.:/+-]+)*")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# 7bit: what leaves is ASCII, so that no server on the way has to change it (and with it a signature). A long header is folded
# at its spaces; the limit is wide, so that an address or a Message-ID stays in one piece.
_WIRE = policy.SMTP.clone(cte_type="7bit", max_line_length=200)


@dataclass(frozen=True)
class File:
    """A file that goes with a letter. The media type may carry parameters, such as `text/calendar; method=REQUEST`."""

    name: str
    media_type: str
    body: bytes

    def __post_init__(self) -> None:
        if not _MEDIA_TYPE.fullmatch(self.media_type) or not self.name or _INVISIBLE.search(self.name) or "\n" in self.name:
            raise ValueError("A file needs a media type and a name without invisible signs")
        if self.is_invitation:
            self.body.decode("utf-8")  # now, and not when it is sent: UnicodeDecodeError is a ValueError

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the media type, by their names."""
        return dict(each.strip().split("=", 1) for each in self.media_type.split(";")[1:])

    @property
    def is_invitation(self) -> bool:
        """Whether calendar programs must see it as part of the letter, not only as a file."""
        return self.media_type.startswith("text/calendar") and "method" in self.parameters


class Wire(EmailMessage):
    """A message as Django's backends want it: they ask for its bytes with their own line ends."""

    def as_bytes(self, unixfrom: bool = False, policy: object = None, linesep: str | None = None) -> bytes:
        """The bytes for the wire."""
        return super().as_bytes(unixfrom, self.policy.clone(linesep=linesep) if linesep else self.policy)


def message_id(token: str, sender: str) -> str:
    """The letter's Message-ID, the same at every try, so that a receiver can tell a repetition."""
    return f"<damai.{token}@{parseaddr(sender)[1].rpartition('@')[2]}>"


def return_path(token: str, address: str) -> str:
    """The address that this letter alone returns to: local part, plus, token."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"


def build(*, sender: str, to: str, subject: str, text: str, token: str, at: datetime, files: Sequence[File] = ()) -> Wire:
    """The letter; the same input gives the same bytes.

    An invitation stands beside the words (multipart/alternative: Gmail, Outlook and Apple look for it there) and is enclosed
    as a file too, for programs that only open files.
    """
    message = Wire(_WIRE)
    name, address = parseaddr(sender)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = one_line(subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id(token, sender)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: whoever is on holiday need not tell us
    message["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    message.set_content(plain_text(text))
    invitation = next((file for file in files if file.is_invitation), None)
    if invitation:
        words = invitation.body.decode("utf-8").replace("\r\n", "\n")
        message.add_alternative(words, subtype="calendar", params={"method": invitation.parameters["method"]})
        message.add_attachment(invitation.body, maintype="application", subtype="ics", filename=invitation.name)
    for file in files:
        if file is not invitation:
            _enclose(message, file)
    _name_boundaries(message, token)
    return message


def _enclose(message: Wire, file: File) -> None:
    main, _, sub = file.media_type.split(";")[0].partition("/")
    if main in {"message", "multipart"}:  # these may not be encoded, and their bytes would not arrive as they are
        main, sub = "application", "octet-stream"
    message.add_attachment(file.body, maintype=main, subtype=sub, filename=file.name)


def _name_boundaries(message: Message, token: str) -> None:
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{token}_{number}")


def plain_text(text: str) -> str:
    """Words as they leave: line ends alike, nothing invisible."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """A heading in one line, without anything invisible: no second header can begin in it."""
    return " ".join(_INVISIBLE.sub(" ", text).split())
