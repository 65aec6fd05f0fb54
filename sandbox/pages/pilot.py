"""From sandbox to a real pilot: what it would show, with what chance, what it cannot show, and the protocol to sign."""

from __future__ import annotations

import base64
import os
from collections.abc import Hashable
from dataclasses import replace
from html import escape
from typing import Any

from experiments.proeftuin import protocol as words
from experiments.proeftuin.design import Design, designed
from experiments.proeftuin.pilot import DESIGNS, LEAST_MONTHS, MOST_MONTHS, MOST_PARTICIPANTS, OUTCOMES, Pilot, make_pilot
from experiments.proeftuin.results import form
from experiments.proeftuin.worlds import usual_people
from sandbox import charts, curves, state
from sandbox.choices import Choices, chooser, either
from sandbox.html import as_table, p, section
from sandbox.keep import protocol as paper
from sandbox.numbers import percent, typed
from sandbox.pages import Seen, Show, Tell, Work, pilot_learn
from sandbox.plan import OWN, name_of, needs_file, package_of
from sandbox.state import Settings
from sandbox.texts import text
from sim import data
from sim.words import Complaint

WORLDS = 24
ENOUGH = 0.0005  # chance from which a number of people is drawn
USUAL = {"n": "37", "design": "random", "months": "12", "outcome": "placed", "claim": "", "at": ""}


def html(seen: Seen) -> str:
    """The whole page: designing, or learning from what came of a pilot."""
    lang, part = seen.lang, pilot_learn.part_of(seen.settings)
    choices = [(name, text(f"pilot_{name}", lang)) for name in pilot_learn.PARTS]
    head = p(text("pilot_lead", lang)) + either("see.part", text("pilot_part", lang), choices, part)
    if part == "learn":
        return head + pilot_learn.html(seen)
    return head + asked(seen) + (drawn(seen.found, seen) if isinstance(seen.found, Design) else "")


# --- the question ------------------------------------------------------------------------------------------------------------


def given(settings: Settings, name: str) -> str:
    """A field of the form, as it stands in the link."""
    return settings.sees(name) or USUAL[name]


def pilot_of(settings: Settings) -> Pilot:
    """The pilot that is asked for. Raises Complaint for what cannot be."""
    package = package_of(settings)
    if package is None:
        raise Complaint(text("pilot_no_package", "nl"), text("pilot_no_package", "en"))
    numbers = {name: typed(given(settings, name)) for name in ("n", "months")}
    if any(value != value or value != int(value) for value in numbers.values()):
        raise Complaint(text("pilot_whole", "nl"), text("pilot_whole", "en"))
    claim = typed(given(settings, "claim")) / 100 if given(settings, "claim") else None
    if claim is not None and not 0 < claim < 1:
        raise Complaint(text("pilot_claim_wrong", "nl"), text("pilot_claim_wrong", "en"))
    at = [name for name in (given(settings, "at"),) if name]
    return make_pilot(
        state.all_situations()[settings.situation], package, int(numbers["n"]), at, months=int(numbers["months"]), claim=claim,
        design=given(settings, "design"), outcome=given(settings, "outcome"),
    )  # fmt: skip


def asked(seen: Seen) -> str:
    """The form, what it asks, and the button."""
    settings, lang = seen.settings, seen.lang
    place = state.all_situations()[settings.situation]
    known = [("", text("pilot_everyone", lang)), *((one.id, getattr(one, lang)) for one in place.employers)]
    known += [(one.id, getattr(one, lang)) for one in data.sectors()]
    fields = [
        _number("n", seen, 1, MOST_PARTICIPANTS), _number("months", seen, LEAST_MONTHS, MOST_MONTHS),
        _choose("design", seen, [(name, words.say(f"design_{name}", lang)) for name in DESIGNS]),
        _choose("outcome", seen, [(name, words.outcome_name(name, lang)) for name in OUTCOMES]),
        _choose("at", seen, known), _number("claim", seen, 1, 99),
    ]  # fmt: skip
    body = f'<div class="pilot-form">{"".join(fields)}</div>'
    where = text("pilot_asked", lang, package=name_of(settings, lang), situation=getattr(place, lang))
    body += p(where, "small") + (p(text("pilot_assumed", lang), "small") if settings.assumed else "")
    try:
        pilot_of(settings)
    except Complaint as wrong:
        return section("pilot_question", lang, body + f'<div role="alert">{p(wrong.both.said(lang), "warn")}</div>')
    return section("pilot_question", lang, body + pilot_learn.start(seen, "pilot_begin"))


