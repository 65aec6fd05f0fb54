"""Read a YAML file into a checked model, or say in one sentence what is wrong, with file and line.

The subset is that of YAML 1.2's core schema without surprises: ``NO`` and ``yes`` are text, ``2024-01`` is text,
numbers are plain decimal numbers, a name stands once, and there are no anchors, tags or second documents.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]  # the way to a value: ("sectors", 2, "grade")
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


class InputError(ValueError):
    """Something a user gave is wrong; the text is one clear sentence that says what would be right."""


class Fault(ValueError):
    """A check inside a model that failed, with the way from that model to the field that is to blame."""

    def __init__(self, message: str, *place: str | int) -> None:
        super().__init__(message)
        self.place: Place = place


class Checked(BaseModel):
    """Base of everything read from file: frozen, no unknown fields, no infinite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of an error sentence: the nearest known name, or the first few names when none is near."""
    names = list(known)
    near = difflib.get_close_matches(word.lower().replace("_", "-"), names, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return f"known are: {shown}" if names else "none is known here"


def read_yaml(path: Path) -> tuple[Any, Lines]:
    """The plain data of one YAML file and the line of every value in it. Raises InputError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: this is not text in UTF-8, save it as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path}: cannot be read ({reason})") from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None:
            raise InputError(f"{path}: the file is empty")
        lines: Lines = {}
        return _plain(node, (), lines, path, set()), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(error.problem or error.context).split())
        raise InputError(f"{path}:{mark.line + 1 if mark else 1}: this is not valid YAML ({problem})") from None
    except yaml.YAMLError as error:
        raise InputError(f"{path}: this is not valid YAML ({' '.join(str(error).split())})") from None
    except RecursionError:
        raise InputError(f"{path}: the values are nested too deeply") from None


def _plain(node: yaml.Node, place: Place, lines: Lines, path: Path, seen: set[int]) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(place, line)
    if id(node) in seen:  # an alias gives the same node twice
        raise InputError(f"{path}:{line}: anchors and aliases (& and *) are not allowed, write the values out")
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
            raise InputError(f"{path}:{line}: a name before the colon must be plain text")
        if key in result:
            raise InputError(f"{path}:{line}: '{key}' stands here twice, keep one of the two")
        lines[(*place, key)] = line
        result[key] = _plain(value_node, (*place, key), lines, path, seen)
    return result


def _scalar(node: yaml.Node, path: Path, line: int) -> Any:
    text: str = node.value
    if getattr(node, "style", None) is not None:  # quoted or block text stays text
        _check_tag(node, "tag:yaml.org,2002:str", path, line)
        return text
    if node.tag not in _CORE_TAGS:  # an unquoted value carries the tag that YAML 1.1 guessed: that one is not used
        raise InputError(f"{path}:{line}: tags such as {node.tag} are not allowed")
    for pattern, convert in _PLAIN:
        if pattern.fullmatch(text):
            try:
                return convert(text)
            except ValueError:
                raise InputError(f"{path}:{line}: this number is too long") from None
    return text


def _check_tag(node: yaml.Node, usual: str, path: Path, line: int) -> None:
    if node.tag != usual:
        raise InputError(f"{path}:{line}: tags such as {node.tag} are not allowed")


def build(model: type[Model], data: Any, lines: Lines, path: Path, base: Place = ()) -> Model:
    """A checked model from plain data; ``base`` is where the data stand in the file. Raises InputError."""
    if not isinstance(data, dict):
        raise InputError(f"{path}:{_line(lines, base)}: here must stand names with a colon, such as 'id: …'")
    try:
        # Through JSON, because pydantic's strict mode then takes a list for a tuple but never text for a number.
        return model.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        raise _sentence(model, error, lines, path, base) from None


def refuse(fault: Fault, lines: Lines, path: Path, base: Place = ()) -> InputError:
    """The error for a check that failed after reading, with the file and line that are to blame."""
    return InputError(f"{path}:{_line(lines, (*base, *fault.place))}: {_where(fault.place)}{fault}")


