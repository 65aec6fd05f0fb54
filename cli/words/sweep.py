"""The words of ``loopbrug sweep``: what it prints, and its page of --help."""

from sim.words import Both

TEXTS: dict[str, dict[str, str]] = {
    "sweep_pair": {"nl": "{count} paar", "en": "{count} pair"},
    "sweep_pairs": {"nl": "{count} paren", "en": "{count} pairs"},
    "sweep_asked": {
        "nl": "{name}: {pairs} in {jobs} delen, waarvan {finished} al klaar.",
        "en": "{name}: {pairs} in {jobs} parts, of which {finished} finished already.",
    },
    "sweep_cost": {
        "nl": "Nog te rekenen: {worlds} werelden, ongeveer {hours} van een processorkern. Dat is een schatting: in een korte proef "
        "op deze computer kostte een mens {ns} nanoseconden per maand.",
        "en": "Left to run: {worlds} worlds, about {hours} of one processor core. That is an estimate: in a short trial on this "
        "machine a person took {ns} nanoseconds a month.",
    },
    "sweep_wall": {
        "nl": "Met {processes} processen ongeveer {hours}.",
        "en": "With {processes} processes about {hours}.",
    },
    "sweep_hours": {"nl": "{count} uur", "en": "{count} hours"},
    "sweep_minutes": {"nl": "{count} minuten", "en": "{count} minutes"},
    "sweep_minute": {"nl": "een minuut", "en": "a minute"},
    "title_sweep": {
        "nl": "{name}: blijvende overstappen, tegenover vandaag",
        "en": "{name}: lasting crossings, against today",
    },
    "sweep_situation": {"nl": "Situatie", "en": "Situation"},
    "sweep_arm": {"nl": "Pakket en doses", "en": "Package and doses"},
    "sweep_band": {"nl": "80%-band", "en": "80% band"},
    "sweep_count": {"nl": "Paren", "en": "Pairs"},
    "sweep_more": {
        "nl": "Hier staan de eerste {shown} van {all}; de rest staat in de map.",
        "en": "These are the first {shown} of {all}; the others stand in the folder.",
    },
    "sweep_read": {
        "nl": "Alle uitkomsten als tabel, in DuckDB: from read_parquet('{path}/results/*/*.parquet', hive_partitioning = true)",
        "en": "All results as one table, in DuckDB: from read_parquet('{path}/results/*/*.parquet', hive_partitioning = true)",
    },
    "sweep_stopped": {
        "nl": "Gestopt; klaar: {done} van de {asked} delen, in {path}. Met dezelfde opdracht gaat het verder.",
        "en": "Stopped; finished: {done} of the {asked} parts, in {path}. The same command goes on from there.",
    },
}

COMMANDS = {
    "sweep": Both(
        "Reken een hele reeks door: alle combinaties van situaties, pakketten, doses van hefbomen, parametersets en seeds uit een "
        "bestand. Wie stopt, gaat later verder in dezelfde map.",
        "Run a whole sweep: all combinations of situations, packages, doses of levers, parameter sets and seeds in a file. Who "
        "stops can go on later in the same folder.",
    ),
}
EXAMPLES = {"sweep": "loopbrug sweep doses-gids-en-nazorg --workers 2000 --months 24 --runs 2 --out {out}"}
WORDS = {"sweep": Both("REEKS", "SWEEP")}
PARAMETERS: dict[str, tuple[str, Both]] = {
    "spec": ("sweep", Both(
        "Naam van een reeks die erin zit, zoals doses-gids-en-nazorg (scenarios/sweeps/), of een eigen YAML-bestand.",
        "Name of a sweep that ships, such as doses-gids-en-nazorg (scenarios/sweeps/), or a YAML file of your own.")),
    "results": ("folder", Both(
        "Bewaar de uitkomsten in deze map, als Parquet; staat er al een deel van deze reeks, dan gaat het daar verder.",
        "Keep the results in this folder, as Parquet; when part of this sweep is there already, it goes on from there.")),
    "scheduler": ("address", Both(
        "Reken op een Dask-cluster: het adres van de scheduler, zoals tcp://host:8786, of local voor een cluster van --processes "
        "processen op deze computer.",
        "Run on a Dask cluster: the address of the scheduler, such as tcp://host:8786, or local for a cluster of --processes "
        "processes on this machine.")),
    "only_cost": ("", Both(
        "Controleer het bestand, zeg hoeveel runs en uren het kost, en stop dan.",
        "Check the file, say how many runs and hours it takes, and stop there.")),
    "sweep_workers": ("number", Both(
        "Gesimuleerde mensen per wereld, in plaats van wat het bestand zegt.",
        "Simulated people in each world, in place of what the file says.")),
    "sweep_months": ("number", Both(
        "Hoeveel maanden, in plaats van wat het bestand zegt.", "How many months, in place of what the file says.")),
    "sweep_runs": ("number", Both(
        "Hoeveel seeds, in plaats van wat het bestand zegt.", "How many seeds, in place of what the file says.")),
}  # fmt: skip
