"""How people write the names of places, and how close two spellings are."""

import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from .codes import dotted, official_code

# One written word for one or more spoken ones. Only what is short for a single thing in the names of Indonesian places.
ABBREVIATIONS = {
    "jakpus": "jakarta pusat", "jakbar": "jakarta barat", "jaksel": "jakarta selatan", "jaktim": "jakarta timur",
    "jakut": "jakarta utara", "jkt": "jakarta", "jak": "jakarta", "jabar": "jawa barat", "jateng": "jawa tengah",
    "jatim": "jawa timur", "diy": "yogyakarta", "jogja": "yogyakarta", "ntb": "nusa tenggara barat",
    "ntt": "nusa tenggara timur", "sumut": "sumatera utara", "sumbar": "sumatera barat", "sumsel": "sumatera selatan",
    "sulsel": "sulawesi selatan", "sulut": "sulawesi utara", "sulteng": "sulawesi tengah", "sultra": "sulawesi tenggara",
    "sulbar": "sulawesi barat", "kalbar": "kalimantan barat", "kalsel": "kalimantan selatan", "kalteng": "kalimantan tengah",
    "kaltim": "kalimantan timur", "kaltara": "kalimantan utara", "babel": "bangka belitung", "kepri": "kepulauan riau",
    "tn": "tanah", "tnh": "tanah", "tnabang": "tanah abang", "tenabang": "tanah abang",
    "kb": "kebon", "kbn": "kebon", "kebun": "kebon", "ps": "pasar", "psr": "pasar", "pasbar": "pasar baru",
    "gn": "gunung", "gng": "gunung", "gunsa": "gunung sahari", "cemp": "cempaka", "cemput": "cempaka putih",
    "cp": "cempaka putih", "kp": "kampung", "kpg": "kampung", "kmp": "kampung", "kampong": "kampung", "tj": "tanjung",
    "tjg": "tanjung", "tg": "tanjung", "pd": "pondok", "pdk": "pondok", "pl": "pulau", "sei": "sungai", "uj": "ujung",
    "benhil": "bendungan hilir", "bendhil": "bendungan hilir", "mangdu": "mangga dua", "jobar": "johar baru",
    "sabes": "sawah besar", "utr": "utara", "slt": "selatan", "sel": "selatan", "tmr": "timur", "tim": "timur",
    "brt": "barat", "bar": "barat", "pst": "pusat", "tgh": "tengah", "bsr": "besar",
}  # fmt: skip
# Words that say which level the name after them belongs to.
LEVEL_WORDS = {
    "kelurahan": "village", "kel": "village", "klurahan": "village", "desa": "village", "ds": "village",
    "kecamatan": "district", "kec": "district", "kcmtn": "district", "distrik": "district",
    "kota": "regency", "kotamadya": "regency", "kodya": "regency", "kabupaten": "regency", "kab": "regency",
    "provinsi": "province", "propinsi": "province", "prov": "province", "prop": "province",
}  # fmt: skip
KIND_WORDS = {"kota": "kota", "kotamadya": "kota", "kodya": "kota", "kabupaten": "kabupaten", "kab": "kabupaten"}
# Said together with a level, but no part of a name.
FILLERS = frozenset({"administrasi", "adm", "administratif", "dki", "dkj", "di", "daerah", "wilayah"})
OFFICIAL_PREFIX = re.compile(
    r"^(daerah khusus ibukota|daerah khusus|daerah istimewa|kota administrasi|kabupaten administrasi|kabupaten|kota) (?=\S)"
)
DIGIT_WORDS = {"1": "satu", "2": "dua", "3": "tiga", "4": "empat", "5": "lima", "6": "enam", "7": "tujuh"}
OLD_SPELLING = (("tj", "c"), ("dj", "j"), ("oe", "u"), ("sj", "sy"))  # not nj: it is in Tanjung and Panjang
VOWELS = frozenset("aeiou")
STATION = re.compile(r"\btps(?:\s*(?:no|nomor|nomer|ke|#))?\s*(\d{1,3})\b")
CODE = re.compile(r"(?<![\d.])\d{2}(?:[ .\-/]?\d{2}(?:[ .\-/]?\d{2}(?:[ .\-/]?\d{4}(?:[ .\-/]?\d{3})?)?)?)?(?![\d.]*\d)")
MOST_PARTS, MOST_WAYS = 5, 6  # places that one question may name, and ways to take it apart: more is no question
LONGEST = 300  # characters of a question that are read; a name is far shorter


