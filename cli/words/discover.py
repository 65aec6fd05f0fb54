"""The words of `loopbrug sensitivity` and `loopbrug discover`: their help, and what stands in and under their tables."""

from sim.words import Both

COMMANDS = {
    "sensitivity": Both(
        "Waar hangt het effect van pakketten van af? Laat alles wat niet bekend is tegelijk verschillen en zeg wat het effect het "
        "meest beweegt. Duurt lang; wie stopt kan later verder in dezelfde map.",
        "What do the effects of packages hang on? Let all that is not known differ at once, and say what moves the effect most. It "
        "takes long; who stops can go on later in the same folder.",
    ),
    "discover": Both(
        "Onder welke omstandigheden is een pakket beter dan een ander, of slechter? En welk pakket is het veiligst als de toekomst "
        "onbekend is? Wie stopt kan later verder in dezelfde map.",
        "Under which conditions is a package better than another, or worse? And which package is safest when "
        "the future is unknown? "
        "Who stops can go on later in the same folder.",
    ),
}
EXAMPLES = {
    "sensitivity": "loopbrug sensitivity nederland-2025 --package d01-vertrouwde-gids --workers 1000 --months 24 --worlds 1 "
    "--trajectories 2 --power 1 --out {out}",
    "discover": "loopbrug discover nederland-2025 --package d01-vertrouwde-gids --against d05-aannemen-op-talent --workers 1000 "
    "--months 24 --worlds 1 --runs 40 --out {out}",
}
PARAMETERS: dict[str, tuple[str, Both]] = {
    "each_package": ("name", Both(
        "Naam van een pakket (zie loopbrug show packages), of een eigen YAML-bestand. Mag vaker: elk pakket wordt apart "
        "doorgerekend, in dezelfde werelden.",
        "Name of a package (see loopbrug show packages), or a YAML file of your own. May be repeated: each "
        "package is run by itself, "
        "in the same worlds.")),
    "kept_in": ("folder", Both(
        "Bewaar runs en tabellen in deze map; staat er al een deel, dan gaat het daar verder.",
        "Keep runs and tables in this folder; when part of them is there already, it goes on from there.")),
    "trajectories": ("number", Both(
        "Paden van Morris, die zeggen wat iets beweegt.", "Trajectories of Morris, which say what moves something.")),
    "power": ("number", Both(
        "Zoveel keer verdubbeld is het aantal punten van Sobol, die zeggen hoeveel iets uitmaakt: 5 geeft 32 punten.",
        "Doubled so often is the number of points of Sobol, which say how much something matters: 5 gives 32 points.")),
    "simulated_people": ("number", Both(
        "Gesimuleerde mensen van 15-74 jaar in elke wereld. Meer mensen, minder toeval.",
        "Simulated people of 15-74 in each world. More people, less chance.")),
    "horizon": ("number", Both(
        "Hoeveel maanden; een overstap is pas na een jaar blijvend.", "How many months; a crossing lasts only after a year.")),
    "worlds": ("number", Both(
        "Werelden per run, waarover de uitkomst wordt gemiddeld. Meer werelden, minder toeval.",
        "Worlds in each run, over which the outcome is averaged. More worlds, less chance.")),
    "situations": ("situation", Both(
        "Naam van een situatie (zie loopbrug show situations), of een eigen YAML-bestand. Mag vaker. Niet nodig met --from.",
        "Name of a situation (see loopbrug show situations), or a YAML file of your own. May be repeated. "
        "Not needed with --from.")),
    "asked": ("name", Both(
        "Het pakket waarover de vraag gaat, zie loopbrug show packages. Mag vaker: over het eerste gaat de vraag, alle staan in de "
        "tabel van spijt.",
        "The package that the question is about, see loopbrug show packages. May be repeated: the question "
        "is about the first, all of "
        "them stand in the table of regret.")),
    "against": ("name", Both(
        "Het pakket waarmee dat wordt vergeleken, of today: het beleid van vandaag.",
        "The package that it is compared with, or today: the policy of today.")),
    "goal": ("name", Both(
        "De maat waarin een pakket beter of slechter is, zoals lasting-crossings of public-cost.",
        "The measure in which a package is better or worse, such as lasting-crossings or public-cost.")),
    "table": ("file", Both(
        "Lees de toekomsten uit deze tabel (CSV of Parquet), of uit de map van een eerdere discover, en reken niets door.",
        "Read the futures from this table (CSV or Parquet), or from the folder of an earlier discover, and run nothing.")),
    "futures": ("number", Both(
        "Toekomsten per situatie, minstens 40. Meer toekomsten, fijnere omstandigheden.",
        "Futures of each situation, at least 40. More futures, finer conditions.")),
    "bearable": ("amount", Both(
        "Hoeveel spijt te dragen is, in de eenheid van de maat. Zonder deze optie een tiende van wat het beste pakket in het "
        "midden van de toekomsten doet.",
        "How much regret can be borne, in the unit of the measure. Without this option a tenth of what the best package does in "
        "the middle of the futures.")),
}  # fmt: skip
WORDS = {"amount": Both("GETAL", "NUMBER")}

