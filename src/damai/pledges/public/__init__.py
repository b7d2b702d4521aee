"""What everyone may know of declarations: the text, who stands under it in order, how many, and what became of each clause."""

from .figures import figures_about, participant_name, participants
from .reading import citizens, counts, declaration, declarations, sheet, signatories, signatory, text_file
from .told import (
    Counts,
    FileVerdict,
    NamedCitizens,
    ParticipantFigure,
    PublicClause,
    PublicDeclaration,
    PublicIndicator,
    PublicText,
    Signatory,
    Summary,
    Verified,
)
from .verifying import key, verify, verify_file

__all__ = [
    "Counts",
    "FileVerdict",
    "NamedCitizens",
    "ParticipantFigure",
    "PublicClause",
    "PublicDeclaration",
    "PublicIndicator",
    "PublicText",
    "Signatory",
    "Summary",
    "Verified",
    "citizens",
    "counts",
    "declaration",
    "declarations",
    "figures_about",
    "key",
    "participant_name",
    "participants",
    "sheet",
    "signatories",
    "signatory",
    "text_file",
    "verify",
    "verify_file",
]
