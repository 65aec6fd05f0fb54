"""The lines of the benchmark: each is a function of the sizes that returns named numbers.

A month is timed in a fresh world, which has not been burnt in: the work is the same, and drawing it is quick. Times of a burn-in
are in no line. Unless a line says so, one thread runs and no event log is kept.
"""

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial

from benchmarks import phases
from benchmarks.timing import child, medians, process, seconds
from benchmarks.yardstick import lucky, passes
from sim.market import CHANGING
from sim.measures import measure
from sim.scenario import read_situation
from sim.world import Course, World, burnt_in_world, fresh_world

SEED = 1
THREADS = 2
ENOUGH = 2_000_000  # people in yardsticks for a time that can be trusted
Numbers = dict[str, float]


@dataclass(frozen=True)
class Sizes:
    """How large each line is, in people, months or times. The bounds speak of these sizes; a test takes small ones."""

    situation: str = "nederland-2025"
    yardstick: int = 1_000_000
    draws: tuple[int, ...] = (100_000, 10_000_000)
    month: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    months: int = 9  # timed, of which the median counts
    warm_up: int = 3  # months before that
    one_world: int = 1_000_000  # for two threads against one, the event log, the phases
    reference: int = 10_000
    reference_months: int = 3
    worlds: tuple[int, int, int] = (60, 10_000, 60)  # worlds, people, months
    population: tuple[int, ...] = (100_000, 1_000_000)
    large: tuple[int, int] = (1_000_000, 24)  # people, months
    start: str = "month"  # what is compiled from an empty cache: all of a month, or only `luck`
    run: tuple[int, int] = (20_000, 60)  # people, months
    runs: int = 3


BIG = Sizes(
    month=(*Sizes.month, 10_000_000), population=(*Sizes.population, 10_000_000), large=(10_000_000, 120),
)  # fmt: skip


@lru_cache(maxsize=1)  # neighbouring lines ask for the same world
def fresh(situation: str, people: int) -> World:
    """A world that nobody may change: copy it."""
    return fresh_world(read_situation(situation), people, SEED)


def course_of(sizes: Sizes, people: int, threads: int = 1, keep: bool = False) -> Course:
    """A course through a fresh world of its own, under today's terms."""
    return Course(fresh(sizes.situation, people).copy(), threads=threads, keep=keep)


