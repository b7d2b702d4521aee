"""Numbers of papers: without gaps, never twice, per agency, year and book."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import cast, neighbours

from damai.agencies.models import Agency
from damai.agencies.rules import NotYours, Refused
from damai.documents import actions, queries
from damai.documents.models import Number
from damai.documents.rules.numbers import DEFAULT, BadPattern, checked_pattern, written
from damai.ledger.models import Entry

DAY = date(2023, 10, 9)


def take(agency="kesbangpol-jakpus", *, dated=DAY, register="umum", sign="UND"):
    row = Agency.objects.get(code=agency)
    return actions.take_number(agency=row, sign=sign, dated=dated, about="R-00001", by="M-0051", register=register)


@pytest.fixture
def people():
    cast()
    return neighbours()


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{number}", "needed"),
        ("{year}", "needed"),
        ("{number}/{year}/{bulan}", "unknown"),
        ("{number}/{year}/{}", "unknown"),
        ("{number}/{year}/{0}", "unknown"),
        ("{number.__class__}/{year}", "unknown"),
        ("{number[0]}/{year}", "unknown"),
        ("{number!r}/{year}", "format"),
        ("{number:>99999999}/{year}", "format"),
        ("{number:03d}/{year:{month}}", "format"),
        ("{number/{year}", "braces"),
        ("{number}/{year}}", "braces"),
        ("{number}/{year}" + "x" * 80, "long"),
        ("{number}\n{year}", "long"),
    ],
)
def test_a_pattern_that_could_number_two_papers_alike_or_do_more_is_refused(pattern, why):
    with pytest.raises(BadPattern) as refused:
        checked_pattern(pattern)
    assert refused.value.code == why
    assert actions.pattern_problem(refused.value)


def test_a_number_is_written_as_offices_write_it():
    assert written(DEFAULT, number=7, kind="UND", agency="KESBANGPOL-JP", on=DAY) == "007/UND/KESBANGPOL-JP/X/2023"
    assert written("{number}/{year}", number=1234, kind="", agency="", on=DAY) == "1234/2023"


@given(st.text(max_size=40))
def test_no_pattern_breaks_the_check_and_what_passes_writes_different_numbers(pattern):
    try:
        kept = checked_pattern(pattern)
    except BadPattern:
        return
    given = {"kind": "UND", "agency": "X", "on": DAY}
    assert written(kept, number=1, **given) != written(kept, number=2, **given)


@pytest.mark.django_db
def test_each_agency_year_and_book_counts_by_itself(people):
    assert [take().number, take().number, take("kpu-jakpus").number, take(dated=date(2024, 1, 2)).number] == [1, 2, 1, 1]
    assert take(register="perkara").number == 1
    assert take().text == "003/UND/KESBANGPOL-JAKPUS/X/2023"
    assert [entry.name for entry in Entry.objects.all()] == ["NumberTaken"] * 6


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_gap(people):
    take()
    with pytest.raises(RuntimeError), transaction.atomic():
        take()
        raise RuntimeError
    assert take().number == 2


@pytest.mark.django_db
def test_a_void_number_stays_taken_and_another_agency_cannot_void_it(people):
    first = take()
    tuti = cast().tuti  # leads the supervisors
    with pytest.raises(NotYours):
        actions.void_number(first, by=tuti)
    with pytest.raises(NotYours):
        actions.void_number(first, by=people.kasman)  # an officer: managing papers is for leads
    own = take("bawaslu-jakpus")
    assert actions.void_number(own, by=tuti).void
    assert actions.void_number(own, by=tuti).void  # twice is once
    assert take("bawaslu-jakpus").number == 2
    assert Entry.objects.filter(name="NumberVoided").count() == 1
    assert list(queries.numbers_of(own.agency, 2023).values_list("number", "void")) == [(2, False), (1, True)]


@pytest.mark.django_db
def test_numbers_follow_each_other_also_after_the_pattern_changed(people):
    tuti, agency = cast().tuti, Agency.objects.get(code="bawaslu-jakpus")
    take("bawaslu-jakpus")
    given = {"lines": "BAWASLU", "place": "Jakarta", "short": "BWS", "by": tuti}
    with pytest.raises(Refused, match="year"):
        actions.set_letterhead(agency, pattern="{number}", **given)
    actions.set_letterhead(agency, pattern="{number}-{year}", **given)
    assert take("bawaslu-jakpus").text == "2-2023"


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_double_and_never_skip():
    cast()
    neighbours()
    start, failed = threading.Barrier(4), []

    def work(fails):
        try:
            start.wait(10)
            for place in range(8):
                try:
                    with transaction.atomic():
                        take()
                        if fails and place % 2:
                            raise RuntimeError
                except RuntimeError:
                    pass
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number % 2,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed, failed
    assert sorted(Number.objects.values_list("number", flat=True)) == list(range(1, 2 * 8 + 2 * 4 + 1))
