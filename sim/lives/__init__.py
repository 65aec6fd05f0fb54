"""Lives: the same simulated person in both worlds of a pair, with the same luck.

meeting = meet(plan)
person = meeting.pick("loser", 0)
person.lines, person.difference, person.typical
"""

from sim.lives.difference import Difference, Other, Step
from sim.lives.line import Line, Span
from sim.lives.meeting import Became, Meeting, Person, Start, meet
from sim.lives.stories import STORIES
from sim.lives.verdict import MONTHS_THAT_MATTER, Typical

__all__ = [
    "MONTHS_THAT_MATTER", "STORIES", "Became", "Difference", "Line", "Meeting", "Other", "Person", "Span", "Start", "Step",
    "Typical", "meet",
]  # fmt: skip
