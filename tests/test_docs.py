"""The pages say what the code does: headings against calls, tables against declarations, names against what exists."""

import ast
import importlib.util
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

from docs import money
from sim import month as month_package
from sim.agents import state
from sim.agents.codes import ITEMS, REASONS
from sim.data import all_institutions, funds
from sim.parameters import parameters
from sim.policies.catalogue import barriers
from sim.reference import model as reference

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PHASES = (
    "1 age, retire, enter",
    "2 demand moves targets; surplus is forecast",
    "3 redundancies are announced and executed",
    "4 quits and contract ends",
    "5 the bridge, stage by stage, last stage first",
    "6 vacancies are posted",
    "7 seekers choose and apply",
    "8 employers screen, rank, offer; workers accept",
    "9 money moves",
    "10 skills, tenure, beliefs, reputation, trust update",
    "11 observers record",
)


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def section(title: str) -> str:
    """The text of one section of the model page, up to the next of its level."""
    level = title.split()[0]
    text = (DOCS / "model.md").read_text(encoding="utf-8").split(f"\n{title}\n")[1]
    return re.split(rf"\n{level} ", text)[0]


def calls_in_order(source: str, function: str, names: set[str]) -> list[str]:
    """Names called in a function, in the order in which they are written."""
    tree = ast.parse(inspect.cleandoc(source))
    found = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == function)
    calls = [node for node in ast.walk(found) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    ordered = sorted(calls, key=lambda call: (call.lineno, call.col_offset))
    return [call.func.id for call in ordered if isinstance(call.func, ast.Name) and call.func.id in names]


def phases_imported() -> set[str]:
    """Functions that the month takes from its phases' files."""
    tree = ast.parse(Path(month_package.__file__).read_text(encoding="utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim.month.")]
    return {alias.name for node in imports for alias in node.names} - {"Hands"}


def month_source() -> str:
    return Path(month_package.__file__).read_text(encoding="utf-8")


def headings() -> list[tuple[str, str]]:
    """(title, function) of each heading of the process overview."""
    found = re.findall(r"^### (.+) — `(\w+)`$", section("## 3 Process overview"), re.MULTILINE)
    assert len(found) == section("## 3 Process overview").count("\n### ")
    return found


def test_headings_are_the_calls_of_the_month() -> None:
    assert [function for _, function in headings()] == calls_in_order(month_source(), "month", phases_imported())


def test_headings_are_the_design_list() -> None:
    titles = [title for title, _ in headings()]
    assert [title for title in titles if title[0].isdigit()] == list(PHASES)
    assert [title for title in titles if not title[0].isdigit()] == ["Terms of the month"]


def test_comments_of_the_month_are_the_design_list() -> None:
    said = re.findall(r"\)  # (\d+ .+)$", month_source(), re.MULTILINE)
    assert said == list(PHASES)


def test_readable_engine_has_the_same_month() -> None:
    functions = [function for _, function in headings()]
    steps = calls_in_order(Path(reference.__file__).read_text(encoding="utf-8"), "step", set(functions))
    assert steps == functions


def rules() -> set[str]:
    named = [(name, value) for home in generator().RULE_HOMES for name, value in vars(home).items()]
    return {name for name, value in named if callable(value) and not name.startswith("_")}


def test_every_barrier_stands_in_the_table_with_its_rule_and_file() -> None:
    home = generator().rule_home
    rows = {
        cells[1]: cells
        for line in section("## 7 Submodels").splitlines()
        if line.startswith("| B") and (cells := [cell.strip() for cell in line.strip("|").split("|")])
    }
    assert list(rows) == [f"`{name}`" for name in barriers()]
    for barrier in barriers().values():
        code, _, rule, file, at_one, at_zero, _ = rows[f"`{barrier.id}`"]
        assert (code, rule, file) == (barrier.code, f"`{barrier.rule}`", f"`{home(barrier.rule)}`")
        assert at_one and at_zero


@pytest.mark.parametrize("page", ["columns.md", "parameters.md", "levers.md", "institutions.md", "money.md"])
def test_generated_pages_are_up_to_date(page: str) -> None:
    made = generator().PAGES[page]()
    assert (DOCS / page).read_text(encoding="utf-8") == made, "run: python -m docs.generate"


def test_the_page_of_institutions_says_who_reads_and_who_pays() -> None:
    text = (DOCS / "institutions.md").read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines() if line.startswith("| `")]
    lines = {(row[0], row[3]): row for row in cells if len(row) == 13}
    assert lines["`teacher-switch-subsidy`", "2023-01-01"][5] == "25000"
    teacher = lines["`teacher-switch-subsidy`", "2015-01-01"]
    assert teacher[-3:] == ["`teacher_switch`", "`teacher_switch_subsidy`, `subsidy_for_course`", "ministries → inflow-employers"]
    assert lines["`severance-cap`", "2015-07-01"][-2:] == ["`severance`", "outflow-employers → workers"]
    assert lines["`daily-wage-max`", "2015-01-01"][-2:] == ["`ww_benefit`", "uwv → workers"]
    assert {row[0].strip("`") for row in cells} > set(all_institutions()) | {fund.id for fund in funds()} | set(state.WHO_PAYS)


