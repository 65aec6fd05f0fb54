"""Is it true? Targets, the estimate of the parameters, the verdict beside a dumb rival, and another model met (docking)."""
