"""Several packages as one, and a package as the text of a file that reads back to the same terms."""

from __future__ import annotations

from collections.abc import Sequence

import yaml
from pydantic import BaseModel

from sim.policies.package import MOST_SCOPES, LeverUse, Package, distinct_scopes
from sim.reading import InputError

GRADES = ("seen", "derived", "recall", "assumption")  # from sure to unsure
WIDTH = 132


def combined(packages: Sequence[Package]) -> Package:
    """One package that does all that these do; its grade is the least sure of theirs.

    Raises InputError when two of them set one lever for the same scope in another way, or when there are too many scopes. What
    two of them do alike is done once.
    """
    packages = [package for k, package in enumerate(packages) if package not in packages[:k]]
    if len(packages) == 1:
        return packages[0]
    uses: list[LeverUse] = []
    for package in packages:
        uses += _new_uses(uses, package, packages)
    routes = tuple(dict.fromkeys(route for package in packages for route in package.routes))
    first = packages[0]
    whole = first.model_copy(
        update={
            "id": "-plus-".join(package.id for package in packages),
            "nl": " + ".join(package.nl for package in packages),
            "en": " + ".join(package.en for package in packages),
            "about_nl": " ".join(package.about_nl for package in packages if package.about_nl),
            "about_en": " ".join(package.about_en for package in packages if package.about_en),
            "source": "; ".join(dict.fromkeys(package.source for package in packages if package.source)),
            "grade": max((package.grade for package in packages), key=GRADES.index),
            "levers": tuple(uses), "routes": routes,
        }
    )  # fmt: skip
    if len(distinct_scopes(whole)) > MOST_SCOPES:
        nl = f"deze pakketten samen hebben meer dan {MOST_SCOPES} verschillende doelgroepen, neem er minder"
        raise InputError(nl, f"these packages together have more than {MOST_SCOPES} different scopes, take fewer")
    return whole


def _new_uses(present: Sequence[LeverUse], package: Package, packages: Sequence[Package]) -> list[LeverUse]:
    """The uses of a package that are not there yet; raises InputError when one of them goes against one that is."""
    added = []
    for use in package.levers:
        same = [other for other in present if other.lever == use.lever and other.scope == use.scope]
        if not same:
            added.append(use)
        elif use not in same:
            other = next(p for p in packages if same[0] in p.levers)
            nl = f"'{other.id}' en '{package.id}' zetten '{use.lever}' verschillend voor dezelfde mensen, pas een van de twee aan"
            en = f"'{other.id}' and '{package.id}' set '{use.lever}' differently for the same people, change one of the two"
            raise InputError(nl, en)
    return added


def with_own_doses(package: Package) -> Package:
    """A package whose doses were changed by hand: it no longer bears the name of the design, nor its source and grade."""
    if package.id == "own-settings":
        return package
    names = {"id": f"{package.id}-changed", "nl": f"{package.nl}, aangepast", "en": f"{package.en}, changed"}
    return package.model_copy(update={**names, "grade": "assumption", "source": ""})


def package_text(package: BaseModel) -> str:
    """A package (or a situation) as a YAML file that reads back to the same."""
    plain = package.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=WIDTH)
