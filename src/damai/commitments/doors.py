"""What a party concerned does here without an account: read the allegation by its own link, and add a reply.

Views that call these may be csrf_exempt: a request that a browser says comes from another site is refused here, and the token in
the address is what a form would have to know.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from damai.intake.actions import What, knock
from damai.intake.channels.web.receive import address_of, from_elsewhere

from . import actions, public, queries
from .models import Breach
from .public import PublicBreach

FIELDS = ("jabatan", "tanggapan", "setuju")


@dataclass(frozen=True, kw_only=True)
class ReplyPage:
    """What a party's link leads to, or what became of its reply."""

    status: int  # 200 shown; 201 the reply stands; 403, 404, 422, 429
    message: str = ""
    breach: PublicBreach | None = None
    promise: str = ""  # the words of the commitment
    basis: str = ""
    errors: dict[str, str] | None = None  # field → sentence
    values: dict[str, str] | None = None  # what was typed, to be shown again

    @property
    def accepted(self) -> bool:
        """Whether the reply stands."""
        return self.status == 201


def shown(request: HttpRequest, token: str) -> ReplyPage:
    """GET /tanggapan/<token>/: the allegation with the replies so far."""
    breach = queries.breach_by_token(token)
    if breach is None:
        return _unknown(request)
    return _page(breach, status=200)


def reply(request: HttpRequest, token: str) -> ReplyPage:
    """POST /tanggapan/<token>/: add a reply. Fields: jabatan, tanggapan, setuju."""
    if from_elsewhere(request):
        return ReplyPage(status=403, message=_("Formulir ini hanya dapat dikirim dari situs ini."))
    breach = queries.breach_by_token(token)
    if breach is None:
        return _unknown(request)
    values = {field: request.POST.get(field, "")[:6_000] for field in FIELDS}
    errors = _flaws(values)
    if errors:
        return _page(
            breach, status=422, message=_("Belum terkirim. Perbaiki bagian yang ditandai."), errors=errors, values=values
        )
    if not knock(What.PARTY_REPLY, address_of(request)):
        message = _("Terlalu banyak kiriman dari jaringan ini dalam satu jam. Belum terkirim; coba lagi nanti.")
        return _page(breach, status=429, message=message, values=values)
    try:
        actions.reply(token, words=values["tanggapan"], capacity=values["jabatan"])
    except actions.WordsMissing as refused:
        return _page(breach, status=422, message=str(refused), errors={"tanggapan": str(refused)}, values=values)
    except actions.BadLink as refused:
        return _page(breach, status=409, message=str(refused), values=values)
    return _page(breach, status=201)


def _flaws(values: dict[str, str]) -> dict[str, str]:
    errors = {}
    if not values["jabatan"].strip():
        errors["jabatan"] = _("Tulis jabatan atau kedudukan Anda, misalnya Sekretaris DPC.")
    elif len(values["jabatan"].strip()) > 120:
        errors["jabatan"] = _("Terlalu panjang: paling banyak %(most)d huruf.") % {"most": 120}
    if not values["tanggapan"].strip():
        errors["tanggapan"] = _("Tulis tanggapan Anda.")
    elif len(values["tanggapan"].strip()) > 5_000:
        errors["tanggapan"] = _("Terlalu panjang: paling banyak %(most)d huruf.") % {"most": 5_000}
    if not values["setuju"]:
        errors["setuju"] = _("Beri tanda bahwa Anda tahu tanggapan ini ditampilkan untuk umum.")
    return errors


def _unknown(request: HttpRequest) -> ReplyPage:
    # Whoever tries addresses is slowed down; a party that replies from the same network is not.
    if not knock(What.MISSED_LINK, address_of(request)):
        return ReplyPage(status=429, message=_("Terlalu banyak permintaan dari jaringan ini dalam satu jam. Coba lagi nanti."))
    return ReplyPage(status=404, message=_("Tautan ini tidak dikenal, atau sudah diganti dengan yang lebih baru."))


def _page(
    breach: Breach,
    *,
    status: int,
    message: str = "",
    errors: dict[str, str] | None = None,
    values: dict[str, str] | None = None,
) -> ReplyPage:
    return ReplyPage(
        status=status,
        message=message,
        breach=public.breach(breach),
        promise=breach.commitment.words,
        basis=breach.commitment.basis,
        errors=errors,
        values=values,
    )