def _sentence(model: type[BaseModel], error: ValidationError, lines: Lines, path: Path, base: Place) -> InputError:
    def found(detail: Any) -> tuple[Place, str]:
        reason = detail.get("ctx", {}).get("error")
        extra = reason.place if isinstance(reason, Fault) else ()
        return (*detail["loc"], *extra), detail["type"]

    def urgency(detail: Any) -> tuple[bool, bool, int]:
        # A misspelt name is also told as "missing", and a wrong item also makes its list "too short": tell the cause.
        place, kind = found(detail)
        return kind != "extra_forbidden", kind == "too_short", _line(lines, (*base, *place))

    first = min(error.errors(include_url=False), key=urgency)
    place, kind = found(first)
    return InputError(f"{path}:{_line(lines, (*base, *place))}: {_problem(model, first, place, kind)}")


def _problem(model: type[BaseModel], detail: Any, place: Place, kind: str) -> str:
    context = detail.get("ctx", {})
    given = _given(detail.get("input"))
    if kind == "extra_forbidden":
        advice = did_you_mean(str(place[-1]), _fields(model, place[:-1]))
        return f"unknown name '{place[-1]}'{_inside(place[:-1])}; {advice}"
    if kind == "missing":
        return f"'{place[-1]}' is missing{_inside(place[:-1])}"
    if kind == "value_error":
        return f"{_where(place)}{context['error']}"
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        return f"{_where(place)}{given} is out of range, {_range(model, place)}"
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", context["expected"])
        return f"{_where(place)}{given} is not known here; {did_you_mean(str(detail['input']), known)}"
    wanted = {
        "int_type": "a whole number", "int_from_float": "a whole number", "float_type": "a number",
        "finite_number": "a finite number", "string_type": "text", "bool_type": "true or false",
        "tuple_type": "a list", "list_type": "a list", "model_type": "a group of names with a colon",
        "dict_type": "a group of names with a colon", "string_too_short": "a text that is not empty",
        "too_short": "a list that is not empty",
    }.get(kind)  # fmt: skip
    if kind == "string_pattern_mismatch" and "a-z0-9" in context["pattern"]:
        wanted = "a name of lower-case letters, digits and hyphens"
    if wanted:
        return f"{_where(place)}here must stand {wanted}, not {given}"
    return f"{_where(place)}{detail['msg'][0].lower()}{detail['msg'][1:]}, not {given}"


def _given(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"


def _where(place: Place) -> str:
    return f"{_spell(place)}: " if place else ""


def _inside(place: Place) -> str:
    return f" in {_spell(place)}" if place else ""


def _spell(place: Place) -> str:
    """("sectors", 2, "grade") as a reader counts: ``sectors 3, grade``."""
    words = "".join(f" {part + 1}" if isinstance(part, int) else f", {part}" for part in place)
    return words.lstrip(", ")


def _line(lines: Lines, place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel] | None:
    current: type[BaseModel] | None = model
    for part in place:
        if isinstance(part, str) and current is not None:
            field = current.model_fields.get(part)
            current = _inner_model(field.annotation) if field else None
    return current


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner_model(part))), None)


def _fields(model: type[BaseModel], place: Place) -> list[str]:
    holder = _model_at(model, place)
    return list(holder.model_fields) if holder else []


def _range(model: type[BaseModel], place: Place) -> str:
    """The permitted range and the unit of a field, from its own declaration."""
    holder = _model_at(model, place[:-1])
    field = holder.model_fields.get(str(place[-1])) if holder else None
    if field is None:
        return "it lies outside what is possible"
    field = _ranged(field) or field
    limits = {name: getattr(m, name) for m in field.metadata for name in ("ge", "gt", "le", "lt") if hasattr(m, name)}
    low = limits.get("ge", limits.get("gt"))
    high = limits.get("le", limits.get("lt"))
    unit = f" {field.description}" if field.description else ""
    if low is None and high is None:
        return "it lies outside what is possible"
    if low is None or high is None:
        return f"it must be {'at least' if high is None else 'at most'} {low if high is None else high}{unit}"
    return f"it must lie between {low:,} and {high:,}{unit}"


def _ranged(field: FieldInfo) -> FieldInfo | None:
    """The declaration that holds the range when it stands inside "… or nothing"."""
    if any(hasattr(m, name) for m in field.metadata for name in ("ge", "gt", "le", "lt")):
        return field
    inner = [part for choice in get_args(field.annotation) for part in get_args(choice)]
    return next((found for part in inner if isinstance(part, FieldInfo) and (found := _ranged(part))), None)
