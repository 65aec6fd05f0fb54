"""Put a finished estimate into the product: `python -m calibration.ship DIR`. From then on every run lives under its sets."""

import argparse
import gzip
import shutil
from pathlib import Path

from calibration.calibrate import ESTIMATE_FILE, RUNS_FILE, SETS_FILE, TABLES
from sim.posterior import FILE

# All runs of the estimate that ships: `loopbrug calibrate --from` begins with them.
KEPT_RUNS = Path(__file__).parent / f"{RUNS_FILE}.gz"


def ship(folder: Path) -> None:
    """Copy the sets and the tables that the report reads, and keep the runs; raises FileNotFoundError naming what lacks, before
    anything changes.
    """
    wanted = [SETS_FILE, ESTIMATE_FILE, *TABLES]
    for name in (*wanted, RUNS_FILE):
        if not (folder / name).is_file():
            raise FileNotFoundError(f"{folder / name} is not there: the estimate is not finished.")
    FILE.parent.mkdir(exist_ok=True)
    for name in wanted:
        shutil.copyfile(folder / name, FILE.parent / name)
    # Without a date the same runs are the same file.
    KEPT_RUNS.write_bytes(gzip.compress((folder / RUNS_FILE).read_bytes(), mtime=0))


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path)
    ship(ask.parse_args().folder)
