"""The same person in both worlds of a pair: who would have crossed anyway, who would not, and who came less to their turn.

A *user* took part in the bridge (oriented or further) in the package's world; the *others* did not. Only people who are
there in both worlds count: a row that passed to someone new in one of them is left out.

When both worlds are run, people are compared at once and let go (`settle`): what is left of a pair does not grow with its people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import data
from sim.agents.codes import EMPLOYED, HIRED, INACTIVE, LASTING, STAGE, STARTED, SURPLUS
from sim.business import cases
from sim.sparse import smallest, thinned
from sim.views.groups import AtStart, group_table
from sim.views.payback import cash_path

if TYPE_CHECKING:
    from sim.runs import RunResult

NO_SECTOR = -1
People = dict[str, np.ndarray]


def traces(events: Any, generation: np.ndarray) -> People:
    """What the event log says of each person that their row does not keep; of who holds the row at the end.

    lasting_sector : int8, sector of their last lasting crossing, -1 for none.
    own_lasting : int16, lasting crossings that began with a job they found by themselves, not over the bridge.
    hired_jobless, hired_working : int16, times hired out of unemployment or training, and from work to work.
    """
    mine = events[events.generation == generation[events.person]]
    hires, lasting = mine[mine.event == HIRED], mine[mine.event == LASTING]
    working = (hires.status == EMPLOYED) | (hires.status == SURPLUS)
    jobless = ~working & (hires.status != INACTIVE)
    sector = np.full(generation.size, NO_SECTOR, np.int8)
    sector[lasting.person] = _sectors()[lasting.to_job_type]  # in order of time, so the last one stays
    return {
        "lasting_sector": sector,
        "own_lasting": _count(_by_own_search(mine), generation.size),
        "hired_jobless": _count(hires.person[jobless], generation.size),
        "hired_working": _count(hires.person[working], generation.size),
    }


def _sectors() -> np.ndarray:
    ids = [sector.id for sector in data.sectors()]
    return np.array([ids.index(job.sector) for job in data.job_types()], np.int8)


def _count(people: np.ndarray, size: int) -> np.ndarray:
    return np.bincount(people, minlength=size).astype(np.int16)


def _by_own_search(events: Any) -> np.ndarray:
    """int64: the person of each lasting crossing whose first job was not one over the bridge.

    The crossing that lasts is the last one that began before; a start over the bridge is noted in the same month as its hire.
    """
    sector = _sectors()
    changes = (events.event == HIRED) & (events.status != INACTIVE)
    changes &= sector[events.from_job_type] != sector[events.to_job_type]
    starts = (events.event == STAGE) & (events.stage == STARTED) & (events.reason == 0)
    told = np.flatnonzero(changes | starts | (events.event == LASTING))
    told = told[np.argsort(events.person[told], kind="stable")]
    own: list[int] = []
    began, last = False, -1  # whether the present crossing began by own search, and whose it is
    for person, change, start in zip(
        events.person[told].tolist(), changes[told].tolist(), starts[told].tolist(), strict=True
    ):  # fmt: skip
        if person != last:
            began, last = False, person
        if change:
            began = True
        elif start:
            began = False
        elif began:
            own.append(person)
    return np.array(own, np.int64)


@dataclass(frozen=True)
class PairMeasure:
    """A number of people found by comparing every person with themselves in the other world."""

    id: str
    nl: str
    en: str
    people: Callable[[People, People, np.ndarray], np.ndarray | int]  # (today, package, users) to who or how many


def _crossed(people: People) -> np.ndarray:
    return people["lasting"] > 0


def _less(what: str) -> Callable[[People, People, np.ndarray], np.ndarray]:
    """Others of whom something happens in today's world and never in the package's."""
    return lambda today, package, users: ~users & (today[what] > 0) & (package[what] == 0)


def _more(what: str) -> Callable[[People, People, np.ndarray], np.ndarray]:
    """Others of whom something happens in the package's world and never in today's."""
    return lambda today, package, users: ~users & (today[what] == 0) & (package[what] > 0)


def _hires(people: People, who: np.ndarray) -> int:
    return int(people["hired_jobless"][who].sum()) + int(people["hired_working"][who].sum())


# One line a measure reads best, however long its two names are.
# ruff: noqa: E501
MEASURES = (
    PairMeasure("users-crossed", "Deelnemers die blijvend overstappen", "Users who cross lastingly", lambda a, b, users: users & _crossed(b)),
    PairMeasure("users-anyway", "… van wie ook zonder het pakket", "… of whom without the package too", lambda a, b, users: users & _crossed(b) & _crossed(a)),
    PairMeasure("users-anyway-same", "… en naar dezelfde sector", "… and to the same sector", lambda a, b, users: users & _crossed(b) & (a["lasting_sector"] == b["lasting_sector"]) & (b["lasting_sector"] != NO_SECTOR)),
    PairMeasure("users-extra", "… van wie alleen met het pakket", "… of whom with the package only", lambda a, b, users: users & _crossed(b) & ~_crossed(a)),
    PairMeasure("users-own", "… van wie op eigen kracht, niet over de brug", "… of whom by their own search, not over the bridge", lambda a, b, users: users & (b["own_lasting"] > 0)),
    PairMeasure("users-lost", "Deelnemers die alleen zonder het pakket overstappen", "Users who cross without the package only", lambda a, b, users: users & ~_crossed(b) & _crossed(a)),
    PairMeasure("others-less", "Anderen die een blijvende overstap mislopen", "Others who miss a lasting crossing", _less("lasting")),
    PairMeasure("others-more", "Anderen die er een bij krijgen", "Others who gain one", _more("lasting")),
    PairMeasure("jobless-less", "Anderen die niet meer uit werkloosheid worden aangenomen", "Others no longer hired out of unemployment", _less("hired_jobless")),
    PairMeasure("jobless-more", "Anderen die dat nu wel worden", "Others who now are", _more("hired_jobless")),
    PairMeasure("working-less", "Anderen die niet meer van werk naar werk gaan", "Others no longer hired from work to work", _less("hired_working")),
    PairMeasure("working-more", "Anderen die dat nu wel doen", "Others who now are so hired", _more("hired_working")),
    PairMeasure("hires-less", "Keren dat anderen minder worden aangenomen", "Times others are hired less, on balance", lambda a, b, users: _hires(a, ~users) - _hires(b, ~users)),
)


def count(measure: PairMeasure, today: RunResult, package: RunResult) -> float:
    """Real people (or times) of one measure in one pair; nan when the runs kept no events, which some measures need."""
    same = _same_people(today, package)
    a, b = ({name: values[same] for name, values in result.people.items()} for result in (today, package))
    try:
        return package.weight * float(np.sum(measure.people(a, b, b["enrolled"] == 1)))
    except KeyError:
        return float("nan")


def deadweight_share(today: RunResult, package: RunResult) -> float:
    """% of those who used the bridge and cross lastingly under the package who do so without it too; nan without any."""
    users = _same_people(today, package) & (package.people["enrolled"] == 1) & (package.people["lasting"] > 0)
    return 100.0 * float((today.people["lasting"][users] > 0).mean()) if users.any() else float("nan")


def lost_to_others(today: RunResult, package: RunResult) -> float:
    """Lasting crossings that people who do not use the bridge lose on balance; real people."""
    others = _same_people(today, package) & (package.people["enrolled"] == 0)
    fewer = int((today.people["lasting"][others] > 0).sum()) - int((package.people["lasting"][others] > 0).sum())
    return package.weight * fewer


def _same_people(today: RunResult, package: RunResult) -> np.ndarray:
    return np.asarray(today.people["generation"] == package.people["generation"])


def persons_of(today: RunResult, package: RunResult) -> dict[str, float]:
    """What comparing person by person gives of one pair, by id: `deadweight`, `displacement`, and each of MEASURES."""
    if package.persons:
        return package.persons
    return {
        "deadweight": deadweight_share(today, package), "displacement": lost_to_others(today, package),
        **{measure.id: count(measure, today, package) for measure in MEASURES},
    }  # fmt: skip


def settle(today: RunResult, package: RunResult, start: AtStart, thin: bool) -> None:
    """Reduce what is compared person by person to numbers, kept with the package's world, and let the people of both go.

    With `thin` the ledger keeps only what is not zero, the monthly balances become the present values that the business case
    reads, and the arrays of the views are kept in single precision. What `compare` gives stays the same to the last digit.
    """
    package.persons = persons_of(today, package)
    package.views["groups"] = group_table(start, today.people, package.people)
    package.views["cash"] = cash_path(today, package)
    today.people, package.people = {}, {}
    if thin:
        package.case = cases(today, package)
        for result in (today, package):
            result.ledger, result.balances = thinned(np.asarray(result.ledger)), result.balances[:0].copy()
            result.lasting = smallest(result.lasting)
            result.views = {name: smallest(array) for name, array in result.views.items()}
