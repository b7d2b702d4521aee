"""Read what an interview kept: the room above put it into these words itself, so an older script reads as it did then."""

import json
from datetime import date, time
from typing import Any

from ...rules.words import Contact, Words

CHANNEL = "guided"


def words_in(raw: bytes) -> Words:
    """What the person said; ValueError when these are not the bytes of an interview."""
    try:
        said: dict[str, Any] = json.loads(raw)["words"]
        contact: dict[str, str] = said["contact"]
        return Words(
            text=said["text"],
            kind=said["kind"],
            happened_on=date.fromisoformat(said["happened_on"]) if said["happened_on"] else None,
            happened_at=time.fromisoformat(said["happened_at"]) if said["happened_at"] else None,
            known_on=date.fromisoformat(said["known_on"]) if said["known_on"] else None,
            area_code=said["area_code"],
            place=said["place"],
            station=said["station"],
            contact=Contact(**contact) if contact else None,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not an interview") from error
