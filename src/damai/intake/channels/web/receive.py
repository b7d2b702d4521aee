"""Take in one report from the public form.

The view that calls `receive` is csrf_exempt, for two reasons. Files must go to the store while they arrive, and Django's check
reads the body before any view could say where to. And there is nothing to forge: a reporter has no session and needs no cookie.
Instead a request that a browser says comes from another site is refused, and every form carries a signed token.
"""

from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as say

from damai.ledger.queries import now

from ...actions import Acceptance, ConflictingDelivery, FileTooLarge, StorageFull, What, accept_durably, knock, touch
from ...actions.group import Interrupted
from ...envelope import Envelope, Part
from ...rules.receipts import spoken
from .advice import advice_on
from .forms import ReportForm
from .tokens import Stale, Token, TooFast, new_token, read_parts, read_token, sign_parts
from .upload import FIELD, NotTakenIn, take_in, why_refused
from .words import raw_of, words_in

CHANNEL = "web"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a POST. Either it was kept (`receipt` is there), or `form` says what to mend and nothing typed is lost."""

    status: int  # HTTP: 201 kept, 200 kept before; 400, 403, 409, 413, 422, 429, 503 or 507 not kept
    form: ReportForm
    message: str = ""  # what to say above the form
    receipt: str = ""  # in groups, for reading aloud
    code: str = ""  # what staff call the message
    advice: tuple[str, ...] = ()
    held: tuple[str, ...] = field(default=())  # names of files that are kept apart for staff to look at

    @property
    def accepted(self) -> bool:
        """Whether the report is on disk."""
        return bool(self.receipt)


def blank(**initial: str) -> ReportForm:
    """An empty form with a token of its own."""
    return ReportForm(initial={**initial, "token": new_token()})


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, seen past the operator's own proxies. Only ever hashed (actions.knocking)."""
    hops = settings.PROXIES
    forwarded = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    return forwarded[-hops] if 0 < hops <= len(forwarded) else request.META.get("REMOTE_ADDR", "")


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sends this form."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return bool(origin) and urlsplit(origin).netloc not in (request.get_host(), urlsplit(settings.BASE_URL).netloc)


def receive(request: HttpRequest) -> Outcome:
    """Keep one report, or say in the reader's language what is in the way."""
    if from_elsewhere(request):
        return Outcome(status=403, form=blank(), message=say("Formulir ini hanya dapat dikirim dari situs ini."))
    try:
        taken = take_in(request)
    except NotTakenIn as problem:
        if problem.status == 413:
            return Outcome(status=413, form=blank(), message=say("Tulisan Anda terlalu panjang untuk dikirim sekaligus."))
        return _broken()
    said = taken.said
    kept = tuple(part for part in read_parts(said.get("tersimpan", "")) if part.sha256 not in said.getlist("buang"))
    parts = tuple(part for part in (*kept, *taken.parts) if touch(part))
    data = said.copy()
    data["tersimpan"] = sign_parts(parts)
    form = ReportForm(data, taken.files)
    if taken.refusal is not None:
        return _too_large(form, taken.refusal)
    return _checked(request, form, _unique(parts), too_many=taken.too_many)


def _broken() -> Outcome:
    message = say("Kiriman terputus atau rusak di jalan sehingga tidak dapat dibaca. Silakan kirim sekali lagi.")
    return Outcome(status=400, form=blank(), message=message)


def _unique(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Each file once, in an order that does not depend on how often the form came back."""
    return tuple(part for _, part in sorted({(part.sha256, part.name): part for part in parts}.items()))


def _too_large(form: ReportForm, refusal: FileTooLarge | StorageFull) -> Outcome:
    why = why_refused(refusal)
    form.add_error(FIELD, why.message)
    return Outcome(status=why.status, form=form, message=why.message)


def _checked(request: HttpRequest, form: ReportForm, parts: tuple[Part, ...], *, too_many: bool) -> Outcome:
    try:
        token = read_token(form.data.get("token", ""))
    except TooFast:
        return Outcome(status=422, form=form, message=say("Terlalu cepat. Tunggu sebentar, lalu tekan kirim sekali lagi."))
    except Stale:
        message = say("Formulir ini sudah terlalu lama terbuka. Isinya masih ada; tunggu sebentar, lalu tekan kirim sekali lagi.")
        return Outcome(status=422, form=_renewed(form), message=message)
    if too_many:
        form.add_error(FIELD, say("Paling banyak 10 berkas untuk satu laporan."))
    if not form.is_valid():
        return Outcome(status=422, form=form, message=say("Laporan belum terkirim. Perbaiki bagian yang ditandai."))
    if not knock(What.REPORT, address_of(request)):
        message = say("Terlalu banyak laporan dari jaringan ini dalam satu jam. Laporan belum terkirim; coba lagi nanti.")
        return Outcome(status=429, form=form, message=message)
    return _kept(form, parts, token)


def _sent(form: ReportForm) -> QueryDict:
    """The fields as they came."""
    return cast(QueryDict, form.data)


def _renewed(form: ReportForm) -> ReportForm:
    """The same form under a new identity."""
    data = _sent(form).copy()
    data["token"] = new_token()
    return ReportForm(data, form.files)


def _kept(form: ReportForm, parts: tuple[Part, ...], token: Token) -> Outcome:
    envelope = open_envelope(form, parts, token)
    try:
        acceptance = accept_durably(envelope)
    except ConflictingDelivery:
        message = say(
            "Formulir ini sudah terkirim dengan isi lain. Bila ini laporan baru, tunggu sebentar, lalu kirim sekali lagi."
        )
        return Outcome(status=409, form=_renewed(form), message=message)
    except (DatabaseError, Interrupted):
        # The token stays: should the commit have happened after all, the next try gets its receipt.
        message = say("Maaf, laporan belum dapat disimpan. Tekan kirim sekali lagi; laporan tidak akan menjadi dua.")
        return Outcome(status=503, form=form, message=message)
    return _told(form, envelope, acceptance)


def open_envelope(form: ReportForm, parts: tuple[Part, ...], token: Token) -> Envelope:
    """The form as it was sent, in bytes that are the same each time it is sent."""
    sent = _sent(form)
    fields = {name: sent.getlist(name) for name in ReportForm.KEPT if any(sent.getlist(name))}
    files: list[dict[str, str | int]] = [{"name": part.name, "sha256": part.sha256, "size": part.size} for part in parts]
    return Envelope(
        channel=CHANNEL,
        their_id=token.their_id,
        raw=raw_of(fields, files, token.nonce),
        raw_type="application/json",
        received_at=now(),
        attachments=parts,
    )


def _told(form: ReportForm, envelope: Envelope, acceptance: Acceptance) -> Outcome:
    parts = envelope.attachments
    return Outcome(
        status=201 if acceptance.is_new else 200,
        form=form,
        receipt=spoken(acceptance.receipt),
        code=acceptance.message.code,
        advice=advice_on(words_in(envelope.raw), files=len(parts), today=localdate(now())),
        held=tuple(part.name for part in parts if part.held),
    )
