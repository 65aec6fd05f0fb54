"""Runs come back in the order asked, wherever they were made; a bad point is named and ends nothing."""

import numpy as np
import pytest

from calibration.fit.evaluate import Runner
from calibration.fit.space import FitError
from tests.calibration.toys import box, linear, names, uneven

VALUES = np.array([[3.0], [-1.0], [2.0], [5.0], [-4.0]])


@pytest.mark.parametrize("processes", [1, 2])
def test_order_is_that_asked_and_what_fails_is_named(processes: int) -> None:
    done = Runner(uneven, names(2), processes=processes).run(VALUES, range(5), "try")
    assert done.failed == {1: "ValueError: a is -1", 4: "ValueError: a is -4"}
    np.testing.assert_array_equal(done.summaries, [[3, 0], [np.nan, np.nan], [2, 2], [5, 3], [np.nan, np.nan]])


def test_a_run_of_another_length_has_failed() -> None:
    done = Runner(uneven, names(3)).run(VALUES[:1], [0], "try")
    assert list(done.failed) == [0] and np.isnan(done.summaries).all()


def test_nothing_to_run_is_nothing() -> None:
    assert Runner(uneven, names(2), processes=2).run(np.empty((0, 1)), [], "try").summaries.shape == (0, 2)


def test_two_processes_give_what_one_gives() -> None:
    points = box(3).values(np.random.default_rng(2).random((20, 3)))
    one, two = (Runner(linear, names(4), processes=n).run(points, range(20), "try").summaries for n in (1, 2))
    np.testing.assert_array_equal(one, two)


def test_no_scheduler_is_said_in_one_sentence() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(FitError, match="no Dask scheduler answers"):
        Runner(linear, names(4), scheduler="tcp://127.0.0.1:1", patience=1).run(np.zeros((1, 3)), [1], "try")


@pytest.mark.slow
def test_a_cluster_gives_what_one_process_gives() -> None:
    distributed = pytest.importorskip("distributed")
    points = box(3).values(np.random.default_rng(3).random((20, 3)))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        address = cluster.scheduler_address
        there = Runner(linear, names(4), scheduler=address).run(points, range(20), "try")
        failing = Runner(uneven, names(2), scheduler=address).run(VALUES, range(5), "try")
    here = Runner(linear, names(4)).run(points, range(20), "try")
    np.testing.assert_array_equal(there.summaries, here.summaries)
    assert list(failing.failed) == [1, 4] and failing.failed[1] == "ValueError: a is -1"
