"""The answer as one HTML file that needs nothing else: it opens from a stick, without a server and without internet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from sandbox.answer import asked, bar_html
from sandbox.pages import Page, Seen
from sandbox.style import STYLE
from sandbox.texts import text


def handout(seen: Seen, pages: Sequence[Page]) -> str:
    """Every view that draws the answer itself, under each other, with the style of the sandbox. What needs a server is left out."""
    assert seen.answer is not None, "there is no answer to take along"
    lang, title = seen.lang, escape(asked(seen.answer, seen.lang))
    parts = "".join(
        f'<section><h2>{escape(text(f"page:{page.id}", lang))}</h2>{still(page.html(seen))}</section>'
        for page in pages if page.view and (page.work is None or page.work.waits)
    )  # fmt: skip
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f'<body><div class="lb lb-alone"><main class="lb-shown"><h1>{title}</h1>'
        f'<div class="lb-bar">{still(bar_html(seen))}</div>{parts}<p class="small">{escape(text("handout_foot", lang))}</p>'
        f"</main></div></body></html>"
    )


def still(html: str) -> str:
    """HTML without what only a server can answer: buttons and lists that ask for another view."""
    html = re.sub(r"<button\b.*?</button>", "", html, flags=re.DOTALL)
    html = re.sub(r"<label[^>]*>(?:(?!</label>).)*<(?:select|input)\b.*?</label>", "", html, flags=re.DOTALL)
    html = re.sub(r"<select\b.*?</select>", "", html, flags=re.DOTALL)
    html = re.sub(r'<a\b[^>]*\bdata-do="[^"]*"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)
    return re.sub(r'(<[^>]*?)((?:\s(?:data-(?:do|value)|tabindex|role)="[^"]*")+)(?=[^>]*>)', _unbound, html)


def _unbound(found: re.Match[str]) -> str:
    """A drawing's part that could be clicked, as one that cannot; any other tag as it was."""
    begin, told = found.groups()
    return begin if "data-do=" in told else begin + told
