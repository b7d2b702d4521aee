"""What ships with Damai: the real participants, the texts of the day in words of our own, and a template for a city."""

import pytest

from damai.ledger.models import Entry
from damai.pledges import actions, public, queries
from damai.pledges.models import Declaration, Participant
from damai.pledges.rules import flaws, shipped

pytestmark = pytest.mark.django_db

# What was said on 27 November 2023, as the press had it; ours says the same in other words.
OFFICIAL = [
    "mewujudkan pemilu yang langsung, umum, bebas, rahasia, jujur, dan adil",
    "melaksanakan kampanye pemilu yang aman, tertib, damai, berintegritas",
    "menjaga persatuan dan kesatuan bangsa, menghormati keberagaman",
    "tidak memanfaatkan tempat ibadah dalam melaksanakan kampanye",
]


def test_loading_twice_is_loading_once():
    assert (actions.load_participants("pemilu_2024"), actions.load_shipped_declarations()) == (21, 3)
    facts = Entry.objects.count()
    assert (actions.load_participants("pemilu_2024"), actions.load_shipped_declarations()) == (0, 0)
    assert Entry.objects.count() == facts
    assert actions.load_participants("pemilu_2029") == 0  # not known yet, so there are none


def test_participants_are_those_on_the_ballots_in_its_order():
    actions.load_participants("pemilu_2024")
    told = public.participants("pemilu_2024")
    numbers = [(each.kind, each.ballot_number) for each in told]
    assert numbers == [("pair", n) for n in (1, 2, 3)] + [("party", n) for n in (*range(1, 18), 24)]
    assert all(each.source.startswith("Keputusan KPU") for each in Participant.objects.all())
    assert public.participant_name("pemilu_2024/party/24") == "Partai Ummat"


def test_the_two_declarations_of_the_day_have_three_and_four_points_in_words_of_our_own():
    actions.load_shipped_declarations()
    points = {}
    for slug in ("deklarasi-kampanye-kpu-2023", "deklarasi-kampanye-bawaslu-2023"):
        told = public.declaration(slug)
        points[slug] = len(told.text.clauses)
        assert (told.summary.state, told.text.is_official, str(told.summary.held_at.date())) == ("archive", False, "2023-11-27")
        assert "kata-kata sendiri" in told.summary.source
        assert told.text.sha256
        words = " ".join(clause.words.lower() for clause in told.text.clauses)
        assert not any(official in words for official in OFFICIAL)
        assert not told.can_be_signed
        assert "rujukan" in told.why_not
    assert list(points.values()) == [3, 4]


@pytest.mark.parametrize("given", shipped.declarations(), ids=lambda given: given.slug)
def test_every_clause_has_a_basis_and_is_measured(given):
    assert flaws(given.clauses, given.preamble, given.closing, complete=True) == []
    assert all("diverifikasi" in clause.basis_note for clause in given.clauses if "280" in clause.basis)


def test_the_template_is_offered_to_offices_and_not_shown_in_public():
    actions.load_shipped_declarations()
    assert queries.templates()[0].slug == "templat-deklarasi-kota"
    assert public.declaration("templat-deklarasi-kota") is None
    assert 6 <= Declaration.objects.get(slug="templat-deklarasi-kota").texts.get().clauses.count() <= 8
