"""From promise to kept: who may do what, what is refused and said, and what the ledger remembers."""

from datetime import date, timedelta

import pytest
import time_machine

from damai.agencies.models import Appointment, Role
from damai.commitments import actions, queries
from damai.commitments.models import ActionItem, Commitment, DueMove, Evidence, Measurement
from damai.commitments.rules import IndicatorGiven, Standing
from damai.ledger.models import Entry
from damai.ledger.queries import entries_about

from .table import DUE, MADE, MOMENT, VISITS, VOTE, agency, clause, decision, item, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    with time_machine.travel(MOMENT, tick=False):
        yield people()


def names():
    return list(Entry.objects.order_by("id").values_list("name", flat=True))


def shown(row, *, by, words="Daftar hadir 44 kelurahan"):
    return actions.submit_evidence(row, kind="link", words=words, link="https://contoh.go.id/foto", by=by)


def test_the_whole_way(who):
    promise = decision()
    row = item(promise)
    assert (promise.code[:2], row.code[:2]) == ("K-", "T-")
    actions.begin(row, by=who.citra)
    actions.begin(row, by=who.citra)  # said twice, it is said once
    actions.tell_obstacles(row, words="Hujan dua pekan", by=who.citra)
    first = shown(row, by=who.citra)
    actions.send_back(first, words="Fotonya belum semua kelurahan", by=who.kasman)
    row.refresh_from_db()
    assert row.state == "sent-back"
    second = shown(row, by=who.citra, words="Foto semua kelurahan")
    actions.accept_evidence(second, by=who.kasman)
    row.refresh_from_db()
    assert (row.state, row.done_on, row.obstacles) == ("done", date(2023, 11, 20), "Hujan dua pekan")
    actions.measure(promise.indicators.get(), on=date(2023, 11, 20), value="44", of="44", source="KPU", by=who.citra)
    kept = actions.confirm_kept(promise, by=who.kasman)
    assert (kept.kept_on, kept.kept_confirmed_by_id) == (date(2023, 11, 20), "kesbangpol-jakpus")
    assert queries.one_followed(promise).standing == Standing.KEPT
    assert names() == [
        "CommitmentMade", "ItemAssigned", "ItemBegun", "ObstaclesTold", "EvidenceSubmitted", "EvidenceSentBack",
        "EvidenceSubmitted", "EvidenceAccepted", "IndicatorMeasured", "CommitmentKept",
    ]  # fmt: skip
    told = " ".join(each.sentence for each in entries_about(row.code))
    assert "Bukti ke-2" in told and "Hujan" not in told  # words stay in their rows


# --- Promising --------------------------------------------------------------------------------------------------------


def test_what_a_promise_needs(who):
    with pytest.raises(actions.BadDate, match="sebelum tanggal keputusan"):
        decision(due_on=MADE - timedelta(days=1))
    with pytest.raises(actions.NoFigure, match="paling sedikit satu indikator"):
        decision(indicators=[])
    with pytest.raises(actions.NoFigure, match="berupa angka"):
        decision(indicators=[IndicatorGiven(words="x", unit="y", direction="at-least", target="banyak", source="z")])
    with pytest.raises(actions.NoFigure, match="arah"):
        decision(indicators=[IndicatorGiven(words="x", unit="y", direction="naik", target=1, source="z")])
    with pytest.raises(actions.WordsMissing, match="penanggung jawab"):
        decision(owner=None)
    with pytest.raises(actions.WordsMissing):
        decision(words="  ")
    with pytest.raises(actions.WordsMissing, match="Kode asal"):
        decision(origin_code="rapat kemarin")
    assert not Commitment.objects.exists() and not Entry.objects.exists()
    assert decision().due_on == DUE
    with pytest.raises(actions.AlreadyPromised, match="R-00001/1"):
        decision()
    assert clause().is_public  # clauses always are


