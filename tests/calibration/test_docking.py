"""Docking: the mean field against a second solver, the agents against the mean field, and walkers against a known state."""

from math import exp, isclose
from types import SimpleNamespace

import numpy as np
import pytest

from calibration.docking import agents, meanfield
from calibration.docking.dock import check_workers, dock, fewest_workers, usual_workers
from calibration.docking.market import Market, Rates, Series, State, complete, start
from calibration.docking.shock import STEPS, automated, changes, mean_rate, part_of_the_way, target_demand
from calibration.docking.walk import walk
from sim.month.now import Hands
from sim.rng import month_keys
from sim.words import Complaint

SEEDS = range(1, 17)
EACH = 20_000  # people in an occupation of the tests with luck: enough for the mean field to hold
# Standard errors, of 16 seeds, beyond which chance alone takes any of 24 or of 96 comparisons once in 1000 times (Student's t).
OF_24, OF_96 = 5.8, 6.5


def market(automation, weights=None, employment=None):
    n = len(automation)
    people = np.full(n, float(EACH)) if employment is None else np.array(employment, float)
    return Market(
        tuple(f"o{k}" for k in range(n)), np.array(automation, float), people, complete(n) if weights is None else weights
    )


def ring(n):
    """Half of the weight on one's own occupation, the rest on its neighbours, more one way than the other."""
    eye = np.eye(n)
    return 0.5 * eye + 0.3 * np.roll(eye, 1, axis=1) + 0.2 * np.roll(eye, -1, axis=1)


USUAL = Rates()


def expected(of, rates=USUAL):
    at_start = start(of, rates)
    return meanfield.run(of.weights, rates, at_start, target_demand(at_start, of.automation))


# --- the text, a second time -----------------------------------------------------------------------------------


def second_solver(weights, delta_u, delta_v, gamma, e, u, v, demand):
    """The text of the issue in plain loops: lists of people at work, without, vacancies and long-term, for each step."""
    n = len(e)
    history = [(list(e), list(u), list(v), [0.0] * n)]
    ages = [[u[i]] for i in range(n)]  # people without work in occupation i by the step of their spell, the first in front
    for d in demand[1:]:
        sent = [[0.0] * n for _ in range(n)]
        for i in range(n):
            pull = [weights[i][j] * v[j] for j in range(n)]
            for j in range(n):
                sent[i][j] = u[i] * pull[j] / sum(pull)
        received = [sum(sent[i][j] for i in range(n)) for j in range(n)]
        success = [v[j] * (1 - exp(-received[j] / v[j])) / received[j] for j in range(n)]
        found = [sum(sent[i][j] * success[j] for j in range(n)) for i in range(n)]
        lost = [delta_u * e[i] + (1 - delta_u) * min(e[i], gamma * max(0.0, e[i] + v[i] - d[i])) for i in range(n)]
        new = [delta_v * e[i] + (1 - delta_v) * min(e[i], gamma * max(0.0, d[i] - e[i] - v[i])) for i in range(n)]
        for i in range(n):
            ages[i] = [lost[i], *(people * (1 - found[i] / u[i]) for people in ages[i])]
        e = [e[i] - lost[i] + received[i] * success[i] for i in range(n)]
        u = [u[i] + lost[i] - found[i] for i in range(n)]
        v = [v[i] + new[i] - received[i] * success[i] for i in range(n)]
        history.append((e, u, v, [sum(ages[i][3:]) for i in range(n)]))
    return history


@pytest.mark.parametrize("weights", [complete(4), ring(4)], ids=["complete", "ring"])
def test_the_mean_field_is_that_of_the_second_solver(weights):
    of, rates = market([0.1, 0.9, 0.4, 0.6], weights, [3e4, 5e4, 2e4, 4e4]), Rates(0.02, 0.01, 0.2)
    demand = target_demand(start(of, rates), of.automation)
    e = of.employment.tolist()
    u, v = [0.02 * people for people in e], [0.01 * people for people in e]
    series = expected(of, rates)
    for step, state in enumerate(second_solver(weights.tolist(), 0.02, 0.01, 0.2, e, u, v, demand.tolist())):
        for ours, theirs in zip((series.employed, series.unemployed, series.vacancies, series.long_term), state, strict=True):
            assert np.allclose(ours[step], theirs, rtol=1e-9, atol=1e-9), step


