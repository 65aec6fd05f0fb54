"""Make the study: `python -m calibration.sensitivity --out DIR`. Stopped, it goes on where it was."""

import argparse
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from calibration.fit.evaluate import Progress
from calibration.sensitivity.study import Size, study
from sim.warm import warm
from sim.words import Complaint

LINES = 50  # runs between two words about progress


def whole(least: int) -> Callable[[str], int]:
    """Reads a whole number of at least `least`."""

    def read(given: str) -> int:
        if not given.isdigit() or int(given) < least:
            raise argparse.ArgumentTypeError(
                f"'{given}' is geen geheel getal vanaf {least}; '{given}' is no whole number from {least}"
            )
        return int(given)

    return read


def telling(stage: str) -> Progress:
    """Says now and then how far a stage is."""

    def tell(done: int, total: int) -> None:
        if done % LINES == 0 or done == total:
            print(f"{stage}: {done} / {total}", file=sys.stderr, flush=True)

    return tell


def main() -> int:
    """The exit status: 0, 2 for wrong input, 130 when the user stops it."""
    ask, usual = argparse.ArgumentParser(prog="python -m calibration.sensitivity", description=__doc__), Size()
    ask.add_argument("--out", type=Path, required=True, help="folder for the runs and the tables")
    ask.add_argument("--processes", type=whole(1), default=os.cpu_count() or 1)
    ask.add_argument("--trajectories", type=whole(2), default=usual.trajectories, help="of Morris")
    ask.add_argument("--power", type=whole(1), default=usual.power, help="2**power base points of Sobol")
    ask.add_argument("--people", type=whole(1_000), default=usual.people)
    ask.add_argument("--months", type=whole(24), default=usual.months)
    ask.add_argument("--worlds", type=whole(1), default=usual.worlds, help="worlds in a run")
    ask.add_argument("--seed", type=whole(0), default=usual.seed)
    given = vars(ask.parse_args())
    out, processes = given.pop("out"), given.pop("processes")
    warnings.filterwarnings("ignore", message="Constant values encountered")  # such as money that reaches nobody
    try:
        warm()
        study(out, Size(**given), processes, telling)
    except Complaint as error:
        print(f"{error.both.nl}\n{error.both.en}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{out}: hier kan niet worden geschreven ({error.strerror})", file=sys.stderr)
        print(f"{out}: this cannot be written to ({error.strerror})", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Gestopt; wat klaar is blijft bewaard.\nStopped; what is finished is kept.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
