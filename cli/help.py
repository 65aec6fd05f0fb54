"""--help in two languages: the page of the whole command, and a page for each command with an example."""

import inspect
import shutil
import textwrap
from collections.abc import Mapping
from typing import Any

from cli.words import parts, proeftuin
from sim.words import Both

WIDEST = 100  # columns; longer lines read badly
INDENT = 26

ABOUT = Both(
    "Loopbrug is een gesimuleerde arbeidsmarkt: wat doet een pakket van doorbraken met mensen in een echte situatie?",
    "Loopbrug is a simulated labour market: what does a package of breakthroughs do to people in a real situation?",
)
COMMANDS = {
    "run": Both(
        "Reken een situatie door, zoals vandaag of met een pakket, en laat de uitkomsten van die ene wereld zien.",
        "Run a situation, as today or with a package, and show the measures of that one world.",
    ),
    "compare": Both(
        "Vergelijk een pakket met vandaag, in steeds dezelfde werelden: wat verandert er, hoe zeker is dat, wat was ook "
        "zonder het pakket gebeurd, en wie betaalt?",
        "Compare a package with today, in the same worlds each time: what changes, how certain is it, what would have "
        "happened without the package too, and who pays?",
    ),
    "programmes": Both(
        "Reken de programma's uit de documenten na, een of alle, en zet naast wat er gemeld is wat het model telt.",
        "Run the programmes of the documents, one or all, and put what the model counts beside what was reported.",
    ),
    "show": Both(
        "Laat zien wat er te kiezen valt: situaties, pakketten, hefbomen en meer, met hun bronnen.",
        "Show what there is to choose from: situations, packages, levers and more, with their sources.",
    ),
    "calibrate": Both(
        "Schat de parameters uit de patronen van de arbeidsmarkt van nu, en hoe onzeker ze blijven. Duurt lang; wie stopt kan "
        "later verder in dezelfde map.",
        "Estimate the parameters from the patterns of today's labour market, and how uncertain they remain. It takes long; who "
        "stops can go on later in the same folder.",
    ),
    "validate": Both(
        "Klopt het? Zet elk patroon van de arbeidsmarkt en elk programma naast wat het model laat zien, met wat het mist en "
        "waarom.",
        "Is it true? Put each pattern of the labour market and each programme beside what the model shows, with what it misses "
        "and why.",
    ),
    "dock": Both(
        "Toets delen van de rekenkern aan een ander model: wat doet automatisering met de werkloosheid per beroep, volgens het "
        "beroepsmobiliteitsmodel van Del Rio-Chanona en anderen (2021)?",
        "Test parts of the engine against another model: what does automation do to unemployment by occupation, according to the "
        "occupational mobility model of del Rio-Chanona and others (2021)?",
    ),
    "app": Both(
        "Open de zandbak in de browser, op deze computer en zonder internet; Ctrl-C stopt hem.",
        "Open the sandbox in the browser, on this machine and without internet; Ctrl-C ends it.",
    ),
    "workshop": Both(
        "Begin een sessie in een zaal: tafels doen mee met telefoon of laptop op hetzelfde netwerk, zonder internet. Ctrl-C stopt "
        "de server; wat gespeeld is blijft bewaard.",
        "Begin a session in a room: tables join with a phone or laptop on the same network, without internet. Ctrl-C ends the "
        "server; what was played is kept.",
    ),
    "bench": Both(
        "Meet snelheid en geheugen op deze computer, als verhoudingen in een keer gemeten, en zeg welke grenzen gehaald zijn.",
        "Measure speed and memory on this machine, as ratios within one run, and say which bounds are met.",
    ),
}
EXAMPLES = {
    "run": "loopbrug run nederland-2025 --workers 2000 --months 12 --runs 2 --out {out}",
    "compare": "loopbrug compare bank-naar-klas --set neutral-guide=0.5 --workers 2000 --months 24 --runs 4",
    "programmes": "loopbrug programmes noordoost-brabant-van-werk-naar-werk --runs 8",
    "show": "loopbrug show levers",
    "calibrate": "loopbrug calibrate --out {estimate} --runs 60 --waves 1 --sets 20",
    "validate": "loopbrug validate --sets 20",
    "dock": "loopbrug dock --occupations {occupations} --out {out}",
    "app": "loopbrug app --port 9000",
    "workshop": "loopbrug workshop --port 9001",
    "bench": "loopbrug bench --json",
}
OUT = Both("uit", "results")
ESTIMATE = Both("schatting", "estimate")
OCCUPATIONS = Both("beroepen.csv", "occupations.csv")

