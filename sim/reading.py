"""Read a YAML file into a checked model, or say in one sentence what is wrong, with file and line.

The subset is that of YAML 1.2's core schema without surprises: ``NO`` and ``yes`` are text, ``2024-01`` is text,
numbers are plain decimal numbers, a name stands once, and there are no anchors, tags or second documents.
"""

from __future__ import annotations

import errno
import json
import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from sim.faults import Fault, Place, spell, told
from sim.words import Both, Complaint

Model = TypeVar("Model", bound=BaseModel)
Lines = dict[Place, int]

_CORE = ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
_CORE_TAGS = {f"tag:yaml.org,2002:{name}" for name in _CORE}
_PLAIN = (
    (re.compile(r"(?:|~|null|Null|NULL)"), lambda text: None),
    (re.compile(r"(?:true|True|TRUE)"), lambda text: True),
    (re.compile(r"(?:false|False|FALSE)"), lambda text: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
)

# What the parser complains of, by the beginning of its own words, and what a reader can do about it.
_NOT_YAML = (
    ("mapping values are not allowed", "hier staat een dubbele punt te veel, of de regel springt verkeerd in",
     "there is a colon too many here, or the line is indented wrongly"),
    ("found character '\\t'", "hier staat een tab, spring in met spaties", "there is a tab here, indent with spaces"),
    ("found character", "een tekst die met dit teken begint moet tussen aanhalingstekens",
     "a text that begins with this character must be quoted"),
    ("could not find expected ':'", "hier ontbreekt een dubbele punt achter een naam",
     "a colon is missing behind a name here"),
    ("expected <block end>", "deze regel springt anders in dan de regels erboven",
     "this line is indented differently from the lines above"),
    ("expected ',' or", "hier ontbreekt een komma of een haakje", "a comma or a bracket is missing here"),
    ("found unexpected end of stream", "een aanhalingsteken dat hier begint wordt niet gesloten",
     "a quotation mark that begins here is not closed"),
    ("found unexpected document separator", "een aanhalingsteken dat hierboven begint wordt niet gesloten",
     "a quotation mark that begins above is not closed"),
    ("found unknown escape character", "achter \\ staat hier een teken dat niet kan, gebruik enkele aanhalingstekens",
     "a character stands behind \\ that cannot, use single quotation marks"),
    ("found undefined alias", "ankers en verwijzingen (& en *) mogen niet, schrijf de waarden uit",
     "anchors and aliases (& and *) are not allowed, write the values out"),
    ("but found another document", "een bestand mag maar een document bevatten, haal de regel --- weg",
     "a file may hold one document only, take the line --- away"),
)  # fmt: skip
_UNREADABLE = {
    errno.EISDIR: Both("het is een map, geef een bestand", "it is a folder, give a file"),
    errno.EACCES: Both("u mag het niet lezen", "you may not read it"),
    errno.ENAMETOOLONG: Both("de naam is te lang", "the name is too long"),
}


class InputError(Complaint):
    """A file, a name or a dose that a user gave is wrong."""


class Checked(BaseModel):
    """Base of everything read from file: frozen, no unknown fields, no infinite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _wrong(path: Path, line: int | None, nl: str, en: str) -> InputError:
    return InputError(*Both(nl, en).behind(f"{path}:{line}: " if line else f"{path}: "))


def read_yaml(path: Path) -> tuple[Any, Lines]:
    """The plain data of one YAML file and the line of every value in it. Raises InputError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _wrong(path, None, "dit bestand is er niet", "there is no such file") from None
    except UnicodeDecodeError:
        nl, en = "dit is geen tekst in UTF-8, bewaar het als UTF-8", "this is not text in UTF-8, save it as UTF-8"
        raise _wrong(path, None, nl, en) from None
    except (OSError, ValueError) as error:
        raise _wrong(path, None, *_unreadable(error)) from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None:
            raise _wrong(path, None, "het bestand is leeg", "the file is empty")
        lines: Lines = {}
        return _plain(node, (), lines, path, set()), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _wrong(path, mark.line + 1 if mark else 1, *_not_yaml(error)) from None
    except yaml.YAMLError:
        nl = "dit is geen geldige YAML: er staat een teken in dat niet mag"
        raise _wrong(path, None, nl, "this is not valid YAML: it holds a character it may not") from None
    except RecursionError:
        raise _wrong(path, None, "de waarden zitten te diep in elkaar", "the values are nested too deeply") from None


def _unreadable(error: Exception) -> Both:
    reason = _UNREADABLE.get(getattr(error, "errno", None) or 0)
    if reason is None and isinstance(error, OSError) and error.errno:
        code = errno.errorcode.get(error.errno, "?")
        reason = Both(f"het systeem weigert, {code}", f"the system refuses, {code}")
    nl, en = reason or Both("de naam kan niet", "the name cannot be")
    return Both(f"dit bestand kan niet gelezen worden: {nl}", f"this file cannot be read: {en}")


def _not_yaml(error: yaml.MarkedYAMLError) -> Both:
    problem = " ".join(str(error.problem or error.context).split())
    nl, en = next((words for begin, *words in _NOT_YAML if problem.startswith(begin)), ["", ""])
    return Both(f"dit is geen geldige YAML: {nl}".rstrip(": "), f"this is not valid YAML: {en}".rstrip(": "))


def _no_tags(node: yaml.Node, path: Path, line: int) -> InputError:
    return _wrong(path, line, f"labels zoals {node.tag} mogen niet", f"tags such as {node.tag} are not allowed")


def _plain(node: yaml.Node, place: Place, lines: Lines, path: Path, seen: set[int]) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(place, line)
    if id(node) in seen:  # an alias gives the same node twice
        nl = "ankers en verwijzingen (& en *) mogen niet, schrijf de waarden uit"
        raise _wrong(path, line, nl, "anchors and aliases (& and *) are not allowed, write the values out")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        _check_tag(node, "tag:yaml.org,2002:seq", path, line)
        return [_plain(item, (*place, index), lines, path, seen) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        _check_tag(node, "tag:yaml.org,2002:map", path, line)
        return _mapping(node, place, lines, path, seen)
    return _scalar(node, path, line)


def _mapping(node: yaml.MappingNode, place: Place, lines: Lines, path: Path, seen: set[int]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = key_node.value
        if not isinstance(key_node, yaml.ScalarNode):
            nl = "voor de dubbele punt moet een gewone naam staan"
            raise _wrong(path, line, nl, "a name before the colon must be plain text")
        if key in result:
            nl, en = f"'{key}' staat hier twee keer, houd er een", f"'{key}' stands here twice, keep one of the two"
            raise _wrong(path, line, nl, en)
        lines[(*place, key)] = line
        result[key] = _plain(value_node, (*place, key), lines, path, seen)
    return result


def _scalar(node: yaml.Node, path: Path, line: int) -> Any:
    text: str = node.value
    if getattr(node, "style", None) is not None:  # quoted or block text stays text
        _check_tag(node, "tag:yaml.org,2002:str", path, line)
        return text
    if node.tag not in _CORE_TAGS:  # an unquoted value carries the tag that YAML 1.1 guessed: that one is not used
        raise _no_tags(node, path, line)
    for pattern, convert in _PLAIN:
        if pattern.fullmatch(text):
            try:
                return convert(text)
            except ValueError:
                raise _wrong(path, line, "dit getal is te lang", "this number is too long") from None
    return text


def _check_tag(node: yaml.Node, usual: str, path: Path, line: int) -> None:
    if node.tag != usual:
        raise _no_tags(node, path, line)


def build(model: type[Model], data: Any, lines: Lines, path: Path, base: Place = ()) -> Model:
    """A checked model from plain data; ``base`` is where the data stand in the file. Raises InputError."""
    if not isinstance(data, dict):
        nl = "hier moeten namen met een dubbele punt staan, zoals 'id: …'"
        raise _wrong(path, _line(lines, base), nl, "here must stand names with a colon, such as 'id: …'")
    try:
        # Through JSON, because pydantic's strict mode then takes a list for a tuple but never text for a number.
        return model.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        place, both = told(model, error, lambda place: _line(lines, (*base, *place)))
        raise _wrong(path, _line(lines, (*base, *place)), *both) from None


def refuse(fault: Fault, lines: Lines, path: Path, base: Place = ()) -> InputError:
    """The error for a check that failed after reading, with the file and line that are to blame."""
    return _wrong(path, _line(lines, (*base, *fault.place)), *fault.both.behind(spell(fault.place)))


def _line(lines: Lines, place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)
