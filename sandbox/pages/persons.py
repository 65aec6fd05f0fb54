"""Meet a person: one simulated life with and without the package, where they part and why, and how usual that is. As HTML.

The page remembers whom it shows as "story.nth" under the name "person".
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from html import escape

from sandbox import charts
from sandbox.html import working
from sandbox.numbers import number, percent
from sandbox.pages import Seen, Tell
from sandbox.pages.lifelines import key, life, numbered, squares
from sandbox.pages.steps import month_of, parting, stopped
from sandbox.pages.words import job_name, sector_name
from sandbox.plan import plan_of
from sandbox.state import Settings, differs_from_today
from sandbox.texts import text
from sim.lives import MONTHS_THAT_MATTER, STORIES, Became, Line, Meeting, Person, Span, meet
from sim.month.moves import SAFE_SHARE

WORLDS = ("today", "package")
# How rare a story is, in words: assumptions.
RARE, UNCOMMON = 0.05, 0.25  # of the group have a difference as large


FIRST_STORY = "winner"


def html(seen: Seen) -> str:
    """The whole page: a person of the story that the link names, or how far the meeting is."""
    if not differs_from_today(seen.settings):
        return _p(text("nothing_to_compare", seen.lang), "invitation")
    if seen.found is None:
        return working(seen, "persons_waiting")
    story, _, nth = seen.settings.sees("person", FIRST_STORY).partition(".")
    if story not in STORIES:
        story, nth = FIRST_STORY, ""
    return meeting_html(seen.found, seen.lang, story, int(nth) if nth.isdecimal() else 0)


def meet_with(settings: Settings, tell: Tell) -> Meeting:
    """The work behind the page: one pair, person by person."""
    return meet(plan_of(settings), tell)


def asked(settings: Settings) -> Hashable:
    """What a meeting depends on: the question, not how many pairs."""
    return replace(settings, lang="", shown=(), runs=0)


def meeting_html(meeting: Meeting, lang: str, story: str = FIRST_STORY, nth: int = 0) -> str:
    """The page in the language, for the nth person of a story. Raises InputError for a story that there is not."""
    person = meeting.pick(story, nth)
    parts = [_p(text("persons_about", lang)), chooser(meeting, lang, story)]
    if person is None:
        return _page(lang, [*parts, _p(text("persons_nobody", lang), "invitation")])
    parts += [
        turn(meeting, person, lang),
        who(meeting, person, lang),
        _section("lines_title", lang, lives(person, lang)),
        _section("part_title", lang, parting(person.difference, meeting.people, lang)),
        _section("became_title", lang, became(person, lang)),
        _section("typical_title", lang, typical(meeting, person, lang)),
    ]
    return _page(lang, parts)


def _page(lang: str, parts: list[str]) -> str:
    return f'<div class="lb-persons">{"".join(parts)}</div>'


# --- choosing ----------------------------------------------------------------------------------------------------------


def chooser(meeting: Meeting, lang: str, chosen: str) -> str:
    """A button for each story, and what the chosen one means."""
    buttons = "".join(
        f'<button type="button" data-do="see.person" data-value="{story.id}" aria-pressed="{str(story.id == chosen).lower()}">'
        f"{escape(story.words.said(lang))}</button>"
        for story in STORIES.values()
    )
    return (
        f'<div class="stories" role="group" aria-label="{escape(text("persons_pick", lang))}">{buttons}</div>'
        f"{_p(STORIES[chosen].about.said(lang))}"
    )


def turn(meeting: Meeting, person: Person, lang: str) -> str:
    """Which of how many this is, how the order came about, and a button for the next one."""
    kept, found = meeting.stories[person.story].size, meeting.found[person.story]
    counts = {"turn": person.nth + 1, "kept": int(kept), "found": found, "people": int(meeting.there.size)}
    line = text("persons_turn", lang, **{name: number(count, lang, decimals=0) for name, count in counts.items()})
    order = text("persons_order" if STORIES[person.story].users_first else "persons_order_lot", lang)
    following, words = f"{person.story}.{person.nth + 1}", escape(text("persons_another", lang))
    button = f'<button type="button" data-do="see.person" data-value="{following}">{words}</button>'
    return f'<div class="turn">{button}{_p(f"{line} {order}", "small")}</div>'


# --- who ---------------------------------------------------------------------------------------------------------------


def who(meeting: Meeting, person: Person, lang: str) -> str:
    """Who it is at the start, whether they took part, and the verdict with its rule."""
    start = person.start
    name = [text("person_is", lang, id=person.id, age=start.age), text(f"education:{start.education}", lang)]
    name.append(meeting.regions[start.region].said(lang))
    took_part = text("person_took_part" if person.used else "person_did_not_take_part", lang)
    return (
        f"<h4>{escape(' · '.join(name))}</h4>{_p(at_start(person, lang))}{_p(took_part)}"
        f'<p class="lead {person.verdict}">{escape(text(f"verdict:{person.verdict}", lang))}</p>{_wage_note(person, lang)}'
        f"{_p(text('verdict_rule', lang, months=MONTHS_THAT_MATTER), 'small')}"
    )


def at_start(person: Person, lang: str) -> str:
    """What someone's work is at the start, in a sentence."""
    start = person.start
    job = job_name(start.job, lang)
    if start.status not in ("employed", "surplus"):
        kinds = {"unemployed-ww": "ww", "unemployed": "no-work", "training": "training", "inactive": "outside"}
        return text("person_did_not_work", lang, status=text(f"life:{kinds[start.status]}", lang), job=job)
    which = "person_under_notice" if start.status == "surplus" else "person_worked"
    contract = text(f"contract:{start.contract}", lang)
    return text(which, lang, job=job, contract=contract, hours=start.hours, wage=number(start.wage, lang, decimals=0))


