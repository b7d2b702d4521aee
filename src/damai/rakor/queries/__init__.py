"""What the room knows of series, meetings, invitations, attendance, minutes and decisions; rows filtered by who looks."""

from ..models import AgendaItem, Attendance, Feed, Invitation, Meeting, Series
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
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "Doors",
    "Feed",
    "Invitation",
    "Meeting",
    "Series",
    "agencies_at",
    "agenda_of",
    "budget_of",
    "coming_for",
    "conveners_of",
    "doors_of",
    "may_convene",
    "meeting_for",
    "meetings_for",
    "one_series_for",
    "series_for",
]
