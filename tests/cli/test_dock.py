"""``loopbrug dock``: files in, a table out; and one sentence for every file that cannot be."""

import csv
import json

import numpy as np
import pytest

from calibration.docking.reading import read_market, read_network
from cli.dock import FILE
from sim.words import Complaint

OCCUPATIONS = "beroep,kans,werkenden,nog iets\nkok,0.1,3000,x\nkassier,0.9,2000,y\ndocent,0.4,1000,z\n"
IDS = ("kok", "kassier", "docent")
KNOWN = np.array([[0.5, 0.5, 0], [0.25, 0, 0.75], [0, 0.2, 0.8]])
COLUMNS = [
    "id", "unemployment_change_pct", "long_term_change_pct", "unemployment_change_pct_agents", "long_term_change_pct_agents",
    "unemployment_error_agents", "long_term_error_agents",
]  # fmt: skip


@pytest.fixture
def given(tmp_path):
    """Writes the two files and gives the line that docks them."""

    def line(occupations=OCCUPATIONS, network=None, rest="--workers 6000 --runs 2"):
        (tmp_path / "beroepen.csv").write_bytes(occupations if isinstance(occupations, bytes) else occupations.encode())
        line = f"dock --occupations {tmp_path / 'beroepen.csv'} --out {tmp_path / 'uit'} {rest}"
        if network is not None:
            (tmp_path / "wegen.csv").write_text(network)
            line += f" --network {tmp_path / 'wegen.csv'}"
        return line

    return line


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_with_both_for_every_occupation(loopbrug, given, tmp_path):
    answer = loopbrug(given())
    assert answer.status == 0 and answer.err == ""
    rows = rows_of(tmp_path / "uit" / FILE)
    assert list(rows[0]) == COLUMNS and [row["id"] for row in rows] == list(IDS)
    assert float(rows[1]["unemployment_change_pct"]) > float(rows[0]["unemployment_change_pct"])
    assert all(np.isfinite(float(row[name])) for row in rows for name in COLUMNS[1:])
    assert [path.name for path in (tmp_path / "uit").iterdir()] == [FILE]
    assert "kassier" in answer.out and "Herhaal: loopbrug dock" in answer.out and "6.000 mensen" in answer.out


def test_the_same_seed_gives_the_same_and_the_mean_field_knows_no_seed(loopbrug, given, tmp_path):
    def docked(rest):
        assert loopbrug(given(rest=f"--workers 6000 --force {rest}")).status == 0
        return rows_of(tmp_path / "uit" / FILE)

    first, again, other = docked("--seed 3"), docked("--seed 3"), docked("--seed 4")
    assert first == again != other
    assert [row[COLUMNS[1]] for row in first] == [row[COLUMNS[1]] for row in other]


def test_one_run_tells_no_error(loopbrug, given, tmp_path):
    answer = loopbrug(given(rest="--workers 6000 --runs 1"))
    assert answer.status == 0 and "± –" in answer.out
    assert all(row[COLUMNS[-1]] == "" and row[COLUMNS[3]] for row in rows_of(tmp_path / "uit" / FILE))


def test_json_and_english(loopbrug, given, tmp_path):
    told = json.loads(loopbrug(given(rest="--workers 6000 --runs 2 --json --gamma 0.2 --lang en")).out)
    assert told["plan"] == {"delta_u": 0.016, "delta_v": 0.012, "gamma": 0.2, "workers": 6000, "runs": 2, "seed": 1}
    assert [list(row) for row in told["occupations"]] == [COLUMNS] * 3
    written = rows_of(tmp_path / "uit" / FILE)
    assert [float(row[COLUMNS[2]]) for row in written] == [row[COLUMNS[2]] for row in told["occupations"]]
    assert "The 3 occupations" in loopbrug(given(rest="--workers 6000 --force --lang en")).out


