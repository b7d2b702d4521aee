"""A table to sit at: Kasman of Kesbangpol convenes, the cast of Jakarta Pusat is around, and Budi of Jakarta Barat is not."""

from datetime import UTC, datetime, timedelta

from tests.cast import cast, neighbours

from damai.agencies.models import Agency
from damai.rakor.actions import call_meeting, open_series
from damai.rakor.models import Meeting, Series

# Wednesday 4 October 2023, 10.00 in Jakarta: a week before the meeting of 11 October.
BEFORE = datetime(2023, 10, 4, 3, 0, tzinfo=UTC)
NINE = datetime(2023, 10, 11, 2, 0, tzinfo=UTC)


def agency(code: str) -> Agency:
    """An agency of the cast by its code."""
    return Agency.objects.get(code=code)


def series(title: str = "Deklarasi Damai Pemilu 2024") -> Series:
    """A series of Kesbangpol; makes the people first."""
    cast()
    kasman = neighbours().kasman
    return open_series(title=title, convener=agency("kesbangpol-jakpus"), by=kasman, election="pemilu_2024")


def meeting(found: Series | None = None, **more) -> Meeting:
    """The meeting of 11 October 2023, 09.00 to 11.30, as a draft."""
    found = found or series()
    given = {
        "title": "Rapat koordinasi persiapan deklarasi damai",
        "starts_at": NINE,
        "ends_at": NINE + timedelta(hours=2, minutes=30),
        "venue": "Ruang rapat Kantor Wali Kota Jakarta Pusat",
        **more,
    }
    return call_meeting(found, by=neighbours().kasman, **given)
