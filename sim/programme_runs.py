"""Programmes tried out: each in many worlds, with today's course of the same worlds beside it, and what its source reported.

A programme has as many simulated people as it had real ones, world after world, as long as that is at most one person in 500; so
many stand for one group of the real size, and take no more of a world's coaches, seats and vacancies than that. A larger
programme is one in 500, or its real share of the people when that is more. Where the source counts only those who came through a
gate (a try-out, a course), few of the invited do, so half of all people are invited, as by a campaign. The interval beside
a simulated share is that of a group of the real size.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from sim import data
from sim.agents.codes import ITEMS, OPPORTUNITY_ITEMS
from sim.agents.columns import NEVER
from sim.chance import interval
from sim.group import Diary, Group, follow, group_of, same_people
from sim.market import first_of_month
from sim.measures import party_names
from sim.parameters import parameter_record
from sim.plain import plain
from sim.policies.programme import LONGEST, Programme, Target
from sim.posterior import Posterior, draw_of, drawn
from sim.programmes import situation_of
from sim.runs import efficacies
from sim.warm import warm
from sim.world import World, burnt_in_world

ONE_IN = 500  # simulated people for each one that is invited, at least, unless the real programme was larger than that
ONE_IN_CAMPAIGN = 2  # simulated people for each invited one where only people count who came through a gate that few pass
BEHIND_A_GATE = (
    "offered-after-tryout-share", "opted-out-after-tryout-share", "completed-training-share", "dropout-in-training-share",
    "completed-and-started-share", "target-sector-of-beginners-share", "target-sector-of-completed-share",
    "retained-12-months-share",
)  # fmt: skip
FEW = 10  # simulated people below which a share says nothing
# What is paid whether or not there is a bridge; everything else is what a programme costs.
EVERYDAY = ("wage", "wage-in-training", "ww", "severance", "levy", "pooled-levy", "incumbent-training", *OPPORTUNITY_ITEMS)
SPENT = np.array([item not in EVERYDAY for item in ITEMS])
ALSO_TODAY = (
    "placed-share", "start-other-sector-share", "other-sector-of-placed-share", "no-unemployment-share", "starters",
)  # fmt: skip  # measures that say something of people without the programme too

Progress = Callable[[float], None]
Count = tuple[int, int]  # people counted, of so many


@dataclass(frozen=True)
class Beside:
    """One reported target and what the model counted. Shares are 0-1, or people where the target is a number of people.

    `size` is the group that the interval is for, `size_known` whether the source gives it; `people` were simulated in the
    denominator. `inside` is whether reported and interval meet; None where nothing can be said.
    """

    target: Target
    simulated: float
    low: float
    high: float
    today: float
    size: int
    size_known: bool
    people: int
    inside: bool | None


@dataclass(frozen=True)
class Outcome:
    """A programme in all its worlds. `took_part` is a share (0-1) of who heard of it; the others are shares of who took part.

    `crossed` is a first new job in another sector, over the bridge or not, and `over_bridge` a start across it; `anyway` is the
    part of `crossed` who move to another sector without the programme too. `cost` is euros a participant, `paid_by` by payer.
    """

    programme: Programme
    worlds: int
    world_people: int
    invited: float
    took_part: float
    crossed: float
    over_bridge: float
    anyway: float
    refused: float
    cost: float
    paid_by: dict[str, float]
    beside: list[Beside] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As plain data; a value that does not exist is null."""
        made: dict[str, Any] = plain(self)
        return made


@dataclass(frozen=True)
class _Seen:
    """What one world showed of one programme: people counted, of so many; euros by party."""

    targets: list[Count]
    targets_today: list[Count]
    invited: int
    heard: int
    took_part: int
    crossed: int
    over_bridge: int
    anyway: int
    refused: int
    paid: np.ndarray


def behind_a_gate(programme: Programme) -> bool:
    """Whether its source counts only people who came through a gate that few pass."""
    return any(target.comparable and target.measure in BEHIND_A_GATE for target in programme.reported)


