"""The language of everything the command line says: --lang wherever it stands, else LOOPBRUG_LANG, else Dutch."""

import os
from collections.abc import Sequence

from cli.errors import WrongInput
from sim.words import LANGUAGES, VARIABLE
from sim.words import usual_language as usual_language

OPTION = "--lang"


def asked_language(words: Sequence[str]) -> tuple[str, list[str]]:
    """(the language, the line without --lang). Raises WrongInput for a language that there is not."""
    lang, rest, place = os.environ.get(VARIABLE, ""), [], VARIABLE
    coming = iter(words)
    for word in coming:
        name, equals, value = word.partition("=")
        if name != OPTION:
            rest.append(word)
            continue
        lang, place = value if equals else next(coming, ""), OPTION
        if not lang:
            raise WrongInput("achter --lang moet nog een taal staan, nl of en", "a language is missing behind --lang, nl or en")
    if lang and lang not in LANGUAGES:
        raise WrongInput(f"{place}: '{lang}' kan niet, kies nl of en", f"{place}: there is no '{lang}', choose nl or en")
    return lang or LANGUAGES[0], rest
