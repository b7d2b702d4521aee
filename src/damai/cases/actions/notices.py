"""What people are written when something is handed over: that an offer waits, what became of one. Codes, no names, no words."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.agencies.models import Channel, Member
from damai.agencies.rules import Capability
from damai.commitments.queries import people_with
from damai.outbox.actions import send_email
from damai.outbox.rules import NotAnAddress, email_address

from ..models import Assignment, Forwarding
from ..queries.forms import end_words

PURPOSE = "forwarding"
A = Forwarding.Answer


def tell_receiver(row: Forwarding) -> None:
    """To those who answer for the receiver: an offer waits, or was withdrawn."""
    if row.receiver is None:
        return
    for member in people_with(row.receiver, Capability.ANSWER_OFFERS):
        with override(member.language):
            said = {"code": row.code, "sender": row.sender.name, "until": end_words(row.case, row.answer_by)}
            if row.answer == A.WITHDRAWN:
                subject, text = _("%(code)s ditarik kembali"), _("%(sender)s menarik kembali penerusan %(code)s.")
            else:
                subject = _("%(code)s menunggu jawaban Anda")
                text = _("%(sender)s menawarkan penerusan %(code)s. Jawaban diminta paling lambat %(until)s.")
            _send(member, row, subject % said, text % said, f"{settings.BASE_URL}/kerja/penerusan/{row.code}/")


def tell_sender(row: Forwarding) -> None:
    """To the handler and the leads of the office that sent: what became of it. An offer that went back is an alarm."""
    for member in _handler_and_leads(row):
        with override(member.language):
            said = {"code": row.code, "receiver": row.receiver.name if row.receiver else row.body}
            subject, text = _told(row)
            _send(member, row, subject % said, text % said, f"{settings.BASE_URL}/kerja/perkara/{row.case.code}/penerusan/")


def _told(row: Forwarding) -> tuple[str, str]:
    if row.answer == A.RETURNED:
        return (
            _("SEGERA: %(code)s kembali tanpa jawaban"),
            _(
                "%(receiver)s tidak menjawab penerusan %(code)s dalam waktunya. Tanggung jawab tetap pada kantor Anda; "
                "tawarkan lagi."
            ),
        )
    if row.answer == A.REFUSED:
        return (
            _("%(code)s ditolak"),
            _(
                "%(receiver)s menolak penerusan %(code)s. Alasannya ada di halaman perkara. "
                "Tanggung jawab tetap pada kantor Anda."
            ),
        )
    if row.results:
        return _("%(code)s: ada hasil baru"), _("%(receiver)s melaporkan hasil penerusan %(code)s.")
    return _("%(code)s diterima"), _("%(receiver)s menerima penerusan %(code)s dan bertanggung jawab sejak sekarang.")


def _handler_and_leads(row: Forwarding) -> list[Member]:
    leads = people_with(row.sender, Capability.DECIDE_CASES)
    handler = Assignment.objects.filter(case=row.case, ended_at=None).select_related("member").first()
    barred = set(row.case.recusals.values_list("member_id", flat=True))
    people = {member.pk: member for member in (*leads, *([handler.member] if handler else []))}
    return [member for pk, member in people.items() if pk not in barred]


def _send(member: Member, row: Forwarding, subject: str, text: str, link: str) -> None:
    if member.channel != Channel.EMAIL:
        return
    try:
        email_address(member.email)
    except NotAnAddress:
        return  # the day page says it all the same
    key = f"cases/{row.code}/{row.answer}/{len(row.results)}/{member.code}"
    send_email(to=member.email, subject=subject, text=f"{text}\n\n{link}", key=key, about=row.code, purpose=PURPOSE)