def test_one_step_of_two_occupations_by_hand():
    """Applications 30, to 5 and 10 vacancies: 10 and 20, two to each vacancy. Occupation 0 has 15 too many, 1 lacks 30."""
    at_start = State(np.array([100.0, 200.0]), np.array([10.0, 20.0]), np.array([5.0, 10.0]))
    demand = np.array([[90.0, 240.0]] * 2)
    series = meanfield.run(complete(2), Rates(0.1, 0.05, 0.5), at_start, demand)
    filled = 1 - exp(-2)
    assert np.allclose(series.employed[1], [100 - (10 + 0.9 * 7.5) + 5 * filled, 200 - 20 + 10 * filled])
    assert np.allclose(series.unemployed[1], [10 + 16.75 - 5 * filled, 20 + 20 - 10 * filled])
    assert np.allclose(series.vacancies[1], [5 + 5 - 5 * filled, 10 + (10 + 0.95 * 15) - 10 * filled])


def test_the_agents_chances_are_those_of_the_text():
    """For each worker: separations and openings divided by the people at work, of whom none can lose work twice."""
    at = (100.0, 5.0, 90.0)
    assert isclose(agents.leaving_chance(*at, 0.1, 0.5), 0.1675) and isclose(agents.opening_chance(*at, 0.05, 0.5), 0.05)
    assert isclose(agents.opening_chance(200.0, 10.0, 240.0, 0.05, 0.5), 24.25 / 200)
    assert agents.leaving_chance(100.0, 900.0, 0.0, 0.1, 0.5) == 1.0
    assert agents.leaving_chance(0.0, 9.0, 0.0, 0.1, 0.5) == agents.opening_chance(0.0, 0.0, 9.0, 0.1, 0.5) == 0.0


# --- the shock ---------------------------------------------------------------------------------------------------------


def test_demand_keeps_its_total_and_ends_in_proportion_to_what_is_left():
    of = market([0.0, 0.5, 0.75], employment=[100, 200, 400])
    demand = target_demand(start(of, Rates()), of.automation, 400)
    assert np.allclose(demand.sum(axis=1), 700 * 1.016)
    assert np.allclose(demand[:100], [101.6, 203.2, 406.4])
    assert np.allclose(demand[400], np.array([1, 1, 1]) * 700 * 1.016 / 3, rtol=1e-4)
    assert np.allclose(automated(np.array([100.0, 200.0, 400.0]), of.automation), 700 / 3)


def test_demand_moves_along_a_logistic_over_thirty_years():
    """A step is 6.75 weeks, so 30 years of 52 weeks are 231.1 steps; half of the way is gone after 15 years."""
    way = part_of_the_way(np.array([99, 100, 100 + 115.5556, 100 + 231.1111]))
    assert np.allclose(way, [0, 0.0001, 0.5, 0.9999], atol=1e-6)
    assert STEPS == 330


def test_a_rate_is_people_without_work_to_people():
    rate = mean_rate(np.array([[1.0, 0.0], [3.0, 0.0]]), np.array([[10.0, 0.0], [90.0, 0.0]]))
    assert np.allclose(rate, [0.04, np.nan], equal_nan=True)


def test_the_thirty_years_are_compared_with_fifty_steps_at_rest():
    """5% without work in steps 25 to 74, 6% in 100 to 330, half of all in any other step: 20% more. Nobody long-term: no change."""
    series = Series.empty(400, 1)
    without = np.full(401, 50.0)
    without[25:75], without[100:331] = 5.0, 6.0
    series.unemployed[:, 0], series.employed[:, 0] = without, 100 - without
    found = changes(series)
    assert np.allclose(found.unemployment, 20) and np.isnan(found.long_term).all()


@pytest.mark.parametrize("same", [0.0, 0.7])
def test_a_shock_that_is_the_same_everywhere_is_none(same):
    of = market([same] * 3, ring(3), [3e4, 1e4, 2e4])
    found = changes(expected(of))  # what is left is the market that still comes to rest in step 25
    assert np.abs(found.unemployment).max() < 0.1 and np.abs(found.long_term).max() < 0.3


