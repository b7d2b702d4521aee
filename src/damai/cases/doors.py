"""What people do here without an account: a reported party tells their side, a reporter takes a report back.

Views that call these are csrf_exempt: a request that a browser says comes from another site is refused here, and what a form
would have to know is the code that only the person holds. No page of these says who reported, who saw it or who else was asked.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from damai.intake.actions import FileGone, What, knock, touch
from damai.intake.channels.web.receive import address_of, from_elsewhere
from damai.intake.channels.web.tokens import read_parts, sign_parts
from damai.intake.channels.web.upload import NotTakenIn, take_in, why_refused
from damai.intake.envelope import Part

from .actions import asking, withdrawing
from .models import Case, RightOfReply
from .queries import case_of
from .queries.hearings import said_moment, zone_of_case
from .queries.replies import files_of, is_open, question_of, reply_by, words_of
from .queries.withdrawals import can_be_taken_back, may_ask, withdrawals_of
from .rules.hearings import typed


@dataclass(frozen=True, kw_only=True)
class SidePage:
    """What a reported party's link leads to, or what became of what they sent."""

    status: int  # 200 shown; 201 kept; 400, 403, 404, 409, 413, 422, 429, 507 not
    message: str = ""
    office: str = ""
    question: str = ""
    until: tuple[str, str] = ("", "")  # day and time where the office is
    open: bool = False
    said: str = ""  # what stands
    said_at: datetime | None = None
    said_files: tuple[str, ...] = ()
    words: str | None = None  # what was typed and not kept
    kept: tuple[Part, ...] = ()  # files that are here already, and not sent yet
    carried: str = ""  # the same, for the form to carry

    @property
    def found(self) -> bool:
        """Whether the link leads anywhere."""
        return bool(self.office)

    @property
    def accepted(self) -> bool:
        """Whether what they sent stands."""
        return self.status == 201


def side(request: HttpRequest, token: str) -> SidePage:
    """GET /tanggapan/perkara/<token>/: what is asked, and what was said so far."""
    row = reply_by(token)
    return _unknown(request) if row is None else _page(row, status=200)


def tell_side(request: HttpRequest, token: str) -> SidePage:
    """POST /tanggapan/perkara/<token>/: words (`tanggapan`) and files (`berkas`); sent again, the last one stands."""
    if from_elsewhere(request):
        return SidePage(status=403, message=_("Formulir ini hanya dapat dikirim dari situs ini."))
    row = reply_by(token)
    if row is None:
        return _unknown(request)
    try:
        taken = take_in(request)
    except NotTakenIn as problem:
        return _page(row, status=problem.status, message=_("Kiriman terputus atau terlalu besar. Belum terkirim; coba lagi."))
    words = taken.said.get("tanggapan", "")[:60_000]
    carried = [part for part in read_parts(taken.said.get("tersimpan", "")) if part.sha256 not in taken.said.getlist("buang")]
    parts = tuple(part for part in (*carried, *taken.parts) if touch(part))
    if taken.refusal is not None:
        why = why_refused(taken.refusal)
        return _page(row, status=why.status, message=why.message, words=words, kept=parts)
    if taken.too_many:
        return _page(row, status=422, message=_("Paling banyak 10 berkas."), words=words, kept=parts)
    if not knock(What.PARTY_REPLY, address_of(request)):
        message = _("Terlalu banyak kiriman dari jaringan ini dalam satu jam. Belum terkirim; coba lagi nanti.")
        return _page(row, status=429, message=message, words=words, kept=parts)
    try:
        asking.give_side(token, words=words, parts=parts)
    except asking.NothingSaid as refused:
        return _page(row, status=422, message=str(refused), words=words, kept=parts)
    except FileGone:
        message = _("Salah satu berkas sudah tidak ada di penyimpanan. Pilih berkasnya sekali lagi, lalu kirim.")
        return _page(row, status=422, message=message, words=words)
    except (asking.TooLate, asking.NotYours) as refused:
        row = reply_by(token)
        return _unknown(request) if row is None else _page(row, status=409, message=str(refused), words=words, kept=parts)
    return _page(RightOfReply.objects.select_related("case__agency").get(pk=row.pk), status=201)


