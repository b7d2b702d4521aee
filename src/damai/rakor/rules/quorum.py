"""Who had to be there, and who was: by agency, with the denominator always said.

No law sets a quorum for a coordination meeting. The house's rule is *keterwakilan*: more than half of the agencies that were
marked as required have somebody there. Without a required agency there is nothing to measure, which is said as such.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Representation:
    """Required agencies against those that are there."""

    required: frozenset[str]
    present: frozenset[str]  # of everyone who came, required or not

    @property
    def came(self) -> frozenset[str]:
        """The required ones that are there."""
        return self.required & self.present

    @property
    def missing(self) -> frozenset[str]:
        """The required ones that are not."""
        return self.required - self.present

    @property
    def is_met(self) -> bool | None:
        """Whether more than half of the required ones are there; None where none was required."""
        return len(self.came) * 2 > len(self.required) if self.required else None


def representation(*, required: Iterable[str], present: Iterable[str]) -> Representation:
    """Compare two sets of agencies; an agency that sent five people is there once."""
    return Representation(required=frozenset(required), present=frozenset(present))
