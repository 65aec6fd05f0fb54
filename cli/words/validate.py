"""Words of `validate`."""

TEXTS: dict[str, dict[str, str]] = {
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
}
