"""Write the page of the programmes: `python -m docs.programmes > docs/programmes.md`. It runs the model and takes some minutes.

What the model counted is also kept as data (sim/estimate/programmes.json), from which the sandbox's library tells the same. A test
holds that every programme, every reported target and every fact it was read from stand on the page.
"""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from cli.check import usable_cores
from cli.notes import idle
from cli.programmes import PEOPLE, RUNS, reported, tenths, verdict, written
from cli.texts import number, text
from docs.generate import grid
from sim import VERSION
from sim.policies.programme import MEASURES, Design, Programme
from sim.programme_results import BesideReport, ProgrammeResult, Results, write_results
from sim.programme_runs import ONE_IN, ONE_IN_CAMPAIGN, Beside, Outcome, run_programmes
from sim.programmes import programmes

HEAD = f"""# Programmes

*Made by `docs/programmes.py`: it runs the model and takes some minutes. Do not edit.*

Every programme in the five source documents is a file in `scenarios/programmes/`: its design as the source gives it, what the
source does not say marked *unknown*, the levers and doses that stand for it, and what was reported of it. `loopbrug programmes`
runs them. SF001 and the like number the facts read in the documents; a grade says whether a figure was seen, derived from seen
ones, recalled or assumed.

**How it is run.** {RUNS} worlds of {PEOPLE:,} simulated people for each situation, each once as today and once under each
programme, with the same luck. As many people get the offer as in reality, up to one in {ONE_IN} ({PEOPLE // ONE_IN} people); a
larger programme is one in {ONE_IN}, or its real share of the people when that is more. Where a source counts only people behind a
gate (a try-out, a course), one in {ONE_IN_CAMPAIGN} gets the offer. *Group of that size* is where 90% of groups as large as
the reported one lie in the model: chance, differences between worlds, how well levers work, and how few people were simulated.
*Without it* is what the same people do in the same worlds without the programme. Heads and euros are checked every month.

**How to read it.** Reports are of chosen groups without a control group. That one meets the model is no proof, and that it does not
no refutation: doses and parameters are assumptions, and nothing was set to make a report come true. *Nobody gets that far* means
that in the model no one who was invited passed the gate behind which the source counts. People who took part may move to another
sector over the bridge or by themselves; *of whom anyway* is the part of both who move without the programme too.
"""


def page(outcomes: Sequence[Outcome]) -> str:
    """The whole page."""
    parts = [HEAD, "## All together", grid(("programme", "people", "situation", "took part", "over the bridge",
             "other sector", "of whom anyway", "bill not covered", "euros a participant"), map(_line, outcomes))]  # fmt: skip
    parts += ["## Reported and simulated", _overview(outcomes)]
    return "\n\n".join([*parts, *(part for outcome in outcomes for part in _one(outcome))]) + "\n"


def _line(outcome: Outcome) -> list[str]:
    programme = outcome.programme
    people = programme.participants
    shares = (outcome.took_part, outcome.over_bridge, outcome.crossed, outcome.anyway, outcome.refused)
    return [
        f"[{programme.en}](#{anchor(programme)})", f"{people.number:,}" + ("" if people.value else " (assumed)"),
        programme.situation.id, *(tenths(share, "en") for share in shares), number(outcome.cost, "en", decimals=0),
    ]  # fmt: skip


def anchor(programme: Programme) -> str:
    """Where a heading is found on the page."""
    return programme.id


def _overview(outcomes: Sequence[Outcome]) -> str:
    rows = [
        [outcome.programme.en, f"`{b.target.measure}`", *_numbers(b)] for outcome in outcomes for b in outcome.beside
        if b.target.comparable
    ]  # fmt: skip
    return grid(("programme", "measure", "model", "group of that size", "without it", "reported", "do they meet?"), rows)


def _numbers(beside: Beside) -> list[str]:
    share = beside.target.is_share
    band = "–" if beside.low != beside.low else f"{written(beside.low, share, 'en')} … {written(beside.high, share, 'en')}"
    said = reported(beside.target, "en").replace("\n", " ")
    return [written(beside.simulated, share, "en"), band, written(beside.today, share, "en"), said, text(verdict(beside), "en")]


