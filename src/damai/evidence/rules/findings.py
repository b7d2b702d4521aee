"""What can be wrong with a pack, or with the evidence that is stored, and how it is said to a person."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """One way in which evidence can be wrong."""

    # of a pack
    NOT_A_PACK = "not-a-pack"
    REPACKED = "repacked"
    TRUNCATED = "truncated"
    MANIFEST_MISSING = "manifest-missing"
    MANIFEST_BROKEN = "manifest-broken"
    MANIFEST_CHANGED = "manifest-changed"
    SIGNATURE_MISSING = "signature-missing"
    SIGNATURE_BROKEN = "signature-broken"
    OTHER_KEY = "other-key"
    FILE_MISSING = "file-missing"
    FILE_EXTRA = "file-extra"
    FILE_TWICE = "file-twice"
    FILE_RENAMED = "file-renamed"
    FILE_CHANGED = "file-changed"
    NAME_UNSAFE = "name-unsafe"
    REORDERED = "reordered"
    FRAME_CHANGED = "frame-changed"
    SUMS_DIFFER = "sums-differ"
    LIST_CONTRADICTS = "list-contradicts"
    PROOF_BROKEN = "proof-broken"
    PROOF_OF_OTHER = "proof-of-other"
    # of a pack and of what is stored
    PIECE_CHANGED = "piece-changed"
    WORDS_CHANGED = "words-changed"
    CUSTODY_GAP = "custody-gap"
    CUSTODY_OTHER = "custody-other"
    CUSTODY_LINK = "custody-link"
    STANDING_DIFFERS = "standing-differs"
    # of what is stored
    PIECE_MISSING = "piece-missing"
    PIECE_UNRECORDED = "piece-unrecorded"
    CUSTODY_CHANGED = "custody-changed"
    CUSTODY_MISSING = "custody-missing"
    CUSTODY_UNRECORDED = "custody-unrecorded"
    ORIGINAL_MISSING = "original-missing"
    ORIGINAL_CHANGED = "original-changed"
    COPY_CHANGED = "copy-changed"
    NOT_IN_LEDGER = "not-in-ledger"


# Indonesian first, because that is who reads it; English for whoever checks from elsewhere.
SAYINGS: dict[Kind, tuple[str, str]] = {
    Kind.NOT_A_PACK: ("{where} bukan paket bukti dari Damai", "{where} is not an evidence pack of Damai"),
    Kind.REPACKED: (
        "{where} pernah dibuka lalu dibungkus ulang, jadi bukan lagi berkas yang dikeluarkan. Ekstrak, lalu periksa foldernya",
        "{where} was unpacked and packed again; extract it and verify the folder",
    ),
    Kind.TRUNCATED: (
        "berkas terpotong: {found} bita, seharusnya {expected}; {whole} dari {count} berkas di dalamnya masih utuh",
        "cut off: {found} bytes instead of {expected}; {whole} of {count} files in it are whole",
    ),
    Kind.MANIFEST_MISSING: ("{where} tidak ada", "{where} is missing"),
    Kind.MANIFEST_BROKEN: ("{where} rusak: bukan daftar isi paket bukti", "{where} is broken: not the list of a pack"),
    Kind.MANIFEST_CHANGED: (
        "{where} diganti atau diubah setelah paket ditandatangani",
        "{where} was replaced or changed after the pack was signed",
    ),
    Kind.SIGNATURE_MISSING: ("tanda tangan {where} tidak ada", "the signature {where} is missing"),
    Kind.SIGNATURE_BROKEN: ("{where} rusak: bukan tanda tangan", "{where} is no signature"),
    Kind.OTHER_KEY: (
        "paket ini tidak ditandatangani dengan kunci yang Anda percaya",
        "the pack is not signed by a key that you trust",
    ),
    Kind.FILE_MISSING: ("berkas {where} tidak ada", "file {where} is missing"),
    Kind.FILE_EXTRA: ("berkas {where} ditambahkan: tidak ada dalam daftar", "file {where} was added: it is not on the list"),
    Kind.FILE_TWICE: ("ada dua berkas bernama {where}", "two files are called {where}"),
    Kind.FILE_RENAMED: ("berkas {where} diganti namanya menjadi {found}", "file {where} was renamed to {found}"),
    Kind.FILE_CHANGED: ("isi berkas {where} diubah", "file {where} was changed"),
    Kind.NAME_UNSAFE: (
        "nama berkas {where} berbahaya: menunjuk ke luar folder atau memuat tanda yang tidak boleh. Jangan ekstrak berkas ini",
        "the name {where} is dangerous: it leads out of the folder or holds signs that may not be. Do not extract this file",
    ),
    Kind.REORDERED: ("urutan berkas di dalam paket diubah", "the files stand in another order"),
    Kind.FRAME_CHANGED: (
        "bungkus paket diubah di {where}: bukan seperti saat dikeluarkan",
        "the frame of the pack was changed at {where}",
    ),
    Kind.SUMS_DIFFER: ("{where} tidak cocok dengan daftar isi", "{where} does not match the list"),
    Kind.LIST_CONTRADICTS: ("daftar isi bertentangan tentang {where}", "the list contradicts itself about {where}"),
    Kind.PROOF_BROKEN: (
        "{where}: bukti di buku besar tidak sah",
        "{where}: the proof that the ledger holds it is not good",
    ),
    Kind.PROOF_OF_OTHER: (
        "{where}: bukti di buku besar menyebut hal lain dari yang tertulis",
        "{where}: the ledger was told something else than what is written",
    ),
    Kind.PIECE_CHANGED: (
        "data bukti {where} diubah setelah dicatat",
        "the data of {where} were changed after they were recorded",
    ),
    Kind.WORDS_CHANGED: (
        "{where}: kata-katanya diubah setelah dicatat",
        "{where}: its words were changed after they were recorded",
    ),
    Kind.CUSTODY_GAP: (
        "riwayat penguasaan {where}: catatan ke-{number} hilang atau tidak pada urutannya",
        "custody of {where}: entry {number} is missing or out of order",
    ),
    Kind.CUSTODY_OTHER: (
        "riwayat penguasaan {where}: catatan ke-{number} milik bukti lain",
        "custody of {where}: entry {number} belongs to another piece",
    ),
    Kind.CUSTODY_LINK: (
        "riwayat penguasaan {where}: catatan ke-{number} tidak menyambung; sesuatu sebelum itu diubah atau dihapus",
        "custody of {where}: entry {number} does not follow; something before it was changed or removed",
    ),
    Kind.STANDING_DIFFERS: (
        "{where}: keadaannya tidak sesuai dengan riwayat penguasaannya",
        "{where}: its standing is not what its custody record says",
    ),
    Kind.PIECE_MISSING: (
        "bukti {where} dihapus dari basis data; buku besar masih mencatatnya",
        "{where} was deleted from the database; the ledger still tells of it",
    ),
    Kind.PIECE_UNRECORDED: (
        "bukti {where} tidak tercatat di buku besar: disisipkan ke basis data",
        "{where} is not in the ledger: it was put into the database",
    ),
    Kind.CUSTODY_CHANGED: (
        "riwayat penguasaan {where}: catatan ke-{number} diubah atau ditanggali mundur; buku besar mencatat yang lain",
        "custody of {where}: entry {number} was changed or back-dated; the ledger was told something else",
    ),
    Kind.CUSTODY_MISSING: (
        "riwayat penguasaan {where}: catatan ke-{number} dihapus; buku besar masih mencatatnya",
        "custody of {where}: entry {number} was deleted; the ledger still tells of it",
    ),
    Kind.CUSTODY_UNRECORDED: (
        "riwayat penguasaan {where}: catatan ke-{number} tidak tercatat di buku besar: disisipkan",
        "custody of {where}: entry {number} is not in the ledger: it was inserted",
    ),
    Kind.ORIGINAL_MISSING: (
        "berkas asli {where} tidak ada di penyimpanan, atau tidak dapat dibaca",
        "the original of {where} is not in the store, or cannot be read",
    ),
    Kind.ORIGINAL_CHANGED: (
        "berkas asli {where} diganti atau diubah: sidik jarinya bukan yang dicatat",
        "the original of {where} was replaced or changed: its digest is not the one that was recorded",
    ),
    Kind.COPY_CHANGED: (
        "salinan tersamar {number} dari {where} diganti atau hilang",
        "copy {number} of {where} was replaced or is gone",
    ),
    Kind.NOT_IN_LEDGER: (
        "{where}: catatan ke-{number} ada, tetapi buku besar yang ditandatangani tidak membuktikannya",
        "{where}: entry {number} is there, but the signed ledger does not prove it",
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: what, and where."""

    kind: Kind
    where: str
    details: tuple[tuple[str, str | int], ...] = ()

    @property
    def said(self) -> str:
        """In Indonesian."""
        return self._say(0)

    @property
    def english(self) -> str:
        """In English."""
        return self._say(1)

    def _say(self, language: int) -> str:
        return SAYINGS[self.kind][language].format(where=self.where, **dict(self.details))

    def __str__(self) -> str:
        return self.said


def finding(kind: Kind, where: str, **details: str | int) -> Finding:
    """A finding with the values that its saying needs."""
    told = tuple((name, plain(value) if isinstance(value, str) else value) for name, value in details.items())
    return Finding(kind, plain(where), told)


def plain(text: str) -> str:
    """A name out of a stranger's file as a terminal may show it: plain letters, and not at length."""
    return ascii(text)[1:-1][:120]
