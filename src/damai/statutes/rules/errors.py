"""What can be wrong with a question about the law; every message can be shown to the person who asked."""


class StatuteError(ValueError):
    """A question the statutes cannot answer. Its text is an Indonesian sentence for the person who asked."""


class UnknownRegime(StatuteError):
    """No regime of this code is in the table."""


class UnknownClock(StatuteError):
    """The regime has no clock of this code; the message names the nearest ones."""


class NoVersionInForce(StatuteError):
    """The clock is known, but no version of it is in force on the day asked about."""


class AmbiguousClock(StatuteError):
    """Two versions of one clock are in force on the same day: a person must mend the table, the machine does not choose."""


class NeedsMoment(StatuteError):
    """A clock in hours was given a date without a time of day."""


class NaiveMoment(StatuteError):
    """A moment without a time zone was given; the law's hours are counted between moments, not between clock faces."""


class NotCountable(StatuteError):
    """The clock has no length of its own: it is a window tied to stages, or follows another clock."""


class OutsideWindow(StatuteError):
    """The day asked about lies in no election's window for this clock."""


class DayOutOfRange(StatuteError):
    """A year so far away that it is surely a mistake."""


class UnreadableDay(StatuteError):
    """What was typed is no date, or a date that no calendar has; the message says which."""


class UnknownZone(StatuteError):
    """Not one of the three time zones of Indonesia."""


class UnknownElection(StatuteError, LookupError):
    """No election of this code is in the table."""


class UnreadableTable(StatuteError):
    """A row of a table cannot be read; the message names the file, the line and the reason."""
