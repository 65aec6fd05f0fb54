"""The one door to the engine: everything the commands use of ``sim.runs`` and ``sim.effects``.

The simulation is imported only when something is run, so that ``--help`` and a typing error answer at once. The
protocols say exactly what the tables read, no more.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

Progress = Callable[[float], None]


class Row(Protocol):
    """Effect of a package on one measure, over all pairs."""

    measure: str
    nl: str
    en: str
    unit: str
    today: float
    package: float
    effect: float
    low80: float
    high80: float
    low95: float
    high95: float
    chance_better: float
    monte_carlo_error: float
    pairs: int
    better: str  # "higher" | "lower" | "none"


class Comparison(Protocol):
    """Paired effects of one package in one situation."""

    rows: Sequence[Row]
    deadweight: Any
    displacement: Any
    who_pays: Sequence[Mapping[str, Any]]  # payer, nl, en, euro_per_year, per_lasting_crossing

    def to_json(self) -> Any:
        """The comparison as plain data for JSON."""


class Result(Protocol):
    """One finished run of one world."""

    run: int
    world: str
    seed: int
    measures: Mapping[str, float]


class Stopped(Exception):
    """The user stopped; ``results`` holds the runs that were finished."""

    def __init__(self, results: Sequence[Result]) -> None:
        super().__init__("stopped by the user")
        self.results = list(results)


def make_plan(**fields: Any) -> Any:
    """A ``sim.runs.RunPlan``."""
    from sim.runs import RunPlan

    return RunPlan(**fields)


def run_worlds(plan: Any, worlds: tuple[str, ...], out: Path | None, progress: Progress) -> list[Result]:
    """Run the plan in each of these worlds; raises Stopped when the user stops it."""
    from sim import runs

    try:
        return list(runs.run_worlds(plan, worlds=worlds, out=out, progress=progress))
    except runs.Stopped as stopped:
        raise Stopped(stopped.results) from stopped


def write_out(out: Path, plan: Any, results: Sequence[Result], command: str) -> None:
    """Write events, series, people, ledger and the manifest of these results into the folder."""
    from sim import runs

    runs.write_out(out, plan, results, command)


def compare(results: Sequence[Result]) -> Comparison:
    """Paired effects over the runs of which both worlds are finished."""
    from sim import effects

    worlds: dict[int, set[str]] = {}
    for result in results:
        worlds.setdefault(result.run, set()).add(result.world)
    comparison: Comparison = effects.compare([r for r in results if len(worlds[r.run]) == 2])
    return comparison


def measure(id: str) -> Any:
    """Declaration of a measure (nl, en, unit) from ``sim.observe``, or None when it declares none of that name."""
    from sim import measures

    return measures.MEASURES.get(id)
