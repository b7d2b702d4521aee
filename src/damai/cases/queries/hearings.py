"""Who is invited to be heard, how the invitation reached them, and the minutes of a hearing as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Member
from damai.chores.actions import real_now
from damai.ledger.models import Entry
from damai.ledger.rules.openings import read as read_opening
from damai.outbox.queries import state_of
from damai.seals.queries import opened, opened_bytes
from damai.statutes.queries import zone_of
from damai.statutes.rules import zone_named

from ..models import Case, Clarification, HearingAddendum, HearingPart, HearingPresence, HearingVersion
from ..rules.hearings import SPARE, Bring, Minutes, Said, addendum_bytes, digest, read
from .access import cases_for

State, Side = Clarification.State, HearingPart.Side
BRING = {
    Bring.IDENTITY: _("Kartu identitas (KTP)"),
    Bring.ORIGINALS: _("Bukti asli yang masih Saudara pegang"),
    Bring.COPIES: _("Salinan dokumen yang berkaitan"),
    Bring.MANDATE: _("Surat tugas atau surat kuasa, bila mewakili pihak lain"),
    Bring.DEVICE: _("Perangkat dengan kamera dan sambungan internet"),
}
ARRIVED = frozenset({"sent"})  # states of the outbox in which a letter is with the mail server, and did not come back


# --- Invitations ----------------------------------------------------------------------------------------------------


def about(hearing: Clarification, column: str) -> str:
    """What a sealed column of a hearing is about."""
    return f"cases.clarification.{column}/{hearing.code}"


def hearings_for(member: Member) -> QuerySet[Clarification]:
    """The hearings of the cases a member may see, those of cases they are recused from left out."""
    return Clarification.objects.filter(case__in=cases_for(member)).select_related("case__agency", "case__area")


def hearing_for(member: Member, code: str) -> Clarification:
    """The hearing with this code, if the member may see its case; Clarification.DoesNotExist if not."""
    return hearings_for(member).get(code=code)


def hearings_of(case: Case) -> list[Clarification]:
    """Everyone who was invited in a case, in the order of the invitations."""
    return list(Clarification.objects.filter(case=case).select_related("follows", "followed_by").order_by("id"))


def place_of(hearing: Clarification) -> str:
    """Where, or by which link."""
    return opened(hearing.sealed_place, about=about(hearing, "place"))


def matter_of(hearing: Clarification) -> str:
    """What it is about, as the invitation says it."""
    return opened(hearing.sealed_matter, about=about(hearing, "matter"))


def zone_of_case(case: Case) -> ZoneInfo:
    """The time zone of the office that handles a case."""
    return zone_named(zone_of(case.agency.area_id)).tz


def said_moment(at: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """Day and time of a moment where the office is: "Senin, 5 Februari 2024", "10.00 WIB"."""
    local = at.astimezone(zone)
    names = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
    return date_format(local, "l, j F Y"), f"{local:%H.%M} {names.get(zone.key, zone.key)}"


def bring_of(hearing: Clarification) -> list[str]:
    """What is to be brought, in words."""
    return [str(BRING[Bring(each)]) for each in hearing.bring]


def properly_invited(hearing: Clarification) -> bool:
    """Whether it is on record that the invitation reached whom it invites, by letter or by mail."""
    if hearing.handed:
        return True
    return bool(hearing.letter_key) and state_of([hearing.letter_key]).get(hearing.letter_key) in ARRIVED


def chain_of(hearing: Clarification) -> list[Clarification]:
    """The first invitation and those that followed it, up to this one."""
    found = [hearing]
    while found[0].follows is not None:
        found.insert(0, found[0].follows)
    return found


# --- Minutes --------------------------------------------------------------------------------------------------------


def about_part(part: HearingPart) -> str:
    """What the words of a part are about: they open in no other question of no other hearing."""
    return f"cases.hearing.part/{part.hearing.code}/{part.key}"


def about_version(part: HearingPart, version: int, column: str) -> str:
    """What a kept version is about."""
    return f"cases.hearing.version.{column}/{part.hearing.code}/{part.key}/{version}"


def words_of(part: HearingPart | None) -> str:
    """What is written in a part; nothing while nobody has written."""
    return opened(part.sealed_words, about=about_part(part)) if part is not None else ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One text of the minutes that can be written in."""

    key: str
    number: int
    side: str
    version: int
    words: str
    part: HearingPart | None


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One question with its answer."""

    number: int
    question: Place
    answer: Place


@dataclass(frozen=True, kw_only=True)
class Page:
    """The whole page of minutes: the opening, every question with its answer and a few empty ones, the closing."""

    opening: Place
    pairs: Sequence[Pair]
    closing: Place

    @property
    def places(self) -> list[Place]:
        """Every text in order."""
        return [self.opening, *(place for pair in self.pairs for place in (pair.question, pair.answer)), self.closing]


def page_of(hearing: Clarification, *, spare: int = SPARE) -> Page:
    """The minutes as they stand, with empty questions at the end to go on in."""
    parts = {(part.number, part.side): part for part in hearing.parts.all()}
    for part in parts.values():
        part.hearing = hearing
    last = max((number for (number, _side), part in parts.items() if words_of(part)), default=0)
    pairs = [
        Pair(
            number=number,
            question=_place(parts, number, Side.QUESTION),
            answer=_place(parts, number, Side.ANSWER),
        )
        for number in range(1, last + spare + 1)
    ]
    return Page(opening=_place(parts, 0, Side.OPENING), pairs=pairs, closing=_place(parts, 0, Side.CLOSING))


def _place(parts: dict[tuple[int, str], HearingPart], number: int, side: str) -> Place:
    part = parts.get((number, side))
    return Place(
        key=f"{number}{side}",
        number=number,
        side=str(side),
        version=part.version if part else 0,
        words=words_of(part),
        part=part,
    )


def place_named(hearing: Clarification, key: str) -> Place | None:
    """One text of the page by its key."""
    return next((place for place in page_of(hearing).places if place.key == key), None)


def versions_of(part: HearingPart) -> list[tuple[HearingVersion, str]]:
    """Every version of a part, the latest first, with its words."""
    rows = part.versions.select_related("by").order_by("-version")
    return [(row, opened(row.sealed_merged, about=about_version(part, row.version, "merged"))) for row in rows]


def present_in(hearing: Clarification, *, but: Member) -> dict[str, list[str]]:
    """Who writes in which part at this moment, by the part's key."""
    rows = HearingPresence.objects.filter(part__hearing=hearing, until__gt=real_now()).exclude(member=but)
    found: dict[str, list[str]] = {}
    for row in rows.select_related("part", "member").order_by("member__code"):
        found.setdefault(row.part.key, []).append(str(row.member))
    return found


