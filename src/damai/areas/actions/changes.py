"""What every change of areas does besides itself."""

import secrets

from django.db import transaction

from ..models import Revision
from ..queries import memory


def note_change() -> None:
    """Tell every process that areas have changed; inside the transaction that changes them."""
    Revision.objects.update_or_create(id=1, defaults={"token": secrets.token_hex(16)})
    memory.look_again()
    transaction.on_commit(memory.look_again)