def invited_of(programme: Programme, people: int) -> int:
    """Simulated people that a world of so many invites, when so many fit: the real number, where the world is large enough."""
    if behind_a_gate(programme):
        return max(1, people // ONE_IN_CAMPAIGN)
    real = programme.participants.number
    share = round(real / situation_of(programme).people * people)
    return max(1, share, min(real, people // ONE_IN))


def run_programmes(
    programmes: Sequence[Programme], people: int, runs: int, seed: int, threads: int = 1, progress: Progress | None = None,
    fitted: Posterior | None = None,
) -> list[Outcome]:  # fmt: skip
    """Try each programme in so many worlds of its situation, in the order given; threads do not change the answer.

    `fitted` : sets of parameters of the bridge, one for each draw of the others, that hold from month 0 on. Raises
    KeyboardInterrupt when the user stops it, and ArithmeticError when books do not balance.
    """
    by_place: dict[str, list[Programme]] = {}
    for programme in programmes:
        by_place.setdefault(programme.situation.id, []).append(programme)
    jobs = [(place, seed + run) for run in range(runs) for place in by_place]
    seen = dict(zip(jobs, _share_out(jobs, by_place, people, threads, progress, fitted), strict=True))
    return [
        _outcome(programme, people, [seen[programme.situation.id, seed + run][programme.id] for run in range(runs)])
        for programme in programmes
    ]


def _share_out(
    jobs: Sequence[tuple[str, int]], by_place: Mapping[str, list[Programme]], people: int, threads: int, progress: Progress | None,
    fitted: Posterior | None,
) -> list[dict[str, _Seen]]:  # fmt: skip
    stop, done = threading.Event(), np.zeros(len(jobs))

    def tell(job: int, share: float) -> None:
        if stop.is_set():
            raise RuntimeError("stopped")
        done[job] = share
        if progress:
            progress(float(done.mean()))

    warm()
    pool, made = ThreadPoolExecutor(max(1, threads)), list[Future[dict[str, _Seen]]]()
    try:
        made += [
            pool.submit(_in_one_place, by_place[place], people, seed, partial(tell, k), fitted)
            for k, (place, seed) in enumerate(jobs)
        ]
        for job in as_completed(made):
            job.result()
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
    return [job.result() for job in made]


def _in_one_place(
    programmes: Sequence[Programme], people: int, seed: int, tell: Progress, fitted: Posterior | None
) -> dict[str, _Seen]:
    """One world of a situation: once as today, and once under each of its programmes."""
    situation = situation_of(programmes[0]).model_copy(update={"months": LONGEST})
    parts = len(programmes) + 2
    start = burnt_in_world(situation, people, seed, progress=lambda x: tell(x / parts))
    if fitted is not None:
        start = under(start, fitted.of(draw_of(seed) % len(fitted)))
    longest = max(programme.months for programme in programmes)
    today = follow(start.copy(), longest, progress=lambda x: tell((1 + x) / parts))
    seen = {}
    for k, programme in enumerate(programmes):
        seen[programme.id] = _try_out(programme, start.copy(), today, lambda x, k=k: tell((2 + k + x) / parts))  # type: ignore[misc]
    return seen


def under(world: World, changes: Mapping[str, float]) -> World:
    """A copy of a world that lives on under other values of parameters by name, in their own units.

    Only for parameters of the bridge: what a world derives from the others when it is made (chances to search) stays as it is.
    Raises KeyError for a parameter that there is not.
    """
    p = parameter_record(first_of_month(world.situation.start), drawn(world.seed) | dict(changes))
    copy = world.copy()
    return replace(copy, tables=copy.tables.replace(p=p))


def _try_out(programme: Programme, world: World, today: Diary, tell: Progress) -> _Seen:
    package = programme.package(round(invited_of(programme, world.people) * world.weight))
    diary = follow(world, programme.months, package, efficacies(package, world.seed), tell)
    today = today.first_months(programme.months)
    group = group_of(diary)
    before = same_people(group, today)
    took_part = group.took_part != NEVER
    crossed = took_part & group.moved_sector()
    spent = diary.spent(SPENT) - today.spent(SPENT)
    return _Seen(
        [count(target, group, programme) for target in programme.reported],
        [count(target, before, programme, group) for target in programme.reported],
        group.rows.size, int((group.heard != NEVER).sum()), int(took_part.sum()), int(crossed.sum()),
        int((took_part & (group.crossed != NEVER)).sum()), int((crossed & before.moved_sector()).sum()),
        int((took_part & (group.refused != NEVER)).sum()), spent,
    )  # fmt: skip


# --- measures ---------------------------------------------------------------------------------------------------------


def count(target: Target, group: Group, programme: Programme, under_it: Group | None = None) -> Count:
    """(people counted, people of whom) for the measure of a target; only people who were followed for long enough.

    `under_it` is the same people in the world of the programme, which says who was invited and took part where `group` is today's.
    """
    counted, of = _measured(target, group, programme, under_it or group)
    return int((counted & of).sum()), int(of.sum())


def _measured(target: Target, g: Group, programme: Programme, under_it: Group) -> tuple[np.ndarray, np.ndarray]:
    end, months = g.diary.months, target.months

    def within(what: np.ndarray, since: np.ndarray) -> np.ndarray:
        return (what != NEVER) & (what >= since) & (what < since + months)

    invited = (under_it.heard != NEVER) & (g.joined + months <= end)
    part = (under_it.took_part != NEVER) & (g.since + months <= end)
    placed = part & within(g.placed, g.since)
    began = (g.began != NEVER) & (g.began + g.diary.course[g.rows] < end)
    finished = (g.finished != NEVER) & ((g.stopped == NEVER) | (g.finished <= g.stopped))
    tried = g.tried != NEVER
    to = sector_codes(programme)
    table: dict[str, Callable[[], tuple[np.ndarray, np.ndarray]]] = {
        "enrolled-share": lambda: (within(g.took_part, g.joined), invited),
        "coached-share": lambda: (g.coached(), part),
        "tryout-share": lambda: (within(g.tried, g.joined), invited),
        "offered-after-tryout-share": lambda: (g.selected >= g.tried, tried),
        "opted-out-after-tryout-share": lambda: (g.opted_out >= g.tried, tried),
        "training-share": lambda: (within(g.began, g.since), part),
        "completed-training-share": lambda: (finished, began),
        "dropout-in-training-share": lambda: ((g.stopped != NEVER) & ~finished, began),
        "completed-and-started-share": lambda: (finished, began),
        "target-sector-of-beginners-share": lambda: (
            g.works_in(g.began + months, to), (g.began != NEVER) & (g.began + months < end)
        ),
        "target-sector-of-completed-share": lambda: (
            g.works_in(g.finished + months, to), finished & (g.finished + months < end)
        ),
        "placed-share": lambda: (placed, part),
        "start-other-sector-share": lambda: (placed & g.moved_sector(), part),
        "other-sector-of-placed-share": lambda: (g.moved_sector(), placed),
        "no-unemployment-share": lambda: (~g.without_work(g.since, g.placed), placed),
        "retained-12-months-share": lambda: (
            g.stayed(g.crossed, g.crossed + 12), (g.crossed != NEVER) & (g.crossed + 12 < end)
        ),
        "participants": lambda: (within(g.took_part, g.joined), invited),
        "starters": lambda: (within(g.placed, g.joined) & g.works_in(g.placed, to), invited),
    }  # fmt: skip
    return table[target.measure]()


def sector_codes(programme: Programme) -> np.ndarray:
    """Places in the data of the sectors that the route leads to; all of them when it leads anywhere."""
    ids = [sector.id for sector in data.sectors()]
    return np.array([k for k, name in enumerate(ids) if name in (programme.destinations or ids)])


# --- over all worlds --------------------------------------------------------------------------------------------------


def _outcome(programme: Programme, people: int, seen: Sequence[_Seen]) -> Outcome:
    total = lambda name: sum(getattr(world, name) for world in seen)  # noqa: E731
    part = total("took_part")
    paid = np.sum([world.paid for world in seen], axis=0)
    return Outcome(
        programme, len(seen), people, total("invited") / len(seen), _share(part, total("heard")),
        _share(total("crossed"), part), _share(total("over_bridge"), part), _share(total("anyway"), total("crossed")),
        _share(total("refused"), part),
        _share(float(paid[paid > 0].sum()), part),
        {name: float(euro) / part for name, euro in zip(party_names(), paid, strict=True) if euro > 0 and part},
        [
            beside(target, programme, [world.targets[k] for world in seen], [world.targets_today[k] for world in seen])
            for k, target in enumerate(programme.reported)
        ],
    )  # fmt: skip


def beside(target: Target, programme: Programme, counts: Sequence[Count], today: Sequence[Count]) -> Beside:
    """A target beside what the worlds counted, and what the same people did without the programme."""
    counted, of = [k for k, _ in counts], [n for _, n in counts]
    size, known = target.size or programme.participants.number, target.of is not None
    nothing = float("nan")
    if not target.comparable or sum(of) == 0:
        return Beside(target, nothing, nothing, nothing, nothing, size, known, sum(of) if target.comparable else 0, None)
    scale = 1 if target.is_share else size
    low, high = (scale * end for end in interval(counted, of, size))
    assert target.low is not None and target.high is not None
    enough = sum(of) >= FEW
    before = _share(sum(k for k, _ in today), sum(n for _, n in today)) if target.measure in ALSO_TODAY else nothing
    return Beside(
        target, scale * sum(counted) / sum(of), low, high, scale * before, size, known, sum(of),
        bool(target.low <= high and target.high >= low) if enough else None,
    )  # fmt: skip


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")
