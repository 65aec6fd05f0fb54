"""How fast and how large the simulation is, in ratios measured within one run: `loopbrug bench`.

Seconds differ between machines and moments; ratios much less. The measure is the *yardstick*: one plain pass over the people.
"""
