"""The answer to a comparison for whoever works in Python: tables, who pays, one sentence, and the command that repeats it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sim.combine import package_text
from sim.effects import Comparison, EffectRow
from sim.measures import UNITS_NL
from sim.numbers import number, percent
from sim.plausible import plausible
from sim.reading import InputError
from sim.runs import RunPlan
from sim.words import LANGUAGES, Both, did_you_mean, usual_language

if TYPE_CHECKING:
    import pandas as pd

HEADLINE = "lasting-crossings"
BANDS = ("low80", "high80", "low95", "high95")
NO_PACKAGE = Both("geen nieuw beleid", "no new policy")
UNSURE = Both("Nul ligt in de band: de richting is niet zeker.", "Zero lies inside the band: the direction is not certain.")
UNSETTLED = Both(
    "Let op: minstens een wereld was aan het begin nog niet tot rust gekomen; neem meer mensen (workers).",
    "Note: at least one world had not come to rest at the start; take more people (workers).",
)
ASSUMED = Both(
    "Met eigen aannames is ook de wereld van vandaag veranderd: vergelijk dit niet met een uitkomst zonder.",
    "With assumptions of your own today's world was changed as well: do not compare this with a result without them.",
)
OUTSIDE = Both(
    "Let op: deze aannames passen samen niet bij de cijfers over de arbeidsmarkt. Lees de uitkomst als een proef.",
    "Note: together these assumptions do not go with the figures of the labour market. Read the result as a trial.",
)
READ = Both(
    "Hobbels en hefbomen zijn met de hand gezet: lees richting en volgorde, geen voorspelling.",
    "Barriers and levers were set by hand: read direction and order, not a forecast.",
)
REPEAT = Both("Herhaal:", "Repeat:")


@dataclass(frozen=True, repr=False)
class Compared:
    """A package beside today's policy in the same worlds, pair by pair; what `sim.compare` gives.

    `plan` is what was run, `comparison` all that the pairs say (sim/effects.py), `command` the line that gives the same numbers
    again. `files` are the situation and the package that this line names and that do not come with the product, by file name:
    `save` writes them.
    """

    plan: RunPlan
    comparison: Comparison
    command: str
    files: Mapping[str, BaseModel] = field(default_factory=dict)

    def table(self, lang: str | None = None) -> pd.DataFrame:
        """The effect on each measure, a row each, indexed by the measure's id.

        Columns: `name` and `unit` in the language ("nl" or "en"; without it LOOPBRUG_LANG, else nl); `today` and `package` the
        median over the pairs in each world; `effect` the median of the pairs' differences, and `low80` to `high95` the ends of
        the bands that hold 80% and 95% of them, all in that unit (float64, of real people and euros). `chance_better` is the
        share (0-1) of pairs in which the package does better, nan where neither way is better; `noise` the standard error of the
        mean effect, nan with one pair; `pairs` how many had a value (int). The last rows, `deadweight` and `displacement`, are
        about people compared with themselves in the other world, so that their `today` is 0.
        """
        import pandas as pd

        lang = language(lang)
        rows = [*self.comparison.rows, self.comparison.deadweight, self.comparison.displacement]
        return pd.DataFrame([_plain(row, lang) for row in rows if row]).set_index("measure")

    def who_pays(self, lang: str | None = None) -> pd.DataFrame:
        """What each party pays more than today, a row each, indexed by the party's id.

        `euro_per_year` is cash paid less cash received against today, in euros a year of real people, median over the pairs: a
        minus is money a party has left. `per_lasting_crossing` divides it by the extra lasting crossings a year; it is nan where
        there are none. Parties for whom nothing changes are left out.
        """
        import pandas as pd

        lang = language(lang)
        columns = ["payer", "name", "euro_per_year", "per_lasting_crossing"]
        rows = [[row["payer"], row[lang], row[columns[2]], row[columns[3]]] for row in self.comparison.who_pays]
        return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[2:], float)).set_index("payer")

    def business_case(self, lang: str | None = None) -> pd.DataFrame:
        """What each party has more than today after 1, 3 and 5 years: a row for each party and each of these that the run lasts.

        `euro` is present value in euros of real people (median over the pairs) with its bands; a plus is money kept, the other
        way round than in `who_pays`. `kind` is cash, opportunity (time or work missed, no payment) or derived (an estimate with
        tax, not to be added to the others). Empty when the run lasts less than a year.
        """
        import pandas as pd

        lang = language(lang)
        columns = ["party", "name", "kind", "years", "euro", *BANDS, "per_lasting_crossing"]
        case = self.comparison.business
        return pd.DataFrame(
            [
                [row.id, getattr(row, lang), *(getattr(row, column) for column in columns[2:])]
                for row in (case.rows if case else ())
            ],
            columns=columns,
        ).astype({"per_lasting_crossing": float})

    @property
    def pairs(self) -> int:
        """How many pairs of worlds were compared."""
        return self.plan.runs

    def headline(self, lang: str | None = None) -> str:
        """The effect on lasting crossings in a sentence or two: how many, in which band, how likely better, how sure."""
        lang = language(lang)
        row = next(row for row in self.comparison.rows if row.measure == HEADLINE)
        effect, low, high = (number(end, lang, decimals=0, signed=True) for end in (row.effect, row.low80, row.high80))
        months, chance = number(self.plan.months, lang), percent(row.chance_better, lang)
        said = Both(
            f"Blijvende overstappen in {months} maanden: {effect} mensen tegenover vandaag (80% van de paren: {low} tot {high}; "
            f"kans beter {chance}).",
            f"Lasting crossings in {months} months: {effect} people against today (80% of the pairs: {low} to {high}; "
            f"chance better {chance}).",
        ).said(lang)
        return f"{said} {UNSURE.said(lang)}" if row.low80 <= 0 <= row.high80 and row.low80 < row.high80 else said

    def report(self, lang: str | None = None) -> str:
        """Some lines to read: what was asked, the headline, what to bear in mind, and the command that repeats it."""
        lang = language(lang)
        package = getattr(self.plan.package, lang) if self.plan.package else NO_PACKAGE.said(lang)
        lines = [f"{getattr(self.plan.situation, lang)}: {package}", self._size(lang), self.headline(lang)]
        return "\n".join([*lines, *(note.said(lang) for note in self._notes()), f"{REPEAT.said(lang)} {self.command}"])

    def __repr__(self) -> str:
        return self.report()

    def save(self, folder: str | Path) -> list[Path]:
        """Write the files that `command` names and that do not come with the product; their paths, none when it needs none.

        Run the command in that folder. Raises InputError rather than replace a file with another content; then nothing is written.
        """
        texts = {Path(folder) / name: package_text(content) for name, content in self.files.items()}
        for path, text in texts.items():
            if path.exists() and path.read_text(encoding="utf-8") != text:
                nl = f"{path} is er al, met een andere inhoud; kies een andere map"
                raise InputError(nl, f"{path} is there already, with another content; choose another folder")
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return list(texts)

    def _size(self, lang: str) -> str:
        plan = self.plan
        people, each = number(plan.workers, lang), number(plan.weight, lang, decimals=0 if plan.weight >= 10 else 1)
        return Both(
            f"{self.pairs} {'paar' if self.pairs == 1 else 'paren'} · {people} gesimuleerde mensen, elk voor {each} echte · "
            f"{plan.months} maanden · seed {plan.seed}",
            f"{self.pairs} {'pair' if self.pairs == 1 else 'pairs'} · {people} simulated people, each for {each} real ones · "
            f"{plan.months} months · seed {plan.seed}",
        ).said(lang)

    def _notes(self) -> list[Both]:
        said = [READ]
        if self.plan.assumed:
            said.append(ASSUMED)
            if plausible(self.plan.assumed).outside:
                said.append(OUTSIDE)
        return said if self.comparison.settled else [*said, UNSETTLED]


def language(lang: str | None) -> str:
    """The language asked for, else the usual one; raises InputError for one that there is not."""
    if lang is None:
        return usual_language()
    if lang not in LANGUAGES:
        nl, en = did_you_mean(str(lang), LANGUAGES)
        raise InputError(f"er is geen taal '{lang}'; {nl}", f"there is no language '{lang}'; {en}")
    return lang


def _plain(row: EffectRow, lang: str) -> dict[str, Any]:
    unit = UNITS_NL.get(row.unit, row.unit) if lang == "nl" else row.unit
    numbers = {name: getattr(row, name) for name in ("today", "package", "effect", *BANDS, "chance_better")}
    return {"measure": row.measure, "name": getattr(row, lang), "unit": unit, **numbers,
            "noise": row.monte_carlo_error, "pairs": row.pairs}  # fmt: skip
