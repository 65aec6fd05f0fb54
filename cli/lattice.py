"""``loopbrug lattice``: every combination of breakthroughs, and what follows from all of them."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import engine
from cli.ask import AsJson, Lang, Number, Seed, SituationName, print_json, whole_number
from cli.check import usable_cores, within
from cli.errors import WrongInput, one_sentence
from cli.lattice_tables import print_report
from cli.out import kept_folder
from cli.progress import Bar
from cli.stopping import FAILED, STOPPED
from cli.texts import text
from sim import VERSION
from sim.words import unknown

if TYPE_CHECKING:
    from experiments.lattice.report import Source
    from sim.runs import RunPlan

USUAL = {"workers": 10_000, "months": 60, "runs": 8}
PACKAGE = "alle-doorbraken"


def part_of_whole(value: str) -> float:
    """A part above 0 and at most 1; the message of a mistake says what was written."""
    try:
        found = float(value)
    except ValueError:
        found = 0.0
    if not 0 < found <= 1:
        nl = f"'{value}' kan niet, geef een getal boven 0 en hoogstens 1, zoals 0.8"
        raise WrongInput(nl, f"'{value}' is out of range, give a number above 0 and at most 1, such as 0.8")
    return found


Kept = Annotated[Path | None, typer.Option("--out")]
AskedOf = Annotated[Path | None, typer.Option("--from")]
WholePackage = Annotated[str | None, typer.Option("--package")]
ArmWorkers = Annotated[int | None, typer.Option("--workers", parser=whole_number)]
ArmMonths = Annotated[int | None, typer.Option("--months", parser=whole_number)]
ArmRuns = Annotated[int | None, typer.Option("--runs", parser=whole_number)]
Outcome = Annotated[str, typer.Option("--measure")]
Cost = Annotated[str, typer.Option("--cost")]
Reach = Annotated[float, typer.Option("--share", parser=part_of_whole)]
Given = Annotated[str, typer.Option("--given")]


def lattice(
    situation: SituationName,
    kept: Kept = None,
    asked_of: AskedOf = None,
    whole_package: WholePackage = None,
    arm_workers: ArmWorkers = None,
    arm_months: ArmMonths = None,
    arm_runs: ArmRuns = None,
    seed: Seed = 1,
    processes: Number = None,
    outcome: Outcome = "lasting-crossings",
    cost: Cost = "net-public",
    reach: Reach = 0.8,
    given: Given = "",
    json_: AsJson = False,
    lang: Lang = "nl",
) -> int:
    """Run every combination of breakthroughs, and answer questions from all of them."""
    sizes = {"workers": arm_workers, "months": arm_months, "runs": arm_runs, "processes": processes}
    for option, value in {**sizes, "seed": seed}.items():
        if value is not None:
            within(option, value)
    if kept is None:
        _refuse_sizes({**sizes, "package": whole_package})
    elif asked_of is not None:
        raise WrongInput("kies --out om te rekenen of --from om te vragen", "choose --out to run or --from to ask")
    from sim.scenario import read_situation

    place = read_situation(situation)
    _known_columns(outcome, cost)
    words = ["loopbrug", "lattice", situation]
    if kept is not None:
        numbers = {name: sizes[name] or usual for name, usual in USUAL.items()}
        plan = _plan(place, whole_package or PACKAGE, numbers, seed)
        given_mask(given, _parts(plan))
        words += ["--out", str(kept), *(["--package", whole_package] if whole_package else [])]
        words += [word for name, value in numbers.items() for word in (f"--{name}", str(value))] + ["--seed", str(seed)]
        source, files, status = run_lattice(plan, kept_folder(kept), processes or usable_cores(), lang)
        if status:
            return status
    else:
        source, files = read_source(place, asked_of), []
        words += ["--from", str(asked_of)] if asked_of else []
    for column in (outcome, cost):
        if column not in source.known:
            nl = f"'{column}' heeft in deze runs geen waarde, kies een andere uitkomst of meer maanden"
            raise WrongInput(nl, f"'{column}' has no value in these runs, choose another outcome or more months")
    from experiments.lattice.report import head_to_json, report_of

    report = report_of(source, outcome, cost, reach, given_mask(given, source.head.parts))
    words += ["--measure", outcome, "--cost", cost, "--share", f"{reach:g}", *(["--given", given] if given else [])]
    command = shlex.join(words)
    if json_:
        shares = {id: source.shapley(id) for id in source.known}
        print_json({"version": VERSION, "command": command, "lattice": head_to_json(source), "report": report.to_json(),
                    "shapley_by_seed": shares})  # fmt: skip
        return 0
    lines = [text("repeat", lang, command=command), *(text("written", lang, path=file) for file in files)]
    print_report(report, source, getattr(place, lang), lang, lines)
    return 0


def _refuse_sizes(given: dict[str, Any]) -> None:
    """Sizes and a package are for running; a finished lattice has its own."""
    for name, value in given.items():
        if value is not None:
            nl = f"--{name} hoort bij --out; wat al klaar is heeft zijn eigen maat"
            raise WrongInput(nl, f"--{name} goes with --out; what is finished has its own size")


def _known_columns(outcome: str, cost: str) -> None:
    from experiments.lattice.columns import COST, columns

    costs = [id for id, column in columns().items() if column.kind == COST]
    for option, name, known in (("--measure", outcome, list(columns())), ("--cost", cost, costs)):
        if name not in known:
            nl, en = unknown("item", name, known)
            raise WrongInput(f"{option}: {nl}", f"{option}: {en}")


def _plan(place: Any, package: str, numbers: dict[str, int], seed: int) -> RunPlan:
    from sim.contributions import working
    from sim.scenario import read_package

    whole = working(read_package(package, place))
    plan: RunPlan = engine.make_plan(situation=place, package=whole, seed=seed, **numbers)
    return plan


def _parts(plan: RunPlan) -> tuple[str, ...]:
    from sim.contributions import parts_of

    assert plan.package is not None
    return tuple(parts_of(plan.package))


def given_mask(given: str, parts: tuple[str, ...]) -> int:
    """The bit mask of breakthroughs by code or id, with commas between. Raises WrongInput for one that is not among them."""
    from experiments.lattice.answers import mask_of
    from sim.policies.catalogue import breakthroughs

    codes = {breakthroughs()[part].code.lower(): part for part in parts if part in breakthroughs()}
    asked = [word.strip() for word in given.split(",") if word.strip()]
    for word in asked:
        if word not in parts and word.lower() not in codes:
            nl, en = unknown("breakthrough", word, [*(code.upper() for code in codes), *parts])
            raise WrongInput(f"--given: {nl}", f"--given: {en}")
    return mask_of([codes.get(word.lower(), word) for word in asked], parts)


def run_lattice(plan: RunPlan, folder: Path, processes: int, lang: str) -> tuple[Any, list[Path], int]:
    """Fill the folder behind a progress bar; (the lattice, files written, exit status: not 0 when it was ended early)."""
    from experiments.lattice.fill import fill
    from experiments.lattice.lattice import read_lattice
    from experiments.lattice.store import finished_seeds, read_head
    from experiments.lattice.table import NAME, table_of, write_table
    from experiments.processes import Broken

    seeds = range(plan.seed, plan.seed + plan.runs)
    try:
        with Bar(lang, first_use=engine.first_use()) as progress:
            fill(plan, folder, processes, progress)
    except Broken as error:
        print(one_sentence(error.both.said(lang)), file=sys.stderr)
        return None, [], FAILED
    except KeyboardInterrupt:
        done = len(set(finished_seeds(folder, read_head(folder))) & set(seeds)) if (folder / "manifest.json").exists() else 0
        print(text("lattice_stopped", lang, done=done, asked=plan.runs, path=folder), file=sys.stderr)
        return None, [], STOPPED
    found = read_lattice(folder, seeds)
    write_table(table_of(found), folder / NAME)
    arms = folder / "arms.parquet"
    engine.write_arms(arms, found)
    return found, [folder / NAME, arms], 0


def read_source(place: Any, folder: Path | None) -> Source:
    """What is asked: a finished folder, a table in a file, or the table that ships for the situation. Raises WrongInput."""
    from experiments.lattice.lattice import read_lattice
    from experiments.lattice.table import read_table, shipped

    found: Source | None
    if folder is None:
        found = shipped(place.id)
        if found is None:
            nl = f"voor {place.id} zit er geen tabel bij, reken alle combinaties uit met --out MAP of geef er een met --from"
            raise WrongInput(nl, f"no table ships for {place.id}, run all combinations with --out FOLDER or give one with --from")
        return found
    found = read_table(folder) if folder.is_file() else read_lattice(folder)
    if found.head.situation != place.id:
        nl = f"in {folder} staat {found.head.situation}, niet {place.id}"
        raise WrongInput(nl, f"{folder} holds {found.head.situation}, not {place.id}")
    return found
