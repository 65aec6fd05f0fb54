"""What the user has set, changed field by field. Pure Python, no screen; the link and the plan follow from it.

Everything that comes in (a link, a field, a file) may be nonsense. Then the old or the default value stays, and a sentence says
what would be right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from sandbox.numbers import exact, number, typed
from sandbox.texts import LANGUAGES, text
from sim.combine import combined
from sim.parameters import Parameter, parameters
from sim.policies.catalogue import Lever, levers
from sim.policies.package import MOST_MONTH, LeverUse, Package
from sim.reading import InputError
from sim.scenario import Situation, check_fits, packages, situations

NO_PACKAGE = "none"
SITUATION, PACKAGE = "nederland-2025", "gids-en-traineeship"  # what a newcomer sees
FOREVER = "…"  # how the end of a lever that never ends is typed and shown

# What the page takes; the command line goes further. name: (lowest, highest)
SIZES: dict[str, tuple[int, int]] = {
    "workers": (1_000, 200_000),
    "runs": (2, 200),
    "months": (24, 120),  # a lasting crossing takes a year to prove itself
    "seed": (0, 2**31 - 1),
}
ASSUMED = "assume."  # before a parameter's name, where it is a field
TIMES = ("start", "phase", "end")  # fields of a lever's time: "lever.start" …
LONGEST = 200  # characters of what a page keeps of its own view

Times = tuple[int, int, int | None]  # first month, months it grows in, last month


@dataclass(frozen=True)
class Settings:
    """All that a link holds.

    ``packages`` are stacked, in the order they were chosen. ``doses`` and ``times`` are those that differ from the packages (or
    from today, without one). ``assumed`` are parameters of the world itself, which hold in both worlds. ``shown`` is what the
    page at hand remembers of its own view, such as the person that is met; it does not change what is asked.
    """

    situation: str = SITUATION
    packages: tuple[str, ...] = (PACKAGE,)
    doses: tuple[tuple[str, float], ...] = ()
    times: tuple[tuple[str, Times], ...] = ()
    assumed: tuple[tuple[str, float], ...] = ()
    workers: int = 20_000
    runs: int = 20
    months: int = 60
    seed: int = 1
    lang: str = "nl"
    shown: tuple[tuple[str, str], ...] = ()

    def same_question(self, other: Settings) -> bool:
        """True when both ask the same, whatever the language, the page and the number of pairs."""
        return replace(self, lang=other.lang, shown=other.shown, runs=other.runs) == other

    def sees(self, name: str, default: str = "") -> str:
        """What a page remembers under this name."""
        return dict(self.shown).get(name, default)


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


@cache
def stacked(names: tuple[str, ...]) -> Package | None:
    """The chosen packages as one; None without any. Raises InputError when they cannot be done together."""
    return combined([all_packages()[name] for name in names]) if names else None


def first_settings(lang: str = "nl", situation: str = SITUATION) -> Settings:
    """What the page begins with in a situation: a package that fits it, and the situation's own number of months."""
    months = min(max(all_situations()[situation].months, SIZES["months"][0]), SIZES["months"][1])
    return Settings(situation=situation, packages=(PACKAGE,) if fits(PACKAGE, situation) else (), months=months, lang=lang)


# --- doses, times, assumptions -------------------------------------------------------------------------------------------


def use_of(settings: Settings, lever: str) -> LeverUse | None:
    """How the chosen packages use a lever; None when they do not."""
    package = stacked(settings.packages)
    return next((use for use in package.levers if use.lever == lever), None) if package else None


def base_dose(settings: Settings, lever: str) -> float:
    """The dose without the user's own changes: the packages', else today's."""
    use = use_of(settings, lever)
    return use.dose if use else levers()[lever].default


def dose(settings: Settings, lever: str) -> float:
    """The dose as it stands now, in the lever's own unit."""
    return dict(settings.doses).get(lever, base_dose(settings, lever))


def base_times(settings: Settings, lever: str) -> Times:
    """When the packages use a lever; without one it would work from the start, for good."""
    use = use_of(settings, lever)
    return (use.start_month, use.phase_in_months, use.end_month) if use else (0, 0, None)


