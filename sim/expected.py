"""The expected summary beside each shipped situation: regression, not truth. It says that a number moved, not that it was right.

    python -m sim.expected            # rewrites scenarios/*.expected.json; say in CHANGELOG.md why ("Regression:")
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from sim.runs import RunPlan, run_worlds
from sim.scenario import SITUATIONS, read_package, read_situation, situations

WORKERS, MONTHS, SEED, PACKAGE = 2_000, 36, 1, "gids-en-traineeship"


def expected_file(situation: str) -> Path:
    """Where the expected summary of a situation stands."""
    return SITUATIONS / f"{situation}.expected.json"


def summary_of(situation: str) -> dict[str, Any]:
    """The headline measures and the funnel of a small run of a situation, in today's world and in a package's."""
    plan = RunPlan(read_situation(situation), read_package(PACKAGE), WORKERS, MONTHS, 1, SEED)
    worlds = {
        result.world: {
            "measures": {name: _plain(value) for name, value in result.measures.items()},
            "funnel": {name: _plain(value) for name, value in result.funnel.items()},
        }
        for result in run_worlds(plan)
    }
    return {
        "note": "Regression, not truth: a small run with one seed, kept so that a change in the numbers is noticed.",
        "made_by": "python -m sim.expected",
        "workers": WORKERS, "months": MONTHS, "seed": SEED, "package": PACKAGE, "worlds": worlds,
    }  # fmt: skip


def _plain(value: float) -> float | None:
    return round(float(value), 6) if np.isfinite(value) else None


def main() -> None:
    """Rewrite the expected summaries of all shipped situations."""
    for situation in situations():
        expected_file(situation.id).write_text(json.dumps(summary_of(situation.id), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
