"""Words of progress, and of a run that is stopped."""

TEXTS: dict[str, dict[str, str]] = {
    "stopped": {
        "nl": "Gestopt; {done} van de {asked} runs waren klaar.",
        "en": "Stopped; {done} of the {asked} runs were finished.",
    },
    "stopped_kept": {
        "nl": "Gestopt; {done} van de {asked} runs waren klaar en staan in {path}.",
        "en": "Stopped; {done} of the {asked} runs were finished and stand in {path}.",
    },
    "stopped_empty": {"nl": "Gestopt voordat een run klaar was.", "en": "Stopped before a run was finished."},
    "stopping": {
        "nl": "Stoppen: wat nu loopt wordt eerst netjes beëindigd (nog een keer Ctrl-C stopt meteen).",
        "en": "Stopping: what is under way is brought to an end first (Ctrl-C again stops at once).",
    },
    "stopped_short": {"nl": "gestopt", "en": "stopped"},
    "working": {"nl": "Rekenen", "en": "Working"},
    "first_use": {"nl": "Eerste keer: rekenkern wordt klaargezet", "en": "First use: preparing the engine"},
    "first_use_long": {
        "nl": "Eerste keer: de rekenkern wordt klaargezet, dat duurt ongeveer een minuut.",
        "en": "First use: the engine is being prepared, which takes about a minute.",
    },
    "time_left": {"nl": "nog", "en": "time left"},
}
