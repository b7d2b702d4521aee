"""What the house counts by itself, for the agenda and for indicators. Numbers of a whole city; no code, no place, no person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.timezone import localdate

from damai.agencies.models import Agency, AgencyKind
from damai.agencies.queries import today
from damai.areas.queries import descendants
from damai.cases.queries import running_in
from damai.commitments.models import Indicator, Measurement
from damai.commitments.queries import Followed, followed
from damai.commitments.rules import OPEN, Standing
from damai.intake.queries import received_since
from damai.ledger.queries import now
from damai.statutes.queries import elections, stages
from damai.triage.public import tally_of
from damai.triage.queries import confirmed_since, villages_heard
from damai.triage.rules import Kind, Shown

from ..models import Meeting
from ..rules.figures import AHEAD, FIGURES, WEEK, Counted, Known, Leftover, Promise, Upcoming
from .meetings import city_of

# How a report came in, as a person says it.
CHANNELS = {"web": "formulir web", "odk": "ODK Collect (pengawas lapangan)"}


def counted(city: str) -> dict[str, Counted]:
    """Every figure of FIGURES as it stands now; None where there are no data."""
    since = now() - WEEK
    received = received_since(since)
    confirmed = confirmed_since(since, city=city)
    decided = sum(confirmed.values())
    villages = descendants(city, level="village").count()
    running = running_in(city)
    open_ones = [each for each in followed() if each.standing in OPEN]
    late = sum(each.standing is Standing.LATE for each in open_ones)

    def of_kind(kind: Kind) -> Counted:
        # Where nothing was decided nothing is known: silence is not peace.
        return Counted(confirmed.get(kind, 0), decided) if decided else Counted(None)

    heard = villages_heard(city)
    return {
        "hoaks_sepekan": of_kind(Kind.CLAIM),
        "insiden_sepekan": of_kind(Kind.INCIDENT),
        "pesan_sepekan": Counted(sum(received.values()) or None),
        "kelurahan_terpantau": Counted(heard, villages) if heard and villages else Counted(None),
        "perkara_lewat_batas": Counted(running.late, running.running) if running.running else Counted(None),
        "perkara_segera_jatuh_tempo": Counted(running.soon, running.running) if running.running else Counted(None),
        "komitmen_terlambat": Counted(late, len(open_ones)) if open_ones else Counted(None),
    }


def known_for(meeting: Meeting) -> Known:
    """Everything the agenda of a meeting is drafted from."""
    city = city_of(meeting.convener.area_id) or settings.CITY
    received = received_since(now() - WEEK)
    return Known(
        on=today(),
        counted=counted(city),
        channels={CHANNELS.get(channel, channel): number for channel, number in sorted(received.items())},
        districts={
            number.name: number.count
            for number in tally_of("reports", city).numbers
            if number.level == "district" and number.shown is Shown.COUNT and number.count
        },
        promises=[_promise(each) for each in followed(series=meeting.series.code) if each.standing in OPEN],
        leftovers=leftovers_of(meeting),
        stages=_upcoming(meeting.series.election, on=localdate(meeting.starts_at)),
        supervisor=_supervisor(city),
    )


def _promise(each: Followed) -> Promise:
    row = each.commitment
    return Promise(
        code=row.code,
        words=row.words,
        owner=row.owner.name if row.owner else "",
        due_on=row.due_on,
        standing=str(each.words),
        is_late=each.standing is Standing.LATE,
        done=sum(item.item.state == "done" for item in each.items),
        items=sum(item.item.state != "cancelled" for item in each.items),
    )


def previous_of(meeting: Meeting) -> Meeting | None:
    """The last meeting of the series before this one that was held."""
    held = [Meeting.State.MINUTES, Meeting.State.FINAL]
    return meeting.series.meetings.filter(starts_at__lt=meeting.starts_at, state__in=held).order_by("-starts_at").first()


def leftovers_of(meeting: Meeting) -> list[Leftover]:
    """What the meeting before did not come to."""
    before = previous_of(meeting)
    if before is None:
        return []
    return [
        Leftover(meeting=before.code, item=item.pk, title=item.title, owner=item.owner_id or "", minutes=item.minutes)
        for item in before.agenda.filter(not_discussed=True).order_by("number")
        if "/" in item.key or not item.key  # what the house drafts is drafted anew anyway
    ]


def _upcoming(election: str, *, on: date) -> list[Upcoming]:
    if election not in {each.code for each in elections()}:
        return []
    soon = [each for each in stages(election) if each.starts_on and on <= each.starts_on <= on + AHEAD]
    return [
        Upcoming(name=each.name, starts_on=each.starts_on, source=each.source)
        for each in sorted(soon, key=lambda each: (each.starts_on or date.max, each.code))
        if each.starts_on
    ]


def _supervisor(city: str) -> str:
    found = Agency.objects.filter(kind=AgencyKind.SUPERVISOR, area_id=city).order_by("code").first()
    return found.code if found else ""


@dataclass(frozen=True, kw_only=True)
class Due:
    """An indicator that the house measures by itself, and not yet today."""

    indicator: Indicator
    code: str


def to_measure(on: date) -> Sequence[Due]:
    """The indicators of open commitments that the house counts, without those it has counted on this day already."""
    rows = Indicator.objects.filter(
        figure__in=list(FIGURES), commitment__kept_on=None, commitment__withdrawn_on=None, commitment__made_on__lte=on
    )
    done = set(Measurement.objects.filter(on=on, by="damai", indicator__in=rows).values_list("indicator_id", flat=True))
    return [Due(indicator=row, code=row.figure) for row in rows.select_related("commitment__convener") if row.pk not in done]
