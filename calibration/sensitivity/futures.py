"""Futures: worlds under settings drawn from all that is not known, each as today and under every package, for `discover`.

What varies is what varies in the study of sensitivity: strengths of barriers, parameters set by hand, parameter sets that fit the
labour market, how well levers work, and luck. Here each future has a line with what it was lived under and what came out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import qmc

from calibration.fit.evaluate import Runner
from calibration.fit.space import FitError, Simulator, generator, seeds
from calibration.fit.store import Store
from calibration.sensitivity.groups import Case, packages_of, set_of, situation_of, space, varied
from calibration.sensitivity.simulate import MONTHS, PEOPLE, averages
from calibration.sensitivity.study import model
from experiments.discover.table import FILE, SITUATION, TODAY, column
from experiments.discover.table import PEOPLE as PEOPLE_COLUMN
from sim.output import write_aside
from sim.posterior import posterior

MEASURED = ("lasting-crossings", "safe-crossings", "months-out", "income-lost", "hires-shortage", "public-cost")
BLOCK = 64  # futures in a hypercube


@dataclass(frozen=True)
class Sample:
    """How many futures of each situation, and people, months and worlds of each."""

    runs: int = 256
    people: int = PEOPLE
    months: int = MONTHS
    worlds: int = 2
    seed: int = 1


def sample(
    out: Path, cases: Sequence[Case], size: Sample, processes: int = 1, progress: Callable[[float], None] | None = None,
    simulator: Callable[[Case], Simulator] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Futures of each case (situations with the same packages), also written into `futures.csv` in the folder `out`.

    Runs are kept in a file for each situation there, so that it goes on where it was; more futures begin with those of fewer.
    Raises FitError when such a file is of another model or other packages, InputError when it is in use or a case cannot be read.
    """
    tables = []
    for k, case in enumerate(cases):
        run = simulator(case) if simulator else partial(outcomes_of, size=size, case=case)

        def tell(done: int, total: int, before: int = k) -> None:
            if progress:
                progress((before + done / total) / len(cases))

        tables.append(_one_situation(out, case, size, processes, run, tell))
    found = pd.concat(tables, ignore_index=True)
    write_aside(out / FILE, lambda file: found.to_csv(file, index=False))
    return found


def _one_situation(
    out: Path, case: Case, size: Sample, processes: int, run: Simulator, tell: Callable[[int, int], None]
) -> pd.DataFrame:
    name, told = situation_of(case).id, columns_of(case)
    values, own = points(case, size)
    with Store(out / f"{name}.runs.csv", space(case), told, model(size.people, size.months, size.worlds, case)) as store:
        done = Runner(run, told, store, processes, progress=tell).run(values, own, "futures")
    if 2 * len(done.failed) > size.runs:  # one bad future is left out, but not most of them
        first = next(iter(done.failed.values()))
        raise FitError(
            f"{len(done.failed)} van {size.runs} runs mislukten, de eerste met {first}",
            f"{len(done.failed)} of {size.runs} runs failed, the first with {first}",
        )
    where = pd.DataFrame({SITUATION: name, PEOPLE_COLUMN: situation_of(case).people}, index=range(size.runs))
    return pd.concat([where, lived_under(case, values, own), pd.DataFrame(done.summaries, columns=list(told))], axis=1)


def points(case: Case, size: Sample) -> tuple[np.ndarray, np.ndarray]:
    """(values (runs, varied), seeds (runs,)) of the futures of a situation, which has draws of its own.

    Latin hypercubes of BLOCK futures, one after the other: each fills every range evenly, and the first ones do not change when
    there are more. Not a Sobol' sequence: of fewer points than it has dimensions, some dimensions go nearly together.
    """
    where, name = space(case), situation_of(case).id
    blocks = -(-size.runs // BLOCK)
    drawn = qmc.LatinHypercube(where.size, rng=generator(size.seed, f"futures {name}"))
    unit = np.vstack([drawn.random(BLOCK) for _ in range(blocks)])[: size.runs]
    return where.values(unit), seeds(size.seed, f"futures {name}", size.runs)


def lived_under(case: Case, values: np.ndarray, own: Sequence[int] | np.ndarray) -> pd.DataFrame:
    """The conditions of each future: all that varied by its label, but with the parameters of the set it had in place of the
    set's number, and without luck, of which nothing can be known beforehand.
    """
    labels = [one.label for one in varied(case)]
    found = pd.DataFrame(values, columns=labels)
    sets = posterior()
    numbers = [set_of(number, int(seed)) for number, seed in zip(found["sets number"], own, strict=True)]
    of_sets = pd.DataFrame(sets.values[numbers], columns=[f"parameter {name}" for name in sets.names])
    return pd.concat([found.drop(columns=["sets number", "luck seed"]), of_sets], axis=1)


def columns_of(case: Case) -> tuple[str, ...]:
    """The results of a future: each measure as today and under each package."""
    return tuple(column(measure, done) for measure in MEASURED for done in (TODAY, *packages_of(case)))


def outcomes_of(values: Sequence[float] | np.ndarray, seed: int, size: Sample, case: Case) -> np.ndarray:
    """float64 (results,): what comes out of a future, on average over its worlds."""
    found = averages(values, seed, size.people, size.months, size.worlds, MEASURED, case)
    by_name = {column(name, TODAY) if " " not in name else name: value for name, value in found.items()}
    return np.array([by_name[name] for name in columns_of(case)])
