"""The interview as a conversation: words of command, a story told at once, several messages in a row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from . import engine
from .reading import LONGEST_LINE, is_unknown
from .saying import Line, clean, has_words, say
from .script import Sort
from .state import SUMMARY, State
from .telling import may_be_sent, summary
from .world import World

STORY = 60  # characters from which a first message is a story and no greeting
FEW = 4  # words: fewer are no addition to a story
LONG = 80  # characters from which an answer that makes no sense as one is more of the story


class Command(StrEnum):
    """What a person can say besides an answer."""

    CANCEL = "cancel"
    RESTART = "restart"
    BACK = "back"
    SUMMARY = "summary"
    SEND = "send"
    HELP = "help"
    CODE = "code"
    NEW = "new"
    ENGLISH = "english"
    INDONESIAN = "indonesian"
    DONE = "done"


WORDS = {
    word: command
    for command, words in {
        Command.CANCEL: "batal|batalkan|hapus|cancel|stop|berhenti",
        Command.RESTART: "ulang|ulangi|mulai lagi|dari awal|restart",
        Command.BACK: "kembali|balik|sebelumnya|back|mundur",
        Command.SUMMARY: "ringkasan|rangkuman|summary|lihat",
        Command.SEND: "kirim|kirimkan|kirim sekarang|send",
        Command.HELP: "bantuan|tolong|help|menu|petunjuk",
        Command.CODE: "kode|code",
        Command.NEW: "lapor|lapor baru|laporan baru|baru|report",
        Command.ENGLISH: "english|in english",
        Command.INDONESIAN: "bahasa indonesia|indonesia|bahasa",
        Command.DONE: "sudah|selesai|cukup|itu saja|done|udah",
    }.items()
    for word in words.split("|")
}
_HELLO = (
    r"assalam\w*|ass?|asw|salam|halo+|hallo+|hai+|hi+|hey|hello|p+|ping|selamat (?:pagi|siang|sore|malam)|pagi|siang|sore|malam|"
    r"permisi|misi|tes+t?|min|admin|kak|pak|bu|bapak|ibu|bawaslu|semua|wr\.?|wb\.?|/?start|mulai|"
    r"(?:saya |sy |aku )?(?:mau |ingin )?(?:me)?lapor(?:kan)?(?: sesuatu)?"
)
GREETING = re.compile(rf"(?:{_HELLO})(?:[\s,.!]+(?:{_HELLO}))*[\s,.!?]*", re.IGNORECASE)


class Want(StrEnum):
    """What the door has to do after hearing; the rest the engine has done."""

    NOTHING = ""
    SEND = "send"
    FORGET = "forget"
    RESTART = "restart"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a conversation came to."""

    state: State
    lines: tuple[Line, ...] = ()
    want: Want = Want.NOTHING
    show_summary: bool = False
    show_code: bool = False


def command_in(text: str) -> Command | None:
    """The word of command that a message is, if it is one."""
    return WORDS.get(" ".join(text.casefold().strip(" .!?*_\"'").split()))


def is_greeting(text: str) -> bool:
    """Whether a message only says hello, or that somebody wants to report."""
    return GREETING.fullmatch(clean(text)) is not None or not has_words(text)


def opened(texts: Sequence[str], world: World, *, language: str = "id") -> Heard:
    """The beginning: a greeting is greeted; a story told at once is taken as the story, and only the rest is asked."""
    state = State(language=language)
    told = "\n".join(clean(text, lines=True) for text in texts if not is_greeting(text) and command_in(text) is None).strip()
    if len(told) < STORY:
        return Heard(state=state)
    turn = engine.answer(state, told, world, question="what")
    if not turn.understood:
        return Heard(state=turn.state, lines=turn.lines)
    return Heard(state=turn.state, lines=(_STORY_KEPT, *turn.lines))


_STORY_KEPT = Line(words=say("Cerita Anda sudah kami simpan. Kami hanya menanyakan yang belum ada."), tone="good")


def hear(state: State, text: str, world: World) -> Heard:
    """One message of a conversation that is under way."""
    said = command_in(text)
    armed, state = state.armed, replace(state, armed="")
    if said is None:
        return _said(state, text, world)
    return _commanded(state, said, armed, world)


