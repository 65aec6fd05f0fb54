"""What can be taken along: settings as a file, tables, pictures, two pages, a hand-out. Made of a small real answer."""

import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import duckdb
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sandbox.keep import handout, paper, saved, tables
from sandbox.pages import Seen, keep
from sandbox.pages.register import VIEWS
from sandbox.state import Settings, change
from sandbox.task import Answer, Engine, Task
from sandbox.texts import text

SMALL = Settings(workers=1_000, runs=4, months=24)


@pytest.fixture(scope="module")
def answer(own_cache) -> Answer:
    engine = Engine(lambda: None)
    engine.begin()
    task = Task(SMALL, engine).start()
    assert task.finished.wait(400) and task.answer is not None, task.status().reason
    return task.answer


@pytest.mark.small
@pytest.mark.parametrize("field", [("neutral-guide", "50"), ("stack", "fonds-en-budget"), ("assume.looks", "3"), ("seed", "7")])
def test_saved_settings_open_as_they_were_in_the_language_at_hand(field):
    settings, note = change(Settings(lang="en"), *field)
    assert note == ""
    assert saved.load(saved.save(settings), Settings()) == (replace(settings, lang="nl"), "")
    assert saved.load(saved.save(settings), Settings(lang="en")) == (settings, "")


@pytest.mark.small
@pytest.mark.parametrize(
    "words",
    ["", "{", "[]", "[" * 100_000, "null", '{"kind": "other", "link": ""}', '{"kind": "loopbrug-settings", "link": 3}', "\x00"],
)
def test_a_file_that_is_no_saved_setting_changes_nothing_and_says_so(words):
    before, _ = change(Settings(), "neutral-guide", "50")
    assert saved.load(words, before) == (before, text("load_wrong", "nl"))


@pytest.mark.small
def test_an_older_or_damaged_file_says_what_could_not_be_read_and_opens_the_rest():
    words = json.dumps({"kind": saved.KIND, "version": "0.0.1", "link": "?v=2&neutral-guide=0.5&workers=banana"})
    settings, note = saved.load(words, Settings())
    assert settings.doses == (("neutral-guide", 0.5),) and "0.0.1" in note and "banana" in note
    settings, note = saved.load(json.dumps({"kind": saved.KIND, "version": {"a": 1}, "link": "?v=2&neutral-guide=0.5"}), Settings())
    assert settings.doses == (("neutral-guide", 0.5),) and "niet van welke versie" in note and "{" not in note


def test_every_table_says_what_its_columns_are_and_the_numbers_are_those_of_the_answer(answer):
    found = tables.tables(answer)
    assert set(found) == {"effects", "pairs", "paths", "groups", "payments", "steps", "exits", "sectors"}
    effects = found["effects"].set_index("measure")
    for row in answer.comparison.rows:
        assert effects.loc[row.measure, "effect"] == row.effect
    per_pair = found["pairs"].query("measure == 'lasting-crossings'")
    assert len(per_pair) == 4
    assert np.median(per_pair.package - per_pair.today) == effects.loc["lasting-crossings", "effect"]
    told = tables.described(answer, found)
    assert all(set(told["tables"][name]) == set(frame) for name, frame in found.items())
    assert "loopbrug compare nederland-2025" in told["command"] and told["pairs"] == 4


def test_csv_and_parquet_hold_the_same(answer, tmp_path):
    csv, parquet = (zipfile.ZipFile(io.BytesIO(tables.packed(answer, "nl", kind))) for kind in ("csv", "parquet"))
    assert {name.split(".")[0] for name in csv.namelist()} == {name.split(".")[0] for name in parquet.namelist()}
    parquet.extract("effects.parquet", tmp_path)
    read = duckdb.sql(f"select * from '{tmp_path}/effects.parquet'").df()
    written = pd.read_csv(csv.open("effects.csv"))
    assert read.measure.tolist() == written.measure.tolist()
    assert np.allclose(read.effect, written.effect, equal_nan=True)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_board_gets_two_pages_with_the_win_and_the_trade_off(answer, lang):
    made = paper.two_pages(answer, lang)
    assert made.startswith(b"%PDF") and len(re.findall(rb"/Type /Page\b", made)) == 2
    assert 10_000 < len(made) < 500_000


