"""What a failed check of a model means to a reader: one sentence in each language, none of it the library's own words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from sim.words import LANGUAGES, Both, Complaint, between, did_you_mean, written

Place = tuple[str | int, ...]  # the way to a value: ("sectors", 2, "grade")

# Units of the ranges that models declare, as their fields describe them.
UNITS = {
    "(a year)": "(een jaartal)",
    "a year, as a share": "per jaar, als deel",
    "as a share of the level before": "als deel van wat het was",
    "months": "maanden",
    "people": "mensen",
    "runs": "runs",
    "simulated people": "gesimuleerde mensen",
    "years": "jaar",
}
_TEXT = Both("tekst", "text")
_LIST = Both("een lijst", "a list")
_GROUP = Both("een groep namen met een dubbele punt", "a group of names with a colon")
_WHOLE = Both("een geheel getal", "a whole number")
_NUMBER = Both("een getal", "a number")
WANTED = {
    "int_type": _WHOLE, "int_from_float": _WHOLE, "int_parsing": _WHOLE, "int_parsing_size": _WHOLE,
    "float_type": _NUMBER, "float_parsing": _NUMBER, "finite_number": Both("een eindig getal", "a finite number"),
    "string_type": _TEXT, "bool_type": Both("true of false", "true or false"),
    "tuple_type": _LIST, "list_type": _LIST, "model_type": _GROUP, "model_attributes_type": _GROUP, "dict_type": _GROUP,
    "string_too_short": Both("een tekst die niet leeg is", "a text that is not empty"),
    "too_short": Both("een lijst die niet leeg is", "a list that is not empty"),
}  # fmt: skip
_SLUG = Both("een naam van kleine letters, cijfers en streepjes", "a name of lower-case letters, digits and hyphens")
_OUT_OF_RANGE = ("greater_than_equal", "less_than_equal", "greater_than", "less_than")


class Fault(Complaint):
    """A check inside a model that failed, with the way from that model to the field that is to blame."""

    def __init__(self, nl: str, en: str, *place: str | int) -> None:
        super().__init__(nl, en)
        self.place: Place = place


def told(model: type[BaseModel], error: ValidationError, line: Callable[[Place], int]) -> tuple[Place, Both]:
    """The most telling of all that is wrong: where it is, and the sentence. ``line`` gives the line of a place."""

    def found(detail: Any) -> tuple[Place, str]:
        reason = detail.get("ctx", {}).get("error")
        extra = reason.place if isinstance(reason, Fault) else ()
        return (*detail["loc"], *extra), detail["type"]

    def urgency(detail: Any) -> tuple[bool, bool, int]:
        # A misspelt name is also told as "missing", and a wrong item also makes its list "too short": tell the cause.
        place, kind = found(detail)
        return kind != "extra_forbidden", kind == "too_short", line(place)

    first = min(error.errors(include_url=False), key=urgency)
    place, kind = found(first)
    return place, _problem(model, first, place, kind)


def spell(place: Place, end: str = ": ") -> str:
    """("sectors", 2, "grade") as a reader counts: ``sectors 3, grade: ``; empty for the whole file."""
    words = "".join(f" {part + 1}" if isinstance(part, int) else f", {part}" for part in place)
    return words.lstrip(", ") + end if place else ""


def _problem(model: type[BaseModel], detail: Any, place: Place, kind: str) -> Both:
    context = detail.get("ctx", {})
    name, inside = place[-1] if place else "", f" in {spell(place[:-1], '')}" if place[:-1] else ""
    if kind == "extra_forbidden":
        nl, en = did_you_mean(str(name), _fields(model, place[:-1]))
        return Both(f"onbekende naam '{name}'{inside}; {nl}", f"unknown name '{name}'{inside}; {en}")
    if kind == "missing":
        return Both(f"'{name}' ontbreekt{inside}", f"'{name}' is missing{inside}")
    return _wrong_value(model, detail, place, kind, context).behind(spell(place))


def _wrong_value(model: type[BaseModel], detail: Any, place: Place, kind: str, context: Any) -> Both:
    given = _given(detail.get("input"))
    if kind == "value_error" and isinstance(context["error"], Complaint):
        return context["error"].both
    if kind in _OUT_OF_RANGE:
        nl, en = _range(model, place)
        return Both(f"{given} kan niet, {nl}", f"{given} is out of range, {en}")
    if kind == "literal_error":
        nl, en = did_you_mean(str(detail["input"]), re.findall(r"'([^']*)'", context["expected"]))
        return Both(f"{given} is hier niet bekend; {nl}", f"{given} is not known here; {en}")
    if kind == "too_long":
        most = context["max_length"]
        return Both(f"de lijst is te lang, er kunnen er {most} in", f"the list is too long, it can hold {most}")
    wanted = _SLUG if kind == "string_pattern_mismatch" and "a-z0-9" in context["pattern"] else WANTED.get(kind)
    if wanted is None:
        return Both(f"{given} past hier niet", f"{given} does not fit here")
    return Both(f"hier hoort {wanted.nl}, niet {given}", f"here must stand {wanted.en}, not {given}")


def _given(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"


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


def _range(model: type[BaseModel], place: Place) -> Both:
    """The permitted range and the unit of a field, from its own declaration."""
    holder = _model_at(model, place[:-1])
    field = holder.model_fields.get(str(place[-1])) if holder else None
    field = field and (_ranged(field) or field)
    marks = field.metadata if field else []
    limits = {name: getattr(m, name) for m in marks for name in ("ge", "gt", "le", "lt") if hasattr(m, name)}
    low, high = limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))
    unit = (field.description or "") if field else ""
    units = Both(UNITS.get(unit, unit), unit)
    if low is None and high is None:
        return Both("het ligt buiten wat mogelijk is", "it lies outside what is possible")
    if low is not None and high is not None:
        nl, en = between(low, high, units)
        return Both(f"het moet {nl} liggen", f"it must lie {en}")
    bound: Any = low if high is None else high
    limit = [f"{written(bound, lang)} {units.said(lang)}".rstrip() for lang in LANGUAGES]
    nl, en = ("minstens", "at least") if high is None else ("hoogstens", "at most")
    return Both(f"het moet {nl} {limit[0]} zijn", f"it must be {en} {limit[1]}")


def _ranged(field: FieldInfo) -> FieldInfo | None:
    """The declaration that holds the range when it stands inside "… or nothing"."""
    if any(hasattr(m, name) for m in field.metadata for name in ("ge", "gt", "le", "lt")):
        return field
    inner = [part for choice in get_args(field.annotation) for part in get_args(choice)]
    return next((found for part in inner if isinstance(part, FieldInfo) and (found := _ranged(part))), None)
