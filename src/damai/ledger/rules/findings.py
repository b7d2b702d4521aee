"""What can be wrong with a copy of the log or with the stored log, and how it is said to a person."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """One way in which a log can be wrong."""

    CHECKPOINT_MISSING = "checkpoint-missing"
    CHECKPOINT_BROKEN = "checkpoint-broken"
    CHECKPOINT_UNKNOWN = "checkpoint-unknown"
    CHECKPOINT_FORGED = "checkpoint-forged"
    CHECKPOINT_OTHER_LOG = "checkpoint-other-log"
    KEY_BROKEN = "key-broken"
    FILE_MISSING = "file-missing"
    FILE_LENGTH = "file-length"
    BUNDLE_BROKEN = "bundle-broken"
    LEAF_CHANGED = "leaf-changed"
    LEAF_REMOVED = "leaf-removed"
    LEAF_ADDED = "leaf-added"
    HASH_CHANGED = "hash-changed"
    TILE_CHANGED = "tile-changed"
    ROOT_DIFFERS = "root-differs"
    OPENING_CHANGED = "opening-changed"
    OPENING_MISSING = "opening-missing"
    OPENING_BROKEN = "opening-broken"
    ROLLED_BACK = "rolled-back"
    DISAGREE = "disagree"
    KEPT_DIFFERS = "kept-differs"
    ROW_MISSING = "row-missing"
    ROW_CHANGED = "row-changed"
    ROW_UNREADABLE = "row-unreadable"
    LEAF_MOVED = "leaf-moved"
    ROW_BEYOND = "row-beyond"
    LOG_SIZE = "log-size"


# Indonesian first, because that is who reads it; English for whoever checks from elsewhere.
SAYINGS: dict[Kind, tuple[str, str]] = {
    Kind.CHECKPOINT_MISSING: (
        "{where} tidak ada: salinan ini tidak lengkap, atau pengeksporannya terputus",
        "{where} is missing: the copy is incomplete",
    ),
    Kind.CHECKPOINT_BROKEN: ("{where} rusak: bukan catatan bertanda tangan", "{where} is not a signed checkpoint"),
    Kind.CHECKPOINT_UNKNOWN: (
        "{where} tidak ditandatangani dengan kunci yang dipercaya",
        "{where} is not signed by a trusted key",
    ),
    Kind.CHECKPOINT_FORGED: (
        "{where}: isinya tidak cocok dengan tanda tangannya; ada yang mengubahnya setelah ditandatangani",
        "{where}: the signature does not match, it was changed after signing",
    ),
    Kind.CHECKPOINT_OTHER_LOG: ("{where} milik catatan lain", "{where} belongs to another log"),
    Kind.KEY_BROKEN: ("{where} bukan kunci (vkey) yang sah", "{where} is not a valid vkey"),
    Kind.FILE_MISSING: ("berkas {where} tidak ada", "file {where} is missing"),
    Kind.FILE_LENGTH: (
        "berkas {where} panjangnya {found} bita, seharusnya {expected}: terpotong atau bertambah",
        "file {where} has {found} bytes instead of {expected}",
    ),
    Kind.BUNDLE_BROKEN: (
        "{where} rusak mulai daun {index}: berkas berakhir di tengah entri, atau panjang entri diubah",
        "{where} is broken from leaf {index} on",
    ),
    Kind.LEAF_CHANGED: ("daun {index} diubah (di {where})", "leaf {index} was changed (in {where})"),
    Kind.LEAF_REMOVED: ("daun {index} dihapus (dari {where})", "leaf {index} was removed (from {where})"),
    Kind.LEAF_ADDED: ("daun {index} disisipkan (ke {where})", "leaf {index} was inserted (into {where})"),
    Kind.HASH_CHANGED: (
        "hash ke-{place} di {where} diubah (di atas daun {index})",
        "hash {place} in {where} was changed (it stands over leaf {index})",
    ),
    Kind.TILE_CHANGED: ("isi {where} diubah", "{where} was changed"),
    Kind.ROOT_DIFFERS: (
        "isi salinan ini bukan yang ditandatangani: akar pohonnya {found}, yang ditandatangani {expected} (ukuran {size})",
        "the content is not what was signed: root {found}, signed {expected} (size {size})",
    ),
    Kind.OPENING_CHANGED: (
        "fakta pada daun {index} diubah: bukaannya di {where} tidak cocok dengan yang dicatat",
        "the fact of leaf {index} was changed: its opening in {where} does not match",
    ),
    Kind.OPENING_MISSING: ("bukaan daun {index} tidak ada di {where}", "the opening of leaf {index} is missing in {where}"),
    Kind.OPENING_BROKEN: ("bukaan daun {index} di {where} tidak terbaca", "the opening of leaf {index} in {where} is unreadable"),
    Kind.ROLLED_BACK: (
        "salinan ini mundur: hanya {found} daun, padahal {where} yang Anda simpan sudah menandatangani {expected}",
        "rolled back: {found} leaves here, but {where} that you kept was signed over {expected}",
    ),
    Kind.DISAGREE: (
        "dua checkpoint bertanda tangan saling bertentangan tentang {size} daun pertama: {where} dan {other}; "
        "catatan ditulis ulang. Simpan keduanya sebagai bukti",
        "two signed checkpoints disagree about the first {size} leaves: {where} and {other}; keep both as evidence",
    ),
    Kind.KEPT_DIFFERS: (
        "isi salinan ini tidak cocok dengan {where} (ukuran {size})",
        "the content does not match {where} (size {size})",
    ),
    Kind.ROW_MISSING: (
        "daun {index}: barisnya di basis data dihapus",
        "leaf {index}: its database row was deleted",
    ),
    Kind.ROW_CHANGED: (
        "daun {index} ({where}): kolom {column} di basis data diubah",
        "leaf {index} ({where}): column {column} was changed in the database",
    ),
    Kind.ROW_UNREADABLE: (
        "daun {index} ({where}): isinya tidak terbaca lagi",
        "leaf {index} ({where}): its content can no longer be read",
    ),
    Kind.LEAF_MOVED: (
        "daun {index} ({where}): bukan daun yang ditandatangani di tempat itu",
        "leaf {index} ({where}) is not the leaf that was signed in this place",
    ),
    Kind.ROW_BEYOND: (
        "baris {where} bernomor {index}, di luar pohon yang ditandatangani ({size} daun)",
        "row {where} has index {index}, beyond the signed tree ({size} leaves)",
    ),
    Kind.LOG_SIZE: (
        "ukuran log di basis data {found}, yang terakhir ditandatangani {expected}",
        "the log says it has {found} leaves, {expected} were signed",
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: what, where, and at which leaf if that is known."""

    kind: Kind
    where: str
    index: int | None = None
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
        return SAYINGS[self.kind][language].format(
            where=self.where, index="–" if self.index is None else self.index, **dict(self.details)
        )

    def __str__(self) -> str:
        return self.said


def finding(kind: Kind, where: str, index: int | None = None, **details: str | int) -> Finding:
    """A finding with the values that its saying needs."""
    return Finding(kind, where, index, tuple(details.items()))