def test_an_item_after_the_meeting_for_somebody_of_that_agency(who):
    promise = decision()
    with pytest.raises(actions.BadDate, match="sebelum tanggal rapat"):
        item(promise, starts_on=MADE - timedelta(days=9), due_on=MADE - timedelta(days=1))
    with pytest.raises(actions.BadDate, match="sebelum tanggal mulai"):
        item(promise, starts_on=DUE, due_on=DUE - timedelta(days=1))
    with pytest.raises(actions.WordsMissing, match="tidak bertugas"):
        item(promise, person=who.sari)
    assert not ActionItem.objects.exists()
    assert item(promise, person=who.citra, supporting=[agency("kpu-jakpus"), agency("bawaslu-jakpus")]).supporting.count() == 1


# --- Who does and who judges ------------------------------------------------------------------------------------------


def test_only_the_owner_and_who_supports_it_work_on_it(who):
    row = item(decision(), supporting=[agency("kominfotik-jakpus")])
    for other in (who.sari, who.kasman, who.rina, who.polan):  # at the table, not theirs to do
        for act in (
            lambda by: actions.begin(row, by=by),
            lambda by: actions.tell_obstacles(row, words="x", by=by),
            lambda by: shown(row, by=by),
        ):
            with pytest.raises(actions.NotYours):
                act(other)
    for nobody in (who.budi, who.dewi, who.oki):  # not at the table: another city, the field, the operator
        with pytest.raises(actions.NotYours):
            shown(row, by=nobody)
    assert shown(row, by=who.komar).agency_id == "kominfotik-jakpus"
    assert shown(row, by=who.citra).agency_id == "kpu-jakpus"


def test_nobody_judges_their_own(who):
    row = item(decision())
    piece = shown(row, by=who.citra)
    for other in (who.citra, who.sari, who.rina, who.polan):  # the convener judges
        with pytest.raises(actions.SameAgency, match="lembaga lain"):
            actions.accept_evidence(piece, by=other)
    for nobody in (who.budi, who.dewi, who.oki):
        with pytest.raises(actions.NotYours):
            actions.accept_evidence(piece, by=nobody)
    assert actions.accept_evidence(piece, by=who.kasman).judged_agency_id == "kesbangpol-jakpus"


def test_nobody_judges_their_own_by_serving_two_agencies(who):
    also = Appointment.objects.create(
        member=who.citra, agency=agency("kesbangpol-jakpus"), role=Role.OFFICER, area_id="31.71", starts_on=MADE
    )
    row = item(decision())
    piece = shown(row, by=who.citra)
    assert piece.agency_id == "kpu-jakpus"
    for judge in (
        lambda: actions.accept_evidence(piece, by=who.citra),
        lambda: actions.send_back(piece, words="x", by=who.citra),
    ):
        with pytest.raises(actions.SameAgency):
            judge()
    # Nor by changing sides after sending it.
    Appointment.objects.filter(member=who.citra).exclude(pk=also.pk).update(ends_on=MADE)
    with pytest.raises(actions.SameAgency):
        actions.accept_evidence(piece, by=who.citra)
    with pytest.raises(actions.SameAgency):  # nor confirms that the own promise was kept
        Appointment.objects.filter(member=who.citra).update(ends_on=None)
        actions.confirm_kept(row.commitment, by=who.citra)
    assert actions.accept_evidence(piece, by=who.kasman).judged_agency_id == "kesbangpol-jakpus"


def test_where_the_convener_did_it_any_other_agency_judges(who):
    row = item(decision(owner="kesbangpol-jakpus"), owner="kesbangpol-jakpus")
    piece = shown(row, by=who.kasman)
    with pytest.raises(actions.SameAgency):
        actions.accept_evidence(piece, by=who.kasman)
    with pytest.raises(actions.NotYours):
        actions.accept_evidence(piece, by=who.budi)
    assert actions.accept_evidence(piece, by=who.rina).judged_agency_id == "pemerintahan-jakpus"


def test_where_the_convener_helped_it_does_not_judge_either(who):
    row = item(decision(), supporting=[agency("kesbangpol-jakpus")])
    piece = shown(row, by=who.kasman)
    with pytest.raises(actions.SameAgency):
        actions.accept_evidence(piece, by=who.kasman)
    with pytest.raises(actions.SameAgency):  # the owner's agency is involved too
        actions.accept_evidence(piece, by=who.citra)
    assert actions.accept_evidence(piece, by=who.sari).judged_agency_id == "bawaslu-jakpus"


