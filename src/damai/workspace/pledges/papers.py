"""Files of a declaration: the ceremonial sheet, an institution's certificate, and the list of signatories as a table."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from damai.pledges import queries
from damai.pledges.queries import Signature, Text

from ..desk import reader
from .found import CONVENERS, READERS, SIGNERS, found, managed
from .places import places_of

HEADS = ("jenis", "nomor_urut", "peserta_atau_lembaga", "nama", "jabatan", "keadaan", "cara", "waktu", "nomor_tanda_tangan")
# A table program takes a cell that begins so for a formula and runs it.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def _download(body: bytes | str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@READERS
@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The ceremonial sheet on A3; a draft is marked as one."""
    declaration = found(request, code)
    try:
        return _download(queries.sheet_of(declaration), f"{declaration.slug}-A3.pdf", "application/pdf")
    except Text.DoesNotExist:
        raise Http404 from None


@SIGNERS
@require_safe
def certificate(request: HttpRequest, code: str, place: str) -> HttpResponse:
    """The certificate of an agency that the reader may sign for."""
    declaration = found(request, code)
    try:
        signature = queries.signature_of(declaration, place)
    except Signature.DoesNotExist:
        raise Http404 from None
    mine = {each.code for each in queries.may_sign_for(reader(request))}
    if signature.agency_id not in mine or signature.state != Signature.State.SIGNED:
        raise Http404
    signature.text.declaration = declaration
    return _download(queries.certificate_of(signature), f"sertifikat-{signature.code}.pdf", "application/pdf")


@CONVENERS
@require_safe
def as_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Places and signatures without citizens, for the organiser's own table."""
    declaration = managed(request, code)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    for place in places_of(declaration):
        row = place.signature
        writer.writerow(
            harmless(value)
            for value in (
                row.get_kind_display(),
                row.participant.ballot_number if row.participant else "",
                row.participant.name if row.participant else (row.agency.name if row.agency else ""),
                place.name,
                row.office,
                row.get_state_display(),
                row.get_means_display() if row.means else "",
                row.signed_at.isoformat() if row.signed_at else "",
                row.code,
            )
        )
    return _download("\ufeff" + text.getvalue(), f"{declaration.slug}-penandatangan.csv", "text/csv; charset=utf-8")


def harmless(value: object) -> str:
    """A cell that no table program runs."""
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text
