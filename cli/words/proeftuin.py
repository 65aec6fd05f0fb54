"""The words of ``loopbrug proeftuin``: its help page, and what it says. cli/help.py and cli/texts.py join them to the others."""

from sim.words import Both

COMMANDS = {
    "proeftuin": Both(
        "Ontwerp een proeftuin voordat hij begint (design): wat laat een groep van deze grootte zien, en wat niet? En leer ervan "
        "als hij klaar is (update).",
        "Design a pilot before it begins (design): what does a group of this size show, and what not? And learn from it when it is "
        "over (update).",
    ),
}
EXAMPLES = {
    "proeftuin": "loopbrug proeftuin design nederland-2025 --package gids-en-traineeship --participants 37 --claim 0.7 --runs 8",
}
WORDS = {
    "step": Both("design|update", "design|update"), "list": Both("NAAM,NAAM,…", "NAME,NAME,…"),
    "design": Both("OPZET", "DESIGN"), "outcome": Both("UITKOMST", "OUTCOME"),
}  # fmt: skip
PARAMETERS: dict[str, tuple[str, Both]] = {
    "step": ("step", Both(
        "Wat u wilt: design ontwerpt een proeftuin, update leert van de uitkomst.",
        "What you want: design designs a pilot, update learns from its outcome.")),
    "where": ("situation", Both(
        "Bij design: naam van een situatie (zie loopbrug show situations), of een eigen YAML-bestand.",
        "With design: name of a situation (see loopbrug show situations), or a YAML file of your own.")),
    "participants": ("number", Both(
        "Hoeveel echte mensen meedoen; bij loting samen met wie niet wordt ingeloot.",
        "How many real people take part; with a lot, those who are not drawn included.")),
    "employers": ("list", Both(
        "Bij welke werkgevers van de situatie, of in welke sectoren. Een echt bedrijf heeft hier geen naam: kies zijn sector, of "
        "zet het met zijn grootte in een eigen situatie. Zonder deze optie iedereen in de doelgroep.",
        "At which employers of the situation, or in which sectors. A real firm has no name here: choose its sector, or put it with "
        "its size into a situation of your own. Without this option everyone in the target group.")),
    "design": ("design", Both(
        "Opzet: before-after, matched, random of phased. Zonder deze optie random; de andere drie staan ernaast.",
        "Design: before-after, matched, random or phased. Without this option random; the other three stand beside it.")),
    "outcome": ("outcome", Both(
        "Uitkomst: placed (ander werk), elsewhere (in een andere sector) of lasting (een jaar lang). Zonder deze optie placed.",
        "Outcome: placed (other work), elsewhere (in another sector) or lasting (for a year). Without this option placed.")),
    "claim": ("share", Both(
        "Een uitspraak om te toetsen: dit deel van de deelnemers bereikt de uitkomst, zoals 0.7.",
        "A claim to put to the test: this share of the participants reaches the outcome, such as 0.7.")),
    "pilot_months": ("number", Both(
        "Na hoeveel maanden de uitkomst wordt geteld. Zonder deze optie 12.",
        "After how many months the outcome is counted. Without this option 12.")),
    "results": ("file", Both(
        "Bij update: de tellingen van een proeftuin (YAML). Voorbeelden staan in scenarios/proeftuinen.",
        "With update: the counts of a pilot (YAML). Examples stand in scenarios/proeftuinen.")),
    "pilot_runs": ("number", Both(
        "Bij design: in hoeveel werelden. Meer werelden, minder ruis. Zonder deze optie 40.",
        "With design: in how many worlds. More worlds, less noise. Without this option 40.")),
    "pilot_sets": ("number", Both(
        "Bij update: hoeveel parametersets worden gewogen. Zonder deze optie 120.",
        "With update: how many parameter sets are weighed. Without this option 120.")),
    "pilot_people": ("number", Both(
        "Gesimuleerde mensen in elke wereld. Zonder deze optie 10.000, en 40.000 bij genoemde werkgevers.",
        "Simulated people in each world. Without this option 10,000, and 40,000 with named employers.")),
    "pilot_out": ("folder", Both(
        "Bij design: schrijf het protocol (nl en en), de cijfers en het formulier in deze map. Bij update: de nieuwe parametersets "
        "en het verslag.",
        "With design: write the protocol (nl and en), the figures and the form into this folder. With update: the new parameter "
        "sets and the report.")),
}  # fmt: skip
POSTERIOR = Both(
    "Reken met parametersets uit dit bestand, zoals die van proeftuin update. Mag bij elke opdracht. Zonder deze optie: "
    "LOOPBRUG_POSTERIOR, en anders die van het model.",
    "Run under the parameter sets of this file, such as those of proeftuin update. Goes with every command. Without this option: "
    "LOOPBRUG_POSTERIOR, or else those of the model.",
)
TEXTS: dict[str, dict[str, str]] = {
    "title_proeftuin": {"nl": "Proeftuin met {n} deelnemers: {package}", "en": "Pilot with {n} participants: {package}"},
    "how_to_read_proeftuin": {
        "nl": "Een band is waar 80% van de gesimuleerde proeftuinen uitkomt. Het effect is een aanname van het model: lees de "
        "kans om het te vinden samen met het kleinste verschil dat aantoonbaar is.",
        "en": "A band is where 80% of the simulated pilots end. The effect is an assumption of the model: read the chance to find "
        "it together with the smallest difference that can be shown.",
    },
    "title_learnt": {"nl": "Geleerd van: {name}", "en": "Learnt from: {name}"},
    "learnt_what": {"nl": "Wat", "en": "What"},
    "learnt_seen": {"nl": "Gezien", "en": "Seen"},
    "learnt_before": {"nl": "Verwacht vooraf", "en": "Expected before"},
    "learnt_after": {"nl": "Verwacht erna", "en": "Expected after"},
    "learnt_moved": {"nl": "Verschoven", "en": "Moved"},
    "title_forecasts": {"nl": "Hoe ver elke verwachting verschoof", "en": "How far each forecast moved"},
    "title_parameters": {"nl": "Parameters die het meest verschoven", "en": "Parameters that moved most"},
    "learnt_size": {
        "nl": "{sets} parametersets gewogen, met gemiddeld {simulated} gesimuleerde deelnemers elk; zij zeggen na de weging "
        "zoveel als {effective}. Een verschuiving is in standaardafwijkingen van vooraf.",
        "en": "{sets} parameter sets weighed, with {simulated} simulated participants each on average; after that they say as "
        "much as {effective}. A move is in standard deviations of before.",
    },
    "learnt_tolerance": {
        "nl": "Speling voor wat het model niet bevat: {tolerance} procentpunt. De deelnemers zijn gekozen en hebben geen "
        "vergelijkingsgroep: dit leert wat zij bereikten, niet wat de proeftuin deed.",
        "en": "Room for what the model leaves out: {tolerance} percentage points. Participants were chosen and have no "
        "comparison group: this learns what they reached, not what the pilot did.",
    },
    "learnt_nothing": {
        "nl": "Van deze tellingen leert het model (bijna) niets: wat de sets verwachten verschilt niet meer dan toeval en speling. "
        "Met meer --people wordt fijner gerekend.",
        "en": "From these counts the model learns (nearly) nothing: what the sets expect differs no more than chance and room. "
        "With more --people it is computed more finely.",
    },
    "learnt_few": {
        "nl": "Let op: bijna al het gewicht ligt op een paar sets. Neem meer --sets, of een ruimere tolerance.",
        "en": "Note: nearly all weight lies on a few sets. Take more --sets, or a wider tolerance.",
    },
    "learnt_against": {
        "nl": "Let op: {what} is met geen enkele set te rijmen ({seen} gezien). Het model mist hier iets; gebruik de nieuwe sets "
        "niet zonder te weten wat.",
        "en": "Note: {what} goes with no set at all ({seen} seen). The model misses something here; do not use the new sets "
        "without knowing what.",
    },
    "learnt_use": {
        "nl": "Gebruik ze: zet --posterior {path} bij een opdracht.",
        "en": "Use them: add --posterior {path} to a command.",
    },
}  # fmt: skip