def first_cells(title: str) -> set[str]:
    """What the lines of a table on the page of money are about."""
    text = (DOCS / "money.md").read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `([\w-]+)`", text, re.MULTILINE))


def test_every_item_and_every_reason_stand_on_the_page_of_money() -> None:
    assert first_cells("Follow any euro") == set(ITEMS)
    assert first_cells("Follow any drop-out") == set(REASONS) - {""}


def test_the_page_of_money_has_words_for_just_what_the_month_does() -> None:
    assert {(paid.item, paid.payer, paid.payee) for paid in money.payments()} == set(money.PAID)
    assert {(end.function, end.reason) for end in money.endings()} == set(money.ENDED)
    assert {rule for _, said, _ in money.PAID.values() for rule in said} <= rules()
    assert {rule for _, _, said, _, _ in money.ENDED.values() for rule in said} <= rules()


def test_the_page_of_money_tells_who_pays() -> None:
    """By hand, from the law and the design of the bill."""
    paid = {(x.item, x.payer, x.payee) for x in money.payments()}
    assert ("severance", "outflow-employers", "workers") in paid
    assert ("tuition", money.SECTOR_FUND, "trainers") in paid
    assert ("aftercare", "first-100-days", "coaches") in paid
    assert ("ww", "uwv", "workers") in paid
    ends = {(x.reason, x.barrier, x.then) for x in money.endings()}
    assert ("not-admitted", "licence-wall", "back to *oriented*") in ends
    assert ("dropped-out", "rigid-training", "off the bridge") in ends
    assert ("refused-for-money", None, "back to *oriented*") in ends


def test_names_on_the_model_page_exist() -> None:
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)[`(]", (DOCS / "model.md").read_text(encoding="utf-8")))
    assert len(named) > 40
    assert not named - rules() - set(parameters())


def test_readme_gives_the_share_that_the_report_gives() -> None:
    """Of the weight of the patterns, in both languages; whoever makes a new report mends the README with it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"\*\*(\d+)% of the weight of the patterns", (DOCS / "validation.md").read_text(encoding="utf-8"))
    said = re.findall(r"(\d+)%\s+(?:binnen de band \(doel|lies inside the band \(the goal)", readme)
    assert found and said == [found[1]] * 2


PAGES = sorted([*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_files_named_in_the_pages_exist(page: Path) -> None:
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if "coming:" not in line]
    named = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", "\n".join(lines)))
    missing = {name for name in named if not (ROOT / name).exists()}
    assert not missing
    linked = set(re.findall(r"\]\(([\w.-]+\.md)\)", "\n".join(lines)))
    assert not {name for name in linked if not (page.parent / name).exists()}
