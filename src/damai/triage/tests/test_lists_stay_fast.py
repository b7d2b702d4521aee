"""The first page of every list walks along an index, however many reports there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import cast

from damai.triage import queries

pytestmark = pytest.mark.django_db

LISTS = {
    "mine": lambda who: queries.page_of(who),
    "waiting": lambda who: queries.page_of(who, state="new"),
    "by kind": lambda who: queries.page_of(who, kind="violation"),
    "inbox": lambda who: queries.page_of(who, desk="inbox"),
    "offered": lambda who: queries.page_of(who, desk="offered"),
    "a later page": lambda who: queries.page_of(who, after="L-00500"),
    "the queue": lambda who: list(queries.waiting_for(who)[:25]),
}


@pytest.mark.parametrize("which", LISTS)
def test_the_first_page_walks_along_an_index(which):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by the size of a table, which is nearly empty here; the indexes are the same")
    sari = cast().sari
    with CaptureQueriesContext(connection) as captured:
        LISTS[which](sari)
    sql = next(query["sql"] for query in captured.captured_queries if 'FROM "triage_report"' in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"))
        plan = [row[-1] for row in cursor.fetchall()]
    assert any(step.startswith("SEARCH triage_report USING INDEX triage_") for step in plan), plan
    assert not any("ORDER BY" in step for step in plan), plan  # nothing is sorted: the index gives the order


@pytest.mark.parametrize("which", LISTS)
def test_the_number_of_questions_does_not_grow_with_the_list(which, django_assert_max_num_queries):
    from .story import report

    sari = cast().sari
    for _ in range(12):
        report()
    with django_assert_max_num_queries(4):
        found = LISTS[which](sari)
        for each in getattr(found, "reports", found):
            assert str(each.area)
            assert str(each.agency)
