"""The words on the screens of a workshop, in Dutch and English: they stand in words.yaml beside this file."""

from pathlib import Path

from sandbox.texts import LANGUAGES, read_texts

TEXTS = read_texts(Path(__file__).parent / "words.yaml")


def text(key: str, lang: str, **fields: object) -> str:
    """The text under this key in the language, with its fields filled in. Raises KeyError for an unknown key."""
    words = TEXTS[key][lang]
    return words.format(**fields) if fields else words


def language(wanted: str | None) -> str:
    """A language of ours: the one wanted, or else Dutch."""
    return wanted if wanted in LANGUAGES else LANGUAGES[0]
