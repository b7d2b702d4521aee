"""The permission matrix, as the README says it out loud."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.agencies.models import AgencyKind, Role
from damai.agencies.rules import KINDS, ROLES, Capability, Charge, Scope, allowed, is_subject, next_code, outermost, within

C = Capability
README = (Path(__file__).parents[1] / "README.md").read_text()
HEAD, *LINES = README.partition("## What a role may do")[2].split("```")[1].strip("\n").splitlines()
CELLS = [
    (role, line[:22].strip(), mark == "●")
    for line in LINES[:-1]
    for role, mark in zip(HEAD.split(), line[22:].split(), strict=True)
]
TWICE = dict(zip(HEAD.split(), [mark == "●" for mark in LINES[-1][22:].split()], strict=True))


@pytest.mark.parametrize("role, capability, may", CELLS)
def test_the_matrix_of_the_supervisors(role, capability, may):
    assert (Capability(capability) in allowed(role, "supervisor")) is may


def test_the_matrix_is_complete():
    assert {(role, capability) for role, capability, _ in CELLS} == {(role, str(c)) for role in Role.values for c in Capability}
    assert ROLES.keys() == set(Role.values)
    assert KINDS.keys() == set(AgencyKind.values)


@pytest.mark.parametrize("kind", [kind for kind in AgencyKind.values if kind != "supervisor"])
@pytest.mark.parametrize("role", Role.values)
def test_complaints_and_cases_stay_with_the_supervisors(kind, role):
    assert not allowed(role, kind) & {C.READ_INBOX, C.CONFIRM_REPORTS, C.HANDLE_CASES, C.DECIDE_CASES, C.IMPORT_DATA}


def test_the_police_see_only_what_is_handed_over_to_them():
    # They sit in the meetings too, where nothing of a complaint is on the table.
    assert allowed("officer", "police") == {C.READ_HANDED_OVER, C.SEE_PERSONAL_DATA, C.ANSWER_OFFERS, C.TAKE_PART}


def scope(*charges):
    return Scope(charges=tuple(Charge(role=role, agency=agency, kind="supervisor", area=area) for role, agency, area in charges))


@pytest.mark.parametrize("role, needs", TWICE.items())
def test_who_must_prove_themselves_twice(role, needs):
    assert scope((role, "bawaslu-jakpus", "31.71")).needs_second_factor is needs


def test_a_role_counts_only_where_it_was_given():
    both = scope(("officer", "bawaslu-jakpus", "31.71"), ("field", "bawaslu-jakbar", "31.73"))
    assert both.may(C.READ_INBOX, area="31.71.01.1001")
    assert not both.may(C.READ_INBOX, area="31.73.01.1001")
    assert both.may(C.SEND_REPORTS, area="31.73.01.1001")
    assert both.where(C.READ_INBOX).areas == {"31.71"}
    assert both.areas == {"31.71", "31.73"}


@pytest.mark.parametrize(
    "code, inside",
    [
        ("31.71", True),
        ("31.71.01", True),
        ("31.71.01.1001", True),
        ("31", False),
        ("31.710", False),
        ("31.7", False),
        ("", False),
    ],
)
def test_an_area_holds_what_lies_below_it_and_nothing_that_only_looks_like_it(code, inside):
    assert within(code, ["31.71"]) is inside


codes = st.lists(st.sampled_from(["31", "31.71", "31.71.01", "31.71.01.1001", "31.73", "32", "32.01"]))


@given(codes, st.sampled_from(["31.71.01.1001", "31.73", "32.01.02", "33"]))
def test_outermost_covers_the_same_ground(areas, place):
    assert within(place, outermost(areas)) == within(place, areas)


@pytest.mark.parametrize("last, following", [(None, "M-0001"), ("M-0001", "M-0002"), ("M-9999", "M-10000")])
def test_codes_follow_each_other(last, following):
    assert next_code(last) == following


@pytest.mark.parametrize(
    "code, may_stand",
    [("L-00001", True), ("P-00012", True), ("08123456789", False), ("a@b.id", False), ("Bapak X", False)],
)
def test_the_access_log_takes_codes_only(code, may_stand):
    assert is_subject(code) is may_stand
