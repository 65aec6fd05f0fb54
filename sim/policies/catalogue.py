"""The catalogue: barriers, breakthroughs, levers, settings, items and parties, each declared once in a file beside this one.

Everything that needs a barrier or a lever (engine, file check, tables, docs) reads it here. A mistake in a file is an
InputError that names file and line. All loaders return a dict by id, in the order of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints, field_validator, model_validator

from sim.faults import Fault
from sim.reading import Checked, InputError, build, read_yaml, refuse
from sim.words import Both, between, did_you_mean, unknown

HOME = Path(__file__).resolve().parent

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Share = Annotated[float, Field(ge=0, le=1)]
Grade = Literal["seen", "derived", "recall", "assumption"]
Rule = Literal[
    "enrol_chance", "perceived_distance", "belief_error", "lead_time", "screening_score", "contract_value",
    "landing_hazard", "training_months", "handover_loss", "fund_pays", "income_in_training", "entry_wage", "admission",
    "bill_share",
]  # fmt: skip
# What makes a lever's payers pay: each time this happens, to one person unless it says otherwise.
Occasion = Literal[
    "person-reached", "person-oriented", "employee-oriented",
    "client-month", "guide-month", "participant-month", "screening", "try-out",
    "orientation-job", "hybrid-job", "trial-placement",
    "admission", "course-start", "trainee-month", "dropout", "start", "starter-month", "first-year-month", "employee-year",
    "announcement", "kept-month", "supervision-hour", "euro-accrued", "euro-pooled", "euro-paid",
]  # fmt: skip
GROUPS = ("person", "company", "institution", "law")  # of barriers; the levers of each group have a file
STAGES = ("aware", "oriented", "matched", "selected", "contracted", "in-training", "started", "landed", "retained")


class Strength(Checked):
    """How strongly a barrier works today: 0 = absent, 1 = nobody passes because of it."""

    today: Share
    low: Share
    high: Share
    grade: Grade
    source: Text
    reason_nl: Text
    reason_en: Text

    @model_validator(mode="after")
    def _ordered(self) -> Strength:
        _check_order(self.low, self.today, self.high, "today")
        return self


class Official(Checked):
    """What is known of the official numbering: a number or None, and a sentence."""

    number: int | None
    nl: Text
    en: Text


class Barrier(Checked):
    """One of the 14 barriers (systeemhobbels): whom it binds, at which stage, in which one rule of the engine."""

    id: Slug
    code: Annotated[str, StringConstraints(pattern=r"^B\d\d$")]
    group: Literal["person", "company", "institution", "law"]
    nl: Text
    en: Text
    why_nl: Text
    why_en: Text
    binds: Annotated[tuple[Slug, ...], Field(min_length=1)]
    stage: Text
    rule: Rule
    strength: Strength
    signal_nl: Text
    signal_en: Text
    nearest: Slug
    tell_apart_nl: Text
    tell_apart_en: Text
    official: Official

    @field_validator("stage")
    @classmethod
    def _known_stage(cls, stage: str) -> str:
        for name in [] if stage == "all" else stage.split(" -> "):
            if name not in STAGES:
                raise Fault(*unknown("stage", name, STAGES))
        return stage


class Breakthrough(Checked):
    """What would take one barrier away. ``acts`` is true when its levers work in the engine."""

    id: Slug
    code: Annotated[str, StringConstraints(pattern=r"^D\d\d$")]
    barrier: Slug
    nl: Text
    en: Text
    what_nl: Text
    what_en: Text
    acts: bool
    levers: tuple[Slug, ...]


class Payer(Checked):
    """A party and its share (0-1) of a lever's bill."""

    party: Slug
    share: Share


