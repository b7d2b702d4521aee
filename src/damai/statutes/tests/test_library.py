"""The library keeps how each provision read on each day, whoever changed it; nothing is replaced in silence."""

from datetime import date

import pytest
import time_machine

from damai.ledger.models import Entry
from damai.statutes import actions, models, public, queries
from damai.statutes.queries import Standing
from damai.statutes.rules.library import Change, Effect, NotAnIdentifier, Quality, UnknownArticle, UnknownLaw

from .laws import AMENDING, BODY, LAW

pytestmark = pytest.mark.django_db
IN_FORCE, AMENDED = date(2030, 1, 2), date(2031, 6, 1)
MK = "MK 1/PUU-XXX/2032"


@pytest.fixture(autouse=True)
def years_later():
    with time_machine.travel("2033-03-01T03:00:00Z", tick=False):
        yield


def the_law() -> models.Law:
    return actions.add_law("UU", 99, 2030, title="Contoh", in_force_on=IN_FORCE, by="M-0001")


def take(text: str, law: str = "uu-99-2030", **kwargs) -> actions.Applied:
    row = actions.read_law(text.encode(), law=law, origin="jdih.contoh.id", by="M-0001", **kwargs)
    return actions.apply_import(row, plan=queries.plan_of(row).digest, by="M-0001")


def amend() -> actions.Applied:
    actions.add_law("UU", 5, 2031, title="Perubahan Contoh", in_force_on=AMENDED, amends="uu-99-2030", by="M-0001")
    return take(AMENDING, "uu-5-2031")


def words(code: str, on: date | None = None) -> str:
    return public.article(code, on).text


def test_a_text_is_read_first_and_changes_nothing_until_it_is_applied():
    the_law()
    row = actions.read_law(LAW.encode(), law="uu-99-2030", origin="jdih.contoh.id", by="M-0001")
    assert (row.state, row.quality, row.unread, models.Provision.objects.count()) == ("draft", "clean", 2, 0)
    plan = queries.plan_of(row)
    assert plan.counted()[Change.NEW] == 15 and len(queries.reading_of(row).unread) == 2
    applied = actions.apply_import(row, plan=plan.digest, by="M-0001")
    assert (applied.new, applied.changed, applied.repealed) == (15, 0, 0)
    assert words("uu-99-2030/2/1/a") == "merusak contoh;"
    names = list(Entry.objects.order_by("pk").values_list("name", flat=True))[-3:]
    assert names == ["LawAdded", "LawTextRead", "LawTextApplied"]
    with pytest.raises(actions.NotThere):
        actions.apply_import(row, by="M-0001")


def test_the_same_text_again_changes_nothing():
    the_law()
    take(LAW)
    again = take(LAW)
    assert again.plan.counted()[Change.SAME] == 15 and not again.plan.changing


def test_what_was_shown_is_what_is_applied_or_nothing_is():
    the_law()
    first = actions.read_law(LAW.encode(), law="uu-99-2030", origin="a", by="M-0001")
    seen = queries.plan_of(first).digest
    take(LAW.replace("a. merusak contoh", "a. " + "merusakkan contoh"))
    with pytest.raises(actions.PlanChanged, match="sekali lagi"):
        actions.apply_import(first, plan=seen, by="M-0001")
    assert words("uu-99-2030/2/1/a") == "merusakkan contoh;"
    actions.drop_import(first, by="M-0001")
    first.refresh_from_db()
    assert (first.state, first.text) == ("dropped", "")


def test_a_better_transcription_takes_the_place_of_the_old_one_which_stays_in_the_archive():
    the_law()
    take(LAW.replace("a. merusak contoh", "a. " + "merusaak contoh"))
    better = take(LAW)
    assert better.plan.counted()[Change.CORRECT] == 1
    assert words("uu-99-2030/2/1/a") == "merusak contoh;"
    rows = models.Wording.objects.filter(provision="uu-99-2030/2/1/a")
    assert sorted(rows.values_list("text", "superseded")) == [("merusaak contoh;", True), ("merusak contoh;", False)]


