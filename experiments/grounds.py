"""The grounds on which questions are asked: today's country, and variant worlds in which more people use the bridge.

Few people cross the bridge under today's terms, so that most effects on it are too small to see there. A variant is no forecast:
it is today's country with the same hand-set parameters, in which a policy that is in force in all arms fills the bridge.
"""

from experiments.pairs import Arm
from sim.policies.catalogue import breakthroughs, levers
from sim.policies.package import Route

# Two of these are questions themselves (own part, selection); the third pays for staying, which is not a breakthrough.
NOT_IN_FULL = ("own-share", "selection-threshold", "retention-subsidy")
# Employers look ahead for all their staff, not for a group.
OF_EMPLOYERS = ("strategic-planning", "development-leadership", "lead-time")
COURSE_MONTHS = 6  # as for lorry drivers (SF201: 5 to 6 months) and at Make IT Work (SF115: 5)
ROOM = {"more-seats": 2.0, "more-intakes": 10.0}

ALL_HEAR = Route(recruits=True)
SIX_MONTHS = Route(recruits=True, course_months=COURSE_MONTHS)
GUIDES = {"neutral-guide": 1.0}

TODAY = Arm()
HEARD = Arm(routes=(ALL_HEAR,))
GUIDED = Arm(GUIDES, (ALL_HEAR,))
COURSE = Arm(GUIDES | ROOM, (SIX_MONTHS,))


def full_doses(breakthrough: str) -> dict[str, float]:
    """The levers of a breakthrough at their full dose, but for those that are a question themselves."""
    return {name: levers()[name].full_dose for name in breakthroughs()[breakthrough].levers if name not in NOT_IN_FULL}


def everything(but: tuple[str, ...] = ()) -> dict[str, float]:
    """All breakthroughs at full dose, but for some."""
    return {lever: dose for name in breakthroughs() if name not in but for lever, dose in full_doses(name).items()}


def for_a_group() -> dict[str, float]:
    """All that can be given to one group of people: without what employers do for all their staff."""
    return {lever: dose for lever, dose in everything().items() if lever not in OF_EMPLOYERS}


def whole() -> Arm:
    """Everyone hears, all fourteen at full dose, and a course of six months."""
    return Arm(everything(), (SIX_MONTHS,))
