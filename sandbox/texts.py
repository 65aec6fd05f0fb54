"""The words of the sandbox, in Dutch and English."""

LANGUAGES = ("nl", "en")

TEXTS: dict[str, dict[str, str]] = {
    # starting the server
    "serving": {
        "nl": "De zandbak staat op {address} (Ctrl-C om te stoppen).",
        "en": "The sandbox is at {address} (Ctrl-C to stop).",
    },
    "port_taken": {
        "nl": "poort {port} is al in gebruik, kies een andere met --port",
        "en": "port {port} is already in use, choose another with --port",
    },
    "wrong_port": {
        "nl": "--port is {port} maar moet tussen {low} en {high} liggen",
        "en": "--port is {port} but must lie between {low} and {high}",
    },
    "not_installed": {
        "nl": "de zandbak is niet geïnstalleerd; start met python3 start.py of installeer loopbrug[app]",
        "en": "the sandbox is not installed; start with python3 start.py or install loopbrug[app]",
    },
    # head
    "title": {"nl": "Loopbrug", "en": "Loopbrug"},
    "what_it_is": {
        "nl": "Een gesimuleerde arbeidsmarkt: probeer uit wat een pakket van doorbraken doet met mensen die willen overstappen.",
        "en": "A simulated labour market: try out what a package of breakthroughs does to people who want to cross over.",
    },
    "language": {"nl": "Taal", "en": "Language"},
    "nl": {"nl": "Nederlands", "en": "Nederlands"},
    "en": {"nl": "English", "en": "English"},
    # choosing
    "situation": {"nl": "Situatie", "en": "Situation"},
    "situation_help": {"nl": "Waar en wanneer speelt het?", "en": "Where and when does it take place?"},
    "policy": {"nl": "Wat doen we?", "en": "What do we do?"},
    "presets": {"nl": "Begin met een pakket", "en": "Start from a package"},
    "no_package": {"nl": "Geen pakket", "en": "No package"},
    "no_package_about": {"nl": "Het beleid van vandaag. Schuif zelf.", "en": "Today's policy. Move the levers yourself."},
    "only_fits_elsewhere": {"nl": "past niet bij deze situatie", "en": "does not fit this situation"},
    "back_to_today": {"nl": "Terug naar vandaag", "en": "Back to today"},
    "today_mark": {"nl": "vandaag", "en": "today"},
    "changed_mark": {"nl": "anders dan vandaag", "en": "differs from today"},
    "slider_of": {"nl": "{name}, schuif", "en": "{name}, slider"},
    "field_of": {"nl": "{name}, getal", "en": "{name}, number"},
    "phase": {"nl": "groeit in {months} maanden", "en": "grows in over {months} months"},
    "from_month": {"nl": "vanaf maand {month}", "en": "from month {month}"},
    "until_month": {"nl": "tot en met maand {month}", "en": "up to and including month {month}"},
    "for_a_group": {"nl": "voor een deel van de mensen", "en": "for some of the people"},
    "where_from": {"nl": "Waar komt dit vandaan?", "en": "Where does this come from?"},
    "range": {"nl": "Bereik", "en": "Range"},
    "range_value": {"nl": "{low} tot {high}, stap {step}", "en": "{low} to {high}, step {step}"},
    "actor": {"nl": "Wie kan dit doen", "en": "Who can do this"},
    "payers": {"nl": "Wie betaalt", "en": "Who pays"},
    "price": {"nl": "Prijs", "en": "Price"},
    "price_value": {
        "nl": "{amount} euro {per} ({low} tot {high}; {grade})",
        "en": "{amount} euros {per} ({low} to {high}; {grade})",
    },
    "per:client-month": {"nl": "per begeleide persoon per maand", "en": "per person guided, a month"},
    "per:guide-month": {"nl": "per gids per maand", "en": "per guide, a month"},
    "per:trainee-month": {"nl": "per trainee per maand", "en": "per trainee, a month"},
    "per:supervision-hour": {"nl": "per uur begeleiding", "en": "per hour of supervision"},
    "per:euro-accrued": {"nl": "per gespaarde euro", "en": "per euro saved"},
    "per:euro-pooled": {"nl": "per euro in het fonds", "en": "per euro in the fund"},
    "evidence": {"nl": "Bewijs dat het werkt", "en": "Evidence that it works"},
    "grade:A": {"nl": "A: proef met een controlegroep", "en": "A: trial or quasi-experiment"},
    "grade:B": {"nl": "B: gemeten pilot, zonder controlegroep", "en": "B: measured pilot, no control group"},
    "grade:C": {"nl": "C: uitspraak van deskundigen, niet gemeten", "en": "C: claim of experts, not measured"},
    "grade:seen": {"nl": "gezien in de bron", "en": "seen in the source"},
    "grade:derived": {"nl": "afgeleid", "en": "derived"},
    "grade:recall": {"nl": "herinnerd", "en": "recalled"},
    "grade:assumption": {"nl": "aanname", "en": "assumption"},
    "source": {"nl": "Bron (Engels)", "en": "Source"},
    # size
    "how_precise": {"nl": "Hoe precies?", "en": "How precise?"},
    "workers": {"nl": "Gesimuleerde mensen", "en": "Simulated people"},
    "workers_help": {
        "nl": "Meer mensen: een smallere band, langer rekenen. Eén staat nu voor {weight} echte mensen.",
        "en": "More people: a narrower band, a longer wait. One now stands for {weight} real people.",
    },
    "runs": {"nl": "Paren", "en": "Pairs"},
    "runs_help": {
        "nl": "Elk paar is dezelfde wereld twee keer: vandaag en met het pakket.",
        "en": "Each pair is the same world twice: today and with the package.",
    },
    "months": {"nl": "Maanden", "en": "Months"},
    "months_help": {"nl": "Zo lang kijken we vooruit.", "en": "How far ahead we look."},
    "more": {"nl": "Meer", "en": "More"},
    "seed": {"nl": "Toevalsgetal (seed)", "en": "Random seed"},
    "seed_help": {
        "nl": "Hetzelfde getal geeft precies dezelfde uitkomst.",
        "en": "The same number gives exactly the same result.",
    },
    # running
    "start": {"nl": "Reken uit", "en": "Work it out"},
    "stop": {"nl": "Stop", "en": "Stop"},
    "nothing_to_compare": {
        "nl": "Alles staat op vandaag. Kies een pakket of verschuif iets, dan is er iets te vergelijken.",
        "en": "Everything stands at today. Choose a package or move a lever, and there is something to compare.",
    },
    "preparing": {
        "nl": "Eerste keer: de rekenkern wordt klaargezet. Na een installatie duurt dat twee tot drie minuten, daarna een paar "
        "seconden. U kunt intussen alles instellen.",
        "en": "First use: the engine is being prepared. After an installation that takes two to three minutes, later a few "
        "seconds. Meanwhile you can set everything.",
    },
    "working": {"nl": "Bezig: {share}", "en": "Working: {share}"},
    "seconds": {"nl": "{seconds} seconden", "en": "{seconds} seconds"},
    "progress": {"nl": "Voortgang", "en": "Progress"},
    "stopping": {"nl": "Wordt gestopt…", "en": "Stopping…"},
    "stopped": {"nl": "Gestopt. Er is geen nieuwe uitkomst.", "en": "Stopped. There is no new result."},
    "done": {"nl": "Klaar in {seconds} seconden.", "en": "Done in {seconds} seconds."},
    "failed": {
        "nl": "Het rekenen is mislukt ({reason}). Probeer minder mensen of andere instellingen.",
        "en": "The calculation failed ({reason}). Try fewer people or other settings.",
    },
    # wrong input
    "wrong_name": {"nl": "Er is geen instelling “{name}”; die is overgeslagen.", "en": "There is no setting “{name}”; it was skipped."},
    "wrong_lang": {"nl": "Kies nl of en als taal.", "en": "Choose nl or en as the language."},
    "wrong_situation": {
        "nl": "Er is geen situatie “{name}”; kies er een uit de lijst.",
        "en": "There is no situation “{name}”; choose one from the list.",
    },
    "wrong_package": {
        "nl": "Er is geen pakket “{name}”; kies er een uit de lijst.",
        "en": "There is no package “{name}”; choose one from the list.",
    },
    "package_does_not_fit": {
        "nl": "Het pakket “{package}” past niet bij de situatie “{situation}”; het is niet gekozen.",
        "en": "The package “{package}” does not fit the situation “{situation}”; it was not chosen.",
    },
    "wrong_size": {
        "nl": "{name}: “{given}” kan niet; geef een heel getal van {low} tot {high}.",
        "en": "{name}: “{given}” is not possible; give a whole number from {low} to {high}.",
    },
    "wrong_dose": {
        "nl": "{name}: “{given}” kan niet; geef een getal van {low} tot {high} ({unit}).",
        "en": "{name}: “{given}” is not possible; give a number from {low} to {high} ({unit}).",
    },
    "wrong_version": {
        "nl": "Deze link komt van een andere versie; kijk na of de instellingen kloppen.",
        "en": "This link comes from another version; check that the settings are right.",
    },
    # the answer
    "answer": {"nl": "Antwoord", "en": "Answer"},
    "no_answer_yet": {
        "nl": "Nog geen uitkomst. Kies hierboven of hiernaast wat u wilt weten en druk op “Reken uit”.",
        "en": "No result yet. Choose what you want to know and press “Work it out”.",
    },
    "earlier_settings": {
        "nl": "Deze uitkomst hoort bij eerdere instellingen. Druk op “Reken uit” voor een nieuwe.",
        "en": "This result belongs to earlier settings. Press “Work it out” for a new one.",
    },
    "asked": {"nl": "{situation}: {package}", "en": "{situation}: {package}"},
    "own_package": {"nl": "Eigen pakket", "en": "Own package"},
    "own_changes": {"nl": "{package}, met eigen wijzigingen", "en": "{package}, with changes of your own"},
    "own_about": {"nl": "Gemaakt in de zandbak.", "en": "Made in the sandbox."},
    "headline_more": {
        "nl": "Met dit pakket stappen in {months} maanden naar schatting {effect} mensen meer blijvend over dan met het beleid van "
        "vandaag.",
        "en": "With this package an estimated {effect} more people cross over lastingly in {months} months than under today's "
        "policy.",
    },
    "headline_fewer": {
        "nl": "Met dit pakket stappen in {months} maanden naar schatting {effect} mensen minder blijvend over dan met het beleid van "
        "vandaag.",
        "en": "With this package an estimated {effect} fewer people cross over lastingly in {months} months than under today's "
        "policy.",
    },
    "headline_same": {
        "nl": "Met dit pakket stappen in {months} maanden evenveel mensen blijvend over als met het beleid van vandaag.",
        "en": "With this package as many people cross over lastingly in {months} months as under today's policy.",
    },
    "headline_band": {
        "nl": "In 8 van de 10 paren ligt het verschil tussen {low} en {high}.",
        "en": "In 8 of 10 pairs the difference lies between {low} and {high}.",
    },
    "headline_chance": {"nl": "De kans dat het pakket beter is dan vandaag: {chance}.", "en": "The chance that the package beats today: {chance}."},
    "sure_of_direction": {"nl": "De richting is tamelijk zeker.", "en": "The direction is fairly certain."},
    "unsure_of_direction": {
        "nl": "Nul ligt binnen de band: de richting is niet zeker.",
        "en": "Zero lies inside the band: the direction is not certain.",
    },
    "precision": {
        "nl": "De ruis in dit getal is ongeveer {noise}. Meer paren maken de ruis kleiner, meer mensen de band smaller.",
        "en": "The noise in this number is about {noise}. More pairs make the noise smaller, more people the band narrower.",
    },
    "size_line": {
        "nl": "{pairs} paren · {workers} gesimuleerde mensen, elk voor {weight} echte · {months} maanden · seed {seed}",
        "en": "{pairs} pairs · {workers} simulated people, each for {weight} real ones · {months} months · seed {seed}",
    },
    "not_settled": {
        "nl": "Let op: de aanloop was nog niet tot rust gekomen. Een deel van wat u ziet is nog de start.",
        "en": "Note: the burn-in had not come to rest. Part of what you see is still the start.",
    },
    # effects
    "effects": {"nl": "Wat verandert er?", "en": "What changes?"},
    "effects_help": {
        "nl": "Verschil met vandaag. De stip is het midden van de paren, de dikke lijn bevat 80% van de paren en de dunne 95%. De "
        "streep in het midden is nul: geen verschil. Elke maat heeft zijn eigen schaal.",
        "en": "Difference from today. The dot is the middle of the pairs, the thick line holds 80% of the pairs and the thin one 95%. "
        "The bar in the middle is zero: no difference. Each measure has a scale of its own.",
    },
    "more_measures": {"nl": "Meer maten", "en": "More measures"},
    "strip_label": {
        "nl": "{name}: van {today} vandaag naar {package} met het pakket ({unit}). Verschil {effect}, 80% tussen {low80} en {high80}, "
        "95% tussen {low95} en {high95}: {verdict}.",
        "en": "{name}: from {today} today to {package} with the package ({unit}). Difference {effect}, 80% between {low80} and "
        "{high80}, 95% between {low95} and {high95}: {verdict}.",
    },
    "better": {"nl": "beter", "en": "better"},
    "worse": {"nl": "slechter", "en": "worse"},
    "uncertain": {"nl": "richting niet zeker", "en": "direction not certain"},
    "neutral": {"nl": "niet beter of slechter", "en": "neither better nor worse"},
    "as_table": {"nl": "Toon als tabel", "en": "Show as a table"},
    "measure": {"nl": "Maat", "en": "Measure"},
    "today": {"nl": "Vandaag", "en": "Today"},
    "package": {"nl": "Pakket", "en": "Package"},
    "effect": {"nl": "Verschil", "en": "Difference"},
    "band": {"nl": "{share}%-band", "en": "{share}% band"},
    "chance": {"nl": "Kans beter", "en": "Chance better"},
    "noise": {"nl": "Ruis", "en": "Noise"},
    "to": {"nl": "{low} tot {high}", "en": "{low} to {high}"},
    # what would have happened anyway
    "anyway": {"nl": "Wat was ook zonder het pakket gebeurd?", "en": "What would have happened anyway?"},
    "deadweight": {
        "nl": "Van de mensen die meededen en blijvend overstapten, was {share} (80% van de paren: {low} tot {high}) ook zonder het pakket "
        "blijvend overgestapt.",
        "en": "Of those who took part and crossed lastingly, {share} (80% of the pairs: {low} to {high}) would have crossed lastingly "
        "without the package too.",
    },
    "no_deadweight": {
        "nl": "Niemand deed mee en stapte blijvend over; over wat ook zonder het pakket was gebeurd valt niets te zeggen.",
        "en": "Nobody took part and crossed lastingly; nothing can be said about what would have happened anyway.",
    },
    "displaced_more": {
        "nl": "Anderen lopen per saldo {people} blijvende overstappen mis (80% van de paren: {low} tot {high}).",
        "en": "Others lose {people} lasting crossings on balance (80% of the pairs: {low} to {high}).",
    },
    "displaced_fewer": {
        "nl": "Anderen winnen per saldo {people} blijvende overstappen, bijvoorbeeld doordat er plaatsen vrijkomen (gemist, 80% van de "
        "paren: {low} tot {high}).",
        "en": "Others gain {people} lasting crossings on balance, for instance because places come free (lost, 80% of the pairs: "
        "{low} to {high}).",
    },
    "displaced_none": {"nl": "Anderen lopen per saldo niets mis.", "en": "Others lose nothing on balance."},
    # money
    "who_pays": {"nl": "Wie betaalt?", "en": "Who pays?"},
    "who_pays_help": {
        "nl": "Per partij het verschil met vandaag, in euro per jaar, alleen kasgeld. Plus is meer betalen, min is geld dat overblijft.",
        "en": "The difference from today for each party, in euros a year, cash only. Plus is paying more, minus is money left over.",
    },
    "payer": {"nl": "Partij", "en": "Party"},
    "euro_per_year": {"nl": "Euro per jaar", "en": "Euros a year"},
    "per_crossing": {"nl": "Per extra blijvende overstap", "en": "Per extra lasting crossing"},
    "bar_label": {"nl": "{name}: {euro} euro per jaar.", "en": "{name}: {euro} euros a year."},
    "smaller_parties": {"nl": "Kleinere bedragen staan in de tabel.", "en": "Smaller amounts are in the table."},
    "sums_to_zero": {
        "nl": "In elk paar tellen alle partijen samen op tot nul: wat de een betaalt, ontvangt een ander. Hier staan middens over de paren; "
        "die tellen samen op tot {euro} euro.",
        "en": "In each pair all parties add up to zero: what one pays, another receives. Shown are middles over the pairs; together "
        "these add up to {euro} euros.",
    },
    "nobody_pays": {"nl": "Er verandert niets in wie betaalt.", "en": "Nothing changes in who pays."},
    "million": {"nl": "miljoen", "en": "million"},
    "billion": {"nl": "miljard", "en": "billion"},
    # funnel
    "funnel": {"nl": "De brug, stap voor stap", "en": "The bridge, step by step"},
    "funnel_help": {
        "nl": "Hoeveel mensen komen bij elke stap, in de hele periode? Ook vandaag is er een brug, zonder gidsen. Wie terug moet, kan "
        "een stap twee keer halen.",
        "en": "How many people reach each step over the whole period? There is a bridge today as well, without guides. Someone turned "
        "back can reach a step twice.",
    },
    "stage": {"nl": "Stap", "en": "Step"},
    "stage_label": {
        "nl": "{name}: {today} mensen vandaag, {package} met het pakket.",
        "en": "{name}: {today} people today, {package} with the package.",
    },
    "reasons": {"nl": "Waarom mensen de brug verlaten", "en": "Why people leave the bridge"},
    "reason": {"nl": "Reden", "en": "Reason"},
    "no_funnel": {"nl": "Deze run hield geen stappen bij.", "en": "This run kept no steps."},
    "aware": {"nl": "Kent de brug", "en": "Knows of the bridge"},
    "oriented": {"nl": "Oriënteert zich", "en": "Takes part, looks around"},
    "matched": {"nl": "Heeft een baan op het oog", "en": "Has a job in view"},
    "selected": {"nl": "Gekozen door de werkgever", "en": "Selected by the employer"},
    "contracted": {"nl": "Afspraken rond", "en": "Everyone has signed"},
    "in-training": {"nl": "In opleiding", "en": "In training"},
    "started": {"nl": "Begonnen in de nieuwe baan", "en": "Started in the new job"},
    "landed": {"nl": "Na 100 dagen nog aan het werk", "en": "Still there after 100 days"},
    "retained": {"nl": "Na een jaar nog aan het werk", "en": "Still there after a year"},
    "found-own-job": {"nl": "Vond zelf ander werk", "en": "Found other work alone"},
    "no-meeting": {"nl": "Er kwam geen gesprek", "en": "No meeting came about"},
    "no-match": {"nl": "Vond geen passende baan", "en": "Found no job that fits"},
    "not-selected": {"nl": "Niet gekozen", "en": "Not selected"},
    "not-admitted": {"nl": "Niet toegelaten tot de opleiding", "en": "Not admitted to the course"},
    "employer-declined": {"nl": "Werkgever durfde niet", "en": "Employer declined"},
    "income-gap": {"nl": "Inkomen in de overstap te laag", "en": "Income during the switch too low"},
    "refused-for-money": {"nl": "Rekening niet gedekt", "en": "Bill not covered"},
    "lost-between": {"nl": "Kwijtgeraakt bij een overdracht", "en": "Lost in a hand-over"},
    "dropped-out": {"nl": "Gestopt met de opleiding", "en": "Dropped out of training"},
    "quit-after-start": {"nl": "Vertrokken na de start", "en": "Quit after the start"},
    "left-labour-force": {"nl": "Zoekt of werkt niet meer", "en": "Left the labour force"},
    "no-longer-wanted": {"nl": "Baan verviel", "en": "Job no longer there"},
    "gave-up": {"nl": "Haakte af", "en": "Gave up"},
    "opted-out": {"nl": "Zag er na een proef van af", "en": "Thought better of it after a try-out"},
    "completed": {"nl": "Brug voltooid", "en": "Bridge completed"},
    # repeating and honesty
    "repeat": {"nl": "Zelf herhalen of doorgeven", "en": "Repeat it or pass it on"},
    "repeat_help": {
        "nl": "Deze regel geeft op de opdrachtregel dezelfde uitkomst, tot op de laatste bit. De link in de adresbalk bewaart de "
        "instellingen.",
        "en": "At the command line this gives the same result, to the last bit. The link in the address bar keeps the settings.",
    },
    "download": {"nl": "Pakket als bestand (YAML)", "en": "Package as a file (YAML)"},
    "limits": {"nl": "Wat dit niet kan zeggen", "en": "What this cannot tell"},
    "limit_fit": {
        "nl": "De parameters zijn met de hand gezet en nog niet geschat. Lees richting en volgorde, geen voorspelling in aantallen.",
        "en": "The parameters were set by hand and have not been fitted yet. Read direction and order, not a forecast in numbers.",
    },
    "limit_grades": {
        "nl": "Hoe goed een hefboom werkt, is een aanname met een graad (A, B of C). Wat daarvan onzeker is, zit in de band; wat er aan "
        "de parameters onzeker is, niet.",
        "en": "How well a lever works is an assumption with a grade (A, B or C). The doubt about that is in the band; the doubt about "
        "the parameters is not.",
    },
    "limit_small": {
        "nl": "Eén gesimuleerd mens staat voor {weight} echte mensen. Van een kleine groep ziet u er maar een paar.",
        "en": "One simulated person stands for {weight} real people. Of a small group you see only a few.",
    },
    "limit_acts": {
        "nl": "Nu werken {acting} van de {all} doorbraken. De andere staan nog niet op deze pagina.",
        "en": "{acting} of the {all} breakthroughs act now. The others are not on this page yet.",
    },
}  # fmt: skip


def text(key: str, lang: str, **fields: object) -> str:
    """The text under this key in the language, with its fields filled in. Raises KeyError for an unknown key."""
    words = TEXTS[key][lang]
    return words.format(**fields) if fields else words
