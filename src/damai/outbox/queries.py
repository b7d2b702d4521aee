"""What became of letters, for whoever had them written."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from damai.chores.actions import real_now
from damai.ledger.queries import is_demo
from damai.seals.queries import fingerprint, opened, opened_bytes

from .models import Enclosure, Letter, State, Way
from .rules import Fault, File, NotAnAddress, TooLong
from .rules.sms import MOST_SEGMENTS

MOST_TROUBLES = 200


# What rooms call the purposes of their letters, in words; a purpose is a code everywhere else.
PURPOSES: dict[str, object] = {"test": gettext_lazy("percobaan")}


def name_purposes(words: Mapping[str, object]) -> None:
    """Say a room's purposes in words ({"invitation": _("undangan")}). Rooms call it when they are ready."""
    PURPOSES.update(words)


def purpose_in_words(code: str) -> str:
    """A purpose as a person says it, or its code where its room has said nothing."""
    return str(PURPOSES.get(code, code))


def letter(key: str) -> Letter | None:
    """The letter with the caller's own name for it."""
    return Letter.objects.filter(key=key).first()


def is_due() -> bool:
    """Whether any letter should leave now. Cheap enough to ask every few seconds."""
    return Letter.objects.filter(state=State.WAITING, not_before__lte=real_now()).exists()


def letters_about(about: str) -> list[Letter]:
    """Every letter about this code, oldest first."""
    return list(Letter.objects.filter(about=about))


def state_of(keys: Iterable[str]) -> dict[str, State]:
    """What became of several letters, by their keys; a key without a letter is not there."""
    return {key: State(state) for key, state in Letter.objects.filter(key__in=list(keys)).values_list("key", "state")}


def can_send_sms() -> bool:
    """Whether this house has a way to send SMS; a demo always has: its letters stay in a folder."""
    return bool(settings.SMS_URL) or is_demo()


def can_send_chat() -> bool:
    """Whether this house has a way into chats; a demo always has, as with SMS."""
    return bool(settings.CHAT_URL) or is_demo()


@dataclass(frozen=True)
class Trouble:
    """A letter that did not arrive, or does not leave. To whom it went is not said here: its room knows."""

    about: str
    purpose: str
    way: Way
    state: State
    status: str  # 5.1.1, 550, unreachable …
    tries: int
    since: datetime


def troubles(*, about: str | None = None) -> list[Trouble]:
    """Letters that failed or came back, and those that wait after a failed try; the newest first, at most two hundred."""
    found = Letter.objects.exclude(trouble="").filter(state__in=[State.FAILED, State.BOUNCED, State.WAITING])
    if about is not None:
        found = found.filter(about=about)
    return [
        Trouble(
            about=each.about,
            purpose=each.purpose,
            way=Way(each.way),
            state=State(each.state),
            status=each.trouble,
            tries=each.tries,
            since=each.done_at or each.made_at,
        )
        for each in found.order_by("-id")[:MOST_TROUBLES]
    ]


@dataclass(frozen=True)
class Standing:
    """How the outbox stands."""

    counts: dict[State, int]
    due: int  # wait and could leave now
    late: timedelta  # how long the oldest of those has waited


def standing() -> Standing:
    """How the outbox stands now."""
    now = real_now()
    due = Letter.objects.filter(state=State.WAITING, not_before__lte=now)
    oldest = due.order_by("not_before").values_list("not_before", flat=True).first()
    return Standing(
        counts={state: Letter.objects.filter(state=state).count() for state in State},
        due=due.count(),
        late=now - oldest if oldest else timedelta(),
    )


def did_not_reach(way: Way, address: str) -> Letter | None:
    """The last letter to this address (in its normal form), when it came back or failed; None when it left, or none went."""
    last = Letter.objects.filter(to_hash=address_hash(way, address), state__in=[State.SENT, State.FAILED, State.BOUNCED]).last()
    return last if last and last.state != State.SENT else None


def address_hash(way: Way, address: str) -> str:
    """The keyed hash under which letters to one address are found."""
    return fingerprint(f"{Way(way).value}:{address}", purpose="outbox.letter.to")


@dataclass(frozen=True)
class Content:
    """What is in a letter, opened: only for sending it."""

    to: str
    subject: str
    text: str
    files: tuple[File, ...]


class Forgotten(Exception):
    """The letter's address and words were destroyed; what became of it stays."""


def content_of(letter: Letter) -> Content:
    """The letter, opened. Forgotten once its words are gone, CannotUnseal when it was changed or moved."""
    if not bytes(letter.sealed_content):
        raise Forgotten(letter.key)
    words = json.loads(opened(letter.sealed_content, about=about_of(letter.token, "content")))
    files = Enclosure.objects.filter(letter=letter)
    return Content(
        to=opened(letter.sealed_to, about=about_of(letter.token, "to")),
        subject=words["subject"],
        text=words["text"],
        files=tuple(
            File(name, file.media_type, opened_bytes(file.sealed_body, about=about_of(letter.token, f"file/{number}")))
            for number, (name, file) in enumerate(zip(words["files"], files, strict=True))
        ),
    )


def about_of(token: str, part: str) -> str:
    """What the sealed parts of a letter are about."""
    return f"outbox.letter.{part}/{token}"


def why_not(error: NotAnAddress | TooLong) -> str:
    """Why something is no address, or too long for an SMS, in a sentence for whoever typed it."""
    if isinstance(error, TooLong):
        return gettext("Teks ini memerlukan %(count)d SMS; paling banyak %(most)d.") % {
            "count": error.found.count,
            "most": MOST_SEGMENTS,
        }
    return {
        Fault.EMPTY: gettext("Alamat atau nomor belum diisi."),
        Fault.CONTROL: gettext("Ada tanda yang tidak terlihat di dalamnya. Ketik ulang, jangan menyalin."),
        Fault.SPACES: gettext("Alamat surel tidak boleh memuat spasi."),
        Fault.AT: gettext("Alamat surel memuat tepat satu tanda @, misalnya nama@contoh.id."),
        Fault.LONG: gettext("Terlalu panjang untuk sebuah alamat."),
        Fault.LOCAL: gettext("Bagian sebelum tanda @ memuat tanda yang tidak dapat dikirimi surel."),
        Fault.DOMAIN: gettext("Bagian setelah tanda @ bukan nama yang ada di internet, misalnya contoh.id."),
        Fault.NUMBER: gettext("Ini bukan nomor telepon yang lengkap. Contoh: 0812 3456 7890."),
        Fault.NO_MOBILE: gettext("SMS hanya dapat dikirim ke nomor ponsel Indonesia. Pakai surel untuk nomor lain."),
    }[error.fault]
