"""The words of the sandbox, in Dutch and English: in texts.yaml beside this file, those of a page in pages/<page>.yaml."""

from pathlib import Path

import yaml

LANGUAGES = ("nl", "en")
HERE = Path(__file__).parent


def _read() -> dict[str, dict[str, str]]:
    """All words; a key may stand in one file only, since the last would silently win."""
    found: dict[str, dict[str, str]] = {}
    for file in (HERE / "texts.yaml", *sorted((HERE / "pages").glob("*.yaml"))):
        words = yaml.safe_load(file.read_text(encoding="utf-8"))
        twice = found.keys() & words.keys()
        if twice:
            raise ValueError(f"{file.name} has words that stand elsewhere too: {', '.join(sorted(twice))}")
        found |= words
    return found


TEXTS = _read()


def text(key: str, lang: str, **fields: object) -> str:
    """The text under this key in the language, with its fields filled in. Raises KeyError for an unknown key."""
    words = TEXTS[key][lang]
    return words.format(**fields) if fields else words


def both(key: str, **fields: object) -> tuple[str, str]:
    """The text under this key in Dutch and in English."""
    return text(key, "nl", **fields), text(key, "en", **fields)
