"""Words of tables and endings that many commands share."""

TEXTS: dict[str, dict[str, str]] = {
    "measure": {"nl": "Maat", "en": "Measure"},
    "today": {"nl": "Vandaag", "en": "Today"},
    "package": {"nl": "Pakket", "en": "Package"},
    "effect": {"nl": "Effect", "en": "Effect"},
    "bands": {"nl": "80%- en 95%-band", "en": "80% and 95% band"},
    "picture": {"nl": "Ligging om nul", "en": "Around zero"},
    "chance": {"nl": "Kans beter", "en": "Chance better"},
    "error": {"nl": "Ruis", "en": "Noise"},
    "median": {"nl": "Mediaan", "en": "Median"},
    "stage": {"nl": "Stap", "en": "Stage"},
    "people": {"nl": "Mensen", "en": "People"},
    "payer": {"nl": "Wie betaalt", "en": "Who pays"},
    "euro_per_year": {"nl": "Euro per jaar", "en": "Euro a year"},
    "per_lasting_crossing": {"nl": "Per blijvende overstap", "en": "Per lasting crossing"},
    "repeat": {"nl": "Herhaal: {command}", "en": "Repeat: {command}"},
    "written": {"nl": "Geschreven: {path}", "en": "Written: {path}"},
    "id": {"nl": "Id", "en": "Id"},
    "name": {"nl": "Naam", "en": "Name"},
    "yes": {"nl": "ja", "en": "yes"},
    "no": {"nl": "nee", "en": "no"},
}
