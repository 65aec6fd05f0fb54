"""What an event says of someone on the bridge: at which of the seven steps, and whether they left, were turned back or made it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.agents.codes import (
    AWARE,
    COMPLETED,
    CONTRACTED,
    FOUND_OWN_JOB,
    LEFT_BRIDGE,
    MATCHED,
    NO_REASON,
    ORIENTED,
    RETAINED,
    SELECTED,
    STAGE,
    STAGES,
    STARTED,
)  # fmt: skip

# (id in words.yaml, the stage of the bridge that counts as reaching it): the seven steps in order.
STEPS = (
    ("notice", AWARE), ("coaching", ORIENTED), ("matching", MATCHED), ("selection", SELECTED), ("training", CONTRACTED),
    ("start", STARTED), ("lasting", RETAINED),
)  # fmt: skip
# int64[stage]: the step (1-7) at which someone in a stage stands, 0 for none. In training is step 5, landed still step 6.
STEP_OF_STAGE = np.searchsorted([stage for _, stage in STEPS], np.arange(len(STAGES)), side="right")

KINDS = ("none", "stopped", "turned-back", "own-way", "completed")
NO_EXIT, STOPPED, TURNED_BACK, OWN_WAY, ACROSS = range(len(KINDS))


def exit_kinds(events: Any) -> np.ndarray:
    """int8[event]: stopped, turned back (looks on with the same coach), own way, completed, or none for any other event.

    Own way: left the bridge for work found alone, or a business of their own (the one ending without a reason): no failure.
    """
    left = events.event == LEFT_BRIDGE
    alone = (events.reason == FOUND_OWN_JOB) | (events.reason == NO_REASON)
    kinds = np.where(left, STOPPED, NO_EXIT)
    kinds[left & alone] = OWN_WAY
    kinds[left & (events.reason == COMPLETED)] = ACROSS
    kinds[(events.event == STAGE) & (events.reason != NO_REASON)] = TURNED_BACK
    return kinds.astype(np.int8)


def person_of(events: Any) -> np.ndarray:
    """int64: one number for each person, whoever held their row before or after."""
    return np.asarray(events.person.astype(np.int64) + (events.generation.astype(np.int64) << 32))