def test_a_noisy_scan_never_takes_the_place_of_good_words_and_is_never_shown():
    the_law()
    take(LAW)
    noise = (
        LAW.replace("a. merusak contoh", "a. " + "merrrsak c0nt0h")
        .replace("menghasut", "mnghsrt")
        .replace("dipidana", "dipid4na")
    )
    scan = actions.read_law(
        (noise + " pcrrhf xzkwq mjklr hrgdf wrtzk trkwl pqrst ghtrf\n" * 20).encode(), law="uu-99-2030", origin="x", by="M-0001"
    )
    assert scan.quality == Quality.NOISY
    worse = actions.apply_import(scan, by="M-0001").plan.counted()
    assert worse[Change.WORSE] and not worse[Change.CORRECT]
    assert words("uu-99-2030/2/1/a") == "merusak contoh;"
    actions.add_law("UU", 98, 2030, title="Pindaian", in_force_on=IN_FORCE, by="M-0001")
    scan = actions.read_law(
        (noise + " pcrrhf xzkwq mjklr hrgdf wrtzk trkwl pqrst ghtrf\n" * 20).encode(), law="uu-98-2030", origin="x", by="M-0001"
    )
    actions.apply_import(scan, by="M-0001")
    article = public.article("uu-98-2030/2/1/a")
    assert (article.text, article.has_words, article.is_noisy) == ("", False, True)
    found = public.search("mengganggu siang malam").passages
    assert [hit.excerpt for hit in found if hit.id.startswith("uu-98-2030")] == [""]


def test_an_amendment_words_provisions_anew_from_its_day_on():
    the_law()
    take(LAW)
    applied = amend()
    assert (applied.new, applied.changed, applied.repealed) == (6, 2, 6)
    assert words("uu-99-2030/2/1/a", date(2031, 5, 31)) == "merusak contoh;"
    assert words("uu-99-2030/2/1/a", AMENDED) == "merusak atau menghilangkan contoh; dan"
    article = public.article("uu-99-2030/2/1/a")
    assert [(each.begun_by, each.ended_by) for each in article.versions] == [("UU 99/2030", "UU 5/2031"), ("UU 5/2031", "")]
    # What the new words of the article no longer have, and what the law takes out, ends the day before.
    for gone in ("uu-99-2030/2/1/c", "uu-99-2030/2/2", "uu-99-2030/3A"):
        assert public.article(gone, date(2031, 5, 31)).standing == Standing.IN_FORCE
        ended = public.article(gone)
        assert (ended.standing, ended.since, ended.by) == (Standing.REPEALED, AMENDED, "UU 5/2031")
    assert public.article("uu-99-2030/3B", date(2030, 6, 1)).standing == Standing.NOT_YET


def test_an_article_is_cited_by_the_law_it_stands_in_even_through_the_one_that_amended_it():
    the_law()
    take(LAW)
    amend()
    assert public.cited("uu-5-2031/3B").id == "uu-99-2030/3B"
    assert public.cited("uu-5-2031/I/angka-1").label == "UU 5/2031 Ps. I angka 1"
    assert queries.resolve("uu 5/2031 pasal 2 ayat 1 huruf a") == "uu-99-2030/2/1/a"


def test_how_a_law_read_before_can_come_later():
    the_law()
    take(LAW, valid_from=AMENDED, begun_by="UU 5/2031")
    take(LAW.replace("a. merusak contoh", "a. " + "merusak"))
    assert words("uu-99-2030/2/1/a", date(2030, 6, 1)) == "merusak;"
    assert words("uu-99-2030/2/1/a", AMENDED) == "merusak contoh;"


def test_a_court_takes_force_away_from_its_day_on_and_from_all_parts():
    the_law()
    take(LAW)
    actions.rule_on("uu-99-2030/2/1", decision=MK, on=date(2032, 5, 5), effect=Effect.WHOLE, by="M-0002")
    assert public.article("uu-99-2030/2/1", date(2032, 5, 4)).standing == Standing.IN_FORCE
    for code in ("uu-99-2030/2/1", "uu-99-2030/2/1/a", "uu-99-2030/2/1/b/angka-1"):
        article = public.article(code, date(2032, 5, 5))
        assert (article.standing, article.since, article.by) == (Standing.ANNULLED, date(2032, 5, 5), MK)
    assert public.article("uu-99-2030/2/2").standing == Standing.IN_FORCE


