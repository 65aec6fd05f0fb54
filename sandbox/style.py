"""The look of the sandbox: style.css and a file for each page, as one sheet."""

from pathlib import Path

HERE = Path(__file__).parent
STYLE = "\n".join(
    file.read_text(encoding="utf-8") for file in (HERE / "style.css", *sorted((HERE / "pages").glob("*.css")))
)  # fmt: skip
