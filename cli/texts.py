"""The words of the command line, in Dutch and English, and numbers written as each language writes them."""

import math

from cli import texts_proeftuin
from cli.units import UNITS

TEXTS: dict[str, dict[str, str]] = {
    # columns
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
    # headings
    "title_compare": {"nl": "{situation}: {package}, tegenover vandaag", "en": "{situation}: {package}, against today"},
    "title_run": {"nl": "{situation}: {package}", "en": "{situation}: {package}"},
    "title_pays": {"nl": "Wie betaalt wat meer dan vandaag", "en": "Who pays what more than today"},
    "title_scale": {
        "nl": "{situation}: {package}, voor groepen van verschillende grootte, tegenover vandaag",
        "en": "{situation}: {package}, for groups of different sizes, against today",
    },
    "title_refusals": {
        "nl": "Waar het knelt: oorzaken van weigering en afhaken",
        "en": "Where it pinches: causes of refusal and leaving",
    },
    "title_full": {"nl": "Wat vol is in de laatste maand", "en": "What is full in the last month"},
    "group_of": {"nl": "Groep van zoveel mensen", "en": "Group of so many people"},
    "reached": {"nl": "Mensen die het pakket bereikt", "en": "People the package reaches"},
    "refused_times": {"nl": "Keren dat iemand van hen niet verder kwam", "en": "Times one of them came no further"},
    "title_persons": {
        "nl": "Mens voor mens vergeleken met de wereld zonder pakket",
        "en": "Person by person, against the world without the package",
    },
    "who": {"nl": "Wie", "en": "Who"},
    "title_case": {
        "nl": "Business case: wat elke partij meer of minder overhoudt dan vandaag, in {unit} van nu",
        "en": "Business case: what each party has more or less than today, in {unit} of now",
    },
    "euros_1": {"nl": "euro", "en": "euros"},
    "euros_1000": {"nl": "duizenden euro", "en": "thousands of euros"},
    "euros_1000000": {"nl": "miljoenen euro", "en": "millions of euros"},
    "case_party": {"nl": "Partij", "en": "Party"},
    "case_years": {"nl": "Na {years}", "en": "After {years}"},
    "case_each": {"nl": "Euro per blijvende overstap, na {years}", "en": "Euros per lasting crossing, after {years}"},
    "opportunity": {"nl": "geen betaling", "en": "no payment"},
    "derived": {"nl": "afgeleid", "en": "derived"},
    "and": {"nl": " en ", "en": " and "},
    "title_funnel": {"nl": "De brug, stap voor stap", "en": "The bridge, step by step"},
    "title_reasons": {"nl": "Waarom mensen de brug verlaten", "en": "Why people leave the bridge"},
    "reason": {"nl": "Reden", "en": "Reason"},
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
    "no_package": {"nl": "geen nieuw beleid", "en": "no new policy"},
    "deadweight": {"nl": "Was ook zonder het pakket overgestapt", "en": "Would have crossed without the package"},
    "displacement": {"nl": "Verdringing van anderen", "en": "Displacement of others"},
    # notes
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
    "title_patterns": {"nl": "De patronen en het model", "en": "The patterns and the model"},
    "title_predicted": {
        "nl": "Wat programma's meldden, wat het model voorspelt, en wat het geeft als de loopbrug erop is afgesteld",
        "en": "What programmes reported, what the model predicts, and what it gives once the bridge is fitted to it",
    },
    "fitted": {"nl": "Afgesteld", "en": "Fitted"},
    "fitted_how": {
        "nl": "Afgesteld: {free} parameters van de loopbrug zijn op {date} zo gezet dat het model zo goed mogelijk geeft wat "
        "de programma's meldden. Dat staat hier alleen ter vergelijking: geen ander commando rekent ermee, want de meldingen gaan "
        "over gekozen groepen zonder controlegroep.",
        "en": "Fitted: on {date} {free} parameters of the bridge were set so that the model gives what the programmes reported "
        "as well as it can. It stands here for comparison only: no other command uses it, since the reports are of chosen groups "
        "without a control group.",
    },
    "fitted_unknown": {
        "nl": "Wat programma's meldden zegt te weinig over: {names}.",
        "en": "What programmes reported says too little about: {names}.",
    },
    "fitted_not_seen": {
        "nl": "In de meeste runs kwam niemand zo ver, hoe de parameters ook stonden, zodat er niet op is af te stellen: {names}.",
        "en": "In most runs nobody got so far, whatever the parameters, so that there was nothing to fit to: {names}.",
    },
    "fitted_never": {
        "nl": "Binnen de grenzen van de parameters in geen enkele run gehaald: {names}.",
        "en": "Met in no run within the ranges of the parameters: {names}.",
    },
    "programme": {"nl": "Programma", "en": "Programme"},
    "pattern": {"nl": "Patroon", "en": "Pattern"},
    "in_evidence": {"nl": "Band", "en": "Band"},
    "of_sets": {"nl": "90% van de sets", "en": "90% of the sets"},
    "by_chance": {"nl": "Toeval", "en": "Chance"},
    "verdict": {"nl": "Oordeel", "en": "Verdict"},
    "rival": {"nl": "Rivaal", "en": "Rival"},
    "pass": {"nl": "klopt", "en": "pass"},
    "near": {"nl": "bijna", "en": "near"},
    "fail": {"nl": "mis", "en": "fail"},
    "not_measured": {"nl": "–", "en": "–"},
    "role_check": {"nl": "ter controle", "en": "a check"},
    "role_start_state": {"nl": "beginstand", "en": "start state"},
    "role_input": {"nl": "invoer", "en": "input"},
    "role_context": {"nl": "achtergrond", "en": "context"},
    "inside_weight": {
        "nl": "Van het gewicht van de patronen ligt {inside} binnen de band; het doel is {goal}. De rivaal, die alleen stromen "
        "tussen werk, werkloosheid en geen van beide kent en daarop is afgesteld, haalt {rival}.",
        "en": "Of the weight of the patterns {inside} lies inside the band; the goal is {goal}. The rival, which knows only flows "
        "between work, unemployment and neither and was fitted to those, reaches {rival}.",
    },
    "missed": {"nl": "{id} ({pattern}): {why}", "en": "{id} ({pattern}): {why}"},
    "not_together": {
        "nl": "{one} en {other} zijn ieder apart vaak gehaald, maar in geen enkele run samen.",
        "en": "{one} and {other} were each met often, but in no run together.",
    },
    "sets_made": {
        "nl": "De {sets} parametersets zijn van {date}. Op de proef gesteld met {truths} bedachte waarheden bevatten {held} van "
        "de {of} intervallen van 90% de waarheid.",
        "en": "The {sets} parameter sets are of {date}. Put to the test with {truths} truths of our own making, {held} of {of} "
        "intervals of 90% held the truth.",
    },
    "how_to_read_validation": {
        "nl": "Oordeel: het midden van de sets ligt in de band (klopt), hoogstens een kwart van het midden van de band erbuiten "
        "(bijna) of verder weg (mis). Toeval: de standaardafwijking tussen runs van een set. Bij programma's is het model eerst "
        "een voorspelling: daarvoor is aan de loopbrug niets op hun meldingen afgesteld.",
        "en": "Verdict: the median of the sets lies in the band (pass), at most a quarter of the band's middle outside it "
        "(near), or further off (fail). Chance: the standard deviation between runs of one set. For programmes the model is a "
        "prediction first: nothing of the bridge was fitted to their reports for it.",
    },
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
    "how_to_read_case": {
        "nl": "Een plus is geld dat een partij overhoudt, een min is geld dat zij kwijt is (mediaan, daaronder 80% van de paren). "
        "Later geld telt minder: {rate} per jaar. De betalingen van alle partijen samen zijn in elk paar nul. Een regel met "
        "'geen betaling' is tijd of werk dat verloren gaat. De regel 'afgeleid' staat niet in de boeken: daarin krijgen overheden "
        "{tax} terug van extra loon, WW en andere betaling aan werkenden, naar schatting.",
        "en": "A plus is money a party keeps, a minus is money it loses (median, below it 80% of the pairs). Later money "
        "counts for less: {rate} a year. In each pair the payments of all parties together are zero. A line with "
        "'no payment' is time or work that is lost. The 'derived' line is not in the books: in it governments get back "
        "an estimated {tax} of extra wages, WW and other pay of workers.",
    },
    "case_left_out": {
        "nl": "Niet getoond: {years} jaar, want zo lang is er niet gerekend (neem meer --months).",
        "en": "Not shown: {years} years, because the runs are not that long (take more --months).",
    },
    "how_to_read_scale": {
        "nl": "Elke kolom is hetzelfde pakket voor een groep van die grootte, met eronder waar 80% van de paren valt. Een "
        "gesimuleerd mens staat voor een aantal echte: bij een kleine groep zijn het er maar een paar, of een, en zegt de "
        "kolom weinig.",
        "en": "Each column is the same package for a group of that size, and below it where 80% of the pairs lie. One simulated "
        "person stands for a number of real ones: a small group is only a few, or one, and then the column tells little.",
    },
    "repeat": {"nl": "Herhaal: {command}", "en": "Repeat: {command}"},
    "written": {"nl": "Geschreven: {path}", "en": "Written: {path}"},
    "stopped": {
        "nl": "Gestopt; {done} van de {asked} runs waren klaar.",
        "en": "Stopped; {done} of the {asked} runs were finished.",
    },
    "stopped_kept": {
        "nl": "Gestopt; {done} van de {asked} runs waren klaar en staan in {path}.",
        "en": "Stopped; {done} of the {asked} runs were finished and stand in {path}.",
    },
    "stopped_empty": {"nl": "Gestopt voordat een run klaar was.", "en": "Stopped before a run was finished."},
    "stopping": {
        "nl": "Stoppen: wat nu loopt wordt eerst netjes beëindigd (nog een keer Ctrl-C stopt meteen).",
        "en": "Stopping: what is under way is brought to an end first (Ctrl-C again stops at once).",
    },
    "stopped_short": {"nl": "gestopt", "en": "stopped"},
    "working": {"nl": "Rekenen", "en": "Working"},
    "first_use": {"nl": "Eerste keer: rekenkern wordt klaargezet", "en": "First use: preparing the engine"},
    "first_use_long": {
        "nl": "Eerste keer: de rekenkern wordt klaargezet, dat duurt ongeveer een minuut.",
        "en": "First use: the engine is being prepared, which takes about a minute.",
    },
    "time_left": {"nl": "nog", "en": "time left"},
    # pictures
    "axis": {
        "nl": "verschil met vandaag (punt: mediaan, dikke lijn: 80%, dunne lijn: 95% van de paren)",
        "en": "difference from today (dot: median, thick line: 80%, thin line: 95% of the pairs)",
    },
    "better": {"nl": "beter", "en": "better"},
    "worse": {"nl": "slechter", "en": "worse"},
    # show
    "id": {"nl": "Id", "en": "Id"},
    "name": {"nl": "Naam", "en": "Name"},
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
    # bench
    "bound": {"nl": "Grens", "en": "Bound"},
    "met": {"nl": "Gehaald", "en": "Met"},
    "how_to_read_bench": {
        "nl": "Gemeten op {system} {processor}, {cores} processorkernen, met Python {python}, numba {numba} en loopbrug "
        "{loopbrug}. Een meetlat is een vaste, eenvoudige rekenstap voor alle mensen. Verhoudingen zijn in een keer gemeten, met "
        "een verse wereld die niet is ingelopen; inlopen telt nergens mee.",
        "en": "Measured on {system} {processor}, {cores} processor cores, with Python {python}, numba {numba} and loopbrug "
        "{loopbrug}. A yardstick is one fixed, simple pass over all people. Ratios were measured in one run, in a fresh world "
        "that was not burnt in; no line counts a burn-in.",
    },
    # programmes
    "in_model": {"nl": "Model", "en": "Model"},
    "group_band": {"nl": "Groep van die grootte", "en": "Group of that size"},
    "without": {"nl": "Zonder programma", "en": "Without it"},
    "reported": {"nl": "Gemeld", "en": "Reported"},
    "meets": {"nl": "Past dat?", "en": "Do they meet?"},
    "not_comparable": {"nl": "niet te vergelijken", "en": "cannot be compared"},
    "nobody": {"nl": "in het model komt niemand zover", "en": "in the model nobody gets that far"},
    "too_few": {"nl": "te weinig mensen", "en": "too few people"},
    "no_number": {"nl": "geen getal", "en": "no number"},
    "nothing_reported": {
        "nl": "De bron meldt geen uitkomst; het model zegt alleen wat er bij dit ontwerp hoort.",
        "en": "The source reports no result; the model only says what belongs to this design.",
    },
    "people_known": {"nl": "{people} mensen", "en": "{people} people"},
    "people_assumed": {
        "nl": "een onbekend aantal mensen, aangenomen is {people}",
        "en": "an unknown number of people, {people} is assumed",
    },
    "group_size": {
        "nl": "Het programma had {people}. Het model nodigt per wereld ongeveer {invited} mensen uit, in {worlds}.",
        "en": "The programme had {people}. The model invites about {invited} people in each world, in {worlds}.",
    },
    "group_fared": {
        "nl": "Van wie het aanbod kreeg deed {took_part} mee. Van hen begon {crossed} in een andere sector, over de brug of "
        "op eigen kracht, en daarvan had {anyway} dat zonder het programma ook gedaan. Over de brug begon {over_bridge}. Bij "
        "{refused} was de rekening niet gedekt. Kosten: {cost} euro per deelnemer.",
        "en": "Of those who got the offer {took_part} took part. Of them {crossed} started in another sector, over the "
        "bridge or by themselves, and of those {anyway} would have done so without the programme. Over the bridge "
        "{over_bridge} started. For {refused} the bill was not covered. Cost: {cost} euros a participant.",
    },
    "situation_is": {"nl": "Situatie:", "en": "Situation:"},
    "left_out": {"nl": "Niet in het model:", "en": "Not in the model:"},
    "how_to_read_programmes": {
        "nl": "Wat gemeld is gaat over gekozen groepen zonder controlegroep; 'zonder programma' is wat dezelfde mensen "
        "in het model doen als het er niet is. 'Groep van die grootte' is waar 90% van zulke groepen in het model "
        "valt: door toeval, door verschil tussen werelden en doordat niet zeker is hoe goed hefbomen werken. Een "
        "vraagteken: de termijn is aangenomen. Dat een melding past is geen bewijs, en dat zij niet past geen "
        "weerlegging: doses en parameters zijn aannames.",
        "en": "What is reported is of chosen groups without a control group; 'without it' is what the same people do in "
        "the model when it is not there. 'Group of that size' is where 90% of such groups lie in the model: by "
        "chance, by differences between worlds and because it is not certain how well levers work. A question "
        "mark: the term is assumed. That a report meets the model is no proof, and that it does not no refutation:"
        " doses and parameters are assumptions.",
    },
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
    "yes": {"nl": "ja", "en": "yes"},
    "no": {"nl": "nee", "en": "no"},
    **texts_proeftuin.TEXTS,
}


