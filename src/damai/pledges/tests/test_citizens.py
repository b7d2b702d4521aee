"""A citizen signs on the portal: only whoever holds the mailbox, once, and forgotten when they wish."""

from datetime import timedelta

import pytest

from damai.agencies.rules import NotYours
from damai.intake.tests.test_sealing import everything_in_the_database
from damai.ledger.queries import entries_about
from damai.outbox.models import Letter
from damai.pledges import actions, public, queries
from damai.pledges.models import Signature

from . import story
from .story import letters, link_in, signed


def ask(text, name="Wati Lestari", contact="wati@contoh.id", **more):
    actions.ask_to_sign(text, **{"name": name, "contact": contact, "way": "email", "named": True, **more})


def test_asking_signs_nothing_and_confirming_does(declaration, text):
    ask(text)
    assert public.counts(declaration.slug).citizens == 0
    letter = letters()[-1]
    assert (letter.to, "tanpa konfirmasi tidak ada yang ditandatangani" in letter.text) == ("wati@contoh.id", True)
    signature = actions.confirm(link_in(letter))
    assert public.counts(declaration.slug).citizens == public.counts(declaration.slug).citizens_named == 1
    assert [row.name for row in public.citizens(declaration.slug).rows] == ["Wati Lestari"]
    assert queries.signature_behind(link_in(letters("pledge-signed")[-1], "milik")) == signature
    told = [each for each in entries_about(signature.code) if each.name == "PledgeSigned"]
    assert [each.leaf for each in told] == [bytes(signature.leaf).hex()]
    assert signature.statement in public.verify(signature.code).statement


def test_confirming_twice_is_once(declaration, text):
    ask(text)
    token = link_in(letters()[-1])
    first, second = actions.confirm(token), actions.confirm(token, name="Orang Lain")
    assert (first.pk, first.statement) == (second.pk, second.statement)
    assert len(entries_about(first.code)) == 1
    assert Letter.objects.filter(purpose="pledge-signed").count() == 1
    assert queries.name_of(second) == "Wati Lestari"


@pytest.mark.parametrize("spelled", ["WATI@Contoh.id", "wati+2@contoh.id", " wati@contoh.id ", "Wati+a+b@CONTOH.ID"])
def test_one_mailbox_signs_once_however_it_is_spelled(declaration, text, spelled):
    signed(text)
    ask(text, contact=spelled)
    already = letters()[-1]
    assert "sudah menandatanganinya" in already.text
    assert "/konfirmasi/" not in already.text
    assert (public.counts(declaration.slug).citizens, Signature.objects.filter(kind="citizen").count()) == (1, 1)


def test_nobody_learns_from_the_answer_who_has_signed(text):
    signed(text)
    assert ask(text) is None
    assert ask(text, contact="baru@contoh.id") is None  # the same answer: none


def test_a_stranger_can_write_a_name_and_the_holder_of_the_mailbox_corrects_it(declaration, text):
    ask(text, name="Orang Iseng", named=True)
    signature = actions.confirm(link_in(letters()[-1]), name="Wati Lestari", named=False)
    assert (queries.name_of(signature), signature.named) == ("Wati Lestari", False)
    assert public.citizens(declaration.slug).rows == ()
    assert public.verify(signature.code).name == ""


def test_only_the_latest_letter_counts_and_nobody_is_flooded(day, text):
    for _ in range(6):
        ask(text)
    sent = letters("pledge-confirm")
    assert len(sent) == actions.LETTERS_A_DAY
    with pytest.raises(actions.UnknownLink, match="lebih baru"):
        actions.confirm(link_in(sent[0]))
    day.move_to(story.MOMENT + timedelta(days=1))
    ask(text)
    assert len(letters("pledge-confirm")) == actions.LETTERS_A_DAY + 1
    assert actions.confirm(link_in(letters("pledge-confirm")[-1])).state == "signed"
    for _ in range(6):
        ask(text)
    assert len(letters("pledge-already")) <= actions.LETTERS_A_DAY


