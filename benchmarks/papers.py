"""The minutes of a three-hour meeting as DOCX and PDF, against the same words written plainly by the same libraries.

`python -m benchmarks.papers WHAT` measures one thing in a process of its own, so that its memory is its own; `papers` (called
by `inside`) runs them all in a house and issues the document for real, number, seals and ledger included.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).parents[1] / "src/damai/documents/shipped/notula.docx"
ITEMS = 60
DAY = date(2023, 10, 11)
PHRASES = (
    "jadwal pengawasan di kelurahan", "laporan peserta kampanye", "koordinasi petugas wilayah", "klarifikasi hoaks",
    "sosialisasi materi kepada warga", "tahapan dan logistik", "daftar saksi", "kesepakatan lembaga", "keamanan rapat umum",
    "tindak lanjut forum warga",
)  # fmt: skip


def values() -> dict[str, Any]:
    """What stands in the minutes: sixty items talked over, half of them decided, thirty things to do, forty guests."""
    dice = random.Random(20231011)  # noqa: S311  # the same meeting in every run

    def talk(words: int) -> str:
        return ", ".join(dice.choice(PHRASES) for _phrase in range(words // 3 + 1)).capitalize() + "."

    items = [f"Acara {number}: {talk(5)}" for number in range(1, ITEMS + 1)]
    return {
        "rapat": "Rapat koordinasi persiapan rangkaian kegiatan deklarasi damai Pemilu 2024",
        "hari_rapat": "Rabu, 11 Oktober 2023",
        "pukul": "09.00 s.d. 12.00 WIB",
        "tempat_rapat": "Kantor Wali Kota Administrasi Jakarta Pusat",
        "pimpinan": "Contoh Pimpinan",
        "notulis": "Contoh Notulis",
        "acara": [{"pokok": item} for item in items],
        "peserta": [{"instansi": f"Lembaga {number}", "nama": f"Contoh Nama {number}"} for number in range(40)],
        "pembukaan": talk(40),
        "pembahasan": [
            {"pokok": item, "uraian": f"{talk(45)}\n{talk(45)}", "keputusan": [{"isi": talk(14)}] if place % 2 else []}
            for place, item in enumerate(items)
        ],
        "kesimpulan": [
            {"isi": talk(14), "penanggung_jawab": "Contoh Lembaga", "batas_waktu": "18 Oktober 2023"}
            for _row in range(ITEMS // 2)
        ],
        "tindak_lanjut": [
            {"kegiatan": talk(10), "penanggung_jawab": "Contoh Lembaga", "indikator": talk(5), "batas_waktu": "25 Oktober 2023"}
            for _row in range(ITEMS // 2)
        ],
        "penutup": talk(20),
    }


def _whole() -> dict[str, Any]:
    from damai.documents.rules.kinds import completed
    from damai.rakor.rules.papers import NOTULA

    return completed(NOTULA.all_fields, {**values(), "kop": [{"baris": "SUKU BADAN KESBANGPOL", "besar": "ya"}], "nomor": "1"})


def _lines(value: Any) -> list[str]:
    """Every text of the minutes, for the references, which write the same words and nothing more."""
    if isinstance(value, str):
        return value.split("\n") if value else []
    rows = value.values() if isinstance(value, dict) else value
    return [line for part in rows for line in _lines(part)]


def docx() -> bytes:
    """The DOCX, from the template that ships."""
    from damai.documents.rules import docx

    return docx.render(TEMPLATE.read_bytes(), _whole(), title="Notula", on=DAY)


def plain_docx() -> bytes:
    """The reference: the same words written by python-docx, a paragraph each, without template or style."""
    from docx import Document

    word, out = Document(), BytesIO()
    for line in _lines(values()):
        word.add_paragraph(line)
    word.save(out)
    return out.getvalue()


def pdf(body: bytes) -> bytes:
    """The PDF, from the DOCX."""
    from damai.documents.rules import pdf

    return pdf.from_docx(body, title="Notula")


def plain_pdf() -> bytes:
    """The reference: the same words compiled by typst to the same standards, a paragraph each."""
    from damai.documents.rules.pdf import from_typst, quoted

    lines = "\n".join(f"par({quoted(line)})" for line in _lines(values()))
    return from_typst(f'#{{ set document(title: "Notula"); set text(lang: "id")\n{lines}\n}}', files={}, on=DAY)


def measure(what: str) -> dict[str, Any]:
    """Milliseconds (the first time and the median), bytes, and the most memory of this process."""
    from .inside import milliseconds

    source = docx() if what == "pdf" else b""
    work: Callable[[], bytes] = {"docx": docx, "plain-docx": plain_docx, "plain-pdf": plain_pdf, "pdf": lambda: pdf(source)}[what]
    began = time.perf_counter()
    first = work()
    first_ms = (time.perf_counter() - began) * 1000
    if sha256(work()).digest() != sha256(first).digest() and not what.startswith("plain"):
        raise SystemExit(f"{what} is not the same bytes twice")
    found = {"first_ms": first_ms, "ms": milliseconds(work, times=9), "bytes": len(first), "peak_mb": _peak()}
    if what.endswith("pdf"):
        found["pages"] = first.count(b"/Type/Page/") or first.count(b"/Type/Page\n") or first.count(b"/Type /Page ")
    return found


def _peak() -> float:
    """The most memory this program has held, in MB; not what the process that started it held, as getrusage would count."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def papers(times: int) -> dict[str, Any]:
    """All of it, each in a process of its own; then the minutes issued in this house."""
    from damai.agencies.models import Agency, Member
    from damai.documents import actions, queries
    from damai.rakor.rules.papers import NOTULA

    from .inside import milliseconds, peak_memory

    found: dict[str, Any] = {"items": ITEMS}
    for what in ("plain-docx", "docx", "plain-pdf", "pdf"):
        command = [sys.executable, "-m", "benchmarks.papers", what]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # ours
        found[what] = json.loads(ran.stdout.splitlines()[-1])
    agency = Agency.objects.filter(kind="supervisor").order_by("code").first()
    lead = Member.objects.filter(appointments__agency=agency, appointments__role__in=["officer", "lead"]).first()
    given = {"kind": NOTULA, "agency": agency, "values": values(), "dated": DAY, "about": "R-00001", "by": lead}
    found["issued_ms"] = milliseconds(lambda: actions.issue(**given), times=int(times) or 5)
    last = queries.Document.objects.first()
    found["opened_ms"] = milliseconds(lambda: queries.pdf_of(last), times=20)
    found["peak_mb"] = peak_memory()
    return found


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))  # noqa: T201
