"""Every number of an answer as tidy tables, with what each column is; packed as CSV or as Parquet."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sandbox import plan
from sandbox.link import to_link
from sandbox.task import Answer
from sim import VERSION
from sim.output import write_parquet
from sim.posterior import posterior
from sim.views.shapes import BAND_PARTS, Band

# What each column is; Dutch and English beside each other, since a file travels without its page.
COLUMNS: dict[str, tuple[str, str]] = {
    "measure": ("maat", "measure"), "unit": ("eenheid", "unit"), "today": ("vandaag", "today"),
    "package": ("met het pakket", "with the package"), "effect": ("verschil", "difference"),
    "low80": ("begin van de band van 80%", "low end of the 80% band"),
    "high80": ("einde van de band van 80%", "high end of the 80% band"),
    "low95": ("begin van de band van 95%", "low end of the 95% band"),
    "high95": ("einde van de band van 95%", "high end of the 95% band"),
    "chance_better": ("kans dat het pakket beter is (0-1)", "chance that the package is better (0-1)"),
    "monte_carlo_error": ("standaardfout door toeval", "standard error by chance"), "pairs": ("aantal paren", "number of pairs"),
    "unknown": ("deel van de spreiding door wat niet bekend is (0-1)", "part of the spread by what is not known (0-1)"),
    "run": ("paar", "pair"), "seed": ("seed", "seed"), "set": ("parameterset", "parameter set"), "month": ("maand", "month"),
    "step": ("stap", "step"), "kind": ("soort", "kind"), "reason": ("reden", "reason"), "barrier": ("hobbel", "barrier"),
    "rule": ("regel van het model", "rule of the model"), "dimension": ("indeling", "division"), "group": ("groep", "group"),
    "people": ("mensen", "people"), "simulated": ("gesimuleerde mensen", "simulated people"), "better": ("beter", "better"),
    "same": ("gelijk", "same"), "worse": ("slechter", "worse"), "from": ("van sector", "from sector"),
    "to": ("naar sector", "to sector"),
    "payer": ("betaler", "payer"), "item": ("waarvoor", "what for"), "payee": ("ontvanger", "payee"),
}  # fmt: skip


def tables(answer: Answer) -> dict[str, pd.DataFrame]:
    """The tables by name; a view that the runs cannot give is left out."""
    comparison, views = answer.comparison, answer.comparison.views
    shown = ["measure", "unit", *BAND_PARTS, "chance_better", "monte_carlo_error", "pairs", "unknown"]
    found = {
        "effects": pd.DataFrame([{name: getattr(row, name) for name in shown} for row in comparison.rows]),
        "pairs": pd.DataFrame([
            {"run": pair.run, "seed": pair.seed, "set": pair.set, "measure": name, "today": value,
             "package": pair.package.get(name)}
            for pair in answer.values for name, value in pair.today.items()
        ]),
    }  # fmt: skip
    if views is None:
        return found
    found["paths"] = pd.DataFrame([
        {"measure": path.id, "unit": path.unit, "month": month, **_numbers(path.band, month)}
        for path in views.paths for month in range(len(path.band.effect))
    ])  # fmt: skip
    found["groups"] = pd.DataFrame([
        {"dimension": group.dimension, "group": group.id, "people": group.people, "simulated": group.simulated,
         "better": group.better, "same": group.same, "worse": group.worse, "measure": name, **_numbers(band)}
        for group in views.groups if not group.small for name, band in group.measures.items()
    ])  # fmt: skip
    found["payments"] = pd.DataFrame([
        {"payer": one.payer, "item": one.item, "payee": one.payee, "kind": one.kind, **_numbers(one.euro)}
        for one in views.money.payments
    ])  # fmt: skip
    if views.steps is not None:
        found["steps"] = pd.DataFrame([{"step": step.id, **_numbers(step.reached)} for step in views.steps.steps])
        found["exits"] = pd.DataFrame([
            {"step": one.step, "kind": one.kind, "reason": one.reason, "barrier": one.barrier, "rule": one.rule,
             **_numbers(one.times)}
            for one in views.steps.exits
        ])  # fmt: skip
    if views.sectors is not None:
        ids = views.sectors.ids
        found["sectors"] = pd.DataFrame([
            {"measure": name, "from": ids[k], "to": ids[m], **_numbers(band, k, m)}
            for name, band in (("crossings", views.sectors.crossings), ("lasting", views.sectors.lasting))
            for k in range(len(ids)) for m in range(len(ids)) if k != m
        ])  # fmt: skip
    return found


def _numbers(band: Band, *place: int) -> dict[str, float]:
    return {part: float(np.asarray(getattr(band, part))[place]) for part in BAND_PARTS}


def described(answer: Answer, found: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """What the tables are, how they were made and how to get them again."""
    settings = answer.settings
    return {
        "version": VERSION, "parameter_sets": posterior().fingerprint, "command": plan.command(settings), "link": to_link(settings),
        "pairs": answer.pairs, "weight": answer.weight, "values": "real people and euros, in the period of the run",
        "tables": {
            name: {column: dict(zip(("nl", "en"), COLUMNS[str(column)], strict=True)) for column in frame}
            for name, frame in found.items()
        },
    }  # fmt: skip


def packed(answer: Answer, _lang: str, kind: str) -> bytes:
    """A zip of all tables as ``csv`` or ``parquet``, with a JSON file that says what they are."""
    found = tables(answer)
    write = _WRITERS[kind]
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("columns.json", json.dumps(described(answer, found), indent=1, ensure_ascii=False))
        for name, frame in found.items():
            folder.writestr(f"{name}.{kind}", write(frame))
    return whole.getvalue()


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False).encode()


def _parquet(frame: pd.DataFrame) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "table.parquet"
        write_parquet(file, frame)
        return file.read_bytes()


_WRITERS: dict[str, Callable[[pd.DataFrame], bytes]] = {"csv": _csv, "parquet": _parquet}
