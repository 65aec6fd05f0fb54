"""Who lives under which terms in the readable engine: a bit for each scope of the package in a person's `scope`."""

from collections.abc import Sequence
from typing import Any

from sim import data
from sim.agents.codes import EDUCATIONS, NO_STAGE, STATUSES
from sim.agents.crossing import keeps_terms
from sim.month.moves import NOT_CROSSED
from sim.policies.package import Scope
from sim.reference.agents import Worker
from sim.rng import TICKET, luck

SECTORS = [sector.id for sector in data.sectors()]


def among(names: Sequence[str] | None, known: Sequence[str], place: int) -> bool:
    """Whether the name at a place was chosen; no choice is everything, and a place below 0 is in no choice."""
    return names is None or (place >= 0 and known[place] in names)


class Scopes:
    """The scopes of a package in one world, and how many places of each cohort are taken."""

    def __init__(self, scopes: Sequence[Scope], regions: Sequence[str], employers: Sequence[str], weight: float) -> None:
        self.scopes, self.regions, self.employers = list(scopes), regions, employers
        self.cohort = [max(1, round(scope.cohort / weight)) if scope.cohort else 0 for scope in scopes]
        self.taken = [0 for _ in scopes]

    def fits(self, worker: Worker, scope: Scope) -> bool:
        """Whether someone meets the criteria of a scope now."""
        named = worker.unit.employer.named if worker.unit else -1
        return (
            12 * (scope.min_age or 0) <= worker.age < 12 * ((scope.max_age or 200) + 1)
            and among(scope.sectors, SECTORS, worker.job.sector)
            and among(scope.regions, self.regions, worker.region)
            and among(scope.education, EDUCATIONS, worker.education)
            and among(scope.status, STATUSES, worker.status)
            and among(scope.employers, self.employers, named)
        )

    def mask_of_employer(self, employer: Any) -> int:
        """The bits of the scopes that cover an employer: its sector, region and name."""
        return sum(
            1 << bit
            for bit, scope in enumerate(self.scopes)
            if not scope.asks_of_persons
            and among(scope.sectors, SECTORS, employer.sector)
            and among(scope.regions, self.regions, employer.region)
            and among(scope.employers, self.employers, employer.named)
        )

    def mask_of_sector(self, sector: int) -> int:
        """The bits of the scopes that cover a sector, and with it the sector's fund."""
        covering = (bit for bit, s in enumerate(self.scopes) if not s.asks_of_persons and among(s.sectors, SECTORS, sector))
        return sum(1 << bit for bit in covering)

    def look_up(self, worker: Worker, month: int) -> None:
        """Set someone's bits anew, unless they keep the terms they set out under."""
        on_bridge, followed = worker.stage != NO_STAGE, worker.crossed != NOT_CROSSED
        if keeps_terms(on_bridge, worker.entered, followed, worker.cross_month, month):
            return
        mask = 0
        for bit, scope in enumerate(self.scopes):
            in_it = (worker.scope >> bit) & 1 == 1 if self.cohort[bit] else self.fits(worker, scope)
            mask |= int(in_it) << bit
        worker.scope = mask

    def fill_cohort(self, model: Any, bit: int) -> None:
        """Give the places left in a cohort to people who fit, lowest ticket first."""
        waiting = [
            worker
            for worker in model.workers
            if (worker.scope >> bit) & 1 == 0 and worker.stage == NO_STAGE and self.fits(worker, self.scopes[bit])
        ]
        waiting.sort(key=lambda worker: luck(model.lasting_keys[TICKET], worker.row))
        for worker in waiting[: self.cohort[bit] - self.taken[bit]]:
            worker.scope |= 1 << bit
            self.taken[bit] += 1


def scope(model: Any) -> None:
    """Look up who is in which scope this month; nothing to do without scopes or before month 0."""
    scopes = model.scopes
    if not scopes.scopes or model.month < 0:
        return
    for worker in model.workers:
        scopes.look_up(worker, model.month)
    for bit, wanted in enumerate(scopes.cohort):
        if scopes.taken[bit] < wanted:
            scopes.fill_cohort(model, bit)
