"""Every promise with its standing, its items and its figures, in a fixed number of queries however many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Appointment, Member
from damai.agencies.queries import in_force, members_in, scope_of, today
from damai.agencies.rules import ROLES, Capability, allowed

from ..models import ActionItem, Breach, Commitment, DueMove, Evidence, Indicator, ItemState, Measurement, Notice, Origin
from ..rules import ESCALATES_AFTER, SOON, URGENCY, IndicatorSign, ItemSign, Signs, Standing, Why, is_late, reasons, standing
from .seeing import commitments_for, items_for
from .words import STANDING_STATES, number_words, standing_words, why_words

OVER = (ItemState.DONE, ItemState.CANCELLED)
OWED = (ItemState.OPEN, ItemState.WORKING, ItemState.SENT_BACK)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """An indicator with its measurements by day: the last row of each day is the one that counts."""

    indicator: Indicator
    points: Sequence[Measurement]

    @property
    def latest(self) -> Measurement | None:
        """The last measurement; its value may be None: looked, and there are no data."""
        return self.points[-1] if self.points else None

    @property
    def target_words(self) -> str:
        """The promise in words: paling banyak 2."""
        return f"{self.indicator.get_direction_display()} {number_words(self.indicator.target)}"


@dataclass(frozen=True, kw_only=True)
class FollowedItem:
    """An action item, whether it is late, and the evidence that waits."""

    item: ActionItem
    is_late: bool
    days_late: int  # calendar days after the due date; 0 when not late
    waiting: Evidence | None


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A commitment as the convener sees it."""

    commitment: Commitment
    standing: Standing
    why: frozenset[Why]
    items: tuple[FollowedItem, ...]
    figures: tuple[Figure, ...]
    breaches: tuple[Breach, ...]

    @property
    def words(self) -> str:
        """The standing in the reader's language."""
        return standing_words(self.standing)

    @property
    def state(self) -> str:
        """The standing as the state of a badge."""
        return STANDING_STATES[self.standing]

    @property
    def reasons(self) -> list[str]:
        """Why it stands so, in the reader's language; nothing for what is decided or settled."""
        return why_words(self.why) if self.standing in (Standing.LATE, Standing.AT_RISK, Standing.NO_DATA) else []

    @property
    def done(self) -> int:
        """How many items are done."""
        return sum(each.item.state == ItemState.DONE for each in self.items)

    @property
    def owed(self) -> int:
        """How many items there are, the cancelled left out."""
        return sum(each.item.state != ItemState.CANCELLED for each in self.items)


def measured(rows: Iterable[Measurement]) -> tuple[Measurement, ...]:
    """One measurement a day, the one entered last, the earliest day first."""
    by_day: dict[date, Measurement] = {}
    for row in sorted(rows, key=lambda each: each.pk):
        by_day[row.on] = row
    return tuple(by_day[day] for day in sorted(by_day))


def points_of(indicator: Indicator) -> tuple[Measurement, ...]:
    """The measurements of one indicator as they count."""
    return measured(indicator.measurements.all())


def signs_of(commitment: Commitment, *, on: date) -> Signs:
    """What the standing of a commitment on a day is computed from; reads what was fetched with it."""
    return Signs(
        due_on=commitment.due_on,
        binds=commitment.origin == Origin.CLAUSE,
        kept_on=commitment.kept_on,
        withdrawn_on=commitment.withdrawn_on,
        breaches=tuple(breach.state for breach in commitment.breaches.all()),
        items=tuple(sign_of(item) for item in commitment.items.all()),
        indicators=tuple(
            IndicatorSign(
                direction=indicator.direction,
                target=indicator.target,
                values=tuple((row.on, row.value) for row in measured(indicator.measurements.all()) if row.on <= on),
            )
            for indicator in commitment.indicators.all()
        ),
    )


def _waiting(item: ActionItem) -> Evidence | None:
    rows = [each for each in item.evidence.all() if each.state == Evidence.State.SUBMITTED]
    return rows[-1] if rows else None