SAME = {
    "without a header": OCCUPATIONS.split("\n", 1)[1],
    "with semicolons and decimal commas": OCCUPATIONS.replace(",", ";").replace(".", ","),
    "with a mark at the start and empty lines": "\ufeff" + OCCUPATIONS.replace("\n", "\r\n\r\n"),
    "with quotation marks": OCCUPATIONS.replace("kok", '"kok"'),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_a_file_of_occupations_may_look_otherwise(tmp_path, text):
    path = tmp_path / "beroepen.csv"
    path.write_bytes(text.encode())
    market = read_market(path)
    assert market.ids == IDS and market.automation.tolist() == [0.1, 0.9, 0.4] and market.employment.tolist() == [3000, 2000, 1000]
    assert (market.weights == 1).all()


LIST = "kok,kok,1\nkok,kassier,1\nkassier,kok,1\nkassier,docent,3\ndocent,kassier,1\ndocent,docent,4\n"
NETWORKS = {
    "numbers only": "2,2,0\n1,0,3\n0,1,4\n",
    "ids above": "kok,kassier,docent\n2,2,0\n1,0,3\n0,1,4\n",
    "ids beside": "kok,2,2,0\nkassier,1,0,3\ndocent,0,1,4\n",
    "ids above and beside, in another order": ",docent,kok,kassier\nkassier,3,1,0\ndocent,4,0,1\nkok,0,2,2\n",
    "a list": LIST,
    "a list with a header": "from,to,weight\n" + LIST,
}


@pytest.mark.parametrize("text", NETWORKS.values(), ids=NETWORKS)
def test_a_network_may_be_a_matrix_or_a_list(tmp_path, text):
    path = tmp_path / "wegen.csv"
    path.write_text(text)
    assert np.allclose(read_network(path, IDS), KNOWN)


def test_a_short_list_of_two_or_three_is_no_matrix(tmp_path):
    path = tmp_path / "wegen.csv"
    path.write_text("kok,kassier,1\nkassier,docent,1\ndocent,kok,2\n")
    assert read_network(path, IDS).tolist() == [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
    path.write_text("kok,1,3\nkassier,2,2\n")
    assert read_network(path, IDS[:2]).tolist() == [[0.25, 0.75], [0.5, 0.5]]
    path.write_text("10,20,1\n20,30,1\n30,40,1\n40,10,3\n")
    assert read_network(path, ("10", "20", "30", "40"))[3].tolist() == [1, 0, 0, 0]


HEAD = "id,p,e\n"
WRONG_OCCUPATIONS = {
    "probability above 1": (
        HEAD + "kok,1.1,5\ndocent,0,5\n",
        ".csv:2: de kans op automatisering is '1.1'",
        "must be a number from 0 to 1",
    ),
    "probability below 0": (HEAD + "kok,-0.1,5\ndocent,0,5\n", "'-0.1', maar moet een getal van 0 tot en met 1", "'-0.1' but must"),
    "no probability": (HEAD + "kok,veel,5\ndocent,0,5\n", "is 'veel'", "is 'veel'"),
    "nan": (HEAD + "kok,nan,5\ndocent,0,5\n", "is 'nan'", "is 'nan'"),
    "negative employment": (HEAD + "kok,0,5\ndocent,0,-5\n", ".csv:3: het aantal werkenden is '-5'", "employment is '-5'"),
    "nobody at work": (HEAD + "kok,0,0\ndocent,0,5\n", "moet een getal boven 0 zijn", "must be a number above 0"),
    "twice": (HEAD + "kok,0,5\nkok,0,5\n", ".csv:3: het beroep 'kok' staat er twee keer in", "'kok' is there twice"),
    "too few columns": (HEAD + "kok,0\ndocent,0,5\n", "drie kolommen", "three columns"),
    "no name": (HEAD + ",0,5\ndocent,0,5\n", "drie kolommen", "three columns"),
    "one occupation": (HEAD + "kok,0,5\n", "minstens twee beroepen", "at least two occupations"),
    "nothing": ("", "minstens twee beroepen", "at least two occupations"),
    "nothing left": (HEAD + "kok,1,5\ndocent,1,5\n", "alle kansen zijn 1", "all probabilities are 1"),
    "no text": (b"\xff\xfe\x00", "kan niet gelezen worden", "cannot be read"),
    "quotes": ('id,p,e\nkok,0,"5\n', "aanhalingstekens", "quotes"),
}
WRONG_NETWORKS = {
    "another size": ("1,0\n0,1\n", "geen matrix van 3 bij 3", "no matrix of 3 by 3"),
    "another size with more rows": ("1,0,1\n0,1,1\n1,1,1\n1,1,1\n", "geen matrix van 3 bij 3", "no matrix of 3 by 3"),
    "ragged": ("1,0,1\n0,1\n1,1,1\n", "geen matrix van 3 bij 3", "no matrix of 3 by 3"),
    "unknown id": (
        "kok,kassier,1\nkassier,docnt,1\n",
        ".csv:2: er is geen beroep 'docnt'; bedoelt u 'docent'?",
        "did you mean 'docent'?",
    ),
    "unknown id above": (
        "kok,kassier,bakker\n2,2,0\n1,0,3\n0,1,4\n",
        "er is geen beroep 'bakker'",
        "there is no occupation 'bakker'",
    ),
    "an id twice": ("kok,kassier,kok\n2,2,0\n1,0,3\n0,1,4\n", "een beroep staat er twee keer in", "an occupation is there twice"),
    "an edge twice": (
        "kok,kassier,1\nkok,kassier,1\n",
        "van 'kok' naar 'kassier' staat er twee keer in",
        "from 'kok' to 'kassier' is there",
    ),
    "a weight below 0": ("1,1,-1\n1,1,1\n1,1,1\n", "het gewicht is '-1'", "the weight is '-1'"),
    "no way out": ("1,1,1\n1,1,1\n0,0,0\n", "geen enkele weg vanuit het beroep 'docent'", "no way from the occupation 'docent'"),
    "no way in": ("1,1,0\n1,1,0\n1,1,0\n", "geen enkele weg naar het beroep 'docent'", "no way to the occupation 'docent'"),
    "apart": ("1,1,0\n1,1,0\n0,0,1\n", "het beroep 'docent' staat los", "the occupation 'docent' stands apart"),
    "nothing": ("", "dit bestand is leeg", "this file is empty"),
}
WRONG_LINES = {
    "--workers 999": ("tussen 1.000 en 10.000.000", "between 1,000 and 10,000,000"),
    "--runs 0": ("tussen 1 en 10.000 runs", "between 1 and 10,000 runs"),
    "--seed -1": ("--seed is -1", "--seed is -1"),
    "--delta-u 0": ("--delta-u: '0' kan niet", "--delta-u: '0' is out of range"),
    "--gamma 1.5": ("--gamma: '1.5' kan niet", "--gamma: '1.5' is out of range"),
    "--delta-v 0,012": ("zoals 0.016", "such as 0.016"),
    "--delta-v nan": ("'nan' kan niet", "'nan' is out of range"),
}


def check_refused(loopbrug, line, nl, en, tmp_path):
    for lang, says in (("nl", nl), ("en", en)):
        answer = loopbrug(f"{line} --lang {lang}")
        assert answer.status == 2 and answer.out == ""
        assert says.lower() in answer.err.lower() and answer.err.count("\n") == 1, answer.err
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(("text", "nl", "en"), WRONG_OCCUPATIONS.values(), ids=WRONG_OCCUPATIONS)
def test_wrong_occupations(loopbrug, given, tmp_path, text, nl, en):
    check_refused(loopbrug, given(text), nl, en, tmp_path)


@pytest.mark.parametrize(("text", "nl", "en"), WRONG_NETWORKS.values(), ids=WRONG_NETWORKS)
def test_wrong_network(loopbrug, given, tmp_path, text, nl, en):
    check_refused(loopbrug, given(network=text), nl, en, tmp_path)


@pytest.mark.parametrize(("rest", "says"), WRONG_LINES.items(), ids=WRONG_LINES)
def test_wrong_numbers(loopbrug, given, tmp_path, rest, says):
    check_refused(loopbrug, given(rest=rest), *says, tmp_path)


def test_too_few_workers_for_the_smallest_occupation(loopbrug, given, tmp_path):
    line = given("kok,0,1\ndocent,0.5,9999\n", rest="--workers 2000")
    nl, en = "--workers is 2.000, maar neem er minstens 10.160", "take at least 10,160, or else 'kok'"
    check_refused(loopbrug, line, nl, en, tmp_path)


def test_what_must_be_given(loopbrug, tmp_path):
    assert "--occupations bestand" in loopbrug(f"dock --out {tmp_path / 'uit'}").err.lower()
    assert "--out folder" in loopbrug("dock --occupations x.csv --lang en").err.lower()
    line = f"dock --occupations {tmp_path / 'x.csv'} --out {tmp_path / 'uit'}"
    check_refused(loopbrug, line, "er is geen bestand", "there is no file", tmp_path)


def test_out_is_not_overwritten_unasked(loopbrug, given, tmp_path):
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / FILE).write_text("mine")
    answer = loopbrug(given())
    assert answer.status == 2 and "--force" in answer.err and (tmp_path / "uit" / FILE).read_text() == "mine"


def test_out_that_cannot_be_written(loopbrug, given, tmp_path):
    (tmp_path / "uit").write_text("mine")
    assert "is een bestand" in loopbrug(given()).err and (tmp_path / "uit").read_text() == "mine"
    answer = loopbrug(given().replace(str(tmp_path / "uit"), "/proc/uit"))
    assert answer.status == 2 and "kan niet geschreven worden" in answer.err


def test_a_complaint_tells_the_line_in_both_languages(tmp_path):
    path = tmp_path / "wegen.csv"
    path.write_text("from,to,weight\nkok,kassier,1\n\nkok,docent,veel\n")
    with pytest.raises(Complaint) as wrong:
        read_network(path, IDS)
    assert all(said.startswith(f"{path}:4: ") for said in wrong.value.both)
