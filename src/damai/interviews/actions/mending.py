"""Ask a reporter for what is missing, until a last moment; and stop asking."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from damai.agencies.rules import Refused
from damai.intake.models import Message
from damai.intake.queries import Forgotten
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import queries, rules
from ..facts import RepairClosed, RepairMoved, RepairOpened
from ..models import Interview, Repair, RepairState, Way
from .chatting import talk_about
from .keeping import begin, forget
from .telling import language_of, tell


class NothingToMend(Refused):
    """No condition is missing that a reporter can mend; lateness is not repairable (law.md A.6, G-2)."""


class RepairIsOpen(Refused):
    """The reporter is being asked already."""


@transaction.atomic
def open_repair(
    *,
    message: Message,
    items: Iterable[str],
    due_at: datetime,
    case: str,
    by: str,
    announce: bool = True,
    text: str = "",
) -> Repair:
    """Ask the reporter of a message for exactly these conditions, in the channel they came by, until `due_at`.

    `text`: what they read, in their language, where the room above has words of its own; else each condition is named.
    Raises NothingToMend, RepairIsOpen, and Forgotten where the message was erased. ValueError for an unknown condition.
    """
    wanted = {rules.Condition(item) for item in items}
    missing = [condition.value for condition in rules.Condition if condition in wanted and condition in rules.MENDABLE]
    if message.forgotten:
        raise Forgotten(message.code)
    if not missing:
        raise NothingToMend(_("Tidak ada syarat yang dapat dilengkapi oleh pelapor."))
    if queries.open_repair(message) is not None:
        raise RepairIsOpen(_("Pelapor sedang diminta melengkapi laporan ini."))
    language = language_of(message)
    interview = begin(Way.PORTAL, state=rules.State(items=tuple(missing), language=language), with_code=False).interview
    try:
        with transaction.atomic():
            repair = Repair.objects.create(
                case=case, message=message, items=missing, due_at=due_at, opened_at=now(), opened_by=by, interview=interview
            )
    except IntegrityError:  # two officers at once: the database lets one
        raise RepairIsOpen(_("Pelapor sedang diminta melengkapi laporan ini.")) from None
    due = due_at.isoformat(timespec="minutes")
    record(RepairOpened(message=message.code, case=case, items=",".join(missing), due=due), by=by)
    if announce:
        with translation.override(language):
            _announce(repair, interview, text or request_text(repair), by=by)
    return repair


def _announce(repair: Repair, interview: Interview, text: str, *, by: str) -> None:
    """Ask in the reporter's channel; in a chat that can be reached with the first question, which is then answered there."""
    state = queries.state_of(interview)
    in_chat = f"{text}\n\n{queries.as_message(state, state.questions[0])}"
    key = f"{repair.case}/repair/{repair.pk}"
    ways = tell(repair.message, text=text, key=key, about=repair.case, purpose="repair", by=by, in_chat=in_chat)
    if "chat" in ways:
        for conversation in queries.conversations_about(repair.message):
            if conversation.interview_id is None and bytes(conversation.sealed_address):
                talk_about(conversation, interview)


@transaction.atomic
def move_repair(case: str, *, due_at: datetime, by: str) -> bool:
    """Another last moment to mend the report of a case, where the reporter is being asked; telling them is the caller's."""
    repair = Repair.objects.select_for_update().filter(case=case, state=RepairState.OPEN).first()
    if repair is None or repair.due_at == due_at:
        return False
    repair.due_at = due_at
    repair.save(update_fields=["due_at"])
    due = due_at.isoformat(timespec="minutes")
    record(RepairMoved(message=repair.message.code, case=case, due=due), by=by)
    return True


@transaction.atomic
def close_repair(case: str, *, by: str) -> bool:
    """Stop asking: the repair of a case is no longer wanted. What was answered and not sent is erased."""
    repair = Repair.objects.select_for_update().filter(case=case, state=RepairState.OPEN).first()
    if repair is None:
        return False
    interview = repair.interview
    repair.state, repair.interview = RepairState.CLOSED, None
    repair.save(update_fields=["state", "interview"])
    if interview is not None:
        forget(interview)
    record(RepairClosed(message=repair.message.code, case=case), by=by)
    return True


def request_text(repair: Repair) -> str:
    """What the reporter reads: what is missing, until when, and where to mend it."""
    wanted = "\n".join(f"• {_(rules.CONDITION_WORDS[rules.Condition(item)])}" for item in repair.items)
    return _(
        "Laporan Anda perlu dilengkapi paling lambat %(until)s. Yang masih kurang:\n%(wanted)s\n"
        "Lengkapi di %(address)s dengan kode tanda terima Anda, atau jawab di sini bila Anda melapor lewat obrolan. "
        "Kalau tidak dilengkapi, laporan ini tidak dapat diregistrasi, tetapi tetap disimpan sebagai informasi awal."
    ) % {"until": until_in_words(repair.due_at), "wanted": wanted, "address": f"{settings.BASE_URL}/perbaikan/"}


def until_in_words(due_at: datetime) -> str:
    """A last moment in words; midnight is the end of the day before, and is said so."""
    local = localtime(due_at)
    if (local.hour, local.minute) == (0, 0):
        return _("akhir hari %(day)s") % {"day": date_format(local - timedelta(days=1), "l, j F Y")}
    return _("%(day)s pukul %(hour)s") % {"day": date_format(local, "l, j F Y"), "hour": f"{local:%H.%M}"}
