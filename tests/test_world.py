"""A world burns in to a steady state, is kept and found again, and its burn-in is no part of what is measured."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim.world
from sim.agents.codes import RETIRED
from sim.month.books import FLOWS
from sim.scenario import read_situation
from sim.world import (
    BLOCK,
    BURN_IN_LEAST,
    BURN_IN_MOST,
    Course,
    World,
    burn_in,
    burnt_in_world,
    fresh_world,
    is_steady,
    load,
    rates,
    save,
    world_fingerprint,
)

PEOPLE = 600


def made(folder: Path, seed: int = 2) -> World:
    """A burnt-in world out of a cache folder, or made and kept there."""
    return burnt_in_world(read_situation("noordoost-brabant-contractcatering"), PEOPLE, seed, cache=folder)


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


# ---- burn-in ----


def test_burn_in_settles() -> None:
    world = fresh_world(read_situation("nederland-2024"), 3_000, seed=1)
    observed = burn_in(world)
    assert world.settled
    assert BURN_IN_LEAST <= len(observed) <= BURN_IN_MOST and len(observed) % BLOCK == 0
    assert world.month == 0
    assert observed[0].month == -BURN_IN_MOST


def observed_with(unemployed: list[int], people: int = 1_000) -> list[Any]:
    """Months with so many unemployed among 800 in the labour force."""
    months = []
    for count in unemployed:
        stocks = np.zeros((1, 8), np.int64)
        stocks[0, 0], stocks[0, 3], stocks[0, 5] = 800 - count, count, people - 800
        months.append(type("Observed", (), {"stocks": stocks})())
    return months


@pytest.mark.small
def test_rates_by_hand() -> None:
    month = observed_with([40])[0]
    month.stocks[0, 1:5] = 8, 10, 20, 10  # under notice, on benefit, without, in training
    month.stocks[0, 0] = 752
    assert rates(month) == (pytest.approx(40 / 800), 800)


@pytest.mark.small
def test_steady_is_the_year_before_but_for_chance() -> None:
    assert is_steady(observed_with([40] * 24), 1_000_000)
    assert not is_steady(observed_with([40] * 12 + [44] * 12), 1_000_000)  # half a percentage point
    assert is_steady(observed_with([40] * 12 + [44] * 12), 1_000)  # which is chance among a thousand people
    assert not is_steady(observed_with([40] * 12 + [120] * 12), 1_000)


def test_burn_in_does_not_leak_into_results(burnt_in: World) -> None:
    path, bridge = burnt_in.tables.path, burnt_in.tables.bridge
    assert burnt_in.month == 0
    for name in ("lasting", "safe", "crossings", "months_out", "income_lost", "in_scope"):
        assert (path[name] == 0).all(), f"path.{name} counts from month 0"
    assert (bridge.enrolled == 0).all() and (bridge.account == 0).all()
    assert (burnt_in.tables.people.scope == 0).all()


def test_what_happened_in_the_burn_in_lies_before_month_0(burnt_in: World) -> None:
    path, people = burnt_in.tables.path, burnt_in.tables.people
    assert (path.cross_month < 0).all() and (path.notice_month < 0).all()
    followed = people.crossed != 0
    assert followed.any()
    assert (path.cross_month[followed] >= -BURN_IN_MOST).all()
    in_first_job = people.crossed == 1
    assert (-path.cross_month[in_first_job] == people.tenure[in_first_job] + 1).all()
    on_bridge = people.stage != 0
    assert (burnt_in.tables.bridge.entered[on_bridge] < 0).all()


def test_notice_of_the_burn_in_is_no_result(burnt_in: World) -> None:
    """Within the first month nobody can be six months past a notice, so nobody's half year can have run out."""
    from sim.measures import measure

    world = burnt_in.copy()
    found = measure(Course(world).run(1))["back-to-work"]
    assert np.isnan(found) or found == 100.0


def test_rates_before_month_0_are_not_observed(burnt_in: World) -> None:
    history = Course(burnt_in.copy()).run(3)
    assert [month.month for month in history.observed] == [0, 1, 2]
    events = history.books.events[: int(history.books.event_count[0])]
    assert events.month.min() >= 0


@pytest.mark.slow
def test_unemployment_does_not_depend_on_the_number_of_people() -> None:
    situation = read_situation("nederland-2024")
    found = []
    for people in (4_000, 8_000):
        runs = []
        for seed in range(8):
            world = fresh_world(situation, people, seed)
            world.month = -48
            observed = Course(world, keep=False).run(48).observed
            runs.append(np.mean([rates(month)[0] for month in observed[-24:]]))
        found.append(np.array(runs))
    error = np.sqrt(sum(runs.var(ddof=1) / runs.size for runs in found))
    assert abs(found[0].mean() - found[1].mean()) < 4 * error


# ---- the cache ----


def test_a_world_from_the_cache_is_the_same_world(tmp_path: Path, difference: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(tmp_path)
    (file,) = files_in(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(sim.world, "burn_in", lambda *_: pytest.fail("the world should have come from the cache"))
        again = made(tmp_path)
    assert difference(first, again) == ""
    assert (again.settled, again.month, again.seed) == (first.settled, 0, first.seed)
    assert file.suffix == ".npz"
    Course(first).run(3)
    Course(again).run(3)
    assert difference(first, again) == "", "and it lives on the same way"


def test_a_world_from_the_cache_is_not_the_file(tmp_path: Path, difference: Any) -> None:
    first = made(tmp_path)
    Course(made(tmp_path)).run(2)
    assert difference(first, made(tmp_path)) == ""


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "other"])
def test_a_broken_cache_file_is_made_anew(damage: str, tmp_path: Path, difference: Any) -> None:
    first = made(tmp_path)
    (file,) = files_in(tmp_path)
    whole = file.read_bytes()
    if damage == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif damage == "text":
        file.write_text("no world at all")
    elif damage == "empty":
        file.write_bytes(b"")
    else:
        np.savez(file, settled=True)
    again = made(tmp_path)
    assert difference(first, again) == ""
    assert files_in(tmp_path) == [file]
    with np.load(file) as kept:
        assert "people.age" in kept


