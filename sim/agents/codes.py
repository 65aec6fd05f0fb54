"""The words of the model as small whole numbers, so that arrays can hold them. The order is fixed: files carry the words."""

STATUSES = ("employed", "surplus", "unemployed-ww", "unemployed", "training", "inactive")
EMPLOYED, SURPLUS, UNEMPLOYED_WW, UNEMPLOYED, TRAINING, INACTIVE = range(6)

CONTRACTS = ("permanent", "flexible", "self-employed", "none")
PERMANENT, FLEXIBLE, SELF_EMPLOYED, NO_CONTRACT = range(4)

EDUCATIONS = ("low", "middle", "high")
LOW, MIDDLE, HIGH = range(3)

STAGES = ("none", "aware", "oriented", "matched", "selected", "contracted", "in-training", "started", "landed", "retained")
NO_STAGE, AWARE, ORIENTED, MATCHED, SELECTED, CONTRACTED, IN_TRAINING, STARTED, LANDED, RETAINED = range(10)

EVENTS = (
    "announced", "dismissed", "contract-ended", "left-work", "hired", "gave-up-search", "began-search", "retired",
    "replaced", "graduated", "made-permanent", "stage", "left-bridge", "quit-early", "lasting", "business-ended",
    "business-started", "moved-inside",
)  # fmt: skip
(
    ANNOUNCED, DISMISSED, CONTRACT_ENDED, LEFT_WORK, HIRED, GAVE_UP_SEARCH, BEGAN_SEARCH, RETIRED,
    REPLACED, GRADUATED, MADE_PERMANENT, STAGE, LEFT_BRIDGE, QUIT_EARLY, LASTING, BUSINESS_ENDED,
    BUSINESS_STARTED, MOVED_INSIDE,
) = range(len(EVENTS))  # fmt: skip

REASONS = (
    "", "found-own-job", "no-match", "not-selected", "not-admitted", "employer-declined", "income-gap",
    "refused-for-money", "lost-between", "dropped-out", "quit-after-start", "left-labour-force", "no-longer-wanted",
    "gave-up", "completed", "opted-out",
)  # fmt: skip
(
    NO_REASON, FOUND_OWN_JOB, NO_MATCH, NOT_SELECTED, NOT_ADMITTED, EMPLOYER_DECLINED, INCOME_GAP_REASON,
    REFUSED_FOR_MONEY, LOST_BETWEEN, DROPPED_OUT, QUIT_AFTER_START, LEFT_LABOUR_FORCE, NO_LONGER_WANTED,
    GAVE_UP, COMPLETED, OPTED_OUT,
) = range(len(REASONS))  # fmt: skip

# The 14 barriers in the order of the catalogue; 0 is "none", so a barrier's column in the terms is its number less one.
BARRIERS = (
    "", "unsafe-step", "cv-self-image", "blind-choice", "late-release", "diploma-gate", "no-first-mover", "hard-landing",
    "rigid-training", "broken-chain", "sector-pots", "income-gap", "bottom-rung", "licence-wall", "wrong-pockets",
)  # fmt: skip
(
    NO_BARRIER, UNSAFE_STEP, CV_SELF_IMAGE, BLIND_CHOICE, LATE_RELEASE, DIPLOMA_GATE, NO_FIRST_MOVER, HARD_LANDING,
    RIGID_TRAINING, BROKEN_CHAIN, SECTOR_POTS, INCOME_GAP, BOTTOM_RUNG, LICENCE_WALL, WRONG_POCKETS,
) = range(15)  # fmt: skip

RULES = (
    "", "enrol_chance", "perceived_distance", "belief_error", "lead_time", "screening_score", "contract_value",
    "landing_hazard", "training_months", "handover_loss", "fund_pays", "income_in_training", "entry_wage", "admission",
    "bill_share",
)  # fmt: skip  # the one rule of each barrier, in the barriers' order

# Settings of the terms under which a person lives; the order of sim/policies/settings.yaml.
SETTINGS = (
    "guide-places", "coach-caseload", "supervision-hours", "traineeship-share", "aftercare-months", "portable-budget",
    "pooled-share", "help-line", "orientation-hours", "tryout-share", "tryout-days", "orientation-job-share", "hybrid-share",
    "trial-placement-at-risk",
    "sector-image", "release-lead", "reciprocity", "early-mover-bonus", "carved-share", "selection-strictness", "contract-first",
    "guarantee-months", "own-share", "pooled-risk", "extra-intakes", "partial-credit", "exemptions", "extra-seats",
    "certificates", "rapid-response", "budget-kept", "replacement-rate", "transition-sender-share", "pension-repair",
    "transparent-terms", "licence-steps", "severance-redirected", "ww-redirected", "sender-share", "funding-continuity",
    "retention-subsidy",
)  # fmt: skip
(
    GUIDE_PLACES, COACH_CASELOAD, SUPERVISION_HOURS, TRAINEESHIP_SHARE, AFTERCARE_MONTHS, PORTABLE_BUDGET,
    POOLED_SHARE, HELP_LINE, ORIENTATION_HOURS, TRYOUT_SHARE, TRYOUT_DAYS, ORIENTATION_JOB_SHARE, HYBRID_SHARE,
    TRIAL_PLACEMENT_AT_RISK,
    SECTOR_IMAGE, RELEASE_LEAD, RECIPROCITY, EARLY_MOVER_BONUS, CARVED_SHARE, SELECTION_STRICTNESS, CONTRACT_FIRST,
    GUARANTEE_MONTHS, OWN_SHARE, POOLED_RISK, EXTRA_INTAKES, PARTIAL_CREDIT, EXEMPTIONS, EXTRA_SEATS,
    CERTIFICATES, RAPID_RESPONSE, BUDGET_KEPT, REPLACEMENT_RATE, TRANSITION_SENDER_SHARE, PENSION_REPAIR,
    TRANSPARENT_TERMS, LICENCE_STEPS, SEVERANCE_REDIRECTED, WW_REDIRECTED, SENDER_SHARE, FUNDING_CONTINUITY,
    RETENTION_SUBSIDY,
) = range(len(SETTINGS))  # fmt: skip