# What stands behind an option, and what it does; by the name of the parameter.
WORDS = {
    "number": Both("GETAL", "NUMBER"), "name": Both("NAAM", "NAME"), "folder": Both("MAP", "FOLDER"),
    "file": Both("BESTAND", "FILE"), "dose": Both("HEFBOOM=DOSIS", "LEVER=DOSE"), "value": Both("NAAM=WAARDE", "NAME=VALUE"),
    "line": Both("REGEL", "LINE"),
    "situation": Both("SITUATIE", "SITUATION"), "programme": Both("PROGRAMMA", "PROGRAMME"), "what": Both("LIJST", "LIST"),
    "engine": Both("fast|reference", "fast|reference"), "lang": Both("nl|en", "nl|en"),
    "sizes": Both("GETAL,GETAL,…", "NUMBER,NUMBER,…"), "share": Both("DEEL", "SHARE"),
}  # fmt: skip
PARAMETERS: dict[str, tuple[str, Both]] = {
    "situation": ("situation", Both(
        "Naam van een situatie (zie loopbrug show situations), of een eigen YAML-bestand.",
        "Name of a situation (see loopbrug show situations), or a YAML file of your own.")),
    "what": ("what", Both("Een van: {lists}.", "One of: {lists}.")),
    "name": ("programme", Both(
        "Naam van een programma (zie loopbrug show programmes), of een eigen YAML-bestand. Zonder naam alle.",
        "Name of a programme (see loopbrug show programmes), or a YAML file of your own. Without a name all of them.")),
    "people": ("number", Both(
        "Gesimuleerde mensen per wereld, van wie een deel het aanbod krijgt. Zonder deze optie 50.000.",
        "Simulated people in each world, part of whom get the offer. Without this option 50,000.")),
    "package": ("name", Both(
        "Naam van een pakket (zie loopbrug show packages), of een eigen YAML-bestand. Mag vaker: de pakketten gelden samen.",
        "Name of a package (see loopbrug show packages), or a YAML file of your own. May be repeated: they hold together.")),
    "occupations": ("file", Both(
        "CSV met een beroep per regel. De eerste drie kolommen zijn naam, kans op automatisering (0 tot 1) en aantal werkenden.",
        "CSV with an occupation on each line. The first three columns are id, automation probability (0 to 1) and employment.")),
    "network": ("file", Both(
        "CSV met de wegen tussen beroepen: een vierkante matrix, of een lijst met van, naar en gewicht. Zonder deze optie kan "
        "iedereen overal solliciteren.",
        "CSV with the ways between occupations: a square matrix, or a list of from, to and weight. Without this option anyone "
        "may apply anywhere.")),
    "delta_u": ("share", Both(
        "Kans per stap van 6,75 weken om werk te verliezen, wat de vraag ook doet.",
        "Chance in each step of 6.75 weeks to lose one's work, whatever demand does.")),
    "delta_v": ("share", Both(
        "Kans per stap dat iemands werk een vacature geeft, wat de vraag ook doet.",
        "Chance in each step that someone's work gives rise to a vacancy, whatever demand does.")),
    "gamma": ("share", Both(
        "Deel van het gat tussen vraag en bezetting dat per stap dichtgaat.",
        "Part of the gap between demand and staffing that closes in each step.")),
    "simulated": ("number", Both(
        "Gesimuleerde mensen. Zonder deze optie zoveel als er in het bestand staan, maar minstens 2.000 per beroep en hoogstens "
        "1.000.000 in totaal.",
        "Simulated people. Without this option as many as the file has, but at least 2,000 an occupation and at most 1,000,000 "
        "in all.")),
    "repeats": ("number", Both(
        "Hoe vaak er met gesimuleerde mensen wordt gerekend. Meer runs, minder ruis.",
        "How often it is run with simulated people. More runs, less noise.")),
    "into": ("folder", Both(
        "Schrijf occupations.csv in deze map: per beroep de verandering van de werkloosheid.",
        "Write occupations.csv into this folder: the change of unemployment by occupation.")),
    "folder": ("folder", Both(
        "Bewaar de schatting in deze map; staat er al een deel, dan gaat hij daar verder.",
        "Keep the estimate in this folder; when part of it is there already, it goes on from there.")),
    "wave_runs": ("number", Both(
        "Runs in elke golf. Zonder deze optie 800.", "Runs in each wave. Without this option 800.")),
    "waves": ("number", Both(
        "Golven waarin parameters worden uitgesloten, op zijn hoogst. Zonder deze optie 4.",
        "Waves in which parameters are ruled out, at most. Without this option 4.")),
    "sets": ("number", Both(
        "Hoeveel parametersets: bij calibrate blijven er zoveel over (zonder deze optie 240), bij validate worden er zoveel "
        "doorgerekend (120).",
        "How many parameter sets: with calibrate so many are left (without this option 240), with validate so many are run "
        "(120).")),
    "processes": ("number", Both(
        "Hoeveel processen tegelijk (zonder deze optie: zoveel als de processor kernen heeft).",
        "How many processes at once (without this option: all cores).")),
    "begin": ("file", Both(
        "Begin met de runs in dit bestand, zoals calibration/runs.csv.gz: die van de schatting die erin zit.",
        "Begin with the runs in this file, such as calibration/runs.csv.gz: those of the estimate that ships.")),
    "cluster": ("address", Both(
        "Adres van een Dask-scheduler die de runs verdeelt, zoals tcp://host:8786.",
        "Address of a Dask scheduler that shares the runs out, such as tcp://host:8786.")),
    "export_package": ("file", Both(
        "Schrijf het pakket dat geldt, met de doses van --set, in dit bestand (.yaml), om later weer te gebruiken.",
        "Write the package in force, with the doses of --set, into this file (.yaml), to use again later.")),
    "set_": ("dose", Both(
        "Zet een hefboom, zoals neutral-guide=0.5; gaat voor de dosis van het pakket. Mag vaker.",
        "Set a lever, such as neutral-guide=0.5; it goes before the package's own dose. May be repeated.")),
    "assume": ("value", Both(
        "Verander hoe de wereld werkt: een parameter (zie loopbrug show sources), zoals accept=0.8. Geldt ook in de wereld van "
        "vandaag. Mag vaker.",
        "Change how the world works: a parameter (see loopbrug show sources), such as accept=0.8. Holds in today's world too. "
        "May be repeated.")),
    "workers": ("number", Both(
        "Gesimuleerde mensen van 15-74 jaar. Zonder deze optie: zoals de situatie zegt.",
        "Simulated people of 15-74. Without this option: as the situation says.")),
    "months": ("number", Both(
        "Hoeveel maanden. Zonder deze optie: zoals de situatie zegt.",
        "How many months. Without this option: as the situation says.")),
    "runs": ("number", Both(
        "Hoe vaak; bij compare: hoeveel paren. Meer runs, minder ruis. Zonder deze optie: zoals de situatie zegt.",
        "How often; with compare: how many pairs. More runs, less noise. Without this option: as the situation says.")),
    "seed": ("number", Both(
        "Begin van het toeval: dezelfde seed geeft hetzelfde, tot op de laatste bit.",
        "Start of the luck: the same seed gives the same results, bit for bit.")),
    "engine_name": ("engine", Both(
        "Twee rekenkernen die hetzelfde uitrekenen; reference is langzaam en leesbaar.",
        "Two engines with one history; reference is slow and readable.")),
    "threads": ("number", Both(
        "Hoeveel runs tegelijk (zonder deze optie: zoveel als de processor kernen heeft). De uitkomst hangt er niet van af.",
        "How many runs at once (without this option: all cores). Results do not depend on it.")),
    "out": ("folder", Both(
        "Schrijf alles wat er gebeurt in deze map, als Parquet; wat klaar is blijft bewaard als u stopt.",
        "Write all that happens into this folder, as Parquet; what is finished is kept when you stop.")),
    "force": ("", Both("Vervang resultaten die er al staan.", "Replace results that are already there.")),
    "json_": ("", Both(
        "De uitkomst als een JSON-document in plaats van tabellen.", "One JSON document instead of tables.")),
    "picture": ("file", Both(
        "Teken de effecten in dit bestand (.svg, .png of .pdf).", "Draw the effects into this file (.svg, .png or .pdf).")),
    "taxonomy": ("name", Both(
        "Andere namen, codes en groepen voor hobbels en doorbraken: een naam (zie loopbrug show taxonomies) of een eigen "
        "YAML-bestand. Zonder deze optie: LOOPBRUG_TAXONOMY.",
        "Other names, codes and groups for barriers and breakthroughs: a name (see loopbrug show taxonomies) or a YAML file "
        "of your own. Without this option: LOOPBRUG_TAXONOMY.")),
    "scale": ("sizes", Both(
        "Reken hetzelfde pakket door voor groepen van deze groottes, zoals 37,370,3700, en laat per deelnemer het effect zien.",
        "Run the same package for groups of these sizes, such as 37,370,3700, and show the effect per participant.")),
    "port": ("number", Both(
        "Poort op deze computer; kies een andere als deze in gebruik is.",
        "Port on this machine; choose another when this one is in use.")),
    "host": ("name", Both(
        "Naam of adres van deze computer waarop telefoons haar vinden. Zonder deze optie het adres op het netwerk.",
        "Name or address at which phones find this machine. Without this option its address on the network.")),
    "state": ("file", Both(
        "Bewaar de sessies in dit bestand en ga verder met wat erin staat. Zonder deze optie een vast bestand van u.",
        "Keep the sessions in this file and go on with what is in it. Without this option a fixed file of yours.")),
    "no_browser": ("", Both("Open geen browser, zeg alleen het adres.", "Do not open a browser, only say the address.")),
    "only": ("line", Both("Meet alleen deze regel. Mag vaker.", "Measure only this line. May be repeated.")),
    "big": ("", Both(
        "Ook met 10.000.000 mensen: dat kost minuten, en gigabytes aan geheugen.",
        "Also with 10,000,000 people: it takes minutes, and gigabytes of memory.")),
    "lang": ("lang", Both(
        "Taal van alles wat er staat. Zonder deze optie: LOOPBRUG_LANG, en anders nl.",
        "Language of all that is said. Without this option: LOOPBRUG_LANG, or else nl.")),
}  # fmt: skip
for part in parts():  # a command may bring its own
    COMMANDS |= getattr(part, "COMMANDS", {})
    EXAMPLES |= getattr(part, "EXAMPLES", {})
    WORDS |= getattr(part, "WORDS", {})
    PARAMETERS |= getattr(part, "PARAMETERS", {})
