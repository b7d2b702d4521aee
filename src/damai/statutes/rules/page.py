"""The page of all clocks for people who read law: docs/law/clocks.md, written from the table."""

from .bases import Basis
from .calendar import Confidence
from .clocks import Clock
from .events import Event
from .tables import Statutes
from .words import tanggal_saja

HEAD = """\
# The clocks of the law

Written by `damai clock --markdown` from the tables in `src/damai/statutes/rules/shipped/`; a test compares the two, so edit the
table and write this page again. The words are Indonesian, because the people who must check them are Bawaslu's lawyers.

- **Panjang** is the length in the law's own words, and how it is read where the law does not say the unit.
- **Dihitung** is what the software counts. The day of the event is day 0 unless the row says otherwise; this is practice, not
  yet checked against a text. Where no source settles what *hari* means, calendar days are counted, because they end earlier.
- **Keyakinan**: *terverifikasi* means that the length and the article were read in the source named; *belum diverifikasi* means
  that they are general knowledge (GK-high: confident; GK-verify: must be checked before anyone relies on it). The unit has a
  confidence of its own. Nothing here is legal advice.
- Rows speak about events from **Berlaku** on: the day from which this table answers for them (its holidays begin on
  1 January 2023), not the day the law came into force.
- **Peristiwa** are the codes of the event that starts the clock and, after the arrow, of those that stop it in time; the list of
  all events stands at the end. **Wajib** is who must act; a clock marked *kedaluwarsa* makes a case expire when it is missed.
  **Jalur** is the class a clock belongs to; without one it runs on the case itself.
- The articles of the steps of a case stand in a table of their own, after the clocks of each regime.
"""
COLUMNS = ("Kode", "Jam", "Mulai dari", "Peristiwa", "Wajib", "Jalur", "Panjang", "Dihitung", "Dasar", "Keyakinan", "Berlaku")
STEPS = ("Langkah", "Dasar", "Keyakinan", "Berlaku")


def clocks_page(statutes: Statutes) -> str:
    """Every clock of every regime as a Markdown page."""
    parts = [HEAD]
    for regime in statutes.regimes:
        clocks = [clock for clock in statutes.clocks if clock.regime == regime.code]
        unsure = sum(1 for clock in clocks if not clock.verified)
        leave = "bukan hari kerja" if regime.joint_leave_is_holiday else "hari kerja"
        parts.append(
            f"\n## {regime.code}: {regime.name}\n\n{regime.law}. Cuti bersama: {leave}. "
            f"{len(clocks)} jam, {unsure} di antaranya belum diverifikasi.\n\n"
        )
        parts.append(_row(COLUMNS) + _row(("---",) * len(COLUMNS)))
        parts += [_row(_cells(clock)) for clock in clocks]
        bases = [row for row in statutes.bases if row.regime == regime.code]
        if bases:
            parts.append(f"\n### {regime.code}: dasar setiap langkah\n\n" + _row(STEPS) + _row(("---",) * len(STEPS)))
            parts += [_row(_step_cells(row)) for row in bases]
    parts.append("\n## Peristiwa\n\n" + _row(("Kode", "Peristiwa")) + _row(("---", "---")))
    parts += [_row((f"`{event}`", event.word)) for event in Event]
    return "".join(parts)


def _cells(clock: Clock) -> tuple[str, ...]:
    counted = clock.unit.word if clock.length is None else f"{clock.length} {clock.unit.word}"
    if clock.counts_start_day:
        counted += ", hari peristiwa ikut dihitung"
    if clock.counts_back:
        counted += ", mundur"
    confidence = f"{confidence_word(clock.confidence)}: {clock.confidence_note}"
    if not clock.unit_verified:
        confidence += "; satuan belum diverifikasi"
    event = " → ".join(filter(None, (clock.event or "–", " / ".join(clock.met_by))))
    if clock.counts_from:
        event += f" (dihitung dari {clock.counts_from})"
    duty = (clock.duty.word if clock.duty else "–") + (", kedaluwarsa" if clock.handling else "")
    tracks = ", ".join(track.word for track in clock.tracks) or "perkara"
    said = (clock.code, clock.name, clock.start_event, event, duty, tracks)
    return (*said, clock.length_in_words, counted, clock.basis, confidence, _valid(clock))


def _step_cells(row: Basis) -> tuple[str, ...]:
    return (f"`{row.step}`", row.basis, f"{confidence_word(row.confidence)}: {row.note}", _valid(row))


def _valid(row: Clock | Basis) -> str:
    return tanggal_saja(row.valid_from) + (f" – {tanggal_saja(row.valid_to)}" if row.valid_to else "")


def confidence_word(confidence: Confidence) -> str:
    """How sure we are, in Indonesian; what is not verified is shouted."""
    return "terverifikasi" if confidence == Confidence.VERIFIED else "**belum diverifikasi**"


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
