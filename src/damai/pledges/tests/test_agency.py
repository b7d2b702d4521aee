"""An institution signs by the account of somebody who may, and who has just proven it twice."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from damai.agencies.actions import appoint
from damai.agencies.models import Agency, Role
from damai.agencies.rules import NotYours, Refused
from damai.ledger.models import Log
from damai.ledger.queries import forget
from damai.pledges import actions, public
from damai.pledges.models import Signature

from . import story


@pytest.fixture
def tuti(people):
    """Lead of the supervisors, with an authenticator."""
    Authenticator.objects.create(user=people[0].tuti, type=Authenticator.Type.TOTP, data={})
    return people[0].tuti


@pytest.fixture
def bawaslu(people):
    return Agency.objects.get(code="bawaslu-jakpus")


def sign(text, agency, by, proven_at=story.MOMENT, office="Ketua"):
    return actions.sign_for_agency(text, agency=agency, office=office, by=by, proven_at=proven_at)


def test_the_lead_signs_for_the_institution(declaration, text, tuti, bawaslu):
    signature = sign(text, bawaslu, tuti)
    (row,) = public.signatories(declaration.slug)
    assert (row.agency, row.name, row.office, row.state) == ("Bawaslu Jakarta Pusat", "Tuti", "Ketua", "signed")
    assert public.verify(signature.code).means_words == "Akun lembaga dengan faktor kedua"
    with pytest.raises(actions.AlreadySigned, match="sudah menandatangani"):
        sign(text, bawaslu, tuti)


def test_others_may_not_sign_for_it(people, text, tuti, bawaslu):
    cast, _ = people
    for stranger in (cast.sari, cast.budi, cast.dewi, cast.oki, cast.polan):
        Authenticator.objects.create(user=stranger, type=Authenticator.Type.TOTP, data={})
        with pytest.raises(NotYours):
            sign(text, bawaslu, stranger)
    with pytest.raises(NotYours):
        sign(text, Agency.objects.get(code="kpu-jakpus"), tuti)
    assert sign(text, Agency.objects.get(code="polres-jakpus"), cast.polan).agency_id == "polres-jakpus"  # the liaison may


def test_an_institution_of_another_city_signs_only_when_it_was_invited(people, declaration, text):
    cast, others = people
    barat = Agency.objects.get(code="bawaslu-jakbar")
    lead = appoint(cast.budi, role=Role.LEAD, agency=barat, by="M-0008").member
    Authenticator.objects.create(user=lead, type=Authenticator.Type.TOTP, data={})
    with pytest.raises(Refused, match="belum diundang"):
        sign(text, barat, lead)
    actions.invite_signatory(declaration, kind="institution", agency=barat, by=others.kasman)
    assert sign(text, barat, lead).state == "signed"


@pytest.mark.parametrize("ago", [None, timedelta(minutes=5, seconds=1), timedelta(hours=8), timedelta(minutes=-1)])
def test_without_a_fresh_second_factor_nobody_signs(declaration, text, tuti, bawaslu, ago):
    with pytest.raises(actions.ProveAgain, match="faktor kedua"):
        sign(text, bawaslu, tuti, proven_at=None if ago is None else story.MOMENT - ago)
    assert public.counts(declaration.slug).institutions == 0
    assert sign(text, bawaslu, tuti, proven_at=story.MOMENT - timedelta(minutes=5)).state == "signed"


def test_a_session_that_was_proven_with_a_factor_that_is_gone_does_not_sign(text, tuti, bawaslu):
    Authenticator.objects.filter(user=tuti).delete()
    with pytest.raises(actions.ProveAgain):
        sign(text, bawaslu, tuti)


def test_the_place_that_was_prepared_is_the_one_that_is_signed(declaration, text, tuti, bawaslu, kasman):
    one = actions.invite_signatory(declaration, kind="institution", agency=bawaslu, office="Ketua Bawaslu", place=2, by=kasman)
    signature = sign(text, bawaslu, tuti, office="")
    assert (signature.pk, signature.office, signature.place) == (one.signature.pk, "Ketua Bawaslu", 2)
    with pytest.raises(actions.AlreadySigned):
        actions.sign_in_hall(one.token, drawing=story.SCRIBBLE)
    assert Signature.objects.count() == 1


def test_an_institution_takes_its_signature_back_proven_as_for_signing(people, declaration, text, tuti, bawaslu):
    signature = sign(text, bawaslu, tuti)
    with pytest.raises(NotYours):
        actions.withdraw_for_agency(signature, by=people[0].sari, proven_at=story.MOMENT)
    with pytest.raises(actions.ProveAgain):
        actions.withdraw_for_agency(signature, by=tuti, proven_at=None)
    actions.withdraw_for_agency(signature, by=tuti, proven_at=story.MOMENT)
    assert [row.state for row in public.signatories(declaration.slug)] == ["withdrawn"]
    again = sign(text, bawaslu, tuti)
    assert [(row.state, row.code) for row in public.signatories(declaration.slug)] == [("signed", again.code)]


def test_after_the_window_no_institution_signs(day, declaration, text, tuti, bawaslu):
    day.move_to(declaration.closes_at)
    with pytest.raises(actions.NotOpen):
        sign(text, bawaslu, tuti, proven_at=declaration.closes_at)


def test_in_a_demo_nobody_holds_a_device(declaration, text, people, bawaslu):
    Log.objects.filter(id=1).update(is_demo=True, origin="damai.example/dev/demo")
    forget()
    assert sign(text, bawaslu, people[0].tuti, proven_at=None).state == "signed"
    forget()
