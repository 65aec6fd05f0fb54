"""The round's run: each table's choices so far, and what if all tables did the middle of what tables chose, in the same worlds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from statistics import median
from typing import Any

from sim import COMPILED, VERSION, files_hash
from sim.effects import compare
from sim.parallel import Progress
from sim.plain import plain
from sim.policies.catalogue import levers
from sim.policies.package import LeverUse, Package
from sim.posterior import posterior
from sim.runs import RunPlan
from sim.scenario import read_situation
from sim.side_by_side import Pair, run_side_by_side
from workshop.session import Session

YEAR = 12
TOGETHER = "together"
Doses = Mapping[str, float]


def arms_of(session: Session) -> dict[str, list[Doses]]:
    """By arm the doses in force in each round so far: tables by number, and all together.

    Together is, for each lever, the middle of what the tables chose: what if the room had agreed.
    """
    rounds = range(1, session.round + 1)
    found: dict[str, list[Doses]] = {
        str(table.number): [session.doses_in_force(table, k) for k in rounds] for table in session.playing()
    }
    return found | {TOGETHER: [_middle([doses[k - 1] for doses in found.values()]) for k in rounds]}


def _middle(chosen: Sequence[Doses]) -> Doses:
    named = dict.fromkeys(name for doses in chosen for name in doses)
    middle = {name: float(median(doses.get(name, levers()[name].default) for doses in chosen)) for name in named}
    return {name: dose for name, dose in middle.items() if dose != levers()[name].default}


def package_of(doses: Sequence[Doses], name: str) -> Package:
    """The doses of each round, a year each, as a package; those of the last round hold on."""
    uses = []
    for lever in dict.fromkeys(name for asked in doses for name in asked):
        for begin, end, dose in _spells([asked.get(lever) for asked in doses]):
            last = None if end == len(doses) else YEAR * end - 1
            uses.append(LeverUse(lever=lever, dose=dose, start_month=YEAR * begin, end_month=last))
    return Package(id=f"tafel-{name}", nl=f"Tafel {name}", en=f"Table {name}", levers=tuple(uses))


def _spells(doses: Sequence[float | None]) -> list[tuple[int, int, float]]:
    """(first round, round after the last, dose), counted from 0, of rounds in a row with one dose; none where it is None."""
    spells: list[tuple[int, int, float]] = []
    for k, dose in enumerate(doses):
        if dose is None:
            continue
        if spells and spells[-1][1:] == (k, dose):
            spells[-1] = (spells[-1][0], k + 1, dose)
        else:
            spells.append((k, k + 1, dose))
    return spells


def plan_of(session: Session, threads: int) -> RunPlan:
    """What is run: the situation of the session, from its first round to a year after the present one."""
    asked = session.opened
    return RunPlan(read_situation(asked.situation), None, asked.workers, session.months, asked.runs, asked.seed, threads=threads)


def fingerprint(session: Session) -> str:
    """16 hex characters for all that the run of this round hangs on: choices, situation, sizes, luck, model and parameter sets."""
    asked = session.opened.model_dump(mode="json")
    model = [VERSION, files_hash(*COMPILED, "*.py", "data/**/*.csv", "policies/**/*"), posterior().fingerprint]
    whole = json.dumps([asked, session.months, arms_of(session), model], sort_keys=True)
    return sha256(whole.encode()).hexdigest()[:16]


def run_round(session: Session, threads: int = 1, progress: Progress | None = None) -> dict[str, Any]:
    """Run the market of this round. What comes of it as plain data, in euros and people of the real population:

    `months`, `pairs`, `workers`, `weight` (real people for each simulated one) and `arms`. By arm: the `rows` of effects against
    today's course by measure (the fields of sim.effects.EffectRow, and `values`, the effect in each pair), `parties`, euros a year
    that each pays more than today, and `cost`, (low, middle, high) of each extra lasting crossing, None where it cannot be said.
    """
    plan, arms = plan_of(session, threads), arms_of(session)
    packages = [package_of(doses, name) for name, doses in arms.items()]
    found = run_side_by_side(plan, packages, progress)
    told = {name: _told(pairs) for name, pairs in zip(arms, found, strict=True)}
    return {"months": plan.months, "pairs": plan.runs, "workers": plan.workers, "weight": plan.weight, "arms": told}


def _told(pairs: Sequence[Pair]) -> dict[str, Any]:
    said = compare([result for pair in pairs for result in pair])
    rows = {row.measure: plain(asdict(row) | {"values": _changes(pairs, row.measure)}) for row in said.rows}
    return {"rows": rows, "parties": plain(said.who_pays), "cost": plain(said.cost)}


def _changes(pairs: Sequence[Pair], measure: str) -> list[float]:
    return [package.measures[measure] - today.measures[measure] for today, package in pairs]
