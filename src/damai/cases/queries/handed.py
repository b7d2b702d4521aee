"""What a case holds that can be chosen for a paper or handed over: pieces of evidence, by their codes."""

from dataclasses import dataclass

from damai.evidence.queries import Shown, exhibits_of


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of evidence as papers and receivers know it."""

    code: str
    title: str  # as staff wrote it
    kind: str
    sha256: str
    media_type: str
    is_object: bool


def pieces_of(case: str) -> list[Piece]:
    """The evidence of a case, in the order of its numbers."""
    return [piece_of(each) for each in exhibits_of(case)]


def piece_of(shown: Shown) -> Piece:
    """One piece."""
    row = shown.row
    return Piece(
        code=row.code,
        title=shown.title or str(row.get_kind_display()),
        kind=str(row.get_kind_display()),
        sha256=row.sha256,
        media_type=row.media_type,
        is_object=row.is_object,
    )
