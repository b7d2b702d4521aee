"""What pages say of a provision and of what was found, in the reader's language."""

from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import rules
from ..rules import library
from .articles import Article, Piece, Standing
from .searching import Hit, Results, search
from .showing import STANDINGS, Entry, Words, entry, reasons

STATES = {
    Standing.IN_FORCE: "good",
    Standing.NOT_YET: "warn",
    Standing.REPEALED: "bad",
    Standing.ANNULLED: "bad",
    Standing.UNKNOWN: "quiet",
}


@dataclass(frozen=True, kw_only=True)
class FoundEntry:
    """An entry of the catalogue that was found, and why."""

    entry: Entry
    why: list[str]
    by_number: bool


@dataclass(frozen=True, kw_only=True)
class FoundProvision:
    """A provision that was found, and why."""

    id: str
    label: str
    title: str
    url: str
    excerpt: str
    is_noisy: bool
    checked: bool
    standing: Words
    state: str
    is_in_force: bool
    why: list[str]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a question found."""

    asked: str
    numbered: list[FoundProvision]
    entries: list[FoundEntry]
    passages: list[FoundProvision]
    unknown: library.UnknownArticle | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.numbered or self.entries or self.passages)


@dataclass(frozen=True, kw_only=True)
class SaidPiece:
    """A part of an article on a page."""

    piece: Piece
    note: str
    is_asked: bool
    gone: str  # what took it away, in words; empty while it is in force

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return "p-" + "-".join(self.piece.id.split("/")[1:])


@dataclass(frozen=True, kw_only=True)
class Said:
    """A provision in words."""

    title: str
    standing: Words
    state: str
    pieces: list[SaidPiece] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)


def found(text: str) -> Found:
    """What answers a question, in words."""
    results: Results = search(text)
    return Found(
        asked=results.question.text,
        numbered=[found_provision(hit) for hit in results.numbered],
        entries=[
            FoundEntry(entry=entry(hit.offence), why=reasons(hit.because), by_number=hit.by_number) for hit in results.offences
        ],
        passages=[found_provision(hit) for hit in results.passages],
        unknown=results.unknown,
    )


def found_provision(hit: Hit) -> FoundProvision:
    """A provision that was found, in words."""
    return FoundProvision(
        id=hit.id,
        label=hit.label,
        title=local(hit.title, hit.title_en),
        url=hit.url,
        excerpt=hit.excerpt,
        is_noisy=hit.is_noisy,
        checked=hit.checked,
        standing=STANDINGS[hit.standing],
        state=STATES[hit.standing],
        is_in_force=hit.standing in {Standing.IN_FORCE, Standing.UNKNOWN},
        why=reasons(hit.because),
    )


def local(indonesian: str, english: str) -> str:
    """A text in the language that is active, in Indonesian where there is no English."""
    return english if english and get_language() == "en" else indonesian


def said_of(article: Article) -> Said:
    """A provision as its page says it."""
    pieces = [
        SaidPiece(
            piece=piece,
            note=local(piece.note, piece.note_en),
            is_asked=piece.id == article.id,
            gone=_gone(piece),
        )
        for piece in article.pieces
    ]
    return Said(
        title=local(article.title, article.title_en),
        standing=STANDINGS[article.standing],
        state=STATES[article.standing],
        pieces=pieces,
        caveats=_caveats(article),
    )


def _gone(piece: Piece) -> str:
    if piece.standing == Standing.ANNULLED:
        return _("Tidak mengikat lagi: %(act)s") % {"act": piece.ended_by}
    if piece.standing == Standing.REPEALED:
        return _("Dicabut: %(act)s") % {"act": piece.ended_by}
    return _("Belum berlaku pada tanggal ini") if piece.standing == Standing.NOT_YET else ""


def _caveats(article: Article) -> list[str]:
    said = []
    if not article.checked:
        said.append(_("Keberadaan ketentuan ini belum dapat diperiksa, karena naskah peraturannya belum diimpor."))
    elif not article.has_words and not article.is_noisy:
        said.append(_("Naskah ketentuan ini belum diimpor. Yang ditampilkan hanyalah keterangan tentangnya."))
    if article.is_noisy:
        said.append(_("Naskah yang ada hasil pindai yang banyak salahnya: hanya dipakai untuk mencari, tidak ditampilkan."))
    if article.is_scanned:
        said.append(_("Naskah ini hasil pindai, sehingga huruf atau angka dapat salah. Cocokkan dengan naskah resmi."))
    if article.confidence == rules.Confidence.UNVERIFIED:
        said.append(_("Tanggal berlaku atau putusan pada halaman ini belum diverifikasi."))
    return said
