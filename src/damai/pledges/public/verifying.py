"""Whether a certificate is genuine, and what the register says of it today."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .. import queries
from ..models import Signature
from ..rules import read_code
from ..rules.certificate import Flaw
from .reading import signatory
from .told import FileVerdict, Verified


def verify(code: str) -> Verified | None:
    """What the register says of a code as it stands on a certificate (S-7K3MQ-9XD2P); None when nobody signed under it.

    Small letters, missing hyphens, o for 0 and l for 1 are understood.
    """
    rows = Signature.objects.select_related("text__declaration", "participant", "agency")
    row = rows.filter(code=read_code(code), state__in=[Signature.State.SIGNED, Signature.State.WITHDRAWN]).first()
    if row is None or row.signed_at is None:
        return None
    one = signatory(row)
    return Verified(
        code=row.code,
        title=row.text.declaration.title,
        slug=row.text.declaration.slug,
        version=row.text.version,
        sha256=row.text.sha256,
        kind_words=one.kind_words,
        name=one.name,
        office=one.office,
        participant=one.participant,
        agency=one.agency,
        means_words=one.means_words,
        signed_at=row.signed_at,
        withdrawn_at=row.withdrawn_at,
        statement=row.statement,
        leaf=bytes(row.leaf).hex(),
    )


def verify_file(body: bytes) -> FileVerdict:
    """Whether a certificate is this house's and unchanged, and what the register says of it today."""
    verdict = queries.check_certificate(body)
    if not verdict.good or verdict.claim is None:
        flaw = verdict.flaw or Flaw.NOT_A_CERTIFICATE
        return FileVerdict(good=False, flaw=flaw.value, sentence=_flaw_words(flaw), code="", registered=None)
    registered = verify(verdict.claim.code)
    return FileVerdict(good=True, flaw="", sentence=_good_words(registered), code=verdict.claim.code, registered=registered)


def _good_words(registered: Verified | None) -> str:
    if registered is None:
        return _("Sertifikat ini asli, tetapi nomornya tidak ada di daftar kami. Laporkan kepada pengelola situs ini.")
    if registered.withdrawn_at is not None:
        day = date_format(localtime(registered.withdrawn_at), "j F Y")
        return _("Sertifikat ini asli dan tidak diubah, tetapi tanda tangannya ditarik pada %(day)s.") % {"day": day}
    return _("Sertifikat ini asli dan tidak diubah satu bita pun.")


def _flaw_words(flaw: Flaw) -> str:
    words = {
        Flaw.NOT_A_CERTIFICATE: _("Ini bukan sertifikat dari Damai."),
        Flaw.TRUNCATED: _("Berkas ini terpotong: bagian akhirnya hilang. Unduh ulang dari halaman Anda."),
        Flaw.APPENDED: _("Ada yang ditambahkan di belakang berkas ini. Sertifikat ini tidak dapat dipercaya."),
        Flaw.TWO_PLACES: _("Berkas ini memuat lebih dari satu tanda tangan digital. Sertifikat ini tidak dapat dipercaya."),
        Flaw.OTHER_HOUSE: _("Sertifikat ini tidak dikeluarkan oleh pengelola situs ini."),
        Flaw.CHANGED: _("Berkas ini diubah setelah dikeluarkan. Sertifikat ini tidak dapat dipercaya."),
    }
    return words[flaw]


def key() -> str:
    """The key (vkey) that checks certificates of this house, for `damai pledge verify FILE --key`."""
    return str(queries.certificate_keys()[0])
