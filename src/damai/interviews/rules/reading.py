"""Reading an answer as its question needs it: understood, to be confirmed, not understood, or refused with a reason."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from .days import Trouble, read_day
from .hours import is_part_of_day, read_hour
from .saying import Line, clean, has_words, say
from .script import YES_NO, Answer, Question, Sort
from .state import Proposal, State
from .world import World

LONGEST_STORY = 10_000  # characters, as on the form
LONGEST_LINE = 300
SHORTEST_STORY = 10
MOST_CHOICES = 5
PHONE = re.compile(r"\+?[\d\s().-]{8,24}")
EMAIL = re.compile(r"[^\s@,;<>]{1,64}@[^\s@,;<>]{1,180}\.[^\s@,;<>.]{2,24}")

UNKNOWN = re.compile(
    r"(?:saya\s+|sy\s+|aku\s+)?(?:(?:tidak|tdk|gak|ga|nggak|enggak|ngga|kurang|tak|g)\s*(?:tahu|tau|ingat|inget|yakin|jelas)|lupa|entah(?:lah)?|"
    r"lewat(?:i|kan)?|skip|lewati saja|rahasia|i? ?(?:don'?t|do not) know|no idea|-{1,3}|\?+)[.! ]*",
    re.IGNORECASE,
)
NONE = re.compile(
    r"(?:tidak|tdk|gak|ga|nggak|enggak|belum|g)(?:\s+(?:ada|punya|perlu|usah|dulu))?|tanpa|kosong|nihil|no|none|nope",
    re.IGNORECASE,
)
SAME_DAY = re.compile(
    r"\b(hari|saat|waktu|ketika|malam|pagi)\s+(itu|tersebut|kejadian)\b|\bitu juga\b|\blangsung\b|\bsama\b|\bsaat itu\b|"
    r"\bmelihat sendiri\b|\blihat sendiri\b|\bsame day\b|\bat once\b|\bthat day\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """What became of an answer; exactly one of `answer`, `proposal` and `trouble` is there."""

    answer: Answer | None = None
    proposal: Proposal | None = None
    trouble: Line | None = None
    is_too_long: bool = False  # nothing of it is kept, and the person is told so


def is_unknown(text: str) -> bool:
    """Whether somebody says that they do not know, or passes over a question."""
    return UNKNOWN.fullmatch(clean(text)) is not None


def is_none(text: str) -> bool:
    """Whether somebody says that there is none: an answer where there is something to choose, and nothing where there is not."""
    return NONE.fullmatch(clean(text).strip(" .!,")) is not None


def read(question: Question, text: str, state: State, world: World) -> Reading:
    """An answer as its question needs it."""
    said = clean(text, lines=question.sort is Sort.STORY)
    longest = LONGEST_STORY if question.sort is Sort.STORY else LONGEST_LINE
    if len(said) > longest:
        words = say("Terlalu panjang: %(count)d huruf dari paling banyak %(most)d. Yang ini belum kami simpan.")
        return Reading(trouble=Line(words=words, values={"count": len(said), "most": longest}, tone="bad"), is_too_long=True)
    if not said:
        return Reading(trouble=Line(words=say("Tulis jawabannya, atau pilih “tidak tahu”."), tone="warn"))
    reader = _READERS.get(question.sort, _line)
    return reader(question, said, state, world)


def _line(question: Question, said: str, state: State, world: World) -> Reading:
    if not has_words(said):
        return Reading(trouble=Line(words=say("Tolong tulis dengan kata-kata."), tone="warn"))
    return Reading(answer=Answer(said, said))


def _story(question: Question, said: str, state: State, world: World) -> Reading:
    letters = sum(sign.isalnum() for sign in said)
    if question.id == "evidence" and said.casefold().strip(" .!,") in YES_NO[0].heard and question.id not in state.unclear:
        return Reading(trouble=Line(words=say("Kirim berkasnya, atau sebutkan apa buktinya dan di mana disimpan."), tone="warn"))
    if question.id in {"what", "more"} and letters < SHORTEST_STORY and question.id not in state.unclear:
        return Reading(trouble=Line(words=say("Ceritakan sedikit lebih panjang: apa yang terjadi, dan oleh siapa?"), tone="warn"))
    return _line(question, said, state, world)


def _choice(question: Question, said: str, state: State, world: World) -> Reading:
    words = said.casefold().strip(" .!?,")
    for number, option in enumerate(question.options, start=1):
        if words in {str(number), option.value, option.words.casefold().strip(" .!?,"), *option.heard}:
            return Reading(answer=Answer(option.value, ""))
    first = words.split(",")[0].split(" ")[0].strip(" .!?,")
    for option in question.options:
        if first in option.heard:
            return Reading(answer=Answer(option.value, said))
    return Reading(trouble=Line(words=say("Pilih salah satu, misalnya dengan nomornya."), tone="warn"))


_DAY_TROUBLES = {
    Trouble.UNREADABLE: say("Kami belum menangkap tanggalnya. Tulis seperti 14/02/2024, “kemarin”, atau “Minggu malam”."),
    Trouble.VAGUE: say("Hari apa persisnya? Tulis tanggalnya, atau nama harinya seperti “hari Rabu”."),
    Trouble.FUTURE: say("Tanggal ini belum terjadi. Periksa kembali tanggalnya."),
    Trouble.EARLY: say("Tahunnya sepertinya keliru. Periksa kembali tanggal ini."),
    Trouble.NO_SUCH: say("Tanggal ini tidak ada di kalender. Tulis seperti 14/02/2024."),
}


def _day(question: Question, said: str, state: State, world: World) -> Reading:
    happened = day_of(state, "happened")
    if question.id == "known" and happened and SAME_DAY.search(said):
        return Reading(proposal=Proposal("known", ((happened.isoformat(), ""),), said))
    found = read_day(said, today=world.today)
    if found.day is None:
        return Reading(trouble=Line(words=_DAY_TROUBLES[found.trouble or Trouble.UNREADABLE], tone="warn"))
    if question.id == "known" and happened and found.day < happened:
        return Reading(trouble=before_it_happened(found.day, happened))
    if found.certain:
        return Reading(answer=Answer(found.day.isoformat(), said))
    return Reading(proposal=Proposal(question.id, ((found.day.isoformat(), ""),), said))


def before_it_happened(known: date, happened: date) -> Line:
    """What is said of a day of knowing that lies before the day of happening."""
    words = say(
        "Anda menulis baru tahu pada %(known)s, sebelum kejadiannya pada %(happened)s. Salah satu pasti keliru; periksa kembali."
    )
    return Line(words=words, values={"known": known, "happened": happened}, tone="bad")


def _hour(question: Question, said: str, state: State, world: World) -> Reading:
    found = read_hour(said)
    happened = day_of(state, "happened")
    possible = [hour for hour in found.hours if not _lies_ahead(happened, hour, world.now)]
    if found.hours and not possible:
        return Reading(trouble=Line(words=say("Jam ini belum terjadi. Periksa kembali jamnya."), tone="warn"))
    if not possible and is_part_of_day(said):
        return Reading(answer=Answer("", said))  # kept in the person's words: nothing is counted from the hour
    if not possible:
        return Reading(
            trouble=Line(words=say("Kami belum menangkap jamnya. Tulis seperti 19.30 atau “jam 7 malam”."), tone="warn")
        )
    if found.certain:
        return Reading(answer=Answer(f"{possible[0]:%H:%M}", said))
    return Reading(proposal=Proposal(question.id, tuple((f"{hour:%H:%M}", "") for hour in possible), said))


def _lies_ahead(day: date | None, hour: time, now: datetime) -> bool:
    return day is not None and datetime.combine(day, hour, now.tzinfo) > now


def _area(question: Question, said: str, state: State, world: World) -> Reading:
    found = list(world.places(said))[:MOST_CHOICES]
    if not found:  # the words are kept; an officer finds the place
        return _line(question, said, state, world)
    if found[0].sure:
        return Reading(answer=Answer(found[0].code, found[0].label))
    return Reading(proposal=Proposal(question.id, tuple((place.code, place.label) for place in found), said))


def _phone(question: Question, said: str, state: State, world: World) -> Reading:
    if PHONE.fullmatch(said) and 8 <= sum(sign.isdigit() for sign in said) <= 15:
        return Reading(answer=Answer(said, said))
    return Reading(trouble=Line(words=say("Nomor telepon ini tidak lengkap. Contoh: 0812 3456 7890."), tone="warn"))


def _email(question: Question, said: str, state: State, world: World) -> Reading:
    if EMAIL.fullmatch(said):
        return Reading(answer=Answer(said, said))
    return Reading(trouble=Line(words=say("Alamat surel ini tidak lengkap. Contoh: nama@contoh.id."), tone="warn"))


def day_of(state: State, question: str) -> date | None:
    """The day that was answered, if one was."""
    found = state.answers.get(question)
    return date.fromisoformat(found.value) if found and found.known and found.value else None


_READERS = {
    Sort.STORY: _story,
    Sort.LINE: _line,
    Sort.CHOICE: _choice,
    Sort.DAY: _day,
    Sort.HOUR: _hour,
    Sort.AREA: _area,
    Sort.PHONE: _phone,
    Sort.EMAIL: _email,
}
