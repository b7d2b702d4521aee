"""Everything that can happen to a meeting. Codes, dates, numbers and digests only: never a name, a word or an address."""

from dataclasses import dataclass

from damai.ledger.facts import Fact

# --- series, meetings, invitations, attendance, calendars ---


@dataclass(frozen=True, kw_only=True)
class SeriesOpened(Fact):
    """A run of meetings toward one end begins."""

    sentence = "Rangkaian {series} dibuka oleh {convener}"
    series: str
    convener: str


@dataclass(frozen=True, kw_only=True)
class MeetingCalled(Fact):
    """A meeting was planned, or one that had already been held was put on record."""

    sentence = (
        "{kind} {meeting} dalam rangkaian {series} dijadwalkan oleh {convener} pada {starts_at}; dicatat sesudahnya: {afterwards}"
    )
    meeting: str
    series: str
    kind: str
    convener: str
    starts_at: str
    afterwards: bool


@dataclass(frozen=True, kw_only=True)
class MeetingMoved(Fact):
    """Something changed that those invited must know: when, where or by which link."""

    sentence = "{meeting} diubah ({changed}); kini {starts_at} sampai {ends_at}; nomor urut kalender {sequence}"
    meeting: str
    sequence: int
    changed: str
    starts_at: str
    ends_at: str


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Fact):
    """A meeting will not be held."""

    sentence = "{meeting} dibatalkan; nomor urut kalender {sequence}"
    meeting: str
    sequence: int


@dataclass(frozen=True, kw_only=True)
class AgendaSet(Fact):
    """The agenda was changed; its digest says to what."""

    sentence = "Agenda {meeting} kini {items} mata acara, {minutes} menit ({sha256})"
    meeting: str
    items: int
    minutes: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class InviteeAdded(Fact):
    """Someone was put on the list."""

    sentence = "Tamu nomor {invitation} ditambahkan pada undangan {meeting}; lembaga {agency}; wajib hadir: {required}"
    meeting: str
    invitation: int
    agency: str | None
    required: bool


@dataclass(frozen=True, kw_only=True)
class InviteeRemoved(Fact):
    """Someone was taken off the list."""

    sentence = "Tamu nomor {invitation} dicoret dari undangan {meeting}"
    meeting: str
    invitation: int


@dataclass(frozen=True, kw_only=True)
class InvitationSent(Fact):
    """A letter with a calendar entry went out: an invitation, a change or a cancellation."""

    sentence = "Surat {method} {meeting} dikirim kepada tamu nomor {invitation}; nomor urut kalender {sequence}"
    meeting: str
    invitation: int
    method: str
    sequence: int


@dataclass(frozen=True, kw_only=True)
class InvitationAnswered(Fact):
    """Someone said whether they come."""

    sentence = "Tamu nomor {invitation} menjawab undangan {meeting}: {answer}"
    meeting: str
    invitation: int
    answer: str


@dataclass(frozen=True, kw_only=True)
class DoorSet(Fact):
    """From when to when attendance is taken, and whether the code at the door was renewed."""

    sentence = "Daftar hadir {meeting} dibuka {opens_at} sampai {closes_at}; kode pintu diganti: {renewed}"
    meeting: str
    opens_at: str
    closes_at: str
    renewed: bool


@dataclass(frozen=True, kw_only=True)
class AttendanceNoted(Fact):
    """Somebody was there."""

    sentence = (
        "Kehadiran {row} pada {meeting} dicatat lewat {way}, datang {arrived_at}; tamu nomor {invitation}, lembaga {agency}"
    )
    meeting: str
    row: str
    way: str
    invitation: int | None
    agency: str | None
    arrived_at: str


@dataclass(frozen=True, kw_only=True)
class AttendanceVoided(Fact):
    """A line of the attendance list was a mistake."""

    sentence = "Kehadiran {row} pada {meeting} dinyatakan keliru"
    meeting: str
    row: str


@dataclass(frozen=True, kw_only=True)
class FeedMade(Fact):
    """A calendar address was handed out."""

    sentence = "Alamat kalender {feed} dibuat untuk lembaga {agency} atau anggota {member}"
    feed: str
    agency: str | None
    member: str | None


@dataclass(frozen=True, kw_only=True)
class FeedClosed(Fact):
    """A calendar address stopped working."""

    sentence = "Alamat kalender {feed} ditutup"
    feed: str


# --- minutes, decisions, addenda, the next agenda ---


@dataclass(frozen=True, kw_only=True)
class MinutesBegun(Fact):
    """The first words of the minutes were saved. Later savings are versions in the database, not facts: they are thousands."""

    sentence = "Notula {meeting} mulai ditulis"
    meeting: str


@dataclass(frozen=True, kw_only=True)
class DecisionWritten(Fact):
    """A decision was written down, or changed before the minutes were final."""

    sentence = "Keputusan {decision} pada {meeting} ditulis (versi {version}); penanggung jawab {owner}, tenggat {due_on}"
    meeting: str
    decision: int
    version: int
    owner: str | None
    due_on: str | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DecisionStruck(Fact):
    """A decision was taken back before the minutes were final."""

    sentence = "Keputusan {decision} pada {meeting} dicoret"
    meeting: str
    decision: int


@dataclass(frozen=True, kw_only=True)
class TaskWritten(Fact):
    """A task under a decision was written down, or changed before the minutes were final."""

    sentence = (
        "Tindak lanjut {decision}.{task} pada {meeting} ditulis (versi {version}); penanggung jawab {owner}, mulai {starts_on}, "
        "tenggat {due_on}"
    )
    meeting: str
    decision: int
    task: int
    version: int
    owner: str | None
    starts_on: str | None
    due_on: str | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class TaskStruck(Fact):
    """A task was taken back before the minutes were final."""

    sentence = "Tindak lanjut {decision}.{task} pada {meeting} dicoret"
    meeting: str
    decision: int
    task: int


@dataclass(frozen=True, kw_only=True)
class MinutesFinalised(Fact):
    """The minutes were sealed: nothing in them changes any more, and this digest shows it."""

    sentence = "Notula {meeting} final dengan {decisions} keputusan dan {tasks} tindak lanjut; sidik jari {sha256}"
    meeting: str
    decisions: int
    tasks: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AddendumAdded(Fact):
    """Something was added to final minutes; what stood there stays."""

    sentence = "Adendum {addendum} ditambahkan pada notula {meeting}; sidik jari {sha256}"
    meeting: str
    addendum: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AgendaDrafted(Fact):
    """The house drafted agenda items from open promises and figures; the convener edits them."""

    sentence = "Rancangan agenda {meeting} disusun: {added} mata acara baru, {updated} diperbarui, {removed} tidak berlaku lagi"
    meeting: str
    added: int
    updated: int
    removed: int
