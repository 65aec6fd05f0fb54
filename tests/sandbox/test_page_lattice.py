"""Only together?: ticks lead to the combination they name, and nothing is said that the table does not give."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.lattice import table as tables
from experiments.lattice.table import shipped, table_of, write_table
from sandbox.page import changed_by
from sandbox.pages import Seen, lattice
from sandbox.pages.register import page_of
from sandbox.state import Settings, show
from sandbox.texts import text
from sim.policies.catalogue import breakthroughs
from tests.experiments.lattice.made import made
from tests.sandbox.made_views import parse, words

pytestmark = pytest.mark.small
HERE = Settings(situation="nederland-2025")
FIVE = list(breakthroughs().values())[:5]


@pytest.fixture
def ship(tmp_path, monkeypatch):
    """Ship the table of a made-up lattice for a situation."""
    monkeypatch.setattr(tables, "FOUND", tmp_path)

    def put(n: int = 5, situation: str = "nederland-2025", **other):
        write_table(table_of(made(n, situation=situation, **other)), tmp_path / f"{situation}.npz")
        return shipped(situation)

    return put


def drawn(settings: Settings) -> str:
    return lattice.html(Seen(settings))


def test_the_page_stands_in_the_menu():
    page, nearest = page_of("/samen")
    assert page.id == "lattice" and not nearest and page.menu


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_situation_without_a_table_says_so_and_how_to_make_one(ship, lang):
    said = drawn(replace(HERE, lang=lang))
    assert text("lattice_no_other", lang) in said and "loopbrug lattice nederland-2025 --out" in said
    ship(situation="nederland-2022")
    assert "Nederland 2022" in drawn(HERE) and "data-do" not in drawn(HERE)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_part_is_there_in_both_languages_and_is_well_formed(ship, lang):
    ship()
    said = drawn(show(replace(HERE, lang=lang), "arm", "3"))
    parse(f"<div>{said}</div>")
    for key in ("choose", "answer", "next", "together", "shares", "smallest", "worth"):
        assert f'<section id="lattice_{key}">' in said
    assert all(one.code in said for one in FIVE)
    assert text("lattice_of", lang, seeds=8, workers="10.000" if lang == "nl" else "10,000", months=60) in words(said)


def test_a_tick_adds_or_takes_away_one_breakthrough(ship):
    ship()
    said = drawn(show(HERE, "arm", "5"))
    assert 'id="tick-0" aria-checked="true" data-do="see.arm" data-value="4"' in said
    assert 'id="tick-1" aria-checked="false" data-do="see.arm" data-value="7"' in said
    after, note = changed_by(show(HERE, "arm", "5"), "see.arm", "7")
    assert note == "" and after.sees("arm") == "7"


def test_the_answer_is_that_of_the_combination(ship):
    """Made so that the first alone is worth 10, the first two 10 + 20 + 40 and all five 150 + 40; chance adds some 1."""
    table = ship(noise=0.3)
    assert table.means("lasting-crossings")[[1, 3, 31]] == pytest.approx([10, 70, 190], abs=0.5)
    said = words(drawn(show(HERE, "arm", "3")))
    assert "Blijvende overstappen: zeker meer, +70 mensen" in said and "Dat is 37% van wat alle 5 samen doen." in said
    assert "D05" in words(drawn(show(HERE, "arm", "15"))).split("Alleen ")[1][:8]
    assert text("lattice_today", "nl") in drawn(HERE)
    assert text("lattice_next_all", "nl") in drawn(show(HERE, "arm", "31"))


def test_only_together_is_said_with_its_band_and_only_when_it_is_certain(ship):
    """All five together bring 190 and apart 150, so 40 more; under much chance that is not certain."""
    ship(noise=0.3)
    said = words(drawn(HERE))
    assert "Ja: samen brengen alle 5 meer dan los. Samen +190;" in said and "opgeteld: +150. Het verschil is +40 " in said
    assert "D01 Vertrouwde gids + D02" in said
    ship(noise=200.0)
    loud = words(drawn(HERE))
    assert "Dat is niet zeker. Alle 5 samen" in loud and text("lattice_pairs_none", "nl") in loud


def test_few_worlds_make_nothing_certain(ship):
    ship(seeds=3, noise=0.1)
    said = words(drawn(show(HERE, "arm", "3")))
    assert "zeker meer" not in said.replace("niet zeker meer", "") and text("lattice_few", "nl", least=4) in said


def test_the_smallest_package_and_the_shares(ship):
    """Of 190: the fifth, fourth and third bring 120, the first, second and fifth 120 too, with the fourth 160: two bring 90."""
    ship(noise=0.1)
    said = words(drawn(show(HERE, "reach", "0.5")))
    assert "wordt gehaald met 3 van de 5" in said
    assert "wordt gehaald met 4 van de 5" in words(drawn(show(HERE, "reach", "0.8")))
    order = [said.split("(de Shapleywaarde)")[1].index(one.code) for one in FIVE]
    assert order == sorted(order, key=lambda place: place) or order.index(min(order)) == 4  # the fifth first, with 50


def test_less_is_better_where_it_is(ship):
    ship(noise=0.1)
    said = words(drawn(show(show(HERE, "outcome", "unemployment"), "arm", "16")))
    assert "Werkloosheid: zeker minder, −50" in said and text("lattice_rounded", "nl", names="")[:40] in said


def test_nonsense_in_the_link_is_what_it_begins_with(ship):
    ship()
    odd = show(show(show(show(HERE, "arm", "99"), "outcome", "<b>"), "cost", "crossings"), "reach", "2")
    assert drawn(odd) == drawn(HERE) and "<b>" not in drawn(odd)
    assert drawn(show(HERE, "arm", "²")) == drawn(HERE)


def test_an_old_table_and_a_broken_one_say_so(ship, tmp_path):
    ship(model="0" * 16)
    assert text("lattice_old", "nl") in drawn(HERE)
    ship()
    assert text("lattice_old", "nl") not in drawn(HERE)
    (tmp_path / "nederland-2025.npz").write_bytes(b"nothing")
    assert text("lattice_broken", "nl") in drawn(HERE)


def test_fourteen_at_full_size_are_small_and_quick(ship, tmp_path):
    table = ship(14, noise=40.0)
    assert (tmp_path / "nederland-2025.npz").stat().st_size <= 1_000_000
    assert np.isfinite(table.bands("unemployment")).all()
    assert "16.383" not in drawn(show(HERE, "arm", "16383"))
