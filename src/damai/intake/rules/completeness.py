"""What a report still lacks to become a formal one, so that the sender can be asked while there is time.

Perbawaslu 7/2022: a report needs who reports and who is reported, when it happened and became known, where, what, and proof.
Most reports of the public fail here; the reporter has two working days to mend it. Nothing of this is needed to be heard:
without it a message is preliminary information (informasi awal).
"""

from enum import StrEnum

from .words import Words


class Missing(StrEnum):
    """One thing that a formal report needs and this message does not say."""

    HAPPENED_ON = "happened-on"
    KNOWN_ON = "known-on"
    PLACE = "place"
    CONTACT = "contact"
    EVIDENCE = "evidence"


def missing(words: Words, *, files: int) -> tuple[Missing, ...]:
    """What is missing, in the order of Form B.1. What only a person can judge (who, what) is not guessed here."""
    contact = words.contact
    lacks = {
        Missing.CONTACT: not (contact and contact.name and (contact.phone or contact.email)),
        Missing.HAPPENED_ON: words.happened_on is None,
        Missing.KNOWN_ON: words.known_on is None,
        Missing.PLACE: not (words.area_code or words.place or words.point),
        Missing.EVIDENCE: files == 0,
    }
    return tuple(thing for thing, lacking in lacks.items() if lacking)
