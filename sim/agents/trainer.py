"""Trainers: courses with intakes and seats. Pure scalar rules; durations in months, prices in whole euros."""

import numpy as np

from sim.agents.columns import Column, Table
from sim.jit import rule

COURSES = Table(
    "Courses",
    [
        Column("job_type", "int8", "code", "the job the course leads to"),
        Column("region", "int8", "code", "where"),
        Column("mean_seats", "float64", "people", "seats an intake has on average"),
        Column("seats", "int32", "people", "seats this month, should there be an intake"),
        Column("taken", "int32", "people", "seats taken in the present intake"),
        Column("first_intake", "int8", "month", "months after month 0 of the first intake"),
    ],
)


@rule
def admission(trained_enough, licence_wall, draw):
    """Whether someone is let in to a regulated course (B13): by diploma, or by assessment as far as the wall lets through."""
    return trained_enough or draw >= licence_wall


@rule
def training_months(full, modular, gap, licensed_work, rigid_training, exemptions, steps, p):
    """Months of training someone needs before they start (B08): between the modular and the full course, less where skills are
    there.

    Where the law asks a licence, what someone can already shortens the course as far as there are exemptions (0-1), and part of
    it is done at work where the licence comes in steps (0-1). Under a month is learnt on the job: 0.
    """
    course = modular + (full - modular) * rigid_training
    lacking = min(1.0, gap / p.gap_full_course)
    if licensed_work:
        needed = course * (1.0 - exemptions * (1.0 - lacking)) * (1.0 - p.steps_at_work * steps)
    else:
        needed = course * lacking
    return int(np.rint(needed)) if needed >= 1.0 else 0


@rule
def intake_now(month, first_intake, rigid_training, extra, p):
    """Whether a course starts this month: `intakes_rigid` a year at full rigidity, twelve when there is none (B08), and `extra`."""
    intakes = max(1.0, p.intakes_open + (p.intakes_rigid - p.intakes_open) * rigid_training) + extra
    every = max(1, int(np.rint(12.0 / intakes)))
    return (month - first_intake) % every == 0


@rule
def dropout_within(months, p):
    """Chance to drop out somewhere in so many months, as an employer reckons it: at the base chance a month."""
    return 1.0 - (1.0 - p.dropout) ** months


@rule
def tuition(months, p):
    """Price of a course in whole euros."""
    return int(np.rint(p.tuition_month * months))


@rule
def weekly_load(hours_of_work, p):
    """How heavy the week is while training: hours of work and school over what is bearable, 0 when it fits."""
    return max(0.0, (hours_of_work + p.school_hours) / p.bearable_hours - 1.0)
