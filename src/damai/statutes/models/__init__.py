"""What is stored of the law: its tables, versioned and dated, so that a lawyer can correct them without touching code."""

from .tables import (
    Basis,
    Clock,
    Confidence,
    Election,
    Holiday,
    HolidayKind,
    LocalTime,
    Office,
    Regime,
    Stage,
    StageKind,
    Status,
    Unit,
    Zone,
)

__all__ = [
    "Basis",
    "Clock",
    "Confidence",
    "Election",
    "Holiday",
    "HolidayKind",
    "LocalTime",
    "Office",
    "Regime",
    "Stage",
    "StageKind",
    "Status",
    "Unit",
    "Zone",
]
