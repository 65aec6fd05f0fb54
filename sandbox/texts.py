"""The words of the sandbox, in Dutch and English: they stand in texts.yaml beside this file."""

from pathlib import Path

import yaml

LANGUAGES = ("nl", "en")

TEXTS: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("texts.yaml").read_text(encoding="utf-8"))


def text(key: str, lang: str, **fields: object) -> str:
    """The text under this key in the language, with its fields filled in. Raises KeyError for an unknown key."""
    words = TEXTS[key][lang]
    return words.format(**fields) if fields else words


def both(key: str, **fields: object) -> tuple[str, str]:
    """The text under this key in Dutch and in English."""
    return text(key, "nl", **fields), text(key, "en", **fields)
