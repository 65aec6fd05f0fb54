"""What all tables on the terminal have in common."""

from rich import box
from rich.table import Table


def new_table(title: str | None) -> Table:
    """An empty table in the house's look."""
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
