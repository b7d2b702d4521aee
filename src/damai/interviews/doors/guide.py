"""Guided reporting on the portal, without an account, a script or a cookie.

The resume code is the key: it stands in a hidden field of every form and in no address. Views that call these are csrf_exempt
for the reasons of the public form (intake.channels.web.receive): files stream before anything could read a token, and whoever
has no session has nothing to forge. A request that a browser says comes from another site is refused here.
"""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as say

from damai.intake.actions import ConflictingDelivery, What, knock
from damai.intake.actions.group import Interrupted
from damai.intake.channels.web.receive import address_of, from_elsewhere
from damai.intake.channels.web.upload import NotTakenIn, TakenIn, take_in
from damai.intake.rules.receipts import ReceiptTypo, Typo

from .. import actions, queries, rules
from ..actions import KEPT_DAYS
from ..models import Interview, Way
from .pages import Page, Say, draw, step_in, take
from .steps import sent_page

__all__ = ["KEPT_DAYS", "Page", "drop", "forget", "resume", "send", "start", "step"]


def start(request: HttpRequest) -> Page:
    """Begin an interview: the first question, and the code with which it goes on."""
    if from_elsewhere(request):
        return from_another_site()
    if not knock(What.INTERVIEW, address_of(request)):
        return refused(429, say("Terlalu banyak laporan dimulai dari jaringan ini dalam satu jam. Coba lagi nanti."))
    begun = actions.begin(Way.PORTAL, state=rules.State(language="en" if get_language() == "en" else "id"))
    return draw(begun.interview, begun.code)


def resume(request: HttpRequest) -> Page:
    """Go on with an interview by its code; of one that was sent, the receipt again."""
    if from_elsewhere(request):
        return from_another_site()
    return _with_interview(request, request.POST.get("kode", ""), lambda interview, code: draw(interview, code))


def step(request: HttpRequest) -> Page:
    """Take one step: an answer, "I don't know", back, to a question, to the summary, or files."""
    return _with_form(request, stepped)


def drop(request: HttpRequest) -> Page:
    """Take a file out again."""
    return _with_form(request, dropped)


def send(request: HttpRequest) -> Page:
    """Send the report; pressing twice, or in two windows, is one report with one receipt."""
    return _with_form(request, lambda interview, code, form: sent(request, interview, code))


def forget(request: HttpRequest) -> Page:
    """Erase an interview that was not sent."""

    def forgotten(interview: Interview, code: str, form: TakenIn) -> Page:
        if form.said.get("setuju") != "ya":
            message = say("Beri tanda bahwa Anda ingin menghapus semuanya, lalu tekan hapus sekali lagi.")
            return draw(interview, code, lines=[Say(text=message, tone="warn")], status=422)
        actions.forget(interview)
        return Page(found=False, lines=(Say(text=say("Semua yang Anda tulis sudah dihapus."), tone="good"),))

    return _with_form(request, forgotten)


# --- Shared with the repair page ------------------------------------------------------------------------------------------


def stepped(interview: Interview, code: str, form: TakenIn) -> Page:
    """One step, and the page after it."""
    done = take(interview, step_in(form.said), form)
    return draw(interview, code, state=done.state, lines=done.lines, typed=done.typed, status=done.status)


def dropped(interview: Interview, code: str, form: TakenIn) -> Page:
    """A file taken out, and the page after it."""
    gone = actions.drop_file(interview, str(form.said.get("buang", ""))[:64])
    return draw(interview, code, lines=[Say(text=say("Berkas itu sudah dikeluarkan."), tone="good")] if gone else [])


def sent(request: HttpRequest, interview: Interview, code: str) -> Page:
    """The interview sent, where its network has not sent too much in this hour."""
    if not knock(What.REPORT, address_of(request)):
        message = say("Terlalu banyak kiriman dari jaringan ini dalam satu jam. Belum terkirim; coba lagi nanti.")
        return draw(interview, code, lines=[Say(text=message, tone="bad")], status=429)
    return deliver(interview, code)


