"""What anyone who holds a paper can learn: that it was issued here, under which number and day, and whether it still stands."""

import hmac
from dataclasses import dataclass
from datetime import date

from . import queries
from .models import Document
from .rules.filing import checking_code, digest, read_checking_code

__all__ = ["PublicDocument", "verify", "verify_file"]


@dataclass(frozen=True, kw_only=True)
class PublicDocument:
    """A document as its QR code tells of it. What it says, and about whom, stays with who holds the paper."""

    code: str
    checking_code: str  # what stands under the QR
    label: str  # "Surat undangan"
    number: str  # as written on it; empty for papers without one
    agency: str
    dated: date
    is_void: bool
    replaced_on: date | None  # the day of the document that stands in its place
    replaced_number: str
    docx_sha256: str
    pdf_sha256: str

    @property
    def stands(self) -> bool:
        """Whether it can be relied on."""
        return not self.is_void and self.replaced_on is None


def verify(typed: str) -> PublicDocument | None:
    """The document behind a code with its token, as typed or scanned; None when either is not ours."""
    read = read_checking_code(typed)
    if read is None:
        return None
    code, token = read
    row = Document.objects.filter(code=code).select_related("agency", "number").defer("docx", "pdf", "sealed_values").first()
    if row is None or not hmac.compare_digest(row.token_sha256, digest(token.encode())):
        return None
    later = queries.replaced_by(row)
    return PublicDocument(
        code=row.code,
        checking_code=checking_code(row.code, token),
        label=queries.label_of(row.kind),
        number=row.number.text if row.number else "",
        agency=row.agency.name,
        dated=row.dated,
        is_void=row.is_void,
        replaced_on=later.dated if later else None,
        replaced_number=later.number.text if later and later.number else "",
        docx_sha256=row.docx_sha256,
        pdf_sha256=row.pdf_sha256,
    )


def verify_file(document: PublicDocument, file: bytes) -> str:
    """Which of the issued files these bytes are: "pdf", "docx", or "" for neither. Nothing is kept."""
    found = digest(file)
    return {document.pdf_sha256: "pdf", document.docx_sha256: "docx"}.get(found, "")
