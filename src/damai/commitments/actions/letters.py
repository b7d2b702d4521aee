"""What members are written: a reminder about one item, and once a day to the convener what is late. Plain, in their language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from damai.agencies.models import Agency, Member
from damai.outbox.actions import send_email
from damai.outbox.rules import NotAnAddress, email_address

from ..models import ActionItem, ItemState
from ..rules import Step


@dataclass(frozen=True, kw_only=True)
class Late:
    """An item that is late, as the convener is told."""

    item: ActionItem
    days: int


def link_to(code: str) -> str:
    """The page of a commitment or an item."""
    return f"{settings.BASE_URL}/kerja/komitmen/{code}/"


def remind(item: ActionItem, member: Member, *, step: Step, on: date) -> None:
    """What is owed, until when, and how to answer."""
    with override(member.language):
        _send(
            member,
            subject=f"{_when(item, on)}: {item.code}",
            text="\n\n".join(_lines(item, on)),
            key=f"commitments/{item.code}/{step.name}/{item.due_on}/{member.code}",
            about=item.code,
            purpose="reminder",
        )


def _when(item: ActionItem, on: date) -> str:
    days = (item.due_on - on).days
    if days == 0:
        return _("Tenggat hari ini")
    if days > 0:
        return ngettext("Tenggat %(days)d hari lagi", "Tenggat %(days)d hari lagi", days) % {"days": days}
    return ngettext("Lewat tenggat %(days)d hari", "Lewat tenggat %(days)d hari", -days) % {"days": -days}


def _lines(item: ActionItem, on: date) -> list[str]:
    lines = [
        f"{_when(item, on)}.",
        f"{item.code}: {item.words}",
        _("Tenggat: %(day)s") % {"day": date_format(item.due_on, "l, j F Y")},
    ]
    if item.output:
        lines.append(_("Keluaran: %(output)s") % {"output": item.output})
    if item.state == ItemState.SENT_BACK:
        lines.append(_("Bukti yang terakhir dikembalikan; alasannya ada di halaman tindak lanjut ini."))
    lines.append(
        _("Untuk menjawab, buka halaman ini, lalu kirim bukti atau tulis kendalanya:\n%(link)s") % {"link": link_to(item.code)}
    )
    lines.append(_("Surat ini berhenti dengan sendirinya setelah bukti dikirim."))
    return lines


def escalate(convener: Agency, member: Member, late: Sequence[Late], *, on: date) -> None:
    """What is late today, in one letter."""
    with override(member.language):
        count = len(late)
        subject = ngettext("%(count)d tindak lanjut terlambat", "%(count)d tindak lanjut terlambat", count) % {"count": count}
        rows = [
            _("%(code)s, %(agency)s, lewat %(days)d hari: %(words)s\n%(link)s")
            % {
                "code": each.item.code,
                "agency": each.item.owner.name,
                "days": each.days,
                "words": each.item.words,
                "link": link_to(each.item.code),
            }
            for each in late
        ]
        text = "\n\n".join(
            [
                _("Untuk %(agency)s: tindak lanjut berikut lewat tenggat dan belum ada buktinya.") % {"agency": convener.name},
                *rows,
                _("Daftar ini dikirim setiap hari dan berhenti dengan sendirinya setelah bukti dikirim."),
            ]
        )
        codes = ",".join(each.item.code for each in late)
        _send(
            member,
            subject=subject,
            text=text,
            key=f"commitments/late/{on}/{sha256(codes.encode()).hexdigest()[:12]}/{member.code}",
            about=late[0].item.code if count == 1 else convener.code,
            purpose="escalation",
        )


def _send(member: Member, *, subject: str, text: str, key: str, about: str, purpose: str) -> None:
    try:
        email_address(member.email)
    except NotAnAddress:
        return  # the day page says it all the same
    send_email(to=member.email, subject=subject, text=text, key=key, about=about, purpose=purpose)
