"""Words of `show`."""

TEXTS: dict[str, dict[str, str]] = {
    "start": {"nl": "Begin", "en": "Start"},
    "workers": {"nl": "Mensen", "en": "People"},
    "months": {"nl": "Maanden", "en": "Months"},
    "group": {"nl": "Groep", "en": "Group"},
    "barrier": {"nl": "Hobbel", "en": "Barrier"},
    "acts": {"nl": "Werkt", "en": "Acts"},
    "unit": {"nl": "Eenheid", "en": "Unit"},
    "low": {"nl": "Laagst", "en": "Lowest"},
    "high": {"nl": "Hoogst", "en": "Highest"},
    "default": {"nl": "Vandaag", "en": "Today"},
    "step": {"nl": "Stap", "en": "Step"},
    "actor": {"nl": "Wie", "en": "Who"},
    "grade": {"nl": "Graad", "en": "Grade"},
    "kind": {"nl": "Soort", "en": "Kind"},
    "value": {"nl": "Waarde", "en": "Value"},
    "source": {"nl": "Bron", "en": "Source"},
    "code": {"nl": "Code", "en": "Code"},
    "about": {"nl": "Waarover", "en": "About"},
}
