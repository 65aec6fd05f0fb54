"""The macro table: `nederland-2024` as simulated beside the patterns it should show, honest about what misses.

    python -m calibration.macro_table [--workers 100000] [--runs 8] [--months 24] > docs/macro-table.md

Each pattern is measured in the model with the survey's own definition: people are compared with themselves three months ago.
"""

import argparse
import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.agents.codes import FLEXIBLE, PERMANENT, SELF_EMPLOYED
from sim.month.books import CROSSINGS, VACANCIES_FILLED, VACANCIES_POSTED
from sim.month.observe import PANEL
from sim.scenario import read_situation
from sim.world import Course, burnt_in_world, rates

TARGETS = Path(__file__).parent / "targets" / "patterns.csv"


@dataclass
class Seen:
    """What one run of the calibration world shows: monthly observations and vacancies, and the world at the end."""

    observed: list[Any]
    vacancies: np.ndarray
    world: Any

    def panel(self, name: str, bands: slice = slice(None)) -> float:
        """People in a cell of the three-month panel, summed over the months and the age bands asked."""
        return float(sum(o.panel[bands, PANEL.index(name)].sum() for o in self.observed))

    def flow(self, place: int) -> float:
        """A flow summed over sectors and months."""
        return float(sum(o.flows[:, place].sum() for o in self.observed))

    @property
    def employed(self) -> float:
        """Mean people at work."""
        return float(np.mean([o.stocks[:, :2].sum() for o in self.observed]))

    @property
    def unemployed(self) -> float:
        """Mean people unemployed."""
        return float(np.mean([o.stocks[:, 2:5].sum() for o in self.observed]))

    def finds(self, bands: slice) -> float:
        """Share of the unemployed of these age bands who work three months later."""
        return self.panel("unemployed-employed", bands) / self.panel("unemployed", bands)

    def loses(self, bands: slice) -> float:
        """Share of people at work of these age bands who are unemployed three months later."""
        return self.panel("employed-unemployed", bands) / self.panel("employed", bands)


YEARS = 12.0
MEASURED: dict[str, Callable[[Seen], tuple[float, ...]]] = {
    "M01": lambda s: (100 * s.panel("employed-unemployed") / s.panel("employed"),),
    "M02": lambda s: (100 * s.panel("unemployed-employed") / s.panel("unemployed"),),
    "M03": lambda s: (100 * s.panel("inactive-employed") / s.panel("inactive"),),
    "M04": lambda s: (100 * s.panel("employed-inactive") / s.panel("employed"),),
    "M05": lambda s: (100 * s.panel("unemployed-inactive") / s.panel("unemployed"),),
    "M06": lambda s: (100 * float(np.mean([rates(o)[0] for o in s.observed])),),
    "M07": lambda s: (100 * float(s.vacancies.mean()) / s.unemployed,),
    "M08": lambda s: (3 * s.flow(VACANCIES_FILLED) / len(s.observed) / float(s.vacancies.mean()),),
    "M09": lambda s: (100 * YEARS * s.flow(VACANCIES_POSTED) / len(s.observed) / s.employed,),
    "M16": lambda s: (100 * s.panel("switched") / s.panel("employees"),),
    "M18": lambda s: tuple(
        100 * float((s.world.tables.people.contract == c).sum()) / s.observed[-1].stocks[:, :2].sum()
        for c in (PERMANENT, FLEXIBLE, SELF_EMPLOYED)
    ),
    "I01": lambda s: tuple(s.finds(b) / s.finds(slice(0, 2)) for b in (slice(2, 4), slice(4, 6))),
    "I02": lambda s: (s.loses(slice(2, 6)) / s.loses(slice(0, 2)),),
}
# No row of the patterns gives these; they are watched because crossings are what the model is for.
ALSO = {
    "Moves to another sector a year, % of people at work": lambda s: 100
    * YEARS * s.flow(CROSSINGS) / len(s.observed) / s.employed,
}  # fmt: skip


def see(workers: int, months: int, seed: int) -> Seen:
    """Run the calibration world once, today's course, from its steady state."""
    course = Course(burnt_in_world(read_situation("nederland-2024"), workers, seed), keep=False)
    vacancies = []
    for _ in range(months):
        course.step()
        vacancies.append(course.world.tables.units.posted.sum())
    return Seen(course.history.observed, np.array(vacancies), course.world)


def verdict(values: list[float], low: list[float], high: list[float]) -> str:
    """pass inside the band, near within a quarter of its middle outside it, miss otherwise; the worst part counts."""
    worst = "pass"
    for value, least, most in zip(values, low, high, strict=True):
        margin = 0.25 * (least + most) / 2
        if not least <= value <= most:
            worst = "miss" if worst == "miss" or not least - margin <= value <= most + margin else "near"
    return worst


def parts(text: str) -> list[float]:
    """The numbers of a cell such as 55/27/15."""
    return [float(part) for part in text.split("/")]


def main() -> None:
    """Print the table as Markdown."""
    ask = argparse.ArgumentParser(description=main.__doc__)
    for name, default in (("workers", 100_000), ("runs", 8), ("months", 24), ("seed", 1)):
        ask.add_argument(f"--{name}", type=int, default=default)
    asked = ask.parse_args()
    seen = [see(asked.workers, asked.months, asked.seed + run) for run in range(asked.runs)]
    with TARGETS.open(encoding="utf-8", newline="") as file:
        targets = {row["id"]: row for row in csv.DictReader(file)}
    print("# The macro table of `nederland-2024`\n")
    print(f"{asked.workers:,} people × {asked.runs} runs × {asked.months} months after the burn-in, seeds from {asked.seed};")
    print("parameters set by hand, no fitting. *noise* is the standard deviation between runs.")
    print("`python -m calibration.macro_table` makes it again.\n")
    print("| id | pattern | low | central | high | unit | model | noise | verdict |\n|---|---|---|---|---|---|---|---|---|")
    for id_, measure in MEASURED.items():
        row = targets[id_]
        values = np.array([measure(s) for s in seen])
        mean, noise = values.mean(axis=0), values.std(axis=0, ddof=1 if len(seen) > 1 else 0)
        said = verdict(mean.tolist(), parts(row["low"]), parts(row["high"]))
        shown = [" / ".join(f"{x:.2f}" for x in xs) for xs in (mean, noise)]
        cells = (id_, row["pattern"], row["low"], row["central"], row["high"], row["unit"], *shown, said)
        print("| " + " | ".join(cells) + " |")
    for name, also in ALSO.items():
        extra = np.array([also(s) for s in seen])
        print(f"| – | {name} | | | | % | {extra.mean():.2f} | {extra.std():.2f} | watched |")
    print("\nRows of `calibration/targets/patterns.csv` that are not here are not measured yet: they need wage histories, plant")
    print("closures, training or programme data that come with the calibration issue.")


if __name__ == "__main__":
    main()
