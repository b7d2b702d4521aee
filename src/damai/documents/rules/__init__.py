"""What papers are made of, decided without a database: kinds, fields, numbers, words, and how a template becomes DOCX and PDF."""

from .kinds import COMMON, Kind, UnknownKind, examples, kind, kinds, missing, register_kind
from .values import Field, Picture, Qr

__all__ = ["COMMON", "Field", "Kind", "Picture", "Qr", "UnknownKind", "examples", "kind", "kinds", "missing", "register_kind"]
