"""Reporting by chat: the same engine as a conversation, for any gateway that signs what it delivers.

One conversation is at one thing at a time: it tells a report, it mends one, or it follows what was sent. A receipt or a resume
code that is written into it takes it there, whoever writes: the code is what is recognised, not the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as say

from damai.intake.actions import FileTooLarge, StorageFull, accept_durably, store
from damai.intake.actions import answer as answer_house
from damai.intake.actions.group import Interrupted
from damai.intake.actions.talking import AnswerTooLong
from damai.intake.envelope import Envelope, Part
from damai.intake.models import Message
from damai.intake.queries import by_receipt, raw_of, receipt_of, thread_of
from damai.intake.rules.receipts import ReceiptTypo, spoken
from damai.ledger.queries import now

from .. import actions, queries
from ..models import Conversation, Interview, Way
from ..rules import State
from ..rules.talking import Command, Heard, Want, command_in, opened
from ..rules.talking import hear as hear_engine
from . import speaking
from .steps import sent_page

MOST_MESSAGES = 20  # of one delivery
LONGEST_TEXT = 20_000  # characters of one message
MOST_FILE_BYTES = 12 * 1024 * 1024
MOST_AN_HOUR = 300  # deliveries of one conversation


@dataclass(frozen=True)
class File:
    """A file as a gateway hands it over."""

    name: str
    body: bytes


@dataclass(frozen=True)
class Said:
    """One message of a conversation."""

    text: str = ""
    files: tuple[File, ...] = ()


@dataclass
class _Talk:
    """A conversation while one delivery is answered."""

    conversation: Conversation
    address: str
    replies: list[str] = field(default_factory=list)


def hear(channel: str, conversation: str, text: str, files: Sequence[File] = ()) -> list[str]:
    """One message of a conversation; what to answer, in order."""
    return hear_all(channel, conversation, [Said(text, tuple(files))])


def hear_all(channel: str, conversation: str, messages: Sequence[Said], *, language: str = "") -> list[str]:
    """Several messages that came together, answered together; everything said is kept when this returns."""
    row = actions.converse(channel, conversation)
    talk = _Talk(row, f"{channel}|{conversation}")
    with translation.override(_language_of(row, language)):
        if actions.is_flooding(row, MOST_AN_HOUR):
            return [say("Terlalu banyak pesan dalam satu jam. Yang terakhir belum kami simpan; coba lagi nanti.")]
        try:
            _hear(talk, messages)
        except (DatabaseError, Interrupted):
            return [say("Maaf, pesan terakhir belum dapat disimpan. Kirim sekali lagi.")]
    return [reply for reply in talk.replies if reply]


def _language_of(conversation: Conversation, language: str) -> str:
    return language if language in {"id", "en"} and conversation.interview is None else conversation.language


def _hear(talk: _Talk, messages: Sequence[Said]) -> None:
    texts = [message.text[:LONGEST_TEXT].replace("\x00", "") for message in messages]
    parts = _stored(talk, messages)
    if any(len(message.text) > LONGEST_TEXT for message in messages):
        talk.replies.append(say("Pesan Anda sangat panjang; hanya bagian awalnya yang kami simpan. Kirim sisanya terpisah."))
    rest = _codes_in(talk, texts)
    interview = _current(talk)
    if interview is not None:
        _told(talk, interview, rest, parts)
    elif talk.conversation.message is not None and not _wants_new(rest):
        _followed(talk, talk.conversation.message, rest, parts)
    else:
        _opened(talk, [text for text in rest if command_in(text) is not Command.NEW], parts)


def _stored(talk: _Talk, messages: Sequence[Said]) -> list[Part]:
    """The files of a delivery, put in the store; what is too large is said."""
    parts = []
    for file in (each for message in messages for each in message.files):
        try:
            parts.append(store([file.body], name=file.name or "berkas", most=MOST_FILE_BYTES))
        except FileTooLarge:
            talk.replies.append(
                say("Berkas itu terlalu besar untuk obrolan. Kirim lewat halaman lapor dengan kode lanjutan Anda.")
            )
        except StorageFull:
            talk.replies.append(say("Tempat penyimpanan kami sedang penuh, jadi berkas belum dapat diterima."))
    return parts


# --- Codes ----------------------------------------------------------------------------------------------------------------


def _codes_in(talk: _Talk, texts: Sequence[str]) -> list[str]:
    """What is left of the messages without codes; a receipt or a resume code takes the conversation to what it opens."""
    return [text for text in texts if not (_receipt_in(talk, text) or _resume_code_in(talk, text))]


def _receipt_in(talk: _Talk, text: str) -> bool:
    try:
        message = by_receipt(text) if len(text) <= 40 else None
    except ReceiptTypo:
        return False
    if message is None:
        return False
    _follow(talk, message)
    talk.replies.append(say("Kode dikenali. Mulai sekarang Anda dapat bertanya dan menjawab tentang laporan itu di sini."))
    talk.replies += speaking.thread(thread_of(message))
    return True


def _resume_code_in(talk: _Talk, text: str) -> bool:
    try:
        interview = queries.by_code(text) if len(text) <= 40 else None
    except ReceiptTypo:
        return False
    if interview is None:
        return False
    if interview.message is not None:
        _follow(talk, interview.message)
        talk.replies.append(speaking.already_sent(spoken(receipt_of(interview.message))))
        return True
    actions.talk_about(talk.conversation, interview)
    talk.replies.append(say("Kita teruskan laporan Anda."))
    return True


def _follow(talk: _Talk, message: Message) -> None:
    """Follow what was sent. The way back is kept only of a reporter who gave a name, and with it the consent to be written to."""
    while message.revises is not None:
        message = message.revises
    named = not message.forgotten and not queries.told(message).anonymous
    actions.follow(talk.conversation, message, address=talk.address if named else "")


def _current(talk: _Talk) -> Interview | None:
    """The interview that is told here, if it was not sent meanwhile by another door."""
    interview = talk.conversation.interview
    if interview is None:
        return None
    if interview.message is not None or bytes(interview.sealed_raw):
        _deliver(talk, interview)
        return None
    return interview


def _wants_new(texts: Sequence[str]) -> bool:
    return any(command_in(text) is Command.NEW for text in texts)


# --- Telling --------------------------------------------------------------------------------------------------------------


def _opened(talk: _Talk, texts: Sequence[str], parts: Sequence[Part]) -> None:
    """The first word: greeted, or taken as the story."""
    language = translation.get_language()
    heard = opened(texts, queries.world(), language="en" if language == "en" else "id")
    begun = actions.begin(Way.CHAT, state=heard.state)
    actions.talk_about(talk.conversation, begun.interview, language=heard.state.language)
    talk.replies.append(speaking.greeting(begun.code))
    talk.replies += [queries.said(line) for line in heard.lines]
    _add_files(talk, begun.interview, parts)
    _ask(talk, begun.interview, heard.state)


def _told(talk: _Talk, interview: Interview, texts: Sequence[str], parts: Sequence[Part]) -> None:
    """Messages of an interview that is under way, one after the other, each kept before the next is heard."""
    _add_files(talk, interview, parts)
    show_summary = False
    for text in (each for each in texts if each.strip()):
        outcome = _kept(interview, text)
        translation.activate(outcome.state.language)
        talk.replies += [queries.said(line) for line in outcome.lines]
        if outcome.show_code:
            talk.replies.append(speaking.resume_code(queries.code_of(interview)))
        show_summary |= outcome.show_summary
        if outcome.want is not Want.NOTHING:
            _done(talk, interview, outcome.want)
            return
    interview.refresh_from_db()
    state = queries.state_of(interview)
    if state.language != talk.conversation.language:
        actions.talk_about(talk.conversation, interview, language=state.language)
    _ask(talk, interview, state, summary=show_summary)


def _kept(interview: Interview, text: str) -> Heard:
    """One message heard, and what it leads to kept at once; whoever writes at the same time elsewhere comes before or after."""
    world = queries.world(files=queries.count_files(interview))
    heard: list[Heard] = []

    def step(state: State) -> State:
        heard.append(hear_engine(state, text, world))
        return heard[-1].state

    actions.change(interview, step)
    return heard[-1]


def _done(talk: _Talk, interview: Interview, want: Want) -> None:
    if want is Want.SEND:
        _deliver(talk, interview)
        return
    if queries.open_repair_of(interview) is not None:
        _not_forgotten(talk, interview, want)
        return
    actions.forget(interview)
    actions.talk_about(talk.conversation, None)
    if want is Want.RESTART:
        talk.replies.append(say("Semua jawaban sudah dihapus. Kita mulai dari awal."))
        _opened(talk, [], [])
        return
    talk.replies.append(say("Semua yang Anda tulis sudah dihapus. Tulis LAPOR bila ingin melapor lagi."))


def _not_forgotten(talk: _Talk, interview: Interview, want: Want) -> None:
    """Of a repair only the answers go: that something is missing stays."""
    state = actions.change(interview, lambda before: State(items=before.items, language=before.language))
    talk.replies.append(say("Jawaban yang belum dikirim sudah dihapus."))
    if want is Want.RESTART:
        _ask(talk, interview, state)
    else:
        actions.talk_about(talk.conversation, None)


def _deliver(talk: _Talk, interview: Interview) -> None:
    """Send, and say what comes next."""
    try:
        sent = actions.send(interview)
    except actions.NothingToSend as refused:
        talk.replies.append(str(refused))
        return
    _follow(talk, sent.message)
    talk.replies += speaking.sent(sent_page(sent))


def _add_files(talk: _Talk, interview: Interview, parts: Sequence[Part]) -> None:
    added = 0
    for part in parts:
        try:
            added += actions.add_file(interview, part)
        except (actions.TooMuch, actions.FileLost) as refused:
            talk.replies.append(str(refused))
            break
    if added:
        talk.replies.append(say("%(count)d berkas sudah tersimpan.") % {"count": added})


def _ask(talk: _Talk, interview: Interview, state: State, *, summary: bool = False) -> None:
    """The next question; the summary where there is none, or where it was asked for."""
    world = queries.world(files=queries.count_files(interview))
    talk.replies += speaking.next_words(state, world, summary=summary or state.current is None)


# --- Following ------------------------------------------------------------------------------------------------------------


def _followed(talk: _Talk, message: Message, texts: Sequence[str], parts: Sequence[Part]) -> None:
    """Words about what was sent: to the officers; and what they asked meanwhile."""
    message.refresh_from_db()
    if message.forgotten:
        talk.replies.append(say("Isi kiriman ini sudah dihapus, jadi tidak dapat dijawab lagi. Tulis LAPOR untuk melapor lagi."))
        return
    words = [text.strip() for text in texts if text.strip() and command_in(text) is None]
    if words:
        talk.replies.append(_answer(message, "\n".join(words)))
    if parts:
        _join_files(message, parts)
        talk.replies.append(say("%(count)d berkas sudah tersimpan.") % {"count": len(parts)})
    talk.replies += _asked_meanwhile(talk, message)
    _begin_repair(talk, message)
    if not talk.replies:
        talk.replies.append(speaking.following(spoken(receipt_of(message))))


def _answer(message: Message, text: str) -> str:
    try:
        answer_house(receipt_of(message), text=text)
    except AnswerTooLong:
        return say("Jawaban paling panjang 5000 huruf. Yang ini belum kami simpan; bagi menjadi dua.")
    return say("Pesan Anda kami teruskan kepada petugas yang menangani laporan itu.")


def _join_files(message: Message, parts: Sequence[Part]) -> None:
    """Files that come later join the message: it is the same delivery, with more files."""
    accept_durably(
        Envelope(
            channel=message.channel,
            their_id=message.their_id,
            raw=raw_of(message),
            raw_type=message.raw_type,
            received_at=now(),
            attachments=tuple(replace(part, expected=False) for part in parts),
        )
    )


def _asked_meanwhile(talk: _Talk, message: Message) -> list[str]:
    """What the house said since this conversation was last heard, where it could not be pushed here."""
    since, pushed = talk.conversation.last_at, bool(bytes(talk.conversation.sealed_address))
    actions.talk_about(talk.conversation, talk.conversation.interview)
    return [] if pushed else speaking.thread([said for said in thread_of(message) if said.from_us and said.at > since])


def _begin_repair(talk: _Talk, message: Message) -> None:
    """What is missing is asked here, too, as soon as the reporter writes."""
    repair = queries.open_repair(message)
    if repair is None or repair.interview is None:
        return
    actions.talk_about(talk.conversation, repair.interview)
    talk.replies.append(actions.request_text(repair))
    _ask(talk, repair.interview, queries.state_of(repair.interview))
