"""``loopbrug show``: what there is to choose from, and where the figures come from."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

import typer

from cli.ask import AsJson, Lang, TaxonomyName, print_json
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


def _taxonomy() -> Iterable[Any]:
    from sim.taxonomy import USUAL, read_taxonomy

    return read_taxonomy(USUAL).rows()


def _taxonomies() -> Iterable[Any]:
    from sim.taxonomy import taxonomies

    return taxonomies()


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
    "taxonomy": (_taxonomy, ("kind", "code", "group")),
    "taxonomies": (_taxonomies, ("grade", "about")),
    "levers": (_catalogue("levers"), ("unit", "low", "high", "default", "step", "actor", "grade")),
    "parties": (_catalogue("parties"), ("kind",)),
    "sources": (_catalogue("sources"), ("value", "unit", "grade", "source")),
}

VIEWED = ("barriers", "breakthroughs", "taxonomy")
What = Annotated[str, typer.Argument()]


def show(what: What, taxonomy: TaxonomyName = None, json_: AsJson = False, lang: Lang = "nl") -> int:
    """List situations, barriers, breakthroughs, levers, parties or sources."""
    if what not in LISTS:
        raise WrongInput(*unknown("list", what, LISTS))
    if taxonomy is not None and what not in VIEWED:
        nl = f"--taxonomy verandert de lijst '{what}' niet, laat het weg of kies {', '.join(VIEWED)}"
        raise WrongInput(nl, f"--taxonomy does not change the list '{what}', leave it out or choose {', '.join(VIEWED)}")
    load, columns = LISTS[what]
    loaded = load()
    rows = [plain(item) for item in (loaded.values() if isinstance(loaded, Mapping) else loaded)]
    if what in VIEWED:
        rows, columns = _viewed(what, rows, columns, taxonomy)
    if json_:
        print_json(rows)
    else:
        print_list(rows, columns, lang)
    return 0


def _viewed(
    what: str, rows: list[Any], columns: tuple[str, ...], taxonomy: str | None
) -> tuple[list[Any], tuple[str, ...]]:  # fmt: skip
    """The rows in the words of --taxonomy or LOOPBRUG_TAXONOMY, with a column for the group; as they are when neither is given."""
    from sim.taxonomy import asked_taxonomy

    view = asked_taxonomy(taxonomy)
    if view is None:
        return rows, columns
    if what == "taxonomy":
        return list(view.rows()), columns
    return [view.seen(what, row) for row in rows], tuple(dict.fromkeys((*columns, "group")))
