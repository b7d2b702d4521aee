"""Why something cannot be done with a promise, each in a sentence for the person who tried."""

from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.rules import NotYours, Refused

from .. import queries
from ..models import ActionItem, Commitment

__all__ = [
    "AlreadyAlleged",
    "AlreadyPromised",
    "BadDate",
    "BadEvidence",
    "BadLink",
    "JudgedMeanwhile",
    "NoFigure",
    "NotCompetent",
    "NotKeptYet",
    "NotNeutral",
    "NotOpen",
    "NotVerified",
    "NotYours",
    "Refused",
    "SameAgency",
    "WordsMissing",
    "locked_commitment",
    "locked_item",
    "said",
]


class BadDate(Refused):
    """The days contradict each other."""


class AlreadyPromised(Refused):
    """This decision or clause has its commitment."""


class WordsMissing(Refused):
    """Nothing was written where words are needed, or more than there is room for."""


class NoFigure(Refused):
    """No indicator, or a number that is none."""


class NotOpen(Refused):
    """Done, cancelled or withdrawn: nothing of it changes any more."""


class SameAgency(Refused):
    """Nobody judges what their own agency did."""


class JudgedMeanwhile(Refused):
    """Somebody judged it, or sent other evidence, since this member looked."""


class BadEvidence(Refused):
    """The file, address or code cannot stand as evidence."""


class NotKeptYet(Refused):
    """Something still speaks against it."""


class NotVerified(Refused):
    """The reports do not carry an allegation."""


class AlreadyAlleged(Refused):
    """The same event was alleged of the same party."""


class NotNeutral(Refused):
    """The words judge, or name a person; `words` are those that do."""

    def __init__(self, sentence: str, words: list[str]) -> None:
        super().__init__(sentence)
        self.words = words


class NotCompetent(Refused):
    """No decision of a body that may decide."""


class BadLink(Refused):
    """The link leads nowhere."""


def said(words: str, *, most: int, least: int = 1) -> str:
    """What somebody wrote, without the spaces around it; refused when it is nothing or too much."""
    found = words.replace("\x00", "").strip()
    if len(found) < least:
        raise WordsMissing(_("Tuliskan keterangannya."))
    if len(found) > most:
        raise WordsMissing(_("Terlalu panjang: paling banyak %(most)d huruf.") % {"most": most})
    return found


def locked_commitment(commitment: Commitment, *, by: Member) -> Commitment:
    """The commitment as it is now, locked until the transaction ends, if the member may see it."""
    fresh = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if not queries.commitments_for(by).filter(pk=fresh.pk).exists():
        raise NotYours(_("Komitmen tidak ditemukan."))
    return fresh


def locked_item(item: ActionItem, *, by: Member) -> ActionItem:
    """The item as it is now, locked until the transaction ends, if the member may see it and something can still be done."""
    fresh = ActionItem.objects.select_for_update(of=("self",)).select_related("commitment").get(pk=item.pk)
    if not queries.items_for(by).filter(pk=fresh.pk).exists():
        raise NotYours(_("Tindak lanjut tidak ditemukan."))
    if fresh.commitment.withdrawn_on is not None or fresh.state in ("done", "cancelled"):
        raise NotOpen(_("Tindak lanjut %(code)s sudah selesai atau dibatalkan.") % {"code": fresh.code})
    return fresh
