"""A draft of an import as its page shows it: what would change, what was odd, and what was not understood."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from damai.statutes import queries
from damai.statutes.rules.library import Aside, Change, Doubt, Note, Provision, Why, odd_words, whole_text

MOST_STEPS, MOST_LINES = 300, 400
Words = str | Promise
CHANGES: dict[Change, tuple[Words, str]] = {
    Change.NEW: (_("baru"), "good"),
    Change.FILL: (_("mendapat bunyinya"), "good"),
    Change.EARLIER: (_("bunyi yang lebih dahulu"), "info"),
    Change.AMEND: (_("berbunyi lain"), "warn"),
    Change.CORRECT: (_("dibetulkan"), "warn"),
    Change.REPEAL: (_("dicabut"), "bad"),
    Change.GONE: (_("tidak ada lagi dalam rumusan baru"), "bad"),
    Change.SAME: (_("tidak berubah"), "quiet"),
    Change.WORSE: (_("dibiarkan: yang ada lebih baik"), "quiet"),
    Change.ENDED: (_("dibiarkan: sudah tidak berlaku"), "warn"),
}
REASONS: dict[Why, Words] = {
    Why.SECOND_SERIES: _("pasal yang nomornya sudah ada"),
    Why.UNPLACED: _("kata-kata di luar pasal"),
    Why.UNKNOWN_PLACE: _("penjelasan atas ketentuan yang tidak ada"),
    Why.NOT_A_ROW: _("baris data yang tidak terbaca"),
}
DOUBTS: dict[Doubt, Words] = {
    Doubt.GAP: _("nomor pasal terlewat"),
    Doubt.ODD_ARTICLE: _("mirip kepala pasal, dibaca sebagai isi"),
    Doubt.REPAIRED: _("nomor pasal dibaca menurut urutannya"),
}


@dataclass(frozen=True)
class Counted:
    """How often something happens."""

    words: Words
    state: str
    times: int


@dataclass(frozen=True)
class Line:
    """A line of the text with what is said of it."""

    number: int
    text: str
    words: Words


@dataclass(frozen=True)
class Moved:
    """A provision that would change."""

    place: str
    code: str
    words: Words
    state: str
    before: str
    after: str


@dataclass(frozen=True)
class Shown:
    """A draft in words."""

    row: queries.LawImport
    counts: list[Counted]
    moved: list[Moved]
    more: int
    unread: list[Line]
    more_unread: int
    doubts: list[Line]
    absent: list[str]
    odd: list[str]
    plan: str
    changes: bool


def shown_draft(row: queries.LawImport) -> Shown:
    """What a draft would do, read anew."""
    reading = queries.reading_of(row)
    plan = queries.plan_of(row, reading)
    counted = plan.counted()
    moved = [
        Moved(
            place=Provision.read(step.code).label,
            code=step.code,
            words=CHANGES[step.change][0],
            state=CHANGES[step.change][1],
            before=step.before[:400],
            after=(step.unit.text or step.unit.explanation)[:400] if step.unit else "",
        )
        for step in plan.steps
        if step.change != Change.SAME
    ]
    moved.sort(key=lambda each: each.words == CHANGES[Change.NEW][0])  # what was there before and changes comes first
    unread = reading.unread
    return Shown(
        row=row,
        counts=[Counted(words, state, counted[change]) for change, (words, state) in CHANGES.items() if counted[change]],
        moved=moved[:MOST_STEPS],
        more=max(0, len(moved) - MOST_STEPS),
        unread=[_aside(each) for each in unread[:MOST_LINES]],
        more_unread=max(0, len(unread) - MOST_LINES),
        doubts=[_note(each) for each in reading.notes[:MOST_LINES]],
        absent=[Provision.read(code).place for code in plan.absent[:60]],
        odd=odd_words(whole_text((*reading.units, *reading.amended)), 24),
        plan=plan.digest,
        changes=bool(plan.changing),
    )


def _aside(aside: Aside) -> Line:
    return Line(aside.number, aside.text[:300], REASONS[aside.why])


def _note(note: Note) -> Line:
    return Line(note.line, note.said[:120], DOUBTS[note.doubt])
