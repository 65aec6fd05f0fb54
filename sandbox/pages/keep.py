"""Take it along: the settings as a file, the tables, the picture, two pages for a board, a hand-out that opens anywhere."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape
from urllib.parse import quote

from sandbox.html import p, section, waiting
from sandbox.keep import handout, paper, saved, tables
from sandbox.numbers import number
from sandbox.pages import Page, Seen
from sandbox.texts import text

NAME = "loopbrug"
CHOSEN = "make"  # which file the reader asked for


def html(seen: Seen, views: tuple[Page, ...]) -> str:
    """The whole page; a file is made when it is asked for, and then stands behind its link. ``views`` go into the hand-out."""
    lang = seen.lang
    keep = section("keep_state", lang, _state(seen))
    if seen.answer is None:
        return keep + waiting(lang)
    note = "" if seen.answer.whole and not seen.old else p(text("keep_not_whole", lang, pairs=seen.answer.pairs), "warn")
    files = "".join(_file(name, seen, views) for name in FILES)
    return keep + section("keep_answer", lang, f'{note}<ul class="files">{files}</ul>')


def _state(seen: Seen) -> str:
    lang, data = seen.lang, quote(saved.save(seen.settings))
    target = f'download="{NAME}.json" href="data:application/json;charset=utf-8,{data}"'
    return (
        f'{p(text("keep_state_help", lang))}<p><a class="button" {target}>'
        f"{escape(text('save_state', lang))}</a></p>"
        f'<label>{escape(text("load_state", lang))} <input type="file" accept=".json,application/json" data-do="load"></label>'
    )


def _file(name: str, seen: Seen, views: tuple[Page, ...]) -> str:
    lang, about = seen.lang, escape(text(f"file_about:{name}", seen.lang))
    title = escape(text(f"file:{name}", lang))
    if seen.settings.sees(CHOSEN) != name:
        button = f'<button type="button" data-do="see.{CHOSEN}" data-value="{name}">{escape(text("make_file", lang))}</button>'
        return f"<li><b>{title}</b> <span>{about}</span>{button}</li>"
    kind, mime, make = FILES[name]
    made = make(seen, views)
    size = text("file_size", lang, size=number(len(made) / 1000, lang, decimals=0))
    data = f"data:{mime};base64,{base64.b64encode(made).decode()}"
    link = f'<a class="button" download="{NAME}-{name}.{kind}" href="{data}">{escape(text("download_file", lang))} ({size})</a>'
    return f"<li><b>{title}</b> <span>{about}</span>{link}</li>"


Make = Callable[[Seen, tuple[Page, ...]], bytes]


def _of_answer(make: Callable[..., bytes], *words: str) -> Make:
    """A file that needs the answer and the language only."""

    def made(seen: Seen, views: tuple[Page, ...]) -> bytes:
        return make(seen.answer, seen.lang, *words)

    return made


READS = {"load": saved.load}
FILES: dict[str, tuple[str, str, Make]] = {
    "board": ("pdf", "application/pdf", _of_answer(paper.two_pages)),
    "handout": ("html", "text/html", lambda seen, views: handout.handout(seen, views).encode()),
    "picture": ("png", "image/png", _of_answer(paper.picture, "png")),
    "drawing": ("svg", "image/svg+xml", _of_answer(paper.picture, "svg")),
    "csv": ("zip", "application/zip", _of_answer(tables.packed, "csv")),
    "parquet": ("zip", "application/zip", _of_answer(tables.packed, "parquet")),
}
