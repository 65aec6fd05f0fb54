"""The programmes of the documents: what was reported, beside what the model counts when they are played in it."""

from __future__ import annotations

import math
from functools import cache
from html import escape

from sandbox import charts, state
from sandbox.html import fold, p
from sandbox.numbers import exact, number, percent
from sandbox.state import Settings
from sandbox.texts import text
from sim import data
from sim.policies.catalogue import barriers, breakthroughs, levers
from sim.policies.programme import MEASURES, Programme, Target
from sim.programme_results import FILE, BesideReport, ProgrammeResult, Results, read_results
from sim.programmes import programmes


@cache
def all_programmes() -> tuple[Programme, ...]:
    """The shipped programmes, read once."""
    return tuple(programmes())


def results() -> Results | None:
    """What the model counted when docs/programmes.md was made; None in a copy without it."""
    return read_results() if FILE.exists() else None


def programme_cards(settings: Settings, wanted: str) -> str:
    """A card that folds open for each programme that belongs to what is asked for."""
    lang, found = settings.lang, results()
    shown = [programme for programme in all_programmes() if belongs(programme, wanted)]
    if not shown:
        return p(text("library_none", lang))
    if found is None:
        lead = p(text("library_no_results", lang), "stale")
    else:
        people = number(found.people, lang, decimals=0)
        lead = p(text("library_programmes_help", lang, runs=found.runs, people=people), "small")
    return lead + "".join(card(one, found.programmes.get(one.id) if found else None, settings) for one in shown)


def belongs(programme: Programme, wanted: str) -> bool:
    """Whether a programme acts on the barrier, or comes from or leads to the sector, that is asked for."""
    if wanted in barriers():
        against = {lever for one in breakthroughs().values() if one.barrier == wanted for lever in one.levers}
        return any(dose.lever in against for dose in programme.levers)
    return not wanted or wanted in programme.destinations or wanted in comes_from(programme)


def comes_from(programme: Programme) -> frozenset[str]:
    """Sectors that a programme takes people from; none in particular when it takes them from everywhere but where it leads to."""
    named = frozenset(programme.who.scope.sectors or ())
    everywhere = {sector.id for sector in data.sectors()}
    return frozenset() if named | programme.destinations == everywhere else named


def card(programme: Programme, result: ProgrammeResult | None, settings: Settings) -> str:
    """One programme: what it was, in the fold what was reported and what the model says."""
    lang = settings.lang
    inside = (
        p(getattr(programme, f"about_{lang}")) + "".join(p(line, "small") for line in facts(programme, lang))
        + (p(fared(result, lang)) if result else "") + _table(programme, result, lang)
        + p(_place(programme, settings), "small")
        + p(text("library_left_out", lang, what=getattr(programme, f"left_out_{lang}")), "small")
        + f'<p class="small">{escape(text("library_repeat", lang))} <code>loopbrug programmes {escape(programme.id)}</code></p>'
    )  # fmt: skip
    return f'<div class="programme">{fold(f"{getattr(programme, lang)} · {in_short(result, lang)}", inside)}</div>'


def in_short(result: ProgrammeResult | None, lang: str) -> str:
    """In how many of the reports that can be compared the model agrees."""
    told = [one for one in result.beside if one.meets in ("yes", "no")] if result else []
    if not told:
        return text("library_not_told", lang)
    return text("library_agree", lang, yes=sum(one.meets == "yes" for one in told), all=len(told))


def facts(programme: Programme, lang: str) -> list[str]:
    """Who, how many, when, by which levers, from which source."""
    people, dates, unknown = programme.participants, programme.dates, text("library_unknown", lang)
    key = "library_people" if people.value is not None else "library_people_assumed"
    doses = ", ".join(_dose(dose.lever, dose.dose, lang) for dose in programme.levers)
    return [
        text("library_who", lang, who=getattr(programme.who, lang)),
        text(key, lang, people=number(people.number, lang, decimals=0), words=getattr(people, lang)) + ".",
        text("library_dates", lang, start=dates.start or unknown, end=dates.end or unknown) + ".",
        *([text("library_doses", lang, levers=doses)] if doses else []),
        f"{text('source', lang)}: {programme.source}",
    ]


def _dose(lever: str, dose: float, lang: str) -> str:
    one = levers()[lever]
    return f"{getattr(one, lang)} {exact(round(dose * state.scale(one), 10), lang)} ({state.unit(one, lang)})"


def fared(result: ProgrammeResult, lang: str) -> str:
    """How the group fares in the model, in a sentence."""
    shares = {name: tenths(getattr(result, name), lang) for name in ("took_part", "crossed", "over_bridge", "anyway")}
    return text("library_fared", lang, cost=number(result.cost, lang, decimals=0), **shares)


def _place(programme: Programme, settings: Settings) -> str:
    lang, situation = settings.lang, state.all_situations()[programme.situation.id]
    played = text("library_played", lang, situation=getattr(situation, lang), why=getattr(programme.situation, f"why_{lang}"))
    return f"{played} {text('library_here' if situation.id == settings.situation else 'library_elsewhere', lang)}"


def _table(programme: Programme, result: ProgrammeResult | None, lang: str) -> str:
    if not programme.reported:
        return p(text("library_nothing_reported", lang), "small")
    beside = result.beside if result and len(result.beside) == len(programme.reported) else (None,) * len(programme.reported)
    heads = [text(f"library_{key}", lang) for key in ("measure", "reported", "model", "without", "meets", "why")]
    rows = [_row(target, one, lang) for target, one in zip(programme.reported, beside, strict=True)]
    caption = f"{text('library_report', lang)}: {getattr(programme, lang)}"
    return f'<div class="reports">{charts.table(heads, rows, caption)}</div>'


def _row(target: Target, beside: BesideReport | None, lang: str) -> list[str]:
    after = text("library_months" if target.months_known else "library_months_assumed", lang, months=target.months)
    name = f"{getattr(MEASURES[target.measure], lang)}; {getattr(target, f'of_{lang}')}; {after}"
    why = f"{getattr(target, f'why_{lang}')} ({text(f'grade:{target.grade}', lang)})"
    if beside is None:
        return [name, reported(target, lang), "–", "–", "–", why]
    band = "" if math.isnan(beside.low) else f" ({_written(beside.low, target, lang)} … {_written(beside.high, target, lang)})"
    return [
        name, reported(target, lang), _written(beside.simulated, target, lang) + band, _written(beside.today, target, lang),
        text(f"meets:{beside.meets}", lang), why,
    ]  # fmt: skip


def reported(target: Target, lang: str) -> str:
    """What the source says, with count and denominator where it gives them."""
    if target.low is None or target.high is None:
        return text("library_no_number", lang)
    said = " … ".join(dict.fromkeys(_written(end, target, lang) for end in (target.low, target.high)))
    if not (target.count and target.of):
        return said
    count, of = (number(value, lang, decimals=0) for value in (target.count, target.of))
    return text("library_count_of", lang, share=said, count=count, of=of)


def _written(value: float, target: Target, lang: str) -> str:
    """A share as a percentage, or a number of people."""
    return percent(value, lang) if target.is_share else number(value, lang, decimals=0)


def tenths(share: float, lang: str) -> str:
    """A share (0-1) as a percentage, with one decimal where it is small."""
    return f"{number(100 * share, lang, decimals=1)}%" if 0 < share < 0.1 else percent(share, lang)
