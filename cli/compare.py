"""``loopbrug compare``: the same worlds with and without a package, pair by pair."""

from pathlib import Path
from typing import Annotated

import typer

from cli import ask, engine
from cli.errors import WrongInput
from cli.notes import notes
from cli.out import prepare_file, prepare_out
from cli.picture import ENDINGS, default_name, save_picture
from cli.run import end
from cli.scale import compare_sizes, refuse_beside, sizes
from cli.tables import print_comparison
from cli.texts import counted, text

Picture = Annotated[Path | None, typer.Option()]
Sizes = Annotated[str | None, typer.Option("--scale")]


def compare(
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
    picture: Picture = None,
    scale: Sizes = None,
    lang: ask.Lang = "nl",
) -> int:
    """Compare a package with today: effects with bands, what would have happened anyway, who pays."""
    if not package and not set_:
        nl = "er is nog niets om te vergelijken, geef --package NAAM of --set HEFBOOM=DOSIS"
        raise WrongInput(nl, "there is nothing to compare yet, give --package NAME or --set LEVER=DOSE")
    people = () if scale is None else sizes(scale)
    asked = ask.question("compare", situation, package, set_, workers, months, runs, seed, engine_name, threads, assume)
    if people:
        refuse_beside({"--out": out, "--picture": picture})
        exported = ask.export_path(export_package, asked.plan.package, force)
        status = compare_sizes(asked, people, json_, lang)
        ask.export_package(exported, asked.plan.package, bool(set_))
        return status
    picture = prepare_file(picture, "--picture", ENDINGS, force)
    exported = ask.export_path(export_package, asked.plan.package, force)
    out = prepare_out(out, force)
    ask.export_package(exported, asked.plan.package, bool(set_))
    results, stopped = ask.work(asked, ("today", "package"), out, lang)
    pairs = len({r.run for r in results if r.world == "today"} & {r.run for r in results if r.world == "package"})
    said = notes(asked.plan, all(r.settled for r in results))
    if pairs:
        comparison = engine.compare(results)
        title = text("title_compare", lang, **asked.names(lang))
        size = " · ".join([counted("pair", pairs, lang), asked.size(lang)])
        pictures = [path for path in (picture, out and out / default_name(lang)) if path]
        for path in pictures:
            save_picture(comparison, path, title, size, lang)
        if not json_:
            lines = [*(note.said(lang) for note in said), size, text("repeat", lang, command=asked.command)]
            lines += [text("written", lang, path=path) for path in (*pictures, out) if path]
            print_comparison(comparison, title, lang, lines)
    if json_:
        effects = comparison.to_json() if pairs else None
        beside = [note._asdict() for note in said]
        ask.print_json({**asked.header(), "stopped": stopped, "pairs": pairs, "notes": beside, "comparison": effects})
    return end(stopped, pairs, asked.plan.runs, out, lang)
