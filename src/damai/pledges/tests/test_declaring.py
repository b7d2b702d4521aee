"""From draft to closed: who may do what, and what can no longer be changed once people sign."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from damai.agencies.actions import appoint
from damai.agencies.models import Agency, Role
from damai.agencies.rules import NotYours, Refused
from damai.ledger.queries import entries_about
from damai.pledges import actions, public, queries
from damai.pledges.models import Clause, Declaration, Text
from damai.pledges.rules import ClauseGiven

from . import story

WORDS = "Kami menjaga kota ini tetap damai."


def clauses_of(declaration):
    return queries.clauses_given(queries.newest_text(declaration))


def test_only_conveners_of_its_agency_manage_a_declaration(people, kasman):
    cast, neighbours = people
    with pytest.raises(NotYours):
        story.drafted(cast.polan)  # the police take part and do not convene
    with pytest.raises(NotYours):
        story.drafted(cast.dewi)
    declaration = story.drafted(kasman)
    for stranger in (cast.sari, cast.polan, neighbours.rina):
        with pytest.raises(NotYours):
            actions.edit(declaration, title="Lain", by=stranger)
        with pytest.raises(NotYours):
            actions.write_text(
                declaration, preamble="", closing="", clauses=clauses_of(declaration), is_official=True, by=stranger
            )
        with pytest.raises(NotYours):
            actions.open_for_signing(declaration, opens_at=story.MOMENT, closes_at=story.MOMENT + timedelta(1), by=stranger)
        with pytest.raises(NotYours):
            actions.invite_signatory(declaration, kind="community", name="Ahmad", by=stranger)
    assert actions.edit(declaration, title=" Pakta Damai ", by=kasman).title == "Pakta Damai"


def test_a_draft_is_seen_by_those_who_take_part_and_by_nobody_in_public(people, kasman):
    cast, _ = people
    declaration = story.drafted(kasman)
    assert queries.declaration_for(cast.citra, declaration.code) == declaration
    for outsider in (cast.dewi, cast.budi):  # in the field; of another city
        with pytest.raises(Declaration.DoesNotExist):
            queries.declaration_for(outsider, declaration.code)
    assert queries.declarations_for(cast.budi).filter(slug="templat-deklarasi-kota").exists()
    assert public.declaration(declaration.slug) is None
    assert public.counts(declaration.slug) is None
    assert public.text_file(declaration.slug, 1) is None
    assert declaration.slug not in {each.slug for each in public.declarations()}


def test_a_text_is_fixed_when_it_opens_and_every_clause_becomes_a_commitment(declaration, text, kasman):
    assert (declaration.state, text.version, len(text.sha256)) == ("open", 1, 64)
    assert declaration.binds_until == date(2024, 2, 14)  # the day of the vote, out of the calendar
    opened = [told for told in entries_about(declaration.code) if told.name == "PledgeOpened"]
    assert [told.leaf for told in opened] == [bytes(text.leaf).hex()]
    assert text.sha256[:8] in opened[0].sentence
    assert public.declaration(declaration.slug).text.intact
    assert sha256(public.text_file(declaration.slug, 1)).hexdigest() == text.sha256


def test_nothing_that_is_signed_can_be_changed(declaration, text, kasman):
    story.signed(text)
    with pytest.raises(actions.TextIsFixed, match="sedang ditandatangani"):
        actions.write_text(declaration, preamble="", closing="", clauses=clauses_of(declaration), is_official=True, by=kasman)
    for change in ({"title": "Lain"}, {"place": "Lain"}, {"held_at": story.MOMENT + timedelta(1)}):
        with pytest.raises(actions.TextIsFixed):
            actions.edit(declaration, by=kasman, **change)
    with pytest.raises(actions.TextIsFixed):
        actions.open_for_signing(declaration, opens_at=story.MOMENT, closes_at=story.MOMENT + timedelta(1), by=kasman)


@pytest.mark.parametrize("damage", ["clause", "closing", "title", "removed"])
def test_words_changed_behind_the_back_are_noticed_and_nobody_signs_them(declaration, text, damage):
    if damage == "clause":
        Clause.objects.filter(text=text, number=3).update(words="Hoaks boleh.")
    elif damage == "closing":
        Text.objects.filter(pk=text.pk).update(closing="Lain.")
    elif damage == "title":
        Declaration.objects.filter(pk=declaration.pk).update(title="Lain")
    else:
        Clause.objects.filter(text=text, number=8).update(number=9)
        Clause.objects.filter(text=text, number=7).update(number=8, words=WORDS)
    assert not public.declaration(declaration.slug).text.intact
    with pytest.raises(actions.ChangedAfterSigning, match="sidik jari"):
        story.signed(story.text_of(declaration))
    assert public.counts(declaration.slug).total == 0


def test_a_new_version_has_signatures_of_its_own(declaration, text, kasman):
    signature = story.signed(text)
    actions.close(declaration, by=kasman)
    declaration.refresh_from_db()
    kept = clauses_of(declaration)[:7]
    second = actions.write_text(declaration, preamble=WORDS, closing="", clauses=kept, is_official=True, by=kasman, expects=1)
    assert public.declaration(declaration.slug).text.version == 1  # what is not fixed is not shown
    actions.open_for_signing(declaration, opens_at=story.MOMENT, closes_at=story.MOMENT + timedelta(1), by=kasman)
    told = public.declaration(declaration.slug)
    assert (told.text.version, [each.version for each in told.earlier]) == (2, [1])
    assert public.counts(declaration.slug).citizens == 0
    assert public.verify(signature.code).version == 1  # what was signed stays signed
    second.refresh_from_db()
    assert story.signed(second).text_id == second.pk  # and the same person may sign the new words
    assert public.counts(declaration.slug).citizens == 1


def test_two_who_write_at_the_same_time_do_not_overwrite_one_another(kasman):
    declaration = story.drafted(kasman)
    words = {"preamble": "", "closing": "", "clauses": clauses_of(declaration), "is_official": True, "by": kasman}
    actions.write_text(declaration, **words, expects=1)
    with pytest.raises(actions.ChangedMeanwhile, match="orang lain"):
        actions.write_text(declaration, **words, expects=1)
    assert queries.newest_text(declaration).version == 2


def test_what_lacks_a_basis_or_an_indicator_is_kept_and_cannot_be_signed(kasman):
    declaration = story.drafted(kasman)
    bare = [*clauses_of(declaration), ClauseGiven(words=WORDS, basis="")]
    actions.write_text(declaration, preamble="", closing="", clauses=bare, is_official=True, by=kasman)
    with pytest.raises(actions.TextNotReady, match="butir 9 belum menyebut dasar hukumnya; butir 9 belum mempunyai indikator"):
        actions.open_for_signing(declaration, opens_at=story.MOMENT, closes_at=story.MOMENT + timedelta(1), by=kasman)
    with pytest.raises(actions.TextNotReady, match="belum mempunyai butir"):
        actions.write_text(declaration, preamble="", closing="", clauses=[], is_official=True, by=kasman)
    assert Declaration.objects.get(pk=declaration.pk).state == "draft"


@pytest.mark.parametrize(
    ("opens", "closes", "more", "words"),
    [
        (0, 0, {}, "sesudah waktu buka"),
        (2, 1, {}, "sesudah waktu buka"),
        (-3, -1, {}, "sudah lewat"),
        (0, 1, {"binds_until": date(2023, 11, 26)}, "sebelum hari deklarasinya"),
    ],
)
def test_a_window_that_cannot_be_is_refused(kasman, opens, closes, more, words):
    declaration = story.drafted(kasman)
    opens_at, closes_at = story.MOMENT + timedelta(opens), story.MOMENT + timedelta(closes)
    with pytest.raises(Refused, match=words):
        actions.open_for_signing(declaration, opens_at=opens_at, closes_at=closes_at, by=kasman, **more)


def test_a_window_that_ended_is_closed_by_itself_and_what_was_begun_is_told(day, declaration, text, kasman):
    story.signed(text)
    actions.ask_to_sign(text, name="Tono", contact="tono@contoh.id", way="email", named=False)
    actions.invite_signatory(declaration, kind="community", name="Ahmad Yani", by=kasman)
    moved = actions.move_end(declaration, closes_at=story.MOMENT + timedelta(days=1), by=kasman)
    assert actions.close_ended() == 0
    day.move_to(moved.closes_at)
    assert public.declaration(declaration.slug).summary.state == "closed"  # at the moment itself, whether a worker ran or not
    assert (actions.close_ended(), actions.close_ended()) == (1, 0)
    closed = [told.sentence for told in entries_about(declaration.code) if told.name == "PledgeClosed"]
    assert len(closed) == 1
    assert "1 tanda tangan, 2 belum selesai" in closed[0]
    with pytest.raises(actions.TextIsFixed):
        actions.close(declaration, by=kasman)


def test_what_was_signed_elsewhere_takes_its_official_wording_as_a_version_of_its_own(people, kasman):
    cast, _ = people
    actions.load_shipped_declarations()
    archive = Declaration.objects.get(slug="deklarasi-kampanye-kpu-2023")
    ours = public.declaration(archive.slug).text
    assert (ours.version, ours.is_official, len(ours.clauses)) == (1, False, 3)
    words = {"preamble": "", "closing": "", "clauses": clauses_of(archive), "is_official": True}
    with pytest.raises(NotYours):
        actions.write_text(archive, **words, by=cast.polan)
    actions.write_text(archive, **words, by=kasman, expects=1)
    told = public.declaration(archive.slug)
    assert (told.text.version, told.text.is_official, told.earlier[0].is_official) == (2, True, False)
    with pytest.raises(actions.TextIsFixed):
        actions.open_for_signing(archive, opens_at=story.MOMENT, closes_at=story.MOMENT + timedelta(1), by=kasman)


def test_an_officer_of_two_agencies_says_for_which(people, kasman):
    appoint(kasman, role=Role.OFFICER, agency=Agency.objects.get(code="kpu-jakpus"), by="damai")
    declaration = story.drafted(kasman, agency=Agency.objects.get(code="kpu-jakpus"))
    assert declaration.convener_id == "kpu-jakpus"
    with pytest.raises(NotYours):
        story.drafted(kasman, slug="lain", agency=Agency.objects.get(code="bawaslu-jakpus"))


def test_no_declaration_takes_an_address_of_the_house_or_of_another(kasman):
    first, second = story.drafted(kasman, slug="periksa"), story.drafted(kasman, slug="periksa")
    assert first.slug == "periksa-1"
    assert second.slug not in {"periksa", first.slug}
    assert (first.code, second.code) == ("D-00004", "D-00005")