class Cost(Checked):
    """Price of a lever: the payers pay ``payee`` the ``amount`` in ``unit`` at each ``per``, booked as ``item``.

    The amount is for one unit of dose above the default; or (``whole``) for each occasion there is more because of the dose, as
    when the dose is the share of matches with a try-out.
    """

    amount: Annotated[float, Field(ge=0)]
    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]
    unit: Text
    per: Occasion
    item: Slug
    payee: Slug
    source: Text
    grade: Grade
    whole: bool = False

    def at(self, dose: float, default: float) -> float:
        """What is asked at the occasion at a dose, in the unit of ``amount``; on average over the occasions when ``whole``."""
        return self.amount * (dose - default) / (dose if self.whole else 1.0)

    @model_validator(mode="after")
    def _ordered(self) -> Cost:
        _check_order(self.low, self.amount, self.high, "amount")
        return self


class ActsOnBarrier(Checked):
    """A full dose of the lever takes ``efficacy`` (a share, uncertain between low and high) of this barrier away."""

    id: Slug
    efficacy: Share
    efficacy_low: Share
    efficacy_high: Share

    @model_validator(mode="after")
    def _ordered(self) -> ActsOnBarrier:
        _check_order(self.efficacy_low, self.efficacy, self.efficacy_high, "efficacy")
        return self


class ActsOnSetting(Checked):
    """One unit of dose above the default changes this setting by ``gain``, in the setting's unit."""

    id: Slug
    gain: float


class ActsOn(Checked):
    """All that a lever moves."""

    barriers: tuple[ActsOnBarrier, ...] = ()
    settings: tuple[ActsOnSetting, ...] = ()


# What the month reads under the terms of an employer as a whole, and not under those of a person: this barrier and this setting.
OF_EMPLOYERS = ("late-release", "retention-subsidy")


class Lever(Checked):
    """A thing that someone can do more or less of. A dose at ``default`` is today."""

    id: Slug
    breakthrough: Slug
    nl: Text
    en: Text
    help_nl: Text
    help_en: Text
    actor: Slug
    payers: Annotated[tuple[Payer, ...], Field(min_length=1)]
    cost: Cost
    unit: Text
    unit_nl: Text
    low: float
    high: float
    default: float
    step: Annotated[float, Field(gt=0)]
    less_is_better: bool
    grade: Literal["A", "B", "C"]
    acts: bool
    acts_on: ActsOn
    source: Text

    @model_validator(mode="after")
    def _adds_up(self) -> Lever:
        _check_order(self.low, self.default, self.high, "default")
        if self.full_dose == self.default:
            nl = "de waarde van vandaag staat aan het beste eind van het bereik, dus de hefboom kan niets doen"
            raise Fault(nl, "the default stands at the best end of the range, so the lever can do nothing", "default")
        if abs(sum(payer.share for payer in self.payers) - 1) > 1e-9:
            nl = "de aandelen van de betalers moeten optellen tot 1"
            raise Fault(nl, "the shares of the payers must sum to 1", "payers")
        if self.acts and not (self.acts_on.barriers or self.acts_on.settings):
            nl = "een hefboom die werkt moet op een hobbel of een instelling werken"
            raise Fault(nl, "a lever that acts must act on a barrier or a setting", "acts_on")
        return self

    @property
    def acts_on_employers(self) -> bool:
        """Whether a part of it lies with an employer as a whole."""
        moved = [part.id for part in self.acts_on.barriers] + [part.id for part in self.acts_on.settings]
        return any(name in OF_EMPLOYERS for name in moved)

    @property
    def full_dose(self) -> float:
        """The dose with the whole effect: the high end, or the low end where less is better."""
        return self.low if self.less_is_better else self.high

    def reach(self, dose: float) -> float:
        """How far a dose goes from the default (0) to the full dose (1); negative when it goes the other way."""
        return (dose - self.default) / (self.full_dose - self.default)

    def check_dose(self, dose: float) -> None:
        """Raises Fault, with the range and the unit, when the dose is outside the lever's range."""
        if not self.low <= dose <= self.high:
            nl, en = between(self.low, self.high, Both(f"({self.unit_nl})", f"({self.unit})"))
            nl = f"{dose:g} kan niet voor '{self.id}', een dosis ligt {nl}"
            raise Fault(nl, f"{dose:g} is out of range for '{self.id}', a dose lies {en}")