def _commanded(state: State, said: Command, armed: str, world: World) -> Heard:
    if said is Command.CANCEL:
        if armed == "cancel":
            return Heard(state=state, want=Want.FORGET)
        line = Line(words=say("Semua yang Anda tulis akan dihapus. Tulis BATAL sekali lagi bila benar."), tone="warn")
        return Heard(state=replace(state, armed="cancel"), lines=(line,))
    if said is Command.RESTART:
        if armed == "restart":
            return Heard(state=state, want=Want.RESTART)
        line = Line(
            words=say("Semua jawaban akan dihapus dan kita mulai dari awal. Tulis ULANG sekali lagi bila benar."), tone="warn"
        )
        return Heard(state=replace(state, armed="restart"), lines=(line,))
    if said is Command.SEND:
        return _sending(state, armed, world)
    if said in {Command.ENGLISH, Command.INDONESIAN}:
        return Heard(state=replace(state, language="en" if said is Command.ENGLISH else "id"))
    if said is Command.BACK:
        return Heard(state=engine.back(state))
    if said is Command.SUMMARY:
        return Heard(state=engine.goto(state, SUMMARY), show_summary=True)
    if said is Command.DONE:
        return _done(state, world)
    return Heard(state=state, lines=() if said is Command.CODE else (HELP,), show_code=said is Command.CODE)


HELP = Line(
    words=say(
        "Yang dapat Anda tulis: TIDAK TAHU untuk melewati, KEMBALI ke pertanyaan sebelumnya, RINGKASAN, KIRIM, "
        "KODE untuk melanjutkan di tempat lain, ULANG dari awal, BATAL untuk menghapus semuanya. "
        "Foto dan video boleh dikirim kapan saja."
    )
)


def _sending(state: State, armed: str, world: World) -> Heard:
    if not may_be_sent(state, files=world.files):
        line = Line(words=say("Belum ada yang dapat dikirim. Ceritakan dulu apa yang terjadi."), tone="warn")
        first = state.questions[0].id if state.items else "what"
        return Heard(state=engine.goto(state, first), lines=(line,))
    if armed == "send" or state.current is None:
        return Heard(state=state, want=Want.SEND)
    line = Line(
        words=say("Masih ada yang belum dijawab. Tulis KIRIM sekali lagi bila ingin mengirimnya begini saja."), tone="warn"
    )
    return Heard(state=replace(engine.goto(state, SUMMARY), armed="send"), lines=(line,), show_summary=True)


def _done(state: State, world: World) -> Heard:
    """ "Sudah", after the pictures: nothing more to this question."""
    current = state.current
    if current is None:
        return Heard(state=state, show_summary=True)
    if current.is_yes_no:
        return _said(state, "tidak", world)
    return Heard(state=engine.unknown(state).state)


def _said(state: State, text: str, world: World) -> Heard:
    current = state.current
    if current is None:
        return _at_the_summary(state, text, world)
    if _is_the_story(state, text, world):
        turn = engine.answer(state, clean(text, lines=True), world, question="what")
        return Heard(state=replace(turn.state, at=""), lines=(_STORY_KEPT, *turn.lines))
    if _is_more_story(state, text, world):
        turn = engine.add_to_story(state, clean(text, lines=True), world)
        if turn.understood:
            return Heard(state=turn.state, lines=turn.lines)
    turn = engine.answer(state, text, world)
    return Heard(state=turn.state, lines=turn.lines)


def _is_the_story(state: State, text: str, world: World) -> bool:
    """Whether somebody tells what happened while we still asked what kind of report it is."""
    current = state.current
    if current is None or current.id == "what" or "what" in state.answers or state.items or len(text) < STORY:
        return False
    return not engine.answer(state, text, world).understood


def _is_more_story(state: State, text: str, world: World) -> bool:
    """Whether a long message is more of the story, sent while we asked for something short."""
    current = state.current
    if current is None or len(text) <= LONG or is_unknown(text) or "what" not in {*state.answers, "what" if state.items else ""}:
        return False
    if current.sort is Sort.LINE:
        return len(text) > LONGEST_LINE
    if current.sort is Sort.STORY:
        return False
    return engine.answer(state, text, world).understood is False


def _at_the_summary(state: State, text: str, world: World) -> Heard:
    """A number goes to that line; anything else is more of the story."""
    entries = summary(state)
    number = re.fullmatch(r"\s*(?:ubah|ganti|no\.?|nomor)?\s*(\d{1,2})[\s.]*", text, re.IGNORECASE)
    if number and 1 <= int(number[1]) <= len(entries):
        return Heard(state=engine.goto(state, entries[int(number[1]) - 1].question.id))
    if len(text.split()) < FEW:
        words = say("Yang ini belum kami simpan. Tulis nomor yang ingin diperbaiki, atau KIRIM bila ringkasannya sudah benar.")
        return Heard(state=state, lines=(Line(words=words, tone="warn"),), show_summary=True)
    turn = engine.add_to_story(state, clean(text, lines=True), world)
    return Heard(state=turn.state, lines=turn.lines, show_summary=True)
