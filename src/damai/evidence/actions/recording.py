"""Write down what happened to a piece of evidence. Every entry goes through `append`; none is changed or removed afterwards."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from damai.agencies.actions import note_export, note_view
from damai.agencies.models import Agency, Member, PersonalData
from damai.agencies.rules import ONE_VIEW, Capability
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.actions import sealed

from .. import facts
from ..models import Custody, Derivative, Exhibit
from ..queries import Unreadable, chunks_of, entry_of, measured, piece_of
from ..queries.exhibits import ABOUT_CUSTODY, event_of
from ..rules.chain import canonical, digest_of_words, salted
from ..rules.custody import Action, Holder, Standing, Why, lacking, standing_of, why_not, why_not_then
from .refusals import BadEvent, Damaged, must_handle, sentence

LONGEST = {"holder": 200, "place": 200, "reference": 120, "note": 1000}


def append(
    exhibit: Exhibit,
    action: Action,
    *,
    by: str,
    happened_at: datetime | None = None,
    holder_kind: Holder = Holder.MEMBER,
    holder: str = "",
    derivative: int = 0,
    words: Mapping[str, str] | None = None,
) -> Custody:
    """Add an entry to a custody record, in the caller's transaction. Raises BadEvent for what cannot have happened."""
    Exhibit.objects.select_for_update().get(pk=exhibit.pk)  # entries follow one another; two at once take their turns
    rows = list(Custody.objects.filter(exhibit=exhibit).order_by("number"))
    at = now()
    then = happened_at or at
    _must_be_possible(exhibit, action, standing_of(event_of(row) for row in rows), happened_at=then, at=at)
    said = salted(words or {})
    row = Custody(
        exhibit=exhibit,
        number=len(rows) + 1,
        recorded_at=at,
        happened_at=then,
        action=action.value,
        by=by,
        holder_kind=holder_kind.value,
        holder=holder or (by if holder_kind is Holder.MEMBER else ""),
        derivative=derivative,
        words_sha256=digest_of_words(said),
        previous=rows[-1].digest if rows else piece_of(exhibit).digest,
    )
    row.sealed_words = sealed(canonical(said), about=f"{ABOUT_CUSTODY}/{exhibit.code}/{row.number}") if said else b""
    row.digest = entry_of(row, exhibit.code).digest
    row.save(force_insert=True)
    who = row.holder or row.holder_kind
    fact = facts.CustodyRecorded(exhibit=exhibit.code, number=row.number, action=row.action, holder=who, digest=row.digest)
    record(fact, by=by)
    return row


def _must_be_possible(exhibit: Exhibit, action: Action, standing: Standing, *, happened_at: datetime, at: datetime) -> None:
    why = why_not(action, standing, is_object=exhibit.is_object) or why_not_then(
        action, standing, happened_at=happened_at, received_at=exhibit.received_at, at=at
    )
    if why is not None:
        raise BadEvent(sentence(why))


@transaction.atomic
def record_event(
    exhibit: Exhibit,
    action: Action | str,
    *,
    by: Member,
    happened_at: datetime | None = None,
    agency: Agency | None = None,
    holder: str = "",
    place: str = "",
    reference: str = "",
    note: str = "",
) -> Custody:
    """Write down what a person says happened: kept, moved, lent, returned, handed over, sealed, held, withdrawn …"""
    must_handle(by)
    what = Action(action)
    words = {"holder": holder.strip(), "place": place.strip(), "reference": reference.strip(), "note": note.strip()}
    lacks = lacking(
        what, holder=bool(agency or words["holder"]), place=bool(words["place"]), reference=bool(words["reference"]),
        why=bool(words["note"]), by_hand=True,
    )  # fmt: skip
    if lacks is not None:
        raise BadEvent(sentence(lacks))
    kind, code = _holder(what, by=by, agency=agency, named=bool(words["holder"]))
    words = {name: text[: LONGEST[name]] for name, text in words.items()}
    return append(exhibit, what, by=by.code, happened_at=happened_at, holder_kind=kind, holder=code, words=words)


def _holder(action: Action, *, by: Member, agency: Agency | None, named: bool) -> tuple[Holder, str]:
    if agency is not None:
        return Holder.AGENCY, agency.code
    if action is Action.GIVEN_BACK:
        return Holder.GIVER, ""
    return (Holder.OUTSIDE, "") if named else (Holder.MEMBER, by.code)


@transaction.atomic
def note_look(exhibit: Exhibit, *, by: Member, derivative: int = 0) -> Custody | None:
    """Note that a member looked at a piece or at a copy of it; within a quarter of an hour that is one look."""
    must_handle(by)
    Exhibit.objects.select_for_update().get(pk=exhibit.pk)
    note_view(by, subject=exhibit.subject, what=PersonalData.FILES)
    lately = Custody.objects.filter(
        exhibit=exhibit, action=Action.VIEWED.value, by=by.code, derivative=derivative, recorded_at__gt=now() - ONE_VIEW
    )
    if lately.exists():
        return None
    return append(exhibit, Action.VIEWED, by=by.code, derivative=derivative)


def hand_out(exhibit: Exhibit, *, by: Member) -> Custody:
    """A member takes a copy of the original with them. The bytes are read whole before: Damaged."""
    must_handle(by, Capability.SEE_PERSONAL_DATA)
    if exhibit.is_object:
        raise BadEvent(sentence(Why.OBJECT))
    must_be_whole(exhibit, by=by)
    with transaction.atomic():
        note_export(by, subject=exhibit.subject, what=PersonalData.FILES, digest=exhibit.sha256)
        return append(exhibit, Action.COPIED, by=by.code)


@transaction.atomic
def hand_out_copy(copy: Derivative, *, by: Member) -> Custody:
    """A member takes a copy with boxes hidden with them."""
    must_handle(by, Capability.SEE_PERSONAL_DATA)
    note_export(by, subject=copy.exhibit.subject, what=PersonalData.FILES, digest=copy.sha256)
    return append(copy.exhibit, Action.COPIED, by=by.code, derivative=copy.number)


def must_be_whole(exhibit: Exhibit, *, by: Member) -> None:
    """Read the original whole. What is not as it came is recorded, and refused."""
    try:
        found = measured(chunks_of(exhibit.sha256))
    except Unreadable:
        raise damaged(exhibit, None, by=by) from None
    if (found.sha256, found.size) != (exhibit.sha256, exhibit.size):
        raise damaged(exhibit, found.sha256, by=by)


def damaged(exhibit: Exhibit, found: str | None, *, by: Member) -> Damaged:
    """Record that an original is not as it came, in a transaction of its own; the refusal to raise."""
    from django.utils.translation import gettext as _

    with transaction.atomic():
        record(facts.OriginalDamaged(exhibit=exhibit.code, digest=found), by=by.code)
    return Damaged(
        _("Berkas asli bukti %(code)s tidak lagi seperti saat disimpan. Ini dicatat; beri tahu operator.")
        % {"code": exhibit.code}
    )
