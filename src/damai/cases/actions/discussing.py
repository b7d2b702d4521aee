"""Note a joint discussion in Gakkumdu: three institutions, three discussions, and what each came to (G-6)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, AgencyKind, Member
from damai.documents.actions import issue
from damai.documents.rules.merging import clean
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.actions import sealed
from damai.statutes.rules import Event
from damai.triage.actions import NotYours, Refused

from .. import facts
from ..models import Case, Discussion, Track
from ..queries.citing import cited_here
from ..queries.discussions import CALLED, Attendee, Institution, Words, about, discussion_values, packed
from ..queries.law import cited
from ..queries.lists import events_of
from ..rules import DISCUSSED_IN, TrackState
from ..rules.papers_handling import BA_GAKKUMDU
from ..rules.plenary import is_number
from .happening import happen, step
from .reaching import in_handling

EVENTS = {1: Event.DISCUSSED_FIRST, 2: Event.DISCUSSED_SECOND, 3: Event.DISCUSSED_THIRD}
LONGEST, MOST = 20_000, 40
Conclusion = Discussion.Conclusion


class CannotDiscuss(Refused):
    """The class, the moment, the number or the order does not fit."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What is written down of a discussion."""

    ordinal: int
    number: str
    held_at: datetime
    attending: Sequence[Attendee]
    matter: str
    conclusion: Conclusion | str
    concluded: str = ""
    citations: Sequence[str] = ()
    police: Agency | None = None  # the unit that reads this record


@transaction.atomic
def note_discussion(track: Track, given: Held, *, by: Member) -> Discussion:
    """Write a discussion down; the clock of this discussion is met by it, where all three institutions sat there."""
    case = in_handling(track.case, by=by)
    row = _locked(track, case)
    given = _checked(row, given)
    counts = Counter(each.institution for each in given.attending)
    words = Words(
        attending=given.attending, matter=given.matter, citations=cited_here(given.citations), concluded=given.concluded
    )
    body = packed(words)
    try:
        with transaction.atomic():
            noted = Discussion.objects.create(
                code=f"~{case.code}.{given.ordinal}.{Discussion.objects.count()}"[:24],
                track=row,
                ordinal=given.ordinal,
                number=given.number,
                held_at=given.held_at,
                supervisors=counts[Institution.SUPERVISORS],
                police=counts[Institution.POLICE],
                prosecutors=counts[Institution.PROSECUTORS],
                conclusion=Conclusion(given.conclusion),
                police_agency=given.police,
                sha256=sha256(body.encode()).hexdigest(),
                at=now(),
                by=by.code,
            )
    except IntegrityError:
        raise CannotDiscuss(_("Nomor berita acara %(number)s sudah dicatat.") % {"number": given.number}) from None
    noted.code = f"G-{noted.pk:05d}"
    noted.sealed_words = sealed(body, about=about(noted))
    noted.save(update_fields=["code", "sealed_words"])
    _tell_the_clocks(case, row, noted, by=by)
    _issue(noted, by=by)
    return noted


def _locked(track: Track, case: Case) -> Track:
    row = Track.objects.select_for_update().get(pk=track.pk)
    if row.case_id != case.pk:
        raise NotYours(_("Jalur tidak ditemukan."))
    row.case = case
    return row


def _checked(row: Track, given: Held) -> Held:
    if row.klass != "pid":
        raise CannotDiscuss(_("Hanya dugaan tindak pidana yang dibahas dalam Gakkumdu."))
    if given.ordinal not in EVENTS:
        raise CannotDiscuss(_("Pilih Pembahasan I, II, atau III."))
    called = {"which": CALLED[given.ordinal]}
    if TrackState(row.state) not in DISCUSSED_IN[given.ordinal]:
        raise CannotDiscuss(_("%(which)s tidak diadakan dalam keadaan jalur ini sekarang.") % called)
    before = list(row.discussions.order_by("held_at", "id"))
    if any(each.conclusion == Conclusion.STOP and each.complete for each in before):
        raise CannotDiscuss(_("Pembahasan sebelumnya menyimpulkan penghentian; pleno yang memutuskannya."))
    if given.ordinal > 1 and not any(each.ordinal == given.ordinal - 1 and each.complete for each in before):
        raise CannotDiscuss(_("%(which)s didahului pembahasan sebelumnya yang dihadiri tiga lembaga.") % called)
    if not is_number(given.number):
        raise CannotDiscuss(_("Nomor berita acara hanya memuat huruf, angka, titik, garis miring, dan tanda hubung."))
    since = row.case.registered_at
    if given.held_at > now() or (since is not None and given.held_at < since.replace(second=0, microsecond=0)):
        raise CannotDiscuss(_("Waktu pembahasan harus sesudah registrasi dan tidak di masa depan."))
    if before and given.held_at < before[-1].held_at:
        raise CannotDiscuss(_("Waktu pembahasan harus sesudah pembahasan sebelumnya."))
    if given.police is not None and given.police.kind != AgencyKind.POLICE:
        raise CannotDiscuss(_("Pilih satuan kepolisian."))
    return _worded(given)


