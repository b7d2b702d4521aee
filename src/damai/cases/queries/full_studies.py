"""Studies, for the few who may read them: until the plenary decided, the handler and the leads; then the office; nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Member
from damai.agencies.rules import Capability
from damai.seals.queries import opened_bytes

from ..models import Assignment, Case, Study, Track
from ..rules.studies import Compared, Met, Part, Text, compared, digest, read
from .access import cases_for
from .hearings import Verified, recorded

PARTS = {
    Part.POSITION.value: _("Kasus posisi"),
    Part.FACTS.value: _("Fakta dan keterangan"),
    Part.ELEMENTS.value: _("Analisis umum"),
    Part.CONCLUSION.value: _("Kesimpulan"),
    Part.ADVICE.value: _("Rekomendasi"),
}
METS = {
    Met.OPEN.value: _("belum dinilai"),
    Met.YES.value: _("terpenuhi"),
    Met.NO.value: _("tidak terpenuhi"),
    Met.UNSURE.value: _("belum cukup bukti"),
}


def about(study: Study) -> str:
    """What the text of a version is about: it opens as no other version, of no other case or class."""
    klass = study.track.klass if study.track else ""
    return f"cases.study.text/{study.case.code}/{klass}/{study.version}"


def is_secret(case: Case, track: Track | None) -> bool:
    """Whether the plenary has not decided yet what the study is about; a study of the whole case, while any class is open."""
    rows = [track] if track is not None else list(Track.objects.filter(case=case))
    return not rows or any(not row.outcome for row in rows)


def is_handler(member: Member, case: Case) -> bool:
    """Whether the case is assigned to this member now."""
    return Assignment.objects.filter(case=case, member=member, ended_at=None).exists()


def may_write(member: Member, case: Case) -> bool:
    """Whether a member writes studies of a case: its handler, and the leads of its office; recused members see no case at all."""
    if not cases_for(member).filter(pk=case.pk).exists():
        return False
    return is_handler(member, case) or cases_for(member, Capability.DECIDE_CASES).filter(pk=case.pk).exists()


def may_read(member: Member, case: Case, track: Track | None) -> bool:
    """Whether a member reads the study of a case or of one of its classes."""
    if may_write(member, case):
        return True
    return not is_secret(case, track) and cases_for(member).filter(pk=case.pk).exists()


def versions_of(case: Case, track: Track | None) -> QuerySet[Study]:
    """Every version, the latest first."""
    return Study.objects.filter(case=case, track=track).select_related("case", "track", "plenary").order_by("-version")


def study_for(member: Member, case: Case, track: Track | None, version: int) -> Study:
    """One version, if the member may read it; Study.DoesNotExist if not, or if there is none."""
    if not may_read(member, case, track):
        raise Study.DoesNotExist
    return versions_of(case, track).get(version=version)


def bytes_of(study: Study) -> bytes:
    """A version as it was sealed. Only for those who `may_read`."""
    return opened_bytes(study.sealed_text, about=about(study))


def text_of(study: Study) -> Text:
    """A version as parts. Only for those who `may_read`."""
    return read(bytes_of(study))


def verified(study: Study) -> Verified:
    """Compare a stored version with what the ledger holds of it."""
    klass = study.track.klass if study.track else ""
    return recorded(study.case.code, "StudyKept", digest(bytes_of(study)), klass=klass, version=study.version)


def difference(before: Study, after: Study) -> list[Compared]:
    """What changed between two versions, part by part."""
    return compared(text_of(before), text_of(after))


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The studies of one subject (the whole case, or a class), as a list shows them."""

    track: Track | None
    latest: Study | None
    versions: int
    secret: bool
    readable: bool


def standing_of(case: Case, member: Member) -> Sequence[Standing]:
    """What there is of studies in a case: of the whole, and of each class; with whether this member may read it."""
    found = []
    for track in [None, *Track.objects.filter(case=case).order_by("id")]:
        rows = versions_of(case, track)
        found.append(
            Standing(
                track=track,
                latest=rows.first(),
                versions=rows.count(),
                secret=is_secret(case, track),
                readable=may_read(member, case, track),
            )
        )
    return found


def laid_for(case: Case, track: Track) -> Study | None:
    """The study that was laid before a plenary for a class: its own, or that of the whole case."""
    rows = Study.objects.filter(case=case, final=True).filter(track=track) | Study.objects.filter(
        case=case, final=True, track=None
    )
    return rows.select_related("case", "track", "plenary").order_by("-at").first()
