"""How promises stand, when people are reminded, what shows that something was done, and whose word makes a breach of it."""

from .cells import inert
from .deciding import BODIES, competent
from .evidence import MOST_BYTES, OFFICE, link_flaw, office_flaw, prefix_of
from .given import IndicatorGiven
from .reminding import ESCALATES_AFTER, Step, escalation_now, reminder_now, reminders
from .standing import OPEN, SOON, URGENCY, IndicatorSign, ItemSign, Signs, Standing, Why, is_late, reasons, standing
from .verifying import BY_AN_AGENCY, TWO_SOURCES, Source, verification
from .wording import judging_words, personal_numbers

__all__ = [
    "BODIES",
    "BY_AN_AGENCY",
    "ESCALATES_AFTER",
    "MOST_BYTES",
    "OFFICE",
    "OPEN",
    "SOON",
    "TWO_SOURCES",
    "URGENCY",
    "IndicatorGiven",
    "IndicatorSign",
    "ItemSign",
    "Signs",
    "Source",
    "Standing",
    "Step",
    "Why",
    "competent",
    "escalation_now",
    "inert",
    "is_late",
    "judging_words",
    "link_flaw",
    "office_flaw",
    "personal_numbers",
    "prefix_of",
    "reasons",
    "reminder_now",
    "reminders",
    "standing",
    "verification",
]