def test_a_form_serves_one_contact(text):
    ask(text, form="f" * 32)
    ask(text, form="f" * 32)  # pressed twice
    assert len(letters()) == 1
    with pytest.raises(actions.FormUsed):
        ask(text, contact="lain@contoh.id", form="f" * 32)
    ask(text, contact="lain@contoh.id", form="e" * 32)
    assert len(letters()) == 2


def test_what_was_begun_before_the_end_and_finished_after_is_refused_and_said(day, declaration, text):
    ask(text)
    token = link_in(letters()[-1])
    day.move_to(story.MOMENT + timedelta(days=6))
    actions.close(declaration, by=story.people()[1].kasman)
    with pytest.raises(actions.LinkEnded, match="sudah ditutup"):
        actions.confirm(token)
    assert Signature.objects.get(kind="citizen").state == "asked"  # kept for who asks, and not counted
    with pytest.raises(actions.NotOpen, match="sudah ditutup"):
        ask(text, contact="baru@contoh.id")


def test_what_nobody_confirms_is_forgotten(day, text):
    ask(text)
    token = link_in(letters()[-1])
    day.move_to(story.MOMENT + timedelta(days=7))
    assert actions.forget_unconfirmed() == 0
    day.move_to(story.MOMENT + timedelta(days=7, seconds=1))
    with pytest.raises(actions.LinkEnded, match="7 hari"):
        actions.confirm(token)
    signed(text, contact="lain@contoh.id")
    assert actions.forget_unconfirmed() == 1
    with pytest.raises(actions.UnknownLink):
        actions.confirm(token)
    assert Signature.objects.filter(kind="citizen").count() == 1


def test_who_withdraws_is_forgotten_and_may_sign_again(day, declaration, text):
    signature = signed(text)
    link = queries.link_of(signature)
    day.move_to(story.MOMENT + timedelta(days=1))
    actions.withdraw(link)
    signature.refresh_from_db()
    kept = (signature.sealed_name, signature.sealed_contact, signature.contact_hash, signature.drawing, signature.form)
    assert [bytes(each) if isinstance(each, memoryview) else each for each in kept] == [b"", b"", "", b"", None]
    assert not [row for row in Letter.objects.filter(about=signature.code) if bytes(row.sealed_to) or row.to_hash]
    told = public.verify(signature.code)
    assert (told.name, told.withdrawn_at.isoformat()) == ("", "2023-11-28T02:00:00+00:00")
    assert [each.name for each in entries_about(signature.code)] == ["PledgeSigned", "PledgeWithdrawn"]
    with pytest.raises(actions.LinkEnded):
        actions.withdraw(link)
    again = signed(text)
    assert again.code != signature.code
    counts = public.counts(declaration.slug)
    assert (counts.citizens, counts.withdrawn) == (1, 1)


@pytest.mark.parametrize("link", ["", "x", "S-00000-00000", "S-00000-00000.AAAAAAAAAAAAAAAAAAAAAA", "../../etc", "é" * 30])
def test_a_guessed_link_of_ones_own_page_opens_nothing(text, link):
    signed(text)
    assert queries.signature_behind(link) is None
    with pytest.raises(actions.UnknownLink):
        actions.withdraw(link)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "W",
        "www.menang.example",
        "https://menang.example",
        "Wati 0812",
        "wati@contoh.id",
        "<b>Wati</b>",
        "x" * 121,
        "Wa\x00ti",
        "🙂🙂",
    ],
)
def test_what_is_no_name_is_refused(text, name):
    with pytest.raises(actions.BadName):
        ask(text, name=name)
    for good in ("Sri", "Ni Luh Ayu", "A. Yani", "Nur’aini", "Siti-Aminah", "Ahmad Jr.", "李明", "Raden Mas, S.H."):
        ask(text, name=good, contact=f"x{abs(hash(good))}@contoh.id")


