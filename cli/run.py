"""``loopbrug run``: one world, several times."""

from __future__ import annotations

import sys
from pathlib import Path

from cli import ask, engine
from cli.notes import notes
from cli.out import prepare_out
from cli.stopping import STOPPED
from cli.tables import print_run, summarise
from cli.texts import counted, text


def run(
    situation: ask.SituationName,
    package: ask.PackageNames = None,
    set_: ask.Settings = None,
    assume: ask.Assumptions = None,
    workers: ask.Workers = None,
    months: ask.Months = None,
    runs: ask.Runs = None,
    seed: ask.Seed = 1,
    engine_name: ask.EngineName = "fast",
    threads: ask.Threads = None,
    out: ask.Out = None,
    force: ask.Force = False,
    export_package: ask.Export = None,
    json_: ask.AsJson = False,
    lang: ask.Lang = "nl",
) -> int:
    """Run a situation, today or with a package, and show its measures."""
    asked = ask.question("run", situation, package, set_, workers, months, runs, seed, engine_name, threads, assume)
    exported = ask.export_path(export_package, asked.plan.package, force)
    out = prepare_out(out, force)
    ask.export_package(exported, asked.plan.package, bool(set_))
    world = "package" if asked.plan.package else "today"
    results, stopped = ask.work(asked, (world,), out, lang)
    summary = summarise(results)
    said = notes(asked.plan, all(r.settled for r in results))
    if json_:
        each = [{"run": r.run, "seed": r.seed, "measures": dict(r.measures)} for r in results]
        measured = {"measures": summary, "notes": [note._asdict() for note in said], "runs": each}
        ask.print_json({**asked.header(), "world": world, "stopped": stopped, **measured})
    elif results:
        size = " · ".join([counted("run", len(results), lang), asked.size(lang)])
        lines = [*(note.said(lang) for note in said), size, text("repeat", lang, command=asked.command)]
        lines += [text("written", lang, path=out)] if out else []
        names = {name: measure_name(name, lang) for name in summary}
        print_run(summary, names, mean_funnel(results), text("title_run", lang, **asked.names(lang)), lang, lines)
    return end(stopped, len(results), asked.plan.runs, out, lang)


def measure_name(id: str, lang: str) -> str:
    """Name and unit of a measure, or its id when it is not declared."""
    declared = engine.measure(id)
    return f"{getattr(declared, lang)} ({engine.unit_in(declared.unit, lang)})" if declared else id


def mean_funnel(results: list[engine.RunResult]) -> dict[str, float]:
    """People per bridge stage, the mean over the runs; empty when the results hold no funnel."""
    funnels = [funnel for result in results if (funnel := getattr(result, "funnel", None))]
    stages = funnels[0] if funnels else ()
    return {stage: sum(funnel.get(stage, 0) for funnel in funnels) / len(funnels) for stage in stages}


def end(stopped: bool, done: int, asked: int, out: Path | None, lang: str) -> int:
    """Exit status; when the user stopped the work, a sentence says how many runs were finished and where they are."""
    if not stopped:
        return 0
    key = "stopped_empty" if not done else "stopped_kept" if out else "stopped"
    print(text(key, lang, done=done, asked=asked, path=out), file=sys.stderr)
    return STOPPED
