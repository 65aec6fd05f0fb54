"""Words of `dock`."""

TEXTS: dict[str, dict[str, str]] = {
    "title_dock": {
        "nl": "De {shown} beroepen waarin langdurige werkloosheid het meest stijgt, in %",
        "en": "The {shown} occupations in which long-term unemployment rises most, in %",
    },
    "occupation": {"nl": "Beroep", "en": "Occupation"},
    "dock_expected": {"nl": "Werkloos, verwacht", "en": "Unemployed, expected"},
    "dock_simulated": {"nl": "gesimuleerd ± ruis", "en": "simulated ± noise"},
    "dock_expected_long": {"nl": "Langdurig, verwacht", "en": "Long-term, expected"},
    "dock_simulated_long": {"nl": "gesimuleerd ± ruis", "en": "simulated ± noise"},
    "dock_apart": {
        "nl": "In de helft van de beroepen ligt gesimuleerd ({workers} mensen) hoogstens {short} procentpunt van verwacht bij "
        "werkloos, en {long} bij langdurig; de ruis is daar in de helft hoogstens {short_error} en {long_error}.",
        "en": "In half of the occupations simulated ({workers} people) lies at most {short} percentage points from expected for "
        "unemployed, and {long} for long-term; the noise is in half of them at most {short_error} and {long_error}.",
    },
    "how_to_read_dock": {
        "nl": "Elk getal is de verandering van een percentage: gemiddeld over de 30 jaar van automatisering, tegenover daarvoor. "
        "Verwacht is uitgerekend voor heel veel mensen, gesimuleerd is geloot; ruis is de fout doordat er niet meer mensen en runs "
        "zijn, en die is in kleine beroepen groter. "
        "Dit toetst delen van de rekenkern aan een ander model en zegt niets over Nederland.",
        "en": "Each number is the change of a rate: the mean over the 30 years of automation, against before. Expected is worked "
        "out for very many people, simulated is drawn by lot; noise is the error because there are no more people and runs, and "
        "it is larger in small occupations. This tests parts of the engine against another model and tells nothing of the "
        "Netherlands.",
    },
}
