"""Where every number comes from, and the assumptions that can be changed: how the world works, which is no policy."""

from __future__ import annotations

import re
from functools import cache
from html import escape

from sandbox import charts
from sandbox.html import as_table, p, section
from sandbox.numbers import exact, percent
from sandbox.pages import Seen
from sandbox.provenance import GRADES, KINDS, SORTS, Number, chosen, numbers, party_names
from sandbox.state import ASSUMED, Settings
from sandbox.texts import text
from sim.parameters import parameters
from sim.plausible import held
from sim.policies.catalogue import levers
from sim.validation import Moved, validation

AT_ONCE = 25  # numbers in sight; the others by page
WIDTH, HEIGHT = 240, 22  # of the drawing of a range
ADDRESS = re.compile(r"https?://[^\s<>\"';,]+")


def html(seen: Seen) -> str:
    """The whole page."""
    settings, lang = seen.settings, seen.lang
    listed = chosen(
        settings.sees("find"), settings.sees("grade"), _kind(settings), settings.sees("sort", "order"),
        frozenset(dict(settings.assumed)),
    )  # fmt: skip
    first = _first(settings, len(listed))
    shown = listed[first : first + AT_ONCE]
    return (
        p(text("sources_lead", lang)) + changed(settings, lang)
        + section("sources_list", lang, _filters(settings) + _found(settings, listed, first) + _list(shown, settings, seen.wrong)
                  + as_table(_table(shown, settings), lang))
    )  # fmt: skip


# --- what was changed ------------------------------------------------------------------------------------------------------


def changed(settings: Settings, lang: str) -> str:
    """The assumptions that the user changed, what that means, and whether they still go with the patterns."""
    if not settings.assumed:
        return section("assumed_title", lang, p(text("assumed_none", lang)))
    items = "".join(_changed(name, value, lang) for name, value in settings.assumed)
    go = f'<p><a class="button" href="/zandbak" data-do="go" data-value="/zandbak">{escape(text("see_effect", lang))}</a></p>'
    kind = "warn" if held(settings.assumed).outside else ""
    said = p(text("both_anew", lang)) + p(goes_with(settings, lang), kind)
    return section("assumed_title", lang, f'<ul class="changed-list">{items}</ul>{said}{go}')


def _changed(name: str, value: float, lang: str) -> str:
    parameter = parameters()[name]
    said = text("assumed_item", lang, name=getattr(parameter, lang), value=exact(value, lang), unit=_of(name).unit(lang))
    back = text("put_back", lang, name=getattr(parameter, lang))
    return (
        f'<li>{escape(said)} <button type="button" data-do="{ASSUMED}{escape(name)}" data-value="" '
        f'aria-label="{escape(back)}">{escape(text("put_it_back", lang))}</button></li>'
    )


def goes_with(settings: Settings, lang: str) -> str:
    """Whether the assumptions lie inside what the patterns of the labour market allow, in a sentence or two."""
    found = held(settings.assumed)
    if not found.tested:
        return text("goes_untested", lang)
    said = text("goes_outside" if found.outside else "goes_inside", lang, far=_share(found.as_far, lang))
    return f"{said} {text('goes_rest', lang, count=len(found.untested))}" if found.untested else said


def _share(share: float, lang: str) -> str:
    return text("below_one_percent", lang) if share < 0.01 else f"{exact(round(100 * share), lang)}%"


# --- finding and sorting -----------------------------------------------------------------------------------------------------


def _kind(settings: Settings) -> str:
    """What is listed: how the world works, until the user asks for something else or looks for a word."""
    given = settings.sees("kind", "parameter")
    return "" if given == "all" else given


