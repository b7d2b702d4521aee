"""Who comes in by which door."""

import pytest
from tests.cast import cast

from damai.agencies import access, actions
from damai.agencies.models import AgencyKind, Appointment, Role

pytestmark = [pytest.mark.django_db, pytest.mark.urls("damai.agencies.tests.urls")]


@pytest.mark.parametrize(
    "path, who",
    [
        ("/kerja/", {"sari", "tuti", "budi", "citra", "komar", "polan", "dewi", "oki"}),
        ("/kerja/petugas/", {"sari", "tuti", "budi", "citra", "komar"}),
        ("/kerja/pengawas/", {"sari", "budi"}),
        ("/kerja/operator/", {"oki"}),
        ("/unduh/L-00001/", {"tuti"}),
    ],
)
def test_a_door_opens_for_whom_it_says_and_does_not_exist_for_others(client, path, who):
    people = cast()
    for name in vars(people):
        client.force_login(getattr(people, name))
        assert client.get(path).status_code == (200 if name in who else 404), name


def test_who_is_not_signed_in_is_asked_to_and_comes_back(client):
    cast()
    assert client.get("/terbuka/").status_code == 200
    answer = client.get("/kerja/petugas/?halaman=2")
    assert (answer.status_code, answer["Location"]) == (302, "/akun/login/?next=/kerja/petugas/%3Fhalaman%3D2")
    # A form that was sent cannot be sent again by going back to its address.
    assert client.post("/unduh/L-00001/")["Location"] == "/akun/login/?next=/kerja/"
    # A fragment must not show the sign-in page inside the page: the whole page goes there.
    fragment = client.get(
        "/kerja/petugas/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/kerja/?halaman=2"}
    )
    assert (fragment.status_code, fragment["HX-Redirect"]) == (200, "/akun/login/?next=/kerja/%3Fhalaman%3D2")


def test_access_ends_at_once_with_the_appointment(client):
    people = cast()
    client.force_login(people.sari)
    assert client.get("/kerja/petugas/").status_code == 200
    actions.end_appointment(Appointment.objects.get(member=people.sari), by="M-0008")
    assert client.get("/kerja/petugas/").status_code == 404
    assert client.get("/kerja/").status_code == 404
    client.force_login(people.tuti)
    assert client.get("/kerja/petugas/").status_code == 200
    actions.close_member(people.tuti, by="M-0008")
    assert client.get("/kerja/petugas/").status_code == 302


def test_the_door_asks_the_database_once(client, django_assert_max_num_queries):
    client.force_login(cast().sari)
    client.get("/kerja/petugas/")
    with django_assert_max_num_queries(3):  # session, member, scope
        client.get("/kerja/petugas/")


def test_a_mark_is_data():
    door = access.open_to(Role.OFFICER, agencies=[AgencyKind.SUPERVISOR])(lambda request: None).door
    assert door == access.Door(roles=frozenset({Role.OFFICER}), kinds=frozenset({AgencyKind.SUPERVISOR}))


def test_pages_for_everyone_do_not_ask_who_it_is_and_others_are_kept_nowhere(client, django_assert_num_queries):
    people = cast()
    with django_assert_num_queries(0):
        answer = client.get("/terbuka/")
    assert "Cookie" not in answer.get("Vary", "")
    client.force_login(people.sari)
    assert client.get("/kerja/")["Cache-Control"] == "private, no-store"
