"""Certificates and the ceremonial sheet as files."""

from ..models import Declaration, Signature


def certificate_of(signature: Signature) -> bytes:
    """The signed certificate (PDF, A4 landscape)."""
    raise NotImplementedError


def check_certificate(body: bytes) -> object:
    """Whether a file is a certificate of this house, unchanged."""
    raise NotImplementedError


def sheet_of(declaration: Declaration) -> bytes:
    """The ceremonial sheet (PDF, A3 portrait)."""
    raise NotImplementedError