@dataclass(frozen=True, kw_only=True)
class Part:
    """One place that a text names, with the level if the text says it."""

    name: str
    level: str | None = None
    kind: str | None = None  # "kota" or "kabupaten": they share names, and people say which they mean


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a text asks for: a code, a polling station's number, and one or more names, the most precise usually first."""

    code: str | None = None
    station: int | None = None
    parts: tuple[Part, ...] = ()
    # Other ways to take the same words apart ("menteng jakarta pusat": a name and the city it lies in).
    other_parts: tuple[tuple[Part, ...], ...] = field(default=())


def plain(text: str, limit: int = LONGEST) -> str:
    """A text in small letters without accents and punctuation, with single spaces; commas are kept, they part places."""
    decomposed = unicodedata.normalize("NFKD", text[:limit]).casefold()
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    letters = re.sub(r"['’`‘]", "", letters)
    return " ".join(re.sub(r"[^a-z0-9,]+", " ", letters).split())


def key(name: str, level: str = "village") -> str:
    """What the spellings of one name have in common: "Kota Administrasi Jakarta Pusat" and "jakpus" give the same key."""
    words = plain(name).replace(",", " ")
    if level in {"province", "regency"}:  # below, "Kota Baru" is a name
        words = OFFICIAL_PREFIX.sub("", words)
    return expanded(words)


def expanded(words: str) -> str:
    """Abbreviations spelled out and the old spelling (Tjideng, Djohar, Goenoeng) made new; doing it twice changes nothing."""
    out: list[str] = []
    for word in words.split():
        today = modern(word)
        today = ABBREVIATIONS.get(today, today)
        out.append(DIGIT_WORDS.get(today, today) if out else today)
    return " ".join(out)


def modern(word: str) -> str:
    """A word of the spelling before 1972 in today's: oe → u, dj → j, tj → c, and so on."""
    before = ""
    while len(word) >= 4 and word != before:
        before = word
        for old, new in OLD_SPELLING:
            word = word.replace(old, new)
    return word


def asked(text: str, known: Container[str] = frozenset()) -> Asked:
    """Take a question apart; `known` holds the keys of the larger places that may follow a name without a comma."""
    words = plain(text)
    station = None
    if found := STATION.search(words):
        station = int(found[1]) or None
        words = f"{words[: found.start()]} {words[found.end() :]}".strip()
    if found := CODE.search(text[:LONGEST]):
        digits = re.sub(r"\D", "", found[0])
        if len(digits) == 13:  # a polling station's own code: its kelurahan and its number
            return Asked(code=dotted(digits[:10]), station=int(digits[10:]) or None)
        # A few digits are far more often a house number or a year, unless they are written as codes are or stand alone.
        alone = plain(text).replace(" ", "") == digits
        if (code := official_code(digits)) and (len(digits) > 4 or "." in found[0] or alone):
            rest = plain(text[:LONGEST].replace(found[0], " ", 1))
            return Asked(code=code, station=station, parts=parts_of(STATION.sub(" ", rest)))
    parts = parts_of(words)
    # "Kota Baru" may be a place called so, not a city called Baru.
    as_written = tuple(Part(name=expanded(piece)) for piece in words.split(",") if piece.strip())[:MOST_PARTS]
    others = retaken(parts, known) + ([as_written] if as_written != parts else [])
    return Asked(station=station, parts=parts, other_parts=tuple(others))


def parts_of(words: str) -> tuple[Part, ...]:
    """The places that plain words name, parted at commas and at words such as "kec"."""
    parts: list[Part] = []
    for piece in words.split(","):
        level = kind = None
        name: list[str] = []
        for word in piece.split():
            if word in LEVEL_WORDS:
                if name:
                    parts.append(Part(name=expanded(" ".join(name)), level=level, kind=kind))
                    name = []
                level, kind = LEVEL_WORDS[word], KIND_WORDS.get(word)
            elif word not in FILLERS:
                name.append(word)
        if name:
            parts.append(Part(name=expanded(" ".join(name)), level=level, kind=kind))
    return tuple(parts[:MOST_PARTS])


