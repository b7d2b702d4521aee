"""What the pages of an interview have in common: one step taken from a form, and everything a page shows, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as say

from damai.intake.actions import touch
from damai.intake.channels.web.upload import TakenIn, why_refused

from .. import actions, queries, rules
from ..models import Interview
from ..queries import Gauge, KeptFile, Row, Shown
from ..rules import SUMMARY, Sort, State, Turn, World

LONGEST_FIELD = 50_000  # characters of one field; the engine says more kindly what is too long for a question


@dataclass(frozen=True, kw_only=True)
class Say:
    """One sentence above a page, and how it is meant."""

    text: str
    tone: str = "plain"  # plain, good, warn, bad


@dataclass(frozen=True, kw_only=True)
class DueShown:
    """Until when a report is in time, in words, with what of it is not certain."""

    words: str
    late: bool
    basis: str
    caveats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What happens next, with its last day in words where the law names one."""

    words: str
    until: str = ""
    basis: str = ""
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SentPage:
    """What a person who sent a report is told."""

    receipt: str
    is_new: bool
    formal: bool  # name and address were said: it can become a report
    is_repair: bool
    steps: tuple[NextStep, ...]
    missing: tuple[str, ...]  # conditions that are not there, in words
    held: tuple[str, ...] = ()  # names of files that staff look at first


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page of an interview shows, or why it shows nothing."""

    status: int = 200
    lines: tuple[Say, ...] = ()
    code: str = ""  # the resume code, or the receipt of a repair: shown, and carried in a hidden field, never in an address
    question: Shown | None = None  # None: the summary
    typed: str = ""  # what was typed and not understood, to be shown again
    gauges: tuple[Gauge, ...] = ()
    present: int = 0  # how many conditions are there
    next_best: str = ""  # id of the question that would help most
    next_best_words: str = ""
    rows: tuple[Row, ...] = ()
    files: tuple[KeptFile, ...] = ()
    due: DueShown | None = None
    position: int = 0  # which question this is, and of how many
    total: int = 0
    is_first: bool = False
    may_send: bool = False
    anonymous: bool = False
    found: bool = True  # False: there is no such interview
    sent: SentPage | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Whether it was sent."""
        return self.sent is not None


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a form asks for: the question it was about, the action, what was typed."""

    question: str
    action: str
    text: str


def step_in(said: QueryDict) -> Step:
    """The step a form asks for. A date or a time that was chosen counts before words that were typed."""
    fields = [str(said.get(name, "")).strip() for name in ("tanggal", "jam", "wilayah", "jawaban")]
    text = next((each for each in fields if each), "")[:LONGEST_FIELD]
    action = str(said.get("aksi", ""))[:80] or "jawab"
    return Step(question=str(said.get("pertanyaan", ""))[:40], action=action, text=text)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A step that was taken, and what the engine said to it."""

    state: State
    lines: tuple[Say, ...] = ()
    typed: str = ""
    status: int = 200


def take(interview: Interview, step: Step, form: TakenIn) -> Taken:
    """Take one step of an interview with the files that came along; everything is kept when this returns."""
    notes = _files(interview, form)
    world = queries.world(files=queries.count_files(interview))
    turns: list[Turn] = []

    def walk(state: State) -> State:
        turns.append(_step(state, step, world, has_files=bool(form.parts)))
        return turns[-1].state

    state, turn = actions.change(interview, walk), turns[-1]
    lines = (*notes, *(Say(text=queries.said(line), tone=line.tone) for line in turn.lines))
    bad = any(each.tone == "bad" for each in notes) or not turn.understood
    return Taken(state=state, lines=lines, typed="" if turn.understood else step.text, status=422 if bad else 200)


