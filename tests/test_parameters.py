"""The parameters of behaviour: read whole, and a wrong line is named."""

from pathlib import Path

import pytest

from sim.data import DataError
from sim.market import first_of_month
from sim.parameters import FILE, legal, parameters, read_parameters
from sim.scenario import situations

pytestmark = pytest.mark.small


def test_every_parameter_lies_in_its_range_and_says_what_it_means() -> None:
    assert len(parameters()) > 100
    for name, parameter in parameters().items():
        assert name == parameter.name
        assert parameter.low <= parameter.value <= parameter.high
        assert parameter.unit and parameter.nl and parameter.en


@pytest.mark.parametrize(
    ("value", "grade", "name", "complaint"),
    [
        ("0.9", "assumption", "two", "outside its own range"),
        ("much", "assumption", "two", "'value' is 'much', which is not a number"),
        ("0.1", "guess", "two", "'grade' is 'guess'"),
        ("0.1", "seen", "two", "'grade' is seen but 'source' is empty"),
        ("0.1", "assumption", "one", "'one' was already given in line 2"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, value: str, grade: str, name: str, complaint: str) -> None:
    header = FILE.read_text(encoding="utf-8").splitlines()[0]
    assert header == "name,value,low,high,unit,source,grade,en,nl"
    file = tmp_path / "parameters.csv"
    good, bad = "one,0.1,0,0.2,share,,assumption,First,Eerste", f"{name},{value},0,0.2,share,,{grade},Second,Tweede"
    file.write_text("\n".join((header, good, bad, "")), encoding="utf-8")
    with pytest.raises(DataError, match=complaint) as caught:
        read_parameters(file)
    assert str(caught.value).startswith("parameters.csv, line 3: ")


def test_the_pension_age_is_in_whole_months_in_every_situation() -> None:
    """The engines compare ages month by month: at 66 years and 4 months people are 796 months old, not 795.9996."""
    ages = {situation.id: legal(first_of_month(situation.start))["retirement_age"] for situation in situations()}
    assert all(age == round(age) and 65 * 12 <= age <= 68 * 12 for age in ages.values()), ages
    assert ages["noordoost-brabant-contractcatering"] == 796
