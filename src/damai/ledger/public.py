"""What everyone may know of the log: how it stands, and the proof that a leaf is in it."""

from dataclasses import dataclass

from . import queries
from .queries import State, is_demo, now, state
from .rules.receipts import Receipt

__all__ = ["Proof", "State", "is_demo", "now", "proof_of", "receipt_file", "state"]


@dataclass(frozen=True)
class Proof:
    """That a leaf stands in the log under a signed checkpoint."""

    leaf: str  # hex: the commitment
    index: int
    size: int  # leaves under the checkpoint
    root: str  # hex
    path: tuple[str, ...]  # hex, from the leaf's sibling up
    checkpoint: str  # the signed note

    @property
    def origin(self) -> str:
        """The log's name."""
        return self.checkpoint.partition("\n")[0]


def proof_of(leaf_hex: str) -> Proof | None:
    """The proof for a leaf; None while the leaf waits for its place (a second, as a rule) or when there is none such."""
    receipt = _receipt(leaf_hex, with_opening=False)
    if receipt is None:
        return None
    checkpoint = receipt.signed
    return Proof(
        leaf=leaf_hex,
        index=receipt.index,
        size=checkpoint.size,
        root=checkpoint.root.hex(),
        path=tuple(step.hex() for step in receipt.path),
        checkpoint=receipt.checkpoint,
    )


def receipt_file(leaf_hex: str, *, with_opening: bool = False) -> str | None:
    """The proof as a .tlog-proof file that can be checked offline; None as for proof_of.

    Leaves are public, what they commit to is not: give the opening only to whoever holds the receipt of what it tells.
    """
    receipt = _receipt(leaf_hex, with_opening=with_opening)
    return str(receipt) if receipt else None


def _receipt(leaf_hex: str, *, with_opening: bool) -> Receipt | None:
    try:
        return queries.proof_of(bytes.fromhex(leaf_hex), with_opening=with_opening)
    except ValueError:
        return None
