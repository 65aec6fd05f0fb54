"""What can be counted in a pilot, in words."""

from sim.words import Both

SEEN = {
    "enrolled": Both("Deed mee, van wie het aanbod kreeg", "Took part, of those who got the offer"),
    "matched": Both("Had een baan op het oog, van wie meedeed", "Had a job in view, of those who took part"),
    "selected": Both("Gekozen door de werkgever, van wie zo ver kwam", "Selected by the employer, of those who came so far"),
    "contracted": Both("Afspraken rond, van wie zo ver kwam", "Everyone had signed, of those who came so far"),
    "started": Both("Begonnen over de loopbrug, van wie zo ver kwam", "Started over the bridge, of those who came so far"),
    "landed": Both("Na 100 dagen nog aan het werk, van wie begon", "Still there after 100 days, of those who started"),
    "placed": Both("Begon in ander werk, van wie meedeed", "Started in other work, of those who took part"),
    "placed-alone": Both(
        "Begon in ander werk zonder de loopbrug, van wie er niet over begon",
        "Started in other work without the bridge, of those who did not start over it",
    ),
    "retained": Both("Een jaar later nog bij die werkgever, van wie begon", "With that employer a year on, of those who started"),
    "cost": Both("Kosten, euro", "Cost, euros"),
}
FORECASTS = {
    "enrolled": SEEN["enrolled"], "placed": SEEN["placed"], "retained": SEEN["retained"],
    "without": Both("Dezelfde mensen zonder de proeftuin", "The same people without the pilot"),
    "extra": Both("Verschil dat de proeftuin maakt", "Difference that the pilot makes"),
    "cost": Both("Kosten per deelnemer, euro", "Cost of a participant, euros"),
}  # fmt: skip


def seen_name(name: str, lang: str) -> str:
    """What was counted, in the language."""
    return SEEN[name].said(lang)


def forecast_name(name: str, lang: str) -> str:
    """What is expected, in the language."""
    return FORECASTS[name].said(lang)
