"""What the room knows of series, meetings, invitations, attendance, minutes and decisions; rows filtered by who looks."""

from ..models import AgendaItem, Attendance, Feed, Invitation, Meeting, Series
from .attending import Present, Side, Table, contact_of, present_at, table_of
from .feeds import feeds_for
from .inviting import Answers, Guest, answers_to, delegate_of, email_of, guests_of, link_of, name_of, organisation_of
from .meetings import (
    Doors,
    agencies_at,
    agenda_of,
    budget_of,
    coming_for,
    conveners_of,
    doors_of,
    may_convene,
    meeting_for,
    meetings_for,
    one_series_for,
    series_for,
    when,
)

__all__ = [
    "AgendaItem",
    "Answers",
    "Attendance",
    "Doors",
    "Feed",
    "Guest",
    "Invitation",
    "Meeting",
    "Present",
    "Series",
    "Side",
    "Table",
    "agencies_at",
    "agenda_of",
    "answers_to",
    "budget_of",
    "coming_for",
    "contact_of",
    "conveners_of",
    "delegate_of",
    "doors_of",
    "email_of",
    "feeds_for",
    "guests_of",
    "link_of",
    "may_convene",
    "meeting_for",
    "meetings_for",
    "name_of",
    "one_series_for",
    "organisation_of",
    "present_at",
    "series_for",
    "table_of",
    "when",
]
