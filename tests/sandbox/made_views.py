"""Views made up by hand, so that pages are tested without running a labour market."""

import re
from dataclasses import replace
from html import unescape
from typing import Any
from xml.etree import ElementTree

import numpy as np

from sandbox.pages import Seen
from sandbox.state import Settings
from sandbox.task import Answer
from sim.views import Band, Group, Money, Path, SectorFlows, Views
from sim.words import Both

NASTY = Both('"><script>nl</script>', '"><script>en</script>')


def band(today: Any, effect: Any, half: float) -> Band:
    """Bands of half (80%) and one and a half times that (95%) around an effect."""
    today, effect = np.asarray(today, np.float64), np.asarray(effect, np.float64)
    ends = (effect - half, effect + half, effect - 1.5 * half, effect + 1.5 * half)
    return Band(today, today + effect, effect, *ends)


def path(id: str = "lasting-crossings", effect: Any = (0.0, 100.0, 400.0), half: float = 80.0, **other: Any) -> Path:
    fields = {"words": Both("Overstappen", "Crossings"), "unit": "people", "better": "higher"} | other
    return Path(id, fields["words"], fields["unit"], fields["better"], band(np.full(len(effect), 1000.0), effect, half))


def group(id: str, effect: float, half: float = 1_000.0, dimension: str = "age", simulated: int = 900, **other: Any) -> Group:
    """A million people of whom 50,000 cross lastingly today: 50 per 1000."""
    fields: dict[str, Any] = {
        "words": Both(f"groep {id}", f"group {id}"), "people": 1_000_000.0, "better": 30_000.0, "worse": 10_000.0,
        "missed": 1_200.0, "gained": 200.0,
    } | other  # fmt: skip
    same = fields["people"] - fields["better"] - fields["worse"]
    return Group(
        dimension, id, fields["words"], fields["people"], simulated, simulated < 30, {"lasting": band(50_000.0, effect, half)},
        fields["better"], same, fields["worse"], fields["missed"], fields["gained"],
    )  # fmt: skip


def sectors(names: tuple[Both, ...] = (Both("Bouw", "Building"), Both("Zorg", "Care"), Both("Techniek", "Trades"))) -> SectorFlows:
    """Three sectors. From the first to the second 600 more (sure), from the second to the third 300 fewer (sure), back 50 (not)."""
    today = np.array([[0.0, 1000.0, 500.0], [400.0, 0.0, 800.0], [100.0, 200.0, 0.0]])
    effect = np.array([[0.0, 600.0, 0.0], [0.0, 0.0, -300.0], [0.0, 50.0, 0.0]])
    return SectorFlows(("bouw", "zorg", "techniek"), names, band(2 * today, 2 * effect, 200.0), band(today, effect, 100.0))


def seen(comparison: Any, lang: str = "nl", shown: dict[str, str] | None = None, **parts: Any) -> Seen:
    """A page that sees these parts of the views: paths, groups, sectors."""
    fields: dict[str, Any] = {"paths": [], "groups": [], "sectors": None} | parts
    views = Views(8, 60, fields["paths"], None, fields["groups"], fields["sectors"], Money([], {}, {}, {}, {}))
    settings = Settings(lang=lang, shown=tuple((shown or {}).items()))
    return Seen(settings, Answer(settings, replace(comparison, views=views), 669.0, 20))


def parse(html: str) -> ElementTree.Element:
    """The HTML as a tree; raises where it is not well formed, or the browser would guess."""
    return ElementTree.fromstring(f"<div>{html}</div>")


def words(html: str) -> str:
    """What a reader reads."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
