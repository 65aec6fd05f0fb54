"""The files of occupations and of mobility between them, checked; what is wrong is told in one sentence."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import networkx as nx
import numpy as np

from calibration.docking.market import Market, complete
from sim.words import Both, Complaint, did_you_mean

Line = tuple[int, list[str]]  # its number in the file, from 1, and its cells


def read_market(occupations: Path, network: Path | None = None) -> Market:
    """The occupations, and mobility between them; without a network anyone applies anywhere. Raises Complaint for what is wrong."""
    ids, automation, employment = read_occupations(occupations)
    weights = complete(len(ids)) if network is None else read_network(network, ids)
    return Market(ids, automation, employment, weights)


def read_occupations(file: Path) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """(ids, automation probabilities, employment) from the first three columns of a CSV; a first line without numbers is a header.

    Raises Complaint.
    """
    lines = read_lines(file)
    if lines and _is_header(lines[0][1]):
        lines = lines[1:]
    if len(lines) < 2:
        raise _wrong(file, 0, Both("hier moeten minstens twee beroepen in staan", "this must hold at least two occupations"))
    found: dict[str, tuple[float, float]] = {}
    for at, cells in lines:
        id, automation, employment = _occupation(file, at, cells)
        if id in found:
            raise _wrong(file, at, Both(f"het beroep '{id}' staat er twee keer in", f"the occupation '{id}' is there twice"))
        found[id] = automation, employment
    columns = np.array(list(found.values()))
    if columns[:, 0].min() == 1.0:
        nl = "alle kansen zijn 1, dan blijft er geen werk over; minstens een moet lager zijn"
        raise _wrong(file, 0, Both(nl, "all probabilities are 1, which leaves no work; at least one must be lower"))
    return tuple(found), columns[:, 0].copy(), columns[:, 1].copy()


def _is_header(cells: Sequence[str]) -> bool:
    return len(cells) >= 3 and number(cells[1]) is None and number(cells[2]) is None


def _occupation(file: Path, at: int, cells: Sequence[str]) -> tuple[str, float, float]:
    """One line of the file, checked."""
    if len(cells) < 3 or not cells[0]:
        nl = "hier horen drie kolommen: de naam van het beroep, de kans op automatisering en het aantal werkenden"
        raise _wrong(file, at, Both(nl, "three columns belong here: the occupation's id, automation probability and employment"))
    automation, employment = number(cells[1]), number(cells[2])
    if automation is None or not 0 <= automation <= 1:
        nl = f"de kans op automatisering is '{cells[1]}', maar moet een getal van 0 tot en met 1 zijn"
        raise _wrong(file, at, Both(nl, f"the automation probability is '{cells[1]}' but must be a number from 0 to 1"))
    if employment is None or employment <= 0:
        nl = f"het aantal werkenden is '{cells[2]}', maar moet een getal boven 0 zijn"
        raise _wrong(file, at, Both(nl, f"employment is '{cells[2]}' but must be a number above 0"))
    return cells[0], automation, employment


def read_network(file: Path, ids: tuple[str, ...]) -> np.ndarray:
    """float64[n, n]: weights from row to column, each row adding up to 1, from a square matrix or a list from,to,weight.

    Self-loops stay as they are given. Raises Complaint, also when an occupation has no way out, no way in, or stands apart.
    """
    lines = read_lines(file)
    if not lines:
        raise _wrong(file, 0, Both("dit bestand is leeg", "this file is empty"))
    weights = _edges(file, lines, ids) if _is_edge_list(lines, ids) else _matrix(file, lines, ids)
    _check_connected(file, weights, ids)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _is_edge_list(lines: Sequence[Line], ids: tuple[str, ...]) -> bool:
    """Whether this is a list: three cells a line, of which the second is an occupation. A matrix has a number there.

    Where ids are numbers too, one that is known settles it; with three occupations or fewer all must be, for a matrix is as narrow.
    """
    if any(len(cells) != 3 for _, cells in lines):
        return False
    ends = [cells[1] for _, cells in lines[1:] or lines]  # the first line may be a header
    names = set(ids)
    known = [end in names for end in ends]
    return any(number(end) is None for end in ends) or (any(known) if len(ids) > 3 else all(known))


def _edges(file: Path, lines: Sequence[Line], ids: tuple[str, ...]) -> np.ndarray:
    """float64[n, n] from a list; its first line is a header when its third cell is no number."""
    row, weights, seen = {id: k for k, id in enumerate(ids)}, np.zeros((len(ids), len(ids))), set()
    for at, (start, end, weight) in lines[1:] if number(lines[0][1][2]) is None else lines:
        for id in (start, end):
            if id not in row:
                raise _wrong(file, at, unknown_occupation(id, ids))
        if (start, end) in seen:
            nl, en = f"van '{start}' naar '{end}' staat er twee keer in", f"from '{start}' to '{end}' is there twice"
            raise _wrong(file, at, Both(nl, en))
        seen.add((start, end))
        weights[row[start], row[end]] = _weight(file, at, weight)
    return weights


def _matrix(file: Path, lines: Sequence[Line], ids: tuple[str, ...]) -> np.ndarray:
    """float64[n, n] from a square matrix, with or without the ids above it and beside it."""
    n, heads = len(ids), len(lines) == len(ids) + 1
    body = lines[heads:]
    beside = len(body[0][1]) == n + 1 if body else False
    columns = lines[0][1][-n:] if heads else list(ids)
    names = [cells[0] for _, cells in body] if beside else list(ids)
    square = len(body) == len(columns) == n and all(len(cells) == n + beside for _, cells in body)
    if not square or set(ids).isdisjoint(columns) or set(ids).isdisjoint(names):
        nl = f"dit is geen matrix van {n} bij {n} voor deze beroepen, en ook geen lijst met van, naar en gewicht"
        raise _wrong(file, 0, Both(nl, f"this is no matrix of {n} by {n} for these occupations, and no list of from, to, weight"))
    to, start = _places(file, columns, ids), _places(file, names, ids)
    weights = np.empty((n, n))
    weights[np.ix_(start, to)] = [[_weight(file, at, cell) for cell in cells[beside:]] for at, cells in body]
    return weights


def _places(file: Path, names: Sequence[str], ids: tuple[str, ...]) -> list[int]:
    """Where each name of a matrix stands among the occupations."""
    place = {id: k for k, id in enumerate(ids)}
    for name in names:
        if name not in place:
            raise _wrong(file, 0, unknown_occupation(name, ids))
    if len(set(names)) < len(names):
        raise _wrong(file, 0, Both("een beroep staat er twee keer in", "an occupation is there twice"))
    return [place[name] for name in names]


def _weight(file: Path, at: int, cell: str) -> float:
    weight = number(cell)
    if weight is None or weight < 0:
        nl, en = f"het gewicht is '{cell}', maar moet 0 of meer zijn", f"the weight is '{cell}' but must be 0 or more"
        raise _wrong(file, at, Both(nl, en))
    return weight


def _check_connected(file: Path, weights: np.ndarray, ids: tuple[str, ...]) -> None:
    """Raises Complaint for an occupation that nobody can leave, come to, or that belongs to another part of the network."""
    for sums, nl, en in (
        (weights.sum(axis=1), "er is geen enkele weg vanuit het beroep '{id}'", "there is no way from the occupation '{id}'"),
        (weights.sum(axis=0), "er is geen enkele weg naar het beroep '{id}'", "there is no way to the occupation '{id}'"),
    ):
        if not sums.all():
            id = ids[int(np.flatnonzero(sums == 0)[0])]
            raise _wrong(file, 0, Both(nl.format(id=id), en.format(id=id)))
    together = max(nx.weakly_connected_components(nx.from_numpy_array(weights, create_using=nx.DiGraph)), key=len)
    apart = [id for k, id in enumerate(ids) if k not in together]
    if apart:
        nl = f"het beroep '{apart[0]}' staat los van de andere; wegen moeten alle beroepen met elkaar verbinden"
        raise _wrong(file, 0, Both(nl, f"the occupation '{apart[0]}' stands apart; ways must join all occupations"))


def unknown_occupation(id: str, ids: Sequence[str]) -> Both:
    """The sentence about an id that the file of occupations does not have."""
    nl, en = did_you_mean(id, ids)
    return Both(f"er is geen beroep '{id}'; {nl}", f"there is no occupation '{id}'; {en}")


def read_lines(file: Path) -> list[Line]:
    """The lines of a CSV that hold anything. With semicolons between the cells a decimal comma is read as a point.

    Raises Complaint when the file cannot be read.
    """
    try:
        text = file.expanduser().read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Complaint(f"er is geen bestand {file}", f"there is no file {file}") from None
    except (OSError, ValueError):
        nl, en = f"{file} kan niet gelezen worden als CSV in UTF-8", f"{file} cannot be read as CSV in UTF-8"
        raise Complaint(nl, en) from None
    head = text.split("\n", 1)[0]
    between = ";" if head.count(";") > head.count(",") else ","
    try:
        reader = csv.reader(text.splitlines(), delimiter=between, strict=True)
        lines = [(reader.line_num, [_cell(cell, between) for cell in cells]) for cells in reader]
    except csv.Error:
        raise Complaint(f"{file} is geen CSV: de aanhalingstekens kloppen niet", f"{file} is no CSV: quotes do not match") from None
    return [(at, cells) for at, cells in lines if any(cells)]


def _cell(cell: str, between: str) -> str:
    cell = cell.strip()
    pointed = cell.replace(",", ".")
    return pointed if between == ";" and number(cell) is None and number(pointed) is not None else cell


def number(cell: str) -> float | None:
    """The finite number written here; None for anything else."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _wrong(file: Path, at: int, both: Both) -> Complaint:
    """A complaint about a line of the file, or about the whole of it (line 0)."""
    return Complaint(*both.behind(f"{file}:{at}: " if at else f"{file}: "))
