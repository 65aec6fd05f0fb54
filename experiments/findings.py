"""The findings: what becomes of the claims of the documents when the model is asked, written as one page in two languages.

    python -m experiments.findings > docs/findings.md        # takes some minutes

Nothing is tuned to make a claim come true. The headline of each finding follows from its figures, so that a change in the model
changes the sentence too.
"""

import sys
import time
from collections.abc import Mapping

from experiments.found import Finding, Found
from experiments.on_the_bridge import lead_time, own_share, selection, try_outs
from experiments.on_the_market import displacement, money_alone, scale, tight_sectors
from experiments.together import together

FINDINGS = (
    Finding("own-share", own_share), Finding("try-outs", try_outs), Finding("tight-sectors", tight_sectors),
    Finding("money-alone", money_alone), Finding("lead-time", lead_time), Finding("together", together),
    Finding("scale", scale), Finding("selection", selection), Finding("displacement", displacement),
)  # fmt: skip

HEAD = {
    "nl": (
        "# Bevindingen",
        """*Gemaakt door `experiments/findings.py`; niet met de hand wijzigen. [English below](#findings)*""",
        """De documenten achter dit model voorspellen dingen: dat een kleine eigen bijdrage helpt, dat proeven uitval voorkomt, dat de
        veertien doorbraken elkaar versterken. Hier is nagegaan wat het model ervan maakt. De parameters zijn met de hand gezet en
        niet bijgesteld om een voorspelling te laten uitkomen. Een uitkomst zegt dus wat uit deze regels en deze cijfers volgt, niet
        wat in Nederland waar is. Iedere regel stamt wel uit die documenten: dat een richting klopt, is op zichzelf geen bewijs.""",
        """Lezen: elke vergelijking is dezelfde wereld onder ander beleid, met hetzelfde toeval. In de tabellen staat het gemiddelde over
        de paren, tussen haakjes waar de middelste 80% van de paren valt, en na ± de ruis (standaardfout van het gemiddelde). Een
        richting heet zichtbaar als het gemiddelde meer dan twee keer de ruis van nul ligt. Getallen zonder band zijn over alle
        paren samen. Hoe goed hefbomen werken is per paar getrokken uit hun bandbreedte. Een *variant* is geen voorspelling maar een
        wereld waarin meer mensen de brug gebruiken, omdat er vandaag te weinig zijn om iets aan te zien.""",
    ),
    "en": (
        "# Findings",
        """*Made by `experiments/findings.py`; do not edit by hand.*""",
        """The documents behind this model predict things: that a small own contribution helps, that trying out prevents drop-out, that
        the fourteen breakthroughs strengthen one another. Here is what the model makes of them. The parameters were set by hand and
        not adjusted to make a prediction come true. So a result says what follows from these rules and these figures, not what is
        true in the Netherlands. Each rule does come from those documents: that a direction agrees is no evidence in itself.""",
        """How to read: each comparison is the same world under other policy, with the same luck. The tables give the mean over the
        pairs, in brackets where the middle 80% of the pairs lies, and after ± the noise (standard error of the mean). A direction
        is called visible when the mean lies more than twice the noise from nothing. Numbers without a band are over all pairs
        together. How well levers work is drawn for each pair from their range. A *variant* is no forecast but a world in which more
        people use the bridge, because today there are too few to see anything by.""",
    ),
}  # fmt: skip


def page(found: Mapping[str, Found]) -> str:
    """The page in Markdown, Dutch first, from what each finding (by id) found."""
    halves = []
    for lang, head in HEAD.items():
        sections = [finding.page(found[finding.id], place, lang) for place, finding in enumerate(FINDINGS, 1)]
        halves.append("\n\n".join([*(" ".join(part.split()) for part in head), *sections]))
    return "\n\n---\n\n".join(halves) + "\n"


def main() -> None:
    """Ask all questions at full size and print the page; what is being asked, and how long it took, goes to standard error."""
    found = {}
    for finding in FINDINGS:
        began = time.monotonic()
        found[finding.id] = finding.ask(1.0)
        print(f"{finding.id}: {found[finding.id].verdict}, {time.monotonic() - began:.0f} s", file=sys.stderr)
    print(page(found), end="")


if __name__ == "__main__":
    main()
