"""Where it gets stuck: the steps, who falls off, the rule behind a barrier, what each part contributes."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sandbox import state
from sandbox.crossing import chosen, crossing
from sandbox.pages import Seen, why
from sandbox.parts import contributions_html, interplay_sentence
from sandbox.state import Settings
from sandbox.task import Answer, Status
from sandbox.texts import TEXTS, text
from sim.contributions import Contribution, Contributions
from sim.policies.catalogue import barriers
from sim.views import Band, Exit, Money, Step, Steps, Views
from sim.words import Both

pytestmark = pytest.mark.small


def made_band(today: float, package: float, half: float = 10.0) -> Band:
    change = package - today
    ends = (change, change - half, change + half, change - 2 * half, change + 2 * half)
    return Band(*(np.array(value) for value in (today, package, *ends)))


def made_exit(step: int, reason: str, barrier: str, today: float, package: float, kind: str = "stopped", **other: Any) -> Exit:
    rule = barriers()[barrier].rule if barrier else ""
    name = Both(barriers()[barrier].nl, barriers()[barrier].en) if barrier else Both("Geen hobbel genoemd", "No barrier named")
    fields = {"reason_words": Both(f"{reason}-nl", f"{reason}-en"), "missing_euro": made_band(0.0, 0.0), **other}
    return Exit(step, kind, reason, barrier, rule, fields["reason_words"], name, made_band(today, package), fields["missing_euro"])


@pytest.fixture
def steps() -> Steps:
    names = ("notice", "coaching", "matching", "selection", "training", "start", "lasting")
    reached = [1000.0, 700.0, 480.0, 300.0, 240.0, 200.0, 140.0]
    made = [
        Step(k + 1, name, "aware", Both(f"{name}-nl", f"{name}-en"), made_band(value, value + 50), made_band(3.0, 4.0))
        for k, (name, value) in enumerate(zip(names, reached, strict=True))
    ]
    exits = [
        made_exit(4, "not-selected", "diploma-gate", 120.0, 90.0, "turned-back"),
        made_exit(4, "refused-for-money", "sector-pots", 40.0, 10.0, "turned-back"),
        made_exit(4, "employer-declined", "no-first-mover", 30.0, 20.0),
        made_exit(4, "left-labour-force", "", 5.0, 6.0),
        made_exit(7, "completed", "", 140.0, 190.0, "completed"),
    ]
    return Steps(made, exits, {"sector-pots": made_band(2_000_000.0, 500_000.0)})


@pytest.fixture
def see(make_comparison, steps):
    def seen(lang: str = "nl", views: bool = True, **shown: str) -> Seen:
        settings = Settings(lang=lang)
        for name, value in shown.items():
            settings = state.show(settings, name, value)
        comparison = make_comparison(views=Views(8, 60, [], steps, [], None, Money([], {}, {}, {}, {})) if views else None)
        return Seen(settings, Answer(settings, comparison, 700.0, 8))

    return seen


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_each_step_shows_both_worlds_and_the_difference_with_its_band(see, steps, lang):
    shown = crossing(steps, see(lang))
    for step in steps.steps:
        assert escape(step.words.said(lang)) in shown
    thousand = {"nl": "1.000 → 1.050", "en": "1,000 → 1,050"}[lang]
    assert thousand in shown
    assert {"nl": "+50 (+40 tot +60)", "en": "+50 (+40 to +60)"}[lang] in shown
    assert shown.count('role="img"') == 7 and "<table>" in shown


def test_who_fell_off_stands_at_its_step_the_most_frequent_first_and_completing_is_no_failure(see, steps):
    fourth = crossing(steps, see("en")).split('<div class="fell-off">')[1]
    order = [fourth.index(reason) for reason in ("not-selected-en", "refused-for-money-en", "employer-declined-en", "left-labour")]
    assert order == sorted(order)
    assert "120 → 90" in fourth and "(turned back, looks on)" in fourth
    assert crossing(steps, see("en")).count('<div class="fell-off">') == 1  # at step 7 they only completed it
    assert "No failure: completed-en 140 → 190" in crossing(steps, see("en"))


def test_an_exit_without_a_barrier_has_no_button(see, steps):
    shown = crossing(steps, see())
    assert len(re.findall(r'data-do="see.barrier"', shown)) == 3
    assert '<span class="no-barrier">Geen hobbel genoemd</span>' in shown


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_pressed_barrier_says_which_rule_does_it_what_it_says_the_levers_and_the_unpaid_euros(see, steps, lang):
    shown = crossing(steps, see(lang, barrier="4.sector-pots"))
    barrier = barriers()["sector-pots"]
    for words in (
        getattr(barrier, lang), getattr(barrier, f"why_{lang}"), barrier.rule, text(f"stuck:rule:{barrier.rule}", lang),
        text(f"stuck:says:{barrier.rule}", lang), barrier.strength.source,
        {"nl": "2,00 miljoen euro", "en": "2.00 million euros"}[lang], {"nl": "500.000 euro", "en": "500,000 euros"}[lang],
    ):  # fmt: skip
        assert escape(words) in shown
    for lever in state.acting_levers().values():
        if any(part.id == "sector-pots" for part in lever.acts_on.barriers):
            assert escape(getattr(lever, lang)) in shown
    assert 'aria-expanded="true"' in shown


def test_a_barrier_without_unpaid_bills_says_that_it_was_not_about_money(see, steps):
    assert escape(text("stuck:nothing_unpaid", "nl")) in crossing(steps, see(barrier="4.diploma-gate"))


@pytest.mark.parametrize("wanted", ["", "9.sector-pots", "4.<script>", "sector-pots", "4", "four.sector-pots"])
def test_nonsense_in_the_link_explains_nothing(see, steps, wanted):
    assert chosen(see(barrier=wanted)) == (0, "")
    assert "<script>" not in crossing(steps, see(barrier=wanted))


def test_words_that_come_in_are_escaped(see, steps):
    wicked = made_exit(4, "x", "diploma-gate", 500.0, 500.0, reason_words=Both("<b>x</b>", "<b>x</b>"))
    shown = crossing(replace(steps, exits=[wicked]), see())
    assert "<b>x</b>" not in shown and "&lt;b&gt;x&lt;/b&gt;" in shown


def test_every_barrier_has_its_rule_in_words_of_both_languages():
    for barrier in barriers().values():
        for key in (f"stuck:rule:{barrier.rule}", f"stuck:says:{barrier.rule}"):
            assert all(TEXTS[key][lang].strip() for lang in ("nl", "en"))


def test_without_views_the_stages_are_shown_and_before_an_answer_an_invitation(see):
    assert 'id="funnel"' in why.html(see(views=False)) and 'id="seven_steps"' not in why.html(see(views=False))
    assert text("no_answer_yet", "nl")[:30] in why.html(Seen(Settings()))


# --- what each part contributes ------------------------------------------------------------------------------------------


def found(make_effect, rest: tuple[float, float]) -> Contributions:
    """Two breakthroughs: alone 40 and 20, left out 60 and 35; together 60 and what the interplay is."""
    middle, half = rest

    def rows(value: float, half: float = 5.0) -> dict:
        unit = {"public-cost": "EUR million/year", "lasting-crossings": "people"}
        return {id: make_effect(id, value, half, unit=unit[id]) for id in unit}

    parts = [
        Contribution("trusted-guide", "D01", Both("Vertrouwde <gids>", "Trusted <guide>"), "unsafe-step",
                     Both("Onveilig", "Unsafe"), rows(40.0), rows(60.0), rows(20.0)),
        Contribution("safe-landing", "D07", Both("Veilig landen", "Safe landing"), "hard-landing", Both("Hard", "Hard"),
                     rows(20.0), rows(35.0), rows(15.0)),
    ]  # fmt: skip
    return Contributions(8, rows(60.0 + middle), parts, rows(middle, half))


@pytest.mark.parametrize(
    ("middle", "said"),
    [
        (15.0, "Lasting crossings: more together than apart, 15.0 people on top (80% of the pairs: +10.0 to +20.0)."),
        (-15.0, "Lasting crossings: less together than apart, 15.0 people off (80% of the pairs: −20.0 to −10.0)."),
        (3.0, "Lasting crossings: whether it is more or less together than apart cannot be told. "
              "Zero lies inside the band (−2.0 to +8.0 people, 80% of the pairs)."),
    ],
)  # fmt: skip
def test_together_more_less_or_it_cannot_be_told(make_effect, middle, said):
    made = found(make_effect, (middle, 5.0))
    assert interplay_sentence(made.interplay["lasting-crossings"], made.whole["lasting-crossings"], 2, "en") == said


def test_one_part_has_no_interplay(make_effect):
    made = found(make_effect, (0.0, 0.0))
    rest, whole = made.interplay["lasting-crossings"], made.whole["lasting-crossings"]
    assert interplay_sentence(rest, whole, 1, "nl") == text("stuck:one_part", "nl")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_parts_alone_left_out_the_sum_and_the_whole_are_shown_with_their_bands(see, make_effect, lang):
    shown = contributions_html(replace(see(lang), found=found(make_effect, (15.0, 5.0))))
    for words in ("D01", "+40", "+60", "D07", "+20", "+35", "+75"):  # +60 is also the sum alone: 40 and 20
        assert words in shown
    assert "<guide>" not in shown and "<gids>" not in shown
    for key in ("stuck:alone", "stuck:left-out", "stuck:sum", "stuck:interplay", "stuck:whole"):
        assert escape(text(key, lang)) in shown
    assert shown.count('role="img"') == 5 and "<table>" in shown


def test_the_other_measure_is_chosen_in_the_link(see, make_effect):
    made = found(make_effect, (15.0, 5.0))
    cost = contributions_html(replace(see(of="public-cost"), found=made))
    assert 'data-value="public-cost" aria-pressed="true"' in cost
    assert 'data-value="lasting-crossings" aria-pressed="true"' in contributions_html(replace(see(of="nonsense"), found=made))


def test_the_work_is_asked_for_shows_how_far_it_is_and_can_be_stopped(see):
    assert why.WORK.waits
    idle = contributions_html(see())
    assert 'data-do="work"' in idle and "4 werelden" in idle  # today, the whole, two alone: without the one is the other alone
    busy = contributions_html(replace(see(), work=Status("working", 0.4, 12)))
    assert 'data-do="stop-work"' in busy and "40%" in busy and "12 s" in busy
    assert "Bus &lt;1&gt;" in contributions_html(replace(see(), work=Status("failed", reason="Bus <1>")))


def test_contributions_show_as_they_grow_and_stay_when_stopped(see, make_effect):
    made = found(make_effect, (15.0, 5.0))  # over 8 pairs of 20
    for work, button in ((Status("working", 0.4, 12), "stop-work"), (Status("stopped"), "work")):
        shown = contributions_html(replace(see(), found=made, work=work))
        assert "8 van 20 paren" in shown and f'data-do="{button}"' in shown and shown.count('role="img"') == 5
    assert "niets bewaard" not in shown and "niets bewaard" in contributions_html(replace(see(), work=Status("stopped")))


def test_contributions_of_fewer_pairs_than_have_a_band_are_not_shown(monkeypatch):
    def contributions(plan, progress, finished):
        for runs in (1, 3, 4, 5):
            finished(SimpleNamespace(runs=runs))
        return "all"

    shown = []
    monkeypatch.setattr(why, "contributions", contributions)
    assert why.WORK.run(Settings(), lambda share: None, shown.append) == "all"
    assert [one.runs for one in shown] == [4, 5]


def test_without_a_package_there_is_nothing_to_work_out(see):
    nothing = state.today(Settings(lang="en"))
    shown = contributions_html(replace(see("en"), settings=nothing))
    assert escape(text("stuck:no_parts", "en")) in shown and "data-do" not in shown


def test_the_work_depends_on_what_is_asked_and_not_on_language_or_view():
    key, settings = why.WORK.key, Settings()
    assert key(settings) == key(replace(settings, lang="en")) == key(state.show(settings, "of", "public-cost"))
    assert key(settings) != key(replace(settings, runs=8)) and key(settings) != key(replace(settings, seed=2))
