"""What is done inside a house under test: `python -m tests.faults.inside WHAT`, a process with the settings of that house.

Prints one line of JSON, so that the test can compare it with what the phones were told.
"""

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from damai.console import django_ready


def prepare() -> dict[str, Any]:
    """An empty database becomes a house with people, a published form and one linked phone."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from damai.intake.actions import link_device
    from damai.intake.channels.odk.digest import REALM
    from damai.intake.channels.odk.publish import publish_incident
    from damai.ledger.actions import integrate
    from tests.cast import cast

    people = cast()
    version = publish_incident(within="31.71", by="damai")
    phone = link_device(people.dewi, realm=REALM, by=people.oki.code)
    integrate()
    return {"token": phone.token, "form": version.form.form_id, "version": version.version}


def stock() -> dict[str, Any]:
    """Everything that is kept: each message as it was unsealed, its files as they lie on the disk, its facts in the ledger."""
    from damai.intake import queries
    from damai.intake.models import Message
    from damai.intake.rules.receipts import spoken
    from damai.ledger.actions import integrate
    from damai.ledger.models import Entry

    integrate()
    received = Counter(Entry.objects.filter(name="MessageReceived").values_list("about", flat=True))
    attached = Counter(Entry.objects.filter(name="AttachmentReceived").values_list("about", flat=True))
    return {
        "messages": [
            {
                "id": _id_in(queries.raw_of(message)),
                "raw": hashlib.sha256(queries.raw_of(message)).hexdigest(),
                "receipt": spoken(queries.receipt_of(message)),
                "files": {file.name: _digest_of(file.sha256) for file in queries.files_of(message)},
                "attachments": message.attachments.count(),
                "received": received.pop(message.code, 0),
                "attached": attached.pop(message.code, 0),
            }
            for message in Message.objects.all()
        ],
        "facts_about_nothing": sorted(received + attached),
        "unnumbered": Entry.objects.filter(index=None).count(),
        "damage": _damage(),
    }


def waiting() -> dict[str, Any]:
    """How many facts have no place in the ledger yet."""
    from damai.ledger.models import Entry

    return {"facts": Entry.objects.filter(index=None).count()}


def _id_in(raw: bytes) -> str:
    """The id that the sender gave the report: read from the kept bytes themselves, not from a column."""
    found = re.search(rb"uuid:[a-z]*-?[0-9]{6}", raw)
    return found[0].decode() if found else ""


def _digest_of(sha256: str) -> str:
    """The digest of what the disk really holds, unsealed; not what the row says."""
    from damai.intake.queries import file_chunks
    from damai.seals.rules import CannotUnseal

    try:
        return hashlib.sha256(b"".join(file_chunks(sha256))).hexdigest()
    except FileNotFoundError:
        return "missing"
    except CannotUnseal:
        return "damaged"


def _damage() -> list[str]:
    """What the database itself finds wrong; only SQLite can be asked."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        return found + [str(row) for row in cursor.fetchall()]


def begin_chore() -> dict[str, Any]:
    """Write the stubborn chore down; its effect is one fact in the ledger."""
    from damai.chores.actions import enqueue

    from .stubborn import publish_again

    enqueue(publish_again)
    return {}


def end_lease() -> dict[str, Any]:
    """A minute passes: every lease has ended."""
    from datetime import timedelta

    from damai.chores.actions import real_now
    from damai.chores.models import Lease

    return {"ended": Lease.objects.update(until=real_now() - timedelta(seconds=1))}


def chores() -> dict[str, Any]:
    """How the stubborn chore stands: its state, how often its effect is there, whether it is marked done."""
    from django_tasks_db.models import DBTaskResult

    from damai.chores.models import Done, Lease
    from damai.intake.models import Knock

    from .stubborn import WHAT, publish_again

    row = DBTaskResult.objects.get(task_path=publish_again.module_path)
    return {
        "status": row.status,
        "tries": len([note for note in row.worker_ids if note.startswith("try ")]),
        "effects": sum(Knock.objects.filter(what=WHAT).values_list("times", flat=True)),
        "done": Done.objects.filter(task_id=row.id).count(),
        "leases": Lease.objects.filter(task_id=row.id).count(),
    }


def write_letters() -> dict[str, Any]:
    """Two hundred letters are written down and due."""
    from damai.outbox.actions import send_email

    for number in range(200):
        send_email(
            to=f"warga{number}@contoh.id",
            subject="Undangan",
            text="Isi",
            key=f"R-1/{number}",
            about=f"R-{number}",
            purpose="invitation",
        )
    return {}


def end_letter_leases() -> dict[str, Any]:
    """Ten minutes pass: whatever a killed worker had claimed is due again."""
    from damai.chores.actions import real_now
    from damai.outbox.models import Letter, State

    return {"ended": Letter.objects.filter(state=State.WAITING, not_before__gt=real_now()).update(not_before=real_now())}


def letters() -> dict[str, Any]:
    """How many letters are in each state, and how many facts say that one was sent."""
    from damai.ledger.actions import integrate
    from damai.ledger.models import Entry
    from damai.outbox.models import Letter

    integrate()
    sent = Entry.objects.filter(name="LetterSent")
    return {
        "states": Counter(Letter.objects.values_list("state", flat=True)),
        "facts": sent.count(),
        "letters_with_facts": sent.values("about").distinct().count(),
        "damage": _damage(),
    }


COMMANDS: dict[str, Callable[[], dict[str, Any]]] = {
    "prepare": prepare,
    "stock": stock,
    "waiting": waiting,
    "begin-chore": begin_chore,
    "end-lease": end_lease,
    "chores": chores,
    "write-letters": write_letters,
    "end-letter-leases": end_letter_leases,
    "letters": letters,
}

if __name__ == "__main__":
    django_ready()
    print(json.dumps(COMMANDS[sys.argv[1]]()))