def beside_yardstick(work: Callable[[], object], people: int, times: int, warm_up: int = 1) -> tuple[float, float]:
    """(seconds of the work, those of one yardstick over so many people), measured in turns.

    Few people make many yardsticks a turn: one alone would be over before the processor is back at full speed.
    """
    many = max(1, ENOUGH // people)
    took, yardsticks = medians([work, passes(people, many)], times, warm_up)
    return took, yardsticks / many


def yardstick_line(sizes: Sizes) -> Numbers:
    """Nanoseconds of a yardstick per person, to turn the other numbers back into time."""
    (took,) = medians([passes(sizes.yardstick)], 5 * sizes.months)
    return {"nanoseconds": took / sizes.yardstick * 1e9}


def draws(sizes: Sizes) -> Numbers:
    """The luck of one person in yardsticks at each number of people; and how much dearer it is at the last than at the first."""
    numbers, each = {}, []
    for people in sizes.draws:
        many = max(1, ENOUGH // people)
        took, yardstick = beside_yardstick(passes(people, many, lucky), people, 2 * sizes.months)
        numbers[f"yardsticks_{people}"] = took / many / yardstick
        each.append(took / many / people)
    return numbers | {"growth": each[-1] / each[0]}


def month(sizes: Sizes) -> Numbers:
    """A month of one person in yardsticks, on one thread, at each number of people; and worker-months a second."""
    numbers, speed = {}, {}
    for people in sizes.month:
        course = course_of(sizes, people)
        took, yardstick = beside_yardstick(course.step, people, sizes.months, sizes.warm_up)
        numbers[f"yardsticks_{people}"] = took / yardstick
        speed[f"worker_months_per_second_{people}"] = people / took
    return numbers | speed


def phase_shares(sizes: Sizes) -> Numbers:
    """The share of a month that each phase takes, on one thread."""
    course = course_of(sizes, sizes.one_world)
    course.run(sizes.warm_up)
    return phases.shares(course, sizes.months)


def threads(sizes: Sizes) -> Numbers:
    """How many times as fast one world is on two threads as on one."""
    courses = [course_of(sizes, sizes.one_world, threads=k) for k in (1, THREADS)]
    one, two = medians([course.step for course in courses], sizes.months, sizes.warm_up)
    return {"one_over_two": one / two}


def event_log(sizes: Sizes) -> Numbers:
    """A month with the event log on against one with it off."""
    courses = [course_of(sizes, sizes.one_world, keep=keep) for keep in (True, False)]
    on, off = medians([course.step for course in courses], sizes.months, sizes.warm_up)
    return {"on_over_off": on / off}


def reference(sizes: Sizes) -> Numbers:
    """How many times as fast the fast engine's month is as that of the readable engine, in the same world."""
    from sim.reference.model import LabourMarket

    course, slow = course_of(sizes, sizes.reference), LabourMarket(fresh(sizes.situation, sizes.reference))
    fast_took, slow_took = medians([course.step, slow.step], sizes.reference_months)
    return {"reference_over_fast": slow_took / fast_took}


def worlds(sizes: Sizes) -> Numbers:
    """Worlds a second on two threads, from the copy of one burnt-in world to its headline measures; no event log."""
    count, people, months = sizes.worlds
    start = burnt_in_world(read_situation(sizes.situation), people, SEED)

    def one_world(_: int) -> dict[str, float]:
        return measure(Course(start.copy(), keep=False).run(months))

    one_world(0)
    with ThreadPoolExecutor(THREADS) as pool:
        took = seconds(lambda: list(pool.map(one_world, range(count))))
    return {"worlds_per_second": count / took}


def state(sizes: Sizes) -> Numbers:
    """Bytes of state per person: a row in each of the tables about people."""
    tables = {name: CHANGING[name] for name in ("people", "traits", "path", "bridge")}
    parts = {f"{name}_bytes": float(table.bytes_per_row) for name, table in tables.items()}
    return {"bytes_per_worker": sum(parts.values())} | parts


def population(sizes: Sizes) -> Numbers:
    """Drawing a population of people, jobs and employers, in yardsticks per person."""
    numbers = {}
    situation = read_situation(sizes.situation)
    for people in sizes.population:
        took = seconds(partial(fresh_world, situation, people, SEED))  # once: it is long
        _, yardstick = beside_yardstick(lambda: None, people, sizes.months)
        numbers[f"yardsticks_{people}"] = took / yardstick
    return numbers


def large(sizes: Sizes) -> Numbers:
    """One large world on two threads in a process of its own: seconds to draw it, seconds to run it, most memory (GB)."""
    people, months = sizes.large
    told = child("large", sizes.situation, people, months, THREADS)
    return {
        f"draw_seconds_{people}": told["draw"], f"run_seconds_{people}x{months}": told["run"],
        f"peak_gigabytes_{people}": told["peak"],
    }  # fmt: skip


def compiling(sizes: Sizes) -> Numbers:
    """Seconds that starting takes longer when nothing was compiled before."""
    with tempfile.TemporaryDirectory() as folder:
        first, again = (child("start", sizes.start, sizes.situation, changes={"NUMBA_CACHE_DIR": folder})["wall"] for _ in range(2))
    return {"compile_seconds": first - again, "cached_start_seconds": again}


def run(sizes: Sizes) -> Numbers:
    """Seconds of the whole command `loopbrug run` from compiled code and a kept burn-in."""
    people, months = sizes.run
    words = ["-m", "cli", "run", sizes.situation, "--workers", str(people), "--months", str(months), "--runs", "1", "--json"]
    (took,) = medians([lambda: process(words)], sizes.runs)
    return {f"seconds_{people}x{months}": took}


@dataclass(frozen=True)
class Line:
    """A line of the benchmark: what it measures, in Dutch and English."""

    nl: str
    en: str
    measure: Callable[[Sizes], Numbers]


LINES = {
    "yardstick": Line("De meetlat, per persoon", "The yardstick, per person", yardstick_line),
    "draws": Line("Een trekking van het toeval, in meetlatten", "A draw of luck, in yardsticks", draws),
    "month": Line("Een maand van een persoon, in meetlatten", "A month of a person, in yardsticks", month),
    "phases": Line("Deel van een maand per stap", "Share of a month by phase", phase_shares),
    "threads": Line("Twee threads tegenover een", "Two threads against one", threads),
    "event-log": Line("Met logboek tegenover zonder", "With the event log against without", event_log),
    "reference": Line("Snelle motor tegenover leesbare motor", "Fast engine against readable engine", reference),
    "worlds": Line("Kleine werelden per seconde", "Small worlds a second", worlds),
    "state": Line("Bytes per persoon", "Bytes per person", state),
    "population": Line(
        "Een bevolking trekken, in meetlatten per persoon", "Drawing a population, in yardsticks per person", population
    ),
    "large": Line("Een grote wereld: seconden en geheugen", "A large world: seconds and memory", large),
    "compile": Line("Eerste start, zonder bewaarde code", "First start, with no compiled code kept", compiling),
    "run": Line("Het hele commando loopbrug run", "The whole command loopbrug run", run),
}
