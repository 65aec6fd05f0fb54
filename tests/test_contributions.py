"""What each breakthrough contributes: arms and sums by hand, and a real run."""

from pathlib import Path

import pytest

from sim.contributions import ROUTES, TODAY, arms_of, contributions, contributions_of, part_package, parts_of
from sim.parallel import Stopped
from sim.policies.package import LeverUse, Package, Route, Scope
from sim.reading import InputError
from sim.runs import RunPlan, run_worlds
from sim.scenario import read_situation

SENIORS = Scope(min_age=45)
PACKAGE = Package(
    id="p", nl="P", en="P",
    levers=(
        LeverUse(lever="neutral-guide", dose=1), LeverUse(lever="tryout", dose=0.5, scope=SENIORS),
        LeverUse(lever="help-line", dose=1), LeverUse(lever="orientation-hours", dose=0),
    ),
    routes=(Route(scope=SENIORS, recruits=True),),
)  # fmt: skip
GUIDE, TRY = "trusted-guide", "try-before-you-switch"


@pytest.mark.small
def test_parts_are_the_breakthroughs_at_work_and_the_routes() -> None:
    assert parts_of(PACKAGE) == [GUIDE, TRY, ROUTES]  # a lever at its default is no part
    assert [use.lever for use in part_package(PACKAGE, [GUIDE]).levers] == ["neutral-guide", "help-line"]
    assert part_package(PACKAGE, [GUIDE]).routes == ()
    only = part_package(PACKAGE, [ROUTES])
    assert only.levers == () and only.routes == PACKAGE.routes


@pytest.mark.small
def test_arms_are_there_once() -> None:
    assert arms_of(["a"]) == [TODAY, frozenset("a")]
    assert set(arms_of(["a", "b"])) == {TODAY, frozenset("a"), frozenset("b"), frozenset("ab")} and len(arms_of(["a", "b"])) == 4
    assert len(arms_of(["a", "b", "c"])) == 8
    assert len(arms_of(["a", "b", "c", "d"])) == 10


@pytest.mark.small
def test_contributions_by_hand() -> None:
    """Two runs. Lasting crossings: today 100, the guide 130 and 120, trying out 90, routes 100, the whole 200 and 180."""
    whole = frozenset([GUIDE, TRY, ROUTES])
    lasting = {
        TODAY: (100, 100), frozenset([GUIDE]): (130, 120), frozenset([TRY]): (90, 90), frozenset([ROUTES]): (100, 100),
        whole - {GUIDE}: (100, 110), whole - {TRY}: (150, 140), whole - {ROUTES}: (200, 180), whole: (200, 180),
    }  # fmt: skip
    found = [{arm: {"lasting-crossings": n[k], "public-cost": 2.0 * n[k]} for arm, n in lasting.items()} for k in (0, 1)]
    made = contributions_of(PACKAGE, found)
    one = {part.id: part for part in made.parts}

    def lasts(rows: object) -> float:
        return rows["lasting-crossings"].effect  # type: ignore[index, no-any-return]

    assert made.runs == 2 and lasts(made.whole) == 90
    assert [lasts(one[id].alone) for id in (GUIDE, TRY, ROUTES)] == [25, -10, 0]
    assert [lasts(one[id].left_out) for id in (GUIDE, TRY, ROUTES)] == [85, 45, 0]
    assert [lasts(one[id].with_others) for id in (GUIDE, TRY, ROUTES)] == [60, 55, 0]
    assert lasts(made.interplay) == 75  # 90 less 25, -10 and 0
    assert made.interplay["public-cost"].effect == 150
    assert sum(lasts(part.alone) for part in made.parts) + lasts(made.interplay) == lasts(made.whole)
    row = made.whole["lasting-crossings"]
    assert (row.today, row.package, row.pairs, row.better) == (100, 190, 2, "higher")
    assert row.low80 == pytest.approx(82) and row.high80 == pytest.approx(98)
    assert (one[GUIDE].barrier, one[GUIDE].code, one[ROUTES].barrier) == ("unsafe-step", "D01", "")
    with pytest.raises(ValueError, match="no finished run"):
        contributions_of(PACKAGE, [])


@pytest.mark.small
def test_a_package_that_changes_nothing_is_refused() -> None:
    place = read_situation("bank-naar-klas")
    for package in (None, Package(id="p", nl="P", en="P", levers=())):
        with pytest.raises(InputError, match="changes nothing"):
            contributions(RunPlan(place, package, 400, 2, 1, 5))


def test_a_single_breakthrough_is_the_whole(own_cache: Path) -> None:
    package = part_package(PACKAGE, [GUIDE])
    plan = RunPlan(read_situation("bank-naar-klas"), package, 1_000, 20, 2, 5, threads=2)
    heard, done = [], []
    found = contributions(plan, progress=done.append, finished=lambda so_far: heard.append(so_far.runs))
    assert heard == [1, 2] and done[-1] == pytest.approx(1.0)
    [guide] = found.parts
    assert guide.alone == guide.left_out == found.whole
    assert all(row.effect == 0 for rows in (found.interplay, guide.with_others) for row in rows.values())
    pairs = run_worlds(plan)
    for id, row in found.whole.items():
        assert row.today == pytest.approx(sum(r.measures[id] for r in pairs if r.world == "today") / 2)
        assert row.package == pytest.approx(sum(r.measures[id] for r in pairs if r.world == "package") / 2)


def test_stopping_keeps_finished_runs(own_cache: Path) -> None:
    plan = RunPlan(read_situation("bank-naar-klas"), part_package(PACKAGE, [GUIDE, TRY]), 400, 3, 3, 5)

    def stop(done: float) -> None:
        if done > 0.9:
            raise KeyboardInterrupt

    with pytest.raises(Stopped) as stopped:
        contributions(plan, progress=stop)
    assert plan.package and contributions_of(plan.package, stopped.value.results).runs == 2