def retaken(parts: tuple[Part, ...], known: Container[str]) -> list[tuple[Part, ...]]:
    """Other ways to read the parts: a name followed by the name of a larger, known place."""
    ways = []
    for index, part in enumerate(parts):
        words = part.name.split()
        for cut in range(1, len(words)):
            head, tail = " ".join(words[:cut]), " ".join(words[cut:])
            if tail in known:
                first = Part(name=head, level=part.level, kind=part.kind)
                ways.append((*parts[:index], first, Part(name=tail), *parts[index + 1 :]))
                # "kebon sirih menteng jakarta pusat": what is before the city may itself be two places.
                ways += [(*parts[:index], *way, Part(name=tail), *parts[index + 1 :]) for way in retaken((first,), known)]
    return ways[:MOST_WAYS]


@dataclass(frozen=True, kw_only=True)
class Closeness:
    """How close a spelling is to a name, from 0 to 100, and what kind of closeness that is."""

    score: float
    how: str  # exact | beginning | short | similar | none


def closeness(spelled: str, name: str) -> Closeness:
    """Compare two keys: the same, the beginning of it, short for it word by word, or similar by its letters."""
    if spelled == name:
        return Closeness(score=100, how="exact")
    if not spelled or not name:
        return Closeness(score=0, how="none")
    if spelled.replace(" ", "") == name.replace(" ", ""):
        return Closeness(score=98, how="exact")
    best = Closeness(score=0, how="none")
    if len(spelled) >= 3 and name.startswith(spelled):
        best = Closeness(score=82 + 14 * len(spelled) / len(name), how="beginning")
    elif is_short_for(spelled, name):
        best = Closeness(score=78 + 18 * len(spelled) / len(name), how="short")
    similar = letters_alike(spelled, name)
    return Closeness(score=similar, how="similar") if similar > best.score else best


def letters_alike(spelled: str, name: str) -> float:
    """0 to 97: letters in common, counting swapped neighbours as one slip, with the words in any order."""
    score = max(ratio(spelled, name), 100 * OSA.normalized_similarity(spelled, name))
    if " " in spelled and " " in name:
        in_order = " ".join(sorted(spelled.split()))
        score = max(score, ratio(in_order, " ".join(sorted(name.split()))) - 2)
    return min(score, 97)


def is_short_for(spelled: str, name: str) -> bool:
    """Whether each word of one is a shortening of the word at the same place in the other ("cemp pth", "Cempaka Putih")."""
    short, full = spelled.split(), name.split()
    return len(short) == len(full) and all(abbreviates(a, b) for a, b in zip(short, full, strict=True))


def abbreviates(short: str, full: str) -> bool:
    """Whether a word is the beginning of the other, or the other with vowels left out ("tngh" for "tengah")."""
    if full.startswith(short):
        return bool(short)
    if not short or short[0] != full[0]:
        return False
    at = 0
    for letter in full:
        if at < len(short) and letter == short[at]:
            at += 1
        elif letter not in VOWELS:
            return False
    return at == len(short)


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A name found in running text."""

    key: str
    score: float
    level: str | None = None


WINDOW = 4  # words of the longest name looked for in running text
MENTION = 90  # how like a name a word of running text must be
LONGEST_TEXT = 5000  # characters of running text that are read
SHORTEST_SLIP = 6  # letters of the shortest word that may be a name misspelt: "Senin" is a day, not Senen


def station_in(text: str) -> int | None:
    """The number of the first polling station that running text names."""
    found = STATION.search(text[:LONGEST_TEXT].casefold())
    return int(found[1]) or None if found else None


def mentions(text: str, names: Sequence[str], known: Container[str]) -> list[Mention]:
    """The names (keys) that running text mentions; longer ones first, no word used twice."""
    words = plain(text, LONGEST_TEXT).replace(",", " ").split()
    used = [False] * len(words)
    found = []
    for size in range(min(WINDOW, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            if any(used[at : at + size]) or any(word in LEVEL_WORDS for word in words[at : at + size]):
                continue
            said = expanded(" ".join(words[at : at + size]))
            name, score = (said, 100.0) if said in known else _nearest(said, names)
            if name:
                used[at : at + size] = [True] * size
                found.append(Mention(key=name, score=score, level=LEVEL_WORDS.get(words[at - 1]) if at else None))
    return found


def _nearest(said: str, names: Sequence[str]) -> tuple[str, float]:
    """The one name that a slip of the pen may stand for."""
    if len(said) < SHORTEST_SLIP:
        return "", 0
    near = extractOne(said, names, scorer=ratio, score_cutoff=MENTION)
    return (near[0], near[1]) if near else ("", 0)
