"""The command line on what the product ships: lists, and mistakes against the real catalogue."""

import json

import pytest

from cli.__main__ import main
from cli.show import LISTS
from cli.texts import ENTRY_WORDS
from cli.units import UNITS


def listed(what: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    assert main(["show", what, "--json"]) == 0
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


@pytest.mark.parametrize("what", LISTS)
def test_every_list_is_of_objects_with_id_and_both_names(what, capsys):
    rows = listed(what, capsys)
    assert rows
    assert all(row["id"] and row["nl"] and row["en"] for row in rows)
    ids = [row["id"] for row in rows]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("what", LISTS)
def test_every_list_is_a_table_too(what, lang, capsys):
    assert main(["show", what, "--lang", lang]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 3


def test_levers_carry_their_range_and_source(capsys):
    wanted = {"unit", "low", "high", "default", "step", "actor", "source", "grade"}
    for row in listed("levers", capsys):
        assert all(row.get(name) is not None for name in wanted), row["id"]


def test_fourteen_barriers_and_breakthroughs(capsys):
    assert len(listed("barriers", capsys)) == len(listed("breakthroughs", capsys)) == 14


def test_the_situations_of_the_first_command_and_the_readme_are_there(capsys):
    assert {"noordoost-brabant-contractcatering", "nederland-2025", "bank-naar-klas"} <= {
        row["id"] for row in listed("situations", capsys)
    }


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("run nederland-2052", "nederland-202"),
        ("run no/such/file.yaml", "no/such/file.yaml"),
        ("run .", "."),
        ("compare nederland-2025 --package gids-en-trainee", "gids-en-traineeship"),
        ("compare nederland-2025 --set neutral-gide=1", "neutral-guide"),
        ("compare nederland-2025 --set neutral-guide=2", "1"),
        ("compare nederland-2025 --set neutral-guide=veel", "veel"),
        ("compare nederland-2025 --set neutral-guide=0,5", "schrijf een punt en geen komma"),
        ("compare nederland-2025 --set neutral-guide", "HEFBOOM=DOSIS"),
        ("compare nederland-2025 --set neutral-guide --lang en", "LEVER=DOSE"),
        ("compare nederland-2025 --set neutral-guide=1 --set neutral-guide=0", "twee keer"),
    ],
)
def test_mistakes_end_in_one_sentence(line, says, capsys):
    assert main(line.split()) == 2
    captured = capsys.readouterr()
    assert says in captured.err and captured.err.count("\n") == 1 and captured.out == ""


@pytest.mark.parametrize(
    ("what", "nl", "en"),
    [
        ("levers", "aandeel van de mensen", "share of people"),
        ("barriers", "bedrijf", "company"),
        ("parties", "overheid", "government"),
        ("packages", "aangenomen", "assumption"),
        ("sources", "euro per maand", "EUR per month"),
    ],
)
def test_tables_are_in_the_language(what, nl, en, capsys):
    for lang, there, not_there in (("nl", nl, en), ("en", en, nl)):
        assert main(["show", what, "--lang", lang]) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert there in said and not_there not in said


@pytest.mark.parametrize(("what", "column"), [("barriers", "group"), ("parties", "kind"), ("sources", "grade")])
def test_every_word_of_such_a_column_is_known_in_dutch(what, column, capsys):
    assert {row[column] for row in listed(what, capsys)} <= set(ENTRY_WORDS)


def test_every_unit_of_a_source_is_known_in_dutch(capsys):
    assert {row["unit"] for row in listed("sources", capsys)} <= set(UNITS)