def test_newer_evidence_takes_the_place_of_what_waits(who):
    row = item(decision())
    first, second = shown(row, by=who.citra), shown(row, by=who.citra, words="Lebih lengkap")
    with pytest.raises(actions.JudgedMeanwhile, match="lebih baru"):
        actions.accept_evidence(first, by=who.kasman)
    actions.send_back(second, words="Kurang", by=who.kasman)
    with pytest.raises(actions.JudgedMeanwhile):
        actions.accept_evidence(second, by=who.kasman)
    with pytest.raises(actions.WordsMissing):
        actions.send_back(shown(row, by=who.citra), words=" ", by=who.kasman)


def test_what_is_over_stays_as_it_is(who):
    promise = decision()
    done, gone = item(promise), item(promise)
    actions.accept_evidence(shown(done, by=who.citra), by=who.kasman)
    actions.cancel(gone, words="Digabung dengan yang lain", by=who.kasman)
    for row in (done, gone):
        with pytest.raises(actions.NotOpen):
            shown(row, by=who.citra)
        with pytest.raises(actions.NotOpen):
            actions.move_due_date(row, to=DUE + timedelta(days=1), by=who.kasman)
    assert Evidence.objects.count() == 1


# --- What the convener changes ----------------------------------------------------------------------------------------


def test_only_the_convener_moves_a_day_and_both_days_stay(who):
    row = item(decision())
    for other in (who.citra, who.sari, who.polan):
        with pytest.raises(actions.NotYours):
            actions.move_due_date(row, to=DUE + timedelta(days=7), by=other)
        with pytest.raises(actions.NotYours):
            actions.cancel(row, words="x", by=other)
    for to, said in [
        (DUE, "sudah tanggal itu"),
        (MADE - timedelta(days=1), "sebelum tanggal rapat"),
        (date(2023, 11, 19), "masa lalu"),
    ]:
        with pytest.raises(actions.BadDate, match=said):
            actions.move_due_date(row, to=to, by=who.kasman)
    actions.move_due_date(row, to=DUE + timedelta(days=7), words="Gedung dipakai", by=who.kasman)
    moved = DueMove.objects.get()
    assert (moved.before, moved.after, moved.words) == (DUE, DUE + timedelta(days=7), "Gedung dipakai")
    assert names()[-1] == "DueDateMoved"


def test_a_later_decision_lifts_a_commitment_and_only_the_convener_says_so(who):
    promise = decision()
    row = item(promise)
    with pytest.raises(actions.NotYours):
        actions.withdraw(promise, decision="R-00005/1", by=who.citra)
    with pytest.raises(actions.WordsMissing):
        actions.withdraw(promise, decision="nanti saja", by=who.kasman)
    with pytest.raises(actions.WordsMissing):
        actions.withdraw(promise, decision=promise.origin_code, by=who.kasman)
    with pytest.raises(actions.NotOpen, match="Butir deklarasi"):
        actions.withdraw(clause(), decision="R-00005/1", by=who.kasman)
    actions.withdraw(promise, decision="R-00005/1", by=who.kasman)
    assert queries.one_followed(promise).standing == Standing.WITHDRAWN
    with pytest.raises(actions.NotOpen):
        shown(row, by=who.citra)
    row.refresh_from_db()
    assert (row.state, row.cancelled_words) == ("cancelled", "Komitmennya dicabut dengan keputusan R-00005/1")
    assert queries.items_due(agency=agency("kpu-jakpus")) == []


# --- Figures ----------------------------------------------------------------------------------------------------------


def test_who_enters_figures(who):
    owned, signed = decision().indicators.get(), clause().indicators.get()
    today = date(2023, 11, 20)
    for member in (who.citra, who.kasman, who.sari):
        actions.measure(owned, on=today, value=1, of=44, source="Laporan", by=member)
    for member in (who.rina, who.komar, who.polan):
        with pytest.raises(actions.SameAgency):
            actions.measure(owned, on=today, value=1, source="Laporan", by=member)
    for member in (who.citra, who.komar, who.sari):  # a clause speaks of participants: never the government or the police
        actions.measure(signed, on=today, value=1, source="Laporan", by=member)
    for member in (who.kasman, who.rina, who.polan):
        with pytest.raises(actions.SameAgency):
            actions.measure(signed, on=today, value=1, source="Laporan", by=member)
    with pytest.raises(actions.NotYours):
        actions.measure(owned, on=today, value=1, source="Laporan", by=who.budi)
    assert actions.measure(signed, on=today, value=0, source="Damai", by="damai").by == "damai"


