"""The counter: staff take a report down for someone who stands there or telephones, one question at a time or on one sheet.

The same engine as on the portal. The code of what is being taken down stands in a hidden field, in no address and in no session.
Once it was sent, this desk shows nothing of it but the receipt.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.forms import Select
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from damai.agencies.access import AgencyKind, Role, View, open_to
from damai.areas.queries import areas_in, label
from damai.intake.actions import ConflictingDelivery
from damai.intake.actions.group import Interrupted
from damai.intake.channels.web.upload import NotTakenIn, TakenIn, take_in
from damai.intake.rules.receipts import ReceiptTypo
from damai.interviews import actions, queries, rules
from damai.interviews.actions import Way
from damai.interviews.doors.pages import Say, draw, step_in, take
from damai.interviews.doors.steps import sent_page

from .desk import reader

AT_THE_COUNTER = open_to(Role.OFFICER, Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
WAYS = {"loket": Way.COUNTER, "telepon": Way.PHONE}
Interview = Any  # a row of the room below; views name no models


@AT_THE_COUNTER
@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """Begin, or go on by code; and what I took down today, by code and hour only."""
    return _start(request)


def _start(request: HttpRequest, *, status: int = 200, message: str = "", tone: str = "bad", typed: str = "") -> HttpResponse:
    context = {
        "taken": queries.taken_today(reader(request).code),
        "message": message,
        "tone": tone,
        "typed": typed[:40],
        "days": actions.KEPT_DAYS,
    }
    return render(request, "workspace/counter/start.html", context, status=status)


@dataclass(frozen=True)
class _At:
    """What is being taken down: the interview, its code, the form that was sent, and how the questions are shown."""

    interview: Interview
    code: str
    form: TakenIn
    on_a_sheet: bool


Act = Callable[[HttpRequest, _At], HttpResponse]


def _door(act: Act) -> View:
    """A page of the counter: by POST, with files that stream to the store, and Django's token checked after they did."""

    @AT_THE_COUNTER
    @csrf_exempt  # only until files have their way to the store; `_checked` asks for the token
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("workspace:counter")
        try:
            form = take_in(request)
        except NotTakenIn as problem:
            message = _("Kiriman terputus, rusak, atau terlalu panjang. Jawaban sebelumnya tersimpan; lanjutkan dengan kode.")
            return _start(request, status=problem.status, message=message)
        return _checked(request, form, act)

    return view


@csrf_protect
def _checked(request: HttpRequest, form: TakenIn, act: Act) -> HttpResponse:
    typed = str(form.said.get("kode", ""))
    try:
        interview = queries.by_code(typed[:100])
    except ReceiptTypo:
        message = _("Kode lanjutan terdiri dari 13 huruf dan angka. Periksa huruf demi huruf.")
        return _start(request, status=422, message=message, typed=typed)
    if interview is None:
        message = _("Tidak ada laporan yang belum dikirim dengan kode ini.")
        return _start(request, status=404, message=message, typed=typed)
    at = _At(interview, queries.code_of(interview), form, str(form.said.get("cara", "")) == "lembar")
    try:
        return act(request, at)
    except actions.AlreadySent:
        return _sent(request, at)
    except (actions.TooMuch, actions.NothingToSend) as refused:
        return _shown(request, at, lines=(Say(text=str(refused), tone="bad"),), status=422)


