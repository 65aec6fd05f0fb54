"""Whole euros and whole months: neither the books nor the calendar of the model know parts.

The law leaves rounding open. What someone is owed goes to the nearest euro, halves up; who pays "at most" a share pays no euro
more than it. Binary fractions miss by a little (1 - 0.8 is a hair under 0.2), which may not cost anyone a euro.
"""

import numpy as np

from sim.jit import rule

HAIR = 1e-7  # far above what binary fractions miss, below the finest step of an amount (a cent a day times two decimals)


@rule
def nearest(amount):
    """The nearest whole number (int), halves up, of an amount that is not negative."""
    return int(np.floor(amount + 0.5 + HAIR))


@rule
def down(amount):
    """The whole number (int) at or below an amount."""
    return int(np.floor(amount + HAIR))
