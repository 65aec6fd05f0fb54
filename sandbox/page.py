"""The window: the link is the state. A change pushes a new link; all that is drawn follows from the link and what was found."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

import solara
from reacton.core import Ref

from sandbox import state, tab, view
from sandbox.answer import bar_html
from sandbox.grid.estimate import first_html, hero
from sandbox.grid.grid import for_browser
from sandbox.html import p
from sandbox.link import from_link, to_link
from sandbox.pages import Page as PageOf
from sandbox.pages import Seen
from sandbox.pages.register import PAGES, page_of
from sandbox.state import Settings
from sandbox.style import STYLE
from sandbox.task import ENGINE, Answer
from sandbox.texts import text

Event = Callable[[Any], None]
FILES = {name: read for page in PAGES for name, read in page.reads.items()}  # that can be chosen on a page


@solara.component_vue("head.vue", vuetify=False)
def Head(view: dict[str, Any], event_change: Event) -> None:
    """Name, pages, undo, share, language."""


@solara.component_vue("controls.vue", vuetify=False)
def Controls(view: dict[str, Any], answered: int, event_change: Event) -> None:
    """Situation, packages, levers, size. ``answered`` counts the changes the server has dealt with."""


@solara.component_vue("hero.vue", vuetify=False)
def Hero(grid: str, view: dict[str, Any]) -> None:
    """The picture above the views: estimated at once from ``grid`` while a slider moves, exact when that is there."""


@solara.component_vue("run.vue", vuetify=False)
def Run(view: dict[str, Any], event_start: Event, event_stop: Event) -> None:
    """The button that starts and stops, and how far it is."""


@solara.component_vue("tabs.vue", vuetify=False)
def Tabs(view: dict[str, Any], event_change: Event) -> None:
    """The views of one answer."""


@solara.component_vue("shown.vue", vuetify=False)
def Shown(id: str, title: str, html: str, old: bool, main: bool, event_change: Event) -> None:
    """HTML of a page, of which clicks and changes come back; ``old`` when it belongs to earlier settings."""


@solara.component
def Layout(children: list[Any]) -> None:
    """The whole window is ours: no bar and no drawer (on a phone a drawer covers the page)."""
    solara.Style(STYLE)
    solara.Div(children=children)


@solara.component
def Window(*_) -> None:  # type: ignore[no-untyped-def]  # solara calls an annotation, which here would be a text
    """A page by its path, in the state of the link; the rest of the path is read from the router."""
    router = solara.use_router()
    settings, notes = solara.use_memo(lambda: from_link(router.search), [router.search])
    page, lost = page_of(router.path)
    here = _here(settings, page)
    answers = page.view or page.answers
    (answered, wrong), set_answered = solara.use_state((0, ("", "")))  # wrong: field and sentence of what was refused last
    solara.use_effect(ENGINE.begin, [])  # prepare the engine while the user reads

    def go(settings: Settings, path: str | None = None) -> None:
        to = here.current[1] if path is None else page_of(path)[0]
        here.current = (settings, to)
        router.push(to.path + to_link(settings))

    def change(given: dict[str, Any]) -> None:
        settings, page = here.current
        name, value = str(given.get("name")), given.get("value", "")
        if wrong[1] and name in ("go", "open", "undo", "redo"):  # what was refused is behind us
            set_answered((answered, ("", "")))
        if name == "work":
            tab.work(page, settings)
        elif name == "stop-work":
            tab.stop_work()
        elif name == "go":
            go(settings, str(value))
        elif name == "open":  # another page in a state of its own, such as a fitting place to begin
            path, _, link = str(value).partition("?")
            tab.remember(settings)
            go(replace(from_link(link)[0], lang=settings.lang), path)
        elif name in ("undo", "redo"):
            go((tab.undo if name == "undo" else tab.redo)(settings))
        else:
            changed, note = changed_by(settings, name, value)
            set_answered((answered + 1, (name, note)))
            if changed != settings:
                if not changed.same_question(settings):
                    tab.remember(settings)
                go(changed)

    def begin() -> None:
        """Compare as soon as something can be compared, and do what the page asks for itself."""
        if answers and state.differs_from_today(settings) and not tab.asks(settings):
            tab.compare(settings)
        if page.work and not page.work.waits and tab.found(page, settings).status.state == "idle":
            tab.work(page, settings)

    solara.use_effect(begin, [router.search, page.id])
    solara.use_effect(tab.drawn)  # after every drawing
    answer, finding = tab.answer.value, tab.found(page, settings)
    old = answer is not None and not answer.settings.same_question(settings)
    seen = Seen(settings, answer, old, finding.value, finding.status, wrong)
    asked = (answer, settings, finding.value, finding.status, old, wrong)
    bar = solara.use_memo(lambda: (first_html(seen) or bar_html(seen)) if answers else "", [answers, *asked])
    html = solara.use_memo(lambda: _hatched(page, seen), [page.id, *asked])
    solara.Title(f"{text(f'page:{page.id}', settings.lang)} · {text('title', settings.lang)}")
    said = [text("no_such_page", settings.lang)] if lost else []
    refused = view.refused(page, *wrong)
    said += ([] if refused else [wrong[1]]) if wrong[1] else notes
    before = tab.past.value[-1] if tab.past.value else None
    # Kept while nothing of theirs changes: work that goes on draws the page again and again, and what is the same object is
    # neither compared nor held twice.
    with_levers = bool(page.view)
    controls = solara.use_memo(
        lambda: view.controls(settings, said, refused) if with_levers else {}, [with_levers, settings, said, refused]
    )
    picture = solara.use_memo(
        lambda: hero(settings, before, answer, old) if with_levers else {}, [with_levers, settings, before, answer, old]
    )
    with solara.Div(classes=["lb", "lb-with-levers" if with_levers else "lb-alone"]):
        Head(view=view.head(settings, page, PAGES, bool(tab.past.value), bool(tab.future.value)), event_change=change)
        if page.view:
            _bar(bar, old, change)
            Controls(view=controls, answered=answered, event_change=change)
            with solara.Div(classes=["lb-views"]):
                Hero(grid=for_browser(settings.situation), view=picture)
                _run(settings, answer)
                Tabs(view=view.tabs(settings, page, PAGES), event_change=change)
                _shown(page, seen, html, change)
        else:
            _notes(said)
            if answers:
                _bar(bar, old, change)
                _run(settings, answer)
            _shown(page, seen, html, change)


def _here(settings: Settings, page: PageOf) -> Ref[tuple[Settings, PageOf]]:
    """Where the user is, as ``current``: a second change may come before the first is drawn, and builds on it all the same."""
    here = solara.use_ref((settings, page))
    solara.use_memo(lambda: setattr(here, "current", (settings, page)), [settings, page])
    return here


def _run(settings: Settings, answer: Answer | None) -> None:
    status = view.status(tab.status.value, settings, answer)
    Run(view=status, event_start=lambda _: tab.compare(settings), event_stop=lambda _: tab.stop())


def _hatched(page: PageOf, seen: Seen) -> str:
    """The page; on a hatched ground where what it draws was run under assumptions that do not go with the patterns."""
    draws, drawn = page.view or page.answers or page.work is not None, _drawn(page, seen)
    return f'<div class="lb-outside">{drawn}</div>' if draws and seen.outside else drawn


def _drawn(page: PageOf, seen: Seen) -> str:
    """The page, or a sentence when it cannot be drawn: one part that fails must not take the levers and the rest with it."""
    try:
        return page.html(seen)
    except Exception:
        traceback.print_exc()  # on the server's own log, where whoever mends it looks
        return p(text("cannot_draw", seen.lang), "warn")


# Each has a key of its own. Without one the answer bar of the next page would take the place of this page, property by property,
# and for a moment there would be two pages.


def _bar(html: str, old: bool, change: Event) -> None:
    Shown(id="bar", title="", html=html, old=old, main=False, event_change=change).key("bar")


def _shown(page: PageOf, seen: Seen, html: str, change: Event) -> None:
    title = "" if page.id == "start" else text(f"page:{page.id}", seen.lang)
    Shown(id=page.id, title=title, html=html, old=page.view and seen.old, main=True, event_change=change).key("page")


def _notes(notes: list[str]) -> None:
    if notes:
        html = "".join(f"<p>{escape(note)}</p>" for note in notes)
        said = f'<div class="notes" role="alert">{html}</div>'
        Shown(id="notes", title="", html=said, old=False, main=False, event_change=print).key("notes")


def changed_by(settings: Settings, name: str, value: Any) -> tuple[Settings, str]:
    """The settings after what the browser sent, and a sentence when that cannot be."""
    if name == "today":
        return state.today(settings), ""
    if name.startswith("see."):
        return state.show(settings, name.removeprefix("see."), str(value)), ""
    if name in FILES:
        return FILES[name](str(value), settings)
    if name == "link":  # a whole link, such as one that a page proposes
        found, notes = from_link(str(value))
        return replace(found, lang=settings.lang), " ".join(notes)
    return state.change(settings, name, value)


# The layout of the first is that of all; given to each of them too, the style would be sent and kept twice.
routes = [
    solara.Route(path or "/", component=Window, layout=None if path else Layout, label=path or "start")
    for path in dict.fromkeys(page.path.split("/")[1] for page in PAGES)
]
