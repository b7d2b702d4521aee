"""Look up a receipt, and answer what was asked, without an account."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as say

from ...actions import LONGEST_TEXT, What, knock
from ...actions import answer as record_answer
from ...public import Progress, ReceiptTypo, Typo, progress
from .receive import address_of, from_elsewhere
from .tokens import Stale, new_token, read_token


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """What the holder of a code gets to see: `progress`, or a `message` that says why not."""

    status: int  # HTTP: 200 found, 404 not; 403, 413, 422 or 429
    message: str = ""
    progress: Progress | None = None
    token: str = ""  # for the form that answers
    said: str = ""  # what they wrote, when it was not kept


def look_up(request: HttpRequest, typed: str) -> Lookup:
    """The progress of the message with this receipt, however it was typed.

    A good code is always answered: a network is told to wait for its wrong codes only, or one guesser behind a telephone
    company's address would keep its neighbours from their own reports. Guessing 80 bits needs no other lock.
    """
    try:
        found = progress(typed[:100])
    except ReceiptTypo as error:
        return Lookup(status=422, message=_typo(error.typo))
    if found is None:
        if not knock(What.MISSED_RECEIPT, address_of(request)):
            return Lookup(status=429, message=say("Terlalu banyak kode keliru dari jaringan ini. Coba lagi satu jam lagi."))
        return Lookup(status=404, message=say("Tidak ada kiriman dengan kode ini. Periksa kembali tanda terima Anda."))
    return Lookup(status=200, progress=found, token=new_token())


def answer(request: HttpRequest, typed: str) -> Lookup:
    """Keep what the holder of a receipt answers (POST fields `jawaban` and `token`). Sending twice is one answer."""
    if from_elsewhere(request):
        return Lookup(status=403, message=say("Formulir ini hanya dapat dikirim dari situs ini."))
    found = look_up(request, typed)
    if found.progress is None:
        return found
    text = request.POST.get("jawaban", "").replace("\r\n", "\n").strip()
    refusal = _refusal(found.progress, text)
    if refusal:
        return Lookup(status=422, message=refusal, progress=found.progress, token=found.token, said=text)
    try:
        their_id = read_token(request.POST.get("token", ""), hurried=True).their_id
    except Stale:
        message = say("Halaman ini sudah terlalu lama terbuka. Jawaban Anda masih ada; tekan kirim sekali lagi.")
        return Lookup(status=422, message=message, progress=found.progress, token=found.token, said=text)
    if not knock(What.ANSWER, address_of(request)):
        message = say("Terlalu banyak jawaban dari jaringan ini dalam satu jam. Jawaban belum terkirim; coba lagi nanti.")
        return Lookup(status=429, message=message, progress=found.progress, token=found.token, said=text)
    record_answer(typed[:100], text=text, their_id=their_id)
    return Lookup(status=200, message=say("Jawaban Anda sudah kami terima."), progress=progress(typed[:100]), token=new_token())


def _refusal(found: Progress, text: str) -> str:
    if found.forgotten:
        return say("Isi kiriman ini sudah dihapus, jadi tidak dapat dijawab lagi.")
    if not text:
        return say("Tulis jawaban Anda.")
    if len(text) > LONGEST_TEXT or "\x00" in text:
        return say("Jawaban paling panjang %(limit)d huruf.") % {"limit": LONGEST_TEXT}
    return ""


def _typo(typo: Typo) -> str:
    return {
        Typo.LENGTH: say("Kode tanda terima terdiri dari 17 huruf dan angka. Periksa apakah ada yang kurang atau lebih."),
        Typo.CHARACTER: say("Ada huruf atau tanda yang tidak dipakai dalam kode tanda terima. Periksa kembali."),
        Typo.CHECK: say("Ada yang salah ketik dalam kode ini. Periksa huruf demi huruf; kode tidak kami cari sebelum benar."),
    }[typo]
