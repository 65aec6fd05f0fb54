"""Words of `programmes`, which `validate` shows too."""

TEXTS: dict[str, dict[str, str]] = {
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
}