def _wage_note(person: Person, lang: str) -> str:
    """What the verdict leaves out: a wage at the end that says the opposite of it."""
    today, package = person.became
    if not (_at_work(today) and _at_work(package)):
        return ""
    if person.verdict != "worse" and package.wage < SAFE_SHARE * today.wage:
        return _p(text("verdict_wage_lower", lang, share=percent(1 - package.wage / today.wage, lang)), "note")
    if person.verdict != "better" and today.wage < SAFE_SHARE * package.wage:
        return _p(text("verdict_wage_higher", lang, share=percent(package.wage / today.wage - 1, lang)), "note")
    return ""


def _at_work(became: Became) -> bool:
    return became.status in ("employed", "surplus")


# --- the two lines -----------------------------------------------------------------------------------------------------


def lives(person: Person, lang: str) -> str:
    """Both lines with their words, and both as a table."""
    apart = person.difference.month if person.difference else None
    figures = "".join(_life(world, person, k, apart, lang) for k, world in enumerate(WORLDS))
    heads = [text(name, lang) for name in ("column_months", "column_world", "column_what", "column_sector", "column_wage")]
    rows = [row for k, world in enumerate(WORLDS) for row in _rows(world, person.lines[k], lang)]
    table = charts.table(heads, rows, text("lines_caption", lang))
    return f"{figures}<details><summary>{escape(text('lines_table', lang))}</summary>{table}</details>"


def _life(world: str, person: Person, k: int, apart: int | None, lang: str) -> str:
    line, name = person.lines[k], text(f"line_{world}", lang)
    works = told(line.work, lang)
    label = text("line_label", lang, world=name, spans="; ".join((*works, *told(line.bridge, lang))))
    drawing = life(line, apart, label)
    return (
        f'<figure class="lifeline"><figcaption>{escape(name)}</figcaption>{_numbers(line)}{drawing}{_axis(line, lang)}'
        f"<ol>{_items(line.work, works)}</ol>{_on_bridge(line, lang)}"
        f"{stopped(person.stops[k], lang)}</figure>"
    )


def _numbers(line: Line) -> str:
    marks = "".join(f'<span style="left:{100 * place:.1f}%">{n}</span>' for n, place in numbered(line.work, line.months))
    return f'<div class="marks" aria-hidden="true">{marks}</div>'


def _axis(line: Line, lang: str) -> str:
    months = range(0, line.months, 24)
    names = ["0"] + [text("line_axis", lang, month=month) for month in months[1:]]
    marks = "".join(
        f'<span style="left:{100 * month / line.months:.1f}%">{escape(name)}</span>'
        for month, name in zip(months, names, strict=True)
    )
    return f'<div class="marks axis" aria-hidden="true">{marks}</div>'


def told(spans: Sequence[Span], lang: str) -> list[str]:
    """Each span with its months, in words."""
    return [f"{months_of(span, lang)}: {what(span, lang, before)}" for span, before in _with_before(spans)]


def _with_before(spans: Sequence[Span]) -> Iterator[tuple[Span, Span | None]]:
    return zip(spans, (None, *spans), strict=False)


def _items(spans: Sequence[Span], words: Sequence[str]) -> str:
    return "".join(f"<li>{key(span.kind)}<span>{escape(said)}</span></li>" for span, said in zip(spans, words, strict=True))


def _on_bridge(line: Line, lang: str) -> str:
    if not line.bridge:
        return _p(text("line_never_on_bridge", lang), "small")
    return f"{_p(text('line_bridge', lang), 'small')}<ul>{_items(line.bridge, told(line.bridge, lang))}</ul>"


