"""An official text becomes articles, paragraphs, letters and numbers; and no line of it is ever lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from damai.statutes.rules import library
from damai.statutes.rules.library import Doubt, Why, read_text
from damai.statutes.rules.library.lines import lines_of

from .laws import AMENDING, BODY, LAW, TAIL


def texts(reading: library.Reading) -> dict[str, str]:
    return {unit.path: unit.text for unit in reading.units}


def test_a_law_is_read_into_its_parts():
    reading = read_text(LAW)
    assert texts(reading) == {
        "1": "Dalam Undang-Undang ini yang dimaksud dengan:",
        "1/angka-1": "Contoh adalah sesuatu yang penyelenggaraannya dicontohkan menurut peraturan perundang-undangan.",
        "1/angka-2": "Pihak adalah siapa pun.",
        "2": "",
        "2/1": "Setiap pihak dilarang:",
        "2/1/a": "merusak contoh;",
        "2/1/b": "mengganggu:",
        "2/1/b/angka-1": "siang; dan",
        "2/1/b/angka-2": "malam; dan",
        "2/1/c": "menghina; dan",
        "2/1/d": "menghasut.",
        # A reference that begins a line is no paragraph and no article.
        "2/2": "Larangan sebagaimana dimaksud pada ayat (1) berlaku juga bagi pihak sebagaimana dimaksud dalam Pasal 1 angka 2.",
        "3": "Pihak yang merusak contoh dipidana dengan pidana kurungan.",
        "3A": "Pihak yang diam tidak dipidana.",
        "4": "Undang-Undang ini mulai berlaku pada tanggal diundangkan.",
    }
    assert {unit.path: unit.heading for unit in reading.units}["2/1/a"] == "BAB II LARANGAN › Bagian Kesatu Umum"
    assert [(note.line, note.doubt) for note in reading.notes] == [(33, Doubt.ODD_ARTICLE)]


def test_explanations_find_their_place_and_those_without_one_are_reported():
    reading = read_text(LAW)
    explained = {unit.path: unit.explanation for unit in reading.units if unit.explanation}
    assert explained["2/1/a"] == "Merusak termasuk menyobek."
    assert explained["2/1/b/angka-1"] == "Siang adalah waktu terang."
    assert explained["3"] == "Cukup jelas."
    assert [(each.text, each.why) for each in reading.unread] == [
        ("Ayat (9)", Why.UNKNOWN_PLACE),
        ("Ayat ini tidak ada.", Why.UNKNOWN_PLACE),
    ]


def test_what_belongs_to_the_page_is_kept_apart_with_its_reason():
    why = {each.text: each.why for each in read_text(LAW).asides}
    assert why["- 2 -"] == Why.PAGE_NUMBER
    assert why["PRESIDEN"] == why["REPUBLIK INDONESIA"] == Why.PAGE_HEADER
    assert why["TENTANG"] == Why.PREAMBLE
    assert why["BAB II"] == why["Umum"] == Why.HEADING
    assert why["Disahkan di Jakarta"] == Why.CLOSING
    assert why["Contoh diperlukan."] == Why.GENERAL


def test_an_amending_law_says_what_it_words_anew_and_what_it_takes_out():
    reading = read_text(AMENDING)
    assert texts(reading)["I/angka-1"] == "Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:"
    assert texts(reading)["II"] == "Undang-Undang ini mulai berlaku pada tanggal diundangkan."
    assert {unit.path: unit.text for unit in reading.amended} == {
        "2": "",
        "2/1": "Setiap pihak dilarang:",
        "2/1/a": "merusak atau menghilangkan contoh; dan",
        "2/1/b": "mengganggu.",
        "3B": "Pihak yang menyuruh dipidana sama.",
    }
    assert reading.repealed == ("3A",)
    assert {unit.path: unit.explanation for unit in reading.amended}["2/1/a"] == "Menghilangkan termasuk menyembunyikan."
    assert reading.unread == ()


def test_what_a_scanner_misread_is_mended_where_the_order_tells_and_said():
    text = "Pasal 99\nSatu.\nPasal 1OO\nDua.\nPasal l01\nTiga.\nPasal 105\nEmpat.\nPasal 106\nLima.\n"
    reading = read_text(text)
    assert list(texts(reading)) == ["99", "100", "101", "105", "106"]
    assert [note.doubt for note in reading.notes] == [Doubt.REPAIRED, Doubt.REPAIRED, Doubt.GAP]


def test_running_heads_are_told_from_the_law_by_standing_on_every_page():
    page = "Salinan Jaringan Dokumentasi\nPasal {n}\nIsi pasal nomor {word}.\nBiro Hukum, lembar ke-{n}"
    words = ["satu", "dua", "tiga", "empat", "lima", "enam"]
    reading = read_text("\f".join(page.format(n=n, word=word) for n, word in enumerate(words, start=1)))
    assert texts(reading) == {str(n): f"Isi pasal nomor {word}." for n, word in enumerate(words, start=1)}
    assert sum(each.why == Why.PAGE_HEADER for each in reading.asides) == 12


def test_a_law_that_only_puts_its_annex_in_force_gives_way_to_the_annex():
    first = "Pasal 1\nAturan terlampir menjadi undang-undang.\nPasal 2\nMulai berlaku hari ini.\nDisahkan di Jakarta\n"
    reading = read_text(first + "PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG\nREPUBLIK INDONESIA\n" + BODY)
    assert texts(reading)["3A"] == "Pihak yang diam tidak dipidana."
    assert {each.text for each in reading.unread if each.why == Why.SECOND_SERIES} >= {"Mulai berlaku hari ini."}


# --- No line is ever lost -----------------------------------------------------------------------------------------------

WORD = st.sampled_from(
    ["aturan", "contoh", "pihak", "berlaku", "dilarang", "pejabat", "warga", "tempat", "dimaksud", "dalam", "dan"]
)
WORDS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
NUMBER = st.integers(1, 12).map(str)
LINE = st.one_of(
    WORDS,
    WORDS.map(lambda words: f"{words}:"),
    WORDS.map(lambda words: f"{words}; dan"),
    WORDS.map(lambda words: f"{words}."),
    NUMBER.map(lambda n: f"Pasal {n}"),
    st.sampled_from(
        [
            "Pasal 2A",
            "Pasal I",
            "Pasal II",
            "Pasal 1O",
            "PENJELASAN",
            "ATAS",
            "II. PASAL DEMI PASAL",
            "I. UMUM",
            "BAB II",
            "LARANGAN",
        ]
    ),
    st.sampled_from(
        ["Bagian Kedua", "Paragraf 3", "- 4 -", "PRESIDEN", "Disahkan di Jakarta", "Cukup jelas.", "a.", "12", "lanjut . . ."]
    ),
    st.sampled_from(
        ["UNDANG-UNDANG REPUBLIK INDONESIA", "PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG", "5. Ketentuan Pasal 9 dihapus."]
    ),
    st.tuples(NUMBER, WORDS).map(lambda pair: f"({pair[0]}) {pair[1]}"),
    st.tuples(st.sampled_from("abcdefg"), WORDS).map(lambda pair: f"{pair[0]}. {pair[1]}:"),
    st.tuples(st.sampled_from("abcdefg"), WORDS).map(lambda pair: f"{pair[0]}. {pair[1]}; dan c. {pair[1]}"),
    st.tuples(NUMBER, WORDS).map(lambda pair: f"{pair[0]}. {pair[1]}"),
    NUMBER.map(lambda n: f"Ayat ({n})"),
    st.sampled_from("abc").map(lambda letter: f"Huruf {letter} Cukup jelas."),
    st.text(max_size=30),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(LINE, max_size=40), st.sampled_from(["\n", "\n\n", "\r\n", "\f"]))
def test_every_line_is_in_a_provision_or_beside_one_with_its_reason(lines, between):
    text = between.join(lines)
    reading = read_text(text)
    numbers = {line.number for line in lines_of(text)}
    assert reading.accounted == numbers
    assert reading.lines == len(numbers)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINE.filter(lambda line: line.isascii()), max_size=30))
def test_every_word_of_a_line_that_was_understood_is_kept(lines):
    reading = read_text("\n".join(lines))
    kept = " ".join(f"{unit.text} {unit.explanation}" for unit in (*reading.units, *reading.amended)).split()
    aside = {each.number for each in reading.asides}
    for line in lines_of("\n".join(lines)):
        if line.number not in aside:
            words = [word.strip(".:;") for word in line.text.split() if word.strip(".:;").islower() and len(word) > 4]
            bare = [word.strip(".:;") for word in kept]
            assert not set(words) - set(bare), (line, kept)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from((BODY + TAIL).splitlines()), max_size=60))
def test_a_law_with_its_lines_shuffled_is_read_without_a_fault(lines):
    reading = read_text("\n".join(lines))
    paths = [unit.path for unit in reading.units]
    assert len(paths) == len(set(paths))
    assert all(library.Provision.read(f"uu-1-2030/{path}") for path in paths)