def test_a_court_that_reads_a_provision_otherwise_is_said_with_it():
    the_law()
    take(LAW)
    note = "“pihak” dibaca “setiap orang”."
    actions.rule_on(
        "uu-99-2030/3", decision=MK, on=date(2032, 5, 5), effect=Effect.READING, note=note, note_en="read otherwise", by="M-0002"
    )
    now, before = public.article("uu-99-2030/3"), public.article("uu-99-2030/3", date(2032, 5, 4))
    assert (now.text, now.pieces[0].note, now.by) == (before.text, note, MK)
    assert before.pieces[0].note == ""


def test_what_a_court_said_of_a_provision_whose_words_come_later_stays_with_them():
    actions.load_library()
    before = public.article("uu-7-2017/280/1/h")
    assert before.pieces == () or not before.has_words
    text = "Pasal 280\n(1) Contoh larangan:\na. satu;\nb. dua;\nc. tiga;\nd. empat;\ne. lima;\nf. enam;\ng. tujuh;\nh. delapan.\n"
    take(text, "uu-7-2017")
    now = public.article("uu-7-2017/280/1/h")
    piece = next(each for each in now.pieces if each.id == now.id)
    assert (piece.text, now.by, piece.note[:13]) == ("delapan.", "MK 65/PUU-XXI/2023", "Tempat ibadah")
    assert words("uu-7-2017/280/1/h", date(2023, 8, 14)) == "delapan."


@pytest.mark.parametrize(
    "kwargs, refusal, said",
    [
        ({"decision": "katanya MK"}, actions.NotADecision, "nomor putusan"),
        ({"on": date(2034, 1, 1)}, actions.NotADay, "tidak mungkin"),
        ({"on": date(2029, 1, 1)}, actions.NotThere, "tidak berlaku"),
        ({"on": IN_FORCE}, actions.NotADay, "baru mulai berlaku"),
        ({"effect": Effect.READING}, Exception, "dibaca sesudah putusan"),
        ({"code": "uu-99-2030/9"}, UnknownArticle, "Yang terdekat"),
        ({"code": "uu-98-2030/9"}, UnknownLaw, "tidak ada dalam pustaka"),
    ],
)
def test_what_a_court_cannot_have_said_is_refused(kwargs, refusal, said):
    the_law()
    take(LAW)
    given = {"code": "uu-99-2030/3", "decision": MK, "on": date(2032, 5, 5), "effect": Effect.WHOLE, "by": "M-0002"} | kwargs
    with pytest.raises(refusal, match=said):
        actions.rule_on(given.pop("code"), **given)


def test_a_decision_is_recorded_once():
    the_law()
    take(LAW)
    actions.rule_on("uu-99-2030/3", decision=MK, on=date(2032, 5, 5), effect=Effect.WHOLE, by="M-0002")
    with pytest.raises(actions.AlreadyThere):
        actions.rule_on("uu-99-2030/3", decision=MK, on=date(2032, 5, 5), effect=Effect.WHOLE, by="M-0002")


def test_a_repealed_law_takes_its_provisions_with_it():
    the_law()
    take(LAW)
    actions.repeal_law("uu-99-2030", act="UU 7 Tahun 2032", on=date(2032, 7, 1), by="M-0002")
    assert public.article("uu-99-2030/1", date(2032, 6, 30)).standing == Standing.IN_FORCE
    article = public.article("uu-99-2030/1")
    assert (article.standing, article.since, article.by) == (Standing.REPEALED, date(2032, 7, 1), "UU 7/2032")
    with pytest.raises(actions.AlreadyThere):
        actions.repeal_law("uu-99-2030", act="UU 7/2032", on=date(2032, 7, 1), by="M-0002")


def test_an_article_that_does_not_exist_is_refused_with_the_nearest():
    the_law()
    take(LAW)
    with pytest.raises(UnknownArticle) as refusal:
        public.cited("uu-99-2030/2/1/z")
    assert refusal.value.nearest[:2] == ("uu-99-2030/2/1", "uu-99-2030/2")
    assert str(refusal.value).startswith("UU 99/2030 Ps. 2 ayat (1) huruf z tidak ada. Yang terdekat: Ps. 2 ayat (1)")
    with pytest.raises(UnknownArticle, match=r"Ps\. 3A"):
        public.article("uu-99-2030/3C")
    for nonsense in ("", "x", "uu-99-2030", "uu-99-2030/<b>", "../../etc"):
        with pytest.raises(NotAnIdentifier):
            public.cited(nonsense)
    with pytest.raises(UnknownLaw, match="UU 1/1999 tidak ada dalam pustaka"):
        public.cited("uu-1-1999/1")


