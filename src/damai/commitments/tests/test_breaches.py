"""An alleged breach: verified, in neutral words, with the right of reply; established by nobody but the competent body."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from hypothesis import given
from hypothesis import settings as pace
from hypothesis import strategies as st

from damai.commitments import actions, doors, public, queries
from damai.commitments.models import Breach, PartyReply
from damai.commitments.rules import Standing
from damai.intake.actions import What, knock
from damai.intake.actions.knocking import PER_HOUR
from damai.ledger.models import Entry
from damai.outbox.queries import letters_about
from damai.triage.actions import join, set_aside, sort_inbox
from damai.triage.models import Report
from damai.triage.queries import report_of
from damai.triage.tests.story import confirmed, message, report

from .table import clause, decision, people

pytestmark = pytest.mark.django_db

MOMENT = date(2024, 2, 1)
WHAT = "Akun kampanye memuat kabar bohong tentang jadwal pemungutan suara, lalu menghapusnya dua hari kemudian."
WHOLE = {"decided_by": "Bawaslu Kota Jakarta Pusat (rapat pleno)", "decision": "003/PL/ADM/2024", "decided_on": MOMENT}


@pytest.fixture
def who():
    with time_machine.travel("2024-02-01T05:00:00Z", tick=False):
        yield people()


def two_sources(who) -> list[str]:
    """Two reports of one event, from two people without accounts, each confirmed."""
    return [confirmed(by=who.sari, text=f"{text} di RW 03").code for text in ("Ada amplop dibagikan", "Kami melihat uang")]


def seen_by_a_supervisor(who) -> str:
    sent = message("Saya lihat sendiri pembagian uang", sender=who.dewi.code, wilayah="31.71.01.1001")
    sort_inbox()
    from damai.triage.actions import confirm

    waiting = report_of(sent)
    confirm(
        waiting, kind="violation", category="money_politics", area=waiting.area, severity=3, by=who.sari,
        happened_on=date(2024, 1, 30), known_on=date(2024, 1, 31),
    )  # fmt: skip
    return waiting.code


def alleged(who, promise=None, **changed) -> actions.Alleged:
    given = {
        "participant": "pemilu_2024/party/01",
        "what": WHAT,
        "happened_on": date(2024, 1, 30),
        "by": who.sari,
        "independent": True,
    } | changed
    given.setdefault("reports", two_sources(who))
    return actions.allege_breach(promise or clause(), **given)


# --- Alleging ---------------------------------------------------------------------------------------------------------


def test_verified_by_two_sources_or_by_a_supervisor(who):
    reports = two_sources(who)
    with pytest.raises(actions.NotVerified, match="dua sumber"):  # two anonymous messages may be one person
        alleged(who, reports=reports, independent=False)
    with pytest.raises(actions.NotVerified, match="dua sumber"):
        alleged(who, clause(2), reports=reports[:1])
    with pytest.raises(actions.NotVerified, match="dua sumber"):
        alleged(who, clause(3), reports=[reports[0], reports[0]])
    assert not Breach.objects.exists()
    assert alleged(who, clause(4), reports=reports).breach.verification == 2
    own = alleged(who, clause(5), reports=[seen_by_a_supervisor(who)], independent=False)
    assert own.breach.verification == 3
    assert queries.one_followed(own.breach.commitment).standing == Standing.BROKEN_ALLEGED


def test_reports_that_were_joined_are_one_event_with_two_messages(who):
    first, second = (Report.objects.get(code=code) for code in two_sources(who))
    join(second, into=first, by=who.sari)
    breach = alleged(who, reports=[first.code, second.code]).breach
    assert breach.reports == [first.code]
    assert breach.verification == 2


def test_only_what_a_person_confirmed_carries_an_allegation(who):
    waiting, good = report(), two_sources(who)
    aside = report("Beli pulsa murah")
    set_aside(aside, reason="spam", by=who.sari)
    question = confirmed(by=who.sari, kind="question", category="voter_list", severity=0)
    for number, (code, said) in enumerate([
        (waiting.code, "belum ditetapkan"), (aside.code, "belum ditetapkan"), (question.code, "belum ditetapkan"),
        ("L-99999", "tidak ditemukan"), ("P-00001", "tidak ditemukan"),
    ], start=10):  # fmt: skip
        with pytest.raises(actions.NotVerified, match=said):
            alleged(who, clause(number), reports=[*good, code])
    with pytest.raises(actions.NotVerified):
        alleged(who, clause(1), reports=[])
    assert not Breach.objects.exists()


def test_only_the_supervisors_allege(who):
    reports = two_sources(who)
    promise = clause()
    for member in (who.kasman, who.rina, who.citra, who.komar, who.polan, who.budi, who.dewi, who.oki):
        with pytest.raises(actions.NotYours):
            alleged(who, promise, reports=reports, by=member)
    assert alleged(who, promise, reports=reports, by=who.tuti).breach.alleged_by == who.tuti


def test_neutral_words_about_one_party_on_a_possible_day(who):
    reports, promise = two_sources(who), clause()
    agency = who.citra.appointments.get().agency
    for change, error, said in [
        ({"what": "Mereka curang dan licik sejak pagi hari."}, actions.NotNeutral, "curang, licik"),
        ({"what": "Hubungi koordinatornya di 0812 3456 7890 saja."}, actions.NotNeutral, "0812 3456 7890"),
        ({"what": "Singkat"}, actions.WordsMissing, "keterangannya"),
        ({"participant": ""}, actions.WordsMissing, "satu pihak"),
        ({"agency": agency}, actions.WordsMissing, "satu pihak"),
        ({"participant": "Partai <script>"}, actions.WordsMissing, "satu pihak"),
        ({"happened_on": date(2024, 2, 2)}, actions.BadDate, "masa depan"),
        ({"happened_on": date(2023, 10, 10)}, actions.BadDate, "sebelum komitmen"),
        ({"contact": "bukan surel"}, actions.WordsMissing, "surel"),
    ]:
        with pytest.raises(error, match=said):
            alleged(who, promise, reports=reports, **change)
    assert not Breach.objects.exists() and not Entry.objects.filter(name="BreachAlleged").exists()
    with pytest.raises(actions.BadDate, match="berhenti mengikat"):
        alleged(who, clause(2, due_on=date(2024, 1, 15)), reports=reports)
    assert alleged(who, promise, reports=reports, participant="", agency=agency).breach.agency == agency


def test_the_same_allegation_twice_is_one(who):
    reports, promise = two_sources(who), clause()
    alleged(who, promise, reports=reports)
    with pytest.raises(actions.AlreadyAlleged):
        alleged(who, promise, reports=reports)
    assert Breach.objects.count() == 1


# --- The right of reply -----------------------------------------------------------------------------------------------


def test_the_party_gets_a_link_and_only_its_digest_is_kept(who):
    found = alleged(who, contact="sekretariat@partai.id")
    (letter,) = letters_about(found.breach.code)
    from damai.outbox.queries import content_of

    told = content_of(letter)
    assert told.to == "sekretariat@partai.id"
    assert f"{settings.BASE_URL}/tanggapan/{found.token}/" in told.text
    assert found.token not in str(Breach.objects.values().get())
    assert found.token not in " ".join(bytes(each.opening).decode(errors="ignore") for each in Entry.objects.all())
    assert "sekretariat" not in str(Breach.objects.values().get())


def test_replies_are_added_and_never_changed_also_after_the_decision(who):
    found = alleged(who)
    first = actions.reply(found.token, words="Akun itu bukan milik kami.", capacity="Sekretaris DPC")
    again = actions.reply(found.token, words="Akun itu bukan milik kami. ", capacity="Sekretaris DPC")
    assert first == again  # sent twice, it is one
    actions.decide_breach(found.breach, state="dismissed", by=who.tuti, **WHOLE)
    actions.reply(found.token, words="Terima kasih.", capacity="Sekretaris DPC")
    shown = public.commitments_of("D-00001/")[0].breaches[0]
    assert [(each.words, each.capacity) for each in shown.replies] == [
        ("Akun itu bukan milik kami.", "Sekretaris DPC"),
        ("Terima kasih.", "Sekretaris DPC"),
    ]
    for words, capacity in ((" ", "x"), ("x", " "), ("x" * 5001, "x"), ("x", "x" * 121)):
        with pytest.raises(actions.WordsMissing):
            actions.reply(found.token, words=words, capacity=capacity)
    assert PartyReply.objects.count() == 2


def test_a_link_that_is_guessed_or_was_replaced_opens_nothing(who):
    found = alleged(who)
    for token in ("", "x", found.token[:-1], found.breach.token_hash, found.token + "x"):
        with pytest.raises(actions.BadLink):
            actions.reply(token, words="Kami keberatan", capacity="Ketua")
    with pytest.raises(actions.NotYours):
        actions.renew_reply_link(found.breach, by=who.kasman)
    fresh = actions.renew_reply_link(found.breach, by=who.sari)
    with pytest.raises(actions.BadLink):
        actions.reply(found.token, words="Kami keberatan", capacity="Ketua")
    assert actions.reply(fresh.token, words="Kami keberatan", capacity="Ketua").number == 1


def test_replies_end_somewhere(who):
    found = alleged(who)
    for number in range(20):
        actions.reply(found.token, words=f"Tanggapan {number}", capacity="Ketua")
    with pytest.raises(actions.BadLink, match="20 tanggapan"):
        actions.reply(found.token, words="Satu lagi", capacity="Ketua")


def post(path="/tanggapan/x/", *, site="same-origin", **fields):
    said = {"jabatan": "Ketua", "tanggapan": "Kami keberatan.", "setuju": "ya"} | fields
    return RequestFactory(headers={"Sec-Fetch-Site": site}).post(path, said)


def test_the_door_says_what_is_in_the_way(who):
    found = alleged(who)
    assert doors.shown(RequestFactory().get("/"), found.token).status == 200
    assert doors.shown(RequestFactory().get("/"), "x").status == 404
    assert doors.reply(post(site="cross-site"), found.token).status == 403
    assert doors.reply(post(), "x").status == 404
    told = doors.reply(post(jabatan="", setuju=""), found.token)
    assert (told.status, set(told.errors)) == (422, {"jabatan", "setuju"})
    assert told.values["tanggapan"] == "Kami keberatan."  # nothing typed is lost
    assert doors.reply(post(), found.token).accepted
    while knock(What.MISSED_LINK, "127.0.0.1"):  # somebody in the same network tries addresses
        pass
    assert doors.shown(RequestFactory().get("/"), "x").status == doors.reply(post(), "x").status == 429
    assert doors.reply(post(tanggapan="Lagi"), found.token).accepted  # the party replies all the same
    while knock(What.PARTY_REPLY, "127.0.0.1"):
        pass
    assert doors.reply(post(tanggapan="Lagi dan lagi"), found.token).status == 429
    assert doors.shown(RequestFactory().get("/"), found.token).status == 200  # the party reads all the same
    assert PartyReply.objects.count() == 2 and PER_HOUR[What.PARTY_REPLY] == 60


# --- The decision -----------------------------------------------------------------------------------------------------


def test_a_body_decides_and_a_lead_of_the_supervisors_records_it(who):
    found = alleged(who).breach
    for member in (who.sari, who.kasman, who.citra, who.polan, who.budi):
        with pytest.raises(actions.NotYours):
            actions.decide_breach(found, state="established", by=member, **WHOLE)
    decided = actions.decide_breach(found, state="established", by=who.tuti, **WHOLE)
    assert (decided.state, decided.decision_by) == ("established", who.tuti)
    assert queries.one_followed(found.commitment).standing == Standing.BROKEN_ESTABLISHED
    with pytest.raises(actions.NotCompetent, match="sudah ada putusannya"):
        actions.decide_breach(found, state="dismissed", by=who.tuti, **WHOLE)


def test_what_a_decision_lacks_is_said(who):
    found = alleged(who).breach
    for change, said in [
        ({"decided_by": ""}, "badan yang memutuskan"),
        ({"decided_by": "Kesbangpol"}, "tidak berwenang"),
        ({"decided_by": "Polres Metro Jakarta Pusat"}, "tidak berwenang"),
        ({"decision": ""}, "nomor"),
        ({"decided_on": MOMENT + timedelta(days=1)}, "masa depan"),
        ({"decided_on": MOMENT - timedelta(days=1)}, "sebelum dugaan"),
        ({"decision_case": "kasus itu"}, "P-00001"),
    ]:
        with pytest.raises(actions.NotCompetent, match=said):
            actions.decide_breach(found, state="established", by=who.tuti, **(WHOLE | change))
    with pytest.raises(actions.NotCompetent):
        actions.decide_breach(found, state="alleged", by=who.tuti, **WHOLE)
    found.refresh_from_db()
    assert (found.state, public.breach(found).state_words) == ("alleged", "Diduga dilanggar")


anything = st.sampled_from(["", " ", "Bawaslu", "DKPP", "Kesbangpol", "Polri", "Damai", "Pengadilan Negeri"])


@pace(max_examples=40, deadline=None)
@given(
    state=st.sampled_from(["established", "dismissed", "alleged"]),
    decided_by=anything,
    decision=st.sampled_from(["", "12/2024", "putusan itu"]),
    decided_on=st.sampled_from([MOMENT - timedelta(days=1), MOMENT, MOMENT + timedelta(days=1)]),
    by=st.sampled_from(["sari", "tuti", "kasman", "polan"]),
)
def test_nothing_is_established_without_body_number_and_day(state, decided_by, decision, decided_on, by):
    with time_machine.travel("2024-02-01T05:00:00Z", tick=False), transaction.atomic():
        who = people()
        found = Breach.objects.create(
            code="B-1", commitment=clause(), participant="p/1", what="x", happened_on=MOMENT, verification=2,
            alleged_at="2024-02-01T05:00:00Z", alleged_by=who.sari, token_hash="x",
        )  # fmt: skip
        found.refresh_from_db()
        with suppress(actions.Refused):
            actions.decide_breach(
                found, state=state, decided_by=decided_by, decision=decision, decided_on=decided_on, by=getattr(who, by)
            )
        found.refresh_from_db()
        if found.state != "alleged":
            assert by == "tuti"
            assert found.decided_by in ("Bawaslu", "DKPP", "Pengadilan Negeri")
            assert (found.decision, found.decided_on) == ("12/2024", MOMENT)
        transaction.set_rollback(True)


def test_the_database_holds_it_too(who):
    found = alleged(who).breach
    for change in (
        {"state": "established"},
        {"state": "established", "decided_by": "Bawaslu"},
        {"verification": 1},
        {"participant": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Breach.objects.filter(pk=found.pk).update(**change)


# --- What everyone sees -----------------------------------------------------------------------------------------------


def test_reports_are_codes_for_those_who_may_read_them_and_a_number_for_the_others(who):
    found = alleged(who).breach
    assert queries.visible_reports(who.sari, found) == found.reports
    for member in (who.kasman, who.citra, who.polan, who.rina):
        assert queries.breach_for(member, found.code) == found
        assert queries.visible_reports(member, found) == []
    with pytest.raises(Breach.DoesNotExist):
        queries.breach_for(who.budi, found.code)
    shown = public.breach(found)
    assert shown.sources == 2
    assert not any(code in str(shown) for code in found.reports) and "M-0001" not in str(shown)


def test_what_is_public_and_in_which_order(who):
    for number in (10, 9, 1):
        clause(number)
    decision(1, is_public=False)
    decision(2)
    assert [each.origin_code for each in public.public_commitments()] == [
        "D-00001/v1/1", "D-00001/v1/9", "D-00001/v1/10", "R-00001/2",
    ]  # fmt: skip
    assert [each.origin_code for each in public.public_commitments("RS-009")] == []
    assert public.commitments_of("D-00001/v1/1")[0].owner == ""
    none = public.commitments_of("D-00001/v1/9")[0]
    assert (none.standing, none.standing_words, none.indicators[0].latest) == ("no-data", "Tidak ada data", None)
    assert public.public_commitment("K-99999") is None
