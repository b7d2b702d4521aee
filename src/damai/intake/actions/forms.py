"""Publish forms that phones fill in, and close them."""

import hashlib
from collections.abc import Mapping, Sequence

from django.db import transaction

from damai.ledger.actions import record
from damai.ledger.queries import now

from ..facts import FormPublished, FormStateChanged
from ..models import Form, FormMedia, FormState, FormVersion


class VersionTaken(Exception):
    """This version is out already with other bytes; phones would delete the old copy. Give the form a new version."""


class UnfitName(ValueError):
    """A version or the name of a media file with a slash cannot stand in an address."""


@transaction.atomic
def publish_form(
    form_id: str,
    *,
    version: str,
    title: str,
    xml: bytes,
    binaries: Sequence[str],
    by: str,
    media: Mapping[str, bytes] | None = None,
) -> FormVersion:
    """Put a version in the hands of every phone; older versions stay accepted. The same bytes again change nothing."""
    files = dict(media or {})
    for name in (version, *files):
        if "/" in name:
            raise UnfitName(name)
    form = Form.objects.get_or_create(form_id=form_id)[0]
    published = FormVersion.objects.filter(form=form, version=version).first()
    if published is not None:
        if bytes(published.xml) != xml or {m.filename: bytes(m.content) for m in published.media.all()} != files:
            raise VersionTaken(version)
        return published
    published = FormVersion.objects.create(
        form=form,
        version=version,
        title=title,
        xml=xml,
        md5=_md5(xml),
        binaries=list(binaries),
        published_at=now(),
    )
    FormMedia.objects.bulk_create(
        FormMedia(version=published, filename=name, content=content, md5=_md5(content)) for name, content in files.items()
    )
    number = FormVersion.objects.filter(form=form).count()
    record(FormPublished(form=form.code, number=number, digest=hashlib.sha256(xml).hexdigest()), by=by)
    return published


@transaction.atomic
def set_form_state(form: Form, *, to: FormState, by: str) -> Form:
    """Open, begin to close, or close a form."""
    form = Form.objects.select_for_update().get(pk=form.pk)
    if form.state == to:
        return form
    before, form.state = form.state, to
    form.save(update_fields=["state"])
    record(FormStateChanged(form=form.code, before=before, after=to.value), by=by)
    return form


def _md5(content: bytes) -> str:
    # MD5 is what Collect compares; nothing here relies on it being hard to forge.
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
