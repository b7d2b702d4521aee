"""Write a study in versions, and lay it before the plenary. A version is never changed; what two wrote at once is merged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.documents.actions import issue
from damai.documents.queries import Document, documents_about, replaced_by
from damai.documents.rules.merging import clean, merge
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.actions import sealed
from damai.triage.actions import NotYours, Refused

from .. import facts
from ..models import Case, PlenoRecord, Study, Track
from ..queries.citing import cited_here
from ..queries.full_studies import about, may_write, text_of, versions_of
from ..queries.study_papers import study_values
from ..rules.papers_handling import KAJIAN
from ..rules.studies import LONGEST, MOST_ELEMENTS, Element, Part, Text, canonical, digest, lacking
from .reaching import NotRegistered, held


class NotYourStudy(Refused):
    """Only the handler and the leads write studies."""


class StudyTooLong(Refused):
    """A part holds no more."""


class NoSuchVersion(Refused):
    """The version somebody went on from does not exist."""


class StudyDecided(Refused):
    """It lies before the plenary, or the plenary has decided."""


class StudyNotWhole(Refused):
    """A part is missing; `lacks` says which."""

    def __init__(self, lacks: list[Part]) -> None:
        super().__init__(_("Kajian belum lengkap, jadi belum dapat diajukan ke pleno."))
        self.lacks = lacks


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What a saving came to."""

    study: Study
    merged: bool  # somebody else had saved meanwhile
    clashes: int  # places that hold two versions, one after the other


@transaction.atomic
def save_study(
    case: Case,
    *,
    track: Track | None,
    base_version: int,
    text: Text,
    advice: str,
    citations: Sequence[str],
    by: Member,
) -> Saved:
    """Keep another version. `base_version`: the one the member had before them; what others saved meanwhile is merged in."""
    fresh = _writable(case, track, by=by)
    text, ids = _checked(text), cited_here(citations)
    rows = {row.version: row for row in versions_of(fresh, track)}
    latest = rows[max(rows)] if rows else None
    if base_version and base_version not in rows:
        raise NoSuchVersion(_("Versi yang Anda ubah tidak dikenal. Muat ulang halaman; salin dulu tulisan Anda."))
    merged, clashes = text, 0
    if latest is not None and base_version != latest.version:
        merged, clashes = _together(text_of(rows[base_version]) if base_version else Text(), text, text_of(latest))
        ids = sorted({*ids, *latest.citations})
    body = canonical(merged, advice=Study.Advice(advice), citations=ids)
    if latest is not None and latest.sha256 == digest(body):
        return Saved(study=latest, merged=merged != text, clashes=clashes)
    study = Study(
        case=fresh, track=track, version=(latest.version if latest else 0) + 1, sha256=digest(body), citations=list(ids),
        advice=Study.Advice(advice), at=now(), by=by.code,
    )  # fmt: skip
    study.sealed_text = sealed(body, about=about(study))
    study.save(force_insert=True)
    record(
        facts.StudyKept(case=fresh.code, klass=_klass(track), version=study.version, sha256=study.sha256, advice=study.advice),
        by=by.code,
    )
    return Saved(study=study, merged=merged != text, clashes=clashes)


def _klass(track: Track | None) -> str:
    return track.klass if track is not None else ""


def _writable(case: Case, track: Track | None, *, by: Member) -> Case:
    fresh = held(case, by=by)
    if track is not None and track.case_id != fresh.pk:
        raise NotYours(_("Jalur tidak ditemukan."))
    if not may_write(by, fresh):
        raise NotYourStudy(_("Kajian ditulis penangan perkara dan pimpinan. Perkara ini belum ditugaskan kepada Anda."))
    if fresh.registered_at is None:
        raise NotRegistered(_("Perkara %(code)s belum diregistrasi, jadi belum ada yang dikaji.") % {"code": fresh.code})
    standing = Study.objects.filter(case=fresh, track=track, final=True).select_related("plenary").first()
    if standing is not None:
        said = _("Versi %(version)d sudah diajukan ke pleno. Pimpinan menarik mata acara itu dari agenda sebelum kajian diubah.")
        raise StudyDecided(said % {"version": standing.version})
    if track is not None and track.outcome:
        raise StudyDecided(_("Pleno sudah memutuskan jalur ini."))
    return fresh


