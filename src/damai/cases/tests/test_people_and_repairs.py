"""Who reports is kept sealed and asked for once; what is missing is mended in the reporter's own channel, once, and in time."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from tests.cast import cast

from damai.agencies.models import AccessReason
from damai.areas.models import Area
from damai.cases import actions, public, queries
from damai.cases.models import Case, Party
from damai.cases.rules import Item, State
from damai.identities.actions import Unfit, look
from damai.identities.models import Person
from damai.identities.queries import people_of
from damai.intake.actions import forget
from damai.intake.models import Basis
from damai.intake.queries import thread_of
from damai.interviews.actions import notice, send
from damai.interviews.models import Repair as Mended
from damai.interviews.tests.stories import ANONYMOUS, COMPLETE, INCOMPLETE, TUESDAY, say, sent
from damai.ledger.models import Entry
from damai.outbox.models import Letter
from damai.statutes.actions import load_statutes
from damai.triage import actions as triage
from damai.triage.queries import messages_of, report_of
from damai.triage.tests.story import confirmed, message

from .story import ALL, clocks, opened, plenary, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(clock):
    people = cast()
    load_statutes()
    return people


def told(people, *answers):
    """A guided report that came in, and that Sari confirmed."""
    kept = sent(*answers).message
    triage.sort_inbox()
    found = report_of(kept)
    return triage.confirm(
        found, kind="violation", category="money_politics", area=Area.objects.get(code="31.71.01.1002"), severity=3,
        happened_on=date(2024, 2, 11), known_on=date(2024, 2, 12), by=people.sari,
    )  # fmt: skip


def case_of(people, *answers, kind="laporan"):
    return actions.open_case(told(people, *answers), regime="PEMILU", kind=kind, by=people.sari)


# --- Identity --------------------------------------------------------------------------------------------------------


def test_who_was_told_in_a_guided_report_is_kept_sealed_and_only_codes_stand_on_the_case(people):
    case = case_of(people, *COMPLETE)
    assert case.reporter_identified
    kept = {each.part: each for each in people_of(case.code)}
    assert set(kept) == {"reporter", "reported", "witness"}
    assert kept["reporter"].complete
    party = Party.objects.get(case=case)
    assert (party.kind, party.person) == ("unknown", kept["reported"].code)
    row = Person.objects.get(code=kept["reporter"].code)
    assert look(row, by=people.sari, reason=AccessReason.HANDLING, own=True).fields["name"] == "Andi Pelapor"
    everything = b" ".join(bytes(entry.opening) for entry in Entry.objects.all())
    for secret in (b"Andi", b"Siti", b"Ketua RT", b"Kebon Sirih"):
        assert secret not in everything


def test_an_anonymous_guided_report_is_preliminary_information(people):
    with pytest.raises(actions.NotAllowed, match="nama dan alamat"):
        case_of(people, *ANONYMOUS)
    case = actions.open_case(told(people, *ANONYMOUS), regime="PEMILU", kind="informasi_awal", by=people.sari)
    assert not case.reporter_identified
    assert "reporter" not in {each.part for each in people_of(case.code)}


def test_of_another_message_the_officer_writes_the_identity_down_and_it_is_sealed(people):
    with time_machine.travel(datetime(2024, 2, 1, 6, tzinfo=UTC), tick=False):
        found = confirmed(by=people.sari)
        with pytest.raises(actions.NotAllowed, match="nama dan alamat"):
            actions.open_case(found, regime="PEMILU", kind="laporan", reporter={"name": "Bu Wulan"}, by=people.sari)
        given = {"name": "Bu Wulan", "address": "Jalan Percobaan 5", "phone": "0812 0000 0000"}
        case = actions.open_case(found, regime="PEMILU", kind="laporan", reporter=given, by=people.sari)
    (kept,) = people_of(case.code)
    assert (kept.part, kept.complete, kept.origin) == ("reporter", True, messages_of(found)[0].code)
    assert "Wulan" not in str(vars(case))


def test_a_field_that_cannot_be_kept_is_said_and_opens_nothing(people):
    with time_machine.travel(datetime(2024, 2, 1, 6, tzinfo=UTC), tick=False):
        found = confirmed(by=people.sari)
        given = {"name": "Bu Wulan", "address": "Jalan Percobaan 5", "nik": "12"}
        with pytest.raises(Unfit):
            actions.open_case(found, regime="PEMILU", kind="laporan", reporter=given, by=people.sari)
    assert not Case.objects.exists()
    assert not Person.objects.exists()


def test_identity_given_later_meets_the_first_condition(people):
    with time_machine.travel(datetime(2024, 2, 1, 6, tzinfo=UTC), tick=False):
        case = opened(people, kind="informasi_awal")
        actions.name_reporter(case, fields={"name": "Bu Wulan"}, by=people.sari)
        assert not Case.objects.get(pk=case.pk).reporter_identified
        actions.name_reporter(case, fields={"address": "Jalan Percobaan 5"}, by=people.sari)
        assert Case.objects.get(pk=case.pk).reporter_identified
        with pytest.raises(actions.NotYours):
            actions.name_reporter(case, fields={"name": "Budi"}, by=people.budi)
    assert Person.objects.count() == 1


# --- What is missing -------------------------------------------------------------------------------------------------


def asked(people):
    """An incomplete guided report, studied, and the reporter told."""
    case = case_of(people, *INCOMPLETE)
    notes = {Item.REPORTED: "Tulis siapa yang membagikan, atau ciri-cirinya.", Item.EVIDENCE: "Kirim foto atau nama saksi."}
    case = actions.assess(case, met=ALL - set(notes), notes=notes, by=people.sari)
    return actions.notify_shortfall(case, how="channel", by=people.sari)


def test_the_reporter_reads_what_is_missing_in_the_officers_words_with_the_last_moment_and_the_page(people):
    case = asked(people)
    said = thread_of(messages_of(case.report)[0])[-1].text
    for words in ("siapa yang membagikan", "Kirim foto atau nama saksi", "akhir hari Jumat, 16 Februari 2024", "/perbaikan/"):
        assert words in said
    letter = Letter.objects.latest("id")  # mail passes through other hands: it says only that there is something to read
    assert (letter.purpose, "siapa yang membagikan" in str(vars(letter))) == ("repair", False)
    assert clocks(case) == {"P5": date(2024, 2, 16)}  # 14 February is off
    row = Mended.objects.get(case=case.code)
    assert (row.items, row.due_at) == (["reported", "evidence"], queries.open_terms(case).get().due_at)


def test_what_the_reporter_mends_moves_the_case_by_itself_and_brings_its_people(people, clock):
    case = asked(people)
    clock.shift(timedelta(days=1))
    interview = Mended.objects.get(case=case.code).interview
    for answer in ("Ketua RT 07", "tidak tahu", "tidak tahu", "tidak", "Foto amplop", "tidak"):
        say(interview, answer)
    answer = send(interview).message
    notice()
    case.refresh_from_db()
    assert (case.state, case.repair.answer, case.repair.late) == (State.KAJIAN_AWAL_ULANG, answer.code, False)
    assert Party.objects.filter(case=case).count() == 1
    assert public.progress(case.report.code).words.startswith("Perbaikan Anda diterima")
    case = actions.assess(case, met=ALL, by=people.sari)
    case = actions.register(case, classes=["pid"], plenary=plenary(), by=people.tuti)
    assert "Nomor register: 001/Reg/LP/PL/31.71/02/2024" in thread_of(messages_of(case.report)[0])[-1].text


def test_a_late_repair_is_kept_and_the_reporter_is_told_so(people, clock):
    case = asked(people)
    interview = Mended.objects.get(case=case.code).interview
    say(interview, "Ketua RT 07")
    clock.move_to(queries.open_terms(case).get().due_at)
    send(interview)
    notice()
    case.refresh_from_db()
    assert (case.state, case.repair.late) == (State.MENUNGGU_PERBAIKAN, True)
    assert "sesudah batas waktunya" in thread_of(messages_of(case.report)[0])[-1].text


def test_a_reporter_who_writes_from_another_channel_mends_all_the_same(people, clock):
    case = asked(people)
    other = message(
        "Ini foto dan namanya: saya kirim lewat formulir saja.", at=TUESDAY + timedelta(hours=3), wilayah="31.71.01.1002"
    )
    triage.sort_inbox()
    triage.join(report_of(other), into=case.report, by=people.sari)
    case = actions.mend(case, answer=other.code, by=people.sari)
    assert (case.state, case.repair.answer) == (State.KAJIAN_AWAL_ULANG, other.code)


def test_of_a_forgotten_message_nobody_is_written_to_and_the_officer_is_told(people):
    case = case_of(people, *INCOMPLETE)
    notes = {Item.EVIDENCE: "Foto"}
    case = actions.assess(case, met=ALL - set(notes), notes=notes, by=people.sari)
    forget(messages_of(case.report)[0], basis=Basis.REQUEST, by="M-0001")
    with pytest.raises(actions.NotAllowed, match="tidak dapat dihubungi"):
        actions.notify_shortfall(case, how="channel", by=people.sari)
    assert actions.notify_shortfall(case, how="phone", by=people.sari).state == State.MENUNGGU_PERBAIKAN


# --- Numbers ---------------------------------------------------------------------------------------------------------


def test_register_numbers_have_no_gaps_and_a_book_for_each_law_and_kind(people):
    with time_machine.travel(datetime(2024, 2, 1, 6, tzinfo=UTC), tick=False):
        numbers = [registered(people).register_number for _ in range(2)]
        with pytest.raises(actions.NotAllowed):
            registered(people, classes=[])  # refused after all: no number is lost
        numbers.append(registered(people).register_number)
        pilkada = registered(people, regime="PILKADA").register_number
    assert numbers == [f"00{number}/Reg/LP/PL/31.71/02/2024" for number in (1, 2, 3)]
    assert pilkada == "001/Reg/LP/PG/31.71/02/2024"
