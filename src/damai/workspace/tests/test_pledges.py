"""The desk of declarations: written, opened, signed and closed by those who may; others find nothing there."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory
from django.utils.timezone import localtime

from damai.agencies.models import Agency, Appointment, Role
from damai.pledges import actions, queries
from damai.pledges.models import Declaration, Participant, Signature
from damai.pledges.tests import story

pytestmark = pytest.mark.django_db

DESK = "/kerja/deklarasi/"


@pytest.fixture
def day():
    with time_machine.travel(story.MOMENT, tick=False) as moment:
        yield moment


@pytest.fixture
def people(day):
    return story.people()


@pytest.fixture
def kasman(people):
    return people[1].kasman


@pytest.fixture
def declaration(kasman):
    return story.drafted(kasman)


def desk_of(member) -> Client:
    browser = Client()
    browser.force_login(member)
    return browser


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode(errors="replace")[:1500]
    return unescape(response.content.decode())


def at(declaration, step: str = "") -> str:
    return f"{DESK}{declaration.code}/{step}"


def typed(page: str) -> dict[str, str]:
    """The fields of the text form as a browser would send them again."""
    form = page.split('<form class="clauses"')[1].split("</form>")[0]
    fields = dict(re.findall(r'<input type="(?:hidden|text)"[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', form))
    fields |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', form))
    chosen = re.findall(r'<select name="([^"]+)".*?<option value="([^"]+)" selected', form, re.S)
    fields |= dict(chosen)
    if 'name="resmi" id="resmi" value="ya" checked' in form:
        fields["resmi"] = "ya"
    return {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}


# --- From nothing to a text -----------------------------------------------------------------------------------------


def test_a_declaration_begins_with_the_template_of_a_city(people, kasman):
    actions.load_participants("pemilu_2024")
    actions.load_shipped_declarations()
    browser = desk_of(kasman)
    page = text(browser.get(f"{DESK}baru/"))
    assert re.search(r'<option value="\d+" selected>Deklarasi Pemilu Damai', page)
    template = Declaration.objects.get(state="template")
    about = {
        "template": template.pk, "title": "Pakta Integritas", "occasion": "Deklarasi damai", "place": "Kantor Wali Kota",
        "held_at": "2023-11-27T09:00", "slug": "pakta", "for_citizens": "on", "witnesses": "Wali Kota\nKetua KPU",
    }  # fmt: skip
    made = browser.post(f"{DESK}baru/", about)
    assert made.status_code == 302
    declaration = Declaration.objects.get(slug="pakta")
    page = text(browser.get(at(declaration)))
    assert "Menjaga persatuan warga kota" in page
    assert "Belum" in page
    assert localtime(declaration.held_at).hour == 9
    wrong = text(browser.post(f"{DESK}baru/", about | {"held_at": "besok", "slug": "tidak boleh"}), 422)
    assert 'value="Pakta Integritas"' in wrong
    assert wrong.count("field--bad") == 2


def test_rows_are_added_moved_and_removed_without_saving_anything(declaration, kasman):
    browser, where = desk_of(kasman), at(declaration, "naskah/")
    fields = typed(text(browser.get(where)))
    first, second = fields["butir-0-isi"], fields["butir-1-isi"]
    count = int(fields["jumlah"])
    fields["butir-0-isi"] = first = f"{first} Sungguh-sungguh."
    more = typed(text(browser.post(where, fields | {"aksi": "tambah"})))
    assert int(more["jumlah"]) == count + 1
    assert more["butir-0-isi"] == first, "what was typed stays"
    down = typed(text(browser.post(where, more | {"aksi": "turun-0"})))
    assert (down["butir-0-isi"], down["butir-1-isi"]) == (second, first)
    assert down["butir-1-ukuran-0-isi"] == more["butir-0-ukuran-0-isi"], "the measure goes with its clause"
    up = typed(text(browser.post(where, down | {"aksi": "naik-1"})))
    assert up["butir-0-isi"] == first
    measured = typed(text(browser.post(where, up | {"aksi": "ukur-0"})))
    assert measured["butir-0-jumlah"] == "2"
    unmeasured = typed(text(browser.post(where, measured | {"aksi": "hapus-ukur-0-1"})))
    assert unmeasured["butir-0-jumlah"] == "1"
    fewer = typed(text(browser.post(where, unmeasured | {"aksi": "hapus-0"})))
    assert fewer["butir-0-isi"] == second
    for nonsense in ("hapus-99", "naik-0", "turun-x", "ukur--1", "", "hapus-ukur-0-99", "ledakkan"):
        assert browser.post(where, fields | {"aksi": nonsense}).status_code in {200, 302}
    assert queries.newest_text(declaration).version <= 2


def test_saving_makes_a_new_version_with_what_was_typed(declaration, kasman):
    browser, where = desk_of(kasman), at(declaration, "naskah/")
    fields = typed(text(browser.get(where)))
    fields |= {"butir-0-isi": "Menjaga persatuan.", "butir-0-ukuran-0-sasaran": "12,5", "butir-0-ukuran-0-arah": "at-least"}
    assert browser.post(where, fields | {"aksi": "simpan"}).status_code == 302
    stored = queries.newest_text(declaration)
    clause = queries.clauses_given(stored)[0]
    assert stored.version == 2
    assert clause.words == "Menjaga persatuan."
    assert (str(clause.indicators[0].target), clause.indicators[0].direction) == ("12.50", "at-least")
    assert clause.indicators[0].figure == "sara_diputus", "a figure that Damai counts stays tied to its measure"


def test_a_number_that_is_none_and_a_clause_without_a_measure_are_said(declaration, kasman):
    browser, where = desk_of(kasman), at(declaration, "naskah/")
    fields = typed(text(browser.get(where)))
    for wrong in ("banyak", "-1", "NaN", "1e99", "1/2"):
        page = text(browser.post(where, fields | {"butir-0-ukuran-0-sasaran": wrong, "aksi": "simpan"}), 422)
        assert f'value="{wrong}"' in page
        assert "Belum disimpan" in page
    assert queries.newest_text(declaration).version == 1
    bare = fields | {"butir-0-jumlah": "0", "aksi": "simpan"}
    assert browser.post(where, bare).status_code == 302  # a draft may be unfinished
    window = {"opens_at": "2023-11-27T08:00", "closes_at": "2023-12-27T08:00", "sure": "on"}
    page = text(browser.post(at(declaration, "buka/"), window), 422)
    assert "butir 1 belum mempunyai indikator" in page


def test_two_who_write_at_once_lose_nothing(declaration, kasman):
    one, other, where = desk_of(kasman), desk_of(kasman), at(declaration, "naskah/")
    mine, theirs = typed(text(one.get(where))), typed(text(other.get(where)))
    assert other.post(where, theirs | {"penutup": "Penutup dari orang lain.", "aksi": "simpan"}).status_code == 302
    page = text(one.post(where, mine | {"penutup": "Penutup dari saya.", "aksi": "simpan"}), 409)
    assert "Penutup dari orang lain." in page
    assert "Penutup dari saya." in typed(page)["penutup"]
    assert one.post(where, typed(page) | {"aksi": "simpan"}).status_code == 302
    assert queries.newest_text(declaration).closing == "Penutup dari saya."
    assert queries.newest_text(declaration).version == 3


def test_a_text_that_is_being_signed_cannot_be_changed_and_the_page_says_what_can_be_done(day, kasman):
    declaration = story.opened(kasman)
    browser, where = desk_of(kasman), at(declaration, "naskah/")
    page = text(browser.get(where))
    assert "sedang ditandatangani" in page
    assert '<form class="clauses"' not in page
    forced = {"versi": "1", "jumlah": "1", "butir-0-isi": "Kata lain.", "butir-0-jumlah": "0", "aksi": "simpan"}
    page = text(browser.post(where, forced), 422)
    assert "Kata lain." in page
    assert queries.newest_text(declaration).version == 1
    story.signed(story.text_of(declaration))
    assert browser.post(at(declaration, "tutup/")).status_code == 302
    fields = typed(text(browser.get(where)))
    assert browser.post(where, fields | {"butir-0-isi": "Versi baru.", "aksi": "simpan"}).status_code == 302
    assert "Versi 2 sudah ditulis" in text(browser.get(at(declaration)))


def test_the_official_wording_of_2023_is_pasted_by_an_office(declaration, kasman):
    archive = Declaration.objects.filter(state="archive").first()
    browser, where = desk_of(kasman), at(archive, "naskah/")
    fields = typed(text(browser.get(where)))
    fields |= {"butir-0-isi": "Mewujudkan Pemilu yang luber dan jurdil.", "resmi": "ya", "aksi": "simpan"}
    assert browser.post(where, fields).status_code == 302
    page = text(Client().get(f"/deklarasi/{archive.slug}/"))
    assert "Mewujudkan Pemilu yang luber dan jurdil." in page
    assert "bukan bunyi naskah resminya" not in page


# --- The window -----------------------------------------------------------------------------------------------------


def test_opening_needs_a_mark_and_a_window_that_can_be(declaration, kasman):
    browser, where = desk_of(kasman), at(declaration, "buka/")
    assert "tidak satu kata pun dapat diubah" in text(browser.get(where))
    good = {"opens_at": "2023-11-27T09:00", "closes_at": "2023-12-27T09:00", "binds_until": "", "sure": "on"}
    assert "Beri tanda" in text(browser.post(where, good | {"sure": ""}), 422)
    assert "sesudah waktu buka" in text(browser.post(where, good | {"closes_at": "2023-11-27T08:00"}), 422)
    assert "sudah lewat" in text(
        browser.post(where, good | {"opens_at": "2022-01-01T00:00", "closes_at": "2022-01-02T00:00"}), 422
    )
    assert "sebelum hari deklarasinya" in text(browser.post(where, good | {"binds_until": "2023-01-01"}), 422)
    declaration.refresh_from_db()
    assert declaration.state == "draft"
    assert browser.post(where, good).status_code == 302
    page = text(browser.get(at(declaration)))
    assert "Dapat ditandatangani" in page
    assert queries.signed_text(declaration).sha256 in page
    assert "Tidak dapat" not in text(Client().get(f"/deklarasi/{declaration.slug}/"))
    moved = browser.post(at(declaration, "batas/"), {"closes_at": "2024-02-10T12:00"}, follow=True)
    assert "Waktu tutup dipindahkan" in text(moved)
    assert "tidak terbaca" in text(browser.post(at(declaration, "batas/"), {"closes_at": "nanti"}, follow=True))


def test_closing_says_who_has_not_signed(kasman):
    declaration = story.opened(kasman)
    party = Participant.objects.get(kind="party", ballot_number=3)
    actions.invite_signatory(declaration, kind="participant", participant=party, by=kasman)
    browser = desk_of(kasman)
    assert party.name in text(browser.get(at(declaration, "tutup/")))
    assert "Penandatanganan ditutup." in text(browser.post(at(declaration, "tutup/"), follow=True))
    assert "tidak sedang ditandatangani" in text(browser.post(at(declaration, "tutup/"), follow=True))


# --- Places ---------------------------------------------------------------------------------------------------------


def test_places_are_prepared_in_one_press_in_ballot_order_and_only_once(declaration, kasman):
    browser, where = desk_of(kasman), at(declaration, "penandatangan/")
    assert "21 tempat peserta pemilu disiapkan" in text(browser.post(f"{where}peserta/", follow=True))
    assert "sudah mempunyai tempat" in text(browser.post(f"{where}peserta/", follow=True))
    numbers = re.findall(r'signer__number">(\d+)<', text(browser.get(where)))
    assert [int(each) for each in numbers] == [1, 2, 3, *range(1, 18), 24]
    chosen = Agency.objects.filter(code__in=["kpu-jakpus", "bawaslu-jakpus"]).values_list("pk", flat=True)
    text(browser.post(f"{where}lembaga/", {"agencies": list(chosen)}, follow=True))
    assert "Pilih sedikitnya satu lembaga" in text(browser.post(f"{where}lembaga/", {}), 422)
    leader = {"kind": "community", "name": "Maria Lestari", "office": "Ketua FKDM"}
    text(browser.post(f"{where}tokoh/", leader, follow=True))
    wrong = text(browser.post(f"{where}tokoh/", leader | {"name": "http://jahat.example"}), 422)
    assert "Ketua FKDM" in wrong
    places = queries.signatures_of(queries.newest_text(declaration))
    assert [each.kind for each in places] == ["participant"] * 21 + ["institution"] * 2 + ["community"]
    last = places[-1]
    assert "Tempat dihapus." in text(browser.post(f"{where}{last.code}/hapus/", follow=True))
    assert browser.post(f"{where}{last.code}/hapus/").status_code == 404


def test_codes_are_printed_once_and_new_ones_make_the_old_worthless(kasman):
    declaration = story.opened(kasman)
    browser, where = desk_of(kasman), at(declaration, "penandatangan/")
    browser.post(f"{where}peserta/")
    assert browser.get(f"{where}qr/").status_code == 405
    page = browser.post(f"{where}qr/")
    assert "no-store" in page["Cache-Control"]
    body = text(page)
    assert body.count("code-card__qr") == 21
    assert body.count("/deklarasi/tanda-tangan/") >= 21, "for who cannot scan, the address stands beside its code"
    place = queries.signatures_of(story.text_of(declaration))[0]
    old = actions.new_token(place, by=kasman).token
    assert Client().get(f"/deklarasi/tanda-tangan/{old}/").status_code == 200
    one = text(browser.post(f"{where}qr/", {"tempat": place.code}))
    assert one.count("code-card__qr") == 1
    assert Client().get(f"/deklarasi/tanda-tangan/{old}/").status_code == 404
    assert "Tidak ada tempat" in text(browser.post(f"{where}qr/", {"tempat": "S-AAAAA-BBBBB"}, follow=True))


def test_a_name_or_an_office_is_no_formula_in_the_organisers_table(declaration, kasman):
    for office in ("=HYPERLINK(1)", "+62", "-1", "@SUM(A1)", "\tx", "Ketua, RW 03"):
        actions.invite_signatory(declaration, kind="community", name="Maria Lestari", office=office, by=kasman)
    browser = desk_of(kasman)
    answer = browser.get(at(declaration, "penandatangan.csv"))
    rows = list(csv.DictReader(io.StringIO(text(answer).lstrip("\ufeff"))))
    assert len(rows) == 6
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@\t\r" and cell]
    assert rows[-1]["jabatan"] == "Ketua, RW 03"
    assert answer["Content-Disposition"].startswith("attachment;")


def test_the_ceremonial_sheet_is_there_before_and_after(declaration, kasman, people):
    for member in (kasman, people[0].polan):
        body = desk_of(member).get(at(declaration, "lembar.pdf"))
        assert body.content.startswith(b"%PDF"), member.username


# --- Signing for an agency ------------------------------------------------------------------------------------------


def proven(member) -> Client:
    """A browser whose session has just proven a second factor."""
    Authenticator.objects.get_or_create(user=member, type=Authenticator.Type.TOTP, defaults={"data": {}})
    browser = desk_of(member)
    session = browser.session
    request = RequestFactory().get("/")
    request.session, request.user = session, member
    record_authentication(request, member, method="mfa", type="totp", id=1, reauthenticated=True)
    session.save()
    return browser


def test_without_a_second_factor_the_page_says_where_to_get_one(kasman, people):
    declaration = story.opened(kasman)
    tuti = desk_of(people[0].tuti)
    page = text(tuti.get(at(declaration, "tanda-tangani/")))
    assert "Akun ini belum mempunyainya" in page
    assert 'href="/akun/2fa/"' in page
    forced = tuti.post(at(declaration, "tanda-tangani/"), {"agency": "bawaslu-jakpus", "office": "Ketua"})
    assert "faktor kedua" in text(forced, 422)
    Authenticator.objects.create(user=people[0].tuti, type=Authenticator.Type.TOTP, data={})
    page = text(desk_of(people[0].tuti).get(at(declaration, "tanda-tangani/")))
    assert "/akun/2fa/reauthenticate/?next=/kerja/deklarasi/" in page
    assert not Signature.objects.filter(agency="bawaslu-jakpus").exists()


def test_the_lead_signs_fetches_the_certificate_and_takes_it_back(kasman, people):
    declaration = story.opened(kasman)
    tuti, where = proven(people[0].tuti), at(declaration, "tanda-tangani/")
    assert "Tertulis di bawah tanda tangan" in text(tuti.get(where))
    assert "field--bad" in text(tuti.post(where, {"agency": "bawaslu-jakpus", "office": ""}), 422)
    assert "menandatangani" in text(tuti.post(where, {"agency": "bawaslu-jakpus", "office": "Ketua"}, follow=True))
    signature = Signature.objects.get(agency="bawaslu-jakpus")
    pdf = tuti.get(at(declaration, f"sertifikat/{signature.code}.pdf"))
    assert pdf.content.startswith(b"%PDF")
    back = at(declaration, "tarik/")
    assert "tidak lagi dihitung" in text(tuti.get(f"{back}?tempat={signature.code}"))
    assert "Beri tanda" in text(tuti.post(back, {"tempat": signature.code}), 422)
    assert "Tanda tangan lembaga ditarik" in text(tuti.post(back, {"tempat": signature.code, "yakin": "ya"}, follow=True))
    assert tuti.get(at(declaration, f"sertifikat/{signature.code}.pdf")).status_code == 404


def test_nobody_signs_or_takes_back_for_another_agency(kasman, people):
    declaration = story.opened(kasman)
    where = at(declaration, "tanda-tangani/")
    polan, tuti = proven(people[0].polan), proven(people[0].tuti)
    assert "field--bad" in text(polan.post(where, {"agency": "bawaslu-jakpus", "office": "Ketua"}), 422)
    assert not Signature.objects.filter(agency="bawaslu-jakpus").exists()
    tuti.post(where, {"agency": "bawaslu-jakpus", "office": "Ketua"})
    signature = Signature.objects.get(agency="bawaslu-jakpus")
    assert polan.get(at(declaration, f"sertifikat/{signature.code}.pdf")).status_code == 404
    assert polan.post(at(declaration, "tarik/"), {"tempat": signature.code, "yakin": "ya"}).status_code == 404
    for stranger in (people[0].sari, people[0].dewi, people[0].oki):  # officer, field, operator: none may sign
        assert desk_of(stranger).get(where).status_code == 404
        assert desk_of(stranger).post(where, {"agency": "bawaslu-jakpus", "office": "x"}).status_code == 404


# --- Whose it is ----------------------------------------------------------------------------------------------------

WRITING = ("keterangan/", "naskah/", "buka/", "tutup/", "batas/", "penandatangan/peserta/", "penandatangan/lembaga/",
           "penandatangan/tokoh/", "penandatangan/qr/", "penandatangan.csv")  # fmt: skip


def test_other_agencies_read_and_change_nothing(declaration, people):
    for stranger in (people[0].sari, people[0].tuti, people[0].citra, people[0].komar, people[0].polan, people[1].rina):
        browser = desk_of(stranger)
        page = text(browser.get(at(declaration)))
        assert "Buka penandatanganan</a>" not in page
        for step in WRITING:
            for ask in (browser.get, browser.post):
                assert ask(at(declaration, step)).status_code in {404, 405}, (stranger.username, step)
    for outsider in (people[0].dewi, people[0].oki):
        assert desk_of(outsider).get(DESK).status_code == 404
        assert desk_of(outsider).get(at(declaration)).status_code == 404
    assert Client().get(at(declaration)).status_code == 302
    declaration.refresh_from_db()
    assert (declaration.state, queries.newest_text(declaration).version) == ("draft", 1)


def test_a_place_under_one_declaration_is_not_reached_through_another(declaration, kasman, people):
    Appointment.objects.filter(member=people[1].rina).update(role=Role.OFFICER)
    theirs = actions.draft(
        title="Lain", occasion="x", place="y", held_at=story.MOMENT, by=people[1].rina, election="pemilu_2024", slug="lain"
    )
    invited = actions.invite_signatory(declaration, kind="community", name="Maria Lestari", office="Tokoh", by=kasman)
    rina = desk_of(people[1].rina)
    assert rina.get(at(theirs, "naskah/")).status_code == 200
    assert rina.post(at(theirs, f"penandatangan/{invited.signature.code}/hapus/")).status_code == 404
    assert Signature.objects.filter(code=invited.signature.code).exists()


def test_the_desk_asks_no_more_of_many_places_than_of_few(declaration, kasman, django_assert_max_num_queries):
    desk_of(kasman).post(at(declaration, "penandatangan/peserta/"))
    browser = desk_of(kasman)
    browser.get(at(declaration))
    with django_assert_max_num_queries(30):
        text(browser.get(at(declaration)))
    with django_assert_max_num_queries(30):
        text(browser.get(at(declaration, "penandatangan/")))
    with django_assert_max_num_queries(20):
        text(browser.get(DESK))


def test_everything_that_happened_is_told_in_words(kasman):
    declaration = story.opened(kasman)
    page = text(desk_of(kasman).get(at(declaration)))
    history = page.split('id="riwayat"')[1]
    assert "sidik jari" in history
    assert kasman.code in history


def test_a_second_factor_that_was_proven_long_ago_is_asked_for_again(day, kasman, people):
    declaration = story.opened(kasman)
    tuti = proven(people[0].tuti)
    day.shift(timedelta(minutes=6))
    page = text(tuti.post(at(declaration, "tanda-tangani/"), {"agency": "bawaslu-jakpus", "office": "Ketua"}), 422)
    assert "sekali lagi" in page
    assert not Signature.objects.filter(agency="bawaslu-jakpus").exists()


# --- Names of citizens ----------------------------------------------------------------------------------------------


def test_a_name_that_insults_is_hidden_by_the_convener_alone_and_still_counted(kasman, people):
    declaration = story.opened(kasman)
    signature = story.signed(story.text_of(declaration), name="Nama Iseng")
    browser, where = desk_of(kasman), at(declaration, "warga/")
    assert where in text(browser.get(at(declaration)))
    assert "Nama Iseng" in text(browser.get(where))
    for stranger in (people[0].sari, people[0].polan, people[1].rina):
        assert desk_of(stranger).get(where).status_code == 404
        assert desk_of(stranger).post(f"{where}{signature.code}/sembunyikan/").status_code == 404
    assert "Nama Iseng" in text(Client().get(f"/deklarasi/{declaration.slug}/"))
    assert "tidak ditampilkan lagi" in text(browser.post(f"{where}{signature.code}/sembunyikan/", follow=True))
    assert "Nama Iseng" not in text(Client().get(f"/deklarasi/{declaration.slug}/"))
    assert "1 warga menandatangani; 0" in text(browser.get(where))
    assert browser.post(f"{where}S-AAAAA-BBBBB/sembunyikan/").status_code == 404
