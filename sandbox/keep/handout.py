"""The answer as one HTML file that needs nothing else: it opens from a stick, without a server and without internet."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

from sandbox.answer import asked, bar_html
from sandbox.pages import Page, Seen
from sandbox.style import STYLE
from sandbox.texts import text


def handout(seen: Seen, pages: Sequence[Page]) -> str:
    """Every view that draws the answer itself, under each other, with the style of the sandbox. What needs a server is left out."""
    assert seen.answer is not None, "there is no answer to take along"
    lang, title = seen.lang, escape(asked(seen.answer, seen.lang))
    parts = "".join(
        f'<section class="lb-{page.id}"><h2>{escape(text(f"page:{page.id}", lang))}</h2>{still(page.html(seen))}</section>'
        for page in pages if page.view and (page.work is None or page.work.waits)
    )  # fmt: skip
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f'<body><div class="lb lb-alone"><main class="lb-shown"><h1>{title}</h1>'
        f'<div class="lb-bar">{still(bar_html(seen))}</div>{parts}<p class="small">{escape(text("handout_foot", lang))}</p>'
        f"</main></div></body></html>"
    )


# What only a server can answer; so is any element that says `data-asks`. A label goes with the field in it.
ASKS = ("button", "select", "input", "label")
EMPTY = ("input", "br", "hr", "img", "col", "wbr")  # elements of HTML that have no end
BOUND = ("data-do", "data-value", "tabindex", "role")  # of a drawing's part that could be clicked


def still(html: str) -> str:
    """HTML without what only a server can answer: buttons, fields and lists go, what could be clicked is as it was drawn."""
    reader = _Still()
    reader.feed(html)
    reader.close()
    return "".join(reader.kept)


class _Still(HTMLParser):
    """Copies HTML; ``kept`` is what stays of it. Text is passed on as it was written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self._left_out: list[str] = []  # open elements from the first one that asks inwards
        self._links: list[bool] = []  # of each open link whether it stays one

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "button" and not self._left_out and any(name == "aria-expanded" for name, _ in attrs):
            self._keep("<span>")  # it names what it unfolds: the name stays
            return
        if self._left_out or tag in ASKS or any(name == "data-asks" for name, _ in attrs):
            self._left_out += [] if tag in EMPTY else [tag]
            return
        asks = any(name == "data-do" for name, _ in attrs)
        if tag == "a":
            self._links.append(not asks)
            if asks:
                return
        self._keep(self.get_starttag_text() or "" if not asks else _tag(tag, attrs, ">"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left_out or tag in ASKS:
            return
        asks = any(name == "data-do" for name, _ in attrs)
        self._keep(self.get_starttag_text() or "" if not asks else _tag(tag, attrs, "/>"))

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            if tag == self._left_out[-1]:
                self._left_out.pop()
            return
        if tag == "a" and not self._links.pop():
            return
        self._keep("</span>" if tag == "button" else f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def _keep(self, words: str) -> None:
        if not self._left_out:
            self.kept.append(words)


def _tag(tag: str, attrs: list[tuple[str, str | None]], end: str) -> str:
    """The tag without what bound it to the server."""
    kept = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs if name not in BOUND)
    return f"<{tag}{kept}{end}"