def minutes_of(hearing: Clarification) -> Minutes:
    """The minutes as values: what would be sealed now. Questions that were left empty are no questions."""
    page = page_of(hearing, spare=0)
    writers = HearingVersion.objects.filter(part__hearing=hearing).values_list("by__code", flat=True).distinct()
    said = [
        Said(number=pair.number, question=pair.question.words.strip(), answer=pair.answer.words.strip()) for pair in page.pairs
    ]
    return Minutes(
        hearing=hearing.code,
        case=hearing.case.code,
        person=hearing.person,
        role=hearing.role,
        way=hearing.way,
        oath=hearing.oath,
        begun=hearing.heard_at or hearing.at,
        officers=tuple(sorted(set(writers))),
        opening=page.opening.words.strip(),
        said=tuple(line for line in said if line.question or line.answer),
        closing=page.closing.words.strip(),
    )


def sealed_minutes(hearing: Clarification) -> Minutes:
    """The minutes as they were closed."""
    return read(opened_bytes(hearing.sealed_minutes, about=about(hearing, "minutes")))


@dataclass(frozen=True, kw_only=True)
class Verified:
    """Whether closed minutes are still what was sealed."""

    stored: str
    sealed: str  # in the ledger
    at: datetime | None

    @property
    def matches(self) -> bool:
        """Whether nothing was changed since."""
        return bool(self.sealed) and self.stored == self.sealed


def verified(hearing: Clarification) -> Verified:
    """Compare the closed minutes with what the ledger holds, not with the digest beside them."""
    stored = digest(opened_bytes(hearing.sealed_minutes, about=about(hearing, "minutes")))
    return recorded(hearing.case.code, "HearingClosed", stored, hearing=hearing.code)


def addenda_of(hearing: Clarification) -> list[tuple[HearingAddendum, str, Verified]]:
    """What was added after the minutes were closed, in order, each compared with the ledger."""
    found = []
    for row in hearing.addenda.select_related("by").order_by("number"):
        words = opened(row.sealed_words, about=f"cases.hearing.addendum/{hearing.code}/{row.number}")
        body = addendum_bytes(hearing=hearing.code, minutes_sha256=hearing.minutes_sha256, number=row.number, words=words)
        checked = recorded(hearing.case.code, "HearingAddendumAdded", digest(body), hearing=hearing.code, addendum=row.number)
        found.append((row, words, checked))
    return found


def recorded(case: str, name: str, stored: str, **which: object) -> Verified:
    """What the ledger holds of something that was sealed in a case."""
    for entry in Entry.objects.filter(about=case, name=name).order_by("-id"):
        values = read_opening(bytes(entry.opening)).values
        if all(values.get(field) == value for field, value in which.items()):
            return Verified(stored=stored, sealed=str(values["sha256"]), at=entry.at)
    return Verified(stored=stored, sealed="", at=None)
