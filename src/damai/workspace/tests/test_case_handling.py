"""The pages of hearing and deciding: what each role does there, and what nobody else finds."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.cast import cast

from damai.cases.models import Clarification, Discussion, PlenaryItem, PlenoRecord, RightOfReply, Study, Withdrawal
from damai.cases.tests import people as folk
from damai.cases.tests import story
from damai.ledger.actions import ensure_log
from damai.statutes.actions import load_statutes

pytestmark = pytest.mark.django_db
AT = "/kerja/perkara"


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def clock():
    with time_machine.travel(story.MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(db, clock):
    found = cast()
    load_statutes()
    ensure_log(is_demo=True)
    return found


@pytest.fixture
def track(people):
    """A crime that Sari handles, with a reporter, a witness and a reported party."""
    found = story.in_handling(people, klass="pid")
    folk.assigned(found.case, people.sari)
    for part in ("reporter", "witness", "reported"):
        folk.person(found.case, part)
    return found


def code_of(track, part):
    from damai.identities.queries import people_of

    return next(each.code for each in people_of(track.case.code) if each.part == part)


def read(member, address, status=200):
    answer = signed_in(member).get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode() if status == 200 else ""


def post(member, address, **values):
    return signed_in(member).post(address, values)


INVITED = {
    "at": "2024-02-02T10:00", "way": "office", "place": "Ruang Klarifikasi", "matter": "", "bring": ["identity"], "contact": "",
    "office": "Ketua", "name": "Tuti", "nip": "",
}  # fmt: skip
STUDIED = {
    "versi": "0", "posisi": "Kasus posisi.", "fakta": "Dua saksi.", "unsur": "", "kesimpulan": "Diduga terpenuhi.",
    "rekomendasi": "Diteruskan.", "advice": "forward", "citations": "",
}  # fmt: skip


def test_a_hearing_from_the_invitation_to_the_paper(people, track, clock):
    case = track.case.code
    assert "Undang seseorang" in read(people.sari, f"{AT}/{case}/klarifikasi/")
    answer = post(people.sari, f"{AT}/{case}/klarifikasi/undang/", person=code_of(track, "witness"), **INVITED)
    hearing = Clarification.objects.get()
    assert answer["Location"] == f"{AT}/{case}/klarifikasi/{hearing.code}/"
    assert hearing.at.isoformat() == "2024-02-02T03:00:00+00:00"  # ten o'clock in Jakarta
    page = read(people.sari, answer["Location"])
    assert "10.00 WIB" in page and "Ruang Klarifikasi" in page and "Slamet" not in page
    letter = re.search(r'href="([^"]+\.pdf)"', page)[1]
    assert signed_in(people.sari).get(letter).content.startswith(b"%PDF")
    clock.move_to(hearing.at)
    assert post(people.sari, f"{page_of(hearing)}mulai/")["Location"] == f"{page_of(hearing)}ba/"
    for number, (question, answered) in enumerate([("Apa yang dilihat?", "Amplop."), ("Siapa?", "Tetangga.")], start=1):
        post(people.sari, f"{page_of(hearing)}ba/simpan/", bagian=f"{number}q", versi="0", kata=question)
        post(people.tuti, f"{page_of(hearing)}ba/simpan/", bagian=f"{number}a", versi="0", kata=answered)
    refused = post(people.sari, f"{page_of(hearing)}ba/tutup/")
    assert refused.status_code == 422 and "sumpah atau janji" in refused.content.decode()
    post(people.sari, f"{page_of(hearing)}ba/sumpah/", sumpah="sworn")
    assert post(people.sari, f"{page_of(hearing)}ba/tutup/").status_code == 302
    closed = read(people.sari, f"{page_of(hearing)}ba/")
    assert "Amplop." in closed and "cocok dengan sidik jari" in closed and '<textarea id="kata' not in closed
    post(people.sari, f"{page_of(hearing)}ba/tambahan/", kata="Yang dimaksud dua tetangga.")
    post(people.sari, f"{page_of(hearing)}ba/terbitkan/")
    paper = re.search(r'href="([^"]+/surat/[^"]+\.docx)"', read(people.sari, f"{page_of(hearing)}ba/"))[1]
    assert signed_in(people.sari).get(paper).content.startswith(b"PK")


def page_of(hearing: Clarification) -> str:
    return f"{AT}/{hearing.case.code}/klarifikasi/{hearing.code}/"


def test_without_a_script_two_savers_are_told(people, track, clock):
    post(people.sari, f"{AT}/{track.case.code}/klarifikasi/undang/", person=code_of(track, "witness"), **INVITED)
    hearing = Clarification.objects.get()
    clock.move_to(hearing.at)
    post(people.sari, f"{page_of(hearing)}mulai/")
    post(people.sari, f"{page_of(hearing)}ba/simpan/", bagian="1a", versi="0", kata="Pertama.")
    merged = post(people.tuti, f"{page_of(hearing)}ba/simpan/", bagian="1a", versi="0", kata="Kedua.")
    assert "Tidak ada kata yang hilang" in merged.content.decode()
    json = signed_in(people.sari).post(
        f"{page_of(hearing)}ba/simpan/", {"bagian": "1a", "versi": "2", "kata": "Pertama.\nKedua.\nKetiga."},
        headers={"Accept": "application/json"},
    ).json()  # fmt: skip
    assert json["version"] == 3 and json["clashes"] == []
    told = signed_in(people.tuti).post(f"{page_of(hearing)}ba/denyut/", {"versi": "1a:2,1q:0", "di": "1a"}).json()
    assert [part["key"] for part in told["parts"]] == ["1a"] and told["open"]
    assert signed_in(people.sari).post(f"{page_of(hearing)}ba/denyut/", {}).json()["present"] == {"1a": ["Tuti"]}
    history = read(people.sari, f"{page_of(hearing)}ba/1a/riwayat/?versi=1")
    assert "Pertama." in history and "Ketiga." not in history
    unsaved = post(people.sari, f"{page_of(hearing)}ba/simpan/", bagian="1a", versi="99", kata="Yang hampir hilang")
    assert unsaved.status_code == 409 and "Yang hampir hilang" in unsaved.content.decode()


def test_what_was_typed_wrong_stands_in_the_form(people, track):
    address = f"{AT}/{track.case.code}/klarifikasi/undang/"
    wrong = post(people.sari, address, person=code_of(track, "witness"), **INVITED | {"at": "2024-01-01T10:00"})
    assert wrong.status_code == 422 and "masa depan" in wrong.content.decode() and "Ruang Klarifikasi" in wrong.content.decode()
    assert post(people.sari, address, person="O-99999", **INVITED).status_code == 422
    assert not Clarification.objects.exists()


def test_the_link_for_the_reported_party_is_shown_once(people, track):
    case = track.case.code
    given = {
        "person": code_of(track, "reported"), "question": "Diduga ada pembagian uang. Apa tanggapan Anda?",
        "until": "2024-02-05T16:00", "how": "printed",
    }  # fmt: skip
    page = post(people.sari, f"{AT}/{case}/hak-jawab/minta/", **given).content.decode()
    code = re.search(r"/tanggapan/perkara/([a-z0-9]{24})/", page)[1]
    reply = RightOfReply.objects.get()
    assert "Joko" not in page and "Ratna" not in page
    assert code not in read(people.sari, f"{AT}/{case}/klarifikasi/")
    renewed = post(people.sari, f"{AT}/{case}/hak-jawab/{reply.code}/tautan/", how="printed").content.decode()
    assert "/tanggapan/perkara/" in renewed and code not in renewed
    post(people.sari, f"{AT}/{case}/hak-jawab/{reply.code}/tutup/")
    assert "tautan ditutup" in read(people.sari, f"{AT}/{case}/klarifikasi/")
    refused = post(people.sari, f"{AT}/{case}/hak-jawab/minta/", **given | {"question": "Ratna Wulandari melihat Anda."})
    assert refused.status_code == 422 and "pelapor" in refused.content.decode()


def test_a_study_is_written_read_and_compared(people, track):
    at = f"{AT}/{track.case.code}/kajian-dugaan/pid"
    assert post(people.sari, f"{at}/tulis/", **STUDIED).status_code == 302
    post(people.tuti, f"{at}/tulis/", **STUDIED | {"versi": "1", "fakta": "Tiga saksi."})
    merged = signed_in(people.sari).post(f"{at}/tulis/", STUDIED | {"versi": "1", "posisi": "Kasus posisi. Malam."}, follow=True)
    assert "digabung" in merged.content.decode()
    page = read(people.sari, f"{at}/3/")
    assert "Tiga saksi." in page and "Kasus posisi. Malam." in page and "rahasia" in page
    compared = read(people.sari, f"{at}/beda/?dari=1&ke=3")
    assert "<del>Dua saksi.</del>" in compared and "<ins>Tiga saksi.</ins>" in compared
    post(people.sari, f"{at}/3/terbitkan/")
    paper = re.search(r'href="([^"]+/kertas/[^"]+\.pdf)"', read(people.sari, f"{at}/3/"))[1]
    assert signed_in(people.sari).get(paper).content.startswith(b"%PDF")
    for stranger in (people.budi, people.citra, people.polan, people.dewi, people.oki, people.komar):
        for address in (f"{at}/3/", f"{at}/beda/", f"{at}/tulis/", paper):
            read(stranger, address, 404)
    other = folk.commissioners(1)[0]
    folk.recused(track.case, other)
    folk.assigned(track.case, people.tuti)
    for reader in (other, people.sari):  # recused; of the office, and no longer the handler
        for address in (f"{at}/3/", f"{at}/beda/", f"{at}/tulis/", paper):
            read(reader, address, 404)
    assert "Ada, dan Anda tidak membacanya." in read(people.sari, f"{AT}/{track.case.code}/kajian-dugaan/")


def test_a_plenary_from_the_agenda_to_the_police_clock(people, track):
    case = track.case.code
    post(people.sari, f"{AT}/{case}/kajian-dugaan/pid/tulis/", **STUDIED)
    answer = post(people.sari, f"{AT}/pleno/baru/", number="BA.07/PP.01/II/2024", held_on="2024-02-01")
    plenary = PlenoRecord.objects.get(number="BA.07/PP.01/II/2024")
    assert answer["Location"] == f"{AT}/pleno/{plenary.code}/"
    given = {
        "hal": "pleno_hasil",
        f"{track.pk}-pleno_hasil-plenary": plenary.code,
        f"{track.pk}-pleno_hasil-outcome": "violation",
    }
    assert "Kajian versi 1" in read(people.sari, f"{AT}/{case}/keputusan/")
    assert post(people.sari, f"{AT}/{case}/keputusan/{track.pk}/agenda/", **given).status_code == 302
    again = signed_in(people.sari).post(f"{AT}/{case}/keputusan/{track.pk}/agenda/", given, follow=True)
    assert "satu pleno" in again.content.decode() and PlenaryItem.objects.count() == 1
    at = f"{AT}/pleno/{plenary.code}/"
    assert post(people.sari, f"{at}hadir/", hadir=[people.tuti.code]).status_code == 404  # an officer does not preside
    post(people.tuti, f"{at}hadir/", hadir=[people.tuti.code])
    post(people.tuti, f"{at}pertimbangan/", kata="Pleno mendengar kajian.")
    post(people.tuti, f"{at}buka/")
    assert "Tanda tangani" in read(people.tuti, at) and "Tanda tangani" not in read(people.sari, at)
    post(people.tuti, f"{at}tanda-tangan/")
    post(people.tuti, f"{at}berlaku/")
    page = read(people.tuti, at)
    assert "dilaksanakan" in page and "cocok dengan sidik jari" in page and "Pleno mendengar kajian." in page
    assert "Pleno mendengar kajian." not in read(people.sari, at)
    assert "K1" in story.clocks(track.case, track)
    assert signed_in(people.tuti).get(f"{at}berita-acara.pdf").content.startswith(b"%PDF")
    read(people.sari, f"{at}berita-acara.pdf", 404)
    for stranger in (people.budi, people.citra, people.polan, people.dewi, people.oki):
        for address in (at, f"{at}berita-acara.pdf", f"{AT}/{case}/keputusan/", f"{at}ubah/"):
            read(stranger, address, 404)
        for way in (
            "hadir/",
            "buka/",
            "tanda-tangan/",
            "berlaku/",
            "kembalikan/",
            "batal/",
            "agenda/1/tarik/",
            "agenda/1/laksanakan/",
        ):
            assert post(stranger, f"{at}{way}").status_code == 404


def test_what_is_refused_is_said_where_it_was_typed(people, track):
    case = track.case.code
    wrong = post(people.sari, f"{AT}/pleno/baru/", number="nomor bebas", held_on="2024-02-01")
    assert wrong.status_code == 422 and "huruf, angka" in wrong.content.decode()
    post(people.sari, f"{AT}/pleno/baru/", number="BA.07/X", held_on="2024-02-01")
    plenary = PlenoRecord.objects.get(number="BA.07/X")
    given = {
        "hal": "pleno_hasil",
        f"{track.pk}-pleno_hasil-plenary": plenary.code,
        f"{track.pk}-pleno_hasil-outcome": "violation",
    }
    without = post(people.sari, f"{AT}/{case}/keputusan/{track.pk}/agenda/", **given)
    assert without.status_code == 422 and "Kajian belum lengkap" in without.content.decode()
    assert post(people.sari, f"{AT}/{case}/keputusan/999/agenda/", **given).status_code == 404
    gone = post(people.sari, f"{AT}/{case}/keputusan/{track.pk}/agenda/", hal="ditutup")
    assert gone.status_code == 302 and not PlenaryItem.objects.exists()


DISCUSSED = {
    "ordinal": "1", "number": "01/GKMD/II/2024", "held_at": "2024-02-01T13:00", "supervisors": "Tuti, Ketua",
    "police": "Bambang, Penyidik", "prosecutors": "Dian, Jaksa", "unit": "polres-jakpus", "matter": "Pemenuhan unsur.",
    "citations": "", "conclusion": "go_on", "concluded": "",
}  # fmt: skip


def test_the_police_read_the_record_of_their_table_and_nothing_else(people, track):
    case = track.case.code
    assert post(people.sari, f"{AT}/{case}/gakkumdu/", **DISCUSSED).status_code == 302
    row = Discussion.objects.get()
    assert (row.supervisors, row.police, row.prosecutors) == (1, 1, 1)
    assert row.code in read(people.polan, f"{AT}/gakkumdu/")
    page = read(people.polan, f"{AT}/gakkumdu/{row.code}/")
    assert "Pemenuhan unsur." in page and "Ratna" not in page and "Slamet" not in page
    assert signed_in(people.polan).get(f"{AT}/gakkumdu/{row.code}/berita-acara.pdf").content.startswith(b"%PDF")
    for way in ("", "klarifikasi/", "kajian-dugaan/", "keputusan/", "gakkumdu/", "kajian/"):
        read(people.polan, f"{AT}/{case}/{way}", 404)
    for stranger in (people.budi, people.citra, people.dewi, people.komar):
        read(stranger, f"{AT}/gakkumdu/{row.code}/", 404)
        read(stranger, f"{AT}/gakkumdu/{row.code}/berita-acara.pdf", 404)
    wrong = post(people.sari, f"{AT}/{case}/gakkumdu/", **DISCUSSED)
    assert wrong.status_code == 422 and "sudah dicatat" in wrong.content.decode()


def test_a_report_is_taken_back_at_the_desk(people):
    case = story.complete(people).code
    assert "Pelapor meminta pencabutan" in read(people.sari, f"{AT}/{case}/keputusan/")
    post(people.sari, f"{AT}/{case}/pencabutan/")
    wish = Withdrawal.objects.get()
    assert "Cabut laporan" in read(people.sari, f"{AT}/{case}/keputusan/")
    for stranger in (people.budi, people.citra, people.polan, people.dewi):
        assert post(stranger, f"{AT}/{case}/pencabutan/{wish.pk}/", jawab="cabut").status_code == 404
    post(people.sari, f"{AT}/{case}/pencabutan/{wish.pk}/", jawab="cabut")
    assert story.state(wish.case) == "dicabut"


def test_no_address_of_one_case_opens_what_belongs_to_another(people, track, clock):
    other = story.registered(people, classes=["pid"], text="Uang di pasar")
    post(people.sari, f"{AT}/{track.case.code}/klarifikasi/undang/", person=code_of(track, "witness"), **INVITED)
    hearing = Clarification.objects.get()
    read(people.sari, f"{AT}/{other.code}/klarifikasi/{hearing.code}/", 404)
    assert post(people.sari, f"{AT}/{other.code}/klarifikasi/{hearing.code}/batal/").status_code == 404
    post(people.sari, f"{AT}/{track.case.code}/kajian-dugaan/pid/tulis/", **STUDIED)
    assert Study.objects.count() == 1
    read(people.sari, f"{AT}/{other.code}/kajian-dugaan/pid/1/", 404)
    read(people.sari, f"{AT}/{track.case.code}/kajian-dugaan/adm/1/", 404)
    for stranger in (people.budi, people.citra, people.polan, people.dewi, people.oki):
        read(stranger, f"{AT}/{track.case.code}/klarifikasi/{hearing.code}/", 404)
        assert (
            post(stranger, f"{AT}/{track.case.code}/klarifikasi/{hearing.code}/ba/simpan/", bagian="1q", kata="x").status_code
            == 404
        )


def test_a_hearing_of_tomorrow_is_not_begun_today(people, track, clock):
    post(people.sari, f"{AT}/{track.case.code}/klarifikasi/undang/", person=code_of(track, "witness"), **INVITED)
    hearing = Clarification.objects.get()
    refused = signed_in(people.sari).post(f"{page_of(hearing)}mulai/", follow=True)
    assert "Harinya belum tiba" in refused.content.decode()
    clock.move_to(hearing.at + timedelta(hours=1))
    not_yet = signed_in(people.sari).post(f"{page_of(hearing)}tidak-hadir/", follow=True)
    assert "bagaimana undangan sampai" in not_yet.content.decode()
    handed = post(people.sari, f"{page_of(hearing)}sampai/", how="messenger", to="person", at="2024-02-01T15:00")
    assert handed.status_code == 302
    absent = signed_in(people.sari).post(f"{page_of(hearing)}tidak-hadir/", follow=True)
    assert "tidak menghentikan" in absent.content.decode()
    moved = post(people.sari, f"{page_of(hearing)}kedua/", **INVITED | {"at": "2024-02-05T10:00"})
    assert moved.status_code == 302 and Clarification.objects.get(times=2).follows == hearing
