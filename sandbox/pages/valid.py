"""Is it true? What the model shows beside what was measured, what it misses and why, and programmes predicted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from sandbox import charts
from sandbox.html import as_table, p, section
from sandbox.numbers import exact, number, percent
from sandbox.pages import Seen
from sandbox.texts import text
from sim.posterior import posterior
from sim.units import OF_PATTERNS, UNITS
from sim.validation import Parts, Pattern, Predicted, Validation, validation

WIDTH, HEIGHT = 300, 30  # of the drawing of a part
VERDICTS = ("fail", "near", "pass", "not-measured")  # misses first
COUNTS, CHECK = "calibrate", "check"


def html(seen: Seen) -> str:
    """The whole page."""
    found = validation()
    return page(found, seen.lang) if found else p(text("valid_none", seen.lang), "invitation")


def page(found: Validation, lang: str) -> str:
    """The page of this report."""
    return (
        summary(found, lang)
        + section("valid_patterns", lang, p(text("valid_how", lang), "small") + legend(lang) + patterns(found, lang))
        + section("valid_programmes", lang, p(text("valid_programmes_help", lang)) + programmes(found.programmes, lang))
        + section("valid_made", lang, made(found, lang))
    )  # fmt: skip


def counted(found: Validation) -> list[Pattern]:
    """The patterns that count in the verdict, and those that only check; what is put in or is background says nothing."""
    return [one for one in found.patterns if one.role in (COUNTS, CHECK)]


def summary(found: Validation, lang: str) -> str:
    """The verdict in sentences: how much fits, what does not, what that means for who uses the results."""
    tally = Counter(one.verdict for one in found.patterns if one.role == COUNTS)
    shares = {"inside": found.inside, "goal": found.goal, "rival": found.inside_by_rival}
    share = {name: percent(value, lang) for name, value in shares.items()}
    words = {name: exact(tally[verdict], lang) for name, verdict in (("good", "pass"), ("near", "near"), ("bad", "fail"))}
    stale = "" if found.is_current else p(text("valid_stale", lang, date=found.date), "warn")
    reached = "valid_reached" if found.inside >= found.goal else "valid_short"
    return (
        f'{stale}<p class="lead">{escape(text("valid_lead", lang, **share))}</p>{p(text(reached, lang, **share))}'
        f"{p(text('valid_tally', lang, **words))}{p(text('valid_rival', lang, **share))}{p(text('valid_means', lang), 'watch-out')}"
    )


# --- patterns --------------------------------------------------------------------------------------------------------------


def legend(lang: str) -> str:
    """What the marks of a drawing mean."""
    keys = "".join(f'<li class="key-{key}">{escape(text(f"key_{key}", lang))}</li>' for key in ("band", "model", "rival"))
    return f'<ul class="keys">{keys}</ul>'


def patterns(found: Validation, lang: str) -> str:
    """Every pattern under its verdict, what is missed first, and all of them as a table."""
    lines, parts = counted(found), []
    for verdict in VERDICTS:
        mine = [one for one in lines if one.verdict == verdict]
        if mine:
            title = text(f"verdict:{verdict}", lang)
            parts.append(f"<h4>{escape(title)} ({len(mine)})</h4>" + "".join(pattern(one, lang) for one in mine))
    names = [(_name(found, one, lang), _name(found, other, lang)) for one, other in found.not_together]
    notes = "".join(f"<li>{escape(text('valid_apart', lang, one=one, other=other))}</li>" for one, other in names)
    return "".join(parts) + (f'<ul class="apart">{notes}</ul>' if notes else "") + as_table(table(lines, lang), lang)


def pattern(one: Pattern, lang: str) -> str:
    """One pattern: its name, a drawing of each part, and why it is missed."""
    drawn = "".join(drawing(one, part, lang) for part in range(len(one.low)) if one.model)
    why = one.why_nl if lang == "nl" else one.why_en
    check = f' <span class="badge">{escape(text("valid_only_check", lang))}</span>' if one.role == CHECK else ""
    source = escape(one.source)
    link = f'<a href="{source}" target="_blank" rel="noopener noreferrer">{source}</a>'
    linked = link if one.source.startswith(("http://", "https://")) else source
    return (
        f'<div class="pattern {escape(one.verdict)}" id="pattern-{escape(one.id)}">'
        f'<div class="what"><b>{escape(_said(one, lang))}</b> <span class="unit">({escape(one.id)})</span>{check}'
        f'<div class="unit">{escape(unit(one, lang))} · <span lang="en">{escape(one.period)}</span></div></div>'
        f'<div class="drawn">{drawn}</div>{p(why, "why") if why else ""}'
        f'<div class="small from">{escape(text("source", lang))}: {linked}</div></div>'
    )


def drawing(one: Pattern, part: int, lang: str) -> str:
    """A part of a pattern: the evidence's band, the model's median on where 90% of the sets lie, and the rival."""
    band = (one.low[part], one.high[part])
    sets = (one.model_low[part], one.model_high[part])
    rival = one.rival[part] if one.rival else None
    there = [value for value in (*band, *sets, one.model[part], rival) if value is not None]
    low, high = min(there), max(there)
    far = (high - low) or 1.0
    label = text("valid_pattern_said", lang, name=_said(one, lang), low=_figure(band[0], lang), high=_figure(band[1], lang),
                 model=_figure(one.model[part], lang), from_=_figure(sets[0], lang), to=_figure(sets[1], lang),
                 verdict=text(f"verdict:{one.verdict}", lang))  # fmt: skip
    y, shapes = HEIGHT / 2, ""

    def at(value: float) -> float:
        return 8 + (WIDTH - 16) * (value - low) / far

    if band[0] is not None and band[1] is not None:
        wide = max(2.0, at(band[1]) - at(band[0]))
        shapes += f'<rect class="evidence" x="{at(band[0]):.1f}" y="3" width="{wide:.1f}" height="{HEIGHT - 6}"/>'
    if sets[0] is not None and sets[1] is not None:
        shapes += f'<line class="sets-line" x1="{at(sets[0]):.1f}" y1="{y:g}" x2="{at(sets[1]):.1f}" y2="{y:g}"/>'
    if rival is not None:
        shapes += f'<path class="rival" d="M{at(rival):.1f} {y - 7:g}l6 12h-12z"/>'
    middle = one.model[part]
    if middle is not None:
        shapes += f'<circle class="median" cx="{at(middle):.1f}" cy="{y:g}" r="5"/>'
    words = text("valid_pattern_short", lang, low=_figure(band[0], lang), high=_figure(band[1], lang), model=_figure(middle, lang))
    svg = f'<svg role="img" aria-label="{escape(label)}" viewBox="0 0 {WIDTH} {HEIGHT}" focusable="false">{shapes}</svg>'
    return f'{svg}<div class="small">{escape(words)}</div>'


def table(lines: Sequence[Pattern], lang: str) -> str:
    """The patterns as a table, parts behind each other."""
    heads = [text(key, lang) for key in (
        "valid_pattern_name", "fact_unit", "fact_period", "key_band", "valid_in_model", "valid_of_sets", "valid_chance_noise",
        "valid_verdict_word", "valid_weight", "key_rival",
    )]  # fmt: skip
    rows = [
        [
            f"{one.id} {_said(one, lang)}", unit(one, lang), one.period, _under(lang, one.low, one.high), _under(lang, one.model),
            _under(lang, one.model_low, one.model_high), _under(lang, one.chance), text(f"verdict:{one.verdict}", lang),
            exact(one.weight, lang) if one.role == COUNTS else text("valid_only_check", lang),
            _rival(one, lang),
        ]
        for one in lines
    ]  # fmt: skip
    return charts.table(heads, rows, text("valid_patterns", lang))


def _rival(one: Pattern, lang: str) -> str:
    if one.rival is None:
        return "–"
    return _under(lang, one.rival) + (f" ({text('valid_fitted_to_it', lang)})" if one.rival_fitted else "")


def _under(lang: str, *columns: Parts) -> str:
    return "; ".join(" – ".join(_figure(value, lang) for value in row) for row in zip(*columns, strict=True)) or "–"


def _figure(value: float | None, lang: str) -> str:
    """A number with two or three figures that count."""
    return number(value, lang, decimals=None if value is None or abs(value) < 10 else 1)


def unit(one: Pattern, lang: str) -> str:
    """The unit of a pattern in the language."""
    return (OF_PATTERNS | UNITS).get(one.unit, one.unit) if lang == "nl" else one.unit


def _said(one: Pattern, lang: str) -> str:
    return one.nl if lang == "nl" else one.en


def _name(found: Validation, id: str, lang: str) -> str:
    return next((_said(one, lang) for one in found.patterns if one.id == id), id)


# --- programmes ---------------------------------------------------------------------------------------------------------------


def programmes(rows: Sequence[Predicted], lang: str) -> str:
    """What programmes reported beside what the model predicts, in words first and then as a table."""
    tally = Counter(one.meets for one in rows)
    said = text("valid_programmes_tally", lang, yes=exact(tally["yes"], lang), no=exact(tally["no"], lang),
                few=exact(tally["too_few"] + tally["nobody"], lang), all=exact(len(rows), lang))  # fmt: skip
    fitted = any(one.fitted for one in rows)
    heads = [text(key, lang) for key in (
        "valid_programme_name", "measure", "valid_reported", "valid_in_model", "valid_group_band", "valid_without_it",
        "valid_meets",
    )]  # fmt: skip
    heads += [text("valid_when_fitted", lang)] if fitted else []
    cells = [
        [
            one.nl if lang == "nl" else one.en, one.measure_nl if lang == "nl" else one.measure_en,
            _ends(one, one.reported_low, one.reported_high, lang), _value(one, one.model, lang),
            _ends(one, one.low, one.high, lang), _value(one, one.today, lang), text(f"valid_meets:{one.meets}", lang),
            *([_bent(one, lang)] if fitted else []),
        ]
        for one in rows
    ]  # fmt: skip
    note = p(text("valid_when_fitted_help", lang), "small") if fitted else ""
    return p(said) + charts.table(heads, cells, text("valid_programmes", lang)) + note


def _bent(one: Predicted, lang: str) -> str:
    if not one.fitted or one.fitted[0] is None:
        return "–"
    middle, low, high = one.fitted
    said = f"{_value(one, middle, lang)} ({_ends(one, low, high, lang)})"
    return f"{said}: {text(f'valid_meets:{one.fitted_meets}', lang)}" if one.fitted_meets else said


def _value(one: Predicted, value: float | None, lang: str) -> str:
    return percent(value, lang) if one.share else number(value, lang, decimals=0)


def _ends(one: Predicted, low: float | None, high: float | None, lang: str) -> str:
    first, last = _value(one, low, lang), _value(one, high, lang)
    return first if first == last else text("to", lang, low=first, high=last)


# --- how it was made -----------------------------------------------------------------------------------------------------------


def made(found: Validation, lang: str) -> str:
    """With which sets, runs and version; and the line that makes it again."""
    said = text(
        "valid_made_said", lang, runs=exact(found.runs, lang), sets=exact(found.sets, lang), all=exact(len(posterior()), lang),
        people=exact(found.people, lang), world=found.world, date=found.date, version=found.version, fingerprint=found.fingerprint,
    )  # fmt: skip
    return p(said) + f'<pre tabindex="0"><code>loopbrug validate --sets {found.sets} --seed {found.seed}</code></pre>'