HELP = Both("Laat deze uitleg zien.", "Show this page.")
VERSION = Both("Laat de versie zien.", "Show the version.")


def front_page(commands: Mapping[str, Any], lang: str) -> str:
    """The page of the whole command; ``commands`` are typer's own, by name."""
    example = EXAMPLES["compare"]
    rows = [(name, _about(command).said(lang)) for name, command in commands.items()]
    language = PARAMETERS["lang"][1].said(lang)
    sets = (f"--posterior {WORDS['file'].said(lang)}", proeftuin.POSTERIOR.said(lang))
    options = [("--lang nl|en", language), sets, ("--version", VERSION.said(lang)), ("--help", HELP.said(lang))]
    more = Both("Meer over een opdracht: loopbrug compare --help", "More about a command: loopbrug compare --help")
    parts = [
        "loopbrug " + Both("OPDRACHT [opties]", "COMMAND [options]").said(lang), _wrapped(ABOUT.said(lang)),
        _section(Both("Opdrachten", "Commands").said(lang), rows), _section(Both("Opties", "Options").said(lang), options),
        _example(example, lang), more.said(lang),
    ]  # fmt: skip
    return "\n\n".join(parts)


def page(command: Any, lang: str, **fields: str) -> str:
    """The page of one command, made from typer's declaration of it; ``fields`` fill in what its texts leave open."""
    given = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and "--help" not in p.opts]
    names = " ".join(_word(p).said(lang) for p in given)
    rows = [(_word(p).said(lang), _told(p, lang, fields)) for p in given]
    choices = [(f"{p.opts[0]} {_word(p).said(lang)}".rstrip(), _told(p, lang, fields)) for p in options]
    head = " ".join(part for part in ("loopbrug", command.name, names, Both("[opties]", "[options]").said(lang)) if part)
    parts = [head, _wrapped(_about(command).said(lang))]
    if command.name in EXAMPLES:
        parts.append(_example(EXAMPLES[command.name].format(out=OUT.said(lang), occupations=OCCUPATIONS.said(lang),
                                                            estimate=ESTIMATE.said(lang)), lang))
    if rows:
        parts.append(_section(Both("Wat u geeft", "What you give").said(lang), rows))
    return "\n\n".join([*parts, _section(Both("Opties", "Options").said(lang), [*choices, ("--help", HELP.said(lang))])])


