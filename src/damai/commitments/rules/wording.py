"""Neutral words: what says that someone is guilty, or what someone is like, has no place in an allegation."""

import re

# Judgements about people and parties, and words that anticipate a decision. A short list on purpose: it is read by the officer
# whose sentence it refuses, and whoever describes what happened needs none of them.
_LIST = """
    curang kecurangan licik jahat kejam keji biadab brutal sadis munafik pembohong penipu pengkhianat koruptor
    penjahat bajingan bangsat bodoh tolol dungu rakus serakah busuk kotor hina nista memalukan menjijikkan tercela
    tidak-bermoral tak-bermoral amoral sesat kafir antek dalang biang-kerok provokator preman gerombolan terbukti
    bersalah terpidana pelaku pelanggar melanggar mencurangi sengaja dengan-sengaja terang-terangan jelas-jelas
    nyata-nyata tentu-saja pasti
"""
JUDGING = frozenset(_LIST.split())
_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")
# "diduga melanggar" says what an allegation is.
_ALLEGED = {"diduga", "dugaan"}
_AFTER_ALLEGED = {"melanggar", "pelaku", "pelanggar", "sengaja"}


def judging_words(text: str) -> list[str]:
    """The words of a text that judge, in the order they stand, each once; empty for neutral words."""
    words = _WORDS.findall(text.lower())
    found: list[str] = []
    for place, word in enumerate(words):
        pair = f"{word}-{words[place + 1]}" if place + 1 < len(words) else word
        hit = pair if pair in JUDGING else word if word in JUDGING else ""
        alleged = hit in _AFTER_ALLEGED and place > 0 and words[place - 1] in _ALLEGED
        if hit and not alleged and hit not in found:
            found.append(hit)
    return [word.replace("-", " ") if word not in _WORDS.findall(text.lower()) else word for word in found]


_NUMBERS = re.compile(r"\+?\d(?:[ .-]?\d){8,}")


def personal_numbers(text: str) -> list[str]:
    """Runs of nine digits and more: a telephone number, an identity number. They name a person, so they are refused."""
    return [found.group() for found in _NUMBERS.finditer(text)]
