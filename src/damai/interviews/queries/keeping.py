"""Interviews that are being told: found by their code, opened with their key."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from damai.intake.models import Message
from damai.ledger.queries import now
from damai.seals.queries import fingerprints, keyring
from damai.seals.rules import subject, unseal, unwrap

from .. import rules
from ..models import Conversation, Interview, InterviewFile, Repair, RepairState, Way

ROOM = "interviews"
PURPOSE = "interviews.code"


def by_code(typed: str) -> Interview | None:
    """The interview with this resume code; None if there is none. ReceiptTypo if the code cannot be one of ours."""
    code = rules.codes.read(typed)
    return Interview.objects.filter(lookup__in=fingerprints(code, purpose=PURPOSE)).select_related("message").first()


def data_key_of(interview: Interview) -> bytes:
    """The interview's own key; CannotUnseal when the row was changed."""
    key = keyring().named(interview.key_id)
    return unwrap(bytes(interview.data_key), key=key, about=about(interview, "key"))


def about(interview: Interview, part: str) -> bytes:
    """What a sealed part is about; it opens under no other words."""
    return subject(ROOM, interview.token, part)


def opened(interview: Interview, sealed: bytes | memoryview, part: str) -> bytes:
    """One sealed part of an interview."""
    return unseal(bytes(sealed), data_key=data_key_of(interview), about=about(interview, part))


def state_of(interview: Interview) -> rules.State:
    """How far the interview is; an empty one once it was sent."""
    if not bytes(interview.sealed):
        return rules.State()
    return rules.read(opened(interview, interview.sealed, "state").decode())


def code_of(interview: Interview) -> str:
    """The resume code, in groups; empty where there is none."""
    if not bytes(interview.sealed_code):
        return ""
    return rules.codes.spoken(opened(interview, interview.sealed_code, "code").decode())


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """A file of an interview, with the name its sender gave it."""

    number: int  # from 1, in the order they came
    name: str
    sha256: str
    size: int
    media_type: str
    held: str


def files_of(interview: Interview) -> list[KeptFile]:
    """The files of an interview."""
    rows = InterviewFile.objects.filter(interview=interview).select_related("file")
    return [
        KeptFile(
            number=number,
            name=opened(interview, row.sealed_name, f"name/{row.file_id}").decode(),
            sha256=row.file_id,
            size=row.file.size,
            media_type=row.file.media_type,
            held=row.file.held,
        )
        for number, row in enumerate(rows, start=1)
    ]


def count_files(interview: Interview) -> int:
    """How many files came with an interview."""
    return InterviewFile.objects.filter(interview=interview).count()


def conversation(lookups: list[str]) -> Conversation | None:
    """The conversation known by one of these keyed hashes."""
    rows = Conversation.objects.filter(lookup__in=lookups).select_related("interview", "message")
    return rows.first()


def conversations_about(message: Message) -> list[Conversation]:
    """The conversations in which a message is followed."""
    return list(Conversation.objects.filter(message=message))


def open_repair_of(interview: Interview) -> Repair | None:
    """The repair that this interview tells, while it waits."""
    return Repair.objects.filter(interview=interview, state=RepairState.OPEN).select_related("message").first()


@dataclass(frozen=True, kw_only=True)
class TakenDown:
    """A report that a member wrote down: its code and when, and nothing of whose it is."""

    code: str
    way: str
    at: datetime


def taken_today(member: str) -> list[TakenDown]:
    """What a member wrote down and sent since midnight, the latest first."""
    midnight = localtime(now()).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Interview.objects.filter(taken_by=member, message__received_at__gte=midnight).select_related("message").order_by("-id")
    return [
        TakenDown(code=row.message.code, way=str(Way(row.way).label), at=row.message.received_at) for row in rows if row.message
    ]