def _one(outcome: Outcome) -> Iterable[str]:
    programme = outcome.programme
    yield f'<a id="{anchor(programme)}"></a>\n\n## {programme.en}'
    yield f"`{programme.id}` · {programme.source}\n\n{programme.about_en}"
    yield grid(("", "", "source", "grade"), _facts(programme))
    yield grid(("lever", "dose", "source", "grade"), (
        (f"`{dose.lever}`", f"{dose.dose:g}" + (f", up to month {dose.end_month}" if dose.end_month is not None else ""),
         _source(dose), dose.grade) for dose in programme.levers
    ))  # fmt: skip
    yield f"Not in the model: {programme.left_out_en}"
    yield from (note.en for note in idle(programme.package(programme.participants.number)))
    if not outcome.beside:
        yield text("nothing_reported", "en")
        return
    heads = (
        "measure",
        "of whom",
        "after",
        "model",
        "group of that size",
        "without it",
        "reported",
        "do they meet?",
        "why",
        "source",
        "grade",
    )
    yield grid(heads, (_target(b) for b in outcome.beside))


def _target(beside: Beside) -> list[str]:
    target = beside.target
    of = f"{target.of_en}" + (
        f" ({target.of:,})" if target.of else f" (unknown, assumed {target.size:,})" if target.size else " (unknown)"
    )
    after = f"{target.months} months" + ("" if target.months_known else " (assumed)")
    about = f"`{target.measure}`: {MEASURES[target.measure].en.lower()}"
    return [about, of, after, *_numbers(beside), target.why_en, _source(target), target.grade]


def _facts(programme: Programme) -> Iterable[list[str]]:
    people, dates, route = programme.participants, programme.dates, programme.route
    yield ["situation", f"`{programme.situation.id}`. {programme.situation.why_en}", "", ""]
    yield ["dates", f"{dates.start or 'unknown'} to {dates.end or 'unknown'}", _source(dates), dates.grade]
    number_of = f"{people.value:,}" if people.value else f"unknown, assumed {people.assumed:,}"
    yield ["participants", f"{number_of}: {people.en}", _source(people), people.grade]
    yield ["who", f"{programme.who.en}", _source(programme.who), programme.who.grade]
    to = ", ".join((*(route.sectors or ()), *(route.job_types or ()))) or "anywhere"
    course = "unknown" if route.course_months is None else f"{route.course_months} months"
    yield ["route", f"to {to}; course: {course}", _source(route), route.grade]
    for name, fact in DESIGN.items():
        found: Any = getattr(programme.design, name)
        yield [fact, "unknown", "", ""] if found is None else [fact, _said(found), _source(found), found.grade]


DESIGN = dict(zip(Design.model_fields, ("steps", "selection", "contract first", "own share", "payers", "capacity"), strict=True))


def _said(fact: Any) -> str:
    value = getattr(fact, "value", None)
    if value is None:
        return str(fact.en)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return tenths(value, "en")
    if isinstance(value[0], str):
        return " → ".join(value)
    return ", ".join(f"{payer.party} {'(share unknown)' if payer.share is None else tenths(payer.share, 'en')}" for payer in value)


def _source(thing: Any) -> str:
    return ", ".join(thing.source)


def kept(outcomes: Sequence[Outcome]) -> Results:
    """The same outcomes as data, in full precision."""
    found = {
        outcome.programme.id: ProgrammeResult(
            outcome.took_part, outcome.over_bridge, outcome.crossed, outcome.anyway, outcome.refused, outcome.cost,
            tuple(BesideReport(b.target.measure, b.simulated, b.low, b.high, b.today, verdict(b)) for b in outcome.beside),
        )
        for outcome in outcomes
    }  # fmt: skip
    return Results(VERSION, RUNS, PEOPLE, found)


if __name__ == "__main__":
    told = [0]

    def progress(done: float) -> None:
        """Say how far it is, now and then."""
        if int(20 * done) > told[0]:
            told[0] = int(20 * done)
            print(f"{done:.0%}", file=sys.stderr)

    made = run_programmes(programmes(), PEOPLE, RUNS, 1, usable_cores(), progress)
    write_results(kept(made))
    print(page(made), end="")
