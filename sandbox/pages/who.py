"""The view of for whom: what the package brings each group, who is better and who is worse off, and what others miss."""

from __future__ import annotations

from html import escape

from sandbox import charts
from sandbox.answer import LASTING, displaced, gain_of, people_of, per_1000
from sandbox.choices import either
from sandbox.html import as_table, p, section, waiting
from sandbox.link import to_link
from sandbox.numbers import in_steps_of, number, rounded
from sandbox.pages import Seen
from sandbox.texts import text
from sim.effects import Comparison
from sim.views import SMALL, Band, Group
from sim.views.groups import meaning
from sim.views.words import words

EVERYONE = "all"
FIRST = "age"  # the division that is shown before one is chosen
PERSONS = "/zandbak/persoon"
MOST_NAMED = 3  # groups named in one sentence
ENDS = ("effect", "low80", "high80", "low95", "high95")


def html(seen: Seen) -> str:
    """The whole view."""
    if seen.answer is None:
        return waiting(seen.lang)
    lang, views = seen.lang, seen.answer.comparison.views
    if views is None or not views.groups:
        return p(text("who:no_groups", lang), "invitation") + meet(seen)
    shown = chosen(seen, views.groups)
    return (
        section("who", lang, f"{_divisions(seen, views.groups)}{summary(shown, lang)}{gains(shown, views.months, lang)}")
        + section("winners", lang, winners(shown, lang))
        + crowded_out(seen.answer.comparison, lang)
        + meet(seen)
    )


def chosen(seen: Seen, groups: list[Group]) -> list[Group]:
    """The groups of the division that is looked at."""
    there = {group.dimension for group in groups} - {EVERYONE}
    wanted = seen.settings.sees("group", FIRST)
    wanted = wanted if wanted in there else FIRST
    return [group for group in groups if group.dimension == wanted]


def summary(groups: list[Group], lang: str) -> str:
    """Who gains most, who does not gain, who loses; small groups are left out, and said to be."""
    told = [group for group in groups if not group.small]
    by_verdict: dict[str, list[Group]] = {}
    for group in sorted(told, key=lambda one: -_effect(one)):
        by_verdict.setdefault(gain_of(group), []).append(group)
    sentences = []
    if winners := by_verdict.get("better"):
        effect = _words(per_1000(winners[0]), _reach(told), lang)["effect"]
        sentences.append(text("who:most", lang, name=_name(winners[0], lang), effect=effect))
    else:
        sentences.append(text("who:nobody_gains", lang))
    for verdict, key in (("uncertain", "who:not_sure"), ("same", "who:equal")):
        if found := by_verdict.get(verdict):
            sentences.append(text(key, lang, names=_names(found, lang)))
    losers = by_verdict.get("worse", [])[::-1]  # who loses most first
    sentences.append(text("who:lose", lang, names=_names(losers, lang)) if losers else text("who:nobody_loses", lang))
    better, worse = (rounded(sum(getattr(group, key) for group in told), lang) for key in ("better", "worse"))
    sentences.append(text("who:persons", lang, better=better, worse=worse))
    if small := [group for group in groups if group.small]:
        sentences.append(text("who:too_small", lang, names=_names(small, lang)))
    return p(" ".join(sentences), "said")


def gains(groups: list[Group], months: int, lang: str) -> str:
    """For each group the lasting crossings per 1000 people: both levels, and the difference on a scale that all share."""
    reach = _reach([group for group in groups if not group.small])
    strips = "".join(_small(group, lang) if group.small else _gain(group, reach, lang) for group in groups)
    rows = [_row(group, reach, lang) for group in groups]
    heads = [text("winners:group", lang), text("winners:people", lang), text("today", lang), text("package", lang)]
    heads += [text("effect", lang)] + [text("band", lang, share=share) for share in (80, 95)]
    caption = f"{_dimension(groups, lang)}: {words('outcomes')[LASTING].said(lang)} (per 1000)"
    help = p(text("who:help", lang, months=months), "small")
    return f'<div class="strips">{strips}</div>{help}{as_table(charts.table(heads, rows, caption), lang)}'


def winners(groups: list[Group], lang: str) -> str:
    """Better, the same and worse off in each group, the losers as large in sight as the winners."""
    told = [group for group in groups if not group.small and group.people > 0]
    reach = max((max(_of_1000(group, group.better), _of_1000(group, group.worse)) for group in told), default=0.0)
    heads = "".join(f'<span class="{key}">{escape(text(f"winners:{key}", lang))}</span>' for key in ("worse", "better"))
    bars = "".join(_balance(group, reach, lang) for group in told)
    names = [text("winners:group", lang)] + [text(f"winners:{key}", lang) for key in ("worse", "same", "better")]
    names += [text("crowded:missed", lang), text("crowded:gained", lang)]
    rows = [
        [
            _name(group, lang),
            *(_people(value, lang) for value in (group.worse, group.same, group.better, group.missed, group.gained)),
        ]
        for group in told
    ]
    return (
        f'<p class="sides" aria-hidden="true">{heads}</p><div class="balances">{bars}</div>{p(meaning().said(lang))}'
        f"{p(text('winners:help', lang), 'small')}{as_table(charts.table(names, rows, text('winners:table', lang)), lang)}"
    )


