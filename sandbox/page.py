"""The page: the link is the state. A change pushes a new link; all that is drawn follows from the link and the last answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import solara

from sandbox import state, view
from sandbox.answer import answer_html
from sandbox.state import Settings
from sandbox.task import ENGINE, Answer, Status, Task
from sandbox.texts import text

EVERY = 0.3  # seconds between two looks at a running comparison
STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")

Event = Callable[[Any], None]


@solara.component_vue("head.vue", vuetify=False)
def Head(view: dict[str, Any], event_change: Event) -> None:
    """Name, one sentence, language."""


@solara.component_vue("controls.vue", vuetify=False)
def Controls(view: dict[str, Any], answered: int, event_change: Event) -> None:
    """Situation, package, levers, size. ``answered`` counts the changes the server has dealt with."""


@solara.component_vue("run.vue", vuetify=False)
def Run(view: dict[str, Any], event_start: Event, event_stop: Event) -> None:
    """The button that starts and stops, and how far it is."""


@solara.component_vue("answer.vue", vuetify=False)
def Shown(title: str, html: str, old: bool) -> None:
    """The answer; ``old`` when it belongs to earlier settings."""


@solara.component
def Layout(children: list[Any]) -> None:
    """The whole window is ours: no bar and no drawer (on a phone a drawer covers the page)."""
    solara.Style(STYLE)
    solara.Div(children=children)


@solara.component
def Page() -> None:
    """The sandbox: a question, its progress, its answer."""
    router = solara.use_router()
    settings, notes = solara.use_memo(lambda: state.from_link(router.search), [router.search])
    (answered, complaint), set_answered = solara.use_state((0, ""))
    status, set_status = solara.use_state(Status())
    answer, set_answer = solara.use_state(None)
    task: Any = solara.use_ref(None)
    solara.use_effect(ENGINE.begin, [])  # prepare the engine while the user reads

    def change(given: dict[str, Any]) -> None:
        changed, note = changed_by(settings, given)
        set_answered((answered + 1, note))
        if changed != settings:
            router.push(router.path + state.to_link(changed))

    def start(_: Any) -> None:
        if not status.running:
            task.current = Task(settings).start()
            follow(task.current, set_status, set_answer)

    old = answer is not None and not answer.settings.same_question(settings)
    controls = view.controls(settings, [complaint] if complaint else notes)
    html = solara.use_memo(lambda: shown(answer, settings.lang, old), [answer, settings.lang, old])
    solara.Title(text("title", settings.lang))
    with solara.Div(classes=["lb"]):
        Head(view=controls, event_change=change)
        Controls(view=controls, answered=answered, event_change=change)
        Run(view=view.status(status, settings), event_start=start, event_stop=lambda _: task.current.stop())
        Shown(title=text("answer", settings.lang), html=html, old=old)


def changed_by(settings: Settings, given: dict[str, Any]) -> tuple[Settings, str]:
    """The settings after what the browser sent, and a sentence when that cannot be."""
    name, value = str(given.get("name")), given.get("value")
    return (state.today(settings), "") if name == "today" else state.change(settings, name, value)


def shown(answer: Answer | None, lang: str, old: bool) -> str:
    """The answer as HTML, or an invitation while there is none."""
    if answer is None:
        return f'<p class="invitation">{escape(text("no_answer_yet", lang))}</p>'
    return answer_html(answer, lang, old)


def follow(task: Task, set_status: Callable[[Status], None], set_answer: Callable[[Any], None]) -> None:
    """Tell the page how far the task is until it is over; when the tab is closed, stop the task.

    Runs in a thread made here, since only such a thread belongs to this tab; the engine's own threads do not.
    """
    closed = solara.kernel_closed_event()

    def watch() -> None:
        while not task.finished.wait(EVERY):
            if closed.is_set():
                task.stop()
                return
            set_status(task.status())
        if task.answer is not None:
            set_answer(task.answer)
        set_status(task.status())

    set_status(task.status())
    threading.Thread(target=watch, name="follow", daemon=True).start()