def _files(interview: Interview, form: TakenIn) -> tuple[Say, ...]:
    """Let the files of a form join the interview; what is in the way, in words."""
    notes: list[Say] = []
    if form.refusal is not None:
        notes.append(Say(text=why_refused(form.refusal).message, tone="bad"))
    if form.too_many:
        notes.append(Say(text=say("Paling banyak 10 berkas sekali kirim. Kirim sisanya sesudah ini."), tone="bad"))
    added = 0
    for part in form.parts:
        if not touch(part):
            continue
        try:
            added += actions.add_file(interview, part)
        except (actions.TooMuch, actions.FileLost) as refused:
            notes.append(Say(text=str(refused), tone="bad"))
            break
    if added:
        notes.append(Say(text=say("%(count)d berkas sudah tersimpan.") % {"count": added}, tone="good"))
    return tuple(notes)


def _step(state: State, step: Step, world: World, *, has_files: bool) -> Turn:
    """One step of the engine."""
    name, _, what = step.action.partition(":")
    if name in {"kembali", "ringkasan", "ke"}:
        turn = _typed_before_leaving(state, step, world)
        return replace(turn, state=_went(turn.state, step, name, what))
    if name == "tahu":
        return rules.unknown(_stayed(state, step))
    if name == "pilih":
        return rules.answer(state, what, world, question=step.question)
    if name == "bukan":
        return rules.answer(state, "bukan", world, question=step.question)
    if name == "berkas":
        return Turn(_stayed(state, step))
    if not step.text and step.question == "evidence" and (has_files or world.files):
        return rules.unknown(_stayed(state, step))  # files alone answer what evidence there is
    if not step.text and _stands(state, step):
        return Turn(replace(state, at="", proposal=None))
    return rules.answer(state, step.text, world, question=step.question)


def _stands(state: State, step: Step) -> bool:
    """Whether "next" without a word means that the answer stands: where the page shows it beside empty fields."""
    question = next((each for each in state.questions if each.id == step.question), None)
    is_shown_beside = question is not None and question.sort in {Sort.DAY, Sort.HOUR, Sort.AREA}
    return is_shown_beside and step.question in state.answers and state.proposal is None


def _stayed(state: State, step: Step) -> State:
    return rules.goto(state, step.question) if step.question else state


def _typed_before_leaving(state: State, step: Step, world: World) -> Turn:
    """What was typed is kept when somebody goes elsewhere from a question, as if they had pressed "next"."""
    before = state.answers.get(step.question)
    if not step.text or (before and step.text in {before.value, before.said}):
        return Turn(state)
    if not any(each.id == step.question for each in state.questions):
        return Turn(state)
    return replace(rules.answer(state, step.text, world, question=step.question), understood=True)


def _went(state: State, step: Step, name: str, what: str) -> State:
    if name == "ringkasan":
        return rules.goto(state, SUMMARY)
    if name == "ke":
        return rules.goto(state, what)
    return rules.back(rules.goto(state, step.question or SUMMARY))


def draw(
    interview: Interview, code: str, *, state: State | None = None, lines: Sequence[Say] = (), typed: str = "", status: int = 200
) -> Page:
    """Everything a page shows of an interview."""
    state = state or queries.state_of(interview)
    files = queries.files_of(interview)
    world = queries.world(files=len(files))
    met, asked, current = rules.meter(state, world), state.questions, state.current
    best = next((each for each in asked if each.id == rules.next_best(met)), None)
    return Page(
        status=status,
        lines=tuple(lines),
        code=code,
        question=queries.shown(state, current, proposal=state.proposed) if current else None,
        typed=typed,
        gauges=queries.gauges(met),
        present=sum(each.standing is rules.Standing.PRESENT for each in met),
        next_best=best.id if best else "",
        next_best_words=queries.asked(best) if best else "",
        rows=queries.rows(rules.summary(state)),
        files=tuple(files),
        due=_due(state, world),
        position=asked.index(current) + 1 if current in asked else len(asked),
        total=len(asked),
        is_first=bool(asked) and current == asked[0],
        may_send=rules.may_be_sent(state, files=len(files)),
        anonymous=rules.value_of(state.given, "who") != rules.Who.NAMED,
    )


def _due(state: State, world: World) -> DueShown | None:
    known = rules.told(state.given).known_on
    found = world.due(known) if known and not state.items else None
    if found is None:
        return None
    return DueShown(words=str(queries.in_words(found.on)), late=found.late, basis=found.basis, caveats=found.caveats)