def _checked(text: Text) -> Text:
    for part in Part:
        words = clean(text.part(part)).strip("\n")
        if len(words) > LONGEST:
            raise StudyTooLong(_("Satu bagian kajian paling banyak 60.000 huruf."))
        text = text.with_part(part, words)
    if len(text.elements) > MOST_ELEMENTS:
        raise StudyTooLong(_("Paling banyak 40 unsur dalam satu kajian."))
    elements = tuple(replace(each, analysis=clean(each.analysis).strip("\n")) for each in text.elements)
    if any(len(each.analysis) > LONGEST for each in elements):
        raise StudyTooLong(_("Satu bagian kajian paling banyak 60.000 huruf."))
    return replace(text, elements=elements)


def _together(base: Text, mine: Text, theirs: Text) -> tuple[Text, int]:
    """The words of both in every part; how many places hold two versions."""
    found, clashes = mine, 0
    for part in Part:
        merged = merge(base.part(part), mine.part(part), theirs.part(part))
        found, clashes = found.with_part(part, merged.text), clashes + len(merged.clashes)
    before = {(each.offence, each.words): each for each in base.elements}
    others = {(each.offence, each.words): each for each in theirs.elements}
    elements: list[Element] = []
    for key, own in {(each.offence, each.words): each for each in mine.elements}.items():
        other = others.pop(key, None)
        if other is None:
            elements.append(own)
            continue
        old = before.get(key)
        merged = merge(old.analysis if old else "", own.analysis, other.analysis)
        met = other.met if old is not None and own.met is old.met else own.met
        elements.append(replace(own, analysis=merged.text, met=met))
        clashes += len(merged.clashes)
    return replace(found, elements=(*elements, *others.values())), clashes


def lay(case: Case, track: Track | None, *, plenary: PlenoRecord, by: Member) -> Study:
    """Make the latest version final: it lies before this plenary. Runs inside the action that puts the matter on the agenda."""
    study = versions_of(case, track).first()
    if study is None:
        raise StudyNotWhole(list(Part))
    if study.final:
        return study
    if lacks := lacking(text_of(study)):
        raise StudyNotWhole(lacks)
    study.final, study.plenary = True, plenary
    study.save(update_fields=["final", "plenary"])
    record(
        facts.StudyLaid(case=case.code, klass=_klass(track), version=study.version, plenary=plenary.code, sha256=study.sha256),
        by=by.code,
    )
    return study


def take_back(case: Case, *, plenary: PlenoRecord, by: Member) -> int:
    """The matter left the agenda: what was laid for it can be followed by another version. Runs inside that action."""
    rows = Study.objects.filter(case=case, plenary=plenary, final=True).select_related("track")
    for study in rows:
        study.final, study.plenary = False, None
        study.save(update_fields=["final", "plenary"])
        record(
            facts.StudyTakenBack(case=case.code, klass=_klass(study.track), version=study.version, plenary=plenary.code),
            by=by.code,
        )
    return len(rows)


@transaction.atomic
def issue_study(study: Study, *, by: Member) -> Document:
    """One version on paper; secret like the study itself. Issued again it stands in place of the paper before."""
    fresh = held(study.case, by=by)
    if not may_write(by, fresh):
        raise NotYourStudy(_("Kajian diterbitkan penangan perkara dan pimpinan."))
    subject = f"{fresh.code}/KAJIAN/{_klass(study.track)}".rstrip("/")
    before = [each for each in documents_about(subject) if each.kind == KAJIAN.code and replaced_by(each) is None]
    return issue(
        kind=KAJIAN,
        agency=fresh.agency,
        values=study_values(study),
        dated=localdate(now()),
        about=subject,
        by=by,
        replaces=before[0] if before else None,
    )
