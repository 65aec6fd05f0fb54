"""Where results may be written: refuse early, in one sentence, and never overwrite unasked."""

import tempfile
from pathlib import Path

from cli.errors import WrongInput, reason

# What a run writes into --out; --force clears these and nothing else. The manifest goes first: without it nothing
# in the folder counts as finished.
MANIFEST = "manifest.json"
TABLES = ("events", "series", "people", "ledger")


def prepare_out(out: Path | None, force: bool) -> Path | None:
    """Check --out of a run and make the folder; with --force results of an earlier run are taken away, so that two never mix.

    Raises WrongInput as `kept_folder` does, and when the folder holds anything while --force was not given.
    """
    if out is None:
        return None
    out = kept_folder(out)
    try:
        out.mkdir(exist_ok=True)
        if any(out.iterdir()) and not force:
            nl = f"--out {out} is niet leeg, kies een andere map of zet er --force bij om de resultaten te vervangen"
            raise WrongInput(nl, f"--out {out} is not empty, choose another folder or add --force to replace its results")
        if force:
            _clear(out)
    except OSError as error:
        raise _refused("--out", out, error) from error
    return out


def kept_folder(out: Path) -> Path:
    """Check --out of work that goes on where it was; what stands in it is judged by who reads it, who also makes it.

    Raises WrongInput when the parent folder is missing, when it is a file, and when it cannot be written to.
    """
    if out == Path():
        nl = "--out noemt geen map, geef er een, zoals --out uit"
        raise WrongInput(nl, "--out names no folder, give one, such as --out results")
    out = out.expanduser()
    _check_parent(out, "--out")
    if out.exists() and not out.is_dir():
        raise WrongInput(f"--out {out} is een bestand, geef een map", f"--out {out} is a file, give a folder")
    try:
        new = not out.exists()
        out.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
        if new:  # what is asked may still be refused, and then nothing is left behind
            out.rmdir()
    except OSError as error:
        raise _refused("--out", out, error) from error
    return out


def prepare_file(path: Path | None, option: str, endings: tuple[str, ...], force: bool) -> Path | None:
    """Check a single file to be written: known ending, a folder that takes it, not there yet unless --force."""
    if path is None:
        return None
    path = path.expanduser()
    if path.suffix.lower() not in endings:
        nl = f"{option} {path} moet eindigen op {' of '.join(endings)}"
        raise WrongInput(nl, f"{option} {path} must end in {' or '.join(endings)}")
    _check_parent(path, option)
    if path.is_dir():
        raise WrongInput(f"{option} {path} is een map, geef een bestand", f"{option} {path} is a folder, give a file")
    try:
        if path.exists() and not force:
            nl = f"{option} {path} bestaat al, kies een andere naam of zet er --force bij om het te vervangen"
            raise WrongInput(nl, f"{option} {path} exists already, choose another name or add --force to replace it")
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}."):  # a name as long as the one to come
            pass
    except OSError as error:
        raise _refused(option, path, error) from error
    return path


def _refused(option: str, path: Path, error: OSError) -> WrongInput:
    nl, en = reason(error)
    return WrongInput(f"{option} {path} kan niet geschreven worden: {nl}", f"{option} {path} cannot be written: {en}")


def _check_parent(path: Path, option: str) -> None:
    parent = path.absolute().parent
    if not parent.is_dir():
        nl = f"{option} {path} kan niet gemaakt worden, want de map {parent} bestaat niet"
        raise WrongInput(nl, f"{option} {path} cannot be made, because the folder {parent} does not exist")


def _clear(out: Path) -> None:
    (out / MANIFEST).unlink(missing_ok=True)
    for table in TABLES:
        for file in (*(out / table).glob("*.parquet"), *(out / table).glob(".*.parquet.*.tmp")):
            file.unlink()
