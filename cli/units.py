"""Units of the figures in Dutch, which the sandbox shows too."""

from sim.units import UNITS as UNITS