@pytest.mark.parametrize(("kind", "begins"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_the_picture_is_what_it_says(answer, kind, begins):
    made = paper.picture(answer, "nl", kind)
    assert made.startswith(begins) and len(made) > 5_000
    bare = replace(answer, comparison=replace(answer.comparison, views=None))
    assert paper.picture(bare, "nl", kind) == b"" and paper.two_pages(bare, "nl").startswith(b"%PDF")


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("page", [paper._first, paper._second])
def test_on_paper_no_words_lie_on_others_or_off_the_page(answer, lang, page):
    sheet = Figure(figsize=paper.A4)
    column = paper.Column(sheet)
    page(column, answer, lang)
    paper._picture(column, answer, lang)
    drawn = [words for words in sheet.texts if words.get_text().strip()]
    boxes = [words.get_window_extent(FigureCanvasAgg(sheet).get_renderer()).shrunk(0.98, 0.8) for words in drawn]
    assert len(boxes) > 8 and column.y >= 0.05, "room for the foot"
    for box, words in zip(boxes, drawn, strict=True):
        assert box.x1 <= 0.96 * sheet.bbox.width and box.y0 >= 0.04 * sheet.bbox.height, words.get_text()
        assert box.count_overlaps(boxes) == 1, words.get_text()


def test_the_picture_that_has_no_room_on_a_page_waits_for_the_next(answer):
    full, empty = (paper.Column(Figure(figsize=paper.A4)) for _ in range(2))
    full.y = 0.2
    assert not paper._picture(full, answer, "nl") and full.sheet.axes == []
    assert paper._picture(empty, answer, "nl") and len(empty.sheet.axes) == 1


class Asks(HTMLParser):
    """Collects what a page asks of elsewhere or of a server."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.tables = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tables += tag == "table"
        if tag in ("script", "link", "iframe", "button", "select", "input") or named.get("src") or "data-do" in named:
            self.asked.append(tag)


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [
        ("a <b>c</b> &lt;i&gt; &#39;d&#39; &amp; 5 > 3", "a <b>c</b> &lt;i&gt; &#39;d&#39; &amp; 5 > 3"),
        ('<p>een<button data-do="work">twee <b>drie</b></button>vier</p>', "<p>eenvier</p>"),
        ('<li><button data-do="see.barrier" aria-expanded="false">Star onderwijs</button> 840</li>',
         "<li><span>Star onderwijs</span> 840</li>"),
        ('<p><label>soort <select><option value="a">A</option></select></label>na</p>', "<p>na</p>"),
        ('<label for="x">woord<input id="x" data-do="see.x"></label><hr>na', "<hr>na"),
        ('<a href="#x">hier</a>, <a href="/y" data-do="go" data-value="/y">daar</a>', '<a href="#x">hier</a>, daar'),
        ('<path d="M0 0" data-do="see.flow" data-value="a.b" tabindex="0" role="button"/>', '<path d="M0 0"/>'),
        ('<g data-do="see.x" aria-label="5 &lt; 6 &quot;x&quot;"><title>t</title></g>',
         '<g aria-label="5 &lt; 6 &quot;x&quot;"><title>t</title></g>'),
        ('<section id="x" data-asks><h3>Wat?</h3><p>Vraag <br>het</p></section><p>na</p>', "<p>na</p>"),
        ('<svg role="img" viewBox="0 0 9 9"><circle r="2"/></svg>', '<svg role="img" viewBox="0 0 9 9"><circle r="2"/></svg>'),
    ],
)  # fmt: skip
def test_a_still_page_keeps_what_is_drawn_and_loses_what_only_a_server_answers(drawn, kept):
    assert handout.still(drawn) == kept


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_handout_asks_nothing_of_a_server_and_keeps_every_table(answer, lang):
    seen = Seen(replace(answer.settings, lang=lang), answer)
    page = handout.handout(seen, VIEWS)
    found = Asks()
    found.feed(page)
    assert found.asked == [] and found.tables >= 8
    assert all(f'class="lb-{view.id}"' in page for view in VIEWS if view.work is None), "a page's own style holds there too"
    assert "@import" not in page and not re.search(r"url\(\s*['\"]?(?!#|data:)", page)
    assert text("watch_out", lang) in page and f'<html lang="{lang}">' in page
    assert text("contributions", lang) not in page, "a question that has no answer here"


@pytest.mark.parametrize("name", keep.FILES)
def test_a_file_is_made_when_it_is_asked_for(answer, name):
    asked = keep.html(Seen(answer.settings, answer), views=VIEWS)
    assert asked.count(text("make_file", "nl")) == len(keep.FILES) and "base64" not in asked
    settings = replace(answer.settings, shown=((keep.CHOSEN, name),))
    made = keep.html(Seen(settings, answer), views=VIEWS)
    assert made.count("base64") == 1 and f'download="loopbrug-{name}.{keep.FILES[name][0]}"' in made


@pytest.mark.small
def test_without_an_answer_only_the_settings_can_be_kept():
    page = keep.html(Seen(Settings()), views=VIEWS)
    assert text("save_state", "nl") in page and text("make_file", "nl") not in page
