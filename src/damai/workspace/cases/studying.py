"""Studies of an alleged violation: in versions, by the handler and the leads, and read by nobody else until the plenary."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.cases.actions import studying
from damai.cases.queries import Case, Track, tracks_of
from damai.cases.queries.citing import elements_of, title_of
from damai.cases.queries.full_studies import (
    METS,
    PARTS,
    Study,
    difference,
    is_secret,
    may_read,
    may_write,
    standing_of,
    study_for,
    text_of,
    verified,
    versions_of,
)
from damai.cases.queries.replies import told_in
from damai.cases.rules.studies import LONGEST, Element, Met, Part, Text
from damai.documents.queries import documents_about, replaced_by
from damai.ledger.queries import now
from damai.triage.actions import NotYours, Refused

from ..desk import attempt, mistaken, reader
from .clarifying import taken_out
from .desk import HANDLERS, found, headed

WHOLE = "perkara"  # the study of the whole case, in the address


def _track(case: Case, which: str) -> Track | None:
    """The class that an address names; None for the whole case, 404 for a class that the case does not have."""
    if which == WHOLE:
        return None
    track = next((each for each in tracks_of(case) if each.klass == which), None)
    if track is None:
        raise Http404
    track.case = case
    return track


def _which(track: Track | None) -> str:
    return track.klass if track is not None else WHOLE


class StudyForm(forms.Form):
    """The parts of a study that are prose, its citations and what it recommends; the elements stand beside it."""

    citations = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
    )
    advice = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["citations"].label = _("Ketentuan yang dirujuk, satu per baris")
        self.fields["citations"].help_text = _("Unsur-unsur ketentuan yang dirujuk muncul di bawah setelah disimpan.")
        self.fields["advice"].label = _("Anjuran")
        self.fields["advice"].choices = Study.Advice.choices  # type: ignore[attr-defined]
        for part, label in PARTS.items():
            self.fields[part] = forms.CharField(
                label=label, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8, "lang": "id"})
            )
        self.order_fields([Part.POSITION, Part.FACTS, "citations", Part.ELEMENTS, Part.CONCLUSION, Part.ADVICE, "advice"])

    def ids(self) -> list[str]:
        """The citations, each on its line."""
        return [line.strip() for line in self.cleaned_data["citations"].splitlines() if line.strip()]


def _initial(study: Study | None) -> dict[str, Any]:
    if study is None:
        return {}
    text = text_of(study)
    return {part.value: text.part(part) for part in Part} | {
        "citations": "\n".join(study.citations),
        "advice": study.advice,
    }


def _elements(study: Study | None) -> list[Element]:
    """The elements to weigh: those that were weighed, and those of the offences that are cited."""
    known = list(text_of(study).elements) if study is not None else []
    seen = {(each.offence, each.words) for each in known}
    for cited in study.citations if study is not None else ():
        known += [Element(offence=cited, words=words) for words in elements_of(cited) if (cited, words) not in seen]
    return known


def _sent_elements(request: HttpRequest) -> tuple[Element, ...]:
    rows = zip(
        request.POST.getlist("unsur-pasal"),
        request.POST.getlist("unsur-isi"),
        request.POST.getlist("unsur-terpenuhi"),
        request.POST.getlist("unsur-analisis"),
        strict=False,
    )
    return tuple(
        Element(offence=offence[:60], words=words[:300], met=Met(met) if met in set(Met) else Met.OPEN, analysis=analysis)
        for offence, words, met, analysis in rows
        if offence and words
    )


@HANDLERS
@require_safe
def studies(request: HttpRequest, code: str) -> HttpResponse:
    """What there is of studies in a case; who may not read one sees that it is there and no more."""
    case = found(request, code)
    member = reader(request)
    rows = standing_of(case, member)
    context = {
        **headed(case, "kajian-dugaan"),
        "rows": [{"standing": row, "which": _which(row.track)} for row in rows],
        "writes": may_write(member, case),
        "registered": case.registered_at is not None,
        "now": now(),
    }
    return render(request, "workspace/cases/studies.html", context)


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Write another version on top of the latest."""
    case = found(request, code)
    track, member = _track(case, which), reader(request)
    if not may_write(member, case):
        raise Http404
    latest = versions_of(case, track).first()
    form = StudyForm(request.POST or None, initial=_initial(latest))
    elements = _sent_elements(request) if request.method == "POST" else tuple(_elements(latest))
    base = request.POST.get("versi", str(latest.version if latest else 0))
    context: dict[str, Any] = {
        **headed(case, "kajian-dugaan"),
        "track": track,
        "which": which,
        "form": form,
        "elements": [(each, title_of(each.offence)) for each in elements],
        "mets": METS.items(),
        "base": base,
        "sides": told_in(case),
    }
    if request.method != "POST":
        return render(request, "workspace/cases/study_edit.html", context)
    if form.is_valid() and base.isascii() and base.isdigit() and len(base) < 6:
        try:
            saved = _save(case, track, form, elements, int(base), request)
        except NotYours:
            raise Http404 from None
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if saved.merged:
                messages.warning(request, _("Orang lain menyimpan juga; tulisannya digabung, tidak ada kata yang hilang."))
            if saved.clashes:
                messages.warning(request, _("Di beberapa tempat kedua tulisan berdiri berurutan. Rapikan bersama."))
            messages.success(request, _("Versi %(n)d tersimpan.") % {"n": saved.study.version})
            return redirect("workspace:study_edit", code, which)
    return render(request, "workspace/cases/study_edit.html", context, status=mistaken(request))