def _choose(name: str, seen: Seen, choices: Choices) -> str:
    return chooser(f"see.{name}", text(f"pilot_{name}", seen.lang), choices, given(seen.settings, name))


def _number(name: str, seen: Seen, low: int, high: int) -> str:
    now = escape(given(seen.settings, name))
    return (
        f'<label>{escape(text(f"pilot_{name}", seen.lang))} <input type="text" inputmode="numeric" id="pilot-{name}" '
        f'data-do="see.{name}" value="{now}" autocomplete="off" aria-description="{low} – {high}"/></label>'
    )


def _key(settings: Settings) -> Hashable:
    """What the work depends on: the situation, the package, the form; not the language, nor the size of the comparison."""
    part = pilot_learn.part_of(settings)
    if part == "learn":
        return part, settings.sees(pilot_learn.RESULTS)
    asked = replace(settings, lang="nl", shown=(), runs=0, workers=0, months=0, assumed=())
    return part, asked, tuple(given(settings, name) for name in USUAL)


def _run(settings: Settings, tell: Tell, show: Show) -> Any:
    if pilot_learn.part_of(settings) == "learn":
        return pilot_learn.run(settings, tell, cores())
    pilot = pilot_of(settings)
    return designed(pilot, usual_people(pilot), WORLDS, settings.seed, cores(), tell, show)


