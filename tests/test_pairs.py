"""People against themselves in the other world, and the chains of places behind a move: small invented logs, worked by hand."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim import data
from sim.agents.codes import EMPLOYED, HIRED, INACTIVE, LASTING, MOVED_INSIDE, STAGE, STARTED, SURPLUS, TRAINING, UNEMPLOYED
from sim.chains import chain_measures, follow
from sim.effects import deadweight, displacement, persons
from sim.measures import MEASURES
from sim.month.books import EVENT_ROWS
from sim.pairs import NO_SECTOR, settle, traces
from sim.plain import plain
from sim.policies.package import LeverUse, Package, Scope
from sim.runs import RunPlan, RunResult, run_worlds
from sim.scenario import read_situation
from sim.views.groups import COLUMNS, AtStart

JOBS = [job.id for job in data.job_types()]
SECTORS = [sector.id for sector in data.sectors()]
BANKER, TEACHER, ASSISTANT = (JOBS.index(name) for name in ("bankmedewerker", "leraar-basisonderwijs", "onderwijsassistent"))
NURSE = next(k for k, job in enumerate(data.job_types()) if job.sector == "zorg-welzijn")
EDUCATION, CARE = SECTORS.index("onderwijs"), SECTORS.index("zorg-welzijn")


def log(*rows: dict[str, int]) -> Any:
    """An event log; what a row does not name is nothing."""
    events = EVENT_ROWS.empty(len(rows))
    for name in ("from_employer", "to_employer", "from_job_type", "to_job_type"):
        events[name] = -1
    for k, row in enumerate(rows):
        for name, value in row.items():
            events[name][k] = value
    return events


def hired(month: int, person: int, to: tuple[int, int], old: Any = (-1, BANKER), status: int = EMPLOYED) -> dict[str, int]:
    """A hire; `to` and `old` are an employer and a job type."""
    return {
        "event": HIRED, "month": month, "person": person, "to_employer": to[0], "to_job_type": to[1],
        "from_employer": old[0], "from_job_type": old[1], "status": status,
    }  # fmt: skip


def started(month: int, person: int) -> dict[str, int]:
    return {"event": STAGE, "stage": STARTED, "month": month, "person": person}


def lasting(month: int, person: int, job: int) -> dict[str, int]:
    return {"event": LASTING, "month": month, "person": person, "to_job_type": job, "from_job_type": job, "status": EMPLOYED}


# ---- what the log says of each person ----


@pytest.mark.small
def test_traces_by_hand() -> None:
    events = log(
        hired(1, 0, (7, TEACHER)), started(1, 0),  # over the bridge
        hired(2, 1, (7, NURSE), status=UNEMPLOYED),  # by own search
        hired(3, 2, (7, TEACHER), status=INACTIVE),  # from outside: neither from work nor out of unemployment
        hired(4, 3, (7, TEACHER), status=TRAINING), started(4, 3), hired(6, 3, (8, NURSE), (7, TEACHER)),  # bridge, then on by self
        {**hired(5, 4, (7, TEACHER)), "generation": 0},  # of who held row 4 before
        lasting(13, 0, TEACHER), lasting(14, 1, NURSE), lasting(18, 3, NURSE),
    )  # fmt: skip
    found = traces(events, np.array([0, 0, 0, 0, 1], np.int8))
    assert found["lasting_sector"].tolist() == [EDUCATION, CARE, NO_SECTOR, CARE, NO_SECTOR]
    assert found["own_lasting"].tolist() == [0, 1, 0, 1, 0]
    assert found["hired_jobless"].tolist() == [0, 1, 0, 1, 0]
    assert found["hired_working"].tolist() == [1, 0, 0, 1, 0]


@pytest.mark.small
def test_a_change_of_employer_within_the_sector_leaves_the_crossing_over_the_bridge() -> None:
    events = log(hired(0, 0, (7, TEACHER)), started(0, 0), hired(3, 0, (9, ASSISTANT), (7, TEACHER)), lasting(12, 0, ASSISTANT))
    assert traces(events, np.zeros(1, np.int8))["own_lasting"].tolist() == [0]


# ---- the same person in both worlds ----


def result(world: str, **people: list[int]) -> RunResult:
    size = len(people["lasting"])
    columns = {
        name: np.array(people.get(name, [fill] * size))
        for name, fill in {
            "generation": 0, "lasting": 0, "enrolled": 0, "lasting_sector": NO_SECTOR, "own_lasting": 0, "hired_jobless": 0,
            "hired_working": 0, "safe": 0, "months_out": 0, "income_lost": 0,
        }.items()
    }  # fmt: skip
    return RunResult(0, world, 1, dict.fromkeys(MEASURES, 0.0), {}, {}, np.zeros((1, 1, 1), np.int64), columns, True, 10.0, 24)


@pytest.mark.small
def test_who_crossed_anyway_and_who_missed_it() -> None:
    """Rows 0 to 4 are users, 5 to 8 others, row 9 is someone else in the package's world. A person stands for ten."""
    today = result(
        "today",
        lasting=[1, 1, 0, 1, 0, 1, 1, 0, 0, 1], lasting_sector=[EDUCATION, CARE, -1, CARE, -1, CARE, CARE, -1, -1, CARE],
        hired_jobless=[0, 0, 0, 0, 0, 1, 0, 2, 0, 5], hired_working=[0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
    )  # fmt: skip
    package = result(
        "package",
        generation=[0, 0, 0, 0, 0, 0, 0, 0, 0, 1], enrolled=[1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
        lasting=[1, 2, 1, 0, 0, 0, 1, 0, 1, 0], lasting_sector=[EDUCATION, EDUCATION, CARE, -1, -1, -1, CARE, -1, CARE, -1],
        own_lasting=[0, 1, 0, 0, 0, 0, 1, 0, 1, 0],
        hired_jobless=[0, 0, 3, 0, 0, 0, 0, 1, 1, 0], hired_working=[0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
    )  # fmt: skip
    pair = [(today, package)]
    assert {row.measure: row.effect for row in persons(pair)} == {
        "users-crossed": 30,  # rows 0, 1, 2
        "users-anyway": 20,  # 0, 1
        "users-anyway-same": 10,  # 0: row 1 went into care without the package
        "users-extra": 10,  # 2
        "users-own": 10,  # 1
        "users-lost": 10,  # 3
        "others-less": 10,  # 5
        "others-more": 10,  # 8
        "jobless-less": 10,  # 5; row 7 is still hired once
        "jobless-more": 10,  # 8
        "working-less": 0,
        "working-more": 0,
        "hires-less": 10,  # others: 1 + 2 + 1 hires without, 1 + 1 + 1 with the package
    }
    dead, lost = deadweight(pair), displacement(pair)
    assert dead and lost
    assert dead.effect == pytest.approx(100 * 2 / 3) and lost.effect == 0  # less minus more


@pytest.mark.small
def test_once_settled_a_pair_says_the_same_without_its_people() -> None:
    columns = {"months_out": [0, 4], "income_lost": [0, 9], "safe": [0, 0], "hired_working": [1, 0]}
    today, package = result("today", lasting=[1, 0], **columns), result("package", lasting=[1, 1], enrolled=[1, 0], **columns)
    pair = [(today, package)]
    before = plain((persons(pair), deadweight(pair), displacement(pair)))
    settle(today, package, AtStart(np.zeros(2, np.int8), {"all": np.zeros(2, np.int64)}, {"all": 1}), thin=True)
    assert today.people == package.people == {}
    assert before == plain((persons(pair), deadweight(pair), displacement(pair)))
    table = dict(zip(COLUMNS, package.views["groups"][0].tolist(), strict=True))
    assert (table["people"], table["better"], table["gained"]) == (2, 1, 1)


@pytest.mark.small
def test_without_events_only_what_people_keep_is_counted() -> None:
    today, package = result("today", lasting=[1, 0]), result("package", lasting=[1, 1], enrolled=[1, 1])
    for one in (today, package):
        for name in ("lasting_sector", "own_lasting", "hired_jobless", "hired_working"):
            del one.people[name]
    found = {row.measure for row in persons([(today, package)])}
    assert found == {"users-crossed", "users-anyway", "users-extra", "users-lost", "others-less", "others-more"}


# ---- chains of places ----


@pytest.mark.small
def test_a_chain_by_hand() -> None:
    """Hire 0 frees unit 10, which hire 1 takes and so frees unit 20, which hire 2, without work, takes: two behind the first."""
    month, frees, takes = np.array([0, 3, 5]), np.array([10, 20, -1]), np.array([99, 10, 20])
    lengths, reached = follow(month, frees, takes, np.array([False, False, True]))
    assert lengths.tolist() == [2, 1, 0]
    assert reached.tolist() == [True, True, False]


@pytest.mark.small
def test_a_place_waits_a_year_and_the_longest_free_goes_first() -> None:
    month = np.array([0, 2, 12, 15, 30])
    frees, takes = np.array([10, 10, -1, -1, -1]), np.array([1, 1, 10, 10, 10])
    lengths, reached = follow(month, frees, takes, np.array([False, False, False, True, True]))
    # The place of month 0 is taken in month 12, still within the year; that of month 2 is past it in month 15.
    assert lengths.tolist() == [1, 0, 0, 0, 0]
    assert reached.tolist() == [False] * 5


@pytest.mark.small
def test_chains_of_a_log() -> None:
    """Person 1 crosses the bridge from a bank; 2 takes the place from another bank, whose place 3 takes out of unemployment."""
    events = log(
        hired(0, 1, (7, TEACHER), (1, BANKER)), started(0, 1),
        hired(1, 9, (7, TEACHER), (5, BANKER), status=SURPLUS), started(1, 9),  # was under notice: leaves no place
        hired(2, 2, (1, BANKER), (2, BANKER)),
        hired(2, 8, (5, BANKER), status=UNEMPLOYED),
        hired(4, 3, (2, BANKER), status=UNEMPLOYED),
        hired(13, 4, (3, BANKER), (4, BANKER)),  # too late to see what follows
    )  # fmt: skip
    found = chain_measures(events, 24, len(JOBS))
    assert found["chain-bridge"] == 1.0  # 2 behind person 1, 0 behind person 9
    assert found["chain-bridge-jobless"] == 50.0
    assert found["chain-work"] == 1.0  # of persons 1, 9 and 2: 2, 0 and 1
    empty = chain_measures(events, 12, len(JOBS))
    assert all(np.isnan(value) for value in empty.values())


@pytest.mark.small
def test_a_move_inside_is_a_link_of_a_chain_and_never_its_beginning() -> None:
    """Person 2 moves inside to the place that 1 leaves, and 3 takes theirs: two behind person 1, and no chain of 2's own."""
    inside = {"event": MOVED_INSIDE}
    events = log(
        hired(0, 1, (7, TEACHER), (5, NURSE)),
        hired(1, 2, (5, NURSE), (5, ASSISTANT)) | inside,
        hired(2, 3, (5, ASSISTANT), status=UNEMPLOYED),
    )  # fmt: skip
    assert chain_measures(events, 24, len(JOBS))["chain-work"] == 2.0
    assert np.isnan(chain_measures(events[1:], 24, len(JOBS))["chain-work"])
    assert traces(events, np.zeros(4, np.int8))["hired_working"].tolist() == [0, 1, 0, 0]


# ---- in a real run ----


def test_people_in_scope_and_outside_it_are_all_people(own_cache: Path) -> None:
    package = Package(id="p", nl="P", en="P", levers=(LeverUse(lever="neutral-guide", dose=1, scope=Scope(min_age=45)),))
    plan = RunPlan(read_situation("bank-naar-klas"), package, 1_000, 26, 1, 5)
    # A world that is run alone keeps its people, since they have been compared with nobody yet.
    for run in (*run_worlds(plan, ("today",)), *run_worlds(plan, ("package",))):
        m = run.measures
        for part, whole in (("lasting", "lasting-crossings"), ("safe", "safe-crossings"), ("income-lost", "income-lost")):
            assert m[f"scope-{part}"] + m[f"outside-{part}"] == pytest.approx(m[whole])
        both = m["scope-people"] * m["scope-months-out"] + (run.weight * 1_000 - m["scope-people"]) * m["outside-months-out"]
        assert both / (run.weight * 1_000) == pytest.approx(m["months-out"])
        assert 0 < m["scope-people"] < run.weight * 1_000
        assert run.people["lasting_sector"].max() >= 0 and run.people["hired_working"].sum() > 0
        assert ((run.people["lasting"] > 0) == (run.people["lasting_sector"] >= 0)).all()
        assert (run.people["own_lasting"] <= run.people["lasting"]).all()
        assert m["chain-work"] > 0


def test_nobody_is_outside_a_package_for_everyone_or_for_nobody(own_cache: Path) -> None:
    for package in (Package(id="p", nl="P", en="P", levers=(LeverUse(lever="neutral-guide", dose=1),)), None):
        run = run_worlds(RunPlan(read_situation("bank-naar-klas"), package, 400, 2, 1, 5), ("package",))[0]
        assert all(np.isnan(value) for name, value in run.measures.items() if name.startswith("outside-"))
