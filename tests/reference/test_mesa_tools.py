"""The readable engine is a genuine mesa model: mesa's own tools work on it."""

import mesa
import pytest

from sim.agents.codes import STATUSES
from sim.reference.agents import CoachPool, Employer, Fund, Trainer, Worker
from sim.reference.model import SituationMarket


@pytest.mark.small
def test_agents_of_every_kind_are_registered() -> None:
    market = SituationMarket("nederland-2024", workers=400, months=1)
    assert isinstance(market, mesa.Model)
    assert set(market.agent_types) == {Worker, Employer, Trainer, Fund, CoachPool}
    assert len(market.agents_by_type[Worker]) == 400
    assert all(unit.employer in market.agents_by_type[Employer] for unit in market.units)


@pytest.mark.small
def test_data_collector_follows_the_market_and_its_workers() -> None:
    market = SituationMarket("nederland-2024", workers=400, months=6)
    while market.running:
        market.step()
    months = market.datacollector.get_model_vars_dataframe()
    assert list(months.columns) == ["unemployment_rate", "vacancies_per_unemployed", "lasting_crossings"]
    assert len(months) == 6
    assert months["unemployment_rate"].between(0.001, 0.5).all()
    people = market.datacollector.get_agenttype_vars_dataframe(Worker)
    assert len(people) == 6 * 400
    assert set(people["status"]) <= set(STATUSES)
    last = people.loc[6, "status"].value_counts()
    without = last.get("unemployed", 0) + last.get("unemployed-ww", 0) + last.get("training", 0)
    assert months["unemployment_rate"].iloc[-1] == without / (400 - last["inactive"])


@pytest.mark.small
def test_batch_run_over_situations_and_seeds() -> None:
    rows = mesa.batch_run(
        SituationMarket,
        parameters={"situation": ["nederland-2013", "nederland-2022"], "workers": 400, "months": 3, "seed": [1, 2]},
        iterations=1,
        max_steps=10,
        number_processes=1,
        display_progress=False,
    )
    assert {(row["situation"], row["seed"]) for row in rows} == {
        (situation, seed) for situation in ("nederland-2013", "nederland-2022") for seed in (1, 2)
    }
    assert {row["Step"] for row in rows} == {2}, "a market stops after its own months"
    again = SituationMarket("nederland-2022", workers=400, months=3, seed=2)
    while again.running:
        again.step()
    expected = again.datacollector.get_model_vars_dataframe()["unemployment_rate"].iloc[-1]
    (found,) = (row for row in rows if row["situation"] == "nederland-2022" and row["seed"] == 2)
    assert found["unemployment_rate"] == expected


@pytest.mark.small
def test_mesa_luck_plays_no_part() -> None:
    one, other = (SituationMarket("nederland-2024", workers=400, months=2, seed=5) for _ in range(2))
    other.reset_rng(99)
    other.reset_randomizer(99)
    for market in (one, other):
        market.step()
        market.step()
    assert [worker.wage for worker in one.workers] == [worker.wage for worker in other.workers]
