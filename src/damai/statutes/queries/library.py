"""What a citation means: which provision, whether it is known to exist, what it is about; and the laws themselves."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from damai.ledger.queries import now

from .. import models, rules
from ..rules import library

RELIABLE = (models.Quality.CLEAN, models.Quality.LIGHT)
FIRST_ASKED = ("uu-7-2017", "uu-1-2015", "uu-1-2023")  # whose articles people mean when they name no law


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A citation, to be shown anywhere."""

    id: str
    label: str  # UU 7/2017 Ps. 280 ayat (1) huruf j
    title: str
    title_en: str
    url: str
    checked: bool  # the provision is known to exist; otherwise only its law is, whose text was not imported


def today() -> date:
    """The day it is where the law is made."""
    return now().astimezone(rules.Zone.WIB.tz).date()


# --- What a citation means ------------------------------------------------------------------------------------------


def names_of_laws() -> dict[str, str]:
    """What laws are called, with their codes."""
    rows = models.Law.objects.exclude(names="").values_list("names", "code")
    return {name: code for names, code in rows for name in names.split("|")}


def canonical(code: str) -> library.Provision:
    """The provision an identifier means: an article that an amending law words anew is an article of the law it amends.

    `NotAnIdentifier` for what is none, `UnknownLaw` for a law that is not in the library.
    """
    provision = library.Provision.read(code)
    law = _law(provision.law)
    if law.amends_id and provision.article[0].isdigit():
        return library.Provision(law.amends_id, provision.parts)
    return provision


def _law(code: str) -> models.Law:
    law = models.Law.objects.filter(code=code).first()
    if law is None:
        raise library.UnknownLaw(_("Peraturan %(law)s tidak ada dalam pustaka.") % {"law": library.law_label(code)})
    return law


def known(provision: library.Provision) -> bool:
    """Whether a provision is known to exist; `UnknownArticle` where its article, or its whole law, has words and this is not in
    them.

    False where the words were not imported: then nobody can say, and a citation of it says so.
    """
    if models.Provision.objects.filter(code=str(provision)).exists():
        return True
    entries = library.by_provision().get(str(provision), ())
    if entries:
        return any(entry.confidence == rules.Confidence.VERIFIED for entry in entries)
    law = _law(provision.law)
    number, more = library.order_of(provision.article)
    beyond = law.articles is not None and provision.article[0].isdigit() and (number > law.articles or (number == 0 and not more))
    if beyond or _has_words(f"{provision.law}/{provision.article}") or is_whole(law):
        codes = models.Provision.objects.filter(law=law).values_list("code", flat=True)
        raise unknown(provision, [*codes, *(str(each) for each in _of_the_catalogue(provision.law))])
    return False


def _has_words(article: str) -> bool:
    """Whether words of an article are there that can be relied on."""
    below = Q(provision=article) | Q(provision__code__startswith=f"{article}/")
    return models.Wording.objects.filter(below, superseded=False, quality__in=RELIABLE).exists()


def is_whole(law: models.Law) -> bool:
    """Whether nearly all articles of a law have words that can be relied on, so that an article that is not there does not
    exist."""
    worded = Q(wordings__superseded=False, wordings__quality__in=RELIABLE)
    rows = models.Provision.objects.filter(worded, law=law, kind=models.ProvisionKind.ARTICLE).distinct().count()
    return rows > 0 and rows >= 0.9 * (law.articles or rows)


def _of_the_catalogue(law: str) -> list[library.Provision]:
    return [article for offence in library.catalogue() for article in offence.articles if article.law == law]


def unknown(provision: library.Provision, codes: Iterable[str]) -> library.UnknownArticle:
    """The refusal for a provision that is not there, naming those that are nearest."""
    near = library.nearest_to(provision, codes)
    message = _("%(label)s tidak ada.") % {"label": provision.label}
    if near:
        places = "; ".join(library.Provision.read(each).place for each in near)
        message += " " + _("Yang terdekat: %(places)s.") % {"places": places}
    return library.UnknownArticle(message, asked=str(provision), nearest=near)


def cited(code: str) -> Cited:
    """A citation by its identifier; `UnknownArticle` (with the nearest), `UnknownLaw` or `NotAnIdentifier`."""
    provision = canonical(code)
    checked = known(provision)
    title, title_en = title_of(provision)
    return Cited(
        id=str(provision),
        label=provision.label,
        title=title,
        title_en=title_en,
        url=f"/hukum/{provision}/",
        checked=checked,
    )


def title_of(provision: library.Provision) -> tuple[str, str]:
    """What a provision is about, in both languages: what the catalogue calls it, else its chapter, else its law."""
    for each in (provision, *reversed(provision.above)):
        for offence in library.by_provision().get(str(each), ()):
            return offence.id_words.title, offence.en_words.title
    row = models.Provision.objects.filter(code__in=[str(provision), *map(str, provision.above)]).exclude(heading="").first()
    law = _law(provision.law)
    if row is not None:
        heading = row.heading.rpartition(" › ")[2]
        return heading, heading
    return law.title, law.title_en or law.title


def resolve(text: str) -> str:
    """The identifier that somebody means who typed one, or a citation ("ps 523(2)", "uu 7/2017 pasal 280 ayat 1 huruf j").

    Without a law, the first law that has such a provision is meant. `NotAnIdentifier` where no citation is in it.
    """
    citation = library.read_citation(text, names_of_laws())
    if not citation.parts:
        raise library.NotAnIdentifier(
            _("“%(text)s” bukan pasal. Tulis misalnya: UU 7/2017 Ps. 280 ayat (1) huruf j.") % {"text": text[:80]}
        )
    found = candidates(citation)
    if found:
        return found[0]
    return cited(str(citation.within(citation.law or FIRST_ASKED[0]))).id


def candidates(citation: library.Citation) -> list[str]:
    """The provisions that a citation may mean, the most likely first; those that are known or can be."""
    if citation.law:
        laws: Sequence[str] = [citation.law]
    else:
        path = "/".join(citation.parts)
        having = models.Provision.objects.filter(code__endswith=f"/{path}").values_list("law_id", "code")
        laws = [*FIRST_ASKED, *(law for law, code in having if code == f"{law}/{path}")]
    found = []
    for law in dict.fromkeys(laws):
        try:
            found.append(cited(str(citation.within(law))).id)
        except (library.UnknownArticle, library.UnknownLaw, library.NotAnIdentifier):
            continue
    return list(dict.fromkeys(found))


# --- Laws -----------------------------------------------------------------------------------------------------------


def laws() -> list[models.Law]:
    """Every law, with how many of its provisions can be read (`worded`)."""
    has_words = Q(provisions__wordings__superseded=False, provisions__wordings__quality__in=RELIABLE)
    rows = models.Law.objects.select_related("amends").annotate(worded=Count("provisions", filter=has_words, distinct=True))
    resting = Counter(article.law for offence in library.catalogue() for article in offence.articles)
    return sorted(rows, key=lambda row: (-resting[row.code], row.code))


def law(code: str) -> models.Law:
    """One law, or `UnknownLaw`."""
    return _law(code)


def contents(code: str) -> list[models.Provision]:
    """The articles of a law in their order."""
    rows = models.Provision.objects.filter(law_id=_law(code).code, kind=models.ProvisionKind.ARTICLE)
    return list(rows)
