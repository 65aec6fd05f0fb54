"""A folder of a sweep as one table: asked in SQL with DuckDB, or handed to pandas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from experiments.sweep.store import MANIFEST, RESULTS
from sim.database import database
from sim.reading import InputError
from sim.views.bands import QUANTILES

if TYPE_CHECKING:
    import pandas as pd

BY = ("situation", "package", "arm")


def query(folder: Path, sql: str = "from results") -> pd.DataFrame:
    """What a question in SQL gives; `results` is the table of all rows, with the situation of each. All of them without one.

    Raises InputError when there is no sweep in the folder, or nothing of it is finished.
    """
    files = folder / RESULTS / "*" / "*.parquet"
    if not (folder / MANIFEST).exists() or next((folder / RESULTS).glob("*/[!.]*.parquet"), None) is None:
        raise InputError(f"in {folder} staat geen uitkomst van een reeks", f"there is no result of a sweep in {folder}")
    with database() as connection:
        quoted = str(files).replace("'", "''")
        connection.execute(f"create view results as from read_parquet('{quoted}', hive_partitioning = true)")
        return connection.execute(sql).df()


def effects(folder: Path, measure: str, dimension: str = "all", by: tuple[str, ...] = BY) -> pd.DataFrame:
    """Effect on one measure by arm and group: pairs, mean, noise (standard error), and the quantiles that bands are made of."""
    keys = ", ".join([*by, "member", "unit"])
    quantiles = f"quantile_cont(effect, {list(QUANTILES)})"
    names = ("low95", "low80", "effect", "high80", "high95")
    bands = ", ".join(f"q[{k}] as {name}" for k, name in enumerate(names, 1))
    return query(
        folder,
        f"""
        select {keys}, pairs, mean, noise, {bands} from (
            select {keys}, count(*) as pairs, avg(effect) as mean, stddev_samp(effect) / sqrt(count(*)) as noise, {quantiles} as q
            from results where measure = '{measure}' and dimension = '{dimension}' group by {keys})
        order by {keys}""",
    )
