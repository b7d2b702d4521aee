"""Citizens who are named in public: the convener can stop showing a name that is an insult or an advertisement."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.rules import Refused
from damai.pledges import actions, public, queries
from damai.pledges.queries import Signature

from ..desk import reader
from .found import CONVENERS, managed, not_found_if_not_theirs

ON_A_PAGE = 60


@CONVENERS
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The names as everyone sees them, the latest first."""
    declaration = managed(request, code)
    page = public.citizens(declaration.slug, after=request.GET.get("sesudah", "")[:60], size=ON_A_PAGE)
    context = {"declaration": declaration, "page": page, "counts": public.counts(declaration.slug)}
    return render(request, "workspace/pledges/citizens.html", context)


@CONVENERS
@require_POST
def hide(request: HttpRequest, code: str, place: str) -> HttpResponse:
    """Stop showing one name; the signature stays and is counted."""
    declaration = managed(request, code)
    try:
        actions.hide_name(queries.signature_of(declaration, place), by=reader(request))
    except Signature.DoesNotExist:
        raise Http404 from None
    except Refused as refused:
        not_found_if_not_theirs(refused)
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Namanya tidak ditampilkan lagi. Tanda tangannya tetap dihitung."))
    return redirect("workspace:pledge_citizens", code)
