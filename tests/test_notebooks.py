"""The notebooks run from begin to end at a small size, hold no output, and say everything in both languages."""

import re
from pathlib import Path

import matplotlib.font_manager  # whoever comes first makes the list of fonts, and says so
import nbformat
import pytest
from nbclient import NotebookClient

import sim

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LONGEST = 600  # seconds for one cell: the first of all may have to wait until the engine is compiled


def test_they_are_all_there():
    assert [path.stem[:2] for path in NOTEBOOKS] == [f"{k:02d}" for k in range(1, len(NOTEBOOKS) + 1)]
    assert len(NOTEBOOKS) >= 5


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_text_is_there_in_both_languages(path):
    cells = nbformat.read(path, as_version=4).cells
    assert cells[0].cell_type == "markdown" and re.match(r"# \d\. .+ · .+", cells[0].source)
    for cell in cells:
        if cell.cell_type == "markdown":
            spoken = re.findall(r"^\*\*(nl|en)\*\* ", cell.source, flags=re.M)
            assert spoken == ["nl", "en"], cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_that_was_run_is_kept(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (path.parent / target).exists(), target


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_from_begin_to_end(path, monkeypatch, tmp_path):
    monkeypatch.setenv("LOOPBRUG_SMALL", "1")
    monkeypatch.setenv("LOOPBRUG_LANG", "en")
    monkeypatch.setenv("PYTHONPATH", str(Path(sim.__file__).parents[1]))
    # Nothing of the user's own set-up or kept worlds, but the list of fonts that is there already.
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("MPLCONFIGDIR", matplotlib.get_cachedir())
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=LONGEST, resources={"metadata": {"path": str(path.parent)}}).execute()
    said = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("text/plain" in output.get("data", {}) or output.output_type == "stream" for output in said)
    assert not [output.text for output in said if output.output_type == "stream" and output.name == "stderr"]
