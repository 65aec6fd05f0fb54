"""A made-up comparison, so that words and drawings are tested without running a labour market."""

from collections.abc import Callable
from typing import Any

import pytest

from sim.effects import Comparison, EffectRow


def effect(measure: str = "lasting-crossings", middle: float = 40_000.0, half: float = 20_000.0, **other: Any) -> EffectRow:
    """An effect with bands of half and three quarters wide around the middle."""
    fields: dict[str, Any] = {
        "measure": measure, "nl": "Blijvende overstappen", "en": "Lasting crossings", "unit": "people", "today": 900_000.0,
        "package": 900_000.0 + middle, "effect": middle, "low80": middle - half, "high80": middle + half,
        "low95": middle - 1.5 * half, "high95": middle + 1.5 * half, "chance_better": 0.9, "monte_carlo_error": 5_000.0,
        "pairs": 8, "better": "higher",
    }  # fmt: skip
    return EffectRow(**(fields | other))


def comparison(**other: Any) -> Comparison:
    pays = [
        {"payer": "uwv", "nl": "UWV", "en": "UWV", "euro_per_year": -2_000_000.0, "per_lasting_crossing": None},
        {
            "payer": "ministries",
            "nl": "Ministeries",
            "en": "Ministries",
            "euro_per_year": 1_900_000.0,
            "per_lasting_crossing": 47.5,
        },
        {"payer": "eu", "nl": "Europese Unie", "en": "European Union", "euro_per_year": 5_000.0, "per_lasting_crossing": None},
    ]
    fields: dict[str, Any] = {
        "rows": [effect(), effect("unemployment", -0.2, 0.1, unit="% of labour force", better="lower"), effect("gap-age", 1, 2)],
        "deadweight": effect("deadweight", 58.0, 3.0, unit="% of users who crossed", better="none"),
        "displacement": effect("displacement", 1_200.0, 3_000.0, better="none"),
        "who_pays": pays,
        "funnel": {"today": {"aware": 100.0, "oriented": 40.0}, "package": {"aware": 120.0, "oriented": 80.0}},
        "reasons": {"today": {"gave-up": 30.0, "no-match": 0.0}, "package": {"gave-up": 10.0, "completed": 4.0}},
    }
    return Comparison(**(fields | other))


@pytest.fixture
def make_effect() -> Callable[..., EffectRow]:
    return effect


@pytest.fixture
def make_comparison() -> Callable[..., Comparison]:
    return comparison
