"""Write down what somebody says: two officers on one page, merged and never locked; closed it is sealed, and only added to."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.chores.actions import real_now
from damai.documents.actions import issue
from damai.documents.queries import Document, documents_about, replaced_by
from damai.documents.rules.merging import Clash, clean, merge
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.actions import sealed
from damai.seals.queries import opened
from damai.triage.actions import NotYours, Refused

from .. import facts
from ..models import Clarification, HearingAddendum, HearingPart, HearingPresence, HearingVersion
from ..queries.hearing_papers import minutes_values
from ..queries.hearings import about, about_part, about_version, minutes_of, place_named, words_of
from ..rules.hearings import LONGEST, MOST_QUESTIONS, Lack, addendum_bytes, canonical, digest, lacking
from ..rules.papers_handling import BA_KLARIFIKASI
from .reaching import held, known, opened_for, own

State = Clarification.State
PRESENT = timedelta(seconds=12)  # so long somebody is said to write after the last sign of it
ADDENDUM_LONGEST = 20_000


class NotOpen(Refused):
    """The hearing has not begun, or its minutes are closed."""


class TooLong(Refused):
    """One part holds no more."""


class NoSuchVersion(Refused):
    """The version somebody went on from was never saved."""


class NotWholeYet(Refused):
    """Something is missing; `lacks` says what, with the number of the question."""

    def __init__(self, lacks: list[tuple[Lack, int]]) -> None:
        super().__init__(_("Berita acara belum dapat ditutup: masih ada %(count)d hal yang kurang.") % {"count": len(lacks)})
        self.lacks = lacks


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What a saving came to."""

    part: HearingPart
    version: int
    words: str
    merged: bool  # somebody else had saved meanwhile, and both are in the text
    clashes: tuple[Clash, ...]


def _reached(hearing: Clarification, *, by: Member) -> Clarification:
    """The hearing, held for this transaction, so that minutes cannot be closed in the middle of a saving."""
    case = held(hearing.case, by=by)
    row = Clarification.objects.select_for_update(of=("self",)).get(pk=hearing.pk)
    if row.case_id != case.pk:
        raise NotYours(_("Klarifikasi tidak ditemukan."))
    row.case = case
    return row


def _open(hearing: Clarification, *, by: Member) -> Clarification:
    row = _reached(hearing, by=by)
    if row.state == State.HEARD:
        raise NotOpen(_("Berita acara %(code)s sudah ditutup; yang kurang dicatat sebagai tambahan.") % {"code": row.code})
    if row.state != State.OPEN:
        raise NotOpen(_("Klarifikasi %(code)s belum dimulai.") % {"code": row.code})
    return row


@transaction.atomic
def open_hearing(hearing: Clarification, *, by: Member) -> Clarification:
    """They came, and are being heard from now on."""
    own(hearing.case, by=by)
    row = _reached(hearing, by=by)
    if row.state == State.OPEN:
        return row
    if row.state != State.INVITED:
        raise NotOpen(_("Klarifikasi ini %(state)s.") % {"state": row.get_state_display()})
    if localdate(row.at) > localdate(now()):
        raise NotOpen(_("Harinya belum tiba. Bila yang diundang datang lebih awal, ubah dahulu waktunya."))
    row.state, row.heard_at = State.OPEN, now()
    row.save(update_fields=["state", "heard_at"])
    record(facts.HearingBegun(case=row.case.code, hearing=row.code), by=by.code)
    return row


@transaction.atomic
def set_oath(hearing: Clarification, *, oath: Clarification.Oath | str, by: Member) -> Clarification:
    """Whether the statement is made under oath; a refusal is written down, too."""
    row = _open(hearing, by=by)
    row.oath = Clarification.Oath(oath)
    row.save(update_fields=["oath"])
    return row


@transaction.atomic
def save_part(hearing: Clarification, *, key: str, base_version: int, words: str, by: Member, client: str = "") -> Saved:
    """Save what somebody wrote in one question or answer on the version they had; what others saved meanwhile is merged in.

    `client` names the open page. Its last saving is what it goes on from, even where the answer never reached it: so nothing is
    written twice after a broken line, and the same saving sent again changes nothing.
    """
    row = _open(hearing, by=by)
    part = _part(row, key)
    words, now_there = clean(words), words_of(part)
    sent = _sent_last(part, base_version, client, by=by)
    if sent == words:  # the same again: as it was answered, and with what came since
        return Saved(part=part, version=part.version, words=now_there, merged=now_there != words, clashes=())
    base = sent if sent is not None else _words_at(part, base_version, now_there)
    found = merge(base, words, now_there)
    if len(found.text) > LONGEST:
        raise TooLong(_("Satu pertanyaan atau jawaban paling banyak 20.000 huruf. Lanjutkan pada pertanyaan berikutnya."))
    if words != base or found.text != now_there:
        _keep(part, base_version, client, words, found.text, clashed=found.clashed, by=by)
    return Saved(part=part, version=part.version, words=found.text, merged=found.text != words, clashes=found.clashes)


