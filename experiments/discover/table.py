"""A table of futures: a row for each, with its conditions and what came out of it under each package and under today's course.

A result's column is named by a measure and what was done, such as `lasting-crossings d01-vertrouwde-gids` and
`lasting-crossings today`. All other columns are conditions, but for those of NO_CONDITION and words that are nearly all different.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.discover.boxes import in_words, words_of
from sim.database import database
from sim.measures import MEASURES
from sim.reading import InputError
from sim.words import unknown

TODAY = "today"
SITUATION = "situation"
FILE = "futures.csv"
PEOPLE = "people"  # real people of 15-74 of the situation, by which situations of different sizes compare
NO_CONDITION = ("future", "run", "seed", PEOPLE)
MOST_WORDS = 20  # a condition in words with more of them is a name, not a condition
FEWEST = 40  # futures: half of them finds, half judges
PER = 10_000  # people
SUMS = ("people", "people/year", "EUR million", "EUR million/year")  # units that grow with the situation


@dataclass(frozen=True)
class Futures:
    """Conditions, a row for each future; and results of one measure, a column for each package and one for today.

    left_out : futures in which something is missing. per_people : whether results are per 10,000 people of the situation, as they
    are where a sum is told of situations of different sizes; else they are in the unit of the measure.
    """

    measure: str
    conditions: pd.DataFrame
    results: pd.DataFrame
    left_out: int
    per_people: bool

    @property
    def worth(self) -> pd.DataFrame:
        """The results with the sign that makes more better."""
        return self.results * sign(self.measure)


def sign(measure: str) -> float:
    """1 where more of a measure is better, -1 where less is."""
    return -1.0 if MEASURES[measure].better == "lower" else 1.0


def column(measure: str, done: str) -> str:
    """The name of a result's column."""
    return f"{measure} {done}"


def read_table(place: Path) -> pd.DataFrame:
    """The table in a file (CSV or Parquet), or in `futures.csv` of a folder. Raises InputError when it cannot be read."""
    import duckdb

    file = place / FILE if place.is_dir() else place
    if not file.is_file():
        raise InputError(f"er is geen bestand {file}", f"there is no file {file}")
    try:
        with database() as connection:
            read = connection.read_parquet if file.suffix == ".parquet" else connection.read_csv
            return read(str(file)).df()
    except duckdb.Error:
        raise InputError(
            f"{file}: dit is geen tabel die te lezen is, geef een CSV of Parquet met een regel per toekomst",
            f"{file}: this is no table that can be read, give a CSV or Parquet with a line for each future",
        ) from None


def futures(table: pd.DataFrame, measure: str, done: Sequence[str]) -> Futures:
    """What a table says of a measure under each of `done` (packages, `today`).

    Raises InputError for a measure or package that it does not hold, a result that is no number, and too few futures.
    """
    results = table[[_result(table, measure, name) for name in done]].set_axis(list(done), axis=1)
    for name in results:
        if in_words(results[name]):
            wrong = column(measure, str(name))
            raise InputError(
                f"kolom '{wrong}' heeft waarden die geen getal zijn", f"column '{wrong}' has values that are no numbers"
            )
    conditions = table[[name for name in table.columns if is_condition(table[name])]]
    whole = results.notna().all(axis=1) & conditions.notna().all(axis=1)
    if whole.sum() < FEWEST:
        raise InputError(
            f"er zijn {whole.sum()} toekomsten met een uitkomst, en minstens {FEWEST} zijn nodig om iets te vinden en te toetsen",
            f"there are {whole.sum()} futures with an outcome, and at least {FEWEST} are needed to find something and to test it",
        )
    conditions, results = (part[whole].reset_index(drop=True) for part in (conditions, results.astype(float)))
    per_people = MEASURES[measure].unit in SUMS and PEOPLE in table.columns and table[PEOPLE][whole].nunique() > 1
    if per_people:
        results = results.div(table[PEOPLE][whole].to_numpy() / PER, axis=0)
    return Futures(measure, conditions, results, int((~whole).sum()), per_people)


def is_condition(of: pd.Series) -> bool:
    """Whether a column says under what a future is lived, and not what came out or which one it is."""
    name = str(of.name)
    if name in NO_CONDITION or name.split(" ")[0] in MEASURES:
        return False
    return len(words_of(of)) <= MOST_WORDS if in_words(of) else True


def _result(table: pd.DataFrame, measure: str, done: str) -> str:
    there = [name.partition(" ")[2] for name in table.columns if name.partition(" ")[0] == measure]
    if not there:
        raise InputError(
            f"de tabel heeft geen kolommen van '{measure}', zoals '{measure} {TODAY}'",
            f"the table has no columns of '{measure}', such as '{measure} {TODAY}'",
        )
    if done not in there:
        raise InputError(*unknown("package", done, there))
    return column(measure, done)
