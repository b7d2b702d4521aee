"""What everyone sees: everyone in their order, figures with what they are out of, and no word about who is better."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from damai.agencies.models import Agency
from damai.commitments.models import Breach, Commitment
from damai.documents.tests.reading import words_of
from damai.pledges import actions, public, queries
from damai.pledges.models import Declaration, Participant, Signature
from damai.pledges.queries import counting

from . import story
from .story import signed

# Everything that the room itself says about a participant, with numbers and days left out. A new sentence is added here by a
# person who has asked whether it praises or blames anyone.
VOCABULARY = {
    "tidak ada data",
    "# diduga, # dinyatakan dilanggar, dari # butir",
    "Peserta pemilu",
    "Belum menandatangani",
    "Menandatangani",
    "Menarik tanda tangan",
    "Digambar di tempat",
    "Sertifikat elektronik",
    "",
}


@pytest.fixture
def everyone(declaration, kasman):
    """All participants, invited in an order that means nothing, and others beside them."""
    for participant in sorted(Participant.objects.all(), key=lambda each: each.name):
        actions.invite_signatory(declaration, kind="participant", participant=participant, name="Budi Santoso", by=kasman)
    for place, code in ((3, "polres-jakpus"), (1, "kpu-jakpus"), (2, "bawaslu-jakpus")):
        agency = Agency.objects.get(code=code)
        actions.invite_signatory(declaration, kind="institution", agency=agency, place=place, by=kasman)
    actions.invite_signatory(declaration, kind="community", name="Ahmad Yani", office="FKDM", by=kasman)
    return declaration


def sign_as(declaration, participant, kasman):
    place = Signature.objects.get(text__declaration=declaration, participant=participant)
    return actions.sign_in_hall(actions.new_token(place, by=kasman).token, drawing=story.SCRIBBLE)


def test_everyone_stands_in_their_order_whoever_signs_first(everyone, text, kasman):
    for number in (24, 3, 11):
        sign_as(everyone, Participant.objects.get(kind="party", ballot_number=number), kasman)
    signed(text)
    told = public.signatories(everyone.slug)
    numbers = [(row.participant_kind, row.ballot_number) for row in told if row.kind == "participant"]
    assert numbers == [("pair", n) for n in (1, 2, 3)] + [("party", n) for n in (*range(1, 18), 24)]
    assert [row.agency for row in told if row.kind == "institution"] == [
        "KPU Jakarta Pusat",
        "Bawaslu Jakarta Pusat",
        "Polres Metro Jakarta Pusat",
    ]
    assert [row.kind for row in told] == ["participant"] * 21 + ["institution"] * 3 + ["community"]
    assert (public.counts(everyone.slug).participants, public.counts(everyone.slug).participants_invited) == (3, 21)


def alleged(declaration, participant, clause, state="alleged"):
    commitment = Commitment.objects.get(origin_code=f"{declaration.code}/v1/{clause}")
    decided = {} if state == "alleged" else {"decided_by": "Bawaslu", "decision": "1/2024", "decided_on": story.MOMENT.date()}
    Breach.objects.create(
        code=f"B-{Breach.objects.count() + 1:05d}",
        commitment=commitment,
        participant=participant,
        what="Pembagian uang dilaporkan.",
        happened_on=story.MOMENT.date(),
        verification=2,
        state=state,
        alleged_at=story.MOMENT,
        alleged_by_id=story.people()[0].sari.pk,
        token_hash=f"{Breach.objects.count():064d}",
        **decided,
    )


def test_figures_about_participants_carry_what_they_are_out_of_and_go_by_ballot_number(everyone):
    alleged(everyone, "pemilu_2024/party/17", 4, "established")
    alleged(everyone, "pemilu_2024/party/17", 4)
    alleged(everyone, "pemilu_2024/party/17", 3)
    alleged(everyone, "pemilu_2024/party/02", 3, "dismissed")
    told = public.figures_about(everyone.slug)
    assert [(row.kind, row.ballot_number) for row in told] == [
        (row.participant_kind, row.ballot_number) for row in public.signatories(everyone.slug) if row.kind == "participant"
    ]
    assert {row.of for row in told} == {8}
    by = {(row.kind, row.ballot_number): row for row in told}
    assert by["party", 17].words == "2 diduga, 1 dinyatakan dilanggar, dari 8 butir"
    assert (by["party", 2].alleged, by["party", 2].established) == (0, 0)  # a body has looked and found nothing
    assert (by["party", 1].alleged, by["party", 1].words) == (None, "tidak ada data")  # nobody has: that is not nothing
    assert public.figures_about("deklarasi-kampanye-kpu-2023") == []


def test_the_house_has_no_words_of_its_own_about_a_participant(everyone, kasman):
    one = sign_as(everyone, Participant.objects.get(kind="party", ballot_number=1), kasman)
    sign_as(everyone, Participant.objects.get(kind="party", ballot_number=2), kasman)
    actions.withdraw(queries.link_of(one))
    alleged(everyone, "pemilu_2024/party/03", 1)
    rows = [row for row in public.signatories(everyone.slug) if row.kind == "participant"]
    said = [words for row in rows for words in (row.kind_words, row.state_words, row.means_words)]
    said += [row.words for row in public.figures_about(everyone.slug)]
    assert {re.sub(r"\d+", "#", words) for words in said} <= VOCABULARY


def test_citizens_are_named_only_if_they_wish_page_by_page(day, declaration, text):
    for number in range(7):
        day.shift(timedelta(seconds=1))
        signed(text, name=f"Warga {'ABCDEFG'[number]}", contact=f"warga{number}@contoh.id", named=number != 3)
    first = public.citizens(declaration.slug, size=4)
    second = public.citizens(declaration.slug, size=4, after=first.after)
    assert [row.name[-1] for row in (*first.rows, *second.rows)] == ["G", "F", "E", "C", "B", "A"]
    assert (first.total, second.after) == (6, "")
    assert all(row.kind == "citizen" and not row.has_drawing for row in first.rows)
    assert public.counts(declaration.slug).citizens == 7
    assert public.citizens(declaration.slug, after="x").rows == public.citizens(declaration.slug).rows
    quiet = Signature.objects.get(named=False, kind="citizen")
    assert public.verify(quiet.code).name == ""


def test_what_may_be_typed_from_paper_is_found(declaration, text):
    signature = signed(text)
    for typed in (signature.code, signature.code.lower(), signature.code.replace("-", " "), f" {signature.code[2:]} "):
        assert public.verify(typed).code == signature.code
    actions.ask_to_sign(text, name="Tono", contact="tono@contoh.id", way="email", named=True)
    waiting = Signature.objects.get(state="asked")
    for unknown in (waiting.code, "S-00000-00000", "", "x" * 500, "%"):
        assert public.verify(unknown) is None


def test_a_count_that_costs_much_is_believed_for_a_moment_and_never_by_those_who_sign(monkeypatch, declaration, text):
    signed(text)
    monkeypatch.setattr(counting, "FEW", 0)
    monkeypatch.setattr(counting, "ROWS_A_SECOND", 0.001)
    assert public.counts(declaration.slug).citizens == 1
    signed(text, contact="lain@contoh.id")
    assert public.counts(declaration.slug).citizens == 1  # for a moment
    queries.forget_counts()
    assert public.counts(declaration.slug).citizens == 2


def test_a_page_asks_no_more_of_a_thousand_signatures(declaration, text):
    def asked():
        with CaptureQueriesContext(connection) as queried:
            public.declaration(declaration.slug)
            public.signatories(declaration.slug)
            public.citizens(declaration.slug)
            public.counts(declaration.slug)
        # what is believed for a second (the house's clock, an unchanged text) may be asked or not
        return sum("ledger_log" not in query["sql"] for query in queried)

    signed(text)
    few = asked()
    for number in range(5):
        signed(text, contact=f"warga{number}@contoh.id")
    assert asked() == few
    with CaptureQueriesContext(connection) as queried:
        public.counts(declaration.slug)
    assert len(queried) <= 3


def test_the_sheet_can_be_printed_before_and_after(everyone, kasman):
    empty = public.sheet(everyone.slug)
    sign_as(everyone, Participant.objects.get(kind="party", ballot_number=1), kasman)
    filled = public.sheet(everyone.slug)
    assert empty.startswith(b"%PDF-")
    assert filled != empty  # it says who has signed
    # How somebody writes their name is for the office that keeps it: in everyone's hands it is a tool for forging.
    office = queries.sheet_of(Declaration.objects.get(slug=everyone.slug))
    assert office.count(b"/Image") > filled.count(b"/Image") == empty.count(b"/Image")  # the QR code is one
    assert public.sheet(everyone.slug) == filled
    assert public.sheet("deklarasi-kampanye-kpu-2023").startswith(b"%PDF-")
    draft = story.drafted(kasman, slug="rancangan")
    assert public.sheet("rancangan") is None
    assert queries.sheet_of(draft).startswith(b"%PDF-")  # for the office, marked as a draft


def test_nobody_is_named_on_the_public_sheet_before_they_have_signed(everyone):
    """Who was invited is the office's business until they sign; its own sheet, for the hall, has the names."""
    words = [words_of(sheet) for sheet in (public.sheet(everyone.slug), queries.sheet_of(everyone))]
    assert ["Ahmad Yani" in each for each in words] == [False, True]
    assert all("FKDM" in each and "Partai Ummat" in each for each in words)
