"""What the messages behind a case say to each condition of a report, opened for whoever studies it; opening is noted."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from damai.agencies.actions import note_view
from damai.agencies.models import Member, PersonalData
from damai.agencies.rules import NotYours
from damai.evidence.queries import exhibits_of
from damai.identities.queries import Masked, people_of
from damai.identities.rules import Part
from damai.intake.queries import Forgotten
from damai.interviews.queries import Told, told
from damai.triage.queries import messages_of

from .. import queries
from ..models import Case
from ..rules import Item


@transaction.atomic
def open_told(case: Case, *, by: Member) -> dict[Item, list[str]]:
    """To each condition, what is there for it. Names are not: who reports and who is reported is opened one by one.

    NotYours for whoever may not see the case; that the words were opened stands in the access log.
    """
    if not queries.cases_for(by).filter(pk=case.pk).exists():
        raise NotYours(_("Perkara tidak ditemukan."))
    note_view(by, subject=case.report.code, what=PersonalData.WORDS, own=queries.handles(by, case))
    found: dict[Item, list[str]] = {item: [] for item in Item}
    for message in messages_of(case.report):
        if message.revises_id is not None:
            continue
        try:
            said = told(message)
        except Forgotten:
            continue
        found[Item.WHEN_WHERE] += _when_where(said)
        found[Item.DESCRIPTION] += [said.description] if said.description else []
        found[Item.EVIDENCE] += _evidence(said)
    people = people_of(case.code)
    found[Item.REPORTER] = _kept(people, Part.REPORTER)
    found[Item.REPORTED] = _kept(people, Part.REPORTED)
    exhibits = len(exhibits_of(case.code))
    if exhibits:
        found[Item.EVIDENCE].append(_("%(number)d bukti tercatat pada perkara ini") % {"number": exhibits})
    return found


def _when_where(said: Told) -> list[str]:
    when = date_format(said.happened_on, "l, j F Y") if said.happened_on else said.happened_words
    hour = f"{said.happened_at:%H.%M}" if said.happened_at else said.hour_words
    area = "" if said.area_words == said.area_code else said.area_words  # a bare code says nothing to a reader
    where = ", ".join(part for part in (said.place, area, said.station and f"TPS {said.station}") if part)
    return [part for part in (", ".join(part for part in (when, hour) if part), where) if part]


def _evidence(said: Told) -> list[str]:
    lines = list(said.evidence)
    if said.files:
        lines.append(_("%(number)d berkas terlampir") % {"number": said.files})
    if said.witnesses:
        lines.append(_("%(number)d saksi disebut") % {"number": len(said.witnesses)})
    return lines


def _kept(people: list[Masked], part: Part) -> list[str]:
    words = {True: _("%(code)s: nama dan alamat tersimpan tersegel"), False: _("%(code)s: nama atau alamat belum ada")}
    if part is Part.REPORTED:
        words = dict.fromkeys((True, False), _("%(code)s: disebut, tersimpan tersegel"))
    return [words[each.complete] % {"code": each.code} for each in people if each.part == part and not each.forgotten]
