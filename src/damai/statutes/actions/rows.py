"""Rows as the database keeps them, and digests of what they say."""

import hashlib
import json
from dataclasses import asdict

from .. import models, rules


def clock_row(clock: rules.Clock, position: int) -> models.Clock:
    values = asdict(clock) | words_of(clock)
    return models.Clock(regime_id=values.pop("regime"), position=position, **values)


def words_of(clock: rules.Clock) -> dict[str, str | bool]:
    """What starts a clock, stops it, and whose it is, as the columns keep it."""
    return {
        "event": clock.event or "",
        "counts_from": clock.counts_from or "",
        "met_by": " ".join(clock.met_by),
        "tracks": " ".join(clock.tracks),
        "duty": clock.duty or "",
        "handling": clock.handling,
    }


def basis_row(basis: rules.Basis, position: int) -> models.Basis:
    values = asdict(basis)
    return models.Basis(regime_id=values.pop("regime"), position=position, **values)


def office_rows(office: rules.Office) -> list[models.Office]:
    return [
        models.Office(
            zone=office.zone,
            weekday=weekday,
            opens=hours.opens,
            closes=hours.closes,
            confidence=office.confidence,
            source=office.source,
        )
        for weekday, hours in office.hours.items()
    ]


def election_row(election: rules.Election) -> models.Election:
    values = asdict(election)
    return models.Election(regime_id=values.pop("regime") or None, **values)


def stage_row(stage: rules.Stage) -> models.Stage:
    values = asdict(stage)
    return models.Stage(election_id=values.pop("election"), **values)


def digest(rows: rules.Statutes | rules.Clock) -> str:
    """SHA-256 of what the rows say, so that the log commits to the words without holding them."""
    return hashlib.sha256(json.dumps(asdict(rows), sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()


def words_digest(row: models.Holiday) -> str:
    return hashlib.sha256(f"{row.name}\n{row.source}".encode()).hexdigest()
