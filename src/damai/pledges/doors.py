"""What people without an account do here: sign in the hall, sign as a citizen, confirm, withdraw, fetch their certificate.

The portal shows a page around each outcome; nothing is drawn here. Views that call these may be csrf_exempt: a request that a
browser says comes from another site is refused here, and every form carries a signed token.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from .public import PublicDeclaration, Signatory


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What became of a citizen's form. The same answer whether or not this contact has signed before."""

    status: int  # HTTP: 202 the letter is on its way; 403, 404, 409, 422 or 429 otherwise
    message: str = ""
    errors: dict[str, str] | None = None  # field → sentence
    values: dict[str, str] | None = None  # what was typed, to be shown again
    token: str = ""  # of the form, when it must be shown again
    way: str = ""  # email or sms: where the letter went

    @property
    def accepted(self) -> bool:
        """Whether the letter is on its way."""
        return self.status == 202


@dataclass(frozen=True, kw_only=True)
class Blank:
    """What the citizen's form needs."""

    token: str  # hidden field `token`; also the puzzle: find `jawaban` so that SHA-256(token + ":" + jawaban) begins with zeros
    bits: int  # how many zero bits the puzzle asks for (data attribute for the island); optional for the person
    sms: bool  # whether telephone numbers can be taken


@dataclass(frozen=True, kw_only=True)
class Pending:
    """What a confirmation or hall link leads to."""

    status: int  # 200 can be signed; 404 unknown; 409 already signed; 410 the window or the link has ended
    message: str = ""
    declaration: PublicDeclaration | None = None
    signatory: Signatory | None = None
    name: str = ""  # prefilled: the holder of the contact may correct it
    named: bool = False
    way: str = ""
    own_link: str = ""  # of the personal page, when it is signed already and the link may show it


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What became of signing."""

    status: int  # 201 signed; 200 was signed by this link before; 404, 409, 410, 413, 422
    message: str = ""
    code: str = ""
    own_link: str = ""  # path of the personal page (certificate, proof, withdrawing)
    errors: dict[str, str] | None = None

    @property
    def accepted(self) -> bool:
        """Whether the signature stands."""
        return self.status in {200, 201}


@dataclass(frozen=True, kw_only=True)
class Own:
    """The personal page of someone who signed."""

    status: int  # 200; 404
    declaration: PublicDeclaration | None = None
    signatory: Signatory | None = None
    name: str = ""
    withdrawn_at: datetime | None = None
    leaf: str = ""
    has_proof: bool = False  # the ledger has given the fact its place


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file for the holder of a personal link."""

    name: str
    media_type: str
    body: bytes


def blank() -> Blank:
    """A fresh form for a citizen."""
    raise NotImplementedError


def ask(request: HttpRequest, slug: str) -> Asked:
    """POST /deklarasi/<slug>/tanda-tangan/: a citizen asks to sign; a letter with a link goes to the contact.

    Fields: nama, surel | telepon, tampil (name may be shown), setuju (consent), situs (must stay empty), token, jawaban.
    """
    raise NotImplementedError


def pending(token: str) -> Pending:
    """GET /deklarasi/konfirmasi/<token>/: what is about to be confirmed. Changes nothing (mail programs open links)."""
    raise NotImplementedError


def confirm(request: HttpRequest, token: str) -> Signed:
    """POST /deklarasi/konfirmasi/<token>/: the citizen signs. Fields: nama, tampil (both may correct what was asked)."""
    raise NotImplementedError


def hall(token: str) -> Pending:
    """GET /deklarasi/tanda-tangan/<token>/: the personal page of someone invited to sign in the hall."""
    raise NotImplementedError


def sign_in_hall(request: HttpRequest, token: str) -> Signed:
    """POST /deklarasi/tanda-tangan/<token>/: fields nama, goresan (JSON of strokes) | nomor_sertifikat, setuju."""
    raise NotImplementedError


def own(link: str) -> Own:
    """GET /deklarasi/milik/<link>/: one's own signature."""
    raise NotImplementedError


def withdraw(request: HttpRequest, link: str) -> Own:
    """POST /deklarasi/milik/<link>/tarik/: take the signature back. The name and the contact are forgotten, the fact stays."""
    raise NotImplementedError


def certificate(link: str) -> Download | None:
    """GET /deklarasi/milik/<link>/sertifikat.pdf"""
    raise NotImplementedError


def proof(link: str) -> Download | None:
    """GET /deklarasi/milik/<link>/bukti.tlog-proof; None while the fact waits for its place (a second, as a rule)."""
    raise NotImplementedError
