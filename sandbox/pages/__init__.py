"""The pages: each a function from what is seen to HTML in the language, and perhaps work of its own that is done beside it.

HTML of a page may hold `data-do="name"` (with `data-value`, or on a field whose own value is sent): a click or a change of it
comes back as that name and value. Names: those of `state.change`; "see.NAME" for what a page remembers of its own view, read
with `settings.sees(NAME)`; "go" for another page's path, "open" for a path with a whole link behind it; "work" to start the
page's own work, "stop-work" to stop it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.state import Settings
from sandbox.task import Answer, Status
from sim.plausible import held

IDLE = Status()
Tell = Callable[[float], None]  # share done (0-1); raises to make the work stop
Show = Callable[[Any], None]  # what was found so far
Read = Callable[[str, Settings], tuple[Settings, str]]  # text of a file and settings: what they become, and what is wrong with it


@dataclass(frozen=True)
class Seen:
    """What a page draws from. ``found`` is what its work found, of these settings, None while there is nothing yet."""

    settings: Settings
    answer: Answer | None = None
    old: bool = False  # the answer belongs to earlier settings
    found: Any = None
    work: Status = IDLE
    wrong: tuple[str, str] = ("", "")  # the field whose value was refused last, and why, in a sentence

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.settings.lang

    @property
    def outside(self) -> bool:
        """Whether the assumptions, set or answered, lie outside what the patterns of the labour market allow."""
        assumed = [self.settings.assumed] + ([self.answer.settings.assumed] if self.answer else [])
        return any(held(one).outside for one in assumed if one)


@dataclass(frozen=True)
class Work:
    """What a page has computed for itself, in the background.

    key : of the settings, what the work depends on; when it changes what was found is of no use any more.
    run : does it, given (settings, tell); raises what ``tell`` raises. waits : True when the user has to ask for it, since it
    takes long. grows : True when ``run`` is given (settings, tell, show), and shows what stands so far while it goes on.
    """

    key: Callable[[Settings], Hashable]
    run: Callable[..., Any]
    waits: bool = False
    grows: bool = False


@dataclass(frozen=True)
class Page:
    """A page by its path. A view stands beside the levers, under the answer bar; other pages have the window to themselves,
    unless ``answers``: then the bar and the button stand above it, and what changes there is worked out. ``reads`` are files that
    can be chosen on it, by the name of the field.
    """

    id: str
    path: str
    html: Callable[[Seen], str]
    view: bool = False
    answers: bool = False
    work: Work | None = None
    menu: bool = True
    reads: Mapping[str, Read] = field(default_factory=dict)
