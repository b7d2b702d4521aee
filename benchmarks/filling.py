"""Fills a house with as much as a measure needs. Rows are inserted in bulk: what is measured is the reading afterwards."""

import copy
import hashlib
import random
from datetime import timedelta

from damai.intake.actions import accept_many
from damai.intake.envelope import Envelope
from damai.intake.facts import MessageReceived
from damai.intake.models import Message
from damai.ledger.queries import now
from damai.pledges.models import Signature
from damai.triage.models import Placed, Report, ReportMessage, State
from damai.triage.rules import CATEGORIES, Kind

from .openrosa_load import ANSWERS

CHUNK = 1_000  # rows of one insert


def fact(number: int) -> MessageReceived:
    """The most frequent of all facts."""
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return MessageReceived(message=f"W-{number:06d}", channel="odk", digest=digest)


def messages(count: int) -> int:
    """Accept incident reports until so many are kept; the way in is the one that real ones take after HTTP."""
    there = Message.objects.count()
    for start in range(there, count, 200):
        accept_many(
            [
                Envelope(
                    channel="odk",
                    their_id=f"fill:{number}",
                    raw=f"<data>{ANSWERS}<meta><instanceID>fill:{number}</instanceID></meta></data>".encode(),
                    raw_type="text/xml",
                    received_at=now(),
                )
                for number in range(start, min(start + 200, count))
            ]
        )
    return Message.objects.count()


def signatures(pattern: Signature, count: int) -> None:
    """Copy one signature until there are so many under its text. The names of the copies cannot be opened."""
    there = Signature.objects.filter(text=pattern.text).count()
    for start in range(there, count, CHUNK):
        rows = []
        for number in range(start, min(start + CHUNK, count)):
            row = copy.copy(pattern)
            row.pk, row.token_hash, row.form, row.contact_hash = None, None, None, f"{number:064d}"
            row.code, row.named, row.sealed_name = f"S-{number:05d}-BENCH", number % 2 == 0, b""
            rows.append(row)
        Signature.objects.bulk_create(rows)


def reports(count: int) -> int:
    """Insert confirmed and waiting reports, each with its message, until there are so many, spread over Central Jakarta."""
    from tests.cast import cast

    from damai.areas.actions import load_central_jakarta
    from damai.areas.models import Area, Level
    from damai.statutes.actions import load_statutes

    load_central_jakarta()
    load_statutes()
    people = cast()
    villages = list(Area.objects.filter(code__startswith="31.71.", level=Level.VILLAGE).values_list("code", flat=True))
    dice = random.Random(count)  # noqa: S311  # the same spread each time
    there = Report.objects.count()
    for start in range(there, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        kept = Message.objects.bulk_create(_message(number) for number in numbers)
        made = Report.objects.bulk_create(_report(number, dice.choice(villages), people.sari.code) for number in numbers)
        ReportMessage.objects.bulk_create(
            ReportMessage(report=report, message=message) for report, message in zip(made, kept, strict=True)
        )
    return Report.objects.count()


def _message(number: int) -> Message:
    digest = hashlib.sha256(f"report {number}".encode()).digest()
    return Message(
        channel="odk",
        their_id=f"report:{number}",
        received_at=now() - timedelta(minutes=number % 50_000),
        digest=digest,
        size=900,
        raw_type="text/xml",
        sealed=digest * 28,
        data_key=digest,
        key_id="bench",
        receipt_lookup=digest[:16],
        sorted_at=now(),
    )


def _report(number: int, area: str, by: str) -> Report:
    category = list(CATEGORIES)[number % len(CATEGORIES)]
    decided = number % 10 > 0  # one in ten waits
    report = Report(
        code=f"L-{number + 1:05d}",
        state=State.CONFIRMED if decided else State.NEW,
        received_at=now() - timedelta(minutes=number % 50_000),
        suggested_kind=Kind.VIOLATION.value,
        suggested_category=category,
        suggested_severity=number % 4,
        severity=number % 4,
        sketch=b"",
        area_id=area,
        placed=Placed.STATED,
        agency_id="bawaslu-jakpus",
        inbox_id="bawaslu-jakpus",
    )
    if decided:
        report.kind, report.category, report.confirmed_by, report.confirmed_at = Kind.VIOLATION.value, category, by, now()
    return report