def _part(row: Clarification, key: str) -> HearingPart:
    """The part of this key, made when it is first written in."""
    place = place_named(row, key)
    if place is None or place.number > MOST_QUESTIONS:
        raise NotYours(_("Bagian itu tidak ada. Muat ulang halaman; salin dulu tulisan Anda."))
    part, _new = HearingPart.objects.select_for_update().get_or_create(hearing=row, number=place.number, side=place.side)
    part.hearing = row
    return part


def _keep(part: HearingPart, base: int, client: str, sent: str, merged: str, *, clashed: bool, by: Member) -> None:
    part.version += 1
    part.sealed_words = sealed(merged, about=about_part(part))
    part.save(update_fields=["version", "sealed_words"])
    HearingVersion.objects.create(
        part=part,
        version=part.version,
        base=base,
        client=client,
        sealed_sent=sealed(sent, about=about_version(part, part.version, "sent")),
        sealed_merged=sealed(merged, about=about_version(part, part.version, "merged")),
        clashed=clashed,
        at=now(),
        by=by,
    )


def _sent_last(part: HearingPart, base_version: int, client: str, *, by: Member) -> str | None:
    """What this page sent last on top of this version, if it did."""
    if not client:
        return None
    row = part.versions.filter(client=client, by=by, base=base_version).order_by("-version").first()
    return opened(row.sealed_sent, about=about_version(part, row.version, "sent")) if row is not None else None


def _words_at(part: HearingPart, version: int, now_there: str) -> str:
    if version == part.version:
        return now_there
    if version == 0:
        return ""
    row = part.versions.filter(version=version).first()
    if row is None:
        raise NoSuchVersion(_("Versi yang Anda ubah tidak dikenal. Muat ulang halaman; salin dulu tulisan Anda."))
    return opened(row.sealed_merged, about=about_version(part, version, "merged"))


def writes_at(hearing: Clarification, *, key: str, by: Member) -> None:
    """Say that somebody is writing in a part. In real time, whatever the story's clock says; it lapses by itself."""
    place, at = place_named(hearing, key), real_now()
    if place is None or place.part is None or hearing.state != State.OPEN:
        return
    if not HearingPresence.objects.filter(part=place.part, member=by, until__gt=at + PRESENT / 2).exists():
        HearingPresence.objects.update_or_create(part=place.part, member=by, defaults={"until": at + PRESENT})


@transaction.atomic
def close_hearing(hearing: Clarification, *, by: Member) -> Clarification:
    """Close the minutes: nothing in them changes any more, and the ledger holds their digest. Refused while anything lacks."""
    own(hearing.case, by=by)
    row = _open(hearing, by=by)
    minutes = minutes_of(row)
    if lacks := lacking(minutes):
        raise NotWholeYet(lacks)
    body = canonical(minutes)
    row.sealed_minutes, row.minutes_sha256 = sealed(body, about=about(row, "minutes")), digest(body)
    row.state, row.closed_at = State.HEARD, now()
    row.save(update_fields=["sealed_minutes", "minutes_sha256", "state", "closed_at"])
    HearingPresence.objects.filter(part__hearing=row).delete()
    record(
        facts.HearingClosed(
            case=row.case.code,
            hearing=row.code,
            person=row.person,
            oath=row.oath,
            questions=len(minutes.said),
            sha256=row.minutes_sha256,
        ),
        by=by.code,
    )
    return row


@transaction.atomic
def add_addendum(hearing: Clarification, *, words: str, by: Member) -> HearingAddendum:
    """Add to closed minutes what was forgotten or wrong. What stood there stays; the addendum has a digest of its own."""
    own(hearing.case, by=by)
    row = _reached(hearing, by=by)
    if row.state != State.HEARD:
        raise NotOpen(_("Berita acara belum ditutup, jadi masih dapat diubah langsung."))
    words = clean(words).strip()
    if not words or len(words) > ADDENDUM_LONGEST:
        raise Refused(_("Tuliskan isi tambahan, paling banyak 20.000 huruf."))
    number = (row.addenda.aggregate(last=Max("number"))["last"] or 0) + 1
    sha = digest(addendum_bytes(hearing=row.code, minutes_sha256=row.minutes_sha256, number=number, words=words))
    added = HearingAddendum.objects.create(
        hearing=row,
        number=number,
        sealed_words=sealed(words, about=f"cases.hearing.addendum/{row.code}/{number}"),
        sha256=sha,
        at=now(),
        by=by,
    )
    record(facts.HearingAddendumAdded(case=row.case.code, hearing=row.code, addendum=number, sha256=sha), by=by.code)
    return added


@transaction.atomic
def issue_minutes(hearing: Clarification, *, by: Member) -> Document:
    """The closed minutes on paper, for signature; issued again after an addendum, in place of the one before."""
    own(hearing.case, by=by)
    row = _reached(hearing, by=by)
    if row.state != State.HEARD:
        raise NotOpen(_("Berita acara belum ditutup."))
    who = opened_for(known(row.case, row.person), by=by).fields
    before = [each for each in documents_about(row.code) if each.kind == BA_KLARIFIKASI.code and replaced_by(each) is None]
    return issue(
        kind=BA_KLARIFIKASI,
        agency=row.case.agency,
        values=minutes_values(row, who=who),
        dated=localdate(now()),
        about=row.code,
        by=by,
        replaces=before[0] if before else None,
    )
