"""The benchmark of the lattice runs at a tiny size and gives numbers; no time is asserted."""

import math

from benchmarks.lattice import measured


def test_every_number_is_there(own_cache):
    found = measured(workers=1_000, months=2, arms=3, processes=2)
    assert all(math.isfinite(value) for value in found.values()) and found["minutes_a_seed"] > 0
    assert set(found) >= {"arms_a_second", "ns_a_worker_month", "processes_gain", "peak_gb"}
