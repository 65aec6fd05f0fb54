"""Write the validation report: `python -m docs.validation > docs/validation.md`. It runs the model and takes some four minutes.

The same report is kept as data (sim/estimate/validation.json), from which the sandbox tells it.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from math import isnan
from typing import TYPE_CHECKING

from calibration.calibrate import TABLES
from calibration.free import free_parameters
from calibration.programme_fit import TABLE_FILE, WORLDS, free_names
from calibration.score import GOAL, Line
from calibration.targets import SET, targets
from calibration.validation import Report, validate, why
from cli.check import usable_cores
from cli.programmes import reported, verdict, written
from cli.texts import text
from cli.validate import figure
from docs.generate import grid
from sim import VERSION
from sim.parameters import parameters
from sim.policies.programme import MEASURES
from sim.posterior import FILE, posterior
from sim.validation import Moved, Pattern, Predicted, Validation, write_validation

if TYPE_CHECKING:
    from sim.programme_runs import Beside, Outcome

HEAD = """# Is it true?

*Made by `docs/validation.py`, which runs the model; do not edit. `loopbrug validate` prints the same on your own machine.*

A model of the labour market should first look like the labour market. Here stands every pattern that the evidence gives, beside
what the model shows; what it misses, with the reason as far as we know it; and what programmes reported, beside what the model
predicts of them. **A pattern that is met does not prove that effects of packages are right**: patterns are levels, effects were
hardly ever measured. What was measured of effects is among them: closure of a firm, age in an audit, hires from unemployment."""

HOW = """**How to read it.** The *band* is the evidence's own, with its own weight. *Model* is the median over parameter sets, *90%
of the sets* what is not known of the parameters, *chance* the standard deviation between runs of one set. **pass**: the median
lies in the band; **near**: at most a quarter of the band's middle outside it; **fail**: further off. The *rival* is a chain of
quarterly flows between work, unemployment and neither for three ages, fitted to the same flows (marked f): where it does as
well, the agents do not earn their keep on that pattern; where it has no word (–), only they can speak."""


def page(report: Report) -> str:
    """The whole page."""
    made = report.estimate
    parts = [
        HEAD, f"Made with {report.sets} of the parameter sets of {made['date']}: {report.runs} runs of {made['workers']:,} people "
        f"in `{made['world']}`, 24 months each after the burn-in, seed {report.seed}.", _verdict(report), "## The patterns", HOW,
        grid(("", "pattern", "unit", "period", "band", "model", "90% of the sets", "chance", "verdict", "weight", "rival"),
             map(_pattern, (one for one in report.lines if one.target.role not in SET and one.target.central))),
        "## What is missed, and why", *_missed(report), "## What is put in", _put_in(),
        "## Programmes, predicted and fitted", PREDICTED,
        grid(("programme", "measure", "reported", "predicted", "group of that size", "without it", "do they meet?", "fitted",
              "group of that size", "do they meet?"), _programmes(report)),
        _fitted(report), "### What the reports say of the bridge", OTHER_USE,
        grid(("parameter", "", "by hand", "range searched", "median", "90% of the sets", "identified"), _bridge()),
        "## How the parameter sets were made", _made(report), "### What the patterns say of each parameter",
        grid(("parameter", "", "range searched", "median", "90% of the sets", "left of the range", "identified"), _parameters()),
        "### Does the method find back what was put in?", _recovered(report),
        grid(("parameter", "intervals of 90% that held the truth", "of", "identified in"), _recovery()),
        "### Which parameter moves which pattern",
        "The largest of Morris' elementary effects, over the whole range of the parameter.",
        grid(("pattern", "moved most by"), _moved()),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _verdict(report: Report) -> str:
    goal = "which meets" if report.inside >= GOAL else "which misses"
    return (
        f"**{100 * report.inside:.0f}% of the weight of the patterns lies inside its band**, {goal} the goal of {100 * GOAL:.0f}%. "
        f"The rival reaches {100 * report.inside_by_rival:.0f}%, nearly all of it by fitting."
    )


def _pattern(found: Line) -> list[str]:
    from calibration.rival import FITTED

    target = found.target

    def under(*columns: tuple[float, ...]) -> str:
        return "<br>".join(" … ".join(figure(value, "en") for value in row) for row in zip(*columns, strict=True)) or "–"

    said = "–" if found.rival is None else under(found.rival) + (" f" if target.id in FITTED else "")
    weight = f"{target.weight:g}" if target.scored else f"({target.role})"
    return [
        f"[{target.id}]({target.source})" if target.source.startswith("http") else target.id,
        target.text.en, target.unit, target.period, under(target.low, target.high), under(found.median),
        under(found.low, found.high), under(found.noise),
        text(found.verdict.replace("-", "_"), "en"), weight, said,
    ]  # fmt: skip


def _missed(report: Report) -> Iterable[str]:
    said = [(one, why(one).en) for one in report.lines if one.target.scored or one.target.role == "check"]
    missed = [f"- **{one.target.id}**, {one.target.text.en}: {reason}" for one, reason in said if reason]
    yield "\n".join(missed) or "Nothing."
    pairs = report.estimate["not_together"]
    if pairs:
        yield "Each met often, but in none of all runs together: " + "; ".join(f"{a} and {b}" for a, b in pairs) + "."
    else:
        yield "No two patterns were found that were each met often and never together."


def _put_in() -> str:
    return "\n".join(f"- {t.id}, {t.text.en}: {t.why.en}" for t in targets() if t.role in SET)


PREDICTED = """*Predicted*: run under the same parameter sets. Nothing of the bridge, of programmes or of levers was fitted to what
they reported; the parameters of the bridge stand as they were set by hand ([parameters](parameters.md)). Some were set with such
figures in view (`enrol` beside the take-up of James and a.s.r., `dropout` beside courses), so those rows test the model less.
*Fitted*: the same worlds with the same luck, in which from month 0 on the bridge has the parameters that fit the reports best.
What the programmes hold stands in [programmes](programmes.md)."""

OTHER_USE = """**Forecasts do not use the fitted sets.** The reports are of people who were chosen or came forward, mostly without
saying how many were asked, and never beside a control group. Whoever fits take-up, drop-out and staying to them gives the bridge
what belongs to the choice of people, and every package then looks better than it is. So they stand beside the prediction, as a test
of what the model could give, and no command but `validate` reads them (`sim/estimate/programmes.csv`)."""


def _programmes(report: Report) -> Iterable[list[str]]:
    for outcome, other in zip(report.programmes, report.fitted, strict=True):
        for one, fitted in zip(outcome.beside, other.beside, strict=True):
            if one.target.comparable:
                model, band, meets = _counted(one)
                yield [
                    outcome.programme.en, f"`{one.target.measure}`", reported(one.target, "en").replace("\n", " "), model, band,
                    written(one.today, one.target.is_share, "en"), meets, *_counted(fitted),
                ]  # fmt: skip


def _counted(one: Beside) -> tuple[str, str, str]:
    share = one.target.is_share
    band = "–" if isnan(one.low) else f"{written(one.low, share, 'en')} … {written(one.high, share, 'en')}"
    return written(one.simulated, share, "en"), band, text(verdict(one), "en")


def _fitted(report: Report) -> str:
    made = report.bridge
    said = {
        "In most runs nobody got so far, whatever the parameters, so there was nothing to fit to": made["not_seen"],
        "Met in no run within the ranges of the parameters": made["never"],
        "Each met often, but in none of all runs together": [f"{one} and {other}" for one, other in made["not_together"]],
        "Still out at the best point": made["failing"],
        "Not identified": [f"`{name}`" for name in made["not_identified"]],
    }
    lines = [f"- {what}: {', '.join(names) or 'none'}." for what, names in said.items()]
    waves = f"{made['waves']} wave{'' if made['waves'] == 1 else 's'}"
    return (
        f"Fitted on {made['date']}: {len(free_names())} parameters that act on the bridge alone, within their ranges, in "
        f"{waves} of {made['runs']} runs of {made['people']:,} people, begun in {WORLDS} worlds that each live under a macro set; "
        f"{100 * made['share_left']:.3g}% of all combinations was left, and {made['sets']} sets were drawn from it. "
        "An interval around each report holds how few people it is of, and 5 percentage points for what the model leaves out (an "
        "assumption). "
        "`python -m calibration.programme_fit DIR` makes them again.\n\n" + "\n".join(lines)
    )


def _bridge() -> Iterable[list[str]]:
    for row in _table(TABLE_FILE):
        known = parameters()[row["parameter"]]
        yield [
            f"`{known.name}`", known.en, f"{known.value:g}", f"{known.low:g} … {known.high:g}", f"{float(row['median']):.3g}",
            f"{float(row['low']):.3g} … {float(row['high']):.3g}", "yes" if row["identified"] == "True" else "no",
        ]  # fmt: skip


def _made(report: Report) -> str:
    made = report.estimate
    spent = made["effort"]
    idle = ", ".join(f"`{name}`" for name in made["idle"]) or "none"
    failing = ", ".join(made["failing"])
    reached = f" No point met all at once; nearest, these stay out: {failing}." if failing else ""
    unknown = ", ".join(f"`{name}`" for name in made["not_identified"]) or "none"
    asked = {name: spent[name] for name in ("runs", "waves", "sets")} | {"seed": made["seed"]}
    again = "loopbrug calibrate --out DIR " + " ".join(f"--{name} {value}" for name, value in asked.items())
    return (
        f"{len(free_parameters())} parameters were free, the others stand as [parameters](parameters.md) has them. A screen of "
        f"{spent['trajectories']} trajectories (Morris) found idle: {idle}. {made['waves']} waves of {spent['runs']} runs left "
        f"{100 * made['share_left']:.2g}% of all combinations.{reached} {spent['twins']} points of it, run twice, told what chance "
        "there is in a run: a country is so much larger that it has none, so none was allowed for. "
        f"From what was left {made['sets']} sets were drawn, in proportion to how well they meet all targets; they say as much as "
        f"{made['effective_sets']} independent ones. Every run "
        "of the product lives under one of them, and a band holds both chance and what they leave unknown. *Not identified*, and "
        f"so as unknown as before: {unknown}. `{again}` makes them again, `python -m calibration.ship DIR` puts them in."
    )


def _recovered(report: Report) -> str:
    made = report.estimate
    enough = "enough" if made["covers"] else "**too few**"
    return (
        f"{made['truths']} truths were drawn, run, and fitted as if they had been observed: {made['held']} of {made['of']} "
        f"intervals of 90% held the truth, {enough} (by luck alone at least {made['least_that_should_hold']})."
    )


def _table(name: str) -> list[dict[str, str]]:
    with (FILE.parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _parameters() -> Iterable[list[str]]:
    for free, row in zip(free_parameters(), _table(TABLES[2]), strict=True):
        yield [
            f"`{free.name}`", free.en, f"{free.low:g} … {free.high:g}", f"{float(row['median']):.3g}",
            f"{float(row['low']):.3g} … {float(row['high']):.3g}", f"{100 * float(row['width']):.0f}%",
            "yes" if row["identified"] == "True" else "no",
        ]  # fmt: skip


def _recovery() -> Iterable[list[str]]:
    return ([f"`{row['parameter']}`", row["held"], row["of"], row["identified"]] for row in _table(TABLES[3]))


def _moved() -> Iterable[list[str]]:
    effects = _table(TABLES[0])
    for name in dict.fromkeys(row["summary"] for row in effects):
        mine = [row for row in effects if row["summary"] == name and row["mu_star"]]
        mine.sort(key=lambda row: -float(row["mu_star"]))
        yield [name, ", ".join(f"`{row['parameter']}` {float(row['mu_star']):.2g}" for row in mine[:4])]


def kept(report: Report) -> Validation:
    """The same report as data, in full precision."""
    made = report.estimate
    programmes = [
        _predicted(outcome, one, fitted)
        for outcome, other in zip(report.programmes, report.fitted, strict=True)
        for one, fitted in zip(outcome.beside, other.beside, strict=True)
        if one.target.comparable
    ]
    return Validation(
        VERSION, made["date"], made["world"], made["workers"], report.sets, report.runs, report.seed, posterior().fingerprint,
        report.inside, GOAL, report.inside_by_rival, tuple((one, other) for one, other in made["not_together"]),
        tuple(_kept(one) for one in report.lines), tuple(programmes), tuple(_most_moved()),
    )  # fmt: skip


def _most_moved() -> Iterable[Moved]:
    """For each parameter that was free, the pattern of which it holds the largest share of what all of them move."""
    effects = [(row["summary"], row["parameter"], float(row["mu_star"])) for row in _table(TABLES[0]) if row["mu_star"]]
    whole: dict[str, float] = {}
    for summary, _, effect in effects:
        whole[summary] = whole.get(summary, 0.0) + effect
    for free in free_parameters():
        mine = [(effect / whole[summary], summary) for summary, name, effect in effects if name == free.name and whole[summary] > 0]
        if mine:
            share, summary = max(mine)
            yield from (Moved(name, summary.partition(".")[0], share) for name in free.members)


def _kept(found: Line) -> Pattern:
    from calibration.rival import FITTED

    target = found.target
    reason = target.why if target.role in SET else why(found)
    return Pattern(
        target.id, target.text.nl, target.text.en, target.unit, target.period, target.source, target.status, target.role,
        target.weight, target.low, target.high, found.median, found.low, found.high, found.noise, found.verdict, found.rival,
        target.id in FITTED, reason.nl, reason.en,
    )  # fmt: skip


def _predicted(outcome: Outcome, one: Beside, fitted: Beside) -> Predicted:
    target, measure = one.target, MEASURES[one.target.measure]
    return Predicted(
        outcome.programme.id, outcome.programme.nl, outcome.programme.en, measure.nl, measure.en, target.is_share, one.simulated,
        one.low, one.high, one.today, target.low, target.high, target.size, verdict(one),
        (fitted.simulated, fitted.low, fitted.high), verdict(fitted),
    )  # fmt: skip


if __name__ == "__main__":
    made = validate(processes=usable_cores())
    write_validation(kept(made))
    sys.stdout.write(page(made))
