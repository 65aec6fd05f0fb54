"""Fourteen breakthroughs, one by one, all together, and all but one: more or less than the sum?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.figures import figures
from experiments.found import Found, Head, Table
from experiments.grounds import HEARD, TODAY, everything, full_doses
from experiments.labels import HEAR_OF_IT, NOW, OUTCOMES, SUM_HEADS
from experiments.on_the_bridge import per, sized
from experiments.pairs import Arm, Figures, band, run_arms
from sim.policies.catalogue import breakthroughs
from sim.words import Both


@dataclass(frozen=True)
class Interaction:
    """What a whole brings beyond its parts, per pair: in levels, and in logarithms (where factors multiply, it is nothing)."""

    whole: np.ndarray
    parts: np.ndarray
    log_whole: np.ndarray
    log_parts: np.ndarray

    @property
    def level(self) -> np.ndarray:
        """The effect of the whole less the sum of the effects of its parts."""
        return self.whole - self.parts

    @property
    def log(self) -> np.ndarray:
        """The log of the factor of the whole less the sum of the logs of the factors of its parts."""
        return self.log_whole - self.log_parts


def interaction(none: Any, singles: Sequence[Any], whole: Any) -> Interaction:
    """From outcomes per pair (float64[pairs]) with nothing, with each part alone, and with all; logs are NaN where one is 0."""
    nothing, everything_ = np.asarray(none, np.float64), np.asarray(whole, np.float64)
    alone = np.array([np.asarray(single, np.float64) for single in singles])
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(np.vstack([nothing[None], everything_[None], alone]))
    logs[~np.isfinite(logs)] = np.nan
    return Interaction(
        everything_ - nothing, (alone - nothing).sum(axis=0), logs[1] - logs[0], (logs[2:] - logs[0]).sum(axis=0)
    )  # fmt: skip


# Today too few cross to see what the rest loses without one of the fourteen, so that is asked in the variant only.
GROUNDS: tuple[tuple[Both, Arm, int, tuple[str, ...]], ...] = (
    (NOW, TODAY, 60_000, ()), (HEAR_OF_IT, HEARD, 25_000, tuple(breakthroughs())),
)  # fmt: skip


def arms_of(base: Arm, left_out: Sequence[str]) -> dict[str, Arm]:
    """Nothing, each breakthrough alone, all, and all but one of those named, on top of a base."""
    alone = {f"only {name}": Arm({**base.doses, **full_doses(name)}, base.routes) for name in breakthroughs()}
    without = {f"but {name}": Arm({**base.doses, **everything((name,))}, base.routes) for name in left_out}
    return {"none": base, "all": Arm({**base.doses, **everything()}, base.routes), **alone, **without}


def together(part: float = 1.0) -> Found:
    """Are the fourteen together more than their sum, on the level and on the log scale?"""
    tables: list[Table] = []
    numbers: dict[str, float] = {}
    signs: dict[tuple[int, str], tuple[int, int]] = {}
    for k, (title, base, people, left_out) in enumerate(GROUNDS):
        size = sized(people, 36, 8, part)
        found = run_arms(arms_of(base, left_out), size, figures)
        tables += [_each(title, found, size.people), _sums(title, found, size.people)]
        for name, _ in OUTCOMES:
            both = _interaction(found, name)
            signs[k, name] = band(both.level).sign, band(both.log).sign
            numbers |= _numbers(f"{name.replace('-', '_')}{k}", both, size.people)
        numbers |= {
            f"gone_none{k}": band(per(found["none"], "place-gone", "matched", 100)).mean,
            f"gone_all{k}": band(per(found["all"], "place-gone", "matched", 100)).mean,
        }  # fmt: skip
        numbers |= {
            f"{b.code}_{short}{k}": _change(found, f"only {b.id}", size.people, outcome=outcome).mean
            for b in breakthroughs().values() for short, outcome in (("all", "lasting"), ("bridge", "over-the-bridge"))
        }  # fmt: skip
        numbers |= {
            f"{breakthroughs()[name].code}_costs{k}": _change(found, f"but {name}", size.people, "all", "over-the-bridge").mean
            for name in left_out
        }  # fmt: skip
    level, log = signs[1, "over-the-bridge"]
    verdict = {1: "more", 0: "as-much", -1: "less"}[level] + ("" if level in (0, log) else "-in-people")
    return Found(verdict, numbers, tuple(tables))


def _interaction(found: Mapping[str, Figures], outcome: str) -> Interaction:
    return interaction(found["none"][outcome], [found[f"only {name}"][outcome] for name in breakthroughs()], found["all"][outcome])


def _numbers(name: str, both: Interaction, people: int) -> dict[str, float]:
    scale = 1000.0 / people
    return {
        f"{name}_whole": scale * band(both.whole).mean, f"{name}_parts": scale * band(both.parts).mean,
        f"{name}_times": float(np.exp(band(both.log_whole).mean)), f"{name}_product": float(np.exp(band(both.log_parts).mean)),
    }  # fmt: skip


def _change(found: Mapping[str, Figures], arm: str, people: int, against: str = "none", outcome: str = "lasting") -> Any:
    return band(1000.0 / people * (found[arm][outcome] - found[against][outcome]))


def _each(title: Both, found: Mapping[str, Figures], people: int) -> Table:
    """A row for each breakthrough: what it brings alone, and, where that was asked, what the rest loses without it."""
    sides = 2 if any(arm.startswith("but ") for arm in found) else 1
    heads = (
        Head("Doorbraak", "Breakthrough"),
        *(head for _, words in OUTCOMES for head in (
            Head(f"{words.nl}: alleen deze, erbij", f"{words.en}: only this, gained", 2),
            Head(f"{words.nl}: alles zonder deze, eraf", f"{words.en}: all but this, lost", 2),
        )[:sides]),
    )  # fmt: skip
    arms = (("only {}", "none"), ("all", "but {}"))[:sides]
    rows = tuple(
        (Both(f"{b.code} {b.nl}", f"{b.code} {b.en}"), *(
            _change(found, arm.format(b.id), people, against.format(b.id), outcome)
            for outcome, _ in OUTCOMES for arm, against in arms
        ))
        for b in breakthroughs().values()
    )  # fmt: skip
    return Table(Both(f"{title.nl}: per 1000 inwoners", f"{title.en}: per 1000 inhabitants"), heads, rows)


def _sums(title: Both, found: Mapping[str, Figures], people: int) -> Table:
    """The whole against its parts, in levels and in factors, and how often the place was gone."""
    rows: list[tuple[Any, ...]] = []
    for name, words in OUTCOMES:
        both, scale = _interaction(found, name), 1000.0 / people
        levels = (band(scale * both.whole), band(scale * both.parts), band(scale * both.level))
        rows.append((words, *levels, band(both.log_whole), band(both.log_parts), band(both.log)))
    return Table(Both(f"{title.nl}: meer of minder dan de som", f"{title.en}: more or less than the sum"), SUM_HEADS, tuple(rows))