def sign_of(item: ActionItem) -> ItemSign:
    """What an item says of itself."""
    waiting = _waiting(item)
    return ItemSign(due_on=item.due_on, state=item.state, submitted_on=localdate(waiting.at) if waiting else None)


def _followed(commitment: Commitment, on: date) -> Followed:
    signs = signs_of(commitment, on=on)
    items = []
    for item, sign in zip(commitment.items.all(), signs.items, strict=True):
        late = is_late(sign, on)
        items.append(
            FollowedItem(item=item, is_late=late, days_late=(on - item.due_on).days if late else 0, waiting=_waiting(item))
        )
    return Followed(
        commitment=commitment,
        standing=standing(signs, on=on),
        why=reasons(signs, on=on),
        items=tuple(items),
        figures=tuple(
            Figure(indicator=indicator, points=tuple(row for row in measured(indicator.measurements.all()) if row.on <= on))
            for indicator in commitment.indicators.all()
        ),
        breaches=tuple(commitment.breaches.all()),
    )


def whole(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Commitments with everything that hangs on them, fetched in seven queries."""
    items = ActionItem.objects.select_related("owner", "person").prefetch_related(
        Prefetch("evidence", queryset=Evidence.objects.order_by("number"))
    )
    return rows.select_related("owner", "convener").prefetch_related(
        Prefetch("items", queryset=items.order_by("due_on", "id")),
        Prefetch("indicators", queryset=Indicator.objects.order_by("number")),
        "indicators__measurements",
        Prefetch("breaches", queryset=Breach.objects.select_related("agency").prefetch_related("replies").order_by("id")),
    )


def followed_rows(rows: QuerySet[Commitment], *, on: date) -> list[Followed]:
    """Commitments as they stand on a day, in the rows' own order."""
    return [_followed(row, on) for row in whole(rows)]


def _in_order(found: list[Followed]) -> list[Followed]:
    return sorted(found, key=lambda each: (URGENCY.index(each.standing), each.commitment.due_on, each.commitment.pk))


def followed(*, series: str | None = None, on: date | None = None) -> list[Followed]:
    """Every commitment (of a series) as it stands on a day (today by default), for the convener's desk and the next agenda.

    For the house itself: it asks nobody who is looking. What needs eyes comes first, then what is due first.
    """
    rows = Commitment.objects.all() if series is None else Commitment.objects.filter(series=series)
    day = on or today()
    return _in_order(followed_rows(rows, on=day))


def followed_for(member: Member, *, series: str | None = None) -> list[Followed]:
    """The commitments a member may see, as they stand today; in the order of `followed`."""
    rows = commitments_for(member) if series is None else commitments_for(member).filter(series=series)
    day = today()
    return _in_order(followed_rows(rows, on=day))


def one_followed(commitment: Commitment) -> Followed:
    """One commitment as it stands today."""
    return _followed(whole(Commitment.objects.filter(pk=commitment.pk)).get(), today())


def items_due(*, agency: Agency | None = None, member: Member | None = None) -> list[ActionItem]:
    """What an agency or a person still owes, the soonest first.

    A person owes what is in their name, and what their agencies own in nobody's name.
    """
    found = ActionItem.objects.exclude(state__in=OVER).filter(commitment__withdrawn_on=None)
    if agency is not None:
        found = found.filter(owner=agency)
    if member is not None:
        agencies = scope_of(member).where(Capability.TAKE_PART).agencies
        found = found.filter(Q(person=member) | Q(person=None, owner__in=agencies))
    return list(found.select_related("commitment", "owner", "person").order_by("due_on", "id"))


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits for a member today: what they owe, whose evidence they judge, and what the convener has to ask about."""

    mine: tuple[FollowedItem, ...] = ()
    to_judge: tuple[Evidence, ...] = ()
    overdue: tuple[FollowedItem, ...] = ()  # of other people, so late that the convener is told

    @property
    def late(self) -> int:
        """How many of their items are late."""
        return sum(each.is_late for each in self.mine)

    def __bool__(self) -> bool:
        return bool(self.mine or self.to_judge or self.overdue)


def waiting_for(member: Member) -> Waiting:
    """What waits for a member: for the day page."""
    agencies = scope_of(member).where(Capability.TAKE_PART).agencies
    if not agencies:
        return Waiting()
    day = today()
    owed = items_for(member).filter(state__in=OWED, commitment__withdrawn_on=None).order_by("due_on", "id")
    mine = Q(person=member) | Q(person=None, owner__in=agencies)
    convened = Q(
        commitment__convener__in=scope_of(member).where(Capability.CONVENE).agencies,
        due_on__lte=day - timedelta(days=ESCALATES_AFTER),
    )
    return Waiting(
        mine=tuple(_owed(item, day) for item in owed.filter(mine)),
        to_judge=tuple(_to_judge(member, agencies)),
        overdue=tuple(_owed(item, day) for item in owed.filter(convened).exclude(owner__in=agencies)),
    )


def _owed(item: ActionItem, day: date) -> FollowedItem:
    late = is_late(ItemSign(due_on=item.due_on, state=item.state), day)
    return FollowedItem(item=item, is_late=late, days_late=(day - item.due_on).days if late else 0, waiting=None)


def _to_judge(member: Member, agencies: frozenset[str]) -> list[Evidence]:
    """Evidence that waits for this member: for the convener, or for everyone else where the convener is involved."""
    rows = (
        Evidence.objects.filter(state=Evidence.State.SUBMITTED, item__in=items_for(member).values("pk"))
        .select_related("item__commitment", "item__owner", "agency")
        .order_by("at", "id")
    )
    found = []
    for row in rows:
        involved = {row.item.owner_id, row.agency_id}
        convener = row.item.commitment.convener_id
        if (convener in agencies and convener not in involved) or (convener in involved and agencies - involved):
            found.append(row)
    return found


def items_to_remind(*, on: date) -> QuerySet[ActionItem]:
    """Open items whose due date is near or past, each with what was sent about it, for the house itself."""
    return (
        ActionItem.objects.filter(state__in=OWED, due_on__lte=on + SOON, commitment__withdrawn_on=None)
        .select_related("commitment__convener", "owner", "person")
        .prefetch_related(
            Prefetch("notices", queryset=Notice.objects.order_by("id")), Prefetch("moves", DueMove.objects.order_by("id"))
        )
        .order_by("id")
    )


def people_with(agency: Agency, capability: Capability) -> list[Member]:
    """The members who may do something for an agency today."""
    roles = [role for role in ROLES if capability in allowed(role, agency.kind)]
    held = Appointment.objects.filter(in_force(today()), agency=agency, role__in=roles, member=OuterRef("pk"))
    return list(members_in(agency).filter(Exists(held)))


def who_owes(item: ActionItem) -> list[Member]:
    """Who is reminded of an item: the person in charge while they serve there, else everyone who takes part for its agency."""
    people = people_with(item.owner, Capability.TAKE_PART)
    named = [member for member in people if member.pk == item.person_id]
    return named or people


def speaks_against(commitment: Commitment) -> str:
    """What speaks against saying today that a promise was kept, in a sentence; empty when nothing does."""
    told = one_followed(commitment)
    if any(breach.state != Breach.State.DISMISSED for breach in told.breaches):
        return _("Ada dugaan atau putusan pelanggaran atas komitmen ini.")
    if commitment.origin == Origin.CLAUSE and today() <= commitment.due_on:
        return _("Butir ini masih mengikat sampai %(day)s.") % {"day": date_format(commitment.due_on, "j F Y")}
    if told.owed > told.done:
        return _("Masih ada %(count)d tindak lanjut yang belum selesai.") % {"count": told.owed - told.done}
    met = [each.met for each in signs_of(commitment, on=today()).indicators]
    if False in met:
        return _("Angka terakhir sebuah indikator belum sesuai dengan yang dijanjikan.")
    if not told.done and not any(met):
        return _("Belum ada tindak lanjut yang selesai dan belum ada angka yang menunjukkan bahwa komitmen ini ditepati.")
    return ""
