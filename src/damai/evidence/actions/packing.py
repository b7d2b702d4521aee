"""Packs for a hearing: everything about the evidence of a case in one file that anyone can check, streamed within bounded memory.

What leaves is decided and signed before the first byte does, because every digest is known. The originals are hashed while they
leave: where one is not as it came, the stream breaks off, and that is recorded.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.agencies.actions import note_export
from damai.agencies.models import Agency, Member, PersonalData
from damai.agencies.rules import Capability
from damai.documents.queries import Document, documents_about, label_of, pdf_of
from damai.intake.rules.content import suffix_of
from damai.ledger.actions import TreeDamaged, integrate, record
from damai.ledger.facts import FACTS
from damai.ledger.queries import Proved, now, proofs_about, signing_key, state, trusted_keys
from damai.ledger.queries.told import sentence
from damai.ledger.rules.openings import Value
from damai.seals.rules import CannotUnseal

from .. import facts
from ..models import ACTIONS, HOLDERS, KINDS, SOURCES, Custody, Derivative, Exhibit, Pack
from ..queries import Shown, Unreadable, chunks_of, entry_of, exhibits_of, piece_of, words_of, words_of_entry
from ..rules.agreeing import disagreements
from ..rules.container import Entry, Frame, frame
from ..rules.custody import Action
from ..rules.manifest import (
    INDEX,
    MANIFEST,
    README,
    SIGNATURE,
    SUMS,
    Carried,
    Copied,
    Happened,
    Listed,
    Manifest,
    Paper,
    People,
    Person,
    Recorded,
    sums,
    written,
)
from ..rules.papers import Labels, PersonLines, chronology_pdf, custody_pdf, index_pdf, people_pdf
from ..rules.signing import signature_of
from .recording import append, damaged
from .refusals import Damaged, Refused, must_handle

CUSTODY, CHRONOLOGY, PEOPLE = "riwayat-penguasaan.pdf", "kronologi.pdf", "orang.pdf"
QUIET_ROOMS = ("agencies", "identities")  # who looked at whose data is not part of a case's chronology


@dataclass(frozen=True)
class PeopleAsked:
    """The persons whose data a lead asked to be in a pack, opened by the room above through `identities`, and why."""

    why: str
    persons: tuple[PersonLines, ...]


@dataclass(frozen=True)
class _Item:
    """One file of a pack, and where its bytes come from."""

    listed: Listed
    chunks: Callable[[], Iterator[bytes]]


@dataclass
class MadePack:
    """A pack that is ready to leave: its name, its size, and its bytes, once."""

    code: str
    subject: str
    size: int
    manifest: Manifest
    manifest_sha256: str
    _frame: Frame
    _items: list[_Item]
    _by: Member
    _begun: bool = field(default=False, init=False)

    @property
    def file_name(self) -> str:
        """What the download is called."""
        return f"{self.code}-{self.subject}.zip"

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the file, never more than a megabyte of an original at a time. Damaged breaks it off."""
        if self._begun:
            raise RuntimeError("A pack leaves once")
        self._begun = True
        for header, item in zip(self._frame.headers(), self._items, strict=True):
            yield header
            yield from self._checked(item)
        yield self._frame.tail
        Pack.objects.filter(code=self.code).update(left_at=now())

    def _checked(self, item: _Item) -> Iterator[bytes]:
        """The bytes of one file, hashed as they leave: the pack does not end where they are not those of the list."""
        hashed, size = sha256(), 0
        try:
            for chunk in item.chunks():
                hashed.update(chunk)
                size += len(chunk)
                if size > item.listed.size:
                    raise self._broken(item, None)
                yield chunk
        except Unreadable:
            raise self._broken(item, None) from None
        if (hashed.hexdigest(), size) != (item.listed.sha256, item.listed.size):
            raise self._broken(item, hashed.hexdigest())

    def _broken(self, item: _Item, found: str | None) -> Damaged:
        code = item.listed.path.rpartition("/")[2].partition(".")[0]
        exhibit = Exhibit.objects.filter(code=code, subject=self.subject).first()
        if exhibit is None:
            return Damaged(_("Berkas %(path)s tidak lagi seperti saat disimpan.") % {"path": item.listed.path})
        return damaged(exhibit, found, by=self._by)

    def write_to(self, path: Path) -> None:
        """Put the whole file somewhere."""
        with path.open("wb") as out:
            for chunk in self.chunks():
                out.write(chunk)


