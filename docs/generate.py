"""Write the tables of these pages from the declarations: `python -m docs.generate`. A test holds that they are up to date."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from docs import money
from sim.agents import coach, codes, crossing, employer, fund, state, trainer, worker
from sim.agents.columns import Table
from sim.data import Institution, all_institutions, funds
from sim.data.payers import INFLOWS, PAYS_FOR, PEOPLE_PAID_FOR, WHEN_EMPTY
from sim.market import JOBS, first_of_month
from sim.month import books
from sim.month.observe import STOCKS
from sim.parameters import LAW, legal, parameters
from sim.policies.catalogue import Lever, barriers, breakthroughs, items, levers, settings
from sim.scenario import situations

HOME = Path(__file__).resolve().parent
MONTH = HOME.parent / "sim" / "month"
NOTE = "*Made by `docs/generate.py` from the declarations in the code and the data. Do not edit.*"
RULE_HOMES = (worker, crossing, employer, trainer, fund, coach, state)
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
            _payers(x),
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


def _payers(lever: Lever) -> str:
    return ", ".join(f"{payer.share:.0%} {payer.party}" for payer in lever.payers)


def _acts_on(lever: Lever) -> str:
    on_barriers = (
        f"barrier {a.id}: efficacy {a.efficacy:g} ({span(a.efficacy_low, a.efficacy_high)})" for a in lever.acts_on.barriers
    )
    on_settings = (f"setting {a.id}: gain {a.gain:g}" for a in lever.acts_on.settings)
    return "; ".join((*on_barriers, *on_settings))


@cache
def readers() -> dict[str, list[str]]:
    """For each field of law the rules that read it, and the files of the month that read it themselves."""
    found: dict[str, list[str]] = {field: [] for field in LAW}
    places = [(name, inspect.getsource(rule)) for name, rule in _rules()]
    places += [(f"sim/month/{file.name}", file.read_text(encoding="utf-8")) for file in sorted(MONTH.glob("*.py"))]
    for name, text in places:
        for field in sorted(set(re.findall(r"\bp\.(\w+)", text)) & set(LAW)):
            found[field].append(name)
    return found


def _rules() -> Iterator[tuple[str, Callable[..., object]]]:
    for module in RULE_HOMES:
        for name, thing in vars(module).items():
            plain = getattr(thing, "py_func", thing)
            if inspect.isfunction(plain) and plain.__module__ == module.__name__:
                yield name, plain


def institutions_page() -> str:
    """The rules of law and agreement by date, who reads them and who pays whom by them, and the rules of the funds."""
    fields = {id: field for field, ids in LAW.items() for id in ids}
    known = all_institutions()
    kept = [id for id in known if id not in fields]
    rule_rows = (
        (f"`{name}`", f"`{rule_home(name)}`", _callers(name), ", ".join(_read_by(name)), _pays(name))
        for name, _ in _rules()
        if name in state.WHO_PAYS or _read_by(name)
    )
    periods = ("id", "meaning", "betekenis", "from", "until", "value", "range", "unit", "grade", "source")
    fund_rows = (
        (
            f"`{f.id}`", f.en, PAYS_FOR[f.pays_for].en, PEOPLE_PAID_FOR[f.people].en, f"{f.share_paid:.0%}", f"{f.cap_euro:g}",
            f"{f.place_out}, {f.place_in}", INFLOWS[f.inflow].en, f"{f.levy_share:.2%}", WHEN_EMPTY[f.when_empty].en,
            f.grade, f.source, f.rules_grade, f.rules_source,
        )
        for f in funds()
    )  # fmt: skip
    return "\n\n".join((
        "# Institutions by date",
        NOTE,
        "From `sim/data/nl/institutions.csv` and `sim/data/nl/funds.csv`. A situation takes the law of its first day, by the "
        "fields of `sim/parameters.py`; the law does not change during a run. What the rules of money say is calculated a second "
        "time, from the text of the law and in exact fractions, in `tests/agents/test_law_twice.py`. A new law is a line for each "
        "period in that file, a field in `LAW` of `sim/parameters.py`, and a rule in `sim/agents/` that reads the field from `p`.",
        "## Rules, and who pays whom by them",
        "Parties are those of the ledger; sector-fund is the fund of the sector concerned. *Called by* are the steps of the month "
        "and other rules; a rule that nothing calls yet moves no money.",
        grid(("rule", "file", "called by", "institutions it reads", "who pays whom"), rule_rows),
        "## Institutions that rules can read",
        "*Read by* are rules, or files of the month where those read it themselves.",
        grid(
            (*periods, "field of `p`", "read by", "who pays whom"),
            (row for id in fields for row in _periods(known[id], _use(fields[id]))),
        ),
        "## Institutions that are only kept",
        grid(periods, (row for id in kept for row in _periods(known[id]))),
        "## Funds",
        "*Place* is the place in the line of funds: as the fund of the old sector, and as that of the new one. The engine reads "
        "for which moves a fund pays (`lets_in`) and what it does when it is empty (`can_spend`). For whom it pays, and its place, "
        "are written in `sim/month/bill.py`, and stand here as they are there.",
        grid(
            ("id", "fund", "pays for", "people", "share", "cap (EUR)", "place", "lives on", "levy", "when empty", "grade", "source",
             "grade of its rules", "source of its rules"),
            fund_rows,
        ),
    )) + "\n"  # fmt: skip


def _read_by(rule: str) -> list[str]:
    """The institutions a rule reads."""
    return [f"`{id}`" for field, ids in LAW.items() if rule in readers()[field] for id in ids]


def _callers(rule: str) -> str:
    """Who calls a rule: files of the month, other rules."""
    call = re.compile(rf"\b{rule}\(")
    month = {f"sim/month/{file.name}": file.read_text(encoding="utf-8") for file in sorted(MONTH.glob("*.py"))}
    others = {name: inspect.getsource(plain) for name, plain in _rules() if name != rule}
    return ", ".join(f"`{name}`" for name, text in (month | others).items() if call.search(text)) or "nothing yet"


def _pays(rule: str) -> str:
    return " → ".join(state.WHO_PAYS.get(rule, ()))


def _use(field: str) -> tuple[str, str, str]:
    """The field, who reads it, and who pays whom by that."""
    by = readers()[field]
    paid = dict.fromkeys(filter(None, map(_pays, by)))
    return f"`{field}`", ", ".join(f"`{name}`" for name in by) or "nothing yet", "; ".join(paid)


def _periods(rules: Sequence[Institution], use: tuple[str, ...] = ()) -> Iterator[tuple[object, ...]]:
    """A line for each period of an institution; what holds for all of them stands in the first."""
    for k, rule in enumerate(rules):
        words = (f"`{rule.id}`", rule.en, rule.nl) if k == 0 else (f"`{rule.id}`", "", "")
        interval = "" if rule.low == rule.high else span(rule.low, rule.high)
        figure = rule.valid_from, rule.valid_until or "", f"{rule.value:.10g}", interval, rule.unit, rule.grade, rule.source
        yield (*words, *figure, *(use if k == 0 else [""] * len(use)))


def money_page() -> str:
    """Who pays whom for each item of the ledger, and where, why and by which barrier people stop."""
    return "\n\n".join((
        "# Follow any euro, follow any drop-out",
        NOTE,
        money.INTRO_NL,
        money.INTRO_EN,
        "## Follow any euro",
        money.ABOUT_MONEY,
        grid(
            ("item", "who pays → whom", "when", "how much, in", "figures and source"),
            (row for item in items().values() for row in _payments(item.id)),
        ),
        money.ABOUT_BILL,
        "## Follow any drop-out",
        money.ABOUT_ENDINGS,
        grid(("reason", "gate", "what happens", "rules, in", "then", "named", "tried out by"), map(_ending, money.endings())),
        money.ABOUT_ANNOUNCED,
    )) + "\n"  # fmt: skip


def _payments(item: str) -> Iterator[tuple[object, ...]]:
    """A line for each way in which an item is paid: by the month itself, then as the price of a lever."""
    name = f"`{item}`" + " (not cash)" * (item in codes.OPPORTUNITY_ITEMS)
    booked = False
    for paid in (x for x in money.payments() if x.item == item):
        booked = True
        when, rules, words = money.PAID[paid.item, paid.payer, paid.payee]
        payer = f"payers of `{paid.payer}`" if paid.split else paid.payer
        how = ", ".join((*(f"`{rule}`" for rule in rules), f"`{paid.file}`"))
        yield name, f"{payer} → {paid.payee}", when, how, "; ".join(filter(None, (words, _figures(rules))))
    for lever in (x for x in levers().values() if x.cost.item == item):
        cost, payers = lever.cost, _payers(lever)
        price = f"{cost.amount:g} {cost.unit}{', whole' * cost.whole}" if cost.amount else "no price of its own"
        booked = booked or cost.amount > 0
        when = money.OCCASIONS[cost.per] if cost.amount else "–"
        yield name, f"{payers} → {cost.payee}", when, f"lever `{lever.id}`: {price}", f"{cost.source} ({cost.grade})"
    if not booked:
        yield name, "–", "never yet", "nothing books it", "–"


def _figures(rules: Sequence[str]) -> str:
    """The parameters, with their grade, and the institutions that some rules read."""
    fields = dict.fromkeys(field for rule in rules for field in re.findall(r"\bp\.(\w+)", inspect.getsource(_rule(rule))))
    known = [f"`{field}` ({parameters()[field].grade})" for field in fields if field in parameters()]
    law = [f"`{id}`" for field in fields if field in LAW for id in LAW[field]]
    return "; ".join(filter(None, (", ".join(known), "law: " * bool(law) + ", ".join(law))))


def _rule(rule: str) -> Callable[..., object]:
    """The plain function of a rule."""
    return next(plain for name, plain in _rules() if name == rule)


def _ending(end: money.Ending) -> tuple[object, ...]:
    gate, what, rules, worked_out, tried = money.ENDED[end.function, end.reason]
    named = worked_out
    if end.barrier is not None:
        found = barriers().get(end.barrier)
        named = f"{found.code} `{found.id}`" if found else "none"
    reason = end.reason if end.reason == money.NO_REASON else f"`{end.reason}`"
    return reason, gate, what, ", ".join((*(f"`{rule}`" for rule in rules), f"`{end.file}`")), end.then, named, tried


PAGES: dict[str, Callable[[], str]] = {
    "columns.md": columns_page,
    "parameters.md": parameters_page,
    "levers.md": levers_page,
    "institutions.md": institutions_page,
    "money.md": money_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HOME / name).write_text(page(), encoding="utf-8")
