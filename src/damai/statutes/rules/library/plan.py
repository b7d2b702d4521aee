"""What an official text would change in the library, said before anything is changed."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from .ids import Provision
from .parts import Reading, Unit
from .quality import Quality, quality_of


class Change(StrEnum):
    """What happens to one provision."""

    NEW = "new"  # it was not known
    FILL = "fill"  # it was known, and its words come now
    AMEND = "amend"  # it reads otherwise from a day on; the old words stay for the days before
    EARLIER = "earlier"  # how it read before what is known
    CORRECT = "correct"  # the same days, other words: a better transcription
    REPEAL = "repeal"
    GONE = "gone"  # a part that the new words of its article no longer have
    SAME = "same"
    WORSE = "worse"  # the words that are there were read better: nothing happens
    ENDED = "ended"  # it was taken away before that day: a person must look; nothing happens

    @property
    def changes(self) -> bool:
        """Whether anything is written."""
        return self not in {Change.SAME, Change.WORSE, Change.ENDED}


@dataclass(frozen=True, kw_only=True)
class Held:
    """A wording that the library has."""

    pk: int
    text: str
    explanation: str
    quality: Quality
    valid_from: date | None
    valid_to: date | None
    begun_by: str

    def covers(self, day: date | None) -> bool:
        """Whether it is in force on a day; on a day that is not known, the first wording is."""
        if day is None:
            return self.valid_from is None
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One provision, what happens to it, and to which wordings that are there."""

    code: str
    change: Change
    unit: Unit | None  # the words as they were read; None where it is repealed
    quality: Quality
    on: date | None
    ends: date | None = None  # for an earlier wording: its last day
    touches: tuple[int, ...] = ()
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything an import would do, in the order of the text."""

    steps: tuple[Step, ...]
    absent: tuple[str, ...]  # provisions in force that the text does not have: left alone

    def counted(self) -> dict[Change, int]:
        """How often each kind of change happens."""
        return {change: sum(step.change == change for step in self.steps) for change in Change}

    @property
    def changing(self) -> tuple[Step, ...]:
        """The steps that write something."""
        return tuple(step for step in self.steps if step.change.changes)

    @property
    def digest(self) -> str:
        """A fingerprint of what would be written, so that nobody applies what they did not see."""
        said = hashlib.sha256()
        for step in self.changing:
            words = (step.unit.text, step.unit.explanation) if step.unit else ("", "")
            said.update(
                "\x1f".join((step.code, step.change, str(step.on), step.quality, *words, *map(str, step.touches))).encode()
            )
        return said.hexdigest()


def planned(
    reading: Reading,
    held: Mapping[str, Sequence[Held]],
    *,
    law: str,
    amends: str = "",
    on: date | None,
    at_best: Quality = Quality.CLEAN,
) -> Plan:
    """What a text of `law`, in force from `on`, does to the wordings held; an amending law also changes those of `amends`."""
    steps: list[Step] = []
    for owner, units in ((law, reading.units), (amends, reading.amended)):
        if owner:
            steps += [_step(Provision(owner, unit.parts), unit, held, on, at_best) for unit in units]
            steps += _gone(owner, steps, held, on)
    if amends:
        steps += [_repeal(f"{amends}/{path}", held, on) for path in reading.repealed]
    named = {step.code for step in steps}
    absent = [
        code
        for code, rows in held.items()
        if code.startswith(f"{law}/") and code not in named and any(r.covers(on) for r in rows)
    ]
    return Plan(steps=tuple(steps), absent=tuple(absent) if reading.units else ())


def _gone(owner: str, steps: Sequence[Step], held: Mapping[str, Sequence[Held]], on: date | None) -> list[Step]:
    """An article that is worded anew is worded whole: parts of it that the new words do not have are no longer there."""
    named = {step.code for step in steps}
    anew = {
        "/".join(step.code.split("/")[:2]) for step in steps if step.change == Change.AMEND and step.code.startswith(f"{owner}/")
    }
    found = []
    for code, rows in held.items():
        now = next((row for row in rows if on is not None and row.covers(on) and row.valid_from != on), None)
        if now is not None and code not in named and "/".join(code.split("/")[:2]) in anew:
            step = _repeal(code, held, on)
            found.append(replace(step, change=Change.GONE))
    return found


def _step(provision: Provision, unit: Unit, held: Mapping[str, Sequence[Held]], on: date | None, at_best: Quality) -> Step:
    code, rows = str(provision), list(held.get(str(provision), ()))
    if unit.text.strip(" .").casefold() == "dihapus" and any(row.covers(on) for row in rows):
        return _repeal(code, held, on)
    quality = quality_of(f"{unit.text} {unit.explanation}", at_best=at_best)
    if quality == Quality.NONE:  # an article whose words all stand in its paragraphs
        quality = at_best
    change, touches, ends = _change(unit, rows, quality, on)
    before = next((row.text for row in rows if row.pk in touches), "")
    return Step(code=code, change=change, unit=unit, quality=quality, on=on, ends=ends, touches=touches, before=before)


def _change(unit: Unit, rows: list[Held], quality: Quality, on: date | None) -> tuple[Change, tuple[int, ...], date | None]:
    if not rows:
        return Change.NEW, (), None
    empty = [row.pk for row in rows if row.quality == Quality.NONE and (on is None or row.valid_to is None or row.valid_to >= on)]
    now = next((row for row in rows if row.covers(on)), None)
    if now is None:
        later = [row for row in rows if on is not None and row.valid_from is not None and row.valid_from > on]
        if later:
            first = min(later, key=lambda row: row.valid_from or date.max)
            return Change.EARLIER, (first.pk,), (first.valid_from or date.max) - timedelta(days=1)
        return Change.ENDED, (), None
    if now.quality == Quality.NONE:
        return Change.FILL, tuple(empty), None
    if (now.text, now.explanation) == (unit.text, unit.explanation):
        return Change.SAME, (now.pk,), None
    if now.valid_from == on or on is None:
        worse = _rank(quality) > _rank(now.quality)
        return (Change.WORSE if worse else Change.CORRECT), (now.pk,), None
    if not unit.text and not unit.explanation:
        return Change.SAME, (now.pk,), None
    return Change.AMEND, (now.pk,), None


def _repeal(code: str, held: Mapping[str, Sequence[Held]], on: date | None) -> Step:
    now = next((row for row in held.get(code, ()) if on is not None and row.covers(on)), None)
    change = Change.REPEAL if now is not None and now.valid_from != on else Change.ENDED
    return Step(
        code=code,
        change=change,
        unit=None,
        quality=Quality.NONE,
        on=on,
        touches=(now.pk,) if now else (),
        before=now.text if now else "",
    )


def _rank(quality: Quality) -> int:
    return [Quality.CLEAN, Quality.LIGHT, Quality.NOISY, Quality.NONE].index(quality)


def whole_text(units: Iterable[Unit]) -> str:
    """All words of the provisions, to measure their quality by."""
    return "\n".join(f"{unit.text}\n{unit.explanation}" for unit in units)
