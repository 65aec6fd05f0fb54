"""Only together?: tick breakthroughs and read at once what that combination does, from the table of all of them."""

from __future__ import annotations

from html import escape

from experiments.lattice.answers import LEAST_SEEDS, Band
from experiments.lattice.columns import COST, NET_PUBLIC, Column
from experiments.lattice.lattice import words_of
from experiments.lattice.report import Report, report_of
from experiments.lattice.table import EXACT, Table, shipped, situations_shipped
from sandbox import charts, state
from sandbox.choices import chooser, either
from sandbox.html import as_table, button, p, section, unit
from sandbox.numbers import in_steps_of, number, percent
from sandbox.pages import Seen
from sandbox.pages.lattice_parts import pairs, shares, smallest, together, worth
from sandbox.state import Settings
from sandbox.texts import text
from sim.reading import InputError

ARM, OUTCOME, COST_OF, REACH = "arm", "outcome", "cost", "reach"  # what the page remembers in the link
REACHES = ("0.5", "0.8", "0.9")


def html(seen: Seen) -> str:
    """The whole page."""
    settings, lang = seen.settings, seen.lang
    try:
        table = shipped(settings.situation)
    except InputError:
        return p(text("lattice_broken", lang), "warn")
    if table is None:
        return none_here(settings)
    measure, cost, arm = chosen(settings, table)
    report = report_of(table, measure.id, cost.id, float(reach(settings)), arm)
    of = "".join(p(words, "small") for words in told_of(table, lang))
    old = "" if table.current else p(text("lattice_old", lang), "warn")
    return (
        p(text("lattice_lead", lang, parts=len(table.head.parts))) + old
        + section("lattice_choose", lang, ticks(table, arm, lang) + outcome(table, measure, lang))
        + section("lattice_answer", lang, answer(table, measure, arm, lang) + of)
        + section("lattice_next", lang, best_next(report, table, arm, lang))
        + section("lattice_together", lang, together(report, lang) + pairs(report, lang))
        + section("lattice_shares", lang, p(text("lattice_shares_help", lang)) + shares(report, lang))
        + section("lattice_smallest", lang, _reach(settings) + smallest(report, table, lang))
        + section("lattice_worth", lang, _costs(table, cost, lang) + worth(report, lang))
        + p(text("lattice_assumed", lang), "small") + repeat(table, lang)
    )  # fmt: skip


def none_here(settings: Settings) -> str:
    """What stands there when no table ships for the situation."""
    lang, known = settings.lang, state.all_situations()
    others = ", ".join(getattr(known[id], lang) for id in situations_shipped() if id in known)
    name = getattr(known[settings.situation], lang)
    said = text("lattice_none", lang, situation=name, others=others or text("lattice_no_other", lang))
    return f"{p(said)}<pre><code>loopbrug lattice {escape(settings.situation)} --out lattice</code></pre>"


def chosen(settings: Settings, table: Table) -> tuple[Column, Column, int]:
    """(outcome, cost, bit mask) that the reader looks at; nonsense in the link is what it begins with."""
    known = table.known
    costs = [id for id, column in known.items() if column.kind == COST]
    outcome, cost, arm = settings.sees(OUTCOME), settings.sees(COST_OF), settings.sees(ARM)
    mask = int(arm) if arm.isascii() and arm.isdigit() and int(arm) < table.head.arms else 0
    return known[outcome if outcome in known else next(iter(known))], known[cost if cost in costs else NET_PUBLIC], mask


def reach(settings: Settings) -> str:
    """Which share of the whole the smallest package must reach."""
    found = settings.sees(REACH)
    return found if found in REACHES else REACHES[1]


def ticks(table: Table, arm: int, lang: str) -> str:
    """A tick for each breakthrough; ticking it tells the combination that then stands there."""
    boxes = "".join(_tick(words_of(part).said(lang), k, arm) for k, part in enumerate(table.head.parts))
    whole = table.head.arms - 1
    buttons = button(f"see.{ARM}", str(whole), text("lattice_all", lang)) + button(f"see.{ARM}", "0", text("lattice_no_one", lang))
    group = f'<div class="ticks" role="group" aria-label="{escape(text("lattice_choose", lang))}">{boxes}</div>'
    return f'{group}<div class="lattice-choose">{buttons}</div>'


def _tick(name: str, k: int, arm: int) -> str:
    """A button as a box, since it tells the combination that comes of it, also when it is cleared."""
    there = str(bool(arm >> k & 1)).lower()
    return (
        f'<button type="button" role="checkbox" id="tick-{k}" aria-checked="{there}" data-do="see.{ARM}" '
        f'data-value="{arm ^ 1 << k}">{escape(name)}</button>'
    )


