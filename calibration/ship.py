"""Put a finished estimate into the product: `python -m calibration.ship DIR`. From then on every run lives under its sets."""

import argparse
import shutil
from pathlib import Path

from calibration.calibrate import ESTIMATE_FILE, SETS_FILE, TABLES
from sim.posterior import FILE


def ship(folder: Path) -> None:
    """Copy the sets and the tables that the report reads; raises FileNotFoundError naming what lacks, before anything changes."""
    wanted = [SETS_FILE, ESTIMATE_FILE, *TABLES]
    for name in wanted:
        if not (folder / name).is_file():
            raise FileNotFoundError(f"{folder / name} is not there: the estimate is not finished.")
    FILE.parent.mkdir(exist_ok=True)
    for name in wanted:
        shutil.copyfile(folder / name, FILE.parent / name)


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path)
    ship(ask.parse_args().folder)
