"""Say something to the reporter: behind the receipt always, and by chat, mail or SMS where they allowed it."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from damai.intake.actions import reply
from damai.intake.models import Message
from damai.intake.queries import Forgotten, raw_of
from damai.outbox.actions import NoChat, NoSms, send_chat, send_email, send_sms
from damai.outbox.rules import NotAnAddress, TooLong
from damai.seals.queries import opened

from .. import queries, rules
from ..models import Conversation
from ..rules import Reporter


@transaction.atomic
def tell(message: Message, *, text: str, key: str, about: str, purpose: str, by: str, in_chat: str = "") -> tuple[str, ...]:
    """Say something to the reporter; returns the ways it went (receipt, chat, email, sms). The same key twice is once.

    A chat gets the words themselves, because the reporter chose to talk there. Mail and SMS pass through other hands: they only
    say that there is something to read. `in_chat`: other words there, with a question that is answered there. Nothing is said
    about a message that was erased.
    """
    if message.forgotten:
        return ()
    reply(message, text=text, by=by, their_id=key)
    ways = ["receipt"]
    chats = [each for each in queries.conversations_about(message) if _said_in_chat(each, in_chat or text, key, about, purpose)]
    if chats:
        return (*ways, "chat")
    with translation.override(language_of(message)):
        way = _pointed_to(queries.told(message).reporter, key, about, purpose)
    return (*ways, way) if way else tuple(ways)


def _said_in_chat(conversation: Conversation, text: str, key: str, about: str, purpose: str) -> bool:
    """Say it in a conversation whose address we were given; elsewhere it is said when the reporter writes again."""
    address = opened(conversation.sealed_address, about=address_about(conversation))
    if not address:
        return False
    try:
        send_chat(to=address, text=text, key=f"{key}/chat/{conversation.pk}", about=about, purpose=purpose)
    except NoChat:
        return False
    return True


def address_about(conversation: Conversation) -> str:
    """What a sealed address is about."""
    return f"interviews.conversation.address/{conversation.lookup}"


def _pointed_to(reporter: Reporter, key: str, about: str, purpose: str) -> str:
    """Tell by mail, or by SMS, that there is something to read; how it went, or nothing where there is no such way."""
    where = f"{settings.BASE_URL}/{'perbaikan' if purpose == 'repair' else 'tanda-terima'}/"
    text = _("Ada pesan tentang kiriman Anda. Buka %(address)s lalu tulis kode tanda terima Anda.") % {"address": where}
    if reporter.email:
        try:
            subject = _("Ada pesan tentang kiriman Anda")
            send_email(to=reporter.email, subject=subject, text=text, key=f"{key}/email", about=about, purpose=purpose)
        except NotAnAddress:
            pass  # as it was told; the telephone, then
        else:
            return "email"
    if reporter.phone:
        try:
            send_sms(to=reporter.phone, text=f"Damai: {text}", key=f"{key}/sms", about=about, purpose=purpose)
        except (NotAnAddress, TooLong, NoSms):
            return ""
        return "sms"
    return ""


def language_of(message: Message) -> str:
    """The language in which a message was told."""
    try:
        return rules.parse(raw_of(message)).language if message.channel == "guided" else "id"
    except (Forgotten, ValueError):
        return "id"
