"""Who lives in the readable engine: workers, employers, trainers, funds and coach pools.

An agent's attributes are the columns declared for its kind, under the same names (`attributes.py`); a column that holds a row
of another kind holds that agent here (or None). Units and markets stand in `places.py`. What an agent does in one phase only
stands in that phase's module.
"""

from typing import Any

import mesa

from sim.agents.coach import BRIDGE, COACH_POOLS, NO_COACH
from sim.agents.codes import (
    BOTTOM_RUNG,
    BUDGET_KEPT,
    COMPLETED,
    DROPPED_OUT,
    EARLY_MOVER_BONUS,
    EMPLOYED,
    FLEXIBLE,
    GUARANTEE_MONTHS,
    HIRED,
    IN_TRAINING,
    INACTIVE,
    LEFT_BRIDGE,
    MOVED_INSIDE,
    NO_BARRIER,
    NO_CONTRACT,
    NO_LONGER_WANTED,
    NO_STAGE,
    ORIENTED,
    OUTFLOW_EMPLOYERS,
    PERMANENT,
    PORTABLE_LAPSE,
    QUIT_AFTER_START,
    SELECTED,
    STAGE,
    STARTED,
    SURPLUS,
    TRAINING,
    UNEMPLOYED,
    UNEMPLOYED_WW,
    WORKERS,
)
from sim.agents.employer import EMPLOYERS
from sim.agents.fund import FUNDS
from sim.agents.trainer import COURSES
from sim.agents.worker import PATH, PEOPLE, SKILL_GROUPS, SKILL_SCALE, TRAITS
from sim.month.books import CROSSINGS, HIRED_FROM_OUTSIDE, HIRED_FROM_UNEMPLOYMENT, HIRED_FROM_WORK
from sim.month.moves import FIRST_JOB, FOLLOW_MONTHS, FOLLOWED, NOT_CROSSED, SAFE_SHARE, SETTLED_AFTER
from sim.reference.attributes import Lives
from sim.reference.places import Job, Unit
from sim.rng import ACCEPT, COURSE

# What colleagues hear of the end of someone's bridge: a success or a failure.
TOLD = {COMPLETED: 1.0, DROPPED_OUT: -1.0, QUIT_AFTER_START: -1.0}


class Employer(Lives, mesa.Agent, tables=(EMPLOYERS,)):
    """An employer and its units."""

    def __init__(self, model: Any, row: int) -> None:
        super().__init__(model)
        self.row = row
        self.units: list[Unit] = []


class Trainer(Lives, mesa.Agent, tables=(COURSES,)):
    """The trainer of one job type in one region, with one course."""

    def __init__(self, model: Any, row: int) -> None:
        super().__init__(model)
        self.row = row


class Fund(Lives, mesa.Agent, tables=(FUNDS,)):
    """A fund that may pay for training."""

    def __init__(self, model: Any, row: int) -> None:
        super().__init__(model)
        self.row = row

    def pays(self, bill: int, opening: float) -> int:
        """Euros this fund pays of a bill, as far as its rules let it and it has money."""
        rules = self.model.rules
        wanted = rules.fund_pays(bill, self.share_paid, self.cap, self.cap, opening)
        return rules.can_spend(wanted, self.balance, self.when_empty)


