"""A declaration from its template to what became of its clauses.

Three ways to sign, a certificate that a stranger checks, a clause alleged to be broken, the party's reply beside it, and the
decision of the body that may decide.
"""

import re
from datetime import date, datetime, timedelta
from html import unescape

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils.timezone import get_current_timezone

from damai.__main__ import main
from damai.agencies.models import Agency
from damai.commitments import actions as commitments
from damai.commitments.queries import commitment_for
from damai.ledger.actions import integrate
from damai.pledges import actions, public, queries
from damai.pledges.models import Declaration, Signature
from damai.pledges.tests import story
from damai.triage.tests.story import confirmed

pytestmark = pytest.mark.django_db

DESK = "/kerja/deklarasi/"


@pytest.fixture
def day():
    with time_machine.travel(datetime(2023, 11, 20, 10, tzinfo=get_current_timezone()), tick=False) as moment:
        yield moment


@pytest.fixture
def people(day):
    found = story.people()
    actions.load_participants("pemilu_2024")
    actions.load_shipped_declarations()
    return found


def desk_of(member, *, proven: bool = False) -> Client:
    """A member's browser; `proven`: this session has just proven a second factor."""
    browser = Client()
    browser.force_login(member)
    if proven:
        Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={})
        request = RequestFactory().get("/")
        request.session, request.user = browser.session, member
        record_authentication(request, member, method="mfa", type="totp", id=1, reauthenticated=True)
        request.session.save()
    return browser


