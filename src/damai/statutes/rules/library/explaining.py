"""The explanation (Penjelasan) of a law: general words first, then article by article."""

import re

from .lines import Aside, Line, Why
from .parts import Part

ARTICLE = re.compile(r"(?:P[aA][sS][aA][lL])\s+(?P<number>\d{1,4}\s?[A-Z]{0,2}|[IVX]{1,4})\.?(?:\s+(?P<text>Cukup jelas\.?))?")
STEP = re.compile(
    r"(?:(?P<paragraph>Ayat)\s*\((?P<p>\d{1,3}[a-z]?)\)|(?P<letter>Huruf)\s+(?P<l>[a-z]{1,2}\d?)(?=[\s.]|$)|"
    r"(?P<number>Angka)\s+(?P<n>\d{1,3}[a-z]?)(?=[\s.]|$))\.?\s*(?P<text>.*)"
)
SPECIFIC = re.compile(r"(?:II\.?\s*)?PASAL DEMI PASAL\.?")


class Explaining:
    """Gives each provision its explanation; what explains a provision that is not there is kept apart."""

    def __init__(self, articles: list[Part], amended: list[Part], asides: list[Aside]) -> None:
        self.asides = asides
        self.own = {part.parts: part for article in articles for part in article.walk()}
        self.other = {part.parts: part for article in amended for part in article.walk()}
        self.is_specific = False
        self.among = self.own
        self.article: tuple[str, ...] = ()
        self.paragraph: str | None = None
        self.letter: str | None = None
        self.at: Part | None = None

    def take(self, line: Line) -> None:
        """One line of the explanation."""
        if not self.is_specific:
            self.is_specific = SPECIFIC.fullmatch(line.text) is not None
            self.asides.append(Aside(line.number, line.text, Why.GENERAL))
            return
        article = ARTICLE.fullmatch(line.text)
        if article:
            self._go_to(article["number"].replace(" ", ""))
            self._say(Line(line.number, article["text"] or ""), line.text)
            return
        step = STEP.fullmatch(line.text)
        if step and self.article and self._step(step):
            self._say(Line(line.number, step["text"]), line.text)
        else:
            self._say(line, line.text)

    def _go_to(self, number: str) -> None:
        self.article, self.paragraph, self.letter = (number,), None, None
        self.among = self.own if (number,) in self.own else self.other
        self.at = self.among.get(self.article)

    def _step(self, step: re.Match[str]) -> bool:
        if step["paragraph"]:
            self.paragraph, self.letter = step["p"], None
            self.at = self.among.get((*self.article, step["p"]))
            return True
        before = (*self.article, *((self.paragraph,) if self.paragraph else ()))
        if step["letter"]:
            wanted = [(*before, step["l"]), (*self.article, step["l"])]
            if self.at is not None:
                wanted.append((*self.at.parts, step["l"]))
            self.letter = step["l"]
        else:
            number = f"angka-{step['n']}"
            deeper = (*before, self.letter, number) if self.letter else (*before, number)
            wanted = [deeper, (*before, number), (*self.article, number)]
            if self.among is self.other and not any(parts in self.other for parts in wanted):
                # The next number of the amending law itself, which then goes on to the article it words anew.
                self.at = self.own.get(("I", number))
                return True
        self.at = next((self.among[parts] for parts in wanted if parts in self.among), None)
        return True

    def _say(self, line: Line, whole: str) -> None:
        if self.at is None:
            self.asides.append(Aside(line.number, whole, Why.UNKNOWN_PLACE))
        else:
            self.at.explained.append(line)
