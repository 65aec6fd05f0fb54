"""The one door to the engine: all that the commands use of runs, files and effects.

The simulation is imported only when something is run, so that ``--help`` and a typing error answer at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.effects import Comparison as Comparison
    from sim.effects import EffectRow as EffectRow
    from sim.programme_runs import Outcome as Outcome
    from sim.runs import RunResult as RunResult

Progress = Callable[[float], None]


class Stopped(Exception):
    """The user stopped; ``results`` holds the runs that were finished."""

    def __init__(self, results: Sequence[RunResult]) -> None:
        super().__init__("stopped by the user")
        self.results = list(results)


def make_plan(**fields: Any) -> Any:
    """A ``sim.runs.RunPlan``."""
    from sim.runs import RunPlan

    return RunPlan(**fields)


def run_worlds(plan: Any, worlds: tuple[str, ...], out: Path | None, progress: Progress) -> list[RunResult]:
    """Run the plan in each of these worlds; raises Stopped when the user stops it."""
    from sim import runs

    try:
        return list(runs.run_worlds(plan, worlds=worlds, out=out, progress=progress))
    except runs.Stopped as stopped:
        raise Stopped(stopped.results) from stopped


def run_programmes(programmes: Sequence[Any], progress: Progress, **numbers: Any) -> list[Outcome]:
    """Each programme in its worlds; raises KeyboardInterrupt when the user stops it."""
    from sim import programme_runs

    outcomes: list[Outcome] = programme_runs.run_programmes(programmes, progress=progress, **numbers)
    return outcomes


def stoppable(work: Callable[[], Any]) -> Any:
    """What some work gives; raises KeyboardInterrupt when the user stops it."""
    from sim import parallel

    try:
        return work()
    except parallel.Stopped:
        raise KeyboardInterrupt from None


def calibrate(out: Path, effort: Any, seed: int, processes: int, cluster: str, progress: Callable[[str, float], None]) -> Any:
    """The estimate of the parameters, kept in the folder `out` as it goes."""
    from calibration import calibrate as whole
    from sim.warm import warm

    warm()  # once here, not in each of the processes
    return whole.calibrate(out, effort, seed, processes, cluster, progress)


def validate(processes: int, progress: Progress, **numbers: int) -> Any:
    """The model held against the patterns and the programmes."""
    from calibration import validation
    from sim.warm import warm

    warm()
    return validation.validate(processes=processes, progress=progress, **numbers)


def write_manifest(out: Path, plan: Any, results: Sequence[RunResult], command: str) -> None:
    """Make the files that the runs wrote into the folder a finished result."""
    from sim import output

    output.write_manifest(out, plan, results, command)


def write_aside(file: Path, write: Callable[[Path], Any]) -> None:
    """Write a file of the user's so that it is whole or not there."""
    from sim import output

    output.write_aside(file, write)


def write_arms(file: Path, lattice: Any) -> None:
    """Write every arm of a lattice as Parquet: its breakthroughs, and mean and band of each column."""
    from experiments.lattice.arms import arms_frame
    from sim import output

    output.write_parquet(file, arms_frame(lattice))


def combined(packages: Sequence[Any]) -> Any:
    """Several packages as one."""
    from sim import combine

    return combine.combined(packages)


def export_package(file: Path, package: Any, changed: bool) -> None:
    """Write a package as a file that reads back; one whose doses were changed no longer bears the design's name."""
    from sim import combine

    own = combine.with_own_doses(package) if changed else package
    write_aside(file, lambda aside: aside.write_text(combine.package_text(own), encoding="utf-8"))


def first_use() -> bool:
    """Whether the engine still has to be compiled."""
    from sim.warm import is_warm

    return not is_warm()


def cohorts(plan: Any) -> list[tuple[int, int]]:
    """(real people, simulated people that stand for them) for each cohort that the plan's package is for."""
    from sim import scoping

    return scoping.cohorts(plan.package, plan.weight) if plan.weight > 1 else []


def is_outside(plan: Any) -> bool:
    """Whether the assumptions of a plan lie outside what the patterns of the labour market allow."""
    from sim.plausible import plausible

    return plausible(plan.assumed).outside


def idle_levers(package: Any) -> list[Any]:
    """The levers of which a part does nothing for the persons that the package is for."""
    from sim import scoping

    names: list[str] = scoping.idle_for_persons(package)
    if not names:
        return []
    from sim.policies.catalogue import levers

    return [levers()[name] for name in names]


def compare(results: Sequence[RunResult]) -> Comparison:
    """Paired effects over the runs of which both worlds are finished."""
    from sim import effects

    worlds: dict[int, set[str]] = {}
    for result in results:
        worlds.setdefault(result.run, set()).add(result.world)
    comparison: Comparison = effects.compare([r for r in results if len(worlds[r.run]) == 2])
    return comparison


def scale(people: int, results: Sequence[RunResult]) -> Any:
    """What a package did for a group of so many people, a ``sim.scaling.Scale``."""
    from sim import scaling

    return scaling.scale(people, results)


def unit_in(unit: str, lang: str) -> str:
    """A measure's unit in the language asked."""
    from sim.measures import UNITS_NL

    return UNITS_NL.get(unit, unit) if lang == "nl" else unit


def measure(id: str) -> Any:
    """Declaration of a measure (nl, en, unit) from ``sim.measures``, or None when it declares none of that name."""
    from sim import measures

    return measures.MEASURES.get(id)