def test_a_name_is_shown_as_it_is_read_and_no_program_makes_a_link_of_it(declaration, text):
    for place, (typed, kept) in enumerate(
        [
            ("Wati\u202e irataseL", "Wati irataseL"),  # would turn what stands behind it
            ("Wati\u200b\u2066Lestari", "WatiLestari"),
            ("Wati" + "\u0336" * 40 + " Lestari", "Wati" + "\u0336" * 2 + " Lestari"),  # would be drawn over its neighbours
            ("Menang di judi.com", "Menang di judi. com"),
            ("Drs.Amir, S.H., M.Hum.", "Drs. Amir, S.H., M.Hum."),
            ("Wati\nLestari", "Wati Lestari"),
        ]
    ):
        ask(text, name=typed, contact=f"w{place}@contoh.id")
        assert queries.name_of(Signature.objects.latest("id")) == kept
        assert kept in letters()[-1].text
    for other_dot in ("judi\u3002com", "judi\uff0ecom", "judi\u2024com"):
        with pytest.raises(actions.BadName):
            ask(text, name=other_dot)


@pytest.mark.parametrize(
    "contact", ["", "wati", "wati@", "a@b@c.id", "wati@contoh.id\nBcc: x@contoh.id", "x" * 300 + "@contoh.id"]
)
def test_what_is_no_address_is_refused(text, contact):
    with pytest.raises(actions.BadContact):
        ask(text, contact=contact)
    assert not Letter.objects.exists()


def test_a_telephone_is_as_good_as_a_mailbox(text):
    ask(text, contact="0812 9000 0000", way="sms")
    letter = letters()[-1]
    assert letter.to == "+6281290000000"
    signature = actions.confirm(link_in(letter))
    ask(text, contact="+62 812-9000-0000", way="sms")
    assert "sudah menandatangani" in letters()[-1].text
    assert public.verify(signature.code) is not None


def test_a_declaration_for_the_hall_alone_is_not_signed_on_the_portal(kasman):
    declaration = story.opened(kasman, for_citizens=False)
    with pytest.raises(actions.NotOpen, match="di tempat"):
        ask(story.text_of(declaration))
    assert "di tempat" in public.declaration(declaration.slug).why_not


def test_a_name_that_insults_is_hidden_by_the_convener_and_still_counted(people, declaration, text, kasman):
    signature = signed(text)
    with pytest.raises(NotYours):
        actions.hide_name(signature, by=people[0].sari)
    actions.hide_name(signature, by=kasman)
    actions.hide_name(signature, by=kasman)
    counts = public.counts(declaration.slug)
    assert (counts.citizens, counts.citizens_named) == (1, 0)
    assert [each.name for each in entries_about(signature.code)] == ["PledgeSigned", "CitizenNameHidden"]


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_person_lies_open_in_the_database(day):
    kasman = story.people()[1].kasman
    declaration = story.opened(kasman)
    text = story.text_of(declaration)
    planted = ["Kenarikuning Lestari", "kenarihijau@contoh.id", "kenarihijau"]
    signature = signed(text, name=planted[0], contact="KenariHijau+x@contoh.id")
    one = actions.invite_signatory(declaration, kind="community", name="Kenarikuning Tokoh", by=kasman)
    actions.sign_in_hall(one.token, drawing=story.SCRIBBLE)
    seen = everything_in_the_database()
    secrets = [*planted, "Kenarikuning", queries.link_of(signature).partition(".")[2], one.token, link_in(letters()[0])]
    for secret in secrets:
        assert secret.lower().encode() not in seen.lower(), secret
    assert signature.code.encode() in seen


def test_nobody_signs_twice_and_no_link_ends_because_a_key_was_changed(settings, declaration, text):
    signature = signed(text)
    link = queries.link_of(signature)
    settings.SEALING_KEYS_RETIRED, settings.SEALING_KEY = [settings.SEALING_KEY], b"n" * 32
    ask(text, contact="wati+lagi@contoh.id")
    assert "sudah menandatanganinya" in letters()[-1].text
    assert public.counts(declaration.slug).citizens == 1
    assert queries.signature_behind(link) == signature
    assert queries.name_of(signature) == "Wati Lestari"
