"""The repair page: whoever holds the receipt mends exactly what is missing, until a last moment.

Entered by the receipt's code in a form, never in an address; everything else is as in `guide`.
"""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import gettext as say

from damai.intake.actions import What, knock
from damai.intake.channels.web.receive import address_of, from_elsewhere
from damai.intake.channels.web.upload import TakenIn
from damai.intake.queries import by_receipt
from damai.intake.rules.receipts import ReceiptTypo, spoken
from damai.intake.rules.receipts import read as read_receipt
from damai.ledger.queries import now

from .. import actions, queries, rules
from ..models import Interview, Repair
from .guide import dropped, form_of, from_another_site, guarded, refused, sent, stepped
from .pages import Page, Say, draw

__all__ = ["begin", "drop", "send", "step"]


def begin(request: HttpRequest) -> Page:
    """The page of a repair, by the receipt."""
    if from_elsewhere(request):
        return from_another_site()
    return _with_repair(request, request.POST.get("kode", ""), lambda interview, code: draw(interview, code))


def step(request: HttpRequest) -> Page:
    """Take one step of a repair."""
    return _with_form(request, stepped)


def drop(request: HttpRequest) -> Page:
    """Take a file out again."""
    return _with_form(request, dropped)


def send(request: HttpRequest) -> Page:
    """Send what was mended, once."""
    return _with_form(request, lambda interview, code, form: sent(request, interview, code))


def _with_form(request: HttpRequest, act: Callable[[Interview, str, TakenIn], Page]) -> Page:
    form = form_of(request)
    if isinstance(form, Page):
        return form
    return _with_repair(request, str(form.said.get("kode", "")), lambda interview, code: act(interview, code, form))


def _with_repair(request: HttpRequest, typed: str, act: Callable[[Interview, str], Page]) -> Page:
    try:
        message = by_receipt(typed[:100])
    except ReceiptTypo:
        return refused(422, say("Kode tanda terima terdiri dari 17 huruf dan angka. Periksa huruf demi huruf."), code=typed[:40])
    if message is None:
        if not knock(What.MISSED_RECEIPT, address_of(request)):
            return refused(429, say("Terlalu banyak kode keliru dari jaringan ini. Coba lagi satu jam lagi."))
        return refused(404, say("Tidak ada kiriman dengan kode ini. Periksa kembali tanda terima Anda."), code=typed[:40])
    code = spoken(read_receipt(typed))
    repair = queries.open_repair(message)
    if repair is None or repair.interview is None:
        return _nothing_open(code, queries.repair_for(message))
    return replace(guarded(repair.interview, code, act), extra=_around(repair))


def _around(repair: Repair) -> dict[str, str]:
    """What stands above every page of a repair: until when, and whether that is over."""
    return {
        "until": actions.until_in_words(repair.due_at),
        "late": "1" if now() >= repair.due_at else "",
        "items": ", ".join(say(rules.CONDITION_WORDS[rules.Condition(item)]) for item in repair.items),
    }


def _nothing_open(code: str, last: queries.Mending | None) -> Page:
    """There is nothing to mend now: because it was sent, because the office stopped asking, or because nobody asked."""
    if last is not None and last.state == "sent":
        said = Say(text=say("Yang Anda lengkapi sudah kami terima. Lihat keadaannya di halaman tanda terima."), tone="good")
    else:
        said = Say(text=say("Tidak ada yang perlu dilengkapi untuk laporan ini sekarang."))
    return Page(found=False, code=code, lines=(said,), extra={"receipt": code})