def _save(
    case: Case, track: Track | None, form: StudyForm, elements: tuple[Element, ...], base: int, request: HttpRequest
) -> studying.Saved:
    text = Text(elements=elements)
    for part in Part:
        text = text.with_part(part, form.cleaned_data[part.value])
    return studying.save_study(
        case,
        track=track,
        base_version=base,
        text=text,
        advice=form.cleaned_data["advice"],
        citations=form.ids(),
        by=reader(request),
    )


def _study(request: HttpRequest, case: Case, track: Track | None, version: int) -> Study:
    try:
        return study_for(reader(request), case, track, version)
    except Study.DoesNotExist:
        raise Http404 from None


@HANDLERS
@require_safe
def read(request: HttpRequest, code: str, which: str, version: int) -> HttpResponse:
    """One version, beside what the reported parties said."""
    case = found(request, code)
    track = _track(case, which)
    study = _study(request, case, track, version)
    text = text_of(study)
    context = {
        **headed(case, "kajian-dugaan"),
        "track": track,
        "which": which,
        "study": study,
        "parts": [(PARTS[part.value], text.part(part)) for part in Part],
        "elements": [(each, title_of(each.offence), METS[each.met.value]) for each in text.elements],
        "citations": [(each, title_of(each)) for each in study.citations],
        "versions": list(versions_of(case, track)),
        "verified": verified(study),
        "secret": is_secret(case, track),
        "writes": may_write(reader(request), case),
        "sides": told_in(case),
        "papers": _papers(case, track),
    }
    return render(request, "workspace/cases/study.html", context)


def _papers(case: Case, track: Track | None) -> list[tuple[Any, Any]]:
    subject = f"{case.code}/KAJIAN/{track.klass if track else ''}".rstrip("/")
    return [(each, replaced_by(each)) for each in documents_about(subject)]


@HANDLERS
@require_safe
def compare(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """What changed between two versions."""
    case = found(request, code)
    track = _track(case, which)
    if not may_read(reader(request), case, track):
        raise Http404
    versions = list(versions_of(case, track))
    if len(versions) < 2:
        raise Http404
    older, newer = _number(request, "dari", versions[1].version), _number(request, "ke", versions[0].version)
    before, after = _study(request, case, track, older), _study(request, case, track, newer)
    context = {
        **headed(case, "kajian-dugaan"),
        "track": track,
        "which": which,
        "before": before,
        "after": after,
        "versions": versions,
        "parts": [
            {"name": PARTS.get(part.name, part.name), "lines": part.lines} for part in difference(before, after) if part.changed
        ],
    }
    return render(request, "workspace/cases/study_compare.html", context)


def _number(request: HttpRequest, name: str, other: int) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else other


@HANDLERS
@require_POST
def issue(request: HttpRequest, code: str, which: str, version: int) -> HttpResponse:
    """One version on paper."""
    case = found(request, code)
    study = _study(request, case, _track(case, which), version)
    return attempt(
        request,
        lambda: studying.issue_study(study, by=reader(request)),
        said=_("Kajian diterbitkan di atas kertas."),
        back=f"/kerja/perkara/{code}/kajian-dugaan/{which}/{version}/",
    )


@HANDLERS
@require_safe
def paper(request: HttpRequest, code: str, which: str, number: str, format: str) -> HttpResponse:
    """A study on paper; as secret as the study."""
    case = found(request, code)
    track = _track(case, which)
    if not may_read(reader(request), case, track) or format not in {"pdf", "docx"}:
        raise Http404
    kept = next((each for each, _later in _papers(case, track) if each.code == number), None)
    if kept is None:
        raise Http404
    return taken_out(request, kept, format, subject=case.code)


urlpatterns: list[URLPattern] = [
    path("<str:code>/kajian-dugaan/", studies, name="studies"),
    path("<str:code>/kajian-dugaan/<str:which>/tulis/", edit, name="study_edit"),
    path("<str:code>/kajian-dugaan/<str:which>/beda/", compare, name="study_compare"),
    path("<str:code>/kajian-dugaan/<str:which>/<int:version>/", read, name="study"),
    path("<str:code>/kajian-dugaan/<str:which>/<int:version>/terbitkan/", issue, name="study_issue"),
    path("<str:code>/kajian-dugaan/<str:which>/kertas/<str:number>.<str:format>", paper, name="study_paper"),
]
