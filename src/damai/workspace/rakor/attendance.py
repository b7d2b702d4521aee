"""Attendance: the secretary's page, which works without a line; the poster at the door; the list to print and sign."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.actions import Member, PersonalData, note_view
from damai.ledger.queries import now
from damai.look.templatetags.look import clock_time, island_source
from damai.rakor import actions
from damai.rakor.actions import Who
from damai.rakor.queries import Attendance, Meeting, contact_of, doors_of, guests_of, present_at, table_of

from ..desk import attempt, mistaken, reader
from .forms import DoorsForm
from .meetings import CONVENERS, convened, where

MOST_ROWS = 500  # of one sending; the browser sends the rest afterwards
BLANK_LINES = 15  # on the printed list, for those whom nobody expected


def _open(meeting: Meeting) -> bool:
    return meeting.state not in {Meeting.State.CANCELLED, Meeting.State.FINAL, Meeting.State.DRAFT}


def _context(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """What page and list show."""
    present = present_at(meeting, with_void=True)
    there = {each.row.invitation_id for each in present if each.row.invitation_id and not each.row.is_void}
    guests = [guest for guest in guests_of(meeting) if not guest.invitation.is_off]
    return {
        "meeting": meeting,
        "guests": [{"guest": guest, "is_there": guest.invitation.pk in there} for guest in guests],
        "present": present,
        "here": sum(not each.row.is_void for each in present),
        "with_contact": sum(each.has_contact and not each.row.is_void for each in present),
        "table": table_of(meeting),
        "is_open": _open(meeting),
        "doors": doors_of(meeting),
        "sexes": Attendance.Sex.choices,
        "now": now(),
    }


@CONVENERS
@require_safe
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """Tick guests, add others, strike out mistakes. The list alone is given where only it is asked for.

    It is the one page of the workspace that a browser may keep, for a hall without a line: only while attendance is taken, by its
    own worker, without any contact, and until the member signs out.
    """
    meeting = convened(request, code)
    context = _context(request, meeting)
    if request.GET.get("bagian") == "daftar":
        return render(request, "workspace/rakor/_attendance.html", context)
    seconds = int((context["doors"].closes_at - now()).total_seconds())
    keeps = context["is_open"] and seconds > 0
    context |= {
        "doors_form": DoorsForm(meeting=meeting),
        "island": {
            "meeting": meeting.code,
            "member": reader(request).code,
            "send": where(meeting, "hadir/kirim/"),
            "list": where(meeting, "hadir/?bagian=daftar"),
            "worker": where(meeting, "hadir/pekerja.js") if keeps else "",
            "token": get_token(request),
            "words": _island_words(),
        },
    }
    response = render(request, "workspace/rakor/attendance.html", context)
    if keeps:  # says to the page's own worker for how long it may keep it; everyone else is told not to
        response["X-Keep-For"] = str(seconds)
    return response


def _island_words() -> dict[str, str]:
    return {
        "waiting": _("{n} belum terkirim; tersimpan di perangkat ini"),
        "sending": _("Mengirim…"),
        "sent": _("Semua sudah terkirim"),
        "offline": _("Tanpa sambungan. Teruskan mencatat; semuanya dikirim nanti."),
        "signin": _("Masuk lagi untuk mengirim; yang tercatat tetap tersimpan di perangkat ini."),
        "others": _("{n} catatan milik akun lain menunggu di perangkat ini; hanya akun itu yang dapat mengirimnya."),
        "noted": _("Dicatat, belum terkirim"),
        "voided": _("Dicoret, belum terkirim"),
        "again": _("{name}: sudah tercatat sebelumnya, tidak dicatat dua kali"),
        "refused": _("{name}: {message}"),
        "discard": _("Buang catatan ini"),
        "needs_name": _("Tulis nama yang hadir."),
        "no_store": _("Peramban ini tidak dapat menyimpan catatan tanpa sambungan. Catat saat tersambung."),
    }


@CONVENERS
@require_POST
def attendance_note(request: HttpRequest, code: str) -> HttpResponse:
    """Note one person, as the form without a script sends it."""
    meeting = convened(request, code)
    post = request.POST
    number = post.get("undangan", "")
    who = Who(
        name=post.get("nama", ""),
        organisation=post.get("instansi", ""),
        office=post.get("jabatan", ""),
        sex=post.get("lp", ""),
        contact=post.get("kontak", ""),
    )
    return attempt(
        request,
        lambda: actions.note_by_secretary(
            meeting, by=reader(request), client_id=uuid4(), who=who, invitation=int(number) if number.isdecimal() else None
        ),
        said=_("Kehadiran dicatat."),
        back=where(meeting, "hadir/"),
    )


@CONVENERS
@require_POST
def attendance_void(request: HttpRequest, code: str, client_id: UUID) -> HttpResponse:
    """Strike out a line that was a mistake."""
    meeting = convened(request, code)
    row = _row(meeting, client_id)
    if row is None:
        raise Http404
    said = _("Baris dicoret. Orangnya dapat dicatat lagi.")
    return attempt(request, lambda: actions.void(row, by=reader(request)), said=said, back=where(meeting, "hadir/"))


def _row(meeting: Meeting, client_id: UUID) -> Attendance | None:
    return meeting.attendance.filter(client_id=client_id).first()


@CONVENERS
@require_POST
def attendance_contacts(request: HttpRequest, code: str) -> HttpResponse:
    """The contacts that guests left of their own accord. Opening them is noted; they never stand on the page that is kept."""
    meeting = convened(request, code)
    rows = [{"name": each.name, "contact": contact_of(each.row)} for each in present_at(meeting) if each.has_contact]
    note_view(reader(request), subject=meeting.code, what=PersonalData.CONTACT, own=True)
    return render(request, "workspace/rakor/contacts.html", {"meeting": meeting, "rows": rows})


# --- What was noted without a line ----------------------------------------------------------------------------------


@CONVENERS
@require_POST
def attendance_send(request: HttpRequest, code: str) -> HttpResponse:
    """Take in what a browser noted, as JSON: `{"rows": [{"client_id", "kind": "note"|"void", …}]}`.

    Answers for each row what became of it. Each row stands for itself: one that is refused does not hold up the others, and a row
    that is sent again is answered as it was the first time.
    """
    meeting = convened(request, code)
    try:
        rows = json.loads(request.body)["rows"]
        if not isinstance(rows, list) or len(rows) > MOST_ROWS or not all(isinstance(row, dict) for row in rows):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"message": _("Kiriman ini tidak dapat dibaca.")}, status=400)
    return JsonResponse({"rows": [_take(meeting, row, by=reader(request)) for row in rows]})


def _take(meeting: Meeting, row: dict[str, Any], *, by: Member) -> dict[str, str]:
    said = str(row.get("client_id", ""))[:40]
    try:
        client_id = UUID(said)
        if row.get("kind") == "void":
            return _take_void(meeting, row, by=by) | {"client_id": said}
        number = row.get("invitation")
        noted = actions.note_by_secretary(
            meeting,
            by=by,
            client_id=client_id,
            who=Who(**{name: _text(row, name) for name in ("name", "organisation", "office", "sex")}),
            invitation=number if isinstance(number, int) and not isinstance(number, bool) else None,
            arrived_at=_moment(row.get("at")),
        )
    except actions.NotYours as refusal:
        return {"client_id": said, "state": "refused", "message": str(refusal)}
    except actions.Refused as refusal:
        return {"client_id": said, "state": "refused", "message": str(refusal)}
    except ValueError:
        return {"client_id": said, "state": "refused", "message": _("Baris ini tidak dapat dibaca.")}
    mine = noted.attendance.client_id == client_id
    at = clock_time(noted.attendance.arrived_at)
    return {"client_id": said, "state": "noted" if mine or not noted.again else "again", "message": at}


def _take_void(meeting: Meeting, row: dict[str, Any], *, by: Member) -> dict[str, str]:
    found = _row(meeting, UUID(str(row.get("row", ""))))
    if found is None:
        return {"state": "refused", "message": _("Baris yang dicoret tidak ditemukan.")}
    actions.void(found, by=by)
    return {"state": "noted", "message": ""}


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name, "")
    return value[:400] if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    """When it was noted there, as the device's clock says; a clock that says nonsense says nothing."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and is_aware(moment) else None


