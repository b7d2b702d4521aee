"""A pack holds everything about the evidence of a case, leaves in one stream, and says where it came from."""

import json
import subprocess
import tracemalloc
import zipfile
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from damai.agencies.models import Agency
from damai.documents.actions import issue, void_document
from damai.documents.rules.kinds import _KINDS
from damai.documents.tests import reading
from damai.documents.tests.reading import tags_of, words_of
from damai.evidence import actions
from damai.evidence.actions import Damaged, NothingToPack, PeopleAsked
from damai.evidence.models import Custody, Pack
from damai.evidence.queries import check, exhibit_of
from damai.evidence.rules.boxes import Box
from damai.evidence.rules.papers import PersonLines
from damai.evidence.rules.verifying import verify_file, verify_folder
from damai.intake.actions import Incoming
from damai.ledger.models import Entry
from damai.ledger.queries import entries_about
from damai.ledger.rules.notes import parse_key

from . import story

pytestmark = pytest.mark.django_db


def packed(by, **given) -> bytes:
    return b"".join(actions.make_pack(story.CASE, by=by, **given).chunks())


def judged(body: bytes):
    return verify_file(BytesIO(body), [parse_key(story.key())])


def names(body: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(body)) as opened:
        return opened.namelist()


def read(body: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(body)) as opened:
        return opened.read(name)


@pytest.fixture
def people():
    return story.people()


@pytest.fixture
def pieces(people):
    """A photo that was blurred, a thing that was lent, a video, and an attachment."""
    photo, thing = story.photo(people.sari), story.envelope_found(people.sari)
    actions.blur(photo, [Box(2000, 2000, 4000, 4000)], by=people.sari)
    actions.record_event(thing, "lent", agency=Agency.objects.get(code="polres-jakpus"), reference="BA 1", by=people.sari)
    return photo, thing


def test_a_pack_holds_originals_copies_records_and_is_whole(people, pieces):
    photo, thing = pieces
    body = packed(people.tuti)
    assert names(body) == [
        "manifest.json", "manifest.sig", "SHA256SUMS", "BACA-SAYA.txt", "indeks.pdf", "riwayat-penguasaan.pdf",
        "kronologi.pdf", f"asli/{photo.code}.jpg", f"salinan/{photo.code}-1.jpg",
    ]  # fmt: skip
    assert read(body, f"asli/{photo.code}.jpg") == story.bytes_of(photo)
    verdict = judged(body)
    assert (verdict.good, verdict.findings, verdict.files, verdict.entries) == (True, [], 7, 7)
    told = json.loads(read(body, "manifest.json"))
    assert [each["piece"]["exhibit"] for each in told["exhibits"]] == [photo.code, thing.code]
    assert [each["entry"]["action"] for each in told["exhibits"][1]["custody"]] == ["received", "kept", "lent", "exported"]
    assert told["people"] is None


def test_it_can_be_checked_with_nothing_of_ours(people, pieces, tmp_path):
    folder = tmp_path / "paket"
    with zipfile.ZipFile(BytesIO(packed(people.tuti))) as opened:
        opened.extractall(folder)
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stdout.count(": OK")) == (0, 6)
    assert verify_folder(folder, [parse_key(story.key())]).good


def test_the_export_is_in_each_record_and_in_the_ledger_before_the_first_byte_leaves(people, pieces):
    photo, thing = pieces
    pack = actions.make_pack(story.CASE, by=people.tuti)
    for row in (photo, thing):
        last = exhibit_of(story.CASE, row.code).timeline[-1]
        assert (last.action, last.words["reference"], last.by) == ("exported", pack.code, people.tuti.code)
    assert [each.name for each in entries_about(pack.code)] == ["PackMade"]
    assert Pack.objects.get().left_at is None
    assert len(b"".join(pack.chunks())) == pack.size
    row = Pack.objects.get()
    assert (row.size, row.manifest_sha256, row.left_at is not None) == (pack.size, pack.manifest_sha256, True)
    with pytest.raises(RuntimeError):
        next(pack.chunks())
    assert check().findings == []