def _about(command: Any) -> Both:
    said = inspect.cleandoc(command.help or "")
    return COMMANDS.get(command.name, Both(said, said))


def _word(parameter: Any) -> Both:
    """What stands for the value of a parameter; nothing for an option that stands alone."""
    if getattr(parameter, "is_flag", False):
        return Both("", "")
    name, _ = PARAMETERS.get(parameter.name, ("", None))
    plain = parameter.metavar or parameter.name.upper()
    return WORDS.get(name, Both(plain, plain))


def _told(parameter: Any, lang: str, fields: Mapping[str, str]) -> str:
    own = parameter.help or ""
    _, told = PARAMETERS.get(parameter.name, ("", Both(own, own)))
    words = told.said(lang).format(**fields) if fields else told.said(lang)
    if isinstance(parameter.default, bool) or parameter.default is None or parameter.name == "lang":
        return words
    return f"{words.rstrip('.')} ({Both('standaard', 'default').said(lang)}: {parameter.default})."


def _example(line: str, lang: str) -> str:
    return f"{Both('Voorbeeld', 'Example').said(lang)}:\n  {line}" + (" --lang en" if lang == "en" else "")


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    return "\n".join([f"{title}:", *(_row(name, told) for name, told in rows)])


def _row(name: str, told: str) -> str:
    first = f"  {name}"
    gap = " " * INDENT
    lines = textwrap.wrap(told, max(30, _width() - INDENT), break_on_hyphens=False) or [""]
    if len(first) > INDENT - 2:
        return "\n".join([first, *(gap + line for line in lines)])
    return "\n".join([first.ljust(INDENT) + lines[0], *(gap + line for line in lines[1:])])


def _wrapped(told: str) -> str:
    return "\n".join(textwrap.wrap(told, _width(), break_on_hyphens=False))


def _width() -> int:
    return min(WIDEST, shutil.get_terminal_size().columns)
