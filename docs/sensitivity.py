"""Write the page on what effects hang on: `python -m docs.sensitivity > docs/sensitivity.md`, from the tables of the study."""

import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from calibration.sensitivity import study
from calibration.sensitivity.groups import LUCK, PACKAGES, SITUATION, varied
from calibration.sensitivity.simulate import COST, DROP_OUTS, EFFECT, LASTING, LEAD, LEVEL, PRICE, outcomes
from calibration.sensitivity.study import beyond_luck
from calibration.sensitivity.words import (
    MOSTLY,
    NEARLY_ALL,
    Tables,
    drivers,
    effect_sentence,
    hangs_on,
    listed,
    package_title,
    pair_sentence,
    people,
    percent,
    read_tables,
    span,
    title,
)
from docs.generate import grid
from sim.posterior import posterior

RESULTS = Path(study.__file__).parent / "results"

HEAD = """# What do the effects hang on?

*Made by `docs/sensitivity.py` from the tables of `python -m calibration.sensitivity`; do not edit.*

Nearly everything about the bridge was set by hand. Here all of it varies at once, each thing over its own range, and packages are
run beside today each time. What an effect hangs on most is what should be measured first; and where two packages change places
as the unknown changes, nobody should say which is better."""

READ = """**How to read it.** *ST* is the share of the variance of an outcome that a group holds, alone and together with others
(Sobol), with half its 95% interval. **Luck** is a group of its own: other seeds for the same world. To change anything changes who
meets whom, so the share of every group has luck in it, about as much as luck itself has. A group is therefore only said to matter
when its share lies above that of luck, both intervals apart, and stays above 5%. Where luck is large, shares add up to more than
one, and larger worlds are needed to tell what is in them. Effects are of three years, so of people who crossed within two and
stayed for a year."""

SETS = "which of the parameter sets that fit the patterns of the labour market ([validation](validation.md))"

LIMITS = """## What this study cannot say

- **Ranges are assumptions.** Nearly all were set by hand. A group with a wide range moves more than one with a narrow range, which
  says as much about us as about the world. All values in a range count as equally likely, and as independent of one another.
- **Only what varies can matter.** Prices and doses of levers, the law, the course of demand, the margins of the population and
  the rules themselves stand still. Another rule could matter more than any parameter.
- **A group is not one number.** That a barrier matters may be its strength, or a parameter of its rule.
- **One situation, a few packages, three years.** In a slump, in one region or after ten years other things may matter. A package
  that pays off late looks worse here than it is.
- **The price of a crossing** counts runs only in which the package adds crossings, and only what UWV and governments spend: money
  of employers, funds and people is not in it.
- **A group that does not stay clear of luck may still matter**: these worlds are too small, or too few, to see it.
- **Chance is not the same in larger worlds.** That a package adds crossings in so many runs counts luck of small worlds too: in the
  whole country chance is smaller, so the band of what is not known is narrower than the one here."""


