"""What the controls draw, from the settings and the declarations: plain data in the language, no screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sandbox import state
from sandbox.link import to_link
from sandbox.numbers import exact, number, percent
from sandbox.pages import Page
from sandbox.pages.register import SANDBOX
from sandbox.state import SIZES, TIMES, Settings
from sandbox.task import Answer, Status
from sandbox.texts import LANGUAGES, text
from sim.parameters import parameters
from sim.plain import plain
from sim.policies.catalogue import GROUPS, Lever, barriers, breakthroughs, items, parties
from sim.policies.package import LeverUse, Scope
from sim.taxonomy import asked_taxonomy

HEAD_WORDS = ("title", "language", "pages", "undo", "redo", "share", "shared", "copy_by_hand")
WORDS = (
    "situation", "situation_help", "policy", "presets", "back_to_today", "today_mark", "changed_mark", "where_from", "price_source",
    "source", "how_precise", "more", "only_fits_elsewhere", "stacked", "take_away", "stack_more", "stack_none", "when", "world",
    "world_help", "put_back",
)  # fmt: skip


def head(settings: Settings, page: Page, pages: Sequence[Page], undo: bool, redo: bool) -> dict[str, Any]:
    """What the top of the window shows: its pages, what can be undone, the languages."""
    lang, link = settings.lang, to_link(settings)
    inside = [one for one in pages if one.menu and (not one.view or one.path == SANDBOX)]
    return {
        "lang": lang,
        "languages": [{"id": name, "name": text(name, name)} for name in LANGUAGES],
        "words": {key: text(key, lang) for key in HEAD_WORDS},
        "home": "/" + link,
        "undo": undo,
        "redo": redo,
        "pages": [
            {"path": one.path, "href": one.path + link, "name": text("sandbox" if one.view else f"page:{one.id}", lang),
             "here": one is page or (one.view and page.view)}
            for one in inside
        ],
    }  # fmt: skip


def tabs(settings: Settings, page: Page, pages: Sequence[Page]) -> dict[str, Any]:
    """The views of one answer, as tabs."""
    lang, link = settings.lang, to_link(settings)
    return {
        "label": text("views", lang),
        "tabs": [
            {"path": one.path, "href": one.path + link, "name": text(f"page:{one.id}", lang), "here": one is page}
            for one in pages if one.view
        ],
    }  # fmt: skip


def refused(page: Page, field: str, why: str) -> dict[str, str]:
    """The sentence by the field that it stands beside: a field that this page draws itself; empty for any other."""
    drawn = field.startswith(state.ASSUMED) if page.id == "sources" else page.view and field.partition(".")[0] in state.fields()
    return {field: why} if why and drawn else {}


def controls(settings: Settings, notes: list[str], wrong: dict[str, str] | None = None) -> dict[str, Any]:
    """Everything the controls show: situations, packages, levers by breakthrough, changed assumptions, sizes, what was wrong.

    ``notes`` stand above all, ``wrong`` beside the field that was refused (field to sentence).
    """
    lang = settings.lang
    return {
        "lang": lang,
        "words": {key: text(key, lang) for key in WORDS},
        "notes": notes,
        "wrong": wrong or {},
        "situation": settings.situation,
        "situations": [_named(situation, lang) for situation in state.all_situations().values()],
        "packages": packages(settings),
        "stacked": [_named(state.all_packages()[name], lang) for name in settings.packages],
        "assumed": assumed(settings),
        "loci": loci(settings),
        "sizes": [size(settings, name) for name in SIZES if name != "seed"],
        "seed": size(settings, "seed"),
        "differs": state.differs_from_today(settings),
    }


def status(task: Status, settings: Settings, answer: Answer | None) -> dict[str, Any]:
    """What the strip with the button shows: what to press, how far it is, and how many pairs the picture rests on."""
    lang, enabled = settings.lang, state.differs_from_today(settings)
    seconds = text("seconds", lang, seconds=task.seconds)
    new = answer is not None and answer.settings.same_question(settings)  # what is drawn came of the work that was stopped
    drawn = text("drawn", lang, pairs=answer.pairs, all=answer.settings.runs) if answer and not answer.whole else ""
    said = {
        "idle": "",
        "preparing": f"{text('preparing', lang)} ({seconds})",
        "working": f"{text('working', lang, share=percent(task.share, lang))} ({seconds}) {drawn}",
        "done": text("done", lang, seconds=task.seconds),
        "stopped": f"{text('stopped_part', lang)} {drawn}" if drawn and new else text("stopped", lang),
        "failed": text("failed", lang, reason=task.reason),
    }[task.state]
    return {
        "running": task.running,
        "share": round(100 * task.share) if task.state == "working" else None,
        "said": said.strip() if enabled or task.running else text("nothing_to_compare", lang),
        "kind": task.state,
        "enabled": enabled,
        "words": {key: text(key, lang) for key in ("start", "stop", "progress")},
    }


def packages(settings: Settings) -> list[dict[str, Any]]:
    """Every shipped package; those that do not fit the situation cannot be chosen."""
    return [
        {**_named(package, settings.lang), "fits": state.fits(package.id, settings.situation),
         "chosen": package.id in settings.packages}
        for package in state.all_packages().values()
    ]  # fmt: skip


def assumed(settings: Settings) -> list[dict[str, str]]:
    """The assumptions of the world that the user changed, with what they were."""
    lang = settings.lang
    return [
        {"id": state.ASSUMED + name, "name": getattr(parameters()[name], lang), "value": exact(value, lang)}
        for name, value in settings.assumed
    ]


def loci(settings: Settings) -> list[dict[str, Any]]:
    """Where the barriers lie (person, company, institution, law, or the user's own groups), each with what acts there."""
    lang, found = settings.lang, groups(settings)
    view = asked_taxonomy()
    names = {group.id: getattr(group, lang) for group in view.groups} if view else {}
    names |= {locus: text(f"group:{locus}", lang) for locus in GROUPS if locus not in names}
    shown = [
        {"id": locus, "name": name, "groups": [group for group in found if group["locus"] == locus]}
        for locus, name in names.items()
    ]
    return [locus for locus in shown if locus["groups"]]


def groups(settings: Settings) -> list[dict[str, Any]]:
    """The levers that act, under the breakthrough they belong to, in the order of the catalogue."""
    lang, acting, found = settings.lang, state.acting_levers(), []
    for breakthrough in breakthroughs().values():
        shown = [lever(settings, acting[name]) for name in breakthrough.levers if name in acting]
        changed = sum(one["changed"] for one in shown)
        if shown:
            found.append({
                "id": breakthrough.id,
                "locus": _viewed(breakthrough.id)["group"],
                "name": _viewed(breakthrough.id)[lang],
                "what": getattr(breakthrough, f"what_{lang}"),
                "levers": shown,
                "changed": changed,
                "count": text("lever_count", lang, count=len(shown)),
                "mark": text("changed_count", lang, count=changed),
            })  # fmt: skip
    return found


@cache
def _viewed(id: str) -> dict[str, Any]:
    """A breakthrough with its barrier's group, in the words of the user's own taxonomy (LOOPBRUG_TAXONOMY) when there is one."""
    row = {"group": barriers()[breakthroughs()[id].barrier].group, **plain(breakthroughs()[id])}
    view = asked_taxonomy()
    return view.seen("breakthroughs", row) if view else row


def lever(settings: Settings, lever: Lever) -> dict[str, Any]:
    """One lever as the screen shows it; a share (0-1) is shown as a percentage."""
    lang, scale = settings.lang, state.scale(lever)
    low, high, today, step, dose = (
        round(value * scale, 10) for value in (lever.low, lever.high, lever.default, lever.step, state.dose(settings, lever.id))
    )
    name = getattr(lever, lang)
    return {
        "id": lever.id,
        "name": name,
        "help": getattr(lever, f"help_{lang}"),
        "slider": text("slider_of", lang, name=name),
        "field": text("field_of", lang, name=name),
        "unit": state.unit(lever, lang),
        "low": low,
        "high": high,
        "step": step,
        "dose": dose,
        "shown": exact(dose, lang),
        "today": exact(today, lang),
        "today_at": 100 * (today - low) / (high - low),
        "changed": dose != today,
        "when": when(state.use_of(settings, lever.id), lang),
        "times": lever_times(settings, lever, lang),
        "facts": facts(lever.id, lang),
        "source": lever.source,
        "price_source": lever.cost.source,
    }


def lever_times(settings: Settings, lever: Lever, lang: str) -> dict[str, Any]:
    """When a lever works: its three months as fields, and where it lies on the time line of the run, in per cent."""
    now, months = state.times(settings, lever.id), settings.months
    start, phase, end = now
    last = months if end is None else min(months, end + 1)
    return {
        "changed": now != state.base_times(settings, lever.id),
        "fields": [
            {"id": f"{lever.id}.{field}", "name": text(f"time:{field}", lang),
             "value": state.FOREVER if value is None else str(value)}
            for field, value in zip(TIMES, now, strict=True)
        ],
        "from": 100 * min(start, months) / months,
        "full": 100 * min(start + phase, last) / months,
        "to": 100 * last / months,
        "said": text("time_said", lang, start=start, full=start + phase, end=text("for_good", lang) if end is None else end),
    }  # fmt: skip


@cache
def facts(name: str, lang: str) -> list[list[str]]:
    """(what, value) for the part of a lever that folds open: range, who, who pays whom, for what, price, grade of evidence.

    One list for all tabs, which nobody changes.
    """
    lever = state.acting_levers()[name]
    scale = state.scale(lever)
    low, high, step = (exact(round(value * scale, 10), lang) for value in (lever.low, lever.high, lever.step))
    payers = ", ".join(f"{getattr(parties()[payer.party], lang)} ({percent(payer.share, lang)})" for payer in lever.payers)
    cost = lever.cost
    price = text(
        "price_value", lang, amount=exact(cost.amount, lang), low=exact(cost.low, lang), high=exact(cost.high, lang),
        per=text(f"per:{cost.per}", lang), grade=text(f"grade:{cost.grade}", lang),
    )  # fmt: skip
    return [
        [text("range", lang), text("range_value", lang, low=low, high=high, step=step)],
        [text("actor", lang), getattr(parties()[lever.actor], lang)],
        [text("payers", lang), payers],
        [text("paid_to", lang), getattr(parties()[cost.payee], lang)],
        [text("paid_for", lang), getattr(items()[cost.item], lang)],
        [text("price", lang), price if cost.high else text("no_price", lang)],
        [text("evidence", lang), text(f"grade:{lever.grade}", lang)],
    ]


def when(use: LeverUse | None, lang: str) -> str:
    """When and for whom the package uses a lever, where that is not "everyone, at once, for good"."""
    if use is None:
        return ""
    parts = [text("from_month", lang, month=use.start_month)] if use.start_month else []
    parts += [text("phase", lang, months=use.phase_in_months)] if use.phase_in_months else []
    parts += [text("until_month", lang, month=use.end_month)] if use.end_month is not None else []
    parts += [text("for_a_group", lang)] if use.scope != Scope() else []
    return ", ".join(parts)


def size(settings: Settings, name: str) -> dict[str, Any]:
    """A number field: how many people, pairs, months, which seed."""
    lang = settings.lang
    weight = state.all_situations()[settings.situation].people / settings.workers
    fields = {"weight": number(weight, lang, decimals=0 if weight >= 10 else 1)} if name == "workers" else {}
    return {
        "id": name,
        "name": text(name, lang),
        "help": text(f"{name}_help", lang, **fields),
        "shown": number(getattr(settings, name), lang, decimals=0) if name != "seed" else str(settings.seed),
    }


def _named(thing: Any, lang: str) -> dict[str, Any]:
    return {"id": thing.id, "name": getattr(thing, lang), "about": getattr(thing, f"about_{lang}")}