def page(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode(errors="replace")[:1500]
    return unescape(response.content.decode())


def prepared(kasman) -> Declaration:
    """Kesbangpol writes, prepares the places and opens, a week before the day."""
    browser = desk_of(kasman)
    template = Declaration.objects.get(state="template")
    about = {
        "template": template.pk, "title": "Deklarasi Pemilu Damai Jakarta Pusat", "occasion": "Pakta integritas",
        "place": "Kantor Wali Kota", "held_at": "2023-11-27T09:00", "slug": "damai-jakpus", "for_citizens": "on",
        "election": "pemilu_2024", "witnesses": "Wali Kota",
    }  # fmt: skip
    assert browser.post(f"{DESK}baru/", about).status_code == 302
    declaration = Declaration.objects.get(slug="damai-jakpus")
    where = f"{DESK}{declaration.code}/"
    assert "21 tempat peserta pemilu disiapkan" in page(browser.post(f"{where}penandatangan/peserta/", follow=True))
    chosen = Agency.objects.filter(code__in=["bawaslu-jakpus", "kpu-jakpus"])
    page(browser.post(f"{where}penandatangan/lembaga/", {"agencies": [each.pk for each in chosen]}, follow=True))
    window = {"opens_at": "2023-11-27T08:00", "closes_at": "2023-12-11T09:00", "binds_until": "", "sure": "on"}
    assert browser.post(f"{where}buka/", window).status_code == 302
    assert "Deklarasi Pemilu Damai Jakarta Pusat" in page(Client().get("/deklarasi/damai-jakpus/"))
    declaration.refresh_from_db()
    return declaration


def signed_in_the_hall(declaration, kasman, *, number: int) -> str:
    """A party's chair opens the QR code in the hall and signs with a finger; their own page."""
    place = Signature.objects.get(text__declaration=declaration, participant__kind="party", participant__ballot_number=number)
    token = actions.new_token(place, by=kasman).token  # what the printed QR code holds
    phone = Client()
    assert "Partai" in page(phone.get(f"/deklarasi/tanda-tangan/{token}/"))
    given = {"nama": "Budi Santoso", "jabatan": "Ketua DPC", "goresan": story.SCRIBBLE, "setuju": "on"}
    done = phone.post(f"/deklarasi/tanda-tangan/{token}/", given)
    assert done.status_code == 302, page(done, done.status_code)
    assert phone.post(f"/deklarasi/tanda-tangan/{token}/", given).status_code == 409
    return done.url


def signed_by_account(declaration, tuti) -> None:
    where = f"{DESK}{declaration.code}/tanda-tangani/"
    refused = desk_of(tuti).post(where, {"agency": "bawaslu-jakpus", "office": "Ketua"})
    assert "faktor kedua" in page(refused, 422)
    done = desk_of(tuti, proven=True).post(where, {"agency": "bawaslu-jakpus", "office": "Ketua"}, follow=True)
    assert "Bawaslu Jakarta Pusat menandatangani" in page(done)


def signed_on_the_portal(day, *, contact: str, shown: bool) -> str:
    """A citizen fills in the form, opens the letter and presses; their own page."""
    phone = Client()
    form = page(phone.get("/deklarasi/damai-jakpus/tanda-tangan/"))
    token = re.search(r'name="token"[^>]*value="([^"]+)"', form)[1]
    day.shift(timedelta(seconds=40))
    given = {"nama": "Wati Lestari", "surel": contact, "setuju": "on", "token": token} | ({"tampil": "on"} if shown else {})
    assert phone.post("/deklarasi/damai-jakpus/tanda-tangan/", given).status_code == 202
    link = f"/deklarasi/konfirmasi/{story.link_in(story.letters('pledge-confirm')[-1])}/"
    assert "Wati Lestari" in page(phone.get(link))
    done = phone.post(link, {"nama": "Wati Lestari"} | ({"tampil": "on"} if shown else {}))
    assert done.status_code == 302
    return done.url


def standing_of(number: int) -> str:
    """How a clause stands, as everyone is told."""
    clause = next(each for each in public.declaration("damai-jakpus").text.clauses if each.number == number)
    return clause.commitment.standing


def test_one_declaration(day, people, tmp_path):
    cast, neighbours = people
    declaration = prepared(neighbours.kasman)

    # Before the day nobody can sign; on the day they come, and the big screen counts them.
    assert "belum" in page(Client().get("/deklarasi/damai-jakpus/")).lower()
    day.move_to(datetime(2023, 11, 27, 9, 30, tzinfo=get_current_timezone()))
    party = signed_in_the_hall(declaration, neighbours.kasman, number=3)
    signed_by_account(declaration, cast.tuti)
    citizen = signed_on_the_portal(day, contact="wati@contoh.id", shown=True)
    signed_on_the_portal(day, contact="tono@contoh.id", shown=False)
    figures = Client().get("/deklarasi/damai-jakpus/layar.json").json()
    assert (figures["total"], figures["participants"], figures["institutions"], figures["citizens"]) == (4, 1, 1, 2)
    told = page(Client().get("/deklarasi/damai-jakpus/"))
    assert "Budi Santoso" in told
    assert told.count("Wati Lestari") == 1  # of two citizens one wished to be named

    # A certificate, which a stranger checks on the portal and without it; a forger is told.
    integrate()
    file = Client().get(f"{citizen}sertifikat.pdf").content
    assert "asli" in page(Client().post("/deklarasi/periksa/", {"berkas": SimpleUploadedFile("s.pdf", file)}))
    path = tmp_path / "sertifikat.pdf"
    path.write_bytes(file)
    assert CliRunner().invoke(main, ["pledge", "verify", str(path), "--key", public.key()]).exit_code == 0
    path.write_bytes(file.replace(b"version=1", b"version=2"))
    assert CliRunner().invoke(main, ["pledge", "verify", str(path), "--key", public.key()]).exit_code == 1
    proof = Client().get(f"{party}bukti.tlog-proof").content
    (tmp_path / "bukti").write_bytes(proof)
    assert CliRunner().invoke(main, ["ledger", "verify-receipt", str(tmp_path / "bukti"), "--key", public.key()]).exit_code == 0

    # Somebody takes their signature back: counted no more, the certificate says so when it is asked.
    assert Client().post(f"{citizen}tarik/", {"yakin": "ya"}).status_code in {200, 302}
    assert "ditarik" in page(Client().post("/deklarasi/periksa/", {"berkas": SimpleUploadedFile("s.pdf", file)}))
    assert public.counts("damai-jakpus").citizens == 1

    # Each clause is a commitment. In January one is said to be broken, with two reports that were confirmed.
    day.move_to(datetime(2024, 2, 1, 10, tzinfo=get_current_timezone()))
    other = confirmed(by=cast.sari, text="Amplop dibagikan di gang lain", area="31.71.01.1002")
    reports = [confirmed(by=cast.sari).code, other.code]
    clause = next(each for each in public.declaration("damai-jakpus").text.clauses if each.number == 4)
    commitment = commitment_for(cast.sari, clause.commitment.code)
    alleged = commitments.allege_breach(
        commitment,
        participant="pemilu_2024/party/03",
        what="Uang dibagikan kepada warga di depan balai warga menurut dua laporan.",
        happened_on=date(2024, 1, 30),
        reports=reports,
        independent=True,
        by=cast.sari,
    )
    told = page(Client().get("/deklarasi/damai-jakpus/"))
    assert "Diduga dilanggar" in told
    assert standing_of(4) == "broken-alleged"
    commitments.reply(alleged.token, words="Pembagian itu bukan kegiatan kami.", capacity="Sekretaris DPC")
    told = page(Client().get("/deklarasi/damai-jakpus/"))
    assert told.index("Uang dibagikan kepada warga") < told.index("Pembagian itu bukan kegiatan kami.")
    figure = next(row for row in public.figures_about("damai-jakpus") if (row.kind, row.ballot_number) == ("party", 3))
    assert figure.words == "1 diduga, 0 dinyatakan dilanggar, dari 8 butir"

    # Only the body that may decide makes it more than a suspicion.
    day.move_to(datetime(2024, 2, 12, 10, tzinfo=get_current_timezone()))
    decided = {"decided_by": "Bawaslu Jakarta Pusat", "decision": "003/LP/II/2024", "decided_on": date(2024, 2, 9)}
    commitments.decide_breach(alleged.breach, state="established", **decided, by=cast.tuti)
    told = page(Client().get("/deklarasi/damai-jakpus/"))
    assert standing_of(4) == "broken-established"
    assert "003/LP/II/2024" in told
    assert "Pembagian itu bukan kegiatan kami." in told
    figure = next(row for row in public.figures_about("damai-jakpus") if (row.kind, row.ballot_number) == ("party", 3))
    assert (figure.alleged, figure.established, figure.of) == (0, 1, 8)
    assert queries.intact(queries.signed_text(declaration))
