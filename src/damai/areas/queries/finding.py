"""Finding a place by what people write: a code, a name with slips and abbreviations, a polling station."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from .. import rules
from ..models import Area, Level, PollingStation
from .hierarchy import current, full_labels, in_force, under
from .memory import remember

NEAR_ENOUGH = 68  # of 100: below, a name is not offered at all
CONTEXT = 80  # how close the name of the place around must be to count as meant
BONUS, MALUS = 3, 15  # for a place around that fits, and for one that does not
WRONG_KIND = 12  # for a kabupaten where the text says kota, and the other way round
CANDIDATES = 60  # names whose closeness is worked out in full


@dataclass(frozen=True, kw_only=True)
class Match:
    """A place that may be meant, how well it fits (0 to 100) and why it is offered."""

    area: Area
    label: str  # "Kelurahan Gambir, Kecamatan Gambir, Kota Administrasi Jakarta Pusat"
    score: float
    because: str
    station: int | None = None  # the polling station's number, when the text names one
    station_known: bool = False  # whether that station is in the list of any election


@dataclass
class Names:
    """The names of one scope, sorted so that a name is found by its whole, its beginning, its initials or its likeness."""

    keys: list[str] = field(default_factory=list)  # sorted, each once
    codes: dict[str, list[str]] = field(default_factory=dict)  # by key
    levels: dict[str, str] = field(default_factory=dict)  # by code
    kinds: dict[str, str] = field(default_factory=dict)  # of cities and regencies, by code
    key_of: dict[str, str] = field(default_factory=dict)  # by code, the places around the scope too
    initials: dict[str, list[str]] = field(default_factory=dict)  # "k b" -> keys
    larger: set[str] = field(default_factory=set)  # keys of places that hold others

    def close_to(self, spelled: str) -> Iterator[tuple[str, rules.Closeness]]:
        """Names near a spelling, in no order."""
        seen = set(self._candidates(spelled))
        for name in seen:
            near = rules.closeness(spelled, name)
            if near.score >= NEAR_ENOUGH:
                yield name, near

    def _candidates(self, spelled: str) -> Iterator[str]:
        yield from (name for name, _score, _at in process.extract(
            spelled, self.keys, scorer=ratio, score_cutoff=NEAR_ENOUGH - 8, limit=CANDIDATES
        ))  # fmt: skip
        at = bisect_left(self.keys, spelled)
        for name in self.keys[at : at + CANDIDATES]:
            if not name.startswith(spelled):
                break
            yield name
        yield from (name for name in self.initials.get(initials(spelled), ()) if rules.is_short_for(spelled, name))
        words = spelled.split()
        if len(words) > 1 and (turned := " ".join(sorted(words))) != spelled:
            yield from (name for name, _score, _at in process.extract(
                turned, self.keys, scorer=ratio, score_cutoff=NEAR_ENOUGH - 8, limit=CANDIDATES
            ))  # fmt: skip


def initials(words: str) -> str:
    """The first letter of each word."""
    return " ".join(word[0] for word in words.split())


def names_in(within: str | None) -> Names:
    """The names of an area and everything below it, kept in memory."""
    return remember(f"names {within}", lambda: _read_names(within))


def _read_names(within: str | None) -> Names:
    names = Names()
    codes = defaultdict(list)
    for code, name, level, kind in Area.objects.filter(under(within)).values_list("code", "name", "level", "kind"):
        key = rules.key(name, level)
        codes[key].append(code)
        names.levels[code] = level
        if level == Level.REGENCY:
            names.kinds[code] = kind
        names.key_of[code] = key
        if level != Level.VILLAGE:
            names.larger.add(key)
    around = Area.objects.filter(code__in=rules.ancestors_of(within) if within else []).values_list("code", "name", "level")
    for code, name, level in around:
        names.key_of[code] = rules.key(name, level)
        names.larger.add(names.key_of[code])
    names.codes = dict(codes)
    names.keys = sorted(codes)
    by_initials = defaultdict(list)
    for key in names.keys:
        by_initials[initials(key)].append(key)
    names.initials = dict(by_initials)
    return names


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An area a text may mean, before the database is asked for it."""

    code: str
    rank: float  # may pass 100
    how: str
    around: tuple[str, ...] = ()  # codes of places around it that the text names too


def find(text: str, *, within: str | None = None, limit: int = 5) -> list[Match]:
    """The places a text may mean, best first, each with its reason; nothing outside `within`, and [] when nothing is near.

    A name borne by several places gives each of them, the larger first: said without its level, it is the safer reading.
    """
    names = names_in(within)
    question = rules.asked(text, names.larger)
    candidates: dict[str, Candidate] = {}
    if question.code and question.code in names.levels:
        candidates[question.code] = Candidate(code=question.code, rank=200, how="code")
    else:
        near: dict[str, list[tuple[str, rules.Closeness]]] = {}
        for way in dict.fromkeys([question.parts, *question.other_parts]):
            near |= {part.name: list(names.close_to(part.name)) for part in way if part.name not in near}
            for candidate in _candidates(names, way, near):
                held = candidates.get(candidate.code)
                if held is None or candidate.rank > held.rank:
                    candidates[candidate.code] = candidate
    order = {level: height for height, level in enumerate(Level.values)}
    best = sorted(candidates.values(), key=lambda c: (-round(c.rank, 1), order[names.levels[c.code]], c.code))
    return _matches(best[: max(0, limit)], question.station)


