"""The file of a sweep: all that is wrong is said with its line before anything runs, and what it asks for is counted by hand."""

from pathlib import Path

import pytest

from experiments.sweep.spec import SWEEPS, arms_a_job, read_sweep, sweeps
from experiments.sweep.sweep import BURN_IN, cost
from sim.policies.catalogue import levers
from sim.posterior import number_of, posterior
from sim.reading import InputError
from tests.experiments.sweep.made import TINY, tiny, written


@pytest.mark.parametrize(
    ("change", "nl", "en"),
    [
        (("runs: 3", "run: 3"), "onbekende naam 'run'; bedoelt u 'runs'?", "unknown name 'run'; did you mean 'runs'?"),
        (("[nederland-2025]", "[nederland-2026]"), "geen situatie 'nederland-2026'", "no situation 'nederland-2026'"),
        (("gids-en-traineeship", "gids-en-trainee"), "bedoelt u 'gids-en-traineeship'?", "did you mean 'gids-en-traineeship'?"),
        (("neutral-guide:", "neutral-gide:"), "bedoelt u 'neutral-guide'?", "did you mean 'neutral-guide'?"),
        (("[0.5, 1]", "[0.5, 2]"), "levers, neutral-guide 2:", "levers, neutral-guide 2:"),
        (("[0.5, 1]", "[1, 1]"), "staat hier twee keer", "stands here twice"),
        (("[0.5, 1]", "[]"), "een lijst die niet leeg is", "a list that is not empty"),
        (("[0.5, 1]", "0.5"), "een lijst", "a list"),
        (("runs: 3", "runs: 0"), "tussen 1 en 100.000 runs", "between 1 and 100,000 runs"),
        (("workers: 1000", "workers: 10"), "gesimuleerde mensen", "simulated people"),
        (("runs: 3", "runs: 3\nsets: [240]"), "kies een nummer van 0 tot en met", "choose a number from 0 to"),
        (("runs: 3", "runs: 3\nassumptions: {acept: [0.5]}"), "bedoelt u 'accept'?", "did you mean 'accept'?"),
        (("runs: 3", "runs: 3\nassumptions: {accept: [9]}"), "kies een getal tussen", "choose a number between"),
        (("runs: 3", "runs: 3\ngrid: ful"), "bedoelt u 'full'?", "did you mean 'full'?"),
        (("[nederland-2025]", "[]"), "een lijst die niet leeg is", "a list that is not empty"),
        (("levers:\n  neutral-guide: [0.5, 1]", ""), "'none' kan alleen samen met levers", "'none' can only go with levers"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_file_and_line(tmp_path: Path, change: tuple[str, str], nl: str, en: str) -> None:
    assert change[0] in TINY and len(posterior()) == 240
    text = TINY.replace(*change)
    with pytest.raises(InputError) as wrong:
        read_sweep(written(tmp_path, text))
    assert nl in wrong.value.both.nl and en in wrong.value.both.en
    assert wrong.value.both.nl.startswith(f"{tmp_path}/reeks.yaml:")


def test_a_file_without_packages_and_levers_asks_nothing(tmp_path: Path) -> None:
    text = TINY.replace("packages: [none, gids-en-traineeship]", "").replace("levers:\n  neutral-guide: [0.5, 1]", "")
    with pytest.raises(InputError, match="needs packages or levers"):
        read_sweep(written(tmp_path, text))


def test_a_package_that_does_not_fit_a_situation_is_refused(tmp_path: Path) -> None:
    own = "id: hier\nnl: H\nen: H\nlevers: [{lever: neutral-guide, dose: 1, scope: {regions: [noord]}}]\n"
    (tmp_path / "hier.yaml").write_text(own, encoding="utf-8")
    with pytest.raises(InputError, match=r"reeks.yaml:6: packages 2: package 'hier' does not fit situation 'nederland-2025'"):
        read_sweep(written(tmp_path, TINY.replace("gids-en-traineeship", "hier.yaml")))


def test_a_grid_grows_faster_than_its_file(tmp_path: Path) -> None:
    known = [name for name in levers() if levers()[name].low <= 0 and levers()[name].high >= 1][:8]
    grid = "\n".join(f"  {name}: [{', '.join(str(k / 10) for k in range(10))}]" for name in known)
    with pytest.raises(InputError, match="600,000,000 pairs, there can be 10,000,000"):
        read_sweep(written(tmp_path, TINY.replace("  neutral-guide: [0.5, 1]", grid)))


def test_an_unknown_name_is_met_with_the_nearest() -> None:
    with pytest.raises(InputError) as wrong:
        read_sweep("doses-gids-en-nazor")
    assert wrong.value.both == (
        "er is geen reeks 'doses-gids-en-nazor'; bedoelt u 'doses-gids-en-nazorg'?",
        "there is no sweep 'doses-gids-en-nazor'; did you mean 'doses-gids-en-nazorg'?",
    )


@pytest.mark.parametrize("name", sweeps())
def test_what_ships_can_be_read(name: str) -> None:
    sweep = read_sweep(name)
    assert sweep.spec.id == name == (SWEEPS / f"{name}.yaml").stem
    assert sum(len(job.arms) for job in sweep.jobs()) == sweep.pairs


def test_arms_are_packages_times_doses(tmp_path: Path) -> None:
    sweep = tiny(tmp_path)
    assert [arm.label for arm in sweep.arms] == [
        "none neutral-guide=0.5", "none neutral-guide=1",
        "gids-en-traineeship neutral-guide=0.5", "gids-en-traineeship neutral-guide=1",
    ]  # fmt: skip
    doses = [{use.lever: use.dose for use in arm.whole.levers} for arm in sweep.arms]
    assert doses[0] == {"neutral-guide": 0.5}
    assert doses[2] == {"neutral-guide": 0.5, "senior-traineeship": 1.0, "first-100-days": 12}
    assert sweep.pairs == 12


def test_one_by_one_sets_each_dose_by_itself(tmp_path: Path) -> None:
    text = TINY.replace("[0.5, 1]", "[0.5, 1]\n  first-100-days: [6, 12]\ngrid: one-by-one").replace("none, ", "")
    sweep = read_sweep(written(tmp_path, text))
    assert [dict(arm.doses) for arm in sweep.arms] == [
        {"neutral-guide": 0.5}, {"neutral-guide": 1}, {"first-100-days": 6}, {"first-100-days": 12},
    ]  # fmt: skip
    assert sweep.pairs == 4 * 3


def test_sets_and_assumptions_multiply(tmp_path: Path) -> None:
    text = TINY.replace("runs: 3", "runs: 3\nsets: [7, 9]\nassumptions: {accept: [0.75, 0.8]}")
    jobs = list(read_sweep(written(tmp_path, text)).jobs())
    assert len(jobs) == 2 * 2 * 3 and len({job.name for job in jobs}) == len(jobs)
    assert {(job.set, job.assumed["accept"], job.seed) for job in jobs} == {
        (number, value, seed) for number in (7, 9) for value in (0.75, 0.8) for seed in (1, 2, 3)
    }  # fmt: skip
    for job in jobs:  # a set goes under an assumption
        assert job.changes == posterior().of(job.set) | {"accept": job.assumed["accept"]}


def test_without_sets_a_seed_lives_under_its_own(tmp_path: Path) -> None:
    jobs = list(tiny(tmp_path).jobs())
    assert [(job.seed, job.set) for job in jobs] == [(seed, number_of(seed)) for seed in (1, 2, 3)]
    assert all(job.changes == {} for job in jobs)


def test_a_job_is_short_but_shares_todays_world() -> None:
    assert arms_a_job(20_000, 60) == 83  # 100 million person-months
    assert arms_a_job(1_000, 12) == 256 and arms_a_job(1_000_000, 60) == 16


def test_jobs_cut_the_arms_of_a_seed_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.sweep.spec.MOST_ARMS", 3)
    sweep = tiny(tmp_path)
    jobs = list(sweep.jobs())
    assert [(job.seed, job.first, len(job.arms)) for job in jobs] == [
        (1, 0, 3), (1, 3, 1), (2, 0, 3), (2, 3, 1), (3, 0, 3), (3, 3, 1),
    ]  # fmt: skip
    assert jobs[0].arms + jobs[1].arms == tuple(arm.whole for arm in sweep.arms)


def test_the_cost_is_counted_by_hand(tmp_path: Path) -> None:
    # In each of three jobs: four arms, and today's world once, since all arms are for everyone. A burn-in for each seed.
    found = cost(tiny(tmp_path).jobs(), nanoseconds=200.0)
    assert (found.jobs, found.pairs, found.worlds) == (3, 12, 15)
    assert found.person_months == 15 * 1_000 * 3 + 3 * 1_000 * BURN_IN
    assert found.core_hours == pytest.approx((45_000 + 216_000) * 200e-9 / 3600)


def test_another_scope_asks_for_a_today_of_its_own(tmp_path: Path) -> None:
    text = TINY.replace("gids-en-traineeship", "persoonlijke-begeleiding-25")
    sweep = read_sweep(written(tmp_path, text.replace("nederland-2025", "noordoost-brabant-contractcatering")))
    # Two arms are for everyone and two for 25 people at three employers: four worlds of packages, two of today.
    assert [job.worlds for job in sweep.jobs()] == [4 + 2] * 3
