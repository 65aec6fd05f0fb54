"""The programmes of the documents, read from file and checked: those in scenarios/programmes/, or one of your own."""

from pathlib import Path
from typing import Any

from sim import data
from sim.faults import Fault
from sim.policies.programme import Programme
from sim.reading import InputError, build, read_yaml, refuse
from sim.scenario import SITUATIONS, Situation, read_situation
from sim.words import unknown

PROGRAMMES = SITUATIONS / "programmes"
UNKNOWN = "unknown"  # what a file writes where its source says nothing


def names() -> list[str]:
    """Ids of the programmes that come with the product, in alphabetical order."""
    return sorted(path.stem for path in PROGRAMMES.glob("*.yaml"))


def programmes() -> list[Programme]:
    """The programmes that come with the product, by name."""
    return [read_programme(name) for name in names()]


def read_programme(name_or_path: str | Path) -> Programme:
    """A programme by name (from scenarios/programmes/) or by path. Raises InputError with file and line."""
    path = _find(name_or_path)
    content, lines = read_yaml(path)
    programme = build(Programme, _known(content), lines, path)
    try:
        _check_place(programme)
    except Fault as fault:
        raise refuse(fault, lines, path) from None
    return programme


def situation_of(programme: Programme) -> Situation:
    """The situation that the programme is put in."""
    return read_situation(programme.situation.id)


def _find(name_or_path: str | Path) -> Path:
    given = str(name_or_path)
    if isinstance(name_or_path, Path) or "/" in given or "\\" in given or given.endswith((".yaml", ".yml")):
        return Path(name_or_path)
    if given not in names():
        raise InputError(*unknown("programme", given, names()))
    return PROGRAMMES / f"{given}.yaml"


def _known(content: Any) -> Any:
    """The same content in which what is unknown is None."""
    if isinstance(content, dict):
        return {name: _known(value) for name, value in content.items()}
    if isinstance(content, list):
        return [_known(value) for value in content]
    return None if content == UNKNOWN else content


def _check_place(programme: Programme) -> None:
    """Raises Fault when the programme names a situation, sector, region or employer that there is not."""
    shipped = sorted(path.stem for path in SITUATIONS.glob("*.yaml"))
    if programme.situation.id not in shipped:
        raise Fault(*unknown("situation", programme.situation.id, shipped), "situation", "id")
    situation = situation_of(programme)
    known = {
        "sectors": [sector.id for sector in data.sectors()], "regions": situation.region_ids,
        "employers": situation.employer_ids,
    }  # fmt: skip
    for part, choice in known.items():
        for index, name in enumerate(getattr(programme.who.scope, part) or ()):
            if name not in choice:
                raise Fault(*unknown(part[:-1], name, choice), "who", "scope", part, index)
