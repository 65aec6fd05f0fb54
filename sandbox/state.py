"""What the user has set: kept in the link, changed field by field, turned into a plan. Pure Python, no screen.

Everything that comes in (a link, a field) may be nonsense. Then the old or the default value stays, and a sentence says
what would be right.
"""

from __future__ import annotations

import math
import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import parse_qsl, urlencode

from sandbox.numbers import number, typed
from sandbox.texts import LANGUAGES, text
from sim.combine import package_text
from sim.policies.catalogue import Lever, levers
from sim.policies.package import Package
from sim.reading import InputError
from sim.runs import RunPlan
from sim.scenario import Situation, check_fits, package_from_settings, packages, situations

LINK_VERSION = "1"
NO_PACKAGE = "none"
SITUATION, PACKAGE = "nederland-2025", "gids-en-traineeship"  # what a newcomer sees

# What the page takes; the command line goes further. name: (lowest, highest)
SIZES: dict[str, tuple[int, int]] = {
    "workers": (1_000, 200_000),
    "runs": (2, 200),
    "months": (24, 120),  # a lasting crossing takes a year to prove itself
    "seed": (0, 2**31 - 1),
}


@dataclass(frozen=True)
class Settings:
    """All that a link holds. ``doses`` are those that differ from the package (or from today, without one)."""

    situation: str = SITUATION
    package: str | None = PACKAGE
    doses: tuple[tuple[str, float], ...] = ()
    workers: int = 20_000
    runs: int = 8
    months: int = 60
    seed: int = 1
    lang: str = "nl"

    def same_question(self, other: Settings) -> bool:
        """True when both ask the same, whatever the language."""
        return replace(self, lang=other.lang) == other


# --- the catalogue, read once ------------------------------------------------------------------------------------------


@cache
def all_situations() -> Mapping[str, Situation]:
    """The shipped situations by id."""
    return {situation.id: situation for situation in situations()}


@cache
def all_packages() -> Mapping[str, Package]:
    """The shipped packages by id."""
    return {package.id: package for package in packages()}


def acting_levers() -> Mapping[str, Lever]:
    """The levers that do something now, by id, in the order of the catalogue."""
    return {name: lever for name, lever in levers().items() if lever.acts}


@cache
def fits(package: str, situation: str) -> bool:
    """Whether the situation has the sectors, regions and employers that the package names."""
    try:
        check_fits(all_packages()[package], all_situations()[situation])
    except InputError:
        return False
    return True


def first_settings(lang: str = "nl", situation: str = SITUATION) -> Settings:
    """What the page begins with in a situation: a package that fits it, and the situation's own number of months."""
    months = min(max(all_situations()[situation].months, SIZES["months"][0]), SIZES["months"][1])
    package = PACKAGE if fits(PACKAGE, situation) else None
    return Settings(situation=situation, package=package, months=months, lang=lang)


# --- doses -------------------------------------------------------------------------------------------------------------


def base_dose(settings: Settings, lever: str) -> float:
    """The dose without the user's own changes: the package's, else today's."""
    uses = all_packages()[settings.package].levers if settings.package else ()
    return next((use.dose for use in uses if use.lever == lever), levers()[lever].default)


def dose(settings: Settings, lever: str) -> float:
    """The dose as it stands now, in the lever's own unit."""
    return dict(settings.doses).get(lever, base_dose(settings, lever))


def scale(lever: Lever) -> float:
    """What the screen multiplies a dose by: shares are shown as percentages."""
    return 100.0 if lever.unit.startswith("share of ") else 1.0


def unit(lever: Lever, lang: str) -> str:
    """The unit as the screen shows it."""
    words = lever.unit_nl if lang == "nl" else lever.unit
    if scale(lever) == 1.0:
        return words
    return "% " + words.removeprefix("aandeel ").removeprefix("share ")


def differs_from_today(settings: Settings) -> bool:
    """Whether anything at all differs from today; without that there is nothing to compare."""
    return any(dose(settings, name) != lever.default for name, lever in acting_levers().items())


# --- changing ----------------------------------------------------------------------------------------------------------


def change(settings: Settings, name: str, raw: object) -> tuple[Settings, str]:
    """The settings after the user changed one field, and a sentence when what was given cannot be (else "").

    ``raw`` for a lever is what the screen shows (a percentage for a share). Names: those of Settings, or a lever's id.
    """
    lang = settings.lang
    if name == "lang":
        return (replace(settings, lang=str(raw)), "") if raw in LANGUAGES else (settings, text("wrong_lang", lang))
    if name == "situation":
        return _change_situation(settings, str(raw))
    if name == "package":
        return _change_package(settings, str(raw))
    if name in SIZES:
        return _change_size(settings, name, typed(raw), raw)
    if name in acting_levers():
        return _change_dose(settings, acting_levers()[name], typed(raw), raw)
    return settings, text("wrong_name", lang, name=_shown(name))


def today(settings: Settings) -> Settings:
    """Everything back to today's policy; situation, size and language stay."""
    return replace(settings, package=None, doses=())


def _shown(raw: object) -> str:
    """What a user gave, short enough to repeat in a sentence."""
    words = " ".join(str(raw).split())
    return words if len(words) <= 40 else words[:39] + "…"


def _change_situation(settings: Settings, name: str) -> tuple[Settings, str]:
    if name not in all_situations():
        return settings, text("wrong_situation", settings.lang, name=_shown(name))
    changed = replace(settings, situation=name, months=first_settings(situation=name).months)
    if settings.package and not fits(settings.package, name):
        return _without_package(changed), _does_not_fit(settings.package, changed)
    return changed, ""