class NothingToPack(Refused):
    """There is no evidence, or the pack cannot be signed now."""


def make_pack(
    subject: str,
    *,
    by: Member,
    chronology: Sequence[str] | None = None,
    papers: Sequence[Document] | None = None,
    people: PeopleAsked | None = None,
) -> MadePack:
    """Sign a pack of all evidence of a case and make it ready to leave.

    `chronology`: the codes whose facts are told (by default the case). `papers`: issued papers (by default all about the case).
    Only who may take personal data out of the house; the room above has asked for a fresh second factor.
    """
    must_handle(by, Capability.EXPORT_PERSONAL_DATA)
    pack = _begin(subject, by=by, persons=len(people.persons) if people else 0)
    try:
        integrate()  # so that also the export itself is proven
    except TreeDamaged:
        raise NothingToPack(
            _("Buku besar sedang berhenti, jadi paket tidak dapat ditandatangani. Beri tahu operator: damai ledger check.")
        ) from None
    try:
        draft = _draft(pack, chronology or [subject], by=by)
        items, manifest = _assembled(pack, draft, papers, people)
        changed = any(disagreements(manifest, trusted_keys(manifest.origin)))  # nothing is signed that would not verify
    except (CannotUnseal, LookupError):  # words that do not open, or an entry that the ledger does not know
        changed = True
    if changed:
        raise NothingToPack(
            _("Catatan bukti tidak lagi seperti yang tercatat di buku besar. Beri tahu operator: damai evidence check.")
        )
    return _signed(pack, items, manifest, by=by)


@transaction.atomic
def _begin(subject: str, *, by: Member, persons: int) -> Pack:
    """The pack's number, and in each custody record that it was taken out."""
    rows = list(Exhibit.objects.filter(subject=subject).order_by("number"))
    if not rows:
        raise NothingToPack(_("Belum ada bukti dalam perkara ini."))
    pack = Pack.objects.create(
        code=f"~{secrets.token_hex(8)}", subject=subject, made_at=now(), by=by.code, exhibits=len(rows), persons=persons
    )
    pack.code = f"PB-{pack.pk:05d}"
    pack.save(update_fields=["code"])
    for row in rows:
        append(row, Action.EXPORTED, by=by.code, words={"reference": pack.code})
    return pack


# --- The list -------------------------------------------------------------------------------------------------------------


def _draft(pack: Pack, chronology: Sequence[str], *, by: Member) -> Manifest:
    """The manifest without its files: pieces, records, proofs, chronology."""
    log = state()
    if log is None:
        raise NothingToPack(_("Buku besar belum dimulai, jadi paket tidak dapat ditandatangani."))
    with override("id"):  # a hearing reads Indonesian, whoever presses the button
        happened = [_happened(proved) for proved in proofs_about(chronology) if _is_told(proved)]
    return Manifest(
        origin=log.origin,
        pack=pack.code,
        subject=pack.subject,
        made_at=localtime(pack.made_at).isoformat(timespec="seconds"),
        made_by=by.code,
        checkpoint=log.checkpoint,
        files=[],
        exhibits=[_carried(shown, pack) for shown in exhibits_of(pack.subject)],
        chronology=sorted(happened, key=lambda each: each.at),
    )


def _is_told(proved: Proved) -> bool:
    """Whether a fact belongs into a chronology: proven, and not about who looked at whose data."""
    kind = FACTS.get(proved.fact.name) if proved.fact else None
    room = kind.__module__.split(".")[1] if kind else ""
    return proved.receipt is not None and proved.fact is not None and room not in QUIET_ROOMS


