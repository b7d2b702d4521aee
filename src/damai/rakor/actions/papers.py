"""Issue the papers of a meeting. A paper issued again takes a new number and says which one it replaces."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.documents.actions import issue
from damai.documents.queries import Document, documents_about, replaced_by
from damai.documents.rules import Kind

from ..models import Meeting
from ..queries.meetings import may_convene, meetings_for
from ..queries.papers import values_for
from ..rules.papers import BERITA_ACARA, LAPORAN_KEGIATAN, NOTULA, RENCANA_AKSI
from .refusals import NotYours, Refused

NEEDS_FINAL = frozenset({NOTULA.code, BERITA_ACARA.code, RENCANA_AKSI.code, LAPORAN_KEGIATAN.code})


class NotFinalYet(Refused):
    """The paper says what was decided, and that may still change."""


@transaction.atomic
def issue_paper(kind: Kind, meeting: Meeting, *, typed: Mapping[str, Any], dated: date, by: Member) -> Document:
    """Issue one paper of a meeting for the convener. What rests on the minutes waits until they are final."""
    fresh = Meeting.objects.select_for_update(of=("self",)).select_related("series", "convener").get(pk=meeting.pk)
    if not may_convene(by, fresh) or not meetings_for(by).filter(pk=fresh.pk).exists():
        raise NotYours(_("Rapat tidak ditemukan."))
    if kind.code in NEEDS_FINAL and fresh.state != Meeting.State.FINAL:
        raise NotFinalYet(
            _("%(paper)s diterbitkan sesudah notula final. Sampai saat itu tersedia rancangannya.") % {"paper": _(kind.label)}
        )
    return issue(
        kind=kind,
        agency=fresh.convener,
        values=values_for(kind, fresh, typed),
        dated=dated,
        about=fresh.code,
        by=by,
        replaces=latest(fresh, kind),
    )


def latest(meeting: Meeting, kind: Kind) -> Document | None:
    """The paper of a kind that stands now."""
    rows = documents_about(meeting.code).filter(kind=kind.code, agency=meeting.convener)
    return next((row for row in rows if replaced_by(row) is None), None)