@CONVENERS
@require_safe
def attendance_worker(request: HttpRequest, code: str) -> HttpResponse:
    """The service worker of this meeting's page. It is served from below the page, so it can reach nothing else."""
    convened(request, code)
    source = island_source("attendance/worker")
    if not source:
        raise Http404
    return HttpResponse(source, content_type="text/javascript; charset=utf-8")


# --- On paper -------------------------------------------------------------------------------------------------------


@CONVENERS
@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """A page for the door: the code, large enough for three metres, and what to do."""
    meeting = convened(request, code)
    address = f"{settings.BASE_URL}/undangan/pintu/{meeting.door_token}/"
    context = {"meeting": meeting, "address": address, "doors": doors_of(meeting)}
    return render(request, "workspace/rakor/poster.html", context)


@CONVENERS
@require_POST
def set_doors(request: HttpRequest, code: str) -> HttpResponse:
    """From when to when attendance is taken, and a new code."""
    meeting = convened(request, code)
    form = DoorsForm(request.POST, meeting=meeting)
    if not form.is_valid():
        context = _context(request, meeting) | {"doors_form": form}
        return render(request, "workspace/rakor/attendance.html", context, status=mistaken(request))
    said = form.cleaned_data
    return attempt(
        request,
        lambda: actions.set_doors(
            meeting, by=reader(request), opens_at=said["opens"], closes_at=said["closes"], new_code=said["new_code"]
        ),
        said=_("Pintu daftar hadir diatur."),
        back=where(meeting, "hadir/"),
    )


@CONVENERS
@require_safe
def printed(request: HttpRequest, code: str) -> HttpResponse:
    """The list to print and sign. The column for contacts is empty for everyone: it lies open on a table."""
    meeting = convened(request, code)
    present = present_at(meeting)
    there = {each.row.invitation_id for each in present}
    guests = [guest for guest in guests_of(meeting) if not guest.invitation.is_off and guest.invitation.pk not in there]
    rows = [
        {"name": each.name, "organisation": each.organisation, "office": each.row.office, "sex": each.row.sex,
         "at": each.row.arrived_at}
        for each in present
    ]  # fmt: skip
    rows += [
        {"name": guest.name, "organisation": guest.organisation, "office": guest.invitation.office, "sex": "", "at": None}
        for guest in guests
    ]
    context = {"meeting": meeting, "rows": rows + [{}] * BLANK_LINES}
    return render(request, "workspace/rakor/attendance_print.html", context)
