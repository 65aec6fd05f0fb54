"""What varies in a study, and together with what: a group for each barrier, and four more.

A barrier's group holds its strength today and the parameters that live only in its rule (`groups.csv`); `bridge` the parameters
of the bridge that belong to no one barrier; `market` which of the estimated parameter sets holds; `levers` how well levers work;
`luck` the seed, so that chance has a share of its own and does not pass for an effect.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from calibration.fit.screen import Groups
from calibration.fit.space import Space, seeds
from sim.data.reading import read_rows
from sim.parameters import parameters
from sim.policies.catalogue import barriers, levers
from sim.policies.package import Package, active_uses
from sim.policies.terms import draw_efficacy
from sim.posterior import posterior
from sim.scenario import Situation, read_package, read_situation

FILE = Path(__file__).parent / "groups.csv"
BRIDGE, MARKET, LEVERS, LUCK = "bridge", "market", "levers", "luck"
REST = "rest"  # all groups together that a second round does not tell apart
SITUATION = "nederland-2025"
PACKAGES = (
    "d01-vertrouwde-gids", "d05-aannemen-op-talent", "d06-eerst-het-contract", "d10-sectoroverstijgend-fonds",
    "d12-ervaring-telt", "alle-doorbraken",
)  # fmt: skip
LUCKS = 1_000_000  # seeds to choose from


@dataclass(frozen=True)
class Case:
    """What is studied: a situation and packages, each a name or a file. Processes hand it on, so it holds no more than that."""

    situation: str
    packages: tuple[str, ...]


STUDY = Case(SITUATION, PACKAGES)  # the one whose page comes with the product


@cache
def situation_of(case: Case) -> Situation:
    """The situation of a case; raises InputError when it cannot be read."""
    return read_situation(case.situation)


@cache
def packages_of(case: Case) -> dict[str, Package]:
    """The packages of a case by id, in order; raises InputError when one cannot be read or does not fit the situation."""
    read = (read_package(name, situation_of(case)) for name in case.packages)
    return {package.id: package for package in read}


@dataclass(frozen=True)
class Varied:
    """One quantity, uniform between low and high in its own unit.

    kind : "strength" of a barrier (0-1), "parameter" of parameters.csv, "sets" (0-1, which of the parameter sets), "lever" (0-1,
        quantile of how well it works), "luck" (0-1, which seed).
    """

    kind: str
    name: str
    group: str
    low: float = 0.0
    high: float = 1.0

    @property
    def label(self) -> str:
        """Its name in the space; kinds may share names."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Point:
    """What a run lives under: parameters and strengths by name, how well levers work, and a seed for each of its worlds."""

    changes: Mapping[str, float]
    strengths: Mapping[str, float]
    quantiles: Mapping[str, float]
    seeds: tuple[int, ...]

    @property
    def efficacy(self) -> dict[str, tuple[float, ...]]:
        """How well each lever works on each of its barriers, as `compile_terms` wants it."""
        return {lever: draw_efficacy(lever, u) for lever, u in self.quantiles.items()}


@cache
def varied(case: Case = STUDY) -> tuple[Varied, ...]:
    """All that varies, group by group; of levers those of the packages."""
    found = [Varied("strength", b.id, b.id, b.strength.low, b.strength.high) for b in barriers().values()]
    known = parameters()
    found += [Varied("parameter", name, group, known[name].low, known[name].high) for name, group in members().items()]
    found.append(Varied("sets", "number", MARKET))
    used = {use.lever for package in packages_of(case).values() for use in active_uses(package)}
    found += [Varied("lever", name, LEVERS) for name in levers() if name in used and levers()[name].acts_on.barriers]
    order = list(dict.fromkeys(one.group for one in found))
    return (*sorted(found, key=lambda one: order.index(one.group)), Varied("luck", "seed", LUCK))


@cache
def members(file: Path = FILE) -> dict[str, str]:
    """Group of each parameter of `groups.csv`; raises DataError naming file and line when one is wrong."""
    found = {}
    for row in read_rows(file, ("parameter", "group", "where"), key="parameter"):
        name = row.one_of("parameter", parameters())
        if not parameters()[name].low < parameters()[name].high:
            row.fail(f"'{name}' heeft geen bereik", f"'{name}' has no range")
        found[name] = row.one_of("group", (*barriers(), BRIDGE))
    return found


def groups(case: Case = STUDY) -> Groups:
    """The labels in each group, in the order of the space."""
    found: dict[str, list[str]] = {}
    for one in varied(case):
        found.setdefault(one.group, []).append(one.label)
    return found


def lumped(chosen: Sequence[str], among: Groups) -> Groups:
    """The chosen groups as they are, and all others as one, `rest`."""
    rest = [label for name, labels in among.items() if name not in chosen for label in labels]
    return {name: among[name] for name in among if name in chosen} | ({REST: rest} if rest else {})


def space(case: Case = STUDY) -> Space:
    """All that varies as a space for the study."""
    among = varied(case)
    low, high = (np.array([getattr(one, end) for one in among]) for end in ("low", "high"))
    return Space(tuple(one.label for one in among), low, high, np.zeros(len(among), bool))


def point_of(values: Sequence[float] | np.ndarray, seed: int, worlds: int, case: Case = STUDY) -> Point:
    """What values, in the order of `varied(case)`, stand for in so many worlds.

    Runs with one seed have the same worlds, but for who has other luck; a parameter set or a luck of its own is counted on from
    the seed, so that trajectories do not all see the same four.
    """
    by_kind: dict[str, dict[str, float]] = {}
    for one, value in zip(varied(case), values, strict=True):
        by_kind.setdefault(one.kind, {})[one.name] = float(value)
    sets = posterior()
    changes = sets.of(set_of(by_kind["sets"]["number"], seed))
    luck = round(by_kind["luck"]["seed"] * LUCKS)
    own = seeds(seed, f"luck {luck}", worlds).tolist()
    return Point(changes | by_kind["parameter"], by_kind["strength"], by_kind.get("lever", {}), tuple(own))


def set_of(number: float, seed: int) -> int:
    """Which parameter set a number from 0 to 1 stands for, in a run with this seed."""
    sets = len(posterior())
    return (int(number * sets) + seed) % sets
