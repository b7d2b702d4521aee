"""What was promised in public, and what became of it: every clause and every decision that the table made public."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from damai.agencies.access import open_to_everyone
from damai.commitments.public import PublicBreach, PublicCommitment, public_commitments
from damai.commitments.rules import inert
from damai.pledges import public as pledges

FIELDS = (
    "kode", "asal", "kode_asal", "rangkaian", "janji", "dasar", "penanggung_jawab", "dibuat", "tenggat", "keadaan",
    "indikator", "satuan", "arah", "target", "per_tanggal", "nilai", "dari", "sumber", "dugaan", "dinyatakan_dilanggar",
)  # fmt: skip


@dataclass(frozen=True)
class Concerned:
    """A breach with the name of the party it concerns."""

    breach: PublicBreach
    party: str


@dataclass(frozen=True)
class Promise:
    """A promise with what is said to have broken it, participants by ballot number."""

    told: PublicCommitment
    concerned: tuple[Concerned, ...]


@dataclass(frozen=True)
class Group:
    """The promises of one declaration or of one meeting."""

    title: str
    href: str  # its own page, or empty
    promises: tuple[Promise, ...]

    @property
    def has_breaches(self) -> bool:
        """Whether anything was alleged, so that its page counts by participant."""
        return any(promise.concerned for promise in self.promises)


def groups() -> list[Group]:
    """Every public promise: the declarations first, clause by clause, then the decisions of meetings."""
    ballot = {row.code: (number, row.name) for number, row in enumerate(pledges.participants(settings.ELECTION))}
    declared = {each.code: each for each in pledges.declarations()}
    found: dict[str, list[PublicCommitment]] = {}
    for told in public_commitments():
        found.setdefault(told.origin_code.partition("/")[0], []).append(told)
    result = []
    for code, rows in sorted(found.items(), key=lambda each: (each[1][0].origin != "clause", each[0])):
        declaration = declared.get(code)
        if declaration is not None:
            title, href = declaration.title, f"/deklarasi/{declaration.slug}/"
        else:
            said = _("Deklarasi %(code)s") if rows[0].origin == "clause" else _("Keputusan rapat %(code)s")
            title, href = said % {"code": code}, ""
        result.append(Group(title, href, tuple(Promise(told, _concerned(told, ballot)) for told in rows)))
    return result


def _concerned(told: PublicCommitment, ballot: dict[str, tuple[int, str]]) -> tuple[Concerned, ...]:
    last = (len(ballot), "")
    rows = sorted(told.breaches, key=lambda each: (ballot.get(each.participant, last)[0], each.code))
    return tuple(Concerned(each, ballot.get(each.participant, last)[1] or each.agency or each.participant) for each in rows)


@open_to_everyone
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every public promise with its standing, its figures, and the replies beside what is alleged."""
    return render(request, "portal/promises/listing.html", {"groups": groups()})


@open_to_everyone
@require_safe
@cache_control(public=True, max_age=300)
def as_json(request: HttpRequest) -> HttpResponse:
    """The same as JSON, every measurement included."""
    rows = [_row(told) for told in public_commitments()]
    return JsonResponse({"subjek": "janji", "lisensi": "CC BY 4.0", "data": rows}, json_dumps_params={"ensure_ascii": False})


def _row(told: PublicCommitment) -> dict[str, Any]:
    return {
        "kode": told.code,
        "asal": told.origin,
        "kode_asal": told.origin_code,
        "rangkaian": told.series,
        "janji": told.words,
        "dasar": told.basis,
        "penanggung_jawab": told.owner,
        "dibuat": told.made_on,
        "tenggat": told.due_on,
        "keadaan": told.standing,
        "tindak_lanjut": {"seluruhnya": told.items, "selesai": told.items_done, "terlambat": told.items_late},
        "indikator": [
            {
                "uraian": each.words,
                "satuan": each.unit,
                "arah": each.direction,
                "target": each.target,
                "sumber": each.source,
                "nilai": [
                    {"per_tanggal": point.on, "nilai": point.value, "dari": point.of, "sumber": point.source}
                    for point in each.points
                ],
            }
            for each in told.indicators
        ],
        "dugaan_pelanggaran": [_breach(each) for each in told.breaches],
    }


def _breach(told: PublicBreach) -> dict[str, Any]:
    return {
        "kode": told.code,
        "peserta": told.participant,
        "lembaga": told.agency,
        "keadaan": told.state,
        "uraian": told.what,
        "tanggal_kejadian": told.happened_on,
        "laporan": told.sources,
        "diputus_oleh": told.decided_by,
        "nomor_putusan": told.decision,
        "tanggal_putusan": told.decided_on,
        "tanggapan": [{"uraian": each.words, "jabatan": each.capacity, "pada": each.at} for each in told.replies],
    }


@open_to_everyone
@require_safe
@cache_control(public=True, max_age=300)
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same as CSV: one row for each indicator, with its last measurement."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    for told in public_commitments():
        states = [each.state for each in told.breaches]
        first = [told.code, told.origin, told.origin_code, told.series, told.words, told.basis, told.owner]
        first += [told.made_on.isoformat(), told.due_on.isoformat(), told.standing]
        for each in told.indicators:
            last = each.latest
            measured = [last.on, last.value, last.of, last.source] if last else ["", "", "", each.source]
            row = [*first, each.words, each.unit, each.direction, each.target, *measured]
            writer.writerow([inert(cell) for cell in (*row, states.count("alleged"), states.count("established"))])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="damai-janji.csv"'
    return response


urlpatterns: list[URLPattern] = [path("", listing, name="promises")]
