"""Interviews for the tests of this room and of the rooms above: told through the real actions."""

from datetime import UTC, datetime

from damai.intake.actions import store
from damai.intake.envelope import Part
from damai.intake.tests.deliveries import photo
from damai.interviews import actions, queries, rules
from damai.interviews.models import Interview, Way

STORY = "Dua orang berkaus partai membagikan amplop berisi uang kepada ibu-ibu sesudah acara."
TUESDAY = datetime(2024, 2, 13, 2, 0, tzinfo=UTC)  # 09.00 in Jakarta
WHAT_HAPPENED = ("pelanggaran", STORY, "11/02/2024", "19.30", "12/02/2024", "Lapangan RW 03", "31.71.01.1002")
WHO_DID_IT = ("Ketua RT 05", "Jalan Cideng 3", "tidak tahu", "tidak")
PROOF = ("Foto amplop; amplopnya saya simpan", "ya", "Siti Saksi", "Jalan Cideng 5", "tidak tahu", "tidak")
NAMED = (
    "ya",
    "Andi Pelapor",
    "Jalan Kebon Sirih 12",
    "1",
    "0812 3456 7890",
    "andi@contoh.id",
    "Jakarta, 2 Mei 1985",
    "L",
    "Guru",
)
COMPLETE = (*WHAT_HAPPENED, *WHO_DID_IT, *PROOF, *NAMED)
ANONYMOUS = (*WHAT_HAPPENED, *WHO_DID_IT, *PROOF, "tidak")
# Neither who is reported, nor evidence: what the supervisors have to ask for.
INCOMPLETE = (*WHAT_HAPPENED, "tidak tahu", "tidak tahu", "tidak", *NAMED)


def begun(*answers: str, way: Way = Way.PORTAL, taken_by: str = "") -> actions.Begun:
    """An interview with these answers."""
    found = actions.begin(way, taken_by=taken_by)
    for text in answers:
        say(found.interview, text)
    return found


def say(interview: Interview, text: str, *, question: str = "") -> rules.State:
    """One answer, kept."""
    world = queries.world(files=queries.count_files(interview))
    return actions.change(interview, lambda state: rules.answer(state, text, world, question=question).state)


def sent(*answers: str, way: Way = Way.PORTAL, taken_by: str = "") -> actions.Sent:
    """A report that was told and sent."""
    return actions.send(begun(*(answers or COMPLETE), way=way, taken_by=taken_by).interview)


def picture(name: str = "foto.jpg", *, size: int = 64) -> Part:
    """A photo that is in the store."""
    return store([photo(size, 48)], name=name)
