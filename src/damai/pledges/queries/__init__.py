"""What staff may know of declarations and signatures."""

from damai.agencies.models import Member

from ..models import Declaration, Participant, Signature, Text

__all__ = ["Declaration", "Participant", "Signature", "Text"]


def declarations_for(member: Member) -> list[Declaration]:
    """The declarations a member may see: all that are not drafts, and drafts for whoever takes part in meetings."""
    raise NotImplementedError


def declaration_for(member: Member, code: str) -> Declaration:
    """One of them, or Declaration.DoesNotExist."""
    raise NotImplementedError


def may_manage(member: Member, declaration: Declaration) -> bool:
    """Whether the member may write, open, close and invite."""
    raise NotImplementedError


def newest_text(declaration: Declaration) -> Text | None:
    """The newest version, with clauses and indicators fetched."""
    raise NotImplementedError


def signatures_of(text: Text) -> list[Signature]:
    """Places and signatures in order, without citizens."""
    raise NotImplementedError


def signature_of(declaration: Declaration, code: str) -> Signature:
    """One of them, or Signature.DoesNotExist."""
    raise NotImplementedError


def name_of(signature: Signature) -> str:
    """The signatory's name, opened."""
    raise NotImplementedError


def templates() -> list[Declaration]:
    """Shipped texts that a new declaration can begin with."""
    raise NotImplementedError