@AT_THE_COUNTER
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin to take a report down."""
    if request.method != "POST":
        return redirect("workspace:counter")
    way = WAYS.get(request.POST.get("lewat", ""), Way.COUNTER)
    begun = actions.begin(way, taken_by=reader(request).code)
    empty = TakenIn(said=request.POST, files=request.FILES, parts=(), refusal=None, too_many=False)
    return _shown(request, _At(begun.interview, begun.code, empty, request.POST.get("cara", "") == "lembar"))


def _resume(request: HttpRequest, at: _At) -> HttpResponse:
    """Go on with what was begun here or by the person themselves; from now on, who writes is recorded."""
    if at.interview.message is not None:
        return _sent(request, at)
    way = WAYS.get(str(at.form.said.get("lewat", "")), Way(at.interview.way))
    way = way if way in WAYS.values() else Way.COUNTER
    actions.take_over(at.interview, way=way, by=reader(request).code)
    return _shown(request, at)


def _step(request: HttpRequest, at: _At) -> HttpResponse:
    """One answer, one step."""
    done = take(at.interview, step_in(at.form.said), at.form)
    return _shown(request, at, state=done.state, lines=done.lines, typed=done.typed, status=done.status)


def _sheet(request: HttpRequest, at: _At) -> HttpResponse:
    """The whole sheet at once; what is right is kept, what is not is said beside its field."""
    given = {name.removeprefix("j."): str(value) for name, value in at.form.said.items() if name.startswith("j.")}
    notes = take(at.interview, step_in(_only_files(at)), at.form).lines if at.form.parts or at.form.refusal else ()
    world = queries.world(files=queries.count_files(at.interview))
    filled: list[rules.Filled] = []

    def step(state: rules.State) -> rules.State:
        filled.append(rules.fill(state, given, world))
        return filled[-1].state

    state = actions.change(at.interview, step)
    troubles = {name: queries.said(line) for name, line in filled[-1].troubles.items()}
    if troubles or at.form.said.get("aksi") == "simpan":
        return _shown(request, at, state=state, lines=notes, troubles=troubles, given=given, status=422 if troubles else 200)
    return _shown(request, at, state=rules.goto(state, rules.SUMMARY), lines=notes, reads_back=True)


def _only_files(at: _At) -> Any:
    """The form without its words, so that its files alone are taken."""
    said = at.form.said.copy()
    said.clear()
    said["aksi"] = "berkas"
    return said


def _drop(request: HttpRequest, at: _At) -> HttpResponse:
    """Take a file out again."""
    actions.drop_file(at.interview, str(at.form.said.get("buang", ""))[:64])
    return _shown(request, at)


def _send(request: HttpRequest, at: _At) -> HttpResponse:
    """Send, after it was read back."""
    if at.interview.message is None and at.form.said.get("dibacakan") != "ya":
        message = _("Bacakan dulu kepada pelapor, lalu beri tanda bahwa isinya sudah dibenarkan.")
        return _shown(request, at, lines=(Say(text=message, tone="warn"),), reads_back=True, status=422)
    return _sent(request, at)


def _forget(request: HttpRequest, at: _At) -> HttpResponse:
    """Erase what was not sent: the person thought better of it."""
    if at.form.said.get("setuju") != "ya":
        message = _("Beri tanda bahwa pelapor ingin menghapus semuanya, lalu tekan hapus sekali lagi.")
        return _shown(request, at, lines=(Say(text=message, tone="warn"),), reads_back=True, status=422)
    actions.forget(at.interview)
    return _start(request, message=_("Semua yang ditulis sudah dihapus."), tone="good")


def _sent(request: HttpRequest, at: _At) -> HttpResponse:
    """The receipt, to be given to the person; nothing of who they are."""
    try:
        sent = actions.send(at.interview)
    except ConflictingDelivery:
        return _start(request, status=409, message=_("Laporan ini sudah dilengkapi dengan cara lain."))
    except (DatabaseError, Interrupted):
        message = _("Belum dapat disimpan. Tekan kirim sekali lagi; laporan tidak akan menjadi dua.")
        return _start(request, status=503, message=message, typed=at.code)
    context = {"sent": sent_page(sent), "code": sent.message.code}
    return render(request, "workspace/counter/sent.html", context)


# --- What is shown --------------------------------------------------------------------------------------------------------


def _shown(
    request: HttpRequest,
    at: _At,
    *,
    state: rules.State | None = None,
    lines: tuple[Say, ...] = (),
    typed: str = "",
    troubles: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    reads_back: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The next question, the sheet, or what is read back to the person."""
    if at.interview.message is not None:
        return _sent(request, at)
    state = state or queries.state_of(at.interview)
    page = draw(at.interview, at.code, state=state, lines=lines, typed=typed, status=status)
    context: dict[str, Any] = {
        "page": page,
        "q": page.question,
        "urls": {name: reverse(f"workspace:counter_{name}") for name in ("step", "sheet", "drop", "send", "forget")},
        "on_a_sheet": at.on_a_sheet,
        "phone": at.interview.way == Way.PHONE,
        "days": actions.KEPT_DAYS,
    }
    if at.on_a_sheet and not reads_back:
        context["fields"] = _fields(state, troubles or {}, given or {})
        context["places"] = _places()
        return render(request, "workspace/counter/sheet.html", context, status=status)
    if page.question is None:
        return render(request, "workspace/counter/read_back.html", context, status=status)
    if page.question.sort == "area":
        choices = [("", _("— pilih, bila tahu —")), *_places()]
        context["places"] = Select(choices=choices).render("wilayah", "", {"id": "wilayah"})
    return render(request, "workspace/counter/question.html", context, status=status)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of the sheet."""

    shown: queries.Shown
    value: str
    trouble: str
    group: str  # reporter, reported, witness; empty: what happened


def _fields(state: rules.State, troubles: Mapping[str, str], given: Mapping[str, str]) -> list[Field]:
    fields = []
    for question in rules.sheet(state):
        shown = queries.shown(state, question)
        kept = state.answers.get(question.id)
        value = given.get(question.id, "") if question.id in troubles else (kept.value if kept and kept.known else "")
        if kept and kept.known and not value:
            value = kept.said
        fields.append(Field(shown=shown, value=value, trouble=troubles.get(question.id, ""), group=question.personal))
    return fields


def _places() -> list[tuple[str, str]]:
    """Every place of the city, for a list: kecamatan, and kelurahan below each."""
    return [(area.code, label(area)) for area in areas_in(settings.CITY) if area.code != settings.CITY]


urlpatterns: list[URLPattern] = [
    path("", counter, name="counter"),
    path("mulai/", start, name="counter_start"),
    path("lanjut/", _door(_resume), name="counter_resume"),
    path("jawab/", _door(_step), name="counter_step"),
    path("lembar/", _door(_sheet), name="counter_sheet"),
    path("keluarkan/", _door(_drop), name="counter_drop"),
    path("kirim/", _door(_send), name="counter_send"),
    path("hapus/", _door(_forget), name="counter_forget"),
]
