"""What the tables of the study say, in sentences: what each effect hangs on, and which of two packages is better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from calibration.sensitivity.groups import BRIDGE, LEVERS, LUCK, MARKET, REST
from calibration.sensitivity.simulate import EFFECT, LEAD
from calibration.sensitivity.study import MORRIS_FILE, SETUP_FILE, SOBOL_FILE, SPREAD_FILE
from sim.policies.catalogue import barriers
from sim.scenario import read_package

LEAST = 0.05  # share of the variance from which something counts as a driver
NEARLY_ALL, MOSTLY = 0.95, 0.8  # share of the runs in which a package is ahead
UNKNOWN = "What it hangs on cannot be told from these runs: no group stays clear of luck."
TITLES = {
    BRIDGE: "the bridge outside the barriers",
    MARKET: "the labour market as estimated",
    LEVERS: "how well levers work",
    LUCK: "luck",
    REST: "all other groups together",
}


@dataclass(frozen=True, eq=False)
class Tables:
    """What the study wrote; see `study.py` for the columns."""

    moved: pd.DataFrame
    shares: pd.DataFrame
    spread: pd.DataFrame
    setup: dict[str, str]

    def row(self, summary: str) -> pd.Series:
        """How an outcome lies over all runs."""
        return self.spread[self.spread.summary == summary].iloc[0]


@dataclass(frozen=True)
class Driver:
    """A group that holds a share of the variance of an outcome, alone and with others (ST), and half its 95% interval."""

    group: str
    share: float
    conf: float

    def __str__(self) -> str:
        return f"{title(self.group)} (ST {self.share:.2f} ± {self.conf:.2f})"


def read_tables(folder: Path) -> Tables:
    """The tables of a finished study; raises FileNotFoundError when one is not there."""
    moved, shares, spread, setup = (
        pd.read_csv(folder / name) for name in (MORRIS_FILE, SOBOL_FILE, SPREAD_FILE, SETUP_FILE)
    )  # fmt: skip
    return Tables(moved, shares, spread, dict(zip(setup.what, setup.value.astype(str), strict=True)))


def title(group: str) -> str:
    """What a group is called in a sentence."""
    return TITLES.get(group) or f"{barriers()[group].code} *{barriers()[group].en.lower()}*"


def package_title(name: str) -> str:
    """What a package is called in a sentence."""
    return f"*{read_package(name).en}*"


def drivers(shares: pd.DataFrame, summary: str) -> list[Driver]:
    """The groups that an outcome hangs on, the largest total share first: luck when its share stays above `LEAST` over its
    interval, another group when its share does and lies above that of luck as well, both intervals apart.

    To change anything changes who meets whom, so that the share of every group has luck in it: about as much as luck itself has.
    """
    mine = shares[shares.summary == summary].sort_values("ST", ascending=False)
    luck = mine[mine["parameter"] == LUCK]
    floor = float((luck.ST + luck.ST_conf).max()) if len(luck) else 0.0
    sure = mine.ST - mine.ST_conf
    mine = mine[(sure > LEAST) & ((sure > floor) | (mine["parameter"] == LUCK))]
    return [Driver(*row) for row in zip(mine.parameter, mine.ST.astype(float), mine.ST_conf.astype(float), strict=True)]


def hangs_on(found: Sequence[Driver]) -> str:
    """The sentence about what an outcome hangs on."""
    if not found:
        return UNKNOWN
    first = "It hangs most on" if len(found) > 1 else "It hangs on"
    said = f"{first} {listed([str(one) for one in found])}."
    if found[0].group == LUCK:
        said += " No group stays clear of chance between worlds; larger worlds would tell more."
    return said


def effect_sentence(tables: Tables, package: str) -> str:
    """What a package adds over all runs, and what that hangs on."""
    summary = f"{EFFECT} {package}"
    row = tables.row(summary)
    more, less = f"more than nothing in {percent(row.above)} of the runs", f"less in {percent(row.below)}"
    if row.above >= NEARLY_ALL:
        verdict = more
    elif row.below >= NEARLY_ALL:
        verdict = f"less than nothing in {percent(row.below)} of the runs"
    else:
        verdict = f"its sign cannot be told: {more}, {less}{_rest(row)}"
    return (
        f"{package_title(package)} adds {people(row['median'])} lasting crossings in the median (90% of the runs: {span(row)}); "
        f"{verdict}. {hangs_on(drivers(tables.shares, summary))}"
    )


def _rest(row: pd.Series) -> str:
    """What is to be said of runs in which there is no difference at all."""
    same = 1.0 - row.above - row.below
    return f", no change in {percent(same)}" if same >= 0.005 else ""


def pair_sentence(tables: Tables, one: str, other: str) -> str:
    """Which of two packages adds more lasting crossings, how surely, and what that hangs on."""
    summary = f"{LEAD} {one} {other}"
    row, found = tables.row(summary), drivers(tables.shares, summary)
    a, b = package_title(one), package_title(other)
    ahead, behind, share = (a, b, row.above) if row.above >= row.below else (b, a, row.below)
    if share >= NEARLY_ALL:
        first = f"{ahead} beats {behind} in {percent(share)} of the runs, so over nearly all that is not known"
        what = "By how much"
    elif share >= MOSTLY:
        first = f"{ahead} mostly beats {behind}, in {percent(share)} of the runs"
        what = "Whether and by how much"
    else:
        first = f"Which of {a} and {b} is better cannot be told: {ahead} is ahead in {percent(share)} of the runs, behind in "
        first += f"{percent(min(row.above, row.below))}{_rest(row)}"
        what = "Whether and by how much"
    middle = f" (lead of {a}: {people(row['median'])} in the median, 90% of the runs {span(row)})."
    if not found:
        return f"{first}{middle} {UNKNOWN}"
    return f"{first}{middle} {what} hangs on {listed([str(driver) for driver in found])}."


def people(number: float) -> str:
    """Real people, to the hundred, since one simulated person stands for hundreds."""
    return f"{round(number, -2) + 0.0:,.0f}".replace("-", "−")


def span(row: pd.Series) -> str:
    """Where the middle 90% of the runs lies."""
    return f"{people(row.low)} to {people(row.high)}"


def percent(share: float) -> str:
    """A share as a percentage."""
    return f"{100 * share:.0f}%"


def listed(names: Sequence[str]) -> str:
    """a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