def side_path(request: HttpRequest, code: str) -> SidePage | str:
    """POST /tanggapan/perkara/: where a code from a letter leads; or the page that says it leads nowhere."""
    if from_elsewhere(request):
        return SidePage(status=403, message=_("Formulir ini hanya dapat dikirim dari situs ini."))
    plain = typed(code[:100])
    if not plain:
        return SidePage(
            status=422, message=_("Kode pada surat terdiri dari 24 huruf dan angka. Periksa apakah ada yang salah ketik.")
        )
    return _unknown(request) if reply_by(plain) is None else f"/tanggapan/perkara/{plain}/"


def _unknown(request: HttpRequest) -> SidePage:
    # Whoever tries codes is slowed down; a party that answers from the same network is not.
    if not knock(What.MISSED_LINK, address_of(request)):
        return SidePage(status=429, message=_("Terlalu banyak permintaan dari jaringan ini dalam satu jam. Coba lagi nanti."))
    return SidePage(status=404, message=_("Tautan atau kode ini tidak dikenal, sudah diganti, atau sudah ditutup."))


def _page(
    row: RightOfReply, *, status: int, message: str = "", words: str | None = None, kept: tuple[Part, ...] = ()
) -> SidePage:
    return SidePage(
        status=status,
        message=message,
        office=row.case.agency.name,
        question=question_of(row),
        until=said_moment(row.until, zone_of_case(row.case)),
        open=is_open(row),
        said=words_of(row),
        said_at=row.answered_at,
        said_files=tuple(each.name or _("berkas") for each in files_of(row)),
        words=words,
        kept=kept,
        carried=sign_parts(kept),
    )


# --- Taking a report back -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class WithdrawalPage:
    """Whether a report can be taken back, and what became of the wish."""

    may_ask: bool  # there is a report to take back, and nobody asked by this receipt yet
    before_registration: bool  # else the wish is only noted
    asked_at: datetime | None = None
    taken: bool = False
    noted: bool = False
    status: int = 200
    message: str = ""


def withdrawal(report: str | None, message: str) -> WithdrawalPage | None:
    """What the holder of a receipt may do about taking it back; None while there is no case. `report`, `message`: codes."""
    case = case_of(report) if report else None
    return None if case is None else _withdrawal(case, message)


def _withdrawal(case: Case, message: str, *, status: int = 200, said: str = "") -> WithdrawalPage:
    row = next((each for each in reversed(withdrawals_of(case)) if each.message == message), None)
    return WithdrawalPage(
        may_ask=may_ask(case) and row is None,
        before_registration=can_be_taken_back(case),
        asked_at=row.asked_at if row else None,
        taken=bool(row and row.taken_at),
        noted=bool(row and row.refused_at),
        status=status,
        message=said,
    )


def withdraw(request: HttpRequest, report: str | None, message: str) -> WithdrawalPage | None:
    """POST /tanda-terima/cabut/: the holder of the receipt of this message wants the report taken back, and has confirmed it.

    The view has looked the receipt up, which is the lock; an officer still confirms that it was the reporter.
    """
    case = case_of(report) if report else None
    if case is None:
        return None
    if from_elsewhere(request):
        return _withdrawal(case, message, status=403, said=_("Formulir ini hanya dapat dikirim dari situs ini."))
    if not knock(What.ANSWER, address_of(request)):
        said = _("Terlalu banyak kiriman dari jaringan ini dalam satu jam. Belum terkirim; coba lagi nanti.")
        return _withdrawal(case, message, status=429, said=said)
    try:
        withdrawing.ask_by_receipt(case, message=message)
    except withdrawing.AlreadyAsked:
        return _withdrawal(case, message)
    except withdrawing.NothingToWithdraw as refused:
        return _withdrawal(case, message, status=409, said=str(refused))
    return _withdrawal(case, message, status=201)
