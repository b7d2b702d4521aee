"""Signing in the hall: a personal link that works once, for one place, while the window is open."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from damai.agencies.models import Agency
from damai.agencies.rules import NotYours, Refused
from damai.pledges import actions, public, queries
from damai.pledges.models import Participant, Signature

from . import story


def party(number):
    return Participant.objects.get(kind="party", ballot_number=number)


def invited(declaration, by, number=1, **more):
    fields = {"kind": "participant", "participant": party(number), "name": "Budi Santoso", "office": "Ketua DPC", **more}
    return actions.invite_signatory(declaration, **fields, by=by)


def test_somebody_signs_with_a_drawing_and_it_stands_there_for_everyone(declaration, kasman):
    one = invited(declaration, kasman)
    assert public.signatories(declaration.slug)[0].state == "invited"
    assert public.signatories(declaration.slug)[0].name == ""  # nobody stands there before they have signed
    signature = actions.sign_in_hall(one.token, drawing=story.SCRIBBLE, name="Budi Santoso, S.H.")
    told = public.signatories(declaration.slug)[0]
    assert (told.state, told.name, told.office, told.participant) == (
        "signed",
        "Budi Santoso, S.H.",
        "Ketua DPC",
        "Partai Kebangkitan Bangsa",
    )
    assert Image.open(BytesIO(queries.as_drawn(signature))).size == (900, 300)
    assert public.verify(signature.code).statement == signature.statement


def test_an_office_is_words_on_one_line(declaration, kasman):
    one = invited(declaration, kasman, office="Ketua\nDPC")
    assert one.signature.office == "Ketua DPC"
    signature = actions.sign_in_hall(one.token, drawing=story.SCRIBBLE, office="Ketua\x00 \u202eCPD\r\nBcc: x")
    assert signature.office == "Ketua CPD Bcc: x"


def test_a_link_works_once(declaration, kasman):
    one = invited(declaration, kasman)
    first = actions.sign_in_hall(one.token, certificate_reference="BSrE 2023/1234-AB")
    assert first.means == "certificate"
    with pytest.raises(actions.AlreadySigned, match="satu tanda tangan"):
        actions.sign_in_hall(one.token, drawing=story.SCRIBBLE)
    first.refresh_from_db()
    assert (first.means, first.certificate_reference) == ("certificate", "BSrE 2023/1234-AB")
    assert public.counts(declaration.slug).participants == 1


def test_a_guessed_a_replaced_and_a_removed_link_open_nothing(declaration, kasman):
    one, other = invited(declaration, kasman), invited(declaration, kasman, 2)
    newer = actions.new_token(one.signature, by=kasman)
    actions.take_off(other.signature, by=kasman)
    for token in ("x" * 22, "", one.token, other.token, queries.token_hash(newer.token)):
        with pytest.raises(actions.UnknownLink):
            actions.sign_in_hall(token, drawing=story.SCRIBBLE)
    assert actions.sign_in_hall(newer.token, drawing=story.SCRIBBLE).state == "signed"
    for late in (actions.new_token, actions.take_off):
        with pytest.raises(actions.AlreadySigned):
            late(one.signature, by=kasman)


def test_the_organiser_who_showed_the_code_cannot_come_back_for_the_signatory(declaration, kasman):
    """The QR code opens the page once; certificate and withdrawing need a link that only whoever signed has seen."""
    one = invited(declaration, kasman)
    signature = actions.sign_in_hall(one.token, drawing=story.SCRIBBLE)
    assert queries.signature_behind(one.token) is None
    with pytest.raises(actions.UnknownLink):
        actions.withdraw(one.token)
    assert actions.withdraw(queries.link_of(signature)).state == "withdrawn"


def test_before_and_after_the_window_the_place_is_kept_and_the_reason_told(day, declaration, kasman):
    one = invited(declaration, kasman)
    day.move_to(declaration.opens_at - timedelta(seconds=1))
    with pytest.raises(actions.NotOpen, match=r"baru dibuka 27 November 2023 08\.00"):
        actions.sign_in_hall(one.token, drawing=story.SCRIBBLE)
    day.move_to(declaration.closes_at)
    with pytest.raises(actions.NotOpen, match="sudah ditutup"):
        actions.sign_in_hall(one.token, drawing=story.SCRIBBLE)
    assert Signature.objects.get(pk=one.signature.pk).state == "invited"
    day.move_to(declaration.closes_at - timedelta(microseconds=1))
    assert actions.sign_in_hall(one.token, drawing=story.SCRIBBLE).state == "signed"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "salah satu"),
        ({"drawing": story.SCRIBBLE, "certificate_reference": "BSrE 1234"}, "salah satu"),
        ({"drawing": "[[[0.5,0.5]]]"}, "masih kosong"),
        ({"drawing": "[" * 9000}, "tidak terbaca"),
        ({"drawing": "x" * 200_000}, "terlalu rumit"),
        ({"certificate_reference": "<script>alert(1)</script>"}, "tidak terbaca"),
    ],
)
def test_what_is_no_signature_is_refused_and_the_place_stays_free(declaration, kasman, given, words):
    one = invited(declaration, kasman)
    with pytest.raises(actions.BadSignature, match=words):
        actions.sign_in_hall(one.token, **given)
    assert actions.sign_in_hall(one.token, drawing=story.SCRIBBLE).state == "signed"


def test_nobody_has_two_places_and_everyone_the_right_kind(declaration, kasman):
    invited(declaration, kasman)
    with pytest.raises(actions.AlreadySigned, match="sudah mempunyai tempat"):
        invited(declaration, kasman)
    kpu = Agency.objects.get(code="kpu-jakpus")
    for wrong in (
        {"kind": "citizen", "participant": None},
        {"kind": "participant", "participant": None},
        {"kind": "community"},
        {"kind": "community", "participant": None, "name": ""},
        {"kind": "institution", "participant": None, "name": ""},
        {"agency": kpu, "number": 3},
    ):
        with pytest.raises(Refused):
            invited(declaration, kasman, **wrong)
    assert invited(declaration, kasman, kind="institution", participant=None, agency=kpu).signature.agency == kpu


def test_others_may_not_invite_renew_or_remove(people, declaration, kasman):
    one = invited(declaration, kasman)
    for attempt in (
        lambda by: invited(declaration, by, 2),
        lambda by: actions.new_token(one.signature, by=by),
        lambda by: actions.take_off(one.signature, by=by),
    ):
        with pytest.raises(NotYours):
            attempt(people[0].sari)


def test_places_prepared_under_a_draft_follow_its_text(kasman):
    declaration = story.drafted(kasman)
    one = invited(declaration, kasman)
    with pytest.raises(actions.NotOpen):
        actions.sign_in_hall(one.token, drawing=story.SCRIBBLE)
    words = {"preamble": "", "closing": "Demikian.", "clauses": queries.clauses_given(queries.newest_text(declaration))}
    second = actions.write_text(declaration, **words, is_official=True, by=kasman)
    actions.open_for_signing(declaration, opens_at=story.MOMENT, closes_at=story.MOMENT + timedelta(1), by=kasman)
    assert actions.sign_in_hall(one.token, drawing=story.SCRIBBLE).text_id == second.pk
