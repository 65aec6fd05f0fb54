"""Words of `calibrate`."""

TEXTS: dict[str, dict[str, str]] = {
    "title_estimate": {"nl": "Wat de patronen over de parameters zeggen", "en": "What the patterns say of the parameters"},
    "parameter": {"nl": "Parameter", "en": "Parameter"},
    "estimate_median": {"nl": "Midden", "en": "Median"},
    "estimate_interval": {"nl": "90% van de sets", "en": "90% of the sets"},
    "estimate_width": {"nl": "Over van het bereik", "en": "Left of the range"},
    "identified": {"nl": "Geschat", "en": "Identified"},
    "waves_left": {
        "nl": "Na {waves} golven is van alle mogelijke combinaties nog {share} over.",
        "en": "After {waves} waves {share} of all possible combinations is left.",
    },
    "truths_held": {
        "nl": "De methode op de proef gesteld met {truths} bedachte waarheden: {held} van de {of} intervallen van 90% bevatten de "
        "waarheid; dat moeten er minstens {least} zijn.",
        "en": "The method put to the test with {truths} truths of its own making: {held} of the {of} intervals of 90% hold the "
        "truth; it should be at least {least}.",
    },
    "effective_sets": {
        "nl": "{sets} parametersets, die samen zoveel zeggen als {effective} onafhankelijke.",
        "en": "{sets} parameter sets, which together say as much as {effective} independent ones.",
    },
}
