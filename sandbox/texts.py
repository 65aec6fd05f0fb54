"""The words of the sandbox, in Dutch and English: they stand in texts.yaml beside this file, those of a page beside the page."""

from pathlib import Path

import yaml

LANGUAGES = ("nl", "en")


def read_texts(*files: Path) -> dict[str, dict[str, str]]:
    """The texts of all these files by key. Raises ValueError when two files have the same key."""
    texts: dict[str, dict[str, str]] = {}
    for file in files:
        own = yaml.safe_load(file.read_text(encoding="utf-8"))
        if twice := texts.keys() & own.keys():
            raise ValueError(f"{file.name} has texts that another file has too: {', '.join(sorted(twice))}")
        texts |= own
    return texts


HOME = Path(__file__).parent
TEXTS = read_texts(HOME / "texts.yaml", *sorted((HOME / "pages").glob("*.yaml")))


def text(key: str, lang: str, **fields: object) -> str:
    """The text under this key in the language, with its fields filled in. Raises KeyError for an unknown key."""
    words = TEXTS[key][lang]
    return words.format(**fields) if fields else words


def both(key: str, **fields: object) -> tuple[str, str]:
    """The text under this key in Dutch and in English."""
    return text(key, "nl", **fields), text(key, "en", **fields)
