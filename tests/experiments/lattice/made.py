"""Made-up lattices of any number of breakthroughs, so that questions and pages are tested without a labour market."""

import numpy as np

from experiments.lattice.columns import KEPT, columns
from experiments.lattice.lattice import Lattice
from experiments.lattice.store import Head, model
from sim.policies.catalogue import breakthroughs
from sim.posterior import posterior


def head(n: int, situation: str = "nederland-2025", **other: object) -> Head:
    parts = tuple(list(breakthroughs())[:n])
    given = {
        "version": "0", "model": model(), "sets": posterior().fingerprint, "situation": situation, "situation_fingerprint": "s",
        "package": "alle-doorbraken", "package_fingerprint": "p", "parts": parts, "columns": tuple(columns()), "workers": 10_000,
        "months": 60, "weight": 1_337.2, "assumed": {},
    }  # fmt: skip
    return Head(**(given | other))


def made(n: int, seeds: int = 8, noise: float = 1.0, luck: int = 0, situation: str = "nederland-2025", **other: object) -> Lattice:
    """Breakthrough k is worth 10 (k + 1) in every column that is better higher, the first two 40 together, and less where less
    is better; costs are 3 (k + 1), the first gives 5 back. With noise of its own in every arm but today.
    """
    chance, arms = np.random.default_rng(luck), np.arange(2**n)
    there = arms[:, None] >> np.arange(n) & 1
    good = there @ (10.0 * np.arange(1, n + 1)) + 40.0 * there[:, :2].all(axis=1)
    cost = there @ (3.0 * np.arange(1, n + 1)) - 8.0 * there[:, 0]
    values = np.empty((seeds, 2**n, len(columns())))
    for k, (id, column) in enumerate(columns().items()):
        effect = column.sign * good if id in KEPT and id != "public-cost" else cost
        values[:, :, k] = 1000.0 + effect + noise * chance.normal(size=(seeds, 2**n)) * (arms > 0)
    return Lattice(head(n, situation, **other), tuple(range(1, seeds + 1)), values)