def test_a_second_pack_holds_the_first_export(people, pieces):
    packed(people.tuti)
    verdict = judged(packed(people.tuti))
    assert verdict.good
    assert [each.entry.action for each in verdict.manifest.exhibits[0].custody][-2:] == ["exported", "exported"]


def test_what_is_withdrawn_is_told_of_and_its_bytes_stay_here(people, pieces):
    photo, _thing = pieces
    actions.record_event(photo, "withdrawn", note="Salah unggah", by=people.tuti)
    body = packed(people.tuti)
    assert not any(name.startswith(("asli/", "salinan/")) for name in names(body))
    verdict = judged(body)
    assert verdict.good and verdict.manifest.exhibits[0].withdrawn
    assert "tidak dimuat" in words_of(read(body, "indeks.pdf"))


def test_a_file_that_means_harm_leaves_under_a_name_that_opens_nothing(people):
    row = story.photo(people.sari, story.picture() + b"<html><script>alert(1)</script>" * 3)
    body = packed(people.tuti)
    assert f"asli/{row.code}.bin" in names(body) and judged(body).good
    assert "jangan dibuka" in words_of(read(body, "indeks.pdf"))


def test_nothing_to_pack_is_said(people):
    with pytest.raises(NothingToPack):
        actions.make_pack(story.CASE, by=people.tuti)
    assert not Pack.objects.exists()


@pytest.mark.parametrize("replace", [story.replace_on_disk, story.replace_with_the_keys])
def test_an_original_that_was_replaced_breaks_the_stream_off_and_is_recorded(people, pieces, replace):
    photo, _thing = pieces
    replace(photo, story.picture(colour=(1, 1, 1)))
    pack = actions.make_pack(story.CASE, by=people.tuti)
    left = b""
    with pytest.raises(Damaged, match=photo.code):
        for chunk in pack.chunks():
            left += chunk
    assert Pack.objects.get().left_at is None and len(left) < pack.size
    assert any(each.name == "OriginalDamaged" for each in entries_about(photo.code))
    assert {one.kind.value for one in judged(left).findings} == {"truncated"}


@pytest.mark.parametrize("change", [{"sealed_words": b"x" * 90}, {"number": 9}])
def test_a_record_that_somebody_changed_is_not_packed_as_if_nothing_were(people, pieces, change):
    photo, _thing = pieces
    rows = Custody.objects.filter(exhibit=photo, number=1)
    rows.update(**change)
    with pytest.raises(NothingToPack, match="damai evidence check"):
        actions.make_pack(story.CASE, by=people.tuti)