def cores() -> int:
    """Processor cores this process may use; results do not depend on them."""
    return min(64, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


WORK = Work(key=_key, run=_run, waits=True, grows=True)
READS = {pilot_learn.RESULTS: pilot_learn.load}


# --- the answer --------------------------------------------------------------------------------------------------------------


def drawn(found: Design, seen: Seen) -> str:
    """Everything the design says, in the order in which it matters: can it be seen, what cannot, what to expect, what to sign."""
    lang = seen.lang
    few = p(text("pilot_so_far", lang, worlds=found.worlds, all=WORLDS), "small") if found.worlds < WORLDS else ""
    cannot = "".join(f"<li>{escape(line)}</li>" for line in words.cannot(found, lang))
    sentences = [part for part in words.power(found, lang) if not part.startswith("|")]
    return (
        section("pilot_power", lang, few + "".join(p(one) for one in sentences) + power(found, lang))
        + section("pilot_cannot", lang, f"<ul>{cannot}</ul>")
        + section("pilot_expected", lang, expected(found, lang))
        + section("pilot_region", lang, "".join(p(one) for one in words.region(found, lang)))
        + section("pilot_protocol", lang, files(found, seen))
    )


def power(found: Design, lang: str) -> str:
    """The chance to find the effect by number of participants, as a drawing and a table; and the four designs side by side."""
    sizes = [size for size, _ in found.curve]
    lines = {name: [row[name] for _, row in found.curve] for name in DESIGNS}
    names = {name: words.say(f"design_{name}", lang) for name in DESIGNS}
    label = text("pilot_curve_said", lang, power=percent(found.chosen.power, lang), n=found.pilot.participants)
    drawing = curves.curves(sizes, lines, names, found.pilot.design, label, text("pilot_n_axis", lang), lang)
    rows = [[words.whole(size, lang), *(percent(row[name], lang) for name in DESIGNS)] for size, row in found.curve]
    table = charts.table([text("pilot_n_axis", lang), *names.values()], rows, text("pilot_curve", lang))
    heads = [words.say(f"col_{name}", lang) for name in ("design", "power", "level", "bias", "needed", "least")]
    designs = charts.table(heads, [[names[row[0]], *row[1:]] for row in words.designs(found, lang)], text("pilot_designs", lang))
    return f"<h4>{escape(text('pilot_curve', lang))}</h4>{drawing}{as_table(table, lang)}{designs}"


def expected(found: Design, lang: str) -> str:
    """How many would reach the outcome, as a drawing and a table; the other outcomes, the steps, the cost."""
    outcome, people = words.outcome_name(found.pilot.outcome, lang), found.chosen.ours
    span = found.outcomes[found.pilot.outcome]
    ends = {end: words.whole(value, lang) for end, value in vars(span).items()}
    label = text("pilot_chances_said", lang, outcome=outcome, ours=people, **ends)
    there = [k for k, chance in enumerate(found.chances) if chance >= ENOUGH]
    bars = curves.bars(there, [found.chances[k] for k in there], label, lang)
    rows = [[words.whole(k, lang), f"{words.share(found.chances[k], lang)}"] for k in there]
    table = as_table(charts.table([outcome, text("pilot_chance", lang)], rows, text("pilot_chances", lang)), lang)
    heads = [words.say(f"col_{name}", lang) for name in ("what", "with", "without")]
    both = [(name, found.outcomes[name], found.today[name]) for name in OUTCOMES]
    outcomes = [[words.outcome_name(name, lang), words.band(ours, lang), words.band(today, lang)] for name, ours, today in both]
    steps = [[words.say(f"step_{name}", lang), words.band(one, lang)] for name, one in found.steps.items()]
    gain = {end: words.points(getattr(found.region.pilot, end), lang) for end in ("low", "middle", "high")}
    return (
        f"{p(label)}{bars}{table}{charts.table(heads, outcomes, words.say('expected', lang, ours=people))}"
        f"{p(words.say('effect', lang, **gain))}"
        f"{charts.table([words.say('col_step', lang), words.say('col_people', lang)], steps, words.say('steps', lang))}"
        f"{p(words.cost(found, lang))}"
    )  # fmt: skip


def command(found: Design, settings: Settings) -> str:
    """The line that repeats the design at the command line."""
    pilot = found.pilot
    packages = [f"{OWN}.yaml"] if needs_file(settings) else list(settings.packages)
    parts = ["loopbrug", "proeftuin", "design", settings.situation, *(f"--package {name}" for name in packages)]
    parts += [] if needs_file(settings) else [f"--set {name}={dose:.12g}" for name, dose in settings.doses]
    parts += [f"--participants {pilot.participants} --design {pilot.design} --outcome {pilot.outcome} --months {pilot.months}"]
    parts += [f"--employers {given(settings, 'at')}"] if given(settings, "at") else []
    parts += [f"--claim {pilot.claim:g}"] if pilot.claim is not None else []
    return " ".join([*parts, f"--runs {found.worlds} --people {found.people} --seed {found.seed}"])


def files(found: Design, seen: Seen) -> str:
    """What can be taken along: the protocol as text and on paper, all figures, the form for the results."""
    lang, line = seen.lang, command(found, seen.settings)
    if seen.work.running:
        return p(text("pilot_not_yet", lang))
    markdown = words.protocol(found, lang, line)
    made = [
        (f"protocol.{lang}.pdf", "application/pdf", paper.pdf(markdown)),
        (f"protocol.{lang}.md", "text/markdown", markdown.encode()),
        ("proeftuin.json", "application/json", pilot_learn.as_json(found.to_json()).encode()),
        ("uitkomst.yaml", "application/yaml", form(found).encode()),
    ]
    links = "".join(
        f'<li><a class="button" download="{name}" href="data:{mime};base64,{base64.b64encode(content).decode()}">'
        f"{escape(text('pilot_file:' + name.split('.')[-1], lang))}</a></li>"
        for name, mime, content in made
    )
    sign = p(text("pilot_sign", lang)) + p(words.say("fingerprint", lang, fingerprint=found.fingerprint), "small")
    return f'{sign}<ul class="pilot-files">{links}</ul><pre tabindex="0"><code>{escape(line)}</code></pre>'
