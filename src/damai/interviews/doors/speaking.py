"""What a conversation says, as plain text: no markup, because every chat shows another."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as say

from damai.intake.queries import Said
from damai.look.templatetags.look import said as in_parts

from .. import queries, rules
from ..actions import KEPT_DAYS
from ..rules import State, World
from .pages import SentPage


def greeting(code: str) -> str:
    """The first words of the house."""
    return say(
        "Ini layanan lapor pemilu. Kami bertanya satu demi satu. Tulis TIDAK TAHU untuk melewati, KEMBALI, RINGKASAN, KIRIM, "
        "atau BANTUAN. Nama tidak wajib. Setiap jawaban langsung disimpan tersegel.\n"
        "Kode lanjutan Anda: %(code)s. Dengan kode itu laporan dapat diteruskan nanti atau di %(address)s; sesudah %(days)d hari "
        "tidak disentuh, laporan yang belum dikirim dihapus.\n"
        "Bahaya sekarang juga? Hubungi polisi 110 atau gawat darurat 112."
    ) % {"code": code, "address": f"{settings.BASE_URL}/lapor/pandu/", "days": KEPT_DAYS}


def resume_code(code: str) -> str:
    """The code with which a report goes on; a repair has the receipt instead."""
    if not code:
        return say("Laporan ini diteruskan dengan kode tanda terima Anda.")
    return say("Kode lanjutan Anda: %(code)s") % {"code": code}


def already_sent(receipt: str) -> str:
    """The answer to a resume code of a report that was sent."""
    return say("Laporan ini sudah dikirim. Tanda terimanya: %(receipt)s") % {"receipt": receipt}


def following(receipt: str) -> str:
    """What a conversation that follows a report answers to a word of command."""
    return say("Laporan Anda sudah kami terima (%(receipt)s). Tulis pesan untuk petugas, atau LAPOR untuk laporan baru.") % {
        "receipt": receipt
    }


def thread(said: Sequence[Said]) -> list[str]:
    """What the house has said, for somebody who has not read it yet."""
    return [say("Dari petugas: %(text)s") % {"text": each.text} for each in said if each.from_us][-5:]


def next_words(state: State, world: World, *, summary: bool) -> list[str]:
    """The next question, or the summary."""
    current = state.current
    if current is not None and not summary:
        return [queries.as_message(state, current)]
    words = [summary_of(state, world)]
    if current is not None:
        words.append(queries.as_message(state, current))
    return words


def summary_of(state: State, world: World) -> str:
    """Everything said so far, numbered, with how complete it is and how to go on."""
    lines = [say("Ringkasan:")]
    for row in queries.rows(rules.summary(state)):
        lines.append(f"{row.number}. {row.label}: {row.words or say('belum dijawab')}")
    if world.files:
        lines.append(say("Berkas: %(count)d") % {"count": world.files})
    met = rules.meter(state, world)
    if met:
        present = sum(each.standing is rules.Standing.PRESENT for each in met)
        lines.append(say("Kelengkapan: %(n)d dari %(of)d syarat") % {"n": present, "of": len(met)})
        lacking = ", ".join(each.words for each in queries.gauges(met) if each.standing in {"missing", "unknown"})
        if lacking:
            lines.append(say("Belum ada: %(items)s") % {"items": lacking})
    lines.append(say("Tulis KIRIM untuk mengirim, atau nomornya untuk memperbaiki."))
    return "\n".join(lines)


def sent(page: SentPage) -> list[str]:
    """What follows after sending."""
    if page.is_repair:
        words = [say("Yang Anda lengkapi sudah kami terima. Tanda terimanya tetap: %(receipt)s") % {"receipt": page.receipt}]
    elif page.formal:
        words = [say("Laporan Anda sudah kami terima. Catat tanda terimanya: %(receipt)s") % {"receipt": page.receipt}]
    else:
        words = [
            say("Cerita Anda kami terima sebagai informasi awal. Catat tanda terimanya: %(receipt)s") % {"receipt": page.receipt}
        ]
    steps = []
    for step in page.steps:
        line = step.words
        if step.until:
            line += " " + say("Paling lambat %(until)s (%(basis)s).") % {"until": step.until, "basis": step.basis}
            line += "".join(f" {in_parts(caveat)}" for caveat in step.caveats)
        steps.append(f"• {line}")
    words.append("\n".join(steps))
    if page.missing:
        words.append(say("Yang masih kurang untuk laporan resmi: %(items)s") % {"items": ", ".join(page.missing)})
    return words
