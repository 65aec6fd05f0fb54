"""Parameters of the bridge fitted to what programmes reported: `python -m calibration.programme_fit DIR`.

Reports are of chosen groups without a control group, so what comes out is no estimate of what a programme does. It is kept in a
table of its own (`sim/estimate/programmes.csv`), stands beside the prediction in the validation report, and no forecast uses it.

Only parameters that act on the bridge alone are free: the others would take along the patterns of the labour market. A run
begins in a world burnt in under a macro set, and lives on under the values that are tried. Groups are larger in proportion to the
world than the real ones, so that a run counts enough people.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.calibrate import RUNS_FILE, model
from calibration.score import not_together
from sim.parameters import parameters
from sim.policies.programme import LONGEST, Programme, Target
from sim.posterior import FILE as MACRO_FILE
from sim.posterior import Posterior as Sets
from sim.posterior import posterior as macro
from sim.posterior import read_posterior, write_posterior
from sim.programmes import programmes

if TYPE_CHECKING:
    from calibration.fit.posterior import Posterior
    from calibration.fit.space import Goals, Space
    from calibration.fit.waves import Matched
    from sim.world import World

FREE_FILE = Path(__file__).parent / "programmes.csv"
SETS_FILE, TABLE_FILE, TOLD_FILE = "programmes.csv", "programme_parameters.csv", "programme_estimate.json"
PEOPLE = 20_000  # simulated people in a run
ONE_IN = 20  # of them for each one invited; everyone is, where the source counts behind a gate that few pass
WORLDS = 8  # begun in, each under a macro set of its own
DISCREPANCY = 0.05  # share: chosen groups, another year and place, a design that the model has in part; assumption
BAND = (0.05, 0.95)  # a band holds 90%


@dataclass(frozen=True)
class Effort:
    """Runs in each wave, waves, and sets that are left."""

    runs: int = 80
    waves: int = 2
    sets: int = 60


def free_names() -> tuple[str, ...]:
    """The parameters that are fitted, in file order."""
    with FREE_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(row["name"] for row in csv.DictReader(file))


@cache
def aimed_at() -> tuple[tuple[Programme, Target], ...]:
    """What is fitted to: every reported share that can be compared. A number of people says nothing of a share of them."""
    return tuple(
        (programme, target) for programme in programmes() for target in programme.reported if target.comparable and target.is_share
    )


def names() -> tuple[str, ...]:
    """A name for each summary: programme and measure."""
    return tuple(f"{programme.id} {target.measure}" for programme, target in aimed_at())


def space() -> Space:
    """The free parameters within their ranges of parameters.csv."""
    from calibration.fit.space import Space

    free = [parameters()[name] for name in free_names()]
    return Space(
        free_names(), np.array([one.low for one in free]), np.array([one.high for one in free]), np.zeros(len(free), bool)
    )


def band(target: Target) -> tuple[float, float, float]:
    """(low, middle, high) in which the share may lie of which such a group was drawn: a report of few people says little.

    The ends are those of 90% intervals of Jeffreys (a beta with half a person more on both sides), at the ends of the report;
    where that says nobody or everyone, 0 or 1.
    """
    from scipy.stats import beta

    assert target.low is not None and target.high is not None and target.size is not None
    n = target.size
    low, high = (
        float(beta.ppf(tail, share * n + 0.5, (1 - share) * n + 0.5))
        for tail, share in zip(BAND, (target.low, target.high), strict=True)
    )
    return (low if target.low else 0.0), (target.low + target.high) / 2, (high if target.high < 1 else 1.0)


def goals() -> Goals:
    """What the summaries are held against; all count alike."""
    from calibration.fit.space import Goals

    low, middle, high = np.array([band(target) for _, target in aimed_at()]).T
    return Goals(names(), low, middle, high, np.ones(len(low)), np.full(len(low), DISCREPANCY))


def simulate(values: np.ndarray, seed: int) -> np.ndarray:
    """float64 (len(names()),): the share that each target counts under these values, in a world under the macro set of the seed."""
    changes = dict(zip(free_names(), np.asarray(values, float).tolist(), strict=True))
    seen: dict[str, list[float]] = {}
    for programme in dict.fromkeys(programme for programme, _ in aimed_at()):
        start = _start(programme.situation.id, int(seed) % WORLDS)
        seen[programme.id] = _shares(programme, start, changes)
    return np.array([share for shares in seen.values() for share in shares])


def _shares(programme: Programme, start: World, changes: dict[str, float]) -> list[float]:
    from sim.group import follow, group_of
    from sim.programme_runs import behind_a_gate, count, under
    from sim.runs import efficacies

    invited = start.people if behind_a_gate(programme) else start.people // ONE_IN
    package = programme.package(round(invited * start.weight))
    group = group_of(follow(under(start, changes), programme.months, package, efficacies(package, start.seed)))
    counts = [count(target, group, programme) for of, target in aimed_at() if of.id == programme.id]
    return [counted / of if of else np.nan for counted, of in counts]


@cache
def _start(place: str, number: int) -> World:
    """A burnt-in world under a macro set: neighbouring seeds share one, so seeds are even."""
    from sim.scenario import read_situation
    from sim.world import burnt_in_world

    return burnt_in_world(read_situation(place).model_copy(update={"months": LONGEST}), PEOPLE, 2 * number)


def fit(out: Path, effort: Effort, seed: int = 1, processes: int = 1) -> tuple[Matched, Posterior]:
    """Fit, or go on with what stands in `out`, and write the tables there. Raises FitError when its runs are of another model."""
    from calibration.fit.evaluate import Runner
    from calibration.fit.posterior import posterior
    from calibration.fit.region import Aim
    from calibration.fit.store import Store
    from calibration.fit.waves import Plan, match

    searched, aim = space(), goals()
    made_by = f"{model()} {macro().fingerprint} {PEOPLE} {ONE_IN} {WORLDS}"
    with Store(out / RUNS_FILE, searched, names(), made_by) as store:
        runner = Runner(simulate, names(), store, processes)
        matched = match(searched, aim, runner, seed, Plan(runs=effort.runs, waves=effort.waves))
        drawn = posterior(searched, matched.region, matched.points, Aim(matched.emulators, aim), seed, effort.sets)
        shown = store.runs().summaries
    write_posterior(free_names(), drawn.values, out / SETS_FILE)
    drawn.table().to_csv(out / TABLE_FILE, index=False, float_format="%.5g")
    told = json.dumps(_told(matched, drawn, shown, effort, seed), indent=1)
    (out / TOLD_FILE).write_text(told + "\n", encoding="utf-8")
    return matched, drawn


def conflicts(shown: np.ndarray) -> tuple[list[str], list[tuple[str, str]]]:
    """What runs, float64 (n, len(names())), mostly showed and never within its band; and pairs met often, but never together.

    What few runs showed is of few people in those too, and so says nothing.
    """
    from calibration.fit.emulator import LEAST_SHARE

    aim = goals()
    inside = (shown >= aim.low) & (shown <= aim.high)
    often = np.isfinite(shown).mean(0) >= LEAST_SHARE
    never = [name for k, name in enumerate(names()) if often[k] and not inside[:, k].any()]
    return never, not_together({name: inside[:, k] for k, name in enumerate(names())})


def _told(matched: Matched, drawn: Posterior, shown: np.ndarray, effort: Effort, seed: int) -> dict[str, Any]:
    """How the sets were made and what they leave open, as plain data."""
    last = matched.waves[-1]
    emulated = [check.name for check in last.checks if np.isfinite(check.r2)]
    known = zip(drawn.space.names, drawn.identified(), strict=True)
    never, apart = conflicts(shown)
    return {
        "date": date.today().isoformat(), "macro": macro().fingerprint, "seed": seed, "runs": effort.runs, "people": PEOPLE,
        "waves": len(matched.waves), "sets": len(drawn.unit), "share_left": last.share, "cut": last.survivors.cut,
        "failing": list(last.survivors.failing), "not_seen": [name for name in names() if name not in emulated],
        "never": never, "not_together": apart, "not_identified": [name for name, there in known if not there],
    }  # fmt: skip


@cache
def fitted(file: Path = MACRO_FILE.parent / SETS_FILE) -> Sets:
    """The fitted sets that come with the product."""
    return read_posterior(file)


@cache
def told(file: Path = MACRO_FILE.parent / TOLD_FILE) -> dict[str, Any]:
    """How they were made."""
    made: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit in a folder, and put what came out beside the macro estimate."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--processes", type=int, default=1)
    asked = ask.parse_args(arguments)
    folder = asked.folder
    from sim.warm import warm

    warm()
    fit(folder, Effort(), processes=asked.processes)
    for name in (SETS_FILE, TABLE_FILE, TOLD_FILE):
        (MACRO_FILE.parent / name).write_bytes((folder / name).read_bytes())


if __name__ == "__main__":
    main()
