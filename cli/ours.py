"""``sim`` is a common name: another package of that name must not quietly take the place of ours. Importing this checks it."""

import sys
from importlib.util import find_spec
from pathlib import Path


def stranger() -> str:
    """Where a ``sim`` that is not ours stands; empty when all is well."""
    found = find_spec("sim")
    ours = Path(__file__).resolve().parent.parent / "sim" / "__init__.py"
    at = Path(found.origin).resolve() if found and found.origin else None
    return "" if at == ours else str(at or "?")


if place := stranger():
    print(f"Een ander pakket met de naam sim staat in de weg ({place}).", file=sys.stderr)
    print(f"Another package called sim stands in the way ({place}).", file=sys.stderr)
    sys.exit(1)
