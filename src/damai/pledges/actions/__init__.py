"""What can be done with declarations and signatures. Signatures of functions first; each module holds one kind of work."""

from dataclasses import dataclass
from datetime import date, datetime

from damai.agencies.models import Agency, Member

from ..models import Declaration, Participant, Signature, Text
from ..rules import ClauseGiven


@dataclass(frozen=True)
class Invited:
    """A place under a text, and the token of its personal page: shown once to the organiser as QR, never again."""

    signature: Signature
    token: str  # the page: settings.BASE_URL + /deklarasi/tanda-tangan/<token>/


def load_participants(election: str) -> int:
    """Parties and pairs that ship with Damai; harmless to repeat."""
    raise NotImplementedError


def load_shipped_declarations() -> int:
    """Texts that ship with Damai: two of 27 November 2023 for reference, and a template; harmless to repeat."""
    raise NotImplementedError


def draft(
    *,
    title: str,
    occasion: str,
    place: str,
    held_at: datetime,
    by: Member,
    agency: Agency | None = None,
    election: str = "",
    series: str = "",
    for_citizens: bool = True,
    witnesses: str = "",
    slug: str = "",
    template: str = "",
) -> Declaration:
    """A new declaration of the member's agency; `template`: slug of a shipped text whose clauses it begins with."""
    raise NotImplementedError


def edit(declaration: Declaration, *, by: Member, **changes: object) -> Declaration:
    """Change title, occasion, place, held_at, series, for_citizens, witnesses of a draft."""
    raise NotImplementedError


def write_text(
    declaration: Declaration,
    *,
    preamble: str,
    closing: str,
    clauses: list[ClauseGiven],
    is_official: bool,
    by: Member,
    expects: int | None = None,
) -> Text:
    """A new version of the text. Refused while a version is open; `expects`: the version that was on the screen."""
    raise NotImplementedError


def open_for_signing(
    declaration: Declaration, *, opens_at: datetime, closes_at: datetime, by: Member, binds_until: date | None = None
) -> Declaration:
    """Fix the newest text by its digest in the ledger, make a commitment of each clause, and open the window."""
    raise NotImplementedError


def close(declaration: Declaration, *, by: Member) -> Declaration:
    """End signing now; what was begun and not finished is kept and told."""
    raise NotImplementedError


def invite_signatory(
    declaration: Declaration,
    *,
    kind: str,
    by: Member,
    participant: Participant | None = None,
    agency: Agency | None = None,
    name: str = "",
    office: str = "",
    place: int = 0,
) -> Invited:
    """A place under the newest text, and a personal token for signing in the hall."""
    raise NotImplementedError


def new_token(signature: Signature, *, by: Member) -> Invited:
    """Another token for a place that was not signed yet; the earlier one opens nothing any more."""
    raise NotImplementedError


def take_off(signature: Signature, *, by: Member) -> None:
    """Remove a place that was not signed."""
    raise NotImplementedError


def sign_in_hall(token: str, *, drawing: str = "", certificate_reference: str = "", name: str = "") -> Signature:
    """Sign with the personal token: strokes as JSON, or the number of an electronic certificate."""
    raise NotImplementedError


def sign_for_agency(text: Text, *, agency: Agency, office: str, by: Member, proven_at: datetime | None) -> Signature:
    """An institution signs by its account; `proven_at`: when this session last proved its second factor."""
    raise NotImplementedError


def withdraw_for_agency(signature: Signature, *, by: Member, proven_at: datetime | None) -> Signature:
    """An institution takes its signature back, proven as for signing."""
    raise NotImplementedError


def ask_to_sign(text: Text, *, name: str, contact: str, way: str, named: bool, form: str = "") -> None:
    """A citizen asks: a letter with the link to confirm goes to the contact. The same answer for every contact."""
    raise NotImplementedError


def confirm(token: str, *, name: str | None = None, named: bool | None = None) -> Signature:
    """The holder of the contact signs; doing it twice is once."""
    raise NotImplementedError


def withdraw(link: str) -> Signature:
    """The signatory takes their signature back: name, drawing and contact are forgotten, the fact stays."""
    raise NotImplementedError


def forget_unconfirmed() -> int:
    """Delete what citizens asked for and did not confirm within seven days."""
    raise NotImplementedError
