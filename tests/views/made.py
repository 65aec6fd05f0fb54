"""Invented logs and results, small enough to work out by hand."""

from typing import Any

import numpy as np

from sim import data
from sim.agents.codes import EMPLOYED, HIRED, ITEMS, LASTING, LEFT_BRIDGE, STAGE
from sim.measures import MEASURES, party_names
from sim.month.books import EVENT_ROWS
from sim.runs import RunResult

JOBS = [job.id for job in data.job_types()]
SECTORS = [sector.id for sector in data.sectors()]
BANKER, TEACHER = (JOBS.index(name) for name in ("bankmedewerker", "leraar-basisonderwijs"))
NURSE = next(k for k, job in enumerate(data.job_types()) if job.sector == "zorg-welzijn")
BANKING, EDUCATION, CARE = (SECTORS.index(name) for name in ("financieel", "onderwijs", "zorg-welzijn"))


def log(*rows: dict[str, int]) -> Any:
    """An event log in order of time; what a row does not name is nothing."""
    events = EVENT_ROWS.empty(len(rows))
    for name in ("from_employer", "to_employer", "from_job_type", "to_job_type"):
        events[name] = -1
    for k, row in enumerate(rows):
        for name, value in row.items():
            events[name][k] = value
    return events


def came(person: int, *stages: int, month: int = 0, **more: int) -> list[dict[str, int]]:
    """Someone who reaches these stages, all in one month."""
    return [{"event": STAGE, "person": person, "stage": stage, "month": month, **more} for stage in stages]


def turned_back(person: int, stage: int, reason: int, barrier: int, missing: int = 0, month: int = 0) -> dict[str, int]:
    return {
        "event": STAGE, "person": person, "stage": stage, "reason": reason, "barrier": barrier, "missing_euro": missing,
        "month": month,
    }  # fmt: skip


def left(person: int, stage: int, reason: int, barrier: int = 0, month: int = 0) -> dict[str, int]:
    return {"event": LEFT_BRIDGE, "person": person, "stage": stage, "reason": reason, "barrier": barrier, "month": month}


def hired(person: int, job: int, old: int, status: int = EMPLOYED, **more: int) -> dict[str, int]:
    return {"event": HIRED, "person": person, "to_job_type": job, "from_job_type": old, "status": status, **more}


def lasting(person: int, job: int, **more: int) -> dict[str, int]:
    return {"event": LASTING, "person": person, "to_job_type": job, "from_job_type": job, "status": EMPLOYED, **more}


def ledger(*entries: tuple[int, int, int, int]) -> np.ndarray:
    """int64[item, payer, payee] from (item, payer, payee, euro)."""
    made = np.zeros((len(ITEMS), len(party_names()), len(party_names())), np.int64)
    for item, payer, payee, euro in entries:
        made[item, payer, payee] += euro
    return made


def result(world: str = "today", run: int = 0, **more: Any) -> RunResult:
    """A finished run of 24 months in which a person stands for ten."""
    fields: dict[str, Any] = {
        "measures": dict.fromkeys(MEASURES, 0.0), "funnel": {}, "reasons": {}, "ledger": ledger(), "people": {}, "settled": True,
        "weight": 10.0, "months": 24,
    }  # fmt: skip
    return RunResult(run, world, run + 1, **(fields | more))
