"""The month: one function that reads like the model document."""

from typing import Any

from sim.month.bridge import bridge
from sim.month.demand import demand
from sim.month.hiring import hiring
from sim.month.learning import learning
from sim.month.money import money
from sim.month.now import Hands
from sim.month.observe import observe
from sim.month.people import age
from sim.month.redundancy import redundancy
from sim.month.scope import scope
from sim.month.search import search
from sim.month.separations import separations
from sim.month.vacancies import vacancies

__all__ = [
    "age", "bridge", "demand", "hiring", "learning", "money", "month", "observe", "redundancy", "scope", "search", "separations",
    "vacancies",
]  # fmt: skip


def month(w: Any, now: Any, hands: Hands, criteria: Any) -> Any:
    """One month in the life of a world. Changes the tables of `w` in place; returns what was observed."""
    age(w, now, hands)  # 1 age, retire, enter
    demand(w, now, hands)  # 2 demand moves targets; surplus is forecast
    redundancy(w, now, hands)  # 3 redundancies are announced and executed
    separations(w, now, hands)  # 4 quits and contract ends
    scope(w, now, hands, criteria)  # who lives under which terms this month
    bridge(w, now, hands)  # 5 the bridge, stage by stage, last stage first
    vacancies(w)  # 6 vacancies are posted
    applicants = search(w, now, hands)  # 7 seekers choose and apply
    hiring(w, now, applicants)  # 8 employers screen, rank, offer; workers accept
    money(w, now, hands)  # 9 money moves
    learning(w, now, hands)  # 10 skills, tenure, beliefs, reputation, trust update
    return observe(w, now, hands)  # 11 observers record
