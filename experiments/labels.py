"""The labels of the tables of the findings: where something was measured, heads and rows, in Dutch and in English."""

from experiments.found import Head
from sim.words import Both

# One line a label reads best, however long its two names are.
# ruff: noqa: E501
# fmt: off

NOW = Both("Nederland 2025, met de loopbrug van vandaag", "The Netherlands 2025, with today's bridge")
WITH_GUIDES = Both("Variant: iedereen hoort ervan, gidsen voor allen", "Variant: all hear of it, guides for all")
WITH_COURSE = Both("Variant: iedereen hoort ervan, gidsen, cursus van zes maanden", "Variant: all hear of it, guides, a six-month course")
WITH_ALL = Both("Variant: alle veertien doorbraken, cursus van zes maanden", "Variant: all fourteen breakthroughs, a six-month course")
HEAR_OF_IT = Both("Variant: iedereen hoort van de loopbrug", "Variant: everyone hears of the bridge")
IN_THE_CORNER = Both("Dezelfde variant, parameters in de gunstigste hoek", "The same variant, parameters in the kindest corner")
SAME_BAR = Both("Dezelfde drempel, andere arbeidsmarkt (alle veertien)", "The same bar, other labour markets (all fourteen)")
NO_GAP = Both("Start over de brug zonder een maand werkloos, per 100 mensen met aanzegging die ervan horen", "Start over the bridge without a month unemployed, per 100 people under notice who hear of it")

OWN_HEADS = (
    Head("Eigen deel, %", "Own part, %", 0), Head("Matches per 1000 bereikt", "Matches per 1000 reached", 2),
    Head("Contracten per 1000", "Contracts per 1000", 2), Head("Uitval uit de cursus, %", "Drop-out of the course, %"),
    Head("Blijvend over de brug per 1000", "Lasting over the bridge per 1000", 3), Head("Verschil met 0%", "Change from 0%", 3),
)
TRYOUT_HEADS = (
    Head("Maat", "Measure"), Head("Zonder", "Without", 2), Head("Met", "With", 2), Head("Verschil", "Change", 2),
    Head("Niemand vergist zich (B03 weg): zonder", "Nobody is mistaken (B03 gone): without", 2), Head("Niemand vergist zich: met", "Nobody is mistaken: with", 2),
)
TRYOUT_ROWS = {
    "early": (Both("Stopt na proeven, per 100 matches", "Opts out after trying, per 100 matches"), "opted-out", "matched", 100.0),
    "gone": (Both("Plek al weg, keren per 100 matches", "Place gone, times per 100 matches"), "place-gone", "matched", 100.0),
    "starters": (Both("Starters per 1000 bereikt", "Starters per 1000 reached"), "started", "aware", 1000.0),
    "late": (Both("Vertrekt in het eerste jaar, per 100 starters", "Quits in the first year, per 100 starters"), "quits", "started", 100.0),
    "belief": (Both("Waarvan om het werk zelf", "Of whom over the work itself"), "quits-belief", "started", 100.0),
    "lasting": (Both("Blijvend over de brug per 1000 bereikt", "Lasting over the bridge per 1000 reached"), "over-the-bridge", "aware", 1000.0),
}
BAR_HEADS = (
    Head("Strenger dan elders, punten", "Stricter than elsewhere, points", 2), Head("Afgewezen per 100 matches", "Turned down per 100 matches"),
    Head("In opleiding per 1000 bereikt", "In training per 1000 reached", 2), Head("Uitval, %", "Drop-out, %"),
    Head("Vertrekt in het eerste jaar, %", "Quits in the first year, %"), Head("Blijvend per 1000: verschil met vandaag", "Lasting per 1000: change from today", 3),
)
LEAD_WORDS = {
    "0": Both("Vandaag", "Today"), "6": Both("6 maanden na de aanzegging", "6 months after the announcement"),
    "12": Both("12 maanden na de aanzegging", "12 months after the announcement"),
    "off": Both("Geen te laat loslaten (B04 weg)", "No late release (B04 gone)"),
}
PLACES = {
    "nederland-2013": Both("Ruim, als in 2013", "Slack, as in 2013"), "nederland-2025": Both("Nu, 2025", "Now, 2025"),
    "nederland-2022": Both("Krap, 2022", "Tight, 2022"),
}
BY_SECTOR = Both(
    "Nederland 2025, wie uit een andere sector kwam, naar de sector waar men heen ging",
    "The Netherlands 2025, who came from another sector, by the sector they went to",
)
SECTOR_HEADS = (
    Head("Sector", "Sector"), Head("Vacatures per 100 banen", "Vacancies per 100 jobs"),
    Head("Afstand oud en nieuw werk, 0-1", "Distance of old and new work, 0-1", 2),
    Head("Vertrekt om de landing of het werk in het eerste jaar, %", "Quits over the landing or the work in the first year, %"),
    Head("Na een jaar niet meer in de sector, %", "No longer in the sector after a year, %"),
    Head("Idem zonder harde landing (B07 weg), %", "The same without a hard landing (B07 gone), %"),
)
CORRELATION = Both("Samenhang tussen de 16 sectoren (rangcorrelatie)", "Links between the 16 sectors (rank correlation)")
CORRELATION_HEADS = (Head("Tussen", "Between"), Head("Rangcorrelatie", "Rank correlation", 2))
CORRELATED = {
    "quits": Both("Vacatures en vroeg vertrek", "Vacancies and early quits"), "gone": Both("Vacatures en na een jaar weg", "Vacancies and gone after a year"),
    "soft": Both("Vacatures en na een jaar weg, zonder harde landing", "Vacancies and gone after a year, without a hard landing"),
    "far": Both("Afstand en vroeg vertrek", "Distance and early quits"),
}
BY_MARKET = Both(
    "Dezelfde landing in een ruime en een krappe arbeidsmarkt", "The same landing in a slack and a tight labour market"
)
MARKET_HEADS = (Head("Arbeidsmarkt", "Labour market"), SECTOR_HEADS[1], *SECTOR_HEADS[3:5])
MONEY_HEADS = (
    Head("Beleid", "Policy"), Head("Deel van het scholingsgeld voor overstappers, %", "Share of training money for crossings, %"),
    Head("Gebruikt deel van wat apart staat, %", "Used share of what is set aside, %", 2),
    Head("Geweigerd om geld, % van de geselecteerden", "Refused for money, % of those selected"),
    Head("Starters per 1000 inwoners", "Starters per 1000 inhabitants", 3), Head("Verschil met vandaag", "Change from today", 3),
    Head("Blijvend over de brug per 1000", "Lasting over the bridge per 1000", 3),
)
SCALE = Both("Nederland 2025: alle doorbraken behalve vooruitkijken, cursus van zes maanden, voor een groep met een aanzegging of WW; per 100 deelnemers",
             "The Netherlands 2025: all breakthroughs but foresight, a six-month course, for a group under notice or on WW; per 100 participants")
