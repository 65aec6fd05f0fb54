"""Wrong input at the command line."""

from collections.abc import Iterable
from difflib import get_close_matches


class WrongInput(ValueError):
    """The user asked for something that cannot be; the text is one clear sentence that says what would be right."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``did you mean "…"?`` for the nearest known name, or the list of known names when none is near."""
    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else f"choose from {', '.join(names)}"


def one_sentence(text: str) -> str:
    """The text on one line, with a capital in front and a full stop or a question mark behind.

    A sentence that begins with the name of a file keeps that name as it is.
    """
    line = " ".join(str(text).split()) or "something went wrong"
    if not set("/\\.") & set(line.split()[0]):
        line = line[0].upper() + line[1:]
    return line if line.endswith((".", "?", "!")) else line + "."
