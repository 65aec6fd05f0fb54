"""Another view of the 14 barriers and breakthroughs: a file of the user's that gives them other names, codes and groups.

Only words change. Ids stay what they are, so commands, packages, results and the engine know nothing of it. The official list of
fourteen, once it is public, is such a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from sim.faults import Fault
from sim.plain import plain
from sim.policies.catalogue import Grade, Slug, Text, barriers, breakthroughs
from sim.reading import Checked, InputError, build, read_yaml
from sim.words import unknown

TAXONOMIES = Path(__file__).resolve().parents[1] / "scenarios" / "taxonomies"
VARIABLE = "LOOPBRUG_TAXONOMY"
USUAL = "documents"  # the view of those who give none


class Group(Checked):
    """A group of barriers and breakthroughs, such as whoever must act."""

    id: Slug
    nl: Text
    en: Text


class Entry(Checked):
    """What one barrier or breakthrough is called here; what is not given stays as it is. It may stand in more than one group."""

    id: str
    nl: Text | None = None
    en: Text | None = None
    code: Text | None = None
    number: Annotated[int, Field(ge=1, le=999)] | None = None
    groups: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _both_names(self) -> Entry:
        if (self.nl is None) != (self.en is None):
            missing = "en" if self.en is None else "nl"
            nl = f"een nieuwe naam moet er in twee talen staan, hier ontbreekt '{missing}'"
            raise Fault(nl, f"a new name must stand in two languages, '{missing}' is missing here")
        return self


class Taxonomy(Checked):
    """A view: its groups, and the entries it renames, renumbers or groups, in the order in which it shows them."""

    id: Slug
    nl: Text
    en: Text
    about_nl: str = ""
    about_en: str = ""
    source: Text
    grade: Grade
    groups: tuple[Group, ...] = ()
    barriers: tuple[Entry, ...] = ()
    breakthroughs: tuple[Entry, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> Taxonomy:
        _once([group.id for group in self.groups], "groups", "id")
        known = [group.id for group in self.groups]
        for part, what, entries in (("barriers", "barrier", barriers()), ("breakthroughs", "breakthrough", breakthroughs())):
            given: tuple[Entry, ...] = getattr(self, part)
            for index, entry in enumerate(given):
                if entry.id not in entries:
                    raise Fault(*unknown(what, entry.id, entries), part, index, "id")
                for inner, group in enumerate(entry.groups):
                    if group not in known:
                        raise Fault(*unknown("group", group, known), part, index, "groups", inner)
            _once([entry.id for entry in given], part, "id")
            _once([entry.number for entry in given], part, "number")
            self._own_codes(part, entries)
        return self

    def _own_codes(self, part: str, entries: Mapping[str, Any]) -> None:
        """No two entries may bear the same code, those that the file does not name counted."""
        given = {entry.id: index for index, entry in enumerate(getattr(self, part))}
        taken: dict[str, str] = {}
        for row in sorted((self.seen(part, plain(entry)) for entry in entries.values()), key=lambda row: row["id"] in given):
            if row["code"] in taken:
                nl = f"de code '{row['code']}' is ook die van '{taken[row['code']]}'"
                en = f"the code '{row['code']}' is that of '{taken[row['code']]}' too"
                raise Fault(nl, en, part, given[row["id"]])
            taken[row["code"]] = row["id"]

    def seen(self, part: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """A barrier or breakthrough as plain data with the words of this view; `part` is "barriers" or "breakthroughs"."""
        entry = next((entry for entry in getattr(self, part) if entry.id == row["id"]), None)
        if entry is None:
            return dict(row)
        code = entry.code or (str(entry.number) if entry.number else row["code"])
        named = {"nl": entry.nl, "en": entry.en} if entry.nl else {}
        groups = [group for name in entry.groups for group in self.groups if group.id == name]
        words = {f"group_{lang}": ", ".join(getattr(group, lang) for group in groups) for lang in ("nl", "en")} if groups else {}
        grouped = {"group": groups[0].id} if groups else {}
        return {**row, **named, "code": code, "number": entry.number, **grouped, **words}

    def rows(self) -> Iterator[dict[str, Any]]:
        """All barriers, then all breakthroughs: group by group, in the order of this file, and what it does not group last."""
        order = [group.id for group in self.groups]
        for part, kind, entries in (("barriers", "barrier", barriers()), ("breakthroughs", "breakthrough", breakthroughs())):
            named = [entry.id for entry in getattr(self, part)]
            seen = [self.seen(part, plain(entry)) for entry in entries.values()]
            places = {row["id"]: (_place(row.get("group"), order), _place(row["id"], named)) for row in seen}
            for row in sorted(seen, key=lambda row: places[row["id"]]):
                kept = ("id", "nl", "en", "code", "number", "group", "group_nl", "group_en")
                yield {"kind": kind} | {name: row[name] for name in kept if name in row}


def _place(name: Any, order: Sequence[Any]) -> int:
    return order.index(name) if name in order else len(order)


def _once(names: Sequence[Any], part: str, field: str) -> None:
    for index, name in enumerate(names):
        if name is not None and name in names[:index]:
            raise Fault(f"'{name}' staat hier twee keer", f"'{name}' stands here twice", part, index, field)


def read_taxonomy(name_or_path: str | Path) -> Taxonomy:
    """A view by name (from scenarios/taxonomies/) or by path. Raises InputError with file and line."""
    given = str(name_or_path)
    path = Path(given).expanduser()
    if not (isinstance(name_or_path, Path) or "/" in given or "\\" in given or given.endswith((".yaml", ".yml"))):
        known = [file.stem for file in _files()]
        if given not in known:
            raise InputError(*unknown("taxonomy", given, known))
        path = TAXONOMIES / f"{given}.yaml"
    content, lines = read_yaml(path)
    return build(Taxonomy, content, lines, path)


def taxonomies() -> list[Taxonomy]:
    """The views that come with the product."""
    return [read_taxonomy(path) for path in _files()]


def _files() -> list[Path]:
    return sorted(TAXONOMIES.glob("*.yaml"))


def asked_taxonomy(given: str | None = None) -> Taxonomy | None:
    """The view asked for, else that of LOOPBRUG_TAXONOMY; None for the product's own words."""
    name = os.environ.get(VARIABLE, "") if given is None else given
    return read_taxonomy(name) if name or given is not None else None
