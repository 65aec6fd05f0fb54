"""For who wants to check or repeat it: every measure with both bands, every pair, and what gives the same numbers again."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from sandbox import charts, plan, state
from sandbox.html import as_table, band, figure, p, section, unit
from sandbox.numbers import exact, percent
from sandbox.pages import Seen
from sandbox.repeat import identity, python_lines
from sandbox.state import Settings
from sandbox.task import Answer
from sandbox.texts import text
from sim.effects import EffectRow

WIDTH, ROW = 640, 26


def html(seen: Seen) -> str:
    """The whole page."""
    if not state.differs_from_today(seen.settings):
        return p(text("nothing_to_compare", seen.lang), "invitation")
    return found(seen) + section("repeat", seen.lang, repeat(seen.settings, seen.lang))


def found(seen: Seen) -> str:
    """What the pairs that are finished say; they come in while it works."""
    answer, lang = seen.answer, seen.lang
    if answer is None:
        return p(text("pairs_coming", lang), "invitation")
    how_far = text("drawn", lang, pairs=answer.pairs, all=answer.settings.runs)
    every = p(how_far) + p(text("all_measures_help", lang), "small") + measures(answer, lang)
    one_by_one = pairs(answer, seen.settings.sees("measure"), lang)
    return section("all_measures", lang, every) + section("each_pair", lang, one_by_one)


# --- measures --------------------------------------------------------------------------------------------------------------


def measures(answer: Answer, lang: str) -> str:
    """Every measure: both levels, difference, both bands, chance, Monte Carlo error, what of the band is not known, pairs."""
    heads = [text(key, lang) for key in ("measure", "today", "package", "effect")]
    heads += [text("band", lang, share=share) for share in (80, 95)]
    heads += [text(key, lang) for key in ("chance", "monte_carlo", "not_known", "pairs_counted")]
    return charts.table(heads, [_cells(row, lang) for row in answer.comparison.rows], text("all_measures", lang))


def _cells(row: EffectRow, lang: str) -> list[str]:
    return [
        f"{getattr(row, lang)} ({unit(row.unit, lang)})",
        figure(row, row.today, lang), figure(row, row.package, lang), figure(row, row.effect, lang, signed=True),
        band(row, row.low80, row.high80, lang), band(row, row.low95, row.high95, lang),
        "–" if row.better == "none" else percent(row.chance_better, lang), figure(row, row.monte_carlo_error, lang),
        percent(row.unknown, lang), exact(row.pairs, lang),
    ]  # fmt: skip


# --- pair by pair ------------------------------------------------------------------------------------------------------------


def pairs(answer: Answer, asked: str, lang: str) -> str:
    """One measure pair by pair: a drawing, the numbers, and a file of them."""
    rows = {row.measure: row for row in answer.comparison.rows}
    if not (rows and answer.values):
        return p(text("no_pairs", lang), "invitation")
    row = rows.get(asked) or next(iter(rows.values()))
    options = "".join(
        f'<option value="{escape(name)}"{" selected" if name == row.measure else ""}>{escape(getattr(one, lang))}</option>'
        for name, one in rows.items()
    )
    menu = f'<label>{escape(text("measure", lang))}<select id="measure" data-do="see.measure">{options}</select></label>'
    file = quote(csv_of(answer, row.measure))
    download = (
        f'<p><a class="button" download="{escape(row.measure)}.csv" href="data:text/csv;charset=utf-8,{file}">'
        f"{escape(text('pairs_csv', lang))}</a></p>"
    )
    heads = [text(key, lang) for key in ("one_pair", "seed", "parameter_set", "today", "package", "effect")]
    cells = [
        [exact(one.run + 1, lang), str(one.seed), str(one.set), *(figure(row, value, lang) for value in one.of(row.measure)),
         figure(row, one.effect(row.measure), lang, signed=True)]
        for one in answer.values
    ]  # fmt: skip
    table = as_table(charts.table(heads, cells, getattr(row, lang)), lang)
    return menu + drawing(answer, row, lang) + table + download


def csv_of(answer: Answer, measure: str) -> str:
    """The pairs of one measure as CSV: run, seed, number of the parameter set, today, package, difference."""
    lines = ["run,seed,parameter_set,today,package,difference"]
    for one in answer.values:
        today, package = one.of(measure)
        lines.append(f"{one.run},{one.seed},{one.set},{today!r},{package!r},{one.effect(measure)!r}")
    return "\n".join(lines) + "\n"


def drawing(answer: Answer, row: EffectRow, lang: str) -> str:
    """Every pair's difference as a dot, below each other by half (under the same parameter set side by side), and both bands."""
    effects = [one.effect(row.measure) for one in answer.values]
    there = [value for value in effects if value == value]
    far = max((abs(value) for value in [*there, row.low95, row.high95] if value == value), default=0.0) or 1.0
    height = ROW * 3

    def at(value: float) -> str:
        return f"{WIDTH / 2 + value / far * (WIDTH / 2 - 10):.1f}"

    better = {"higher": 1, "lower": -1}.get(row.better, 0)
    shapes = f'<line class="zero" x1="{WIDTH / 2:g}" y1="2" x2="{WIDTH / 2:g}" y2="{height - 2}"/>'
    for name, low, high in (("band95", row.low95, row.high95), ("band80", row.low80, row.high80)):
        shapes += f'<line class="{name} neutral" x1="{at(low)}" y1="{ROW / 2:g}" x2="{at(high)}" y2="{ROW / 2:g}"/>'
    for k, value in enumerate(effects):
        if value == value:
            kind = "good" if value * better > 0 else "bad" if value * better < 0 else "even"
            shapes += f'<circle class="pair {kind}" cx="{at(value)}" cy="{ROW * 1.4 + (k % 4) * 11:.1f}" r="4.5"/>'
    ends = {"low": figure(row, min(there, default=0.0), lang, True), "high": figure(row, max(there, default=0.0), lang, True)}
    wins = sum(value * better > 0 for value in there)
    said = text("pairs_said", lang, name=getattr(row, lang), count=len(there), **ends)
    said += f" {text('pairs_better', lang, better=wins, count=len(there))}" if better else ""
    head = f'<svg role="img" class="pairs" aria-label="{escape(said)}" viewBox="0 0 {WIDTH} {height:g}" focusable="false">'
    return f"{head}{shapes}</svg>{p(said, 'small')}"


# --- repeating ---------------------------------------------------------------------------------------------------------------


def repeat(settings: Settings, lang: str) -> str:
    """What decides the numbers, the line and the script that repeat them, the package as a file (in the page itself)."""
    rows = "".join(f"<dt>{escape(what)}</dt><dd>{escape(which)}</dd>" for what, which in identity(settings, lang))
    file, name = quote(plan.package_file(settings)), plan.OWN
    save = p(text("save_first", lang, file=f"{name}.yaml"), "warn") if plan.needs_file(settings) else ""
    return (
        f'{p(text("repeat_help", lang), "small")}<dl class="identity">{rows}</dl>{save}'
        f"<h4>{escape(text('repeat_command', lang))}</h4>{_code(plan.command(settings))}"
        f"<h4>{escape(text('repeat_python', lang))}</h4>{_code(python_lines(settings))}"
        f'<p><a class="button" download="{name}.yaml" href="data:application/yaml;charset=utf-8,{file}">'
        f"{escape(text('download', lang))}</a></p>"
    )


def _code(words: str) -> str:
    return f'<pre tabindex="0"><code>{escape(words)}</code></pre>'
