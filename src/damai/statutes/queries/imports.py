"""Official texts that were read: what each would change in the library, and what of it was not understood."""

from .. import models
from ..rules import library


def drafts(law: str | None = None) -> list[models.LawImport]:
    """The texts that wait for a decision, the latest first."""
    rows = models.LawImport.objects.filter(state=models.LawImport.State.DRAFT).select_related("law", "law__amends").defer("text")
    return list(rows.filter(law_id=law) if law else rows)


def imports_of(law: str) -> list[models.LawImport]:
    """Every text of a law that was taken, the latest first."""
    rows = models.LawImport.objects.filter(law_id=law, state=models.LawImport.State.APPLIED)
    return list(rows.defer("text"))


def draft(pk: int) -> models.LawImport:
    """One text that waits, or `LawImport.DoesNotExist`."""
    return models.LawImport.objects.select_related("law", "law__amends").get(pk=pk, state=models.LawImport.State.DRAFT)


def reading_of(row: models.LawImport) -> library.Reading:
    """What a text says, read anew."""
    if row.format == models.TextFormat.JSONL:
        return library.read_jsonl(row.text, row.law_id)
    return library.read_text(row.text)


def plan_of(row: models.LawImport, reading: library.Reading | None = None) -> library.Plan:
    """What applying a text would do to the library as it is now."""
    law = row.law
    amends = law.amends_id or ""
    return library.planned(
        reading or reading_of(row),
        held_of(law.code, amends),
        law=law.code,
        amends=amends,
        on=row.valid_from or law.in_force_on,
        at_best=library.Quality(row.quality),
    )


def held_of(*laws: str) -> dict[str, list[library.Held]]:
    """The wordings that the library has of some laws, by provision."""
    found: dict[str, list[library.Held]] = {}
    rows = models.Wording.objects.filter(provision__law__in=[law for law in laws if law], superseded=False)
    for word in rows:
        found.setdefault(word.provision_id, []).append(
            library.Held(
                pk=word.pk,
                text=word.text,
                explanation=word.explanation,
                quality=library.Quality(word.quality),
                valid_from=word.valid_from,
                valid_to=word.valid_to,
                begun_by=word.begun_by,
            )
        )
    return found