def _happened(proved: Proved) -> Happened:
    if proved.fact is None:
        raise ValueError("not told")
    fact = proved.fact
    return Happened(
        at=fact.at.isoformat(timespec="microseconds"), by=fact.by, name=fact.name, sentence=sentence(fact.name, fact.values),
        proof=str(proved.receipt),
    )  # fmt: skip


def _carried(shown: Shown, pack: Pack) -> Carried:
    """A piece with its record up to this export; what happens while the pack is made belongs to the next."""
    row = shown.row
    proofs = {(fact.name, fact.values.get("number")): str(proved.receipt) for proved in proofs_about([row.code])
              if (fact := proved.fact) and proved.receipt}  # fmt: skip
    last = max(each.number for each in shown.timeline if each.words.get("reference") == pack.code)
    custody = [_recorded(entry, row.code, proofs) for entry in Custody.objects.filter(exhibit=row, number__lte=last)]
    with_file = bool(row.sha256) and not shown.standing.withdrawn
    return Carried(
        piece=piece_of(row),
        path=f"asli/{row.code}{suffix_of(row.media_type, held=shown.held)}" if with_file else "",
        words=words_of(row),
        standing=shown.standing.place.value,
        withdrawn=shown.standing.withdrawn,
        on_hold=shown.standing.on_hold,
        held=shown.held,
        proof=proofs[("ExhibitKept", row.number)],
        custody=custody,
        copies=[_copied(copy, row, with_file=with_file) for copy in shown.copies],
    )


def _recorded(row: Custody, code: str, proofs: Mapping[tuple[str, Value], str]) -> Recorded:
    return Recorded(entry_of(row, code), words_of_entry(row, code), proofs[("CustodyRecorded", row.number)])


def _copied(row: Derivative, exhibit: Exhibit, *, with_file: bool) -> Copied:
    path = f"salinan/{exhibit.code}-{row.number}.jpg" if with_file else ""
    return Copied(row.number, path, row.sha256, row.boxes, row.made_at.isoformat(), row.by)


# --- The files ------------------------------------------------------------------------------------------------------------


def _assembled(
    pack: Pack, draft: Manifest, papers: Sequence[Document] | None, people: PeopleAsked | None
) -> tuple[list[_Item], Manifest]:
    """The files in their order, and the manifest that lists them: small ones that explain first, originals last."""
    documents = list(documents_about(pack.subject) if papers is None else papers)
    documents.sort(key=lambda each: each.pk)
    asked = None
    if people is not None:
        asked = People(people.why, [Person(each.code, each.role) for each in people.persons])
    told = _told(draft, [_paper(each) for each in documents], asked)
    labels = _labels()
    made = [
        _fixed(README, "readme", _readme(told)),
        _fixed(INDEX, "index", index_pdf(told, labels)),
        _fixed(CUSTODY, "custody", custody_pdf(told, labels)),
        _fixed(CHRONOLOGY, "chronology", chronology_pdf(told)),
    ]
    if people is not None:
        made.append(_fixed(PEOPLE, "people", people_pdf(told, people.persons, people.why)))
    made += [_of_paper(each) for each in documents]
    made += [item for carried in told.exhibits for item in _of_exhibit(carried)]
    digests = _fixed(SUMS, "sums", sums([item.listed for item in made]))
    items = [digests, *made]
    return items, _told(told, told.papers, asked, [item.listed for item in items])


def _told(draft: Manifest, papers: list[Paper], people: People | None, files: list[Listed] | None = None) -> Manifest:
    return Manifest(
        draft.origin, draft.pack, draft.subject, draft.made_at, draft.made_by, draft.checkpoint, files or [], draft.exhibits,
        draft.chronology, papers, people,
    )  # fmt: skip


