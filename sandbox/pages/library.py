"""The library: every breakthrough, every combination and every programme of the documents; what fits can be stacked."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from sandbox import state
from sandbox.html import button, fold, p, section
from sandbox.link import to_link
from sandbox.numbers import exact
from sandbox.pages import Seen
from sandbox.pages.played import programme_cards
from sandbox.state import Settings
from sandbox.texts import text
from sim import data
from sim.plain import plain
from sim.policies.catalogue import GROUPS, Barrier, Breakthrough, barriers, breakthroughs, levers
from sim.policies.package import Package
from sim.taxonomy import asked_taxonomy

FILTER = "filter"  # what the link remembers: "" for everything, a barrier's id or a sector's id


def html(seen: Seen) -> str:
    """The whole page."""
    lang, wanted = seen.lang, filtered(seen.settings)
    return (
        p(text("library_lead", lang)) + now(seen.settings) + choose(wanted, lang)
        + section("library_breakthroughs", lang, p(text("library_breakthroughs_help", lang), "small") + _of_each(seen, wanted))
        + section("library_combinations", lang, _combinations(seen, wanted))
        + section("library_programmes", lang, programme_cards(seen.settings, wanted))
    )  # fmt: skip


def filtered(settings: Settings) -> str:
    """The barrier or sector that is asked for; "" for everything, or when there is no such thing."""
    asked = settings.sees(FILTER)
    return asked if asked in barriers() or asked in {sector.id for sector in data.sectors()} else ""


def now(settings: Settings) -> str:
    """What stands in the sandbox now, each with a button to take it away, and the way there."""
    lang = settings.lang
    items = "".join(
        f"<li><span>{escape(getattr(state.all_packages()[name], lang))}</span> "
        f"{button('unstack', name, text('library_take', lang), getattr(state.all_packages()[name], lang))}</li>"
        for name in settings.packages
    )
    listed = f'<ul class="stack">{items}</ul>' if items else p(text("stack_none", lang), "small")
    own = p(text("library_own_doses", lang, count=len(settings.doses)), "small") if settings.doses else ""
    where = p(text("library_where", lang, situation=getattr(state.all_situations()[settings.situation], lang)), "small")
    href, words = escape(f"/zandbak{to_link(settings)}"), escape(text("library_to_sandbox", lang))
    go = f'<a class="button" href="{href}" data-do="go" data-value="/zandbak">{words}</a>'
    return f'<section id="library_now" class="now"><h3>{escape(text("library_now", lang))}</h3>{where}{listed}{own}{go}</section>'


def choose(wanted: str, lang: str) -> str:
    """One list to filter by: everything, a barrier, a sector."""

    def options(things: Iterable[Any]) -> str:
        return "".join(
            f'<option value="{escape(id)}"{" selected" if id == wanted else ""}>{escape(name)}</option>' for id, name in things
        )

    blocks = options((one.id, f"{named('barriers', one, 'code')} {named('barriers', one, lang)}") for one in barriers().values())
    sectors = options((sector.id, getattr(sector, lang)) for sector in data.sectors())
    return (
        f'<p class="filter"><label for="library-filter">{escape(text("library_filter", lang))}</label>'
        f'<select id="library-filter" data-do="see.{FILTER}"><option value="">{escape(text("library_all", lang))}</option>'
        f'<optgroup label="{escape(text("library_barriers", lang))}">{blocks}</optgroup>'
        f'<optgroup label="{escape(text("library_sectors", lang))}">{sectors}</optgroup></select></p>'
    )


def named(part: str, thing: Barrier | Breakthrough, field: str) -> str:
    """A field of a barrier or breakthrough, in the words of the user's own taxonomy when there is one."""
    view = asked_taxonomy()
    return str(view.seen(part, plain(thing))[field] if view else getattr(thing, field))


# --- breakthroughs and combinations -----------------------------------------------------------------------------------------


def package_of(breakthrough: Breakthrough) -> Package | None:
    """The shipped package of one breakthrough: the one whose name begins with its number."""
    begins = f"{breakthrough.code.lower()}-"
    return next((package for name, package in state.all_packages().items() if name.startswith(begins)), None)


def combinations() -> list[Package]:
    """The shipped packages that belong to no single breakthrough."""
    single = {package.id for package in map(package_of, breakthroughs().values()) if package}
    return [package for name, package in state.all_packages().items() if name not in single]


