"""A world for the engine's tests: one Tuesday in February 2024, two places, seven working days."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from damai.interviews.rules import Due, Place, State, World, answer

WIB = timezone(timedelta(hours=7))
TUESDAY = datetime(2024, 2, 13, 9, 0, tzinfo=WIB)
KEBON_KELAPA = Place("31.71.01.1002", "Kelurahan Kebon Kelapa, Kecamatan Gambir")
GAMBIR = (Place("31.71.01", "Kecamatan Gambir"), Place("31.71.01.1001", "Kelurahan Gambir"))


def places(text: str) -> Sequence[Place]:
    """What a name may mean."""
    words = text.casefold()
    if words.startswith("31.71"):
        return [Place(words, "Kelurahan Kebon Kelapa", sure=True)]
    if "kelapa" in words:
        return [KEBON_KELAPA]
    return list(GAMBIR) if "gambir" in words else []


def due(known: date) -> Due:
    """Nine days stand for the law's term here; counting it is `statutes`' business."""
    last = known + timedelta(days=9)
    return Due(on=last, late=last < TUESDAY.date(), basis="UU 7/2017 Ps. 454 ayat (6)")


def world(*, files: int = 0, now: datetime = TUESDAY) -> World:
    """The world at that moment."""
    return World(now=now, files=files, places=places, mentions=places, due=due)


STORY = "Dua orang berkaus partai membagikan amplop berisi uang kepada ibu-ibu sesudah acara."
COMPLETE = (
    *("pelanggaran", STORY, "11 Februari 2024", "19.30", "12 Februari 2024", "Lapangan RW 03", "Kebon Kelapa", "ya"),
    *(
        "Ketua RT 05",
        "Jalan Cideng 3",
        "tidak tahu",
        "tidak",
        "Foto amplop",
        "ya",
        "Siti",
        "Jalan Cideng 5",
        "tidak tahu",
        "tidak",
    ),
    *("ya", "Andi Saputra", "Jalan Kebon Sirih 12", "1", "0812 3456 7890", "andi@contoh.id", "Jakarta, 2 Mei 1985", "L", "Guru"),
)


def told(*texts: str, state: State | None = None, files: int = 0) -> State:
    """The state after answers, one after the other."""
    state = state or State()
    for text in texts:
        state = answer(state, text, world(files=files)).state
    return state
