"""Declarations, their texts, and who may do what with them."""

import time
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.queries import in_areas, scope_of
from damai.agencies.rules import Capability

from ..models import Clause, Declaration, SignatoryKind, Signature, Text
from ..rules import ClauseGiven, IndicatorGiven, TextGiven, in_order, text_digest

State = Declaration.State
LINK_LIVES = timedelta(days=7)  # of a confirmation
BELIEVED = 5.0  # seconds for which a process believes that a fixed text is unchanged
_unchanged: dict[tuple[int, str], float] = {}


def declarations_for(member: Member) -> QuerySet[Declaration]:
    """The declarations a member may see, the latest first.

    A draft is for those who take part in meetings in its convener's city, or in all of its province; what is public is for all.
    """
    rows = Declaration.objects.select_related("convener")
    agencies = scope_of(member).where(Capability.TAKE_PART).agencies
    if not agencies:
        return rows.exclude(state__in=[State.DRAFT, State.TEMPLATE])
    grounds = {
        ".".join(area.split(".")[:2]) for area in Agency.objects.filter(code__in=agencies).values_list("area_id", flat=True)
    }
    near = Q(convener__in=agencies) | in_areas(sorted(grounds), field="convener__area__code")
    return rows.filter(~Q(state=State.DRAFT) | near)


def declaration_for(member: Member, code: str) -> Declaration:
    """One of them, or Declaration.DoesNotExist."""
    return declarations_for(member).get(code=code)


def may_manage(member: Member, declaration: Declaration) -> bool:
    """Whether the member may write, open, close and invite: conveners of the agency it belongs to.

    What was signed elsewhere belongs to nobody here: any convener may paste its official wording.
    """
    scope = scope_of(member)
    return scope.may(Capability.CONVENE, agency=declaration.convener_id) if declaration.convener_id else scope.may(
        Capability.CONVENE
    )  # fmt: skip


def may_sign_for(member: Member) -> list[Agency]:
    """The agencies in whose name the member may sign."""
    codes = scope_of(member).where(Capability.SIGN_FOR_AGENCY).agencies
    return list(Agency.objects.filter(code__in=codes).order_by("code"))


def is_open(declaration: Declaration, at: datetime) -> bool:
    """Whether it can be signed at a moment: it is open, and the window has begun and not ended."""
    begun, ends = declaration.opens_at, declaration.closes_at
    return declaration.state == State.OPEN and begun is not None and ends is not None and begun <= at < ends


def why_not(declaration: Declaration, at: datetime) -> str:
    """Why it cannot be signed on the portal at a moment, in a sentence; empty when it can."""
    if declaration.state == State.ARCHIVE:
        return _("Deklarasi ini ditandatangani di tempat lain dan disimpan di sini sebagai rujukan.")
    begun, ends = declaration.opens_at, declaration.closes_at
    if declaration.state == State.OPEN and begun is not None and at < begun:
        return _("Penandatanganan baru dibuka %(when)s.") % {"when": moment(begun)}
    if is_open(declaration, at):
        return "" if declaration.for_citizens else _("Deklarasi ini hanya ditandatangani di tempat.")
    if ends is not None and declaration.state in {State.OPEN, State.CLOSED}:
        return _("Penandatanganan sudah ditutup %(when)s. Tanda tangan yang belum selesai tidak dihitung.") % {
            "when": moment(ends)
        }
    return _("Deklarasi ini tidak sedang ditandatangani.")


def why_ended(signature: Signature, at: datetime) -> str:
    """Why a link no longer leads to a signature; empty while it does."""
    if signature.state == Signature.State.WITHDRAWN:
        return _("Tanda tangan ini sudah ditarik. Anda dapat menandatangani lagi lewat formulir.")
    if not is_open(signature.text.declaration, at):
        return why_not(signature.text.declaration, at)
    asked = signature.state == Signature.State.ASKED
    if asked and (signature.asked_at is None or at - signature.asked_at > LINK_LIVES):
        return _("Tautan ini sudah lewat 7 hari. Isi formulirnya sekali lagi.")
    return ""


def moment(at: datetime) -> str:
    """Day and hour as people write them."""
    return date_format(localtime(at), "j F Y " + _("H.i"))


def texts_of(declaration: Declaration) -> QuerySet[Text]:
    """Every version, the newest first, with clauses and indicators."""
    rows = Text.objects.filter(declaration=declaration).order_by("-version")
    return rows.select_related("declaration").prefetch_related("clauses__indicators")


def newest_text(declaration: Declaration) -> Text | None:
    """The newest version, fixed or not."""
    return texts_of(declaration).first()


def signed_text(declaration: Declaration) -> Text | None:
    """The newest version that is fixed: the one that is signed and shown."""
    return texts_of(declaration).exclude(sha256="").first()


def fixed_texts(declaration: Declaration) -> list[Text]:
    """Every version that was fixed, the newest first."""
    return list(texts_of(declaration).exclude(sha256=""))


def clauses_given(text: Text) -> tuple[ClauseGiven, ...]:
    """The clauses as they were written, for a form or a new version."""
    return tuple(_given(clause) for clause in text.clauses.all())


def _given(clause: Clause) -> ClauseGiven:
    return ClauseGiven(
        words=clause.words,
        basis=clause.basis,
        basis_note=clause.basis_note,
        indicators=tuple(
            IndicatorGiven(
                words=each.words,
                unit=each.unit,
                direction=each.direction,
                target=each.target,
                source=each.source,
                figure=each.figure,
            )
            for each in clause.indicators.all()
        ),
    )


def given(text: Text, declaration: Declaration | None = None) -> TextGiven:
    """Everything the digest covers, as it is stored now."""
    declaration = declaration or text.declaration
    return TextGiven(
        title=declaration.title,
        place=declaration.place,
        held_on=localdate(declaration.held_at).isoformat(),
        version=text.version,
        preamble=text.preamble,
        clauses=tuple(clause.words for clause in text.clauses.all()),
        closing=text.closing,
    )


def intact(text: Text, *, fresh: bool = True) -> bool:
    """Whether what is stored still has the digest that was fixed. Not `fresh`: believed for five seconds, for signing."""
    key = (text.pk, text.sha256)
    if not fresh and _unchanged.get(key, 0.0) > time.monotonic():
        return True
    stored = Text.objects.select_related("declaration").prefetch_related("clauses").get(pk=text.pk)
    if not text.sha256 or text_digest(given(stored)) != text.sha256:
        _unchanged.pop(key, None)
        return False
    if len(_unchanged) > 100:
        _unchanged.clear()
    _unchanged[key] = time.monotonic() + BELIEVED
    return True


def signatures_of(text: Text) -> list[Signature]:
    """Places and signatures in order, without citizens."""
    rows = text.signatures.exclude(kind=SignatoryKind.CITIZEN).select_related("participant", "agency")
    return in_order(rows)


def open_text(slug: str) -> Text | None:
    """The text that citizens sign, or would before and after the window; None for a draft and for what is not there."""
    rows = Text.objects.select_related("declaration").exclude(sha256="").exclude(declaration__state=State.DRAFT)
    return rows.filter(declaration__slug=slug).order_by("-version").first()


def signature_of(declaration: Declaration, code: str) -> Signature:
    """A place or a signature under a declaration, or Signature.DoesNotExist."""
    return Signature.objects.select_related("participant", "agency", "text").get(text__declaration=declaration, code=code)


def templates() -> QuerySet[Declaration]:
    """Texts that a new declaration can begin with: templates first, then what was signed elsewhere."""
    return Declaration.objects.filter(state__in=[State.TEMPLATE, State.ARCHIVE]).order_by("-state", "slug")
