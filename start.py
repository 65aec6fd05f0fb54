#!/usr/bin/env python3
"""The two commands of loopbrug: ``python3 start.py`` opens the sandbox, ``python3 start.py test`` tests it.

``python3 start.py ARGS...`` is ``loopbrug ARGS...``. On first use this makes a virtual environment in ``.venv`` (or in
the folder named by LOOPBRUG_VENV) and installs into it what ``constraints.txt`` lists. Standard library only, and it
must stay readable by an older Python, so that it can say that the Python is too old. What it says, it says in Dutch and
in English: who starts it for the first time has not chosen a language yet.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("LOOPBRUG_VENV") or ROOT / ".venv").expanduser().absolute()
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".loopbrug-stamp"
LOG = VENV / "install.log"
EXTRAS = "all"

NOTHING_ASKED = ["app"]  # the sandbox

# What installers say when they cannot reach the package index.
NETWORK_SIGNS = (
    "connection",
    "dns error",
    "name resolution",
    "network is unreachable",
    "timed out",
    "error sending request",
    "max retries",
    "no matching distribution",  # plain pip ends with this when every attempt to connect failed
)


def main(arguments: list[str]) -> int:
    """Set up when needed, then hand over to loopbrug or to pytest."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this file is the one that may meet an older Python)
        this = "{}.{}".format(*sys.version_info[:2])
        return fail(f"loopbrug vraagt Python 3.11 of nieuwer, en dit is {this}",
                    f"loopbrug needs Python 3.11 or newer, and this is {this}")  # fmt: skip
    try:
        if not ready():
            set_up()
    except NotOurs as error:
        return fail(error.nl, error.en, status=2)
    except SetUpError as error:
        return fail(error.nl, error.en)
    except OSError as error:
        why = error.strerror or error
        return fail(f"de omgeving in {VENV} kon niet worden gemaakt: {why}", f"the environment in {VENV} could not be made: {why}")
    except KeyboardInterrupt:
        return fail("gestopt; de volgende start begint het klaarzetten opnieuw",
                    "stopped; the next start begins the set-up again", status=130)  # fmt: skip
    return hand_over(command_for(arguments))


def command_for(arguments: list[str]) -> list[str]:
    """The command line to run inside the environment."""
    if arguments[:1] == ["test"]:
        chosen = arguments[1:]
        os.chdir(ROOT)
        workers = [] if any(a.startswith(("-n", "--numprocesses", "--pdb")) for a in chosen) else ["-n", "2"]
        return [str(PYTHON), "-m", "pytest", *workers, *chosen]
    # -P: a folder called sim or cli in the folder of the user must not come before ours.
    return [str(PYTHON), "-P", "-m", "cli", *(arguments or NOTHING_ASKED)]


def hand_over(command: list[str]) -> int:
    """Become the command (POSIX), or run it and wait for it whatever the user presses (Windows)."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the child got it as well and decides
            continue


# --- setting up -------------------------------------------------------------------------------------------------------


class SetUpError(Exception):
    """The environment could not be made; told in one sentence for the user, in Dutch and in English."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.nl, self.en = nl, en


class NotOurs(SetUpError):
    """LOOPBRUG_VENV names a folder that holds something else: wrong input."""


def ready() -> bool:
    """True when the environment is complete and made for these very files."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == stamp()


def stamp() -> str:
    """Identity of what has to be installed: the two files, the extras, the Python and the place."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    digest.update(f"{EXTRAS} {sys.version_info[:2]} {ROOT}".encode())
    return digest.hexdigest()


def set_up() -> None:
    """Make the environment afresh; the stamp comes last, so that a half-made one is never taken for a whole one."""
    if VENV.exists() and not (VENV / "pyvenv.cfg").exists() and not (VENV.is_dir() and not any(VENV.iterdir())):
        raise NotOurs(f"{VENV} is geen virtuele omgeving en blijft zoals hij is; zet LOOPBRUG_VENV op een andere map",
                      f"{VENV} is no virtual environment, so it is left alone; set LOOPBRUG_VENV to another folder")  # fmt: skip
    print("Eerste start: alles wordt klaargezet, een paar minuten, in 1,5 GB op de schijf.", file=sys.stderr)
    print("First start: everything is being set up, a few minutes, in 1.5 GB on the disk.", file=sys.stderr)
    STAMP.unlink(missing_ok=True)
    uv = shutil.which("uv")
    if not (uv and install_with_uv_outside(uv)):
        pip = make_with_venv()
        install_with_venv(pip)
    STAMP.write_text(stamp())


def wanted() -> list[str]:
    """What every installer is asked for: this project, with its extras, within the constraints."""
    return ["-c", str(ROOT / "constraints.txt"), "-e", f"{ROOT}[{EXTRAS}]"]


def install_with_uv_outside(uv: str) -> bool:
    """Fast way: a uv that is already there does everything. False when it could not, for whatever reason."""
    made = attempt([uv, "venv", "-q", "--clear", "--python", sys.executable, str(VENV)])
    return made and attempt([uv, "pip", "install", "-q", "-p", str(PYTHON), *wanted()])


def make_with_venv() -> list[str]:
    """Make the environment with the standard library; returns the pip that can install into it."""
    make = [sys.executable, "-m", "venv", "--clear"]
    if attempt([*make, str(VENV)]):
        return [str(PYTHON), "-m", "pip"]
    # Some Linux systems ship Python without ensurepip: then the pip of that Python can work on the environment.
    if attempt([*make, "--without-pip", str(VENV)]) and attempt([sys.executable, "-m", "pip", "--version"]):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    raise SetUpError("deze Python heeft geen pip en kan er geen maken; installeer die (op Debian: apt install python3-venv)",
                     "this Python has no pip and cannot make one, so install it (on Debian: apt install python3-venv)")  # fmt: skip


def install_with_venv(pip: list[str]) -> None:
    """Install through a uv put into the environment (three times as fast), else with plain pip."""
    install = [*pip, "install", "-q", "--disable-pip-version-check"]
    via_uv = [str(PYTHON), "-m", "uv", "pip", "install", "-q", "-p", str(PYTHON), *wanted()]
    if attempt([*install, "uv"]) and attempt(via_uv):
        return
    if not attempt([*install, *wanted()]):
        raise SetUpError(*what_went_wrong())


def attempt(command: list[str]) -> bool:
    """Run quietly, keeping the output in install.log; True when it went well."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if VENV.is_dir():
        with LOG.open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(command)}\n{done.stdout}\n")
    return done.returncode == 0


def what_went_wrong() -> tuple[str, str]:
    """One sentence from the last attempt in the log, in Dutch and in English."""
    last = LOG.read_text(encoding="utf-8").rpartition("\n$ ")[2].lower()
    if "no space left" in last:
        return (f"de schijf is vol: de omgeving in {VENV} vraagt ongeveer 1,5 GB",
                f"the disk is full: the environment in {VENV} needs about 1.5 GB")  # fmt: skip
    if any(sign in last for sign in NETWORK_SIGNS):
        return (f"de pakketten konden niet worden opgehaald; controleer de internetverbinding en probeer het opnieuw (zie {LOG})",
                f"the packages could not be downloaded, so look at the network connection and try again (see {LOG})")  # fmt: skip
    return f"de pakketten konden niet worden geïnstalleerd (zie {LOG})", f"the packages could not be installed (see {LOG})"


def fail(nl: str, en: str, status: int = 1) -> int:
    """Say in one sentence, in Dutch and in English, what went wrong; returns the exit status."""
    print(f"start.py: {nl}.\nstart.py: {en}.", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
