"""The law calculated twice: by the rules of the model, and here in exact fractions from the text of the law.

Nothing here asks the model what the law is: the dates and thresholds are those of the text, amounts and shares that are printed
in the data files are read here anew, with the csv module. Both must agree to the euro, for 100,000 people drawn by addressed
luck on any day of 2015-2026, and for the awkward cases hypothesis thinks of.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numba import njit

from sim.agents.employer import notice_months
from sim.agents.fund import bill_share, fund_pays, receiver_pays
from sim.agents.rounding import nearest
from sim.agents.state import (
    collective_dismissal,
    months_to_procedure,
    older_worker_credit,
    practical_learning_subsidy,
    slim_share,
    social_plan_extra,
    social_plan_factor,
    stap_voucher,
    teacher_switch_subsidy,
    trial_placement_allowed,
    trial_placement_months,
)
from sim.agents.worker import severance, ww_benefit, ww_rights, years_worked
from sim.data import funds
from sim.parameters import parameter_record
from sim.rng import TRAIT, key, luck_of_many

PEOPLE = 100_000
SEED = 1976
FIRST, LAST = date(2015, 7, 1), date(2026, 12, 31)  # the transition payment exists from July 2015
ON_BENEFIT = 24  # months of benefit that are compared

# What is drawn of a person: whole numbers from the first up to and including the second.
TRAITS = {
    "day": (0, (LAST - FIRST).days), "age": (15 * 12, 75 * 12 - 1), "tenure": (0, 50 * 12), "wage": (1_000, 20_000),
    "procedure": (0, 1024), "deducted": (0, 6), "plan": (0, 100), "weeks": (0, 60), "diploma": (0, 1), "teaching": (0, 1),
    "hours": (0, 2_300), "from_benefit": (0, 1), "since": (0, 48), "bill": (0, 60_000), "small_firm": (0, 1),
    "agriculture": (0, 1), "own_part": (0, 3_000), "at_risk": (0, 1), "wanted": (1, 9), "exception": (0, 1),
    "dismissals": (0, 40), "fund": (0, 17), "shut": (0, 1000), "balance": (-500, 20_000), "pockets": (0, 1000),
}  # fmt: skip
(
    DAY, AGE, TENURE, WAGE, PROCEDURE, DEDUCTED, PLAN, WEEKS, DIPLOMA, TEACHING, HOURS, FROM_BENEFIT, SINCE, BILL, SMALL_FIRM,
    AGRICULTURE, OWN_PART, AT_RISK, WANTED, EXCEPTION, DISMISSALS, FUND, SHUT, BALANCE, POCKETS,
) = range(len(TRAITS))  # fmt: skip
ANSWERS = (
    "notice", "transition payment", "social plan", "collective", "WW months", "practical learning", "teacher", "older worker",
    "SLIM", "STAP", "trial allowed", "trial months", "fund", "receiver", "sender",
    *(f"WW in month {month + 1}" for month in range(ON_BENEFIT)), "months to procedure",
)  # fmt: skip


# ---- by the rules ----


@njit
def by_rules(who: Any, p: Any, fund_share: Any, fund_cap: Any, out: Any) -> None:
    """Fill in what the model's rules say, as the engine calls them."""
    dismissed = severance(float(who[WAGE]), who[TENURE], p)
    months = ww_rights(years_worked(who[AGE], who[TENURE], p), p)
    pockets = who[POCKETS] / 1000.0
    out[0] = notice_months(who[TENURE], who[PROCEDURE] / 1024.0, p)
    out[1] = dismissed
    out[2] = social_plan_extra(dismissed, social_plan_factor(who[PLAN] / 100.0, p))
    out[3] = collective_dismissal(who[DISMISSALS], p)
    out[4] = months
    out[5] = practical_learning_subsidy(who[WEEKS], who[DIPLOMA] == 1, p)
    out[6] = teacher_switch_subsidy(who[TEACHING] == 1, p)
    out[7] = older_worker_credit(who[HOURS], who[AGE], who[FROM_BENEFIT] == 1, who[SINCE], p)
    out[8] = slim_share(who[BILL], who[SMALL_FIRM] == 1, who[AGRICULTURE] == 1, p)
    out[9] = stap_voucher(who[OWN_PART], p)
    out[10] = trial_placement_allowed(who[FROM_BENEFIT] == 1, who[AT_RISK] == 1, p)
    out[11] = trial_placement_months(who[WANTED], who[EXCEPTION] == 1, p)
    out[12] = fund_pays(who[BILL], fund_share[who[FUND]], fund_cap[who[FUND]], who[BALANCE], 1.0 - who[SHUT] / 1000.0)
    out[13] = receiver_pays(who[BILL], float(who[BALANCE]), p)
    out[14] = bill_share(who[BILL], dismissed, pockets, p)
    for month in range(ON_BENEFIT):
        out[15 + month] = ww_benefit(float(who[WAGE]), month, p) if month < months else 0
    out[15 + ON_BENEFIT] = months_to_procedure(who[WANTED] - 1, collective_dismissal(who[DISMISSALS], p), p)


