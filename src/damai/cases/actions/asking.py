"""Ask a reported party for their side: by a link or a code, kept as a digest only; the answer can be changed until a moment.

Whoever holds the link answers for the party; the officer chooses to whom it goes. What the page shows is the question alone: it
is refused where it holds the name of a reporter, a witness or a victim, or words that judge.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.agencies.models import Member
from damai.documents.rules.merging import clean
from damai.evidence.actions import keep_file
from damai.evidence.rules.custody import Kind, Source
from damai.identities.rules import Part as PersonPart
from damai.intake.actions import hold_file
from damai.intake.envelope import Part
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.outbox import actions as outbox
from damai.outbox.queries import can_send_sms
from damai.outbox.rules import NotAnAddress, email_address, phone_number
from damai.seals.actions import sealed
from damai.seals.rules import token_hash
from damai.triage.actions import NotYours, Refused

from .. import facts
from ..models import Case, ReplyFile, ReplyVersion, RightOfReply
from ..queries.hearings import said_moment, zone_of_case
from ..queries.replies import about, against, is_open, reply_by
from ..rules.hearings import KEY, answer_bytes, digest, grouped
from .reaching import in_handling, known, opened_for, own

PURPOSE = "right-of-reply"
SIGNS = 24  # of the code: 31 letters and digits each, 118 bits
LONGEST_QUESTION, LONGEST_ANSWER, MOST_FILES = 3_000, 20_000, 10
SHORTEST_TIME = timedelta(hours=12)  # less is no right of reply; our rule, no text sets a term (docs/law/cases.md)
How = RightOfReply.How
_KINDS = {"image": Kind.PHOTO, "video": Kind.VIDEO, "audio": Kind.AUDIO}


class CannotAsk(Refused):
    """The question, the person or the time does not fit."""


class NobodyReached(Refused):
    """No address is known by which the link could be sent."""


class AlreadyAsked(Refused):
    """This person has a link already; it can be replaced."""


class TooLate(Refused):
    """The time to answer is over, or the link was closed."""


class NothingSaid(Refused):
    """An answer without words and files."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A right of reply and its code, which is shown once and kept as a digest only."""

    reply: RightOfReply
    code: str

    @property
    def path(self) -> str:
        """Where it leads."""
        return f"/tanggapan/perkara/{self.code}/"

    @property
    def spoken(self) -> str:
        """The code in groups, for paper."""
        return grouped(self.code)


@transaction.atomic
def ask_for_side(case: Case, *, person: str, question: str, until: datetime, how: How | str, by: Member) -> Asked:
    """Ask a reported party of the case; the link goes out by mail or SMS, or is shown once to be printed."""
    fresh = in_handling(case, by=by)
    who = known(fresh, person)
    if who.part != PersonPart.REPORTED:
        raise CannotAsk(_("Hak jawab adalah hak terlapor. Pelapor dan saksi diundang untuk klarifikasi."))
    question = _neutral(question, fresh)
    if until < now() + SHORTEST_TIME:
        raise CannotAsk(_("Beri waktu sekurangnya 12 jam untuk menjawab."))
    if RightOfReply.objects.filter(case=fresh, person=person, closed_at=None).exists():
        raise AlreadyAsked(_("Pihak ini sudah mempunyai tautan. Ganti tautannya bila hilang."))
    row = RightOfReply(
        code=f"~{secrets.token_hex(10)}",
        case=fresh,
        person=person,
        how=How(how),
        token_hash=secrets.token_hex(32),
        asked_at=now(),
        asked_by=by.code,
        until=until,
    )
    row.save(force_insert=True)
    row.code = f"J-{row.pk:05d}"
    row.sealed_question = sealed(question, about=about(row, "question"))
    asked = _new_link(row, by=by)
    record(
        facts.SideAsked(case=fresh.code, reply=row.code, person=person, how=row.how, until=until.isoformat(timespec="minutes")),
        by=by.code,
    )
    return asked


def _neutral(question: str, case: Case) -> str:
    question = clean(question).strip()
    if not question or len(question) > LONGEST_QUESTION:
        raise CannotAsk(_("Tuliskan apa yang ditanyakan, paling banyak 3.000 huruf."))
    if flaw := against(question, case):
        raise CannotAsk(flaw)
    return question


def _new_link(row: RightOfReply, *, by: Member) -> Asked:
    """Give the row a new code, and send it where it can be sent; the one before opens nothing any more."""
    code = "".join(secrets.choice(KEY) for _sign in range(SIGNS))
    if row.letter_key:
        outbox.cancel(row.letter_key)
    row.token_hash, row.letter_key = token_hash(code), ""
    asked = Asked(reply=row, code=code)
    if row.how != How.PRINTED:
        _send(asked, by=by)
    row.save()
    return asked