SCALE_HEADS = (
    Head("Deelnemers", "Participants", 0), Head("Gesimuleerde mensen per paar", "Simulated people per pair"),
    Head("Extra blijvende overstappen", "Extra lasting crossings"), Head("Starters", "Starters"), Head("Niets gevonden", "Found nothing"), Head("Plek al weg (keren)", "Place gone (times)"), Head("Geen opleidingsplek", "No seat on a course"),
    Head("Geweigerd om geld (keren)", "Refused for money (times)"),
)
GROUP_WORDS = {
    "guides": Both("gidsen, en zij horen ervan", "guides, and they hear of it"),
    "all": Both("alle doorbraken behalve vooruitkijken", "all breakthroughs but foresight"),
}

TWINS = Both("Per 100 mensen die het pakket bereikt, in drie jaar; 80.000 mensen met een aanzegging of WW bij het begin", "Per 100 people the package reaches, in three years; 80,000 people under notice or on WW at the start")

TWIN_HEADS = (
    Head("Arbeidsmarkt en pakket", "Labour market and package"), Head("Zij: extra mensen met een blijvende overstap", "They: extra people with a lasting crossing"),
    Head("Anderen: minder mensen met een blijvende overstap", "Others: fewer people with a lasting crossing"), Head("Zij: vaker aangenomen", "They: hired more times"),
    Head("Anderen: minder vaak aangenomen", "Others: hired fewer times"), Head("Ook zonder pakket, % van hun blijvende overstappen (als groep)", "Without the package too, % of their lasting crossings (as a group)"),
    Head("Waarvan door dezelfde mensen, %", "Of which by the same people, %"),
)
OUTCOMES = (
    ("lasting", Both("Alle blijvende overstappen", "All lasting crossings")),
    ("over-the-bridge", Both("Daarvan over de brug", "Of which over the bridge")),
)
SUM_HEADS = (
    Head("Maat", "Measure"), Head("Samen", "Together", 2), Head("Som van de losse effecten", "Sum of the single effects", 2), Head("Verschil", "Difference", 2),
    Head("Log: samen", "Log: together", 2), Head("Log: som", "Log: sum", 2), Head("Log: verschil", "Log: difference", 2),
)
MONEY_ROWS = {
    "today": Both("Vandaag", "Today"), "budget": Both("Persoonlijk budget van 2000 euro", "Personal budget of 2000 euros"),
    "fund": Both("Helft van de heffing sectoroverstijgend", "Half of the levy cross-sector"),
    "redirected": Both("Omgelegd geld (vergoeding, WW, oude werkgever)", "Redirected money (severance, WW, old employer)"),
    "money": Both("Al dit geld samen", "All this money together"),
    "contract": Both("Eerst het contract (met baangarantie en gedeeld risico)", "Contract first (with job guarantee and shared risk)"),
}
