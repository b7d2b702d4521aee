"""A calendar program as RFC 5546 asks it to behave, with a parser that is not the one that writes our files (vobject)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import vobject


@dataclass
class Program:
    """One guest's calendar: events by UID, changed by the files that arrive."""

    events: dict[str, Any] = field(default_factory=dict)
    gone: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def receive(self, file: bytes) -> None:
        """Take in one file as 2.1.5 and 3.2 say: older than what is known is ignored; REQUEST puts in, CANCEL takes out."""
        calendar = vobject.readOne(file.decode())
        calendar.validate(raiseException=True)
        method, (event,) = calendar.method.value, calendar.vevent_list
        uid, version = event.uid.value, version_of(event)
        known = self.events.get(uid)
        newest = max(self.gone.get(uid, (-1, version[1])), version_of(known) if known else (-1, version[1]))
        if version < newest:
            return
        if method == "REQUEST":
            if uid in self.gone and version[0] <= self.gone[uid][0]:
                return  # an invitation after a cancellation must be newer
            self.events[uid] = event
        elif method == "CANCEL":
            self.events.pop(uid, None)
            self.gone[uid] = version
        else:
            raise AssertionError(method)


def version_of(event: Any) -> tuple[int, datetime]:
    """What decides which of two is newer."""
    return int(event.sequence.value), event.dtstamp.value
