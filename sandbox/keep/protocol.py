"""A text in plain Markdown (headings, paragraphs, lists, tables) as pages of A4. Drawn with matplotlib."""

from __future__ import annotations

import io
import re
from functools import lru_cache

from sandbox.keep.paper import A4, LEFT, SOFT, Column

FOOT = 0.09  # of the page: below this a new page begins


@lru_cache(maxsize=8)
def pdf(markdown: str) -> bytes:
    """The pages of a text; kept, since a page asks for the same again whenever it is drawn."""
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    whole = io.BytesIO()
    with PdfPages(
        whole, metadata={"Title": markdown.split("\n", 1)[0].lstrip("# "), "Creator": "Loopbrug", "CreationDate": None}
    ) as pages:
        page = Column(Figure(figsize=A4))
        for block in markdown.strip().split("\n\n"):
            for part in _parts(block):
                if page.y - height(part) < FOOT:
                    _close(pages, page)
                    page = Column(Figure(figsize=A4))
                _say(page, part)
        _close(pages, page)
    return whole.getvalue()


def _parts(block: str) -> list[str]:
    """A list in its items; anything else as it is."""
    return block.split("\n") if block.startswith("- ") else [block]


def height(part: str) -> float:
    """About how much of a page a part takes, on the safe side."""
    lines = part.split("\n") if part.startswith("|") else [part[k : k + 80] for k in range(0, len(part), 80)]
    return 0.02 * (len(lines) + 1) * (1.6 if part.startswith("|") else 1)


def _say(page: Column, part: str) -> None:
    if part.startswith("|"):
        rows = [
            [_bare(cell.strip()) for cell in row.strip("|").split("|")] for row in part.split("\n") if not row.startswith("| ---")
        ]
        first = 0.34 if len(rows[0]) > 2 else 0.6
        page.table(rows, [first, *([(1 - first) / (len(rows[0]) - 1)] * (len(rows[0]) - 1))])
    elif part.startswith("# "):
        page.say(_bare(part[2:]), 15, "bold")
    elif part.startswith("## "):
        page.head(_bare(part[3:]))
    elif part.startswith("- "):
        page.items([_bare(part[2:])])
    else:
        page.say(_bare(part))


def _bare(words: str) -> str:
    """The words without the marks of Markdown; a dollar sign would begin a formula."""
    return re.sub(r"\*\*|`", "", words).replace("$", r"\$")


def _close(pages: object, page: Column) -> None:
    page.sheet.text(LEFT, 0.03, "Loopbrug", fontsize=8, color=SOFT)
    pages.savefig(page.sheet)  # type: ignore[attr-defined]
