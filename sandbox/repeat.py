"""All that is needed to get the same numbers again: lines of Python, and what must be the same for that."""

from __future__ import annotations

import json

from sandbox import plan, state
from sandbox.numbers import exact
from sandbox.state import Settings
from sandbox.texts import text
from sim import VERSION
from sim.posterior import number_of, posterior
from sim.scenario import fingerprint


def python_lines(settings: Settings) -> str:
    """A script that makes the same plan, refuses another version or other parameter sets, and compares."""
    files = plan.needs_file(settings)
    makers = ["read_package", "read_situation"]
    if files:
        package = [f'package = read_package("{plan.OWN}.yaml", situation)']
    else:
        names = ", ".join(f'read_package("{name}", situation)' for name in settings.packages)
        package = [f"package = combined([{names}])" if settings.packages else "package = None"]
        doses = [f"{name}={dose:.12g}" for name, dose in settings.doses]
        if doses:
            makers.append("package_from_settings")
            package.append(f"package = package_from_settings({json.dumps(doses)}, package)")
    used = [name for name in makers if any(name in line for line in [*package, "read_situation"])]
    sizes = ", ".join(f"{name}={getattr(settings, name)}" for name in ("workers", "months", "runs", "seed"))
    assumed = ", ".join(f'"{name}": {value:.12g}' for name, value in settings.assumed)
    lines = [
        "from sim import VERSION",
        *(["from sim.combine import combined"] if not files and settings.packages else []),
        "from sim.effects import compare",
        "from sim.posterior import posterior",
        "from sim.runs import RunPlan, run_worlds",
        f"from sim.scenario import {', '.join(sorted(used))}",
        "",
        f'assert VERSION == "{VERSION}" and posterior().fingerprint == "{posterior().fingerprint}"',
        f'situation = read_situation("{settings.situation}")',
        *package,
        f"plan = RunPlan(situation, package, {sizes}, assumed={{{assumed}}})",
        'results = run_worlds(plan, ("today", "package"))  # "today" is the baseline: the same worlds without the package',
        "comparison = compare(results)",
    ]  # fmt: skip
    return "\n".join(lines)


def identity(settings: Settings, lang: str) -> list[tuple[str, str]]:
    """(what, which) for all that decides the numbers: version, sets, seeds, situation, baseline, package, assumptions."""
    situation, package = state.all_situations()[settings.situation], plan.package_of(settings)
    last = settings.seed + settings.runs - 1
    sets = sorted({number_of(seed) for seed in range(settings.seed, last + 1)})
    of_sets = {"fingerprint": posterior().fingerprint, "all": len(posterior()), "numbers": spans(sets)}
    assumed = "; ".join(f"{name} = {exact(value, lang)}" for name, value in settings.assumed)
    return [
        (text("id_version", lang), VERSION),
        (text("id_sets", lang), text("id_sets_said", lang, **of_sets)),
        (text("id_seeds", lang), text("id_seeds_said", lang, first=settings.seed, last=last)),
        (text("id_situation", lang), f"{settings.situation} ({fingerprint(situation)})"),
        (text("id_baseline", lang), text("id_baseline_said", lang, start=situation.start)),
        (text("id_package", lang), f"{package.id} ({fingerprint(package)})" if package else "–"),
        (text("id_assumed", lang), assumed or text("id_assumed_none", lang)),
        (text("id_size", lang), text("id_size_said", lang, people=exact(settings.workers, lang), months=settings.months)),
    ]


def spans(numbers: list[int]) -> str:
    """Whole numbers in rising order as "0–9, 12": neighbours together."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in found)
