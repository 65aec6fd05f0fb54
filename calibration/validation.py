"""Is it true? Each target beside the model under the sets that ship and beside a dumb rival; programmes predicted and fitted.

Programmes are run twice under the same sets, in the same worlds with the same luck: as every command runs them, with nothing of
the bridge fitted to what they reported, and with the parameters of the bridge that fit it best.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration import programme_fit, rival
from calibration.apart import benefit_elasticity
from calibration.calibrate import ESTIMATE_FILE
from calibration.record import WORKERS, burnt_in
from calibration.score import FAIL, NEAR, NOT_MEASURED, Line, inside, inside_by_rival, line
from calibration.simulate import measured, names, summaries
from calibration.targets import FOLDER, Target, targets
from sim.posterior import FILE as SETS_FILE
from sim.posterior import Posterior, posterior
from sim.words import Both

if TYPE_CHECKING:
    from sim.programme_runs import Outcome

SETS, RUNS_A_SET = 120, 2  # of 40 sets the median still lies a few hundredths of a band off, and some patterns lie at an edge
CHECKED_APART = "benefit-elasticity"  # three worlds a run: by a few sets only
APART_SETS = 4
PROGRAMME_PEOPLE, PROGRAMME_RUNS = 50_000, 8
AGE_EDGES = (15 * 12, 35 * 12, 55 * 12)  # months: the ages of the rival
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Report:
    """All that stands in the validation report. `inside` are shares (0-1) of the calibration weight within its bands.

    `fitted` are the same programmes as `programmes`, in the same order, with fitted parameters of the bridge; `bridge` is how those
    were made.
    """

    lines: list[Line]
    inside: float
    inside_by_rival: float
    estimate: dict[str, Any]
    programmes: list[Outcome]
    fitted: list[Outcome]
    bridge: dict[str, Any]
    sets: int
    runs: int
    seed: int


@dataclass(frozen=True)
class UnderASet:
    """A run under given values of the parameters of a set, for a pool of processes."""

    parameters: tuple[str, ...]

    def __call__(self, values: np.ndarray, seed: int) -> np.ndarray:
        """The summaries of one run."""
        return summaries(dict(zip(self.parameters, values.tolist(), strict=True)), seed)


def validate(sets: int = SETS, seed: int = 1, processes: int = 1, progress: Progress | None = None) -> Report:
    """Run the calibration world under so many of the sets, twice each, and the programmes; some four minutes on two cores."""

    tell = progress or (lambda share: None)
    chosen = np.arange(min(sets, len(posterior())))
    numbers = np.repeat(chosen, RUNS_A_SET)
    shown = _shown(numbers, seed, processes, lambda share: tell(0.4 * share))
    duration = np.array([benefit_elasticity(posterior().of(int(k)), seed + int(k)) for k in chosen[:APART_SETS]])
    lines = _lines(shown, numbers, duration)
    tell(0.45)
    predicted = _programmes(seed, processes, None, lambda share: tell(0.45 + 0.3 * share))
    fitted = _programmes(seed, processes, programme_fit.fitted(), lambda share: tell(0.75 + 0.25 * share))
    return Report(
        lines, inside(lines), inside_by_rival(lines), estimate(), predicted, fitted, programme_fit.told(), len(chosen),
        len(numbers), seed,
    )  # fmt: skip


def _programmes(seed: int, threads: int, fitted: Posterior | None, tell: Progress) -> list[Outcome]:
    """The programmes of which something comparable was reported."""
    from sim.programme_runs import run_programmes
    from sim.programmes import programmes

    comparable = [one for one in programmes() if any(target.comparable for target in one.reported)]
    return run_programmes(comparable, PROGRAMME_PEOPLE, PROGRAMME_RUNS, seed, threads, tell, fitted)


def _shown(numbers: np.ndarray, seed: int, processes: int, tell: Progress) -> np.ndarray:
    """float64 (runs, summaries): a run under each of these sets, in turn."""
    from calibration.fit.evaluate import Runner
    from calibration.fit.space import seeds

    runner = Runner(
        UnderASet(posterior().names), names(), processes=processes, progress=lambda done, total: tell(done / max(1, total))
    )
    done = runner.run(posterior().values[numbers], seeds(seed, "validation", len(numbers)), "validation")
    if done.failed:
        raise RuntimeError(next(iter(done.failed.values())))
    return done.summaries


def _lines(shown: np.ndarray, numbers: np.ndarray, duration: np.ndarray) -> list[Line]:
    place = {name: k for k, name in enumerate(names())}
    here, said = {target.id for target in measured()}, rival.said_of(rival.fit(ages()))
    found = []
    for target in targets():
        if target.id in here:
            runs = shown[:, [place[part] for part in target.parts]]
            found.append(line(target, runs, numbers.tolist(), said[target.id]))
        elif target.measure == CHECKED_APART:
            found.append(line(target, duration, list(range(len(duration))), said[target.id]))
        else:
            found.append(line(target, np.zeros((0, len(target.parts))), [], said[target.id]))
    return found


def ages() -> np.ndarray:
    """float64 (3,): shares of the people of the calibration world by the ages of the rival."""
    age = burnt_in({}, 1, WORKERS).tables.people.age
    return np.asarray(np.bincount(np.digitize(age, AGE_EDGES[1:]), minlength=len(rival.AGES)) / age.size)


@cache
def estimate() -> dict[str, Any]:
    """How the sets that ship were made."""
    made: dict[str, Any] = json.loads((SETS_FILE.parent / ESTIMATE_FILE).read_text(encoding="utf-8"))
    return made


@cache
def reasons(file: Path = FOLDER / "misses.csv") -> dict[str, Both]:
    """Why a target is missed, as far as is known, by id."""
    with file.open(encoding="utf-8", newline="") as handle:
        return {row["id"]: Both(row["nl"], row["en"]) for row in csv.DictReader(handle)}


def why(found: Line) -> Both:
    """What is to be said of a target that is not met; nothing of one that is, or that does not count."""
    target: Target = found.target
    if found.verdict == NOT_MEASURED:
        return target.why
    return reasons().get(target.id, Both("", "")) if found.verdict in (NEAR, FAIL) else Both("", "")
