"""A study is written in versions, read by few, and final once it lies before the plenary."""

from dataclasses import replace

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import cast

from damai.cases import actions
from damai.cases.actions import studying
from damai.cases.models import Study
from damai.cases.queries import full_studies as studies
from damai.cases.queries.citing import UnknownCitation, elements_of, title_of
from damai.cases.rules.studies import Element, Met, Part, Text, canonical, compared, lacking, read
from damai.cases.tests import people as folk
from damai.cases.tests import story
from damai.documents.queries import documents_about, documents_for, pdf_of
from damai.documents.tests.reading import words_of
from damai.ledger.models import Entry
from damai.seals.actions import sealed
from damai.statutes.actions import load_library, load_statutes
from damai.statutes.public import entries
from damai.triage.actions import NotYours, Refused

TEXT = Text(
    position="Pada 30 Januari diduga dibagikan uang.",
    facts="Dua saksi melihat amplop.",
    elements=(Element(offence="uang-hari-tenang", words="setiap orang", analysis="Terlapor adalah orang.", met=Met.YES),),
    conclusion="Unsur diduga terpenuhi.",
    advice="Diteruskan kepada penyidik.",
)


@pytest.fixture
def clock():
    with time_machine.travel(story.MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(db, clock):
    found = cast()
    load_statutes()
    load_library()
    return found


@pytest.fixture
def track(people):
    found = story.in_handling(people, klass="pid")
    folk.assigned(found.case, people.sari)
    return found


def save(track, people, text=TEXT, base=0, by=None, citations=("uu-7-2017/523",), advice="forward"):
    return studying.save_study(
        track.case, track=track, base_version=base, text=text, advice=advice, citations=citations, by=by or people.sari
    )


def test_versions_follow_one_another_and_none_is_changed(people, track):
    first = save(track, people).study
    second = save(track, people, replace(TEXT, conclusion="Unsur belum terpenuhi."), base=1, advice="more").study
    assert (first.version, second.version) == (1, 2)
    assert studies.text_of(first) == TEXT and studies.verified(first).matches
    assert save(track, people, replace(TEXT, conclusion="Unsur belum terpenuhi."), base=2, advice="more").study == second
    (changed,) = [part for part in studies.difference(first, second) if part.changed]
    assert changed.name == "kesimpulan"
    assert [(line.sign, line.words) for line in changed.lines] == [
        ("-", "Unsur diduga terpenuhi."), ("+", "Unsur belum terpenuhi."),
    ]  # fmt: skip


def test_two_who_write_from_one_version_lose_nothing(people, track):
    save(track, people)
    save(track, people, replace(TEXT, facts="Dua saksi melihat amplop.\nSatu rekaman."), base=1)
    elements = (replace(TEXT.elements[0], analysis="Terlapor adalah orang.\nDewasa."),)
    found = save(
        track,
        people,
        replace(TEXT, position="Pada 30 Januari malam diduga dibagikan uang.", elements=elements),
        base=1,
        by=people.tuti,
    )
    text = studies.text_of(found.study)
    assert found.merged and found.study.version == 3
    assert text.facts == "Dua saksi melihat amplop.\nSatu rekaman."
    assert text.position == "Pada 30 Januari malam diduga dibagikan uang."
    assert text.elements[0].analysis == "Terlapor adalah orang.\nDewasa."


def test_until_the_plenary_only_the_handler_and_the_leads_read_it(people, track):
    study = save(track, people).study
    other = folk.commissioners(1)[0]
    assert studies.study_for(people.sari, track.case, track, 1) == study
    assert studies.study_for(people.tuti, track.case, track, 1) == study
    assert studies.study_for(other, track.case, track, 1) == study
    folk.recused(track.case, other)
    folk.assigned(track.case, people.tuti)  # Sari is an officer of the office, and no longer the handler
    for stranger in (people.sari, other, people.budi, people.citra, people.polan, people.dewi, people.oki, people.komar):
        with pytest.raises(Study.DoesNotExist):
            studies.study_for(stranger, track.case, track, 1)
        with pytest.raises((NotYours, studying.NotYourStudy)):
            save(track, people, by=stranger)
    decided = actions.decide(track, outcome="violation", plenary=story.plenary(), by=people.tuti)
    assert studies.study_for(people.sari, decided.case, decided, 1) == study  # internal, and no longer secret
    for stranger in (other, people.budi, people.citra, people.polan, people.dewi):
        with pytest.raises(Study.DoesNotExist):
            studies.study_for(stranger, decided.case, decided, 1)


def test_without_a_handler_only_the_leads_write(people):
    track = story.in_handling(people, klass="kepp")
    with pytest.raises(studying.NotYourStudy):
        save(track, people)
    assert save(track, people, by=people.tuti).study.version == 1


def test_it_is_sealed_and_found_out_when_changed_and_no_other_version_s_words_fit(people, track):
    study = save(track, people).study
    assert b"amplop" not in bytes(study.sealed_text)
    for entry in Entry.objects.all():
        assert b"amplop" not in bytes(entry.opening)
    study.sealed_text = sealed(studies.bytes_of(study).replace(b"Dua", b"Dua belas"), about=studies.about(study))
    study.save()
    assert not studies.verified(Study.objects.get()).matches


@pytest.mark.parametrize(
    ("text", "given", "refusal"),
    [
        (replace(TEXT, facts="x" * 60_001), {}, studying.StudyTooLong),
        (replace(TEXT, elements=TEXT.elements * 41), {}, studying.StudyTooLong),
        (TEXT, {"base": 4}, studying.NoSuchVersion),
        (TEXT, {"citations": ["Pasal yang tidak ada"]}, Refused),
    ],
)
def test_what_cannot_be_kept(people, track, text, given, refusal):
    with pytest.raises(refusal):
        save(track, people, text, **given)
    assert not Study.objects.exists()


def test_citations_are_stable_ids_however_they_are_typed_and_offences_bring_their_elements(people, track):
    offence = entries()[0]
    study = save(track, people, citations=["UU 7/2017 Pasal 523 ayat (2)", "uu-7-2017/523/2", offence.id]).study
    assert list(study.citations) == sorted(["uu-7-2017/523/2", offence.id])
    assert elements_of(offence.id) == offence.elements and elements_of("uu-7-2017/523/2") == ()
    assert title_of(offence.id) == offence.title and title_of("uu-7-2017/523/2").startswith("UU 7/2017 Ps. 523 ayat (2)")


@pytest.mark.parametrize("typed", ["uu-7-2017/9999", "uu-99-2099/1", "tidak-ada", "Pasal yang tidak ada"])
def test_an_unknown_citation_is_refused_in_a_sentence(people, track, typed):
    with pytest.raises(UnknownCitation) as refused:
        save(track, people, citations=[typed])
    assert str(refused.value)
    if typed == "uu-7-2017/9999":
        assert "terdekat" in str(refused.value)


def test_nothing_is_studied_before_registration(people):
    case = story.complete(people)
    with pytest.raises(Refused, match="belum diregistrasi"):
        studying.save_study(case, track=None, base_version=0, text=TEXT, advice="more", citations=(), by=people.tuti)


def test_the_paper_says_that_it_is_secret_and_no_list_shows_it(people, track):
    study = save(track, people).study
    paper = studying.issue_study(study, by=people.sari)
    printed = " ".join(words_of(pdf_of(paper)).split())
    assert "RAHASIA SAMPAI DIPUTUSKAN" in printed and "Dua saksi melihat amplop." in printed and "setiap orang" in printed
    assert not documents_about(track.case.code).filter(kind="kajian").exists()  # what is about the case is read by more
    for member in (people.sari, people.tuti, people.budi):
        assert not documents_for(member).exists()


def test_a_study_lacks_what_is_empty():
    assert lacking(TEXT) == []
    assert lacking(Text()) == [Part.POSITION, Part.FACTS, Part.CONCLUSION, Part.ADVICE]
    assert lacking(replace(TEXT, elements=(Element(offence="x", words="y"),))) == [Part.ELEMENTS]


WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)


@given(words=st.lists(WORDS, min_size=5, max_size=5), analysis=WORDS)
def test_any_words_come_back_from_their_canonical_bytes(words, analysis):
    text = Text(elements=(Element(offence="x", words="unsur", analysis=analysis, met=Met.NO),))
    for part, said in zip(Part, words, strict=True):
        text = text.with_part(part, said)
    body = canonical(text, advice="more", citations=["b", "a"])
    assert read(body) == text and canonical(read(body), advice="more", citations=["a", "b"]) == body
    assert not any(part.changed for part in compared(text, read(body)))