@pytest.mark.parametrize("weights", [complete(4), ring(4)], ids=["complete", "ring"])
def test_the_market_is_at_rest_before_the_shock(weights):
    series = expected(market([0.1, 0.9, 0.4, 0.6], weights, [3e4, 5e4, 2e4, 4e4]))
    assert np.allclose(series.unemployed[25:76], series.unemployed[75], rtol=0.01)
    assert np.allclose(series.unemployed[60:100], series.unemployed[75], rtol=0.001)


def test_unemployment_rises_with_automation_where_occupations_differ_in_nothing_else():
    found = changes(expected(market([0.1, 0.3, 0.5, 0.7, 0.9])))
    assert (np.diff(found.unemployment) > 0).all() and (np.diff(found.long_term) > 0).all()
    assert found.unemployment[-1] > 5 and found.unemployment[0] < 0


# --- agents against the mean field -------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["complete", "ring", "nothing"])
def docked(request):
    """(changes of the mean field, changes of the agents for each seed), both [2, n]: unemployment and long-term."""
    weights = ring(4) if request.param == "ring" else complete(4)
    of = market([0.5] * 4 if request.param == "nothing" else [0.1, 0.9, 0.4, 0.6], weights)
    outcomes = [dock(of, Rates(), 4 * EACH, seed) for seed in SEEDS]
    seen = np.array([(one.agents.unemployment, one.agents.long_term) for one in outcomes])
    return np.array((outcomes[0].mean_field.unemployment, outcomes[0].mean_field.long_term)), seen


@pytest.mark.slow
def test_the_agents_agree_with_the_mean_field_within_monte_carlo_error(docked):
    """The mean over seeds differs by no more than chance may, and that is not much: a few points for one seed."""
    mean_field, seen = docked
    spread = seen.std(axis=0, ddof=1)
    assert (spread < [[3.0], [6.0]]).all()
    assert (np.abs(seen.mean(axis=0) - mean_field) < OF_24 * spread / np.sqrt(len(SEEDS))).all()


@pytest.mark.slow
def test_the_agents_are_not_pushed_off_the_mean_field_all_one_way(docked):
    mean_field, seen = docked
    off = (seen - mean_field).mean(axis=2)  # [seed, measure], over occupations
    assert (np.abs(off.mean(axis=0)) < OF_24 * off.std(axis=0, ddof=1) / np.sqrt(len(SEEDS))).all()


@pytest.mark.slow
def test_the_agents_levels_are_those_of_the_mean_field():
    """Not the changes only: people without work in each occupation, of 20,000, lie where they are expected."""
    of, rates = market([0.1, 0.9, 0.4, 0.6], ring(4)), Rates()
    at_start = start(of, rates)
    demand = target_demand(at_start, of.automation)
    series = meanfield.run(of.weights, rates, at_start, demand)
    runs = [agents.run(of.weights, rates, at_start, demand, round(demand[0].sum()), seed) for seed in SEEDS]
    for name in ("employed", "unemployed", "vacancies", "long_term"):
        for step in (1, 2, 10, 50, 150, 330):
            seen = np.array([getattr(run, name)[step] for run in runs])
            room = OF_96 * seen.std(axis=0, ddof=1) / np.sqrt(len(SEEDS))
            assert (np.abs(seen.mean(axis=0) - getattr(series, name)[step]) <= room).all(), (name, step)


def test_runs_are_taken_together_and_their_spread_is_the_error():
    """Rates of all people of the runs together; the error is the standard deviation of the runs over the root of their number."""
    of = market([0.1, 0.9], employment=[3_000, 3_000])
    one, two, both = (dock(of, USUAL, 6_096, seed, runs) for seed, runs in ((5, 1), (6, 1), (5, 2)))
    apart = np.abs(one.agents.unemployment - two.agents.unemployment)
    assert np.allclose(both.error.unemployment, apart / 2) and np.isnan(one.error.unemployment).all()
    low, high = np.sort([one.agents.long_term, two.agents.long_term], axis=0)
    assert ((low <= both.agents.long_term) & (both.agents.long_term <= high)).all()


# --- agents ------------------------------------------------------------------------------------------------------------


def empty_sheet(people):
    return SimpleNamespace(decision=np.zeros(people, np.uint8), application=np.zeros(people, np.int32), score=np.zeros(people))