TEXTS: dict[str, dict[str, str]] = {
    # what varies
    "varied_strength": {"nl": "sterkte van hobbel {name}", "en": "strength of barrier {name}"},
    "varied_lever": {"nl": "hoe goed ‘{name}’ werkt (0 slechtst, 1 best)", "en": "how well ‘{name}’ works (0 worst, 1 best)"},
    "varied_situation": {"nl": "situatie", "en": "situation"},
    "group_bridge": {"nl": "de loopbrug, buiten de hobbels om", "en": "the bridge outside the barriers"},
    "group_market": {"nl": "de arbeidsmarkt zoals geschat", "en": "the labour market as estimated"},
    "group_levers": {"nl": "hoe goed hefbomen werken", "en": "how well levers work"},
    "group_luck": {"nl": "toeval", "en": "luck"},
    "group_rest": {"nl": "alle andere groepen samen", "en": "all other groups together"},
    # sensitivity
    "title_hangs": {
        "nl": "{situation}: extra blijvende overstappen tegenover vandaag, en waar dat van afhangt",
        "en": "{situation}: lasting crossings added to today, and what that hangs on",
    },
    "title_lead": {
        "nl": "Welk pakket doet meer, en waar dat van afhangt",
        "en": "Which package does more, and what that hangs on",
    },
    "extra": {"nl": "Extra (mediaan)", "en": "Added (median)"},
    "lead": {"nl": "Voorsprong (mediaan)", "en": "Lead (median)"},
    "most_runs": {"nl": "90% van de runs", "en": "90% of the runs"},
    "above_nothing": {"nl": "Meer dan niets in", "en": "More than nothing in"},
    "ahead_in": {"nl": "Eerste voor in", "en": "First ahead in"},
    "hangs_on": {"nl": "Hangt af van (deel ± half interval)", "en": "Hangs on (share ± half interval)"},
    "hangs_unknown": {"nl": "niet te zeggen uit deze runs", "en": "cannot be told from these runs"},
    "first_over": {"nl": "{one} tegenover {other}", "en": "{one} against {other}"},
    "study_size": {
        "nl": "{first} runs van Morris en {second} van Sobol; per run {worlds} van {people} mensen, {months} maanden.",
        "en": "{first} runs of Morris and {second} of Sobol; in each run {worlds} of {people} people, {months} months.",
    },
    "how_to_read_sensitivity": {
        "nl": "Het deel is welk stuk van de verschillen tussen runs aan iets ligt, alleen en samen met andere (Sobol, ST), met de "
        "helft van zijn 95%-interval. Wat ook verandert, het toeval verandert mee: iets staat er daarom alleen als dat "
        "interval boven 5% en boven dat van toeval blijft. Bereiken zijn bijna alle met de hand "
        "gezet: een groep met een breed bereik beweegt meer. Prijzen, doses, de wet en de regels zelf staan stil.",
        "en": "The share is the part of the differences between runs that is due to something, alone and together with others "
        "(Sobol, ST), with half its 95% interval. Whatever changes, luck changes with it: so something only stands here when that "
        "interval stays above 5% and above that of luck. Nearly all ranges "
        "were set by hand: a group with a wide range moves more. Prices, doses, the law and the rules themselves stand still.",
    },
    "stopped_goes_on": {
        "nl": "Gestopt; wat klaar is staat in {path}, hetzelfde commando gaat daar verder.",
        "en": "Stopped; what is finished stands in {path}, the same command goes on from there.",
    },
    # discover
    "title_better": {"nl": "Wanneer {one} beter is dan {other}", "en": "When {one} is better than {other}"},
    "title_worse": {"nl": "Wanneer {one} slechter is dan {other}", "en": "When {one} is worse than {other}"},
    "title_tree": {
        "nl": "In een paar vragen: hoe vaak {one} beter is dan {other}",
        "en": "In a few questions: how often {one} is better than {other}",
    },
    "title_regret": {"nl": "Spijt: {measure} ({unit})", "en": "Regret: {measure} ({unit})"},
    "conditions": {"nl": "Omstandigheden", "en": "Conditions"},
    "density": {"nl": "Dichtheid (95%)", "en": "Density (95%)"},
    "coverage": {"nl": "Dekking", "en": "Coverage"},
    "in_futures": {"nl": "Toekomsten", "en": "Futures"},
    "stands": {"nl": "Houdt stand", "en": "Holds"},
    "better_in": {"nl": "Beter in (95%)", "en": "Better in (95%)"},
    "regret_largest": {"nl": "Grootste", "en": "Largest"},
    "regret_ninth": {"nl": "In 9 van 10 hoogstens", "en": "In 9 of 10 at most"},
    "regret_middle": {"nl": "Mediaan", "en": "Median"},
    "regret_best": {"nl": "Niets is beter in", "en": "Nothing is better in"},
    "regret_within": {"nl": "Hoogstens {bearable} in", "en": "At most {bearable} in"},
    "all_futures": {"nl": "alle toekomsten", "en": "all futures"},
    "limit_above": {"nl": "{name} boven {low}", "en": "{name} above {low}"},
    "limit_most": {"nl": "{name} hoogstens {high}", "en": "{name} at most {high}"},
    "limit_between": {"nl": "{name} tussen {low} en {high}", "en": "{name} between {low} and {high}"},
    "limit_words": {"nl": "{name} is {words}", "en": "{name} is {words}"},
    "or": {"nl": " of ", "en": " or "},
    "todays_policy": {"nl": "vandaag", "en": "today"},
    "per_people": {"nl": "{unit} per 10.000 mensen", "en": "{unit} per 10,000 people"},
    "how_often": {
        "nl": "In {better} van {futures} toekomsten is {one} beter dan {other} en in {worse} slechter ({measure}; verschil in de "
        "mediaan {median}, in 90% van de toekomsten {low} tot {high} {unit}).",
        "en": "In {better} of {futures} futures {one} is better than {other} and in {worse} worse ({measure}; difference in the "
        "median {median}, in 90% of the futures {low} to {high} {unit}).",
    },
    "futures_left_out": {
        "nl": "{number} toekomsten tellen niet mee, omdat er een waarde ontbreekt.",
        "en": "{number} futures do not count, because a value is missing.",
    },
    "no_box": {
        "nl": "Er zijn geen omstandigheden gevonden waarin dat duidelijk vaker zo is.",
        "en": "No conditions were found in which that is clearly more often so.",
    },
    "never_so": {"nl": "Dat is in geen enkele toekomst zo.", "en": "That is so in no future."},
    "always_so": {"nl": "Dat is in alle toekomsten zo.", "en": "That is so in all futures."},
    "usual_share": {
        "nl": "In die helft is dat in {share} van alle toekomsten zo.",
        "en": "In that half it is so in {share} of all.",
    },
    "safest": {
        "nl": "De kleinste grootste spijt heeft {package}. Dat is een veilige keuze als niets bekend is over welke "
        "toekomst komt, niet "
        "de beste in elke toekomst.",
        "en": "The smallest largest regret is that of {package}. That is a safe choice when nothing is known about "
        "which future comes, "
        "not the best in every future.",
    },
    "how_to_read_discover": {
        "nl": "Een toekomst is een stel aannames over wat niet bekend is. Omstandigheden zijn gezocht in de ene "
        "helft van de toekomsten; "
        "dichtheid (welk deel is het zo) en dekking (welk deel van alle keren valt erin) zijn geteld in de "
        "andere helft. Een regel houdt "
        "stand als de dichtheid daar duidelijk hoger is dan gewoon. Spijt is hoeveel een pakket achterblijft bij het beste in die "
        "toekomst. Toekomsten zijn niet even waarschijnlijk: een deel van de toekomsten is geen kans.",
        "en": "A future is a set of assumptions about what is not known. Conditions were looked for in one half of "
        "the futures; density "
        "(in which part it is so) and coverage (which part of all times falls in it) were counted in the "
        "other half. A line holds when its "
        "density there is clearly above the usual. Regret is how far a package stays behind the best in that "
        "future. Futures are not "
        "equally likely: a share of the futures is no probability.",
    },
}  # fmt: skip
