"""Small real lattices: arms are what a comparison gives, a kill loses nothing, and strangers are refused by name."""

import json
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.lattice.columns import KEPT, PARTY, columns
from experiments.lattice.fill import fill, run_arms
from experiments.lattice.lattice import read_lattice
from experiments.lattice.store import MANIFEST, finished_seeds, read_head
from experiments.lattice.table import EXACT, read_table, table_of, write_table
from experiments.lattice.terms import Ladder
from sim.contributions import ROUTES, part_package, parts_of
from sim.effects import compare
from sim.output import write_aside
from sim.policies.package import LeverUse, Package, Route, Scope
from sim.policies.terms import compile_terms
from sim.reading import InputError
from sim.runs import RunPlan, efficacies, run_worlds
from sim.scenario import read_package, read_situation
from sim.world import burnt_in_world

THREE = Package(
    id="three", nl="Drie", en="Three",
    levers=(
        LeverUse(lever="neutral-guide", dose=1, phase_in_months=3), LeverUse(lever="tryout", dose=1),
        LeverUse(lever="help-line", dose=1), LeverUse(lever="contract-first", dose=1, start_month=2),
    ),
)  # fmt: skip
SENIORS = Scope(min_age=45)
SCOPED = THREE.model_copy(
    update={
        "levers": (*THREE.levers, LeverUse(lever="portable-budget", dose=700, scope=SENIORS)),
        "routes": (Route(scope=SENIORS, recruits=True, course_months=3),),
    }
)


@pytest.fixture(scope="module")
def plan(own_cache: Path) -> RunPlan:
    return RunPlan(read_situation("nederland-2025"), THREE, 1_000, 18, 2, 5)


@pytest.fixture(scope="module")
def folder(plan: RunPlan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("lattice") / "three"
    fill(plan, made)
    return made


@pytest.mark.small
@pytest.mark.parametrize("package", [THREE, SCOPED], ids=["everyone", "scopes and routes"])
def test_terms_of_arms_compiled_together_are_those_of_each_alone(package):
    """To the last bit, in each month, for the rows of people in the scopes the arm knows by itself."""
    n = len(parts_of(package))
    drawn = efficacies(package, 3)
    ladder = Ladder(package, range(2**n), 6, drawn)
    for arm in range(2**n):
        own = part_package(package, [part for k, part in enumerate(parts_of(package)) if arm >> k & 1])
        for month in range(6):
            made, wanted = ladder.of(arm, month).tables(), compile_terms(own, month, drawn).tables()
            for name in wanted:
                if arm == 2**n - 1:
                    assert made[name].tobytes() == wanted[name].tobytes(), (arm, month, name)
                # An arm by itself may know fewer scopes; who stands in none, and who in all, is a row of both tables.
                assert made[name][[0, -1]].tobytes() == wanted[name][[0, -1]].tobytes(), (arm, month, name)
    assert ROUTES in parts_of(SCOPED)


def test_arms_are_what_a_comparison_of_their_package_finds(plan):
    """Every subset of three, beside `compare` with the same seed; the empty arm is today."""
    start = burnt_in_world(plan.situation, plan.workers, plan.seed)
    found = run_arms(start, THREE, range(8), plan.months)
    parts, names = parts_of(THREE), list(columns())
    for arm in (1, 6, 7):
        own = part_package(THREE, [part for k, part in enumerate(parts) if arm >> k & 1])
        results = run_worlds(replace(plan, package=own, runs=1))
        for world, row in (("today", found[0]), ("package", found[arm])):
            (result,) = [result for result in results if result.world == world]
            kept = np.array([result.measures[id] for id in KEPT])
            assert row[: len(KEPT)].tobytes() == kept.tobytes(), (arm, world)
        paid = {row["payer"]: row["euro_per_year"] / 1e6 for row in compare(results).who_pays}
        for name in ("uwv", "workers", "inflow-employers", "coaches"):
            k = names.index(PARTY + name)
            assert found[arm][k] - found[0][k] == pytest.approx(paid.get(name, 0.0), abs=1e-9), (arm, name)


def test_shares_sum_to_the_effect_of_all_in_every_seed(folder):
    lattice = read_lattice(folder)
    assert lattice.seeds == (5, 6) and lattice.values.shape == (2, 8, len(columns()))
    for id in lattice.known:
        assert np.abs(lattice.shapley(id).sum(axis=1) - lattice.effects(id)[:, -1]).max() < 1e-9, id
        assert (lattice.effects(id)[:, 0] == 0).all()
    parties = sum(lattice.levels(PARTY + name) for name in [id[len(PARTY) :] for id in columns() if id.startswith(PARTY)])
    assert np.abs(parties).max() < 1e-6  # what one pays another receives
    assert lattice.effects("net-public").any() and "wage-after-3-years" not in lattice.known  # a small world: few cross for good


def test_begun_again_it_only_runs_what_is_missing(plan, folder, tmp_path, monkeypatch):
    again = tmp_path / "again"
    shutil.copytree(folder, again)
    lost = next((again / "seed-000006").glob("arms-*.npy"))
    lost.unlink()
    assert finished_seeds(again, read_head(again)) == [5]
    (again / "seed-000006" / f".{lost.name}.99.tmp").write_bytes(b"half")
    before = (again / "seed-000005" / "arms-00000.npy").stat().st_mtime_ns
    heard: list[float] = []
    fill(plan, again, progress=heard.append)
    assert lost.read_bytes() == (folder / "seed-000006" / lost.name).read_bytes()
    assert (again / "seed-000005" / "arms-00000.npy").stat().st_mtime_ns == before
    assert heard[-1] == 1.0 and not list(again.glob("seed-*/.*"))
    assert json.loads((again / MANIFEST).read_text())["seeds"] == [5, 6]


@pytest.mark.slow
def test_two_processes_fill_it_with_the_same(plan, folder, own_cache, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_cache))  # for the other processes
    monkeypatch.setattr("experiments.lattice.store.BLOCK", 4)
    fill(plan, tmp_path / "two", processes=2)
    found = read_lattice(tmp_path / "two").values
    monkeypatch.undo()
    assert found.tobytes() == read_lattice(folder).values.tobytes()