def from_another_site() -> Page:
    """Another site's form: nothing is done."""
    return refused(403, say("Formulir ini hanya dapat dikirim dari situs ini."))


def refused(status: int, message: str, *, code: str = "") -> Page:
    """A page that shows nothing of an interview, and says why."""
    return Page(status=status, found=False, code=code, lines=(Say(text=message, tone="bad"),))


def form_of(request: HttpRequest) -> TakenIn | Page:
    """The form of a request, or the page that says why it could not be read."""
    if from_elsewhere(request):
        return from_another_site()
    try:
        return take_in(request)
    except NotTakenIn as problem:
        if problem.status == 413:
            message = say(
                "Tulisan Anda terlalu panjang untuk dikirim sekaligus. Jawaban sebelumnya tersimpan; lanjutkan dengan kode."
            )
        else:
            message = say("Kiriman terputus atau rusak di jalan. Jawaban sebelumnya tersimpan; lanjutkan dengan kode.")
        return refused(problem.status, message)


def guarded(interview: Interview, code: str, act: Callable[[Interview, str], Page]) -> Page:
    """Act, and say in words what is in the way."""
    try:
        return act(interview, code)
    except actions.AlreadySent:
        return deliver(interview, code)
    except actions.TooMuch as error:
        return draw(interview, code, lines=[Say(text=str(error), tone="bad")], status=422)
    except Interview.DoesNotExist:
        return refused(404, say("Laporan ini baru saja dihapus, mungkin dari jendela lain."))


def deliver(interview: Interview, code: str) -> Page:
    """Send an interview, and say what became of it."""
    try:
        return Page(code=code, sent=sent_page(actions.send(interview)))
    except actions.NothingToSend as error:
        return draw(interview, code, lines=[Say(text=str(error), tone="warn")], status=422)
    except ConflictingDelivery:
        return refused(409, say("Laporan ini sudah dilengkapi dengan cara lain. Lihat keadaannya di halaman tanda terima."))
    except (DatabaseError, Interrupted):
        message = say("Maaf, laporan belum dapat disimpan. Tekan kirim sekali lagi; laporan tidak akan menjadi dua.")
        return Page(status=503, code=code, lines=(Say(text=message, tone="bad"),), may_send=True)


# --- By the resume code ---------------------------------------------------------------------------------------------------


def _with_form(request: HttpRequest, act: Callable[[Interview, str, TakenIn], Page]) -> Page:
    """Read a form with its files, find its interview, and act."""
    form = form_of(request)
    if isinstance(form, Page):
        return form
    return _with_interview(request, str(form.said.get("kode", "")), lambda interview, code: act(interview, code, form))


def _with_interview(request: HttpRequest, typed: str, act: Callable[[Interview, str], Page]) -> Page:
    """Find an interview by its code and act; a good code is always answered, only wrong ones are counted."""
    try:
        interview = queries.by_code(typed[:100])
    except ReceiptTypo as error:
        return refused(422, _typo(error.typo), code=typed[:40])
    if interview is None:
        if not knock(What.MISSED_CODE, address_of(request)):
            return refused(429, say("Terlalu banyak kode keliru dari jaringan ini. Coba lagi satu jam lagi."))
        message = say("Tidak ada laporan dengan kode ini. Mungkin sudah dihapus karena lebih dari %(days)d hari tidak disentuh.")
        return refused(404, message % {"days": KEPT_DAYS}, code=typed[:40])
    code = queries.code_of(interview)
    if interview.message is not None:
        return deliver(interview, code)
    return guarded(interview, code, act)


def _typo(which: Typo) -> str:
    """What is wrong with a resume code, in words."""
    return {
        Typo.LENGTH: say(
            "Kode lanjutan terdiri dari 13 huruf dan angka. Yang 17 huruf adalah tanda terima laporan yang sudah dikirim."
        ),
        Typo.CHARACTER: say("Ada huruf atau tanda yang tidak dipakai dalam kode lanjutan. Periksa kembali."),
        Typo.CHECK: say("Ada yang salah ketik dalam kode ini. Periksa huruf demi huruf; kode tidak kami cari sebelum benar."),
    }[which]
