"""A view of barriers and breakthroughs: other words for the same ids, checked with file and line."""

import json
from pathlib import Path

import pytest

from cli.__main__ import main
from sandbox.state import Settings
from sandbox.view import _viewed, loci
from sim.policies.catalogue import barriers, breakthroughs
from sim.reading import InputError
from sim.taxonomy import VARIABLE, asked_taxonomy, read_taxonomy, taxonomies

pytestmark = pytest.mark.small

OWN = """\
id: own
nl: "Onze lijst"
en: "Our list"
source: "A list of ours"
grade: assumption
groups:
  - {id: geld, nl: "Geld", en: "Money"}
  - {id: mens, nl: "Mens", en: "People"}
barriers:
  - {id: unsafe-step, nl: "Bang", en: "Afraid", code: "H1", groups: [mens, geld]}
breakthroughs:
  - {id: redirect-money, number: 10, nl: "Geld goed", en: "Money well", groups: [geld]}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def no_view_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    _viewed.cache_clear()


def shown(capsys: pytest.CaptureFixture[str], line: str) -> list[dict[str, str]]:
    assert main(["show", *line.split(), "--json"]) == 0
    rows: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return rows


def test_shipped_views_group_all_fourteen_of_both() -> None:
    found = {view.id: view for view in taxonomies()}
    assert set(found) == {"documents", "akkoord"}
    for view in found.values():
        assert [entry.id for entry in view.barriers] == list(barriers())
        assert [entry.id for entry in view.breakthroughs] == list(breakthroughs())
        assert all(entry.groups for entry in (*view.barriers, *view.breakthroughs))
    own_groups = {"person": "mens", "company": "bedrijven", "institution": "instanties", "law": "wet-en-regelgeving"}
    for entry in found["documents"].barriers:
        assert entry.groups == (own_groups[barriers()[entry.id].group],)
    of_government = [entry.id for entry in found["akkoord"].breakthroughs if entry.groups[0] == "overheid"]
    assert of_government == ["transition-income", "licence-in-steps"]


def test_only_words_change(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = shown(capsys, "barriers"), shown(capsys, f"barriers --taxonomy {own}")
    assert [row["id"] for row in after] == [row["id"] for row in before]
    first = after[0]
    assert (first["nl"], first["en"], first["code"], first["group"]) == ("Bang", "Afraid", "H1", "mens")
    assert (first["group_nl"], first["group_en"]) == ("Mens, Geld", "People, Money")
    assert first["strength"] == before[0]["strength"]
    assert after[1:] == before[1:]


def test_a_number_is_the_code_when_there_is_none(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = shown(capsys, f"breakthroughs --taxonomy {own}")[-1]
    assert (row["id"], row["code"], row["number"], row["nl"]) == ("redirect-money", "10", 10, "Geld goed")


def test_the_view_goes_group_by_group(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = shown(capsys, f"taxonomy --taxonomy {own}")
    assert len(rows) == 28 and [row["kind"] for row in rows] == ["barrier"] * 14 + ["breakthrough"] * 14
    assert rows[0]["id"] == "unsafe-step" and rows[14]["id"] == "redirect-money"
    assert main(["show", "taxonomy", "--taxonomy", str(own)]) == 0
    assert "Geld goed" in capsys.readouterr().out


def test_the_variable_serves_every_command(own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked_taxonomy() is None
    monkeypatch.setenv(VARIABLE, str(own))
    assert shown(capsys, "barriers")[0]["nl"] == "Bang"
    assert shown(capsys, "barriers --taxonomy akkoord")[0]["nl"] == barriers()["unsafe-step"].nl  # the option goes before
    money = next(locus for locus in loci(Settings()) if locus["id"] == "geld")
    assert (money["name"], [group["name"] for group in money["groups"]]) == ("Geld", ["Geld goed"])
    people = next(locus for locus in loci(Settings()) if locus["id"] == "person")
    assert people["groups"][0]["name"] == breakthroughs()["trusted-guide"].nl
    monkeypatch.setenv(VARIABLE, "nowhere.yaml")
    assert main(["show", "barriers", "--lang", "en"]) == 2
    assert capsys.readouterr().err == "nowhere.yaml: there is no such file.\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("unsafe-step", "unsafe-stap", 10, "did you mean 'unsafe-step'?"),
        ("redirect-money", "redirect-mony", 12, "did you mean 'redirect-money'?"),
        ("groups: [geld]}", "groups: [gelt]}", 12, "there is no group 'gelt'; did you mean 'geld'?"),
        ('nl: "Bang", ', "", 10, "'nl' is missing here"),
        ('code: "H1"', 'code: "B02"', 10, "the code 'B02' is that of 'cv-self-image' too"),
        ("number: 10", "number: tien", 12, "a whole number"),
        ("number: 10", "nummer: 10", 12, "did you mean 'number'?"),
        ("id: mens", "id: geld", 8, "'geld' stands here twice"),
        ('source: "A list of ours"\n', "", 1, "'source' is missing"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(own: Path, old: str, new: str, line: int, says: str) -> None:
    own.write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_taxonomy(own)
    assert str(error.value).startswith(f"{own}:{line}: ") and says in str(error.value)
    assert "\n" not in error.value.both.nl and error.value.both.nl != error.value.both.en


def test_the_example_of_the_page_reads(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "taxonomy.md").read_text(encoding="utf-8")
    file = tmp_path / "my-list.yaml"
    file.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert read_taxonomy(file).breakthroughs[0].number == 10
