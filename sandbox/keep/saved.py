"""The state as a file: what is set, so that another laptop without internet opens the same."""

from __future__ import annotations

import json
from dataclasses import replace

from sandbox import link
from sandbox.state import Settings
from sandbox.texts import text
from sim import VERSION

KIND = "loopbrug-settings"
MOST = 200_000  # characters of a file that is read back


def save(settings: Settings) -> str:
    """The settings as the text of a file; the same words as in a link."""
    return json.dumps({"kind": KIND, "version": VERSION, "link": link.to_link(settings)}, indent=1) + "\n"


def load(words: str, before: Settings) -> tuple[Settings, str]:
    """The settings of a file, in the language at hand, and a sentence for what could not be read; nonsense changes nothing."""
    try:
        found = json.loads(words[:MOST])
    except (ValueError, RecursionError):  # no JSON, or brackets in brackets without end
        return before, text("load_wrong", before.lang)
    if not isinstance(found, dict) or found.get("kind") != KIND or not isinstance(found.get("link"), str):
        return before, text("load_wrong", before.lang)
    settings, notes = link.from_link(found["link"] or None)
    version = found.get("version")
    if not isinstance(version, str):
        notes = [text("load_no_version", before.lang, now=VERSION), *notes]
    elif version != VERSION:
        notes = [text("load_older", before.lang, version=version[:20], now=VERSION), *notes]
    return replace(settings, lang=before.lang), " ".join(notes)
