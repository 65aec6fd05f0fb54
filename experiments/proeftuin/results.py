"""What came of a pilot, as a file: counts of people at each step, placed and retained, and what it cost; checked as a whole."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from experiments.proeftuin.design import Design
from experiments.proeftuin.pilot import MOST_MONTHS, MOST_PARTICIPANTS, Pilot, employers_or_sectors, make_pilot
from sim.faults import Fault
from sim.policies.catalogue import Grade, Slug, Text
from sim.programmes import UNKNOWN, read_programme, situation_of
from sim.reading import Checked, build, read_yaml
from sim.scenario import read_package, read_situation

Count = Annotated[int, Field(ge=0, le=20_000_000, description="people")]
STEPS = ("matched", "selected", "contracted", "started", "landed")
TOLERANCE = 0.05  # share: what the model leaves out of a chosen group, another year and place; assumption, as in the programme fit


Chain = list[tuple[str, int | None, str]]  # name, count, field


class Reached(Checked):
    """People who came so far over the bridge itself; None is not known. Each is part of those of the step before."""

    matched: Count | None = None
    selected: Count | None = None
    contracted: Count | None = None
    started: Count | None = None
    landed: Count | None = None


class Results(Checked):
    """The counts of one pilot, after so many months from coming in. None (``unknown`` in the file) is not counted.

    ``placed`` started in other work, over the bridge or not; ``retained`` of them had the same employer a year later. ``cost`` is
    euros of all payers together, without wages and benefits. ``tolerance`` is a share: what the model leaves out.
    """

    id: Slug
    nl: Text
    en: Text
    source: Text
    grade: Grade
    programme: str | None = None
    situation: str | None = None
    package: str | None = None
    employers: tuple[str, ...] = ()
    months: Annotated[int, Field(ge=2, le=MOST_MONTHS, description="months")]
    invited: Count | None = None
    participants: Annotated[int, Field(ge=1, le=MOST_PARTICIPANTS, description="people")]
    steps: Reached = Reached()
    placed: Count | None = None
    retained: Count | None = None
    cost: Annotated[float, Field(ge=0, description="euros")] | None = None
    tolerance: Annotated[float, Field(gt=0, le=0.5, description="as a share")] = TOLERANCE
    fingerprint: str = ""

    @model_validator(mode="after")
    def _possible(self) -> Results:
        if (self.programme is None) == (self.package is None or self.situation is None):
            nl = "geef een programma, of een situatie met een pakket"
            raise Fault(nl, "give a programme, or a situation with a package", "programme")
        whole: Chain = [("invited", self.invited, "invited"), ("participants", self.participants, "participants")]
        _falls([*whole, *((name, getattr(self.steps, name), name) for name in STEPS)])
        _falls([whole[1], ("placed", self.placed, "placed"), ("retained", self.retained, "retained")])
        if self.placed is not None:
            _falls([("placed", self.placed, "placed"), ("started", self.steps.started, "started")])
        if self.retained is not None and self.placed is None:
            nl = "retained is een deel van placed, geef dat aantal ook"
            raise Fault(nl, "retained is a part of placed, give that number too", "retained")
        if not self.counted:
            nl = "er is niets geteld: geef invited, steps, placed, retained of cost"
            raise Fault(nl, "nothing was counted: give invited, steps, placed, retained or cost", "placed")
        return self

    @property
    def counted(self) -> dict[str, tuple[int, int]]:
        """What was seen, by name: (people, of so many). Each is a part of those known before it, so that they add no person twice.

        `placed-alone` is placed without the bridge, of those who did not start over it; without that number, `placed` of all.
        """
        found: dict[str, tuple[int, int]] = {}
        if self.invited is not None:
            found["enrolled"] = (self.participants, self.invited)
        before = self.participants
        for name in STEPS:
            count = getattr(self.steps, name)
            if count is not None:
                found[name] = (count, before)
                before = count
        started = self.steps.started
        if self.placed is not None and started is not None:
            found["placed-alone"] = (self.placed - started, self.participants - started)
        elif self.placed is not None:
            found["placed"] = (self.placed, self.participants)
        if self.retained is not None and self.placed is not None:
            found["retained"] = (self.retained, self.placed)
        found = {name: seen for name, seen in found.items() if seen[1] > 0}
        return found | ({"cost": (1, 1)} if self.cost is not None else {})

    def pilot(self) -> Pilot:
        """The pilot as the model follows it. Raises InputError for a name that there is not."""
        if self.programme is not None:
            programme = read_programme(self.programme)
            situation = situation_of(programme)
            scope = programme.who.scope.model_copy(update=dict(employers_or_sectors(situation, self.employers)))
            return Pilot(situation, programme.package(self.participants), self.participants, self.months, scope=scope)
        assert self.situation is not None and self.package is not None
        place = read_situation(self.situation)
        return make_pilot(place, read_package(self.package, place), self.participants, self.employers, months=self.months)


def _falls(chain: Chain) -> None:
    """Raises Fault at the first number that is more than the one before it."""
    known = [(name, count, field) for name, count, field in chain if count is not None]
    for (before, most, _), (name, count, field) in pairwise(known):
        if count > most:
            nl = f"{name} ({count}) is meer dan {before} ({most}), waar het een deel van is"
            place = ("steps", field) if field in STEPS else (field,)
            raise Fault(nl, f"{name} ({count}) is more than {before} ({most}), of which it is a part", *place)


def read_results(file: Path) -> Results:
    """The results of a pilot; raises InputError with file and line."""
    content, lines = read_yaml(file)
    return build(Results, _known(content), lines, file)


def _known(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: _known(value) for name, value in content.items()}
    return None if content == UNKNOWN else content


def form(design: Design) -> str:
    """An empty file of results for a designed pilot, to be filled in afterwards."""
    pilot, scope = design.pilot, design.pilot.scope
    names = ", ".join(scope.employers or scope.sectors or ())
    lines = [
        "# Vul in wat er geteld is; unknown is niet geteld. / Fill in what was counted; unknown is not counted.",
        "# Daarna / afterwards: loopbrug proeftuin update --results uitkomst.yaml",
        "id: uitkomst", f'nl: "Uitkomst: {pilot.package.nl}"', f'en: "Results: {pilot.package.en}"',
        f'source: "Proeftuin, protocol {design.fingerprint}"', "grade: seen", f'fingerprint: "{design.fingerprint}"',
        f"situation: {pilot.situation.id}",
        f"package: {pilot.package.id}  # of een eigen YAML-bestand / or a YAML file of your own",
        f"employers: [{names}]", f"months: {pilot.months}", "invited: unknown",
        f"participants: {design.chosen.ours}  # met het pakket / with the package", "steps:",
        *(f"  {name}: unknown" for name in STEPS), "placed: unknown", "retained: unknown",
        "cost: unknown  # euro, alle betalers samen / euros, all payers together",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