def _worded(given: Held) -> Held:
    matter, concluded = clean(given.matter).strip(), clean(given.concluded).strip()
    if not matter or len(matter) > LONGEST or len(concluded) > LONGEST:
        raise CannotDiscuss(_("Tuliskan pokok bahasan, paling banyak 20.000 huruf."))
    if not given.attending or len(given.attending) > MOST:
        raise CannotDiscuss(_("Tuliskan siapa yang hadir, paling banyak 40 orang."))
    attending = [
        Attendee(institution=each.institution, name=" ".join(each.name.split())[:120], office=" ".join(each.office.split())[:120])
        for each in given.attending
    ]
    if any(not each.name for each in attending):
        raise CannotDiscuss(_("Setiap yang hadir ditulis dengan namanya."))
    return Held(
        ordinal=given.ordinal, number=given.number.strip(), held_at=given.held_at, attending=attending, matter=matter,
        conclusion=given.conclusion, concluded=concluded, citations=given.citations, police=given.police,
    )  # fmt: skip


def _tell_the_clocks(case: Case, track: Track, row: Discussion, *, by: Member) -> None:
    event = EVENTS[row.ordinal]
    fact = facts.GakkumduDiscussed(
        case=case.code,
        discussion=row.code,
        ordinal=row.ordinal,
        number=row.number,
        supervisors=row.supervisors,
        police=row.police,
        prosecutors=row.prosecutors,
        conclusion=row.conclusion,
        sha256=row.sha256,
    )
    if not row.complete:  # no clock is met by a table at which somebody is missing
        record(fact, by=by.code)
        return
    happen(case, event, track=track, at=row.held_at, by=by.code)
    basis = cited(case.regime, event.value)
    step(
        case, track=track, source=track.state, target=track.state, event=event, by=by.code, basis=basis.words,
        verified=basis.verified, gakkumdu=row.number, happened_at=row.held_at, fact=fact,
    )  # fmt: skip


def _issue(row: Discussion, *, by: Member) -> None:
    paper = issue(
        kind=BA_GAKKUMDU,
        agency=row.track.case.agency,
        values=discussion_values(row),
        dated=localdate(row.held_at),
        about=row.code,
        by=by,
    )
    row.document = paper.code
    row.save(update_fields=["document"])


@transaction.atomic
def note_all_heard(track: Track, *, by: Member) -> Track:
    """Everyone who had to be heard was heard, or stayed away: from here the second discussion is due."""
    case = in_handling(track.case, by=by)
    row = _locked(track, case)
    if TrackState(row.state) not in DISCUSSED_IN[1]:
        raise CannotDiscuss(_("Klarifikasi selesai hanya dicatat selama penanganan."))
    if Event.CLARIFIED in events_of(row):
        return row
    if case.clarifications.filter(state__in=["invited", "open"]).exists():
        raise CannotDiscuss(_("Masih ada undangan klarifikasi yang berjalan."))
    if not case.clarifications.exists():
        raise CannotDiscuss(_("Belum ada yang diundang untuk klarifikasi."))
    happen(case, Event.CLARIFIED, track=row, by=by.code)
    basis = cited(case.regime, "klarifikasi")
    step(
        case, track=row, source=row.state, target=row.state, event=Event.CLARIFIED, by=by.code, basis=basis.words,
        verified=basis.verified,
    )  # fmt: skip
    return row
