"""The short way in from Python: the numbers of the command, in tidy tables, and one clear sentence for what cannot be."""

import doctest
import json
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim.api
from cli.__main__ import main
from sim import compare, load
from sim.compared import Compared
from sim.measures import MEASURES
from sim.policies.package import Package
from sim.reading import InputError
from sim.scenario import read_package, read_situation

SMALL: dict[str, Any] = {"workers": 1_000, "months": 12, "runs": 2}


@pytest.fixture(scope="module")
def answer(own_cache: Path) -> Compared:
    return compare(load("noordoost-brabant-contractcatering"), package="senior-traineeship", **SMALL)


def test_the_table_is_tidy_with_units_and_bands(answer: Compared) -> None:
    table = answer.table("en")
    assert table.index.is_unique and set(table.index) <= {*MEASURES, "deadweight", "displacement"}
    assert table.columns.tolist() == [
        "name", "unit", "today", "package", "effect", "low80", "high80", "low95", "high95", "chance_better", "noise", "pairs",
    ]  # fmt: skip
    ends = table[["low95", "low80", "effect", "high80", "high95"]].to_numpy()
    assert (np.diff(ends, axis=1) >= 0).all()
    row = table.loc["lasting-crossings"]
    assert (row["name"], row["unit"], row["pairs"]) == ("Lasting crossings", "people", 2)
    assert table["chance_better"].dropna().between(0, 1).all()