KILLED = """
import sys
from dataclasses import replace
from pathlib import Path
import experiments.lattice.store as store
store.BLOCK = 2
from tests.experiments.lattice.test_lattice import THREE
from experiments.lattice.fill import fill
from sim.runs import RunPlan
from sim.scenario import read_situation
import sim.world
sim.world.CACHE = Path(sys.argv[2])
fill(RunPlan(read_situation("nederland-2025"), THREE, 1_000, 18, 1, 5), Path(sys.argv[1]))
"""


def test_a_kill_loses_no_finished_block(plan, folder, own_cache, tmp_path, monkeypatch):
    """A process with blocks of two arms is killed once the first stands; what it left is whole, and the end is the same."""
    made = tmp_path / "killed"
    root = Path(__file__).parents[3]
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(made), str(own_cache)], cwd=root)
    while not list(made.glob("seed-*/arms-*.npy")) and process.poll() is None:
        time.sleep(0.005)
    process.kill()
    process.wait()
    left = {file: file.stat().st_mtime_ns for file in made.glob("seed-*/arms-*.npy")}
    assert left and all(np.load(file).shape == (2, len(columns())) for file in left)
    monkeypatch.setattr("experiments.lattice.store.BLOCK", 2)
    fill(replace(plan, runs=1), made)
    assert all(file.stat().st_mtime_ns == at for file, at in left.items())
    found = read_lattice(made).values
    monkeypatch.undo()
    assert found.tobytes() == read_lattice(folder, [5]).values.tobytes()


@pytest.mark.parametrize(
    ("change", "nl", "en"),
    [
        ({"workers": 2_000}, "--workers: 1000 ≠ 2000", "--workers: 1000 ≠ 2000"),
        ({"months": 24}, "--months: 18 ≠ 24", "--months: 18 ≠ 24"),
        ({"package": THREE.model_copy(update={"id": "other"})}, "het pakket: three ≠ other", "the package: three ≠ other"),
        ({"package": THREE.model_copy(update={"levers": THREE.levers[:3]})}, "de inhoud van het pakket", "content of the package"),
    ],
)  # fmt: skip
def test_a_lattice_of_something_else_is_refused_by_name(plan, folder, change, nl, en):
    files = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    with pytest.raises(InputError) as refused:
        fill(replace(plan, **change), folder)
    assert nl in refused.value.both.nl and en in refused.value.both.en
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file() and file.name != "lock"} == {
        file: text for file, text in files.items() if file.name != "lock"
    }


def test_another_version_is_refused(plan, folder, monkeypatch):
    monkeypatch.setattr("experiments.lattice.store.VERSION", "9.9")
    with pytest.raises(InputError, match=r"the version of Loopbrug: .* ≠ 9\.9"):
        fill(plan, folder)


def test_a_folder_of_something_else_or_in_use_is_refused(plan, folder, tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(InputError, match="something else than a lattice"):
        fill(plan, tmp_path)
    with pytest.raises(InputError, match="does not exist"):
        fill(plan, tmp_path / "a" / "b")
    from sim.lock import Lock

    with Lock(folder / "lock", folder), pytest.raises(InputError, match="in use"):
        fill(plan, folder)


def test_a_damaged_block_is_named(folder, tmp_path):
    bad = tmp_path / "bad"
    shutil.copytree(folder, bad)
    (bad / "seed-000005" / "arms-00000.npy").write_bytes(b"nothing")
    with pytest.raises(InputError, match="damaged"):
        read_lattice(bad)
    with pytest.raises(InputError, match="no lattice"):
        read_lattice(tmp_path)


def test_the_small_table_tells_the_same_within_its_steps(folder, tmp_path):
    lattice = read_lattice(folder)
    write_table(table_of(lattice), tmp_path / "table.npz")
    table = read_table(tmp_path / "table.npz")
    assert table.head == lattice.head and table.seeds == lattice.seeds and table.current
    assert list(table.known) == list(lattice.known)
    for id in table.known:
        effects = lattice.effects(id)
        mean = effects.mean(axis=0)
        assert table.has_effects(id) == (id in EXACT)
        low, step = np.quantile(effects, 0.1, axis=0), np.ptp(effects) / (1_000 if id in EXACT else 125)
        assert np.abs(table.means(id) - mean).max() <= step, id
        assert np.abs(table.bands(id)[1] - low).max() <= step + (0 if id in EXACT else np.ptp(effects) / 12), id
        assert (table.shapley(id) == lattice.shapley(id)).all()
        assert table.corners(id) == pytest.approx(lattice.corners(id), rel=1e-6, abs=1e-6)
        assert table.pairs(id)[:3] == pytest.approx(lattice.pairs(id)[:3], rel=1e-5, abs=1e-5)
        assert table.pairs(id)[0] == pytest.approx(lattice.interaction(id).mean(axis=0), rel=1e-5, abs=1e-5)
        assert table.means(id)[0] == 0
    write_aside(tmp_path / "broken.npz", lambda aside: aside.write_bytes((tmp_path / "table.npz").read_bytes()[:200]))
    with pytest.raises(InputError, match="no table"):
        read_table(tmp_path / "broken.npz")


@pytest.mark.small
def test_the_shipped_package_holds_all_fourteen():
    package = read_package("alle-doorbraken", read_situation("nederland-2025"))
    assert len(parts_of(package)) == 14