def belongs(package: Package, wanted: str) -> bool:
    """Whether a package acts on the barrier, or names the sector, that is asked for."""
    if not wanted:
        return True
    if wanted in barriers():
        return any(use.lever in acts_on(wanted) for use in package.levers)
    named = [*(use.scope.sectors for use in package.levers), *(route.sectors for route in package.routes)]
    return any(wanted in (sectors or ()) for sectors in named)


def acts_on(barrier: str) -> frozenset[str]:
    """Ids of the levers of the breakthroughs against a barrier."""
    return frozenset(lever for one in breakthroughs().values() if one.barrier == barrier for lever in one.levers)


def _of_each(seen: Seen, wanted: str) -> str:
    """A card for each breakthrough, by where its barrier lies."""
    lang, found = seen.lang, ""
    if wanted and wanted not in barriers():
        return p(text("library_no_sector", lang))
    for group in GROUPS:
        inside = [one for one in breakthroughs().values() if barriers()[one.barrier].group == group]
        cards = "".join(_breakthrough(one, seen) for one in inside if wanted in ("", one.barrier))
        found += f'<h4>{escape(text(f"group:{group}", lang))}</h4><div class="cards">{cards}</div>' if cards else ""
    return found


def _breakthrough(one: Breakthrough, seen: Seen) -> str:
    lang, barrier, package = seen.lang, barriers()[one.barrier], package_of(one)
    against = text(
        "library_takes_away", lang, code=named("barriers", barrier, "code"), name=named("barriers", barrier, lang),
        why=getattr(barrier, f"why_{lang}"),
    )  # fmt: skip
    title = f"{named('breakthroughs', one, 'code')} {named('breakthroughs', one, lang)}"
    about = p(getattr(one, f"what_{lang}")) + p(against, "small")
    return _card(title, about + (_stacking(package, seen.settings) if package else ""))


def _combinations(seen: Seen, wanted: str) -> str:
    lang = seen.lang
    cards = "".join(
        _card(getattr(package, lang), p(getattr(package, f"about_{lang}")) + _stacking(package, seen.settings))
        for package in combinations() if belongs(package, wanted)
    )  # fmt: skip
    return f'<div class="cards">{cards}</div>' if cards else p(text("library_none", lang))


def _card(title: str, body: str) -> str:
    return f'<article class="card"><h5>{escape(title)}</h5>{body}</article>'


def _stacking(package: Package, settings: Settings) -> str:
    """The levers of a package, and the button that stacks it, or why it cannot be."""
    lang, name = settings.lang, getattr(package, settings.lang)
    doses = "".join(f"<li>{escape(_dose(use.lever, use.dose, lang))}</li>" for use in package.levers)
    graded = p(text("library_graded", lang, grade=text(f"grade:{package.grade}", lang)), "small")
    inside = fold(text("library_levers", lang, count=len(package.levers)), f'<ul class="small">{doses}</ul>{graded}')
    if package.id in settings.packages:
        there = f'<span class="badge">{escape(text("library_there", lang))}</span>'
        return f'{inside}<p class="act">{there} {button("unstack", package.id, text("library_take", lang), name)}</p>'
    why_not = cannot(package, settings)
    if why_not:
        return f"{inside}{p(why_not, 'stale')}"
    return f'{inside}<p class="act">{button("stack", package.id, text("library_add", lang), name)}</p>'


def cannot(package: Package, settings: Settings) -> str:
    """Why a package cannot be stacked on what stands, in a sentence; "" when it can."""
    lang = settings.lang
    if not state.fits(package.id, settings.situation):
        return text("library_does_not_fit", lang, situation=getattr(state.all_situations()[settings.situation], lang))
    for name in settings.packages:
        there = state.all_packages()[name]
        doses = {(use.lever, use.scope): use for use in there.levers}
        both = [use.lever for use in package.levers if doses.get((use.lever, use.scope), use) != use]
        if both:
            named = ", ".join(f"“{getattr(levers()[lever], lang)}”" for lever in both)
            return text("library_clashes", lang, levers=named, package=getattr(there, lang))
    return state.change(settings, "stack", package.id)[1]


def _dose(lever: str, dose: float, lang: str) -> str:
    """A lever and its dose as the levers of the sandbox show it, beside today's."""
    one = levers()[lever]
    shown, today = (exact(round(value * state.scale(one), 10), lang) for value in (dose, one.default))
    return text("library_dose", lang, lever=getattr(one, lang), dose=shown, today=today, unit=state.unit(one, lang))
