"""The words of ``loopbrug lattice``, in Dutch and English; `texts.py` and `help.py` take them in."""

from sim.words import Both

TEXTS: dict[str, dict[str, str]] = {
    "lattice_title": {
        "nl": "{situation}: alle {arms} combinaties van {parts} doorbraken, tegenover vandaag. {measure} ({unit})",
        "en": "{situation}: all {arms} combinations of {parts} breakthroughs, against today. {measure} ({unit})",
    },
    "lattice_part": {"nl": "Doorbraak", "en": "Breakthrough"},
    "lattice_shapley": {"nl": "Aandeel in het geheel (Shapley)", "en": "Share in the whole (Shapley)"},
    "lattice_band": {"nl": "80%-band", "en": "80% band"},
    "lattice_alone": {"nl": "Alleen", "en": "Alone"},
    "lattice_last": {"nl": "Als laatste erbij", "en": "Added last"},
    "lattice_whole": {"nl": "Alles samen", "en": "All together"},
    "lattice_together_more": {
        "nl": "Alleen samen? Samen brengen ze meer dan los: {whole} tegenover {alone} als u optelt wat elk alleen doet. "
        "Het verschil is {extra} ({low} … {high}).",
        "en": "Only together? Together they bring more than apart: {whole} against {alone} when what each does alone is added up. "
        "The difference is {extra} ({low} … {high}).",
    },
    "lattice_together_less": {
        "nl": "Alleen samen? Nee, samen brengen ze minder dan los: {whole} tegenover {alone} als u optelt wat elk alleen doet. "
        "Het verschil is {extra} ({low} … {high}).",
        "en": "Only together? No, together they bring less than apart: {whole} against {alone} when what each does alone is added "
        "up. The difference is {extra} ({low} … {high}).",
    },
    "lattice_together_not-certain": {
        "nl": "Alleen samen? Niet zeker: samen {whole}, en {alone} als u optelt wat elk alleen doet. "
        "Het verschil is {extra} ({low} … {high}).",
        "en": "Only together? Not certain: together {whole}, and {alone} when what each does alone is added up. "
        "The difference is {extra} ({low} … {high}).",
    },
    "lattice_log": {
        "nl": "Gerekend in verhoudingen (elk maakt de uitkomst zoveel procent groter) is het verschil {extra} ({low} … {high}).",
        "en": "Reckoned in ratios (each makes the outcome so many per cent larger) the difference is {extra} ({low} … {high}).",
    },
    "lattice_pair_more": {
        "nl": "Met elkaar meer, het sterkst: {one} + {other}: {size} ({low} … {high}).",
        "en": "More with each other, strongest: {one} + {other}: {size} ({low} … {high}).",
    },
    "lattice_pair_less": {
        "nl": "Met elkaar minder, het sterkst: {one} + {other}: {size} ({low} … {high}).",
        "en": "Less with each other, strongest: {one} + {other}: {size} ({low} … {high}).",
    },
    "lattice_pair_none": {
        "nl": "Van geen enkel paar is zeker dat het met elkaar meer of minder doet dan los.",
        "en": "Of no pair is it certain that it does more or less with each other than apart.",
    },
    "lattice_smallest": {
        "nl": "Het kleinste pakket dat {share} van het geheel haalt: {parts} ({count} van de {all}; {reached}). "
        "Gekozen op de andere werelden haalt zo'n pakket {held}.",
        "en": "The smallest package that reaches {share} of the whole: {parts} ({count} of the {all}; {reached}). "
        "Chosen on the other worlds such a package reaches {held}.",
    },
    "lattice_smallest_none": {
        "nl": "Alles samen maakt deze uitkomst niet beter, dus er is geen deel van te halen.",
        "en": "All together do not make this outcome better, so there is no share of it to reach.",
    },
    "lattice_next": {
        "nl": "Na {given} brengt het meest: {part}, {gain} ({low} … {high}); {sure}.",
        "en": "After {given} most is brought by {part}, {gain} ({low} … {high}); {sure}.",
    },
    "lattice_first": {
        "nl": "Als eerste brengt het meest: {part}, {gain} ({low} … {high}); {sure}.",
        "en": "As the first, most is brought by {part}, {gain} ({low} … {high}); {sure}.",
    },
    "lattice_sure": {"nl": "zeker meer dan elke andere", "en": "certainly more than any other"},
    "lattice_not_sure": {
        "nl": "niet zeker meer dan de tweede ({second})",
        "en": "not certainly more than the second ({second})",
    },
    "lattice_nothing": {"nl": "niets", "en": "nothing"},
    "lattice_next_none": {"nl": "Alle doorbraken zijn er al.", "en": "All breakthroughs are there already."},
    "lattice_rounded": {
        "nl": "Van deze uitkomst staan in de tabel alleen banden; het kleinste pakket en de beste volgende staan in de map.",
        "en": "Of this outcome the table holds bands only; the smallest package and the best next stand in the folder.",
    },
    "lattice_worth": {
        "nl": "Niets goedkopers doet evenveel: effect tegenover {cost} ({unit}); {shown} van de {all} zulke pakketten",
        "en": "Nothing cheaper does as much: effect against {cost} ({unit}); {shown} of the {all} such packages",
    },
    "lattice_effect": {"nl": "Effect", "en": "Effect"},
    "lattice_cost": {"nl": "Kosten", "en": "Cost"},
    "lattice_parts": {"nl": "Doorbraken", "en": "Breakthroughs"},
    "lattice_of": {
        "nl": "Van {seeds} werelden (seed {list}), {workers} gesimuleerde mensen, {months} maanden. Het midden is het gemiddelde "
        "over de werelden; in de band valt 80% ervan. Wie het beste uit zoveel combinaties kiest, kiest ook op toeval.",
        "en": "Of {seeds} worlds (seed {list}), {workers} simulated people, {months} months. The middle is the mean over the "
        "worlds; 80% of them fall in the band. Who picks the best of so many combinations picks by chance as well.",
    },
    "lattice_assumed": {
        "nl": "Dosis, sterkte en prijs van elke doorbraak zijn met de hand gezet: een volgorde van doorbraken is eerst een "
        "volgorde van die aannames.",
        "en": "Dose, strength and price of each breakthrough were set by hand: an order of breakthroughs is first of all an order "
        "of those assumptions.",
    },
    "lattice_few": {
        "nl": "Met minder dan {least} werelden is er geen band waar iets uit volgt: niets is zeker.",
        "en": "With fewer than {least} worlds there is no band from which anything follows: nothing is certain.",
    },
    "lattice_old": {
        "nl": "Let op: deze tabel is van een eerdere rekenkern, of van andere cijfers of parametersets.",
        "en": "Beware: this table is of an earlier engine, or of other figures or parameter sets.",
    },
    "lattice_stopped": {
        "nl": "Gestopt; {done} van de {asked} seeds zijn af en staan in {path}. Dezelfde opdracht gaat verder waar het was.",
        "en": "Stopped; {done} of the {asked} seeds are finished and stand in {path}. The same command goes on where it was.",
    },
}