@njit
def all_by_rules(people: Any, law: Any, fund_share: Any, fund_cap: Any, out: Any) -> None:
    for i in range(len(people)):
        by_rules(people[i], law[people[i, DAY]], fund_share, fund_cap, out[i])


# ---- by the text ----

HOME = Path(__file__).resolve().parents[2] / "sim" / "data"


def lines(name: str) -> Iterator[dict[str, str]]:
    with (HOME / name).open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


@cache
def figures() -> dict[str, list[tuple[str, str, Fraction]]]:
    """For each figure of the law its periods: first day, last day (ISO), value."""
    found: dict[str, list[tuple[str, str, Fraction]]] = {}
    for line in lines("nl/institutions.csv"):
        period = line["valid_from"], line["valid_until"] or "9999-12-31", Fraction(line["value"])
        found.setdefault(line["id"], []).append(period)
    return found


@cache
def printed(name: str, day: date) -> Fraction:
    """A figure as printed for a day."""
    return next(value for first, last, value in figures()[name] if first <= day.isoformat() <= last)


@cache
def assumed(name: str) -> Fraction:
    return next(Fraction(line["value"]) for line in lines("parameters.csv") if line["name"] == name)


@cache
def fund_rows() -> list[tuple[Fraction, int]]:
    return [(Fraction(line["share_paid"]), int(line["cap_euro"])) for line in lines("nl/funds.csv")]


@cache
def thousandth(number: int) -> Fraction:
    return Fraction(number, 1000)


def to_euro(amount: Fraction | int) -> int:
    """The nearest euro, halves up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def at_most(amount: Fraction | int) -> int:
    """Whole euros, none above the amount."""
    return amount.numerator // amount.denominator


@cache
def procedure_months(draw: int) -> Fraction:
    """Between the shortest and the longest, by a draw out of 1024; the same on all days."""
    low, high = printed("procedure-months-low", FIRST), printed("procedure-months-high", FIRST)
    return low + (high - low) * Fraction(draw, 1024)


@cache
def plan_factor(draw: int) -> Fraction:
    """What a social plan pays against the law, by a draw out of a hundred; the same on all days."""
    low, high = printed("social-plan-factor-low", FIRST), printed("social-plan-factor-high", FIRST)
    return low + (high - low) * Fraction(draw, 100)


def notice(tenure: int, procedure: Fraction, deducted: int) -> int:
    """Art. 7:672 BW: 1, 2, 3, 4 months from 0, 5, 10, 15 years on; procedure deducted, but a month remains."""
    if tenure >= 180:
        due = 4
    elif tenure >= 120:
        due = 3
    elif tenure >= 60:
        due = 2
    else:
        due = 1
    return round(procedure + max(1, due - deducted))


def transition_payment(wage: int, tenure: int, day: date) -> int:
    """Art. 7:673 BW: since 2020 a third of a month a year from the first day, before by half years after two years."""
    if day >= date(2020, 1, 1):
        due = Fraction(wage * tenure, 36)
    elif tenure < 24:
        due = Fraction(0)
    else:
        half_years = tenure // 6
        due = Fraction(wage, 6) * min(half_years, 20) + Fraction(wage, 4) * max(half_years - 20, 0)
    most = max(printed("severance-cap", day), Fraction(12 * wage))
    return to_euro(min(due, most))


@cache
def usual_years(age: int) -> Fraction:
    """Years that someone of an age in months usually worked since 18: an assumption of the model."""
    return assumed("worked_share") * max(Fraction(age, 12) - 18, 0)


def benefit_months(age: int, tenure: int, day: date) -> int:
    """Three months; with four years of work a month a year, since 2016 half a month after the tenth; never above the longest."""
    years = max(Fraction(tenure, 12), usual_years(age))
    if years < 4:
        return 3
    if day < date(2016, 1, 1) or years <= 10:
        due = years
    else:
        due = 10 + (years - 10) / 2
    return min(int(printed("ww-months-max", day)), at_most(due))


@cache
def most_that_counts(day: date) -> Fraction:
    """The highest daily wage, by the month."""
    return printed("daily-wage-max", day) * Fraction("21.75")


def benefit(wage: int, months: int, day: date) -> list[int]:
    """Each month's benefit: 75% of the wage, as far as it counts, for two months, 70% after, until the rights are used."""
    counts = min(wage, most_that_counts(day))
    first, later = to_euro(Fraction(3, 4) * counts), to_euro(Fraction(7, 10) * counts)
    return [first if month < 2 else later if month < months else 0 for month in range(ON_BENEFIT)]


