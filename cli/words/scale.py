"""Words of `compare --scale`: one package for groups of several sizes."""

TEXTS: dict[str, dict[str, str]] = {
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
    "how_to_read_scale": {
        "nl": "Elke kolom is hetzelfde pakket voor een groep van die grootte, met eronder waar 80% van de paren valt. Een "
        "gesimuleerd mens staat voor een aantal echte: bij een kleine groep zijn het er maar een paar, of een, en zegt de "
        "kolom weinig.",
        "en": "Each column is the same package for a group of that size, and below it where 80% of the pairs lie. One simulated "
        "person stands for a number of real ones: a small group is only a few, or one, and then the column tells little.",
    },
}
