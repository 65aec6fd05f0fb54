"""For who wants to repeat it: the lines, the files, the figures."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from sandbox import plan, state
from sandbox.html import p, section
from sandbox.pages import Seen
from sandbox.state import Settings
from sandbox.texts import text


def html(seen: Seen) -> str:
    """The whole page."""
    if not state.differs_from_today(seen.settings):
        return p(text("nothing_to_compare", seen.lang), "invitation")
    return section("repeat", seen.lang, repeat(seen.settings, seen.lang))


def repeat(settings: Settings, lang: str) -> str:
    """The line that repeats it, and the package as a file to keep (in the page itself, so that no server is asked)."""
    file = quote(plan.package_file(settings))
    name = plan.OWN
    return (
        f'{p(text("repeat_help", lang), "small")}<pre tabindex="0"><code>{escape(plan.command(settings))}</code></pre>'
        f'<p><a class="button" download="{name}.yaml" href="data:application/yaml;charset=utf-8,{file}">'
        f"{escape(text('download', lang))}</a></p>"
    )


