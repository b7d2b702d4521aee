"""The list of guests: put together, written to, and looked after when a letter comes back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from damai.ledger.queries import now
from damai.rakor import actions
from damai.rakor.queries import Guest, Invitation, Meeting, answers_to, guests_of

from ..desk import attempt, mistaken, reader
from .forms import GuestForm, ListForm
from .meetings import CONVENERS, convened, where

ANSWERS = [Invitation.Answer.YES, Invitation.Answer.DELEGATED, Invitation.Answer.NO]


def problem_words(code: str) -> str:
    """What is wrong with one line of a pasted list."""
    return {
        "name": _("namanya kosong"),
        "few": _("kurang kolom; tulis Nama; Jabatan; Lembaga; surel"),
        "many": _("terlalu banyak kolom; paling banyak empat"),
        "organisation": _("lembaganya kosong"),
        "long": _("ada kolom yang terlalu panjang"),
        "email": _("surelnya tidak dapat dipakai"),
        "twice": _("surelnya sudah ada di baris lain"),
        "listed": _("surelnya sudah ada dalam daftar undangan"),
        "lines": _("daftar terlalu panjang; bagi menjadi dua"),
    }[code]


@CONVENERS
@require_safe
def guests(request: HttpRequest, code: str) -> HttpResponse:
    """Everyone invited, what they answered, and what became of their letters."""
    return _page(request, convened(request, code))


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    status: int = 200,
    bad: GuestForm | None = None,
    bad_number: int = 0,
    listed: ListForm | None = None,
    problems: tuple[dict[str, object], ...] = (),
) -> HttpResponse:
    people = guests_of(meeting)
    rows = [
        {
            "guest": guest,
            "form": bad if bad_number == guest.invitation.number else GuestForm(convener=meeting.convener, guest=guest),
        }
        for guest in people
    ]
    begun = meeting.starts_at <= now()
    open_ = meeting.state not in {Meeting.State.CANCELLED, Meeting.State.FINAL}
    context = {
        "meeting": meeting,
        "rows": rows,
        "guest_form": bad if bad is not None and not bad_number else GuestForm(convener=meeting.convener),
        "list_form": listed or ListForm(),
        "problems": problems,
        "answers": answers_to(meeting),
        "due": sum(guest.is_due for guest in people),
        "troubled": [guest for guest in people if guest.is_troubled and not guest.invitation.is_off],
        "without_address": sum(not guest.email for guest in people if not guest.invitation.is_off),
        "may_change": open_,
        "may_send": open_ and not begun,
        "begun": begun,
        "choices": [(each.value, each.label) for each in ANSWERS],
        "now": now(),
    }
    return render(request, "workspace/rakor/guests.html", context, status=status)


@CONVENERS
@require_POST
def guest_add(request: HttpRequest, code: str) -> HttpResponse:
    """Put one guest on the list."""
    meeting = convened(request, code)
    form = GuestForm(request.POST, convener=meeting.convener)
    if form.is_valid() and _said_in(form, lambda: actions.invite(meeting, by=reader(request), **form.cleaned_data)):
        messages.success(request, _("Tamu ditambahkan."))
        return redirect(where(meeting, "undangan/"))
    return _page(request, meeting, status=mistaken(request), bad=form)


def _said_in(form: GuestForm, act: object) -> bool:
    try:
        act()  # type: ignore[operator]
    except actions.NotYours:
        raise Http404 from None
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@CONVENERS
@require_POST
def guests_paste(request: HttpRequest, code: str) -> HttpResponse:
    """Take in a list. Lines that can be read are added; the others stay in the box, each with what is wrong."""
    meeting = convened(request, code)
    form = ListForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, status=mistaken(request), listed=form)
    try:
        pasted = actions.invite_list(meeting, text=form.cleaned_data["text"], by=reader(request))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(where(meeting, "undangan/"))
    if pasted.added:
        said = ngettext("%(n)d tamu ditambahkan.", "%(n)d tamu ditambahkan.", pasted.added)
        messages.success(request, said % {"n": pasted.added})
    if not pasted.problems:
        return redirect(where(meeting, "undangan/"))
    left = ListForm(initial={"text": "\n".join(line.text for line in pasted.problems)})
    problems = tuple(
        {"number": line.number, "text": line.text[:120], "words": problem_words(line.problem)} for line in pasted.problems
    )
    return _page(request, meeting, status=mistaken(request), listed=left, problems=problems)


@CONVENERS
@require_POST
def guests_send(request: HttpRequest, code: str) -> HttpResponse:
    """Write to everyone who has not been told the latest; or, asked for on purpose, to everyone once more."""
    meeting = convened(request, code)
    try:
        sent = actions.send_invitations(meeting, by=reader(request), to_everyone=bool(request.POST.get("semua")))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(n)d surat dikirim.", "%(n)d surat dikirim.", sent.letters) % {"n": sent.letters}
        if sent.without_address:
            more = ngettext(
                "%(n)d tamu tidak beralamat surel; sampaikan tautannya dengan cara lain.",
                "%(n)d tamu tidak beralamat surel; sampaikan tautannya dengan cara lain.",
                sent.without_address,
            )
            said = f"{said} {more % {'n': sent.without_address}}"
        messages.success(request, said)
    return redirect(where(meeting, "undangan/"))


def _guest(meeting: Meeting, number: int) -> Guest:
    guest = next((each for each in guests_of(meeting) if each.invitation.number == number), None)
    if guest is None:
        raise Http404
    return guest


@CONVENERS
@require_POST
def guest_change(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Save a guest, take them off, write again, or keep what they said by telephone: the button that was pressed says which."""
    meeting = convened(request, code)
    guest, by, back = _guest(meeting, number), reader(request), where(meeting, "undangan/")
    row, act = guest.invitation, request.POST.get("aksi", "simpan")
    if act == "coret":
        said = _("Tamu dicoret. Bila sudah disurati, pembatalan dikirim kepadanya.")
        return attempt(request, lambda: actions.take_off(row, by=by), said=said, back=back)
    if act == "ulang":
        return attempt(request, lambda: actions.send_again(row, by=by), said=_("Surat dikirim lagi."), back=back)
    if act == "jawab":
        answer, delegate = request.POST.get("jawaban", ""), request.POST.get("wakil", "")
        if answer not in ANSWERS:
            raise Http404
        said = _("Jawaban dicatat.")
        return attempt(request, lambda: actions.note_answer(row, said=answer, delegate=delegate, by=by), said=said, back=back)
    form = GuestForm(request.POST, convener=meeting.convener, guest=guest)
    if form.is_valid() and _said_in(form, lambda: actions.change_guest(row, by=by, **form.cleaned_data)):
        messages.success(request, _("Data tamu disimpan. Bila alamatnya berubah, kirim undangannya."))
        return redirect(back)
    return _page(request, meeting, status=mistaken(request), bad=form, bad_number=number)
