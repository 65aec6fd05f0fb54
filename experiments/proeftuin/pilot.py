"""A pilot as it is asked for: where, with which package, how many people, at which employers, by which design."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim import data
from sim.plain import plain
from sim.policies.package import Package, Route, Scope, Status, active_uses, distinct_scopes
from sim.policies.programme import LONGEST
from sim.reading import InputError
from sim.scenario import Situation, fingerprint
from sim.words import Both, between, did_you_mean

DESIGNS = ("before-after", "matched", "random", "phased")
OUTCOMES = ("placed", "elsewhere", "lasting")
AT_RISK: tuple[Status, ...] = (
    "surplus",
    "unemployed-ww",
)  # for whom a pilot is when the package does not say: their job goes, or has just gone
INTAKE = 6  # months in which people may come in
LASTS = 12  # months with the same employer after which a new job lasts
MOST_PARTICIPANTS = 100_000
LEAST_MONTHS, MOST_MONTHS = 2, LONGEST - INTAKE - LASTS


@dataclass(frozen=True)
class Pilot:
    """One pilot. `participants` are real people who take part, in all arms together where there is a lot; `claim` is the share
    (0-1) of them that someone says will reach the outcome; `months` is how long after coming in the outcome is counted.
    """

    situation: Situation
    package: Package
    participants: int
    months: int = 12
    design: str = "random"
    outcome: str = "placed"
    claim: float | None = None
    scope: Scope = field(default_factory=lambda: Scope(status=AT_RISK))

    def invited(self, cohort: int | None) -> Package:
        """The package for the pilot's people only, who all hear of it: so many real ones, or everyone who fits (None)."""
        scope = self.scope.model_copy(update={"cohort": cohort})
        uses = tuple(use.model_copy(update={"scope": scope}) for use in active_uses(self.package))
        routes = tuple(route.model_copy(update={"scope": scope, "recruits": True}) for route in self.package.routes or (Route(),))
        return self.package.model_copy(update={"levers": uses, "routes": routes})

    def nothing(self) -> Package:
        """No levers at all: it only makes the model note who fits, and when."""
        return Package(id="nothing", nl="Niets", en="Nothing", levers=(), routes=(Route(scope=self.scope),))

    def determines(self) -> dict[str, Any]:
        """All of the question that decides the answer, as plain data."""
        return {
            "situation": fingerprint(self.situation), "package": fingerprint(self.package), "participants": self.participants,
            "months": self.months, "design": self.design, "outcome": self.outcome, "claim": self.claim, "scope": plain(self.scope),
        }  # fmt: skip


def make_pilot(situation: Situation, package: Package, participants: int, employers: Sequence[str] = (), **rest: Any) -> Pilot:
    """A checked pilot; raises InputError for what cannot be.

    employers : ids of employers that the situation names, or ids of sectors; empty is everyone whom the package is for.
    rest : `months`, `design`, `outcome`, `claim` as for Pilot.
    """
    within("participants", participants, 1, MOST_PARTICIPANTS, Both("deelnemers", "participants"))
    if "months" in rest:
        within("months", rest["months"], LEAST_MONTHS, MOST_MONTHS, Both("maanden", "months"))
    one_of("design", rest.get("design", DESIGNS[0]), DESIGNS)
    one_of("outcome", rest.get("outcome", OUTCOMES[0]), OUTCOMES)
    claim = rest.get("claim")
    if claim is not None and not 0 < claim < 1:
        nl = f"--claim {claim:g} kan niet, geef een deel van de deelnemers tussen 0 en 1, zoals 0.7"
        raise InputError(nl, f"--claim {claim:g} cannot be, give a share of the participants between 0 and 1, such as 0.7")
    if participants > situation.people:
        nl = f"zoveel deelnemers zijn er niet: deze situatie heeft {situation.people} mensen"
        raise InputError(nl, f"there are not so many participants: this situation has {situation.people} people")
    if not active_uses(package):
        nl = "dit pakket verandert niets, dus er is niets te beproeven"
        raise InputError(nl, "this package changes nothing, so there is nothing to try out")
    return Pilot(situation, package, participants, scope=scope_of(situation, package, employers), **rest)


def scope_of(situation: Situation, package: Package, employers: Sequence[str]) -> Scope:
    """For whom: as the package says when it is for one group, and else people at risk; at these employers or sectors only."""
    named = distinct_scopes(package)
    base = named[0].model_copy(update={"cohort": None}) if len(named) == 1 else Scope()
    status = base.status or (("surplus",) if employers and set(employers) <= set(situation.employer_ids) else AT_RISK)
    return base.model_copy(update={"status": status, **employers_or_sectors(situation, employers)})


def employers_or_sectors(situation: Situation, names: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The part of a scope that these names stand for. Raises InputError for an unknown name, or both kinds at once."""
    if not names:
        return {}
    known, sectors = list(situation.employer_ids), [sector.id for sector in data.sectors()]
    for name in names:
        if name not in (*known, *sectors):
            hint = did_you_mean(name, [*known, *sectors])
            nl = f"--employers: '{name}' is geen werkgever van deze situatie en geen sector; {hint.nl}"
            raise InputError(nl, f"--employers: '{name}' is no employer of this situation and no sector; {hint.en}")
    if set(names) <= set(known):
        return {"employers": tuple(names)}
    if set(names) <= set(sectors):
        return {"sectors": tuple(names)}
    nl = "--employers: geef werkgevers van de situatie of sectoren, niet door elkaar"
    raise InputError(nl, "--employers: give employers of the situation or sectors, not both at once")


def within(option: str, value: int, low: int, high: int, unit: Both) -> None:
    """Raises InputError when a number lies outside its range."""
    if not low <= value <= high:
        nl, en = between(low, high, unit)
        raise InputError(f"--{option} is {value}, maar moet {nl} liggen", f"--{option} is {value} but must lie {en}")


def one_of(option: str, value: str, known: Sequence[str]) -> None:
    """Raises InputError when a word is none of those known."""
    if value not in known:
        hint = did_you_mean(value, known)
        raise InputError(f"--{option}: '{value}' kan niet; {hint.nl}", f"--{option}: there is no '{value}'; {hint.en}")