def practical_learning(weeks: int, diploma: bool) -> int:
    """EUR 2,700 for forty weeks, in proportion, for recognised diplomas only."""
    return to_euro(Fraction(2700 * min(weeks, 40), 40)) if diploma else 0


def teacher(teaching: bool, day: date) -> int:
    """EUR 20,000, and 25,000 since 1 January 2023."""
    if not teaching:
        return 0
    return 25_000 if day >= date(2023, 1, 1) else 20_000


def older_worker(hours: int, age: int, from_benefit: bool, since: int, day: date) -> int:
    """EUR 3.05 an hour since 2018, 1.35 in 2025, gone on 1 January 2026; 56 or older, from benefit, 6,000 a year, three years."""
    if not from_benefit or age < 672 or since >= 36 or day < date(2018, 1, 1) or day >= date(2026, 1, 1):
        return 0
    rate = Fraction("1.35") if day >= date(2025, 1, 1) else Fraction("3.05")
    return to_euro(min(Fraction(6000), rate * hours))


def slim(bill: int, small: bool, agriculture: bool, day: date) -> int:
    """Since March 2020 60%, small firms 80%; between EUR 5,000 and 24,999, in agriculture 20,000."""
    if day < date(2020, 3, 1):
        return 0
    part = Fraction(4, 5) if small else Fraction(3, 5)
    grant = at_most(min(part * bill, Fraction(20_000 if agriculture else 24_999)))
    return grant if grant >= 5_000 else 0


def stap(own_part: int, day: date) -> int:
    """At most EUR 1,000, from March 2022 to the end of 2023."""
    return min(own_part, 1_000) if date(2022, 3, 1) <= day < date(2024, 1, 1) else 0


def trial_months(wanted: int, exception: bool) -> int:
    """Two months, by exception six."""
    return min(wanted, 6 if exception else 2)


def to_procedure(lead: int, dismissals: int) -> int:
    """From 20 dismissals on a month passes before the procedure, unless the employer told of it earlier."""
    return max(1, lead) if dismissals >= 20 else lead


def from_fund(bill: int, fund: int, balance: int, open_part: Fraction) -> int:
    """Its share as far as its rules let it, at most its cap and what it has."""
    share, cap = fund_rows()[fund]
    return max(0, min(at_most(bill * share * open_part), cap, balance))


def new_employer(bill: int, worth: int) -> int:
    """Its part of the bill at most, and no more than it gains."""
    return max(0, at_most(min(bill * assumed("receiver_share"), Fraction(worth))))


def old_employer(bill: int, saved: int, pockets: Fraction) -> int:
    """A part of the bill, never above what it is spared."""
    return at_most(min(bill * assumed("saver_share"), Fraction(saved)) * (1 - pockets))


def by_text(who: list[int]) -> list[int]:
    """What the law says, in the order of the answers."""
    day = FIRST + timedelta(days=who[DAY])
    dismissed = transition_payment(who[WAGE], who[TENURE], day)
    months = benefit_months(who[AGE], who[TENURE], day)
    pockets = thousandth(who[POCKETS])
    return [
        notice(who[TENURE], procedure_months(who[PROCEDURE]), who[DEDUCTED]),
        dismissed,
        to_euro(dismissed * (plan_factor(who[PLAN]) - 1)),
        int(who[DISMISSALS] >= 20),
        months,
        practical_learning(who[WEEKS], who[DIPLOMA] == 1),
        teacher(who[TEACHING] == 1, day),
        older_worker(who[HOURS], who[AGE], who[FROM_BENEFIT] == 1, who[SINCE], day),
        slim(who[BILL], who[SMALL_FIRM] == 1, who[AGRICULTURE] == 1, day),
        stap(who[OWN_PART], day),
        int(who[FROM_BENEFIT] == 1 or who[AT_RISK] == 1),
        trial_months(who[WANTED], who[EXCEPTION] == 1),
        from_fund(who[BILL], who[FUND], who[BALANCE], 1 - thousandth(who[SHUT])),
        new_employer(who[BILL], who[BALANCE]),
        old_employer(who[BILL], dismissed, pockets),
        *benefit(who[WAGE], months, day),
        to_procedure(who[WANTED] - 1, who[DISMISSALS]),
    ]


# ---- both ----


@cache
def record(day: int, deducted: int) -> Any:
    return parameter_record(FIRST + timedelta(days=day), {"notice_deducted": float(deducted)})


def fund_arrays() -> tuple[Any, Any]:
    return np.array([f.share_paid for f in funds()]), np.array([int(f.cap_euro) for f in funds()])