def _change_package(settings: Settings, name: str) -> tuple[Settings, str]:
    if name in ("", NO_PACKAGE):
        return today(settings), ""
    if name not in all_packages():
        return settings, text("wrong_package", settings.lang, name=_shown(name))
    if not fits(name, settings.situation):
        return settings, _does_not_fit(name, settings)
    return replace(settings, package=name, doses=()), ""


def _does_not_fit(package: str, settings: Settings) -> str:
    lang = settings.lang
    names = (all_packages()[package], all_situations()[settings.situation])
    return text("package_does_not_fit", lang, package=getattr(names[0], lang), situation=getattr(names[1], lang))


def _without_package(settings: Settings) -> Settings:
    return replace(settings, package=None)


def _change_size(settings: Settings, name: str, value: float, raw: object) -> tuple[Settings, str]:
    low, high = SIZES[name]
    if not (low <= value <= high and value == int(value)):
        bounds = {"low": number(low, settings.lang, decimals=0), "high": number(high, settings.lang, decimals=0)}
        return settings, text("wrong_size", settings.lang, name=text(name, settings.lang), given=_shown(raw), **bounds)
    return replace(settings, **{name: int(value)}), ""  # type: ignore[arg-type]


def _change_dose(settings: Settings, lever: Lever, value: float, raw: object) -> tuple[Settings, str]:
    given = round(value / scale(lever), 10) if math.isfinite(value) else math.nan
    if not lever.low <= given <= lever.high:
        lang = settings.lang
        bounds = {end: number(getattr(lever, end) * scale(lever), lang, decimals=0) for end in ("low", "high")}
        return settings, text("wrong_dose", lang, name=getattr(lever, lang), given=_shown(raw), unit=unit(lever, lang), **bounds)
    own = {name: dose for name, dose in settings.doses if name != lever.id}
    if given != base_dose(settings, lever.id):
        own[lever.id] = given
    return replace(settings, doses=tuple((name, own[name]) for name in acting_levers() if name in own)), ""


# --- the link ----------------------------------------------------------------------------------------------------------


def to_link(settings: Settings) -> str:
    """The settings as the query of a link ("?v=1&…"): only what differs from what the page begins with, "" for nothing."""
    first = first_settings(situation=settings.situation)
    words = {"situation": settings.situation} if settings.situation != SITUATION else {}
    if settings.package != first.package:
        words["package"] = settings.package or NO_PACKAGE
    words |= {name: f"{dose:.12g}" for name, dose in settings.doses}
    words |= {name: str(getattr(settings, name)) for name in SIZES if getattr(settings, name) != getattr(first, name)}
    if settings.lang != first.lang:
        words["lang"] = settings.lang
    return "?" + urlencode({"v": LINK_VERSION, **words}) if words else ""


def from_link(query: str | None) -> tuple[Settings, list[str]]:
    """The settings in a link's query, and a sentence for each part that is nonsense; that part takes its default.

    Doses in a link are in the lever's own unit, as at the command line.
    """
    words = dict(parse_qsl((query or "").lstrip("?"), keep_blank_values=True))
    settings, notes = Settings(), []
    version = words.pop("v", LINK_VERSION)
    ordered = ["lang", "situation", "package"]
    names = [name for name in ordered if name in words] + [name for name in words if name not in ordered]
    if "situation" not in words:
        settings = first_settings()
    for name in names:
        if name == "situation" and words[name] in all_situations():
            settings, note = first_settings(settings.lang, words[name]), ""
        else:
            settings, note = change(settings, name, _on_screen(name, words[name]))
        notes += [note] if note else []
    if version != LINK_VERSION:
        notes.insert(0, text("wrong_version", settings.lang))
    return settings, notes


def _on_screen(name: str, raw: str) -> object:
    """A dose in its own unit as the number the screen would show; anything else as it stands."""
    lever = acting_levers().get(name)
    try:
        return float(raw) * scale(lever) if lever and "_" not in raw else raw
    except ValueError:
        return raw


# --- the plan ----------------------------------------------------------------------------------------------------------


def package_of(settings: Settings) -> Package | None:
    """The package with the user's own doses in it; None when there is neither."""
    base = all_packages()[settings.package] if settings.package else None
    given = [f"{name}={dose:.12g}" for name, dose in settings.doses]
    return package_from_settings(given, base) if given else base


def plan_of(settings: Settings) -> RunPlan:
    """What to run. Threads: the processor cores this process may use; results do not depend on them."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    situation, package = all_situations()[settings.situation], package_of(settings)
    return RunPlan(situation, package, settings.workers, settings.months, settings.runs, settings.seed, threads=min(cores, 64))


def command(settings: Settings) -> str:
    """The line that repeats the comparison at the command line."""
    words = ["loopbrug", "compare", settings.situation]
    words += ["--package", settings.package] if settings.package else []
    words += [word for name, dose in settings.doses for word in ("--set", f"{name}={dose:.12g}")]
    words += [word for name in ("workers", "months", "runs", "seed") for word in (f"--{name}", str(getattr(settings, name)))]
    return shlex.join(words)


def package_file(settings: Settings) -> str:
    """The package as a YAML file that ``--package FILE`` reads back."""
    package = package_of(settings)
    assert package is not None, "there is no package to write when everything stands at today"
    if settings.doses:
        named = {"id": "eigen-pakket", "nl": text("own_package", "nl"), "en": text("own_package", "en")}
        about = {"about_nl": text("own_about", "nl"), "about_en": text("own_about", "en")}
        package = package.model_copy(update={**named, **about, "grade": "assumption", "source": ""})
    return package_text(package)
