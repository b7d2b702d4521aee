"""Takes in what a phone sends: kept before it is understood, answered after it is on disk, the same however often it comes."""

import logging
import time
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qs, quote

from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext, override

from damai.ledger.queries import now

from ... import queries
from ...actions import MOST_BYTES, Acceptance, ConflictingDelivery, Incoming, StorageFull, accept_durably, store
from ...actions.group import Interrupted
from ...envelope import Envelope
from ...envelope import Part as KeptFile
from ...models import FormState, Message
from ...rules.receipts import spoken
from . import multipart, xform
from .access import Environ, Refused, Sender, sender_of
from .answers import Answer, message

log = logging.getLogger(__name__)

XML_PART = "xml_submission_file"
LIMITS = multipart.Limits(file=MOST_BYTES, text=xform.MAX_BYTES, text_name=XML_PART, sink=Incoming)
REMEMBERED = 3.0  # seconds: how long a form that was closed is still accepted at most
LONGEST_ADVISORY = 200  # characters; what a device says about itself is cut, never refused


class Refusal(Exception):
    """This delivery is not accepted; status and text go to the phone."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.answer = message(status, text)


def submission(environ: Environ, token: str | None) -> Answer:
    """Answer one request to `submission`: HEAD and GET with what we would accept, POST with a receipt or a reason."""
    read = _reader(environ)
    english = environ.get("HTTP_ACCEPT_LANGUAGE", "")[:2].lower() == "en"
    try:
        with override("en" if english else "id"):
            answer = _answer(environ, token, read)
    except Exception:
        # Whatever happened, the phone keeps the report and the person reads a sentence; the reason is in our log.
        log.exception("a submission failed")
        answer = message(
            500, gettext("Ada gangguan pada peladen kami. Laporan tetap tersimpan di ponsel Anda; coba kirim lagi nanti.")
        )
    if answer.status >= 300:
        _drain(read)
    return answer


def _answer(environ: Environ, token: str | None, read: multipart.Read) -> Answer:
    method = environ["REQUEST_METHOD"]
    if method not in {"HEAD", "GET", "POST"}:
        return message(405, gettext("Alamat ini hanya menerima kiriman formulir."), headers=(("Allow", "HEAD, GET, POST"),))
    try:
        sender = sender_of(environ, token)
        if method != "POST":
            return Answer(204)
        return _post(environ, sender, read)
    except Refused as refused:
        return refused.answer
    except Refusal as refusal:
        return refusal.answer
    except StorageFull:
        return message(507, gettext("Ruang simpan kami penuh. Laporan tetap tersimpan di ponsel Anda; coba kirim lagi nanti."))
    except (OperationalError, InterfaceError, Interrupted):
        log.exception("the database did not answer")
        return message(503, gettext("Peladen kami sedang sibuk. Laporan tetap tersimpan di ponsel Anda; coba kirim lagi nanti."))


def _post(environ: Environ, sender: Sender, read: multipart.Read) -> Answer:
    try:
        parts = multipart.read_parts(read, multipart.boundary_of(environ.get("CONTENT_TYPE", "")), LIMITS)
    except multipart.MalformedMultipart as error:
        raise Refusal(400, gettext("Kiriman tidak utuh atau bukan kiriman formulir. Coba kirim lagi.")) from error
    try:
        return _keep(environ, sender, parts)
    finally:
        multipart.discard(parts)


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A submission that was read far enough to be kept."""

    instance: xform.Instance
    xml: bytes
    form: "FormCard"
    their_id: str


def _keep(environ: Environ, sender: Sender, parts: list[multipart.Part]) -> Answer:
    delivery = _read(sender, parts)
    expected = frozenset(delivery.instance.files(delivery.form.binaries))
    revised = _revised(delivery, sender)
    received_at = now()
    files = [part for part in parts if part.name != XML_PART and (part.filename or part.name in expected)]
    kept = [_store(part, expected) for part in files if not part.too_large]
    if revised is not None:
        kept += _carried_forward(revised, expected, {file.name for file in kept})
    envelope = Envelope(
        channel="odk",
        their_id=delivery.their_id,
        raw=delivery.xml,
        raw_type="text/xml",
        received_at=received_at,
        attachments=tuple(kept),
        sender=sender.member,
        form=f"{delivery.instance.form_id} {delivery.instance.version}"[:300],
        revises=revised.pk if revised else None,
        advisory=_advisory(environ, sender),
    )
    if delivery.form.state == FormState.CLOSED and not _was_kept(envelope):
        raise Refusal(409, gettext("Formulir ini sudah ditutup dan tidak menerima laporan baru. Hubungi pengelola."))
    acceptance = _accepted(envelope)
    number = spoken(acceptance.receipt)
    too_large = [part for part in files if part.too_large]
    if too_large:
        raise Refusal(413, _too_large(too_large[0], number))
    missing = expected - {file.name for file in kept}
    if missing and not acceptance.is_new:  # the last of several requests: what came with the others is not missing
        missing -= {file.name for file in queries.files_of(acceptance.message)}
    return message(201, _thanks(number, is_edit=revised is not None, is_whole=not missing))


