"""The pages of the talk afterwards: each table's path, what was and was not tried, what the model does not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from sim.policies.catalogue import breakthroughs
from workshop.contributed import Contributed
from workshop.debrief import Debrief, Path, debrief
from workshop.scores import LASTING
from workshop.session import Session
from workshop.web.html import band_of, bar, doses_said, p, said, section, shares, shares_help, table
from workshop.web.words import text


def of_table(session: Session, results: Sequence[Mapping[str, Any]], number: int, lang: str) -> str:
    """What one table takes along."""
    found = debrief(session, results)
    path = next((one for one in found.paths if one.table == number), None)
    own = path_of(path, lang) if path and path.steps else p(text("no_rounds", lang))
    file = f"tafel-{number}.yaml"
    files = (("take_package", f"/pakket/{number}"), ("take_settings", f"/instellingen/{number}"))
    links = "".join(f'<a class="button" href="{path}">{escape(text(name, lang, number=number))}</a>' for name, path in files)
    link = f'<p class="links">{links}</p>'
    use = p(text("package_help", lang, situation=session.opened.situation, file=file), "small")
    return own + p(text("monday", lang), "lead") + link + use + of_all(found, lang)


def path_of(path: Path, lang: str) -> str:
    """The rounds of a table under each other: what it expected, what came."""
    heads = [text("round_head", lang), text("expected_head", lang), text("came_head", lang), text("band_head", lang)]
    rows, bars, told = [], "", ""
    there = [step.score.figures[LASTING] for step in path.steps if LASTING in step.score.figures]
    reach = max((abs(end) for one in there for end in (one.low80, one.high80, one.effect)), default=0.0)
    for step in path.steps:
        figure = step.score.figures.get(LASTING)
        expected = text(step.expected.lasting, lang) if step.expected else "–"
        came = "–" if figure is None else f"{said(figure.effect, figure, lang)} ({text(step.lasting or 'same', lang)})"
        rows.append((str(step.round), expected, came, "–" if figure is None else band_of(figure, lang)))
        if step.moved:
            told += p(f"{step.round}. {text('set_levers', lang, levers=doses_said(step.moved, lang))}", "small")
        bars += f'<div class="row"><span>{step.round}</span>{bar(figure, reach, lang)}</div>' if figure else ""
    told += shares_of(path.contributed, lang) if path.contributed else ""
    title = text("path", lang, number=path.table)
    return section(title, f'<div class="bars">{bars}</div>' + table(heads, rows, title) + told)


def shares_of(found: Contributed, lang: str) -> str:
    """What each breakthrough adds, by the lattice."""
    heads = [text(key, lang) for key in ("breakthrough", "shares_adds", "shares_worlds")]
    old = "" if found.current else p(text("shares_old", lang), "warn")
    return table(heads, shares(found, lang), text("shares", lang)) + old + p(shares_help(found, lang), "small")


def of_all(found: Debrief, lang: str) -> str:
    """What concerns the whole room."""
    names = breakthroughs()
    tried = sorted(found.tried.items(), key=lambda item: -item[1])
    rows = [(getattr(names[name], lang), str(count)) for name, count in tried]
    untried = "".join(f"<li>{escape(getattr(names[name], lang))}</li>" for name in found.untried)
    unknown = "".join(f"<li>{escape(one.said(lang))}</li>" for one in found.unknown)
    return (
        section(text("untried", lang), f"<ul>{untried}</ul>" if untried else p(text("all_tried", lang)))
        + (table([text("breakthrough", lang), text("tables", lang)], rows, text("tried", lang)) if rows else "")
        + section(text("unknown", lang), f"<ul>{unknown}</ul>")
    )