def _send(asked: Asked, *, by: Member) -> None:
    row = asked.reply
    who = opened_for(known(row.case, row.person), by=by).fields
    key = f"cases/{row.case.code}/reply/{row.code}/{row.token_hash[:16]}"
    with override("id"):
        day, clock = said_moment(row.until, zone_of_case(row.case))
        values = {"office": row.case.agency.name, "day": day, "clock": clock, "link": f"{settings.BASE_URL}{asked.path}"}
        try:
            if row.how == How.EMAIL:
                to = email_address(who.get("email", ""))
                text = _(
                    "%(office)s menangani sebuah dugaan pelanggaran pemilu dan meminta tanggapan Anda. Belum ada keputusan.\n\n"
                    "Baca apa yang ditanyakan dan jawab lewat tautan ini, tanpa akun, paling lambat %(day)s pukul %(clock)s:\n"
                    "%(link)s\n\nJawaban dapat diubah sampai saat itu. Tautan ini untuk Anda sendiri; mohon tidak diteruskan.\n"
                )
                subject = _("Permintaan tanggapan dari %(office)s") % values
                outbox.send_email(to=to, subject=subject, text=text % values, key=key, about=row.case.code, purpose=PURPOSE)
            else:
                if not can_send_sms():
                    raise NobodyReached(_("Rumah ini belum mempunyai gerbang SMS. Pilih surel atau surat cetak."))
                to = phone_number(who.get("phone", ""))
                text = _("%(office)s meminta tanggapan Anda paling lambat %(day)s %(clock)s: %(link)s") % values
                outbox.send_sms(to=to, text=text, key=key, about=row.case.code, purpose=PURPOSE)
        except NotAnAddress:
            said = _("Alamat yang tersimpan untuk pihak ini tidak dapat dipakai. Lengkapi dahulu, atau pilih surat cetak.")
            raise NobodyReached(said) from None
    row.letter_key = key


@transaction.atomic
def renew_link(reply: RightOfReply, *, how: How | str, by: Member) -> Asked:
    """Another link, because the first was lost or went astray."""
    row = _mine(reply, by=by)
    if not is_open(row):
        raise TooLate(_("Waktu untuk menjawab sudah berakhir."))
    row.how = How(how)
    asked = _new_link(row, by=by)
    record(facts.SideLinkRenewed(case=row.case.code, reply=row.code, how=row.how), by=by.code)
    return asked


@transaction.atomic
def close_reply(reply: RightOfReply, *, by: Member) -> RightOfReply:
    """Close the way in: it was the wrong person, or asked by mistake. What was said stays."""
    row = _mine(reply, by=by)
    if row.closed_at is None:
        if row.letter_key:
            outbox.cancel(row.letter_key)
        row.closed_at = now()
        row.save(update_fields=["closed_at"])
        record(facts.SideClosed(case=row.case.code, reply=row.code), by=by.code)
    return row


def _mine(reply: RightOfReply, *, by: Member) -> RightOfReply:
    case = own(reply.case, by=by)
    row = RightOfReply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if row.case_id != case.pk:
        raise NotYours(_("Hak jawab tidak ditemukan."))
    row.case = case
    return row


# --- By the party ---------------------------------------------------------------------------------------------------


@transaction.atomic
def give_side(token: str, *, words: str, parts: Sequence[Part] = ()) -> ReplyVersion:
    """Keep what the party says through its link. Sent again before the deadline it stands in place of what was said before."""
    found = reply_by(token)
    if found is None:
        raise NotYours(_("Tautan tidak dikenal."))
    row = RightOfReply.objects.select_for_update(of=("self",)).select_related("case__agency").get(pk=found.pk)
    if row.token_hash != found.token_hash or not is_open(row):
        raise TooLate(_("Waktu untuk menjawab sudah berakhir, jadi tanggapan tidak dapat diubah lagi."))
    words = clean(words).strip()
    if len(words) > LONGEST_ANSWER:
        raise NothingSaid(_("Tanggapan paling banyak 20.000 huruf. Lampirkan selebihnya sebagai berkas."))
    if not words and not parts:
        raise NothingSaid(_("Tuliskan tanggapan, atau lampirkan berkas."))
    if len(parts) > MOST_FILES:
        raise NothingSaid(_("Paling banyak 10 berkas."))
    number = row.versions.count() + 1
    shas = sorted({part.sha256 for part in parts})
    sha = digest(answer_bytes(reply=row.code, number=number, words=words, files=shas))
    kept = sealed(words, about=f"cases.reply.version/{row.code}/{number}")
    version = ReplyVersion.objects.create(reply=row, number=number, sealed_words=kept, sha256=sha, at=now())
    _keep_files(version, parts)
    row.sealed_words, row.sha256, row.answered_at = sealed(words, about=about(row, "words")), sha, version.at
    row.save(update_fields=["sealed_words", "sha256", "answered_at"])
    record(facts.SideGiven(case=row.case.code, reply=row.code, version=number, files=len(shas), sha256=sha), by="public")
    return version


def _keep_files(version: ReplyVersion, parts: Sequence[Part]) -> None:
    once = {part.sha256: part for part in parts}
    for number, part in enumerate(once.values(), start=1):
        stored = hold_file(part)
        about_name = f"cases.reply.file/{version.reply.code}/{version.number}/{number}"
        ReplyFile.objects.create(
            version=version, number=number, file=stored, sealed_name=sealed(part.name[:200], about=about_name)
        )


@transaction.atomic
def take_in_file(file: ReplyFile, *, title: str, by: Member) -> str:
    """Make a file that a reported party sent evidence of the case; returns its code there. Asked twice, it is the same one."""
    reply = file.version.reply
    case = own(reply.case, by=by)
    row = ReplyFile.objects.select_for_update(of=("self",)).select_related("file").get(pk=file.pk)
    if row.exhibit:
        return row.exhibit
    stored = row.file
    part = Part(name="", sha256=stored.sha256, size=stored.size, media_type=stored.media_type, held=stored.held)
    kind = _KINDS.get(stored.media_type.partition("/")[0], Kind.DOCUMENT)
    exhibit = keep_file(
        case.code, part, kind=kind, title=title, by=by, source=Source.CLARIFICATION, received_at=file.version.at,
        taken_from=reply.code,
    )  # fmt: skip
    row.exhibit = exhibit.code
    row.save(update_fields=["exhibit"])
    fact = facts.SideFileTakenIn(case=case.code, reply=reply.code, file=row.number, exhibit=exhibit.code)
    record(fact, by=by.code)
    return exhibit.code
