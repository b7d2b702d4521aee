"""What happens between offices: offers and what became of them, papers' labels, figures that were released or held."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ForwardingOffered(Fact):
    """A case or a class of it is offered to another body; the sender stays accountable."""

    sentence = (
        "Penerusan {forwarding} dari perkara {case} ({klass}, {way}) ditawarkan {sender} kepada {receiver}; "
        "dijawab paling lambat {answer_by}"
    )
    forwarding: str
    case: str
    klass: str
    way: str
    sender: str
    receiver: str  # empty: a body without an account, which a fact does not name
    answer_by: str
    exhibits: int
    people: int


@dataclass(frozen=True, kw_only=True)
class ForwardingDelivered(Fact):
    """The letter of an offer is proven to have arrived."""

    sentence = "Surat penerusan {forwarding} perkara {case} disampaikan pada {at}"
    forwarding: str
    case: str
    at: str


@dataclass(frozen=True, kw_only=True)
class ForwardingAccepted(Fact):
    """From now on the receiver is accountable."""

    sentence = "Penerusan {forwarding} perkara {case} diterima {receiver}; tanggung jawab berpindah dari {sender}"
    forwarding: str
    case: str
    sender: str
    receiver: str


@dataclass(frozen=True, kw_only=True)
class ForwardingRefused(Fact):
    """The receiver does not take it; the sender stays accountable."""

    sentence = "Penerusan {forwarding} perkara {case} ditolak {receiver}: {refusal}; tetap pada {sender}"
    forwarding: str
    case: str
    sender: str
    receiver: str
    refusal: str


@dataclass(frozen=True, kw_only=True)
class ForwardingReturned(Fact):
    """Nobody answered in time: it is the sender's again, who is told."""

    sentence = "Penerusan {forwarding} perkara {case} kembali tanpa jawaban"
    forwarding: str
    case: str


@dataclass(frozen=True, kw_only=True)
class ForwardingWithdrawn(Fact):
    """The sender took an offer back."""

    sentence = "Penerusan {forwarding} perkara {case} ditarik kembali"
    forwarding: str
    case: str


@dataclass(frozen=True, kw_only=True)
class ForwardingTold(Fact):
    """The receiver told what became of it."""

    sentence = "Hasil penerusan {forwarding} perkara {case} ({klass}): {target}"
    forwarding: str
    case: str
    klass: str
    target: str


@dataclass(frozen=True, kw_only=True)
class FormLabelled(Fact):
    """What a form number is called was corrected."""

    sentence = "Nama formulir {form} diperbaiki; terverifikasi: {verified}"
    form: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class FiguresReleased(Fact):
    """A day's public figures were released."""

    sentence = "Angka perkara {epoch} diterbitkan; kantor yang ditahan: {held}"
    epoch: str
    digest: str
    held: int


@dataclass(frozen=True, kw_only=True)
class FiguresHeld(Fact):
    """The figures of an office were not published, because they do not add up."""

    sentence = "Angka {agency} tidak diterbitkan pada {epoch}: jumlahnya tidak cocok"
    agency: str
    epoch: str
