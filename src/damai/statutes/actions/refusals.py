"""What can be wrong with a change of the law's tables; each refusal is a sentence that can be shown."""

from .. import rules


class AlreadyThere(rules.StatuteError):
    """The row is in the table already."""


class OverlappingVersions(rules.StatuteError):
    """The new version would hold on the same days as another one."""


class NotThere(rules.StatuteError):
    """The row that should be changed is not in the table."""


class NotADay(rules.StatuteError):
    """A date that cannot be meant."""
