"""A stand-in engine: the command line is tested without running a labour market."""

import sys
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import sim
import sim.assumed  # stands on the real sim.data, so it comes before the stand-in does
from cli.__main__ import main
from sim.words import Complaint, unknown


class InputError(Complaint):
    pass


class Stopped(Exception):
    def __init__(self, results: list[Any]) -> None:
        self.results = results


@dataclass(frozen=True)
class Use:
    lever: str
    dose: float


@dataclass(frozen=True)
class Package:
    levers: tuple[Use, ...]
    id: str = "gids"
    nl: str = "Gids"
    en: str = "Guide"


@dataclass(frozen=True)
class Situation:
    id: str = "dorp"
    nl: str = "Het dorp"
    en: str = "The village"
    start: str = "2025-01"
    workers: int = 5_000
    months: int = 24
    runs: int = 4
    people: int = 40_000


@dataclass(frozen=True)
class RunPlan:
    situation: Any
    package: Any
    workers: int
    months: int
    runs: int
    seed: int
    engine: str
    threads: int
    assumed: dict[str, float] = field(default_factory=dict)

    @property
    def weight(self) -> float:
        return self.situation.people / self.workers


def effect(measure: str, low: float, middle: float, high: float, **other: Any) -> SimpleNamespace:
    given = {
        "nl": "Blijvende overstappen", "en": "Lasting crossings", "unit": "per 1000", "today": 10.0,
        "package": 10.0 + middle, "chance_better": 0.93, "monte_carlo_error": 0.4, "pairs": 4, "better": "higher",
    } | other  # fmt: skip
    bands = {"low80": (low + middle) / 2, "high80": (middle + high) / 2, "low95": low, "high95": high}
    return SimpleNamespace(measure=measure, effect=middle, **bands, **given)


@dataclass
class FakeEngine:
    """What the commands asked of the engine, and what it should do to them."""

    plans: list[RunPlan] = field(default_factory=list)
    worlds: list[tuple[str, ...]] = field(default_factory=list)
    written: list[tuple[Any, int, str]] = field(default_factory=list)
    stop_after: int | None = None
    settled: bool = True
    cohorts: list[tuple[int, int]] = field(default_factory=list)
    error: BaseException | None = None

    def run_worlds(self, plan: RunPlan, worlds: tuple[str, ...], out: Any, progress: Any) -> list[Any]:
        self.plans.append(plan)
        self.worlds.append(worlds)
        if self.error:
            raise self.error
        results = [
            SimpleNamespace(run=run, world=world, seed=plan.seed + run, measures={"u": 3.0 + run, "v": float("nan")},
                            settled=self.settled)
            for run in range(plan.runs)
            for world in worlds
        ]
        progress(1.0)
        if self.stop_after is not None:
            raise Stopped(results[: self.stop_after])
        return results

    def write_manifest(self, out: Any, plan: RunPlan, results: list[Any], command: str) -> None:
        self.written.append((out, len(results), command))
        (out / "manifest.json").write_text("{}")

    def compare(self, results: list[Any]) -> SimpleNamespace:
        rows = [
            effect("lasting-crossings", 1.0, 4.0, 8.0),
            effect("months-lost", -1.0, 0.0, 1.0, nl="Maanden", en="Months", unit="maanden", better="lower"),
        ]
        pays = [
            {"payer": "uwv", "nl": "UWV", "en": "UWV", "euro_per_year": -1234567.0, "per_lasting_crossing": 2500.0},
            {"payer": "eu", "nl": "EU", "en": "EU", "euro_per_year": 0.0, "per_lasting_crossing": float("nan")},
        ]
        data = {"rows": [vars(row) for row in rows], "who_pays": pays, "results": len(results)}
        stages = {"aware": 40.0, "retained": 4.0}
        return SimpleNamespace(
            rows=rows, deadweight=0.42, displacement=None, who_pays=pays, to_json=lambda: data,
            funnel={"today": stages, "package": stages}, reasons={"today": {}, "package": {"gave-up": 3.0}},
            business=None, persons=[],
        )  # fmt: skip


def fake_scenario() -> ModuleType:
    def read_situation(name: str) -> Situation:
        if name != "dorp":
            raise InputError(*unknown("situation", name, ["dorp"]))
        return Situation()

    def package_from_settings(settings: list[str], base: Package | None = None) -> Package:
        pairs = [setting.partition("=") for setting in settings]
        return Package((*(base.levers if base else ()), *(Use(lever, float(dose)) for lever, _, dose in pairs)))

    module = ModuleType("sim.scenario")
    module.__dict__.update(
        InputError=InputError,
        read_situation=read_situation,
        read_package=lambda name, situation: Package((Use("neutral-guide", 1.0),)),
        package_from_settings=package_from_settings,
        situations=lambda: [Situation()],
        fingerprint=lambda thing: "0123456789abcdef",
    )
    return module


def write_aside(file: Any, write: Any) -> None:
    write(file)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """The stand-in engine, put where the commands look for the real one."""
    fake = FakeEngine()
    runs = ModuleType("sim.runs")
    runs.__dict__.update(RunPlan=RunPlan, Stopped=Stopped, run_worlds=fake.run_worlds)
    output = ModuleType("sim.output")
    output.__dict__.update(write_manifest=fake.write_manifest, write_aside=write_aside)
    scoping = ModuleType("sim.scoping")
    scoping.__dict__.update(cohorts=lambda package, weight: fake.cohorts, idle_for_persons=lambda package: [])
    effects = ModuleType("sim.effects")
    effects.__dict__.update(compare=fake.compare)
    measures = ModuleType("sim.measures")
    declared = {"u": SimpleNamespace(nl="Werkloosheid", en="Unemployment", unit="%")}
    measures.__dict__.update(MEASURES=declared, UNITS_NL={"%": "%"})
    ready = ModuleType("sim.warm")
    ready.__dict__.update(is_warm=lambda: True)
    data = ModuleType("sim.data")
    data.__dict__.update(DataError=type("DataError", (ValueError,), {}))
    monkeypatch.delenv("LOOPBRUG_LANG", raising=False)
    for module in (runs, output, scoping, effects, measures, ready, data, fake_scenario()):
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(sim, module.__name__.partition(".")[2], module, raising=False)
    return fake


@dataclass
class Answer:
    status: int
    out: str
    err: str


@pytest.fixture
def loopbrug(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command line as a user types it."""

    def call(line: str) -> Answer:
        capsys.readouterr()
        status = main(line.split())
        captured = capsys.readouterr()
        return Answer(status, captured.out, captured.err)

    return call
