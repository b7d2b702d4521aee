"""Everything that can happen in the inbox. Digests and codes only: no words, no names."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class MessageReceived(Fact):
    sentence = "Pesan {message} diterima lewat {channel}; sidik jari isinya {digest}"
    message: str
    channel: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class AttachmentReceived(Fact):
    sentence = "Lampiran pesan {message} diterima: {size} bita, sidik jari {digest}"
    message: str
    digest: str
    size: int


@dataclass(frozen=True, kw_only=True)
class ConflictRefused(Fact):
    sentence = "Kiriman kedua untuk pesan {message} ditolak karena isinya berbeda; sidik jari kiriman itu {digest}"
    message: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class ReplySent(Fact):
    sentence = "Pengirim pesan {message} dibalas; sidik jari balasan {digest}"
    message: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class AnswerReceived(Fact):
    sentence = "Pengirim pesan {message} menjawab; sidik jari jawaban {digest}"
    message: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class MessageForgotten(Fact):
    sentence = "Isi pesan {message} dilupakan atas dasar {basis}; sidik jarinya tetap"
    message: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class FormPublished(Fact):
    sentence = "Formulir {form} terbit dalam versi ke-{number}; sidik jarinya {digest}"
    form: str
    number: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class FormStateChanged(Fact):
    sentence = "Keadaan formulir {form} berubah dari {before} menjadi {after}"
    form: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class DeviceLinked(Fact):
    sentence = "Gawai {device} dihubungkan untuk anggota {member}"
    device: str
    member: str


@dataclass(frozen=True, kw_only=True)
class DeviceRevoked(Fact):
    sentence = "Gawai {device} milik anggota {member} dicabut"
    device: str
    member: str