class Setting(Checked):
    """A number the engine reads and a lever can move."""

    id: Slug
    nl: Text
    en: Text
    unit: Text
    unit_nl: Text
    today: float
    low: float
    high: float
    source: Text
    grade: Grade

    @model_validator(mode="after")
    def _ordered(self) -> Setting:
        _check_order(self.low, self.today, self.high, "today")
        return self


class Party(Checked):
    """Who decides or pays. Only a party with an account has a balance in the ledger."""

    id: Slug
    nl: Text
    en: Text
    kind: Literal["worker", "employer", "fund", "government", "provider", "actor"]
    account: bool


class Item(Checked):
    """What money in the ledger is for."""

    id: Slug
    nl: Text
    en: Text


def _check_order(low: float, middle: float, high: float, name: str) -> None:
    if not low <= middle <= high:
        nl = f"low, {name} en high moeten oplopen, niet {low:g}, {middle:g}, {high:g}"
        raise Fault(nl, f"low, {name} and high must be in rising order, not {low:g}, {middle:g}, {high:g}", name)


Entry = TypeVar("Entry", Barrier, Breakthrough, Lever, Setting, Party, Item)
Check = Callable[[Entry], None]


def read_entries(model: type[Entry], path: Path, check: Check[Entry] | None = None) -> Mapping[str, Entry]:
    """The entries of one catalogue file by id, in file order. Raises InputError with file and line."""
    data, lines = read_yaml(path)
    if not isinstance(data, list):
        nl = "het bestand moet een lijst zijn waarin elk deel begint met '- id: …'"
        raise refuse(Fault(nl, "the file must be a list of entries, each beginning with '- id: …'"), lines, path)
    entries: dict[str, Entry] = {}
    for index, item in enumerate(data):
        entry = build(model, item, lines, path, (index,))
        try:
            if entry.id in entries:
                raise Fault(f"'{entry.id}' staat hier twee keer", f"'{entry.id}' stands here twice", "id")
            if check:
                check(entry)
        except Fault as fault:
            raise refuse(fault, lines, path, (index,)) from None
        entries[entry.id] = entry
    return MappingProxyType(entries)


def _must_know(name: str, known: Mapping[str, object], what: str, *place: str | int) -> None:
    if name not in known:
        raise Fault(*unknown(what, name, known), *place)


@cache
def parties() -> Mapping[str, Party]:
    """Who decides and who pays."""
    return read_entries(Party, HOME / "parties.yaml")


@cache
def items() -> Mapping[str, Item]:
    """What money in the ledger is for, in the order of the ledger."""
    return read_entries(Item, HOME / "items.yaml")


@cache
def settings() -> Mapping[str, Setting]:
    """The numbers a lever can move; their order is the order of the columns of ``Terms.setting``."""
    return read_entries(Setting, HOME / "settings.yaml")


@cache
def barriers() -> Mapping[str, Barrier]:
    """The 14 barriers; their order is the order of the columns of ``Terms.strength``."""

    def check(barrier: Barrier) -> None:
        for index, party in enumerate(barrier.binds):
            _must_know(party, parties(), "party", "binds", index)

    found = read_entries(Barrier, HOME / "barriers.yaml", check)
    for barrier in found.values():
        _must_know(barrier.nearest, found, "barrier")
    return found


@cache
def breakthroughs() -> Mapping[str, Breakthrough]:
    """The 14 breakthroughs, one for each barrier."""

    def check(breakthrough: Breakthrough) -> None:
        _must_know(breakthrough.barrier, barriers(), "barrier", "barrier")

    return read_entries(Breakthrough, HOME / "breakthroughs.yaml", check)


