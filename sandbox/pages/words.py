"""Names of jobs and sectors inside a sentence."""

from functools import cache

from sim import data


@cache
def job_name(job: str, lang: str) -> str:
    """The name of a job type in a sentence; "" for none. An abbreviation keeps its capitals."""
    words = next((str(getattr(each, lang)) for each in data.job_types() if each.id == job), "")
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


@cache
def sector_name(job: str, lang: str) -> str:
    """The name of the sector of a job type; "" for none."""
    sector = next((each.sector for each in data.job_types() if each.id == job), "")
    return next((str(getattr(each, lang)) for each in data.sectors() if each.id == sector), "")