def _candidates(
    names: Names, way: tuple[rules.Part, ...], near: dict[str, list[tuple[str, rules.Closeness]]]
) -> Iterator[Candidate]:
    """The areas that one way of reading the text may mean; `near` holds the names close to each part."""
    for index, part in enumerate(way):
        others = way[:index] + way[index + 1 :]
        for key, closeness in near[part.name]:
            for code in names.codes[key]:
                if part.level and names.levels[code] != part.level:
                    continue
                around = [_around(names, code, other) for other in others]
                fits = tuple(found for found in around if found)
                wrong = part.kind is not None and names.kinds.get(code) not in {part.kind, None}
                rank = closeness.score - WRONG_KIND * wrong + BONUS * len(fits) - MALUS * (len(others) - len(fits))
                if rank >= NEAR_ENOUGH - MALUS / 2:
                    yield Candidate(code=code, rank=rank, how=closeness.how, around=fits)


def _around(names: Names, code: str, part: rules.Part) -> str | None:
    """The place around an area that a part of the text names, if it names one."""
    for above in rules.ancestors_of(code):
        if part.level and rules.level_of(above) != part.level:
            continue
        if above in names.key_of and rules.closeness(part.name, names.key_of[above]).score >= CONTEXT:
            return above
    return None


def _matches(candidates: list[Candidate], number: int | None) -> list[Match]:
    """The candidates with their areas; one that has ended gives way to what it became."""
    there = Area.objects.filter(in_force()).in_bulk([c.code for c in candidates])
    meant: dict[str, tuple[Candidate, Area]] = {}
    for candidate in candidates:
        for place in [there[candidate.code]] if candidate.code in there else current(candidate.code):
            meant.setdefault(place.code, (candidate, place))
    labels = full_labels(place for _candidate, place in meant.values())
    found = {
        place.code: Match(
            area=place,
            label=labels[place.code],
            score=round(max(0.0, min(100.0, candidate.rank)), 1),
            because=_because(candidate, place),
            station=number if place.level == Level.VILLAGE else None,
        )
        for candidate, place in meant.values()
    }
    if number is None or not found:
        return list(found.values())
    known = set(PollingStation.objects.filter(area_id__in=list(found), number=number).values_list("area_id", flat=True))
    return [_with_station(match, known) for match in found.values()]


def _with_station(match: Match, known: set[str]) -> Match:
    """The match, saying whether its polling station is listed."""
    if match.station is None:
        return match
    listed = match.area.code in known
    said = _("TPS %(number)03d terdaftar") if listed else _("TPS %(number)03d tidak terdaftar di sini")
    because = f"{match.because}; {said % {'number': match.station}}"
    return Match(
        area=match.area, label=match.label, score=match.score, because=because, station=match.station, station_known=listed
    )


def _because(candidate: Candidate, place: Area) -> str:
    """Why a place is offered, in words."""
    reasons = {
        "code": _("kode Kemendagri %(code)s") % {"code": candidate.code},
        "exact": _("nama sama"),
        "beginning": _("awal nama sama"),
        "short": _("singkatan dari nama"),
        "similar": _("ejaan mirip"),
        "mentioned": _("disebut dalam teks"),
    }
    said = [reasons[candidate.how]]
    if candidate.around:
        said.append(_("wilayah induk juga disebut"))
    if place.code != candidate.code:
        said.append(_("dahulu bagian dari %(code)s") % {"code": candidate.code})
    return "; ".join(said)


def mentioned(text: str, *, within: str, limit: int = 5) -> list[Match]:
    """The places that running text mentions ("...di depan pasar kebon kacang tadi pagi..."), best first.

    Stricter than `find`: in running text a word must be the name, or very nearly, to count as one.
    """
    names = names_in(within)
    candidates: dict[str, Candidate] = {}
    for mention in rules.mentions(text, names.keys, names.codes):
        for code in names.codes[mention.key]:
            if mention.level and names.levels[code] != mention.level:
                continue
            held = candidates.get(code)
            if held is None or mention.score > held.rank:
                candidates[code] = Candidate(code=code, rank=mention.score, how="mentioned")
    # A place whose surrounding place is mentioned too is likelier than one of the same name elsewhere.
    for code, candidate in list(candidates.items()):
        around = tuple(above for above in rules.ancestors_of(code) if above in candidates)
        if around:
            candidates[code] = Candidate(code=code, rank=candidate.rank + BONUS, how=candidate.how, around=around)
    depth = {level: -height for height, level in enumerate(Level.values)}
    best = sorted(candidates.values(), key=lambda c: (-round(c.rank), depth[names.levels[c.code]], c.code))
    return _matches(best[: max(0, limit)], rules.station_in(text))