COMMANDS = {
    "lattice": Both(
        "Reken alle combinaties van doorbraken door en zeg wat elke doorbraak bijdraagt, wat alleen samen werkt, welk klein pakket "
        "bijna alles haalt en welke doorbraak de beste volgende is. Duurt lang; wie stopt kan later verder in dezelfde map.",
        "Run every combination of breakthroughs and say what each contributes, what only works together, which small package "
        "reaches nearly all and which breakthrough is the best next one. It takes long; who stops can go on later in the same "
        "folder.",
    ),
}
EXAMPLES = {"lattice": "loopbrug lattice nederland-2025 --out {out} --workers 1000 --months 24 --runs 4"}
WORDS = {"part": Both("0…1", "0…1"), "parts": Both("NAAM,NAAM,…", "NAME,NAME,…"), "column": Both("UITKOMST", "OUTCOME")}
PARAMETERS: dict[str, tuple[str, Both]] = {
    "kept": ("folder", Both(
        "Bewaar alle combinaties in deze map; wat klaar is blijft, en dezelfde opdracht gaat verder waar het was.",
        "Keep all combinations in this folder; what is finished stays, and the same command goes on where it was.")),
    "asked_of": ("folder", Both(
        "Stel vragen aan een map die al klaar is, zonder te rekenen. Zonder --out en --from: aan de tabel die erbij zit.",
        "Ask a folder that is finished already, without running. Without --out and --from: the table that ships.")),
    "whole_package": ("name", Both(
        "Het pakket waarvan alle combinaties worden gerekend, met zijn doses. Zonder deze optie alle-doorbraken.",
        "The package of which all combinations are run, with its doses. Without this option alle-doorbraken.")),
    "arm_workers": ("number", Both(
        "Gesimuleerde mensen van 15-74 jaar in elke wereld. Zonder deze optie 10.000.",
        "Simulated people of 15-74 in each world. Without this option 10,000.")),
    "arm_months": ("number", Both("Hoeveel maanden. Zonder deze optie 60.", "How many months. Without this option 60.")),
    "arm_runs": ("number", Both(
        "Hoeveel seeds: werelden waarin alle combinaties worden gerekend. Zonder deze optie 8.",
        "How many seeds: worlds in which all combinations are run. Without this option 8.")),
    "outcome": ("column", Both(
        "De uitkomst waar de vragen over gaan, zoals lasting-crossings of net-public.",
        "The outcome that the questions are about, such as lasting-crossings or net-public.")),
    "cost": ("column", Both(
        "De kosten waar het effect tegenover staat: net-public, of party- met een partij erachter, zoals party-uwv.",
        "The cost against which the effect is put: net-public, or party- with a party behind it, such as party-uwv.")),
    "reach": ("part", Both(
        "Welk deel van het hele effect het kleinste pakket moet halen.",
        "Which part of the full effect the smallest package must reach.")),
    "given": ("parts", Both(
        "De doorbraken die er al zijn, zoals D01,D07, als u vraagt welke de beste volgende is.",
        "The breakthroughs that are there already, such as D01,D07, when you ask which is the best next one.")),
}  # fmt: skip
