"""Begin an interview, keep every answer at once, add files, and forget it. Each change is one short transaction."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.rules import Refused
from damai.intake.actions import FileGone, hold_file, let_go
from damai.intake.envelope import Part
from damai.ledger.queries import now
from damai.seals.queries import fingerprint, keyring
from damai.seals.rules import key_id, new_data_key, seal, wrap

from .. import queries, rules
from ..models import Interview, InterviewFile, Way
from ..queries.keeping import PURPOSE

MOST_FILES = 20  # of one interview
LARGEST_STATE = 400_000  # bytes of the answers together: some forty long stories


class AlreadySent(Refused):
    """The interview was sent; nothing more is written into it."""


class FileLost(Refused):
    """The bytes of a file went out of the store before they joined anything; they have to be sent again."""


class TooMuch(Refused):
    """More answers or files than one report may carry."""


@dataclass(frozen=True)
class Begun:
    """An interview that was begun, and the code with which it goes on. The code is shown and kept nowhere in the clear."""

    interview: Interview
    code: str  # in groups; empty for a repair


@transaction.atomic
def begin(way: Way, *, taken_by: str = "", state: rules.State | None = None, with_code: bool = True) -> Begun:
    """Begin an interview."""
    data_key, key = new_data_key(), keyring().current
    code = _new_code() if with_code else ""
    at = now()
    interview = Interview(
        token=secrets.token_hex(16),
        lookup=fingerprint(code, purpose=PURPOSE) if code else "",
        way=way,
        key_id=key_id(key),
        sealed=b"",
        sealed_code=b"",
        sealed_raw=b"",
        begun_at=at,
        touched_at=at,
        taken_by=taken_by,
    )
    interview.data_key = wrap(data_key, key=key, about=queries.about(interview, "key"))
    interview.sealed_code = _sealed(interview, code.encode(), "code", data_key) if code else b""
    interview.sealed = _sealed(interview, (state or rules.State()).written().encode(), "state", data_key)
    interview.save(force_insert=True)
    return Begun(interview, rules.codes.spoken(code) if code else "")


def _new_code() -> str:
    while (code := rules.codes.code_of(secrets.randbits(60))) is None:
        pass
    return code


def _sealed(interview: Interview, plain: bytes, part: str, data_key: bytes | None = None) -> bytes:
    return seal(plain, data_key=data_key or queries.data_key_of(interview), about=queries.about(interview, part))


def locked(interview: Interview) -> Interview:
    """The row as it is now, for this transaction alone; AlreadySent once its bytes are fixed, DoesNotExist when forgotten."""
    fresh = Interview.objects.select_for_update().get(pk=interview.pk)
    if fresh.message_id is not None or bytes(fresh.sealed_raw):
        raise AlreadySent(_("Laporan ini sudah dikirim, jadi tidak dapat diubah lagi."))
    return fresh


@transaction.atomic
def change(interview: Interview, step: Callable[[rules.State], rules.State]) -> rules.State:
    """Take one step and keep what it leads to, at once. Two windows at once take two steps, one after the other."""
    fresh = locked(interview)
    state = step(queries.state_of(fresh))
    written = state.written().encode()
    if len(written) > LARGEST_STATE:
        raise TooMuch(_("Laporan ini sudah terlalu panjang. Kirim dulu, lalu tambahkan sisanya lewat tanda terima."))
    fresh.sealed = _sealed(fresh, written, "state")
    fresh.touched_at = now()
    fresh.save(update_fields=["sealed", "touched_at"])
    return state


@transaction.atomic
def take_over(interview: Interview, *, way: Way, by: str) -> None:
    """A member goes on writing down what somebody had begun to tell, at the counter or on the telephone."""
    fresh = locked(interview)
    Interview.objects.filter(pk=fresh.pk).update(way=way, taken_by=by, touched_at=now())
    interview.way, interview.taken_by = way, by


@transaction.atomic
def add_file(interview: Interview, part: Part) -> bool:
    """Let a file that is in the store join an interview; False where the same bytes were there already."""
    fresh = locked(interview)
    if InterviewFile.objects.filter(interview=fresh, file_id=part.sha256).exists():
        return False
    if queries.count_files(fresh) >= MOST_FILES:
        raise TooMuch(_("Paling banyak %(most)d berkas untuk satu laporan.") % {"most": MOST_FILES})
    try:
        stored = hold_file(part)
    except FileGone as error:
        raise FileLost(_("Berkas ini sudah tidak ada di penyimpanan. Pilih sekali lagi.")) from error
    name = rules.clean(part.name)[:200] or "berkas"
    sealed_name = _sealed(fresh, name.encode(errors="replace"), f"name/{part.sha256}")
    InterviewFile.objects.create(interview=fresh, file=stored, sealed_name=sealed_name, added_at=now())
    Interview.objects.filter(pk=fresh.pk).update(touched_at=now())
    return True


@transaction.atomic
def drop_file(interview: Interview, sha256: str) -> bool:
    """Take a file out again."""
    fresh = locked(interview)
    gone = InterviewFile.objects.filter(interview=fresh, file_id=sha256).delete()[0]
    let_go([sha256])
    return bool(gone)


@transaction.atomic
def forget(interview: Interview) -> None:
    """Destroy an interview with its key; what it had sent stays with its message."""
    digests = list(InterviewFile.objects.filter(interview=interview).values_list("file_id", flat=True))
    Interview.objects.filter(pk=interview.pk).delete()
    let_go(digests)
