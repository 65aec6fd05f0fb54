"""The link: all that is set, in words short enough to send, that opens the same view on another machine without internet."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from sandbox import state
from sandbox.state import ASSUMED, FOREVER, NO_PACKAGE, SITUATION, SIZES, TIMES, Settings, acting_levers, all_situations, scale
from sandbox.texts import text

VERSION = "2"
KNOWN_VERSIONS = ("1", VERSION)  # a link of version 1 holds one package and no times, and reads as it did
SHOWN = "see."  # before what a page remembers of its own view
MOST_SHOWN = 12
MOST_NOTES = 6  # sentences about one link; of the rest only how many
FIRST = ("lang", "situation", "package", "stack")  # what others depend on is read first


def to_link(settings: Settings) -> str:
    """The settings as the query of a link ("?v=2&…"): only what differs from what the page begins with, "" for nothing."""
    first = state.first_settings(situation=settings.situation)
    words: list[tuple[str, str]] = [("situation", settings.situation)] if settings.situation != SITUATION else []
    if settings.packages != first.packages:
        names = settings.packages or (NO_PACKAGE,)
        words += [("package", names[0]), *(("stack", name) for name in names[1:])]
    words += [(name, f"{dose:.12g}") for name, dose in settings.doses]
    words += [
        (f"{lever}.{field}", FOREVER if value is None else str(value))
        for lever, times in settings.times
        for field, value, before in zip(TIMES, times, state.base_times(settings, lever), strict=True)
        if value != before
    ]
    words += [(ASSUMED + name, f"{value:.12g}") for name, value in settings.assumed]
    words += [(name, str(getattr(settings, name))) for name in SIZES if getattr(settings, name) != getattr(first, name)]
    words += [("lang", settings.lang)] if settings.lang != first.lang else []
    words += [(SHOWN + name, value) for name, value in settings.shown]
    return "?" + urlencode([("v", VERSION), *words]) if words else ""


def from_link(query: str | None) -> tuple[Settings, list[str]]:
    """The settings in a link's query, and a sentence for each part that is nonsense (the first few); that part takes its default.

    Doses in a link are in the lever's own unit, as at the command line.
    """
    words = parse_qsl((query or "").lstrip("?"), keep_blank_values=True)
    version = dict(words).get("v", VERSION)
    settings, notes = read([(name, value) for name, value in words if name != "v"])
    if version not in KNOWN_VERSIONS:
        notes.insert(0, text("wrong_version", settings.lang))
    if len(notes) > MOST_NOTES:
        notes[MOST_NOTES:] = [text("more_notes", settings.lang, count=len(notes) - MOST_NOTES)]
    return settings, notes


def read(words: Iterable[tuple[str, str]]) -> tuple[Settings, list[str]]:
    """Settings from (name, value) as a link or a saved file has them."""
    words = list(words)
    order = {name: place for place, name in enumerate(FIRST)}
    # An end may lie before the start that the packages have, until the link's own start has been read: ends come last.
    words.sort(key=lambda word: (order.get(word[0], len(FIRST)), word[0].endswith(".end") and word[1] != FOREVER))
    settings, notes = Settings(), list[str]()
    if "situation" not in dict(words):
        settings = state.first_settings()
    for name, value in words:
        if name == "situation" and value in all_situations():
            settings, note = state.first_settings(settings.lang, value), ""
        elif name.startswith(SHOWN):
            settings, note = _shown(settings, name.removeprefix(SHOWN), value), ""
        else:
            settings, note = state.change(settings, name, _on_screen(name, value))
        notes += [note] if note else []
    return settings, notes


def _shown(settings: Settings, name: str, value: str) -> Settings:
    return state.show(settings, name, value) if name.isidentifier() and len(settings.shown) < MOST_SHOWN else settings


def _on_screen(name: str, raw: str) -> object:
    """A dose in its own unit as the number the screen would show; an assumption as a number; anything else as it stands."""
    lever = acting_levers().get(name)
    try:
        if "_" in raw:
            return raw
        if lever:
            return float(raw) * scale(lever)
        return float(raw) if name.startswith(ASSUMED) and raw else raw
    except ValueError:
        return raw
