"""Final minutes: what is still missing, with the way to each; sealing; and what is added afterwards."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from damai.rakor.actions import finalising
from damai.rakor.queries.meetings import may_convene
from damai.rakor.queries.minutes import Meeting, decisions_of, still_missing
from damai.rakor.rules.minutes import Lack, Missing
from damai.triage.actions import NotYours, Refused

from ..desk import attempt, reader
from .minutes import TABLE, found


@dataclass(frozen=True)
class Gap:
    """Something that is missing, in words, and where it is mended."""

    words: str
    href: str


def gaps(meeting: Meeting, missing: list[Missing]) -> list[Gap]:
    """What is missing, each with the way to the place where it is mended."""
    items = {str(item.number): item for item in meeting.agenda.all()}
    here = f"/kerja/rakor/{meeting.code}/"
    found = []
    for each in missing:
        said = lack_words()[each.what]
        if each.task:
            words = _("Tindak lanjut %(number)s: %(lack)s") % {"number": f"{each.decision}.{each.task}", "lack": said}
            href = f"{here}keputusan/{each.decision}/tugas/{each.task}/"
        elif each.decision:
            words = _("Keputusan %(number)d: %(lack)s") % {"number": each.decision, "lack": said}
            href = f"{here}keputusan/{each.decision}/"
        elif each.item:
            item = items[each.item]
            words, href = f"{item.number}. {item.title}: {said}", f"{here}notula/#bagian-{item.pk}"
        else:
            words, href = said, f"{here}hadir/" if each.what is Lack.ATTENDANCE else f"{here}ubah/"
        found.append(Gap(words, href))
    return found


def lack_words() -> dict[Lack, str]:
    """What is said of each lack, in the reader's language."""
    return {
        Lack.CHAIR: _("Nama pimpinan rapat belum diisi"),
        Lack.SECRETARY: _("Notulis belum diisi"),
        Lack.ATTENDANCE: _("Daftar hadir masih kosong"),
        Lack.NOTE: _("belum ada pembahasan; tulis, atau nyatakan tidak dibahas"),
        Lack.WORDS: _("belum ada isinya"),
        Lack.OWNER: _("belum ada penanggung jawab"),
        Lack.DUE: _("belum ada tenggat"),
        Lack.DUE_EARLY: _("tenggatnya mendahului rapat"),
        Lack.INDICATOR: _("belum ada indikator"),
        Lack.TARGET: _("target, arah, atau satuannya belum lengkap"),
        Lack.TASK_OWNER: _("belum ada penanggung jawab"),
        Lack.TASK_INDICATOR: _("belum ada indikator"),
        Lack.TASK_TARGET: _("belum ada target"),
        Lack.TASK_START: _("belum ada tanggal mulai"),
        Lack.TASK_DUE: _("belum ada tenggat"),
        Lack.TASK_ORDER: _("tenggatnya mendahului rapat atau mulainya"),
    }


@TABLE
@require_http_methods(["GET", "HEAD", "POST"])
def final(request: HttpRequest, code: str) -> HttpResponse:
    """The list of what is missing; and, when nothing is, the button that seals the minutes."""
    meeting = found(request, code)
    if not may_convene(reader(request), meeting):
        raise Http404
    if meeting.state == Meeting.State.FINAL:
        return redirect(f"/kerja/rakor/{code}/notula/")
    status, missing = 200, still_missing(meeting)
    if request.method == "POST":
        try:
            finalising.finalise(meeting, by=reader(request))
        except NotYours:
            raise Http404 from None
        except finalising.NotWholeYet as refusal:
            messages.error(request, str(refusal))
            status, missing = 409, refusal.missing
        except Refused as refusal:
            messages.error(request, str(refusal))
            status = 409
        else:
            messages.success(request, _("Notula final. Setiap keputusan kini menjadi komitmen yang diikuti."))
            return redirect(f"/kerja/rakor/{code}/notula/")
    decisions = decisions_of(meeting)
    context = {
        "meeting": meeting,
        "gaps": gaps(meeting, missing),
        "decisions": decisions,
        "tasks": sum(len(each.written_tasks) for each in decisions),
    }
    return render(request, "workspace/rakor/final.html", context, status=status)


@TABLE
@require_POST
def addendum(request: HttpRequest, code: str) -> HttpResponse:
    """Add to final minutes."""
    meeting = found(request, code)
    words = request.POST.get("kata", "")
    return attempt(
        request,
        lambda: finalising.add_addendum(meeting, words=words, by=reader(request)),
        said=_("Adendum dicatat."),
        back=f"/kerja/rakor/{code}/notula/#adendum",
    )


urlpatterns = [
    path("<str:code>/notula/final/", final, name="minutes_final"),
    path("<str:code>/notula/adendum/", addendum, name="addendum"),
]
