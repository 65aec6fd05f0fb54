"""What the sandbox's views draw, reduced from pairs of runs to small numbers.

    results = run_worlds(plan, thin=True)          # some 25 kB a pair, however many people
    views = views_of(pairs_of(results), plan.situation)

Per run the arrays stand in `RunResult.views`; the shapes that a view is handed are below.
"""

from sim.views.comparison import views_of
from sim.views.shapes import (
    SMALL,
    Band,
    Exit,
    Group,
    Money,
    Path,
    Payback,
    Payment,
    SectorFlows,
    Step,
    Steps,
    Views,
)

__all__ = [
    "SMALL", "Band", "Exit", "Group", "Money", "Path", "Payback", "Payment", "SectorFlows", "Step", "Steps", "Views", "views_of",
]  # fmt: skip
