"""Who somebody is: sealed under a key of their own, found by exact spelling alone, and forgotten for ever."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import cast

from damai.identities import actions, queries, rules
from damai.identities.models import Lookup, Person
from damai.ledger.models import Entry
from damai.seals.rules import CannotUnseal

from .story import kept


def everything_in_the_database() -> bytes:
    """All columns of all rows of all tables, binary ones as they are."""
    found = bytearray()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    found += bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    found += b"|"
    return bytes(found)


@pytest.mark.django_db
def test_a_person_is_sealed_under_a_key_of_their_own_and_nothing_lies_open():
    cast()
    one, other = kept(), kept({"name": "Saksi Mata"}, part="witness")
    assert one.code != other.code
    assert queries.opened(one).fields["nik"] == "3171014505900001"
    stored = everything_in_the_database()
    for word in ("Kusumawati", "kusumawati", "3171014505900001", "77665544", "Kwitang", "ina@", "INA@", "Saksi Mata"):
        assert word.encode() not in stored, word
    one.sealed, one.data_key, one.key_id = other.sealed, other.data_key, other.key_id
    with pytest.raises(CannotUnseal):
        queries.opened(one)  # a row moved to another person does not open


@pytest.mark.django_db
def test_a_list_says_what_somebody_is_and_nothing_of_who():
    cast()
    kept()
    kept({"name": "Saksi"}, part="witness")
    reporter, witness = queries.people_of("P-00001")
    assert (reporter.part_words, reporter.reachable, reporter.complete) == ("Pelapor", True, True)
    assert (witness.part_words, witness.reachable, witness.complete) == ("Saksi", False, False)
    assert "Rina" not in repr(reporter)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("phone", "+62 812 7766 5544"), ("phone", "62812-77665544"), ("phone", "0812.7766.5544"), ("email", " rina@contoh.id "),
        ("nik", "3171014505900001"), ("nik", "3171-0145-0590-0001"), ("name", "rina kusumawati"),
        ("name", "Ibu RINA  Kusumawati"),
    ],
)  # fmt: skip
def test_somebody_is_found_however_it_was_typed(field, typed):
    cast()
    assert [each.code for each in queries.find(field, typed)] == []
    rina = kept()
    assert [each.code for each in queries.find(field, typed)] == [rina.code]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("phone", "0812 7766 5545"),
        ("name", "Rina"),
        ("name", "Rina Kusuma"),
        ("email", "contoh.id"),
        ("nik", "3171"),
        ("phone", ""),
    ],
)
def test_nobody_is_found_by_half_a_spelling(field, typed):
    cast()
    kept()
    assert not queries.find(field, typed).exists()


@pytest.mark.django_db
def test_after_the_sealing_key_was_changed_people_open_and_are_found(settings):
    cast()
    rina = kept()
    settings.SEALING_KEYS_RETIRED, settings.SEALING_KEY = [settings.SEALING_KEY], bytes(32)
    assert queries.opened(rina).fields["sex"] == "P"
    assert queries.find("phone", "081277665544").exists()


@pytest.mark.django_db
def test_what_is_corrected_is_found_by_its_new_spelling_alone():
    cast()
    rina = kept()
    actions.amend(rina, fields={"phone": "0813 1111 2222", "email": ""}, by="M-0001")
    assert queries.opened(queries.person(rina.code)).fields == {
        "name": "Hj. Rina Kusumawati, S.H.", "nik": "3171014505900001", "phone": "0813 1111 2222",
        "address": "Jl. Kwitang 5\nRT 3", "birth_date": "1990-05-05", "sex": "P",
    }  # fmt: skip
    assert not queries.find("phone", "081277665544").exists()
    assert not queries.find("email", "rina@contoh.id").exists()
    assert queries.find("phone", "+6281311112222").exists()
    (fact,) = Entry.objects.filter(about=rina.code, name="IdentityAmended")
    assert b"email,phone" in bytes(fact.opening)
    assert b"1111" not in bytes(fact.opening)


@pytest.mark.django_db
def test_who_is_forgotten_cannot_be_read_or_found_by_anyone_and_the_ledger_keeps_its_place():
    cast()
    rina = kept()
    before = Entry.objects.filter(about=rina.code).count()
    actions.forget(rina, basis="request", by="M-0002")
    actions.forget(rina, basis="request", by="M-0002")  # again changes nothing
    row = Person.objects.get()
    assert (row.data_key, bytes(row.sealed), row.has) == (None, b"", [])
    assert not Lookup.objects.exists()
    with pytest.raises(queries.Forgotten):
        queries.opened(row)
    with pytest.raises(actions.AlreadyForgotten):
        actions.amend(row, fields={"name": "Rina"}, by="M-0001")
    assert Entry.objects.filter(about=rina.code).count() == before + 1
    assert queries.people_of("P-00001")[0].forgotten


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "flaw"),
    [
        ({"nik": "12345"}, rules.Flaw.NIK), ({"birth_date": "2999-01-01"}, rules.Flaw.DATE),
        ({"birth_date": "kemarin"}, rules.Flaw.DATE),
        ({"sex": "X"}, rules.Flaw.SEX), ({"name": "A\u202eB"}, rules.Flaw.INVISIBLE), ({"name": "A\x00B"}, rules.Flaw.INVISIBLE),
        ({"name": "a" * 201}, rules.Flaw.LONG), ({"shoe": "42"}, rules.Flaw.UNKNOWN),
        ({"name": "  "}, rules.Flaw.EMPTY), ({}, rules.Flaw.EMPTY),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_field_by_field_and_nothing_is_kept(fields, flaw):
    cast()
    with pytest.raises(actions.Unfit) as refused:
        kept(fields)
    assert list(refused.value.flaws.values()) == [flaw]
    assert str(refused.value)
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_people_follow_their_message_into_the_case_and_to_another_office():
    cast()
    rina = kept(subject="W-000001", origin="W-000001")
    assert actions.follow("W-000001", to="P-00009", agency="bawaslu-jakpus", by="M-0001") == 1
    assert actions.follow("W-000001", to="P-00009", agency="bawaslu-jakpus", by="M-0001") == 0
    assert [each.code for each in queries.people_of("P-00009")] == [rina.code]
    assert actions.follow("P-00009", to="P-00009", agency="bawaslu-jakbar", by="M-0001") == 1
    assert queries.opened(queries.person(rina.code)).fields["sex"] == "P"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_one_spelling_and_it_is_its_own(first, second):
    for field in rules.SEARCHED:
        spelled = rules.searchable(field, first)
        assert rules.searchable(field, spelled) == spelled
        if first.casefold() == second.casefold():
            assert rules.searchable("name", first) == rules.searchable("name", second)


@given(st.dictionaries(st.sampled_from(sorted(rules.FIELDS)), st.text(max_size=300)))
def test_whatever_is_typed_is_kept_as_it_reads_or_refused(fields):
    from datetime import date

    found = rules.fit(fields, today=date(2029, 1, 1))
    assert not set(found.fields) & set(found.flaws)
    again = rules.fit(found.fields, today=date(2029, 1, 1))
    assert (again.fields, again.flaws) == (found.fields, {})
