"""What the page of money is made of: who pays whom and why people stop, read from the source of the month, with words beside it.

The words say when and why; the code says what is there. A payment or a refusal without words, or words without one, is a KeyError
or a failing test, so the page cannot lag behind. `python -m docs.generate` writes it.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.agents import codes

MONTH = Path(__file__).resolve().parents[1] / "sim" / "month"
NO_REASON = "no reason"
SECTOR_FUND = "sector-fund"
PAYMENT_CALLS = {"pay": (1, 2, 3), "pay_for": (4, 5, 6), "pay_split": (1, 3, 4), "pay_service": (2, 4, 5)}  # payer, payee, item
LEVERS_PAY = ("pay_split", "pay_service")  # their first argument is a service: the payers are those of its lever
ENDINGS = {"leave_bridge": "off the bridge", "turn_back": "back to *oriented*", "refused": "back to *oriented*"}
# Doors through which others pass, and the prices of levers at occasions, which the catalogue tells of.
PASSES_ON = {*PAYMENT_CALLS, *ENDINGS, "charge", "enter_charges"}


@dataclass(frozen=True)
class Payment:
    """One line of code that pays: `payer` is a party of the ledger, or (`split`) a lever whose payers pay."""

    item: str
    payer: str
    payee: str
    file: str
    split: bool


@dataclass(frozen=True)
class Ending:
    """One line of code that ends or turns back a crossing. `barrier` is an id, "" for none, or None when it is worked out."""

    function: str
    reason: str
    barrier: str | None
    then: str
    file: str


@cache
def payments() -> tuple[Payment, ...]:
    """Every line of the month that pays, but for the prices of levers at occasions; in the order of the items."""
    found = {_payment(call, file): None for file, _, call in _calls(set(PAYMENT_CALLS))}
    return tuple(sorted(found, key=lambda paid: codes.ITEMS.index(paid.item)))


@cache
def endings() -> tuple[Ending, ...]:
    """Every line of the month at which someone leaves the bridge or is turned back, in the order of the reasons."""
    found = {_ending(call, name, file): None for file, name, call in _calls(set(ENDINGS))}
    order = ("", *codes.REASONS[1:])
    return tuple(sorted(found, key=lambda end: order.index("" if end.reason == NO_REASON else end.reason)))


def _calls(names: set[str]) -> Iterator[tuple[str, str, ast.Call]]:
    """(file, function, call) of each call of one of these names in the month."""
    for path in sorted(MONTH.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name not in PASSES_ON):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                    yield f"sim/month/{path.name}", function.name, node


def _payment(call: ast.Call, file: str) -> Payment:
    assert isinstance(call.func, ast.Name)
    payer, payee, item = (call.args[k] for k in PAYMENT_CALLS[call.func.id])
    split = call.func.id in LEVERS_PAY
    by = codes.SERVICES[_code(payer)] if split else _party(payer)
    return Payment(codes.ITEMS[_code(item)], by, _party(payee), file, split)


def _party(node: ast.expr) -> str:
    """A party by its name in the code; what is no single name is the fund of a sector."""
    return codes.PARTIES[_code(node)] if isinstance(node, ast.Name) and node.id.isupper() else SECTOR_FUND


def _code(node: ast.expr) -> int:
    assert isinstance(node, ast.Name), f"not a word of sim/agents/codes.py: {ast.unparse(node)}"
    return int(getattr(codes, node.id))


def _ending(call: ast.Call, function: str, file: str) -> Ending:
    assert isinstance(call.func, ast.Name)
    reason, barrier = call.args[3], call.args[4]
    if isinstance(barrier, ast.Call) and isinstance(barrier.func, ast.Name) and barrier.func.id == "named":
        barrier = barrier.args[2]  # the barrier, as long as it works at all
    named = None
    if isinstance(barrier, ast.Constant):
        named = ""
    elif isinstance(barrier, ast.Name):
        named = codes.BARRIERS[_code(barrier)]
    said = NO_REASON if isinstance(reason, ast.Constant) else codes.REASONS[_code(reason)]
    return Ending(function, said, named, ENDINGS[call.func.id], file)


# (item, payer, payee): when it is paid; the rules that say how much; words on the figures where the rules do not read them.
# One line a payment or an ending reads best.
# ruff: noqa: E501
# fmt: off
PAID: dict[tuple[str, str, str], tuple[str, tuple[str, ...], str]] = {
    ("wage", "inflow-employers", "workers"): ("every month, for all employees who are neither under notice nor in training", ("earned", "entry_wage", "next_wage"), "scales of `sim/data/nl/job_types.csv`"),
    ("wage", "outflow-employers", "workers"): ("every month under notice, but for extra months and training on the payroll", ("earned", "notice_months", "months_to_procedure", "lead_time"), ""),
    ("wage-in-training", "outflow-employers", "workers"): ("every month of training on the payroll: the present employer, at work or under notice", ("earned",), ""),
    ("ww", "uwv", "workers"): ("every month without work or in training off the payroll, while rights last", ("ww_benefit", "ww_rights", "years_worked"), ""),
    ("severance", "outflow-employers", "workers"): ("when a dismissal takes effect; what the old employer paid towards a crossing goes off it", ("severance", "collective_dismissal", "social_plan_factor", "social_plan_extra"), ""),
    ("tuition", "sector-fund", "trainers"): ("at the contract: the fund of the old sector, then that of the new one, as far as B10 opens them, each by its own rules", ("lets_in", "fund_pays", "can_spend", "tuition"), "share, cap and rules of `sim/data/nl/funds.csv`"),
    ("tuition", "cross-sector-fund", "trainers"): ("at the contract, for those under whose terms levy is pooled", ("lets_in", "fund_pays", "can_spend", "tuition"), "share, cap and rules of `sim/data/nl/funds.csv`"),
    ("tuition", "uwv", "trainers"): ("at the contract: its training money for who is on WW; then, of the WW that is saved, what is redirected or what B14 lets through, the larger of the two", ("fund_pays", "redirected", "bill_share", "tuition"), "share and cap of `sim/data/nl/funds.csv`"),
    ("tuition", "outflow-employers", "trainers"): ("at the contract, while someone is still on the staff: the share agreed, or what B14 lets through of the severance saved, the larger of the two", ("agreed_part", "bill_share", "tuition"), ""),
    ("tuition", "inflow-employers", "trainers"): ("at the contract: its share at most, and no more than the crossing is worth to it; SLIM goes off", ("receiver_pays", "worth_paying", "contract_value", "dropout_within", "tuition"), ""),
    ("tuition", "workers", "trainers"): ("at the contract: the share agreed for the person, and last of all what they are willing to add; first from severance in hand, then from savings", ("agreed_part", "own_money_for_training", "tuition"), ""),
    ("coaching", "outflow-employers", "coaches"): ("every month with a line coach, client by client", (), "`line_coach_cost` (assumption)"),
    ("coaching", "uwv", "coaches"): ("every month with a line coach, for a client without an employer", (), "`line_coach_cost` (assumption)"),
    ("coaching", "neutral-guide", "coaches"): ("every month with a neutral guide; fewer clients a guide, a higher price for each", ("guide_price",), ""),
    ("supervision-hours", "inflow-employers", "inflow-employers"): ("the first four months after a crossing; time, not cash", (), "setting `supervision-hours`, `weeks_in_month` (derived)"),
    ("traineeship", "senior-traineeship", "trainers"): ("the first four months after a crossing", (), "setting `traineeship-share`"),
    ("aftercare", "first-100-days", "coaches"): ("after a crossing, for as many months as the terms give", (), "setting `aftercare-months`"),
    ("levy", "inflow-employers", "sector-fund"): ("every month, over the wages of the sector", (), "levy of `sim/data/nl/funds.csv`"),
    ("pooled-levy", "inflow-employers", "cross-sector-fund"): ("every month: the pooled part of the levy, by the terms of each worker", (), "setting `pooled-share`, levy of `sim/data/nl/funds.csv`"),
    ("incumbent-training", "sector-fund", "trainers"): ("every month: what a fund spends on the staff of its own sector", (), "`fund_spent_inside` (assumption)"),
    ("portable-accrual", "portable-budget", "workers"): ("every month a twelfth, for every employee under the terms", (), "setting `portable-budget`"),
    ("portable-use", "workers", "trainers"): ("at the contract: the first payer of the bill, as far as the account goes", ("tuition",), ""),
    ("open-vacancy", "inflow-employers", "inflow-employers"): ("every month, for each opening; a missed return, not cash", (), "`vacancy_cost` (assumption) × the starting wage"),
    ("redirected-severance", "outflow-employers", "trainers"): ("at the contract, for who is under notice; the severance is less by as much", ("redirected", "severance", "social_plan_extra"), "setting `severance-redirected`"),
    ("transition-income", "transition-income", "workers"): ("every month of training off the payroll: up to the rate agreed, benefit counted in", ("transition_income",), "setting `replacement-rate`"),
    ("transition-income", "outflow-employers", "workers"): ("the part of it that the old employer takes over", ("transition_income",), "setting `transition-sender-share`"),
    ("wage-cost-subsidy", "ministries", "inflow-employers"): ("at each of the first anniversaries in a job, for the year just worked, for who was hired from WW at that age (training off the payroll comes between, and ends the right)", ("older_worker_credit",), ""),
    ("training-subsidy", "ministries", "inflow-employers"): ("at the start across the bridge, for a course that was taken: practical learning by study year, or the lump sum for a teacher", ("subsidy_for_course", "practical_learning_subsidy", "teacher_switch_subsidy"), ""),
    ("training-subsidy", "ministries", "trainers"): ("at the contract: SLIM on the part of a small or medium firm that applied, STAP on the part that falls to the worker who got hold of one", ("slim_share", "stap_voucher"), "`slim_reach`, `stap_reach` (assumptions)"),
    ("pooled-risk", "pooled-risk", "inflow-employers"): ("when someone drops out of training: a share of what the new employer had paid", ("agreed_part",), "setting `pooled-risk`"),
    ("portable-lapse", "workers", "outflow-employers"): ("on leaving an employer: what the terms do not let someone keep of the account", (), "setting `budget-kept`"),
    ("mobility-bonus", "outflow-employers", "workers"): ("at the start across the bridge, while still on the staff of the old employer", (), "setting `early-mover-bonus`"),
    ("release-wage", "outflow-employers", "workers"): ("every extra month that the lever `lead-time` adds, the last ones of the notice; a month of training on the payroll is not among them", ("earned",), "setting `release-lead`"),
    ("retention-subsidy", "retention-subsidy", "outflow-employers"): ("every month, for those who are kept though they are too many", ("still_too_many",), "`retention_rate` (assumption) × the starting wage"),
}

# (function, reason): the gate; what happened; the rules; the barrier named where the code works it out; by which counterfactual.
ENDED: dict[tuple[str, str], tuple[str, str, tuple[str, ...], str, str]] = {
    ("enrol", "gave-up"): ("aware → oriented", "heard of it and never took part, for too long", ("enrol_chance",), "", "none: names the gate"),
    ("begin", "gave-up"): ("contracted → in training", "waited too long for an intake or a seat; tuition is not given back", ("training_months", "intake_now"), "", "none: names the gate"),
    ("lost_between", "lost-between"): ("aware → oriented, matched → selected", "lost in a hand-over", ("handover_loss",), "", "certain: at strength 0 no hand-over loses anyone"),
    ("meet", "no-match"): ("oriented → matched", "met nobody, or nothing worth it, for too long", ("meeting_chance", "search_radius", "perceived_distance", "bridge_utility", "offer_worth"), "B02, B09 or none", "the last month again with the same luck: B02 when a partner was met and an unnarrowed look finds a match, B09 when without it a partner is met and a match found"),
    ("think_again", "opted-out"): ("matched → selected", "tried the job out, and thinks better of it", ("days_of_tryout", "unknown_left", "belief_error"), "", "none: names what a try-out shows"),
    ("be_selected", "not-admitted"): ("matched → selected", "not let in to a regulated course", ("admission",), "", "certain: at strength 0 everyone is let in"),
    ("be_selected", "not-selected"): ("matched → selected", "screened below the threshold", ("screening_score", "hiring_threshold", "carving_relief"), "", "none: names the gate"),
    ("be_selected", "no-longer-wanted"): ("matched → selected", "the place was taken or cut before it was promised", (), "", "none: a want of places"),
    ("sign", "no-longer-wanted"): ("selected → contracted", "the employer's own demand fell", (), "", "none: a want of places"),
    ("sign", "income-gap"): ("selected → contracted", "savings do not cover the income missed in training", ("income_in_training", "can_bridge_income"), "", "certain: at strength 0 nothing is missed"),
    ("sign", "employer-declined"): ("selected → contracted", "the crossing is worth nothing to the new employer, even without a bill", ("contract_value", "worth_paying"), "B06 or none", "the worth again at B06 = 0: B06 when it is above zero then"),
    ("sign", "refused-for-money"): ("selected → contracted", "part of the bill stays unpaid; the missing euros are kept", ("fund_pays", "bill_share", "receiver_pays", "redirected", "agreed_part", "own_money_for_training"), "B10, B14, B06 or none", "the whole bill split again with one barrier at 0, in this order; the first that leaves nothing unpaid is named, none when no single one does"),
    ("train", "no-longer-wanted"): ("in training → started", "the place is gone when the course ends, because nobody signed first", ("place_lost",), "", "certain: at strength 0 no place is lost"),
    ("drop_out", "dropped-out"): ("in training → started", "stopped training", ("dropout_chance", "weekly_load", "credited_skill"), "", "none: names the gate"),
    ("commit", "quit-after-start"): ("started and after, up to three years", "quit in the aftermath of a crossing", ("landing_hazard", "rung_felt", "supervision_lack"), "B12, B03 or B07", "the same luck against the hazard without B12, then without B03; the first without which they stay, else B07"),
    ("go_unemployed", "no-longer-wanted"): ("started and after", "lost the job across the bridge: dismissed, or the contract ended", ("surplus", "contract_end_chance"), "", "none"),
    ("hire", "found-own-job"): ("any", "was hired by their own search", ("hiring_threshold",), "", "none: no failure"),
    ("stop_working", "left-labour-force"): ("any", "retired, or reached 75", (), "", "none"),
    ("commit", "left-labour-force"): ("any", "left work, or gave up looking", ("leave_work_chance", "give_up_chance"), "", "none"),
    ("commit", NO_REASON): ("any", "started a business", (), "", "none"),
    ("land", "completed"): ("landed → retained", "a year in the job: the end of the bridge, not a drop-out", (), "", "none"),
}
# fmt: on

# What makes a lever's payers pay.
OCCASIONS = {
    "person-reached": "when someone hears of the bridge",
    "person-oriented": "when someone takes part",
    "employee-oriented": "when someone at work takes part",
    "client-month": "a month with a guide, for each client",
    "guide-month": "a month of a guide: within the price of each client",
    "participant-month": "each month from taking part up to the start in the new job",
    "screening": "at each screening of a candidate of the bridge",
    "try-out": "at each short try-out",
    "orientation-job": "at each orientation job",
    "hybrid-job": "at each hybrid job",
    "trial-placement": "at each trial placement that begins under notice",
    "admission": "at each request for a place on a regulated course",
    "course-start": "when training begins",
    "trainee-month": "each month of training",
    "dropout": "when someone drops out of training",
    "start": "at the start across the bridge",
    "starter-month": "each of the first four months after a crossing",
    "first-year-month": "each of the first twelve months after a crossing",
    "employee-year": "every month a twelfth, for every employee under the terms",
    "announcement": "from the announcement on",
    "kept-month": "each month a job is kept",
    "supervision-hour": "each hour of a supervisor",
    "euro-accrued": "each euro saved",
    "euro-pooled": "each euro pooled",
    "euro-paid": "each euro paid",
}

INTRO_NL = (
    "**In het Nederlands.** Deze pagina volgt elke euro en iedere afvaller. De eerste tabel zegt per post van het grootboek wie wie betaalt, wanneer, "
    "volgens welke regel of hefboom, en op welk cijfer dat rust. De tweede zegt per reden bij welke poort iemand stopt, welke hobbel dan wordt "
    "genoemd, en hoe het model nagaat of het zonder die hobbel anders was gelopen. De tabellen zijn in het Engels."
)
INTRO_EN = (
    "**In English.** This page follows every euro and everyone who drops out. The first table says for each item of the ledger who pays whom, when, by which rule or "
    "lever, and on what figure that rests. The second says for each reason at which gate someone stops, which barrier is named then, and how the "
    "model finds out whether things would have gone otherwise without it."
)
ABOUT_MONEY = (
    "Lines without a lever are payments of the month itself: rules in `sim/agents/`, called where *in* says. A line with a lever is its price for one unit of dose above the "
    "default (*whole*: for each occasion), paid only under a package that has it; [levers](levers.md) has ranges. *sector-funds* is the fund of the sector someone comes from: it pays as far as it has "
    "money, the new employers pay the rest (to themselves nothing). Parameters are in [parameters](parameters.md), law in [institutions](institutions.md), with source and grade. Every payment "
    "stands on both sides of the books, so over all parties the cash adds up to nothing (`tests/test_books.py`)."
)
ABOUT_BILL = (
    "**The bill of a crossing** is the tuition, settled at the contract. Payers fill it in this order, each up to its limit, until nothing is left: portable account · the person's agreed share · severance redirected · "
    "fund of the old sector · of the new sector · cross-sector fund · UWV's training money · WW saved or redirected · the old employer · the new employer, with SLIM off its part · a STAP voucher · the person's own money. "
    "What someone cannot pay of their agreed share nobody else takes on. If a euro is left, nobody signs. Code: `sim/month/bill.py`."
)
ABOUT_ENDINGS = (
    "*Named* is the barrier in the event. *Tried out by* says how the model knows: some are held against the same world without that barrier, some are certain from the rule, some only name the gate. "
    "Who is turned back keeps their coach and looks on; who is off the bridge may hear of it again."
)
ABOUT_ANNOUNCED = (
    "One barrier more is named without anyone stopping: an announced dismissal names B04 where the employer looked less far ahead than the "
    "planning horizon (`lead_time`; certain from the rule)."
)
