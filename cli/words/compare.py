"""Words of `compare` and `run`: headings, notes and the picture."""

TEXTS: dict[str, dict[str, str]] = {
    "title_compare": {"nl": "{situation}: {package}, tegenover vandaag", "en": "{situation}: {package}, against today"},
    "title_run": {"nl": "{situation}: {package}", "en": "{situation}: {package}"},
    "title_pays": {"nl": "Wie betaalt wat meer dan vandaag", "en": "Who pays what more than today"},
    "no_package": {"nl": "geen nieuw beleid", "en": "no new policy"},
    "deadweight": {"nl": "Was ook zonder het pakket overgestapt", "en": "Would have crossed without the package"},
    "displacement": {"nl": "Verdringing van anderen", "en": "Displacement of others"},
    "unsettled": {
        "nl": "Let op: minstens een wereld was aan het begin nog niet tot rust gekomen. Een deel van wat hier verandert, "
        "kan daarvan komen; neem meer --workers.",
        "en": "Note: at least one world had not come to rest at the start. Part of what changes here may come from that; "
        "take more --workers.",
    },
    "assumed": {
        "nl": "Met --assume is ook de wereld van vandaag veranderd: vergelijk deze uitkomst niet met een zonder.",
        "en": "With --assume today's world was changed as well: do not compare this result with one without it.",
    },
    "outside": {
        "nl": "Let op: deze aannames liggen samen buiten wat past bij de cijfers over de arbeidsmarkt. Lees de uitkomst als een "
        "proef, niet als een schatting.",
        "en": "Note: together these assumptions lie outside what goes with the figures of the labour market. Read the result as "
        "a trial, not as an estimate.",
    },
    "cohort": {
        "nl": "Let op: het pakket is voor een groep van {people}, en daarvoor staan hier {simulated} gesimuleerde mensen: "
        "ieder staat voor {weight} echte.",
        "en": "Note: the package is for a group of {people}, for which {simulated} simulated people stand here: each stands "
        "for {weight} real ones.",
    },
    "cohort_one": {
        "nl": "Let op: het pakket is voor een groep van {people}, en daarvoor staat hier {simulated} gesimuleerd mens: "
        "ieder staat voor {weight} echte.",
        "en": "Note: the package is for a group of {people}, for which {simulated} simulated person stands here: each stands "
        "for {weight} real ones.",
    },
    "cohort_way": {"nl": "Een op een wordt het met --workers {workers}.", "en": "For one to one, take --workers {workers}."},
    "cohort_no_way": {
        "nl": "Een op een kan hier niet: daarvoor zijn {workers} gesimuleerde mensen nodig.",
        "en": "One to one cannot be had here: it would take {workers} simulated people.",
    },
    "how_to_read": {
        "nl": "Elk paar is dezelfde wereld twee keer: vandaag en met het pakket. De band is waar 80% of 95% van de "
        "paren valt; ruis is de fout in het effect doordat er niet meer paren zijn. Hobbels en hefbomen zijn met de hand "
        "gezet: lees richting en volgorde, geen voorspelling.",
        "en": "Each pair is the same world twice: today and with the package. The band holds 80% or 95% of the pairs; "
        "noise is the error in the effect because there are no more pairs. Barriers and levers were set by hand: read "
        "direction and order, not a forecast.",
    },
    "idle": {
        "nl": "Voor een groep personen werkt een deel van deze hefbomen niet: wat een werkgever voor al zijn mensen doet. "
        "Het gaat om: {levers}.",
        "en": "For a group of persons part of these levers does nothing: what an employer does for all its people. "
        "It is about: {levers}.",
    },
    "why_bands": {
        "nl": "Van de band van '{measure}' komt ongeveer {unknown} doordat niet precies bekend is hoe de wereld werkt en "
        "hoe goed hefbomen werken; de rest is toeval.",
        "en": "Of the band of '{measure}' about {unknown} comes from not knowing exactly how the world works and how well "
        "levers work; the rest is chance.",
    },
    "how_to_read_run": {
        "nl": "De band is waar 80% of 95% van de runs valt. Een run alleen zegt niets over beleid: gebruik daarvoor "
        "loopbrug compare.",
        "en": "The band holds 80% or 95% of the runs. A run alone says nothing about policy: use loopbrug compare for that.",
    },
    "axis": {
        "nl": "verschil met vandaag (punt: mediaan, dikke lijn: 80%, dunne lijn: 95% van de paren)",
        "en": "difference from today (dot: median, thick line: 80%, thin line: 95% of the pairs)",
    },
    "better": {"nl": "beter", "en": "better"},
    "worse": {"nl": "slechter", "en": "worse"},
}
