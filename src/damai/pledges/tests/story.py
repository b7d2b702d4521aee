"""A declaration for the tests: Kasman of Kesbangpol convenes, the text is fixed, and citizens sign on the portal."""

import json
import re
from datetime import UTC, datetime, timedelta

from tests.cast import cast, neighbours

from damai.ledger.actions import ensure_log
from damai.outbox.models import Letter
from damai.outbox.queries import content_of
from damai.pledges import actions, queries
from damai.pledges.models import Declaration
from damai.statutes.actions import load_statutes

MOMENT = datetime(2023, 11, 27, 2, 0, tzinfo=UTC)  # 09.00 WIB
SCRIBBLE = json.dumps([[[0.1 + 0.8 * step / 60, 0.3 + 0.4 * (step % 7) / 7] for step in range(60)]])


def people():
    """Kasman convenes; the cast is there, too."""
    found = cast()
    ensure_log()
    load_statutes()
    return found, neighbours()


def drafted(by, **more):
    """A draft with the clauses of the template for a city."""
    actions.load_participants("pemilu_2024")
    actions.load_shipped_declarations()
    fields = {
        "title": "Deklarasi Pemilu Damai Jakarta Pusat",
        "occasion": "Pakta integritas pemilu damai 2024",
        "place": "Kantor Wali Kota Jakarta Pusat",
        "held_at": MOMENT,
        "election": "pemilu_2024",
        "slug": "deklarasi-jakpus",
        "template": Declaration.objects.get(slug="templat-deklarasi-kota"),
        **more,
    }
    return actions.draft(**fields, by=by)


def opened(by, **more):
    """A declaration that can be signed for a day."""
    declaration = drafted(by, **more)
    return actions.open_for_signing(
        declaration, opens_at=MOMENT - timedelta(hours=1), closes_at=MOMENT + timedelta(days=14), by=by
    )


def text_of(declaration):
    """Its text."""
    return queries.signed_text(declaration)


def letters(purpose=None):
    """What was sent, opened, oldest first."""
    rows = Letter.objects.exclude(to_hash="").order_by("id")
    return [content_of(row) for row in (rows.filter(purpose=purpose) if purpose else rows)]


def link_in(letter, part="konfirmasi"):
    """The token in a letter's link."""
    return re.search(rf"/deklarasi/{part}/([^/\s]+)/", letter.text)[1]


def signed(text, *, name="Wati Lestari", contact="wati@contoh.id", named=True):
    """A citizen who asked and confirmed."""
    actions.ask_to_sign(text, name=name, contact=contact, way="email", named=named)
    return actions.confirm(link_in(letters("pledge-confirm")[-1]))
