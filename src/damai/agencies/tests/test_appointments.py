"""What a member answers for, from when to when."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, close_old_connections, transaction
from tests.cast import cast

from damai.agencies import actions, queries
from damai.agencies.models import Agency, AgencyKind, Appointment, Member, Role
from damai.areas.models import Area
from damai.ledger.models import Entry

PASSWORD = "payung-teduh-2024-gambir"


def facts():
    return list(Entry.objects.order_by("id").values_list("name", flat=True))


@pytest.mark.django_db
def test_an_agency_and_a_member_come_in_and_are_appointed():
    cast()
    area = Area.objects.get(code="31.71")
    agency = actions.add_agency(
        code="kesbangpol-jakpus", name="Suku Badan Kesbangpol Jakarta Pusat", kind=AgencyKind.UNITY, area=area, by="damai"
    )
    rini = actions.add_member(username="rini", name="Rini Wulandari", email="Rini@Contoh.id", password=PASSWORD, by="M-0008")
    assert (rini.code, rini.email, rini.must_change_password) == ("M-0009", "rini@contoh.id", True)
    actions.appoint(rini, role=Role.LIAISON, agency=agency, by="M-0008")
    assert queries.areas_of(rini) == {"31.71"}
    assert queries.agency_of(rini) == agency
    assert list(queries.members_in(agency)) == [rini]
    assert facts() == ["AgencyAdded", "MemberAdded", "MemberAppointed"]
    everything = b" ".join(bytes(opening) for opening in Entry.objects.values_list("opening", flat=True)).lower()
    assert b"rini" not in everything and b"wulandari" not in everything


@pytest.mark.django_db
def test_what_is_there_already_is_refused_and_leaves_nothing():
    cast()
    for wrong in [{"username": "SARI"}, {"username": "baru", "email": "SARI@contoh.id"}]:
        with pytest.raises(actions.AlreadyThere):
            actions.add_member(name="Baru", by="damai", password=PASSWORD, **wrong)
    with pytest.raises(actions.NotALogin):
        actions.add_member(username="sari@lain.id", name="Baru", by="damai", password=PASSWORD)
    with pytest.raises(actions.AlreadyThere):
        actions.add_agency(
            code="kpu-jakpus", name="KPU", kind=AgencyKind.COMMISSION, area=Area.objects.get(code="31.71"), by="damai"
        )
    assert facts() == []
    assert Member.objects.count() == 8


@pytest.mark.django_db
def test_nobody_stands_above_the_doors():
    sari = cast().sari
    sari.is_superuser = True
    with pytest.raises(IntegrityError), transaction.atomic():
        sari.save()


@pytest.mark.django_db
def test_first_and_last_day_count_and_appointments_may_overlap():
    budi = cast().budi
    jakpus = Agency.objects.get(code="bawaslu-jakpus")
    first, last = date(2024, 2, 1), date(2024, 2, 20)
    for _ in range(2):
        actions.appoint(budi, role=Role.FIELD, agency=jakpus, by="M-0008", on=first, until=last)
    days = [first - timedelta(1), first, last, last + timedelta(1)]
    assert [("31.71" in queries.scope_of(budi, on=day).areas) for day in days] == [False, True, True, False]
    with pytest.raises(actions.NotInForce):
        actions.appoint(budi, role=Role.FIELD, agency=jakpus, by="M-0008", on=last, until=first)


@pytest.mark.django_db
def test_an_appointment_ends_at_once_or_on_a_day():
    people = cast()
    mine = Appointment.objects.get(member=people.sari)
    assert queries.may_see_area(people.sari, "31.71.01.1001")
    assert not queries.may_see_area(people.budi, "31.71.01.1001")
    ended = actions.end_appointment(mine, by="M-0008")
    assert not queries.may_see_area(people.sari, "31.71.01.1001")
    assert queries.agency_of(people.sari) is None
    # What was true yesterday stays true of yesterday.
    assert queries.scope_of(people.sari, on=queries.today() - timedelta(1)).roles == {"officer"}
    with pytest.raises(actions.NotInForce):
        actions.end_appointment(ended, by="M-0008")
    later = queries.today() + timedelta(30)
    actions.end_appointment(Appointment.objects.get(member=people.tuti), by="M-0008", on=later)
    assert queries.scope_of(people.tuti, on=later).roles == {"lead"}
    assert queries.scope_of(people.tuti, on=later + timedelta(1)).roles == set()
    assert facts() == ["AppointmentEnded", "AppointmentEnded"]


@pytest.mark.django_db
def test_a_closed_member_answers_for_nothing():
    people = cast()
    actions.close_member(people.sari, by="M-0008")
    assert queries.scope_of(people.sari).charges == ()
    assert facts() == ["AppointmentEnded", "MemberClosed"]


@pytest.mark.django_db
def test_the_scope_takes_one_query(django_assert_num_queries):
    sari = cast().sari
    queries.today()
    with django_assert_num_queries(1):
        scope = queries.scope_of(sari)
    assert (scope.agencies, scope.kinds, scope.areas, scope.roles) == ({"bawaslu-jakpus"}, {"supervisor"}, {"31.71"}, {"officer"})


@pytest.mark.django_db
def test_rows_are_found_by_area_and_everything_below():
    cast()
    found = Area.objects.filter(queries.in_areas(["31.71.01", "31.73"], field="code")).values_list("code", flat=True)
    assert list(found) == ["31.71.01", "31.71.01.1001", "31.71.01.1002", "31.73", "31.73.01", "31.73.01.1001"]
    assert not Area.objects.filter(queries.in_areas([], field="code")).exists()


@pytest.mark.django_db(transaction=True)
def test_two_operators_adding_members_at_once_never_share_a_code():
    cast()
    ready, failures = threading.Barrier(4), []

    def add(number):
        try:
            ready.wait(10)
            for turn in range(3):
                actions.add_member(username=f"baru{number}-{turn}", name="Baru", by="damai")
        except Exception as failure:
            failures.append(failure)
        finally:
            close_old_connections()
            from django.db import connections

            connections.close_all()

    threads = [threading.Thread(target=add, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert sorted(Member.objects.values_list("code", flat=True)) == [f"M-{number:04d}" for number in range(1, 21)]
