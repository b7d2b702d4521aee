"""The reported party's side: who was asked, by which link, and what stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.commitments.rules import judging_words
from damai.identities.models import Lookup
from damai.identities.rules import SEARCHED, Part, searchable
from damai.ledger.queries import now
from damai.seals.queries import fingerprints, opened
from damai.seals.rules import token_hash

from ..models import Case, ReplyFile, RightOfReply
from ..rules.hearings import typed
from .access import cases_for

LONGEST_NAME = 5  # words of a name that are looked for in a question


def about(reply: RightOfReply, column: str) -> str:
    """What a sealed column of a right of reply is about."""
    return f"cases.reply.{column}/{reply.code}"


def replies_for(member: Member) -> QuerySet[RightOfReply]:
    """What reported parties were asked in the cases a member may see."""
    return RightOfReply.objects.filter(case__in=cases_for(member)).select_related("case__agency")


def reply_for(member: Member, code: str) -> RightOfReply:
    """The one with this code, if the member may see its case; RightOfReply.DoesNotExist if not."""
    return replies_for(member).get(code=code)


def reply_by(token: str) -> RightOfReply | None:
    """What a link or a typed code leads to; None for one that never was, was replaced, or whose case is over."""
    plain = typed(token)
    if not plain:
        return None
    found = RightOfReply.objects.select_related("case__agency").filter(token_hash=token_hash(plain), closed_at=None).first()
    return found if found is not None and found.case.closed_at is None else None


def question_of(reply: RightOfReply) -> str:
    """What is asked."""
    return opened(reply.sealed_question, about=about(reply, "question"))


def words_of(reply: RightOfReply) -> str:
    """What they said, as it stands."""
    return opened(reply.sealed_words, about=about(reply, "words"))


def is_open(reply: RightOfReply) -> bool:
    """Whether they can still answer, or change what they said."""
    return reply.closed_at is None and now() < reply.until


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """A file they sent, with its name opened."""

    row: ReplyFile
    name: str


def files_of(reply: RightOfReply) -> list[Enclosed]:
    """The files of the answer that stands."""
    latest = reply.versions.order_by("-number").first()
    if latest is None:
        return []
    return [
        Enclosed(row=row, name=opened(row.sealed_name, about=f"cases.reply.file/{reply.code}/{latest.number}/{row.number}"))
        for row in latest.files.select_related("file").order_by("number")
    ]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A reported party's side as staff read it beside the study."""

    reply: RightOfReply
    question: str
    words: str
    files: Sequence[Enclosed]
    times: int  # how often it was sent
    open: bool
    at: datetime | None


def told_in(case: Case) -> list[Told]:
    """Everyone who was asked for their side in a case, with what they said."""
    return [
        Told(
            reply=row,
            question=question_of(row),
            words=words_of(row),
            files=files_of(row),
            times=row.versions.count(),
            open=is_open(row),
            at=row.answered_at,
        )
        for row in RightOfReply.objects.filter(case=case).order_by("id")
    ]


def against(text: str, case: Case) -> str:
    """What speaks against showing a text to a reported party: words that judge, or somebody whom they may not learn of."""
    if hits := judging_words(text):
        return _("Tulis dengan kata-kata netral: yang dibicarakan adalah dugaan. Ganti: %(words)s.") % {"words": ", ".join(hits)}
    if names_somebody(text, case):
        return _("Tulisan ini memuat nama, nomor, atau alamat pelapor, saksi, atau korban. Hapus dahulu.")
    return ""


def names_somebody(text: str, case: Case) -> bool:
    """Whether a text holds the name, number or address of a reporter, a witness or a victim of the case.

    Nobody is opened: every run of words is looked for by its keyed hash. A name that is spelled otherwise is not found, so the
    officer's eye is not spared.
    """
    hidden = Lookup.objects.filter(person__subject=case.code).exclude(person__part=Part.REPORTED)
    known = set(hidden.values_list("field", "hash"))
    if not known:
        return False
    words = text.split()
    runs = {" ".join(words[at : at + size]) for size in range(1, LONGEST_NAME + 1) for at in range(len(words) - size + 1)}
    for field in SEARCHED:
        spelled = {searchable(field, run.strip(".,;:!?()\"'")) for run in runs}
        for value in spelled - {""}:
            if any((field, each) in known for each in fingerprints(value, purpose=f"identities/{field}")):
                return True
    return False