def _read(sender: Sender, parts: list[multipart.Part]) -> _Delivery:
    """Find the XML, read it, and know its form; a Refusal says what is wrong."""
    xml_part = next((part for part in parts if part.name == XML_PART), None)
    if xml_part is None:
        raise Refusal(400, gettext("Kiriman ini tidak memuat isian formulir (xml_submission_file)."))
    if xml_part.too_large:
        raise Refusal(400, gettext("Isian formulir lebih besar dari 4 MB. Perpendek lalu kirim lagi."))
    try:
        instance = xform.read_instance(xml_part.content)
    except xform.UnreadableXml as error:
        raise Refusal(
            400, gettext("Isian formulir tidak dapat dibaca. Coba kirim lagi; bila tetap gagal, hubungi pengelola.")
        ) from error
    form = form_card(instance.form_id, instance.version)
    if form is None:
        if queries.form(instance.form_id) is None:
            raise Refusal(404, gettext("Formulir ini tidak dikenal di sini. Perbarui daftar formulir di ponsel Anda."))
        raise Refusal(404, gettext("Versi formulir ini tidak dikenal. Perbarui formulir di ponsel Anda."))
    if not instance.instance_id and instance.encrypted:
        raise Refusal(400, gettext("Laporan tersandi tanpa instanceID tidak dapat dibuka, jadi tidak diterima."))
    # Without an id two reports can be told apart only by their bytes, and by whose phone they came from.
    given = instance.instance_id or f"tanpa-id:{sender.device}:{sha256(xml_part.content).hexdigest()}"
    return _Delivery(instance, xml_part.content, form, identity(instance.form_id, given))


def identity(form_id: str, instance_id: str) -> str:
    """What a delivery is known by: instance ids are unique within a form."""
    return f"{quote(form_id, safe='')}|{instance_id}"


def _revised(delivery: _Delivery, sender: Sender) -> Message | None:
    """The message that this edit replaces; None when it is no edit."""
    if not delivery.instance.deprecated_id:
        return None
    new = _identity_kept(delivery.their_id)
    old = queries.by_delivery("odk", _identity_kept(identity(delivery.instance.form_id, delivery.instance.deprecated_id)))
    if old is None or old.sender != sender.member:
        raise Refusal(404, gettext("Laporan yang hendak Anda perbaiki tidak ditemukan."))
    if old.forgotten:
        raise Refusal(409, gettext("Laporan yang hendak Anda perbaiki sudah dihapus."))
    later = queries.revision_of(old)
    if later is not None and later.their_id != new:
        text = gettext("Laporan ini sudah diperbaiki lebih baru dengan nomor {number}. Perbaiki versi terakhirnya.")
        raise Refusal(409, text.format(number=spoken(queries.receipt_of(later))))
    return old


def _identity_kept(their_id: str) -> str:
    """An identity as it stands in the database."""
    return Envelope(channel="odk", their_id=their_id, raw=b"", raw_type="", received_at=now()).identity


def _was_kept(envelope: Envelope) -> bool:
    """Whether these very bytes were received before: a retry after a lost answer is not a new report."""
    known = queries.by_delivery("odk", envelope.identity)
    return known is not None and bytes(known.digest) == sha256(envelope.raw).digest()


def _store(part: multipart.Part, expected: frozenset[str]) -> KeptFile:
    """One attachment, on disk. A name that the XML does not mention is kept apart, not refused: it may be evidence."""
    name = _name(part, expected)
    if isinstance(part.sink, Incoming):
        incoming, part.sink = part.sink, None
        incoming.name = name
        return incoming.finish(expected=name in expected)
    return store([part.content], name=name, expected=name in expected)


def _name(part: multipart.Part, expected: frozenset[str]) -> str:
    """The file's name: as sent, or as OkHttp had it before it quoted it, whichever the XML mentions."""
    sent = (part.filename or part.name).replace("\\", "/").rpartition("/")[2]
    if sent in expected:
        return sent
    unquoted = sent.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")
    for other in (unquoted, part.name):
        if other in expected:
            return other
    return sent


def _carried_forward(old: Message, expected: frozenset[str], have: set[str]) -> list[KeptFile]:
    """The files of the earlier version that the edit still mentions: Collect does not send them again."""
    return [
        KeptFile(name=file.name, sha256=file.sha256, size=file.size, media_type=file.media_type, held=file.held)
        for file in queries.files_of(old)
        if file.name in expected - have
    ]


