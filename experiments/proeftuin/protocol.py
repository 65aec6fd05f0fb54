"""A designed pilot as a protocol that can be signed before the start: Markdown in Dutch and in English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import yaml

from experiments.proeftuin.design import Design, Span
from experiments.proeftuin.draws import ALPHA, MOST, POWER
from experiments.proeftuin.pilot import INTAKE, OUTCOMES
from sim import data
from sim.policies.catalogue import levers, parties
from sim.policies.package import active_uses
from sim.posterior import posterior
from sim.scoping import idle_for_persons
from sim.words import written

FILE = Path(__file__).with_name("protocol.yaml")
CLEAR_BIAS = 0.01  # difference of shares from which a bias is worth a warning (a convention)
GROUP = 10  # people of one employer in the example of drawing employers by lot


@cache
def words() -> dict[str, dict[str, str]]:
    """All sentences of a protocol by key, in both languages."""
    found: dict[str, dict[str, str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def say(key: str, lang: str, **fields: object) -> str:
    """A sentence of the protocol. Raises KeyError for one that there is not."""
    return words()[key][lang].format(**fields)


def share(value: float | None, lang: str) -> str:
    """A share (0-1) as a percentage, "–" when there is none; what rounds to nothing or all is said so."""
    if value is None or value != value:
        return "–"
    if 0 < value < 0.01:
        return {"nl": "minder dan 1%", "en": "less than 1%"}[lang]
    return f"{100 * value:.0f}%"


def points(value: float | None, lang: str, signed: bool = True) -> str:
    """A difference of shares in percentage points, with one decimal."""
    if value is None or value != value:
        return "–"
    said = f"{100 * value:{'+' if signed else ''}.1f}"
    said = said.lstrip("+-") if float(said) == 0 else said
    return (said.replace(".", ",") if lang == "nl" else said).replace("-", "−")


def whole(value: float, lang: str) -> str:
    """A whole number with thousands apart."""
    return written(round(value), lang).replace("-", "−")


def rough(value: float, lang: str) -> str:
    """A number of euros or people in two figures that count."""
    step = 10 ** max(0, len(str(abs(round(value)))) - 2)
    return whole(round(value / step) * step, lang)


def band(span: Span, lang: str) -> str:
    """A count with its band."""
    return f"{whole(span.middle, lang)} ({whole(span.low, lang)} … {whole(span.high, lang)})"


def outcome_name(outcome: str, lang: str) -> str:
    """An outcome in words."""
    return say(f"outcome_{outcome}", lang)


def who(design: Design, lang: str) -> str:
    """The target group in words."""
    scope, place = design.pilot.scope, design.pilot.situation
    named = {one.id: getattr(one, lang) for ones in (data.sectors(), place.employers, place.regions) for one in ones}
    parts = [
        say("who_status", lang, names=", ".join(say(f"status_{name}", lang) for name in scope.status or ())),
        *(say(f"who_{part}", lang, names=", ".join(named.get(name, name) for name in getattr(scope, part)))
          for part in ("employers", "sectors", "regions") if getattr(scope, part)),
    ]  # fmt: skip
    if scope.education:
        parts.append(say("who_education", lang, names=", ".join(say(f"education_{name}", lang) for name in scope.education)))
    if scope.min_age is not None or scope.max_age is not None:
        parts.append(say("who_ages", lang, low=scope.min_age or 15, high=scope.max_age or 74))
    return ", ".join(parts)


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; the first row heads it."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def protocol(design: Design, lang: str, command: str) -> str:
    """The whole protocol in Markdown; `command` is the line that repeats it."""
    return "\n\n".join(_parts(design, lang, command)) + "\n"


def _parts(design: Design, lang: str, command: str) -> Iterator[str]:
    pilot, package = design.pilot, getattr(design.pilot.package, lang)
    outcome = outcome_name(pilot.outcome, lang)
    yield "# " + say("title", lang, package=package)
    yield say("lead", lang)
    yield say("fingerprint", lang, fingerprint=f"`{design.fingerprint}`")
    yield "## " + say("head_question", lang)
    yield say(
        "question", lang, package=package, outcome=outcome, months=pilot.months, situation=getattr(pilot.situation, lang),
        participants=whole(pilot.participants, lang),
    )  # fmt: skip
    if pilot.claim is not None:
        yield say("claim", lang, claim=share(pilot.claim, lang))
    yield "## " + say("head_sample", lang)
    sizes = {"intake": INTAKE, "enrolled": share(design.enrolled, lang), "invite": rough(design.invite, lang)}
    yield say("sample", lang, who=who(design, lang), **sizes)
    yield "## " + say("head_programme", lang)
    yield from _programme(design, lang)
    yield "## " + say("head_measures", lang)
    yield say("main", lang, outcome=outcome)
    yield "\n".join("- " + say(f"define_{name}", lang) for name in (*OUTCOMES, "cost", "all"))
    yield "## " + say("head_design", lang)
    yield f"**{say(f'design_{pilot.design}', lang)}.** " + say(f"how_{pilot.design}", lang, half=max(1, pilot.months // 2))
    yield say("arms", lang, ours=design.chosen.ours, compared=design.chosen.compared)
    yield say("analysis", lang, alpha=share(ALPHA, lang))
    if design.alike == design.alike:
        factor = f"{1 + (GROUP - 1) * design.alike:.1f}"
        factor = factor.replace(".", ",") if lang == "nl" else factor
        yield say("alike", lang, alike=share(design.alike, lang), factor=factor)
    yield "## " + say("head_expected", lang)
    yield from expected(design, lang)
    yield "## " + say("head_power", lang)
    yield from power(design, lang)
    yield "## " + say("head_cannot", lang)
    yield "\n".join("- " + line for line in cannot(design, lang))
    yield "## " + say("head_region", lang)
    yield " ".join(region(design, lang))
    yield from _end(design, lang, command)


def _programme(design: Design, lang: str) -> Iterator[str]:
    package = design.pilot.package
    yield say("programme", lang, package=getattr(package, lang), about=getattr(package, f"about_{lang}"))
    uses = []
    for use in active_uses(package):
        lever = levers()[use.lever]
        unit = lever.unit_nl if lang == "nl" else lever.unit
        dose = f"{use.dose:g}".replace(".", ",") if lang == "nl" else f"{use.dose:g}"
        uses.append("- " + say("lever", lang, name=getattr(lever, lang), dose=dose, unit=unit))
    yield "\n".join(uses)
    idle = idle_for_persons(design.pilot.invited(design.pilot.participants))
    if idle:
        yield say("idle", lang, names=", ".join(getattr(levers()[name], lang) for name in idle))


def expected(design: Design, lang: str) -> Iterator[str]:
    """What the model expects: outcomes, difference, the way over the bridge, cost."""
    yield say("expected", lang, ours=design.chosen.ours)
    rows = [
        [outcome_name(name, lang), band(design.outcomes[name], lang), band(design.today[name], lang)] for name in OUTCOMES
    ]  # fmt: skip
    yield table([[say(f"col_{name}", lang) for name in ("what", "with", "without")], *rows])
    gain = design.region.pilot
    yield say("effect", lang, **{end: points(getattr(gain, end), lang) for end in ("low", "middle", "high")})
    yield say("steps", lang)
    rows = [[say(f"step_{name}", lang), band(span, lang)] for name, span in design.steps.items()]
    yield table([[say("col_step", lang), say("col_people", lang)], *rows])
    yield cost(design, lang)


def cost(design: Design, lang: str) -> str:
    """What it costs, and who pays most of it."""
    by_party = grouped(design.each, lang)
    paid = ", ".join(f"{name} {rough(euro, lang)} euro" + ("s" if lang == "en" else "") for name, euro in by_party)
    return say(
        "cost", lang, payers=paid or "–", **{end: rough(getattr(design.cost, end), lang) for end in ("low", "middle", "high")}
    )


def grouped(each: dict[str, float], lang: str) -> list[tuple[str, float]]:
    """(party, euros) of who pays at least a hundredth, most first; funds of sectors as one."""
    texts, sums = parties(), dict[str, float]()
    for name, euro in each.items():
        known = "sector-funds" if name.startswith("fund-") else name
        sums[known] = sums.get(known, 0.0) + euro
    total = sum(sums.values())
    order = sorted(sums.items(), key=lambda row: -row[1])
    return [(getattr(texts[name], lang), euro) for name, euro in order if euro >= total / 100]


def power(design: Design, lang: str) -> Iterator[str]:
    """What this pilot can show, and the four designs beside each other."""
    pilot, chosen = design.pilot, design.chosen
    goal = share(POWER, lang)
    at = {"power": share(chosen.power, lang), "low": share(chosen.at_low, lang), "high": share(chosen.at_high, lang)}
    needed = (
        say("needed_none", lang, most=whole(MOST, lang), goal=goal)
        if chosen.needed is None
        else say("needed", lang, needed=rough(chosen.needed, lang), goal=goal)
    )
    months = (
        say("months_none", lang, months=pilot.months)
        if design.months_needed is None
        else say("months_needed", lang, months=design.months_needed, goal=goal)
    )
    yield " ".join([say("power", lang, goal=goal, **at), needed, months])
    if pilot.claim is not None:
        told = {"claim": share(pilot.claim, lang), "power": share(chosen.if_claim, lang), "refutes": share(design.refutes, lang)}
        yield say("if_claim", lang, **told)
    heads = [say(f"col_{name}", lang) for name in ("design", "power", "level", "bias", "needed", "least")]
    yield table([heads, *([say(f"design_{row[0]}", lang), *row[1:]] for row in designs(design, lang))])


def designs(design: Design, lang: str) -> list[list[str]]:
    """A row for each design: id, power, false alarms, bias, participants needed, smallest difference."""
    return [
        [
            one.design, share(one.power, lang), share(one.level, lang), points(one.bias, lang),
            "–" if one.needed is None else rough(one.needed, lang), points(one.least, lang, signed=False),
        ]
        for one in design.designs
    ]  # fmt: skip


def cannot(design: Design, lang: str) -> list[str]:
    """What a pilot of this size and design cannot show, a sentence each."""
    chosen, goal = design.chosen, share(POWER, lang)
    said = [
        say("cannot_any", lang, goal=goal)
        if chosen.least is None
        else say("cannot_least", lang, least=points(chosen.least, lang, signed=False))
    ]
    if chosen.power < POWER:
        said.append(say("cannot_expected", lang, power=share(chosen.power, lang)))
    if abs(chosen.bias) >= CLEAR_BIAS:
        said.append(say("cannot_bias", lang, bias=points(chosen.bias, lang)))
    return [*said, *(say(f"cannot_{name}", lang) for name in ("groups", "others", "which"))]


def region(design: Design, lang: str) -> list[str]:
    """How much of the effect is left at the scale of the region, in sentences."""
    found = design.region
    said = [say("region", lang, region=points(found.region.middle, lang), pilot=points(found.pilot.middle, lang))]
    if found.kept is None:
        said.append(say("region_unsure", lang))
    else:
        said.append(say("region_kept", lang, **{end: share_of(getattr(found.kept, end)) for end in ("low", "middle", "high")}))
    if found.others is None:
        said.append(say("region_others_unsure", lang))
    else:
        tens = {end: tenths(getattr(found.others, end), lang) for end in ("low", "middle", "high")}
        said.append(say("region_others", lang, **tens))
    return said


def share_of(value: float) -> str:
    """A ratio as a whole percentage, which may be less than 0 or more than 100."""
    return f"{100 * value:.0f}%".replace("-", "−")


def tenths(value: float, lang: str) -> str:
    """A share as a number out of ten."""
    said = f"{10 * value:.0f}"
    return ("0" if said == "-0" else said).replace("-", "−")


def _end(design: Design, lang: str, command: str) -> Iterator[str]:
    yield "## " + say("head_stopping", lang)
    yield say("stopping", lang, months=design.pilot.months, intake=INTAKE)
    yield "## " + say("head_decide", lang)
    yield say("decide", lang)
    yield "\n".join("- " + say(f"decide_{name}", lang) for name in ("go", "stop", "who"))
    yield "## " + say("head_limits", lang)
    numbers = {"worlds": design.worlds, "people": whole(design.people, lang), "simulated": whole(design.simulated, lang)}
    yield say("limits", lang, sets=f"`{posterior().fingerprint}`", **numbers)
    yield say("repeat", lang, command=f"`{command}`")
    yield "## " + say("head_after", lang)
    yield say("after", lang)
    yield "## " + say("head_sign", lang)
    yield "\n\n".join([say("sign", lang)] * 3)
