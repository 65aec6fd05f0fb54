"""The study: Morris over all groups, then Sobol over those that move an effect of a package most; all runs kept, tables written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from calibration.fit.evaluate import Progress, Runner
from calibration.fit.screen import Groups, morris
from calibration.fit.sensitivity import sobol
from calibration.fit.space import Simulator
from calibration.fit.store import Store
from calibration.sensitivity.groups import LUCK, PACKAGES, groups, lumped, space
from calibration.sensitivity.simulate import EFFECT, LEAD, MONTHS, PEOPLE, SITUATION, WORLDS, names, outcomes, simulate
from sim import COMPILED, VERSION, files_hash
from sim.posterior import posterior

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


def model(size: Size) -> str:
    """What made the runs; runs of another engine, situation, size or other parameter sets are others."""
    made_by = files_hash(*COMPILED, "*.py", "data/**/*.csv", "data/**/*.py", "policies/*.py", "policies/**/*.yaml")
    measured_by = sha256(b"".join((HERE / name).read_bytes() for name in MEASURED_BY)).hexdigest()[:16]
    return f"{VERSION} {made_by} {measured_by} {posterior().fingerprint} {SITUATION} {size.people} {size.months} {size.worlds}"


def study(
    out: Path, size: Size, processes: int = 1, progress: Callable[[str], Progress] | None = None,
    simulator: Simulator | None = None,
) -> None:  # fmt: skip
    """Make the study, or go on with what stands in the folder `out`, and write its tables there.

    `progress` gives, for a stage, what hears of its runs. Raises FitError when the folder holds runs of another model, space or
    list of outcomes, or is in use.
    """
    run = simulator or partial(simulate, people=size.people, months=size.months, worlds=size.worlds)
    with Store(out / RUNS_FILE, space(), names(), model(size)) as store:
        runner = Runner(run, names(), store, processes)
        runner.progress = progress("Morris") if progress else None
        moved = morris(space(), runner, size.seed, size.trajectories, groups())
        _write(moved, out / MORRIS_FILE)
        runner.progress = progress("Sobol") if progress else None
        shares = sobol(space(), runner, size.seed, size.power, to_sobol(moved))
        _write(shares, out / SOBOL_FILE)
        _write(spread(store.runs("sobol").summaries), out / SPREAD_FILE)
    made = {**vars(size), "sets": posterior().fingerprint, "date": date.today().isoformat()}
    _write(pd.DataFrame(made.items(), columns=["what", "value"]), out / SETUP_FILE)


def to_sobol(moved: pd.DataFrame) -> Groups:
    """The groups of the second round: the strongest and luck, and all others as one."""
    return lumped((*strongest(moved), LUCK), groups())


def strongest(moved: pd.DataFrame, most: int = MOST) -> list[str]:
    """The groups that move the effects of packages, and the lead of one over another, most: each beside the group that moves it
    most, and on average over all that something moves more than luck does, so that a large package does not drown the others.
    """
    wanted = [one.name for one in outcomes() if one.kind in (EFFECT, LEAD)]
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


def spread(shown: np.ndarray) -> pd.DataFrame:
    """Of each outcome over runs, float64 (n, len(names())), that cover the whole space evenly: runs that show it, where the middle
    90% lies, the shares of them above and below nothing, and for one breakthrough the share in which its effect is the largest.
    """
    lines: list[dict[str, Any]] = []
    single = [k for k, one in enumerate(outcomes()) if one.kind == EFFECT and one.of[0] in SINGLE]
    best = np.array(single)[np.argmax(shown[:, single], axis=1)] if len(shown) else np.zeros(0, int)
    for k, one in enumerate(outcomes()):
        there = shown[np.isfinite(shown[:, k]), k]
        low, median, high = np.quantile(there, MIDDLE) if there.size else (np.nan, np.nan, np.nan)
        above, below = (float(part.mean()) if there.size else np.nan for part in (there > 0, there < 0))
        first = float((best == k).mean()) if k in single and best.size else np.nan
        lines.append({"summary": one.name, "runs": there.size, "low": low, "median": median, "high": high, "above": above,
                      "below": below, "first": first})  # fmt: skip
    return pd.DataFrame(lines)


SINGLE = tuple(name for name in PACKAGES if name != "alle-doorbraken")


def _write(table: pd.DataFrame, file: Path) -> None:
    table.to_csv(file, index=False, float_format="%.4g")
