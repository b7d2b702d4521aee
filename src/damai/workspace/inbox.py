"""The inbox: what waits for a decision, the most severe first, taken in batches under a lease that ends by itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.access import AgencyKind, Role, open_to
from damai.ledger.queries import now
from damai.triage.actions import release, take_batch
from damai.triage.queries import count_waiting, held_by, waiting_for

from .desk import others, reader

PAGE = 25
BATCH = 10


@open_to(Role.OFFICER, Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What I hold, and what waits."""
    member = reader(request)
    held = list(held_by(member))
    context = {
        "held": held,
        "waiting": others(waiting_for(member), held, PAGE),
        "count": count_waiting(member) - len(held),
        "page": PAGE,
        "now": now(),
    }
    template = "workspace/inbox/_listing.html" if getattr(request, "htmx", False) else "workspace/inbox/listing.html"
    return render(request, template, context)


@open_to(Role.OFFICER, Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take the next batch."""
    taken = take_batch(reader(request), size=BATCH)
    if taken:
        said = ngettext(
            "%(n)d laporan Anda pegang selama sepuluh menit.", "%(n)d laporan Anda pegang selama sepuluh menit.", len(taken)
        )
        messages.success(request, said % {"n": len(taken)})
    else:
        messages.info(request, _("Tidak ada laporan yang menunggu, atau semuanya sedang dipegang petugas lain."))
    return redirect("workspace:inbox")


@open_to(Role.OFFICER, Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
@require_POST
def give_back(request: HttpRequest) -> HttpResponse:
    """Give back what I hold."""
    release(reader(request))
    messages.success(request, _("Laporan yang Anda pegang sudah dikembalikan."))
    return redirect("workspace:inbox")
