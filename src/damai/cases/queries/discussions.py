"""Joint discussions in Gakkumdu: for those who handle the case, and for the police who sat there. Nobody else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from damai.agencies.models import Agency, AgencyKind, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.documents.rules.words import date_in_words
from damai.seals.queries import opened

from ..models import Discussion
from .access import cases_for
from .citing import title_of
from .hearings import said_moment, zone_of_case

CALLED = {1: "Pembahasan I", 2: "Pembahasan II", 3: "Pembahasan III"}


class Institution(StrEnum):
    """Who sits at the table."""

    SUPERVISORS = "supervisors"
    POLICE = "police"
    PROSECUTORS = "prosecutors"


INSTITUTIONS = {
    Institution.SUPERVISORS.value: gettext_lazy("Pengawas Pemilu"),
    Institution.POLICE.value: gettext_lazy("Kepolisian"),
    Institution.PROSECUTORS.value: gettext_lazy("Kejaksaan"),
}


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Somebody at the table."""

    institution: Institution
    name: str
    office: str = ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a record says, opened."""

    attending: Sequence[Attendee]
    matter: str
    citations: Sequence[str]
    concluded: str


def about(row: Discussion) -> str:
    """What the words of a record are about."""
    return f"cases.discussion.words/{row.code}"


def packed(words: Words) -> str:
    """The words of a record as they are sealed and digested."""
    told = {
        "format": "damai-gakkumdu/1",
        "attending": [[each.institution.value, each.name, each.office] for each in words.attending],
        "matter": words.matter,
        "citations": sorted(words.citations),
        "concluded": words.concluded,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def words_of(row: Discussion) -> Words:
    """What a record says. Only for those it is shown to."""
    told = json.loads(opened(row.sealed_words, about=about(row)))
    return Words(
        attending=[Attendee(institution=Institution(kind), name=name, office=office) for kind, name, office in told["attending"]],
        matter=told["matter"],
        citations=told["citations"],
        concluded=told["concluded"],
    )


def discussions_for(member: Member) -> QuerySet[Discussion]:
    """The discussions of the cases a member handles; and, for the police, those at which their unit sat."""
    seen = Discussion.objects.filter(track__case__in=cases_for(member))
    units = [
        charge.agency
        for charge in scope_of(member).where(Capability.READ_HANDED_OVER).charges
        if charge.kind == AgencyKind.POLICE
    ]
    if units:
        seen = seen | Discussion.objects.filter(police_agency__in=units)
    return seen.select_related("track__case__agency", "police_agency").distinct()


def discussion_for(member: Member, code: str) -> Discussion:
    """The discussion with this code, if the member may see it; Discussion.DoesNotExist if not."""
    return discussions_for(member).get(code=code)


def handed_to(member: Member) -> QuerySet[Discussion]:
    """What a member of the police reads of a case: the records of their own unit's discussions, the latest first."""
    units = [
        charge.agency
        for charge in scope_of(member).where(Capability.READ_HANDED_OVER).charges
        if charge.kind == AgencyKind.POLICE
    ]
    rows = Discussion.objects.filter(police_agency__in=units)
    return rows.select_related("track__case__agency", "police_agency").order_by("-held_at", "-id")


def police_units(area: str) -> QuerySet[Agency]:
    """The police units that can sit at a table of this area."""
    parts = area.split(".")
    above = [".".join(parts[: size + 1]) for size in range(len(parts))]
    return Agency.objects.filter(kind=AgencyKind.POLICE, area__in=above).order_by("code")


def discussion_values(row: Discussion) -> dict[str, Any]:
    """The fields of the minutes on paper."""
    words, zone = words_of(row), zone_of_case(row.track.case)
    with override("id"):
        return {
            "kode_perkara": row.track.case.code,
            "nomor_register": row.track.case.register_number,
            "nomor_ba": row.number,
            "pembahasan": CALLED[row.ordinal],
            "pada_hari": date_in_words(row.held_at.astimezone(zone).date()),
            "pukul": said_moment(row.held_at, zone)[1],
            "hadir": [
                {"nama": each.name, "lembaga": str(INSTITUTIONS[each.institution.value]), "jabatan": each.office}
                for each in words.attending
            ],
            "pokok": words.matter,
            "rujukan": [{"pasal": title_of(each)} for each in words.citations],
            "kesimpulan": str(row.get_conclusion_display()).capitalize() + ".",
            "uraian_kesimpulan": words.concluded,
            "sidik": row.sha256,
        }


def on_day(row: Discussion) -> str:
    """The day of a discussion where the office is."""
    return date_format(row.held_at.astimezone(zone_of_case(row.track.case)), "j F Y")


def needs_all(row: Discussion) -> str:
    """What to say where an institution was missing; nothing where all three sat there."""
    if row.complete:
        return ""
    return _("Tidak semua lembaga hadir: catatan ini bukan pembahasan Gakkumdu yang lengkap dan tidak memenuhi tenggatnya.")
