"""Where everyone comes in: what this is, one question for who has three minutes, two more doors, and how to read it."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from sandbox import state
from sandbox.html import section
from sandbox.link import to_link
from sandbox.pages import Seen
from sandbox.state import Settings
from sandbox.texts import text
from sim.scenario import Situation

DOORS = {"calculate": "/zandbak", "look_around": "/bibliotheek"}
SANDBOX = "/zandbak"
REGION, PARTY = "region", "party"  # what the link remembers
# Where someone is: a package that they can begin themselves, and the party whose side of the bill is shown first. A choice of ours.
PLACES = {
    "shrinks": ("d04-vooruitkijken-en-loslaten", "outflow-employers"),
    "grows": ("d05-aannemen-op-talent", "inflow-employers"),
    "both": (state.PACKAGE, "workers"),
}
LINES = 5  # of how to read it


def html(seen: Seen) -> str:
    """The whole page."""
    lang = seen.lang
    title, lead = escape(text("start_title", lang)), escape(text("start_lead", lang))
    doors = f'{three_minutes(seen.settings)}<div class="more-doors">{"".join(_door(door, lang) for door in DOORS)}</div>'
    how = section("how_to_read", lang, _lines(lang))
    return f'<h1>{title}</h1><p class="lead">{lead}</p><div class="doors">{doors}</div>{how}'


def _door(door: str, lang: str) -> str:
    return (
        f'<a class="door" href="{DOORS[door]}" data-do="go" data-value="{DOORS[door]}">'
        f"<b>{escape(text(f'door:{door}', lang))}</b><span>{escape(text(f'door_about:{door}', lang))}</span></a>"
    )


def three_minutes(settings: Settings) -> str:
    """The first door: one question, whose answer opens the sandbox where that person would begin."""
    lang, region = settings.lang, region_of(settings)
    options = "".join(
        f'<option value="{escape(id)}"{" selected" if id == region else ""}>{escape(name)}</option>' for id, name in regions(lang)
    )
    places = "".join(_place(place, region, lang) for place in PLACES)
    return (
        f'<div class="door ask"><b>{escape(text("door:three_minutes", lang))}</b>'
        f"<span>{escape(text('door_about:three_minutes', lang))}</span>"
        f'<label for="start-region">{escape(text("start_region", lang))}</label>'
        f'<select id="start-region" data-do="see.{REGION}">{options}</select>'
        f'<p class="question" id="start-where">{escape(text("start_where", lang))}</p>'
        f'<div class="places" role="group" aria-labelledby="start-where">{places}</div></div>'
    )


def _place(place: str, region: str, lang: str) -> str:
    link = escape(SANDBOX + to_link(beginning(place, region, lang)))
    return (
        f'<a class="button place" href="{link}" data-do="open" data-value="{link}"><b>{escape(text(f"place:{place}", lang))}</b>'
        f"<span>{escape(text(f'place_about:{place}', lang))}</span></a>"
    )


def regional() -> list[Situation]:
    """The situations that play in one region."""
    return [situation for situation in state.all_situations().values() if len(situation.regions) == 1]


def regions(lang: str) -> list[tuple[str, str]]:
    """(situation, name) to choose from: the whole country first, then the regions that have a situation of their own."""
    local = [(one.id, f"{getattr(one.regions[0], lang)} ({getattr(one, lang)})") for one in regional()]
    return [(state.SITUATION, text("start_country", lang)), *local]


def region_of(settings: Settings) -> str:
    """The situation of the chosen region; the whole country when there is none."""
    asked = settings.sees(REGION)
    return asked if asked in {id for id, _ in regions(settings.lang)} else state.SITUATION


def beginning(place: str, situation: str, lang: str) -> Settings:
    """Where someone in such a place begins: the situation, a package of it that fits, and their own side of the bill."""
    package, party = PLACES[place]
    first = state.first_settings(lang, situation)
    chosen = replace(first, packages=(package,)) if state.fits(package, situation) else first
    return state.show(chosen, PARTY, party)


def _lines(lang: str) -> str:
    items = "".join(f"<li>{escape(text(f'how_to_read_{k}', lang))}</li>" for k in range(1, LINES + 1))
    return f'<ol class="how">{items}</ol>'
