"""What the settings ask of the engine: the package, the plan, the lines that repeat it."""

from __future__ import annotations

import os
import shlex

from sandbox import state
from sandbox.state import Settings, all_situations
from sandbox.texts import text
from sim.combine import package_text
from sim.own_sets import repeating
from sim.policies.package import Package
from sim.runs import RunPlan
from sim.scenario import package_from_settings

OWN = "eigen-pakket"  # name of the user's own package


def package_of(settings: Settings) -> Package | None:
    """The stacked packages with the user's own doses and times in them; None when there is neither."""
    base = state.stacked(settings.packages)
    given = [f"{name}={dose:.12g}" for name, dose in settings.doses]
    package = package_from_settings(given, base) if given else base
    own = dict(settings.times)
    if not own or package is None:
        return package
    moved = tuple(
        use.model_copy(update=dict(zip(("start_month", "phase_in_months", "end_month"), own[use.lever], strict=True)))
        if use.lever in own else use
        for use in package.levers
    )  # fmt: skip
    return package.model_copy(update={"levers": moved})


def is_own(settings: Settings) -> bool:
    """Whether the user changed anything of the packages themselves."""
    return bool(settings.doses or settings.times)


def plan_of(settings: Settings) -> RunPlan:
    """What to run. Threads: the processor cores this process may use; results do not depend on them."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    situation, package = all_situations()[settings.situation], package_of(settings)
    return RunPlan(
        situation, package, settings.workers, settings.months, settings.runs, settings.seed, threads=min(cores, 64),
        assumed=dict(settings.assumed),
    )  # fmt: skip


def needs_file(settings: Settings) -> bool:
    """Whether the command line can only repeat it with the package as a file: it cannot tell times by itself."""
    return bool(settings.times)


def command(settings: Settings) -> str:
    """The line that repeats the comparison at the command line; with times of one's own it names the file to save first, and
    with parameter sets of one's own the file that holds them."""
    words = ["loopbrug", "compare", settings.situation]
    if needs_file(settings):
        words += ["--package", f"{OWN}.yaml"]
    else:
        words += [word for name in settings.packages for word in ("--package", name)]
        words += [word for name, dose in settings.doses for word in ("--set", f"{name}={dose:.12g}")]
    words += [word for name, value in settings.assumed for word in ("--assume", f"{name}={value:.12g}")]
    words += [word for name in ("workers", "months", "runs", "seed") for word in (f"--{name}", str(getattr(settings, name)))]
    return shlex.join([*words, *repeating()])


def package_file(settings: Settings) -> str:
    """The package as a YAML file that ``--package FILE`` reads back."""
    package = package_of(settings)
    assert package is not None, "there is no package to write when everything stands at today"
    if is_own(settings):
        named = {"id": OWN, "nl": text("own_package", "nl"), "en": text("own_package", "en")}
        about = {"about_nl": text("own_about", "nl"), "about_en": text("own_about", "en")}
        package = package.model_copy(update={**named, **about, "grade": "assumption", "source": ""})
    return package_text(package)


def name_of(settings: Settings, lang: str) -> str:
    """The package in a few words: names of what is stacked, and whether the user changed them."""
    package = state.stacked(settings.packages)
    if package is None:
        return text("own_package", lang)
    name: str = getattr(package, lang)
    return text("own_changes", lang, package=name) if is_own(settings) else name