# Who pays and who is paid. Sector funds stand last, one for each sector in the order of the sectors.
PARTIES = (
    "workers", "outflow-employers", "inflow-employers", "uwv", "ministries", "provinces-municipalities", "eu", "trainers",
    "coaches", "cross-sector-fund",
)  # fmt: skip
(
    WORKERS, OUTFLOW_EMPLOYERS, INFLOW_EMPLOYERS, UWV, MINISTRIES, PROVINCES, EU, TRAINERS, COACHES, CROSS_FUND,
) = range(10)  # fmt: skip
FIRST_SECTOR_FUND = 10

ITEMS = (
    "wage", "wage-in-training", "ww", "severance", "tuition", "coaching", "supervision-hours", "traineeship", "aftercare",
    "levy", "pooled-levy", "incumbent-training", "portable-accrual", "portable-use", "open-vacancy", "redirected-severance",
    "transition-income", "tryout-wage", "wage-cost-subsidy", "training-subsidy", "pooled-risk", "portable-lapse", "orientation",
    "passport", "assessment", "campaign", "planning", "mobility-bonus", "hub", "buddy", "pension-repair", "job-carving",
    "course-design", "retention-subsidy", "release-wage",
)  # fmt: skip
# Those that the month books itself; the others are booked under the name that a lever gives (`Cost.item`).
WAGE_ITEM = ITEMS.index("wage")
TRAINING_WAGE = ITEMS.index("wage-in-training")
WW_ITEM = ITEMS.index("ww")
SEVERANCE = ITEMS.index("severance")
TUITION = ITEMS.index("tuition")
COACHING = ITEMS.index("coaching")
SUPERVISION = ITEMS.index("supervision-hours")
TRAINEESHIP_ITEM = ITEMS.index("traineeship")
AFTERCARE = ITEMS.index("aftercare")
LEVY = ITEMS.index("levy")
POOLED_LEVY = ITEMS.index("pooled-levy")
INCUMBENT_TRAINING = ITEMS.index("incumbent-training")
PORTABLE_ACCRUAL = ITEMS.index("portable-accrual")
PORTABLE_USE = ITEMS.index("portable-use")
OPEN_VACANCY = ITEMS.index("open-vacancy")
REDIRECTED_SEVERANCE = ITEMS.index("redirected-severance")
TRANSITION_INCOME = ITEMS.index("transition-income")
WAGE_COST_SUBSIDY = ITEMS.index("wage-cost-subsidy")
TRAINING_SUBSIDY = ITEMS.index("training-subsidy")
POOLED_RISK_ITEM = ITEMS.index("pooled-risk")
PORTABLE_LAPSE = ITEMS.index("portable-lapse")
MOBILITY_BONUS = ITEMS.index("mobility-bonus")
RETENTION_ITEM = ITEMS.index("retention-subsidy")
RELEASE_WAGE = ITEMS.index("release-wage")
# Items that are a cost of time or a missed return, not a payment: they stand apart from cash and need not sum to zero.
OPPORTUNITY_ITEMS = ("supervision-hours", "open-vacancy", "buddy")

# Services of which the engine itself knows what they cost someone: their levers give the price or only the payers (a column
# of `payers` for each party, the last for the fund of the sector concerned).
SERVICES = (
    "neutral-guide", "senior-traineeship", "supervision-hours", "first-100-days", "portable-budget", "transition-income",
    "pooled-risk", "early-mover-bonus", "retention-subsidy",
)  # fmt: skip
(
    GUIDE, TRAINEESHIP, SUPERVISION_HOUR, AFTERCARE_MONTH, ACCOUNT, TRANSITION, RISK_POOL, BONUS, RETENTION,
) = range(len(SERVICES))  # fmt: skip

# Occasions at which any other lever in force asks its price for a person.
OCCASIONS = (
    "person-reached", "person-oriented", "employee-oriented",
    "participant-month", "screening", "try-out", "admission", "course-start",
    "trainee-month", "orientation-job", "hybrid-job", "trial-placement", "dropout", "start", "starter-month", "first-year-month",
    "employee-year",
)  # fmt: skip
(
    PERSON_REACHED, PERSON_ORIENTED, EMPLOYEE_ORIENTED, PARTICIPANT_MONTH, SCREENING, TRY_OUT, ADMISSION, COURSE_START,
    TRAINEE_MONTH, ORIENTATION_JOB, HYBRID_JOB, TRIAL_PLACEMENT, DROPPING_OUT, START, STARTER_MONTH, FIRST_YEAR_MONTH,
    EMPLOYEE_YEAR,
) = range(len(OCCASIONS))  # fmt: skip