def times(settings: Settings, lever: str) -> Times:
    """First month, months in which it grows, last month (None for good), as they stand now."""
    return dict(settings.times).get(lever, base_times(settings, lever))


def scale(lever: Lever) -> float:
    """What the screen multiplies a dose by: shares are shown as percentages."""
    return 100.0 if lever.unit.startswith("share of ") else 1.0


def unit(lever: Lever, lang: str) -> str:
    """The unit as the screen shows it."""
    words = lever.unit_nl if lang == "nl" else lever.unit
    if scale(lever) == 1.0:
        return words
    return "% " + words.removeprefix("aandeel ").removeprefix("share ")


def changed_levers(settings: Settings) -> list[str]:
    """The levers that stand elsewhere than today, in the order of the catalogue."""
    return [name for name, lever in acting_levers().items() if dose(settings, name) != lever.default]


def differs_from_today(settings: Settings) -> bool:
    """Whether anything at all differs from today; without that there is nothing to compare."""
    return bool(changed_levers(settings))


# --- changing ----------------------------------------------------------------------------------------------------------


def change(settings: Settings, name: str, raw: object) -> tuple[Settings, str]:
    """The settings after the user changed one field, and a sentence when what was given cannot be (else "").

    ``raw`` for a lever is what the screen shows (a percentage for a share). Names: those of Settings, "package" for one in place
    of all, "stack" and "unstack" for one more or less, a lever's id, a lever's id with ".start", ".phase" or ".end", or
    "assume." with a parameter's name; "" as a value of the last two puts back what stood there.
    """
    lang = settings.lang
    if name == "lang":
        return (replace(settings, lang=str(raw)), "") if raw in LANGUAGES else (settings, text("wrong_lang", lang))
    if name in _CHANGES:
        return _CHANGES[name](settings, str(raw))
    if name in SIZES:
        return _change_size(settings, name, typed(raw), raw)
    if name in acting_levers():
        return _change_dose(settings, acting_levers()[name], typed(raw), raw)
    lever, _, field = name.partition(".")
    if lever in acting_levers() and field in TIMES:
        return _change_time(settings, acting_levers()[lever], field, str(raw))
    if name.startswith(ASSUMED) and name.removeprefix(ASSUMED) in parameters():
        return _change_assumed(settings, parameters()[name.removeprefix(ASSUMED)], typed(raw), str(raw))
    return settings, text("wrong_name", lang, name=brief(name))


def fields() -> set[str]:
    """Names of what the controls have a field for where a number is typed: levers and sizes."""
    return {*acting_levers(), *SIZES}


def today(settings: Settings) -> Settings:
    """Everything back to today's policy; situation, size, assumptions and language stay."""
    return replace(settings, packages=(), doses=(), times=())


def show(settings: Settings, name: str, value: str) -> Settings:
    """Remember what a page shows under this name; "" forgets it."""
    rest = tuple((other, there) for other, there in settings.shown if other != name)
    return replace(settings, shown=(*rest, (name, value[:LONGEST])) if value else rest)


def brief(raw: object) -> str:
    """What a user gave, short enough to repeat in a sentence."""
    words = f"{raw:.12g}" if isinstance(raw, float) else " ".join(str(raw).split())
    return words if len(words) <= 40 else words[:39] + "…"


def _change_situation(settings: Settings, name: str) -> tuple[Settings, str]:
    if name not in all_situations():
        return settings, text("wrong_situation", settings.lang, name=brief(name))
    changed = replace(settings, situation=name, months=first_settings(situation=name).months)
    wrong = [package for package in settings.packages if not fits(package, name)]
    if not wrong:
        return changed, ""
    left = tuple(package for package in settings.packages if package not in wrong)
    return replace(changed, packages=left), _does_not_fit(wrong[0], changed)


def _change_package(settings: Settings, name: str) -> tuple[Settings, str]:
    """One package (or none) in place of all that was set."""
    if name in ("", NO_PACKAGE):
        return today(settings), ""
    return _stack(today(settings), name, settings)


def _change_stack(settings: Settings, name: str) -> tuple[Settings, str]:
    """One package more, on top of what was set."""
    return _stack(settings, name, settings)


