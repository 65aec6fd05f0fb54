"""``loopbrug validate``: each pattern and each programme beside the model, with what is missed and why."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.table import Table

from cli import engine
from cli.ask import AsJson, Lang, Number, Seed, print_json
from cli.check import usable_cores, within
from cli.look import new_table
from cli.programmes import target_cells, written
from cli.programmes import verdict as programme_verdict
from cli.progress import Bar
from cli.tables import console
from cli.texts import number, percent, places, text
from sim import VERSION
from sim.plain import plain

if TYPE_CHECKING:
    from calibration.score import Line
    from calibration.validation import Report


def validate(sets: Number = None, seed: Seed = 1, processes: Number = None, json_: AsJson = False, lang: Lang = "nl") -> int:
    """Hold the model against the patterns and against what programmes reported."""
    chosen = {} if sets is None else {"sets": within("sets", sets)}
    within("seed", seed)
    processes = usable_cores() if processes is None else within("processes", processes)
    with Bar(lang, first_use=engine.first_use()) as progress:
        report = engine.validate(seed=seed, processes=processes, progress=progress, **chosen)
    command = shlex.join(["loopbrug", "validate", "--sets", str(report.sets), "--seed", str(seed)])
    if json_:
        print_json({"version": VERSION, "command": command, **as_json(report)})
        return 0
    print_report(report, lang)
    console().print(text("repeat", lang, command=command), markup=False)
    return 0


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain data; a value that does not exist is null."""
    from calibration.validation import why

    lines = [{**plain(found), "why": why(found)._asdict()} for found in report.lines]
    programmes = [
        {"programme": one.programme.id, "beside": plain(one.beside), "fitted": plain(other.beside)}
        for one, other in zip(report.programmes, report.fitted, strict=True)
    ]
    return {
        "inside": report.inside, "inside_by_rival": report.inside_by_rival, "sets": report.sets, "runs": report.runs,
        "targets": lines, "programmes": programmes, "estimate": report.estimate, "bridge": report.bridge,
    }  # fmt: skip


def print_report(report: Report, lang: str) -> None:
    """Patterns, what is missed and why, programmes, and how the parameter sets were made."""
    from calibration.score import GOAL

    to = console()
    to.print(patterns_table(report, lang))
    to.print(programmes_table(report, lang))
    lines = [
        text("inside_weight", lang, inside=percent(report.inside, lang), goal=percent(GOAL, lang),
             rival=percent(report.inside_by_rival, lang)),
        *missed(report, lang),
        *(text("not_together", lang, one=one, other=other) for one, other in report.estimate["not_together"]),
        *fitted_words(report, lang),
        text("sets_made", lang, **{name: report.estimate[name] for name in ("date", "sets", "truths", "held", "of")}),
        text("how_to_read_validation", lang),
    ]  # fmt: skip
    for said in lines:
        to.print(said, markup=False)


def patterns_table(report: Report, lang: str) -> Table:
    """One row per part of a pattern."""
    table = new_table(text("title_patterns", lang))
    table.add_column(text("pattern", lang), overflow="fold", ratio=1)
    for key in ("in_evidence", "in_model", "of_sets", "by_chance"):
        table.add_column(text(key, lang), justify="right", no_wrap=True)
    table.add_column(text("verdict", lang), no_wrap=True)
    table.add_column(text("rival", lang), justify="right", no_wrap=True)
    for found in report.lines:
        if found.target.central:
            table.add_row(*pattern_cells(found, lang))
    return table


def pattern_cells(found: Line, lang: str) -> list[str]:
    """A pattern in words and numbers, its parts under each other."""
    target = found.target
    kind = "" if target.scored else f" ({text('role_' + target.role.replace(' ', '_'), lang)})"

    def under(*columns: tuple[float, ...]) -> str:
        return "\n".join(" … ".join(figure(value, lang) for value in row) for row in zip(*columns, strict=True)) or "–"

    return [
        f"{target.id} {target.text.said(lang)}{kind}", under(target.low, target.high), under(found.median),
        under(found.low, found.high), under(found.noise), text(found.verdict.replace("-", "_"), lang),
        "–" if found.rival is None else under(found.rival),
    ]  # fmt: skip


def figure(value: float, lang: str) -> str:
    """A number with about three digits; a dash for none."""
    return number(value, lang, decimals=max(places(value), 2 if abs(value) < 1 else 1)) if np.isfinite(value) else "–"


def programmes_table(report: Report, lang: str) -> Table:
    """One row per reported result that can be compared: predicted, and with fitted parameters of the bridge."""
    table = new_table(text("title_predicted", lang))
    table.add_column(text("programme", lang), overflow="fold")
    table.add_column(text("measure", lang), overflow="fold", ratio=1)
    for key in ("in_model", "group_band", "without", "reported"):
        table.add_column(text(key, lang), justify="right", no_wrap=True)
    table.add_column(text("meets", lang))
    table.add_column(text("fitted", lang), justify="right", no_wrap=True)
    table.add_column(text("meets", lang))
    for outcome, other in zip(report.programmes, report.fitted, strict=True):
        for beside, fitted in zip(outcome.beside, other.beside, strict=True):
            if beside.target.comparable:
                share = written(fitted.simulated, beside.target.is_share, lang)
                table.add_row(
                    getattr(outcome.programme, lang), *target_cells(beside, lang), share, text(programme_verdict(fitted), lang)
                )
    return table


def fitted_words(report: Report, lang: str) -> list[str]:
    """How the bridge was fitted to what programmes reported, and what that leaves open."""
    from calibration.programme_fit import free_names

    made = report.bridge
    open_ = {"fitted_unknown": made["not_identified"], "fitted_not_seen": made["not_seen"], "fitted_never": made["never"]}
    return [
        text("fitted_how", lang, free=len(free_names()), date=made["date"]),
        *(text(key, lang, names=", ".join(names)) for key, names in open_.items() if names),
        *(text("not_together", lang, one=one, other=other) for one, other in made["not_together"]),
    ]


def missed(report: Report, lang: str) -> list[str]:
    """A sentence for each pattern that counts and is not met, with the reason as far as it is known."""
    from calibration.validation import why

    found = [(one, why(one).said(lang)) for one in report.lines if one.target.scored]
    return [text("missed", lang, id=one.target.id, pattern=one.target.text.said(lang), why=said) for one, said in found if said]
