"""Which boundaries are loaded, and from where."""

from ..models import Boundary, BoundaryImport
from .hierarchy import under


def has_boundaries(code: str | None = None) -> bool:
    """Whether the boundary of this place or of any below it is loaded."""
    return Boundary.objects.filter(under(code, "area__code")).exists()


def boundary_versions(code: str | None = None) -> list[BoundaryImport]:
    """The imports that the boundaries of this place come from, oldest first; all that are in use for None."""
    used = Boundary.objects.filter(under(code, "area__code")).values("origin")
    return list(BoundaryImport.objects.filter(id__in=used))
