"""Reading a filled-in form: its identity in every place Collect and others put it, and no trick with entities."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.intake.channels.odk.xform import OPENROSA, UnreadableXml, read_instance


@pytest.mark.parametrize(
    "xml",
    [
        '<data id="f" version="2"><meta><instanceID>uuid:1</instanceID></meta></data>',
        f'<data id="f" version="2" xmlns:orx="{OPENROSA}"><orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></data>',
        f'<data id="f" x:version="2" xmlns:x="{OPENROSA}"><meta xmlns="{OPENROSA}"><instanceID>uuid:1</instanceID></meta></data>',
        '<data xmlns="f" version="2"><meta><instanceID> uuid:1\n</instanceID></meta></data>',
        '<data id="f" xmlns="urn:form" version="2"><meta><instanceID>uuid:1</instanceID></meta></data>',
        '<data id="f" version="2"><instanceID>uuid:1</instanceID></data>',
    ],
)
def test_the_identity_is_found_in_every_namespace(xml):
    instance = read_instance(xml.encode())
    assert (instance.form_id, instance.version, instance.instance_id) == ("f", "2", "uuid:1")


def test_an_instance_id_elsewhere_is_not_taken():
    other = '<data id="f"><meta xmlns="urn:other"><instanceID>x</instanceID></meta><q><instanceID>y</instanceID></q></data>'
    assert read_instance(other.encode()).instance_id == ""


def test_answers_and_files_in_repeats():
    xml = (
        '<data id="f" encrypted="no"><what>uang &amp; sembako</what><foto>a.jpg</foto><rep><foto>b.jpg</foto></rep>'
        "<rep><foto/></rep><rep><foto>b.jpg</foto></rep><meta><audit>audit.csv</audit><deprecatedID>uuid:0</deprecatedID></meta></data>"
    )
    instance = read_instance(xml.encode())
    assert instance.files(frozenset({"foto", "rep/foto", "meta/audit"})) == ("a.jpg", "b.jpg", "audit.csv")
    assert instance.leaves[0].text == "uang & sembako"
    assert instance.deprecated_id == "uuid:0"


def test_an_encrypted_envelope_names_its_own_files():
    xml = (
        '<data id="f" encrypted="yes"><base64EncryptedKey>x</base64EncryptedKey><meta><instanceID>uuid:1</instanceID></meta>'
        "<media><file>1.jpg.enc</file></media><encryptedXmlFile>submission.xml.enc</encryptedXmlFile></data>"
    )
    assert read_instance(xml.encode()).files(frozenset()) == ("1.jpg.enc", "submission.xml.enc")


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<data id='f'>",
        b"<data><a/></data>",  # names no form
        b"<!DOCTYPE data SYSTEM 'file:///etc/passwd'><data id='f'/>",
        b"<!DOCTYPE data [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><data id='f'>&b;</data>",
        b"<data id='f'>&unknown;</data>",
        b"<?xml version='1.0' encoding='ebcdic-nothing'?><data id='f'/>",
        b"<data id='f'>" + b"<a>" * 100 + b"</a>" * 100 + b"</data>",
        b"<data id='f'>" + b"<a/>" * 50_001 + b"</data>",
        b"<data id='f'>" + b"a" * 4_200_000 + b"</data>",
        b"<data id='f'><meta><instanceID>" + b"i" * 3000 + b"</instanceID></meta></data>",
        b"\xff\xfe\x00",
    ],
)
def test_what_a_form_never_does_is_refused(xml):
    with pytest.raises(UnreadableXml):
        read_instance(xml)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_garbage_has_only_one_name(garbage):
    for xml in (garbage, b"<data id='f'>" + garbage + b"</data>"):
        with suppress(UnreadableXml):
            read_instance(xml)