def _stack(below: Settings, name: str, before: Settings) -> tuple[Settings, str]:
    if name not in all_packages():
        return before, text("wrong_package", before.lang, name=brief(name))
    if not fits(name, before.situation):
        return before, _does_not_fit(name, before)
    names = (*(one for one in below.packages if one != name), name)
    try:
        stacked(names)
    except InputError as error:
        return before, text("cannot_stack", before.lang, why=error.both.nl if before.lang == "nl" else error.both.en)
    return replace(below, packages=names), ""


def _change_unstack(settings: Settings, name: str) -> tuple[Settings, str]:
    return replace(settings, packages=tuple(one for one in settings.packages if one != name)), ""


_CHANGES = {
    "situation": _change_situation, "package": _change_package, "stack": _change_stack, "unstack": _change_unstack,
}  # fmt: skip


def _does_not_fit(package: str, settings: Settings) -> str:
    lang = settings.lang
    names = (all_packages()[package], all_situations()[settings.situation])
    return text("package_does_not_fit", lang, package=getattr(names[0], lang), situation=getattr(names[1], lang))


def _change_size(settings: Settings, name: str, value: float, raw: object) -> tuple[Settings, str]:
    low, high = SIZES[name]
    if not (low <= value <= high and value == int(value)):
        bounds = {"low": number(low, settings.lang, decimals=0), "high": number(high, settings.lang, decimals=0)}
        return settings, text("wrong_size", settings.lang, name=text(name, settings.lang), given=brief(raw), **bounds)
    return replace(settings, **{name: int(value)}), ""  # type: ignore[arg-type]


def _change_dose(settings: Settings, lever: Lever, value: float, raw: object) -> tuple[Settings, str]:
    given = round(value / scale(lever), 10) if math.isfinite(value) else math.nan
    if not lever.low <= given <= lever.high:
        lang = settings.lang
        bounds = {end: number(getattr(lever, end) * scale(lever), lang, decimals=0) for end in ("low", "high")}
        return settings, text("wrong_dose", lang, name=getattr(lever, lang), given=brief(raw), unit=unit(lever, lang), **bounds)
    own = {name: dose for name, dose in settings.doses if name != lever.id}
    if given != base_dose(settings, lever.id):
        own[lever.id] = given
    return replace(settings, doses=tuple((name, own[name]) for name in acting_levers() if name in own)), ""


def _change_time(settings: Settings, lever: Lever, field: str, raw: str) -> tuple[Settings, str]:
    """A month of a lever's time; an empty end is no end."""
    value = typed(raw)
    for_good = field == "end" and raw.strip() in ("", FOREVER)
    if not for_good and not (0 <= value <= MOST_MONTH and value == int(value)):
        return settings, text("wrong_month", settings.lang, name=getattr(lever, settings.lang), given=brief(raw), high=MOST_MONTH)
    now = dict(zip(TIMES, times(settings, lever.id), strict=True)) | {field: None if for_good else int(value)}
    start, phase, end = now["start"] or 0, now["phase"] or 0, now["end"]
    if end is not None and end < start:
        return settings, text("ends_before", settings.lang, name=getattr(lever, settings.lang), start=start, end=end)
    own = {name: given for name, given in settings.times if name != lever.id}
    if (start, phase, end) != base_times(settings, lever.id):
        own[lever.id] = (start, phase, end)
    return replace(settings, times=tuple((name, own[name]) for name in acting_levers() if name in own)), ""


def _change_assumed(settings: Settings, parameter: Parameter, value: float, raw: str) -> tuple[Settings, str]:
    """A parameter of the world inside its own range; empty puts the estimated or documented value back."""
    lang, own = settings.lang, {name: given for name, given in settings.assumed if name != parameter.name}
    if raw.strip():
        if not parameter.low <= value <= parameter.high:
            bounds = {"low": exact(parameter.low, lang), "high": exact(parameter.high, lang)}
            return settings, text("wrong_assumption", lang, name=getattr(parameter, lang), given=brief(raw), **bounds)
        own[parameter.name] = value
    return replace(settings, assumed=tuple((name, own[name]) for name in parameters() if name in own)), ""