def test_a_large_file_passes_through_little_memory(people):
    with Incoming("film.mp4", most=200 << 20) as incoming:
        incoming.write(b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00")
        for number in range(80):
            incoming.write(bytes([number]) * (1 << 20))
        part = incoming.finish()
    row = actions.keep_file(story.CASE, part, kind="video", title="Rekaman", by=people.sari)
    pack = actions.make_pack(story.CASE, by=people.tuti)
    tracemalloc.start()
    size = sum(len(chunk) for chunk in pack.chunks())
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == pack.size > row.size == part.size
    assert most < 6 << 20


def test_only_the_ledger_s_own_words_are_the_chronology_and_nobody_s_looking(people, pieces):
    photo, _thing = pieces
    actions.note_look(photo, by=people.sari)
    body = packed(people.tuti, chronology=[story.CASE, photo.code])
    verdict = judged(body)
    happened = [each.name for each in verdict.manifest.chronology]
    assert verdict.good and "ExhibitKept" in happened and "PersonalDataViewed" not in happened
    assert Entry.objects.filter(name="PersonalDataViewed", about=story.CASE).exists()
    assert happened == [each.name for each in sorted(verdict.manifest.chronology, key=lambda each: each.at)]
    assert "Foto" in words_of(read(body, "kronologi.pdf"))


@pytest.fixture
def kind(monkeypatch):
    monkeypatch.setitem(_KINDS, reading.KIND.code, reading.KIND)
    return reading.KIND


def test_issued_papers_go_with_it_as_they_were_issued(people, pieces, kind, monkeypatch):
    template = reading.template("# {{ hal }}", *reading.WHOLE)
    monkeypatch.setattr("damai.documents.queries.papers.shipped_template", lambda _kind: template)
    values = {"hal": "Undangan klarifikasi", "isi": "Hadir.", "peserta": [{"nama": "A"}]}
    office = Agency.objects.get(code="bawaslu-jakpus")
    paper = issue(kind=kind, agency=office, values=values, dated=date(2024, 2, 2), about=story.CASE, by=people.sari)
    void = issue(kind=kind, agency=office, values=values, dated=date(2024, 2, 3), about=story.CASE, by=people.sari)
    void_document(void, by=people.tuti)
    issue(kind=kind, agency=office, values=values, dated=date(2024, 2, 3), about="P-00002", by=people.sari)
    body = packed(people.tuti)
    verdict = judged(body)
    assert verdict.good
    assert [(each.code, each.is_void) for each in verdict.manifest.papers] == [(paper.code, False), (void.code, True)]
    from damai.documents.queries import pdf_of

    assert read(body, f"formulir/{paper.code}.pdf") == pdf_of(paper)
    assert "batal" in words_of(read(body, "indeks.pdf"))
    assert [each.code for each in judged(packed(people.tuti, papers=[paper])).manifest.papers] == [paper.code]


def test_nobody_s_data_is_in_it_unless_a_lead_asked_and_then_it_says_so(people, pieces):
    body = packed(people.tuti)
    assert "orang.pdf" not in names(body)
    asked = PeopleAsked("diminta majelis", (PersonLines("O-00001", "Pelapor", (("Nama", "Wulan Kenari"),)),))
    with_people = packed(people.tuti, people=asked)
    verdict = judged(with_people)
    assert verdict.good and verdict.manifest.people.why == "diminta majelis"
    assert b"Wulan" not in read(with_people, "manifest.json")
    assert "Wulan Kenari" in words_of(read(with_people, "orang.pdf"))
    assert Pack.objects.first().persons == 1
    assert b"Wulan" not in b"".join(bytes(each.opening) for each in Entry.objects.all())


@pytest.mark.parametrize("name", ["indeks.pdf", "riwayat-penguasaan.pdf", "kronologi.pdf"])
def test_its_papers_are_archival_and_accessible(people, pieces, name):
    pdf = read(packed(people.tuti, chronology=[pieces[0].code]), name)
    with pikepdf.open(BytesIO(pdf)) as opened:
        said = opened.open_metadata()
        assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("2", "A", "1")
        root = opened.Root
        assert str(root.Lang) == "id" and root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        for page in opened.pages:
            for font in page.Resources.Font.values():
                inner = font.DescendantFonts[0].FontDescriptor
                assert {"/FontFile2", "/FontFile3"} & set(inner.keys()) and "/ToUnicode" in font
    tags = [tag for tag, _alt in tags_of(pdf)]
    assert tags.count("H1") == 1 and {"Table", "TR", "TH", "TD"} <= set(tags)


def test_words_that_somebody_typed_stay_words_on_paper(people):
    title = '#panic() "] \\ ${1+1} <x> 漢 \u202e ‮'
    story.photo(people.sari, title=title.strip(), description="Baris\nkedua #include")
    body = packed(people.tuti)
    said = words_of(read(body, "indeks.pdf")).replace("\u200b", "")
    assert judged(body).good
    assert "#panic()" in said and "U+6F22" in said and "#include" in said


def test_the_index_says_the_whole_digest(people, pieces):
    photo, _thing = pieces
    said = words_of(read(packed(people.tuti), "indeks.pdf")).replace("\u200b", "").replace(" ", "").replace("\n", "")
    assert photo.sha256 in said