def outcome(table: Table, measure: Column, lang: str) -> str:
    """The list of outcomes."""
    known = [(id, getattr(column, lang)) for id, column in table.known.items()]
    return f'<div class="lattice-choose">{chooser(f"see.{OUTCOME}", text("lattice_measure", lang), known, measure.id)}</div>'


def _reach(settings: Settings) -> str:
    choices = [(one, percent(float(one), settings.lang)) for one in REACHES]
    return either(f"see.{REACH}", text("lattice_reach", settings.lang), choices, reach(settings))


def _costs(table: Table, cost: Column, lang: str) -> str:
    known = [(id, getattr(column, lang)) for id, column in table.known.items() if column.kind == COST]
    return f'<div class="lattice-choose">{chooser(f"see.{COST_OF}", text("lattice_cost_of", lang), known, cost.id)}</div>'


def answer(table: Table, measure: Column, arm: int, lang: str) -> str:
    """What the combination does to the outcome in a sentence, and to all others in a table."""
    if not arm:
        return p(text("lattice_today", lang), "lattice-says")
    found, whole = band_of(table, measure, arm), float(table.means(measure.id)[-1])
    far = max(abs(found.low), abs(found.high))
    said = {key: in_steps_of(value, far, lang, signed=True) for key, value in _ends(found).items()}
    name, in_unit = getattr(measure, lang), unit(measure.unit, lang)
    words = p(text(f"lattice_says_{found.direction}", lang, name=name, unit=in_unit, **said), "lattice-says")
    if measure.sign * whole > 0 and arm != table.head.arms - 1:
        share = percent(found.middle / whole, lang)
        words += p(text("lattice_share_of", lang, share=share, parts=len(table.head.parts)))
    rows = [_row(band_of(table, column, arm), column, lang) for column in table.known.values()]
    heads = [*(text(key, lang) for key in ("measure", "effect")), text("band", lang, share=80)]
    return words + as_table(charts.table(heads, rows, text("lattice_figures", lang)), lang)


def band_of(table: Table, column: Column, arm: int) -> Band:
    """The effect of one combination."""
    middle, low, high = (float(end) for end in table.bands(column.id)[:, arm])
    return Band(middle, low, high, len(table.seeds))


def _ends(found: Band) -> dict[str, float]:
    return {"size": found.middle, "low": found.low, "high": found.high}


def _row(found: Band, column: Column, lang: str) -> list[str]:
    far = max(abs(found.low), abs(found.high), abs(found.middle))
    size, low, high = (in_steps_of(value, far, lang, signed=True) for value in _ends(found).values())
    return [f"{getattr(column, lang)} ({unit(column.unit, lang)})", size, text("to", lang, low=low, high=high)]


def best_next(report: Report, table: Table, arm: int, lang: str) -> str:
    """The breakthrough that would add most to those ticked, and a button to tick it."""
    if report.next is None:
        exact = "; ".join(getattr(table.known[id], lang) for id in EXACT if id in table.known)
        return p(text("lattice_rounded", lang, names=exact))
    if not report.next.options:
        return p(text("lattice_next_all", lang))
    first, *others = report.next.options
    far = max(abs(first.gain.low), abs(first.gain.high))
    said = {key: in_steps_of(value, far, lang, signed=True) for key, value in _ends(first.gain).items()}
    names = [words_of(table.head.parts[option.part]).said(lang) for option in (first, *others)]
    if not others:
        words = text("lattice_next_only", lang, part=names[0], **said)
    elif report.next.certain:
        words = text("lattice_next_sure", lang, part=names[0], **said)
    else:
        words = text("lattice_next_not_sure", lang, part=names[0], second=names[1], **said)
    return p(words) + button(f"see.{ARM}", str(arm | 1 << first.part), text("lattice_add", lang), names[0])


def told_of(table: Table, lang: str) -> list[str]:
    """Of how many worlds and people it is."""
    head, seeds = table.head, len(table.seeds)
    said: list[str] = [text("lattice_of", lang, seeds=seeds, workers=number(head.workers, lang, decimals=0), months=head.months)]
    return said + ([text("lattice_few", lang, least=LEAST_SEEDS)] if seeds < LEAST_SEEDS else [])


def repeat(table: Table, lang: str) -> str:
    """The command that computes the table anew."""
    head, seeds = table.head, table.seeds
    sizes = f"--workers {head.workers} --months {head.months} --runs {len(seeds)} --seed {seeds[0]}"
    command = f"loopbrug lattice {head.situation} --out lattice --package {head.package} {sizes}"
    return f"{p(text('lattice_repeat', lang), 'small')}<pre><code>{escape(command)}</code></pre>"
