"""Many runs: the same situation under several seeds, in today's world and in the package's, side by side on threads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.agents import codes
from sim.business import balances
from sim.measures import measure
from sim.month.books import LASTING_CROSSINGS
from sim.pairs import settle, traces
from sim.parallel import Progress, over_runs
from sim.parallel import Stopped as Stopped
from sim.parameters import LAW, parameters
from sim.policies.package import Package, active_uses
from sim.policies.terms import draw_efficacy
from sim.posterior import draw_of
from sim.reading import InputError
from sim.refusals import full_places, refusals_of
from sim.rng import EFFICACY, key, luck
from sim.scenario import Situation
from sim.sparse import Sparse
from sim.views.groups import at_start
from sim.views.paths import Watch
from sim.views.runs import arrays_of
from sim.warm import warm
from sim.words import did_you_mean
from sim.world import Course, History, World, burnt_in_world, snapshot

if TYPE_CHECKING:
    from sim.kept import Kept
    from sim.output import Writer

KEEP_EVENTS_UP_TO = 1_000_000  # people; beyond that a run counts and pays but keeps no row per event


@dataclass(frozen=True)
class RunPlan:
    """What to run: a situation, a package or none, and how often, with what luck and engine.

    `assumed` are parameters that the user changed, by name and in the unit of parameters.csv: they go on top of the parameter
    set of each run, in both worlds and in the burn-in. Raises InputError for one that there is not, or that is no number.
    """

    situation: Situation
    package: Package | None
    workers: int
    months: int
    runs: int
    seed: int
    engine: str = "fast"
    threads: int = 1
    assumed: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_assumed(self.assumed)

    @property
    def weight(self) -> float:
        """Real people that one simulated person stands for."""
        return self.situation.people / self.workers


@dataclass
class RunResult:
    """One finished run of one world. `people` holds what is needed to compare persons between the worlds of a pair.

    `balances` is int64[month, item, party], what each party received less what it paid (sim/business.py); `lasting` is
    int64[month], crossings that had lasted a year by then; both of simulated people. `refusals` and `full` say what ran short
    (sim/refusals.py), `views` holds the small arrays that views are made of (sim/views/runs.py). The history itself is let go:
    what of it was asked for stands in the files of `--out`.

    Once both worlds of a pair are run, `people` is empty: what it served for stands in `persons` and `views` of the package's
    world. A thin result also has its ledger by what is not zero, and the present values of `case` in place of `balances`.
    """

    run: int
    world: str
    seed: int
    measures: dict[str, float]
    funnel: dict[str, float]
    reasons: dict[str, float]
    ledger: np.ndarray | Sparse
    people: dict[str, np.ndarray]
    settled: bool
    weight: float
    months: int
    balances: np.ndarray = field(default_factory=lambda: np.zeros((0, 0, 0), np.int64))
    lasting: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    refusals: dict[str, float] = field(default_factory=dict)
    full: dict[str, float] = field(default_factory=dict)
    views: dict[str, np.ndarray] = field(default_factory=dict)
    persons: dict[str, float] = field(default_factory=dict)
    case: dict[int, Sparse] = field(default_factory=dict)


def check_assumed(assumed: Mapping[str, float]) -> None:
    """Raises InputError for a parameter that there is not, or a value that is no number."""
    known = {*parameters(), *LAW}
    for name, value in assumed.items():
        if name not in known:
            hint = did_you_mean(name, sorted(known))
            raise InputError(f"er is geen parameter '{name}'; {hint.nl}", f"there is no parameter '{name}'; {hint.en}")
        if not np.isfinite(value):
            raise InputError(f"de waarde van '{name}' is geen getal", f"the value of '{name}' is not a number")


def run_worlds(
    plan: RunPlan, worlds: tuple[str, ...] = ("today", "package"), out: Path | None = None,
    progress: Progress | None = None, finished: Callable[[list[RunResult]], None] | None = None, runs: range | None = None,
    thin: bool = False, kept: "Kept | None" = None,
) -> list[RunResult]:  # fmt: skip
    """Run the plan in each of these worlds; results in order of run, then world.

    With `out`, all that happens in a run is written there as soon as the run is finished (the manifest is the caller's,
    once all is done). Runs are independent, so they share the threads between them; one thread or many give the same
    results. `finished` hears the results of a run as soon as all its worlds are done, in the caller's thread. `runs` asks for
    part of the plan's runs: range(20), then range(20, 200), gives what all 200 at once give. `thin` keeps of a pair only the
    small numbers that `compare` and the views read (sim/pairs.py). `kept` gives and keeps today's course between plans, unless all
    is written to `out`; the results are the same with and without.

    Raises Stopped with the finished runs when the user stops it.
    """
    warm()
    writer = _writer(out, plan)
    asked = range(plan.runs) if runs is None else runs

    def one(run: int, tell: Progress) -> list[RunResult]:
        return _one_run(plan, run, worlds, writer, tell, thin, kept if writer is None else None)

    try:
        found = over_runs(asked, one, plan.threads, progress, finished)
    except Stopped as stopped:
        raise Stopped([result for run in stopped.results for result in run]) from None
    return [result for run in found for result in run]


def _writer(out: Path | None, plan: RunPlan) -> "Writer | None":
    if out is None:
        return None
    from sim.output import Writer  # brings pandas, which takes longer to load than a small run to finish

    return Writer(out, plan.situation, plan.workers)


def _one_run(
    plan: RunPlan, run: int, worlds: tuple[str, ...], writer: "Writer | None", tell: Progress, thin: bool, kept: "Kept | None"
) -> list[RunResult]:
    """One run of each world, from one burnt-in world; when it does not come to its end, nothing of it stays on disk."""
    try:
        return _each_world(plan, run, worlds, writer, tell, thin, kept)
    except BaseException:
        if writer:
            writer.take_back(run)
        raise


def _each_world(
    plan: RunPlan, run: int, worlds: tuple[str, ...], writer: "Writer | None", tell: Progress, thin: bool, kept: "Kept | None"
) -> list[RunResult]:
    seed = plan.seed + run
    share = 1.0 / (len(worlds) + 1)
    begun = kept.find(plan, seed) if kept else None
    if begun:
        start = begun.start
    else:
        start = burnt_in_world(plan.situation, plan.workers, seed, plan.assumed, progress=lambda x: tell(share * x))
    tell(share)
    found = {}
    for k, world in enumerate(worlds):
        if begun and world == "today":
            found[world] = replace(begun.today, run=run)
            continue
        before = share * (k + 1)
        keep_all, watch = writer is not None, Watch()
        history = advance(plan, start.copy(), world, keep_all, lambda x, b=before: tell(b + share * x), watch)  # type: ignore[misc]
        if writer:
            writer.write(run, world, history)
        found[world] = summary(plan, run, world, seed, history, watch)
    if kept and not begun and "today" in found:
        kept.add(plan, seed, start, found["today"])
    if {"today", "package"} <= found.keys():
        settle(found["today"], found["package"], at_start(start), thin)
    return list(found.values())


def advance(
    plan: RunPlan, world: World, name: str, keep_all: bool, progress: Progress | None = None, watch: Watch | None = None,
    events: bool = True,
) -> History:  # fmt: skip
    """Run a burnt-in world through the plan's months, as today or under the package, in the engine asked for.

    Without `events` it keeps no row per event, which is a little faster and changes nothing else.
    `watch` looks at the people at the end of each month; not in the readable engine, which does not write them down monthly.
    """
    keep = keep_all or (events and plan.workers <= KEEP_EVENTS_UP_TO)
    course = Course(
        world, plan.package, acts=name == "package", keep=keep, yearly=keep_all, efficacy=efficacies(plan.package, world.seed)
    )
    first = {world.month: snapshot(world)} if keep_all else {}
    if plan.engine == "reference":
        from sim.reference.model import run_reference

        history = run_reference(course, plan.months, progress)
    else:
        history = course.run(plan.months, watch.beside(world, progress) if watch else progress)
    last = {history.world.month: snapshot(history.world)} if keep_all else {}
    history.snapshots = first | history.snapshots | last
    return history


def efficacies(package: Package | None, seed: int) -> dict[str, tuple[float, ...]]:
    """How well each lever works in this run, drawn from its range: what is not known about it is part of every band."""
    at = key(draw_of(seed), EFFICACY)
    order = sorted({use.lever for use in active_uses(package)})
    return {lever: draw_efficacy(lever, float(luck(at, _place(lever)))) for lever in order}


def _place(lever: str) -> int:
    """A number that stays a lever's own, whatever other levers a package holds."""
    return int.from_bytes(lever.encode()[:7], "big")