# Words of the catalogue's own columns (group of a barrier, kind of a party, grade of a figure) that are English by themselves.
ENTRY_WORDS = {
    "person": "mens", "company": "bedrijf", "institution": "instelling", "law": "wet", "worker": "werkende",
    "employer": "werkgever", "fund": "fonds", "government": "overheid", "provider": "aanbieder", "actor": "speler",
    "barrier": "hobbel", "breakthrough": "doorbraak",
    "seen": "gezien", "derived": "afgeleid", "recall": "herinnerd", "assumption": "aangenomen",
}  # fmt: skip


def entry_word(word: str, lang: str) -> str:
    """A word or a unit of the catalogue in the language; what is neither stays as it is."""
    return ENTRY_WORDS.get(word) or UNITS.get(word, word) if lang == "nl" else word


# One of it, and more of it.
COUNTED: dict[str, dict[str, tuple[str, str]]] = {
    "pair": {"nl": ("paar", "paren"), "en": ("pair", "pairs")},
    "year": {"nl": ("jaar", "jaar"), "en": ("year", "years")},
    "run": {"nl": ("keer doorgerekend", "keer doorgerekend"), "en": ("run", "runs")},
    "month": {"nl": ("maand", "maanden"), "en": ("month", "months")},
    "world": {"nl": ("wereld", "werelden"), "en": ("world", "worlds")},
    "simulated": {"nl": ("gesimuleerd mens", "gesimuleerde mensen"), "en": ("simulated person", "simulated people")},
}