def crowded_out(comparison: Comparison, lang: str) -> str:
    """What happens to people who do not use the bridge, from both sides and on balance; the numbers of the answer bar."""
    if comparison.displacement is None:
        return ""
    missed, gained = (_people(people_of(comparison, id), lang) for id in ("others-less", "others-more"))
    said = p(text("crowded:said", lang, missed=missed, gained=gained)) + p(displaced(comparison.displacement, lang))
    return section("crowded_out", lang, said + p(text("crowded:help", lang), "small"))


def meet(seen: Seen) -> str:
    """The way to one person in both worlds."""
    link = escape(PERSONS + to_link(seen.settings))
    go = f'<a class="button" href="{link}" data-do="go" data-value="{PERSONS}">{escape(text("meet:go", seen.lang))}</a>'
    return section("meet", seen.lang, f"{p(text('meet:said', seen.lang))}<p>{go}</p>")


def _divisions(seen: Seen, groups: list[Group]) -> str:
    """A button for each way to divide people."""
    lang, now = seen.lang, chosen(seen, groups)[0].dimension
    there = [name for name in dict.fromkeys(group.dimension for group in groups) if name != EVERYONE]
    choices = [(name, words("dimensions")[name].said(lang)) for name in there]
    return f'<div class="choosing">{either("see.group", text("who:divide", lang), choices, now)}</div>'


def _gain(group: Group, reach: float, lang: str) -> str:
    band, said, name = per_1000(group), gain_of(group), _name(group, lang)
    told = _words(band, reach, lang)
    label = text("who:label", lang, name=name, verdict=text(said, lang), **told)
    ends = {key: float(getattr(band, key)) for key in ENDS}
    bands = ((ends["low80"], ends["high80"]), (ends["low95"], ends["high95"]))
    return (
        f'<div class="strip"><div class="name">{escape(name)} <span class="unit">({_how_many(group, lang)})</span></div>'
        f'<div class="levels">{told["today"]} → {told["package"]}</div>{charts.strip(ends["effect"], *bands, said, label, reach)}'
        f'<div class="verdict {said}"><b>{told["effect"]}</b> {escape(text(said, lang))}</div></div>'
    )


def _small(group: Group, lang: str) -> str:
    """A group of too few: its name, and why nothing is said of it."""
    why = text("who:small", lang, simulated=number(group.simulated, lang, decimals=0), least=SMALL)
    return (
        f'<div class="strip too-small"><div class="name">{escape(_name(group, lang))}</div><p class="small">{escape(why)}</p></div>'
    )


def _row(group: Group, reach: float, lang: str) -> list[str]:
    if group.small:
        return [_name(group, lang), words("verdicts")["small"].said(lang), *["–"] * 5]
    told = _words(per_1000(group), reach, lang)
    bands = [text("to", lang, low=told[f"low{share}"], high=told[f"high{share}"]) for share in (80, 95)]
    return [_name(group, lang), rounded(group.people, lang), told["today"], told["package"], told["effect"], *bands]


def _balance(group: Group, reach: float, lang: str) -> str:
    shares = {key: _of_1000(group, getattr(group, key)) for key in ("worse", "same", "better")}
    told = {key: in_steps_of(share, reach, lang) for key, share in shares.items()}
    label = text("winners:label", lang, name=_name(group, lang), **told)
    drawing = charts.both_ways(shares["worse"], shares["better"], reach, label)
    same = escape(text("winners:same_of", lang, same=told["same"]))
    named = f'{escape(_name(group, lang))} <span class="unit">({same})</span>'
    return (
        f'<div class="balance"><div class="name">{named}</div><div class="value worse">{told["worse"]}</div>{drawing}'
        f'<div class="value better">{told["better"]}</div></div>'
    )


def _words(band: Band, reach: float, lang: str) -> dict[str, str]:
    """The numbers of a band in steps that fit how far the differences go."""
    levels = {key: in_steps_of(float(getattr(band, key)), reach or float(band.today), lang) for key in ("today", "package")}
    return levels | {key: in_steps_of(float(getattr(band, key)), reach, lang, signed=True) for key in ENDS}


def _reach(groups: list[Group]) -> float:
    """How far the differences of all these groups, with their bands, go from zero."""
    ends = [abs(float(getattr(per_1000(group), key))) for group in groups for key in ENDS]
    return max(ends, default=0.0)


def _effect(group: Group) -> float:
    return float(per_1000(group).effect)


def _of_1000(group: Group, people: float) -> float:
    return 1000.0 * people / group.people


def _people(value: float, lang: str) -> str:
    """A number of people, never less than none: what rounds below zero is none."""
    return rounded(max(value, 0.0), lang)


def _how_many(group: Group, lang: str) -> str:
    return escape(text("who:people", lang, people=rounded(group.people, lang)))


def _name(group: Group, lang: str) -> str:
    return group.words.said(lang)


def _dimension(groups: list[Group], lang: str) -> str:
    return words("dimensions")[groups[0].dimension].said(lang)


def _names(groups: list[Group], lang: str) -> str:
    """The first few by name, and how many more."""
    names = [_name(group, lang) for group in groups]
    if len(names) > MOST_NAMED + 1:  # "and 1 more" would take as much room as its name
        return text("who:and_more", lang, names="; ".join(names[:MOST_NAMED]), count=len(names) - MOST_NAMED)
    return text("who:and", lang, names="; ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]