def _labels() -> Labels:
    with override("id"):
        kinds, sources, actions, holders = (
            {str(code): str(words) for code, words in choices} for choices in (KINDS, SOURCES, ACTIONS, HOLDERS)
        )
    return Labels(kinds, sources, actions, holders, dict(Agency.objects.values_list("code", "name")))


def _fixed(path: str, what: str, body: bytes) -> _Item:
    return _Item(Listed(path, what, len(body), sha256(body).hexdigest(), crc32(body)), lambda: iter([body]))


def _paper(row: Document) -> Paper:
    with override("id"):
        label = str(label_of(row.kind))
    number = row.number.text if row.number else ""
    return Paper(row.code, label, number, row.dated.isoformat(), row.is_void, f"formulir/{row.code}.pdf")


def _of_paper(row: Document) -> _Item:
    body = pdf_of(row)
    listed = Listed(f"formulir/{row.code}.pdf", "paper", len(body), sha256(body).hexdigest(), crc32(body))
    pk = row.pk
    return _Item(listed, lambda: iter([pdf_of(Document.objects.get(pk=pk))]))  # not held in memory meanwhile


def _of_exhibit(carried: Carried) -> Iterator[_Item]:
    piece = carried.piece
    if carried.path:
        listed = Listed(carried.path, "original", piece.size, piece.sha256, piece.crc32)
        yield _Item(listed, partial(chunks_of, piece.sha256))
    rows = {row.number: row for row in Derivative.objects.filter(exhibit__code=piece.exhibit)}
    for copied in carried.copies:
        if copied.path:
            row = rows[copied.number]
            yield _Item(Listed(copied.path, "copy", row.size, row.sha256, row.crc32), partial(chunks_of, row.sha256))


def _readme(manifest: Manifest) -> bytes:
    return f"""PAKET BUKTI {manifest.pack} UNTUK PERKARA {manifest.subject}
Dibuat {manifest.made_at} oleh {manifest.made_by}, buku besar {manifest.origin}

{INDEX}                isi paket ini dan cara memeriksanya
{CUSTODY}  siapa memegang bukti yang mana, dan kapan
{CHRONOLOGY}            yang dicatat buku besar tentang perkara ini
formulir/                 surat dan formulir, sebagaimana diterbitkan
asli/                     berkas asli, bita demi bita seperti saat diterima
salinan/                  salinan dengan wajah dan pelat nomor disamarkan
{MANIFEST}             semua itu untuk mesin; {SIGNATURE} menandatanganinya

Periksa tanpa jaringan:   damai evidence verify BERKAS.zip --key KUNCI
Tanpa perangkat kami:     unzip BERKAS.zip && sha256sum -c {SUMS}

Berkas asli datang dari pihak luar. Berkas berakhiran .bin ditahan karena isinya mencurigakan: jangan dibuka di komputer kerja.
Isi paket ini adalah bukti dugaan, dan hanya untuk penanganan perkara.
""".encode()


def _signed(pack: Pack, items: list[_Item], manifest: Manifest, *, by: Member) -> MadePack:
    """Sign the manifest, write the frame, and record that the pack leaves."""
    body = written(manifest)
    signature = signature_of(body, signing_key(manifest.origin))
    own = [_fixed(MANIFEST, "manifest", body), _fixed(SIGNATURE, "signature", signature)]
    whole = [*own, *items]
    outline = frame([Entry(each.listed.path, each.listed.size, each.listed.crc32) for each in whole], manifest.moment)
    digest = own[0].listed.sha256
    with transaction.atomic():
        Pack.objects.filter(pk=pack.pk).update(size=outline.size, manifest_sha256=digest)
        fact = facts.PackMade(pack=pack.code, subject=pack.subject, exhibits=pack.exhibits, persons=pack.persons, digest=digest)
        record(fact, by=by.code)
        note_export(by, subject=pack.subject, what=PersonalData.ALL if pack.persons else PersonalData.FILES, digest=digest)
    return MadePack(pack.code, pack.subject, outline.size, manifest, digest, outline, whole, by)
