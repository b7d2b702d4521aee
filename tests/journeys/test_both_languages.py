"""A reader of English reads English on every page, a reader of Indonesian reads Indonesian, and each may change their mind."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from urllib.parse import urlsplit

import polib
import pytest
import time_machine
from django.test import Client
from scripts.collect_messages import CATALOGUE

from damai.agencies.models import Appointment
from damai.cases.actions import move, open_case
from damai.commitments.actions import allege_breach, measure, submit_evidence
from damai.commitments.tests import table as promising
from damai.documents.actions import issue
from damai.documents.rules import kind
from damai.documents.tests.test_issuing import checking_code_of
from damai.intake.channels.web.tests.sending import token
from damai.pledges.actions import ask_to_sign, invite_signatory, load_participants
from damai.pledges.tests import story as pledging
from damai.rakor.actions import add_item, invite, send_invitations
from damai.rakor.queries import link_of
from damai.rakor.tests import table as calling
from damai.rakor.tests.test_finalising import AFTER, whole_meeting
from damai.rakor.tests.test_writing import DURING
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import confirmed
from tests.cast import cast, neighbours

PAGES = ["/", "/lapor/", "/tanda-terima/", "/tentang/", "/data/", "/catatan/", "/akun/login/", "/tidak-ada/"]
DESK = ["/kerja/", "/kerja/masuk/", "/kerja/laporan/", "/kerja/perkara/"]
ACCOUNT = ["/akun/2fa/", "/akun/sessions/", "/akun/password/change/"]
# Small words that no sentence of one language does without and the other never has.
INDONESIAN = re.compile(r"(?i)\b(?:yang|dan|atau|dengan|untuk|tidak|belum|sudah|ini|itu|dari|pada|oleh|anda|kami)\b")
ENGLISH = re.compile(r"(?i)\b(?:the|and|or|with|for|not|yet|this|that|from|of|your|you|we|is|are)\b")
HERE = {"origin": "http://testserver"}


@pytest.fixture
def compiled(tmp_path, settings) -> None:
    """The English catalogue as it stands in the source, so that an old compiled one or none does not matter."""
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path]


def text_of(response) -> str:
    """What a person reads or hears of a page, without what is marked as being in another language."""
    html = re.sub(r"(?s)<(script|style|select|code)\b.*?</\1>", " ", response.content.decode())
    html = re.sub(r'(?s)<(\w+)[^>]*\slang="(?:id|en)"[^>]*>.*?</\1>', " ", html.partition("<body")[2])
    heard = re.findall(r'\s(?:title|aria-label|placeholder|alt)="([^"]*)"', html)
    return unescape(" ".join([re.sub(r"<[^>]+>", " ", html), *heard]))


def left_over(response, words: re.Pattern[str]) -> list[str]:
    """The words of the other language on a page, each with what stands around it."""
    text = " ".join(text_of(response).split())
    return [text[max(0, hit.start() - 40) : hit.end() + 40] for hit in words.finditer(text)]


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("address", PAGES)
def test_who_asks_for_english_reads_english(client, address):
    cast()
    in_english = client.get(address, headers={"accept-language": "en-GB,en;q=0.9,id;q=0.5"})
    assert '<html lang="en"' in in_english.content.decode()
    assert left_over(in_english, INDONESIAN) == []
    in_indonesian = client.get(address, headers={"accept-language": "fr"})
    assert '<html lang="id"' in in_indonesian.content.decode()
    assert left_over(in_indonesian, INDONESIAN) != []
    assert left_over(in_indonesian, ENGLISH) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("address", DESK + ACCOUNT)
def test_the_desk_is_in_the_language_of_who_sits_there(client, address):
    client.force_login(cast().sari)
    in_english = client.get(address, headers={"accept-language": "en"}, follow=True)
    assert in_english.status_code == 200
    assert left_over(in_english, INDONESIAN) == []
    assert left_over(client.get(address, headers={"accept-language": "id"}, follow=True), ENGLISH) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_a_report_is_refused_and_received_in_english():
    client = Client(headers={"accept-language": "en"})
    refused = client.post("/lapor/", {"token": token(), "kejadian": "", "tempat": ""}, headers=HERE)
    assert refused.status_code >= 400
    assert left_over(refused, INDONESIAN) == []
    filled = {"token": token(), "kejadian": "Money was handed out in front of the TPS", "tempat": "in front of the market"}
    sent = client.post("/lapor/", filled, headers=HERE)
    assert left_over(sent, INDONESIAN) == []
    code = re.search(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{5}\b", sent.content.decode())
    assert code, text_of(sent)
    receipt = client.post("/tanda-terima/", {"kode": code[0]}, headers=HERE)
    assert "Your message was received and waits to be read." in text_of(receipt)
    assert left_over(receipt, INDONESIAN) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_a_case_and_its_clock_are_said_in_english(client):
    people = cast()
    load_statutes()
    with time_machine.travel(datetime(2024, 2, 7, 6, 0, tzinfo=UTC), tick=False):
        found = confirmed(text="Money was handed out in front of the hall", by=people.sari)
        case = open_case(found, regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)
        case = move(case, to="kajian_awal", by=people.sari)
        client.force_login(people.sari)
        asked = {"accept-language": "en"}
        of_its_clock = f"perkara/{case.code}/tenggat/{case.terms.get(clock='P3').number}"
        wanted = (f"perkara/{case.code}", f"laporan/{found.code}", of_its_clock)
        pages = [client.get(f"/kerja/{where}/", headers=asked) for where in wanted]
        home = client.get("/", headers=asked)
        given = {"ke": "diregistrasi", "keadaan": case.state}
        refused = client.post(f"/kerja/perkara/{case.code}/langkah/", given, headers=asked, follow=True)
    assert "the rules know no such step" in text_of(refused) and left_over(refused, INDONESIAN) == []
    assert [left_over(page, INDONESIAN) for page in pages] == [[], [], []]
    of_the_case, of_the_report, of_the_clock = map(text_of, pages)
    for said in ("Initial review", "Record that the sender withdrew it"):
        assert said in of_the_case
    for said in ("weekend", "day of the event, not counted"):
        assert said in of_the_clock
    assert f"Case {case.code} was opened from report {found.code}" in of_the_case
    assert f"Report {found.code} was confirmed" in of_the_report
    assert "Stages of the election" in text_of(home) and "Campaign" in text_of(home)
    assert left_over(home, INDONESIAN) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_the_choice_is_kept_against_what_the_browser_asks_for(client):
    asked = {"accept-language": "id"}
    assert '<html lang="id"' in client.get("/", headers=asked).content.decode()
    client.post("/bahasa/", {"language": "en", "next": "/"}, headers=asked)
    page = client.get("/", headers=asked).content.decode()
    assert '<html lang="en"' in page
    assert "A peaceful election, guarded together" in page
    client.post("/bahasa/", {"language": "id", "next": "/"}, headers={"accept-language": "en"})
    assert "Pemilu yang damai, dijaga bersama" in client.get("/", headers={"accept-language": "en"}).content.decode()


def read(client: Client, address: str, **more) -> dict[str, object]:
    """One page in both languages, and none of the other language in either."""
    pages = {language: client.get(address, headers={"accept-language": language}, **more) for language in ("en", "id")}
    assert left_over(pages["en"], INDONESIAN) == [], address
    assert left_over(pages["id"], ENGLISH) == [], address
    return pages


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_a_declaration_is_read_signed_and_withdrawn_in_both(client):
    with time_machine.travel(pledging.MOMENT, tick=False):
        declaration = pledging.opened(pledging.people()[1].kasman)
        place = invite_signatory(declaration, kind="community", name="Ibu Ratna", office="Ketua RW 03", by=neighbours().kasman)
        at = f"/deklarasi/{declaration.slug}"
        statuses = {
            address: read(client, address)["en"].status_code
            for address in [
                "/deklarasi/", f"{at}/", f"{at}/tanda-tangan/", f"{at}/layar/", f"{at}/warga/", "/deklarasi/periksa/",
                f"/deklarasi/tanda-tangan/{place.token}/", "/deklarasi/konfirmasi/tidak-ada/", "/deklarasi/milik/tidak-ada/",
            ]
        }  # fmt: skip
        ask_to_sign(pledging.text_of(declaration), name="Wati Lestari", contact="wati@contoh.id", way="email", named=True)
        waiting = f"/deklarasi/konfirmasi/{pledging.link_in(pledging.letters()[-1])}/"
        assert "One more step" in text_of(read(client, waiting)["en"])
        own = client.post(waiting, {"nama": "Wati Lestari"}, headers=HERE)["location"]
        assert "You have signed" in text_of(read(client, own)["en"])
        assert "What happens if you withdraw" in text_of(read(client, f"{own}tarik/")["en"])
        assert "Who has signed" in text_of(read(client, f"{at}/")["en"])
        client.post(f"{own}tarik/", {"yakin": "ya"}, headers=HERE)
        assert "Your signature was withdrawn" in text_of(read(client, own)["en"])
        code = client.post("/deklarasi/periksa/", {"kode": "S-7K3MQ-9XD2P"}, headers={"accept-language": "en"})
        assert left_over(code, INDONESIAN) == []
    assert [address for address, status in statuses.items() if status != (404 if "tidak-ada" in address else 200)] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_a_declaration_is_prepared_in_both(client):
    with time_machine.travel(pledging.MOMENT, tick=False):
        client.force_login(pledging.people()[1].kasman)
        declaration = pledging.drafted(neighbours().kasman)
        at = f"/kerja/deklarasi/{declaration.code}/"
        for address in ("/kerja/deklarasi/", "/kerja/deklarasi/baru/", at, f"{at}keterangan/", f"{at}naskah/", f"{at}buka/"):
            assert read(client, address)["en"].status_code == 200, address
        places = read(client, f"{at}penandatangan/")["en"]
        assert "participants have no place yet" in text_of(places)
        pledging.actions.open_for_signing(
            declaration, opens_at=pledging.MOMENT, closes_at=pledging.MOMENT + timedelta(days=1), by=neighbours().kasman
        )
        invite_signatory(declaration, kind="community", name="Ibu Ratna", office="Ketua RW 03", by=neighbours().kasman)
        for address in (at, f"{at}naskah/", f"{at}penandatangan/", f"{at}tutup/"):
            assert read(client, address)["en"].status_code == 200, address
        lead = Client()
        lead.force_login(cast().tuti)
        assert "The agency’s signature" in text_of(read(lead, f"{at}tanda-tangani/")["en"])


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_minutes_are_written_and_sealed_in_both(client):
    found = whole_meeting()
    client.force_login(neighbours().kasman)
    at, item = f"/kerja/rakor/{found.code}/", found.agenda.get(number=1).pk
    with time_machine.travel(DURING, tick=False):
        assert "Everyone at the table can write" in text_of(read(client, f"{at}notula/")["en"])
        for address in (f"notula/{item}/keputusan-baru/", "keputusan/1/", "keputusan/1/tugas-baru/", "keputusan/1/tugas/1/"):
            assert read(client, at + address)["en"].status_code == 200, address
        assert "Everything that was saved" in text_of(read(client, f"{at}notula/{item}/riwayat/")["en"])
    with time_machine.travel(AFTER, tick=False):
        assert "Nothing is missing" in text_of(read(client, f"{at}notula/final/")["en"])
        client.post(f"{at}notula/final/", headers={"accept-language": "en"})
        sealed = read(client, f"{at}notula/")["en"]
    assert "The stored minutes match the digest" in text_of(sealed)


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_people_are_called_answer_and_arrive_in_both(client):
    with time_machine.travel(calling.BEFORE, tick=False) as clock:
        found = calling.meeting(venue="Kantor Wali Kota Jakarta Pusat", title="Rapat koordinasi persiapan deklarasi")
        kasman, series = neighbours().kasman, found.series.code
        client.force_login(kasman)
        add_item(found, title="Kesiapan tempat", by=kasman)
        sari = invite(
            found, name="Sari", agency=calling.agency("bawaslu-jakpus"), email="sari@contoh.id", required=True, by=kasman
        )
        at = f"/kerja/rakor/{found.code}/"
        assert "1 letter of invitation is ready" in text_of(read(client, f"{at}undangan/")["en"])
        send_invitations(found, by=kasman)
        own = urlsplit(link_of(sari)).path
        assert "Will you attend?" in text_of(read(client, own)["en"])
        answered = client.post(own, {"jawaban": "yes"}, headers=HERE | {"accept-language": "en"}, follow=True)
        assert "We have recorded your answer" in text_of(answered) and left_over(answered, INDONESIAN) == []
        clock.move_to(calling.NINE)
        client.force_login(kasman)  # the session of a week ago is over
        found.refresh_from_db()
        for address in ["/kerja/rakor/", "/kerja/rakor/kalender/", f"/kerja/rakor/rangkaian/{series}/", at, f"{at}undangan/",
                        f"/kerja/rakor/rangkaian/{series}/ubah/", f"/kerja/rakor/rangkaian/{series}/rapat-baru/",
                        "/kerja/rakor/rangkaian/baru/", f"{at}ubah/", f"{at}batal/", f"{at}hadir/", f"{at}hadir/poster/",
                        f"{at}hadir/cetak/", own, f"/undangan/pintu/{found.door_token}/", "/undangan/tidak-ada/"]:  # fmt: skip
            assert read(client, address)["en"].status_code == (404 if "tidak-ada" in address else 200), address
        arrived = client.post(own, {"hadir": "1"}, headers=HERE | {"accept-language": "en"}, follow=True)
        assert left_over(arrived, INDONESIAN) == []
        assert "agencies required to attend are represented" in text_of(read(client, f"{at}hadir/")["en"])


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_a_promise_its_evidence_and_the_reply_are_read_in_both(client):
    with time_machine.travel(promising.MOMENT, tick=False):
        who = promising.people()
        load_statutes()
        load_participants("pemilu_2024")
        measured = replace(promising.VISITS, words="Kelurahan didatangi")
        row = promising.decision(indicators=[measured])
        item = promising.item(row)
        submit_evidence(item, kind="link", words="Foto sosialisasi", link="https://contoh.go.id/foto", by=who.citra)
        clause = promising.clause(indicators=[replace(promising.HOAXES, words="Hoaks terverifikasi")])
        measure(clause.indicators.get(), on=promising.MADE, value=None, source="Sudin Kominfotik", by="damai")
        reports = [confirmed(by=who.sari, text=f"Kejadian {n}", kind="claim").code for n in range(2)]
        alleged = allege_breach(
            clause, participant="pemilu_2024/party/01", what="Kabar bohong disebarkan", happened_on=promising.MADE,
            reports=reports, independent=True, by=who.sari,
        )  # fmt: skip
        for member, address in [
            (who.kasman, ""), (who.kasman, "cetak/"), (who.kasman, f"{row.code}/"), (who.sari, f"{clause.code}/"),
            (who.citra, f"{item.code}/"), (who.kasman, f"{item.code}/"), (who.sari, f"{clause.code}/dugaan/"),
        ]:  # fmt: skip
            client.force_login(member)
            assert read(client, f"/kerja/komitmen/{address}")["en"].status_code == 200, address
        everyone = Client()
        assert "Promises that are followed" in text_of(read(everyone, "/janji/")["en"])
        assert "You reply as" in text_of(read(everyone, f"/tanggapan/{alleged.token}/")["en"])
        assert read(everyone, "/tanggapan/tidak-ada/")["en"].status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_papers_are_kept_in_order_and_checked_in_both(client):
    with time_machine.travel(calling.BEFORE, tick=False):
        found, kasman = calling.meeting(), neighbours().kasman
    Appointment.objects.create(member=kasman, agency=found.convener, role="lead", area_id="31.71", starts_on=date(2020, 1, 1))
    plan = kind("undangan")
    values = {field.name: field.sample() for field in plan.fields}
    paper = issue(kind=plan, agency=found.convener, values=values, dated=date(2023, 10, 9), about=found.code, by=kasman)
    client.force_login(kasman)
    for address in ["", "nomor/", "kop/", "templat/", "templat/undangan/", f"{paper.code}/"]:
        assert read(client, f"/kerja/dokumen/{address}")["en"].status_code == 200, address
    for name in ("undangan", "daftar-hadir", "notula", "berita-acara", "rencana-aksi", "laporan-kegiatan"):
        assert read(client, f"/kerja/rakor/{found.code}/dokumen/{name}/")["en"].status_code == 200, name
    everyone = Client()
    assert "Was this paper issued here" in text_of(read(everyone, "/dokumen/")["en"])
    assert read(everyone, f"/dokumen/{checking_code_of(paper)}/")["en"].status_code == 200