def test_of_a_law_without_its_words_nobody_can_say_which_paragraphs_it_has():
    actions.load_library()
    assert public.cited("uu-7-2017/280/1/j").checked  # in the catalogue, and checked against a source
    assert not public.cited("uu-7-2017/304/2/b").checked
    with pytest.raises(UnknownArticle, match=r"Ps\. 574 tidak ada"):  # but it ends with article 573
        public.cited("uu-7-2017/574")
    with pytest.raises(UnknownArticle):
        public.cited("uu-7-2017/0")
    # A part of the law that was imported says of its own articles what they have, and nothing of the others.
    take("Pasal 1\n(1) Contoh satu.\n(2) Contoh dua.\n", "uu-7-2017")
    with pytest.raises(UnknownArticle):
        public.cited("uu-7-2017/1/3")
    assert not public.cited("uu-7-2017/304/2/b").checked


def test_what_ships_is_loaded_once_and_corrections_stay():
    first = actions.load_library()
    assert (first.laws, first.rulings) == (33, 13)
    models.Law.objects.filter(code="uu-7-2017").update(title="Judul yang diperbaiki")
    assert actions.load_library() == actions.LoadedLibrary(laws=0, rulings=0)
    assert public.law("uu-7-2017").title == "Judul yang diperbaiki"
    assert public.article("uu-7-2017/222").standing == Standing.ANNULLED
    assert public.article("uu-7-2017/222", date(2024, 2, 14)).standing == Standing.IN_FORCE


def test_a_law_is_added_once_and_needs_a_name_and_a_known_kind():
    the_law()
    with pytest.raises(actions.AlreadyThere):
        the_law()
    with pytest.raises(NotAnIdentifier, match="tidak dikenal"):
        actions.add_law("Fatwa", 1, 2030, title="x", by="M-0002")
    with pytest.raises(Exception, match="judul"):
        actions.add_law("UU", 1, 2030, title=" ", by="M-0002")
    with pytest.raises(UnknownLaw):
        actions.add_law("UU", 1, 2030, title="x", amends="uu-2-2030", by="M-0002")


def test_a_file_without_articles_and_a_law_that_is_not_there_are_refused():
    the_law()
    for data, said in (
        (b"Halo, apa kabar?", "Tidak ada satu pasal pun"),
        (b'{"law": "UU 1/2030", "article": "1", "text": "x"}', "tidak memuat"),
    ):
        with pytest.raises(actions.Unreadable, match=said):
            actions.read_law(data, law="uu-99-2030", origin="x", by="M-0002")
    with pytest.raises(UnknownLaw):
        actions.read_law(LAW.encode(), law="uu-1-2030", origin="x", by="M-0002")
    assert models.LawImport.objects.count() == 0


def test_drafts_do_not_pile_up():
    the_law()
    for _ in range(40):
        actions.read_law(b"Pasal 1\nSatu.", law="uu-99-2030", origin="x", by="M-0002")
    with pytest.raises(actions.TooManyDrafts):
        actions.read_law(b"Pasal 1\nSatu.", law="uu-99-2030", origin="x", by="M-0002")


def test_a_law_as_a_whole_may_come_as_it_reads_after_an_amendment():
    the_law()
    take(LAW)
    after = take(LAW.replace("a. merusak contoh", "a. " + "merusak semua contoh"), valid_from=AMENDED, begun_by="UU 5/2031")
    assert after.plan.counted()[Change.AMEND] == 1
    assert words("uu-99-2030/2/1/a", date(2031, 5, 31)) == "merusak contoh;"
    # A file with one chapter only says nothing of the others.
    part = actions.read_law(BODY.split("BAB II")[0].encode(), law="uu-99-2030", origin="x", by="M-0002")
    assert set(queries.plan_of(part).absent) >= {"uu-99-2030/3", "uu-99-2030/4"}
