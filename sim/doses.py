"""A package from doses typed on the command line, such as "neutral-guide=0.5"."""

import math
from collections.abc import Sequence

from sim.faults import Fault
from sim.policies.catalogue import levers
from sim.policies.package import LeverUse, Package
from sim.reading import InputError
from sim.words import Both, between, unknown


def package_from_settings(given: Sequence[str], base: Package | None = None) -> Package:
    """A package from texts such as "neutral-guide=0.5", for everyone and from the start; raises InputError.

    With a base package, a lever it already uses gets the new dose and keeps its months and scope; others are added.
    """
    doses = dict(_dose(text) for text in given)
    if len(doses) < len(given):
        names = [text.partition("=")[0].strip() for text in given]
        twice = next(name for name in names if names.count(name) > 1)
        nl = f"de dosis van '{twice}' staat er twee keer, houd er een"
        raise InputError(nl, f"the dose of '{twice}' is given twice, keep one of the two")
    kept = base.levers if base else ()
    uses = [use.model_copy(update={"dose": doses[use.lever]}) if use.lever in doses else use for use in kept]
    present = {use.lever for use in kept}
    uses += [LeverUse(lever=name, dose=dose) for name, dose in doses.items() if name not in present]
    if base:
        return base.model_copy(update={"levers": tuple(uses)})
    return Package(id="own-settings", nl="Eigen instellingen", en="Own settings", levers=tuple(uses))


def _dose(text: str) -> tuple[str, float]:
    name, equals, number = (part.strip() for part in text.partition("="))
    if not equals:
        nl = f"'{text}' moet de vorm HEFBOOM=DOSIS hebben, zoals neutral-guide=0.5"
        raise InputError(nl, f"'{text}' is not of the form LEVER=DOSE, such as neutral-guide=0.5")
    if name not in levers():
        raise InputError(*unknown("lever", name, levers()))
    try:
        dose = float(number)
    except ValueError:
        dose = math.nan
    if not math.isfinite(dose) or "_" in number or not number.isascii():
        raise InputError(*_no_dose(name, number))
    try:
        levers()[name].check_dose(dose)
    except Fault as fault:
        raise InputError(*fault.both) from None
    return name, dose


def _no_dose(name: str, number: str) -> Both:
    nl, en = between(levers()[name].low, levers()[name].high, Both("", ""))
    point = Both(", schrijf een punt en geen komma", ", write a point and no comma") if "," in number else Both("", "")
    return Both(
        f"de dosis van '{name}' moet een getal {nl} zijn, niet '{number}'{point.nl}",
        f"the dose of '{name}' must be a number {en}, not '{number}'{point.en}",
    )
