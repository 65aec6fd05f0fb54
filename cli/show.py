"""``loopbrug show``: what there is to choose from, and where the figures come from."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

import typer

from cli.ask import AsJson, Lang, print_json
from cli.errors import WrongInput
from cli.tables import print_list
from sim.plain import plain
from sim.words import unknown


def _situations() -> Iterable[Any]:
    from sim import scenario

    for situation in scenario.situations():
        yield {**plain(situation), "fingerprint": scenario.fingerprint(situation)}


def _packages() -> Iterable[Any]:
    from sim import scenario

    for package in scenario.packages():
        yield {**plain(package), "fingerprint": scenario.fingerprint(package)}


def _programmes() -> Iterable[Any]:
    from sim import programmes

    for programme in programmes.programmes():
        people = programme.participants
        yield {**plain(programme), "people": people.value, "start": programme.dates.start}


def _catalogue(name: str) -> Callable[[], Iterable[Any]]:
    def load() -> Iterable[Any]:
        from sim.policies import catalogue

        return getattr(catalogue, name)()

    return load


# list: (how to load it, the columns of its table beside id and name)
LISTS: dict[str, tuple[Callable[[], Iterable[Any]], tuple[str, ...]]] = {
    "situations": (_situations, ("start", "workers", "months")),
    "packages": (_packages, ("grade", "about")),
    "programmes": (_programmes, ("start", "people", "about")),
    "barriers": (_catalogue("barriers"), ("code", "group")),
    "breakthroughs": (_catalogue("breakthroughs"), ("code", "barrier", "acts")),
    "levers": (_catalogue("levers"), ("unit", "low", "high", "default", "step", "actor", "grade")),
    "parties": (_catalogue("parties"), ("kind",)),
    "sources": (_catalogue("sources"), ("value", "unit", "grade", "source")),
}

What = Annotated[str, typer.Argument()]


def show(what: What, json_: AsJson = False, lang: Lang = "nl") -> int:
    """List situations, barriers, breakthroughs, levers, parties or sources."""
    if what not in LISTS:
        raise WrongInput(*unknown("list", what, LISTS))
    load, columns = LISTS[what]
    loaded = load()
    rows = [plain(item) for item in (loaded.values() if isinstance(loaded, Mapping) else loaded)]
    if json_:
        print_json(rows)
    else:
        print_list(rows, columns, lang)
    return 0
