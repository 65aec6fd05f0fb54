"""Field designs run inside the model: a lottery, closures, an audit, a universal credit, a slump. See docs/field.md.

Each gives a tidy table with intervals. What it estimates in one world stands in its own module, for whoever brings worlds of their
own (`sums_of`, `table`).
"""

from experiments.field.audits import ATTRIBUTES, audit
from experiments.field.closure import Closing, closures
from experiments.field.credit import universal_credit
from experiments.field.lottery import randomise
from experiments.field.slumps import Episode, Slump, slump
from experiments.pairs import Size

__all__ = ["ATTRIBUTES", "Closing", "Episode", "Size", "Slump", "audit", "closures", "randomise", "slump", "universal_credit"]
