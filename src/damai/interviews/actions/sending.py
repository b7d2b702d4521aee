"""Send an interview through the inbox, once: however often it is pressed, in however many windows, it is one message.

First its bytes are fixed, then the inbox keeps them, then the interview lets go of its own copy. A crash between two of these
steps is mended by pressing again: the bytes are the same, so the inbox answers with the same message and the same receipt.
"""

import hashlib
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.actions import note_view
from damai.agencies.models import Member, PersonalData
from damai.agencies.rules import Refused
from damai.intake.actions import accept_durably
from damai.intake.envelope import Envelope, Part
from damai.intake.models import Message
from damai.intake.queries import receipt_of, revision_of
from damai.intake.rules.receipts import spoken
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.rules import seal

from .. import queries, rules
from ..facts import RepairSent, ReportTakenDown
from ..models import Interview, InterviewFile, Repair, RepairState
from .noticing import notice

CHANNEL = "guided"


class NothingToSend(Refused):
    """Neither words nor a file."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What became of sending."""

    message: Message
    receipt: str  # in groups
    is_new: bool
    said: rules.Told


def send(interview: Interview) -> Sent:
    """Send an interview; the second time, what was sent the first. Raises NothingToSend, and what the inbox raises."""
    fresh = _fixed(interview)
    if fresh.message is not None:
        return Sent(message=fresh.message, receipt=receipt(fresh.message), is_new=False, said=queries.told(fresh.message))
    acceptance = accept_durably(_envelope(fresh))
    message = acceptance.message
    is_new = _let_go(fresh, message)
    if is_new:
        notice()
    return Sent(message=message, receipt=receipt(message), is_new=is_new, said=queries.told(message))


def receipt(message: Message) -> str:
    """The receipt of a message as people read it; of a repair, the receipt of what it mends."""
    first = message
    while first.revises is not None:
        first = first.revises
    return spoken(receipt_of(first))


@transaction.atomic
def _fixed(interview: Interview) -> Interview:
    """The interview with the bytes that will be sent, fixed once for every try."""
    fresh = Interview.objects.select_for_update().get(pk=interview.pk)
    if fresh.message_id is not None or bytes(fresh.sealed_raw):
        return fresh
    state, files = queries.state_of(fresh), queries.files_of(fresh)
    if not rules.may_be_sent(state, files=len(files)):
        raise NothingToSend(_("Belum ada yang dapat dikirim. Ceritakan dulu apa yang terjadi."))
    repair = queries.open_repair_of(fresh)
    raw = rules.canonical(
        state,
        nonce=secrets.token_hex(16),
        files=[rules.FileRef(name=file.name, sha256=file.sha256, size=file.size) for file in files],
        way=fresh.way,
        words=_words(state, fresh, repair),
        taken_by=fresh.taken_by,
        mends=repair.message.code if repair else "",
    )
    fresh.sealed_raw = seal(raw, data_key=queries.data_key_of(fresh), about=queries.about(fresh, "raw"))
    fresh.save(update_fields=["sealed_raw"])
    return fresh


def _words(state: rules.State, interview: Interview, repair: Repair | None) -> dict[str, object]:
    """The words that triage reads: of a repair, the whole report as it stands with what was mended."""
    answers = state.given
    if repair is None:
        return rules.words_for_triage(rules.told(answers, way=interview.way))
    before = queries.answers_of(repair.message)
    return rules.words_for_triage(rules.told(rules.merged(before, answers), way=interview.way))


def _envelope(interview: Interview) -> Envelope:
    raw = queries.opened(interview, interview.sealed_raw, "raw")
    repair = queries.open_repair_of(interview)
    return Envelope(
        channel=CHANNEL,
        their_id=f"{CHANNEL}:{hashlib.sha256(interview.token.encode()).hexdigest()[:40]}",
        raw=raw,
        raw_type="application/json",
        received_at=now(),
        attachments=tuple(
            Part(name=file.name, sha256=file.sha256, size=file.size, media_type=file.media_type, held=file.held)
            for file in queries.files_of(interview)
        ),
        form=rules.MEND if repair else rules.FORM,
        revises=_latest(repair.message).pk if repair else None,
    )


def _latest(message: Message) -> Message:
    """The message, or what has revised it last."""
    while (later := revision_of(message)) is not None:
        message = later
    return message


@transaction.atomic
def _let_go(interview: Interview, message: Message) -> bool:
    """The inbox has it: the interview forgets its own copy. False where another window was faster."""
    fresh = Interview.objects.select_for_update().filter(pk=interview.pk).first()
    if fresh is None or fresh.message_id is not None:
        return False
    fresh.message, fresh.sealed, fresh.sealed_raw, fresh.touched_at = message, b"", b"", now()
    fresh.save(update_fields=["message", "sealed", "sealed_raw", "touched_at"])
    InterviewFile.objects.filter(interview=fresh).delete()  # the message's attachments hold the files now
    if fresh.taken_by:
        record(ReportTakenDown(message=message.code, way=fresh.way), by=fresh.taken_by)
        # Who wrote it down has seen who it was; afterwards the desk shows it to nobody but those who handle it.
        note_view(Member.objects.get(code=fresh.taken_by), subject=message.code, what=PersonalData.ALL, own=True)
    _close_repair(fresh, message)
    return True


def _close_repair(interview: Interview, message: Message) -> None:
    repair = Repair.objects.select_for_update().filter(interview=interview, state=RepairState.OPEN).first()
    if repair is None:
        return
    repair.state, repair.sent_at, repair.answer = RepairState.SENT, message.received_at, message
    repair.save(update_fields=["state", "sent_at", "answer"])
    late = message.received_at >= repair.due_at
    fact = RepairSent(message=repair.message.code, case=repair.case, answer=message.code, late=late)
    record(fact, by=interview.taken_by or "public")
