"""What people without an account do here: sign in the hall, sign as a citizen, confirm, withdraw, fetch their certificate.

The portal shows a page around each outcome; nothing is drawn here. Views that call these may be csrf_exempt: a request that a
browser says comes from another site is refused here, and every form carries a signed token.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from damai.intake.actions import What, knock
from damai.intake.channels.web.receive import address_of, from_elsewhere
from damai.ledger.public import proof_of, receipt_file
from damai.ledger.queries import now
from damai.outbox.queries import can_send_sms

from . import actions, public, queries
from .actions.letters import own_path
from .models import Signature, Text
from .public import PublicDeclaration, Signatory
from .rules import solved
from .rules.puzzle import BITS


class TooFast(Exception):
    """Sent sooner than a person can write."""


class Stale(Exception):
    """Not one of our tokens, or one that is too old."""


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
    way: str = ""  # email or sms, for citizens


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What became of signing."""

    status: int  # 201 signed (a citizen's link that signed before: once more 201); 403, 404, 409, 410, 422
    message: str = ""
    code: str = ""
    own_link: str = ""  # path of the personal page (certificate, proof, withdrawing)
    errors: dict[str, str] | None = None

    @property
    def accepted(self) -> bool:
        """Whether the signature stands."""
        return self.status == 201


@dataclass(frozen=True, kw_only=True)
class Own:
    """The personal page of someone who signed."""

    status: int  # 200; 403, 404
    message: str = ""
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


FASTEST = timedelta(seconds=3)  # nobody reads the form and writes a name and an address in less
LONGEST = timedelta(hours=12)
_FORM = "damai.pledges.form"


def blank() -> Blank:
    """A fresh form for a citizen."""
    return Blank(token=new_form_token(), bits=BITS, sms=can_send_sms())


def new_form_token() -> str:
    """A signed token: the form's own nonce and the moment it was shown."""
    return signing.TimestampSigner(salt=_FORM).sign(secrets.token_hex(16))


def read_form_token(token: str) -> str:
    """The nonce of a form that comes back. TooFast, or Stale for what is not ours or too old."""
    signer = signing.TimestampSigner(salt=_FORM)
    try:
        nonce = signer.unsign(token[:200], max_age=LONGEST)
    except signing.BadSignature as error:
        raise Stale from error
    try:
        signer.unsign(token[:200], max_age=FASTEST)
    except signing.SignatureExpired:
        return nonce
    raise TooFast


def ask(request: HttpRequest, slug: str) -> Asked:
    """POST /deklarasi/<slug>/tanda-tangan/: a citizen asks to sign; a letter with a link goes to the contact.

    Fields: nama, surel | telepon, tampil (name may be shown), setuju (consent), situs (must stay empty), token, jawaban.
    """
    if from_elsewhere(request):
        return Asked(status=403, message=_("Formulir ini hanya dapat dikirim dari situs ini."), token=new_form_token())
    values = {field: request.POST.get(field, "")[:300] for field in FIELDS}
    found = queries.open_text(slug)
    if found is None:
        return Asked(status=404, message=_("Deklarasi ini tidak ada."))
    errors = _flaws(values)
    if errors:
        message = _("Belum terkirim. Perbaiki bagian yang ditandai.")
        return Asked(status=422, message=message, errors=errors, values=values, token=values["token"] or new_form_token())
    try:
        nonce = read_form_token(values["token"])
    except TooFast:
        message = _("Terlalu cepat. Tunggu sebentar, lalu tekan kirim sekali lagi.")
        return Asked(status=422, message=message, values=values, token=values["token"])
    except Stale:
        message = _("Formulir ini sudah terlalu lama terbuka. Isinya masih ada; tunggu sebentar, lalu kirim sekali lagi.")
        return Asked(status=422, message=message, values=values, token=new_form_token())
    what = What.SIGN_WORKED if solved(values["token"], values["jawaban"]) else What.SIGN
    return actions.together(lambda: _knocked(found, values, nonce, what=what, address=address_of(request)))


FIELDS = ("nama", "surel", "telepon", "tampil", "setuju", "situs", "token", "jawaban")


def _flaws(values: dict[str, str]) -> dict[str, str]:
    """What is missing, by field."""
    errors = {}
    if values["situs"]:
        errors["situs"] = _("Kolom ini harus kosong; kosongkan, lalu kirim lagi.")
    if not values["nama"].strip():
        errors["nama"] = _("Tulis nama Anda.")
    if values["telepon"].strip() and not can_send_sms():
        errors["telepon"] = _("Kami belum dapat mengirim SMS. Pakai alamat surel.")
    elif bool(values["surel"].strip()) == bool(values["telepon"].strip()):
        errors["surel"] = _("Tulis alamat surel atau nomor telepon: salah satu.")
    if not values["setuju"]:
        errors["setuju"] = _("Tanpa persetujuan Anda, nama dan kontak tidak boleh kami simpan.")
    return errors


def _knocked(text: Text, values: dict[str, str], nonce: str, *, what: What, address: str) -> Asked:
    """Count the knock, and ask unless there were too many."""
    if not knock(what, address):
        message = _("Terlalu banyak permintaan dari jaringan ini dalam satu jam. Belum terkirim; coba lagi nanti.")
        return Asked(status=429, message=message, values=values, token=values["token"])
    return _asked(text, values, nonce)


