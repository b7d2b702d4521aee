"""Count how often one network knocks, without knowing which network it is tomorrow."""

import hmac
import ipaddress
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection
from django.utils.timezone import localdate

from damai.ledger.queries import now
from damai.seals.rules import derive

from ..models import Knock
from ..queries import keyring

KEPT = timedelta(days=1)


class What(StrEnum):
    """What is counted."""

    REPORT = "report"
    MISSED_RECEIPT = "missed-receipt"
    ANSWER = "answer"
    SIGN = "sign"  # a declaration, by a form that came without the browser's little work (pledges.rules.puzzle)
    SIGN_WORKED = "sign-worked"  # and with it
    PARTY_REPLY = "party-reply"  # of a party to an alleged breach
    MISSED_LINK = "missed-link"  # a personal link, a door, a calendar or a way to reply that does not exist
    ATTENDANCE = "attendance"
    INVITATION = "invitation"  # an invitation answered
    INTERVIEW = "interview"  # a guided report begun
    MISSED_CODE = "missed-code"  # a resume code that does not exist


# Per network and hour. Generous on purpose: a whole telephone company can stand behind one address, and a report that is
# refused is a report that is lost. A receipt has 80 bits and is its own lock: a thousand networks asking a hundred times a
# second for a year find one of a million receipts with a probability of three in a million. Counting misses keeps the noise down.
# A thousand letters an hour to people who never asked would be a nuisance; whoever wants more of them has to work for each.
# Links have more bits than receipts. A whole meeting scans the code at the door from behind one address, and answers from there.
PER_HOUR = {
    What.REPORT: 600,
    What.MISSED_RECEIPT: 300,
    What.ANSWER: 300,
    What.SIGN: 60,
    What.SIGN_WORKED: 600,
    What.PARTY_REPLY: 60,
    What.MISSED_LINK: 300,
    What.ATTENDANCE: 900,
    What.INVITATION: 600,
    What.INTERVIEW: 600,
    What.MISSED_CODE: 300,
}


def knock(what: What, address: str) -> bool:
    """Count one knock; False when this network knocked too often in this hour."""
    at = now()
    row = (what.value, _network(address, at), _hour(at))
    table = connection.ops.quote_name(Knock._meta.db_table)
    with connection.cursor() as cursor:
        # One statement, so that two at once are two. S608: only our own table's name is put into the statement.
        cursor.execute(
            f"INSERT INTO {table} (what, network, hour, times) VALUES (%s, %s, %s, 1) "  # noqa: S608
            f"ON CONFLICT (what, network, hour) DO UPDATE SET times = {table}.times + 1 RETURNING times",
            [row[0], row[1], connection.ops.adapt_datetimefield_value(row[2])],
        )
        (times,) = cursor.fetchone()
    return times <= PER_HOUR[what]


def knocked_too_often(what: What, address: str) -> bool:
    """Whether this network has used up its hour, without counting."""
    at = now()
    return Knock.objects.filter(
        what=what.value, network=_network(address, at), hour=_hour(at), times__gte=PER_HOUR[what]
    ).exists()


def forget_knocks() -> int:
    """Delete counts that are older than a day."""
    return Knock.objects.filter(hour__lt=now() - KEPT).delete()[0]


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _network(address: str, at: datetime) -> bytes:
    """A keyed hash of an IPv4 address or an IPv6 /64 (what one household gets); another one each day."""
    try:
        parsed = ipaddress.ip_address(address)
        if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:  # else all of IPv4 would be one household
            parsed = parsed.ipv4_mapped
        bits = 64 if parsed.version == 6 else 32
        network = str(ipaddress.ip_network((parsed, bits), strict=False))
    except ValueError:
        network = "unknown"
    day = localdate(at).isoformat()
    return hmac.digest(derive(keyring().current, "network"), f"{day}|{network}".encode(), "sha256")[:8]
