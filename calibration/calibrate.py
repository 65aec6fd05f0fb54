"""The whole estimate: screen the free parameters, rule out in waves, draw parameter sets, and try the method on truths of its own.

All that runs showed is kept in one file, so that an estimate that was stopped goes on where it was. What comes out stands in a few
small tables beside it; `calibration.ship` puts them in the product.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.free import changes_of, free_parameters
from calibration.record import WORKERS, WORLD
from calibration.score import not_together
from calibration.simulate import measured, names, simulate
from sim import COMPILED, VERSION, files_hash
from sim.posterior import write_posterior
from sim.words import Complaint

if TYPE_CHECKING:
    from calibration.fit.evaluate import Runner
    from calibration.fit.posterior import Posterior
    from calibration.fit.space import Goals, Space
    from calibration.fit.synthetic import Recovery
    from calibration.fit.waves import Matched

RUNS_FILE, SETS_FILE, ESTIMATE_FILE = "runs.csv", "posterior.csv", "estimate.json"
TABLES = ("screen.csv", "waves.csv", "parameters.csv", "recovery.csv")
HERE = Path(__file__).parent
MEASURED_BY = ("free.py", "record.py", "measures.py", "apart.py", "simulate.py")
Progress = Callable[[str, float], None]  # stage, share of all runs done


@dataclass(frozen=True)
class Effort:
    """How much is spent. A trajectory of the screen takes a run more than there are free parameters; `runs` are for each wave."""

    trajectories: int = 10
    runs: int = 800
    waves: int = 4
    sets: int = 240
    truths: int = 20
    twins: int = 60  # points run twice

    @property
    def most(self) -> int:
        """Runs at most, and the fits of truths, each of which counts as one."""
        screen = self.trajectories * (len(free_parameters()) + 1)
        return screen + self.waves * self.runs + 2 * self.twins + self.sets + 2 * self.truths


@dataclass(frozen=True, eq=False)
class Estimate:
    """What came out: elementary effects, waves, parameter sets with what each showed in a run of its own, and recovered truths."""

    effects: Any
    idle: list[str]
    matched: Matched
    posterior: Posterior
    shown: np.ndarray
    recovery: Recovery
    not_together: list[tuple[str, str]]


def model() -> str:
    """What made the runs: another version of the engine, its data or the measures makes other runs."""
    made_by = files_hash(*COMPILED, "*.py", "data/**/*.csv", "data/**/*.py", "policies/*.py", "policies/*.yaml")
    measured_by = sha256(b"".join((HERE / name).read_bytes() for name in MEASURED_BY)).hexdigest()
    return f"{VERSION} {made_by} {measured_by[:16]} {WORLD} {WORKERS}"


def space_of_free() -> Space:
    """The free parameters and their ranges, as the fit has them."""
    from calibration.fit.space import Space

    free = free_parameters()
    return Space(
        tuple(one.name for one in free), np.array([one.low for one in free]), np.array([one.high for one in free]),
        np.zeros(len(free), bool),
    )  # fmt: skip


def goals_of_targets() -> Goals:
    """The bands of the targets by summary; each part of a target has its weight, one that only checks has none."""
    from calibration.fit.space import Goals

    parts = [(target, k) for target in measured() for k in range(len(target.parts))]
    return Goals(
        names(), np.array([t.low[k] for t, k in parts]), np.array([t.central[k] for t, k in parts]),
        np.array([t.high[k] for t, k in parts]), np.array([t.weight * t.scored for t, _ in parts]),
        np.array([t.discrepancy * abs(t.central[k]) for t, k in parts]),
    )  # fmt: skip


def calibrate(
    out: Path, effort: Effort, seed: int = 1, processes: int = 1, scheduler: str = "", progress: Progress | None = None
) -> Estimate:
    """Estimate, or go on with what stands in the folder `out`, and write its tables there.

    Raises FitError when the folder holds runs of another model, space or list of targets, or is in use.
    """
    from calibration.fit.evaluate import Runner
    from calibration.fit.store import Store

    space, goals = space_of_free(), goals_of_targets()
    with Store(out / RUNS_FILE, space, names(), model()) as store:
        stage = _Stages(effort, progress)
        runner = Runner(simulate, names(), store, processes, scheduler, progress=stage.tell)
        found = _estimate(space, goals, runner, seed, effort, stage)
    _write(found, out, effort, seed)
    return found


def begin_with(runs: Path, out: Path) -> None:
    """Put kept runs (csv, or csv.gz as `calibration.ship` keeps them) in a folder, so that an estimate goes on from them.

    Raises Complaint when the file cannot be read, its runs are of another model, or the folder has runs of its own; then nothing
    is left in the folder.
    """
    from calibration.fit.space import FitError
    from calibration.fit.store import Store

    if (out / RUNS_FILE).exists():
        raise Complaint(
            f"{out} heeft al runs; kies een andere map om met {runs} te beginnen",
            f"{out} has runs already; choose another folder to begin with {runs}",
        )
    try:
        kept = gzip.decompress(runs.read_bytes()) if runs.suffix == ".gz" else runs.read_bytes()
    except (OSError, EOFError, zlib.error):
        raise Complaint(f"{runs} is niet te lezen als runs van een schatting", f"{runs} cannot be read as runs of a fit") from None
    out.mkdir(parents=True, exist_ok=True)
    (out / RUNS_FILE).write_bytes(kept)
    try:
        with Store(out / RUNS_FILE, space_of_free(), names(), model()):
            pass
    except FitError as error:
        (out / RUNS_FILE).unlink()
        raise Complaint(*(f"{runs}: {said.partition(': ')[2]}" for said in error.both)) from None


class _Stages:
    """How far all is, from how far each stage is."""

    def __init__(self, effort: Effort, progress: Progress | None) -> None:
        self._effort, self._progress, self._stage = effort, progress, ""
        self._before = self._now = self._total = 0  # runs of what is behind us; done and asked of the wave that is being run

    def begin(self, stage: str, before: int) -> None:
        self._stage, self._before, self._now, self._total = stage, before, 0, 0

    def tell(self, done: int, total: int) -> None:
        if self._now == self._total:  # a wave that is finished says no more, so this is the next of the same stage
            self._before += self._now
        self._now, self._total = done, total
        if self._progress:
            self._progress(self._stage, min(1.0, (self._before + done) / self._effort.most))


def _estimate(space: Space, goals: Goals, runner: Runner, seed: int, effort: Effort, stage: _Stages) -> Estimate:
    from calibration.fit.posterior import posterior
    from calibration.fit.region import Aim
    from calibration.fit.screen import idle, morris
    from calibration.fit.space import seeds
    from calibration.fit.synthetic import recover
    from calibration.fit.twins import chance
    from calibration.fit.waves import Plan, match

    stage.begin("screen", 0)
    effects = morris(space, runner, seed, effort.trajectories)
    stage.begin("waves", effort.trajectories * (space.size + 1))
    matched = match(space, goals, runner, seed, Plan(runs=effort.runs, waves=effort.waves))
    stage.begin("twins", effort.most - 2 * effort.truths - effort.sets - 2 * effort.twins)
    aim = Aim(matched.emulators, goals, chance(space, matched.points, runner, seed, effort.twins))
    stage.begin("sets", effort.most - 2 * effort.truths - effort.sets)
    drawn = posterior(space, matched.region, matched.points, aim, seed, effort.sets)
    shown = runner.run(drawn.values, seeds(seed, "sets", effort.sets), "sets").summaries
    stage.begin("truths", effort.most - 2 * effort.truths)
    recovery = recover(
        space, goals, matched.region, matched.points, matched.emulators, runner, seed, effort.truths, fitted=stage.tell
    )
    met = targets_met(runner.store.runs().summaries) if runner.store else {}
    return Estimate(effects, idle(effects, goals), matched, drawn, shown, recovery, not_together(met))


def targets_met(shown: np.ndarray) -> dict[str, np.ndarray]:
    """Which runs, float64 (n, len(names())), met each target that counts: bool (n,) by id."""
    found, place = dict[str, np.ndarray](), 0
    for target in measured():
        mine = shown[:, place : place + len(target.parts)]
        place += len(target.parts)
        if target.scored:
            found[target.id] = np.array([target.holds(parts) for parts in mine.tolist()], bool)
    return found


def _write(found: Estimate, out: Path, effort: Effort, seed: int) -> None:
    import pandas as pd

    found.effects.to_csv(out / "screen.csv", index=False, float_format="%.5g")
    checks = [
        {"wave": wave.number, "runs": wave.runs, "failed": len(wave.failed), "share": wave.share, "cut": wave.survivors.cut,
         **asdict(check)}
        for wave in found.matched.waves for check in wave.checks
    ]  # fmt: skip
    pd.DataFrame(checks).to_csv(out / "waves.csv", index=False, float_format="%.5g")
    found.posterior.table().to_csv(out / "parameters.csv", index=False, float_format="%.5g")
    found.recovery.table().to_csv(out / "recovery.csv", index=False, float_format="%.5g")
    sets = [changes_of(values) for values in found.posterior.values.tolist()]
    write_posterior(list(sets[0]), np.array([list(one.values()) for one in sets]), out / SETS_FILE)
    told = json.dumps(_told(found, effort, seed), indent=1)
    (out / ESTIMATE_FILE).write_text(told + "\n", encoding="utf-8")


def _told(found: Estimate, effort: Effort, seed: int) -> dict[str, Any]:
    """How the estimate was made and what it amounts to, as plain data."""
    last, held, drawn = found.matched.waves[-1], found.recovery, found.posterior
    known = zip(drawn.space.names, drawn.identified(), strict=True)
    return {
        "date": date.today().isoformat(), "model": model(), "seed": seed, "effort": asdict(effort), "workers": WORKERS,
        "world": WORLD, "sets": len(drawn.unit), "effective_sets": round(drawn.ess), "waves": len(found.matched.waves),
        "share_left": last.share, "cut": last.survivors.cut, "failing": list(last.survivors.failing), "idle": found.idle,
        "not_together": found.not_together, "truths": len(held.truths), "held": int(held.covered.sum()),
        "of": int(held.covered.size), "least_that_should_hold": held.band()[0], "covers": held.covers,
        "not_identified": [name for name, there in known if not there],
    }  # fmt: skip
