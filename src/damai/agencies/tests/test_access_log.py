"""Who viewed and who exported personal data."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests.cast import cast

from damai.agencies import actions, queries
from damai.agencies.models import AccessReason, Agency, PersonalData, PersonalDataAccess
from damai.ledger.models import Entry


@pytest.mark.django_db
def test_views_and_exports_are_noted_with_their_facts():
    people = cast()
    actions.note_view(people.sari, subject="L-00001", what=PersonalData.CONTACT, own=True, why=AccessReason.CLARIFYING)
    actions.note_export(people.tuti, subject="L-00001", what="all", digest="ab" * 32)
    actions.note_export(people.tuti, subject="L-00001", what="all", digest="ab" * 32)
    assert [(row.member.code, row.action, row.what, row.own) for row in queries.recent_access(subject="L-00001")] == [
        ("M-0002", "export", "all", False),
        ("M-0002", "export", "all", False),
        ("M-0001", "view", "contact", True),
    ]
    assert list(Entry.objects.values_list("name", "by", "about")) == [
        ("PersonalDataViewed", "M-0001", "L-00001"),
        ("PersonalDataExported", "M-0002", "L-00001"),
        ("PersonalDataExported", "M-0002", "L-00001"),
    ]
    assert queries.recent_access(member=people.sari).count() == 1
    assert queries.recent_access(agency=Agency.objects.get(code="bawaslu-jakpus")).count() == 3
    assert queries.recent_access(agency=Agency.objects.get(code="bawaslu-jakbar")).count() == 0


@pytest.mark.django_db
def test_a_page_that_refreshes_itself_is_one_view_until_a_quarter_of_an_hour_has_passed():
    sari = cast().sari
    seen = {actions.note_view(sari, subject="L-00001", what="words").pk for _ in range(5)}
    assert len(seen) == 1
    PersonalDataAccess.objects.update(at=queries.now() - timedelta(minutes=16))
    actions.note_view(sari, subject="L-00001", what="words")
    actions.note_view(sari, subject="L-00002", what="words")
    assert PersonalDataAccess.objects.count() == Entry.objects.count() == 3


@pytest.mark.django_db
def test_note_and_fact_are_written_together_or_not_at_all():
    sari = cast().sari
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.note_view(sari, subject="L-00001", what="words")
        assert PersonalDataAccess.objects.count() == Entry.objects.count() == 1
        1 / 0  # noqa: B018
    assert PersonalDataAccess.objects.count() == Entry.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "note",
    [
        {"subject": "08123456789", "what": "words"},
        {"subject": "Ibu Ani", "what": "words"},
        {"subject": "L-00001", "what": "rumah di jalan X"},
        {"subject": "L-00001", "what": "words", "why": "karena Ani menelepon"},
    ],
)
def test_the_log_refuses_words(note):
    sari = cast().sari
    for action in [actions.note_view, actions.note_export]:
        with pytest.raises(actions.NotASubject):
            action(sari, **note)
    assert PersonalDataAccess.objects.count() == Entry.objects.count() == 0
