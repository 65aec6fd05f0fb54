"""``loopbrug run``: one world, several times."""

from __future__ import annotations

import sys

from cli import ask, engine
from cli.out import prepare_out
from cli.tables import print_run, summarise
from cli.texts import number, text

STOPPED = 130


def run(
    situation: ask.SituationName,
    package: ask.PackageName = None,
    set_: ask.Settings = None,
    workers: ask.Workers = None,
    months: ask.Months = None,
    runs: ask.Runs = None,
    seed: ask.Seed = 1,
    engine_name: ask.EngineName = "fast",
    threads: ask.Threads = None,
    out: ask.Out = None,
    force: ask.Force = False,
    json_: ask.AsJson = False,
    lang: ask.Lang = "nl",
) -> int:
    """Run a situation, today or with a package, and show its measures."""
    asked = ask.question("run", situation, package, set_, workers, months, runs, seed, engine_name, threads)
    out = prepare_out(out, force)
    world = "package" if asked.plan.package else "today"
    results, stopped = ask.work(asked, (world,), out, lang)
    summary = summarise(results)
    if json_:
        each = [{"run": r.run, "seed": r.seed, "measures": dict(r.measures)} for r in results]
        ask.print_json({**asked.header(), "world": world, "stopped": stopped, "measures": summary, "runs": each})
    elif results:
        plan = asked.plan
        counts = {"runs": len(results), "workers": number(plan.workers, lang), "months": plan.months, "seed": plan.seed}
        notes = [text("size_run", lang, **counts), text("repeat", lang, command=asked.command)]
        notes += [text("written", lang, path=out)] if out else []
        names = {name: measure_name(name, lang) for name in summary}
        print_run(summary, names, mean_funnel(results), text("title_run", lang, **asked.names(lang)), lang, notes)
    return end(stopped, len(results), lang)


def measure_name(id: str, lang: str) -> str:
    """Name and unit of a measure, or its id when it is not declared."""
    declared = engine.measure(id)
    return f"{getattr(declared, lang)} ({engine.unit_in(declared.unit, lang)})" if declared else id


def mean_funnel(results: list[engine.RunResult]) -> dict[str, float]:
    """People per bridge stage, the mean over the runs; empty when the results hold no funnel."""
    funnels = [funnel for result in results if (funnel := getattr(result, "funnel", None))]
    stages = funnels[0] if funnels else ()
    return {stage: sum(funnel.get(stage, 0) for funnel in funnels) / len(funnels) for stage in stages}


def end(stopped: bool, done: int, lang: str) -> int:
    """Exit status; when the user stopped the work, a sentence says what was kept."""
    if not stopped:
        return 0
    print(text("stopped", lang, done=done) if done else text("stopped_empty", lang), file=sys.stderr)
    return STOPPED
