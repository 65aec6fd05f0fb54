"""All pages, in the order of the menu and of the tabs."""

from __future__ import annotations

from functools import partial

from sandbox.pages import (
    Page,
    Work,
    compare,
    flows,
    keep,
    lattice,
    library,
    money,
    outcome,
    persons,
    pilot,
    research,
    sources,
    start,
    valid,
    who,
    why,
)

VIEWS = (
    Page("outcome", "/zandbak", outcome.html, view=True),
    Page("why", "/zandbak/waarom", why.html, view=True, work=why.WORK),
    Page("who", "/zandbak/wie", who.html, view=True),
    Page("persons", "/zandbak/persoon", persons.html, view=True, work=Work(persons.asked, persons.meet_with)),
    Page("money", "/zandbak/geld", money.html, view=True),
    Page("flows", "/zandbak/stromen", flows.html, view=True),
)
PAGES = (
    Page("start", "/", start.html),
    *VIEWS,
    Page("compare", "/vergelijk", compare.html, work=compare.WORK),
    Page("lattice", "/samen", lattice.html),
    Page("library", "/bibliotheek", library.html),
    Page("pilot", "/proeftuin", pilot.html, work=pilot.WORK, reads=pilot.READS),
    Page("sources", "/herkomst", sources.html, answers=True),
    Page("valid", "/klopt-het", valid.html),
    Page("research", "/onderzoek", research.html, answers=True),
    Page("keep", "/bewaren", partial(keep.html, views=VIEWS), answers=True, reads=keep.READS),
)
SANDBOX = "/zandbak"  # where the views are, and what the menu shows of them


def page_of(path: str | None) -> tuple[Page, bool]:
    """The page at a path, and True when there is none and it is the nearest one above."""
    wanted = "/" + (path or "").strip("/")
    known = {page.path: page for page in PAGES}
    if wanted in known:
        return known[wanted], False
    return known.get("/" + wanted.split("/")[1], known["/"]), True
