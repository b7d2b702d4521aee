"""Why something about a person cannot be done, in the words of who is told."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from damai.agencies.rules import NotYours, Refused

from ..rules import Flaw

__all__ = [
    "AlreadyAnswered",
    "AlreadyAsked",
    "AlreadyForgotten",
    "NeedsSecond",
    "NotYours",
    "OpeningOver",
    "ProveAgain",
    "Refused",
    "Unfit",
    "WordsMissing",
    "flaw_words",
]


class Unfit(Refused):
    """Fields that cannot be kept as they are: `flaws` says which, `problems` in words."""

    def __init__(self, flaws: Mapping[str, Flaw]) -> None:
        self.flaws = dict(flaws)
        self.problems = {name: flaw_words(flaw) for name, flaw in flaws.items()}
        super().__init__(" ".join(self.problems.values()))


class NeedsSecond(Refused):
    """Outside one's own case a second officer has to agree first."""


class ProveAgain(Refused):
    """The second factor was not proven a moment ago."""


class AlreadyAsked(Refused):
    """The same member waits for an answer about the same person already."""


class AlreadyAnswered(Refused):
    """Somebody answered, or the wish lapsed or was withdrawn."""


class OpeningOver(Refused):
    """What was agreed to has ended."""


class AlreadyForgotten(Refused):
    """Nobody can read any more who this was."""


class WordsMissing(Refused):
    """A reason in words is needed."""


def flaw_words(flaw: Flaw) -> str:
    """A flaw as the person who typed reads it."""
    words = {
        Flaw.UNKNOWN: _("Isian ini tidak dikenal."),
        Flaw.LONG: _("Isian ini terlalu panjang."),
        Flaw.INVISIBLE: _("Isian ini mengandung tanda yang tidak terlihat. Hapus, lalu ketik lagi."),
        Flaw.NIK: _("NIK terdiri atas 16 angka."),
        Flaw.DATE: _("Tanggal lahir ditulis tahun-bulan-hari dan tidak di masa depan."),
        Flaw.SEX: _("Pilih L atau P."),
        Flaw.EMPTY: _("Isi paling sedikit satu keterangan."),
    }
    return words[flaw]
