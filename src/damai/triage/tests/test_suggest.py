"""A suggestion says why, and says when it does not know."""

import pytest

from damai.triage.rules import CATEGORIES, Kind, WordLists, suggest
from damai.triage.rules.lexicon import read


@pytest.mark.parametrize(
    ("text", "kind", "category"),
    [
        ("Tadi malam timses bagi-bagi amplop isi 50rb di RW 03", Kind.VIOLATION, "money_politics"),
        ("td mlm timses bagi2 amplop 50rb di rw 03", Kind.VIOLATION, "money_politics"),
        ("Dua kelompok pendukung bentrok di lapangan, ada yang luka", Kind.INCIDENT, "violence_event"),
        ("Ada pesan WA bilang pemilu ditunda, benar tidak?", Kind.CLAIM, "hoax_election"),
        ("Nama saya tidak ada di DPT padahal punya KTP sini", Kind.QUESTION, "voter_list"),
        ("Kapan jadwal pencoblosan ya min?", Kind.QUESTION, "other"),
        ("Terima kasih Bawaslu, semoga pemilu damai", Kind.OTHER, "other"),
        ("Mobil dinas plat merah dipakai mengangkut massa kampanye", Kind.VIOLATION, "state_facility"),
        ("Kades mengumpulkan perangkat desa dan minta dukung nomor 2", Kind.VIOLATION, "state_neutrality"),
    ],
)
def test_common_reports_are_told_apart_with_a_reason(text, kind, category):
    found = suggest(text)
    assert (found.kind, found.category) == (kind, category)
    assert found.because


def test_letters_stretched_and_digits_for_letters_are_read():
    for text in ["m0ney p0l1tics di kampung kami", "serangaaaan fajaaaar", "SERANGAN FAJAR!!!", "serangan\u200b fajar"]:
        assert suggest(text).category == "money_politics", text


def test_what_is_denied_is_not_taken_for_what_happened():
    assert suggest("Ada tawuran di depan TPS").category == "violence_event"
    denied = suggest("Situasi aman, tidak ada tawuran di depan TPS")
    assert denied.category != "violence_event"
    assert denied.severity < 4
    assert suggest("Saksi dipaksa tanda tangan, kalau tidak dipukul").severity == 4  # a condition is not a denial


def test_counter_speech_is_not_a_violation():
    assert suggest("Mari kita tolak politik uang, ayo pemilu damai").category == "other"
    assert suggest("Polisi mengimbau warga menjaga ketertiban").category == "other"


def test_telling_of_a_threat_and_threatening_are_told_apart():
    assert suggest("Saya diancam akan dibunuh kalau tidak mencabut dukungan").told
    own = suggest("tunggu, besok tps kalian kubakar")
    assert not own.told
    assert own.needs_person


@pytest.mark.parametrize(
    "text",
    [
        "Besok malam mau serbu kantor KPU",
        "Awas, rumah ketua RT akan dibakar",
        "ada yg bawa parang ancam warga",
        "relawan dikeroyok sampai berdarah",
        "anak saya mau diculik",
        "foto telanjang calon disebar",
    ],
)
def test_safety_words_raise_the_severity_whatever_the_category(text):
    found = suggest(text)
    assert found.severity == 4
    assert found.safety
    assert found.needs_person


def test_safety_rules_only_raise():
    for category in CATEGORIES.values():
        assert 0 <= category.severity <= 4
    assert suggest("Baliho caleg menutupi rambu").severity < 3
    assert suggest("Anak-anak SD diajak ikut kampanye").severity < 3


@pytest.mark.parametrize("text", ["", "   ", "…", "qwerty asdf zxcv hjkl", "besok ketemu di warung ya"])
def test_it_abstains_where_words_do_not_say_enough(text):
    found = suggest(text)
    assert found.unsure
    assert found.needs_person


def test_reasons_are_entries_of_the_lists_and_never_words_of_the_message():
    vocabulary = {
        word.strip("*")
        for name in ("lexicon.csv", "severity.csv")
        for term in read(name).terms
        for place in term.places
        for word in place
    }
    found = suggest("Pak Sukirmanuang bagi-bagi uang 100 ribu kepada Bu Sitiamplopwati, mengancam akan membunuh")
    said = {word for reason in (*found.because, *found.safety) for word in reason.split() if word != "…"}
    assert said
    assert said <= vocabulary


def test_opinion_on_the_state_and_the_vulnerable_always_wait_for_a_person():
    for text in ["Orator menyerukan ganti Pancasila", "Caleg perempuan dilecehkan dengan komentar cabul"]:
        assert suggest(text).needs_person


def test_the_reader_that_ships_is_the_seam_for_a_learned_one():
    assert WordLists().read("serangan fajar") == suggest("serangan fajar")
