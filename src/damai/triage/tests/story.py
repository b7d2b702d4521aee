"""Messages for the tests of this room and of the rooms above: as the web form keeps them, through the real door."""

import uuid
from datetime import UTC, date, datetime

from damai.areas.models import Area
from damai.intake.actions import accept
from damai.intake.channels.web.words import raw_of
from damai.intake.envelope import Envelope
from damai.intake.models import Message
from damai.triage import actions, queries
from damai.triage.models import Report

NOON = datetime(2024, 2, 1, 5, 0, tzinfo=UTC)  # 12.00 in Jakarta
AMPLOP = "Ada bagi-bagi uang 100 ribu per kepala di depan balai warga"


def message(
    text: str = AMPLOP, *, at: datetime = NOON, sender: str | None = None, revises: int | None = None, **fields: str
) -> Message:
    """A message from the web form; fields by their names there (wilayah, tanggal_kejadian, tanggal_diketahui, lintang, bujur)."""
    nonce = uuid.uuid4().hex
    raw = raw_of({"kejadian": [text], **{name: [value] for name, value in fields.items()}}, [], nonce)
    sent = Envelope(
        channel="web", their_id=nonce, raw=raw, raw_type="application/json", received_at=at, sender=sender, revises=revises
    )
    return accept(sent).message


def report(text: str = AMPLOP, **given) -> Report:
    """A report that waits for a decision."""
    sent = message(text, **({"wilayah": "31.71.01.1001"} | given))
    actions.sort_inbox()
    found = queries.report_of(sent)
    assert found is not None
    return found


def confirmed(
    *,
    by,
    area: str | None = "31.71.01.1001",
    kind: str = "violation",
    category: str = "money_politics",
    severity: int = 3,
    **given,
):
    """A report that a person has decided on."""
    dates = {"happened_on": date(2024, 1, 30), "known_on": date(2024, 1, 31)} | given
    text = dates.pop("text", AMPLOP)
    place = Area.objects.get(code=area) if area else None
    waiting = report(text, **({"wilayah": area} if area else {"wilayah": ""}))
    return actions.confirm(waiting, kind=kind, category=category, area=place, severity=severity, by=by, **dates)
