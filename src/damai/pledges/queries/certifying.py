"""Certificates and the ceremonial sheet as files, made when they are asked for; the same question gives the same bytes."""

from django.conf import settings
from django.utils.timezone import localdate

from ..models import Declaration, Participant, SignatoryKind, Signature, Text
from ..rules.certificate import Claim, Verdict, check, put_signature
from ..rules.papers import Certificate, Row, Seat, Sheet, certificate_pdf, sheet_pdf
from .keys import certificate_keys, house_key
from .people import as_drawn, name_of
from .standing import newest_text, signatures_of, signed_text

PAIRS, PARTIES = "Pasangan calon", "Partai politik"
OTHERS = {SignatoryKind.INSTITUTION: "Lembaga", SignatoryKind.COMMUNITY: "Tokoh masyarakat"}


def certificate_of(signature: Signature) -> bytes:
    """The signed certificate (PDF, A4 landscape) of a signature that stands."""
    text, key = signature.text, house_key()
    declaration = text.declaration
    told = Certificate(
        claim=Claim(key.name, signature.code, declaration.code, text.version, text.sha256, signature.statement),
        title=declaration.title,
        occasion=declaration.occasion,
        place=declaration.place,
        held_on=localdate(declaration.held_at),
        clauses=text.clauses.count(),
        name=name_of(signature),
        office=signature.office,
        behalf=_who(signature),
        kind=str(SignatoryKind(signature.kind).label),
        means=str(Signature.Means(signature.means).label),
        signed_on=localdate(signature.signed_at),
        address=f"{settings.BASE_URL}/deklarasi/periksa/{signature.code}/",
    )
    return put_signature(certificate_pdf(told), key)


def check_certificate(body: bytes) -> Verdict:
    """Whether a file is a certificate of this house, unchanged."""
    return check(body, certificate_keys())


def sheet_of(declaration: Declaration, *, in_public: bool = False) -> bytes:
    """The ceremonial sheet (PDF, A3 portrait): the fixed text, or a draft marked as one. Text.DoesNotExist without any.

    The office that keeps it sees signatures as they were drawn, and whom it has invited. `in_public` nobody is named before they
    sign, and it is only said that a place was signed: a picture of a signature in everyone's hands is a tool for forging it.
    """
    text = signed_text(declaration) or newest_text(declaration)
    if text is None:
        raise Text.DoesNotExist
    held_on = localdate(declaration.held_at)
    told = Sheet(
        title=declaration.title,
        occasion=declaration.occasion,
        place=declaration.place,
        held_on=held_on,
        preamble=text.preamble,
        clauses=tuple(clause.words for clause in text.clauses.all()),
        closing=text.closing,
        rows=_rows(signatures_of(text), in_public=in_public),
        witnesses=tuple(line.strip() for line in declaration.witnesses.splitlines() if line.strip()),
        digest=text.sha256,
        note=_note(declaration, text),
        address=f"{settings.BASE_URL}/deklarasi/{declaration.slug}/",
        dated=held_on,
    )
    return sheet_pdf(told)


def _note(declaration: Declaration, text: Text) -> str:
    if declaration.state == Declaration.State.ARCHIVE:
        said = "naskah resmi" if text.is_official else "pokok-pokok dengan kata-kata kami, bukan naskah resmi"
        return f"Dokumen rujukan, {said}. Sumber: {declaration.source}"
    return "" if text.sha256 else "RANCANGAN"


def _rows(signatures: list[Signature], *, in_public: bool) -> tuple[Row, ...]:
    """Pairs, parties, institutions, community: each in its order, and only those that have a place."""
    kept = [one for one in signatures if one.state != Signature.State.WITHDRAWN]
    pairs = [one for one in kept if one.participant and one.participant.kind == Participant.Kind.PAIR]
    parties = [one for one in kept if one.participant and one.participant.kind == Participant.Kind.PARTY]
    groups = [(PAIRS, pairs), (PARTIES, parties)]
    groups += [(words, [one for one in kept if one.kind == kind]) for kind, words in OTHERS.items()]
    return tuple(Row(words=words, seats=tuple(_seat(row, in_public=in_public) for row in rows)) for words, rows in groups if rows)


def _seat(signature: Signature, *, in_public: bool) -> Seat:
    is_signed = signature.state == Signature.State.SIGNED
    notes = {
        Signature.Means.CERTIFICATE: f"Sertifikat elektronik {signature.certificate_reference}",
        Signature.Means.ACCOUNT: "Ditandatangani dengan akun lembaga",
    }
    if in_public:
        notes[Signature.Means.DRAWN] = "Ditandatangani di tempat"
    return Seat(
        number=signature.participant.ballot_number if signature.participant else None,
        who=_who(signature),
        name="" if in_public and not is_signed else name_of(signature),
        office=signature.office,
        note=notes.get(Signature.Means(signature.means), "") if is_signed else "",
        drawing=as_drawn(signature) if is_signed and not in_public else None,
    )


def _who(signature: Signature) -> str:
    if signature.participant:
        return signature.participant.name
    return signature.agency.name if signature.agency else ""
