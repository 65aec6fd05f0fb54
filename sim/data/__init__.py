"""The facts the simulation starts from: sectors, job types, skills, margins, institutions by date, funds.

Every figure lives in a CSV file under `nl/` with unit, period, source and grade; nothing is written into code. The
loaders check each line and raise `DataError`, one sentence that names file and line. Results are cached; arrays are
read-only. A function `read_…` reads one file anew, its own or a copy.
"""

from collections.abc import Callable

from sim.data.law import Institution, all_institutions, institution, institution_row, institutions, read_institutions
from sim.data.margins import (
    REGIONS,
    Figure,
    all_figures,
    figure,
    figures,
    location_quotients,
    margin,
    read_figures,
    table,
    topics,
)
from sim.data.payers import Fund, funds, read_funds
from sim.data.reading import GRADES, NL, DataError
from sim.data.work import (
    JobType,
    Sector,
    SkillGroup,
    job_types,
    read_job_types,
    read_sectors,
    read_skill_distance,
    read_skill_groups,
    read_skills,
    sectors,
    skill_distance,
    skill_groups,
    skills,
)


def check() -> None:
    """Reads every file and raises DataError at the first line that breaks a rule."""
    readers: tuple[Callable[[], object], ...] = (
        sectors, job_types, skill_groups, skills, skill_distance, all_figures, all_institutions, funds,
    )  # fmt: skip
    for read in readers:
        read()


__all__ = [
    "GRADES", "NL", "REGIONS", "DataError", "Figure", "Fund", "Institution", "JobType", "Sector", "SkillGroup", "check",
    "figure", "figures", "funds", "institution", "institution_row", "institutions", "job_types", "location_quotients",
    "margin", "read_figures", "read_funds", "read_institutions", "read_job_types", "read_sectors",
    "read_skill_distance", "read_skill_groups", "read_skills", "sectors", "skill_distance", "skill_groups", "skills",
    "table", "topics",
]  # fmt: skip
