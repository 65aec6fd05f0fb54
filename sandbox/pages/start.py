"""Where everyone comes in: what this is, and three doors."""

from __future__ import annotations

from html import escape

from sandbox.pages import Seen
from sandbox.texts import text

DOORS = ("three_minutes", "calculate", "look_around")
LEADS_TO = {"three_minutes": "/zandbak", "calculate": "/zandbak", "look_around": "/bibliotheek"}


def html(seen: Seen) -> str:
    """The whole page."""
    lang = seen.lang
    doors = "".join(
        f'<a class="door" href="{LEADS_TO[door]}" data-do="go" data-value="{LEADS_TO[door]}">'
        f"<b>{escape(text(f'door:{door}', lang))}</b><span>{escape(text(f'door_about:{door}', lang))}</span></a>"
        for door in DOORS
    )
    title, lead = escape(text("start_title", lang)), escape(text("start_lead", lang))
    return f'<h1>{title}</h1><p class="lead">{lead}</p><div class="doors">{doors}</div>'