def months_of(span: Span, lang: str) -> str:
    """The months of a span in words; its last month is in it."""
    if span.past - span.first == 1:
        return month_of(span.first, lang)
    return text("line_months", lang, first=span.first, last=span.past - 1)


def what(span: Span, lang: str, before: Span | None = None) -> str:
    """What someone does in a span, in words; `before` is the span that ends where this one begins."""
    contract = text(f"contract:{span.contract}", lang) if span.contract else ""
    words = text(f"life:{span.kind}", lang, job=job_name(span.job, lang), contract=contract)
    moved = before is not None and span.employer >= 0 and before.employer not in (-1, span.employer)
    return f"{words} ({text('line_other_employer', lang)})" if moved else words


def _rows(world: str, line: Line, lang: str) -> list[list[str]]:
    rows = []
    for span, before in (*_with_before(line.work), *_with_before(line.bridge)):
        sector = sector_name(span.job, lang)
        wage = number(span.wage, lang, decimals=0) if span.wage else ""
        rows.append([months_of(span, lang), text(f"line_{world}", lang), what(span, lang, before), sector, wage])
    return rows


# --- what became of them -----------------------------------------------------------------------------------------------


def became(person: Person, lang: str) -> str:
    """A table of what became of them in both worlds."""
    rows = [
        [text(f"became_{name}", lang), *(number(getattr(end, column), lang, decimals=0) for end in person.became)]
        for name, column in (("lasting", "lasting"), ("safe", "safe"), ("months", "months_out"), ("income", "income_lost"))
    ]
    rows.append([text("became_end", lang), *(what(line.work[-1], lang) for line in person.lines)])
    wages = [number(end.wage, lang, decimals=0) if _at_work(end) else "–" for end in person.became]
    rows.append([text("became_wage", lang), *wages])
    heads = [text(name, lang) for name in ("column_what", "line_today", "line_package")]
    caption = text("became_caption", lang, months=person.lines[0].months)
    return f'<div class="became">{charts.table(heads, rows, caption)}</div>'


# --- how usual ---------------------------------------------------------------------------------------------------------


def typical(meeting: Meeting, person: Person, lang: str) -> str:
    """How usual this is among people like them, and of a hundred of them: better, same, worse."""
    found, group = person.typical, group_name(person, lang)
    counts = {"better": found.better, "same": found.same, "worse": found.worse}
    if found.few:
        return _p(text("of_too_few", lang, people=found.people, group=group, **counts), "note")
    hundred = text("of_100", lang, **dict(zip(counts, found.of_100, strict=True)))
    keys = "".join(f'<span class="square {kind}">{escape(text(f"square_{kind}", lang))}</span>' for kind in counts)
    rests = text(
        "of_100_rests", lang, people=number(found.people, lang, decimals=0), weight=number(meeting.weight, lang, decimals=0)
    )
    return (
        f"{_p(how_usual(person, group, lang))}{squares(list(zip(counts, found.of_100, strict=True)), hundred)}"
        f'<p class="keys" aria-hidden="true">{keys}</p><p class="hundred">{escape(hundred)}</p>{_p(rests, "small")}'
    )


def how_usual(person: Person, group: str, lang: str) -> str:
    """How usual a person's difference is in their group, in words and shares."""
    found, same = person.typical, person.verdict == "same"
    alike = found.same / found.people if same else found.rarity
    kind = "rare" if alike < RARE else "uncommon" if alike < UNCOMMON else "usual"
    share = text("typical_same" if same else "typical_share", lang, share=_share(alike, lang), group=group)
    place = text("typical_place", lang, more=_share(found.more, lang), less=_share(found.less, lang))
    return f"{text(f'typical:{kind}', lang)} {share} {place}"


def group_name(person: Person, lang: str) -> str:
    """The group that a person is compared with: ten-year age band, education, contract."""
    low = 15 + 10 * ((person.start.age - 15) // 10)
    education, contract = text(f"education:{person.start.education}", lang), text(f"contract:{person.start.contract}", lang)
    return text("typical_group", lang, low=low, high=low + 9, education=education, contract=contract)


def _share(share: float, lang: str) -> str:
    if 0 < share < 0.01:
        return text("less_than_one", lang)
    return text("more_than_99", lang) if 0.99 < share < 1 else percent(share, lang)


# --- shared ------------------------------------------------------------------------------------------------------------


def _section(title: str, lang: str, body: str) -> str:
    return f"<section><h4>{escape(text(title, lang))}</h4>{body}</section>"


def _p(words: str, kind: str = "") -> str:
    return f"<p{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{escape(words)}</p>"
