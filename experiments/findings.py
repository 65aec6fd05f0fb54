"""The findings: what becomes of the claims of the documents when the model is asked, written as one page in two languages.

    python -m experiments.findings > docs/findings.md        # takes some minutes

Nothing is tuned to make a claim come true. The headline of each finding follows from its figures, so that a change in the model
changes the sentence too.
"""

import sys
import time
from collections.abc import Mapping

from experiments.found import Finding, Found, texts
from experiments.on_the_bridge import lead_time, own_share, selection, try_outs
from experiments.on_the_market import displacement, money_alone, scale, tight_sectors
from experiments.together import together

FINDINGS = (
    Finding("own-share", own_share, ("seen", "falling", "rising", "unsure", "in-corner")),
    Finding("try-outs", try_outs, ("seen", "early-only", "otherwise", "taste")),
    Finding("tight-sectors", tight_sectors, ("seen", "none", "opposite", "none-in-time", "opposite-in-time")),
    Finding(
        "money-alone", money_alone, tuple(f"{to}-{more}" for to in ("inside", "across") for more in ("money", "even", "contract"))
    ),
    Finding("lead-time", lead_time, ("seen", "unsure")),
    Finding("together", together, ("more", "more-in-people", "as-much", "less-in-people", "less")),
    Finding("scale", scale, ("seen", "starts-only", "unsure", "opposite")),
    Finding("selection", selection, ("seen", "opposite", "unsure")),
    Finding("displacement", displacement, ("seen", "hires-only", "unsure")),
)


def page(found: Mapping[str, Found]) -> str:
    """The page in Markdown, Dutch first, from what each finding (by id) found."""
    halves = []
    for lang, head in texts()["page"].items():
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
