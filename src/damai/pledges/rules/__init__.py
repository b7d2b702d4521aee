"""What holds for declarations and signatures, without Django, database or clock."""

from .texts import ClauseGiven, IndicatorGiven, TextGiven

__all__ = ["ClauseGiven", "IndicatorGiven", "TextGiven"]