def test_what_a_figure_needs(who):
    indicator = decision().indicators.get()
    today = date(2023, 11, 20)
    with pytest.raises(actions.BadDate, match="masa depan"):
        actions.measure(indicator, on=date(2023, 11, 21), value=1, source="KPU", by=who.citra)
    with pytest.raises(actions.BadDate, match="sebelum komitmen"):
        actions.measure(indicator, on=MADE - timedelta(days=1), value=1, source="KPU", by=who.citra)
    for wrong in ("-1", "banyak", "NaN", "Infinity", "1e30"):
        with pytest.raises(actions.NoFigure):
            actions.measure(indicator, on=today, value=wrong, source="KPU", by=who.citra)
    with pytest.raises(actions.NoFigure, match="lebih besar daripada seluruhnya"):
        actions.measure(indicator, on=today, value=45, of=44, source="KPU", by=who.citra)
    with pytest.raises(actions.WordsMissing):
        actions.measure(indicator, on=today, value=1, source=" ", by=who.citra)
    assert not Measurement.objects.exists()
    actions.measure(indicator, on=today, value=40, of=44, source="KPU", by=who.citra)
    actions.measure(indicator, on=today, value=41, of=44, source="KPU", by=who.citra)  # the later row of the day counts
    actions.measure(indicator, on=MADE, value=None, of=44, source="KPU", by=who.citra)
    assert [(row.on, row.value, row.of) for row in queries.points_of(indicator)] == [(MADE, None, None), (today, 41, 44)]
    assert Measurement.objects.count() == 3


# --- Kept -------------------------------------------------------------------------------------------------------------


def test_a_promise_is_kept_only_when_nothing_speaks_against_it(who):
    promise = decision()
    with pytest.raises(actions.NotKeptYet, match="Belum ada tindak lanjut"):
        actions.confirm_kept(promise, by=who.kasman)
    row = item(promise)
    with pytest.raises(actions.NotKeptYet, match="belum selesai"):
        actions.confirm_kept(promise, by=who.kasman)
    actions.accept_evidence(shown(row, by=who.citra), by=who.kasman)
    actions.measure(promise.indicators.get(), on=date(2023, 11, 20), value=40, of=44, source="KPU", by=who.citra)
    with pytest.raises(actions.NotKeptYet, match="belum sesuai"):
        actions.confirm_kept(promise, by=who.kasman)
    actions.measure(promise.indicators.get(), on=date(2023, 11, 20), value=44, of=44, source="KPU", by=who.citra)
    for other in (who.citra, who.sari, who.polan):
        with pytest.raises(actions.SameAgency):
            actions.confirm_kept(promise, by=other)
    actions.confirm_kept(promise, by=who.kasman)
    with pytest.raises(actions.NotOpen):
        actions.confirm_kept(promise, by=who.kasman)


def test_a_clause_is_confirmed_by_the_supervisors_after_its_last_day(who):
    promise = clause()
    with time_machine.travel(MOMENT + timedelta(days=1), tick=False):
        actions.measure(promise.indicators.get(), on=date(2023, 11, 21), value=1, source="Kominfotik", by=who.komar)
        with pytest.raises(actions.NotKeptYet, match="masih mengikat"):
            actions.confirm_kept(promise, by=who.sari)
    with time_machine.travel(MOMENT.replace(year=2024, month=2, day=20), tick=False):
        with pytest.raises(actions.SameAgency):  # the government does not judge participants
            actions.confirm_kept(promise, by=who.kasman)
        assert actions.confirm_kept(promise, by=who.sari).kept_confirmed_by_id == "bawaslu-jakpus"
    assert date(2024, 2, 20) > VOTE and VISITS.target == 44
