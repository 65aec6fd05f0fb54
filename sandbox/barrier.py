"""One barrier explained: the rule of the model in which it acts, what the rule says, what moves it, which bills it left unpaid."""

from __future__ import annotations

from html import escape

from sandbox import state
from sandbox.html import p
from sandbox.numbers import euro, exact, number
from sandbox.state import Settings
from sandbox.texts import text
from sim.policies.catalogue import ActsOnBarrier, Barrier, Lever, barriers, breakthroughs, levers, settings
from sim.views import Band


def explained(barrier: Barrier, missing: Band | None, asked: Settings, lang: str) -> str:
    """The panel. ``missing``: euros of bills that nobody paid where this barrier was named; ``asked``: for doses of the package."""
    rows = [
        (text("stuck:rule", lang), f"{escape(text(f'stuck:rule:{barrier.rule}', lang))} <code>{escape(barrier.rule)}</code>"),
        (text("stuck:rule_says", lang), escape(text(f"stuck:says:{barrier.rule}", lang))),
        (text("stuck:strength_today", lang), escape(strength(barrier, lang))),
        (text("stuck:unpaid", lang), escape(unpaid(missing, lang))),
        (text("stuck:levers_on_it", lang), lever_list(barrier, asked, lang)),
    ]
    facts = "".join(f"<dt>{escape(what)}</dt><dd>{said}</dd>" for what, said in rows)
    title = text("stuck:barrier_title", lang, code=barrier.code, name=getattr(barrier, lang))
    shut = f'<button type="button" data-do="see.barrier" data-value="">{escape(text("stuck:shut", lang))}</button>'
    return (
        f'<section class="barrier" aria-label="{escape(title)}"><h4>{escape(title)}</h4>{p(getattr(barrier, f"why_{lang}"))}'
        f"<dl>{facts}</dl>{shut}</section>"
    )


def strength(barrier: Barrier, lang: str) -> str:
    """How strong it is today, with range, grade, source and the reason that is given."""
    s = barrier.strength
    said = text(
        "stuck:strength_said", lang, today=number(s.today, lang, decimals=2), low=number(s.low, lang, decimals=2),
        high=number(s.high, lang, decimals=2), grade=text(f"grade:{s.grade}", lang),
    )  # fmt: skip
    source = text("source", lang)
    return f"{said} {getattr(s, f'reason_{lang}')} {source}: {s.source}."


def unpaid(missing: Band | None, lang: str) -> str:
    """The bills of which part stayed unpaid because of it, in both worlds; or that there were none."""
    if missing is None or not (missing.today or missing.package):
        return text("stuck:nothing_unpaid", lang)
    words = {end: euro(float(getattr(missing, end)), lang).lstrip("+") for end in ("today", "package")}
    return text("stuck:unpaid_said", lang, **words)


def lever_list(barrier: Barrier, asked: Settings, lang: str) -> str:
    """The levers that take it away, and the others of its breakthrough, each with today's dose and the package's."""
    direct = {lever.id: part for lever in levers().values() for part in lever.acts_on.barriers if part.id == barrier.id}
    family = next(one.levers for one in breakthroughs().values() if one.barrier == barrier.id)
    there = [name for name in state.acting_levers() if name in direct or name in family]
    lines = "".join(f"<li>{_lever(levers()[name], direct.get(name), asked, lang)}</li>" for name in there)
    return f"<ul>{lines}</ul>" if lines else escape(text("stuck:no_lever", lang))


def _lever(lever: Lever, on_it: ActsOnBarrier | None, asked: Settings, lang: str) -> str:
    scale = state.scale(lever)
    today, package = (exact(round(dose * scale, 10), lang) for dose in (lever.default, state.dose(asked, lever.id)))
    used = "used" if state.dose(asked, lever.id) != lever.default else "same_dose"
    doses = text(f"stuck:dose_{used}", lang, today=today, package=package, unit=state.unit(lever, lang))
    return f"<b>{escape(getattr(lever, lang))}</b>: {escape(doses)} {escape(_how(lever, on_it, lang))}"


def _how(lever: Lever, on_it: ActsOnBarrier | None, lang: str) -> str:
    """How much of the barrier a full dose takes away, or through what else it works."""
    if on_it is not None:
        shares = {end: number(100 * getattr(on_it, f"efficacy{end}"), lang, decimals=0) for end in ("", "_low", "_high")}
        return text("stuck:takes_away", lang, share=shares[""], low=shares["_low"], high=shares["_high"])
    through = ", ".join(getattr(settings()[part.id], lang).lower() for part in lever.acts_on.settings)
    return text("stuck:works_through", lang, through=through) if through else ""


def known(name: str) -> Barrier | None:
    """The barrier of this id, None for any other word (a link may hold anything)."""
    return barriers().get(name)
