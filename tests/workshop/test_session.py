"""Who may do what and when, hand-worked from the rules of the game; and that a session is what its acts say."""

import json
from dataclasses import replace

import pytest

from sim.policies.catalogue import barriers, levers
from sim.words import Complaint
from tests.workshop.made_session import A, B, C, D, choosing, do, run, seated
from workshop.acts import FACILITATOR, SERVER, read_act
from workshop.cards import cards
from workshop.market import TOGETHER, arms_of, package_of
from workshop.roles import roles
from workshop.session import CARD, CHOOSE, DEBRIEF, ENDED, LOBBY, PREDICT, RUNNING, SHOWN, minutes_of

pytestmark = pytest.mark.small


def refused(session, kind, who=FACILITATOR, **fields):
    with pytest.raises(Complaint) as wrong:
        do(session, kind, who, **fields)
    return wrong.value.both.nl


def test_every_lever_is_of_one_role_and_a_role_can_set_about_half_of_its_own():
    named = [name for role in roles().values() for name in role.levers]
    assert sorted(named) == sorted(levers()) and len(roles()) == 8
    for role in roles().values():
        assert 0.4 <= role.points / (10 * len(role.levers)) <= 0.8, role.id


def test_there_are_twelve_dilemmas_each_in_a_barrier_of_its_own_with_something_that_moves():
    assert len(cards()) == 12 and len({card.barrier for card in cards().values()}) == 12 and set(barriers())
    for card in cards().values():
        assert len(card.options) == 3 and sum(bool(option.levers) for option in card.options) >= 1, card.id
        assert all(option.levers or option.points for option in card.options), card.id


def test_a_round_goes_card_choose_predict_run_shown_and_after_the_last_the_talk():
    session, seen = seated(), []
    assert session.phase == LOBBY and session.months == 12
    for _ in range(2):
        session = do(session, "moved")
        seen.append(session.phase)
        session = do(session, "drawn", card=next(name for name in cards() if name not in session.cards))
        for _ in range(3):
            session = do(session, "moved")
            seen.append(session.phase)
        session = do(session, "ran", SERVER, result="f" * 16)
        seen.append(session.phase)
    assert seen == 2 * [CARD, CHOOSE, PREDICT, RUNNING, SHOWN]
    assert session.round == 2 and session.months == 36  # two years, and one in which all stays as it is
    session = do(session, "moved")
    assert session.phase == DEBRIEF
    session = do(session, "moved")
    assert session.phase == ENDED and "afgelopen" in refused(session, "moved")


def test_a_lever_asks_the_part_of_ten_points_that_it_goes_and_no_more_than_the_role_has():
    session = choosing()
    session = do(session, "chose", C, lever="lead-time", dose=6)  # of 12 months: five of forty points
    table = session.table(2)
    assert table.spent("shrinking-employer") == pytest.approx(5) and session.points_of(table, "shrinking-employer") == 40
    for name in ("strategic-planning", "hybrid-jobs", "development-leadership"):
        session = do(session, "chose", C, lever=name, dose=1)
    assert session.table(2).spent("shrinking-employer") == pytest.approx(35)
    assert "vraagt 45 punten" in refused(session, "chose", C, lever="redirect-severance", dose=1)
    session = do(session, "chose", C, lever="redirect-severance", dose=0.5)
    assert session.table(2).spent("shrinking-employer") == pytest.approx(40)
    session = do(session, "chose", C, lever="lead-time", dose=0)  # back to today
    assert "lead-time" not in session.table(2).doses and session.table(1).doses == {}


@pytest.mark.parametrize(
    ("who", "fields", "says"),
    [
        (D, {"lever": "lead-time", "dose": 6}, "'Werkgever die krimpt'"), (C, {"lever": "lead-time", "dose": 13}, "tussen 0 en 12"),
        (C, {"lever": "gratis-geld", "dose": 1}, "geen hefboom"), (FACILITATOR, {"lever": "lead-time", "dose": 6}, "niet aan u"),
        ("e" * 16, {"lever": "lead-time", "dose": 6}, "niet aan u"),
    ],
)  # fmt: skip
def test_only_who_holds_a_role_sets_its_levers_within_their_range(who, fields, says):
    assert says in refused(choosing(), "chose", who, **fields)


def test_what_a_table_does_stays_at_that_table():
    session = do(choosing(), "chose", A, lever="lead-time", dose=6)
    session = do(session, "answered", A, option=0)
    other = session.table(2)
    assert session.table(1).doses == {"lead-time": 6} and other.doses == {} and other.option is None