def test_both_languages_hold_the_same_numbers(answer: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    nl, en = answer.table("nl"), answer.table("en")
    assert nl.loc["income-lost", "unit"] == "miljoen euro" and en.loc["income-lost", "unit"] == "EUR million"
    assert nl.drop(columns=["name", "unit"]).equals(en.drop(columns=["name", "unit"]))
    monkeypatch.delenv("LOOPBRUG_LANG", raising=False)
    assert answer.table().equals(nl)
    monkeypatch.setenv("LOOPBRUG_LANG", "en")
    assert answer.table().equals(en)


def test_the_command_names_the_file_of_sets_that_the_user_named(answer: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOOPBRUG_POSTERIOR", raising=False)
    plan, asked = answer.plan, ("bank-naar-klas", ["senior-traineeship"], [], [])
    assert "--posterior" not in sim.api._repeat(plan, *asked)[0]
    monkeypatch.setenv("LOOPBRUG_POSTERIOR", "/elders/na.csv")
    assert sim.api._repeat(plan, *asked)[0].endswith("--seed 1 --posterior na.csv")


def test_the_command_gives_the_same_numbers(answer: Compared, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer.command == (
        "loopbrug compare noordoost-brabant-contractcatering --set senior-traineeship=1 "
        "--workers 1000 --months 12 --runs 2 --seed 1"
    )
    assert main([*shlex.split(answer.command)[1:], "--json"]) == 0
    said = json.loads(capsys.readouterr().out)["comparison"]
    table, payers = answer.table("nl"), answer.who_pays("nl")
    for row in said["rows"]:
        found = table.loc[row["measure"]]
        assert (row["effect"], row["low80"], row["high95"]) == (found["effect"], found["low80"], found["high95"])
        assert (row["today"], row["package"], row["nl"]) == (found["today"], found["package"], found["name"])
    assert {row["payer"]: row["euro_per_year"] for row in said["who_pays"]} == payers["euro_per_year"].to_dict()
    case = answer.business_case("nl").set_index(["party", "years"])
    assert {(row["id"], row["years"]): row["euro"] for row in said["business"]["rows"]} == case["euro"].to_dict()


def test_what_one_party_pays_another_has_left(answer: Compared) -> None:
    one = compare(answer.plan.situation, package="senior-traineeship", **(SMALL | {"runs": 1}))
    payers = one.who_pays("en")
    assert payers["euro_per_year"].sum() == pytest.approx(0.0, abs=1e-6 * payers["euro_per_year"].abs().sum())


def test_a_lever_is_that_lever_alone_at_its_full_dose(answer: Compared) -> None:
    by_dose = compare("noordoost-brabant-contractcatering", doses={"senior-traineeship": 1}, **SMALL)
    assert by_dose.command == answer.command and by_dose.table("nl").equals(answer.table("nl"))
    (use,) = plan_of("bank-naar-klas", "guide-caseload").package.levers
    assert use.dose == 20  # people for one guide: fewer is better


def plan_of(situation: Any, package: Any = (), **asked: Any) -> Any:
    """The plan that a question comes down to, without running it."""
    planned: list[Any] = []

    def keep(plan: Any, **_: Any) -> None:
        planned.append(plan)
        raise StopIteration

    with pytest.MonkeyPatch.context() as patch, pytest.raises(StopIteration):
        patch.setattr(sim.api, "run_worlds", keep)
        compare(situation, package, **asked)
    return planned[0]


def test_what_is_left_out_is_as_the_situation_says() -> None:
    situation = load("nederland-2025")
    plan = plan_of(situation, "gids-en-traineeship")
    assert (plan.workers, plan.months, plan.runs) == (situation.workers, situation.months, situation.runs)
    assert (plan.seed, plan.engine, dict(plan.assumed)) == (1, "fast", {})
    assert plan.package == read_package("gids-en-traineeship")


def test_packages_hold_together_and_doses_go_first() -> None:
    plan = plan_of(
        "bank-naar-klas", ["d01-vertrouwde-gids", "d07-veilig-landen"], doses={"neutral-guide": 0.5}, assumed={"accept": 0.8}
    )
    doses = {use.lever: use.dose for use in plan.package.levers}
    assert doses["neutral-guide"] == 0.5 and doses["senior-traineeship"] == 1.0 and plan.assumed == {"accept": 0.8}


def test_files_and_packages_of_ones_own(own_cache: Path, tmp_path: Path) -> None:
    shipped = read_package("gids-en-traineeship")
    own = shipped.model_copy(update={"id": "mijn-pakket", "nl": "Mijn pakket", "en": "My package", "levers": shipped.levers[:1]})
    place = read_situation("bank-naar-klas").model_copy(update={"id": "mijn-streek"})
    answer = compare(place, own, **SMALL)
    assert answer.command.startswith("loopbrug compare mijn-streek.yaml --package mijn-pakket.yaml --workers 1000")
    assert [path.name for path in answer.save(tmp_path)] == ["mijn-streek.yaml", "mijn-pakket.yaml"]
    assert read_package(tmp_path / "mijn-pakket.yaml") == own and load(tmp_path / "mijn-streek.yaml") == place
    from_files = compare(tmp_path / "mijn-streek.yaml", str(tmp_path / "mijn-pakket.yaml"), **SMALL)
    assert str(tmp_path / "mijn-pakket.yaml") in from_files.command and from_files.save(tmp_path) == []
    assert from_files.table("nl").equals(answer.table("nl"))
    assert compare(place, shipped, **SMALL).command.split()[4] == "gids-en-traineeship"  # it ships as it is
    (tmp_path / "mijn-pakket.yaml").write_text("something else")
    with pytest.raises(InputError, match=r"mijn-pakket\.yaml is there already"):
        answer.save(tmp_path)


def test_the_headline_by_hand(answer: Compared) -> None:
    row = replace(answer.comparison.rows[0], effect=1234.0, low80=-50.0, high80=2500.0, chance_better=0.75)
    assert row.measure == "lasting-crossings"
    unsure = replace(answer, comparison=replace(answer.comparison, rows=[row]))
    assert unsure.headline("en") == (
        "Lasting crossings in 12 months: +1,234 people against today (80% of the pairs: −50 to +2,500; chance better 75%). "
        "Zero lies inside the band: the direction is not certain."
    )
    sure = replace(answer, comparison=replace(answer.comparison, rows=[replace(row, low80=50.0)]))
    assert sure.headline("nl") == (
        "Blijvende overstappen in 12 maanden: +1.234 mensen tegenover vandaag (80% van de paren: +50 tot +2.500; kans beter 75%)."
    )


def test_it_reads_well_and_says_what_to_bear_in_mind(answer: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOOPBRUG_LANG", raising=False)
    assert repr(answer) == answer.report("nl")
    for lang, pairs, repeat in (("nl", "2 paren", "Herhaal: loopbrug"), ("en", "2 pairs", "Repeat: loopbrug")):
        said = answer.report(lang)
        assert pairs in said and answer.headline(lang) in said and repeat in said
    assumed = replace(answer, plan=replace(answer.plan, assumed={"accept": 0.8}))
    assert "today's world was changed as well" in assumed.report("en") and "changed as well" not in answer.report("en")
    restless = replace(answer, comparison=replace(answer.comparison, settled=False))
    assert "nog niet tot rust gekomen" in restless.report("nl")


@pytest.mark.parametrize(
    ("asked", "nl", "en"),
    [
        ({"situation": "bank-naar-klass"}, "bedoelt u 'bank-naar-klas'?", "did you mean 'bank-naar-klas'?"),
        (
            {"package": "gids-en-trainship"},
            "er is geen pakket 'gids-en-trainship'; bedoelt u 'gids-en-traineeship'?",
            "did you mean",
        ),
        ({"package": "senior-traineships"}, "bedoelt u 'senior-traineeship'?", "did you mean 'senior-traineeship'?"),
        ({"package": "er-is-niets.yaml"}, "er-is-niets.yaml", "er-is-niets.yaml"),
        ({"package": ()}, "er is nog niets om te vergelijken", "there is nothing to compare yet"),
        ({"package": 7}, "7 is geen pakket", "7 is no package"),
        ({"package": ["d01-vertrouwde-gids", None]}, "None is geen pakket", "None is no package"),
        ({"doses": {"neutral-gide": 1}}, "bedoelt u 'neutral-guide'?", "did you mean 'neutral-guide'?"),
        ({"doses": {"neutral-guide": 2}}, "tussen 0 en 1", "between 0 and 1"),
        ({"workers": 10}, "workers is 10, maar moet tussen 1.000 en 10.000.000", "workers is 10 but must lie between 1,000"),
        ({"months": 2.5}, "months is 2.5, geen geheel getal", "months is 2.5, not a whole number"),
        ({"runs": 0}, "runs is 0, maar moet tussen 1 en 10.000", "runs is 0 but must lie"),
        ({"seed": -1}, "seed is -1", "seed is -1"),
        ({"threads": "two"}, "threads is 'two', geen geheel getal", "not a whole number"),
        ({"assumed": {"acept": 0.8}}, "bedoelt u 'accept'?", "did you mean 'accept'?"),
        ({"assumed": {"accept": 80}}, "'80' kan niet voor 'accept'", "'80' cannot be for 'accept'"),
        ({"engine": "slow"}, "engine 'slow' kan niet", "there is no engine 'slow'"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(asked: dict[str, Any], nl: str, en: str) -> None:
    with pytest.raises(InputError) as refused:
        compare(**({"situation": "bank-naar-klas", "package": "gids-en-traineeship"} | asked))
    assert nl in refused.value.both.nl and en in refused.value.both.en


def test_a_language_that_there_is_not(answer: Compared) -> None:
    with pytest.raises(InputError, match="there is no language 'de'"):
        answer.table("de")


def test_a_package_that_does_not_fit_the_situation() -> None:
    package = Package.model_validate(
        {"id": "elders", "nl": "Elders", "en": "Elsewhere",
         "levers": [{"lever": "neutral-guide", "dose": 1.0, "scope": {"regions": ["atlantis"]}}]}
    )  # fmt: skip
    with pytest.raises(InputError, match="package 'elders' does not fit situation 'bank-naar-klas'"):
        compare("bank-naar-klas", package)


def test_progress_is_told_and_a_stop_is_a_stop(own_cache: Path) -> None:
    heard: list[float] = []
    compare("bank-naar-klas", "senior-traineeship", progress=heard.append, threads=1, **(SMALL | {"runs": 1}))
    assert heard == sorted(heard) and heard[-1] == 1.0

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compare("bank-naar-klas", "senior-traineeship", progress=stop, threads=1, **SMALL)


def test_importing_sim_is_light() -> None:
    heavy = "numpy numba pandas scipy matplotlib duckdb mesa pydantic"
    tell = f"print([name for name in {heavy.split()} if name in sys.modules])"
    script = f"import sim, sys; {tell}; from sim import load; print('pandas' in sys.modules, 'mesa' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == ["[]", "False False"]


def test_a_name_that_sim_does_not_have() -> None:
    with pytest.raises(AttributeError, match="module 'sim' has no attribute 'comparee'"):
        sim.comparee  # noqa: B018


@pytest.mark.parametrize("made", [sim.api.load, sim.api.compare])
def test_the_examples_hold(made: Any, own_cache: Path) -> None:
    examples = doctest.DocTestFinder(recurse=False).find(made, made.__name__)
    assert examples[0].examples
    for example in examples:
        assert doctest.DocTestRunner().run(example).failed == 0


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_the_lines_of_python_on_the_pages_run(page: str, own_cache: Path) -> None:
    text = (Path(sim.__file__).parents[1] / page).read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.+?)```", text, flags=re.S)
    assert examples
    for example in examples:
        exec(example, {})
