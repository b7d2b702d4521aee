"""What happens when something is decided. Codes, dates, digests and enumerations only."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class StudyKept(Fact):
    """Another version of a study."""

    sentence = "Kajian {klass} perkara {case} versi {version}: anjuran {advice}"
    case: str
    klass: str
    version: int
    sha256: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class StudyLaid(Fact):
    """A study lies before a plenary and is final."""

    sentence = "Kajian {klass} perkara {case} versi {version} diajukan ke pleno {plenary}"
    case: str
    klass: str
    version: int
    plenary: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class StudyTakenBack(Fact):
    """The matter left the agenda; another version may follow."""

    sentence = "Kajian {klass} perkara {case} versi {version} ditarik dari pleno {plenary}"
    case: str
    klass: str
    version: int
    plenary: str


@dataclass(frozen=True, kw_only=True)
class PlenaryDrafted(Fact):
    """The minutes of a plenary are begun."""

    sentence = "Pleno {plenary} nomor {number} untuk {held_on} disiapkan, {seats} kursi"
    plenary: str
    agency: str
    number: str
    held_on: str
    seats: int


@dataclass(frozen=True, kw_only=True)
class PlenaryOpened(Fact):
    """What was decided is fixed, and is being signed."""

    sentence = "Pleno {plenary} dibuka untuk ditandatangani: {items} keputusan, hadir {present} dari {of}"
    plenary: str
    items: int
    present: int
    of: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PlenarySigned(Fact):
    """A commissioner signed, with a second factor."""

    sentence = "Pleno {plenary} ditandatangani {member}"
    plenary: str
    member: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PlenaryReopened(Fact):
    """Something was wrong: back to the draft, and the signatures are void."""

    sentence = "Pleno {plenary} dikembalikan ke rancangan; {signatures} tanda tangan ditarik"
    plenary: str
    signatures: int


@dataclass(frozen=True, kw_only=True)
class PlenaryDropped(Fact):
    """It came to nothing."""

    sentence = "Pleno {plenary} dibatalkan"
    plenary: str


@dataclass(frozen=True, kw_only=True)
class PlenaryInForce(Fact):
    """Everyone who was there has signed; what was decided holds."""

    sentence = "Pleno {plenary} nomor {number} tanggal {held_on} berlaku, hadir {present} dari {of}"
    plenary: str
    agency: str
    number: str
    held_on: str
    present: int
    of: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DecisionTaken(Fact):
    """A plenary in force decided something about a case."""

    sentence = "Pleno {plenary} ({item}) memutuskan perkara {case} {klass}: {matter} {outcome}, {present} dari {of} ikut memutus"
    case: str
    plenary: str
    item: int
    klass: str
    matter: str
    outcome: str
    present: int
    of: int


@dataclass(frozen=True, kw_only=True)
class GakkumduDiscussed(Fact):
    """Supervisors, police and prosecutors discussed an alleged crime."""

    sentence = (
        "Pembahasan Gakkumdu ke-{ordinal} perkara {case} ({number}): {conclusion}; pengawas {supervisors}, polisi {police}, "
        "jaksa {prosecutors}"
    )
    case: str
    discussion: str
    ordinal: int
    number: str
    supervisors: int
    police: int
    prosecutors: int
    conclusion: str
    sha256: str
