"""``loopbrug proeftuin`` and ``--posterior``: wrong input in one sentence, status 2, nothing written; and a small real one."""

import json
from pathlib import Path

import pytest

from cli.__main__ import main
from sim.posterior import posterior, read_posterior

DESIGN = "proeftuin design nederland-2025 --package gids-en-traineeship --participants 37"
SHIPPED = Path(__file__).parents[2] / "scenarios" / "proeftuinen"


@pytest.fixture
def say(capsys, monkeypatch):
    """Runs a line in a language; (status, stdout, stderr)."""
    monkeypatch.setenv("LOOPBRUG_POSTERIOR", "")  # put back afterwards, whatever the line sets

    def run(line: str, lang: str = "nl"):
        status = main([*line.split(), "--lang", lang])
        return status, *capsys.readouterr()

    return run


@pytest.mark.parametrize(
    ("line", "nl"),
    [
        ("proeftuin", "achter proeftuin moet nog design of update staan"),
        ("proeftuin desing", "Proeftuin kan geen 'desing'; bedoelt u 'design'?"),
        ("proeftuin design", "Achter proeftuin design moet nog een situatie staan"),
        ("proeftuin design nederland-2025", "Er is nog niets om te beproeven"),
        ("proeftuin design nederland-2025 --package gids-en-traineeship", "Geef met --participants"),
        ("proeftuin design nederland-2025 --package gids-en-trainship --participants 9", "bedoelt u 'gids-en-traineeship'?"),
        (f"{DESIGN} --employers horrca", "bedoelt u 'horeca'?"),
        (f"{DESIGN} --claim twee", "'twee' is geen getal"),
        (f"{DESIGN} --claim 7", "--claim 7 kan niet"),
        (f"{DESIGN} --design loten", "--design: 'loten' kan niet"),
        (f"{DESIGN} --outcome lastin", "bedoelt u 'lasting'?"),
        (f"{DESIGN} --months 900", "maar moet tussen 2 en 42 maanden liggen"),
        (f"{DESIGN} --results x.yaml", "--results hoort niet bij proeftuin design"),
        (f"{DESIGN} --people 3", "--people is 3, maar moet"),
        (f"{DESIGN} --participant 3", "bedoelt u '--participants'?"),
        ("proeftuin update", "Geef met --results"),
        ("proeftuin update --results nergens.yaml", "dit bestand is er niet"),
        ("proeftuin update --results nergens.yaml --package x", "--package hoort niet bij proeftuin update"),
        ("show situations --posterior nergens.csv", "--posterior nergens.csv: dit bestand is er niet"),
        ("show situations --posterior", "Achter --posterior moet nog een bestand staan"),
    ],
)
def test_wrong_input_is_one_sentence_and_nothing_is_written(say, tmp_path, monkeypatch, line, nl):
    monkeypatch.chdir(tmp_path)
    status, out, err = say(line)
    assert status == 2 and out == "" and len(err.splitlines()) == 1
    assert nl.lower() in err.lower()
    english = say(line, "en")[2]
    assert english != err and len(english.splitlines()) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("content", "nl"),
    [
        ("enroll\n0.2\n", "er is geen parameter 'enroll'; bedoelt u 'enrol'?"),
        ("enrol\ntwee\n", "dit is geen bestand met parametersets"),
        ("enrol\n", "er staan geen hele parametersets in"),
        ("", "dit is geen bestand met parametersets"),
    ],
)
def test_a_file_that_holds_no_sets_is_refused(say, tmp_path, content, nl):
    file = tmp_path / "sets.csv"
    file.write_text(content)
    status, _, err = say(f"show situations --posterior {file}")
    assert status == 2 and nl in err


def test_a_results_file_with_a_count_too_high(say, tmp_path):
    file = tmp_path / "uitkomst.yaml"
    file.write_text((SHIPPED / "skilling-consortium.yaml").read_text().replace("placed: 29", "placed: 38"))
    status, _, err = say(f"proeftuin update --results {file} --out {tmp_path / 'uit'}")
    assert status == 2 and "placed (38) is meer dan participants (37)" in err and not (tmp_path / "uit").exists()


@pytest.mark.slow
def test_design_writes_a_protocol_and_the_same_again(say, own_cache, tmp_path):
    line = f"{DESIGN} --months 4 --claim 0.7 --runs 4 --people 2000 --threads 2"
    status, out, err = say(f"{line} --out {tmp_path / 'uit'}")
    assert status == 0, err
    assert "Loting per persoon" in out and "Herhaal: loopbrug proeftuin design nederland-2025" in out
    there = {file.name for file in (tmp_path / "uit").iterdir()}
    assert there == {"protocol.nl.md", "protocol.en.md", "proeftuin.json", "uitkomst.yaml"}
    told = json.loads((tmp_path / "uit" / "proeftuin.json").read_text())
    again = json.loads(say(f"{line} --json", "en")[1])
    assert told["fingerprint"] == again["fingerprint"] and told["outcomes"] == again["outcomes"]
    status, _, err = say(f"{line} --out {tmp_path / 'uit'}")
    assert status == 2 and "--force" in err


@pytest.mark.slow
def test_update_writes_sets_that_a_command_takes(say, own_cache, tmp_path):
    status, out, err = say(
        f"proeftuin update --results {SHIPPED / 'skilling-consortium.yaml'} --sets 20 --people 1000 --out {tmp_path / 'uit'}"
    )
    assert status == 0, err
    assert "29/37" in out and "Hoe ver elke verwachting verschoof" in out
    file = tmp_path / "uit" / "posterior.csv"
    assert len(read_posterior(file)) == len(posterior()) and "enrol" in read_posterior(file).names
    report = json.loads((tmp_path / "uit" / "update.json").read_text())
    assert 1 <= report["effective"] <= 20 and report["forecasts"]["placed"]["before"]
    status, out, err = say(f"run nederland-2025 --workers 1000 --months 2 --runs 1 --posterior {file} --out {tmp_path / 'r'}")
    assert status == 0 and "--posterior" in out, err
    manifest = json.loads((tmp_path / "r" / "manifest.json").read_text())
    assert manifest["parameter_set"]["file"] == "posterior.csv"
    assert manifest["parameter_set"]["sets"] == read_posterior(file).fingerprint