class CoachPool(Lives, mesa.Agent, tables=(COACH_POOLS,)):
    """The coaches of one kind in a region."""

    def __init__(self, model: Any, row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def has_place(self) -> bool:
        """Whether another client can be guided."""
        return self.clients < self.places


class Worker(Lives, mesa.Agent, tables=(PEOPLE, TRAITS, PATH, BRIDGE)):
    """A person of 15 to 74."""

    unit: Unit | None
    partner: Unit | None
    origin: Unit | None
    job_type: int
    wage: int
    tenure: int
    crossed: int
    back_to_work: int
    coach: int
    applies_inside = False  # whether this month's application is to their own employer

    def __init__(self, model: Any, row: int) -> None:
        super().__init__(model)
        self.row = row

    # Who they are

    @property
    def at_work(self) -> bool:
        """At work, also when under notice."""
        return self.status == EMPLOYED or self.status == SURPLUS

    @property
    def job(self) -> Job:
        """The job held now or last."""
        return self.model.jobs[self.job_type]

    @property
    def home_job(self) -> Job:
        """The work they count as their own: their job, or what they were schooled for if that is a level up."""
        job, trained = self.job, self.model.jobs[self.trained]
        return trained if trained.level > job.level else job

    @property
    def income(self) -> int:
        """Whole euros a month at work, at present hours."""
        return self.model.rules.earned(self.wage, self.hours)

    @property
    def settling(self) -> bool:
        """In the first hundred days of a job crossed to."""
        return self.crossed == FIRST_JOB and self.tenure < SETTLED_AFTER

    @property
    def follows_course(self) -> bool:
        """Whether they follow a course this month, outside the bridge."""
        pension_age = int(self.model.p.retirement_age)
        chance = self.model.rules.course_chance(self.age, pension_age, self.tenure, self.at_work)
        return bool(self.luck(COURSE) < chance)

    def licensed_for(self, job: Job) -> bool:
        """Whether they may do this work: it is free to all, or they have the licence."""
        return job.licence < 0 or (self.licences >> job.licence) & 1 == 1

    def skill_gap(self, job: Job) -> float:
        """Mean skill missed for a job, 0 to 1."""
        missing = sum(max(0, asked - had) for asked, had in zip(job.required, self.skills, strict=True))
        return missing / (float(SKILL_SCALE) * SKILL_GROUPS)

    @property
    def bonus(self) -> int:
        """Euros for moving early: before any dismissal of theirs is announced."""
        return int(self.setting(EARLY_MOVER_BONUS)) if self.status == EMPLOYED and self.unit is not None else 0

    @property
    def is_guaranteed(self) -> bool:
        """New across the bridge, with a job guarantee that still holds."""
        return bool(self.stage >= STARTED and self.tenure < self.setting(GUARANTEE_MONTHS))

    def named(self, barrier: int) -> int:
        """The barrier, where it works at all under someone's terms; else none."""
        return barrier if self.strength(barrier) > 0.0 else NO_BARRIER

    def pool(self, coach: int) -> CoachPool:
        """The coaches of a kind in this person's region."""
        return self.model.pool_of[self.region, coach]

    @property
    def number(self) -> int:
        """The number of the person who holds this row now: theirs for life, as an address of lasting luck."""
        return int(self.row + self.generation * 2**32)

    # Leaving work and changing status

    def find_work(self) -> None:
        """Work again after notice: in time or not."""
        if self.model.month - self.notice_month <= 6 and self.back_to_work == 0:
            self.back_to_work = 1

    def set_status(self, status: int) -> None:
        """Another labour status, counted from this month."""
        self.status, self.status_months = status, 0

    def leave_unit(self) -> None:
        """Off the staff; of a development budget goes along what the terms let someone keep."""
        if self.unit is None:
            return
        lapses = self.account - round(self.account * self.setting(BUDGET_KEPT))
        self.model.books.pay(WORKERS, OUTFLOW_EMPLOYERS, PORTABLE_LAPSE, lapses, self, self.unit)
        self.account -= lapses
        self.redirected = 0
        self.unit.headcount -= 1
        self.unit.leaving -= self.status == SURPLUS
        self.unit.starters -= self.settling
        if self.crossed == FIRST_JOB:
            self.crossed = FOLLOWED if self.tenure <= FOLLOW_MONTHS else NOT_CROSSED
        self.unit, self.notice_left = None, 0

    def go_unemployed(self, with_rights: bool) -> None:
        """Without work, and off the bridge if this was the job across: with benefit if lost after half a year."""
        if self.stage >= STARTED:
            self.leave_bridge(NO_LONGER_WANTED)
        rules, months = self.model.rules, 0
        if with_rights and self.tenure >= self.model.p.ww_tenure_needed:
            months = rules.ww_rights(rules.years_worked(self.age, self.tenure))
        self.ww_left, self.contract, self.tenure = months, NO_CONTRACT, 0
        if self.stage == IN_TRAINING:
            self.set_status(TRAINING)
        else:
            self.set_status(UNEMPLOYED_WW if months > 0 else UNEMPLOYED)

    def go_inactive(self) -> None:
        """Outside the labour force."""
        self.contract, self.tenure, self.ww_left = NO_CONTRACT, 0, 0
        self.set_status(INACTIVE)

    # On the bridge

    def reach(self, stage: int) -> None:
        """Another stage of the bridge, counted from this month."""
        self.stage, self.stage_months = stage, 0

    def move_on(self, stage: int) -> None:
        """A stage further; the books show it."""
        self.reach(stage)
        self.model.books.note(self, STAGE, self.target, self.partner)

    def back_to_orientation(self) -> None:
        """Look for another target, with the same coach."""
        self.target, self.partner, self.tried = -1, None, 0
        self.reach(ORIENTED)

    def leave_bridge(self, reason: int, barrier: int = 0, missing_euro: int = 0) -> None:
        """Off the bridge, whatever the stage; promised places and coaches are free again, the reason is kept."""
        if self.stage == NO_STAGE:
            return
        if SELECTED <= self.stage < STARTED:
            assert self.partner is not None
            self.partner.reserved -= 1
        if self.origin is not None and reason in TOLD:
            self.origin.word = self.model.rules.word_spread(self.origin.word, TOLD[reason])
        if self.coach != NO_COACH:
            self.pool(self.coach).clients -= 1
            self.coach = NO_COACH
        self.model.books.note(
            self, LEFT_BRIDGE, self.target, self.partner, reason=reason, barrier=barrier, missing_euro=missing_euro
        )
        self.target, self.partner, self.origin, self.course_months = -1, None, None, 0
        if reason != COMPLETED:
            self.tried = 0
        self.reach(NO_STAGE)
        if self.status == TRAINING:
            self.status = UNEMPLOYED_WW if self.ww_left > 0 else UNEMPLOYED

    # Starting work

    def wage_at(self, unit: Unit) -> float:
        """Full-time wage (whole euros) a unit offers this person."""
        job, months = self.model.jobs[unit.job_type], self.sector_months
        same_sector = job.sector == self.job.sector
        return self.model.rules.entry_wage(
            job.start, job.top, months if same_sector else 0, 0 if same_sector else months, self.strength(BOTTOM_RUNG),
            unit.pay,
        )  # fmt: skip

    def wage_inside(self, unit: Unit) -> float:
        """Full-time wage (whole euros) another unit of their employer offers: never below the present one."""
        return max(self.wage_at(unit), float(self.wage))

    def move_inside(self, unit: Unit, wage: float) -> None:
        """Other work at the same employer: unit, work and pay change; service, contract and rights run on."""
        assert self.unit is not None
        self.model.books.note(self, MOVED_INSIDE, unit.job_type, unit, int(wage))
        for place, change in ((self.unit, -1), (unit, 1)):
            place.headcount += change
            place.starters += change * self.settling
        self.unit, self.job_type, self.wage = unit, unit.job_type, int(wage)

    def start_job(self, unit: Unit, wage: float) -> None:
        """Start work in a unit, from whatever came before; a move to another sector is followed from here on."""
        model, sector, came_from_work = self.model, self.model.jobs[unit.job_type].sector, self.at_work
        outside = HIRED_FROM_OUTSIDE if self.status == INACTIVE else HIRED_FROM_UNEMPLOYMENT
        model.books.flows[sector, HIRED_FROM_WORK if came_from_work else outside] += 1
        model.books.note(self, HIRED, unit.job_type, unit, int(wage))
        changed_sector = self.job.sector != sector
        self.leave_unit()
        if changed_sector and self.status != INACTIVE:
            model.books.flows[sector, CROSSINGS] += 1
            self.origin_job, self.cross_month, self.cross_wage = self.job_type, model.month, self.wage
            self.cross_safe = int(came_from_work and wage >= SAFE_SHARE * self.wage)
            self.crossings += model.month >= 0
            unit.starters += 1
            self.crossed = FIRST_JOB
        elif changed_sector or self.crossed != FOLLOWED:
            self.crossed = NOT_CROSSED
        elif wage < SAFE_SHARE * self.cross_wage:
            self.cross_safe = 0
        self.find_work()
        if changed_sector:
            self.sector_months = 0
        self.unit, self.job_type, self.wage = unit, unit.job_type, int(wage)
        self.from_benefit = int(self.ww_left > 0)
        if self.stage != STARTED:
            self.tried = 0
        self.tenure, self.ww_left = 0, 0
        self.contract = FLEXIBLE if self.luck_again(ACCEPT, 1) < model.p.new_flexible else PERMANENT
        self.set_status(EMPLOYED)
        unit.headcount += 1
