"""Learning from a pilot on its page: the file with what was counted, how far it moves what the model expects, the new sets."""

from __future__ import annotations

import io
import json
import tempfile
from base64 import b64encode
from collections import OrderedDict
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from experiments.proeftuin.results import Results, read_results
from experiments.proeftuin.update import Learnt, Moved, learn
from experiments.proeftuin.words import forecast_name, seen_name
from experiments.proeftuin.worlds import PEOPLE, usual_people
from sandbox import charts, state
from sandbox.html import p, section
from sandbox.numbers import number, percent
from sandbox.pages import Seen, Tell
from sandbox.state import Settings
from sandbox.texts import text
from sim.parameters import parameters
from sim.plain import plain
from sim.posterior import posterior, write_posterior
from sim.words import Complaint

PARTS = ("make", "learn")
RESULTS = "results"
SETS, MOST_KEPT, MOST_SHOWN = 60, 50, 8
NAME = "uitkomst.yaml"
_kept: OrderedDict[str, Results] = OrderedDict()  # files that were chosen here, by fingerprint; the link holds that only


def part_of(settings: Settings) -> str:
    """Which half of the page is asked for."""
    return settings.sees("part") if settings.sees("part") in PARTS else PARTS[0]


def load(words: str, settings: Settings) -> tuple[Settings, str]:
    """The settings with a chosen file of results in them, and a sentence when it cannot be read."""
    try:
        found = read(words)
    except Complaint as wrong:
        return settings, wrong.both.said(settings.lang)
    name = sha256(words.encode()).hexdigest()[:16]
    _kept[name] = found
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return state.show(settings, RESULTS, name), ""


def read(words: str) -> Results:
    """The results in the text of a file. Raises Complaint, which calls the file by the name that it has on the page."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        file.write_text(words, encoding="utf-8")
        try:
            found = read_results(file)
            found.pilot()
        except Complaint as wrong:
            raise Complaint(*(said.replace(f"{folder}/", "") for said in wrong.both)) from None
    return found


def run(settings: Settings, tell: Tell, threads: int) -> Learnt | None:
    """Weigh the sets by the chosen file; None when it is not here any more."""
    found = _kept.get(settings.sees(RESULTS))
    if found is None:
        return None
    return learn(found, SETS, min(usual_people(found.pilot()), 2 * PEOPLE), settings.seed, threads, tell)


def html(seen: Seen) -> str:
    """The half of the page that learns."""
    lang, chosen = seen.lang, _kept.get(seen.settings.sees(RESULTS))
    field = (
        f'<label>{escape(text("pilot_choose", lang))} <input type="file" id="pilot-results" accept=".yaml,.yml" '
        f'data-do="{RESULTS}"/></label>'
    )
    body = p(text("pilot_learn_help", lang)) + field
    if chosen is None:
        gone = p(text("pilot_gone", lang), "warn") if seen.settings.sees(RESULTS) else ""
        return section("pilot_results", lang, body + gone)
    rows = [[seen_name(name, lang), _count(chosen, name, lang)] for name in chosen.counted]
    table = charts.table([text("pilot_counted", lang), text("pilot_number", lang)], rows, getattr(chosen, lang))
    body += table + p(text("pilot_source", lang, source=chosen.source), "small") + start(seen, "pilot_weigh")
    return section("pilot_results", lang, body) + (learnt(seen.found, lang) if isinstance(seen.found, Learnt) else "")


def start(seen: Seen, begin: str) -> str:
    """The button that begins, or how far it is and stop."""
    lang, work = seen.lang, seen.work
    if work.running:
        said = text("preparing", lang) if work.state == "preparing" else text("working", lang, share=percent(work.share, lang))
        name, now = escape(text("progress", lang)), round(100 * work.share)
        return (
            f'<div class="bar" role="progressbar" aria-label="{name}" aria-valuemin="0" aria-valuemax="100" aria-valuenow="{now}">'
            f'<div style="width:{now}%"></div></div>{p(said, "small")}'
            f'<button type="button" id="pilot-start" class="start stop" data-do="stop-work">{escape(text("stop", lang))}</button>'
        )
    said = {"failed": text("failed", lang, reason=work.reason), "stopped": text("stopped", lang)}.get(work.state, "")
    words = text("again" if seen.found is not None else begin, lang)
    first = f'<button type="button" id="pilot-start" class="start" data-do="work">{escape(words)}</button>'
    return (p(said, "warn") if said else "") + first


def learnt(found: Learnt, lang: str) -> str:
    """How far each forecast and the parameters moved, what must be said of it, and the new sets as a file."""
    warn = [text("pilot_few", lang)] if found.few else []
    warn += [text("pilot_nothing", lang)] if found.nothing else []
    warn += [text("pilot_against", lang, what=seen_name(name, lang)) for name in found.against]
    sizes = {"effective": number(found.effective, lang, decimals=1), "simulated": number(found.simulated, lang, decimals=0)}
    said = p(text("pilot_weighed", lang, sets=len(found.sets), **sizes)) + "".join(p(one, "warn") for one in warn)
    forecasts = [_row(forecast_name(name, lang), one, name == "cost", lang) for name, one in found.forecasts.items()]
    most = sorted(found.parameters.items(), key=lambda row: -abs(row[1].moved))[:MOST_SHOWN]
    told = [_row(getattr(parameters()[name], lang), one, True, lang) for name, one in most]
    heads = [text(f"pilot_{name}", lang) for name in ("counted", "before", "after", "moved")]
    tables = charts.table(heads, forecasts, text("pilot_forecasts", lang)) + charts.table(
        heads, told, text("pilot_parameters", lang)
    )
    files = [("posterior.csv", "text/csv", sets_file(found)), ("update.json", "application/json", as_json(found.to_json()))]
    links = "".join(
        f'<li><a class="button" download="{name}" href="data:{mime};base64,{b64encode(content.encode()).decode()}">'
        f"{escape(text('pilot_file:' + name, lang))}</a></li>"
        for name, mime, content in files
    )
    use = p(text("pilot_use", lang)) + '<pre tabindex="0"><code>loopbrug app --posterior posterior.csv</code></pre>'
    tolerance = p(text("pilot_tolerance", lang, tolerance=number(100 * found.results.tolerance, lang)), "small")
    return section("pilot_learnt", lang, f'{said}{tables}{tolerance}<ul class="pilot-files">{links}</ul>{use}')


def sets_file(found: Learnt) -> str:
    """The new parameter sets as the text of a file, as many as there were before."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "posterior.csv"
        write_posterior(found.names, found.drawn(len(posterior())), file)
        return file.read_text(encoding="utf-8")


def as_json(document: Any) -> str:
    """A document as the text of a JSON file."""
    whole = io.StringIO()
    json.dump(plain(document), whole, ensure_ascii=False, indent=1, allow_nan=False)
    return whole.getvalue() + "\n"


def _count(found: Results, name: str, lang: str) -> str:
    if name == "cost":
        return number(found.cost, lang, decimals=0)
    count, of = found.counted[name]
    return text("pilot_of", lang, count=number(count, lang, decimals=0), of=number(of, lang, decimals=0))


def _row(name: str, one: Moved, is_number: bool, lang: str) -> list[str]:
    write = number if is_number else percent
    spans = [[write(value, lang) for value in span] for span in (one.before, one.after)]
    bands = [f"{middle} ({low} … {high})" for low, middle, high in spans]
    return [name, *bands, number(one.moved, lang, decimals=2, signed=True)]
