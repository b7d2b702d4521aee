"""What the reporter is told: what is missing and until when, that it is registered, what became of it; in their own channel.

Nothing here names anybody. What was written for one reporter goes to that reporter alone; what is announced goes to every sender.
"""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from damai.identities.models import Person
from damai.identities.rules import Part
from damai.intake.models import Message
from damai.interviews.actions import tell, until_in_words
from damai.interviews.actions.telling import language_of
from damai.triage.queries import messages_of

from ..models import Assessment, Case
from ..public import progress
from ..queries import notes_of
from ..rules import Item


def message_of_reporter(case: Case) -> Message | None:
    """The message in which the reporter told it, if it can still be read; None where nobody can be written to."""
    messages = [message for message in messages_of(case.report) if not message.forgotten]
    told_in = Person.objects.filter(subject=case.code, part=Part.REPORTER).exclude(origin="").values_list("origin", flat=True)
    named = [message for message in messages if message.code in set(told_in)]
    return next(iter([*named, *messages]), None)


def shortfall_text(study: Assessment, *, until: datetime | None, message: Message | None = None) -> str:
    """What the reporter will read: each missing condition in the officer's words, the last moment, and where to mend it."""
    with translation.override(language_of(message) if message else "id"):
        notes = notes_of(study)
        lines = [
            f"• {_plain(Item(item))}: {notes[item]}" if item in notes else f"• {_plain(Item(item))}"
            for item in study.missing
            if item != Item.IN_TIME
        ]
        when = _("paling lambat %(until)s") % {"until": until_in_words(until)} if until else _("secepatnya")
        return _(
            "Laporan Anda perlu dilengkapi %(when)s. Yang masih kurang:\n%(wanted)s\n"
            "Lengkapi di %(address)s dengan kode tanda terima Anda, atau jawab di sini bila Anda melapor lewat obrolan. "
            "Perbaikan hanya dapat dilakukan satu kali. Kalau tidak dilengkapi, laporan ini tidak dapat diregistrasi, tetapi "
            "tetap disimpan sebagai informasi awal."
        ) % {"when": when, "wanted": "\n".join(lines), "address": f"{settings.BASE_URL}/perbaikan/"}


def _plain(item: Item) -> str:
    """A condition without its legal class, as a reporter says it."""
    words = {
        Item.REPORTER: _("nama dan alamat Anda"),
        Item.REPORTED: _("siapa yang dilaporkan"),
        Item.IN_TIME: _("waktu penyampaian"),
        Item.WHEN_WHERE: _("waktu dan tempat kejadian"),
        Item.DESCRIPTION: _("uraian kejadian"),
        Item.EVIDENCE: _("bukti"),
    }
    return words[item]


def tell_senders(case: Case, key: str, *, by: str) -> None:
    """Tell every sender of a report where its case stands now, in the words of their receipt page."""
    for message in messages_of(case.report):
        with translation.override(language_of(message)):
            tell(message, text=_status(case), key=f"{case.code}/{key}", about=case.code, purpose="status", by=by)


def _status(case: Case) -> str:
    found = progress(case.report.code)
    assert found is not None  # noqa: S101  it is this case's own
    lines = [found.words, *(f"{each.name}: {each.state}. {each.words}" for each in found.tracks)]
    if case.register_number:
        lines.append(_("Nomor register: %(number)s") % {"number": case.register_number})
    if found.alleged:
        lines.append(_("Sampai diputuskan yang berwenang, ini tetap dugaan."))
    return "\n".join(lines)


def tell_late(case: Case, message: Message, *, by: str) -> None:
    """Tell the reporter that what they sent came after the last moment, and that it is kept."""
    with translation.override(language_of(message)):
        text = _(
            "Perbaikan laporan Anda kami terima sesudah batas waktunya. Isinya disimpan, tetapi menurut aturan laporan tidak "
            "dapat diregistrasi karenanya. Rapat pleno akan menetapkannya; keterangan Anda dapat dipakai sebagai informasi awal."
        )
        tell(message, text=text, key=f"{case.code}/late", about=case.code, purpose="status", by=by)
