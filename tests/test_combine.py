"""Packages together, and a package written to a file that reads back to the same terms."""

from pathlib import Path

import numpy as np
import pytest

from cli.__main__ import main
from sim.combine import combined, package_text, with_own_doses
from sim.policies.catalogue import breakthroughs, levers
from sim.policies.package import LeverUse, Package, Route, Scope
from sim.policies.terms import compile_terms
from sim.reading import InputError
from sim.scenario import package_from_settings, packages, read_package

pytestmark = pytest.mark.small
SHIPPED = {package.id: package for package in packages()}
OLDER = Scope(min_age=45)


def package(id: str, *uses: LeverUse, **more: object) -> Package:
    return Package.model_validate({"id": id, "nl": id.upper(), "en": id.upper(), "levers": uses} | more)


def use(lever: str, dose: float, scope: Scope = OLDER, **more: int) -> LeverUse:
    return LeverUse(lever=lever, dose=dose, scope=scope, **more)


def same_terms(one: Package, other: Package) -> bool:
    tables = [
        (getattr(a, name), getattr(b, name))
        for month in (0, 5, 40)
        for a, b in [(compile_terms(one, month), compile_terms(other, month))]
        for name in ("strength", "setting")
    ]
    return all(np.array_equal(a, b) for a, b in tables)


# ---- together ----


def test_two_packages_do_what_each_of_them_does() -> None:
    guide = package("a", use("neutral-guide", 1, start_month=3), about_nl="Gids.", about_en="Guide.", source="X", grade="seen")
    fund = package("b", use("portable-budget", 500), use("neutral-guide", 0.5, Scope()), source="Y", grade="recall")
    both = combined([guide, fund])
    assert both.levers == (*guide.levers, *fund.levers)
    assert (both.id, both.nl, both.en, both.about_nl) == ("a-plus-b", "A + B", "A + B", "Gids.")
    assert (both.source, both.grade) == ("X; Y", "recall")  # as sure as the least sure of them
    assert combined([guide]) == combined([guide, guide]) == guide


def test_what_two_do_alike_is_done_once() -> None:
    shared, route = use("neutral-guide", 1), Route(recruits=True)
    both = combined([
        package("a", shared, routes=(route,)), package("b", shared, use("buddy", 1), routes=(route, Route(scope=OLDER))),
    ])  # fmt: skip
    assert both.levers == (shared, use("buddy", 1)) and both.routes == (route, Route(scope=OLDER))


@pytest.mark.parametrize("other", [use("neutral-guide", 0.5), use("neutral-guide", 1, start_month=6)])
def test_one_lever_set_differently_for_the_same_people_is_refused(other: LeverUse) -> None:
    with pytest.raises(InputError) as error:
        combined([package("a", use("buddy", 1)), package("b", use("neutral-guide", 1)), package("c", other)])
    assert str(error.value) == "'b' and 'c' set 'neutral-guide' differently for the same people, change one of the two"
    assert "verschillend voor dezelfde mensen" in error.value.both.nl


def test_too_many_groups_together_are_refused() -> None:
    many = [package(f"p{k}", use("buddy", 1, Scope(min_age=20 + k))) for k in range(9)]
    assert combined(many[:8]).id.startswith("p0-plus-p1")
    with pytest.raises(InputError, match="more than 8 different scopes"):
        combined(many)


# ---- to a file and back ----


@pytest.mark.parametrize("id", SHIPPED)
def test_a_shipped_package_reads_back_as_itself(id: str, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(package_text(SHIPPED[id]), encoding="utf-8")
    assert read_package(file) == SHIPPED[id]


def test_changed_doses_read_back_to_the_same_terms_without_the_name_of_the_design(tmp_path: Path) -> None:
    changed = package_from_settings(["neutral-guide=0.35", "buddy=0.1"], SHIPPED["gids-en-traineeship"])
    file = tmp_path / "own.yaml"
    file.write_text(package_text(with_own_doses(changed)), encoding="utf-8")
    read = read_package(file)
    assert same_terms(read, changed) and not same_terms(read, SHIPPED["gids-en-traineeship"])
    assert (read.id, read.grade, read.source) == ("gids-en-traineeship-changed", "assumption", "")
    assert (read.nl, read.en) == ("Gids en traineeship, aangepast", "Guide and traineeship, changed")


def command(line: str) -> int:
    return main([*f"run bank-naar-klas --workers 1000 --months 1 --runs 1 --lang en {line}".split()])


def test_the_command_writes_the_package_in_force(own_cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.yaml"
    line = f"--package gids-en-traineeship --package fonds-en-budget --set neutral-guide=0.25 --export-package {file}"
    assert command(line) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "--package gids-en-traineeship --package fonds-en-budget --set neutral-guide=0.25" in printed
    both = combined([SHIPPED["gids-en-traineeship"], SHIPPED["fonds-en-budget"]])
    assert same_terms(read_package(file), package_from_settings(["neutral-guide=0.25"], both))
    assert command(f"--package {file}") == 0
    assert command(line) == 2  # it is there already
    assert "exists already" in capsys.readouterr().err
    assert command(f"{line} --force") == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("--export-package own.yaml", "there is no package"),
        ("--package gids-en-traineeship --export-package own.txt", "must end in .yaml or .yml"),
        ("--package gids-en-traineeship --package d01-vertrouwde-gids", "set 'neutral-guide' differently for the same people"),
        ("--package gids-en-traineeship --package gids", "there is no package 'gids'"),
    ],
)
def test_what_cannot_be(line: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(line) == 2
    printed = capsys.readouterr()
    assert says.lower() in printed.err.lower() and printed.out == "" and printed.err.count("\n") == 1


# ---- a package for each breakthrough, and one for all ----


@pytest.mark.parametrize("code", [breakthrough.code for breakthrough in breakthroughs().values()])
def test_each_breakthrough_has_a_package_with_its_levers_and_no_others(code: str) -> None:
    breakthrough = next(b for b in breakthroughs().values() if b.code == code)
    found = next(p for id, p in SHIPPED.items() if id.startswith(f"{code.lower()}-"))
    assert found.nl.startswith(code) and found.en.startswith(code) and found.about_nl and found.about_en and found.source
    wanted = [name for name in breakthrough.levers if name != "retention-subsidy"]  # works the other way
    assert [one.lever for one in found.levers] == wanted
    for one in found.levers:
        lever = levers()[one.lever]
        assert one.scope == Scope() and one.dose != lever.default
        steps = (one.dose - lever.default) / lever.step
        assert steps == pytest.approx(round(steps)), one.lever
        assert one.lever == "selection-threshold" or lever.reach(one.dose) > 0


def test_every_dose_has_its_reason_in_the_file() -> None:
    for id in SHIPPED:
        if id[0] == "d" and id[1:3].isdecimal():
            lines = (Path(__file__).parents[1] / "scenarios" / "packages" / f"{id}.yaml").read_text(encoding="utf-8").splitlines()
            uses = [k for k, line in enumerate(lines) if line.startswith("  - {lever")]
            assert all(lines[k - 1].startswith("  # ") for k in uses) and len(uses) == len(SHIPPED[id].levers)


def test_all_breakthroughs_are_the_fourteen_together() -> None:
    each = [SHIPPED[id] for id in sorted(SHIPPED) if id[0] == "d" and id[1:3].isdecimal()]
    assert len(each) == 14
    assert SHIPPED["alle-doorbraken"].levers == combined(each).levers
