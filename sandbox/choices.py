"""What a page lets the reader choose of its own view: a list, or buttons of which one is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

Choices = Sequence[tuple[str, str]]  # (value, words)


def either(name: str, label: str, choices: Choices, now: str) -> str:
    """Buttons side by side, the chosen one pressed; a click tells ``name`` and the value."""
    buttons = "".join(
        f'<button type="button" data-do="{name}" data-value="{escape(value)}" aria-pressed="{str(value == now).lower()}">'
        f"{escape(words)}</button>"
        for value, words in choices
    )
    return f'<div class="either" role="group" aria-label="{escape(label)}">{buttons}</div>'


def chooser(name: str, label: str, choices: Choices, now: str) -> str:
    """A list under its label; a change tells ``name`` and the value."""
    options = "".join(f'<option value="{escape(value)}"{_mark(value == now)}>{escape(words)}</option>' for value, words in choices)
    return f'<label>{escape(label)} <select data-do="{name}">{options}</select></label>'


def _mark(chosen: bool) -> str:
    return ' selected="selected"' if chosen else ""
