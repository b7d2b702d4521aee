"""Cases from before tracks and terms are moved with every step, date and clock: nothing is lost, nothing is invented."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from tests.cast import cast

BEFORE, AFTER = "0004_hearings_and_plenaries", "0005_the_way_onto_tracks"
T0 = datetime(2024, 2, 1, 6, 0, tzinfo=UTC)  # Thursday 13.00 in Jakarta
ITEMS = ["reporter", "reported", "in_time", "when_where", "description", "evidence"]


@pytest.fixture
def tables(transactional_db):
    """The tables as they were. Moving them takes a while on SQLite, so every old case is moved in one go."""
    MigrationExecutor(connection).migrate([("cases", BEFORE)])
    cast()
    try:
        yield MigrationExecutor(connection).loader.project_state([("cases", BEFORE)]).apps
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


def moved():
    """The tables as they are, with what became of the old rows."""
    executor = MigrationExecutor(connection)
    executor.migrate([("cases", AFTER)])
    return executor.loader.project_state([("cases", AFTER)]).apps.get_model("cases", "Case").objects


_reports = iter(range(1, 100))


def case_before(old, *, way, kind="laporan", regime="PEMILU", klass="", registered=None, **columns):
    """A case as it was stored, with a step for every state: (state, clock, days from T0 to its end, more)."""
    models = {name: old.get_model("cases", name) for name in ("Case", "Step")}
    number = next(_reports)
    report = old.get_model("triage", "Report").objects.create(
        code=f"L-{number:05d}", agency_id="bawaslu-jakpus", inbox_id="bawaslu-jakpus", received_at=T0,
        suggested_kind="violation", suggested_category="money_politics", suggested_severity=3, severity=3, sketch=b"",
        state="new",
    )  # fmt: skip
    state, clock, days, _more = way[-1]
    due = {"clock": "", "clock_from": None, "due_at": None, "due_on": None}
    if clock:
        due_at = T0 + timedelta(days=days)
        due = {"clock": clock, "clock_from": T0, "due_at": due_at, "due_on": due_at.date()}
    case = models["Case"].objects.create(
        code=f"P-{number:05d}", report=report, regime=regime, kind=kind, state=state, agency_id="bawaslu-jakpus",
        area_id="31.71.01.1001", klass=klass, reporter_identified=kind == "laporan", happened_on=date(2024, 1, 30),
        known_on=date(2024, 1, 31), received_at=T0, opened_at=T0, registered_at=registered, report_due_on=date(2024, 2, 13),
        **(due | columns),
    )  # fmt: skip
    source = ""
    for index, (target, clock, days, more) in enumerate(way):
        models["Step"].objects.create(
            case=case, number=index + 1, source=source, target=target, at=T0 + timedelta(hours=index), by="M-0001",
            basis="UU 7/2017 Ps. 454", clock=clock, due_at=T0 + timedelta(days=days) if clock else None, **more,
        )  # fmt: skip
        source = target
    return case


WHOLE = [
    ("laporan_diterima", "P3", 4, {}),
    ("kajian_awal", "P3", 4, {}),
    ("menunggu_perbaikan", "P5", 5, {"missing": ["when_where", "evidence"], "reason": "incomplete", "form": "B.7"}),
    ("kajian_awal_ulang", "P3", 6, {"form": "B.3.1"}),
    ("lengkap", "P6", 7, {}),
    ("diregistrasi", "P7", 14, {}),
    ("penanganan", "P7", 14, {}),
    ("penanganan_lanjut", "P8", 25, {"reason": "witness"}),
    ("pleno_hasil", "K1", 2, {"late": True}),
    ("diteruskan_polri", "", 0, {"gakkumdu": "05/GKMD/II/2024"}),
    ("status_diumumkan", "", 0, {"form": "B.18"}),
]


ADM = [*WHOLE[:2], ("lengkap", "P6", 5, {}), ("diregistrasi", "P7", 14, {}), ("penanganan", "P7", 14, {})]


def test_every_old_case_is_moved_with_all_it_had(tables):
    registered = T0 + timedelta(hours=3)
    whole = case_before(tables, way=WHOLE, klass="pid", registered=T0 + timedelta(hours=5), expired_at=T0 + timedelta(days=25))
    tables.get_model("cases", "Extension").objects.create(case=whole, reason="witness", at=T0 + timedelta(hours=7), by="M-0001")
    late = {"late_clock": "P7", "expired_at": T0 + timedelta(days=14)}
    pemilu = case_before(tables, way=ADM, registered=registered, clock_from=registered, **late)
    pilkada = case_before(tables, way=ADM, regime="PILKADA", registered=registered, clock_from=T0, **late)
    none = [*ADM, ("pleno_hasil", "", 0, {}), ("dihentikan", "", 0, {})]
    no_violation = case_before(tables, way=none, klass="bukan", registered=registered)
    decided = [*ADM, ("pleno_hasil", "", 0, {}), ("diputus_adm", "A2", 9, {})]
    administrative = case_before(tables, way=decided, klass="adm", registered=registered)
    finding = case_before(tables, kind="temuan", way=[("dugaan_ditemukan", "P2", 9, {}), ("temuan", "P6", 10, {})])
    gone = case_before(tables, way=[*WHOLE[:3], ("dicabut", "", 0, {})])
    handed = case_before(tables, way=[*WHOLE[:2], ("dilimpahkan", "", 0, {})])
    now = moved()
    assert now.count() == 8
    _went_the_whole_way(now.get(pk=whole.pk), whole)
    _still_runs(now.get(pk=pemilu.pk), pemilu, start=registered)
    _still_runs(now.get(pk=pilkada.pk), pilkada, start=T0)
    track = now.get(pk=no_violation.pk).tracks.get()
    assert (track.klass, track.state, track.outcome) == ("", "dihentikan", "not_violation")
    assert track.over_at == T0 + timedelta(hours=6)
    _was_decided(now.get(pk=administrative.pk))
    assert ends(now.get(pk=finding.pk)) == [("P2", "met"), ("P6b", "")]
    assert ends(now.get(pk=gone.pk)) == [("P3", "met"), ("P5", "void")]
    assert ends(now.get(pk=handed.pk)) == [("P3", "replaced")]
    with pytest.raises(IntegrityError), transaction.atomic():  # and from now on the database holds the regime
        now.filter(pk=whole.pk).update(regime="PILKADA")


def ends(case):
    return [(term.clock, term.end) for term in case.terms.order_by("number")]


def _went_the_whole_way(case, before):
    assert (case.state, case.registered_at, case.expired_at) == ("status_diumumkan", before.registered_at, before.expired_at)
    assert case.announced_at == T0 + timedelta(hours=10)
    track = case.tracks.get()
    assert (track.klass, track.state, track.outcome) == ("pid", "diteruskan_polri", "violation")
    assert (track.extended_at, track.decided_at) == (T0 + timedelta(hours=7), T0 + timedelta(hours=8))
    terms = [
        (term.clock, term.track_id is not None, term.end, term.due_at, term.handling, term.missed_at is not None)
        for term in case.terms.order_by("number")
    ]
    day = timedelta(days=1)
    assert terms == [
        ("P3", False, "met", T0 + 4 * day, False, False),
        ("P5", False, "met", T0 + 5 * day, False, False),
        ("P3b", False, "met", T0 + 6 * day, False, False),
        ("P6", False, "met", T0 + 7 * day, False, False),
        ("P7", True, "met", T0 + 14 * day, True, False),
        ("P8", True, "met_late", T0 + 25 * day, True, True),
        ("K1", True, "met", T0 + 2 * day, False, False),
    ]
    assert case.terms.get(clock="P7").start_at == case.terms.get(clock="P8").start_at == case.registered_at
    studies = [(each.round, each.missing) for each in case.assessments.order_by("round")]
    assert studies == [(1, ["when_where", "evidence"]), (2, [])]
    assert (case.repair.items, case.repair.mended_at) == (["when_where", "evidence"], T0 + timedelta(hours=3))
    assert case.repair.term.clock == "P5"
    steps = list(case.steps.order_by("number"))
    assert [step.target for step in steps] == [target for target, *_more in WHOLE]
    assert [step.number for step in steps if step.track_id] == [7, 8, 9, 10]
    assert (steps[8].event, steps[9].gakkumdu) == ("decided stated", "05/GKMD/II/2024")


def _still_runs(case, before, *, start):
    """What runs keeps the moment it is counted from; the class that nobody named is not invented."""
    track = case.tracks.get()
    assert (case.state, track.klass, track.state, track.outcome) == ("diregistrasi", "", "penanganan", "")
    term = case.terms.get(ended_at=None)
    assert (term.clock, term.start_at, term.due_at, term.due_on) == ("P7", start, before.due_at, before.due_on)
    assert (term.missed_at, term.event, term.duty) == (before.due_at, "registered", "supervisor")


def _was_decided(case):
    assert (case.state, case.tracks.get().state) == ("diregistrasi", "diputus")
    assert case.steps.order_by("number").last().target == "diputus"
    term = case.terms.get(ended_at=None)
    assert (term.clock, term.duty, term.track_id is not None) == ("A2", "commission", True)
