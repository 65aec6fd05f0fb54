"""Every number of the model with where it comes from and who can change it: what the page of sources lists, finds and sorts.

Policy and assumption stay apart: a *parameter* says how the world works and can be changed here, for both worlds at once; what a
lever costs or does belongs to the lever of a party, which is moved in the sandbox; law and measured figures are what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sim.policies.catalogue import SourceRow, levers, parties, sources
from sim.posterior import posterior
from sim.units import UNITS

# What a number is about, by the first word of its id; the order is that of the menu. A lever has its price and its effect apart.
KINDS = ("parameter", "barrier", "effect", "price", "setting", "law", "fund", "situation", "market", "job")
OF = {
    "parameter": "parameter", "barrier": "barrier", "setting": "setting", "institution": "law", "fund": "fund",
    "situation": "situation", "figure": "market", "sector": "market", "job-type": "job", "skills": "job", "distance": "job",
}  # fmt: skip
ESTIMATED = "estimated"
GRADES = ("assumption", "recall", ESTIMATED, "derived", "seen")  # the least certain first
SORTS = ("order", "grade", "name")


@dataclass(frozen=True)
class Number:
    """One number. `grade` is that of the source, or "estimated" when the parameter sets say its value; then `value` is their median
    and `interval` holds 90% of them. `lever` and `parties` are ids: the lever it belongs to, and who can move what it is about.
    """

    row: SourceRow
    kind: str
    grade: str
    value: float
    interval: tuple[float, float] | None = None
    lever: str = ""
    parties: tuple[str, ...] = ()

    @property
    def parameter(self) -> str:
        """Name of the parameter it is; "" for any other number."""
        return self.row.id.partition(":")[2] if self.kind == "parameter" else ""

    @property
    def has_range(self) -> bool:
        """Whether something else than its value is called possible."""
        return self.row.low < self.row.high

    def said(self, lang: str) -> str:
        """What it is a number of."""
        name: str = getattr(self.row, lang)
        return name

    def unit(self, lang: str) -> str:
        """Its unit in the language; as it stands where there is no Dutch for it."""
        return UNITS.get(self.row.unit, self.row.unit) if lang == "nl" else self.row.unit


@cache
def numbers() -> tuple[Number, ...]:
    """All of them, kind by kind, in the order of their files."""
    found = [_number(row) for row in sources()]
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind)))


def _number(row: SourceRow) -> Number:
    kind, _, name = row.id.partition(":")
    if kind == "lever":
        lever, _, part = name.partition(":")
        what = "price" if part == "cost" else "effect"
        return Number(row, what, row.grade, row.value, lever=lever, parties=(levers()[lever].actor,))
    if kind == "parameter" and name in posterior().names:
        column = posterior().values[:, posterior().names.index(name)]
        middle = sorted(column.tolist())[len(column) // 2]
        return Number(row, "parameter", ESTIMATED, middle, posterior().interval(name))
    return Number(row, OF[kind], row.grade, row.value, parties=tuple(dict.fromkeys(_movers(kind, name))))


def _movers(kind: str, name: str) -> Iterator[str]:
    """The parties whose levers move a barrier or a setting; nobody moves the rest by policy."""
    for lever in levers().values():
        barriers, settings = ([part.id for part in parts] for parts in (lever.acts_on.barriers, lever.acts_on.settings))
        if lever.acts and name in {"barrier": barriers, "setting": settings}.get(kind, ()):
            yield lever.actor


def chosen(find: str, grade: str, kind: str, sort: str, changed: frozenset[str]) -> list[Number]:
    """The numbers that hold all words looked for (in either language, id or source), of this grade and kind; "" for any.

    The grade "changed" is what the user changed.
    """
    words = find.casefold().split()
    found = [
        one for one in numbers()
        if (not kind or one.kind == kind)
        and (not grade or one.grade == grade or (grade == "changed" and one.parameter in changed))
        and all(word in _text(one) for word in words)
    ]  # fmt: skip
    if sort == "grade":
        return sorted(found, key=lambda one: GRADES.index(one.grade))
    return sorted(found, key=lambda one: one.row.nl.casefold()) if sort == "name" else found


@cache
def _text(one: Number) -> str:
    return f"{one.row.nl} {one.row.en} {one.row.id} {one.row.source}".casefold()


def party_names(one: Number, lang: str) -> str:
    """The parties that can move it, in words."""
    return ", ".join(getattr(parties()[name], lang) for name in one.parties)