def test_locked_is_locked_until_one_unlocks_and_a_new_phase_unlocks_all():
    session = do(choosing(), "locked", A)
    assert "maak die eerst los" in refused(session, "chose", A, lever="lead-time", dose=6)
    session = do(do(session, "locked", A, ready=False), "chose", A, lever="lead-time", dose=6)
    session = do(do(session, "locked", A), "moved")
    assert not any(seat.ready for seat in session.seats.values())


def test_choosing_is_for_its_own_time_and_so_is_expecting():
    session = choosing()
    assert "na het kiezen" in refused(session, "expected", A, lasting="more", cost="same")
    session = do(session, "moved")
    assert "terwijl er gekozen wordt" in refused(session, "chose", A, lever="lead-time", dose=6)
    session = do(session, "expected", A, lasting="more", cost="same")
    assert session.table(1).expected.lasting == "more" and session.table(2).expected is None
    session = do(session, "moved")
    assert "wacht tot de markt" in refused(session, "moved") and "niet aan u" in refused(session, "ran", A, result="x")


def test_points_are_given_only_when_both_agree_and_cannot_be_spent_meanwhile():
    session = do(choosing(), "gave", A, giver="shrinking-employer", to="trainer", points=30)
    table = session.table(1)
    assert session.points_of(table, "trainer") == 25 and table.offered("shrinking-employer") == 30
    assert "vraagt 20 punten en 'Werkgever die krimpt' heeft er 10" in refused(
        do(session, "chose", A, lever="hybrid-jobs", dose=1), "chose", A, lever="strategic-planning", dose=1
    )
    assert "niet aan u" in refused(session, "accepted", B, gift=0) and "niet open" in refused(session, "accepted", A, gift=1)
    session = do(session, "accepted", A, gift=0)
    table = session.table(1)
    assert session.points_of(table, "trainer") == 55 and session.points_of(table, "shrinking-employer") == 10
    assert "niet open" in refused(session, "accepted", A, gift=0)
    assert "zo veel punten" in refused(session, "gave", A, giver="shrinking-employer", to="union", points=11)
    later = do(run(session), "moved")
    assert later.points_of(later.table(1), "trainer") == 25  # a gift is for its round


def test_an_answer_to_the_dilemma_moves_levers_from_then_on_and_costs_points_in_its_round():
    session = do(choosing(), "answered", B, option=0)  # cross-sector-fund 0.3 of the way; the fund has 6 points less
    table = session.table(1)
    assert session.points_of(table, "training-fund") == 19 and session.doses_in_force(table, 1) == {"cross-sector-fund": 0.3}
    session = do(session, "chose", B, lever="cross-sector-fund", dose=0.9)
    assert session.doses_in_force(session.table(1), 1) == {"cross-sector-fund": 1.0}  # no further than full
    session = do(run(session), "moved")
    table = session.table(1)
    assert session.points_of(table, "training-fund") == 25
    assert session.doses_in_force(table, 1) == session.doses_in_force(table, 2) == {"cross-sector-fund": 1.0}
    assert session.doses_in_force(session.table(2), 2) == {}


def test_an_answer_that_nobody_can_pay_is_refused():
    session = choosing()
    for name in ("cross-sector-fund", "pooled-risk"):
        session = do(session, "chose", B, lever=name, dose=1)  # twenty of the fund's twenty-five points
    assert "die er 1 te weinig over heeft" in refused(session, "answered", B, option=0)
    assert "niet op de kaart" in refused(session, "answered", B, option=3)


def test_a_dilemma_is_drawn_once_a_round_and_comes_once_a_session():
    session = do(seated(), "moved")
    assert "trek eerst" in refused(session, "moved")
    session = do(session, "drawn", card="the-bill")
    assert "eens per ronde" in refused(session, "drawn", card="the-rumour")
    session = do(run(do(session, "moved")), "moved")
    assert "al geweest" in refused(session, "drawn", card="the-bill")


def test_a_role_has_one_holder_at_a_table_and_a_table_has_eight_chairs():
    session = seated()
    assert "is al van naam a" in refused(session, "took", B, roles=["trainer"])
    session = do(session, "took", A, roles=[])
    session = do(session, "took", B, roles=["trainer"])
    assert session.holder(1, "trainer").id == B and session.holder(2, "trainer").id == C
    for k in range(6):
        session = do(session, "joined", SERVER, seat=f"{k:016x}", table=1, name="x")
    assert "vol" in refused(session, "joined", SERVER, seat="f" * 16, table=1, name="x")
    assert "er zijn 2 tafels" in refused(session, "joined", SERVER, seat="f" * 16, table=3, name="x")
    assert "niet aan u" in refused(session, "left", C, seat=A)
    assert A not in do(session, "left", FACILITATOR, seat=A).seats


