"""Words of person by person, and the business case."""

TEXTS: dict[str, dict[str, str]] = {
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
}