def _asked(text: Text, values: dict[str, str], nonce: str) -> Asked:
    way = "sms" if values["telepon"].strip() else "email"
    contact = values["telepon"] if way == "sms" else values["surel"]
    try:
        actions.ask_to_sign(text, name=values["nama"], contact=contact, way=way, named=bool(values["tampil"]), form=nonce)
    except actions.NotOpen as refused:
        return Asked(status=409, message=str(refused))
    except actions.FormUsed as refused:
        return Asked(status=409, message=str(refused), values=values, token=new_form_token())
    except actions.BadName as refused:
        return Asked(status=422, message=str(refused), errors={"nama": str(refused)}, values=values, token=values["token"])
    except actions.BadContact as refused:
        field = "telepon" if way == "sms" else "surel"
        return Asked(status=422, message=str(refused), errors={field: str(refused)}, values=values, token=values["token"])
    return Asked(status=202, way=way)


def pending(token: str) -> Pending:
    """GET /deklarasi/konfirmasi/<token>/: what is about to be confirmed. Changes nothing (mail programs open links)."""
    return _pending(queries.citizen_behind(token))


def hall(token: str) -> Pending:
    """GET /deklarasi/tanda-tangan/<token>/: the personal page of someone invited to sign in the hall."""
    return _pending(queries.place_behind(token))


def _pending(row: Signature | None) -> Pending:
    if row is None:
        return Pending(status=404, message=_("Tautan ini tidak dikenal, sudah dihapus, atau diganti surat yang lebih baru."))
    declaration = public.declaration(row.text.declaration.slug)
    signatory = public.signatory(row)
    if row.state == Signature.State.SIGNED:
        message = _("Sudah ditandatangani. Satu tautan hanya untuk satu tanda tangan.")
        return Pending(status=409, message=message, declaration=declaration, signatory=signatory)
    ended = queries.why_ended(row, now())
    if ended:
        return Pending(status=410, message=ended, declaration=declaration, signatory=signatory)
    return Pending(
        status=200,
        declaration=declaration,
        signatory=signatory,
        name=queries.name_of(row),
        named=row.named,
        way=queries.way_of(row),
    )


def confirm(request: HttpRequest, token: str) -> Signed:
    """POST /deklarasi/konfirmasi/<token>/: the citizen signs. Fields: nama, tampil (both may correct what was asked)."""
    if from_elsewhere(request):
        return Signed(status=403, message=_("Formulir ini hanya dapat dikirim dari situs ini."))
    name = request.POST.get("nama", "")[:300].strip() or None
    named = bool(request.POST.get("tampil")) if name is not None else None
    return _signed(lambda: actions.confirm(token, name=name, named=named))


def sign_in_hall(request: HttpRequest, token: str) -> Signed:
    """POST /deklarasi/tanda-tangan/<token>/: fields nama, jabatan, goresan (JSON of strokes) | nomor_sertifikat."""
    if from_elsewhere(request):
        return Signed(status=403, message=_("Formulir ini hanya dapat dikirim dari situs ini."))
    said = {field: request.POST.get(field, "") for field in ("nama", "jabatan", "goresan", "nomor_sertifikat")}
    return _signed(
        lambda: actions.sign_in_hall(
            token,
            drawing=said["goresan"],
            certificate_reference=said["nomor_sertifikat"][:300],
            name=said["nama"][:300],
            office=said["jabatan"][:300],
        )
    )


def _signed(sign: Callable[[], Signature]) -> Signed:
    """Sign, and say what became of it."""
    try:
        row = actions.together(sign)
    except actions.UnknownLink as refused:
        return Signed(status=404, message=str(refused))
    except actions.AlreadySigned as refused:
        return Signed(status=409, message=str(refused))
    except (actions.LinkEnded, actions.NotOpen, actions.ChangedAfterSigning) as refused:
        return Signed(status=410, message=str(refused))
    except actions.BadName as refused:
        return Signed(status=422, message=str(refused), errors={"nama": str(refused)})
    except actions.BadSignature as refused:
        return Signed(status=422, message=str(refused), errors={"goresan": str(refused)})
    return Signed(status=201, code=row.code, own_link=own_path(queries.link_of(row)))


def own(link: str) -> Own:
    """GET /deklarasi/milik/<link>/: one's own signature."""
    row = queries.signature_behind(link)
    if row is None:
        return Own(status=404, message=_("Tautan ini tidak dikenal."))
    leaf = bytes(row.leaf).hex()
    return Own(
        status=200,
        declaration=public.declaration(row.text.declaration.slug),
        signatory=public.signatory(row),
        name=queries.name_of(row),
        withdrawn_at=row.withdrawn_at,
        leaf=leaf,
        has_proof=proof_of(leaf) is not None,
    )


def withdraw(request: HttpRequest, link: str) -> Own:
    """POST /deklarasi/milik/<link>/tarik/: take the signature back. The name and the contact are forgotten, the fact stays."""
    if from_elsewhere(request):
        return Own(status=403, message=_("Formulir ini hanya dapat dikirim dari situs ini."))
    try:
        actions.withdraw(link)
    except actions.UnknownLink as refused:
        return Own(status=404, message=str(refused))
    except actions.LinkEnded:
        pass  # twice is once: the page shows the day
    return own(link)


def certificate(link: str) -> Download | None:
    """GET /deklarasi/milik/<link>/sertifikat.pdf; None for an unknown link and after withdrawing: the name is forgotten."""
    row = queries.signature_behind(link)
    if row is None or row.state != Signature.State.SIGNED:
        return None
    return Download(name=f"sertifikat-{row.code}.pdf", media_type="application/pdf", body=queries.certificate_of(row))


def proof(link: str) -> Download | None:
    """GET /deklarasi/milik/<link>/bukti.tlog-proof; None while the fact waits for its place (a second, as a rule)."""
    row = queries.signature_behind(link)
    found = receipt_file(bytes(row.leaf).hex(), with_opening=True) if row else None
    if row is None or found is None:
        return None
    return Download(name=f"bukti-{row.code}.tlog-proof", media_type="text/plain; charset=utf-8", body=found.encode())
