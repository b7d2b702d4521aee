"""Plenaries that were recorded before seats were kept stand behind decisions as before."""

from datetime import date

import pytest
from django.apps import apps
from django.utils.module_loading import import_string
from tests.cast import cast

from damai.agencies.models import Agency
from damai.cases.models import PlenoRecord


@pytest.mark.django_db
def test_what_was_recorded_so_far_is_in_force_and_keeps_its_counts():
    cast()
    row = PlenoRecord.objects.create(
        agency=Agency.objects.get(code="bawaslu-jakpus"), number="BA.01/II/2024", held_on=date(2024, 2, 1), present=3, of=5
    )
    import_string("damai.cases.migrations.0004_hearings_and_plenaries.keep_in_force")(apps, None)
    row.refresh_from_db()
    assert (row.state, row.present, row.of, row.seats.count()) == ("in_force", 3, 5, 0)
