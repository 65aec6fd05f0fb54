"""The whole estimate on a toy in place of the model: what it leaves, going on where it stopped, and how it is shipped."""

import csv
import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from calibration import calibrate as whole
from calibration import ship as shipping
from calibration.calibrate import ESTIMATE_FILE, RUNS_FILE, SETS_FILE, TABLES, Effort, goals_of_targets, space_of_free, targets_met
from calibration.fit.space import FitError
from calibration.free import free_parameters
from calibration.simulate import measured
from sim.parameters import parameters
from sim.posterior import read_posterior
from sim.words import Complaint

EFFORT = Effort(trajectories=2, runs=120, waves=1, sets=40, truths=2, twins=3)


@pytest.fixture(scope="module", autouse=True)
def few():
    """Only some of the targets: each costs an emulator."""
    some = [target for target in measured() if target.id in ("M01", "M02", "M06", "I05", "I28")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole, "measured", lambda: some)
        patch.setattr(whole, "names", lambda: tuple(name for target in some for name in target.parts))
        yield some


class Toy:
    """Summaries that move in straight lines with the parameters, through the middle of every band, with a little chance."""

    def __init__(self) -> None:
        goals, space = goals_of_targets(), space_of_free()
        self.runs, self.centre, self.space = 0, goals.central, space
        self.slope = 3.0 * np.random.default_rng(1).normal(size=(len(goals.names), space.size)) * goals.tolerance()[:, None]

    def __call__(self, values: np.ndarray, seed: int) -> np.ndarray:
        self.runs += 1
        off = self.slope @ (self.space.unit(values[None])[0] - 0.5)
        return self.centre + off + 0.01 * abs(self.centre) * np.random.default_rng(seed).normal(size=len(self.centre))


@pytest.fixture(scope="module")
def estimate(tmp_path_factory, few):
    """A folder with a finished estimate, the toy that it was made with, and what came out."""
    folder, toy = tmp_path_factory.mktemp("estimate"), Toy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole, "simulate", toy)
        told: list[tuple[str, float]] = []
        found = whole.calibrate(folder, EFFORT, 1, progress=lambda stage, share: told.append((stage, share)))
    return folder, toy, found, told


def test_it_leaves_sets_and_tables(estimate) -> None:
    folder, _, found, _ = estimate
    sets = read_posterior(folder / SETS_FILE)
    assert len(sets) == EFFORT.sets and set(sets.names) <= set(parameters())
    assert all((folder / name).stat().st_size > 0 for name in (*TABLES, RUNS_FILE))
    told = json.loads((folder / ESTIMATE_FILE).read_text())
    assert told["sets"] == EFFORT.sets and told["effort"]["runs"] == EFFORT.runs and told["truths"] == 2
    assert 0 <= told["held"] <= told["of"] == 2 * len(free_parameters())
    assert (found.posterior.unit >= 0).all() and (found.posterior.unit <= 1).all()


def test_sets_meet_the_targets_better_than_chance(estimate) -> None:
    """The toy passes through the middle of every band at the middle of the space."""
    _, toy, found, _ = estimate
    goals = goals_of_targets()
    drawn = np.mean(abs(found.shown - goals.central) / goals.tolerance())
    blind = np.mean([abs(toy(toy.space.values(u), 1) - goals.central) / goals.tolerance()
                     for u in np.random.default_rng(2).random((40, toy.space.size))])  # fmt: skip
    assert drawn < 0.9 * blind  # an emulator of 25 parameters learns little from so few runs


def test_progress_rises_through_the_stages(estimate) -> None:
    *_, told = estimate
    assert list(dict.fromkeys(stage for stage, _ in told)) == ["screen", "waves", "twins", "sets", "truths"]
    shares = [share for _, share in told]
    assert shares == sorted(shares) and shares[-1] == pytest.approx(1.0)


def test_nothing_is_run_twice(estimate, monkeypatch) -> None:
    folder, _, found, _ = estimate
    again = Toy()
    monkeypatch.setattr(whole, "simulate", again)
    more = whole.calibrate(folder, EFFORT, 1)
    assert again.runs == 0 and more.posterior.unit.tolist() == found.posterior.unit.tolist()


def test_progress_does_not_lag_when_runs_are_there_already(estimate, monkeypatch) -> None:
    """What is found in the store is told as done, wave by wave, and the fits of truths are told one by one."""
    folder, *_ = estimate
    told: list[tuple[str, float]] = []
    monkeypatch.setattr(whole, "simulate", Toy())
    whole.calibrate(folder, EFFORT, 1, progress=lambda stage, share: told.append((stage, share)))
    most = 2 * 26 + 120 + 6 + 40 + 2 + 2  # trajectories, a wave, twins, sets, truths and their fits
    assert told[:4] == [("screen", 52 / most), ("waves", 172 / most), ("twins", 178 / most), ("sets", 218 / most)]
    assert told[4:] == [("truths", share / most) for share in (220, 220, 221, 222)]