def page(tables: Tables) -> str:
    """The whole page."""
    parts = [
        HEAD, _made(tables), READ,
        "## What packages do, over all that is unknown", _effects(tables),
        "## What each effect hangs on", *_bullets(effect_sentence(tables, name) for name in PACKAGES),
        "## What it costs", *_bullets(_cost(tables, name) for name in PACKAGES),
        "## What the ranking of packages hangs on", _ranking(tables),
        *_bullets(pair_sentence(tables, *pair) for pair in combinations(PACKAGES, 2)),
        "## Levels of today", *_bullets(_level(tables, name) for name in (LASTING, DROP_OUTS)),
        "## First round: what moves what", *_first(tables),
        "## Second round: shares of the variance", _second(tables),
        "## What varied", _varied(), LIMITS,
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _made(tables: Tables) -> str:
    made = tables.setup
    runs = int(tables.spread.runs.max())
    groups = tables.moved["parameter"].nunique()
    current = made["sets"] == posterior().fingerprint
    old = "" if current else "**A later estimate ships by now; under it this was not asked again.** "
    options = " ".join(f"--{name} {made[name]}" for name in ("trajectories", "power", "people", "months", "worlds", "seed"))
    return (
        f"Made on {made['date']}: {made['trajectories']} trajectories of Morris over {groups} groups, then Sobol over the "
        f"{tables.shares['parameter'].nunique()} that are left with 2^{made['power']} base points ({runs} runs). A run is "
        f"{made['worlds']} worlds of {int(made['people']):,} people in `{SITUATION}`, {made['months']} months, as today and under "
        f"every package; outcomes are means over its worlds. The parameter sets are those with fingerprint `{made['sets']}`. "
        f"{old}`python -m calibration.sensitivity --out DIR {options}` makes the tables again."
    )


def _effects(tables: Tables) -> str:
    heads = ("package", "lasting crossings added", "90% of the runs", "more than nothing in", "best of the single ones in")
    rows = []
    for name in PACKAGES:
        row = tables.row(f"{EFFECT} {name}")
        first = percent(row["first"]) if row["first"] == row["first"] else "–"
        rows.append((package_title(name), people(row["median"]), span(row), percent(row.above), first))
    return grid(heads, rows)


def _bullets(sentences: Iterable[str]) -> list[str]:
    return ["\n".join(f"- {sentence}" for sentence in sentences)]


def _cost(tables: Tables, name: str) -> str:
    cost, price = tables.row(f"{COST} {name}"), tables.row(f"{PRICE} {name}")
    said = (
        f"{package_title(name)}: UWV and governments spend EUR {cost['median']:,.0f} million a year more in the median (90% of the "
        f"runs: {cost.low:,.0f} to {cost.high:,.0f}). {hangs_on(drivers(tables.shares, f'{COST} {name}'))}"
    )
    all_runs = int(tables.row(f"{COST} {name}").runs)
    if price.runs * 2 < all_runs:
        return f"{said} A price per crossing cannot be told: fewer than half of the runs add crossings."
    return (
        f"{said} For each lasting crossing added that is EUR {price['median']:,.0f} thousand ({price.low:,.0f} to "
        f"{price.high:,.0f}), over the {percent(price.runs / all_runs)} of the runs that add any."
    )


def _ranking(tables: Tables) -> str:
    """How many pairs have an order, and which groups decide any of it."""
    pairs = list(combinations(PACKAGES, 2))
    share = [max(tables.row(f"{LEAD} {a} {b}").above, tables.row(f"{LEAD} {a} {b}").below) for a, b in pairs]
    sure = sum(one >= NEARLY_ALL for one in share)
    mostly = sum(MOSTLY <= one < NEARLY_ALL for one in share)
    found = [driver.group for a, b in pairs for driver in drivers(tables.shares, f"{LEAD} {a} {b}") if driver.group != LUCK]
    groups = [f"{title(group)} ({found.count(group)} of {len(pairs)} pairs)" for group in dict.fromkeys(found)]
    decides = f"Clear of luck in the lead of a package: {listed(groups)}." if groups else "No group is clear of luck in any lead."
    return (
        f"Of {len(pairs)} pairs, {sure} have the same order in nearly all runs ({percent(NEARLY_ALL)} or more) and {mostly} in "
        f"most ({percent(MOSTLY)} or more); of {len(pairs) - sure - mostly} the order cannot be told. {decides} What is not clear "
        "of luck here is no cause that was ruled out: these worlds are too small to see it."
    )


def _level(tables: Tables, name: str) -> str:
    row, summary = tables.row(f"{LEVEL} {name}"), f"{LEVEL} {name}"
    what = {
        LASTING: f"**Lasting crossings today**: {people(row['median'])} in the median, {span(row)}",
        DROP_OUTS: f"**Drop-outs today**, of 100 who took part in the bridge: {row['median']:.0f}, {row.low:.0f} to {row.high:.0f}",
    }[name]
    return f"{what} in 90% of the runs. {hangs_on(drivers(tables.shares, summary))}"


def _first(tables: Tables) -> Iterable[str]:
    yield (
        "Morris' mean absolute effect of a step over the whole range of a group, in lasting crossings. Bold where it lies above "
        "that of luck, both intervals apart."
    )
    groups = list(dict.fromkeys(tables.moved["parameter"]))
    summaries = [f"{EFFECT} {name}" for name in PACKAGES]
    beyond = {summary: beyond_luck(tables.moved, summary) for summary in summaries}
    cells = tables.moved.pivot(index="parameter", columns="summary", values="mu_star")
    rows = []
    for group in groups:
        said = [(people(cells.loc[group, summary]), group in beyond[summary]) for summary in summaries]
        rows.append([title(group), *(f"**{number}**" if clear else number for number, clear in said)])
    yield grid(("group", *(package_title(name) for name in PACKAGES)), rows)
    lead = [f"{LEAD} {a} {b}" for a, b in combinations(PACKAGES, 2)]
    mover = list(dict.fromkeys(group for summary in (*summaries, *lead) for group in beyond_luck(tables.moved, summary)))
    yield (
        f"More than luck, for some effect or some pair: {listed([title(group) for group in mover])}." if mover
        else "No group moves any effect, or the lead of any package, more than luck does."
    )  # fmt: skip


def _second(tables: Tables) -> str:
    groups = list(dict.fromkeys(tables.shares["parameter"]))
    rows = []
    for one in outcomes():
        if one.kind in (LEVEL, EFFECT, COST):
            mine = tables.shares[tables.shares.summary == one.name].set_index("parameter")
            what = package_title(one.of[0]) if one.kind != LEVEL else one.of[0].replace("-", " ")
            cells = (f"{mine.ST[g]:.2f} ± {mine.ST_conf[g]:.2f}" if mine.ST[g] == mine.ST[g] else "–" for g in groups)
            rows.append([one.kind, what, *cells])
    return grid(("", "", *(title(group) for group in groups)), rows)


def _varied() -> str:
    found: dict[str, list[str]] = {}
    for one in varied():
        said = {"strength": "strength", "luck": "seed", "sets": SETS}.get(one.kind, f"`{one.name}`")
        found.setdefault(one.group, []).append(said)
    rows = ((title(group), ", ".join(names)) for group, names in found.items())
    return grid(("group", "what varies, over its own range"), rows)


if __name__ == "__main__":
    sys.stdout.write(page(read_tables(RESULTS)))