def small_run(seed=1, threads=1, workers=3_000, rates=USUAL, steps=STEPS):
    of = market([0.1, 0.9, 0.4], ring(3), [300, 100, 200])
    at_start = start(of, rates)
    demand = target_demand(at_start, of.automation, steps)
    return agents.run(of.weights, rates, at_start, demand, workers, seed, threads)


def test_everyone_is_somewhere_once():
    series = small_run()
    assert (series.employed.sum(axis=1) + series.unemployed.sum(axis=1) == 3_000).all()
    assert (series.vacancies >= 0).all() and (series.long_term <= series.unemployed).all()
    # 3000 for 609.6 of the file: 1476.4, 492.1 and 984.3 at work, 23.6, 7.9 and 15.7 without; three of the last round up
    assert series.employed[0].tolist() == [1476, 492, 984] and series.unemployed[0].tolist() == [24, 8, 16]
    assert (np.diff(series.employed, axis=0) != 0).any(axis=1).all()


def test_a_vacancy_is_filled_by_one_person_and_nobody_takes_two():
    of, rates = market([0.5] * 3, ring(3), [300, 100, 200]), Rates(0.05, 0.03, 0.3)
    force, hands, sheet = agents.Workforce(start(of, rates), 3_000), Hands(1), empty_sheet(3_000)
    for step in range(20):
        before, spell, last = force.vacancies.copy(), force.spell.copy(), force.occupation.copy()
        odds = np.full(3, 0.05), np.zeros(3)
        agents.month(force, of.weights, odds, month_keys(3, step), hands, sheet)
        hired = (spell > 0) & (force.spell == agents.AT_WORK)
        assert np.array_equal(np.bincount(force.occupation[hired], minlength=3), before - force.vacancies)
        assert np.array_equal(force.occupation[~hired], last[~hired])
        lost = (spell == agents.AT_WORK) & (force.spell != agents.AT_WORK)
        assert (force.spell[lost] == 1).all() and (force.spell[(spell > 0) & ~hired] == spell[(spell > 0) & ~hired] + 1).all()
        force.vacancies = force.vacancies + 20


@pytest.mark.parametrize("solver", ["mean field", "agents"])
def test_long_term_is_the_fourth_step_of_a_spell_or_later(solver):
    """Where no vacancy ever opens, whoever was without work three steps ago is in the fourth step or later."""
    rates = Rates(0.1, 0.0, 0.0)
    of = market([0.2, 0.4], employment=[500, 500])
    at_start = start(of, rates)
    demand = target_demand(at_start, of.automation, 12)
    if solver == "agents":
        series = agents.run(of.weights, rates, at_start, demand, 1_100, 1)
    else:
        series = meanfield.run(of.weights, rates, at_start, demand)
    assert np.allclose(series.long_term[:3], 0) and np.allclose(series.long_term[3:], series.unemployed[:-3])
    assert np.allclose(series.unemployed[0], 50) and (np.diff(series.unemployed, axis=0) > 0).all()


def matched(people, vacancies, seed):
    """The rows that find work when so many apply to so many vacancies of one occupation."""
    force = agents.Workforce(State(np.array([1.0]), np.array([people]), np.array([0.0])), people + 1)
    force.vacancies = np.array([vacancies])
    sheet = empty_sheet(people + 1)
    agents.hiring(force, agents.search(force, complete(1), month_keys(seed, 0), Hands(1), sheet), sheet)
    return np.flatnonzero(force.spell[1:] == agents.AT_WORK)


def test_each_vacancy_picks_one_applicant_at_random():
    """One vacancy: someone always, each as likely. Five vacancies and eight people: 5 (1 - 0.8^8) = 4.16 of them filled."""
    alone = [matched(4, 1, seed) for seed in range(400)]
    assert all(rows.size == 1 for rows in alone)
    counts = np.bincount(np.concatenate(alone), minlength=4)
    assert ((counts - 100) ** 2 / 100).sum() < 16.3  # chi-square of 3 degrees, 1 in 1000
    filled = np.array([matched(8, 5, seed).size for seed in range(400)])
    assert abs(filled.mean() - 5 * (1 - 0.8**8)) < 4 * filled.std() / 20


@pytest.mark.small
def test_nobody_applies_where_there_is_nothing():
    assert matched(5, 0, 1).size == 0


