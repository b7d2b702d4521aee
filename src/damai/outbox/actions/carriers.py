"""Handing a letter to the next server or gateway. Nothing here writes to the database, and no error says more than a code."""

import contextlib
import http.client
import json
import smtplib
import ssl
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, unquote

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from damai.ledger.queries import is_demo

from ..models import Way
from ..queries import Content
from ..rules import build, return_path, signature
from ..rules.mime import Wire, message_id
from ..rules.retries import Refusal, refusal_of_gateway, refusal_of_smtp

PATIENCE = 60.0  # seconds for one step of a conversation; a large letter on a slow line needs it
HANGING_UP = 421  # said at any point of a conversation, about nobody
FILE_BACKEND = "django.core.mail.backends.filebased.EmailBackend"


class NotTaken(Exception):
    """The letter was not taken; `refusal` says with which code, and whether for good."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class NobodyThere(NotTaken):
    """Nothing was said about the letter, because the server itself cannot be used: the others wait too."""

    def __init__(self, code: str) -> None:
        super().__init__(Refusal(code, for_good=False))


class _Posted(EmailMessage):
    """Our own bytes, and the address they return to, in the form that Django's backends send."""

    def __init__(self, content: Content, token: str, at: datetime) -> None:
        returns_to = return_path(token, settings.MAIL_RETURN) if settings.MAIL_RETURN else settings.DEFAULT_FROM_EMAIL
        super().__init__(content.subject, content.text, returns_to, [content.to])
        self.token, self.at = token, at
        # For whoever looks into a letter before it leaves; the bytes are made by rules.build.
        self.extra_headers = {"Message-ID": message_id(token, settings.DEFAULT_FROM_EMAIL)}
        self.files = content.files

    def message(self) -> Wire:  # type: ignore[override]  # a stdlib message with the one method that backends call
        return build(
            sender=settings.DEFAULT_FROM_EMAIL,
            to=self.to[0],
            subject=str(self.subject),
            text=str(self.body),
            token=self.token,
            at=self.at,
            files=self.files,
        )


@dataclass
class Carriers:
    """The ways out, for one round: the connection to the mail server is kept between letters. Close it at the end."""

    _mail: Any = field(default=None, repr=False)

    def hand_over(self, way: str, content: Content, *, token: str, at: datetime) -> None:
        """Hand one letter over. Returns when it was taken; raises NotTaken."""
        if way in {Way.SMS, Way.CHAT}:
            _post(_sms(content, token) if way == Way.SMS else _chat(content, token), token=token)
        else:
            self._post_email(_Posted(content, token, at))

    def _post_email(self, letter: _Posted) -> None:
        is_used = self._mail is not None
        try:
            self._send(letter)
        except NobodyThere:
            if not is_used:
                raise
            self._send(letter)  # some servers hang up after so many letters, and take the next on a new line

    def _send(self, letter: _Posted) -> None:
        if self._mail is None:
            # A demo's people are invented, and their addresses may be somebody's: its letters never leave the house.
            where: dict[str, Any] = {"file_path": str(settings.HOME / "mails")} if is_demo() else {}
            self._mail = get_connection(FILE_BACKEND if is_demo() else None, timeout=PATIENCE, **where)
            _carefully(self._mail.open)
        try:
            self._mail.send_messages([letter])
        except smtplib.SMTPRecipientsRefused as error:
            self._refused(*next(iter(error.recipients.values())))
        except smtplib.SMTPDataError as error:
            self._refused(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise NobodyThere(_code_of(error)) from None

    def _refused(self, code: int, said: bytes | str) -> NoReturn:
        if code == HANGING_UP:
            self.close()
            raise NobodyThere(str(code)) from None
        raise NotTaken(refusal_of_smtp(code, said)) from None

    def close(self) -> None:
        """End the conversation, if there is one."""
        mail, self._mail = self._mail, None
        if mail is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                mail.close()


def _carefully(open_connection: Any) -> None:
    try:
        open_connection()
    except (smtplib.SMTPException, OSError) as error:
        raise NobodyThere(_code_of(error)) from None


def _code_of(error: Exception) -> str:
    """A code for the trouble; never the words of the error, which may hold an address."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "sign-in"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"house-{error.smtp_code}"[:20]  # said to us (greeting, sender), not about the letter
    if isinstance(error, (ssl.SSLError, smtplib.SMTPNotSupportedError)):
        return "tls"
    return "unreachable"


@dataclass(frozen=True)
class _Gateway:
    """Where the letters of one way are posted, and where they lie in a demo."""

    where: SplitResult
    demo: Path
    body: bytes


def _post(gateway: _Gateway, *, token: str) -> None:
    if is_demo():
        _into_folder(gateway.demo, gateway.body, token)
    elif gateway.where.scheme == "file":
        _into_folder(Path(unquote(gateway.where.path)), gateway.body, token)
    elif gateway.where.scheme == "https":
        _to_gateway(gateway.where, gateway.body, token)
    else:
        raise NobodyThere("no-gateway")


def _sms(content: Content, token: str) -> _Gateway:
    body = {"to": content.to, "text": content.text, "id": token}
    return _Gateway(settings.SMS, settings.HOME / "sms", json.dumps(body, ensure_ascii=False).encode())


def _chat(content: Content, token: str) -> _Gateway:
    channel, _, conversation = content.to.partition("|")
    body = {"channel": channel, "conversation": conversation, "text": content.text, "id": token}
    return _Gateway(settings.CHAT, settings.HOME / "chat", json.dumps(body, ensure_ascii=False).encode())


def _into_folder(folder: Path, body: bytes, token: str) -> None:
    """One file per letter, named by its token: sent again, it is the same file."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        scratch = folder / f".{token}"
        scratch.write_bytes(body)
        scratch.replace(folder / f"{token}.json")
    except OSError:
        raise NobodyThere("folder") from None


def _to_gateway(where: SplitResult, body: bytes, token: str) -> None:
    """POST it. The password signs and never travels; a redirect is not followed, since nobody else may read it."""
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "damai",
        "Idempotency-Key": token,
        "Damai-User": unquote(where.username or ""),
        "Damai-Signature": signature(body, key=unquote(where.password or ""), at=int(time.time())),
    }
    line = http.client.HTTPSConnection(
        where.hostname or "", where.port or 443, timeout=settings.EMAIL_TIMEOUT, context=ssl.create_default_context()
    )
    try:
        line.request("POST", f"{where.path or '/'}{f'?{where.query}' if where.query else ''}", body=body, headers=headers)
        status = line.getresponse().status
    except ssl.SSLError:
        raise NobodyThere("tls") from None
    except (OSError, http.client.HTTPException):
        raise NobodyThere("unreachable") from None
    finally:
        line.close()
    if not 200 <= status <= 299:
        raise NotTaken(refusal_of_gateway(status))
