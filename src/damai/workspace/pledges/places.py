"""Who stands under a text: places prepared before the day, and the codes by which people sign in the hall."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.rules import Refused
from damai.pledges import actions, queries
from damai.pledges.actions.letters import address, hall_path
from damai.pledges.public import participants
from damai.pledges.queries import Declaration, Signature

from ..desk import attempt, mistaken, reader
from .forms import InstitutionsForm, LeaderForm
from .found import CONVENERS, READERS, found, managed, not_found_if_not_theirs

State = Signature.State


@dataclass(frozen=True)
class Place:
    """A place under the text, with its name opened."""

    signature: Signature
    name: str

    @property
    def who(self) -> str:
        """The participant or institution; for a person, the person."""
        return _who(self.signature) or self.name

    @property
    def by(self) -> str:
        """The person and their function, where these are not said already."""
        return ", ".join(part for part in (self.name, self.signature.office) if part and part != self.who)

    @property
    def can_be_signed(self) -> bool:
        """Whether a code can still be given out."""
        return self.signature.state == State.INVITED


@dataclass(frozen=True)
class Code:
    """A card to hand out: whose place it is, and the address behind its QR code."""

    place: Place
    address: str


def _who(signature: Signature) -> str:
    if signature.participant:
        return signature.participant.name
    return signature.agency.name if signature.agency else ""


def places_of(declaration: Declaration) -> list[Place]:
    """The places under the text that is signed, or before that the newest, in order."""
    text = queries.signed_text(declaration) or queries.newest_text(declaration)
    return [Place(each, queries.name_of(each)) for each in queries.signatures_of(text)] if text else []


@READERS
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Every place with its state, and the forms for more."""
    return _page(request, found(request, code))


def _page(
    request: HttpRequest,
    declaration: Declaration,
    *,
    institutions: InstitutionsForm | None = None,
    leader: LeaderForm | None = None,
    status: int = 200,
) -> HttpResponse:
    places = places_of(declaration)
    taken = {each.signature.agency_id for each in places if each.signature.agency_id and each.signature.state != State.WITHDRAWN}
    standing = {each.signature.participant_id for each in places if each.signature.state != State.WITHDRAWN}
    missing = [each for each in participants(declaration.election) if each.pk not in standing]
    context = {
        "declaration": declaration,
        "places": places,
        "signed": sum(each.signature.state == State.SIGNED for each in places),
        "waiting": sum(each.can_be_signed for each in places),
        "missing": missing,
        "institutions": institutions or InstitutionsForm(without=taken),
        "leader": leader or LeaderForm(),
        "may_manage": queries.may_manage(reader(request), declaration),
        "has_text": queries.newest_text(declaration) is not None,
        "can_change": declaration.state in {Declaration.State.DRAFT, Declaration.State.OPEN},
    }
    return render(request, "workspace/pledges/places.html", context, status=status)


@CONVENERS
@require_POST
def add_participants(request: HttpRequest, code: str) -> HttpResponse:
    """A place for every participant of the election that has none yet, by ballot number."""
    declaration = managed(request, code)
    standing = {each.signature.participant_id for each in places_of(declaration) if each.signature.state != State.WITHDRAWN}
    wanted = [each for each in participants(declaration.election) if each.pk not in standing]
    added = 0
    try:
        for participant in wanted:
            actions.invite_signatory(declaration, kind="participant", participant=participant, by=reader(request))
            added += 1
    except Refused as refused:
        not_found_if_not_theirs(refused)
        messages.error(request, str(refused))
    if added:
        said = ngettext("%(n)d tempat peserta pemilu disiapkan.", "%(n)d tempat peserta pemilu disiapkan.", added) % {"n": added}
        messages.success(request, said)
    elif not wanted:
        messages.info(request, _("Semua peserta pemilu sudah mempunyai tempat."))
    return redirect("workspace:pledge_places", code)


@CONVENERS
@require_POST
def add_institutions(request: HttpRequest, code: str) -> HttpResponse:
    """Places for institutions of the table."""
    declaration = managed(request, code)
    places = places_of(declaration)
    taken = {each.signature.agency_id for each in places if each.signature.agency_id and each.signature.state != State.WITHDRAWN}
    form = InstitutionsForm(request.POST, without=taken)
    if not form.is_valid():
        return _page(request, declaration, institutions=form, status=mistaken(request))
    last = max((each.signature.place for each in places if each.signature.kind == "institution"), default=0)
    try:
        for number, agency in enumerate(form.cleaned_data["agencies"], start=1):
            actions.invite_signatory(declaration, kind="institution", agency=agency, place=last + number, by=reader(request))
    except Refused as refused:
        not_found_if_not_theirs(refused)
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Tempat lembaga disiapkan."))
    return redirect("workspace:pledge_places", code)


@CONVENERS
@require_POST
def add_leader(request: HttpRequest, code: str) -> HttpResponse:
    """A place for a community leader, or for an institution that has no account here."""
    declaration = managed(request, code)
    form = LeaderForm(request.POST)
    if not form.is_valid():
        return _page(request, declaration, leader=form, status=mistaken(request))
    try:
        actions.invite_signatory(declaration, by=reader(request), **form.cleaned_data)
    except Refused as refused:
        not_found_if_not_theirs(refused)
        form.add_error(None, str(refused))
        return _page(request, declaration, leader=form, status=mistaken(request))
    messages.success(request, _("Tempat disiapkan."))
    return redirect("workspace:pledge_places", code)


def _place(request: HttpRequest, declaration: Declaration, code: str) -> Signature:
    try:
        return queries.signature_of(declaration, code)
    except Signature.DoesNotExist:
        raise Http404 from None


@CONVENERS
@require_POST
def take_off(request: HttpRequest, code: str, place: str) -> HttpResponse:
    """Remove a place that was not signed."""
    signature = _place(request, managed(request, code), place)
    back = f"/kerja/deklarasi/{code}/penandatangan/"
    return attempt(request, lambda: actions.take_off(signature, by=reader(request)), said=_("Tempat dihapus."), back=back)


@CONVENERS
@require_POST
def codes(request: HttpRequest, code: str) -> HttpResponse:
    """A sheet of QR codes to print and hand out, one for each place that was not signed, or for one of them (`tempat`).

    The codes are new each time: earlier ones open nothing any more, so a sheet that was lost is made worthless by the next.
    """
    declaration = managed(request, code)
    wanted = request.POST.get("tempat", "")
    places = [each for each in places_of(declaration) if each.can_be_signed and wanted in {"", each.signature.code}]
    if not places:
        messages.info(request, _("Tidak ada tempat yang masih menunggu tanda tangan."))
        return redirect("workspace:pledge_places", code)
    try:
        made = [(each, actions.new_token(each.signature, by=reader(request))) for each in places]
    except Refused as refused:
        not_found_if_not_theirs(refused)
        messages.error(request, str(refused))
        return redirect("workspace:pledge_places", code)
    cards = [Code(place, address(hall_path(invited.token))) for place, invited in made]
    return render(request, "workspace/pledges/codes.html", {"declaration": declaration, "cards": cards})