@pytest.mark.small
@pytest.mark.parametrize("damage", [b"", b"no world at all", b"PK\x03\x04" + bytes(60)], ids=["empty", "text", "zip"])
def test_what_cannot_be_read_is_not_there(damage: bytes, tmp_path: Path) -> None:
    world = fresh_world(read_situation("nederland-2025"), 300, seed=1)
    file = tmp_path / "world.npz"
    assert not load(world, file)
    file.write_bytes(damage)
    assert not load(world, file)


@pytest.mark.small
def test_bits_flipped_in_a_kept_world_are_noticed(tmp_path: Path) -> None:
    world = fresh_world(read_situation("nederland-2025"), 300, seed=1)
    file = tmp_path / "world.npz"
    save(world, file)
    whole = bytearray(file.read_bytes())
    for place in range(len(whole) // 4, len(whole) // 4 + 64):
        whole[place] ^= 0xFF
    file.write_bytes(whole)
    assert not load(world, file)


@pytest.mark.small
def test_saved_and_loaded_is_the_same(tmp_path: Path, difference: Any) -> None:
    world = fresh_world(read_situation("nederland-2025"), 300, seed=1)
    Course(world).run(1)
    world.settled = True
    save(world, tmp_path / "deep" / "world.npz")
    other = fresh_world(read_situation("nederland-2025"), 300, seed=1)
    assert difference(world, other) != ""
    assert load(other, tmp_path / "deep" / "world.npz")
    assert difference(world, other) == "" and other.settled
    assert [file.name for file in files_in(tmp_path / "deep")] == ["world.npz"]


def test_a_cache_that_cannot_be_written_is_harmless(tmp_path: Path, difference: Any) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("a file where a folder is wanted")
    world = made(in_the_way / "worlds")
    assert world.month == 0
    assert difference(world, made(tmp_path / "fine")) == ""


@pytest.mark.small
def test_a_cache_that_may_only_be_read_is_read(tmp_path: Path, difference: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    world = fresh_world(read_situation("nederland-2025"), 300, seed=1)
    Course(world).run(1)
    save(world, tmp_path / "world.npz")

    def forbidden(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(sim.world.os, "utime", forbidden)
    other = fresh_world(read_situation("nederland-2025"), 300, seed=1)
    assert load(other, tmp_path / "world.npz")
    assert difference(world, other) == ""


@pytest.mark.small
def test_a_full_disk_leaves_nothing_half_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = fresh_world(read_situation("nederland-2025"), 300, seed=1)

    def full(stream: Any, **_: Any) -> None:
        stream.write(b"half a wor")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sim.world.np, "savez", full)
    save(world, tmp_path / "world.npz")
    assert files_in(tmp_path) == []


@pytest.mark.small
def test_the_oldest_worlds_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    world = fresh_world(read_situation("nederland-2025"), 300, seed=1)
    save(world, tmp_path / "oldest.npz")
    size = (tmp_path / "oldest.npz").stat().st_size
    monkeypatch.setattr(sim.world, "CACHE_LIMIT", int(2.5 * size))
    os.utime(tmp_path / "oldest.npz", (1, 1))
    save(world, tmp_path / "older.npz")
    os.utime(tmp_path / "older.npz", (2, 2))
    save(world, tmp_path / "new.npz")
    assert [file.name for file in files_in(tmp_path)] == ["new.npz", "older.npz"]


@pytest.mark.small
def test_a_world_is_kept_under_all_it_depends_on() -> None:
    one, other = read_situation("nederland-2025"), read_situation("nederland-2024")
    names = {
        world_fingerprint(one, 300, 1, None), world_fingerprint(other, 300, 1, None), world_fingerprint(one, 301, 1, None),
        world_fingerprint(one, 300, 2, None), world_fingerprint(one, 300, 1, {"radius": 2.0}),
    }  # fmt: skip
    assert len(names) == 5
    assert world_fingerprint(one, 300, 1, {}) == world_fingerprint(one, 300, 1, None)


@pytest.mark.small
def test_weight_is_real_people_a_simulated_one() -> None:
    world = fresh_world(read_situation("bank-naar-klas"), 400, seed=1)
    assert world.people == 400
    assert world.weight == pytest.approx(1_030_000 / 400)


def test_progress_of_a_run_goes_to_one() -> None:
    heard: list[float] = []
    world = fresh_world(read_situation("bank-naar-klas"), 400, seed=1)
    Course(world).run(4, heard.append)
    assert heard == [0.25, 0.5, 0.75, 1.0]
    assert world.month == 4


def test_a_settled_world_neither_hires_to_fire_nor_loses_its_hours() -> None:
    """Few announcements in a calm market; people retire; a new generation works the hours of its age."""
    world = fresh_world(read_situation("nederland-2025"), 6_000, seed=2)
    people = world.tables.people
    before = float(people.hours[people.unit >= 0].mean())
    burn_in(world)
    course = Course(world)
    history = course.run(60)
    announced = sum(int(o.flows[:, FLOWS.index("announced")].sum()) for o in history.observed)
    at_work = np.mean([o.stocks[:, :2].sum() for o in history.observed])
    assert announced / at_work / 60 < 0.004
    events = history.books.events[: history.books.event_count[0]]
    assert (events.event == RETIRED).sum() > 50
    assert float(people.hours[people.unit >= 0].mean()) == pytest.approx(before, rel=0.03)