def test_a_round_that_is_taken_back_stands_as_it_began_with_who_is_there_now():
    session = do(choosing(), "chose", A, lever="lead-time", dose=6)
    first = do(run(session), "moved")
    second = do(first, "drawn", card="the-bill")
    second = do(do(second, "moved"), "chose", A, lever="lead-time", dose=12)
    second = do(second, "joined", SERVER, seat="f" * 16, table=2, name="laat")
    again = do(run(second, "1" * 16), "back")
    assert again.phase == CARD and again.round == 2 and again.card is None and again.cards == ("money-of-the-sector",)
    assert again.table(1).doses == {"lead-time": 6} and len(again.table(1).past) == 1 and again.results == ("0" * 16,)
    assert "f" * 16 in again.seats
    assert "geen ronde" in refused(seated(), "back")


def test_the_clock_gives_each_phase_its_part_and_can_be_stopped_and_lengthened():
    session = do(seated(), "moved", at=1000.0)  # 45 minutes: 27 for two rounds, of which 15% for the dilemma
    assert minutes_of(session, CARD) == pytest.approx(2.025) and session.ends == pytest.approx(1000 + 121.5)
    still = do(session, "timed", at=1060.0, still=True)
    assert still.ends is None and still.still == pytest.approx(61.5)
    on = do(still, "timed", at=2000.0, minutes=2)
    assert on.ends == pytest.approx(2000 + 61.5 + 120) and on.still is None
    assert minutes_of(session, SHOWN) is None and do(seated(), "timed", minutes=5).ends is None


def test_a_run_that_fails_goes_back_to_before_it_and_says_why():
    session = do(do(choosing(), "moved"), "moved")
    failed = do(session, "ran", SERVER, result="", fault="geen geheugen")
    assert failed.phase == PREDICT and failed.fault == "geen geheugen" and not failed.results
    assert do(failed, "moved").phase == RUNNING and do(failed, "moved").fault == ""


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("bought", {}), ("chose", {"lever": "lead-time"}), ("chose", {"lever": "lead-time", "dose": float("inf")}),
        ("chose", {"lever": "x' or 1", "dose": 1}), ("joined", {"seat": A, "table": 1, "name": "\x00"}),
        ("joined", {"seat": A, "table": 1, "name": "x" * 41}), ("moved", {"round": 9}),
        ("gave", {"giver": "a", "to": "b", "points": 0}),
        ("expected", {"lasting": "veel", "cost": "same"}), ("moved", None),
    ],
)  # fmt: skip
def test_what_is_no_act_is_refused_in_a_sentence(kind, fields):
    with pytest.raises(Complaint) as wrong:
        read_act(kind, A, fields)
    assert all("pydantic" not in said and "Error" not in said for said in wrong.value.both)


def test_what_comes_in_survives_being_written():
    act = read_act("joined", SERVER, {"seat": A, "table": 1, "name": " <b>Zoë</b> "})
    again = read_act("joined", SERVER, json.loads(act.body.model_dump_json()))
    assert again == act and act.body.name == "<b>Zoë</b>"


# --- what is run


def test_a_lever_keeps_its_level_of_earlier_rounds_when_it_changes():
    package = package_of([{"lead-time": 6.0}, {"lead-time": 6.0, "hub": 0.5}, {"lead-time": 12.0}], "1")
    told = [(use.lever, use.dose, use.start_month, use.end_month) for use in package.levers]
    assert told == [("lead-time", 6, 0, 23), ("lead-time", 12, 24, None), ("hub", 0.5, 12, 23)]


def test_together_is_the_middle_of_what_tables_chose_and_who_did_nothing_counts():
    session = do(choosing(), "chose", A, lever="lead-time", dose=6)
    arms = arms_of(session)
    assert arms["1"] == [{"lead-time": 6}] and arms["2"] == [{}] and arms[TOGETHER] == [{"lead-time": 3}]
    alone = replace(session, seats={A: session.seats[A]})
    assert set(arms_of(alone)) == {"1", TOGETHER}  # a table where nobody sits does not play


@pytest.mark.parametrize("card", cards())
def test_every_option_of_every_dilemma_is_a_package_that_can_be_run(card):
    for k, option in enumerate(cards()[card].options):
        session = do(choosing(card), "answered", A, option=k)
        doses = session.doses_in_force(session.table(1), 1)
        package = package_of([doses], "1")
        assert {use.lever for use in package.levers} == {name for name in option.levers if doses[name] != levers()[name].default}
