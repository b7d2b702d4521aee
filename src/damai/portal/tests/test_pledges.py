"""Declarations in public: read, signed, shown on a wall, checked; from the side of citizens and of those who would cheat."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import places

from damai.agencies.queries import today
from damai.commitments import actions as commitments
from damai.commitments.models import Breach, Commitment, PartyReply
from damai.intake.actions.knocking import PER_HOUR, What
from damai.ledger.actions import integrate
from damai.pledges import actions, queries
from damai.pledges.models import Participant, Signature
from damai.pledges.tests import story

pytestmark = pytest.mark.django_db

ADDRESS = "/deklarasi/deklarasi-jakpus/"
GOOD = {"nama": "Wati Lestari", "surel": "wati@contoh.id", "tampil": "", "setuju": "ya", "situs": "", "jawaban": ""}
SCRIPT = '"><script>alert(1)</script>'


@pytest.fixture(autouse=True)
def _nothing_believed():
    queries.forget_counts()


@pytest.fixture
def day():
    with time_machine.travel(story.MOMENT, tick=False) as moment:
        yield moment


@pytest.fixture
def kasman(day):
    return story.people()[1].kasman


@pytest.fixture
def declaration(kasman):
    return story.opened(kasman)


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode(errors="replace")[:1500]
    return response.content.decode()


def seated(declaration, by, *, signed: bool = True, **place) -> Signature:
    """Somebody with a place in the hall, who signed there."""
    invited = actions.invite_signatory(declaration, by=by, **place)
    if signed:
        name = place.get("name") or "Ratna Dewi"
        actions.sign_in_hall(invited.token, drawing=story.SCRIBBLE, name=name, office=place.get("office", "Ketua"))
    return invited


def party(number: int) -> Participant:
    return Participant.objects.get(election="pemilu_2024", kind="party", ballot_number=number)


# --- Reading --------------------------------------------------------------------------------------------------------


def test_an_empty_house_has_no_declaration_and_says_so(client):
    places()
    assert "Belum ada deklarasi" in text(client.get("/deklarasi/"))
    for nowhere in (ADDRESS, f"{ADDRESS}layar/", f"{ADDRESS}layar.json", f"{ADDRESS}tanda-tangan/", f"{ADDRESS}lembar.pdf"):
        text(client.get(nowhere), 404)


def test_a_draft_is_nobodys_business(client, kasman):
    story.drafted(kasman)
    assert "deklarasi-jakpus" not in text(client.get("/deklarasi/"))
    text(client.get(ADDRESS), 404)
    text(client.get(f"{ADDRESS}layar.json"), 404)
    text(client.post(f"{ADDRESS}tanda-tangan/", GOOD), 404)


def test_the_list_has_what_can_be_signed_first_and_the_texts_of_2023_with_their_source(client, declaration):
    page = text(client.get("/deklarasi/"))
    assert page.index("Deklarasi Pemilu Damai Jakarta Pusat") < page.index("Dokumen rujukan")
    archive = page.split('id="arsip"')[1]
    assert archive.count("Senin, 27 November 2023") == 2
    assert archive.count("Sumber:") == 2
    assert "templat-deklarasi-kota" not in page


def test_the_text_is_shown_clause_by_clause_and_anyone_can_check_its_digest(client, declaration):
    page = unescape(text(client.get(ADDRESS)))
    fixed = story.text_of(declaration)
    for clause in fixed.clauses.all():
        assert clause.words in page
        assert clause.basis in page
        for indicator in clause.indicators.all():
            assert indicator.words in page
    assert fixed.sha256 in page
    body = client.get(f"{ADDRESS}naskah-v1.json").content
    assert sha256(body).hexdigest() == fixed.sha256
    text(client.get(f"{ADDRESS}naskah-v2.json"), 404)


def test_participants_stand_by_ballot_number_whoever_signs_first(client, declaration, kasman):
    for number in (9, 2, 5):
        seated(declaration, kasman, kind="participant", participant=party(number))
    seated(declaration, kasman, kind="community", name="Maria Lestari", office="Tokoh masyarakat Senen", signed=False)
    page = text(client.get(ADDRESS))
    numbers = re.findall(r'signer__number"><span class="unseen">[^<]+</span> (\d+)', page)
    assert numbers == ["2", "5", "9"]
    assert "Menurut nomor urut" in page
    assert "Maria Lestari" not in page, "who has not signed is not named"


def test_citizens_are_counted_and_named_only_as_they_wish(client, declaration):
    fixed = story.text_of(declaration)
    story.signed(fixed, name="Wati Lestari", contact="wati@contoh.id", named=True)
    story.signed(fixed, name="Slamet Rahardjo", contact="slamet@contoh.id", named=False)
    for address in (ADDRESS, f"{ADDRESS}warga/"):
        page = text(client.get(address))
        assert "Wati Lestari" in page
        assert "Slamet" not in page
    everything = "".join(client.get(each).content.decode() for each in (f"{ADDRESS}layar/", f"{ADDRESS}layar.json"))
    assert "Slamet" not in everything
    assert "wati@contoh.id" not in everything + text(client.get(ADDRESS))


def test_names_of_many_citizens_come_page_by_page_and_each_once(client, declaration):
    fixed = story.text_of(declaration)
    first = ("Sri", "Agus", "Dewi", "Budi", "Rina", "Hendra", "Siti", "Yusuf", "Maria", "Wayan", "Putu")
    last = ("Wahyuni", "Santoso", "Lestari", "Pratama", "Hidayat", "Kusuma")
    for number in range(66):
        name = f"{first[number % 11]} {last[number // 11]}"
        story.signed(fixed, name=name, contact=f"warga{number}@contoh.id")
    seen, address = [], f"{ADDRESS}warga/"
    while address:
        page = text(client.get(address))
        seen += re.findall(r"<li>([A-Z]\w+ [A-Z]\w+)</li>", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"{ADDRESS}warga/{following[1]}" if following else ""
    assert len(seen) == len(set(seen)) == 66
    text(client.get(f"{ADDRESS}warga/?sesudah=%00{SCRIPT}"))


def test_the_page_is_small_even_on_a_great_day(client, declaration, kasman):
    for row in Participant.objects.filter(election="pemilu_2024"):
        seated(declaration, kasman, kind="participant", participant=row)
    for number in range(12):
        letters = "ABCDEFGHIJKL"[number]
        seated(
            declaration, kasman, kind="institution", name=f"Penanda {letters}", office=f"Ketua Lembaga {letters} Jakarta Pusat"
        )
    for number in range(40):
        story.signed(story.text_of(declaration), name=f"Warga {'ABCDEFGHIJ'[number % 10]}a", contact=f"w{number}@contoh.id")
    assert len(client.get(ADDRESS).content) < 50_000
    assert "no-store" not in client.get(ADDRESS).get("Cache-Control", "")
    assert not client.get(ADDRESS).cookies


def test_a_text_that_was_changed_in_the_database_is_said_to_be_and_nobody_signs_it(client, declaration):
    clause = story.text_of(declaration).clauses.all()[0]
    clause.words = "Memilih peserta nomor urut sembilan."
    clause.save()
    assert "tidak lagi sama dengan sidik jarinya" in text(client.get(ADDRESS))


# --- What became of it ----------------------------------------------------------------------------------------------


def followed(declaration):
    """Figures over time for the first clause, one allegation with a reply, one decision."""
    people = story.cast()
    first, second = Commitment.objects.filter(origin_code__startswith=declaration.code).order_by("id")[:2]
    indicator = first.indicators.first()
    for week, value in ((0, 1), (1, None), (2, 3)):
        on = today() - timedelta(days=7 * (2 - week))
        of = None if value is None else Decimal(20)
        commitments.measure(indicator, on=on, value=value, of=of, source="Rekap laporan", by="damai")
    common = {"happened_on": today(), "reports": ["L-00001"], "alleged_at": story.MOMENT, "alleged_by": people.sari}
    alleged = Breach.objects.create(
        code="B-00001", commitment=first, participant="pemilu_2024/party/05", verification=2, token_hash="a" * 64,
        what="Dibagikan amplop di sebuah acara.", **common,
    )  # fmt: skip
    PartyReply.objects.create(breach=alleged, number=1, words="Amplop itu undangan.", capacity="Sekretaris DPC", at=story.MOMENT)
    Breach.objects.create(
        code="B-00002", commitment=second, participant="pemilu_2024/pair/02", verification=3, token_hash="b" * 64,
        what="Alat peraga di halaman sekolah.", state="established", decided_by="Bawaslu Jakarta Pusat",
        decision="003/LP/XII/2023", decided_on=today(), **common,
    )  # fmt: skip


def test_what_became_of_it_says_alleged_until_a_body_decided_and_puts_the_reply_beside(client, day, declaration):
    with time_machine.travel(story.MOMENT + timedelta(days=30), tick=False):
        followed(declaration)
        page = unescape(text(client.get(ADDRESS)))
        told = page.split('id="sesudah"')[1]
        alleged, decided = told.split("Dibagikan amplop")[1], told.split("Alat peraga di halaman sekolah")[1]
        assert "Dugaan: belum ada putusan" in alleged.split("</article>")[0]
        assert "Amplop itu undangan." in alleged.split("</article>")[0]
        assert "Sekretaris DPC" in alleged
        for words in ("Bawaslu Jakarta Pusat", "003/LP/XII/2023", "Belum ada tanggapan"):
            assert words in decided.split("</article>")[0]
        assert "L-00001" not in page, "which reports it rests on is nobody's business"
        assert len(page.encode()) < 50_000


def test_every_participant_stands_by_ballot_number_with_its_denominator_or_without_data(client, day, declaration):
    with time_machine.travel(story.MOMENT + timedelta(days=30), tick=False):
        assert "Menurut peserta pemilu" not in text(client.get(ADDRESS)), "nothing alleged: no table of marks"
        followed(declaration)
        table = unescape(text(client.get(ADDRESS))).split('id="peserta"')[1].split("</table>")[0]
        rows = re.findall(r'<tr><th scope="row">(\d+)\. [^<]+</th>(.*?)</tr>', table)
        assert [int(number) for number, _ in rows] == [1, 2, 3, *range(1, 18), 24]
        assert sum("tidak ada data" in cells for _, cells in rows) == len(rows) - 2
        nasdem = rows[3 + 4][1]
        assert re.findall(r">(\d dari 2)<", nasdem) == ["1 dari 2", "0 dari 2", "0 dari 2"]


def test_the_figures_of_a_clause_over_time_have_gaps_where_nothing_was_known(client, day, declaration):
    with time_machine.travel(story.MOMENT + timedelta(days=30), tick=False):
        followed(declaration)
        page = text(client.get(f"{ADDRESS}butir/1/"))
        assert "3 dari 20" in page
        assert "tidak ada data" in page
        assert "<svg" in page
        assert "Amplop itu undangan." in page
        text(client.get(f"{ADDRESS}butir/99/"), 404)
        assert not re.search(r"\sstyle=", page)


# --- Signing as a citizen -------------------------------------------------------------------------------------------


def filled(client, day, **changes):
    """The form as a person fills it in: opened, and sent a minute later."""
    token = re.search(r'name="token" value="([^"]+)"', text(client.get(f"{ADDRESS}tanda-tangan/")))[1]
    day.shift(timedelta(minutes=1))
    return client.post(f"{ADDRESS}tanda-tangan/", GOOD | {"token": unescape(token)} | changes)


def test_a_citizen_signs_with_one_letter_and_one_press(client, day, declaration):
    page = text(client.get(f"{ADDRESS}tanda-tangan/"))
    assert re.search(r'id="tampil_tidak" value="" checked', page), "not being named is the choice that is made for nobody"
    assert 'class="unseen" aria-hidden="true"' in page
    sent = text(filled(client, day), 202)
    assert "Periksa kotak surat" in sent
    assert "wati@contoh.id" not in sent
    link = f"/deklarasi/konfirmasi/{story.link_in(story.letters()[-1])}/"
    opened = client.get(link)
    assert "Saya menandatangani" in text(opened)
    assert "no-store" in opened["Cache-Control"]
    assert client.get(f"{ADDRESS}layar.json").json()["citizens"] == 0, "mail programs open links; opening signs nothing"
    done = client.post(link, {"nama": "Wati Lestari", "tampil": ""})
    assert done.status_code == 302
    own = text(client.get(done["Location"]))
    assert "Anda sudah menandatangani" in own
    queries.forget_counts()  # on a busy machine a count is believed for a moment
    assert client.get(f"{ADDRESS}layar.json").json()["citizens"] == 1
    assert client.get(f"{done['Location']}sertifikat.pdf").content.startswith(b"%PDF")
    assert "Sudah ditandatangani" in text(client.get(link), 409)


def test_no_page_behind_a_key_is_kept_by_a_cache_or_listed(client, day, declaration, kasman):
    text(filled(client, day), 202)
    link = f"/deklarasi/konfirmasi/{story.link_in(story.letters()[-1])}/"
    hall = seated(declaration, kasman, signed=False, kind="participant", participant=party(1))
    pages = [link, f"/deklarasi/tanda-tangan/{hall.token}/"]
    pages += [f"{link[:-3]}xx/", "/deklarasi/tanda-tangan/x/"]  # nor does a page that is not there
    answers = [client.get(each) for each in pages]
    answers.append(client.post(link, {"nama": "Wati Lestari", "tampil": ""}))
    own = answers[-1]["Location"]
    answers += [client.get(each) for each in (own, f"{own}tarik/", f"{own}sertifikat.pdf")]
    answers.append(client.post(f"{own}tarik/", {"yakin": "ya"}))
    for answer in answers:
        assert "no-store" in answer["Cache-Control"], answer.request
        assert answer["X-Robots-Tag"].startswith("noindex"), answer.request
        assert not answer.cookies


def test_every_refusal_is_said_and_nothing_typed_is_lost(client, day, declaration):
    cases = {
        "nama": ({"nama": ""}, "Tulis nama Anda"),
        "surel": ({"surel": "bukan-alamat"}, "surel"),
        "setuju": ({"setuju": ""}, "Tanpa persetujuan"),
        "situs": ({"situs": "http://x"}, "harus kosong"),
    }
    for field, (wrong, words) in cases.items():
        page = unescape(text(filled(client, day, **wrong), 422))
        assert words in page, field
        for name in {"nama", "surel"} - set(wrong):
            assert f'value="{GOOD[name]}"' in page, field
    quick = client.post(f"{ADDRESS}tanda-tangan/", GOOD | {"token": fresh_token(client)})
    page = text(quick, 422)
    assert "Terlalu cepat" in page
    assert 'value="Wati Lestari"' in page
    assert "terlalu lama terbuka" in text(filled(client, day, token="karangan"), 422)
    assert not Signature.objects.filter(kind="citizen").exists()


def fresh_token(client) -> str:
    return unescape(re.search(r'name="token" value="([^"]+)"', text(client.get(f"{ADDRESS}tanda-tangan/")))[1])


def test_before_and_after_the_window_the_page_says_when(client, day, kasman):
    declaration = story.drafted(kasman)
    hour = timedelta(hours=1)
    actions.open_for_signing(declaration, opens_at=story.MOMENT + hour, closes_at=story.MOMENT + 2 * hour, by=kasman)
    early = text(client.get(f"{ADDRESS}tanda-tangan/"))
    assert "baru dibuka" in early
    assert "<form" not in early.split("<main")[1]
    assert "baru dibuka" in text(client.get(ADDRESS))
    day.move_to(story.MOMENT + 90 * timedelta(minutes=1))
    token = fresh_token(client)
    day.move_to(story.MOMENT + 3 * hour)
    late = text(client.post(f"{ADDRESS}tanda-tangan/", GOOD | {"token": token}), 409)
    assert "sudah ditutup" in late
    assert "Wati Lestari" in late, "what was typed is not lost"


def test_nobody_learns_from_the_form_whether_somebody_signed(client, day, declaration):
    first = filled(client, day)
    actions.confirm(story.link_in(story.letters()[-1]))
    again, other = filled(client, day), filled(client, day, surel="orang.lain@contoh.id")
    assert first.status_code == again.status_code == other.status_code == 202
    assert text(first, 202) == text(again, 202) == text(other, 202)


def test_too_many_from_one_network_are_told_to_wait_and_keep_what_they_typed(client, day, declaration):
    for number in range(PER_HOUR[What.SIGN]):
        text(filled(client, day, surel=f"warga{number}@contoh.id"), 202)
        day.shift(-timedelta(minutes=1))  # all of it within the same hour
    page = text(filled(client, day), 429)
    assert "Terlalu banyak permintaan" in page
    assert 'value="Wati Lestari"' in page
    day.shift(timedelta(hours=2))
    text(filled(client, day), 202)


def test_another_site_can_neither_ask_nor_confirm_nor_withdraw(client, day, declaration):
    elsewhere = {"HTTP_SEC_FETCH_SITE": "cross-site"}
    token = fresh_token(client)
    day.shift(timedelta(minutes=1))
    text(client.post(f"{ADDRESS}tanda-tangan/", GOOD | {"token": token}, **elsewhere), 403)
    filled(client, day)
    link = f"/deklarasi/konfirmasi/{story.link_in(story.letters()[-1])}/"
    text(client.post(link, {"nama": "Wati Lestari"}, **elsewhere), 403)
    own = client.post(link, {"nama": "Wati Lestari"})["Location"]
    text(client.post(f"{own}tarik/", {"yakin": "ya"}, **elsewhere), 403)
    assert "Anda sudah menandatangani" in text(client.get(own))


def test_links_cannot_be_guessed_or_used_for_something_else(client, declaration, kasman):
    invited = actions.invite_signatory(declaration, kind="participant", participant=party(1), by=kasman)
    for wrong in ("x", "a" * 22, invited.token[:-1], "%00", SCRIPT.replace("/", "")):
        for page in ("konfirmasi", "tanda-tangan", "milik"):
            answer = client.get(f"/deklarasi/{page}/{wrong}/")
            assert answer.status_code == 404, page
            assert "<script>alert" not in answer.content.decode()
    text(client.get(f"/deklarasi/konfirmasi/{invited.token}/"), 404)
    text(client.post(f"/deklarasi/konfirmasi/{invited.token}/", {"nama": "Wati"}), 404)
    own = queries.link_of(invited.signature)
    text(client.get(f"/deklarasi/milik/{own}/"), 404)  # not signed yet: there is nothing of one's own


def test_taking_back_needs_a_mark_forgets_the_name_and_is_said(client, declaration):
    signature = story.signed(story.text_of(declaration))
    own = f"/deklarasi/milik/{queries.link_of(signature)}/"
    assert "Yang terjadi bila ditarik" in text(client.get(f"{own}tarik/"))
    assert "Beri tanda bila Anda yakin" in text(client.post(f"{own}tarik/", {}), 422)
    assert "sudah ditarik" in text(client.post(f"{own}tarik/", {"yakin": "ya"}))
    assert "sudah ditarik" in text(client.get(own))
    assert "Wati" not in text(client.get(own)) + text(client.get(ADDRESS))
    text(client.get(f"{own}sertifikat.pdf"), 404)
    assert "ditarik" in text(client.get(f"/deklarasi/periksa/{signature.code}/"))
    assert "sudah ditarik" in text(client.post(f"{own}tarik/", {"yakin": "ya"})), "twice is once"


# --- In the hall ----------------------------------------------------------------------------------------------------


def test_one_signs_in_the_hall_by_drawing_or_by_certificate_and_only_once(client, declaration, kasman):
    drawn = actions.invite_signatory(declaration, kind="participant", participant=party(4), office="Ketua DPC", by=kasman)
    page = text(client.get(f"/deklarasi/tanda-tangan/{drawn.token}/"))
    assert "Partai Golongan Karya" in page
    assert 'data-island="sign"' in page
    sent = {"nama": "Ratna Dewi", "jabatan": "Ketua DPC", "goresan": story.SCRIBBLE, "nomor_sertifikat": ""}
    done = client.post(f"/deklarasi/tanda-tangan/{drawn.token}/", sent)
    assert done.status_code == 302
    assert "Partai Golongan Karya" in text(client.get(done["Location"]))
    assert "Sudah ditandatangani" in text(client.get(f"/deklarasi/tanda-tangan/{drawn.token}/"), 409)
    text(client.post(f"/deklarasi/tanda-tangan/{drawn.token}/", sent | {"nama": "Orang Lain"}), 409)
    other = actions.invite_signatory(declaration, kind="participant", participant=party(5), by=kasman)
    typed = {"nama": "Yohana Siregar", "goresan": "", "nomor_sertifikat": "BSrE 2023/11/0042"}
    assert client.post(f"/deklarasi/tanda-tangan/{other.token}/", typed).status_code == 302


def test_a_signature_that_is_none_comes_back_with_what_was_drawn_and_typed(client, declaration, kasman):
    invited = actions.invite_signatory(declaration, kind="community", name="Maria Lestari", office="Tokoh Senen", by=kasman)
    link = f"/deklarasi/tanda-tangan/{invited.token}/"
    empty = text(client.post(link, {"nama": "Maria Lestari", "goresan": ""}), 422)
    assert "salah satu" in empty
    dot = json.dumps([[[0.5, 0.5], [0.501, 0.5]]])
    page = unescape(text(client.post(link, {"nama": "Maria Lestari", "jabatan": "Tokoh", "goresan": dot}), 422))
    assert f'value="{dot}"' in page
    assert 'value="Maria Lestari"' in page
    assert 'value="Tokoh"' in page
    bad = text(client.post(link, {"nama": SCRIPT, "goresan": story.SCRIBBLE}), 422)
    assert SCRIPT not in bad
    assert client.post(link, {"nama": "Maria", "goresan": "[" * 100_000}).status_code == 422
    assert client.post(link, {"nama": "Maria Lestari", "goresan": story.SCRIBBLE}).status_code == 302


# --- The big screen -------------------------------------------------------------------------------------------------


def test_the_screen_counts_and_names_in_the_order_of_the_text(client, declaration, kasman):
    pair = Participant.objects.get(election="pemilu_2024", kind="pair", ballot_number=3)
    seated(declaration, kasman, kind="community", name="Maria Lestari", office="Tokoh Senen")
    seated(declaration, kasman, kind="participant", participant=party(9))
    seated(declaration, kasman, kind="participant", participant=pair)
    seated(declaration, kasman, kind="participant", participant=party(2), signed=False)
    told = client.get(f"{ADDRESS}layar.json").json()
    assert [(line["kind"], line["number"]) for line in told["signed"]] == [("pair", 3), ("party", 9), ("community", None)]
    assert (told["total"], told["participants"], told["participants_of"], told["community"]) == (3, 2, 3, 1)
    page = text(client.get(f"{ADDRESS}layar/"))
    assert page.index("Ganjar Pranowo") < page.index("Partai Kebangkitan Nusantara") < page.index("Maria Lestari")
    assert '<svg role="img" aria-label="Kode QR' in page
    assert "Muat ulang" in page, "without a script one reloads"


def test_what_did_not_change_is_not_sent_again(client, declaration):
    first = client.get(f"{ADDRESS}layar.json")
    assert first["Cache-Control"] == "public, max-age=1"
    again = client.get(f"{ADDRESS}layar.json", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    story.signed(story.text_of(declaration))
    queries.forget_counts()
    changed = client.get(f"{ADDRESS}layar.json", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_the_screen_asks_little_however_many_have_signed(client, declaration, kasman, django_assert_max_num_queries):
    for row in Participant.objects.filter(election="pemilu_2024")[:10]:
        seated(declaration, kasman, kind="participant", participant=row)
    with django_assert_max_num_queries(10):
        client.get(f"{ADDRESS}layar.json")


def test_a_title_or_an_office_cannot_run_on_the_wall(client, kasman):
    declaration = story.opened(kasman, title=f"Deklarasi {SCRIPT}", occasion=SCRIPT, place=SCRIPT)
    seated(declaration, kasman, kind="institution", name="Ratna Dewi", office=f"Ketua {SCRIPT}")
    for page in ("", "layar/", "tanda-tangan/"):
        assert "<script>alert" not in text(client.get(ADDRESS + page))
    answer = client.get(f"{ADDRESS}layar.json")
    assert answer["Content-Type"] == "application/json"
    assert answer["X-Content-Type-Options"] == "nosniff"


# --- Checking a certificate -----------------------------------------------------------------------------------------


def test_a_certificate_is_genuine_changed_withdrawn_or_unknown(client, declaration):
    signature = story.signed(story.text_of(declaration))
    own = f"/deklarasi/milik/{queries.link_of(signature)}/"
    body = client.get(f"{own}sertifikat.pdf").content

    def checked(content: bytes) -> str:
        return unescape(text(client.post("/deklarasi/periksa/", {"berkas": SimpleUploadedFile("s.pdf", content)})))

    good = checked(body)
    assert "Asli" in good
    assert signature.code in good
    assert signature.statement in good
    changed = bytearray(body)
    changed[len(changed) // 2] ^= 1
    assert "Tidak asli atau sudah diubah" in checked(bytes(changed))
    assert "Tidak asli atau sudah diubah" in checked(body[:-10])
    assert "bukan sertifikat" in checked(b"halo")
    assert "Tidak asli" in checked(b"")
    client.post(f"{own}tarik/", {"yakin": "ya"})
    assert "Asli, tetapi sudah ditarik" in checked(body)


def test_a_number_is_looked_up_however_it_was_typed(client, declaration):
    signature = story.signed(story.text_of(declaration), named=False)
    for typed in (signature.code, signature.code.lower(), signature.code.replace("-", "")):
        page = text(client.post("/deklarasi/periksa/", {"kode": typed}))
        assert "Tercatat" in page
        assert "Wati" not in page, "who is not named is not named here"
    assert "Tercatat" in text(client.get(f"/deklarasi/periksa/{signature.code}/"))
    unknown = text(client.post("/deklarasi/periksa/", {"kode": f"S-AAAAA{SCRIPT}"}), 404)
    assert "Tidak dikenal" in unknown
    assert "<script>alert" not in unknown
    assert "Pilih berkas" in text(client.post("/deklarasi/periksa/", {}), 422)


def test_a_film_is_no_certificate_and_never_reaches_the_disk(client, declaration):
    film = SimpleUploadedFile("film.mp4", b"x" * 4_000_000)
    assert "lebih besar dari 2 MB" in text(client.post("/deklarasi/periksa/", {"berkas": film}), 413)
    large = SimpleUploadedFile("besar.pdf", b"%PDF" + b"x" * 2_200_000)
    assert "lebih besar dari 2 MB" in text(client.post("/deklarasi/periksa/", {"berkas": large}), 413)


def test_pages_behind_links_are_kept_nowhere_and_set_no_cookie(client, declaration):
    signature = story.signed(story.text_of(declaration))
    integrate()
    own = f"/deklarasi/milik/{queries.link_of(signature)}/"
    for address in (own, f"{own}tarik/", f"{own}sertifikat.pdf", f"{own}bukti.tlog-proof", "/deklarasi/periksa/"):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"], address
        assert answer["Referrer-Policy"] == "same-origin"
        assert not answer.cookies


def test_the_first_page_speaks_of_the_declaration_that_can_be_signed(client, declaration):
    page = text(Client().get("/"))
    assert ADDRESS in page
    assert 'href="/deklarasi/"' in page
    assert 'href="/tentang/"' in page, "it stays in the foot"
