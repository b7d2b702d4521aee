"""A person to open, and members who have a second factor."""

import threading
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from django.db import connections
from tests.cast import LONG_AGO, cast, places

from damai.agencies.models import Agency, Appointment, Member, Role
from damai.identities import actions

MOMENT = datetime(2024, 2, 5, 3, 0, tzinfo=UTC)
RINA = {
    "name": "Hj. Rina Kusumawati, S.H.",
    "nik": "3171 0145 0590 0001",
    "phone": "0812-7766-5544",
    "email": "Rina@Contoh.ID",
    "address": "Jl. Kwitang 5\nRT 3",
    "birth_date": "1990-05-05",
    "sex": "P",
}
WHY = "Nomor ini juga disebut dalam perkara lain."


def kept(fields=RINA, **more):
    given = {"part": "reporter", "agency": "bawaslu-jakpus", "by": "M-0001"} | more
    return actions.keep(given.pop("subject", "P-00001"), fields=fields, **given)


def joined(username: str, role: Role, agency: str = "bawaslu-jakpus", area: str = "31.71") -> Member:
    """One more member of an office."""
    member = Member.objects.create(username=username, code=f"M-{Member.objects.count() + 100:04d}", first_name=username.title())
    Appointment.objects.create(
        member=member, agency=Agency.objects.get(code=agency), role=role, area=places()[area], starts_on=LONG_AGO
    )
    return proven(member)


def proven(member: Member) -> Member:
    """The same member, with an authenticator."""
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={})
    return member


def everyone():
    """The cast, each with an authenticator."""
    people = cast()
    for member in vars(people).values():
        proven(member)
    return people


def at_once(*calls):
    """Run the calls in threads that start together; what each returned or raised."""
    gate, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        gate.wait()
        try:
            outcomes[number] = call()
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
