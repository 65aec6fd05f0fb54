"""What the model said of the programmes is kept as data: it reads back as written, and tells the same as the page of the docs."""

import math
from pathlib import Path

import pytest

from cli.programmes import tenths
from cli.texts import number
from sim.programme_results import FILE, BesideReport, ProgrammeResult, Results, read_results, write_results
from sim.programmes import programmes

pytestmark = pytest.mark.small
PAGE = (Path(__file__).resolve().parents[1] / "docs" / "programmes.md").read_text(encoding="utf-8")


def test_results_read_back_as_they_were_written(tmp_path):
    beside = BesideReport("placed-share", 0.4, 0.2, 0.6, math.nan, "no")
    given = Results("1.2", 24, 50_000, {"x": ProgrammeResult(0.5, 0.0, 0.1, math.nan, 0.0, 1234.5, (beside,))})
    write_results(given, tmp_path / "results.json")
    found = read_results(tmp_path / "results.json")
    assert (found.version, found.runs, found.people) == ("1.2", 24, 50_000)
    one = found.programmes["x"]
    assert (one.took_part, one.cost, one.beside[0].low, one.beside[0].meets) == (0.5, 1234.5, 0.2, "no")
    assert math.isnan(one.anyway) and math.isnan(one.beside[0].today)
    assert "NaN" not in (tmp_path / "results.json").read_text(encoding="utf-8")


def test_every_programme_has_a_result_and_every_report_its_own_place():
    found = read_results(FILE).programmes
    assert set(found) == {programme.id for programme in programmes()}
    for programme in programmes():
        assert [one.measure for one in found[programme.id].beside] == [target.measure for target in programme.reported]


def test_the_page_of_the_docs_tells_the_same():
    found = read_results(FILE)
    assert f"{found.runs} worlds of {found.people:,} simulated people" in PAGE
    for programme in programmes():
        one = found.programmes[programme.id]
        line = next(line for line in PAGE.splitlines() if line.startswith(f"| [{programme.en}](#{programme.id})"))
        cells = [cell.strip() for cell in line.split("|")]
        shares = [tenths(getattr(one, name), "en") for name in ("took_part", "over_bridge", "crossed", "anyway", "refused")]
        assert cells[4:9] == shares and cells[9] == number(one.cost, "en", decimals=0)
