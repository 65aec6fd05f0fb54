"""``loopbrug proeftuin``: design a pilot before it starts (`design`), and learn from what came of it (`update`)."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import engine
from cli.ask import AsJson, Force, Lang, Number, PackageNames, Seed, Settings, print_json, read_policy, whole_number
from cli.check import usable_cores, within
from cli.errors import WrongInput
from cli.look import new_table
from cli.out import prepare_out
from cli.posterior import repeated
from cli.progress import Bar
from cli.tables import console
from cli.texts import text
from sim import VERSION
from sim.plain import plain
from sim.words import LANGUAGES, did_you_mean

if TYPE_CHECKING:
    from experiments.proeftuin.design import Design

STEPS = ("design", "update")
WORLDS, SETS = 40, 120
PROTOCOL, FIGURES, FORM = "protocol.{lang}.md", "proeftuin.json", "uitkomst.yaml"
LEARNT, REPORT = "posterior.csv", "update.json"


def share(value: str) -> float:
    """The part between 0 and 1 written here; the message of a mistake says what was written."""
    try:
        return float(value)
    except ValueError:
        nl = f"'{value}' is geen getal, geef een deel tussen 0 en 1, zoals 0.7"
        raise WrongInput(nl, f"'{value}' is not a number, give a share between 0 and 1, such as 0.7") from None


Step = Annotated[str, typer.Argument()]
Where = Annotated[str | None, typer.Argument()]
Names = Annotated[str | None, typer.Option()]
Word = Annotated[str | None, typer.Option()]
Share = Annotated[float | None, typer.Option(parser=share)]
Worlds = Annotated[int | None, typer.Option("--runs", parser=whole_number)]
People = Annotated[int | None, typer.Option("--people", parser=whole_number)]
Months = Annotated[int | None, typer.Option("--months", parser=whole_number)]
Sets = Annotated[int | None, typer.Option("--sets", parser=whole_number)]
File = Annotated[Path | None, typer.Option()]
Into = Annotated[Path | None, typer.Option("--out")]


def proeftuin(
    step: Step,
    where: Where = None,
    package: PackageNames = None,
    set_: Settings = None,
    participants: Number = None,
    employers: Names = None,
    design: Word = None,
    outcome: Word = None,
    claim: Share = None,
    pilot_months: Months = None,
    results: File = None,
    pilot_runs: Worlds = None,
    pilot_sets: Sets = None,
    pilot_people: People = None,
    seed: Seed = 1,
    threads: Number = None,
    pilot_out: Into = None,
    force: Force = False,
    json_: AsJson = False,
    lang: Lang = "nl",
) -> int:
    """Design a pilot, or learn from one."""
    given = {"runs": pilot_runs, "people": pilot_people, "seed": seed, "threads": threads}
    for option, value in given.items():
        if value is not None:
            within(option, value)
    threads = usable_cores() if threads is None else threads
    if step == "design":
        refuse({"--results": results, "--sets": pilot_sets}, step)
        asked = {"design": design, "outcome": outcome, "claim": claim, "months": pilot_months}
        told = {name: value for name, value in asked.items() if value is not None}
        return design_one(
            where, package, set_, participants, employers, told, pilot_runs or WORLDS, pilot_people, seed, threads, pilot_out,
            force, json_, lang,
        )  # fmt: skip
    if step == "update":
        there = {
            "--package": package, "--set": set_, "--participants": participants, "--employers": employers, "--design": design,
            "--outcome": outcome, "--claim": claim, "--months": pilot_months, "--runs": pilot_runs,
        }  # fmt: skip
        refuse({**there, str(where): where}, step)
        from cli.proeftuin_update import update_one

        if pilot_sets is not None:
            within("sets", pilot_sets)
        return update_one(results, pilot_sets or SETS, pilot_people, seed, threads, pilot_out, force, json_, lang)
    hint = did_you_mean(step, STEPS)
    raise WrongInput(f"proeftuin kan geen '{step}'; {hint.nl}", f"proeftuin has no '{step}'; {hint.en}")


def refuse(options: dict[str, Any], step: str) -> None:
    """Raises WrongInput when an option is given that belongs to the other half of the command."""
    for option, value in options.items():
        if value:
            raise WrongInput(f"{option} hoort niet bij proeftuin {step}", f"{option} does not go with proeftuin {step}")


def design_one(
    where: str | None, package: list[str] | None, set_: list[str] | None, participants: int | None, employers: str | None,
    told: dict[str, Any], worlds: int, people: int | None, seed: int, threads: int, into: Path | None, force: bool, json_: bool,
    lang: str,
) -> int:  # fmt: skip
    """Design one pilot, show it, and write its protocol."""
    if where is None:
        nl = "achter proeftuin design moet nog een situatie staan, zoals nederland-2025"
        raise WrongInput(nl, "a situation is missing behind proeftuin design, such as nederland-2025")
    if not (package or set_):
        nl = "er is nog niets om te beproeven, geef --package NAAM of --set HEFBOOM=DOSIS"
        raise WrongInput(nl, "there is nothing to try out yet, give --package NAME or --set LEVER=DOSE")
    if participants is None:
        nl = "geef met --participants hoeveel mensen er meedoen, zoals 37"
        raise WrongInput(nl, "give with --participants how many people take part, such as 37")
    from experiments.proeftuin.design import designed
    from experiments.proeftuin.pilot import make_pilot
    from experiments.proeftuin.worlds import usual_people
    from sim.scenario import read_situation

    situation = read_situation(where)
    names = [name.strip() for name in employers.split(",")] if employers else []
    pilot = make_pilot(situation, read_policy(package or (), set_ or (), situation), participants, names, **told)
    people = people or usual_people(pilot)
    out = prepare_out(into, force)
    words = ["loopbrug", "proeftuin", "design", where]
    words += [word for name in package or () for word in ("--package", name)]
    words += [word for setting in set_ or () for word in ("--set", setting)]
    words += ["--participants", str(participants)] + (["--employers", ",".join(names)] if names else [])
    words += [word for name, value in told.items() for word in (f"--{name}", f"{value:g}" if name == "claim" else str(value))]
    command = shlex.join([*words, "--runs", str(worlds), "--people", str(people), "--seed", str(seed)]) + repeated()
    with Bar(lang, first_use=engine.first_use()) as progress:
        made = engine.stoppable(lambda: designed(pilot, people, worlds, seed, threads, progress))
    files = write(made, out, command) if out else []
    if json_:
        print_json({"version": VERSION, "command": command, **made.to_json()})
    else:
        print_design(made, lang, [text("repeat", lang, command=command), *(text("written", lang, path=file) for file in files)])
    return 0


def write(made: Design, out: Path, command: str) -> list[Path]:
    """The protocol in both languages, all figures, and the form for the results; each file is whole or not there."""
    from experiments.proeftuin.protocol import protocol
    from experiments.proeftuin.results import form

    contents = {PROTOCOL.format(lang=lang): protocol(made, lang, command) for lang in LANGUAGES}
    contents |= {FIGURES: as_text({"version": VERSION, "command": command, **made.to_json()}), FORM: form(made)}
    for name, content in contents.items():
        engine.write_aside(out / name, lambda file, content=content: file.write_text(content, encoding="utf-8"))  # type: ignore[misc]
    return [out / name for name in contents]


def as_text(document: Any) -> str:
    """A document as the text of a JSON file; what is not a number becomes null."""
    return json.dumps(plain(document), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def print_design(made: Design, lang: str, lines: list[str]) -> None:
    """The expected outcome, the four designs, what it cannot show, what is left in the region."""
    from experiments.proeftuin import protocol as words

    to = console()
    title = text("title_proeftuin", lang, package=getattr(made.pilot.package, lang), n=made.pilot.participants)
    table = new_table(title)
    for name in ("what", "with", "without"):
        table.add_column(words.say(f"col_{name}", lang), overflow="fold")
    for name, span in made.outcomes.items():
        table.add_row(words.outcome_name(name, lang), words.band(span, lang), words.band(made.today[name], lang))
    to.print(table)
    steps = new_table(words.say("steps", lang))
    for name in ("step", "people"):
        steps.add_column(words.say(f"col_{name}", lang))
    for name, span in made.steps.items():
        steps.add_row(words.say(f"step_{name}", lang), words.band(span, lang))
    to.print(steps)
    designs = new_table(words.say("head_power", lang).split(" ", 1)[1])
    for name in ("design", "power", "level", "bias", "needed", "least"):
        designs.add_column(words.say(f"col_{name}", lang), overflow="fold")
    for id, *cells in words.designs(made, lang):
        designs.add_row(words.say(f"design_{id}", lang), *cells)
    to.print(designs)
    shown = next(part for part in words.power(made, lang))
    gain = {end: words.points(getattr(made.region.pilot, end), lang) for end in ("low", "middle", "high")}
    cannot = [words.say("head_cannot", lang).split(" ", 1)[1] + ":", *(f"• {line}" for line in words.cannot(made, lang))]
    said = [words.say("effect", lang, **gain), words.cost(made, lang), shown, *cannot, " ".join(words.region(made, lang))]
    said += [text("how_to_read_proeftuin", lang), words.say("fingerprint", lang, fingerprint=made.fingerprint), *lines]
    for line in said:
        to.print(line, markup=False)