def _accepted(envelope: Envelope) -> Acceptance:
    """Keep it; a database connection that died is replaced once, since delivering twice changes nothing."""
    try:
        acceptance = _try(envelope)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        acceptance = _try(envelope)
    if acceptance.message.forgotten:
        raise Refusal(409, gettext("Laporan ini sudah dihapus. Anda tidak dapat mengirimnya lagi."))
    return acceptance


def _try(envelope: Envelope) -> Acceptance:
    try:
        return accept_durably(envelope)
    except ConflictingDelivery as conflict:
        kept = conflict.message
        if kept is None:
            raise Refusal(409, gettext("Laporan ini sudah diperbaiki lebih baru. Perbaiki versi terakhirnya.")) from conflict
        if kept.forgotten:
            raise Refusal(409, gettext("Laporan ini sudah dihapus. Anda tidak dapat mengirimnya lagi.")) from conflict
        text = gettext(
            "Laporan dengan ID ini sudah kami terima dengan isi yang berbeda, nomor {number}. "
            "Isi yang pertama tetap berlaku; kirim perubahan sebagai laporan baru."
        )
        raise Refusal(409, text.format(number=spoken(queries.receipt_of(kept)))) from conflict


def _thanks(number: str, *, is_edit: bool, is_whole: bool) -> str:
    text = gettext("Perbaikan laporan diterima. Nomor: {number}") if is_edit else gettext("Laporan diterima. Nomor: {number}")
    text = text.format(number=number)
    return text if is_whole else f"{text}. {gettext('Lampiran lain boleh menyusul.')}"


def _too_large(part: multipart.Part, number: str) -> str:
    """The report itself is safe; only this file is not, and the person has to do something about it."""
    return gettext(
        "Laporan Anda sudah kami simpan dengan nomor {number}, tetapi berkas {name} ({size} MB) melebihi batas {limit} MB dan "
        "tidak kami simpan. Potong berkas itu lalu kirim lewat laporan baru yang menyebut nomor ini."
    ).format(number=number, name=part.filename or part.name, size=part.size // 1_000_000, limit=MOST_BYTES // 1024 // 1024)


def _advisory(environ: Environ, sender: Sender) -> dict[str, str]:
    """What the phone says about itself, cut to a length; believed by nobody."""
    says = {"device": sender.device}
    query = environ.get("QUERY_STRING", "")
    if "deviceID" in query:
        says["device_id"] = parse_qs(query).get("deviceID", [""])[0][:LONGEST_ADVISORY]
    agent = environ.get("HTTP_USER_AGENT", "")
    if agent:
        says["user_agent"] = agent[:LONGEST_ADVISORY]
    return says


# --- Forms, remembered for seconds ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FormCard:
    """What a submission needs to know of its form."""

    state: FormState
    binaries: frozenset[str]
    until: float  # seconds of the monotonic clock


_cards: dict[tuple[str, str], FormCard] = {}


def form_card(form_id: str, version: str) -> FormCard | None:
    """The form in this version, or None. What is unknown is asked for again each time: it may have just been published."""
    card = _cards.get((form_id, version))
    if card is not None and card.until > time.monotonic():
        return card
    found = queries.form_version(form_id, version)
    if found is None:
        _cards.pop((form_id, version), None)
        return None
    card = FormCard(FormState(found.form.state), frozenset(found.binaries), time.monotonic() + REMEMBERED)
    _cards[form_id, version] = card
    return card


def forget() -> None:
    """Forget what was remembered of forms, for tests."""
    _cards.clear()


# --- The body -------------------------------------------------------------------------------------------------


def _reader(environ: Environ) -> multipart.Read:
    """Reads the body and never past its end: chunked bodies end by themselves, others by Content-Length."""
    stream = environ["wsgi.input"]
    if environ.get("wsgi.input_terminated"):
        return stream.read
    try:
        left = max(0, int(environ.get("CONTENT_LENGTH") or 0))
    except ValueError:
        left = 0

    def read(size: int) -> bytes:
        nonlocal left
        if left <= 0:
            return b""
        chunk: bytes = stream.read(min(size, left))
        left = left - len(chunk) if chunk else 0
        return chunk

    return read


def _drain(read: multipart.Read) -> None:
    """Read what is left, so that the answer is not lost with the connection; not for ever."""
    seen = 0
    try:
        while seen < multipart.MAX_BODY and (chunk := read(multipart.CHUNK)):
            seen += len(chunk)
    except Exception:  # the phone is gone: nobody is left to answer
        log.debug("a phone went away while it was being refused", exc_info=True)