def summary(plan: RunPlan, run: int, world: str, seed: int, history: History, watch: Watch | None = None) -> RunResult:
    """What a comparison needs of a finished run."""
    tables = history.world.tables
    funnel, reasons = funnel_of(history, plan.weight)
    return RunResult(
        run, world, seed, measure(history), funnel, reasons, history.whole_ledger(),
        {
            "generation": tables.people.generation.copy(), "lasting": tables.path.lasting.copy(),
            "enrolled": tables.bridge.enrolled.copy(), "in_scope": tables.path.in_scope.copy(),
            "crossings": tables.path.crossings.copy(), "safe": tables.path.safe.copy(),
            "months_out": tables.path.months_out.copy(), "income_lost": tables.path.income_lost.copy(), **_traces(history),
        },
        history.world.settled, plan.weight, plan.months, balances(history.ledger),
        np.array([month.flows[:, LASTING_CROSSINGS].sum() for month in history.observed], np.int64),
        refusals_of(history), full_places(history), arrays_of(history, watch or Watch()),
    )  # fmt: skip


def _traces(history: History) -> dict[str, np.ndarray]:
    """What the events say of each person; nothing when the run kept none."""
    books = history.books
    if not books.keep[0]:
        return {}
    return traces(books.events[: int(books.event_count[0])], history.world.tables.people.generation)


def funnel_of(history: History, weight: float) -> tuple[dict[str, float], dict[str, float]]:
    """(people who reached each stage of the bridge, people who left it by reason), real people since month 0.

    Both are empty when the run kept no events.
    """
    books = history.books
    if not books.keep[0]:
        return {}, {}
    events = books.events[: int(books.event_count[0])]
    moved = events[(events.event == codes.STAGE) & (events.reason == 0)]
    left = events[events.event == codes.LEFT_BRIDGE]
    stages = np.bincount(moved.stage, minlength=len(codes.STAGES))
    reasons = np.bincount(left.reason, minlength=len(codes.REASONS))
    return (
        {name: weight * float(n) for name, n in zip(codes.STAGES[1:], stages[1:], strict=True)},
        {name: weight * float(n) for name, n in zip(codes.REASONS, reasons, strict=True) if name and n},
    )
