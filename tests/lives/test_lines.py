"""A life line from months in which someone's row changed: small invented lives, worked by hand."""

from typing import Any

import pytest

from sim import data
from sim.agents import codes
from sim.lives.line import Line, life_line
from sim.lives.record import CHANGES

pytestmark = pytest.mark.small

JOBS = [job.id for job in data.job_types()]
BANKER, TEACHER = JOBS.index("bankmedewerker"), JOBS.index("leraar-basisonderwijs")
BANK, SCHOOL = 7, 8  # employers
AT_BANK = {
    "status": codes.EMPLOYED, "job_type": BANKER, "employer": BANK, "contract": codes.PERMANENT, "stage": codes.NO_STAGE,
    "wage": 3000,
}  # fmt: skip


def life(*changes: tuple[int, dict[str, int]], start: dict[str, int] = AT_BANK, months: int = 60) -> Line:
    """The line of someone whose row changes in these months; what a change does not name stays as it was."""
    rows, state = CHANGES.empty(len(changes)), dict(start)
    for k, (month, new) in enumerate(changes):
        state |= new
        rows[k].month = month
        for name, value in state.items():
            rows[name][k] = value
    return life_line(start, rows, months)


def short(spans: Any) -> list[tuple[int, int, str]]:
    return [(span.first, span.past, span.kind) for span in spans]


def test_a_life_in_which_nothing_changes_is_one_span() -> None:
    line = life()
    assert short(line.work) == [(0, 60, "job")] and line.bridge == ()
    assert (line.work[0].job, line.work[0].contract, line.work[0].wage) == ("bankmedewerker", "permanent", 3000)


def test_notice_benefit_and_a_new_job_follow_each_other() -> None:
    line = life(
        (5, {"status": codes.SURPLUS}),
        (8, {"status": codes.UNEMPLOYED_WW, "employer": -1, "contract": codes.NO_CONTRACT}),
        (15, {"status": codes.UNEMPLOYED}),
        (17, {"status": codes.EMPLOYED, "employer": SCHOOL, "job_type": TEACHER, "contract": codes.FLEXIBLE, "wage": 2800}),
        months=24,
    )
    assert short(line.work) == [(0, 5, "job"), (5, 8, "notice"), (8, 15, "ww"), (15, 17, "no-work"), (17, 24, "job")]
    assert [span.job for span in line.work] == ["bankmedewerker", "bankmedewerker", "", "", "leraar-basisonderwijs"]
    assert (line.work[-1].contract, line.work[-1].wage) == ("flexible", 2800)


def test_the_bridge_stands_beside_the_work_and_hearing_of_it_is_not_yet_on_it() -> None:
    stages = (codes.AWARE, codes.ORIENTED, codes.MATCHED, codes.SELECTED, codes.CONTRACTED, codes.IN_TRAINING)
    changes = [(k + 1, {"stage": stage}) for k, stage in enumerate(stages)]
    across = {"stage": codes.STARTED, "employer": SCHOOL, "job_type": TEACHER}
    line = life(*changes, (10, across), (14, {"stage": codes.LANDED}), (22, {"stage": codes.NO_STAGE}), months=30)
    assert short(line.bridge) == [
        (2, 5, "bridge-looking"), (5, 6, "bridge-waiting"), (6, 10, "bridge-learning"), (10, 22, "bridge-landing"),
    ]  # fmt: skip
    assert short(line.work) == [(0, 10, "job"), (10, 30, "job")]


def test_a_training_without_a_job_and_a_business_of_ones_own() -> None:
    line = life(
        (3, {"status": codes.TRAINING, "stage": codes.IN_TRAINING, "employer": -1, "contract": codes.NO_CONTRACT}),
        (9, {"status": codes.EMPLOYED, "stage": codes.NO_STAGE, "contract": codes.SELF_EMPLOYED}),
        (12, {"status": codes.INACTIVE, "contract": codes.NO_CONTRACT}),
        months=18,
    )
    assert short(line.work) == [(0, 3, "job"), (3, 9, "training"), (9, 12, "business"), (12, 18, "outside")]


def test_a_change_in_the_first_month_leaves_no_empty_span() -> None:
    assert short(life((0, {"status": codes.SURPLUS}), months=4).work) == [(0, 4, "notice")]


def test_the_same_work_at_another_employer_is_another_span_and_what_does_not_count_is_none() -> None:
    elsewhere = life((6, {"employer": SCHOOL}), months=12)
    assert [(span.first, span.past, span.employer) for span in elsewhere.work] == [(0, 6, BANK), (6, 12, SCHOOL)]
    assert short(life((6, {"stage": codes.AWARE}), months=12).work) == [(0, 12, "job")]