@cache
def levers() -> Mapping[str, Lever]:
    """The levers that act, of all breakthroughs together, in the order of the breakthroughs."""
    found: dict[str, Lever] = {}

    def check(lever: Lever) -> None:
        if lever.id in found:
            nl = f"'{lever.id}' staat ook al in een ander bestand"
            raise Fault(nl, f"'{lever.id}' stands in another file as well", "id")
        check_lever(lever)

    for group in GROUPS:
        found |= read_entries(Lever, HOME / "levers" / f"{group}.yaml", check)
    for breakthrough in breakthroughs().values():
        for name in breakthrough.levers:
            if name not in found:
                nl, en = did_you_mean(name, found)
                nl = f"doorbraak '{breakthrough.id}' noemt '{name}', {nl}"
                raise InputError(nl, f"breakthrough '{breakthrough.id}' lists '{name}', {en}")
    return MappingProxyType(found)


def check_lever(lever: Lever) -> None:
    """Raises Fault when a lever names a breakthrough, party, item, barrier or setting that is unknown or cannot be."""
    _must_know(lever.breakthrough, breakthroughs(), "breakthrough", "breakthrough")
    if lever.id not in breakthroughs()[lever.breakthrough].levers:
        nl = f"doorbraak '{lever.breakthrough}' noemt de hefboom '{lever.id}' niet"
        raise Fault(nl, f"breakthrough '{lever.breakthrough}' does not list the lever '{lever.id}'", "breakthrough")
    _must_know(lever.actor, parties(), "party", "actor")
    for index, payer in enumerate(lever.payers):
        _must_have_account(payer.party, "payers", index, "party", or_each_fund=True)
    _must_have_account(lever.cost.payee, "cost", "payee")
    _must_know(lever.cost.item, items(), "item", "cost", "item")
    for index, barrier in enumerate(lever.acts_on.barriers):
        _must_know(barrier.id, barriers(), "barrier", "acts_on", "barriers", index, "id")
    for index, setting in enumerate(lever.acts_on.settings):
        _must_know(setting.id, settings(), "setting", "acts_on", "settings", index, "id")


def _must_have_account(name: str, *place: str | int, or_each_fund: bool = False) -> None:
    """Only a party with an account can pay or be paid; "sector-funds" can pay, because each of those funds has one."""
    _must_know(name, parties(), "party", *place)
    if not parties()[name].account and not (or_each_fund and parties()[name].kind == "fund"):
        nl = f"partij '{name}' heeft geen rekening in het kasboek en kan dus niet betalen of ontvangen"
        raise Fault(nl, f"party '{name}' has no account in the ledger, so it cannot pay or be paid", *place)


@dataclass(frozen=True)
class SourceRow:
    """One figure the product uses. ``period`` is empty where the figure has none."""

    id: str
    nl: str
    en: str
    source: str
    grade: str
    unit: str
    value: float
    low: float
    high: float
    period: str = ""


def sources() -> list[SourceRow]:
    """Every figure the product uses, with source and grade: catalogue, data tables, parameters and situations."""
    from sim.policies import figures  # stands on the data and the situations, which the catalogue itself does not need

    return [*_catalogue_figures(), *figures.data_figures(), *figures.parameter_figures(), *figures.situation_figures()]


def _catalogue_figures() -> Iterator[SourceRow]:
    for barrier in barriers().values():
        b, words = barrier.strength, (f"Sterkte: {barrier.nl}", f"Strength: {barrier.en}")
        yield SourceRow(f"barrier:{barrier.id}", *words, b.source, b.grade, "share", b.today, b.low, b.high)
    for s in settings().values():
        yield SourceRow(f"setting:{s.id}", s.nl, s.en, s.source, s.grade, s.unit, s.today, s.low, s.high)
    for lever in levers().values():
        c, words = lever.cost, (f"Prijs: {lever.nl}", f"Price: {lever.en}")
        unit = f"{c.unit} per {c.per}"
        yield SourceRow(f"lever:{lever.id}:cost", *words, c.source, c.grade, unit, c.amount, c.low, c.high)
        for e in lever.acts_on.barriers:
            words = (f"{lever.nl} op: {barriers()[e.id].nl}", f"{lever.en} on: {barriers()[e.id].en}")
            unit, span = "share of the barrier taken away", (e.efficacy, e.efficacy_low, e.efficacy_high)
            yield SourceRow(f"lever:{lever.id}:{e.id}", *words, lever.source, "assumption", unit, *span)