def _first(settings: Settings, count: int) -> int:
    """Place of the first number in sight; the last page when the one asked for is not there any more."""
    asked = settings.sees("page", "1")
    page = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    last = max(0, (count - 1) // AT_ONCE)
    return AT_ONCE * min(max(page - 1, 0), last)


def _filters(settings: Settings) -> str:
    lang = settings.lang
    word, now = escape(text("find_number", lang)), escape(settings.sees("find"))
    find = f'<label>{word}<input type="text" id="find" data-do="see.find" value="{now}" autocomplete="off"></label>'
    kinds = {kind: text(f"kind:{kind}", lang) for kind in ("parameter", "all", *KINDS[1:])}
    asked = ("", "changed", *GRADES) if settings.assumed else ("", *GRADES)
    grades = {grade: text(f"grade:{grade or 'any'}", lang) for grade in asked}
    sorts = {sort: text(f"sort:{sort}", lang) for sort in SORTS}
    menus = (
        _menu("kind", text("by_kind", lang), kinds, settings.sees("kind", "parameter"))
        + _menu("grade", text("by_grade", lang), grades, settings.sees("grade"))
        + _menu("sort", text("by_sort", lang), sorts, settings.sees("sort", SORTS[0]))
    )
    return f'<div class="filters" role="search" aria-label="{word}">{find}{menus}</div>'


def _menu(name: str, label: str, choices: dict[str, str], now: str) -> str:
    options = "".join(
        f'<option value="{value}"{" selected" if value == now else ""}>{escape(said)}</option>' for value, said in choices.items()
    )
    return f'<label>{escape(label)}<select id="by-{name}" data-do="see.{name}">{options}</select></label>'


def _found(settings: Settings, listed: list[Number], first: int) -> str:
    """How many there are, how sure they are, and the way to the others."""
    lang, count = settings.lang, len(listed)
    if not count:
        return p(text("none_found", lang), "invitation")
    assumed = sum(one.grade == "assumption" for one in listed)
    said = text("numbers_found", lang, count=exact(count, lang), all=exact(len(numbers()), lang), assumed=exact(assumed, lang))
    if count <= AT_ONCE:
        return p(said, "small")
    page, pages = first // AT_ONCE + 1, (count - 1) // AT_ONCE + 1
    said += " " + text("numbers_shown", lang, first=exact(first + 1, lang), last=exact(min(first + AT_ONCE, count), lang))
    steps = _step("previous_numbers", page - 1, pages, lang) + _step("next_numbers", page + 1, pages, lang)
    return f'<div class="paging">{p(said, "small")}{steps}</div>'


def _step(word: str, page: int, pages: int, lang: str) -> str:
    off = "" if 1 <= page <= pages else " disabled"
    return f'<button type="button" id="{word}" data-do="see.page" data-value="{page}"{off}>{escape(text(word, lang))}</button>'


# --- the list ------------------------------------------------------------------------------------------------------------------


def _list(shown: list[Number], settings: Settings, wrong: tuple[str, str]) -> str:
    return f'<ul class="numbers">{"".join(_item(one, settings, wrong) for one in shown)}</ul>' if shown else ""


def _item(one: Number, settings: Settings, wrong: tuple[str, str]) -> str:
    lang, own = settings.lang, dict(settings.assumed).get(one.parameter)
    marks = f'<span class="grade {one.grade}">{escape(text(f"grade:{one.grade}", lang))}</span>'
    marks += f' <span class="badge">{escape(text("changed_assumption", lang))}</span>' if own is not None else ""
    return (
        f'<li class="number{" changed" if own is not None else ""}"><div class="what"><b>{escape(one.said(lang))}</b> {marks}</div>'
        f'<div class="value">{escape(short(one.value, lang))} <span class="unit">{escape(one.unit(lang))}</span></div>'
        f"{drawing(one, own, lang)}{_field(one, own, wrong, lang)}{_facts(one, lang)}</li>"
    )


def _field(one: Number, own: float | None, wrong: tuple[str, str], lang: str) -> str:
    """The field of an assumption, with why it was refused; nothing where there is nothing to assume."""
    if not one.parameter:
        return ""
    low, high = (exact(getattr(one.row, end), lang) for end in ("low", "high"))
    shown, label = (text(key, lang, name=one.said(lang), low=low, high=high) for key in ("assume_range", "assume_field"))
    value = "" if own is None else exact(own, lang)
    name = ASSUMED + one.parameter
    why = wrong[1] if wrong[0] == name else ""
    flag = f' aria-invalid="true" aria-describedby="wrong-{escape(name)}"' if why else ""
    said = f'<span class="wrong" role="alert" id="wrong-{escape(name)}">{escape(why)}</span>' if why else ""
    return (
        f'<label class="assume">{escape(shown)}<input type="text" inputmode="decimal" autocomplete="off" '
        f'id="{escape(name)}" data-do="{escape(name)}" value="{escape(value)}" '
        f'placeholder="{escape(short(one.value, lang))}" aria-label="{escape(label)}"{flag}>{said}</label>'
    )


def _facts(one: Number, lang: str) -> str:
    """What folds open: range, interval, period, source, who can change it, name in the files."""
    pairs = [(text("fact_range", lang), escape(_range(one, lang)))]
    if one.interval:
        low, high = (short(end, lang) for end in one.interval)
        pairs.append((text("fact_interval", lang), escape(text("fact_interval_said", lang, low=low, high=high))))
    if one.parameter in moves():
        pairs.append((text("fact_moves", lang), _moves(moves()[one.parameter], lang)))
    pairs += [
        (text("fact_period", lang), escape(one.row.period or text("no_period", lang))),
        (text("fact_source", lang), _source(one, lang)),
        (text("fact_who", lang), escape(who(one, lang))),
        (text("fact_name", lang), f"<code>{escape(one.row.id)}</code>"),
    ]
    told = "".join(f"<dt>{escape(name)}</dt><dd>{words}</dd>" for name, words in pairs)
    head = f'<details class="facts" id="about-{escape(one.row.id)}"><summary>{escape(text("about_number", lang))}</summary>'
    return f"{head}<dl>{told}</dl></details>"


@cache
def moves() -> dict[str, Moved]:
    """By parameter what it moves most, as far as that was worked out."""
    found = validation()
    return {one.parameter: one for one in found.moved} if found else {}


def _moves(found: Moved, lang: str) -> str:
    """A bar and a sentence: how much of a pattern hangs on this parameter."""
    report = validation()
    patterns = {one.id: getattr(one, lang) for one in report.patterns} if report else {}
    said = text("moves_said", lang, pattern=patterns.get(found.pattern, found.pattern), share=percent(found.share, lang))
    whole = '<rect class="all-moved" x="0" y="1" width="100" height="10"/>'
    bar = f'{whole}<rect class="moved" x="0" y="1" width="{100 * found.share:.1f}" height="10"/>'
    label = escape(said)
    svg = f'<svg role="img" class="range" aria-label="{label}" viewBox="0 0 100 12" focusable="false">{bar}</svg>'
    return f'<div class="moves">{svg}{label}</div>'


def _range(one: Number, lang: str) -> str:
    if not one.has_range:
        return text("no_range", lang)
    return text("to", lang, low=short(one.row.low, lang), high=short(one.row.high, lang))


def _source(one: Number, lang: str) -> str:
    """The source with its addresses as links; sources are in English or as they are called."""
    source = one.row.source
    if not source:
        return escape(text("no_source", lang))
    parts, last = [], 0
    for found in ADDRESS.finditer(source):
        address = escape(found.group())
        link = f'<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>'
        parts += [escape(source[last : found.start()]), link]
        last = found.end()
    return f'<span lang="en">{"".join(parts)}{escape(source[last:])}</span>'


def who(one: Number, lang: str) -> str:
    """Who can change what the number is of: by which lever of which party, or nobody."""
    if one.lever:
        return text("who_lever", lang, lever=getattr(levers()[one.lever], lang), party=party_names(one, lang))
    if one.kind in ("barrier", "setting"):
        return text("who_parties", lang, parties=party_names(one, lang)) if one.parties else text("who_nobody_yet", lang)
    return text(f"who:{one.kind}", lang)


def _of(name: str) -> Number:
    return next(one for one in numbers() if one.parameter == name)


def short(value: float, lang: str) -> str:
    """A number in at most four figures that count, or whole when it is large."""
    return exact(float(f"{value:.4g}") if abs(value) < 1000 else round(value), lang)


# --- drawing and table ------------------------------------------------------------------------------------------------------------


def drawing(one: Number, own: float | None, lang: str) -> str:
    """The range as a line, 90% of the sets as a bar on it, the value as a dot, a changed value as a diamond."""
    if not one.has_range:
        return '<div class="no-range"></div>'
    values = [one.row.low, one.row.high, one.value, *(one.interval or ()), *([] if own is None else [own])]
    low, high = min(values), max(values)

    def at(value: float) -> float:
        return 8 + (WIDTH - 16) * (value - low) / (high - low)

    y = HEIGHT / 2
    shapes = f'<line class="span" x1="{at(one.row.low):.1f}" y1="{y:g}" x2="{at(one.row.high):.1f}" y2="{y:g}"/>'
    if one.interval:
        start, end = (at(value) for value in one.interval)
        shapes += f'<rect class="sets" x="{start:.1f}" y="{y - 4:g}" width="{end - start:.1f}" height="8"/>'
    shapes += f'<circle class="now" cx="{at(one.value):.1f}" cy="{y:g}" r="4.5"/>'
    if own is not None:
        x = at(own)
        shapes += f'<path class="own" d="M{x:.1f} {y - 8:g}l6 8l-6 8l-6 -8z"/>'
    label = escape(_said(one, own, lang))
    return f'<svg role="img" class="range" aria-label="{label}" viewBox="0 0 {WIDTH} {HEIGHT}" focusable="false">{shapes}</svg>'


def _said(one: Number, own: float | None, lang: str) -> str:
    low, high = (short(end, lang) for end in (one.row.low, one.row.high))
    said = text("range_said", lang, name=one.said(lang), value=short(one.value, lang), unit=one.unit(lang), low=low, high=high)
    if one.interval:
        inside = {"low": short(one.interval[0], lang), "high": short(one.interval[1], lang)}
        said += " " + text("fact_interval_said", lang, **inside)
    return said if own is None else f"{said} {text('own_said', lang, value=exact(own, lang))}"


def _table(shown: list[Number], settings: Settings) -> str:
    lang, own = settings.lang, dict(settings.assumed)
    heads = [text(key, lang) for key in (
        "one_number", "fact_value", "own_assumption", "fact_unit", "fact_range", "fact_period", "fact_grade", "fact_source",
        "fact_who",
    )]  # fmt: skip
    rows = [
        [
            one.said(lang), short(one.value, lang), exact(own[one.parameter], lang) if one.parameter in own else "–",
            one.unit(lang), _range(one, lang), one.row.period or "–", text(f"grade:{one.grade}", lang), one.row.source or "–",
            who(one, lang),
        ]
        for one in shown
    ]  # fmt: skip
    return charts.table(heads, rows, text("sources_list", lang))


