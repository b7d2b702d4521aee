"""Calendars that a program subscribes to: made, closed, and remembered as they were served last."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.rules import token_hash

from .. import facts
from ..models import Feed
from ..queries.feeds import feeds_for
from .refusals import NotYours


@dataclass(frozen=True, kw_only=True)
class Made:
    """A feed and its token, which is shown once and kept as a digest only."""

    feed: Feed
    token: str


@transaction.atomic
def make_feed(*, by: Member, agency: Agency | None = None) -> Made:
    """A calendar of one's own, or of an agency one takes part for."""
    if agency is not None and not scope_of(by).may(Capability.TAKE_PART, agency=agency.code):
        raise NotYours(_("Lembaga tidak ditemukan."))
    token = secrets.token_urlsafe(24)
    feed = Feed.objects.create(
        token_hash=token_hash(token), agency=agency, member=None if agency else by, made_by=by, made_at=now()
    )
    member = None if agency else by.code
    record(facts.FeedMade(feed=f"F-{feed.pk}", agency=agency.code if agency else None, member=member), by=by.code)
    return Made(feed=feed, token=token)


@transaction.atomic
def close_feed(feed: Feed, *, by: Member) -> Feed:
    """The address stops working at once."""
    fresh = feeds_for(by).filter(pk=feed.pk).first()
    if fresh is None:
        raise NotYours(_("Alamat kalender tidak ditemukan."))
    if not fresh.is_closed:
        fresh.is_closed = True
        fresh.save(update_fields=["is_closed"])
        record(facts.FeedClosed(feed=f"F-{fresh.pk}"), by=by.code)
    return fresh


def served(feed: Feed, body: bytes) -> Feed:
    """Remember what a calendar holds and since when, so that programs are told truthfully whether it changed."""
    found = sha256(body).hexdigest()
    if feed.sha256 != found:
        feed.sha256, feed.changed_at = found, now()
        Feed.objects.filter(pk=feed.pk).update(sha256=feed.sha256, changed_at=feed.changed_at)
    return feed
