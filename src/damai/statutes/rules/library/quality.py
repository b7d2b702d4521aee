"""How far a text can be trusted to be what was printed: what scanners leave behind, measured by what Indonesian never has.

There is no dictionary behind this. Written Indonesian has few kinds of consonants that meet; a scanner that takes "tu" for "hr"
and "m" for "rn" makes words that nobody can say. Digits inside words, signs inside words and capitals inside words count as well.
"""

import re
from enum import StrEnum
from functools import lru_cache

# Per thousand words: official texts made by computers stay below the first; above the second a text is for searching only.
LIGHT_FROM, NOISY_FROM = 4, 25
FEWEST = 30  # words: in fewer than these one odd word says little


class Quality(StrEnum):
    """What may be done with a text. Only clean and lightly scanned texts are shown, the latter with a warning."""

    CLEAN = "clean"
    LIGHT = "light"
    NOISY = "noisy"
    NONE = "none"  # the provision is known, its words were not imported

    @property
    def is_shown(self) -> bool:
        """Whether the words may stand on a page as the law's."""
        return self in {Quality.CLEAN, Quality.LIGHT}


_ORDER = [Quality.CLEAN, Quality.LIGHT, Quality.NOISY]
# What people write as one sound, and what words borrowed from elsewhere have.
_SOUNDS = re.compile(r"ng|ny|kh|sy|gh|dh|th|ph|sh|ch|ck")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxzŊ]+")
_MEET = re.compile(
    r"(?:str|ntr|spr|skr|spl|mpl|mpr|ndr|nkr|kstr|nstr|Ŋkr|Ŋgr|nspl|nspr|ktr|ltr|mbl|mbr|ngr|rstr|ksp|kspl|kst|nsf|nsk|ksk|rtn|Ŋgl|Ŋkl|rst|nst|"
    r"ndw|rkt|lkst|mpt|nsp|nsn|nsd|bst|mfl|rfl|nstr|kspr|rkr|rkl|rpl|rsp|ksn|ksm|nsv|skt|rskr|lpr|spr|rtp|lks|rks|nks|Ŋks|mps|rps|nfl|nfr|nsm|nsl|rbl|rpr|rtr|rdr|skl|kpr|kbr|kdr|sst|ppr|bstr|dstr|Ŋst|rwl)"
)
_ENDS = re.compile(
    r"(?:[bcdfghjklmnpqrstvwxzŊ]|rs|ns|ks|rt|nt|st|ms|rd|rk|lm|ln|ps|rm|nd|lf|rf|ts|Ŋs|ft|kt|lt|nk|rn|rb|rl|rp|rg|ls|ct|bs|pt|hn|hl|hr)"
)
_STARTS = re.compile(
    r"(?:[bcdfghjklmnpqrstvwxyzŊ]|[bcdfgkpstv][rlwy]|st[r]?|sp[rl]?|sk[rlw]?|sm|sn|sw|sl|sŊ|ps|pn|gn|kn|ks|tw|dw|kw|gw|hy|mr|sph|sc|scr|chr|wh)"
)
_ODD_INSIDE = re.compile(
    r"[a-z][A-Z]{1,2}[a-z]|[A-Za-z]+\d+[A-Za-z]+|[A-Za-z]+[<>|{}€£¥§*!?_=\\]+[A-Za-z]+|[A-Za-z]{2,}[.;:][a-z]{2,}|^[a-z]+[A-Z]{2,}$"
)
_TRIPLE = re.compile(r"([a-z])\1\1|rr(?=r)|[bcdfghjkpqvwxyz]([bcdfghjkpqvwxyz])\2")
_ABBREVIATIONS = {"ttd", "prp", "perppu", "gross", "bhinneka", "nahdlatul", "tgl", "tsb", "pph", "ppn"}
_WORD = re.compile(r"[^\s()\[\]“”\"',;/…–—-]+")


@lru_cache(maxsize=100_000)
def is_odd(word: str) -> bool:
    """Whether a word looks as if a scanner had made it."""
    bare = word.strip(".:;!?")
    if len(bare) < 3 or not re.search(r"[a-z]", bare):
        return False
    if _ODD_INSIDE.search(bare) and not re.match(r"(?:https?|www)", bare):
        return True
    if not bare.isalpha() or bare.casefold() in _ABBREVIATIONS:
        return False
    low = _SOUNDS.sub("Ŋ", bare.casefold())
    if _TRIPLE.search(low) or not re.search(r"[aiueoyé]", low):
        return True
    clusters = [(found.start(), found.end(), found[0]) for found in _CONSONANTS.finditer(low)]
    for start, end, cluster in clusters:
        if start == 0:
            if len(cluster) > 1 and not _STARTS.fullmatch(cluster):
                return True
        elif end == len(low):
            if len(cluster) > 1 and not _ENDS.fullmatch(cluster):
                return True
        elif len(cluster) > 2 and not _MEET.fullmatch(cluster):
            return True
    return False


def noise(text: str) -> int:
    """Odd words in a thousand."""
    words = _WORD.findall(text)
    return round(1000 * sum(map(is_odd, words)) / len(words)) if words else 0


def odd_words(text: str, limit: int = 12) -> list[str]:
    """Some of the odd words, to be looked at."""
    return list(dict.fromkeys(word for word in _WORD.findall(text) if is_odd(word)))[:limit]


def quality_of(text: str, *, at_best: Quality = Quality.CLEAN) -> Quality:
    """The quality of a text by its own words, never better than what is known of its source."""
    if not text.strip():
        return Quality.NONE
    words = _WORD.findall(text)
    odd = sum(map(is_odd, words))
    share = 1000 * odd / max(len(words), FEWEST)
    own = Quality.NOISY if share >= NOISY_FROM and odd > 1 else Quality.LIGHT if share >= LIGHT_FROM else Quality.CLEAN
    return worst(own, at_best)


def worst(*each: Quality) -> Quality:
    """The worst of several."""
    return max(each, key=_ORDER.index)
