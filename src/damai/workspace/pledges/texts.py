"""The text in the making: one clause to a row, with its legal basis and what it is measured by. Works without a script:
adding, removing and moving a row sends the form, which comes back as it was, changed in that one thing, and saves nothing."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from damai.agencies.rules import Refused
from damai.pledges import actions, queries
from damai.pledges.queries import Declaration
from damai.pledges.rules import ClauseGiven, IndicatorGiven

from ..desk import mistaken, reader
from .found import CONVENERS, managed, not_found_if_not_theirs

MOST_ROWS = 40
MOST_MEASURES = 6
LONGEST = 4000


@dataclass
class Measure:
    """An indicator as it was typed."""

    words: str = ""
    unit: str = ""
    direction: str = "at-most"
    target: str = ""
    source: str = ""
    figure: str = ""
    error: str = ""

    @property
    def is_empty(self) -> bool:
        """A row that nobody filled in."""
        return not (self.words or self.unit or self.target or self.source)


@dataclass
class Row:
    """A clause as it was typed."""

    words: str = ""
    basis: str = ""
    basis_note: str = ""
    measures: list[Measure] = field(default_factory=list)


@dataclass
class Typed:
    """A text as it was typed, whole or not."""

    preamble: str = ""
    closing: str = ""
    is_official: bool = False
    rows: list[Row] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        """Whether something could not be read."""
        return any(measure.error for row in self.rows for measure in row.measures)

    def given(self) -> list[ClauseGiven]:
        """The clauses for the room; rows that nobody filled in are left out."""
        rows = [row for row in self.rows if row.words or row.basis or any(not each.is_empty for each in row.measures)]
        return [
            ClauseGiven(
                words=row.words,
                basis=row.basis,
                basis_note=row.basis_note,
                indicators=tuple(_indicator(each) for each in row.measures if not each.is_empty),
            )
            for row in rows
        ]


def _indicator(measure: Measure) -> IndicatorGiven:
    return IndicatorGiven(
        words=measure.words,
        unit=measure.unit,
        direction=measure.direction,
        target=Decimal(measure.target.replace(",", ".")),
        source=measure.source,
        figure=measure.figure,
    )


def read(post: QueryDict) -> Typed:
    """What was typed, row by row; numbers that are none are marked."""
    rows = []
    for number in range(min(_whole(post.get("jumlah")), MOST_ROWS)):
        name = f"butir-{number}"
        measures = [
            _measure(post, f"{name}-ukuran-{each}") for each in range(min(_whole(post.get(f"{name}-jumlah")), MOST_MEASURES))
        ]
        rows.append(
            Row(
                words=post.get(f"{name}-isi", "").strip()[: LONGEST + 1],
                basis=post.get(f"{name}-dasar", "").strip()[:300],
                basis_note=post.get(f"{name}-catatan", "").strip()[:300],
                measures=measures,
            )
        )
    return Typed(
        preamble=post.get("pembuka", "").strip()[: LONGEST + 1],
        closing=post.get("penutup", "").strip()[: LONGEST + 1],
        is_official=bool(post.get("resmi")),
        rows=rows,
    )


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0


def _measure(post: QueryDict, name: str) -> Measure:
    measure = Measure(
        words=post.get(f"{name}-isi", "").strip()[:300],
        unit=post.get(f"{name}-satuan", "").strip()[:40],
        direction="at-least" if post.get(f"{name}-arah") == "at-least" else "at-most",
        target=post.get(f"{name}-sasaran", "").strip()[:20],
        source=post.get(f"{name}-sumber", "").strip()[:200],
        figure=post.get(f"{name}-angka", "").strip()[:40],
    )
    if not measure.is_empty:
        measure.error = _flaw_of(measure.target)
    return measure


def _flaw_of(target: str) -> str:
    try:
        number = Decimal(target.replace(",", "."))
    except InvalidOperation:
        return _("Tulis targetnya sebagai angka, misalnya 0 atau 12,5.")
    return "" if number.is_finite() and 0 <= number < 10**12 else _("Targetnya harus angka nol atau lebih.")


def changed(typed: Typed, act: str) -> Typed:
    """The same, with a row added, removed or moved: `tambah`, `hapus-2`, `naik-2`, `turun-2`, `ukur-2`, `hapus-ukur-2-0`."""
    verb, *where = act.replace("hapus-ukur", "buang").split("-")
    at = [_whole(each) for each in where]
    rows = typed.rows
    if verb == "tambah" and len(rows) < MOST_ROWS:
        rows.append(Row(measures=[Measure()]))
    elif at and at[0] < len(rows):
        if verb == "hapus":
            rows.pop(at[0])
        elif verb == "naik" and at[0] > 0:
            rows.insert(at[0] - 1, rows.pop(at[0]))
        elif verb == "turun" and at[0] < len(rows) - 1:
            rows.insert(at[0] + 1, rows.pop(at[0]))
        elif verb == "ukur" and len(rows[at[0]].measures) < MOST_MEASURES:
            rows[at[0]].measures.append(Measure())
        elif verb == "buang" and len(at) > 1 and at[1] < len(rows[at[0]].measures):
            rows[at[0]].measures.pop(at[1])
    return typed


def stored(declaration: Declaration) -> Typed:
    """The newest version, to be written on; an empty text has one row to begin with."""
    text = queries.newest_text(declaration)
    if text is None:
        return Typed(rows=[Row(measures=[Measure()])], is_official=True)
    rows = [
        Row(
            words=clause.words,
            basis=clause.basis,
            basis_note=clause.basis_note,
            measures=[
                Measure(
                    words=each.words,
                    unit=each.unit,
                    direction=each.direction,
                    target=f"{each.target.normalize():f}".replace(".", ","),
                    source=each.source,
                    figure=each.figure,
                )
                for each in clause.indicators
            ],
        )
        for clause in queries.clauses_given(text)
    ]
    return Typed(preamble=text.preamble, closing=text.closing, is_official=text.is_official, rows=rows)


@CONVENERS
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Write the text; saving makes a new version, and earlier ones stay."""
    declaration = managed(request, code)
    newest = queries.newest_text(declaration)
    version = newest.version if newest else 0
    if request.method != "POST":
        return _page(request, declaration, stored(declaration), version=version)
    typed = read(request.POST)
    act = request.POST.get("aksi", "simpan")
    expects = _whole(request.POST.get("versi"))
    if act != "simpan":
        return _page(request, declaration, changed(typed, act), version=expects, touched=act)
    if typed.has_errors:
        message = _("Belum disimpan. Ada target yang bukan angka; lihat butir yang ditandai.")
        return _page(request, declaration, typed, version=expects, message=message, status=mistaken(request))
    try:
        text = actions.write_text(
            declaration,
            preamble=typed.preamble,
            closing=typed.closing,
            clauses=typed.given(),
            is_official=typed.is_official,
            by=reader(request),
            expects=expects,
        )
    except actions.ChangedMeanwhile as refused:
        # Nothing typed is lost: the other's version stands beside it, and saving again is said to be meant.
        return _page(request, declaration, typed, version=version, message=str(refused), other=newest, status=409)
    except Refused as refused:
        not_found_if_not_theirs(refused)
        return _page(request, declaration, typed, version=expects, message=str(refused), status=mistaken(request))
    messages.success(request, _("Naskah disimpan sebagai versi %(version)d.") % {"version": text.version})
    return redirect("workspace:pledge", code)


def _page(
    request: HttpRequest,
    declaration: Declaration,
    typed: Typed,
    *,
    version: int,
    message: str = "",
    touched: str = "",
    other: object = None,
    status: int = 200,
) -> HttpResponse:
    state = Declaration.State
    context = {
        "declaration": declaration,
        "typed": typed,
        "version": version,
        "message": message,
        "touched": touched,
        "other": other,
        "is_fixed": declaration.state == state.OPEN,
        "was_signed": declaration.state == state.CLOSED,
        "is_archive": declaration.state == state.ARCHIVE,
    }
    return render(request, "workspace/pledges/write.html", context, status=status)