def test_the_number_of_threads_changes_nothing_and_the_seed_does():
    one, three, other = small_run(), small_run(threads=3), small_run(seed=2)
    for name in ("employed", "unemployed", "vacancies", "long_term"):
        assert np.array_equal(getattr(one, name), getattr(three, name))
    assert not np.array_equal(one.unemployed, other.unemployed)


@pytest.mark.small
def test_a_few_steps_of_a_few_people():
    series = small_run(workers=200, steps=4)
    assert (series.employed.sum(axis=1) + series.unemployed.sum(axis=1) == 200).all()


@pytest.mark.small
def test_people_are_divided_into_whole_ones_with_the_same_total():
    assert agents.whole(np.array([1.5, 2.3, 0.2])).tolist() == [2, 2, 0]
    assert agents.whole(np.array([0.6, 0.6, 0.8])).tolist() == [1, 0, 1]


# --- how many workers --------------------------------------------------------------------------------------------------


@pytest.mark.small
def test_workers_are_as_many_as_the_file_has_within_reason():
    assert usual_workers(market([0.1, 0.2], employment=[40_000, 60_000]), Rates()) == 101_600
    assert usual_workers(market([0.1, 0.2], employment=[0.4, 0.6]), Rates()) == 4_000
    assert usual_workers(market([0.1, 0.2], employment=[4e7, 6e7]), Rates()) == 1_000_000


@pytest.mark.small
def test_every_occupation_must_have_someone_at_work():
    of = market([0.1, 0.2], employment=[1, 9_999])
    assert fewest_workers(of, Rates()) == 10_160 == check_workers(of, Rates(), 10_160)
    assert agents.Workforce(start(of, Rates()), 10_160).counted()[0].min() >= 1
    with pytest.raises(Complaint, match="at least 10,160") as wrong:
        check_workers(of, Rates(), 10_159)
    assert "minstens 10.160" in wrong.value.both.nl and "'o0'" in wrong.value.both.nl
    with pytest.raises(Complaint, match="too small beside the others"):
        usual_workers(market([0.1, 0.2], employment=[1, 1e9]), Rates())


# --- a random walk on a graph ------------------------------------------------------------------------------------------


def undirected(n, *edges):
    weights = np.zeros((n, n))
    for i, j, weight in edges:
        weights[i, j] = weights[j, i] = weight
    return weights


GRAPHS = {
    "a path, which has two sides": undirected(4, (0, 1, 1), (1, 2, 1), (2, 3, 1)),
    "a star with weights": undirected(4, (0, 1, 1), (0, 2, 2), (0, 3, 5)),
    "a triangle with a tail": undirected(4, (0, 1, 1), (1, 2, 3), (0, 2, 0.5), (2, 3, 2)),
    "a loop on one place": undirected(3, (0, 0, 4), (0, 1, 1), (1, 2, 1)),
}


@pytest.mark.parametrize("weights", GRAPHS.values(), ids=GRAPHS)
@pytest.mark.parametrize("begin", [0, 2])
def test_walkers_come_to_rest_by_the_weight_of_the_edges(weights, begin):
    """The share at a place is its part of all edge weight. Over an even number of steps, for the sides of a graph take turns."""
    walkers, degree = 20_000, weights.sum(axis=1)
    shares = walk(weights, np.full(walkers, begin), 400, seed=5)
    known = degree / degree.sum()
    assert np.allclose(shares.sum(axis=1), 1) and shares[0, begin] == 1
    assert (np.abs(shares[201:].mean(axis=0) - known) < 4 * np.sqrt(known * (1 - known) / walkers)).all()


def test_walkers_of_a_one_way_graph_come_to_rest_where_flows_balance():
    """0 goes to 1; 1 to 0 or 2 as likely; 2 back to 0: pi0 = pi1 / 2 + pi2, pi1 = pi0, pi2 = pi1 / 2, so 2 : 2 : 1."""
    shares = walk(np.array([[0.0, 1, 0], [1, 0, 1], [1, 0, 0]]), np.zeros(20_000), 400, seed=6, threads=2)
    assert np.allclose(shares[201:].mean(axis=0), [0.4, 0.4, 0.2], atol=4 * 0.5 / np.sqrt(20_000))


@pytest.mark.small
def test_a_walker_must_be_able_to_leave():
    with pytest.raises(ValueError, match="leave"):
        walk(np.array([[0.0, 1.0], [0.0, 0.0]]), np.zeros(3), 2, seed=1)
