"""A certificate holds for every byte of it, and each way of forging one gets its own answer."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.documents.tests.reading import tags_of, words_of
from damai.ledger.rules.notes import NoteRefused, SigningKey, open_checkpoint, sign
from damai.pledges.rules.certificate import PLACE, Claim, Flaw, check, put_signature
from damai.pledges.rules.papers import Certificate, certificate_pdf

HOUSE = SigningKey("damai.example/dev", b"h" * 32)
OTHER = SigningKey("lain.example/log", b"o" * 32)
IMPOSTOR = SigningKey("damai.example/dev", b"i" * 32)  # calls itself like the house
CLAIM = Claim(HOUSE.name, "S-7K3MQ-9XD2P", "D-00004", 1, "a" * 64, "b" * 64)


def made(claim=CLAIM, **more):
    fields = {
        "claim": claim,
        "title": "Deklarasi Pemilu Damai Jakarta Pusat",
        "occasion": "Pakta integritas pemilu damai 2024",
        "place": "Kantor Wali Kota Jakarta Pusat",
        "held_on": date(2023, 11, 27),
        "clauses": 8,
        "name": "Budi Santoso",
        "office": "Ketua",
        "behalf": "Partai Nusantara",
        "kind": "Peserta pemilu",
        "means": "Digambar di tempat",
        "signed_on": date(2023, 11, 27),
        "address": "https://damai.example/deklarasi/periksa/S-7K3MQ-9XD2P/",
    }
    return certificate_pdf(Certificate(**fields | more))


@pytest.fixture(scope="module")
def unsigned():
    return made()


@pytest.fixture(scope="module")
def good(unsigned):
    return put_signature(unsigned, HOUSE)


def test_a_genuine_one_says_what_it_is_about(good):
    verdict = check(good, [HOUSE.public])
    assert verdict.good
    assert (verdict.claim, verdict.key) == (CLAIM, HOUSE.public)
    retired = check(good, [OTHER.public, HOUSE.public])
    assert retired.good  # a key that was replaced still vouches for what it signed


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_not_one_byte_can_be_changed(good, data):
    at = data.draw(st.integers(0, len(good) - 1))
    changed = bytearray(good)
    changed[at] ^= data.draw(st.integers(1, 255))
    assert not check(bytes(changed), [HOUSE.public]).good


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_not_one_byte_can_be_missing_or_added(good, data):
    length = data.draw(st.integers(0, len(good) - 1))
    assert check(good[:length], [HOUSE.public]).flaw in {Flaw.TRUNCATED, Flaw.NOT_A_CERTIFICATE}
    more = data.draw(st.binary(min_size=1, max_size=20))
    assert check(good + more, [HOUSE.public]).flaw in {Flaw.APPENDED, Flaw.CHANGED}
    at = data.draw(st.integers(9, len(good) - 20))
    assert not check(good[:at] + more + good[at:], [HOUSE.public]).good


@settings(max_examples=100, deadline=None)
@given(body=st.binary(max_size=300), head=st.sampled_from([b"", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"damai-certificate-v1"]))
def test_anything_else_is_no_certificate_and_breaks_nothing(body, head):
    assert not check(head + body, [HOUSE.public]).good


def test_each_forgery_has_its_answer(unsigned, good):
    assert check(unsigned, [HOUSE.public]).flaw is Flaw.OTHER_HOUSE  # nobody's signature stands in the place
    assert check(good, [OTHER.public]).flaw is Flaw.OTHER_HOUSE
    assert check(put_signature(unsigned, IMPOSTOR), [HOUSE.public]).flaw is Flaw.OTHER_HOUSE
    theirs = put_signature(made(Claim(OTHER.name, CLAIM.code, "D-00004", 1, "a" * 64, "b" * 64)), OTHER)
    assert check(theirs, [HOUSE.public]).flaw is Flaw.OTHER_HOUSE
    assert check(theirs, [OTHER.public]).good
    assert check(good.replace(b"S-7K3MQ-9XD2P, decl", b"S-AAAAA-AAAAA, decl"), [HOUSE.public]).flaw is Flaw.CHANGED
    once = good.replace(b"S-7K3MQ-9XD2P, decl", b"S-AAAAA-AAAAA, decl", 1)
    assert check(once, [HOUSE.public]).flaw is Flaw.TWO_PLACES
    assert check(good[:-6] + b"\n%damai-certificate-v1" + good[-6:], [HOUSE.public]).flaw is Flaw.TWO_PLACES
    assert check(good + b"\n%%EOF", [HOUSE.public]).flaw is Flaw.CHANGED  # added, with an end of its own
    assert check(good[:9000], [HOUSE.public]).flaw is Flaw.TRUNCATED
    assert check(b"", [HOUSE.public]).flaw is Flaw.NOT_A_CERTIFICATE


def test_a_certificate_is_no_checkpoint_and_a_checkpoint_is_no_certificate(good):
    """The same key signs both, under headings that cannot be taken for one another."""
    from damai.pledges.rules.certificate import _message

    note = sign(_message(good, HOUSE.name).decode(), HOUSE)
    with pytest.raises(NoteRefused):
        open_checkpoint(note, [HOUSE.public])


def test_the_same_certificate_has_the_same_bytes(unsigned, good):
    assert made() == unsigned
    assert put_signature(unsigned, HOUSE) == good
    assert len(good) == len(unsigned)
    with pytest.raises(ValueError, match="no place"):
        put_signature(good, HOUSE)
    with pytest.raises(ValueError, match="no place"):
        put_signature(made().replace(PLACE.encode(), b"1" * 92, 1), HOUSE)


def test_it_stays_an_archival_and_accessible_file(good):
    with pikepdf.open(BytesIO(good)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "id"
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("2", "A", "1")
            assert told["pdf:Keywords"] == str(pdf.docinfo["/Keywords"])
            assert "signature=" in told["pdf:Keywords"]
            assert told["dc:title"] == str(pdf.docinfo["/Title"])
        assert len(pdf.pages) == 1
    assert ("H1" in {tag for tag, _ in tags_of(good)}, "Figure" in {tag for tag, _ in tags_of(good)}) == (True, True)
    assert "Budi Santoso" in words_of(good)


@pytest.mark.parametrize("name", ['#text("x")', "$ x $ *tebal* _miring_ @a <b> \\", "Ni Luh Putu Ayu " * 7, "李明", "A\nB"])
def test_a_name_is_only_ever_words(name):
    """Nothing in a name is taken for a command of the typesetter, and a long one still makes one page."""
    file = put_signature(made(name=name), HOUSE)
    assert check(file, [HOUSE.public]).good
    with pikepdf.open(BytesIO(file)) as pdf:
        assert len(pdf.pages) == 1
