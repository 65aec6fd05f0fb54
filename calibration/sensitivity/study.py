"""The study: Morris over all groups, then Sobol over those that move an effect of a package most; all runs kept, tables written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from calibration.fit.evaluate import Progress, Runner
from calibration.fit.screen import Groups, morris
from calibration.fit.sensitivity import sobol
from calibration.fit.space import Simulator
from calibration.fit.store import Store
from calibration.sensitivity.groups import LUCK, STUDY, Case, groups, lumped, packages_of, situation_of, space
from calibration.sensitivity.simulate import EFFECT, LEAD, MONTHS, PEOPLE, WORLDS, names, outcomes, simulate
from sim import COMPILED, VERSION, files_hash
from sim.policies.package import active_uses
from sim.posterior import posterior
from sim.scenario import fingerprint

RUNS_FILE, MORRIS_FILE, SOBOL_FILE, SPREAD_FILE, SETUP_FILE = "runs.csv", "morris.csv", "sobol.csv", "spread.csv", "setup.csv"
MOST = 5  # groups that go on to Sobol, beside luck
MIDDLE = (0.05, 0.5, 0.95)
HERE = Path(__file__).parent
MEASURED_BY = ("groups.py", "groups.csv", "simulate.py")


@dataclass(frozen=True)
class Size:
    """How large the study is: trajectories of Morris, 2**power base points of Sobol, and people, months and worlds of a run."""

    trajectories: int = 20
    power: int = 5
    people: int = PEOPLE
    months: int = MONTHS
    worlds: int = WORLDS
    seed: int = 1


def model(people: int, months: int, worlds: int, case: Case = STUDY) -> str:
    """What made the runs; runs of another engine, situation, package, size or other parameter sets are others."""
    made_by = files_hash(*COMPILED, "*.py", "data/**/*.csv", "data/**/*.py", "policies/*.py", "policies/**/*.yaml")
    measured_by = sha256(b"".join((HERE / name).read_bytes() for name in MEASURED_BY)).hexdigest()[:16]
    asked = " ".join(fingerprint(thing) for thing in (situation_of(case), *packages_of(case).values()))
    return f"{VERSION} {made_by} {measured_by} {posterior().fingerprint} {asked} {people} {months} {worlds}"


def study(
    out: Path, size: Size, processes: int = 1, progress: Callable[[str], Progress] | None = None,
    simulator: Simulator | None = None, case: Case = STUDY,
) -> None:  # fmt: skip
    """Make the study, or go on with what stands in the folder `out`, and write its tables there.

    `progress` gives, for a stage, what hears of its runs. Raises FitError when the folder holds runs of another model, space or
    list of outcomes, InputError when it is in use or the case cannot be read.
    """
    run = simulator or partial(simulate, people=size.people, months=size.months, worlds=size.worlds, case=case)
    told, where = names(tuple(packages_of(case))), space(case)
    with Store(out / RUNS_FILE, where, told, model(size.people, size.months, size.worlds, case)) as store:
        runner = Runner(run, told, store, processes)
        runner.progress = progress("Morris") if progress else None
        moved = morris(where, runner, size.seed, size.trajectories, groups(case))
        _write(moved, out / MORRIS_FILE)
        runner.progress = progress("Sobol") if progress else None
        shares = sobol(where, runner, size.seed, size.power, to_sobol(moved, case))
        _write(shares, out / SOBOL_FILE)
        _write(spread(store.runs("sobol").summaries, case), out / SPREAD_FILE)
    made = {**vars(size), "sets": posterior().fingerprint, "date": date.today().isoformat()}
    _write(pd.DataFrame(made.items(), columns=["what", "value"]), out / SETUP_FILE)


def runs_of(size: Size, case: Case = STUDY) -> dict[str, int]:
    """Runs in each stage of a study."""
    first = len(groups(case))
    second = min(first, MOST + 2)
    return {"Morris": size.trajectories * (first + 1), "Sobol": 2**size.power * (second + 2)}


def to_sobol(moved: pd.DataFrame, case: Case = STUDY) -> Groups:
    """The groups of the second round: the strongest and luck, and all others as one."""
    return lumped((*strongest(moved, case=case), LUCK), groups(case))


def strongest(moved: pd.DataFrame, most: int = MOST, case: Case = STUDY) -> list[str]:
    """The groups that move the effects of packages, and the lead of one over another, most: each beside the group that moves it
    most, and on average over all that something moves more than luck does, so that a large package does not drown the others.
    """
    wanted = [one.name for one in outcomes(tuple(packages_of(case))) if one.kind in (EFFECT, LEAD)]
    told = [name for name in wanted if beyond_luck(moved, name)] or wanted
    cells = moved.pivot(index="parameter", columns="summary", values="mu_star")[told].drop(index=LUCK)
    beside = (cells / cells.max()).mean(axis=1)
    return list(beside.sort_values(ascending=False).index[:most])


def beyond_luck(moved: pd.DataFrame, summary: str) -> list[str]:
    """The groups that move an outcome more than luck does, their intervals apart, the strongest first."""
    mine = moved[moved.summary == summary].set_index("parameter")
    floor = mine.mu_star[LUCK] + mine.mu_star_conf[LUCK]
    others = mine.drop(index=LUCK)
    clear = others[others.mu_star - others.mu_star_conf > floor]
    return list(clear.sort_values("mu_star", ascending=False).index)


def spread(shown: np.ndarray, case: Case = STUDY) -> pd.DataFrame:
    """Of each outcome over runs, float64 (n, outcomes), that cover the whole space evenly: runs that show it, where the middle
    90% lies, the shares of them above and below nothing, and for a package that holds no other the share in which its effect is
    the largest of those.
    """
    among, lines = outcomes(tuple(packages_of(case))), []
    single = [k for k, one in enumerate(among) if one.kind == EFFECT and one.of[0] in singles(case)]
    best = np.array(single)[np.argmax(shown[:, single], axis=1)] if len(shown) else np.zeros(0, int)
    for k, one in enumerate(among):
        there = shown[np.isfinite(shown[:, k]), k]
        low, median, high = np.quantile(there, MIDDLE) if there.size else (np.nan, np.nan, np.nan)
        above, below = (float(part.mean()) if there.size else np.nan for part in (there > 0, there < 0))
        first = float((best == k).mean()) if k in single and best.size else np.nan
        lines.append({"summary": one.name, "runs": there.size, "low": low, "median": median, "high": high, "above": above,
                      "below": below, "first": first})  # fmt: skip
    return pd.DataFrame(lines)


def singles(case: Case = STUDY) -> list[str]:
    """The packages that do not hold all levers of another one and more: that such a package does most says nothing."""
    used = {name: {use.lever for use in active_uses(package)} for name, package in packages_of(case).items()}
    return [name for name, mine in used.items() if not any(other and other < mine for other in used.values())]


def _write(table: pd.DataFrame, file: Path) -> None:
    table.to_csv(file, index=False, float_format="%.4g")