def differences(people: Any, first: Any, second: Any) -> list[str]:
    """In words, the first few answers that are not the same."""
    found = []
    for i, k in np.argwhere(first != second)[:5]:
        who = dict(zip(TRAITS, people[i].tolist(), strict=True)) | {"day": str(FIRST + timedelta(days=int(people[i, DAY])))}
        found.append(f"{ANSWERS[k]}: {first[i, k]} by the rules, {second[i, k]} by the text, for {who}")
    return found


def drawn_people(count: int) -> Any:
    """int64[count, traits]: the same people wherever and whenever they are drawn."""
    people = np.empty((count, len(TRAITS)), np.int64)
    for k, (low, high) in enumerate(TRAITS.values()):
        people[:, k] = low + np.floor(luck_of_many(key(SEED, TRAIT, k), 0, count) * (high - low + 1)).astype(np.int64)
    people[:, DEDUCTED] = people[:, DAY] % 7  # it belongs to the law, of which a day has one here
    return people


@pytest.mark.slow
def test_the_law_of_a_hundred_thousand_people_agrees_to_the_euro() -> None:
    people = drawn_people(PEOPLE)
    law = np.zeros(TRAITS["day"][1] + 1, record(0, 0).dtype)
    for day in np.unique(people[:, DAY]).tolist():
        law[day] = record(day, day % 7)
    rules = np.zeros((PEOPLE, len(ANSWERS)), np.int64)
    all_by_rules(people, law, *fund_arrays(), rules)
    text = np.array([by_text(who) for who in people.tolist()], np.int64)
    assert not differences(people, rules, text)
    # and it was no comparison of zeros
    assert (np.count_nonzero(text, axis=0) > PEOPLE // 50).all(), dict(zip(ANSWERS, np.count_nonzero(text, axis=0), strict=True))


def days_of_change() -> list[int]:
    """The days on which a figure changes, and the days before, counted from the first."""
    begins = {date.fromisoformat(first) for periods in figures().values() for first, _, _ in periods}
    days = {(day - FIRST).days + step for day in begins for step in (-1, 0)}
    return sorted(day for day in days if 0 <= day <= TRAITS["day"][1])


EDGES = {
    "day": days_of_change(), "age": [216, 228, 671, 672], "wage": [1_235, 3_500, 6_617, 6_618, 7_000],
    "tenure": [0, 1, 5, 6, 23, 24, 35, 59, 60, 119, 120, 121, 126, 144, 179, 180], "procedure": [0, 256, 512, 768, 1024],
    "plan": [0, 50, 100], "weeks": [1, 39, 40, 41], "hours": [0, 10, 30, 1_967, 1_968], "since": [0, 12, 24, 35, 36],
    "bill": [0, 1, 6_249, 6_250, 8_333, 8_334, 25_000, 31_249, 41_665], "own_part": [0, 999, 1_000, 1_001],
    "dismissals": [19, 20], "shut": [0, 800, 1000], "balance": [-1, 0, 1], "pockets": [0, 500, 1000],
}  # fmt: skip
people_at_the_edges = st.tuples(
    *(st.sampled_from(EDGES[name]) | st.integers(*span) if name in EDGES else st.integers(*span) for name, span in TRAITS.items())
)


@pytest.mark.small
@settings(max_examples=300, deadline=None)
@given(who=people_at_the_edges)
@example(who=tuple(high for _, high in TRAITS.values()))
@example(who=tuple(low for low, _ in TRAITS.values()))
def test_the_law_agrees_at_its_edges(who: tuple[int, ...]) -> None:
    rules = np.zeros((1, len(ANSWERS)), np.int64)
    people = np.array([who], np.int64)
    by_rules(people[0], record(who[DAY], who[DEDUCTED]), *fund_arrays(), rules[0])
    assert not differences(people, rules, np.array([by_text(list(who))], np.int64))


@pytest.mark.small
def test_the_text_gives_the_example_of_the_evidence() -> None:
    """EUR 3,500 a month and twelve years of service, as worked out in the evidence."""
    day = date(2024, 1, 1)
    assert transition_payment(3_500, 144, day) == 14_000
    months = benefit_months(35 * 12, 144, day)
    assert months == 11
    assert sum(benefit(3_500, months, day)) == 2 * 2_625 + 9 * 2_450
    assert notice(144, Fraction(0), 0) == 3


@pytest.mark.small
@settings(max_examples=200, deadline=None)
@given(thousandths=st.integers(0, 1000), euros=st.integers(0, 100_000))
def test_rounding_of_a_part_is_that_of_exact_fractions(thousandths: int, euros: int) -> None:
    assert nearest(euros * (thousandths / 1000)) == to_euro(Fraction(euros * thousandths, 1000))
    assert nearest(euros * (1 - thousandths / 1000)) == to_euro(Fraction(euros * (1000 - thousandths), 1000))
