"""Addresses and numbers have one form, and nothing else gets in."""

import string

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.outbox.queries import why_not
from damai.outbox.rules import Fault, NotAnAddress, email_address, phone_number


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("Rini@Contoh.ID", "rini@contoh.id"),
        (" rini.wati+rakor@bagian.contoh.go.id ", "rini.wati+rakor@bagian.contoh.go.id"),
        ("o'neil_99@x-y.example", "o'neil_99@x-y.example"),
        ("rini@bücher.example", "rini@xn--bcher-kva.example"),
        ("rini@xn--bcher-kva.example", "rini@xn--bcher-kva.example"),
    ],
)
def test_an_address_has_one_form(typed, kept):
    assert email_address(typed) == email_address(kept) == kept


@pytest.mark.parametrize(
    "typed, fault",
    [
        ("", Fault.EMPTY),
        ("   ", Fault.EMPTY),
        ("rini@contoh.id\r\nBcc: semua@contoh.id", Fault.CONTROL),
        ("rini@contoh.id\n", Fault.CONTROL),
        ("rini\x00@contoh.id", Fault.CONTROL),
        ("rini\u200b@contoh.id", Fault.CONTROL),
        ("rini\u2028@contoh.id", Fault.CONTROL),
        ("\u202erini@contoh.id", Fault.CONTROL),
        ("rini wati@contoh.id", Fault.SPACES),
        ("rini@contoh.id budi@contoh.id", Fault.SPACES),
        ("Rini <rini@contoh.id>", Fault.SPACES),
        ("rini", Fault.AT),
        ("rini@contoh.id,budi@contoh.id", Fault.AT),
        ("rini@budi@contoh.id", Fault.AT),
        ("<rini@contoh.id>", Fault.LOCAL),
        ('"rini"@contoh.id', Fault.LOCAL),
        ("@contoh.id", Fault.LOCAL),
        (".rini@contoh.id", Fault.LOCAL),
        ("rini..wati@contoh.id", Fault.LOCAL),
        ("riní@contoh.id", Fault.LOCAL),
        ("rini;budi@contoh.id", Fault.LOCAL),
        ("rini@", Fault.DOMAIN),
        ("rini@contoh", Fault.DOMAIN),
        ("rini@contoh.", Fault.DOMAIN),
        ("rini@.contoh.id", Fault.DOMAIN),
        ("rini@-contoh.id", Fault.DOMAIN),
        ("rini@contoh.id>", Fault.DOMAIN),
        ("rini@192.0.2.1", Fault.DOMAIN),
        ("rini@[192.0.2.1]", Fault.DOMAIN),
        ("rini@contoh_a.id", Fault.DOMAIN),
        ("a" * 65 + "@contoh.id", Fault.LONG),
        ("rini@" + ".".join(["a" * 60] * 5) + ".id", Fault.DOMAIN),
    ],
)
def test_what_is_no_address_is_refused_with_its_fault(typed, fault):
    with pytest.raises(NotAnAddress) as refused:
        email_address(typed)
    assert refused.value.fault == fault
    assert "rini" not in str(refused.value).lower() and why_not(refused.value).endswith(".")


@pytest.mark.parametrize("typed", ["0812 3456 7890", "0812-3456-7890", "+62 812 3456 7890", "62812 3456 7890", "(0812) 34567890"])
def test_a_number_has_one_form(typed):
    assert phone_number(typed) == "+6281234567890"


@pytest.mark.parametrize(
    "typed, fault",
    [
        ("", Fault.EMPTY),
        ("0812", Fault.NUMBER),
        ("rini", Fault.NUMBER),
        ("0812 3456 7890 ext. 5", Fault.NUMBER),
        ("0812\n3456 7890", Fault.CONTROL),
        ("0" * 41, Fault.LONG),
        ("+62 21 345 6789", Fault.NO_MOBILE),  # a fixed line in Jakarta
        ("+1 202 555 0143", Fault.NO_MOBILE),
        ("0809 1 234 567", Fault.NO_MOBILE),  # premium rate
    ],
)
def test_what_no_sms_reaches_is_refused_with_its_fault(typed, fault):
    with pytest.raises(NotAnAddress) as refused:
        phone_number(typed)
    assert refused.value.fault == fault


LOCAL = st.text(string.ascii_letters + string.digits + "!#$%&'*+/=?^_`{|}~-", min_size=1, max_size=30)
LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True).filter(lambda label: label[2:4] != "--")
TOP = st.from_regex(r"[a-z]{2,8}", fullmatch=True)


@given(LOCAL, LABEL, TOP)
def test_every_plain_address_is_taken_and_taking_it_twice_changes_nothing(local, label, top):
    kept = email_address(f"{local}@{label}.{top}")
    assert email_address(kept) == kept == f"{local}@{label}.{top}".lower()


@given(st.text(max_size=300))
def test_whatever_is_typed_what_is_kept_can_stand_in_a_header_and_in_a_path(typed):
    for form in (email_address, phone_number):
        try:
            kept = form(typed)
        except NotAnAddress:
            continue
        assert kept.isascii() and kept.isprintable() and not set(kept) & set(' <>,;:"()[]\\') and form(kept) == kept


@given(st.text("0123456789+-() ", max_size=30))
def test_a_number_that_is_kept_is_a_mobile_number_of_indonesia(typed):
    try:
        kept = phone_number(typed)
    except NotAnAddress:
        return
    assert kept.startswith("+628") and phonenumbers.is_valid_number(phonenumbers.parse(kept))