def counted(what: str, count: int, lang: str) -> str:
    """A number of things: "1 paar", "4 paren"."""
    one, more = COUNTED[what][lang]
    return f"{number(count, lang)} {one if count == 1 else more}"


def text(key: str, lang: str, **fields: object) -> str:
    """The text under this key in the language, with its fields filled in."""
    words = TEXTS[key][lang]
    return words.format(**fields) if fields else words


def number(value: float | None, lang: str, *, decimals: int | None = None, signed: bool = False) -> str:
    """A number as the language writes it, with about three figures that count; a dash when there is none."""
    if value is None or math.isnan(value):
        return "–"
    if decimals is None:
        decimals = 0 if float(value).is_integer() else places(value)
    written = f"{value:{'+' if signed else ''},.{decimals}f}"
    if float(written.replace(",", "")) == 0:  # no "-0.00"
        written = f"{0:,.{decimals}f}"
    return _localised(written, lang)


def exact(value: float, lang: str) -> str:
    """A number as it was given, every decimal of it and no more."""
    return "–" if math.isnan(value) else _localised(f"{value:,.12g}", lang)


def _localised(written: str, lang: str) -> str:
    if lang == "nl":
        written = written.translate(str.maketrans(",.", ".,"))
    return written.replace("-", "−")


def places(value: float) -> int:
    """Decimals that leave about three figures that count."""
    size = abs(value)
    if size >= 100:
        return 0
    if size >= 10:
        return 1
    return 2 if size >= 0.1 or size == 0 else 4


def percent(value: float | None, lang: str) -> str:
    """A share (0 to 1) as a whole percentage."""
    return "–" if value is None or math.isnan(value) else f"{number(100 * value, lang, decimals=0)}%"
