"""Write the tables of these pages from the declarations: `python -m docs.generate`. A test holds that they are up to date."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sim.agents import coach, codes, employer, fund, trainer, worker
from sim.agents.columns import Table
from sim.market import JOBS, first_of_month
from sim.month import books
from sim.month.observe import STOCKS
from sim.parameters import legal, parameters
from sim.policies.catalogue import Lever, barriers, breakthroughs, items, levers, settings
from sim.scenario import situations

HOME = Path(__file__).resolve().parent
NOTE = "*Made by `docs/generate.py` from the declarations in the code and the data. Do not edit.*"
RULE_HOMES = (worker, employer, trainer, fund, coach)
TABLES = (
    (worker.PEOPLE, "a person"),
    (worker.TRAITS, "a person"),
    (worker.PATH, "a person"),
    (coach.BRIDGE, "a person"),
    (employer.EMPLOYERS, "an employer"),
    (employer.UNITS, "one job type at one employer"),
    (employer.MARKETS, "one job type in one region"),
    (trainer.COURSES, "one job type in one region"),
    (fund.FUNDS, "a payer of training"),
    (coach.COACH_POOLS, "one kind of coach in one region"),
    (JOBS, "a job type; fixed"),
    (books.EVENT_ROWS, "an event; in the books"),
    (books.PAYMENT_ROWS, "a payment; in the books"),
)
WORDS = (
    ("Labour status", codes.STATUSES),
    ("Contract", codes.CONTRACTS),
    ("Stage on the bridge", codes.STAGES),
    ("Event", codes.EVENTS),
    ("Reason to leave the bridge, or to be turned back", codes.REASONS[1:]),
    ("Flow", books.FLOWS),
    ("Stock", STOCKS),
    ("Party of the ledger (then a fund for each sector)", codes.PARTIES),
    ("Item of the ledger", codes.ITEMS),
    ("of which not cash", codes.OPPORTUNITY_ITEMS),
)


def grid(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def span(low: float, high: float) -> str:
    """A range in words."""
    return f"{low:g} to {high:g}"


def rule_home(rule: str) -> str:
    """File in which a rule stands."""
    for module in RULE_HOMES:
        found = getattr(module, rule, None)
        if found is not None and found.__module__ == module.__name__:
            return module.__name__.replace(".", "/") + ".py"
    raise LookupError(f"There is no rule {rule} in sim/agents.")


def columns_page() -> str:
    """Every table with its columns, and the words behind the codes."""
    parts = ["# Columns", NOTE, "Ages are in months, wages in whole euros a month for a full week of 38 hours."]
    for table, row in TABLES:
        parts += [f"## {table.name}", f"A row is {row}. {table.bytes_per_row} bytes a row.", _columns(table)]
    words = ((name, ", ".join(known)) for name, known in WORDS)
    return "\n\n".join([*parts, "## Words behind the codes", grid(("code", "words, in order"), words)]) + "\n"


def _columns(table: Table) -> str:
    rows = (
        (f"`{c.name}`", c.dtype + (f" × {c.width}" if c.width > 1 else ""), c.unit, c.meaning, f"{c.start:g}")
        for c in table.columns.values()
    )
    return grid(("column", "dtype", "unit", "meaning", "starts at"), rows)


def parameters_page() -> str:
    """The behavioural parameters, and the rules of law on the dates of the shipped situations."""
    rows = (
        (f"`{p.name}`", f"{p.value:g}", span(p.low, p.high), p.unit, p.grade, p.en, p.source) for p in parameters().values()
    )
    starts = sorted({situation.start for situation in situations()})
    law = [legal(first_of_month(start)) for start in starts]
    return "\n\n".join((
        "# Parameters",
        NOTE,
        "One value each, in `sim/data/parameters.csv`. *Range* is what seems possible, not yet a fitted band.",
        grid(("name", "value", "range", "unit", "grade", "meaning", "source"), rows),
        "## Law, as it stood at the start of each situation",
        "From `sim/data/nl/institutions.csv`, with source and grade there. The law does not change during a run.",
        grid(("name", *starts), ((f"`{name}`", *(f"{on[name]:g}" for on in law)) for name in law[0])),
    )) + "\n"  # fmt: skip


def levers_page() -> str:
    """Barriers, breakthroughs, levers, settings and items of the ledger."""
    barrier_rows = (
        (
            b.code, f"`{b.id}`", b.en, b.nl, b.stage.replace("->", "→"), f"`{b.rule}`, `{rule_home(b.rule)}`",
            f"{b.strength.today:g} ({span(b.strength.low, b.strength.high)})", b.strength.grade, b.strength.source,
        )
        for b in barriers().values()
    )  # fmt: skip
    breakthrough_rows = (
        (d.code, f"`{d.id}`", d.en, d.nl, d.barrier, ", ".join(d.levers) or "none yet") for d in breakthroughs().values()
    )
    lever_rows = (
        (
            f"`{x.id}`", x.en, x.nl, x.breakthrough, x.unit, span(x.low, x.high), f"{x.default:g}", f"{x.step:g}", x.actor,
            ", ".join(f"{payer.share:.0%} {payer.party}" for payer in x.payers),
            f"{x.cost.amount:g} {x.cost.unit} per {x.cost.per}{', whole' * x.cost.whole} "
            f"({span(x.cost.low, x.cost.high)}, {x.cost.grade})",
            f"{x.cost.item} → {x.cost.payee}", x.cost.source, _acts_on(x), x.grade, x.source,
        )
        for x in levers().values()
    )  # fmt: skip
    setting_rows = (
        (f"`{s.id}`", s.en, f"{s.today:g}", span(s.low, s.high), s.unit, s.grade, s.source) for s in settings().values()
    )
    return "\n\n".join((
        "# Barriers, breakthroughs, levers",
        NOTE,
        "## Barriers",
        "The strength today was set by hand for every barrier.",
        grid(("code", "id", "English", "Dutch", "stage", "named rule", "today (range)", "grade", "source"), barrier_rows),
        "## Breakthroughs",
        grid(("code", "id", "English", "Dutch", "barrier", "levers"), breakthrough_rows),
        "## Levers that act",
        "Strength left = today × (1 − efficacy × reach); reach is 0 at the default dose and 1 at the best end of the range. "
        "A setting becomes today + gain × (dose − default). "
        "Evidence: A trial or quasi-experiment, B measured pilot, C expert claim; every efficacy is an assumption. "
        "A cost is for one unit of dose above the default, each time the word behind *per* happens; a *whole* one is paid in full, "
        "because the occasion itself comes with the dose. *Booked as* is the item of the ledger and who is paid. A price of 0: "
        "what the lever costs stands elsewhere in the ledger.",
        grid(
            ("id", "English", "Dutch", "breakthrough", "unit", "range", "default", "step", "actor", "payers", "cost", "booked as",
             "source of the cost", "acts on", "evidence", "source"),
            lever_rows,
        ),
        "## Settings",
        grid(("id", "meaning", "today", "range", "unit", "grade", "source"), setting_rows),
        "## Items of the ledger",
        grid(("id", "English", "Dutch"), ((f"`{x.id}`", x.en, x.nl) for x in items().values())),
    )) + "\n"  # fmt: skip


def _acts_on(lever: Lever) -> str:
    on_barriers = (
        f"barrier {a.id}: efficacy {a.efficacy:g} ({span(a.efficacy_low, a.efficacy_high)})" for a in lever.acts_on.barriers
    )
    on_settings = (f"setting {a.id}: gain {a.gain:g}" for a in lever.acts_on.settings)
    return "; ".join((*on_barriers, *on_settings))


PAGES: dict[str, Callable[[], str]] = {
    "columns.md": columns_page,
    "parameters.md": parameters_page,
    "levers.md": levers_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HOME / name).write_text(page(), encoding="utf-8")