def test_a_finished_wave_counts_when_the_next_was_run_before_too() -> None:
    """Three waves of 100 runs found in the store: a third of the runs each, although each is told at once."""
    told: list[float] = []
    effort = Effort(trajectories=0, runs=100, waves=3, sets=0, truths=0, twins=0)
    stages = whole._Stages(effort, lambda _, share: told.append(share))
    stages.begin("waves", 0)
    for done in (100, 100, 40, 100):  # two waves at once, then one that had stopped at 40
        stages.tell(done, 100)
    assert told == pytest.approx([1 / 3, 2 / 3, 0.8, 1.0])


def test_kept_runs_are_begun_with(estimate, tmp_path, monkeypatch) -> None:
    """Packed as they ship, they give the same sets in another folder without a run."""
    folder, _, found, _ = estimate
    kept = tmp_path / "runs.csv.gz"
    kept.write_bytes(gzip.compress((folder / RUNS_FILE).read_bytes()))
    again = Toy()
    monkeypatch.setattr(whole, "simulate", again)
    whole.begin_with(kept, tmp_path / "new")
    assert whole.calibrate(tmp_path / "new", EFFORT, 1).posterior.unit.tolist() == found.posterior.unit.tolist() and again.runs == 0
    with pytest.raises(Complaint, match="has runs already"):
        whole.begin_with(kept, tmp_path / "new")


def _torn(content: bytes) -> bytes:
    return content[: len(content) // 2]


@pytest.mark.parametrize(("pack", "said"), [
    (_torn, "cannot be read as runs of a fit"), (lambda content: b"no zip", "cannot be read as runs of a fit"),
    (lambda content: gzip.compress(b"looks,radius\n1,2\n"), "this is no file with runs of a fit"),
])  # fmt: skip
def test_a_wrong_file_to_begin_with_leaves_nothing(estimate, tmp_path: Path, pack, said) -> None:
    folder, *_ = estimate
    kept = tmp_path / "runs.csv.gz"
    kept.write_bytes(pack(gzip.compress((folder / RUNS_FILE).read_bytes())))
    with pytest.raises(Complaint, match=said) as caught:
        whole.begin_with(kept, tmp_path / "new")
    assert str(kept) in caught.value.both.nl and not (tmp_path / "new" / RUNS_FILE).exists()
    with pytest.raises(Complaint, match="cannot be read"):
        whole.begin_with(tmp_path / "nothing.csv", tmp_path / "new")


def test_runs_of_another_model_are_refused(estimate, monkeypatch) -> None:
    folder, *_ = estimate
    before = (folder / SETS_FILE).read_bytes()
    monkeypatch.setattr(whole, "model", lambda: "another")
    with pytest.raises(FitError) as caught:
        whole.calibrate(folder, EFFORT, 1)
    assert "another version of the model" in caught.value.both.en and (folder / SETS_FILE).read_bytes() == before


def test_a_finished_estimate_is_shipped_whole_or_not_at_all(estimate, tmp_path, monkeypatch) -> None:
    folder, *_ = estimate
    monkeypatch.setattr(shipping, "FILE", tmp_path / "estimate" / SETS_FILE)
    monkeypatch.setattr(shipping, "KEPT_RUNS", tmp_path / "runs.csv.gz")
    shipping.ship(folder)
    assert gzip.decompress((tmp_path / "runs.csv.gz").read_bytes()) == (folder / RUNS_FILE).read_bytes()
    assert {file.name for file in (tmp_path / "estimate").iterdir()} == {SETS_FILE, ESTIMATE_FILE, *TABLES}
    half = tmp_path / "half"
    half.mkdir()
    (half / SETS_FILE).write_text("looks\n9\n")
    with pytest.raises(FileNotFoundError, match=ESTIMATE_FILE):
        shipping.ship(half)
    assert (tmp_path / "estimate" / SETS_FILE).read_bytes() == (folder / SETS_FILE).read_bytes()


@pytest.mark.small
def test_each_part_of_a_target_has_its_weight() -> None:
    goals = goals_of_targets()
    weight = dict(zip(goals.names, goals.weight.tolist(), strict=True))
    assert weight == {"M01": 1, "M02": 1, "M06": 1, "I05.1": 1, "I05.2": 1, "I28": 1}


@pytest.mark.small
def test_targets_met_asks_all_parts() -> None:
    goals = goals_of_targets()
    middle = goals.central[None].repeat(2, axis=0)
    middle[1, list(whole.names()).index("I05.2")] = 99.0
    met = targets_met(middle)
    assert met["I05"].tolist() == [True, False] and met["M01"].tolist() == [True, True]


def test_tables_can_be_read(estimate) -> None:
    folder, *_ = estimate
    rows = list(csv.DictReader((folder / "parameters.csv").open()))
    assert [row["parameter"] for row in rows] == [free.name for free in free_parameters()]
    for row, free in zip(rows, free_parameters(), strict=True):
        assert free.low <= float(row["low"]) <= float(row["median"]) <= float(row["high"]) <= free.high * 1.0001
