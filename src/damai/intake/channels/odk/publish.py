"""Publishes the incident report with the kelurahan of this house."""

from django.utils.timezone import localdate

from damai.areas.models import Area, Level
from damai.ledger.queries import now

from ... import queries
from ...actions import publish_form
from ...models import FormVersion
from .form import Kelurahan, compile_incident
from .words import INCIDENT


class NoPlaces(Exception):
    """There are no kelurahan below this code: load the areas first."""


def publish_incident(*, within: str, by: str) -> FormVersion:
    """Publish a new version of the incident report, with the kelurahan below `within`; the old one if nothing changed."""
    places = kelurahan_within(within)
    if not places:
        raise NoPlaces(within)
    known = queries.form(INCIDENT)
    newest = known.versions.last() if known else None
    if newest is not None and compile_incident(places=places, version=newest.version).xml == bytes(newest.xml):
        return newest
    day = localdate(now()).strftime("%Y%m%d")
    today = known.versions.filter(version__startswith=day).count() if known else 0
    form = compile_incident(places=places, version=f"{day}{today + 1:02d}")
    return publish_form(form.form_id, version=form.version, title=form.title, xml=form.xml, binaries=form.binaries, by=by)


def kelurahan_within(code: str) -> list[Kelurahan]:
    """The villages of today below an area, in order of their codes."""
    villages = Area.objects.filter(code__startswith=f"{code}.", level=Level.VILLAGE, ends_on=None).select_related("parent")
    return [
        Kelurahan(code=village.code, name=village.name, kecamatan_code=village.parent.code, kecamatan=village.parent.name)
        for village in villages
        if village.parent is not None
    ]
