"""The pack for a hearing: a lead, with a second factor just proven, takes everything out in one signed file."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods

from damai.agencies.access import proven_at
from damai.agencies.actions import AccessReason
from damai.agencies.queries import proven_recently, scope_of
from damai.agencies.rules import Capability
from damai.cases.queries import Case, handles
from damai.documents.queries import documents_about
from damai.evidence.actions import NotYours, PeopleAsked, Refused, make_pack
from damai.evidence.queries import exhibits_of
from damai.evidence.rules.papers import PersonLines
from damai.identities.actions import look
from damai.identities.queries import Identity, Masked, people_of, person
from damai.ledger.queries import is_demo, now

from ...desk import mistaken, reader
from .files import download
from .forms import PackForm
from .found import LEADS, case_of

# What a hearing may ask of somebody. The note that staff keep about a person stays here.
FIELDS = {
    "name": gettext_lazy("Nama"),
    "nik": gettext_lazy("NIK"),
    "birth_place": gettext_lazy("Tempat lahir"),
    "birth_date": gettext_lazy("Tanggal lahir"),
    "sex": gettext_lazy("Jenis kelamin"),
    "occupation": gettext_lazy("Pekerjaan"),
    "citizenship": gettext_lazy("Kewarganegaraan"),
    "address": gettext_lazy("Alamat"),
    "phone": gettext_lazy("Telepon"),
    "email": gettext_lazy("Surel"),
}


@LEADS
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, code: str) -> HttpResponseBase:
    """What a pack will hold; a press signs it and sends it."""
    case = case_of(request, code)
    member = reader(request)
    if not scope_of(member).may(Capability.EXPORT_PERSONAL_DATA, agency=case.agency_id):
        raise Http404
    papers, people = list(documents_about(case.code)), people_of(case.code)
    form = PackForm(request.POST or None, papers=papers, people=people)
    proven = proven_recently(member, proven_at(request), now())
    if request.method != "POST":
        return _page(request, case, form, proven=proven)
    if not proven:
        messages.error(request, _("Buktikan dahulu dengan faktor kedua bahwa ini Anda."))
        return _page(request, case, form, proven=False, status=mistaken(request))
    if not form.is_valid():
        return _page(request, case, form, proven=True, status=mistaken(request))
    said = form.cleaned_data
    try:
        asked = _asked(request, case, people, said.get("persons", []), said.get("why", ""))
        made = make_pack(
            case.code,
            by=member,
            chronology=[case.code],
            papers=[each for each in papers if each.code in said.get("papers", [])],
            people=asked,
        )
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, case, form, proven=True, status=mistaken(request))
    return download(StreamingHttpResponse(made.chunks(), content_type="application/zip"), made.file_name, made.size)


def _page(request: HttpRequest, case: Case, form: PackForm, *, proven: bool, status: int = 200) -> HttpResponse:
    exhibits = exhibits_of(case.code)
    context = {
        "case": case,
        "form": form,
        "exhibits": exhibits,
        "originals": [each for each in exhibits if each.row.sha256 and not each.standing.withdrawn],
        "size": sum(each.row.size for each in exhibits if not each.standing.withdrawn),
        "proven": proven,
        "has_factor": is_demo() or scope_of(reader(request)).has_second_factor,
    }
    return render(request, "workspace/cases/proof/pack.html", context, status=status)


@transaction.atomic
def _asked(request: HttpRequest, case: Case, people: list[Masked], chosen: list[str], why: str) -> PeopleAsked | None:
    """The data of the persons that were asked for: each is opened in its own room, which notes it."""
    if not chosen:
        return None
    member = reader(request)
    own = handles(member, case)
    with override("id"):
        found = tuple(
            _lines(each, look(person(each.code), by=member, reason=why, own=own)) for each in people if each.code in chosen
        )
        return PeopleAsked(why=str(AccessReason(why).label), persons=found)


def _lines(masked: Masked, identity: Identity) -> PersonLines:
    said = tuple((str(label), identity.fields[name]) for name, label in FIELDS.items() if identity.fields.get(name))
    return PersonLines(masked.code, masked.part_words, said)
