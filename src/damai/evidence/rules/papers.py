"""The papers of a pack: its index, the custody record, the chronology, and the people a lead asked for. Typst source, words
quoted.

They say in print what the manifest says for machines, and are made from it. Indonesian, because a hearing reads it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from damai.documents.rules.pdf import from_typst, quoted
from damai.documents.rules.words import long_date

from .manifest import INDEX, MANIFEST, SIGNATURE, SUMS, Carried, Manifest

INK, QUIET, LINE = "#14213d", "#4a5568", "#8a94a6"
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


@dataclass(frozen=True)
class Labels:
    """The words of codes, in Indonesian."""

    kinds: Mapping[str, str]
    sources: Mapping[str, str]
    actions: Mapping[str, str]
    holders: Mapping[str, str]
    agencies: Mapping[str, str]


@dataclass(frozen=True)
class PersonLines:
    """What is said of one person, in the paper about people and nowhere else in the pack."""

    code: str
    role: str
    lines: tuple[tuple[str, str], ...]  # label and value


def index_pdf(manifest: Manifest, labels: Labels) -> bytes:
    """What is in the pack, and how to check it."""
    parts = [_cover(manifest), _table_of_exhibits(manifest, labels)]
    parts += [_exhibit(carried, labels, manifest.moment) for carried in manifest.exhibits]
    parts += [_papers(manifest), _how_to_check(manifest)]
    return _made(manifest, f"Paket bukti {manifest.pack} untuk {manifest.subject}", parts)


def custody_pdf(manifest: Manifest, labels: Labels) -> bytes:
    """Who had which piece of evidence when."""
    parts = [_title("Riwayat penguasaan bukti", _about(manifest))]
    parts.append(
        _paragraph(
            "Setiap catatan memuat sidik jari catatan sebelumnya, dan sidik jarinya sendiri tercatat di buku besar. "
            "Waktu kejadian adalah menurut yang mencatat; waktu catat menurut jam sistem."
        )
    )
    for carried in manifest.exhibits:
        parts.append(_heading(2, f"{carried.piece.exhibit} · {_title_of(carried)}"))
        parts.append(
            _table(
                ("Ke-", "Kejadian", "Waktu kejadian", "Dicatat", "Oleh", "Pemegang dan keterangan", "Sidik jari"),
                "(8mm, 34mm, 39mm, 39mm, 16mm, 1fr, 24mm)",
                [_custody_row(carried, number, labels, manifest.moment) for number in range(len(carried.custody))],
            )
        )
    return _made(manifest, f"Riwayat penguasaan bukti {manifest.subject}", parts, flipped=True)


def chronology_pdf(manifest: Manifest) -> bytes:
    """What the ledger says of the case, in order."""
    rows = [(_when(each.at, manifest.moment), each.sentence, each.by) for each in manifest.chronology]
    parts = [
        _title("Kronologi menurut buku besar", _about(manifest)),
        _paragraph("Semua yang disebut di sini adalah dugaan sampai pleno memutuskan."),
        _table(("Waktu", "Yang dicatat", "Oleh"), "(34mm, 1fr, 18mm)", rows),
    ]
    return _made(manifest, f"Kronologi {manifest.subject}", parts)


def people_pdf(manifest: Manifest, people: tuple[PersonLines, ...], why: str) -> bytes:
    """The data of persons that a lead asked for, with the reason."""
    parts = [
        _title("Data orang dalam perkara", _about(manifest)),
        _paragraph(f"Dimuat atas permintaan pimpinan karena: {why}. Pembukaan ini tercatat. Rahasiakan dan jangan digandakan."),
    ]
    for person in people:
        parts.append(_heading(2, f"{person.role} ({person.code})"))
        parts.append(_table(("Data", "Isi"), "(50mm, 1fr)", list(person.lines)))
    return _made(manifest, f"Data orang dalam perkara {manifest.subject}", parts)


# --- Parts of the index ---------------------------------------------------------------------------------------------------


def _about(manifest: Manifest) -> str:
    at = manifest.moment
    return f"Perkara {manifest.subject} · paket {manifest.pack} · {long_date(at.date())} pukul {at:%H.%M} {_zone(at)}"


def _cover(manifest: Manifest) -> str:
    exhibits = manifest.exhibits
    originals = sum(bool(each.path) for each in exhibits)
    return "\n".join(
        [
            _title("Paket bukti", _about(manifest)),
            _table(
                ("Hal", "Isi"),
                "(58mm, 1fr)",
                [
                    ("Perkara", manifest.subject),
                    ("Dibuat oleh", manifest.made_by),
                    ("Jumlah bukti", str(len(exhibits))),
                    ("Berkas asli di dalam paket", str(originals)),
                    ("Salinan tersamar", str(sum(len(each.copies) for each in exhibits))),
                    ("Surat dan formulir", str(len(manifest.papers))),
                    (
                        "Data orang",
                        "tidak ada" if manifest.people is None else f"{len(manifest.people.persons)} orang, orang.pdf",
                    ),
                    ("Buku besar", manifest.origin),
                ],
            ),
            _paragraph("Isi paket ini adalah bukti dugaan. Apa yang terbukti hanya dinyatakan oleh pleno atau putusan."),
        ]
    )


def _table_of_exhibits(manifest: Manifest, labels: Labels) -> str:
    rows = [
        (
            str(each.piece.number),
            each.piece.exhibit,
            f"{_title_of(each)} ({labels.kinds.get(each.piece.kind, each.piece.kind)})",
            each.path or _why_absent(each),
        )
        for each in manifest.exhibits
    ]
    return _heading(2, "Daftar bukti") + "\n" + _table(("No.", "Kode", "Bukti", "Berkas"), "(10mm, 20mm, 1fr, 52mm)", rows)


def _why_absent(carried: Carried) -> str:
    if carried.piece.sha256:
        return "tidak dimuat: tidak lagi dipakai"
    return {"here": "benda, di kantor", "lent": "benda, sedang dipinjam", "gone": "benda, sudah diserahkan"}.get(
        carried.standing, "benda"
    )


def _exhibit(carried: Carried, labels: Labels, at: datetime) -> str:
    piece = carried.piece
    rows = [
        ("Jenis", labels.kinds.get(piece.kind, piece.kind)),
        ("Asal", labels.sources.get(piece.source, piece.source) + (f" ({piece.taken_from})" if piece.taken_from else "")),
        ("Diterima", _when(piece.received_at, at)),
    ]
    if carried.words.get("description"):
        rows.insert(0, ("Uraian", carried.words["description"]))
    if piece.version_of:
        rows.append(("Versi dari", piece.version_of))
    if piece.sha256:
        rows += [("Ukuran", f"{piece.size} bita, {piece.media_type}"), ("SHA-256", piece.sha256)]
    if carried.held:
        rows.append(("Perhatian", "isi berkas mencurigakan; jangan dibuka di komputer kerja"))
    if carried.withdrawn:
        rows.append(("Keadaan", "tidak lagi dipakai sebagai bukti; catatannya tetap"))
    if carried.on_hold:
        rows.append(("Keadaan", "ditahan: tidak boleh keluar"))
    for copied in carried.copies:
        rows.append((f"Salinan tersamar {copied.number}", f"{copied.path} · {len(copied.boxes)} kotak · SHA-256 {copied.sha256}"))
    return _heading(3, f"{piece.exhibit} · {_title_of(carried)}") + "\n" + _table(("Hal", "Isi"), "(34mm, 1fr)", rows)


def _papers(manifest: Manifest) -> str:
    rows = [
        (each.kind, each.number or "–", each.dated, each.path + (" (dinyatakan batal)" if each.is_void else ""))
        for each in manifest.papers
    ]
    heading = _heading(2, "Surat dan formulir")
    if not rows:
        return heading + "\n" + _paragraph("Tidak ada surat atau formulir dalam paket ini.")
    return heading + "\n" + _table(("Jenis", "Nomor", "Tanggal", "Berkas"), "(1fr, 46mm, 24mm, 44mm)", rows)


def _how_to_check(manifest: Manifest) -> str:
    return "\n".join(
        [
            _heading(2, "Cara memeriksa paket ini"),
            _paragraph(
                "Tanpa jaringan dan tanpa peladen: damai evidence verify BERKAS --key KUNCI. KUNCI adalah kunci buku besar yang "
                "diumumkan penyelenggara di luar paket ini. Satu bita yang berubah, berkas yang hilang, ditambah atau diganti "
                "namanya, dan catatan yang dihapus atau diurutkan ulang ditemukan dan disebut."
            ),
            _paragraph(
                f"Tanpa perangkat lunak kami: ekstrak paket, lalu sha256sum -c {SUMS}. Itu membuktikan bahwa berkas-berkasnya "
                f"sesuai daftar; bahwa daftarnya dari kami dibuktikan {SIGNATURE} (Ed25519) di atas {MANIFEST}."
            ),
            _paragraph(
                f"Berkas ini ({INDEX}) dan yang lain dalam paket dibuat dari {MANIFEST}; bila berbeda, {MANIFEST} yang berlaku."
            ),
        ]
    )


# --- Custody --------------------------------------------------------------------------------------------------------------


def _custody_row(carried: Carried, place: int, labels: Labels, at: datetime) -> tuple[str, ...]:
    recorded = carried.custody[place]
    entry, words = recorded.entry, recorded.words
    holder = entry.holder and labels.agencies.get(entry.holder, entry.holder)
    said = [
        words.get("holder") or holder or labels.holders.get(entry.holder_kind, entry.holder_kind),
        f"di {words['place']}" if words.get("place") else "",
        f"nomor {words['reference']}" if words.get("reference") else "",
        words.get("note", ""),
        f"salinan tersamar {entry.derivative}" if entry.derivative else "",
    ]
    return (
        str(entry.number),
        labels.actions.get(entry.action, entry.action),
        _when(entry.happened_at, at),
        _when(entry.recorded_at, at),
        entry.by,
        "; ".join(part for part in said if part),
        f"{entry.digest[:12]}…",
    )


# --- Typst ----------------------------------------------------------------------------------------------------------------


def _title_of(carried: Carried) -> str:
    return carried.words.get("title") or "judul sudah dilupakan"


def _zone(at: datetime) -> str:
    offset = at.utcoffset()
    return ZONES.get(int(offset.total_seconds()) // 3600, f"{at:%z}") if offset is not None else ""


def _when(text: str, at: datetime) -> str:
    there = datetime.fromisoformat(text).astimezone(at.tzinfo)
    return f"{there:%d-%m-%Y %H.%M.%S} {_zone(there)}"


def _title(words: str, about: str) -> str:
    return f'#heading(level: 1, {quoted(words)})\n#par(text(fill: rgb("{QUIET}"), {quoted(about)}))'


def _heading(level: int, words: str) -> str:
    return f"#heading(level: {level}, {quoted(words)})"


def _paragraph(words: str) -> str:
    return f"#par({quoted(words)})"


def _table(heads: tuple[str, ...], columns: str, rows: Sequence[tuple[str, ...]]) -> str:
    head = ", ".join(f"[*#{quoted(words)}*]" for words in heads)
    body = "\n".join("  " + ", ".join(f"breakable({quoted(cell)})" for cell in row) + "," for row in rows)
    return f"""#table(columns: {columns}, stroke: 0.4pt + rgb("{LINE}"), inset: 4pt, align: left,
  table.header({head}),
{body}
)"""


def _made(manifest: Manifest, title: str, parts: list[str], *, flipped: bool = False) -> bytes:
    head = f"{manifest.pack} · {manifest.subject} · hanya untuk penanganan perkara"
    source = f"""
#set document(title: {quoted(title)}, author: "Damai", date: {_day(manifest.moment)})
#set page(paper: "a4", flipped: {str(flipped).lower()}, margin: (x: 18mm, y: 18mm), numbering: "1 / 1",
  header: text(size: 8pt, fill: rgb("{QUIET}"), {quoted(head)}))
#set text(lang: "id", font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 10pt, fill: rgb("{INK}"))
#show table: set text(size: 9pt)
#show heading: set block(above: 1.4em, below: 0.7em)
#let breakable(words) = words.clusters().map(c => if c in ("/", "-", ".", "_") {{ c + "\\u{{200b}}" }} else {{ c }}).join("")
{chr(10).join(parts)}
"""
    return from_typst(source, files={}, on=manifest.moment.date())


def _day(at: datetime) -> str:
    return f"datetime(year: {at.year}, month: {at.month}, day: {at.day})"
